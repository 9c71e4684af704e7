"""The whole program in terminals: ended in the middle of typing, beside other windows, beside other programs.

What was typed is offered again and overwrites nothing; what others write appears.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.model.text import Text
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.library.locations import Locations

FIRST = "hunnan-conference-2026/outcome/negative-energy-interfaces"
ENDS = {"killed": signal.SIGKILL, "terminated": signal.SIGTERM, "hung up": signal.SIGHUP, "terminal closed": None}
OFFERED = "This was typed before the program ended"


class Windows:
    """The program in one or more terminals, with one set of notes."""

    def __init__(self, library: Locations) -> None:
        self.library = library
        self._opened: list[Terminal] = []

    def open(self) -> Terminal:
        """A further window, its first frame painted."""
        environment = {
            "HOME": str(self.library.config.parent), "XDG_CACHE_HOME": str(self.library.config.parent / "xdg"),
            "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "TERM": "xterm-256color",
        }  # fmt: skip
        command = [sys.executable, "-m", "hunnan_tui", "--config", str(self.library.config)]
        self._opened.append(Terminal(command, environment, (100, 30)))
        return self._opened[-1]

    def close(self) -> None:
        """End all of them."""
        for terminal in self._opened:
            terminal.close()

    def kept(self, text: str, terminal: Terminal) -> None:
        """Wait until a draft has the text, the program going on meanwhile."""

        def found(_screen: str) -> bool:
            return any(text in path.read_text(encoding="utf-8") for path in self.library.drafts.glob("*.toml"))

        terminal.until(found, f"to keep {text!r}")


@pytest.fixture
def windows(library: Locations) -> Iterator[Windows]:
    """The program's windows."""
    opened = Windows(library)
    yield opened
    opened.close()


def notes(library: Locations) -> list[str]:
    return sorted(note.text for note in NoteStore(library.notes).list())


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_what_was_typed_is_offered_at_the_next_start(
    windows: Windows, library: Locations, end: signal.Signals | None
) -> None:
    first = windows.open()
    first.expect("Outcomes")
    first.send("2")
    first.expect("Reinforcing")
    first.send("n")
    first.expect("own editor")
    first.send("half a thought 半个想法")
    windows.kept("half a thought 半个想法", first)
    first.kill(end)
    second = windows.open()
    second.expect(OFFERED, "half a thought 半个想法")
    assert notes(library) == []
    second.send("\x13")
    second.expect("Note saved")
    assert second.leave() == 0
    assert notes(library) == ["half a thought 半个想法"]
    (note,) = NoteStore(library.notes).list()
    assert note.key == FIRST
    third = windows.open()  # and not once more
    third.expect("Outcomes")
    third.send("2")
    third.expect("Reinforcing")
    assert OFFERED not in "\n".join(third.lines)
    assert not any(library.drafts.glob("*.toml"))
    assert third.leave() == 0


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP], ids=["terminated", "hung up"])
def test_not_a_letter_is_lost_to_a_signal_and_a_terminal_is_given_back(
    windows: Windows, library: Locations, end: signal.Signals
) -> None:
    window = windows.open()
    window.expect("Outcomes")
    window.send("2")
    window.expect("Reinforcing")
    window.send("n")
    window.expect("own editor")
    window.send("the last letters")
    window.expect("the last letters")
    window.kill(end)  # no half second in which a draft would have been kept anyway
    (draft,) = library.drafts.glob("*.toml")
    assert "the last letters" in draft.read_text(encoding="utf-8")
    if end == signal.SIGTERM:
        assert window.process.returncode == 128 + end
        assert "\x1b[?1049l" in window.received
        assert "\x1b[?1000l" in window.received
    else:
        assert window.process.returncode == -end


def test_what_is_recovered_overwrites_no_note_that_has_changed_since(windows: Windows, library: Locations) -> None:
    first = windows.open()
    first.expect("Outcomes")
    first.send("2")
    first.expect("Reinforcing")
    first.send("n")
    first.expect("own editor")
    first.send("as it was")
    first.expect("as it was")
    first.send("\x13")
    first.expect("Note saved")
    first.send("e")
    first.expect("own editor")
    first.send(", typed on")
    windows.kept("as it was, typed on", first)
    first.kill(signal.SIGKILL)
    store = NoteStore(library.notes)
    store.save(store.list()[0].edited("as another machine has it"))
    second = windows.open()
    second.expect(OFFERED, "as it was, typed on")
    second.send("\x13")
    second.expect("Two versions", "as another machine has it", "as it was, typed on")
    assert notes(library) == ["as another machine has it", "as it was, typed on"]
    second.send("3")
    second.expect_gone("Two versions")
    assert second.leave() == 0
    assert notes(library) == ["as another machine has it", "as it was, typed on"]


def test_a_window_that_is_open_keeps_its_draft_to_itself(windows: Windows, library: Locations) -> None:
    first = windows.open()
    first.expect("Outcomes")
    first.send("2")
    first.expect("Reinforcing")
    first.send("n")
    first.expect("own editor")
    first.send("mine")
    windows.kept("mine", first)
    second = windows.open()
    second.expect("Outcomes")
    second.send("2")
    second.expect("Reinforcing")
    assert OFFERED not in "\n".join(second.lines)
    assert second.leave() == 0
    first.send("\x13")
    first.expect("Note saved")
    assert first.leave() == 0
    assert notes(library) == ["mine"]


def test_what_others_write_change_and_delete_appears_without_a_restart(windows: Windows, library: Locations) -> None:
    first = windows.open()
    first.expect("Outcomes")
    first.send("9")
    first.expect("No notes yet")
    store = NoteStore(library.notes)
    note = store.save(Note.new(CitedItem(key=FIRST, title=Text.of("An item")), "from another machine"))
    first.expect("from another machine")
    path = store.folder / f"{note.id}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("another machine", "an editor"), encoding="utf-8")
    first.expect("from an editor")
    path.unlink()
    first.expect_gone("from an editor")
    first.expect("No notes yet")
    assert first.leave() == 0
