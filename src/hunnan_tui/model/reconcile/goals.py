"""Targets that the value they start from has passed already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hunnan_tui.model.interval import interval
from hunnan_tui.model.reconcile.arithmetic import difference
from hunnan_tui.model.reconcile.flag import ProgramFlag, both, flag, side
from hunnan_tui.model.target import targets
from hunnan_tui.model.text import Text
from hunnan_tui.model.wording import say_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.model.series import Series

_LESS_IS_AIMED_AT = re.compile(
    r"能耗|煤耗|电耗|水耗|排放|失业|死亡|事故|债务|赤字|逾期|不良|浓度|投诉|时限|耗时|用时|下降|降低|减少|压减|负债"
    r"|energy (?:use|consumption|intensity)|emission|unemploy|death|accident|debt|deficit|overdue|bad loan"
    r"|pollut|complaint|waiting time|time limit|decline|decrease|reduction|concentration",
    re.IGNORECASE,
)
"""Words in the name of a metric of which a target below the present value is meant."""


def targets_below(series: Series) -> Iterator[ProgramFlag]:
    """Targets behind the value that they start from: below it, or, of a rank, above it."""
    if not any(figure.observation.nature == "target" for figure in series.figures):
        return
    if series.kind != "rank" and _LESS_IS_AIMED_AT.search(both(series.name)):
        return
    for target in targets(series):
        start = target.baseline
        if start is None and target.latest is not None:
            # the period that the source declares has no value: the latest one before the target's has to do
            start = target.latest if target.latest.period.last < target.figure.period.first else None
        if start is None or target.figure.observation.bound == "up-to":
            continue
        aim, now = interval(target.figure.observation), interval(start.observation)
        if not (now.high <= aim.low if target.lower_is_better else aim.high <= now.low):
            continue
        step = difference(target.figure, start)
        goal, value = say_figure(target.figure.observation), say_figure(start.observation)
        told = [
            Text(
                f"{series.name.get('zh')}：{goal.zh}，不及起点{value.zh}。",
                f"{series.name.get('en')}: {goal.en} is behind its baseline, {value.en}.",
            ),
            Text(f"{step.text.zh}。", f"{step.text.en}."),
        ]
        sides = [side(series, target.figure), side(series, start)]
        yield flag("target-below-baseline", sides, told, target.figure.observation.period, [step])
