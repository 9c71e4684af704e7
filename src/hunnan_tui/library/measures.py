"""A number and what stands behind it, a measure or what multiplies it, as one: 8 cm, 110 megawatts, 2.88 %, 1.1 tn."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from hunnan_tui.library.fold import fold
from hunnan_tui.library.pinyin import SYLLABLES
from hunnan_tui.library.terms import MULTIPLIERS
from hunnan_tui.model.units import UnknownUnit, known_units, names_in_letters, parse_unit, unit_named, written

ABBREVIATED = {"tn": "trillion", "b": "billion", "mn": "million", "m": "million", "k": "thousand"}
"""What multiplies a number where it is typed right behind it."""

BY_THEMSELVES = (*MULTIPLIERS, "tn", "mn")
"""What multiplies a number also with a space before it."""

_MULTIPLIED = re.compile(rf"\s+(?:{'|'.join(BY_THEMSELVES)})元?(?=\s|$)", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s+(per\s+cent|percentage\s+points?|(?:square|cubic|sq\.?)\s+[a-z]+|°?[^\W\d_]+[23²³]?|[%％‰])(?=\s|$)",
    re.IGNORECASE,
)
_NUMBER_ONLY = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SURE = 5  # letters from which on what follows a year is a measure all the same
# Time, money, people and places in an order are counted in ordinary words: a number and such a word stay two.
_SIZED = ("length", "area", "volume", "mass", "power", "energy", "pressure")
"""What is measured in units of several sizes, of which a text has the one and a reader the other."""
_LEAST = Decimal("0.01")
_MOST_FIGURES = 5  # of a number in another unit
_ORDINARY = ("years", "months", "duration", "people", "multiple", "rank", "count")


def with_measure(text: str, number: str, at: int) -> tuple[str, int]:
    """What is meant by `number`, which ends at `at` in a query, with what belongs to it behind a space; its end.

    Itself, if it is no number or what follows is another word.
    """
    plain = fold(number)
    if not _NUMBER_ONLY.fullmatch(plain):
        return number, at
    behind = _MULTIPLIED.match(text, at)
    abbreviated = behind is not None and len(behind[0].strip()) == 2 and behind[0].isascii()
    if behind is None or (abbreviated and _YEAR.fullmatch(plain)):
        behind = _BEHIND.match(text, at)
        if behind is None or not _belongs(plain, fold(behind[1])):
            return number, at
    # a sign is at the number itself: 2.88 % is 2.88%
    sign = not any(map(str.isalpha, behind[0]))
    return f"{number}{behind[0].strip() if sign else behind[0]}", behind.end()


def _belongs(number: str, name: str) -> bool:
    """Whether a name behind a number and a space can only be meant together with it.

    One letter, a syllable of pinyin (ha, mu) and what follows a year may be the beginning of another word.
    """
    if name.isalpha() and (len(name) < 2 or name in SYLLABLES or (len(name) < _SURE and _YEAR.fullmatch(number))):
        return False
    return _measures(name)


def _measures(name: str) -> bool:
    """Whether it names a measure in the narrow sense."""
    try:
        dimension = unit_named(name).dimension
    except UnknownUnit:
        return False
    return dimension not in _ORDINARY and not dimension.startswith("money")


@lru_cache(maxsize=64)
def in_other_sizes(number: str, name: str) -> tuple[str, ...]:
    """The same measure in units of other sizes, in few figures: 5600 of 米 as 5.6km, 5.6公里; none for no measure."""
    try:
        unit = unit_named(name)
    except UnknownUnit:
        return ()
    value = Decimal(number.replace(",", ""))
    found = {}
    for base in known_units() if unit.dimension in _SIZED else ():
        other = parse_unit(base)
        if other.comparable(unit) and other.scale != unit.scale:
            there = unit.convert(value, other)
            if there >= _LEAST and len(there.normalize().as_tuple().digits) <= _MOST_FIGURES >= len(f"{there:.0f}"):
                found.update(dict.fromkeys(f"{there.normalize():f}{fold(way)}" for way in written(base)))
    return tuple(found)


def otherwise(name: str, *, alone: bool = False) -> list[str]:
    """How else the measure is written that `name` names, folded: mw, 兆瓦, megawatt for megawatts; none for no measure.

    `alone`, without a number, only where it is named by a word, and written with two letters or more.
    """
    ways = written(name)
    if alone and (len(name) < _SURE or not ways or len(ways[0]) < 2 or not _measures(name)):
        return []
    return [other for other in dict.fromkeys((*map(fold, ways), *sorted(names_in_letters(name)))) if other != name]
