"""A kill, or an error, at every single call that a deed makes to the system."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
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


def kills(where: str = "") -> Result:
    """Each deed, killed as it enters each of its calls, and when each of them is done or half done."""
    result = Result(f"SIGKILL at every call of every deed{where}", unit="kills")
    for scenario, trick in itertools.product(SCENARIOS, (saboteur.kill_before, saboteur.kill_within)):
        for at in itertools.count():
            with tempfile.TemporaryDirectory() as place:
                folder = _prepared(place)
                deed = scenario.prepare(folder)
                said = Path(place) / "done"

                def work() -> None:
                    with saboteur.sabotage(at, trick):
                        deed()
                    said.touch()

                status = child(work)
                if status not in (0, -9):
                    result.lose(f"{scenario.name}, call {at}: it ended with {status}")
                _judge(scenario, folder, said.exists(), result, f"{scenario.name}, killed at call {at}")
            if not killed(status):
                result.acknowledged += 1
                break
            result.tried += 1
    return result


def errors(numbers: tuple[int, ...], where: str = "") -> Result:
    """Each deed, with each error at each of its calls; done again without the error it must succeed."""
    result = Result(f"{len(numbers)} errors at every call of every deed{where}", unit="errors")
    for scenario, number, after in itertools.product(SCENARIOS, numbers, (False, True)):
        for at in itertools.count():
            with tempfile.TemporaryDirectory() as place:
                folder = _prepared(place)
                deed = scenario.prepare(folder)
                what = f"{scenario.name}, {os.strerror(number)} at call {at}, {'after' if after else 'before'} it"
                said = True
                with saboteur.sabotage(at, saboteur.fail(number, after)) as seen:
                    try:
                        deed()
                    except NoteError as error:
                        said = False
                        if not (error.message and error.where and error.remedy):
                            result.lose(f"{what}: it does not say what to do: {error}")
                    except Exception as error:
                        said = False
                        result.lose(f"{what}: {error!r}")
                played = len(seen) > at
                _judge(scenario, folder, said, result, what)
                if scenario.name.startswith("save"):
                    _again(scenario, folder, deed, result, what)
            if not played:
                break
            result.tried += 1
            result.acknowledged += said
    return result


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


def _again(scenario: Scenario, folder: Path, deed: object, result: Result, what: str) -> None:
    """What failed, done again when the cause has gone, must succeed and make no conflict with itself."""
    assert callable(deed)
    deed()
    for remark in missing(folder, scenario.always + scenario.done):
        result.lose(f"{what}, and then again: {remark}")
    if scenario.name == "save a changed note" and NoteStore(folder).conflicts():
        result.lose(f"{what}, and then again: a conflict with itself")
