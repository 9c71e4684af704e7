"""A number and what stands behind it, a measure or what multiplies it, as one: 8 cm, 110 megawatts, 2.88 %, 1.1 tn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hunnan_tui.library.fold import fold
from hunnan_tui.library.pinyin import SYLLABLES
from hunnan_tui.library.terms import MULTIPLIERS
from hunnan_tui.model.units import UnknownUnit, unit_named, written

if TYPE_CHECKING:
    from collections.abc import Iterator

ABBREVIATED = {"tn": "trillion", "b": "billion", "mn": "million", "m": "million", "k": "thousand"}
"""What multiplies a number where it is typed right behind it; with a space before it those of two letters do."""

_MULTIPLIED = re.compile(rf"\s+(?:{'|'.join(MULTIPLIERS)})元?(?=\s|$)", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s+(per\s+cent|percentage\s+points?|(?:square|cubic)\s+[a-z]+|°?[a-zµμ]+[23²³]?|[㎡㎢%％‰])(?=\s|$)",
    re.IGNORECASE,
)
_NUMBER_ONLY = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SURE = 5  # letters from which on what follows a year is a measure all the same
# Time, money, people and places in an order are counted in ordinary words: a number and such a word stay two.
_ORDINARY = ("years", "months", "duration", "people", "multiple", "rank", "count")


def with_measure(text: str, number: str, at: int) -> tuple[str, int]:
    """What is meant by `number`, which ends at `at` in a query, with what belongs to it behind a space; its end.

    Itself, if it is no number or what follows is another word.
    """
    if not _NUMBER_ONLY.fullmatch(fold(number)):
        return number, at
    if (multiplied := _MULTIPLIED.match(text, at)) is not None:
        return f"{number}{multiplied[0]}", multiplied.end()
    behind = _BEHIND.match(text, at)
    if behind is None or not _belongs(number, behind[1]):
        return number, at
    # a sign is at the number itself: 2.88 % is 2.88%
    return f"{number}{behind[0] if behind[1][0].isalpha() else behind[1]}", behind.end()


def _belongs(number: str, name: str) -> bool:
    """Whether a name behind a number and a space can only be meant together with it.

    One letter, a syllable of pinyin (ha, mu) and what follows a year may be the beginning of another word.
    """
    folded = fold(name)
    if folded.isalpha() and len(folded) < _SURE and _YEAR.fullmatch(fold(number)):
        return False
    if len(folded) > 1 and folded in ABBREVIATED:
        return True
    if folded.isalpha() and (len(folded) < 2 or folded in SYLLABLES):
        return False
    return _measures(folded)


def _measures(name: str) -> bool:
    """Whether it names a measure in the narrow sense."""
    try:
        dimension = unit_named(name).dimension
    except UnknownUnit:
        return False
    return dimension not in _ORDINARY and not dimension.startswith("money")


def otherwise(name: str, *, alone: bool = False) -> Iterator[str]:
    """How else the measure is written that `name` names, both folded: mw, 兆瓦, megawatt for megawatts.

    `alone`, without a number, only where what it is named by is a word, and what it is written as two letters or more.
    """
    ways = written(name)
    if alone and (not name.isalpha() or len(name) < _SURE or len(ways[0] if ways else "") < 2 or not _measures(name)):
        return
    for other in dict.fromkeys((*map(fold, ways), *([name.removesuffix("s")] if ways else []))):
        if other != name:
            yield other
