"""Two briefings set against each other, figure by figure: what is new, gone, changed, the same."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from hunnan_tui.model.period import parse_period
from hunnan_tui.model.series import PRECISION, per_cent
from hunnan_tui.model.units import parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.model.briefing import Metric, Observation

Change = Literal["new", "gone", "changed", "same"]
"""Only in the second; only in the first; in both with another value or qualification; in both alike."""

_Place = tuple[object, ...]


class Difference(Struct, frozen=True):
    """One figure in two briefings: what the first and the second say of a metric, a period and a nature."""

    metric: Metric
    """What is measured, as the second briefing names it, or else the first."""
    first: Observation | None
    """What the first says; None if it says nothing."""
    second: Observation | None
    """What the second says; None if it says nothing."""

    @property
    def observation(self) -> Observation:
        """The one that there is, the second's before the first's."""
        found = self.second or self.first
        assert found is not None
        return found

    @property
    def change(self) -> Change:
        """Whether the figure is new, gone, changed or the same; 1.1万亿元 and 11000亿元 are the same."""
        if self.first is None:
            return "new"
        if self.second is None:
            return "gone"
        return "same" if _says_the_same(self.first, self.second) else "changed"

    @property
    def difference(self) -> Decimal | None:
        """The second value less the first, exact, in the second's unit; None where there are not two."""
        if self.first is None or self.second is None:
            return None
        with localcontext(prec=PRECISION):
            return self.second.value - parse_unit(self.first.unit).convert(
                self.first.value, parse_unit(self.second.unit)
            )

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of the first value, rounded half up to one place; None from zero or less."""
        if self.first is None or self.second is None or (old := _plain(self.first)) <= 0:
            return None
        with localcontext(prec=PRECISION):
            return per_cent(_plain(self.second) / old)


def differences(first: Iterable[Metric], second: Iterable[Metric]) -> list[Difference]:
    """The figures of two briefings in pairs, in the second's order, then what only the first has.

    A pair has the metric, area, period, nature and dimension of its unit in common. Where a briefing gives several
    values for one such place, equal ones are paired first and the others in their order.
    """
    before: dict[_Place, list[Observation]] = {}
    names: dict[_Place, Metric] = {}
    for metric in first:
        for seen in metric.observations:
            place = _place(metric, seen)
            before.setdefault(place, []).append(seen)
            names.setdefault(place, metric)
    found: list[Difference] = []
    for metric in second:
        now: dict[_Place, list[Observation]] = {}
        for seen in metric.observations:
            now.setdefault(_place(metric, seen), []).append(seen)
        for place, seen_now in now.items():
            found += _paired(metric, before.pop(place, []), seen_now)
    return found + [Difference(names[place], seen, None) for place, left in before.items() for seen in left]


def _paired(metric: Metric, first: list[Observation], second: list[Observation]) -> list[Difference]:
    left = list(first)
    equal: dict[int, Observation] = {}
    for index, seen in enumerate(second):
        match = next((one for one in left if _says_the_same(one, seen)), None)
        if match is not None:
            equal[index] = match
            left.remove(match)
    pairs: list[Difference] = []
    for index, seen in enumerate(second):
        other = equal.get(index) or (left.pop(0) if left else None)
        pairs.append(Difference(metric, other, seen))
    return pairs + [Difference(metric, one, None) for one in left]


def _place(metric: Metric, seen: Observation) -> _Place:
    period = parse_period(seen.period)
    return (metric.area, metric.id, period.first, period.last, seen.nature, parse_unit(seen.unit).dimension)


def _plain(seen: Observation) -> Decimal:
    return parse_unit(seen.unit).plain(seen.value)


def _says_the_same(one: Observation, other: Observation) -> bool:
    return one.bound == other.bound and _plain(one) == _plain(other)
