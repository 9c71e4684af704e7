"""Many processes at once, some of them killed, some of them no programs of ours."""

from __future__ import annotations

import ctypes
import itertools
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hunnan_tui.errors import NoteError
from hunnan_tui.notes import disk
from hunnan_tui.notes.note import decode, encode
from hunnan_tui.notes.store import NoteStore

from .ground import Result, examine, note

SHARED = 6
"""How many notes all processes edit."""


def random_kills(moments: int, writers: int = 8) -> Result:
    """Processes that write notes as fast as they can, one of them killed at each of many random moments."""
    result = Result(f"SIGKILL at random moments of {writers} processes", unit="kills")
    with tempfile.TemporaryDirectory() as place:
        folder, said = _begin(place)
        dice = random.Random(20260224)
        running = [_spawn(_edit_for_ever, folder, said, number) for number in range(writers)]
        for number in range(moments):
            time.sleep(dice.uniform(0.0, 0.02))
            which = dice.randrange(writers)
            os.kill(running[which], signal.SIGKILL)
            os.waitpid(running[which], 0)
            running[which] = _spawn(_edit_for_ever, folder, said, writers + number)
            result.tried += 1
        for process in running:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        _account(folder, said, result, "after the kills")
    return result


def many_edits(edits: int, writers: int = 8) -> Result:
    """Processes that edit the same notes, each as often as it is told."""
    result = Result(f"{writers} processes, {edits:,} edits each, the same {SHARED} notes", unit="edits")
    with tempfile.TemporaryDirectory() as place:
        folder, said = _begin(place)
        running = [_spawn(_edit, folder, said, number, edits) for number in range(writers)]
        _wait(running, result)
        result.tried = edits * writers
        _account(folder, said, result, "after the edits")
        if result.acknowledged != result.tried:
            result.lose(f"{result.tried - result.acknowledged} edits were refused")
    return result


def outside_writers(edits: int) -> Result:
    """Two processes of ours, and two others that know no lock and put their files in place of ours."""
    result = Result("2 processes of ours beside 2 that know no lock", unit="edits")
    with tempfile.TemporaryDirectory() as place:
        folder, said = _begin(place)
        running = [_spawn(_edit, folder, said, number, edits) for number in range(2)]
        running += [_spawn(_put_in_place, folder, said, number, edits) for number in range(2, 4)]
        _wait(running, result)
        result.tried = edits * 4
        _account(folder, said, result, "after the edits")
    return result


def _begin(place: str) -> tuple[Path, Path]:
    folder, said = Path(place).resolve() / "notes", Path(place) / "said"
    said.mkdir()
    store = NoteStore(folder)
    for number in range(SHARED):
        store.save(note(f"shared {number}"))
    return folder, said


def _spawn(work: Callable[..., None], *arguments: object) -> int:
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work(*arguments)
            status = 0
        finally:
            os._exit(status)
    return process


def _wait(running: list[int], result: Result) -> None:
    for process in running:
        _, status = os.waitpid(process, 0)
        if status:
            result.lose(f"a process ended with {os.waitstatus_to_exitcode(status)}")


def _edit_for_ever(folder: Path, said: Path, number: int) -> None:
    _edit(folder, said, number, None)


def _edit(folder: Path, said: Path, number: int, edits: int | None) -> None:
    """Adds tokens to notes, and tells each token when its note is saved."""
    dice = random.Random(number)
    store = NoteStore(folder)
    ids = sorted(path.stem for path in folder.glob("*.toml"))[:SHARED]
    log = os.open(said / f"{number}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for count in itertools.count() if edits is None else range(edits):
        token = f"<{number}.{count}>"
        try:
            if edits is None and dice.random() < 0.5:
                store.save(note(token))
            else:
                standing = store.get(dice.choice(ids))
                assert standing is not None
                store.save(standing.edited(f"{standing.text} {token}"))
        except NoteError:
            continue  # nothing was acknowledged
        os.write(log, f"{token}\n".encode())


def _put_in_place(folder: Path, said: Path, number: int, edits: int) -> None:
    """Exchanges a note's file for one with another text; tells what it put there and what it took away."""
    dice = random.Random(number)
    ids = sorted(path.stem for path in folder.glob("*.toml"))[:SHARED]
    log = os.open(said / f"{number}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    system = ctypes.CDLL(None, use_errno=True)
    mine = folder.parent / f"{number}.tmp"
    for count in range(edits):
        token, path = f"<{number}.{count}>", folder / f"{dice.choice(ids)}.toml"
        mine.write_bytes(encode(note(token)))
        assert system.renameat2(-100, os.fsencode(mine), -100, os.fsencode(path), 2) == 0
        taken = decode(mine.read_bytes(), path.stem).text
        os.write(log, f"{token}\n".encode() + "".join(f"taken {each}\n" for each in taken.split()).encode())


def _account(folder: Path, said: Path, result: Result, what: str) -> None:
    """Every token that was told must be in some note, in the trash, or taken away by somebody else."""
    for path in folder.glob(".*.tmp"):
        os.utime(path, (0, 0))  # as if it had lain there for long
    notes = examine(folder, result, what)
    store = NoteStore(folder)
    kept = {token for each in notes.values() for token in each.text.split()}
    kept |= {token for trashed in store.trash() for token in trashed.note.text.split()}
    lines = [line for path in said.iterdir() for line in path.read_text().splitlines()]
    taken = {line.removeprefix("taken ") for line in lines if line.startswith("taken ")}
    told = {line for line in lines if not line.startswith("taken ")}
    result.acknowledged = len(told)
    for token in sorted(told - kept - taken):
        result.lose(f"{what}: {token} is nowhere")
    if list(folder.glob(".*.tmp")):
        result.lose(f"{what}: temporary files are left")
    with disk.locked(folder):
        pass
