"""The reckoning that a flag shows: exact numbers in, one result, and the step written out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

from hunnan_tui.model.series import PRECISION, per_cent
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import format_value, number, parse_unit
from hunnan_tui.model.wording import say_percent

if TYPE_CHECKING:
    from hunnan_tui.model.series import Figure
    from hunnan_tui.model.text import Language


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reckoning."""

    inputs: tuple[Decimal, ...]
    """The numbers that go in, exact."""
    result: Decimal
    """What comes out, rounded half up where the text shows it rounded."""
    text: Text
    """The step, written out, without a full stop: 260亿元 ÷ (1 + 11.2%) ≈ 233.8亿元."""


def difference(one: Figure, other: Figure) -> Step:
    """The larger figure minus the smaller, in the larger's unit, and the same in per cent of the smaller.

    Ranks are so many places apart, per cents so many percentage points.
    """
    small, large = sorted((one, other), key=lambda figure: figure.plain)
    less = small.value_in(large.unit)
    with localcontext() as context:
        context.prec = PRECISION
        left = large.observation.value - (small.observation.value if less is None else less)
        part = f" ({say_percent(per_cent(large.plain / small.plain))})" if small.plain > 0 else ""
    if large.unit.dimension == "rank":
        minus, places = f"{number(large.observation.value)} − {number(small.observation.value)}", number(left)
        return Step((large.observation.value, small.observation.value), left, _places(minus, places, left))
    texts = (
        f"{_value(large, lang)} − {_value(small, lang)} = {_apart(left, large.unit.text, lang)}{part}"
        for lang in _LANGUAGES
    )
    return Step((large.observation.value, small.observation.value), left, Text(*texts))


def over_all(share: Figure) -> Step:
    """A share minus the whole, 100%, in percentage points."""
    value, whole = share.value_in(parse_unit("%")) or Decimal(0), Decimal(100)
    with localcontext() as context:
        context.prec = PRECISION
        left = value - whole
    texts = (
        f"{format_value(value, '%', lang)} − {format_value(whole, '%', lang)} = {_apart(left, '%', lang)}"
        for lang in _LANGUAGES
    )
    return Step((value, whole), left, Text(*texts))


def ratio(one: Figure, other: Figure) -> Step:
    """The larger figure divided by the smaller, to one decimal place."""
    small, large = sorted((one, other), key=lambda figure: figure.plain)
    with localcontext() as context:
        context.prec = PRECISION
        times = (large.plain / small.plain).quantize(Decimal("0.1"), ROUND_HALF_UP)
    texts = (f"{_value(large, lang)} ÷ {_value(small, lang)} ≈ {number(times)}" for lang in _LANGUAGES)
    return Step((large.plain, small.plain), times, Text(*texts))


def back(figure: Figure, growth: Decimal) -> Step:
    """What the year before must have been: the figure without its growth in per cent, to one digit more."""
    seen = figure.observation
    places = max(-int(seen.value.as_tuple().exponent), 0) + 1
    with localcontext() as context:
        context.prec = PRECISION
        before = (seen.value / (1 + growth / 100)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "−" if growth < 0 else "+"
    texts = (
        f"{_value(figure, lang)} ÷ (1 {sign} {number(abs(growth))}%) ≈ {format_value(before, seen.unit, lang)}"
        for lang in _LANGUAGES
    )
    return Step((seen.value, growth), before, Text(*texts))


def change(before: Figure, after: Figure) -> Step:
    """The growth from one figure, which is above zero, to another, in per cent to one decimal place."""
    with localcontext() as context:
        context.prec = PRECISION
        percent = per_cent(after.plain / before.plain)
    texts = (f"{_value(after, lang)} ÷ {_value(before, lang)} − 1 ≈ {say_percent(percent)}" for lang in _LANGUAGES)
    return Step((after.plain, before.plain), percent, Text(*texts))


def excess(parts: list[Figure], whole: Figure) -> Step:
    """The sum of figures minus that of which they are parts, in its unit."""
    together = total(parts, whole).result
    unit, value = whole.unit.text, whole.observation.value
    with localcontext() as context:
        context.prec = PRECISION
        left = together - value
    texts = (
        f"{format_value(together, unit, lang)} − {format_value(value, unit, lang)} = {_apart(left, unit, lang)}"
        for lang in _LANGUAGES
    )
    return Step((together, value), left, Text(*texts))


def total(parts: list[Figure], scale_of: Figure) -> Step:
    """The sum of figures, in the unit of `scale_of`."""
    unit = scale_of.unit
    values = [part.value_in(unit) or Decimal(0) for part in parts]
    with localcontext() as context:
        context.prec = PRECISION
        result = sum(values, Decimal(0))
    texts = (
        f"{' + '.join(_value(part, lang) for part in parts)} = {format_value(result, unit.text, lang)}"
        for lang in _LANGUAGES
    )
    return Step(tuple(values), result, Text(*texts))


_LANGUAGES: tuple[Language, Language] = ("zh", "en")


def _places(minus: str, places: str, left: Decimal) -> Text:
    return Text(f"{minus} = {places}位", f"{minus} = {places} {'place' if left == 1 else 'places'}")


def _apart(difference: Decimal, unit: str, language: Language) -> str:
    """A difference with its unit: that of two per cents is one of percentage points."""
    return format_value(difference, "个百分点" if unit in ("%", "％") else unit, language)


def _value(figure: Figure, language: Language) -> str:
    return format_value(figure.observation.value, figure.unit.text, language)
