"""The trash, notes with two versions and files that could not be opened, on the screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import Note, encode
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.reading import noting
from hunnan_tui.tui.screens.versions import Versions

if TYPE_CHECKING:
    from conftest import Opener
    from hunnan_tui.library.locations import Locations
    from hunnan_tui.model.text import Language

NEUVIZ = "hunnan-conference-2026/outcome/neuviz-p10"


@pytest.fixture
def store(library: Locations) -> NoteStore:
    """The notes' folder as another window has it."""
    return NoteStore(library.notes)


def write(store: NoteStore, catalog: Catalog, text: str, key: str = NEUVIZ) -> Note:
    """A note, saved."""
    item = views.item(catalog, key)
    assert item is not None
    return store.save(Note.new(noting.cited(catalog, item), text))


def copy_by_syncthing(store: NoteStore, note: Note, text: str) -> None:
    """What Syncthing leaves where two machines changed a note."""
    path = store.folder / f"{note.id}.sync-conflict-20260301-120000-ABCDEFG.toml"
    path.write_bytes(encode(note.edited(text)))


async def test_the_trash_is_listed_below_notes_only_when_there_is_something_in_it(
    reader: Opener, store: NoteStore, catalog: Catalog
) -> None:
    note = write(store, catalog, "to be kept")
    async with reader() as session:
        assert "Trash" not in session.text("#navigator")
        store.delete(note)
        session.app.notes.scan()
        session.main.refresh_all()
        await session.settle()
        assert "Trash1" in session.text("#navigator")


async def test_u_in_the_trash_brings_back_the_selected_note_and_not_the_last_one(
    reader: Opener, store: NoteStore, catalog: Catalog
) -> None:
    first, second = write(store, catalog, "the first thought"), write(store, catalog, "the second thought")
    store.delete(first)
    store.delete(second)
    async with reader() as session:
        await session.press("U")
        assert session.main.view == "notes/trash"
        assert session.list.count == 2
        assert session.list.go_to(f"trash/{next(t for t in store.trash() if t.note.id == first.id).path.name}")
        await session.settle()
        assert "thefirstthought" in session.document()
        assert "ubringsthisnoteback" in session.document()
        await session.press("u")
        assert [note.id for note in session.app.notes.list()] == [first.id]
        assert session.list.count == 1
        assert "thesecond" in session.text("#list")
        await session.press("u")
        assert {note.id for note in session.app.notes.list()} == {first.id, second.id}
        assert "Nodeletednotes." in session.text("#list")


async def test_d_in_the_trash_deletes_nothing(reader: Opener, store: NoteStore, catalog: Catalog) -> None:
    store.delete(write(store, catalog, "gone"))
    kept = write(store, catalog, "kept")
    async with reader() as session:
        await session.press("U", "d")
        assert [note.id for note in session.app.notes.list()] == [kept.id]
        assert len(session.app.notes.trash()) == 1


async def test_the_notes_view_and_the_note_tell_of_two_versions(
    reader: Opener, store: NoteStore, catalog: Catalog
) -> None:
    note = write(store, catalog, "mine\nshared")
    copy_by_syncthing(store, note, "theirs\nshared")
    async with reader() as session:
        session.main.open_view("notes")
        await session.settle()
        assert "Conflict" in session.text("#list")
        assert "leftbySync" in session.text("#list")
        assert session.list.go_to(f"note/{note.id}")
        await session.settle()
        assert "!Therearetwoversionsofthisnote:leftbySyncthing." in session.document()


