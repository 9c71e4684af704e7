"""Values for a period that was far from over when their source was published."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hunnan_tui.model.period import parse_period
from hunnan_tui.model.reconcile.arithmetic import Step
from hunnan_tui.model.reconcile.flag import ProgramFlag, flag, side
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import number
from hunnan_tui.model.wording import say_day, say_figure, say_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.model.period import Period
    from hunnan_tui.model.series import Series

_DAYS = 31
"""How many days before a period's end its value may be told: the month of the report, mostly."""
_YEAR = 366


def early_sources(series: Series) -> Iterator[ProgramFlag]:
    """Actual values whose period goes on well after the latest of their dated sources was published.

    A total "in 2025" may be told in July; a year's sum hardly before December; a rank or a share bears the
    name of the year in which it is published. Who names a day, a month or months means them.
    """
    for figure in series.figures:
        seen, period = figure.observation, figure.period
        dates = [figure.published[one.source] for one in seen.evidence if one.source in figure.published]
        if seen.nature != "actual" or not dates:
            continue
        latest = max(dates, key=lambda text: parse_period(text).last)
        told_by = parse_period(latest).last
        left = (period.last - told_by).days
        if left <= _leeway(series, period) and (period.first <= told_by or series.kind == "rank"):
            continue
        said, ends, source = say_figure(seen), say_day(period.last), say_period(latest)
        days = Text(f"相差{number(Decimal(left))}天", f"{number(Decimal(left))} days")
        told = Text(
            f"{series.name.get('zh')}：{said.zh}；时期止于{ends.zh}，来源发布于{source.zh}，{days.zh}。",
            f"{series.name.get('en')}: {said.en}; the period ends on {ends.en}, the source is of {source.en}:"
            f" {days.en} apart.",
        )
        one = side(series, figure)
        # the date of the source is one of the figures here
        one = replace(one, mark=f"{one.mark}|{latest}")
        yield flag("period-after-source", [one], [told], seen.period, [Step((), Decimal(left), days)])


def _leeway(series: Series, period: Period) -> int:
    """How many days before a period's end its value may be told."""
    if period.span == "day":
        return 0
    length = (period.last - period.first).days + 1
    if length < _YEAR - 1:
        return _DAYS
    # a list that is called 2027 may come out in 2026
    usual = {"rank": 2 * length, "share": length, "stock": _YEAR // 2, "cumulative": _YEAR // 2}
    return usual.get(series.kind or "", _DAYS)
