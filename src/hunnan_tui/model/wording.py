"""How periods, values and figures are said in a sentence, in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.model.period import parse_period
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import format_value, number

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from hunnan_tui.model.briefing import Bound, Nature, Observation
    from hunnan_tui.model.text import Language

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_QUARTERS = ("first", "second", "third", "fourth")
_BOUNDS: dict[Bound, Text] = {
    "exact": Text("", ""),
    "about": Text("约", "about "),
    "over": Text("超", "over "),
    "at-least": Text("不少于", "at least "),
    "nearly": Text("近", "nearly "),
    "up-to": Text("不超过", "up to "),
}
_NATURES: dict[Nature, Text] = {
    "actual": Text("", ""),
    "target": Text("目标", "target "),
    "estimate": Text("估计", "estimate "),
    "limit": Text("限值", "limit "),
}


def say_period(text: str) -> Text:
    """A period as a sentence says it: 2024年上半年, the first half of 2024."""
    start, slash, end = text.partition("/")
    if slash:
        one, other = say_period(start), say_period(end)
        return Text(f"{one.zh}至{other.zh}", f"{one.en} to {other.en}")
    period = parse_period(text)
    year = period.first.year
    match period.span:
        case "half":
            second = period.first.month > 1
            name = "second" if second else "first"
            return Text(f"{year}年{'下' if second else '上'}半年", f"the {name} half of {year}")
        case "quarter":
            index = period.first.month // 3
            return Text(f"{year}年{'一二三四'[index]}季度", f"the {_QUARTERS[index]} quarter of {year}")
        case "month":
            return Text(f"{year}年{period.first.month}月", f"{MONTHS[period.first.month - 1]} {year}")
        case "day":
            return say_day(period.first)
        case _:
            return Text(f"{year}年", f"{year}")


def say_day(day: date) -> Text:
    """A day of the calendar: 2026年2月24日, 24 February 2026."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]} {day.year}")


def say_value(seen: Observation) -> Text:
    """A value with its qualification, its unit and, unless it was reached, its nature: target over 34,000."""
    return Text(_value(seen, "zh"), _value(seen, "en"))


def say_figure(seen: Observation) -> Text:
    """A value with its period: 2025年260亿元; CNY 26 billion in 2025."""
    when, value = say_period(seen.period), say_value(seen)
    return Text(f"{when.zh}{value.zh}", f"{value.en} ({when.en})")


def say_percent(percent: Decimal) -> str:
    """A change in per cent with its sign and every digit that it has: +11.2%, −3.0%."""
    return f"{'−' if percent < 0 else '+'}{number(abs(percent))}%"


def _value(seen: Observation, language: Language) -> str:
    nature, bound = _NATURES[seen.nature].get(language), _BOUNDS[seen.bound].get(language)
    return f"{nature}{bound}{format_value(seen.value, seen.unit, language)}"
