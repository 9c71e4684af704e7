"""Figures of one series that contradict each other, or of which one is hundreds of times its neighbour."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hunnan_tui.model.interval import interval
from hunnan_tui.model.reconcile.arithmetic import difference, ratio
from hunnan_tui.model.reconcile.flag import RESTATED, ProgramFlag, flag, says, side
from hunnan_tui.model.series import Figure, Series, preferred, years_before
from hunnan_tui.model.text import Text
from hunnan_tui.model.wording import say_figure, say_period, say_value

if TYPE_CHECKING:
    from collections.abc import Iterator

_JUMP = 300
"""A ratio from which a value is taken to be off by a multiplier: 千 or 万 misread gives 1,000 or 10,000, and
growth or decline beside it may hide a part of that."""
_SMALL_JUMP = 500
"""The same for small numbers, which may truly multiply: from 2 to 900."""
_GROWING = Decimal("1.3")
"""What may be added to either ratio for each further year between two values."""
_ALIKE = {
    "people": "count", "money USD": "money CNY", "ratio points": "ratio", "multiple": "ratio",
    "years": "duration", "months": "duration",
}  # fmt: skip
"""Dimensions in which one thing may be printed."""
_CARRIED_FORWARD = Text("疑似沿用往年数值", "An earlier value carried forward")
_SOON = timedelta(days=31)
"""Two moments so close that a total hardly changes between them."""


def different_values(series: Series) -> Iterator[ProgramFlag]:
    """Figures of one period and nature whose intervals have no value in common.

    One that says of itself that it is preliminary, revised or of another scope is not held against another.
    """
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in series.figures:
        seen, period = figure.observation, figure.period
        first = period.last if series.at_moment(period) else period.first
        limit = seen.bound if seen.nature == "limit" else None  # from above and from below are two limits
        groups.setdefault((seen.nature, first, period.last, figure.unit.dimension, limit), []).append(figure)
    for group in groups.values():
        for one in _by_setter(group) if len(group) > 1 else ():
            if odd := _odd_ones(one):
                yield _conflict(series, odd)


def _by_setter(figures: list[Figure]) -> list[list[Figure]]:
    """Targets that several bodies set are several targets; all figures together where no more than one is named."""
    setters: dict[str, list[Figure]] = {}
    for figure in figures:
        if setter := figure.observation.set_by:
            setters.setdefault(str(setter), []).append(figure)
    return list(setters.values()) if len(setters) > 1 else [figures]


def _odd_ones(figures: list[Figure]) -> list[Figure]:
    """Those of `figures` that contradict another of them, one for each value; empty if all agree."""
    alike: dict[tuple[Decimal, str], list[Figure]] = {}
    for figure in figures:
        if not says(figure.observation, RESTATED):
            alike.setdefault((figure.plain, figure.observation.bound), []).append(figure)
    each = [(preferred(group), interval(group[0].observation)) for group in alike.values()]
    if len(each) < 2:
        return []
    top, bottom = max(span.low for _, span in each), min(span.high for _, span in each)
    return [figure for figure, span in each if span.high <= top or span.low >= bottom] if top >= bottom else []


def carried_forward(series: Series) -> Iterator[ProgramFlag]:
    """A total given to the digit for two dates a year apart, while another source differs at the later one.

    Totals differ from one month to the next, so a different value for the month after is no conflict by
    itself; that one of the two is an older value to the digit makes it one.
    """
    if series.kind not in ("stock", "cumulative"):
        return
    exact = [figure for figure in series.of_nature("actual") if figure.exact and _telling(figure)]
    first: dict[tuple[Decimal, str], Figure] = {}
    for figure in exact:
        first.setdefault((figure.plain, figure.unit.dimension), figure)
    ends = [figure.period.last for figure in exact]
    for figure in exact:
        earlier, last = first[figure.plain, figure.unit.dimension], figure.period.last
        if earlier is figure or earlier.period.last > years_before(last, 1) or not _other_source(earlier, figure):
            continue
        near = exact[bisect_left(ends, last - _SOON) : bisect_right(ends, last + _SOON)]
        against = [other for other in near if other.period.last != last and _contradicts(other, figure)]
        if against:
            yield _conflict(series, [figure, preferred(against)], earlier)


def _telling(figure: Figure) -> bool:
    """Whether a value at a moment has three digits that are not trailing zeros: 1,710, not 1,000."""
    digits = figure.observation.value.normalize().as_tuple().digits
    return len(digits) >= 3 and figure.period.span != "range"


def _contradicts(one: Figure, other: Figure) -> bool:
    return (
        one.unit.comparable(other.unit)
        and _other_source(one, other)
        and not interval(one.observation).overlaps(interval(other.observation))
    )


def _other_source(one: Figure, other: Figure) -> bool:
    return not {e.source for e in one.observation.evidence} & {e.source for e in other.observation.evidence}


def _conflict(series: Series, figures: list[Figure], earlier: Figure | None = None) -> ProgramFlag:
    """A flag for figures that contradict each other; `earlier` is an older one that one of them repeats."""
    ordered = sorted(figures, key=lambda figure: figure.plain)
    low, high = ordered[0], ordered[-1]
    steps = [difference(low, high)]
    if _jumps(low, high):
        steps.append(ratio(low, high))
    told = [_row(series, ordered), *(_sentence(step.text) for step in steps)]
    if earlier is not None:
        then, value = say_period(earlier.observation.period), say_value(earlier.observation)
        told.append(Text(f"{then.zh}的数值也是{value.zh}。", f"The value for {then.en} is {value.en}, too."))
    place = f"{low.observation.nature} {' '.join(sorted({f.observation.period for f in ordered}))}"
    sides = [side(series, figure) for figure in (*ordered, *([earlier] if earlier else []))]
    found = flag("different-values", sides, told, place, steps)
    return replace(found, heading=_CARRIED_FORWARD) if earlier else found


def magnitudes(series: Series) -> Iterator[ProgramFlag]:
    """Neighbours of one frequency of which one is hundreds of times the other."""
    if series.kind == "rank" or len(series.figures) < 2:
        return
    sizes = [figure.plain for figure in series.figures if figure.plain > 0]
    if not sizes or max(sizes) < min(sizes) * min(_JUMP, _SMALL_JUMP):
        return
    lines: dict[tuple[str, str], dict[tuple[object, object], Figure]] = {}
    # an actual value of a period stands before a target for it
    for figure in sorted(series.figures, key=lambda f: f.observation.nature == "actual"):
        period = figure.period
        line = lines.setdefault((series.frequency(period), figure.unit.dimension), {})
        line[period.first, period.last] = figure
    for line in lines.values():
        row = sorted(line.values(), key=lambda f: f.period.order)
        jumps = {index for index in range(1, len(row)) if _jumps(row[index - 1], row[index])}
        for index in sorted(jumps):
            if index not in jumps:
                continue
            odd = row[index - 1 : index + 1]
            if index + 1 in jumps:
                # up and down again: one value stands out between its neighbours
                jumps.discard(index + 1)
                odd = row[index - 1 : index + 2]
            yield _magnitude(series, odd)


def _jumps(one: Figure, other: Figure) -> bool:
    low, high = sorted((one.plain, other.plain))
    if low <= 0 or high < low * _JUMP:
        return False
    years = abs(one.period.last.year - other.period.last.year)
    return high >= low * (_JUMP if low >= 10 else _SMALL_JUMP) * _GROWING ** max(years - 1, 0)


def _magnitude(series: Series, figures: list[Figure]) -> ProgramFlag:
    steps = [ratio(figures[index], figures[index + 1]) for index in range(len(figures) - 1)]
    told = [_row(series, figures), *(_sentence(step.text) for step in steps)]
    place = " ".join(figure.observation.period for figure in figures)
    return flag("magnitude", [side(series, figure) for figure in figures], told, place, steps)


def units(series: Series) -> Iterator[ProgramFlag]:
    """Figures of one metric in units that measure different things: 家 in one year, 亿元 in another.

    People may be counted in 名 or in 个, money in yuan or in dollars.
    """
    kinds: dict[str, Figure] = {}
    for figure in series.figures:
        kinds.setdefault(_ALIKE.get(figure.unit.dimension, figure.unit.dimension), figure)
    if len(kinds) > 1:
        odd = list(kinds.values())
        place = " ".join(sorted(kinds))
        yield flag("unit", [side(series, figure) for figure in odd], [_row(series, odd)], place)


def _row(series: Series, figures: list[Figure]) -> Text:
    """The metric's name and its figures, as a sentence."""
    said = [say_figure(figure.observation) for figure in figures]
    zh, en = "，".join(text.get("zh") for text in said), ", ".join(text.get("en") for text in said)
    return Text(f"{series.name.get('zh')}：{zh}。", f"{series.name.get('en')}: {en}.")


def _sentence(text: Text) -> Text:
    return Text(f"{text.zh}。", f"{text.en}.")
