"""All trials by name; each takes whether to be quick."""

from __future__ import annotations

from collections.abc import Callable

from . import calls, disks, processes, saboteur, sessions, traced
from .ground import Result


def _kills(quick: bool) -> list[Result]:
    results = [calls.kills()]
    with calls.portable():
        return [*results, calls.kills(", without renameat2")]


def _errors(quick: bool) -> list[Result]:
    numbers = saboteur.ERRORS[:2] if quick else saboteur.ERRORS
    results = [calls.errors(numbers)]
    with calls.portable():
        return [*results, calls.errors(numbers[:4], ", without renameat2")]


TRIALS: dict[str, Callable[[bool], list[Result]]] = {
    "kills": _kills,
    "errors": _errors,
    "traced": lambda quick: [] if quick else [traced.traced_kills()],
    "random": lambda quick: [processes.random_kills(30 if quick else 1000)],
    "edits": lambda quick: [processes.many_edits(30 if quick else 1000)],
    "outside": lambda quick: [processes.outside_writers(50 if quick else 2000)],
    "crashes": lambda quick: [sessions.crashes(12 if quick else 400)],
    "disks": lambda quick: disks.disks(),
}
