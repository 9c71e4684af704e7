"""Series: all observations of a metric over all briefings, in order, and the growth between them.

Values of different stretches of time are told apart by their *frequency*: a half-year's turnover does not
stand beside a year's. Stocks, cumulative totals and ranks are states at a moment, so any two of them compare.

Growth is computed from exact decimals and rounded half up (四舍五入) to one decimal place, as Chinese
statistics print it; the figures that it was computed from are kept beside it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from hunnan_tui.model.period import Period, parse_period
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import Unit, parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hunnan_tui.model.briefing import Metric, MetricKind, Nature, Observation

PRECISION = 120
"""Digits of every division: values have 30 at most, and units scale them by some 40 more."""


_ROOT = 34
"""Digits of the root that makes the growth of years that of one: each further one costs, and one is shown."""


class Figure(Struct, frozen=True, dict=True):
    """One observation as a briefing makes it."""

    observation: Observation
    """The value, its period, nature and evidence."""
    briefing: str
    """The id of the briefing, in which the evidence's sources are found."""
    date: str = ""
    """That briefing's date, ISO."""
    published: Mapping[str, str] = field(default_factory=dict)
    """When the evidence's sources were published, by source id, where they say so."""

    @cached_property
    def period(self) -> Period:
        """The time that the value belongs to."""
        return parse_period(self.observation.period)

    @cached_property
    def unit(self) -> Unit:
        """The unit as printed."""
        return parse_unit(self.observation.unit)

    @cached_property
    def plain(self) -> Decimal:
        """The value as a plain number of its dimension, exact."""
        return self.unit.plain(self.observation.value)

    @property
    def exact(self) -> bool:
        """Whether the source gives the value without a qualification such as "over" or "nearly"."""
        return self.observation.bound == "exact"

    def value_in(self, unit: Unit) -> Decimal | None:
        """The value in `unit`; None if that measures another thing."""
        return self.unit.convert(self.observation.value, unit) if self.unit.comparable(unit) else None


class Growth(Struct, frozen=True):
    """The change from one figure of a series to a later one, in per cent."""

    start: Figure
    """Where it starts."""
    end: Figure
    """Where it ends."""
    years: Decimal
    """The time between them, in years (months / 12)."""
    percent: Decimal
    """The whole change, rounded half up to one decimal place."""
    per_year: Decimal
    """The same as a compound rate per year; `percent` where a year lies between them."""

    @property
    def exact(self) -> bool:
        """Whether both values are given without qualification; otherwise the growth is approximate."""
        return self.start.exact and self.end.exact


