"""The notes' folder: what it keeps, what it shows, and whom it believes."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from hunnan_tui.errors import NoteError
from hunnan_tui.model.text import Text
from hunnan_tui.notes import disk, index
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import Note, encode
from hunnan_tui.notes.store import NoteStore

ONE, TWO = CitedItem(key="b/outcome/one", title=Text("一", "One")), CitedItem(key="metric/shenyang/two")


def note(text: str, item: CitedItem = ONE) -> Note:
    return Note.new(item, text)


@pytest.fixture
def store(tmp_path: Path) -> NoteStore:
    return NoteStore(tmp_path / "config" / "notes")


def outside(store: NoteStore, note: Note, text: str) -> Path:
    """Another program writes a note's file, by renaming as most do."""
    path = store.folder / f"{note.id}.toml"
    temporary = store.folder.parent / "outside"
    temporary.write_bytes(encode(note.edited(text)))
    temporary.rename(path)
    return path


def test_what_is_saved_is_there_in_the_next_session(store):
    saved = [store.save(note("一 #创新")), store.save(note("two", TWO))]
    following = NoteStore(store.folder)
    assert following.list() == store.list() == saved[::-1]
    assert following.for_item("b/outcome/one") == [saved[0]]
    assert following.counts() == {"b/outcome/one": 1, "metric/shenyang/two": 1}
    assert following.get(saved[0].id) == saved[0]
    assert following.get("20260224-101530-00000000") is None


def test_the_folder_is_made_by_the_first_save_and_not_by_looking(store):
    assert store.list() == [] and store.trash() == [] and store.problems() == [] and store.conflicts() == []
    assert not store.folder.exists()
    store.save(note("one"))
    assert store.list()[0].text == "one"


