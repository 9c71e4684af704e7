"""All trials by name; each takes whether to be quick."""

from __future__ import annotations

from collections.abc import Callable

from . import calls, disks, processes, saboteur, sessions, traced
from .ground import Result


def _kills(quick: bool) -> list[Result]:
    if quick:
        return [calls.kills((saboteur.kill_within,))]
    results = [calls.kills((saboteur.kill_before, saboteur.kill_within))]
    with calls.portable():
        return [*results, calls.kills((saboteur.kill_before, saboteur.kill_within), ", without renameat2")]


def _errors(quick: bool) -> list[Result]:
    if quick:
        return [calls.errors(saboteur.ERRORS[:1], (False,))]
    results = [calls.errors(saboteur.ERRORS)]
    with calls.portable():
        return [*results, calls.errors(saboteur.ERRORS[:6], where=", without renameat2")]


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
