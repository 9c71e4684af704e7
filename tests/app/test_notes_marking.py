"""Marking notes one by one, in the list of notes and in what a search finds, and exporting those that are marked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.library import views
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.reading import noting
from hunnan_tui.tui.screens.exporting import Exporting

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Opener, Session
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.locations import Locations

NEUVIZ = "hunnan-conference-2026/outcome/neuviz-p10"
TURNOVER = "metric/shenyang/tech-contract-turnover"
SIZES = [(60, 20), (80, 24), (120, 36)]


@pytest.fixture
def notes(library: Locations, catalog: Catalog) -> list[Note]:
    """Four notes on two items, as the list has them: the last written first."""
    store = NoteStore(library.notes)
    for text, key in (("one", NEUVIZ), ("two", NEUVIZ), ("three", TURNOVER), ("four", TURNOVER)):
        item = views.item(catalog, key)
        assert item is not None
        store.save(Note.new(noting.cited(catalog, item), text))
    return [*store.list()]


def exporting(session: Session) -> Exporting:
    assert isinstance(session.app.screen, Exporting)
    return session.app.screen


async def exported(session: Session, path: Path) -> list[str]:
    """The texts of the notes that the dialog writes as it stands."""
    exporting(session).query_one("#export-path").value = str(path)  # type: ignore[attr-defined]
    await session.press("enter")
    return [note["text"] for note in json.loads(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_marked_notes_bear_a_sign_and_are_the_first_choice_of_an_export(
    reader: Opener, notes: list[Note], tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.view("notes")
        await session.press("space", "down", "space")
        lines = session.lines("#list")[1:5]
        assert ["●" in line for line in lines] == [True, False, True, False]
        assert session.list.key == f"note/{notes[3].id}"  # each mark leads to the next row
        await session.press("x")
        assert "markednotes(2)" in session.text("#export-choices")
        assert await exported(session, tmp_path / "two.json") == [notes[0].text, notes[2].text]


async def test_a_mark_is_taken_away_by_the_same_key(reader: Opener, notes: list[Note]) -> None:
    async with reader() as session:
        await session.view("notes")
        await session.press("space", "up", "space")
        assert "●" not in session.text("#list")
        await session.press("x")
        assert "marked" not in session.text("#export-choices")


async def test_what_a_search_finds_is_marked_there_too_and_stays_marked(
    reader: Opener, notes: list[Note], tmp_path: Path
) -> None:
    async with reader() as session:
        await session.view("notes")
        await session.press("slash")
        await session.type("three")
        await session.press("tab", "space")
        assert "●" in session.lines("#list")[1]
        await session.press("slash", "escape")
        assert [line for line in session.lines("#list") if "●" in line and "three" in line]
        await session.press("x")
        assert await exported(session, tmp_path / "one.json") == ["three"]


@pytest.mark.parametrize("view", ["outcomes", "metrics", "notes/trash"])
async def test_only_notes_can_be_marked_and_elsewhere_that_is_said(
    reader: Opener, notes: list[Note], library: Locations, view: str
) -> None:
    NoteStore(library.notes).delete(notes[0])
    async with reader() as session:
        await session.view(view)
        await session.press("space")
        assert "●" not in session.text("#list")
        assert session.toasts() == ["Select a note in a list first: marked notes are exported together."]


async def test_a_marked_note_that_is_deleted_is_not_exported_and_marked_again_when_it_comes_back(
    reader: Opener, notes: list[Note]
) -> None:
    async with reader() as session:
        await session.view("notes")
        await session.press("space", "space", "up", "d", "x")
        assert "markednotes(1)" in session.text("#export-choices")
        await session.press("escape", "u", "x")
        assert "markednotes(2)" in session.text("#export-choices")


async def test_marks_stay_when_notes_change_and_when_the_language_does(reader: Opener, notes: list[Note]) -> None:
    async with reader() as session:
        await session.view("notes")
        await session.press("space", "L")
        assert "●" in session.lines("#list")[1]
        await session.press("e")
        await session.type("!")
        await session.press("ctrl+s", "x")
        assert "已标记的笔记(1)" in session.text("#export-choices")


async def test_without_box_characters_the_sign_is_another_one(reader: Opener, notes: list[Note]) -> None:
    async with reader(ascii_only=True) as session:
        await session.view("notes")
        await session.press("space")
        assert "# " in session.lines("#list")[1]
        assert "●" not in session.text("#list")


async def test_the_mark_is_in_the_palette_and_in_the_help(reader: Opener, notes: list[Note]) -> None:
    async with reader() as session:
        await session.view("notes")
        await session.press("ctrl+p")
        await session.type("mark note")
        await session.press("enter")
        assert session.main.marked_notes == {f"note/{notes[0].id}"}
        await session.press("question_mark")
        assert "Space" in session.text("#help-text")


@pytest.mark.parametrize(
    ("view", "texts"),
    [
        ("outcomes", ["one", "two"]),
        ("metrics", ["four", "three"]),
        ("targets", ["four", "three"]),
        ("projects", None),
        ("flags", None),
    ],
)
async def test_the_notes_on_the_items_of_a_view_are_a_choice(
    reader: Opener, notes: list[Note], tmp_path: Path, view: str, texts: list[str] | None
) -> None:
    async with reader() as session:
        await session.view(view)
        await session.press("x")
        labels = [choice.label for choice in exporting(session)._choices]
        found = [place for place, label in enumerate(labels) if label.startswith("notes on this view")]
        assert len(found) == (texts is not None)
        if texts is not None:
            await session.press(*["down"] * found[0])
            assert sorted(await exported(session, tmp_path / "view.json")) == texts


async def test_a_section_is_a_view_too(
    reader: Opener, notes: list[Note], library: Locations, catalog: Catalog, tmp_path: Path
) -> None:
    (section, *_others) = views.sections(catalog, "keywords")
    (point,) = views.Listing("point", section=section.key).fetch(catalog, 0, 1)
    NoteStore(library.notes).save(Note.new(noting.cited(catalog, point), "on a point"))
    async with reader() as session:
        for view in (f"keywords/{section.key}", "keywords"):
            await session.view(view)
            await session.press("x")
            labels = [choice.label.split(":")[0] for choice in exporting(session)._choices]
            await session.press(*["down"] * labels.index("notes on this view"))
            assert await exported(session, tmp_path / f"{len(view)}.json") == ["on a point"]


async def test_what_was_found_are_the_notes_and_those_on_the_items_found(
    reader: Opener, notes: list[Note], tmp_path: Path
) -> None:
    async with reader() as session:
        await session.view("outcomes")
        await session.press("slash")
        await session.type("neuviz")
        await session.press("tab", "x")
        assert sorted(await exported(session, tmp_path / "found.json")) == ["one", "two"]
