"""Two versions of one note: who left them, that none is shown as a note or lost, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from hunnan_tui.errors import NoteError
from hunnan_tui.notes.conflicts import copy_of
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import Note, encode
from hunnan_tui.notes.store import NoteStore

ID = "20260224-101530-0123abcd"
ITEM = CitedItem(key="b/outcome/one")

NAMES = [
    ("Syncthing", f"{ID}.sync-conflict-20260225-101010-ABCDEF7.toml"),
    ("Dropbox", f"{ID} (Alice's conflicted copy 2026-02-25).toml"),
    ("Dropbox", f"{ID} (小王 的冲突副本 2026-02-25).toml"),
    ("Nextcloud", f"{ID} (conflicted copy 2026-02-25 101010).toml"),
    ("ownCloud", f"{ID}_conflict-20260225-101010.toml"),
    ("Seafile", f"{ID} (SFConflict alice@example.org 2026-02-25-10-10-10).toml"),
    ("OneDrive", f"{ID}-DESKTOP-7Q2.toml"),
    ("Resilio Sync", f"{ID}.Conflict.toml"),
    ("Synology Drive", f"{ID}_HOST_Feb-25-101010-2026_Conflict.toml"),
    ("rclone", f"{ID}.toml.conflict1"),
    ("git mergetool", f"{ID}_LOCAL_4711.toml"),
    ("git mergetool", f"{ID}.toml.orig"),
    ("a file manager", f"{ID} (1).toml"),
    ("a file manager", f"Copy of {ID}.toml"),
    ("a file manager", f"{ID} - 副本.toml"),
    ("another program", f"{ID}.弟弟📝.toml"),
]


@pytest.fixture
def store(tmp_path: Path) -> NoteStore:
    return NoteStore(tmp_path / "notes")


@pytest.mark.parametrize(("tool", "name"), NAMES)
def test_a_sync_tools_copy_is_reported_with_its_tool_and_not_shown_as_a_note(store, tool, name):
    assert copy_of(name) == (ID, tool)
    store.save(Note.new(ITEM, "a note"))
    (store.folder / f"{ID}.toml").write_bytes(encode(Note.new(ITEM, "mine")))
    (store.folder / name).write_bytes(encode(Note.new(ITEM, "other")))
    store.scan()
    assert {note.text for note in store.list()} == {"a note", "mine"}
    (conflict,) = store.conflicts()
    assert (conflict.mine.text, conflict.other.text, conflict.origin) == ("mine", "other", tool)
    assert conflict.path == store.folder / name


@pytest.mark.parametrize(
    "name", [f"{ID}.toml", f"{ID}.toml~", f".{ID}.toml.swp", "notes.toml", f"{ID}ff.toml", f"{ID}.txt"]
)
def test_other_names_are_no_copies(name):
    assert copy_of(name) is None


def conflict_of(store: NoteStore, how: str) -> None:
    """One note with the texts `mine` and `other`, in the way that `how` leaves them."""
    base = store.save(Note.new(ITEM, "base"))
    mine = store.save(base.edited("mine"))
    path = store.folder / f"{mine.id}.toml"
    if how == "window":
        store.save(base.edited("other"))
    elif how == "sync":
        (store.folder / f"{mine.id} (conflicted copy).toml").write_bytes(encode(mine.edited("other")))
    else:
        base_mark = '||||||| base\ntext = "base"\n' if how == "git diff3" else ""
        marks = f'<<<<<<< HEAD\ntext = "mine"\n{base_mark}=======\ntext = "other"\n>>>>>>> origin/main\n'
        path.write_text(path.read_text().replace('text = "mine"\n', marks))
    store.scan()


WAYS = ["window", "sync", "git", "git diff3"]


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize(
    ("keep", "shown", "trashed"),
    [("mine", ["mine"], ["other"]), ("other", ["other"], ["mine"]), ("both", ["mine", "other"], [])],
)
def test_a_conflict_ends_by_keeping_one_or_both_and_nothing_is_lost(store, how, keep, shown, trashed):
    conflict_of(store, how)
    (conflict,) = store.conflicts()
    assert (conflict.mine.text, conflict.other.text) == ("mine", "other")
    kept = store.resolve(conflict, keep)
    for each in (store, NoteStore(store.folder)):
        assert sorted(note.text for note in each.list()) == shown
        assert [deleted.note.text for deleted in each.trash()] == trashed
        assert each.conflicts() == [] and each.problems() == []
    if keep == "both":
        assert kept.text == "other" and kept.id != conflict.mine.id
    else:
        assert (kept.text, kept.id) == (keep, conflict.mine.id)
    assert store.save(kept.edited("and on")).id == kept.id
    assert len(list(store.folder.glob("*.toml"))) == len(shown)


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("keep", ["mine", "other", "both"])
def test_a_conflict_that_has_changed_since_it_was_shown_is_not_resolved(store, how, keep):
    conflict_of(store, how)
    (conflict,) = store.conflicts()
    conflict.path.write_bytes(encode(conflict.other.edited("newer still")))
    before = {path.name: path.read_bytes() for path in store.folder.glob("*.toml")}
    with pytest.raises(NoteError, match="changed elsewhere"):
        store.resolve(conflict, keep)
    assert {path.name: path.read_bytes() for path in store.folder.glob("*.toml")} == before


def test_gits_marks_are_not_shown_as_a_note(store):
    conflict_of(store, "git")
    assert store.list() == [] and store.problems() == []


def test_a_file_that_git_left_and_nobody_can_read_stays_where_git_looks_for_it(store):
    import os

    good = store.save(Note.new(ITEM, "good"))
    path = store.folder / f"{ID}.toml"
    path.write_text("<<<<<<< HEAD\ntext = \n=======\nkey = \n>>>>>>> branch\n")
    os.utime(path, (0, 0))
    store.scan()
    assert store.list() == [good] and path.exists()
    assert [problem.where for problem in store.problems()] == [str(path)]


@pytest.mark.parametrize(
    ("keep", "shown", "trashed"), [("other", ["other"], []), ("both", ["other"], []), ("mine", [], ["other"])]
)
def test_a_copy_of_a_note_that_has_gone_can_take_its_place(store, keep, shown, trashed):
    store.save(Note.new(ITEM, "a note"))
    (store.folder / f"{ID} (1).toml").write_bytes(encode(Note.new(ITEM, "other")))
    store.scan()
    (conflict,) = store.conflicts()
    assert conflict.mine is None
    store.resolve(conflict, keep)
    assert sorted(note.text for note in NoteStore(store.folder).list()) == ["a note", *shown]
    assert [deleted.note.text for deleted in store.trash()] == trashed
    assert store.conflicts() == []


def test_a_damaged_copy_is_reported_and_stays(store):
    good = store.save(Note.new(ITEM, "good"))
    (store.folder / f"{good.id} (1).toml").write_text("half = ")
    store.scan()
    assert store.list() == [good] and store.conflicts() == []
    assert "(1)" in store.problems()[0].where


def test_three_windows_leave_two_conflicts_and_both_can_be_ended(store):
    base = store.save(Note.new(ITEM, "base"))
    for text in ("one", "two", "three"):
        store.save(base.edited(text))
    assert sorted(conflict.other.text for conflict in store.conflicts()) == ["three", "two"]
    while conflicts := store.conflicts():
        store.resolve(conflicts[0], "other")
    assert len(store.list()) == 1
    assert {note.text for note in store.list()} | {each.note.text for each in store.trash()} == {
        "one",
        "two",
        "three",
    }


@pytest.mark.parametrize("part", ["<<<<<<< HEAD\n", "<<<<<<<\n=======\n", "=======\n", ">>>>>>> x\n", "<"])
def test_many_marks_without_an_end_do_not_hold_up_the_start(store, part):
    good = store.save(Note.new(ITEM, "good"))
    path = store.folder / f"{ID}.toml"
    path.write_text(part * (2_000_000 // len(part)))
    store.scan()
    assert store.list() == [good] and [problem.where for problem in store.problems()] == [str(path)]
