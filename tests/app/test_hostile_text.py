"""Hostile text from a briefing or a note: shown letter for letter, never obeyed, in every place where text can stand."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.library.locations import Locations
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.tui import clipboard
from hunnan_tui.tui.screens.note_editor import NoteEditor

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf

SIZES = [(60, 20), (120, 36)]
HOSTILE = {
    "markup of textual": "[@click=app.quit]click[/]",
    "a closing tag": "[/] and [/bold]",
    "an open bracket": "[10%] [b [",
    "markup of rich": "[link=https://evil.example]x[/link] :smile:",
    "a colour": "\x1b[31mred\x1b[0m",
    "the clipboard": "\x1b]52;c;aGk=\x07",
    "a title": "\x1b]0;owned\x1b\\",
    "c1 controls": "\x9b31m \x9d52;c;x\x9c \x90q\x9c",
    "a link": "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "bidirectional": "\u202egpj.exe\u202c \u2066x\u2069 \u200f",
    "invisible": "a\u200bb\u200db\ufeffc\u2060d\u00ade\U000e0041",
    "combining": "e" + "\u0301" * 40,
    "right to left": "مدينة شنيانغ 沈阳 עברית",
    "a very long line": "沈阳x" * 1500,
    "one very long word": "x" * 1500,
    "a carriage return": "one\rtwo\x08\x0b\x0c\x00\x7f",
    "lines": "one\ntwo\n\nthree",
    "separators": "a\u2028b\u2029c\u0085d",
    "wide and emoji": "👩\u200d🔬❤\ufe0f🇨🇳ｱＡ①",
    "a query": 'kind:"x" value>=1 -a',
    "a format": "{key} {0} %s $primary",
}


def toml(text: str) -> str:
    """A TOML string that says just that."""
    return (
        '"' + "".join(f"\\U{ord(char):08x}" if not char.isalnum() or ord(char) > 126 else char for char in text) + '"'
    )


def plant(shelf: Shelf, text: str) -> None:
    """A briefing with `text` in every place of a text."""
    given = shelf.briefing("hostile").read_text(encoding="utf-8")
    given = re.sub(r'(title|text|name|locator|anchor) = "[^"]*"', lambda m: f"{m[1]} = @@", given)
    given = re.sub(r'(zh|en) = "[^"]*"', lambda m: f"{m[1]} = @@", given)
    more = """
