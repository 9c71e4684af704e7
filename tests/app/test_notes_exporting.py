"""Exporting a choice of notes, from the screen and the command line's side of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.library import views
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.reading import noting
from hunnan_tui.tui.screens.asking import Asking
from hunnan_tui.tui.screens.exporting import Exporting

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Opener, Session
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.locations import Locations

NEUVIZ = "hunnan-conference-2026/outcome/neuviz-p10"
TURNOVER = "metric/shenyang/tech-contract-turnover"
TEXTS = {
    "about the scanner #医疗": NEUVIZ,
    "price of the scanner #price": NEUVIZ,
    "turnover doubts #price #数据": TURNOVER,
}


@pytest.fixture
def written(library: Locations, catalog: Catalog) -> NoteStore:
    """Three notes on two items."""
    store = NoteStore(library.notes)
    for text, key in TEXTS.items():
        item = views.item(catalog, key)
        assert item is not None
        store.save(Note.new(noting.cited(catalog, item), text))
    return store


async def export(session: Session, path: Path, label: str) -> list[str]:
    """Exports the choice with this label; the texts in the file."""
    screen = session.app.screen
    assert isinstance(screen, Exporting)
    labels = [choice.label for choice in screen._choices]
    await session.press(*["down"] * labels.index(label))
    screen.query_one("#export-path").value = str(path)  # type: ignore[attr-defined]
    await session.press("enter")
    assert session.app.screen is not screen
    return sorted(note["text"] for note in json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("label", "texts"),
    [
        ("all notes", list(TEXTS)),
        ("#price", ["price of the scanner #price", "turnover doubts #price #数据"]),
        ("#数据", ["turnover doubts #price #数据"]),
        ("this note", ["turnover doubts #price #数据"]),
        ("notes on this item", ["turnover doubts #price #数据"]),
    ],
)
async def test_a_choice_of_notes_is_written_and_no_other(
    reader: Opener, written: NoteStore, tmp_path: Path, label: str, texts: list[str]
) -> None:
    doubt = next(note for note in written.list() if note.text.startswith("turnover"))
    async with reader() as session:
        session.main.open_view("notes", f"note/{doubt.id}")
        await session.settle()
        session.main.go_to_pane("list")
        await session.press("x")
        assert await export(session, tmp_path / "out.json", label) == sorted(texts)


async def test_what_a_search_found_in_notes_is_the_first_choice(
    reader: Opener, written: NoteStore, tmp_path: Path
) -> None:
    async with reader() as session:
        session.main.open_view("notes")
        await session.press("slash")
        await session.type("scanner")
        await session.press("tab", "x")
        found = ["about the scanner #医疗", "price of the scanner #price"]
        assert await export(session, tmp_path / "out.json", "what was found") == found


async def test_nothing_is_overwritten_unasked_and_csv_opens_in_excel(
    reader: Opener, written: NoteStore, tmp_path: Path
) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("mine", encoding="utf-8")
    async with reader() as session:
        await session.press("x")
        session.app.screen.query_one("#export-path").value = str(path)  # type: ignore[attr-defined]
        await session.press("enter")
        assert isinstance(session.app.screen, Asking)
        await session.press("escape")
        assert path.read_text(encoding="utf-8") == "mine"
        await session.press("enter", "enter")
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"of the scanner #price") == data.count("about the scanner #医疗".encode()) == 1


async def test_many_choices_stay_in_a_small_window(reader: Opener, written: NoteStore, catalog: Catalog) -> None:
    item = views.item(catalog, NEUVIZ)
    assert item is not None
    written.save(Note.new(noting.cited(catalog, item), " ".join(f"#tag{n:02}" for n in range(30))))
    async with reader((60, 20)) as session:
        await session.press("x", *["down"] * 40)
        assert "#医疗(1)" in session.text("#export-choices")
        assert len(session.lines("#export-choices")) <= 6
        assert "hunnan-notes.md" in session.text("#export-path")


def test_a_tag_is_found_with_or_without_its_sign_and_in_any_case(written: NoteStore) -> None:
    notes = written.list()
    for tag in ("price", "#Price", "＃PRICE", "#price#"):
        assert len(noting.chosen(notes, tag=tag)) == 2
    assert len(noting.chosen(notes, item=NEUVIZ)) == 2
    assert len(noting.chosen(notes, item=NEUVIZ, tag="price")) == 1
    assert noting.chosen(notes, tag="pri") == []
