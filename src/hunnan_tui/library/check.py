"""What a briefing says, checked on its plain data: references, periods, units, numbers, addresses, texts.

The data may be of any shape: what is not as the model wants it is left to `shape`, and everything else is
checked all the same, so that one fault never hides the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hunnan_tui.library.fault import Path, Problem, key_name, kind_of, shown
from hunnan_tui.library.references import References
from hunnan_tui.library.toml import Data, tables
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.units import UnknownUnit, parse_unit

MAX_TEXT = 100_000
"""The most characters of one text."""
MAX_URL = 2_000
"""The most characters of an address."""
MAX_WORD = 40
"""The most characters of a unit or a period."""
MAX_DIGITS = 30
"""The most digits of a value, before and after the point together."""
MAX_NUMBER = 999_999
"""The highest number of an outcome or project."""

_URL = re.compile(r"https?://[^\s/?#\\]+[^\s\x00-\x20\x7f]*", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?", re.ASCII)


def dates_as_text(data: Data) -> None:
    """Make TOML's own dates ISO text where a period is wanted: a day may be written either way."""
    for _, source in tables(data, "sources"):
        _date_as_text(source, "published")
    for _, metric in tables(data, "metrics"):
        for _, observation in tables(metric, "observations"):
            _date_as_text(observation, "period")
            _date_as_text(observation, "baseline")


def _date_as_text(table: Data, key: str) -> None:
    if type(value := table.get(key)) is date:
        table[key] = value.isoformat()


def problems(data: Data) -> Iterator[Problem]:
    """Everything that data of the right shape can still say wrongly; `dates_as_text` has run on it."""
    if data.get("id") == "metric":
        yield Problem(("id",), "reserved-id", {"found": "metric"})
    references = References(data)
    yield from references.problems
    for path, source in tables(data, "sources"):
        yield from _url(source.get("url"), (*path, "url"))
        yield from _period(source.get("published"), (*path, "published"))
    for name in ("outcomes", "projects", "sections", "flags"):
        for path, item in tables(data, name):
            yield from _statement(item, path, references)
            for below, point in tables(item, "points"):
                yield from _statement(point, path + below, references)
    for path, metric in tables(data, "metrics"):
        if isinstance(part_of := metric.get("part_of"), str) and part_of == metric.get("id"):
            yield Problem((*path, "part_of"), "part-of-itself", {"found": shown(part_of)})
        for below, observation in tables(metric, "observations"):
            yield from _statement(observation, path + below, references)
            yield from _observation(observation, path + below)


def text_problems(value: Any, path: Path = ()) -> Iterator[Problem]:
    """What keeps `value` from being a text: a string, or a table of zh or en or both; none of them empty."""
    if isinstance(value, dict):
        for language, text in value.items():
            if language not in ("zh", "en"):
                yield Problem((*path, language), "unknown-language", {"found": shown(language)})
            elif isinstance(text, str):
                yield from _string(text, (*path, language), f"{key_name(path)}.{language}")
            else:
                params = {"key": language, "found": kind_of(text), "write": f'{language} = "…"'}
                yield Problem((*path, language), "not-string", params)
        if "zh" not in value and "en" not in value:
            yield Problem(path, "no-language", {"key": key_name(path)})
    elif isinstance(value, str):
        yield from _string(value, path, key_name(path))
    else:
        yield Problem(path, "not-text", {"key": key_name(path), "found": kind_of(value)})


def _string(value: str, path: Path, key: str) -> Iterator[Problem]:
    if not value or value.isspace():
        yield Problem(path, "empty-text", {"key": key})
    elif len(value) > MAX_TEXT:
        yield Problem(path, "too-long", {"key": key, "limit": f"{MAX_TEXT:,}"})


def _statement(item: Data, path: Path, references: References) -> Iterator[Problem]:
    """What is wrong with the evidence, the keys and the number of anything that states something."""
    yield from references.evidence(item, path)
    yield from references.keys(item, path)
    for below, evidence in tables(item, "evidence"):
        if isinstance(anchor := evidence.get("anchor"), str):
            yield from _string(anchor, (*path, *below, "anchor"), "anchor")
    if type(number := item.get("number")) is int and not 1 <= number <= MAX_NUMBER:
        params = {"key": "number", "found": shown(number), "limit": str(MAX_NUMBER)}
        yield Problem((*path, "number"), "not-whole", params)


def _observation(item: Data, path: Path) -> Iterator[Problem]:
    yield from _number(item.get("value"), (*path, "value"))
    yield from _number(item.get("growth"), (*path, "growth"))
    yield from _unit(item.get("unit"), (*path, "unit"))
    yield from _period(item.get("period"), (*path, "period"))
    yield from _period(item.get("baseline"), (*path, "baseline"))
    if isinstance(printed := item.get("printed"), str):
        yield from _string(printed, (*path, "printed"), "printed")
    if item.get("nature") == "target" and "baseline" in item:
        yield from _baseline(item.get("period"), item["baseline"], (*path, "baseline"))


def _number(value: Any, path: Path) -> Iterator[Problem]:
    key = key_name(path)
    if isinstance(value, str):  # msgspec would read it
        meant = re.search(r"[+-]?\d+(\.\d+)?", re.sub(r"[,，\s]", "", value[:40]), re.ASCII)
        params = {"key": key, "found": "@text", "write": meant[0] if meant else "920"}
        yield Problem(path, "not-a-number", params)
    elif isinstance(value, Decimal) and not value.is_finite():
        yield Problem(path, "not-finite", {"key": key, "found": str(value)})
    elif (isinstance(value, Decimal) or type(value) is int) and _digits(value) > MAX_DIGITS:
        yield Problem(path, "number-too-large", {"key": key, "limit": str(MAX_DIGITS)})


def _digits(value: Decimal | int) -> int:
    """How many digits it takes to write a finite number without an exponent; for long integers, at least."""
    if isinstance(value, int):
        return MAX_DIGITS + 1 if abs(value) >= 10**MAX_DIGITS else 1
    digits, exponent = value.as_tuple()[1:]
    assert isinstance(exponent, int)
    return max(len(digits), -exponent, len(digits) + exponent)


def _unit(value: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(value, str):
        return
    if len(value) > MAX_WORD:
        yield Problem(path, "unknown-unit", {"found": shown(value)})
        return
    try:
        parse_unit(value)
    except UnknownUnit as unknown:
        hint = {"near": unknown.nearest} if unknown.nearest else {}
        yield Problem(path, "unknown-unit", {"found": shown(value) or '""', **hint})


def _period(value: Any, path: Path) -> Iterator[Problem]:
    if not isinstance(value, str) or _is_period(value):
        return
    code = "not-a-range" if "/" in value else "no-such-day" if _DAY.fullmatch(value) else "not-a-period"
    yield Problem(path, code, {"found": shown(value) or '""'})


def _is_period(text: str) -> bool:
    if len(text) > MAX_WORD:
        return False
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


def _baseline(target: Any, baseline: Any, path: Path) -> Iterator[Problem]:
    """A target begins at its baseline: it cannot end with it or earlier."""
    if not all(isinstance(value, str) and _is_period(value) for value in (target, baseline)):
        return
    if parse_period(baseline).last >= parse_period(target).last:
        yield Problem(path, "target-before-baseline", {"found": target, "baseline": baseline})


def _url(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, str) and not (len(value) <= MAX_URL and _URL.fullmatch(value)):
        yield Problem(path, "bad-url", {"found": shown(value) or '""'})