[[projects]]
id = "p"
title = @@
summary = @@
partners = [@@, @@]
place = @@
[[flags]]
title = @@
text = @@
about = ["metric/shenyang/rd-expenditure"]
[[areas]]
id = "shenyang"
name = @@
[[sections]]
title = @@
points = [{ text = @@ }]
[[metrics]]
id = "rd-intensity"
area = "shenyang"
name = @@
definition = @@
observations = [
  { period = "2025", value = 3, unit = "%", nature = "actual", printed = @@, note = @@ },
  { period = "2026", value = 4, unit = "%", nature = "target", set_by = @@ },
]
"""
    shelf.write("hostile.toml", (given + more).replace("@@", toml(text)))


def assert_harmless(session: Session) -> None:
    """Nothing on the screen could be obeyed by a terminal, and nothing moves the cells beside it."""
    for strip in session.app.screen._compositor.render_strips():
        for char in strip.text:
            assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"), ascii(char)
            assert char not in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
        assert strip.cell_length == session.app.size.width


def shown(text: str) -> str:
    """The first letters of a text as they stand on the screen, without spaces."""
    from hunnan_tui.model.text import visible_line

    return "".join(visible_line(text).split())[:12]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_it_is_shown_as_it_is_in_every_view_and_item(reader: Opener, shelf: Shelf, text: str) -> None:
    plant(shelf, text)
    async with reader((120, 36), locations=shelf.locations) as session:
        assert_harmless(session)
        assert session.list.count == 0  # the overview
        kinds = set()
        for view in [view.id for view in session.main.views if view.id not in ("overview", "notes")]:
            await session.view(view)
            assert session.list.count > 0, view
            for _ in range(session.list.count):
                assert_harmless(session)
                kinds.add(session.main.reading.split("/")[-2] if "metric/" not in session.main.reading else "metric")
                assert shown(text) in session.document()
                await session.press("down")
        assert {"outcome", "project", "point", "metric", "flag", "source"} <= kinds
        assert not session.app._exit


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_breaks_no_layout_at_any_size(reader: Opener, shelf: Shelf, size: tuple[int, int]) -> None:
    plant(shelf, "".join(text[:80] for text in HOSTILE.values()).replace("\n", " "))
    async with reader(size, locations=shelf.locations) as session:
        for view in [view.id for view in session.main.views]:
            await session.view(view)
            assert_harmless(session)
            await session.press("enter")
            assert_harmless(session)
            await session.press("end")
            assert_harmless(session)


@pytest.mark.parametrize("name", ["markup of textual", "a closing tag", "the clipboard", "bidirectional", "a format"])
async def test_it_can_be_searched_noted_copied_and_exported(
    reader: Opener, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text = HOSTILE[name]
    plant(shelf, text)
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda _app, what: copied.append(what) or what)
    async with reader((120, 36), locations=shelf.locations) as session:
        await session.view("outcomes")
        await session.press("y")
        assert shown(text) in "".join(copied[0].split())
        assert "".join(copied[0].split())[:20] in "".join(session.toasts()[-1].split())
        assert_harmless(session)
        await session.press("n")
        assert isinstance(session.app.screen, NoteEditor)
        assert shown(text) in session.text("#editor-title")
        assert_harmless(session)
        await session.type("a note ")
        session.app.screen.query_one("#editor-text").insert("[/] [@click=app.quit]x[/]")  # type: ignore[attr-defined]
        await session.press("ctrl+s")
        assert_harmless(session)
        for keys in (["slash"], ["escape", "ctrl+p"]):
            await session.press(*keys)
            await session.paste(text)
            assert_harmless(session)
        await session.press("escape", "question_mark")
        assert_harmless(session)
        await session.press("escape")
        await session.view("notes")
        assert "[/][@click=app.quit]x[/]" in session.document()
        assert_harmless(session)
        assert not session.app._exit


async def test_a_click_on_markup_does_nothing(reader: Opener, shelf: Shelf) -> None:
    plant(shelf, "[@click=app.quit]click me[/]")
    async with reader((120, 36), locations=shelf.locations) as session:
        await session.view("outcomes")
        for selector, line in (("#list", 1), ("#reader", 0), ("#reader", 1), ("#navigator", 5)):
            text = session.lines(selector)[line]
            await session.pilot.click(selector, offset=(max(text.find("click"), 4), line))
            await session.settle()
            assert not session.app._exit


async def test_a_note_that_another_program_wrote_hostile_is_shown_harmlessly(
    reader: Opener, library: Locations
) -> None:
    library.notes.mkdir(parents=True, mode=0o700)
    text = "".join(HOSTILE.values())
    (library.notes / "20260101-000000-00000000.toml").write_text(
        f"format = 1\nkey = {toml(text[:90])}\ntitle = {toml(text[:200])}\ntext = {toml(text)}\n", encoding="utf-8"
    )
    assert len(NoteStore(library.notes).list()) == 1
    async with reader((120, 36)) as session:
        await session.view("notes")
        assert_harmless(session)
        assert "[@click=app.quit]click[/]" in session.document()
        await session.press("enter", "end")
        assert_harmless(session)
        await session.press("e")
        assert isinstance(session.app.screen, NoteEditor)
        assert_harmless(session)


async def test_a_faulty_file_with_a_hostile_name_and_text_is_told_harmlessly(reader: Opener, shelf: Shelf) -> None:
    shelf.briefing("good")
    hostile = "".join(HOSTILE[name] for name in ("a colour", "markup of textual", "bidirectional"))
    shelf.write("bad[red]\x1b[2J\u202e.toml", f"schema = 1\nid = {toml(hostile)}\n{toml(hostile)} = 1\n")
    async with reader((120, 36), locations=shelf.locations) as session:
        await session.view("faults")
        assert session.list.count > 1
        for _ in range(session.list.count):
            assert_harmless(session)
            assert "␛[2J" in session.document() + session.text("#list")
            await session.press("down")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_what_is_pasted_is_shown_and_not_obeyed(reader: Opener, library: Locations, text: str) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.paste(text)
        assert_harmless(session)
        await session.press("escape")
        await session.view("outcomes")
        await session.press("n")
        await session.paste(text)
        assert_harmless(session)
        await session.press("ctrl+s")
        assert_harmless(session)
        (path,) = library.notes.glob("*.toml")
        assert not {unicodedata.category(char) for char in path.read_text(encoding="utf-8")} & {"Cs", "Zl", "Zp"}
