"""Flags that the user explains: a note, the end of the list, out of the count, back when a figure changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hunnan_tui.errors import NoteError
from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.flags import fingerprint
from hunnan_tui.library.sync import sync
from hunnan_tui.notes.explained import Explained

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf
    from hunnan_tui.library.items import Item
    from hunnan_tui.library.locations import Locations


def flags(catalog: Catalog) -> list[Item]:
    return list(views.Listing("flag").all(catalog))


def head(session: Session) -> str:
    return session.text("#head")


async def open_flags(session: Session) -> list[str]:
    """Open the flags, and give their keys in the list's order."""
    session.main.open_view("flags")
    session.main.go_to_pane("list")
    await session.settle()
    rows = session.list.rows
    return [row.key for row in rows.fetch(0, rows.count())]


async def explain(session: Session, text: str = "Different scopes.") -> None:
    await session.press("E")
    await session.type(text.replace(" ", ""))
    await session.press("ctrl+s")


async def test_an_explained_flag_stands_last_and_does_not_count(reader: Opener, library: Locations) -> None:
    async with reader((140, 40)) as session:
        before = await open_flags(session)
        assert f"{len(before)}flags" in head(session)
        session.list.go_to(before[0])
        await session.settle()
        await explain(session)
        after = await open_flags(session)
        assert after == [*before[1:], before[0]]
        assert f"{len(before) - 1}flags" in head(session)
        assert session.list.rows.index_of(before[0]) == len(before) - 1
        assert any("explained" in line for line in session.lines("#list"))
        assert [note.key for note in session.app.notes.list()] == [before[0]]
    assert library.explained.exists()


async def test_the_same_key_opens_it_again_and_the_note_stays(reader: Opener) -> None:
    async with reader((140, 40)) as session:
        before = await open_flags(session)
        session.list.go_to(before[1])
        await session.settle()
        await explain(session)
        assert session.main.reading == before[1]
        await session.press("E")
        assert await open_flags(session) == before
        assert f"{len(before)}flags" in head(session)
        assert len(session.app.notes.list()) == 1


async def test_without_a_note_nothing_is_explained(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        before = await open_flags(session)
        await session.press("E", "escape")
        assert await open_flags(session) == before
    assert not library.explained.exists()


def test_every_page_of_the_list_has_each_flag_once(catalog: Catalog, library: Locations) -> None:
    from hunnan_tui.tui import rows

    explained = Explained(library.explained)
    for flag in flags(catalog)[::2]:
        explained.mark(flag)
    ids = tuple(item.id for item in explained.holding(catalog))
    table = rows.flags(rows.Shelf(catalog, "en", {}, explained=ids))
    keys = [row.key for start in range(0, table.count(), 2) for row in table.fetch(start, 2)]
    assert sorted(keys) == sorted(flag.key for flag in flags(catalog))
    assert [table.index_of(key) for key in keys] == list(range(len(keys)))
    assert keys[-len(ids) :] == [item.key for item in explained.holding(catalog)]


def test_a_program_flag_comes_back_when_a_figure_changes_and_only_then(shelf: Shelf) -> None:
    shelf.briefing("one", value="260")
    shelf.briefing("two", value="270")
    (flag,) = flags(shelf.open())
    explained = Explained(shelf.locations.explained)
    explained.mark(flag)
    shelf.briefing("three", metric="other")
    assert [item.key for item in explained.holding(shelf.open())] == [flag.key]
    shelf.briefing("two", value="280")
    catalog = shelf.open()
    assert [item.key for item in flags(catalog)] == [flag.key]
    assert explained.holding(catalog) == []


def test_an_author_flag_comes_back_when_its_text_or_what_it_is_about_changes(catalog: Catalog) -> None:
    from msgspec.structs import replace

    from hunnan_tui.model.text import Text

    flag = next(item.data for item in flags(catalog) if item.data.origin == "author")
    assert fingerprint(flag) == fingerprint(replace(flag, flag=replace(flag.flag, evidence=[])))
    for changed in (replace(flag.flag, text=Text("新", "new")), replace(flag.flag, about=["metric/a/b"])):
        assert fingerprint(replace(flag, flag=changed)) != fingerprint(flag)


@pytest.mark.parametrize("damage", [b"explained = [", b"\xff\xfe"])
def test_a_damaged_file_explains_nothing_and_is_not_written_over(
    catalog: Catalog, library: Locations, damage: bytes
) -> None:
    library.explained.write_bytes(damage)
    explained = Explained(library.explained)
    assert explained.holding(catalog) == []
    with pytest.raises(NoteError):
        explained.mark(flags(catalog)[0])
    assert library.explained.read_bytes() == damage


def test_two_windows_explain_different_flags_without_losing_one(catalog: Catalog, library: Locations) -> None:
    first, second, *_more = flags(catalog)
    Explained(library.explained).mark(first)
    Explained(library.explained).mark(second)
    sync(catalog)
    assert [item.key for item in Explained(library.explained).holding(catalog)] == [first.key, second.key]