class Series(Struct, frozen=True, dict=True):
    """A metric's figures over all briefings, sorted by period, then nature, then the date of the briefing."""

    id: str
    """The indicator."""
    area: str
    """The area."""
    name: Text
    """What is measured."""
    kind: MetricKind | None
    """stock, flow, cumulative, rank, share or unknown."""
    part_of: str | None
    """The id of the metric of this area that it is a part of."""
    figures: tuple[Figure, ...]
    """All observations."""
    definition: Text | None = None
    """What exactly is counted, where a source says so."""

    @classmethod
    def of(cls, metric: Metric, figures: Iterable[Figure]) -> Series:
        """The series of `metric` (its own observations are not looked at) from figures in any order."""
        ordered = sorted(figures, key=lambda f: (*f.period.order, f.observation.nature, f.date, f.briefing))
        return cls(
            metric.id,
            metric.area,
            metric.name,
            metric.kind,
            metric.part_of,
            tuple(ordered),
            metric.definition,
        )

    @property
    def key(self) -> str:
        """The item's key."""
        return f"metric/{self.area}/{self.id}"

    @property
    def lower_is_better(self) -> bool:
        """Whether a smaller value is the better one: so it is with ranks."""
        return self.kind == "rank"

    def at_moment(self, period: Period) -> bool:
        """Whether a value for `period` is a state at its end, not a sum over it.

        So it is with totals and ranks, and with what is counted since a beginning, unless the period itself says
        since when: 2025-01/2025-06 is the sum of six months.
        """
        return self.kind in ("stock", "rank") or (self.kind == "cumulative" and period.span != "range")

    def of_nature(self, nature: Nature) -> list[Figure]:
        """The figures of one nature, in order."""
        return [figure for figure in self.figures if figure.observation.nature == nature]

    @cached_property
    def actuals(self) -> list[Figure]:
        """The values reached: one a period and unit dimension, `preferred` where there are several."""
        return list(self._actual_at.values())

    @cached_property
    def _actual_at(self) -> dict[tuple[str, date, date, str], Figure]:
        groups: dict[tuple[str, date, date, str], list[Figure]] = {}
        for figure in self.of_nature("actual"):
            groups.setdefault(self._place(figure.period, figure.unit), []).append(figure)
        return {place: preferred(group) for place, group in groups.items()}

    def _place(self, period: Period, unit: Unit) -> tuple[str, date, date, str]:
        first = period.last if self.at_moment(period) else period.first
        return (self.frequency(period), first, period.last, unit.dimension)

    @property
    def latest(self) -> Figure | None:
        """The latest actual value; None where there is only what is aimed at."""
        return self.actuals[-1] if self.actuals else None

    def frequency(self, period: Period) -> str:
        """What a period's values can be compared with: those of the same frequency.

        `moment`, `year`, `half`, `quarter`, `month`, `day`, or a range with its first and last month and,
        over several years, their number (`range 01-09`, `range 01-12 5`).
        """
        if self.at_moment(period):
            return "moment"
        if period.span != "range":
            return period.span
        years = period.last.year - period.first.year
        return f"range {period.first.month:02}-{period.last.month:02}" + (f" {years + 1}" if years else "")

    def comparable(self, one: Figure, other: Figure) -> bool:
        """Whether two figures of this series can be set against each other."""
        return self.frequency(one.period) == self.frequency(other.period) and one.unit.comparable(other.unit)

    def actual_at(self, period: Period, unit: Unit) -> Figure | None:
        """The actual value for just that period, in a unit comparable with `unit`."""
        return self._actual_at.get(self._place(period, unit))

    def year_before(self, figure: Figure) -> Figure | None:
        """The actual value for the same stretch of time one year before `figure`."""
        period = figure.period
        if min(period.first.year, period.last.year) <= 1:
            return None
        earlier = Period(years_before(period.first, 1), years_before(period.last, 1), period.span, "")
        return self.actual_at(earlier, figure.unit)

    def year_on_year(self, figure: Figure) -> Growth | None:
        """The computed growth on the year before; None where no comparable value is known, and for ranks."""
        before = self.year_before(figure)
        return self.growth(before, figure) if before is not None else None

    def growth(self, start: Figure, end: Figure) -> Growth | None:
        """The growth from a figure to a later comparable one; None for ranks, per cents and from zero."""
        old, new = start.plain, end.plain
        months = (end.period.last.year - start.period.last.year) * 12 + end.period.last.month - start.period.last.month
        if self.kind == "rank" or end.unit.dimension.startswith("ratio") or months <= 0 or old <= 0 or new < 0:
            return None
        with localcontext() as context:
            context.prec = PRECISION
            years = Decimal(months) / 12
            whole = yearly = new / old
            if abs(whole.adjusted() / years) < _ROOT // 2:  # else growth out of this world, with as many digits
                context.prec = _ROOT
            if months == 24:
                yearly = whole.sqrt()  # in a tenth of the time
            elif months != 12 and new:
                yearly = (+whole) ** (1 / years)
        return Growth(start, end, years, per_cent(whole), per_cent(yearly))

    def earlier(self, figure: Figure) -> Figure | None:
        """The nearest comparable actual value a year or more before `figure`."""
        latest = years_before(figure.period.last, 1)
        found = (one for one in reversed(self.actuals) if one.period.last <= latest and self.comparable(one, figure))
        return next(found, None)

    def growth_before(self, figure: Figure) -> Growth | None:
        """How fast the values grew to `figure`, from the nearest comparable actual a year or more earlier."""
        before = self.earlier(figure)
        return self.growth(before, figure) if before is not None else None


def preferred(figures: Iterable[Figure]) -> Figure:
    """Of several figures for one period and nature, the one to compute with.

    An exact one before a rounded one, a later briefing's before an earlier one's, the better evidenced first.
    That they differ, where they do, is told by a flag.
    """
    return max(figures, key=lambda f: (f.exact, f.date, len(f.observation.evidence), f.briefing))


def per_cent(ratio: Decimal, places: int = 1) -> Decimal:
    """A ratio (1.108) as growth in per cent (10.8), rounded half up to `places` decimal places."""
    with localcontext() as context:
        context.prec = PRECISION
        return ((ratio - 1) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; the end of a month stays the end of a month."""
    year = max(day.year - years, 1)
    last = monthrange(year, day.month)[1]
    return date(year, day.month, last if day.day == monthrange(day.year, day.month)[1] else min(day.day, last))
