"""Disks and folders that fail in earnest: full, read-only, gone, without file handles or rights."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hunnan_tui.errors import NoteError
from hunnan_tui.notes.draft import Drafts
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore

from .ground import Result, child, examine, note

NOBODY = 65534


def disks() -> list[Result]:
    """Every kind of failing disk; those that only root can make are left out for others, and it is said."""
    trials: list[Callable[[Result], None]] = [_no_handles, _no_size, _vanished]
    if os.geteuid() == 0:
        trials.append(_no_rights)
    if _may_mount():
        trials += [_full, _read_only]
    results = []
    for trial in trials:
        result = Result((trial.__doc__ or "").rstrip("."), unit="saves")
        trial(result)
        results.append(result)
    if _full not in trials:
        results[-1].remarks.append("full and read-only disks were not tried: this user may not mount one")
    return results


def _may_mount() -> bool:
    with tempfile.TemporaryDirectory() as place:
        try:
            with _mounted(Path(place) / "disk", "size=64k"):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False


def _full(result: Result) -> None:
    """A disk that is full in earnest."""
    with tempfile.TemporaryDirectory() as place, _mounted(Path(place) / "disk", "size=256k") as disk:
        drafts = Drafts(Path(place) / "drafts")
        store = NoteStore(disk / "notes")
        saved: list[Note] = []
        for number in range(200):
            new = note(f"{number} " + "满" * 1000)
            draft = drafts.begin(new)
            draft.write(new.text)
            try:
                saved.append(store.save(new))
                draft.discard()
            except NoteError as error:
                draft.release()
                _refused(error, "the disk is full", result)
        _kept(store, saved, result)
        waiting = drafts.recoverable(store)
        if len(waiting) != 200 - len(saved):
            result.lose(f"{len(waiting)} drafts of {200 - len(saved)}")
        for each in saved[:8]:
            (store.folder / f"{each.id}.toml").unlink()  # somebody makes room
        for draft in waiting[:4]:
            store.save(draft.note)
            result.acknowledged += 1


def _read_only(result: Result) -> None:
    """A disk that becomes read-only."""
    with tempfile.TemporaryDirectory() as place, _mounted(Path(place) / "disk", "size=1m") as disk:
        store = NoteStore(disk / "notes")
        saved = store.save(note("before"))
        _mount("-o", "remount,ro", str(disk))
        _fails(lambda: store.save(saved.edited("new")), "the disk can only be read", result)
        _fails(lambda: store.save(note("new")), "the disk can only be read", result)
        _fails(lambda: store.delete(saved), "the disk can only be read", result)
        if NoteStore(disk / "notes").list() != [saved]:
            result.lose("it cannot be read any more")
        _mount("-o", "remount,rw", str(disk))
        _kept(store, [store.save(saved.edited("after"))], result)


def _no_rights(result: Result) -> None:
    """A folder that the user may not write, or not read."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place).resolve() / "notes"
        store = NoteStore(folder)
        saved = store.save(note("before"))
        for path in (folder, *folder.iterdir()):
            os.chown(path, NOBODY, NOBODY)

        def work() -> None:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            trial = Result("")
            folder.chmod(0o500)
            store = NoteStore(folder)
            _fails(lambda: store.save(saved.edited("new")), "no permission", trial)
            _fails(lambda: store.save(note("new")), "no permission", trial)
            assert store.list() == [saved], store.list()
            folder.chmod(0)
            unreadable = NoteStore(folder)
            assert unreadable.list() == [] and "no permission" in str(unreadable.problems()[0])
            folder.chmod(0o700)
            after = store.save(saved.edited("after"))
            assert NoteStore(folder).list() == [after]
            assert not trial.lost, trial.remarks

        if child(work):
            result.lose("see above")
        result.tried = result.acknowledged = 4


def _no_handles(result: Result) -> None:
    """A process that may open 0, 1, 2, … more files."""
    for more in range(6):
        _handles(more, result)


def _handles(more: int, result: Result) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / "notes"
        store = NoteStore(folder)
        saved = store.save(note("before"))

        def work() -> None:
            used = sum(1 for _ in Path("/proc/self/fd").iterdir()) - 1
            hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (used + more, hard))
            trial = Result("")
            standing = saved
            try:
                standing = store.save(saved.edited("new"))
            except NoteError as error:
                _refused(error, "too many files open", trial)
                assert more < 4, more
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            after = store.save(standing.edited("after"))
            assert NoteStore(folder).list() == [after]
            assert not trial.lost, trial.remarks

        if child(work):
            result.lose(f"with {more} files more")
        result.tried += 1
        result.acknowledged += 1
        examine(folder, result, f"with {more} files more")


def _no_size(result: Result) -> None:
    """A process that may write only small files."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / "notes"
        store = NoteStore(folder)
        saved = store.save(note("before"))

        def work() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
            trial = Result("")
            _fails(lambda: store.save(saved.edited("大" * 2000)), "larger than the system allows", trial)
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            after = store.save(saved.edited("大" * 2000))
            assert NoteStore(folder).list() == [after]
            assert not trial.lost, trial.remarks

        if child(work):
            result.lose("see above")
        result.tried = result.acknowledged = 2
        examine(folder, result, "with small files")


def _vanished(result: Result) -> None:
    """A folder that vanishes and comes back."""
    with tempfile.TemporaryDirectory() as place:
        folder, away = Path(place).resolve() / "notes", Path(place) / "away"
        store = NoteStore(folder)
        saved = store.save(note("before"))
        shutil.move(folder, away)
        _fails(lambda: store.save(saved.edited("new")), "not there", result)
        _fails(lambda: store.save(note("new")), "not there", result)
        store.scan()
        if folder.exists() or store.list() != [saved] or "not there" not in str(store.problems()[0]):
            result.lose("the folder was made anew, or its notes forgotten")
        shutil.move(away, folder)
        _kept(store, [store.save(saved.edited("after"))], result)


def _fails(deed: Callable[[], object], message: str, result: Result) -> None:
    try:
        deed()
    except NoteError as error:
        _refused(error, message, result)
    else:
        result.lose(f"{message}: it was said to be saved")


def _refused(error: NoteError, message: str, result: Result) -> None:
    result.tried += 1
    if message not in error.message or not error.where or not error.remedy:
        result.lose(f"it should say {message!r}: {error}")


def _kept(store: NoteStore, saved: list[Note], result: Result) -> None:
    here = {each.id: each for each in NoteStore(store.folder).list()}
    result.acknowledged += len(saved)
    for each in saved:
        if here.get(each.id) != each:
            result.lose(f"{each.id} is not there as it was saved")


@contextmanager
def _mounted(place: Path, options: str) -> Iterator[Path]:
    place.mkdir()
    _mount("-t", "tmpfs", "-o", options, "none", str(place))
    try:
        yield place.resolve()
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)
