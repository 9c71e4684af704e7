"""Writing, changing, deleting and exporting notes on the screen: nothing that was typed gets lost."""

from __future__ import annotations

import asyncio
import json
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, TextArea

from hunnan_tui.library.locations import Locations
from hunnan_tui.notes.draft import Drafts
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.tui.screens.note_editor import NoteEditor

if TYPE_CHECKING:
    from conftest import Opener, Session
    from hunnan_tui.model.text import Language

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
NEUVIZ = "hunnan-conference-2026/outcome/neuviz-p10"
FIRST = "hunnan-conference-2026/outcome/negative-energy-interfaces"

at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def saved(library: Locations) -> list[Note]:
    """The notes as another program finds them."""
    return [*NoteStore(library.notes).list()]


def editor(session: Session) -> NoteEditor:
    assert isinstance(session.app.screen, NoteEditor)
    return session.app.screen


async def write(session: Session, text: str) -> None:
    """Write a note on the selected item and save it."""
    await session.press("n")
    editor(session).query_one(TextArea).insert(text)
    await session.press("ctrl+s")


async def test_what_is_typed_just_before_saving_is_saved(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.burst(*"grew by a tenth", "ctrl+s")
        assert [note.text for note in saved(library)] == ["grew by a tenth"]


async def test_leaving_asks_about_what_is_typed_just_before(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.burst(*"a tenth", "escape")
        await session.press("enter")
        assert [note.text for note in saved(library)] == ["a tenth"]


@at_every_size
async def test_a_note_of_several_lines_is_written_on_the_selected_item(
    reader: Opener, library: Locations, size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.press("2", "n")
        assert "Reinforcingnickel" in session.text("#editor-title")
        await session.type("first")
        await session.press("enter")
        await session.type("第二行")
        await session.press("ctrl+s")
        (note,) = saved(library)
        assert note.text == "first\n第二行"
        assert note.key == FIRST
        assert note.item.evidence
        assert session.toasts() == ["Note saved."]
        assert "Notes(1)" in session.document()
        assert "第二行" in session.document()


@at_every_size
async def test_the_editor_fits_the_screen(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.press("2", "n")
        region = editor(session).query_one("#editor").region
        assert region.right <= size[0]
        assert region.bottom <= size[1]
        assert editor(session).query_one(TextArea).size.height >= 5
        assert "^S" in session.text("#editor-keys")


async def test_items_with_notes_are_marked_in_every_list(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("2")
        await write(session, "worth a look")
        assert "✎" in session.lines("#list")[1]
        await session.press("5")
        await write(session, "on a figure")
        assert "✎" in session.lines("#list")[1]
        assert session.app.notes.counts() == {FIRST: 1, "metric/shenyang/tech-contract-turnover": 1}


async def test_a_note_is_edited_and_keeps_its_id(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2")
        await write(session, "first thought")
        (before,) = saved(library)
        await session.press("e")
        assert editor(session).text == "first thought"
        await session.type(" and more")
        await session.press("ctrl+s")
        (after,) = saved(library)
        assert (after.id, after.text) == (before.id, "first thought and more")
        assert after.updated >= before.updated


async def test_a_note_is_deleted_and_brought_back_also_by_the_next_session(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2")
        await write(session, "to be kept")
        await session.press("d")
        assert saved(library) == []
        assert "✎" not in session.lines("#list")[1]
        assert "Notes(1)" not in session.document()
        await session.press("u")
        assert [note.text for note in saved(library)] == ["to be kept"]
        assert "Notes(1)" in session.document()
        await session.press("delete")
        assert saved(library) == []
    async with reader() as session:
        await session.press("u")
        assert [note.text for note in saved(library)] == ["to be kept"]
        await session.press("u")
        assert session.toasts()[-1] == "No deleted note."


async def test_from_a_note_one_goes_to_its_item_and_back(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2")
        await write(session, "see this")
        await session.view("notes")
        assert "seethis" in session.text("#list")
        assert session.main.reading.startswith("note/")
        await session.press("enter", "right")
        assert session.reader.target == FIRST
        await session.press("enter")
        assert session.main.reading == FIRST
        await session.press("escape")
        assert session.main.reading.startswith("note/")


async def test_a_note_is_found_by_its_words(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2")
        await write(session, "zweifelhaft, wirklich")
        await session.view("notes")
        await session.press("slash")
        await session.type("zweifel")
        assert session.list.count == 1
        assert session.list.key == f"note/{session.app.notes.list()[0].id}"


@pytest.mark.parametrize(
    "query",
    ["tag:price", "neuviz", "光子计数", "gzjs", "{today}", "{month}", "year:{year}", "scanner #price", "kind:note ct"],
)
async def test_a_note_is_found_by_its_tag_its_item_and_its_date(reader: Opener, query: str) -> None:
    async with reader() as session:
        await session.view("outcomes")
        assert session.list.go_to(NEUVIZ)
        await session.settle()
        await write(session, "the scanner #price")
        (note,) = session.app.notes.list()
        await session.view("notes")
        await session.press("slash")
        today = f"{note.created:%Y-%m-%d}"
        await session.paste(query.format(today=today, month=today[:7], year=today[:4]))
        assert session.list.key == f"note/{note.id}"
        for other in ("tag:none", "1999-12-31", "year:1999", "技术合同"):
            session.main.box.value = other
            await session.settle()
            assert session.list.key != f"note/{note.id}"


async def test_where_nothing_is_selected_there_is_no_note_and_that_is_said(reader: Opener) -> None:
    async with reader() as session:
        await session.press("1", "n")
        assert not isinstance(session.app.screen, NoteEditor)
        assert len(session.toasts()) == 1


async def test_keys_that_come_in_one_burst_act_on_the_item_reached_by_them(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2")
        await session.press("down", "down", "n")
        await session.type("x")
        await session.press("ctrl+s")
        assert [note.key for note in saved(library)] == ["hunnan-conference-2026/outcome/weightlessness-simulation"]


# Leaving the editor


async def test_escape_leaves_an_unchanged_note_at_once(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n", "escape")
        assert not isinstance(session.app.screen, NoteEditor)
        assert saved(library) == []
        assert not any(library.drafts.glob("*.toml"))


@pytest.mark.parametrize(
    ("answer", "texts"), [(["enter"], ["typed"]), (["delete"], []), (["escape", "ctrl+s"], ["typed"])]
)
async def test_escape_asks_what_becomes_of_what_was_typed(
    reader: Opener, library: Locations, answer: list[str], texts: list[str]
) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("typed")
        await session.press("escape")
        assert type(session.app.screen).__name__ == "Asking"
        await session.press(*answer)
        assert type(session.app.screen).__name__ == "MainScreen"
        assert [note.text for note in saved(library)] == texts
        assert not any(library.drafts.glob("*.toml"))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_what_is_thrown_away_is_in_the_trash_and_u_brings_it_back(
    reader: Opener, library: Locations, language: Language
) -> None:
    async with reader(language=language) as session:
        await session.press("2", "n")
        await session.type("half an hour of work")
        await session.press("escape", "delete")
        assert saved(library) == []
        assert session.toasts() == [
            "Thrown away, into the trash: u brings it back." if language == "en" else "已放弃并放入回收站，按 u 恢复。"
        ]
        assert ("Trash1" if language == "en" else "回收站1") in session.text("#navigator")
        await session.press("u")
        (note,) = saved(library)
        assert (note.text, note.key, note.conflict) == ("half an hour of work", FIRST, "")


async def test_a_change_that_is_thrown_away_comes_back_beside_the_note_as_it_stands(
    reader: Opener, library: Locations
) -> None:
    async with reader() as session:
        await session.press("2")
        await write(session, "as it was")
        await session.press("e")
        await session.type(", changed")
        await session.press("escape", "delete")
        assert [note.text for note in saved(library)] == ["as it was"]
        await session.press("u")
        assert sorted(note.text for note in saved(library)) == ["as it was", "as it was, changed"]
        assert type(session.app.screen).__name__ == "Versions"


async def test_what_cannot_go_into_the_trash_stays_in_the_editor(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("precious")
        library.notes.mkdir(parents=True, exist_ok=True)
        (library.notes / "trash").write_text("in the way")
        await session.press("escape", "delete")
        assert editor(session).text == "precious"
        assert session.text("#editor-problem")


async def test_who_types_on_after_escape_neither_saves_nor_throws_away(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("typed")
        await session.press("escape")
        await session.type("and yd q")
        assert type(session.app.screen).__name__ == "Asking"
        await session.press("escape")
        assert editor(session).text == "typed"


async def test_the_key_that_switches_the_language_does_not_save(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("typed")
        await session.press("f2")
        assert editor(session).text == "typed"
        assert saved(library) == []


async def test_the_keys_of_what_lies_below_a_dialog_are_not_shown(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2", "n")
        assert "Tabpane" not in session.text()
        await session.type("typed")
        await session.press("escape")
        assert "throwaway" in session.text()
        assert "^Ssave" not in session.text()
        await session.press("escape")
        assert "^Ssave" in session.text()
        await session.press("ctrl+s")
        assert "Tabpane" in session.text()


async def test_an_empty_note_is_not_saved_and_that_is_said(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n", "ctrl+s")
        assert "empty" in session.text("#editor-problem")
        assert saved(library) == []


async def test_a_note_that_cannot_be_saved_stays_in_the_editor_and_is_saved_when_it_can_be(
    reader: Opener, library: Locations
) -> None:
    library.notes.parent.mkdir(parents=True, exist_ok=True)
    library.notes.write_text("in the way")
    async with reader() as session:
        await session.press("2", "n")
        await session.type("precious")
        await session.press("ctrl+s")
        assert editor(session).text == "precious"
        assert session.text("#editor-problem")
        library.notes.unlink()
        await session.press("ctrl+s")
        assert [note.text for note in saved(library)] == ["precious"]


async def test_typing_is_kept_as_a_draft_and_quitting_loses_nothing(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("half a thought")
        await session.press("ctrl+q")
    assert saved(library) == []
    (draft,) = Drafts(library.drafts).recoverable(NoteStore(library.notes))
    assert draft.note.text == "half a thought"
    async with reader() as session:
        assert editor(session).text == "half a thought"
        assert session.text("#editor-problem")
        await session.press("ctrl+s")
    assert [(note.text, note.key) for note in saved(library)] == [("half a thought", FIRST)]
    assert not any(library.drafts.glob("*.toml"))


async def test_a_draft_is_written_while_one_types(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("on its way")
        timer = editor(session)._keep_soon
        assert timer is not None
        assert timer._task is not None
        await asyncio.wait([timer._task])
        (path,) = library.drafts.glob("*.toml")
        assert "on its way" in path.read_text(encoding="utf-8")
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


async def test_a_draft_that_is_due_while_the_note_is_saved_is_not_kept_again(
    reader: Opener, library: Locations
) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("x")
        left = editor(session)
        await session.press("ctrl+s")
        left.keep()  # as a timer that ran out in that moment does
        assert not any(library.drafts.glob("*.toml"))


async def test_who_types_without_a_pause_is_kept_too(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("a")
        timer = editor(session)._keep_soon
        await session.type("bc")
        kept = any("a" in path.read_text(encoding="utf-8") for path in library.drafts.glob("*.toml"))
        assert kept or editor(session)._keep_soon is timer is not None  # the next letter does not put it off


async def test_undo_and_redo(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("word")
        await session.press("ctrl+z")
        assert editor(session).text == ""
        await session.press("ctrl+y")
        assert editor(session).text == "word"


@pytest.mark.parametrize("variable", ["", "no-such-editor-anywhere"])
async def test_ones_own_editor_that_is_not_there_is_a_clear_word(
    reader: Opener, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    if variable:
        monkeypatch.setenv("EDITOR", variable)
    async with reader() as session:
        await session.press("2", "n")
        await session.type("text")
        await session.press("f4")
        assert session.text("#editor-problem")
        assert editor(session).text == "text"


async def test_a_note_that_another_window_changed_is_kept_beside(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2")
        await write(session, "ours")
        await session.press("e")
        other = NoteStore(library.notes)
        other.save(other.list()[0].edited("theirs"))
        await session.type(", changed")
        await session.press("ctrl+s")
        assert sorted(note.text for note in saved(library)) == ["ours, changed", "theirs"]


# Exporting


@at_every_size
async def test_notes_are_exported_as_markdown_and_json(reader: Opener, tmp_path: Path, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.press("2")
        await write(session, "worth a look #CT")
        for name in ("notes.md", "notes.json"):
            await session.press("x")
            region = session.app.screen.query_one("#exporting").region
            assert region.right <= size[0]
            assert region.bottom <= size[1]
            session.app.screen.query_one("#export-path", Input).value = str(tmp_path / name)
            session.app.screen.query_one("#export-path", Input).focus()
            await session.press("enter")
            assert type(session.app.screen).__name__ == "MainScreen"
            assert name in session.toasts()[-1]
    assert "worth a look" in (tmp_path / "notes.md").read_text(encoding="utf-8")
    (record,) = json.loads((tmp_path / "notes.json").read_text(encoding="utf-8"))
    assert (record["text"], record["key"], record["tags"]) == ("worth a look #CT", FIRST, ["CT"])
    assert record["citations"]["apa7"]


async def test_an_export_that_cannot_be_written_says_why_and_one_may_choose_another_file(
    reader: Opener, tmp_path: Path
) -> None:
    async with reader() as session:
        await session.press("2")
        await write(session, "text")
        await session.press("x")
        path = session.app.screen.query_one("#export-path", Input)
        path.value = str(tmp_path / "nowhere" / "notes.md")
        path.focus()
        await session.press("enter")
        assert "Nameafolderthatthereis" in session.text("#export-problem")
        path.value = str(tmp_path / "notes.md")
        await session.press("enter")
        assert (tmp_path / "notes.md").exists()


async def test_without_notes_there_is_nothing_to_export_and_that_is_said(reader: Opener) -> None:
    async with reader() as session:
        await session.press("x")
        assert type(session.app.screen).__name__ == "MainScreen"
        assert len(session.toasts()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
async def test_only_the_user_can_read_notes_written_on_the_screen(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2")
        await write(session, "private")
    (path,) = library.notes.glob("*.toml")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(library.notes.stat().st_mode) == 0o700


async def test_the_space_that_chinese_paragraphs_begin_with_is_kept(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("　　甲　乙")
        await session.press("ctrl+s")
        assert [note.text for note in saved(library)] == ["　　甲　乙"]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["LF", "CR", "CRLF"])
async def test_lines_that_are_pasted_into_a_note_stay_lines(reader: Opener, library: Locations, end: str) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.paste(f"甲{end}{end}乙")
        await session.press("ctrl+s")
        assert [note.text for note in saved(library)] == ["甲\n\n乙"]


async def test_an_export_tells_the_whole_path(reader: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader() as session:
        await session.press("2", "n")
        await session.type("x")
        await session.press("ctrl+s", "x", "enter")
        assert str(tmp_path / "hunnan-notes.md") in session.toasts()[-1]
        await session.press("w", "enter")
        assert str(tmp_path / "hunnan.txt") in session.toasts()[-1]
