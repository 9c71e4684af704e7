"""What a chart draws, where it draws it, and the axis that its values share."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from hunnan_tui.model.series import PRECISION, Figure, Series
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import number, parse_unit

if TYPE_CHECKING:
    from hunnan_tui.model.briefing import Bound
    from hunnan_tui.model.period import Period
    from hunnan_tui.model.text import Language

Role = Literal["axis", "label", "actual", "target", "estimate", "second", "third", "fourth"]
"""What a segment is: scaffolding, words, values by nature, the actual values of further metrics."""
Segment = tuple[str, Role]
Line = list[Segment]
PLOT_ROLES: tuple[Role, ...] = ("actual", "second", "third", "fourth")
"""The roles of the actual values of up to four metrics in one chart."""


class Point(Struct, frozen=True):
    """One value of a plot."""

    period: Period
    """Its time; it stands where the period ends."""
    value: Decimal
    """The value in the plot's unit, exact."""
    role: Role = "actual"
    """actual, target or estimate."""
    bound: Bound = "exact"
    """How the source qualifies it."""


class Plot(Struct, frozen=True):
    """Values that can be joined by one line: one metric, one frequency, one unit."""

    name: Text
    """The metric's name."""
    unit: str
    """The unit of all values; empty for an index."""
    points: tuple[Point, ...]
    """The values, by period."""
    frequency: str = "year"
    """What the periods have in common, see `Series.frequency`."""


class Sheet(Struct, frozen=True):
    """What a chart is drawn on."""

    width: int
    """Cells from left to right."""
    height: int
    """Lines from top to bottom."""
    language: Language = "en"
    """The language of the labels."""
    ascii: bool = False
    """Whether only ASCII may be used for the drawing."""
    cells: Callable[[str], int] = len
    """How many cells a text takes on the screen."""

    def fit(self, text: str, width: int, *, right: bool = False) -> str:
        """`text` cut or filled with spaces to exactly `width` cells; filled on the left if `right`."""
        while text and self.cells(text) > width:
            text = text[:-1]
        space = " " * (width - self.cells(text))
        return space + text if right else text + space

    def middle(self, text: str, width: int) -> str:
        """`text` in the middle of exactly `width` cells, cut if it is longer."""
        cut = self.fit(text, width).rstrip()
        left = (width - self.cells(cut)) // 2
        return self.fit(" " * left + cut, width)


def plots_of(series: Series) -> list[Plot]:
    """The plots of a series, one for each frequency, the one with the most values first.

    Targets and estimates stand in the plot of their frequency. All are in the unit of the latest actual
    value; what measures another thing is left out.
    """
    model = series.latest or (series.figures[-1] if series.figures else None)
    if model is None:
        return []
    lines: dict[str, dict[Point, None]] = {}
    natures: tuple[tuple[Role, list[Figure]], ...] = (
        ("actual", series.actuals),
        ("estimate", series.of_nature("estimate")),
        ("target", series.of_nature("target")),
    )
    for role, figures in natures:
        for figure in figures:
            value = figure.value_in(model.unit)
            if value is not None:
                point = Point(figure.period, value, role, figure.observation.bound)
                lines.setdefault(series.frequency(figure.period), {})[point] = None
    plots = [
        Plot(
            series.name,
            model.observation.unit,
            tuple(sorted(points, key=lambda p: p.period.order)),
            frequency,
        )
        for frequency, points in lines.items()
    ]
    return sorted(plots, key=lambda plot: -len(plot.points))


def indexed(plots: list[Plot]) -> list[Plot]:
    """The same plots with each one's first actual value as 100, rounded half up to one decimal place.

    Plots without a first value above zero are left out: they have no index.
    """
    found = []
    for plot in plots:
        first = next((point.value for point in plot.points if point.role == "actual"), None)
        if first is None or first <= 0:
            continue
        with localcontext(prec=PRECISION):
            points = tuple(
                replace(point, value=(point.value / first * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
                for point in plot.points
            )
        found.append(replace(plot, unit="", points=points))
    return found


_SIGNS: dict[Bound, tuple[str, str]] = {
    "exact": ("", ""),
    "about": ("~", "~"),
    "over": (">", ">"),
    "at-least": ("≥", ">="),
    "nearly": ("~", "~"),
    "up-to": ("≤", "<="),
}


class Axis(Struct, frozen=True):
    """The value axis: from `low` to `high` with marks at `ticks`, labelled in one unit.

    Made and used in a decimal context of `PRECISION` digits.
    """

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    unit: str
    """The unit's name, for the head of the axis; may be empty."""
    factor: Decimal
    """What a value is multiplied by to be labelled."""

    def label(self, value: Decimal) -> str:
        """How a value reads on this axis, with every digit that it has."""
        scaled = value * self.factor
        if scaled == scaled.to_integral_value():
            return number(scaled.quantize(Decimal(1)))
        return number(scaled.normalize())

    def say(self, point: Point, *, ascii: bool) -> str:
        """A point's value as a label, with a sign for how the source qualifies it: >25,000."""
        return _SIGNS[point.bound][ascii] + self.label(point.value)

    def part(self, value: Decimal) -> Decimal:
        """Where a value stands between the ends, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def axis(plots: list[Plot], language: Language, marks: int, *, zero: bool) -> Axis:
    """The axis for all values of `plots` with about `marks` round ticks, from zero if `zero`."""
    values = [point.value for plot in plots for point in plot.points]
    low, high = min(values), max(values)
    if zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = (low - 1, high + 1) if low else (Decimal(0), Decimal(1))
    step = _round_step((high - low) / max(marks, 1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple(step * index for index in range(int(first), int(last) + 1))
    unit, factor = _labelling(plots[0].unit, high, language)
    return Axis(ticks[0], ticks[-1], ticks, unit, factor)


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5 times a power of ten that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * size for size in (1, 2, 5, 10) if power * size >= least)


def _labelling(unit: str, high: Decimal, language: Language) -> tuple[str, Decimal]:
    """The name of the axis' unit, and the factor of its labels: English has other multipliers."""
    if not unit or language == "zh":
        return unit, Decimal(1)
    known = parse_unit(unit)
    top = abs(high) * known.multiplier
    for size, name in ((12, "trillion"), (9, "billion"), (6, "million")):
        if top >= Decimal(1).scaleb(size):
            words = (known.english, name) if known.dimension.startswith("money") else (name, known.english)
            return " ".join(word for word in words if word), known.multiplier.scaleb(-size)
    return known.english, known.multiplier