@pytest.mark.parametrize(
    ("key", "texts", "thrown_away"),
    [("1", ["mine"], ["theirs"]), ("2", ["theirs"], ["mine"]), ("3", ["mine", "theirs"], [])],
)
async def test_one_key_keeps_one_version_the_other_or_both(
    reader: Opener, store: NoteStore, catalog: Catalog, key: str, texts: list[str], thrown_away: list[str]
) -> None:
    copy_by_syncthing(store, write(store, catalog, "mine"), "theirs")
    async with reader() as session:
        await session.press("9", "v")
        assert isinstance(session.app.screen, Versions)
        assert "mine" in session.text("#mine")
        assert "theirs" in session.text("#other")
        await session.press(key)
        assert not isinstance(session.app.screen, Versions)
        assert sorted(note.text for note in session.app.notes.list()) == texts
        assert [each.note.text for each in session.app.notes.trash()] == thrown_away
        assert not session.app.notes.conflicts()
        assert "Conflict" not in session.text("#list")


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_after_choosing_the_cursor_is_on_the_note_that_was_kept(
    reader: Opener, store: NoteStore, catalog: Catalog, key: str
) -> None:
    note = write(store, catalog, "mine")
    copy_by_syncthing(store, note, "theirs")
    for number in range(3):
        write(store, catalog, f"newer {number}")
    async with reader() as session:
        await session.press("9", "v", key)
        texts = {f"note/{each.id}": each.text for each in session.app.notes.list()}
        assert session.list.key == session.main.reading
        assert texts[session.main.reading] == {"1": "mine", "2": "theirs", "3": "theirs"}[key]
        await session.press("d")
        assert len(session.app.notes.list()) == len(texts) - 1
        assert session.app.notes.trash()[0].note.text in ("mine", "theirs")


@pytest.mark.parametrize(
    ("language", "key", "said"),
    [
        ("en", "1", "Kept. The other version is in the trash; u brings it back."),
        ("en", "3", "Both are kept, each as a note of its own."),
        ("zh", "２", "已保留。另一个版本在回收站中，按 u 恢复。"),
        ("zh", "３", "两者都已保留，各为一条笔记。"),
    ],
)
async def test_it_is_said_what_has_become_of_both_versions(
    reader: Opener, store: NoteStore, catalog: Catalog, language: Language, key: str, said: str
) -> None:
    copy_by_syncthing(store, write(store, catalog, "mine"), "theirs")
    async with reader(language=language) as session:
        await session.press("9", "v", key)
        assert session.toasts() == [said]


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "q"])
async def test_no_key_chooses_a_version_that_is_not_shown(
    reader: Opener, store: NoteStore, catalog: Catalog, key: str
) -> None:
    copy_by_syncthing(store, write(store, catalog, "mine"), "theirs")
    async with reader() as session:
        await session.press("9", "v", key)
        assert isinstance(session.app.screen, Versions)
        assert len(session.app.notes.conflicts()) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "There is one version of this; notes with two stand first among the notes (9)."),
        ("zh", "这里只有一个版本；有两个版本的笔记列在笔记（9）的最前面。"),
    ],
)
async def test_v_where_there_is_one_version_says_so_and_opens_no_other(
    reader: Opener, store: NoteStore, catalog: Catalog, language: Language, said: str
) -> None:
    copy_by_syncthing(store, write(store, catalog, "mine"), "theirs")
    async with reader(language=language) as session:
        await session.press("2", "v")
        assert session.app.screen is session.main
        assert session.toasts() == [said]
        assert session.list.go_to(NEUVIZ)
        await session.settle()
        write(store, catalog, "a newer one on the same item")
        session.app.notes.scan()
        await session.press("v")
        assert isinstance(session.app.screen, Versions)


@pytest.mark.parametrize(("width", "beside"), [(120, True), (100, True), (99, False), (60, False)])
async def test_versions_stand_side_by_side_where_there_is_room(
    reader: Opener, store: NoteStore, catalog: Catalog, width: int, beside: bool
) -> None:
    copy_by_syncthing(store, write(store, catalog, "mine"), "theirs")
    async with reader((width, 24)) as session:
        await session.press("v")
        mine, other = (session.app.screen.query_one(name).region for name in ("#mine", "#other"))
        assert mine.width > 20 and mine.height > 3 and other.width > 20 and other.height > 3
        assert (mine.y == other.y) is beside
        assert (mine.right <= other.x) is beside
        assert "│mine" in session.text("#mine")  # what stands in one alone is marked, also without colour
        assert "│theirs" in session.text("#other")


async def test_escape_chooses_later_and_a_link_in_the_note_leads_there_again(
    reader: Opener, store: NoteStore, catalog: Catalog
) -> None:
    note = write(store, catalog, "mine")
    copy_by_syncthing(store, note, "theirs")
    async with reader() as session:
        await session.press("v", "escape")
        assert len(session.app.notes.conflicts()) == 1
        session.main.open_view("notes", f"note/{note.id}")
        await session.settle()
        session.main.go_to_pane("reader")
        await session.press("right", "enter")
        assert isinstance(session.app.screen, Versions)


