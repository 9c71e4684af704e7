"""The program in a pseudo-terminal, with hostile text in every file it reads: each byte that it sends is looked at.

Allowed is what the same session sends with harmless text, and no control sequence may come from the content: neither
one that the harmless session does not send, nor a place outside the screen, nor any with a mark of the content in it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

import guard
from hostile import HARMLESS, KINDS, MARK, PAYLOADS, mark, marked, plant

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

from terminal import DOWN, END, ESCAPE, F5, UP, Obeyed, Terminal, tokens

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (120, 50)
# bold, dim, italic, underlined, reverse, colours: what is seen for a moment only may need one that the other did not
STYLES = {"SGR 0", "SGR 1", "SGR 2", "SGR 3", "SGR 4", "SGR 7", "SGR 38;2", "SGR 48;2"}


def tour(home: Path, payloads: tuple[str, ...], report: Path) -> Terminal:
    """Open every view, document, box and dialog, guarded; the terminal after the program has left."""
    home.mkdir()
    arguments = plant(home, payloads)
    every = " ".join(marked(payloads, "e"))
    last = len(payloads) - 1
    environment = {
        "HOME": str(home), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "SSH_TTY": "/dev/pts/0",
        "TERM": "xterm-256color", "COLORTERM": "truecolor", "TERM_PROGRAM": every.replace("\x00", ""),
    }  # fmt: skip
    terminal = Terminal(guard.command(report, home, *arguments), environment, SIZE)
    try:
        # the draft is offered; what is pasted into it stands there too
        terminal.expect("This was typed before the program ended", "Draft Me00")
        terminal.paste(f"pasted {every}")
        terminal.expect("pasted Me00")
        terminal.send("\x13")
        terminal.expect("Note saved", "Overview")
        for kind, key in KINDS.items():
            if kind == "s":  # those without a date come last
                terminal.send(key + END)
                terminal.expect(mark(kind, last))
                terminal.send(UP * last)
                terminal.expect(mark(kind, 0))
                continue
            terminal.send(key)
            terminal.expect(mark(kind, 0))
            terminal.send(DOWN * (9 if kind == "n" else last))
            terminal.expect(mark(kind, 9 if kind == "n" else last))
        # both languages, the other theme, zoomed
        terminal.send("2" + DOWN * 5 + "Ltbz")
        terminal.expect(mark("o", 5))
        terminal.send("zbtL")
        terminal.expect(mark("o", 5), "Notes")
        terminal.send("5")
        terminal.expect(mark("m", 1))
        terminal.send("m" + DOWN + "mC")
        terminal.expect("Metrics compared", mark("m", 1))
        terminal.send("2")
        terminal.expect(mark("o", 5))
        terminal.send(DOWN * 5 + "y")
        terminal.expect("Sent to the terminal")
        terminal.send("o")
        terminal.expect("page in the browser?")
        terminal.send(ESCAPE)
        terminal.expect_gone("page in the browser?")
        terminal.send("?")
        terminal.expect("Keys in the list")
        terminal.send(ESCAPE)
        terminal.expect_gone("Keys in the list")
        for key, shown in (("/", "F4 everywhere"), ("\x10", "Back to where you were")):
            terminal.send(key)
            terminal.expect(shown)
            line = every.replace("\r", " ")  # boxes of one line take the first
            terminal.paste(f"zzzz {line} zzzz")  # its beginning or its end is in view
            terminal.expect("zzzz")
            terminal.send(ESCAPE)
            terminal.expect_gone("zzzz")
        # the notes: conflict, problems, trash, both versions, editor, links, export
        terminal.send("9")
        terminal.expect("Conflict", "Problem")
        terminal.send("U")
        terminal.expect("Deleted 2026-01-01")
        terminal.send("1v")  # where no note is at hand, the first that there are two of
        terminal.expect("Two versions", "other Me00")
        terminal.send(ESCAPE)
        terminal.expect_gone("Two versions")
        terminal.send("9" + END + "e")
        terminal.expect("own editor")
        terminal.send(F5)
        terminal.expect("Link to which item?")
        terminal.send(mark("p", 1))
        terminal.expect(f"Project  {mark('p', 1)}")
        terminal.send(ESCAPE)
        terminal.expect_gone("Link to which item?")
        terminal.expect("own editor")  # which the dialog hid
        terminal.send(ESCAPE)
        terminal.expect_gone("own editor")
        terminal.send("x")
        terminal.expect("which notes")
        terminal.paste(f"nowhere/{every}")
        terminal.send("\r")
        terminal.expect("there is no such folder")
        terminal.send(ESCAPE)
        terminal.expect_gone("which notes")
        # the faulty files are the last view of the navigator
        terminal.send("2")
        terminal.expect(mark("o", 0), "n note")
        terminal.send("\x1b[Z")
        terminal.expect_gone("n note")  # in the navigator
        terminal.send(END)
        terminal.expect(f"{mark('n', 0)}.toml:1")
        assert terminal.leave() == 0
    except BaseException:
        terminal.close()
        raise
    return terminal


def test_no_control_sequence_comes_from_what_is_read_and_nothing_is_opened_run_or_written_elsewhere(
    tmp_path: Path,
) -> None:
    report = tmp_path / "report"
    harmless, hostile = (tour(tmp_path / name, texts, report) for name, texts in (("a", HARMLESS), ("b", PAYLOADS)))
    assert hostile.shapes <= harmless.shapes | STYLES
    for token in tokens(hostile.received):
        if not token.text:
            assert not MARK.search(token.whole)
    assert "␛[31;5;8mMe00" in hostile.received.replace("\r\n", "")
    (copied,) = hostile.copied
    for token in tokens(copied.replace("\n", "\r\n")):
        assert token.text
    assert report.read_text(encoding="utf-8") == ""  # no socket, no program, no file outside of its folders


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if payload[0] != "["], ids=ascii)
def test_the_grammar_sees_each_of_them(payload: str) -> None:
    """What the session would send if a text were not made harmless."""
    sent = payload.replace("@", "Me00")
    try:
        found = [token for token in tokens(f"{sent}x") if not token.text]
    except Obeyed:
        return
    # a place is not among the styles: it leads out of the screen
    assert any(token.shape not in STYLES or MARK.search(token.whole) for token in found)


def test_a_place_out_of_the_screen_is_seen(tmp_path: Path) -> None:
    terminal = Terminal([sys.executable, "-c", r"print('\x1b[66;199H', end='')"], os.environ, SIZE)
    with pytest.raises(Obeyed, match="out of the screen"):
        terminal.ended()
    terminal.close()
