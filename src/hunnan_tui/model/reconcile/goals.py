"""Targets that the value they start from has passed already."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from hunnan_tui.model.direction import less_is_aimed_at
from hunnan_tui.model.interval import interval
from hunnan_tui.model.reconcile.arithmetic import difference
from hunnan_tui.model.reconcile.flag import ProgramFlag, flag, says, side
from hunnan_tui.model.target import targets
from hunnan_tui.model.text import Text
from hunnan_tui.model.wording import say_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.model.series import Figure, Series

_FALL = re.compile(
    r"[下压调]降|降[至到低为]|[压缩精削]减|减[至到少]|控制在|压缩|缩短|腾退|淘汰"
    r"|\b(?:reduc|cut|lower|fall|down to|shrink|limit|phas)",
    re.IGNORECASE,
)
"""What says of a target that less is aimed at."""


def _falls(series: Series, start: Figure) -> bool:
    """Whether the values up to `start` fell each time: then less may well be aimed at."""
    known = [one for one in series.actuals if one.period.last <= start.period.last and series.comparable(one, start)]
    return len(known) > 1 and all(later.plain < one.plain for one, later in pairwise(known))


def targets_below(series: Series) -> Iterator[ProgramFlag]:
    """Targets behind the value that they start from: below it, or, of a rank, above it."""
    if not any(figure.observation.nature == "target" for figure in series.figures):
        return
    for target in targets(series):
        if series.kind != "rank" and less_is_aimed_at(series.name, target.figure.unit.dimension) is not False:
            continue
        start = target.baseline
        if start is None and target.latest is not None:
            # the period that the source declares has no value: the latest one before the target's has to do
            start = target.latest if target.latest.period.last < target.figure.period.first else None
        if start is None or target.figure.observation.bound == "up-to":
            continue
        if says(target.figure.observation, _FALL) or _falls(series, start):
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
