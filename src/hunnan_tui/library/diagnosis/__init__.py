"""What is wrong with a file that is no briefing: every fault, with its line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from hunnan_tui.library import check
from hunnan_tui.library.diagnosis import shape
from hunnan_tui.library.diagnosis.locate import Places
from hunnan_tui.library.diagnosis.recover import Remains
from hunnan_tui.library.fault import MAX_FAULTS, Fault, Problem, whole, written
from hunnan_tui.library.toml import MAX_DEPTH, Data, TooDeep


def misshapen(data: Data, problems: Iterable[Problem], text: str, name: str) -> list[Fault]:
    """The faults of a file that is TOML; `problems` is what `check` says of its data."""
    try:
        return _first(_placed(_all(data, problems), Places(text), name), name)
    except TooDeep as deep:
        return [whole(name, "too-deep", text.count("\n", 0, deep.offset) + 1, limit=str(MAX_DEPTH))]


def broken(text: str, name: str) -> list[Fault]:
    """The faults of a file that is not TOML, and of what can be read of it all the same."""
    remains = Remains(text)
    try:
        places = Places(remains.text)
    except TooDeep as deep:
        return [whole(name, "too-deep", text.count("\n", 0, deep.offset) + 1, limit=str(MAX_DEPTH))]
    faults = []
    for offset, code, params in remains.mistakes:
        line, column = places.place(offset)
        faults.append(Fault(name, line, column, "", code, params))
    if remains.data is not None:
        check.dates_as_text(remains.data)
        problems = _all(remains.data, check.problems(remains.data))
        faults += _placed([problem for problem in problems if remains.believable(problem, places)], places, name)
    return _first(faults, name)


def _all(data: Data, problems: Iterable[Problem]) -> list[Problem]:
    """What `shape` says of the data, and `problems`; enough of both to know that there are too many."""
    found = list(islice(shape.problems(data), MAX_FAULTS + 1))
    if any(problem.code == "newer-schema" for problem in found):
        return found
    return found + list(islice(problems, MAX_FAULTS + 1))


def _placed(problems: Iterable[Problem], places: Places, name: str) -> list[Fault]:
    faults = []
    for path, code, params in problems:
        line, column = places.find(path)
        told = {key: str(places.find(p).line) if isinstance(p, tuple) else p for key, p in params.items()}
        faults.append(Fault(name, line, column, written(path), code, told))
    return faults


def _first(faults: list[Fault], name: str) -> list[Fault]:
    """The faults by line; where there are very many, the first of them."""
    faults.sort(key=lambda fault: (fault.line, fault.column or 0))
    if len(faults) > MAX_FAULTS:
        faults[MAX_FAULTS:] = [whole(name, "too-many-faults", faults[MAX_FAULTS].line, limit=str(MAX_FAULTS))]
    return faults
