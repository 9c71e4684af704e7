"""All trials by name; each takes whether to be quick."""

from __future__ import annotations

from collections.abc import Callable

from . import calls, saboteur
from .ground import Result

def _kills(quick: bool) -> list[Result]:
    results = [calls.kills()]
    with calls.portable():
        return [*results, calls.kills(", without renameat2")]


def _errors(quick: bool) -> list[Result]:
    numbers = saboteur.ERRORS[:2] if quick else saboteur.ERRORS
    results = [calls.errors(numbers)]
    with calls.portable():
        return [*results, calls.errors(numbers, ", without renameat2")]


TRIALS: dict[str, Callable[[bool], list[Result]]] = {"kills": _kills, "errors": _errors}
