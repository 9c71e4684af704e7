#!/bin/sh
# What `make check` runs: style, types, layers, generated files, and the installed package.
#   sh scripts/check.sh BIN_DIR     BIN_DIR: the bin folder of the development environment, such as .venv/bin
# Every check runs, whatever the ones before it said; the exit status is 1 if one failed.
set -u
export PIP_RETRIES=8 PIP_DEFAULT_TIMEOUT=60 PIP_NO_INPUT=1 PIP_QUIET=1 PIP_DISABLE_PIP_VERSION_CHECK=1
case $1 in /*) bin=$1 ;; *) bin=$PWD/$1 ;; esac
cd "$(dirname "$0")/.." || exit 1
failed=

check() { # a heading, then the command
    heading=$1
    shift
    echo "== $heading"
    "$@" || failed="$failed
  $heading"
}

# No file names a machine's folders or a package registry: the repository is built and read elsewhere. The names are
# put together from parts, so that this script passes too.
clean_names() {
    pattern=
    for part in work tmp root 'home/[a-z]+' Users; do pattern="$pattern/$part/|"; done
    for part in pi.org pi.tuna pi.python; do pattern="${pattern}py$part|"; done
    for part in hosted.org package.org; do pattern="${pattern}python$part|"; done
    pattern="${pattern}files[.]python|registry[.]npm|index""-url|simple""/(textual|babel|rich)"
    if git ls-files -z --cached --others --exclude-standard -- ':!screenshots' |
        xargs -0 grep -nIE -e "$pattern"; then
        echo "Take these machine paths and registry hosts out of the repository."
        return 1
    fi
}

# The wheel, in an environment that has nothing else, from a folder that has nothing at all.
package() {
    folder=$(mktemp -d) || return 1
    built "$folder"
    status=$?
    rm -rf "$folder"
    return $status
}

built() {
    "$bin/python" -m pip wheel --no-deps --wheel-dir "$1/wheel" . || return 1
    "$bin/python" - "$1"/wheel/*.whl <<'END' || return 1
import sys, zipfile
names = zipfile.ZipFile(sys.argv[1]).namelist()
wanted = ["briefing.schema.json", "library/readings.tsv", "library/traditional.txt", "library/schema.sql",
          "tui/app.tcss", "locale/zh/LC_MESSAGES/hunnan_tui.mo"]
missing = [name for name in wanted if f"hunnan_tui/{name}" not in names]
for name in ("LICENSE", "LICENSE-Apache-2.0", "NOTICE"):  # the tables that come from others are shipped with them
    missing += [] if any(one.endswith(f"/{name}") for one in names) else [name]
briefings = [name for name in names if name.startswith("hunnan_tui/briefings/") and name.endswith(".toml")]
print(f"the wheel has {len(names)} files, {len(briefings)} of them briefings")
sys.exit(f"missing in the wheel: {', '.join(missing) or 'briefings'}" if missing or len(briefings) < 3 else 0)
END
    "$bin/python" -m venv "$1/venv" || return 1
    "$1/venv/bin/python" -m pip install "$1"/wheel/*.whl || return 1
    mkdir "$1/home" "$1/empty" && cd "$1/empty" || return 1
    run="env -i HOME=$1/home PATH=/usr/bin:/bin LANG=C.UTF-8 $1/venv/bin/hunnan-tui"
    $run --version || return 1
    $run list outcomes --format json >"$1/outcomes.json" || return 1
    "$1/venv/bin/python" -c '
import json, sys
found = len(json.load(open(sys.argv[1], encoding="utf-8")))
print(f"list outcomes gives {found}")
sys.exit(0 if found == 10 else "it must be 10")' "$1/outcomes.json" || return 1
    $run search fnjm >"$1/found" || return 1
    grep 负能界面 "$1/found" >"$1/matching" || { echo "search fnjm does not find 负能界面"; return 1; }
    echo "search fnjm finds $(wc -l <"$1/matching") items"
    $run --lang zh --help | grep -q 用法 || { echo "--lang zh --help is not Chinese"; return 1; }
}

check "format (make format does it)" "$bin/ruff" format --check --quiet .
check "lint" "$bin/ruff" check --quiet .
check "types" "$bin/mypy"
check "layers" "$bin/lint-imports"
check "schema of the briefing file" "$bin/python" scripts/schema.py --check
check "documents" "$bin/python" scripts/docs.py --check
check "translations" "$bin/python" scripts/translations.py --check
check "no machine paths, no registry hosts" clean_names
check "the installed package" package

if [ -n "$failed" ]; then
    echo "== FAILED:$failed"
    exit 1
fi
echo "== all checks passed"
