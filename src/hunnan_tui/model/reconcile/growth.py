"""Printed growth that does not fit the value that it leads back to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from hunnan_tui.model.interval import Interval, growth_interval, interval
from hunnan_tui.model.reconcile.arithmetic import back, change
from hunnan_tui.model.reconcile.flag import ProgramFlag, both, flag, says, side
from hunnan_tui.model.series import Figure, Series, preferred, years_before
from hunnan_tui.model.text import Text
from hunnan_tui.model.wording import say_percent, say_period, say_value

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPARABLE = re.compile(
    r"可比价|不变价|可比口径|同口径|实际增长|扣除价格"
    r"|comparable|constant[- ]price|real terms|real growth|like[- ]for[- ]like|inflation-adjusted",
    re.IGNORECASE,
)
"""Growth at constant prices or of a like scope does not lead back to the value printed a year before."""
_OTHER_BASE = re.compile(
    r"环比|年均|年平均|两年平均|累计增长|美元计|美元口径|人民币计"
    r"|\b(?:quarter[- ]on[- ]quarter|month[- ]on[- ]month|on the (?:quarter|month)|annual average|average annual"
    r"|a year on average|compound|CAGR|in (?:US )?dollars?|dollar terms)\b",
    re.IGNORECASE,
)
"""Growth that is not on the year before, or not in the currency of the value."""
_SINCE = re.compile(r"(?:[较比]|\b(?:on|from|since|than|over|with|against))\s*((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
"""The year that a growth is on, where a note says so."""
_REAL = re.compile(
    r"生产总值|增加值|(?<![a-z])G[DR]P(?![a-z])|gross (?:domestic|regional) product|value[- ]added", re.IGNORECASE
)
"""Names of what is by convention given at current prices, with growth at constant ones."""
_PRICES = Decimal("0.04")
"""How far prices and revisions mostly keep such a growth from that of the printed values: four points."""
_YEARS = range(2, 6)
"""How many years back another year's value is looked for."""


def growths(series: Series) -> Iterator[ProgramFlag]:
    """Figures whose printed growth leads to no value of the year before, or to one of an earlier year."""
    if series.kind == "rank":
        return
    if series.definition and _COMPARABLE.search(both(series.definition)):
        return
    grown = [figure for figure in series.figures if _checkable(figure)]
    if not grown:
        return
    leeway = _PRICES if _REAL.search(both(series.name)) else Decimal(0)
    actuals: dict[tuple[object, ...], list[Figure]] = {}
    for actual in series.of_nature("actual"):
        actuals.setdefault(_stretch(series, actual, 0), []).append(actual)
    for figure in grown:
        before = actuals.get(_stretch(series, figure, 1), [])
        if any(_fits(figure, one, leeway) for one in before):
            continue
        aimed = figure.observation.nature == "target"
        older = [
            one
            for years in (() if aimed else _YEARS)
            for one in actuals.get(_stretch(series, figure, years), [])
            if one.exact and _fits(figure, one)
        ]
        if before:
            yield _misfit(series, figure, preferred(before), older[0] if older else None)
        elif older and abs(figure.observation.growth or Decimal(0)) >= 2:
            # A value that hardly grows leads back to any year: that says nothing.
            yield _other_year(series, figure, older[0])


def _checkable(figure: Figure) -> bool:
    seen = figure.observation
    return (
        seen.growth is not None
        and seen.growth > Decimal(-100)
        and seen.nature in ("actual", "estimate", "target")
        and figure.plain > 0
        and not says(seen, _COMPARABLE)
        and not says(seen, _OTHER_BASE)
        and _on_year_before(figure)
    )


def _on_year_before(figure: Figure) -> bool:
    """Whether no note says that the growth is on another year than the one before."""
    note = figure.observation.note
    years = _SINCE.findall(both(note)) if note else []
    return not years or str(figure.period.first.year - 1) in years