async def test_saving_a_note_that_another_window_changed_leads_to_both_versions(
    reader: Opener, store: NoteStore, catalog: Catalog
) -> None:
    note = write(store, catalog, "as it was")
    async with reader() as session:
        session.main.open_view("notes", f"note/{note.id}")
        await session.settle()
        session.main.go_to_pane("list")
        await session.press("e")
        store.save(note.edited("as the other window has it"))
        await session.type(" and more")
        await session.press("ctrl+s")
        assert isinstance(session.app.screen, Versions)
        assert "astheotherwindowhasit" in session.text("#mine")
        assert "asitwasandmore" in session.text("#other")
        await session.press("2")
        assert [each.text for each in session.app.notes.list()] == ["as it was and more"]
        assert [each.note.text for each in session.app.notes.trash()] == ["as the other window has it"]


async def test_a_version_that_changes_while_it_is_shown_is_not_thrown_away(
    reader: Opener, store: NoteStore, catalog: Catalog
) -> None:
    note = write(store, catalog, "mine")
    copy_by_syncthing(store, note, "theirs")
    async with reader() as session:
        await session.press("v")
        store.save(note.edited("changed meanwhile"))
        await session.press("2")
        assert isinstance(session.app.screen, Versions)
        assert "haschangedelsewheremeanwhile" in session.text("#comparing-problem")
        assert store.get(note.id) is not None
        assert store.get(note.id).text == "changed meanwhile"  # type: ignore[union-attr]


async def test_a_file_that_is_no_note_is_listed_with_its_path_and_what_to_do(
    reader: Opener, store: NoteStore, catalog: Catalog
) -> None:
    note = write(store, catalog, "fine")
    damaged = store.folder / f"{replace(note, id='20260101-000000-0123abcd').id}.toml"
    damaged.write_text("text = [broken \x1b]52;c;evil\x07", encoding="utf-8")
    async with reader() as session:
        session.main.open_view("notes")
        await session.settle()
        assert "Problem" in session.text("#list")
        assert damaged.name[:12] in session.text("#list")
        assert session.list.go_to("problem/0")
        await session.settle()
        assert damaged.name in session.document()
        assert "Theothernotesarenotaffected." in session.document()
        assert "\x1b" not in session.document()


@pytest.mark.parametrize("key", ["e", "d", "y", "x", "v"])
async def test_a_note_that_was_damaged_since_it_was_listed_is_an_error_and_no_crash(
    reader: Opener, store: NoteStore, catalog: Catalog, key: str
) -> None:
    note = write(store, catalog, "fine")
    async with reader() as session:
        session.main.open_view("notes", f"note/{note.id}")
        await session.settle()
        session.main.go_to_pane("list")
        path = store.folder / f"{note.id}.toml"
        path.write_text("text = [", encoding="utf-8")
        await session.press(key, "escape")
        assert session.app.is_running
        assert session.app.screen_stack == [session.main]
        assert path.read_text(encoding="utf-8") == "text = ["


async def test_all_of_it_speaks_chinese(reader: Opener, store: NoteStore, catalog: Catalog) -> None:
    copy_by_syncthing(store, write(store, catalog, "我的"), "别人的")
    async with reader(language="zh") as session:
        await session.press("9")
        assert "冲突" in session.text("#list")
        await session.press("v")
        assert "保留两者" in session.text("#comparing-keys")


async def test_many_notes_are_read_after_the_first_frame_and_nothing_of_them_is_missing(
    reader: Opener, store: NoteStore, catalog: Catalog, library: Locations
) -> None:
    from hunnan_tui.tui.app import HunnanApp

    write(store, catalog, "one of many")
    few = HunnanApp(library)
    assert few.notes_known
    few.catalog.close()
    for number in range(200):
        other = Note.new(CitedItem(key="gone/outcome/item"), f"note {number}")
        (store.folder / f"{other.id}.toml").write_bytes(encode(other))
    many = HunnanApp(library)
    assert not many.notes_known
    many.catalog.close()
    async with reader((120, 50)) as session:
        look = session.app.first_look
        assert look is not None
        assert look._task is not None
        await asyncio.wait([look._task])
        await session.settle()
        assert session.app.notes_known
        assert "Notes201" in session.text("#navigator")
        await session.press("2")
        assert session.list.go_to(NEUVIZ)
        await session.settle()
        assert any("✎" in line and "NeuViz" in line for line in session.lines("#list"))
        await session.view("notes")
        assert session.list.count == 201
