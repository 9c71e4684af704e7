"""Amounts that figures are compared with: 100亿, 3.4万家, 30%, CNY 10 billion, ￥100亿, $1bn, 34k, 1亿2000万, ½."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from hunnan_tui.errors import QueryError
from hunnan_tui.library.fold import fold
from hunnan_tui.library.measures import ABBREVIATED, BY_THEMSELVES
from hunnan_tui.library.numerals import in_digits, in_parts
from hunnan_tui.library.query_texts import wrong
from hunnan_tui.library.terms import MULTIPLIERS
from hunnan_tui.model.units import UnknownUnit, nearest_unit, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.model.units import Unit

_SCALES = {
    **MULTIPLIERS,
    "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "十万": 10**5, "千": 1000, "百": 100,
    **{short: MULTIPLIERS[name] for short, name in ABBREVIATED.items()},
}  # fmt: skip
_EITHER = {"m": ("million", "米"), "兆": ("百万", "万亿")}
"""What may be read in two ways where it stands alone, and both."""
_CURRENCIES = {"cny": "元", "rmb": "元", "人民币": "元", "¥": "元", "usd": "美元", "us$": "美元", "$": "美元"}
_FRACTIONS = {
    character: Fraction(*map(int, fold(character).split("/")))
    for character in map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x215F)))
}


def _any_of(names: Iterable[str]) -> str:
    """A pattern of any of the names, longer ones first."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_CURRENCY = _any_of(_CURRENCIES)
_BEGINNING = re.compile(rf"(?:({_CURRENCY})\s*)?([+-]?)\s*", re.ASCII)
_NUMBER = re.compile(rf"(\d[\d,]*(?:\.\d*)?|\.\d+)?([{''.join(_FRACTIONS)}])?", re.ASCII)
_SCALE = re.compile(rf"\s*({_any_of((*_SCALES, '兆'))})")
_RANGE = re.compile(r"(?:[-~\u2010-\u2015至到]|\.\.)\s*[¥$]?\d", re.ASCII)
# an amount with spaces between its parts: CNY 10 billion, 100 亿元, 10 billion yuan, 5 MW, 3 square metres
_SPACED = re.compile(
    rf"(?:(?:{_CURRENCY})\s*)?[+-]?\d[\d,]*(?:\.\d+)?(?:\s*(?:{_any_of(BY_THEMSELVES)})(?:美?元)?(?![a-z]))?"
    r"(\s+(?:per\s+cent(?!\S)|(?:square|cubic)\s+[a-z]+|[a-zμ%‰°]+[23]?))?(?=\s|$)",
    re.ASCII,
)


class _Placed(NamedTuple):
    """A folded text, fractions kept, that knows where in the text as given each character stands."""

    text: str
    places: list[int]

    @classmethod
    def of(cls, text: str, at: int) -> _Placed:
        folded = [(f, n) for n, given in enumerate(text, at) for f in (given if given in _FRACTIONS else fold(given))]
        return cls("".join(character for character, _ in folded), [*(n for _, n in folded), at + len(text)])


def spaced(text: str, at: int) -> int | None:
    """Where an amount of several words ends that begins at `at`; None if there is none."""
    placed = _Placed.of(text[at:], at)
    match = _SPACED.match(placed.text)
    if match is None:
        return None
    if match[1] and _unit(match[1].strip()) is None:  # a word to be found
        return placed.places[match.start(1)]
    return placed.places[match.end()]


def amount(text: str, start: int, end: int) -> tuple[Decimal, str | None]:
    """The amount that stands from `start` to `end` in a query: a plain number of a dimension.

    None for the dimension: a number as it is read, without a unit. QueryError, with place and remedy, if it is none.
    """
    placed = _Placed.of(text[start:end], start)
    beginning = _BEGINNING.match(placed.text)
    currency = _CURRENCIES.get(beginning[1] or "") if beginning else None
    at = beginning.end() if beginning else 0
    number, behind = _number(placed.text, at)
    scale = None if in_parts(placed.text, at) else _SCALE.match(placed.text, behind)
    # 5毫米 and 5 MW have units as a whole, 5千亿元 one behind what multiplies it
    readings = [(behind, number or Decimal(0))]
    if scale and scale[1] in _SCALES:
        readings.append((scale.end(), (number or Decimal(0)) * _SCALES[scale[1]]))
    tail = placed.text[scale.end() if scale else behind :].strip()
    if _RANGE.search(placed.text, behind):
        raise wrong("range", start, end, given=text[start:end])
    if number is None and (plain := in_digits(placed.text)) != placed.text:  # 一百亿
        with suppress(QueryError):
            return amount(plain, 0, len(plain))
    if number is None or re.match(r"[\d.,]", tail, re.ASCII):
        raise wrong("number", start, end, given=text[start:end])
    sign = -1 if beginning and beginning[2] == "-" else 1
    of_currency = unit_named(currency) if currency else None
    if not tail:
        if scale and scale[1] in _EITHER and not (of_currency and scale[1] in _SCALES):
            one, other = _EITHER[scale[1]]
            raise wrong("either", placed.places[scale.start(1)], end, given=scale[1], one=one, other=other)
        return sign * readings[-1][1], of_currency.dimension if of_currency else None
    for from_, value in readings:
        unit = _unit(placed.text[from_:].strip())
        if unit is not None and of_currency is not None and not unit.comparable(of_currency):
            raise wrong("two-units", start, end, given=text[start:end])
        if unit is not None:
            return sign * unit.plain(value), unit.dimension
    # of 5bar the whole is to blame, else what stands behind 亿
    from_ = behind if scale is None or scale[1].isascii() else scale.end()
    from_ += len(placed.text[from_:]) - len(placed.text[from_:].lstrip())
    given, near = text[placed.places[from_] : end], nearest_unit(placed.text[from_:].strip())
    raise wrong("unit-near" if near else "unit", placed.places[from_], end, given=given, near=near)


def _number(text: str, at: int) -> tuple[Decimal | None, int]:
    """The number that begins at `at`, None if none does or it is not exact, and where it ends."""
    if (several := in_parts(text, at)) is not None:
        return several
    match = _NUMBER.match(text, at)
    if match is None or not match[0]:
        return None, at
    found = Decimal((match[1] or "0").replace(",", ""))
    if match[2]:
        part = _FRACTIONS[match[2]]
        if 10**9 % part.denominator:
            return None, at
        found += Decimal(part.numerator) / part.denominator
    return found, match.end()


def _unit(name: str) -> Unit | None:
    try:
        return unit_named(name)
    except UnknownUnit:
        return None
