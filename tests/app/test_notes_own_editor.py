"""Writing a note in one's own editor, with one key: the program hands the terminal over and takes it back."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.notes.store import NoteStore

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

from terminal import F4, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hunnan_tui.library.locations import Locations

    Opened = Callable[[str], Terminal]

# an editor as a program: what it is given to write, after what it says to do
EDITOR = """#!{python}
import os, stat, sys
path = sys.argv[-1]
assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
text = open(path, encoding="utf-8").read()
open({seen!r}, "w", encoding="utf-8").write(repr(sys.argv[1:-1]) + text)
{deed}
"""
WRITES = 'open(path, "w", encoding="utf-8").write(text + ", 在编辑器里写的\\nsecond line\\n")'


@pytest.fixture
def opened(library: Locations, tmp_path: Path) -> Iterator[Opened]:
    """Opens the program with an editor that does a deed, and begins a note; empty: there is no editor."""
    terminals = []

    def start(deed: str, name: str = "my editor") -> Terminal:
        environment = {
            "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "xdg"), "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8", "TERM": "xterm-256color", "TMPDIR": str(tmp_path),
        }  # fmt: skip
        if deed:
            editor = tmp_path / name
            editor.write_text(EDITOR.format(python=sys.executable, seen=str(tmp_path / "seen"), deed=deed))
            editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
            environment["EDITOR"] = f"'{editor}' --wait"
        terminal = Terminal(
            [sys.executable, "-m", "hunnan_tui", "--config", str(library.config)], environment, (100, 30)
        )
        terminals.append(terminal)
        terminal.expect("Outcomes")
        terminal.send("2")
        terminal.expect("Reinforcing")
        terminal.send("n")
        terminal.expect("own editor")
        terminal.send("begun here")
        terminal.expect("begun here")
        terminal.send(F4)
        return terminal

    yield start
    for terminal in terminals:
        terminal.close()


def saved(library: Locations) -> list[str]:
    return [note.text for note in NoteStore(library.notes).list()]


def test_what_is_written_there_is_in_the_note(opened: Opened, library: Locations, tmp_path: Path) -> None:
    terminal = opened(WRITES)
    terminal.expect("begun here, 在编辑器里写的", "second line")
    assert (tmp_path / "seen").read_text(encoding="utf-8") == "['--wait']begun here"
    assert not list(tmp_path.glob("hunnan-note-*"))  # nothing of it stays behind
    terminal.send("\x13")
    terminal.expect("Note saved")
    assert terminal.leave() == 0
    assert saved(library) == ["begun here, 在编辑器里写的\nsecond line"]


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("", "Neither VISUAL nor EDITOR is set"),
        (WRITES + "; sys.exit(3)", "The editor ended with an error"),
        ("os.remove(path)", "The editor could not be started"),
    ],
    ids=["none", "failing", "removing the file"],
)
def test_an_editor_that_fails_changes_nothing_and_that_is_said(
    opened: Opened, library: Locations, deed: str, said: str
) -> None:
    terminal = opened(deed)
    terminal.expect(said, "begun here")
    terminal.send(", and on")
    terminal.expect("begun here, and on")
    terminal.send("\x13")
    terminal.expect("Note saved")
    assert terminal.leave() == 0
    assert saved(library) == ["begun here, and on"]


def test_what_it_writes_is_not_obeyed(opened: Opened, library: Locations) -> None:
    terminal = opened('open(path, "wb").write(b"evil \\x1b]0;owned\\x07 \\xff\\xfe \\x9b31m end")')
    terminal.expect("evil ␛]0;owned␇", "end")
    terminal.send("\x13")
    terminal.expect("Note saved")
    assert terminal.leave() == 0