def _stretch(series: Series, figure: Figure, years: int) -> tuple[object, ...]:
    """The stretch of time `years` before a figure's own, and what is measured."""
    period = figure.period
    if years == 0:
        return (period.last if series.at_moment(period) else period.first, period.last, figure.unit.dimension)
    if period.first.year <= years:
        return ()
    first, last = years_before(period.first, years), years_before(period.last, years)
    return (last if series.at_moment(period) else first, last, figure.unit.dimension)


def _fits(figure: Figure, before: Figure, leeway: Decimal = Decimal(0)) -> bool:
    """Whether the value before, grown as printed or by `leeway` more or less, gives the figure, as all are rounded."""
    growth = figure.observation.growth
    if growth is None:
        return True
    if figure.observation.nature == "target":
        return _reaches(figure, before, growth)
    value, old = interval(figure.observation), interval(before.observation)
    if figure.unit.dimension == "ratio":
        # the change of a share may be printed in percentage points
        scale = figure.unit.scale
        half = Decimal(1).scaleb(int(growth.as_tuple().exponent)) / 2
        if Interval(value.low - (growth + half) * scale, value.high - (growth - half) * scale).overlaps(old):
            return True
    ratio = growth_interval(growth)
    ratio = Interval(ratio.low - leeway, ratio.high + leeway)
    # of a fall by nearly everything nothing can be reckoned back
    return ratio.low <= 0 or value.low <= 0 or value.over(ratio).overlaps(old)


def _reaches(figure: Figure, before: Figure, growth: Decimal) -> bool:
    """Whether a target is as much as its growth asks for: that is the least that is aimed at."""
    value, old, ratio = interval(figure.observation, aimed=False), interval(before.observation), growth_interval(growth)
    return figure.unit.dimension == "ratio" or ratio.low <= 0 or value.high >= old.low * ratio.low


def _misfit(series: Series, figure: Figure, before: Figure, older: Figure | None) -> ProgramFlag:
    seen, growth = figure.observation, figure.observation.growth or Decimal(0)
    implied = back(figure, growth)
    known, then = say_value(before.observation), say_period(before.observation.period)
    told = [
        _printed(series, figure),
        Text(
            f"{implied.text.zh}，而{then.zh}为{known.zh}。",
            f"{implied.text.en}, while {then.en} has {known.en}.",
        ),
    ]
    steps = [implied]
    if before.plain > 0:
        steps.append(change(before, figure))
        told.append(Text(f"{steps[-1].text.zh}。", f"{steps[-1].text.en}."))
    if older is not None:
        value, year = say_value(older.observation), say_period(older.observation.period)
        told.append(
            Text(
                f"印出的增幅与{year.zh}的{value.zh}相符。",
                f"The printed growth fits {value.en} for {year.en}.",
            )
        )
    sides = [side(series, one) for one in (figure, before, older) if one is not None]
    return flag("growth", sides, told, f"{seen.nature} {seen.period}", steps)


def _other_year(series: Series, figure: Figure, older: Figure) -> ProgramFlag:
    seen, growth = figure.observation, figure.observation.growth or Decimal(0)
    implied = back(figure, growth)
    value, year = say_value(older.observation), say_period(older.observation.period)
    told = [
        _printed(series, figure),
        Text(
            f"{implied.text.zh}，与{year.zh}的{value.zh}相符，上一年的数值未见。统计年度存疑，可能是另一年的数值。",
            f"{implied.text.en}, which fits {value.en} for {year.en}; no value for the year before is known."
            " The statistical year is in doubt: it may be another one.",
        ),
    ]
    return flag(
        "growth-year",
        [side(series, figure), side(series, older)],
        told,
        f"{seen.nature} {seen.period}",
        [implied],
    )


def _printed(series: Series, figure: Figure) -> Text:
    """The figure and its growth, as printed."""
    seen = figure.observation
    value, when, growth = say_value(seen), say_period(seen.period), say_percent(seen.growth or Decimal(0))
    return Text(
        f"{series.name.get('zh')}：{when.zh}{value.zh}，印为同比{growth}。",
        f"{series.name.get('en')}: {value.en} for {when.en}, printed as {growth} on the year before.",
    )
