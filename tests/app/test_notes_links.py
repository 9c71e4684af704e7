"""Links from a note to items: typed as `[[`, chosen, shown with their titles, followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import TextArea

from hunnan_tui.library import views
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.reading import noting
from hunnan_tui.tui.screens.linking import Linking
from hunnan_tui.tui.screens.note_editor import NoteEditor
from hunnan_tui.tui.widgets.table import Table

if TYPE_CHECKING:
    from conftest import Opener, Session
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.locations import Locations

NEUVIZ = "hunnan-conference-2026/outcome/neuviz-p10"
TURNOVER = "metric/shenyang/tech-contract-turnover"


async def editing(session: Session) -> TextArea:
    """A new note on the first outcome."""
    await session.press("2", "n")
    assert isinstance(session.app.screen, NoteEditor)
    return session.app.screen.query_one(TextArea)


@pytest.mark.parametrize("opening", ["[[", "【【"])
async def test_two_brackets_open_a_choice_of_items_that_is_narrowed_by_typing(reader: Opener, opening: str) -> None:
    async with reader() as session:
        area = await editing(session)
        area.insert(f"see {opening}")  # an input method gives characters that no key has
        await session.settle()
        assert isinstance(session.app.screen, Linking)
        assert "Typetosearch." in session.text("#link-found")
        await session.type("neuviz")
        assert "NeuVizP10" in session.text("#link-found")
        await session.press("enter")
        assert isinstance(session.app.screen, NoteEditor)
        assert area.text == f"see [[{NEUVIZ}]]"
        await session.type(" and on")
        assert area.text == f"see [[{NEUVIZ}]] and on"


async def test_a_key_chooses_too_and_leaves_the_rest_of_the_line(reader: Opener) -> None:
    async with reader() as session:
        area = await editing(session)
        await session.type("ab")
        await session.press("left", "f5")
        await session.type("neuviz")
        await session.press("enter")
        assert area.text == f"a[[{NEUVIZ}]]b"


async def test_only_the_newest_text_is_looked_for_and_none_lists_nothing(reader: Opener) -> None:
    async with reader() as session:
        await editing(session)
        await session.press("f5")
        await session.burst(*"neuvizp")
        assert session.app.screen.query_one(Table).key == NEUVIZ
        assert "NeuVizP10" in session.text("#link-found")
        await session.burst(*["backspace"] * 7)
        assert session.app.screen.query_one(Table).count == 0
        assert "Typetosearch." in session.text("#link-found")


async def test_escape_leaves_the_brackets_and_the_choice_does_not_open_again(reader: Opener) -> None:
    async with reader() as session:
        area = await editing(session)
        await session.type("[[")
        await session.press("escape")
        assert isinstance(session.app.screen, NoteEditor)
        assert area.text == "[["
        await session.press("left", "right", "x", "backspace", "ctrl+z")
        assert isinstance(session.app.screen, NoteEditor)


async def test_the_arrows_choose_another_item_while_typing(reader: Opener) -> None:
    async with reader() as session:
        area = await editing(session)
        await session.type("[[shenyang")
        found = session.app.screen.query_one("#link-found")
        await session.press("down")
        chosen = found.key  # type: ignore[attr-defined]
        await session.press("enter")
        assert area.text == f"[[{chosen}]]"


async def test_enter_where_nothing_is_found_changes_nothing(reader: Opener) -> None:
    async with reader() as session:
        area = await editing(session)
        await session.type("[[zzzzqqqq")
        assert "Nothingmatches." in session.text("#link-found")
        await session.press("enter")
        assert isinstance(session.app.screen, Linking)
        await session.press("escape")
        assert area.text == "[["


async def test_a_note_shows_its_links_by_title_and_they_lead_there(
    reader: Opener, library: Locations, catalog: Catalog
) -> None:
    item = views.item(catalog, NEUVIZ)
    assert item is not None
    text = f"compare [[{TURNOVER}]] with [[gone/outcome/item]]"
    note = NoteStore(library.notes).save(Note.new(noting.cited(catalog, item), text))
    async with reader() as session:
        session.main.open_view("notes", f"note/{note.id}")
        await session.settle()
        turnover = views.item(catalog, TURNOVER)
        assert turnover is not None
        title = "".join(turnover.title.get("en").split())
        assert f"compare{title}with[[gone/outcome/item]]" in session.document()
        session.main.go_to_pane("reader")
        await session.press("right", "enter")
        assert session.main.reading == TURNOVER
        await session.press("escape")
        assert session.main.reading == f"note/{note.id}"
