"""What is being typed survives the window, and recovering it overwrites nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hunnan_tui.errors import NoteError
from hunnan_tui.notes import disk
from hunnan_tui.notes.draft import Draft, Drafts
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import MAX_TEXT, Note
from hunnan_tui.notes.store import NoteStore

ITEM = CitedItem(key="b/outcome/one")


@pytest.fixture
def store(tmp_path: Path) -> NoteStore:
    return NoteStore(tmp_path / "notes")


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "state" / "drafts")


def crash(draft: Draft) -> None:
    """What the end of a process does to its drafts: the lock ends, the file stays."""
    draft.release()


def offered(drafts: Drafts, store: NoteStore) -> list[str]:
    return [draft.note.text for draft in drafts.recoverable(store)]


def test_typed_text_is_offered_after_a_crash_and_not_before(store, drafts):
    draft = drafts.begin(Note.new(ITEM, ""))
    assert offered(drafts, store) == []
    draft.write("第一")
    draft.write("第一句")
    assert offered(drafts, store) == []  # the window is open
    crash(draft)
    (recovered,) = Drafts(drafts.folder).recoverable(store)
    assert (recovered.note.text, recovered.note.id, recovered.note.item) == ("第一句", draft.note.id, ITEM)


def test_a_draft_is_for_the_user_only(drafts):
    draft = drafts.begin(Note.new(ITEM, ""))
    draft.write("private")
    assert stat.S_IMODE(draft.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(drafts.folder.stat().st_mode) == 0o700
    draft.release()


def test_every_session_has_its_own_draft_of_the_same_note(store, drafts):
    base = store.save(Note.new(ITEM, "base"))
    sessions = [drafts.begin(base) for _ in range(3)]
    for number, session in enumerate(sessions):
        session.write(f"window {number}")
    for session in sessions:
        crash(session)
    assert sorted(offered(drafts, store)) == ["window 0", "window 1", "window 2"]


def test_what_is_recovered_never_overwrites_a_note_that_has_changed(store, drafts):
    base = store.save(Note.new(ITEM, "base"))
    draft = drafts.begin(base)
    draft.write("typed before the crash")
    crash(draft)
    store.save(base.edited("changed since"))
    (recovered,) = drafts.recoverable(store)
    saved = store.save(recovered.note)
    assert saved.conflict == base.id
    assert {note.text for note in store.list()} == {"typed before the crash", "changed since"}


def test_what_is_recovered_is_saved_over_the_note_that_it_was_begun_on(store, drafts):
    base = store.save(Note.new(ITEM, "base"))
    draft = drafts.begin(base)
    draft.write("typed")
    crash(draft)
    (recovered,) = drafts.recoverable(store)
    assert store.save(recovered.note).id == base.id
    assert [note.text for note in store.list()] == ["typed"]


def test_a_draft_that_was_saved_before_the_crash_is_not_offered(store, drafts):
    draft = drafts.begin(Note.new(ITEM, ""))
    draft.write("saved")
    store.save(draft.note)
    crash(draft)
    assert offered(drafts, store) == []
    assert not any(drafts.folder.iterdir())


def test_only_one_window_takes_over_a_draft_and_goes_on_with_it(store, drafts):
    draft = drafts.begin(Note.new(ITEM, ""))
    draft.write("one")
    crash(draft)
    (first,), (second,) = drafts.recoverable(store), drafts.recoverable(store)
    assert first.claim() and not second.claim()
    first.write("one two")
    assert offered(drafts, store) == []
    crash(first)
    assert offered(drafts, store) == ["one two"]


def test_a_discarded_draft_has_gone(store, drafts):
    draft = drafts.begin(Note.new(ITEM, ""))
    draft.write("not wanted")
    draft.discard()
    draft.discard()
    assert offered(drafts, store) == [] and not draft.claim()


def test_a_draft_that_cannot_be_kept_says_so_and_keeps_what_it_had(store, drafts, monkeypatch):
    import errno

    draft = drafts.begin(Note.new(ITEM, ""))
    draft.write("kept")
    real = disk.create

    def full(path, data, lock=False):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(disk, "create", full)
    with pytest.raises(NoteError, match="disk is full"):
        draft.write("kept and more")
    monkeypatch.setattr(disk, "create", real)
    crash(draft)
    assert offered(drafts, store) == ["kept"]


def test_a_text_that_is_too_long_for_a_note_is_kept_as_a_draft_all_the_same(store, drafts):
    draft = drafts.begin(Note.new(ITEM, ""))
    draft.write("字" * (MAX_TEXT + 1))
    with pytest.raises(NoteError, match="longer than"):
        store.save(draft.note)
    crash(draft)
    assert [len(text) for text in offered(drafts, store)] == [MAX_TEXT + 1]


def test_a_damaged_draft_is_reported_and_left(store, drafts):
    draft = drafts.begin(Note.new(ITEM, ""))
    draft.write("good")
    crash(draft)
    damaged = drafts.folder / "20260224-101530-0123abcd.0123456789abcdef.toml"
    damaged.write_text("half = ")
    (drafts.folder / "other.txt").write_text("not ours")
    assert offered(drafts, store) == ["good"]
    assert [problem.where for problem in drafts.problems] == [str(damaged)] and damaged.exists()


def test_a_draft_that_is_a_symbolic_link_is_not_followed(store, drafts, tmp_path):
    draft = drafts.begin(Note.new(ITEM, ""))
    draft.write("secret")
    crash(draft)
    draft.path.rename(tmp_path / "secret")
    draft.path.symlink_to(tmp_path / "secret")
    assert offered(drafts, store) == []


def test_a_hostile_id_begins_no_draft(drafts):
    hostile = Note(
        id="../../x",
        item=ITEM,
        created=Note.new(ITEM, "").created,
        updated=Note.new(ITEM, "").created,
        text="",
    )
    with pytest.raises(NoteError, match="not the id"):
        drafts.begin(hostile)


def test_a_process_that_is_killed_while_typing_loses_only_what_was_not_kept(store, drafts):
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            draft = drafts.begin(Note.new(ITEM, ""))
            draft.write("kept by the other process")
            os.write(writing, b"x")
            os.read(os.pipe()[0], 1)  # until it is killed
        finally:
            os._exit(1)
    os.read(reading, 1)
    assert offered(drafts, store) == []
    os.kill(process, 9)
    os.waitpid(process, 0)
    for end in (reading, writing):
        os.close(end)
    assert offered(drafts, store) == ["kept by the other process"]
