"""Links from a note to items: typed as `[[`, chosen, shown with their titles, followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import TextArea

from conftest import without_spaces
from hunnan_tui.library import search, views
from hunnan_tui.notes.indexing import index_notes
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.reading import noting
from hunnan_tui.tui.screens.linking import Linking
from hunnan_tui.tui.screens.note_editor import NoteEditor
from hunnan_tui.tui.widgets.table import Table

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.locations import Locations
    from hunnan_tui.model.text import Language

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


@pytest.mark.parametrize(
    ("language", "read"),
    [("en", "Ask for “Technology contract turnover” of 2021 #tech"), ("zh", "Ask for “技术合同成交额” of 2021 #tech")],
)
async def test_wherever_a_note_is_read_its_links_are_titles(
    reader: Opener, library: Locations, catalog: Catalog, language: Language, read: str
) -> None:
    item = views.item(catalog, NEUVIZ)
    assert item is not None
    text = f"Ask for [[{TURNOVER}]] of 2021 #tech"
    note = NoteStore(library.notes).save(Note.new(noting.cited(catalog, item), text))
    told = without_spaces(read)
    async with reader((200, 50), language) as session:
        assert told in session.document()  # the overview
        await session.view("notes")
        assert told[:14] in session.text("#list")
        await session.view("outcomes")
        assert session.list.go_to(NEUVIZ)
        await session.settle()
        assert told.replace("“", "").replace("”", "") in session.document()  # the links there can be followed
        await session.view("notes")
        await session.press("slash")
        for typed, marked in (("of 2021", "of 2021"), ("技术合同", "技术合同" if language == "zh" else "")):
            session.main.box.value = typed
            await session.settle()
            (row,) = session.list.rows.fetch(0, 1)  # type: ignore[union-attr]
            assert row.key == f"note/{note.id}"
            assert "".join(text for text, _role in row.cells[1]) == read
            matched = [text for text, role in row.cells[1] if role == "match"]
            assert without_spaces("".join(matched)) == without_spaces(marked)
        await session.press("escape", "escape")
        await session.view("notes")
        session.app.notes.delete(note)
        session.main.refresh_all()
        session.main.action_trash()
        await session.settle()
        assert told[:14] in session.text("#list")


async def test_a_title_that_changes_changes_where_a_note_is_found(shelf: Shelf) -> None:
    shelf.briefing("one", outcome="A magnet")
    catalog, store = shelf.open(), NoteStore(shelf.locations.notes)
    item = views.item(catalog, "one/outcome/first")
    assert item is not None
    note = store.save(Note.new(noting.cited(catalog, item), "see [[one/outcome/first]]"))
    assert index_notes(catalog, store)
    assert not index_notes(catalog, store)
    shelf.briefing("one", outcome="A telescope")
    catalog = shelf.open()
    assert index_notes(catalog, store)
    (hit,) = search.search(catalog.connection, "kind:note telescope").hits
    assert (hit.key, hit.title) == (f"note/{note.id}", "see “A telescope”")
    assert [hit.title[start:end] for start, end in hit.title_spans] == ["telescope"]


async def test_two_versions_are_compared_with_the_titles_of_their_links(
    reader: Opener, library: Locations, catalog: Catalog
) -> None:
    item = views.item(catalog, NEUVIZ)
    assert item is not None
    store = NoteStore(library.notes)
    note = store.save(Note.new(noting.cited(catalog, item), "mine"))
    store.save(note.edited("theirs"))
    store.save(note.edited(f"mine on [[{TURNOVER}]]"))
    told = "mineon“Technologycontractturnover”"
    async with reader() as session:
        await session.view("notes")
        assert told[:10] in session.text("#list")
        assert session.main.reading.startswith("conflict/")
        assert told in session.document()
        await session.press("v")
        assert told in session.text("#other")


async def test_a_note_is_copied_as_it_is_read(reader: Opener, library: Locations, catalog: Catalog) -> None:
    item = views.item(catalog, NEUVIZ)
    assert item is not None
    NoteStore(library.notes).save(Note.new(noting.cited(catalog, item), f"see [[{TURNOVER}]]"))
    async with reader() as session:
        await session.view("notes")
        await session.press("y")
        assert session.app.clipboard == "see “Technology contract turnover”"


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
