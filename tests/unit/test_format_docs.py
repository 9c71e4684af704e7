"""The format's document and JSON Schema say what the program does."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hunnan_tui.library.load import load_bytes
from hunnan_tui.model import briefing as model
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.units import MULTIPLIERS, UnknownUnit, known_units, parse_unit

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs/briefing-format.md").read_text("utf-8")
TEN_LINES, COMPLETE = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
SCHEMA: dict[str, Any] = json.loads((ROOT / "src/hunnan_tui/briefing.schema.json").read_text("utf-8"))
TABLES = {"Briefing": SCHEMA, **SCHEMA["definitions"]}
STRUCTS = [made for made in vars(model).values() if getattr(made, "__struct_fields__", ())]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("schema", ROOT / "scripts/schema.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("text", [TEN_LINES, COMPLETE], ids=["ten lines", "complete"])
def test_an_example_is_a_good_briefing(text: str) -> None:
    loaded = load_bytes(text.encode(), "example.toml")
    assert [fault.text() for fault in loaded.faults] == []
    assert loaded.briefing is not None


def test_the_short_example_has_ten_lines() -> None:
    assert len(TEN_LINES.strip().split("\n")) == 10


def test_the_complete_example_uses_every_key_of_every_table() -> None:
    briefing = load_bytes(COMPLETE.encode(), "example.toml").briefing
    used: dict[type, set[str]] = {}

    def visit(value: Any) -> None:
        if type(value) in STRUCTS:
            keys = used.setdefault(type(value), set())
            for key in value.__struct_fields__:
                below = getattr(value, key)
                if below not in (None, []):
                    keys.add(key)
                visit(below)
        elif isinstance(value, list):
            for entry in value:
                visit(entry)

    visit(briefing)
    assert used == {struct: set(struct.__struct_fields__) for struct in STRUCTS}


def test_the_document_and_the_schema_are_in_step_with_the_model(script: ModuleType) -> None:
    assert script.schema() == script.SCHEMA.read_text("utf-8")
    assert script.document(DOCUMENT) == DOCUMENT


def test_the_check_says_which_file_is_out_of_step(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "briefing.schema.json"
    stale.write_text("{}", "utf-8")
    monkeypatch.setattr(script, "ROOT", tmp_path)
    monkeypatch.setattr(script, "SCHEMA", stale)
    monkeypatch.setattr("sys.argv", ["schema.py", "--check"])
    assert script.main() == 1
    assert capsys.readouterr().err.startswith("briefing.schema.json is out of step")
    assert stale.read_text("utf-8") == "{}"
    monkeypatch.setattr("sys.argv", ["schema.py"])
    assert script.main() == 0
    assert json.loads(stale.read_text("utf-8")) == SCHEMA


def test_the_schema_knows_the_keys_of_the_model_and_no_others() -> None:
    for struct in STRUCTS:
        table = TABLES[struct.__name__]
        assert set(table["properties"]) == set(struct.__struct_fields__)
        assert table["additionalProperties"] is False
        assert all(made["description"] for made in table["properties"].values())


def test_every_reference_of_the_schema_leads_somewhere() -> None:
    for name in re.findall(r'"#/definitions/(\w+)"', json.dumps(SCHEMA)):
        assert name in SCHEMA["definitions"]


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-H1",
        "2026-H3",
        "2026-Q4",
        "2026-Q5",
        "2026-03",
        "2026-3",
        "2026-02-24",
        "2021/2025",
        "2026-",
        "26",
    ],
)
def test_the_schema_takes_the_periods_that_the_program_takes(text: str) -> None:
    try:
        parse_period(text)
    except ValueError:
        known = False
    else:
        known = True
    assert bool(re.search(SCHEMA["definitions"]["Period"]["pattern"], text)) == known


def test_the_schema_takes_the_units_that_the_program_takes() -> None:
    choices, other = SCHEMA["definitions"]["Unit"]["anyOf"]
    for unit in [
        *choices["enum"],
        *(m + base for m in MULTIPLIERS for base in known_units()),
        "万",
        "％",
        "km²",
    ]:
        assert parse_unit(unit).text == unit
        assert re.search(other["pattern"], unit)
    for unit in ("", "亿园", "万万元", "元/人", "yuan"):
        with pytest.raises(UnknownUnit):
            parse_unit(unit)
        assert not re.search(other["pattern"], unit)


def test_the_document_lists_every_unit_and_every_key() -> None:
    for unit in known_units():
        assert re.search(rf"(?<!\S){re.escape(unit)}(?!\S)", DOCUMENT)
    for struct in STRUCTS:
        for key in struct.__struct_fields__:
            assert f"| `{key}`" in DOCUMENT