def test_only_the_user_can_read_them(store):
    before = os.umask(0)
    try:
        saved = store.save(store.save(note("one")).edited("two"))
        trashed = store.delete(store.save(note("three")))
    finally:
        os.umask(before)
    for path in (store.folder / f"{saved.id}.toml", trashed.path, store.folder / ".lock"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (store.folder, store.folder.parent, store.folder / "trash"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_saved_means_on_the_disk(store, monkeypatch):
    calls: list[str] = []
    store.save(note("warm"))
    for name in ("fsync", "write"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, _r=real, _n=name: (calls.append(_n), _r(*a))[1])
    real_rename = disk._rename
    monkeypatch.setattr(disk, "_rename", lambda *a: (calls.append("rename"), real_rename(*a))[1])
    saved = store.save(note("one"))
    assert calls == ["write", "fsync", "rename", "fsync"]  # the file, then its name
    calls.clear()
    store.save(saved.edited("two"))
    assert calls == ["write", "fsync", "rename", "fsync"]
    calls.clear()
    store.save(saved.edited("two"))  # another window has just saved the same: is it on the disk?
    assert calls == ["fsync", "fsync"]


def test_a_change_from_elsewhere_is_kept_beside_ours(store):
    base = store.save(note("base"))
    window = NoteStore(store.folder)
    theirs = window.save(base.edited("theirs"))
    ours = store.save(base.edited("ours"))
    assert ours.id != base.id and ours.conflict == base.id
    assert {each.text for each in NoteStore(store.folder).list()} == {"theirs", "ours"}
    (conflict,) = store.conflicts()
    assert (conflict.mine, conflict.other, conflict.origin) == (theirs, ours, "hunnan-tui")
    further = store.save(ours.edited("ours, further"))  # typing goes on in the same window
    assert further.id == ours.id and len(store.conflicts()) == 1


def test_the_same_change_twice_is_no_conflict(store):
    base = store.save(note("base"))
    theirs = NoteStore(store.folder).save(base.edited("same"))
    assert store.save(base.edited("same")) == theirs
    assert store.conflicts() == []


def test_a_note_that_was_deleted_elsewhere_is_saved_again(store):
    base = store.save(note("base"))
    NoteStore(store.folder).delete(base)
    assert store.save(base.edited("still wanted")).id == base.id
    assert [each.text for each in NoteStore(store.folder).list()] == ["still wanted"]


def test_what_comes_between_looking_and_writing_is_kept_too(store, monkeypatch):
    base = store.save(note("base"))
    real = disk.create

    def create(path, data, lock=False):
        outside(store, base, "theirs, in the last moment")
        monkeypatch.setattr(disk, "create", real)
        return real(path, data, lock)

    monkeypatch.setattr(disk, "create", create)
    ours = store.save(base.edited("ours"))
    (conflict,) = NoteStore(store.folder).conflicts()
    assert (conflict.mine, conflict.other.text) == (ours, "theirs, in the last moment")


def test_a_note_that_is_away_for_a_moment_makes_no_conflict_with_itself(store, monkeypatch):
    base = store.save(note("base"))
    real = disk.read

    def read(path, limit):
        monkeypatch.setattr(disk, "read", real)
        return

    monkeypatch.setattr(disk, "read", read)
    assert store.save(base.edited("more")).id == base.id
    assert [each.text for each in NoteStore(store.folder).list()] == ["more"]


def test_what_comes_between_and_is_half_written_is_set_aside(store, monkeypatch):
    base = store.save(note("base"))
    real = disk.create

    def create(path, data, lock=False):
        (store.folder / f"{base.id}.toml").write_text("half = ")
        monkeypatch.setattr(disk, "create", real)
        return real(path, data, lock)

    monkeypatch.setattr(disk, "create", create)
    store.save(base.edited("ours"))
    assert [each.text for each in store.list()] == ["ours"]
    assert (store.folder / "damaged" / f"{base.id}.toml").read_text() == "half = "


def test_a_deletion_can_be_undone_also_in_the_next_session(store):
    saved = store.save(note("wanted after all"))
    store.delete(saved)
    assert store.list() == []
    following = NoteStore(store.folder)
    (trashed,) = following.trash()
    assert trashed.note == saved
    assert following.restore(trashed) == saved
    assert following.list() == [saved] and following.trash() == []


def test_an_undone_deletion_does_not_overwrite_what_came_after_it(store):
    saved = store.save(note("one"))
    trashed = store.delete(saved)
    later = store.save(saved.edited("two"))
    restored = store.restore(trashed)
    assert restored.conflict == later.id
    assert {each.text for each in store.list()} == {"one", "two"}
    assert store.trash() == []


def test_a_note_that_was_changed_elsewhere_is_not_deleted_unseen(store):
    base = store.save(note("base"))
    NoteStore(store.folder).save(base.edited("more"))
    with pytest.raises(NoteError, match="changed elsewhere"):
        store.delete(base)
    assert [each.text for each in NoteStore(store.folder).list()] == ["more"]
    store.scan()
    store.delete(store.list()[0])
    with pytest.raises(NoteError, match="no longer there"):
        store.delete(base)


def test_changes_from_outside_appear_with_the_next_look(store):
    first, second = store.save(note("first")), store.save(note("second"))
    outside(store, first, "changed")
    (store.folder / f"{second.id}.toml").unlink()
    (store.folder / "20260224-101530-0123abcd.toml").write_bytes(encode(note("new", TWO)))
    assert store.scan()
    assert {each.text for each in store.list()} == {"changed", "new"}
    assert not store.scan()


def test_a_change_in_place_in_the_same_moment_and_of_the_same_size_appears(store):
    saved = store.save(note("aaaa"))
    path = store.folder / f"{saved.id}.toml"
    store.scan()
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"aaaa", b"bbbb"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    store.scan()
    assert [each.text for each in store.list()] == ["bbbb"]


def test_a_look_reads_only_what_changed(store, monkeypatch):
    saved = [store.save(note(f"{number}")) for number in range(20)]
    monkeypatch.setattr(index, "_SETTLED", -1)  # all files are at rest
    store = NoteStore(store.folder)
    store.list()
    read: list[Path] = []
    real = disk.read
    monkeypatch.setattr(disk, "read", lambda path, limit: (read.append(path), real(path, limit))[1])
    store.scan()
    assert read == []
    path = outside(store, saved[3], "changed")
    store.scan()
    assert read == [path]


def test_a_save_costs_the_same_however_many_notes_there_are(tmp_path, monkeypatch):
    calls: list[str] = []
    costs = []
    stores = [NoteStore(tmp_path / f"{count}") for count in (10, 1000)]
    for count, store in zip((10, 1000), stores, strict=True):
        saved = store.save(note("one"))
        for number in range(count):
            (store.folder / f"20260224-101530-{number:08x}.toml").write_bytes(encode(note("x")))
        store.list()
        store.save(saved.edited("warm"))
    for name in ("open", "read", "write", "stat", "lstat", "fstat", "scandir", "listdir", "fsync"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, _r=real, _n=name, **k: (calls.append(_n), _r(*a, **k))[1])
    for store in stores:
        calls.clear()
        store.save(note("another"))
        costs.append([*calls])
    assert costs[0] == costs[1]
    assert "scandir" not in costs[1] and "listdir" not in costs[1]


def test_a_damaged_note_is_reported_and_the_others_open(store):
    good = store.save(note("good"))
    path = store.folder / "20260224-101530-0123abcd.toml"
    path.write_bytes(b"text = ")
    store.scan()
    assert store.list() == [good]
    (problem,) = store.problems()
    assert problem.where == str(path) and "not readable as a note" in problem.message and problem.remedy
    assert path.exists()  # it may be that it is just being written
    os.utime(path, (0, 0))
    store.scan()
    aside = store.folder / "damaged" / path.name
    assert aside.read_bytes() == b"text = " and not path.exists()
    (problem,) = NoteStore(store.folder).problems()
    assert problem.where == str(aside) and problem.remedy
    path.write_bytes(b"again = ")
    os.utime(path, (0, 0))
    store.scan()
    assert len(store.problems()) == 2 and aside.read_bytes() == b"text = "


def test_a_damaged_note_is_not_written_over(store):
    saved = store.save(note("good"))
    path = store.folder / f"{saved.id}.toml"
    path.write_bytes(b"\0" * 40)
    with pytest.raises(NoteError, match="empty"):
        store.get(saved.id)
    beside = store.save(saved.edited("more"))
    assert beside.id != saved.id and path.read_bytes() == b"\0" * 40


def test_a_note_of_a_newer_format_is_shown_and_not_touched(store):
    store.save(note("good"))
    path = store.folder / "20260224-101530-0123abcd.toml"
    path.write_bytes(b'format = 9\nkey = "k"\ntext = "newer"\n')
    store.scan()
    newer = next(each for each in store.list() if each.readonly)
    assert newer.text == "newer"
    for deed in (lambda: store.save(newer.edited("x")), lambda: store.delete(newer)):
        with pytest.raises(NoteError, match="newer version"):
            deed()
    assert path.read_bytes() == b'format = 9\nkey = "k"\ntext = "newer"\n'


def test_symbolic_links_and_pipes_are_not_followed(store, tmp_path):
    good = store.save(note("good"))
    secret = tmp_path / "secret.toml"
    secret.write_bytes(encode(note("secret")))
    link = store.folder / "20260224-101530-0123abcd.toml"
    link.symlink_to(secret)
    os.mkfifo(store.folder / "20260224-101530-0123abce.toml")
    (store.folder / "20260224-101530-0123abcf.toml").mkdir()
    store.scan()
    assert store.list() == [good]
    assert {Path(problem.where).name for problem in store.problems()} == {
        link.name,
        "20260224-101530-0123abce.toml",
    }
    with pytest.raises(NoteError, match="symbolic link"):
        store.get("20260224-101530-0123abcd")
    with pytest.raises(NoteError, match="symbolic link"):
        store.save(Note(**{**_fields(note("x")), "id": "20260224-101530-0123abcd"}))
    assert b"secret" in secret.read_bytes()


def test_a_trash_that_is_a_symbolic_link_is_not_followed(store, tmp_path):
    saved = store.save(note("good"))
    (tmp_path / "elsewhere").mkdir()
    (store.folder / "trash").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NoteError):
        store.delete(saved)
    assert store.list() == [saved] and not any((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize(
    "id", ["../../secret", "/etc/passwd", "", ".lock", "20260224-101530-0123abcd/../x", "笔记", "a\0b"]
)
def test_an_id_is_never_a_path(store, id):
    hostile = Note(**{**_fields(note("x")), "id": id})
    for deed in (lambda: store.get(id), lambda: store.save(hostile), lambda: store.delete(hostile)):
        with pytest.raises(NoteError, match="not the id of a note"):
            deed()


def test_the_name_of_a_file_is_its_id_whatever_it_says_inside(store):
    store.save(note("good"))
    data = encode(note("copied")).replace(b'id = "', b'id = "../../')
    (store.folder / "20260224-101530-0123abcd.toml").write_bytes(data)
    store.scan()
    assert {each.id for each in store.list() if each.text == "copied"} == {"20260224-101530-0123abcd"}


def test_other_files_in_the_folder_are_left_alone_and_named(store):
    store.save(note("good"))
    others = {
        ".gitignore": b"",
        "README.md": b"hello",
        "我的笔记 📝.toml": encode(note("by hand")),
        ".hidden.toml": b"x",
    }
    for name, data in others.items():
        (store.folder / name).write_bytes(data)
    store.scan()
    assert [each.text for each in store.list()] == ["good"]
    (problem,) = store.problems()
    assert "我的笔记 📝.toml" in problem.where and "import" in problem.remedy
    assert {name: (store.folder / name).read_bytes() for name in others} == others


@pytest.mark.parametrize(
    "name",
    ["笔记", "with spaces", "📝🇨🇳", "é́", "a" * 255, "字" * 85, "$(rm -rf)", "-rf", "line\nfeed", "%s{0}"],
)
def test_the_folder_may_have_any_name(tmp_path, name):
    store = NoteStore(tmp_path / name / "notes")
    saved = store.save(store.save(note("one")).edited("two"))
    store.restore(store.delete(saved))
    assert NoteStore(tmp_path / name / "notes").list() == [saved]


def test_a_folder_reached_by_a_link_is_the_same_folder(store, tmp_path):
    saved = store.save(note("one"))
    (tmp_path / "link").symlink_to(store.folder)
    linked = NoteStore(tmp_path / "link")
    assert linked.list() == [saved]
    linked.save(saved.edited("two"))
    assert store.get(saved.id).text == "two"


def test_a_folder_that_vanishes_is_not_made_anew_and_its_notes_stay_on_the_screen(store, tmp_path):
    saved = store.save(note("one"))
    away = store.folder.rename(tmp_path / "away")
    with pytest.raises(NoteError, match="not there") as refused:
        store.save(saved.edited("two"))
    assert "Bring it back" in refused.value.remedy
    assert store.scan() and store.list() == [saved] and "not there" in str(store.problems()[0])
    away.rename(store.folder)
    assert store.scan()
    assert store.save(saved.edited("two")).id == saved.id and store.problems() == []


def test_what_a_killed_writer_left_is_swept_up_and_a_whole_note_in_it_is_kept(store):
    saved = store.save(note("one"))
    whole, half, young = (store.folder / f".{digit * 16}.tmp" for digit in "abc")
    whole.write_bytes(encode(saved.edited("never acknowledged")))
    half.write_bytes(encode(saved.edited("half"))[:100])
    young.write_bytes(b"being written")
    for path in (whole, half):
        os.utime(path, (0, 0))
    store.scan()
    assert [each.note.text for each in store.trash()] == ["never acknowledged"]
    assert [path for path in (whole, half, young) if path.exists()] == [young]
    assert store.list() == [saved]


def test_two_threads_save_at_the_same_time(store):
    base = store.save(note("base"))
    other = NoteStore(store.folder)
    errors: list[BaseException] = []

    def work(mine: NoteStore, name: str) -> None:
        try:
            for number in range(25):
                standing = mine.get(base.id)
                assert standing is not None
                mine.save(standing.edited(f"{standing.text} {name}{number}"))
        except BaseException as error:
            errors.append(error)

    threads = [
        threading.Thread(target=work, args=(mine, name)) for mine, name in ((store, "a"), (store, "b"), (other, "c"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    words = {word for each in NoteStore(store.folder).list() for word in each.text.split()}
    assert words >= {f"{name}{number}" for name in "abc" for number in range(25)}


def test_a_lock_that_is_held_too_long_ends_in_a_clear_error(store, monkeypatch):
    saved = store.save(note("one"))
    monkeypatch.setattr(disk, "PATIENCE", 0.0)
    with disk.locked(store.folder), pytest.raises(NoteError, match="another window") as refused:
        NoteStore(store.folder).save(saved.edited("two"))
    assert refused.value.remedy


def test_a_file_system_without_locks_is_no_obstacle(store, monkeypatch):
    import errno
    import fcntl

    def flock(fd: int, how: int) -> None:
        raise OSError(errno.EOPNOTSUPP, "no locks here")

    monkeypatch.setattr(fcntl, "flock", flock)
    saved = store.save(note("one"))
    assert store.save(saved.edited("two")).id == saved.id


def test_clocks_that_jump_lose_nothing(store, monkeypatch):
    from datetime import UTC, datetime

    times = iter(
        [
            datetime(2099, 1, 1, tzinfo=UTC),
            datetime(1970, 1, 1, tzinfo=UTC),
            datetime(2026, 2, 24, tzinfo=UTC),
        ]
        * 20
    )

    class Jumping(datetime):
        @classmethod
        def now(cls, tz=None):
            return next(times)

    for module in ("note", "store", "trash"):
        monkeypatch.setattr(f"hunnan_tui.notes.{module}.datetime", Jumping)
    saved = [store.save(note(f"{number}")) for number in range(6)]
    changed = [store.save(each.edited(f"{each.text} changed")) for each in saved]
    for number, each in enumerate(changed):
        os.utime(store.folder / f"{each.id}.toml", (number * 10**9, number * 10**9))
    following = NoteStore(store.folder)
    assert {each.text for each in following.list()} == {f"{number} changed" for number in range(6)}
    assert following.conflicts() == [] and following.problems() == []
    trashed = [following.delete(each) for each in following.list()]
    assert {following.restore(each).text for each in trashed} == {f"{number} changed" for number in range(6)}


def test_a_large_folder_is_remembered_and_never_believed_over_the_files(store, tmp_path, monkeypatch):
    cache = tmp_path / "cache" / "notes"
    for number in range(250):
        store.save(note(f"{number}", ONE if number % 2 else TWO))
    monkeypatch.setattr(index, "_SETTLED", -1)
    first = NoteStore(store.folder, cache)
    expected = first.list()
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600
    read: list[Path] = []
    real = disk.read
    monkeypatch.setattr(disk, "read", lambda path, limit: (read.append(path), real(path, limit))[1])
    assert NoteStore(store.folder, cache).list() == expected
    assert read == [cache]
    changed = outside(store, expected[7], "changed")
    assert {each.text for each in NoteStore(store.folder, cache).list()} == {
        "changed" if each.id == changed.stem else each.text for each in expected
    }
    for damage in (b"", b"\0" * 1000, cache.read_bytes()[:-1], cache.read_bytes().replace(b"24", b"25", 1)):
        cache.write_bytes(damage)
        assert len(NoteStore(store.folder, cache).list()) == 250


def test_the_index_of_another_folder_is_not_taken(store, tmp_path):
    cache = tmp_path / "cache"
    for number in range(250):
        store.save(note(f"{number}"))
    NoteStore(store.folder, cache).list()
    other = NoteStore(tmp_path / "other", cache)
    assert other.list() == []


def _fields(note: Note) -> dict[str, object]:
    return {name: getattr(note, name) for name in note.__struct_fields__}
