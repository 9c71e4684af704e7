# The commands of the README. Everything lives in .venv; PYTHON chooses the interpreter.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# A slow or restarted mirror is tried again instead of failing the first run.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --retries 8 --timeout 60

.PHONY: run test torture fuzz check format bench screenshots docs clean
run: $(VENV)/run.stamp
	@$(BIN)/hunnan-tui

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto

torture: $(VENV)/dev.stamp
	$(BIN)/python -m tests.torture

# Coverage-guided where atheris installs, with inputs mixed at random elsewhere; SECONDS for each target.
SECONDS ?= 60
fuzz: $(VENV)/dev.stamp
	-@$(PIP) --only-binary :all: atheris
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

check: $(VENV)/dev.stamp
	@sh scripts/check.sh $(BIN)

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

docs: $(VENV)/dev.stamp
	$(BIN)/python scripts/docs.py

screenshots: $(VENV)/dev.stamp
	$(BIN)/python scripts/screenshots.py

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# Compiled once here: where PYTHONDONTWRITEBYTECODE is set, every start would compile all of it again.
$(VENV)/run.stamp: pyproject.toml | $(BIN)/python
	$(PIP) -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(BIN)/python
	$(PIP) -e '.[dev]'
	@$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/run.stamp
