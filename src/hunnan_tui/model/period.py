"""Periods: 2026, 2026-H1, 2026-Q1, 2026-03, 2026-02-24 and ranges such as 2021/2025."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

Span = Literal["day", "month", "quarter", "half", "year", "range"]

_FORM = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)


class Period(Struct, frozen=True, dict=True):
    """A stretch of time: its first and last day, both included, what kind of stretch, and how it was written."""

    first: date
    last: date
    span: Span
    text: str

    @cached_property
    def order(self) -> tuple[date, date]:
        """Sorts periods by their end, shorter before longer: 2025-12 before 2025."""
        return (self.last, date.fromordinal(date.max.toordinal() - self.first.toordinal()))

    @property
    def year(self) -> int:
        """The year in which the period ends."""
        return self.last.year

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=16384)  # a series of days over forty years
def parse_period(text: str) -> Period:
    """The period that `text` writes; ValueError, with a sentence to show, if it writes none."""
    start, slash, end = text.partition("/")
    if not slash:
        return _simple(text)
    first, last = _simple(start), _simple(end)
    if first.span != last.span:
        raise ValueError(f"both ends of the range {text!r} must be of one form")
    if last.last <= first.first or last.first <= first.first:
        raise ValueError(f"the range {text!r} ends before it begins")
    return Period(first.first, last.last, "range", text)


def _simple(text: str) -> Period:
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no period")
    year = int(match[1])
    if year == 0:
        raise ValueError(f"{text!r} is no period: there is no year 0")
    if match[5]:
        try:
            day = date(year, int(match[4]), int(match[5]))
        except ValueError:
            raise ValueError(f"{text!r} is no day of the calendar") from None
        return Period(day, day, "day", text)
    if match[4]:
        if not 1 <= int(match[4]) <= 12:
            raise ValueError(f"{text!r} is no month")
        return _months(year, int(match[4]), 1, "month", text)
    if match[3]:
        return _months(year, 3 * int(match[3]) - 2, 3, "quarter", text)
    if match[2]:
        return _months(year, 6 * int(match[2]) - 5, 6, "half", text)
    return _months(year, 1, 12, "year", text)


def _months(year: int, month: int, count: int, span: Span, text: str) -> Period:
    last = month + count - 1
    return Period(date(year, month, 1), date(year, last, monthrange(year, last)[1]), span, text)
