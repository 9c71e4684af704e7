"""Targets: how far a series still has to go, from where, by when, set by whom."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from hunnan_tui.model.direction import less_is_aimed_at
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.series import PRECISION, Figure, Growth, Series, preferred

if TYPE_CHECKING:
    from datetime import date

    from hunnan_tui.model.text import Text

State = Literal["no-data", "open", "reached", "missed"]
"""No actual value to compare with; still to be reached; reached; over, and the actual value falls short."""

Missing = Literal["baseline", "period", "unit", "set_by"]
"""What a statement lacks to be a proper target: from where, by when (after the baseline), of what, who."""

# Units that say how many but not of what.
_BARE = frozenset({"百", "千", "万", "百万", "千万", "亿", "万亿"})


class Target(Struct, frozen=True, dict=True):
    """One target of a series, with everything that can be reckoned from the series' actual values."""

    series: Series
    """The series that it belongs to."""
    figure: Figure
    """What is aimed at."""
    baseline: Figure | None
    """Where it starts: the actual value of the declared baseline period, or else the latest comparable one
    from before the target's period; None if there is none."""
    declared: bool
    """Whether the source names the baseline's period."""
    latest: Figure | None
    """The latest comparable actual value up to the deadline."""

    @property
    def deadline(self) -> date:
        """The last day of the target's period."""
        return self.figure.period.last

    @property
    def set_by(self) -> Text | None:
        """Who set it, where the source says so."""
        return self.figure.observation.set_by

    @property
    def lower_is_better(self) -> bool:
        """Whether the target is reached from above: a rank, a value of at most so much, energy use."""
        less = less_is_aimed_at(self.series.name, self.figure.unit.dimension)
        return (
            self.series.lower_is_better
            or self.figure.observation.bound == "up-to"
            or less is True
            or (less is None and self._falls)
        )

    @property
    def _falls(self) -> bool:
        """Whether it lies below what it starts from."""
        return self.baseline is not None and self.figure.plain < self.baseline.plain

    @cached_property
    def gap(self) -> Decimal | None:
        """What is missing from the latest actual value, exact, in the target's unit; zero or less: nothing.

        For ranks it is the number of places to climb. None where there is no actual value. It is as exact as
        the two values are: see `exact`.
        """
        value = self.latest.value_in(self.figure.unit) if self.latest else None
        if value is None:
            return None
        with localcontext() as context:
            context.prec = PRECISION
            ahead = self.figure.observation.value - value
            return -ahead if self.lower_is_better else ahead

    @property
    def gap_unit(self) -> str:
        """The unit of `gap`: the target's own, percentage points where that is per cent."""
        return "个百分点" if self.figure.unit.text in ("%", "％") else self.figure.observation.unit

    @property
    def exact(self) -> bool:
        """Whether target, baseline and latest value are given without a qualification such as "over"."""
        return all(figure.exact for figure in (self.figure, self.baseline, self.latest) if figure is not None)

    @cached_property
    def needed(self) -> Growth | None:
        """The growth from the baseline to the target; None without a baseline, for ranks and per cents."""
        return self.series.growth(self.baseline, self.figure) if self.baseline else None

    @property
    def pace(self) -> Decimal | None:
        """The growth a year that it needs less that of the years before, in percentage points; None without both."""
        if self.needed is None or self.growth_before is None:
            return None
        return self.needed.per_year - self.growth_before.per_year

    @cached_property
    def growth_before(self) -> Growth | None:
        """How fast the values grew up to the baseline, to be set beside `needed`."""
        return self.series.growth_before(self.baseline) if self.baseline else None

    @property
    def progress(self) -> Decimal | None:
        """How much of the way from baseline to target the latest value has gone, 0 to 1."""
        if self.baseline is None or self.latest is None:
            return None
        start, end, now = self.baseline.plain, self.figure.plain, self.latest.plain
        if start == end:
            return None
        with localcontext() as context:
            context.prec = PRECISION
            way = min(max((now - start) / (end - start), Decimal(0)), Decimal(1))
            return way.quantize(Decimal("0.0001"), ROUND_HALF_UP)

    @property
    def state(self) -> State:
        """How it stands, by the latest actual value that counts for it."""
        if self.latest is None or self.gap is None:
            return "no-data"
        at_deadline = self.latest.period.last == self.deadline
        # A state at a moment may be reached early; a sum over a year counts for that year only.
        if self.gap <= 0 and (at_deadline or self.series.at_moment(self.figure.period)):
            return "reached"
        return "missed" if at_deadline else "open"

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What it lacks to be a proper target."""
        lacks: list[Missing] = []
        if self.baseline is None:
            lacks.append("baseline")
        declared = self.figure.observation.baseline
        if declared is not None and parse_period(declared).last >= self.deadline:
            lacks.append("period")
        if self.figure.observation.unit in _BARE:
            lacks.append("unit")
        if self.set_by is None:
            lacks.append("set_by")
        return tuple(lacks)


def targets(series: Series) -> list[Target]:
    """The targets of a series by deadline: one for each period and value, however many sources state it.

    Where several figures state one target (over 3.4万, 34,000), the best told one stands for them: one that
    names a baseline or who set it before one that does not.
    """
    return [_target(series, figure) for figure in _aims(series)]


def target_at(series: Series, number: int) -> Target:
    """One of the `targets` of a series: the others are not reckoned."""
    return _target(series, _aims(series)[number])


def _aims(series: Series) -> list[Figure]:
    """What is aimed at, one figure a target."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in series.of_nature("target"):
        period = figure.period
        groups.setdefault((period.first, period.last, figure.unit.dimension, figure.plain), []).append(figure)
    return [_best_told(group) for group in groups.values()]


def _best_told(figures: list[Figure]) -> Figure:
    told = max((f.observation.baseline is not None) + (f.observation.set_by is not None) for f in figures)
    return preferred(
        f for f in figures if (f.observation.baseline is not None) + (f.observation.set_by is not None) == told
    )


def _target(series: Series, figure: Figure) -> Target:
    comparable = [actual for actual in series.actuals if series.comparable(actual, figure)]
    declared = figure.observation.baseline
    if declared is not None:
        baseline = series.actual_at(parse_period(declared), figure.unit)
    else:
        before = [actual for actual in comparable if actual.period.last < figure.period.first]
        baseline = before[-1] if before else None
    reached = [actual for actual in comparable if actual.period.last <= figure.period.last]
    return Target(series, figure, baseline, declared is not None, reached[-1] if reached else None)
