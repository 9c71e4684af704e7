"""Sums over a time that are larger than the sum over a longer time around it: December above its year."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from hunnan_tui.model.interval import interval
from hunnan_tui.model.reconcile.arithmetic import difference
from hunnan_tui.model.reconcile.flag import RESTATED, ProgramFlag, both, flag, says, side
from hunnan_tui.model.series import Figure, Series, preferred
from hunnan_tui.model.text import Text
from hunnan_tui.model.wording import say_figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_SUMS = frozenset(["money CNY", "money USD", "count", "people", "mass", "energy", "volume", "area", "length", "power"])
"""Dimensions of which a year has as much as its months together."""
_NO_SUM = re.compile(
    r"均|价|率|峰|最[大高低]|净|利润|收益|盈|亏|顺差|逆差|结余|差额|增量|增加额|增减"
    r"|\b(?:average|mean|price|rate|peak|max|net|profit|earning|surplus|deficit|balance|change)",
    re.IGNORECASE,
)
"""Names of what may be less in a year than in a month of it: averages, and what may be below zero."""


def spans_over(series: Series) -> Iterator[ProgramFlag]:
    """Actual sums that exceed the sum over a longer time in which theirs lies."""
    if series.kind != "flow" or len({figure.period.span for figure in series.figures} | _ranges(series)) < 2:
        return
    if _NO_SUM.search(both(series.name)):
        return
    times: dict[tuple[date, date, str], list[Figure]] = {}
    for figure in series.of_nature("actual"):
        if figure.unit.dimension in _SUMS and figure.plain >= 0 and not says(figure.observation, RESTATED):
            times.setdefault((figure.period.last, figure.period.first, figure.unit.dimension), []).append(figure)
    order = sorted(times)
    for last, first, dimension in order:
        if first == last:
            continue
        wholes = times[last, first, dimension]
        least = max(one.plain for one in wholes)
        within = order[bisect_left(order, (first, first, "")) : bisect_right(order, (last, last, "~"))]
        larger = [
            figure
            for time in within
            if time[1] >= first and time != (last, first, dimension) and time[2] == dimension
            for figure in times[time]
            if figure.plain >= least
        ]
        if larger and interval((most := preferred(larger)).observation).low >= max(
            interval(one.observation).high for one in wholes
        ):
            yield _over(series, most, preferred(wholes))


def _ranges(series: Series) -> set[str]:
    return {figure.period.text for figure in series.figures if figure.period.span == "range"}


def _over(series: Series, part: Figure, whole: Figure) -> ProgramFlag:
    step = difference(part, whole)
    said, all_ = say_figure(part.observation), say_figure(whole.observation)
    told = [
        Text(
            f"{series.name.get('zh')}：{said.zh}，多于包含它的时期：{all_.zh}。",
            f"{series.name.get('en')}: {said.en} is more than the longer period around it has, {all_.en}.",
        ),
        Text(f"{step.text.zh}。", f"{step.text.en}."),
    ]
    place = f"{part.observation.period} {whole.observation.period}"
    return flag("part-over-whole", [side(series, part), side(series, whole)], told, place, [step])
