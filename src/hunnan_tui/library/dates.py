"""A day or month typed in one notation, in the others: 2026-02-24, 2026/2/24, 2026年2月24日, 24 February 2026."""

from __future__ import annotations

import re

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TYPED = re.compile(
    r"((?:19|20)\d\d)(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(?:(\d{1,2})[日号]?)?)",
    re.ASCII,
)


def in_other_notations(word: str) -> list[str]:
    """The other notations of a folded word that is a day or a month of a year; none for any other word."""
    match = _TYPED.fullmatch(word)
    if match is None:
        return []
    year, *rest = (int(part) for part in match.groups() if part)
    month, day = (*rest, 0)[:2]
    if not 1 <= month <= 12 or day > 31:
        return []
    name = _MONTHS[month - 1]
    if not day:
        found = [f"{year}-{month:02}", f"{year}年{month}月", f"{name} {year}"]
    else:
        found = [
            f"{year}-{month:02}-{day:02}",
            f"{year}年{month}月{day}日",
            f"{day} {name} {year}",
            f"{name} {day}, {year}",
        ]
    return [other for other in found if other != word]
