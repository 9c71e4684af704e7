"""A day or month typed in one notation, in the others: 2026-02-24, 24/2/2026, 2026年2月24日, 24 February 2026."""

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
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)", re.ASCII)
_WITHOUT_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]", re.ASCII)
_NAME = rf"(?P<month>{'|'.join(name[:3] + (f'(?:{name[3:]})?' if name[3:] else '') for name in _MONTHS)}|sept)\b\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
_IN_WORDS = [
    re.compile(rf"{pattern}(?!\w)", re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"{_DAY}\s+(?:of\s+)?{_NAME}(?:,?\s*{_YEAR}(?!\w))?",
        rf"{_NAME},?\s+{_YEAR}",
        rf"{_NAME}\s+{_DAY}(?:,?\s+{_YEAR}(?!\w))?",
    )
]


def in_words(text: str, at: int) -> tuple[str, int] | None:
    """A day or month that begins at a place of a query in English words, as 2026-02-24 or 2月24日, and its end.

    24 February 2026, Feb 24th, 2026, the month alone with its year, the day without one; None if there is none.
    """
    match = next((found for pattern in _IN_WORDS if (found := pattern.match(text, at))), None)
    if match is None:
        return None
    month = 1 + next(place for place, name in enumerate(_MONTHS) if name.startswith(match["month"][:3].lower()))
    day = int(match.groupdict().get("day") or 0)
    if day > 31 or (not day and "day" in match.groupdict()):
        return None
    year = match["year"]
    told = f"{month}月{day}日" if year is None else f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return told, match.end()


def in_other_notations(word: str) -> list[str]:
    """The other notations of a folded word that is a day or a month of a year; none for any other word."""
    if match := _TYPED.fullmatch(word):
        year, *rest = (int(part) for part in match.groups() if part)
        meant = [(year, *(*rest, 0)[:2])]
    elif match := _YEAR_LAST.fullmatch(word):  # the day comes first, or the month, as in America
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        meant = [(year, second, first), (year, first, second)]
    elif match := _WITHOUT_YEAR.fullmatch(word):
        meant = [(0, int(match[1]), int(match[2]))]
    else:
        return []
    found = [
        other for year, month, day in meant if 1 <= month <= 12 and day <= 31 for other in _notations(year, month, day)
    ]
    return [other for other in dict.fromkeys(found) if other != word]


def _notations(year: int, month: int, day: int) -> list[str]:
    """A day, or a month (`day` 0), as texts may have it; of any year if that is 0."""
    name = _MONTHS[month - 1]
    if not year:
        return [f"{month}月{day}日", f"{day} {name}", f"{name} {day}"]
    if not day:
        return [f"{year}-{month:02}", f"{year}年{month}月", f"{name} {year}"]
    return [
        f"{year}-{month:02}-{day:02}",
        f"{year}年{month}月{day}日",
        f"{day} {name} {year}",
        f"{name} {day}, {year}",
    ]
