"""A kill, or an error, at every single call that a deed makes to the system."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hunnan_tui.errors import NoteError
from hunnan_tui.notes import disk
from hunnan_tui.notes.store import NoteStore

from . import saboteur
from .ground import Result, child, examine, killed, note
from .scenarios import SCENARIOS, Scenario, missing


@contextmanager
def portable() -> Iterator[None]:
    """A system that can neither exchange two files nor rename without replacing."""
    real = disk._rename
    disk._rename = lambda source, target, flags: False
    try:
        yield
    finally:
        disk._rename = real


def kills(tricks: tuple[saboteur.Trick, ...], where: str = "") -> Result:
    """Each deed, killed at each of its calls."""
    result = Result(f"SIGKILL at every call of every deed{where}", unit="kills")
    for scenario, trick in itertools.product(SCENARIOS, tricks):
        at = 0
        while _kill(scenario, trick, at, result):
            at += 1
        result.tried += at
        result.acknowledged += 1
    return result


def _kill(scenario: Scenario, trick: saboteur.Trick, at: int, result: Result) -> bool:
    """One deed in a process that is killed at one of its calls; False if it has not so many."""
    with tempfile.TemporaryDirectory() as place:
        folder = _prepared(place)
        deed = scenario.prepare(folder)
        said = Path(place) / "done"

        def work() -> None:
            with saboteur.sabotage(at, trick):
                deed()
            said.touch()

        status = child(work)
        what = f"{scenario.name}, killed at call {at}"
        if status != 0 and not killed(status):
            result.lose(f"{what}: it ended with {status}")
        _judge(scenario, folder, said.exists(), result, what)
        return killed(status)


def errors(numbers: tuple[int, ...], afters: tuple[bool, ...] = (False, True), where: str = "") -> Result:
    """Each deed, with each error at each of its calls; what is saved again without the error must succeed."""
    result = Result(f"{len(numbers)} errors at every call of every deed{where}", unit="errors")
    for scenario, number, after in itertools.product(SCENARIOS, numbers, afters):
        at = 0
        while _fail(scenario, number, after, at, result):
            at += 1
        result.tried += at
    return result


def _fail(scenario: Scenario, number: int, after: bool, at: int, result: Result) -> bool:
    """One deed with an error at one of its calls; False if it has not so many."""
    what = f"{scenario.name}, {os.strerror(number)} {'after' if after else 'at'} call {at}"
    with tempfile.TemporaryDirectory() as place:
        folder = _prepared(place)
        deed = scenario.prepare(folder)
        said = False
        with saboteur.sabotage(at, saboteur.fail(number, after)) as seen:
            try:
                deed()
                said = True
            except NoteError as error:
                if not (error.message and error.where and error.remedy):
                    result.lose(f"{what}: it does not say what to do: {error}")
            except Exception as error:
                result.lose(f"{what}: {error!r}")
        _judge(scenario, folder, said, result, what)
        if scenario.name.startswith("save"):
            _again(scenario, folder, deed, result, what)
        result.acknowledged += said
        return len(seen) > at


def _prepared(place: str) -> Path:
    folder = Path(place).resolve() / "notes"
    NoteStore(folder).save(note("bystander"))
    return folder


def _judge(scenario: Scenario, folder: Path, said: bool, result: Result, what: str) -> None:
    if scenario.name not in ("set a damaged note aside", "resolve git's marks", "resolve a sync tool's copy"):
        examine(folder, result, what)
    for remark in missing(folder, scenario.always + (scenario.done if said else ())):
        result.lose(f"{what}: {remark}")
    with_lock = NoteStore(folder).save(note("afterwards"))
    if NoteStore(folder).get(with_lock.id) != with_lock:
        result.lose(f"{what}: nothing can be saved afterwards")


def _again(scenario: Scenario, folder: Path, deed: Callable[[], object], result: Result, what: str) -> None:
    """What failed, done again when the cause has gone, must succeed and make no conflict with itself."""
    deed()
    for remark in missing(folder, scenario.always + scenario.done):
        result.lose(f"{what}, and then again: {remark}")
    if scenario.name == "save a changed note" and NoteStore(folder).conflicts():
        result.lose(f"{what}, and then again: a conflict with itself")
