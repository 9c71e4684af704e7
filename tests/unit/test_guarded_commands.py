"""Every command on a library full of hostile text, guarded: no network, no program, no file elsewhere, no control."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import guard
from hostile import PAYLOADS, UNSAFE, plant

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    pytest.skip("paths and sockets as POSIX has them", allow_module_level=True)

FORMATS = ("table", "json", "csv", "md")
LISTS = ("outcomes", "projects", "keywords", "metrics", "targets", "flags", "sources", "briefings")
OPENING = {
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "a page": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    "a datagram": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "asyncio": "import asyncio; asyncio.run(asyncio.open_connection('127.0.0.1', 9))",
    "a program": "import subprocess, sys; subprocess.run([sys.executable, '--version'])",
    "a shell": "import os; os.system('true')",
    "a file": "open('elsewhere', 'w')",
}


def commands(home: Path) -> list[list[str]]:
    """Every command, most of them in every form."""
    out = str(home / "out")
    found = [["list", kind, "--format", form] for kind in LISTS for form in FORMATS]
    found += [["list", "series", "metric/a1/m1", "--format", form] for form in FORMATS]
    found += [["search", "--format", form, *words] for form in FORMATS for words in (["Mo01"], ["plain"], PAYLOADS[:1])]
    found += [["compare", "--format", form, "b", "hunnan-conference-2026"] for form in FORMATS]
    found += [["show", key] for key in ("b/outcome/o1", "metric/a1/m1", "b/source/s1", "b/project/p1", "no\x1b[2J")]
    found += [
        ["show", "metric/a1/m1", "metric/a2/m2"],
        ["--help"],
        ["notes", "export", "--help"],
        ["--version"],
        ["paths"],
    ]
    found += [["notes", "add", "b/outcome/o1", text.replace("\x00", "") + "!"] for text in PAYLOADS[:12]]
    found += [["notes", "list", "--format", form] for form in FORMATS]
    found += [["notes", "export", "--format", form] for form in ("md", "html", "csv", "json", "toml")]
    found += [["notes", "export", f"{out}.{form}"] for form in ("md", "html", "csv", "json", "toml")]
    found += [["notes", "import", f"{out}.json"], ["notes", "import", f"{out}.toml"], ["notes", "import", f"{out}.md"]]
    found += [["check", *map(str, sorted(next(home.glob("shelf*")).iterdir()))], ["no\x1b[2Jcommand"]]
    return [[*language, *command] for language in (["--lang", "en"], ["--lang", "zh"]) for command in found]


# one process for all of them: what each says goes to files that the test reads
ALL = """
import contextlib, io, json, sys
from hunnan_tui import cli
told = []
for arguments in json.load(open(sys.argv[3])):
    out = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out[0]), contextlib.redirect_stderr(out[1]):
        try:
            status = cli.run(arguments)
        except SystemExit as left:
            status = left.code
    said = []
    for stream in out:
        stream.flush()
        said.append(stream.buffer.getvalue().decode("utf-8"))
    told.append([status, *said])
json.dump(told, open(sys.argv[4], "w"))
"""


def guarded(home: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """A guarded run, and what it opened."""
    report = home / "report"
    environment = os.environ | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LANG": "C.UTF-8"}
    done = subprocess.run(
        guard.command(report, home, *arguments), env=environment, cwd=home.parent, capture_output=True, text=True
    )
    return done, report.read_text(encoding="utf-8")


def test_no_command_opens_anything_or_sends_what_a_terminal_obeys(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    options = plant(home, PAYLOADS)
    asked = commands(home)
    (home / "asked").write_text(json.dumps([[*options, *arguments] for arguments in asked]))
    done, opened = guarded(home, "-c", ALL, str(home / "asked"), str(home / "told"))
    assert done.returncode == 0, done.stderr
    assert opened == ""
    told = json.loads((home / "told").read_text())
    assert len(told) == len(asked)
    for arguments, (status, out, err) in zip(asked, told, strict=True):
        assert status in (0, 1, 2), (arguments, err)
        assert "Traceback" not in err
        for text in (out, err):
            # of what a terminal obeys, only ends of lines, and tabs in the forms that are read back
            assert not re.search(f"[{UNSAFE}]", re.sub(r"\r?\n|\t", " ", text)), arguments
    found = [
        status for arguments, (status, _out, _err) in zip(asked, told, strict=True) if arguments[2] in ("list", "show")
    ]
    assert found.count(0) == len(found) - 2  # all but the item that is not there, in both languages


@pytest.mark.parametrize("code", OPENING.values(), ids=OPENING)
def test_the_guard_sees_it(tmp_path: Path, code: str) -> None:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    done, opened = guarded(home, "-c", code)
    assert opened
    assert done.returncode == 1


def test_the_guard_lets_the_rest_pass(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    code = f"import asyncio, socket; socket.socketpair(); asyncio.run(asyncio.sleep(0)); open({str(home / 'x')!r}, 'w')"
    done, opened = guarded(home, "-c", code)
    assert (done.returncode, opened) == (0, ""), done.stderr
