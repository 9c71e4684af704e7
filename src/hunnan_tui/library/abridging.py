"""Long series in short: which of a metric's observations a look at it needs, chosen while indexing.

A list shows a row of a metric, the reader its newest values and a chart: neither reads ten thousand observations for
that. What is left out changes nothing of what is shown, but for the chart, which keeps the lowest and the highest value
of each of so many stretches of time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from hunnan_tui.library.flags import series_of
from hunnan_tui.library.ranking import by_column, shown
from hunnan_tui.model.chart import plots_of, thinned
from hunnan_tui.model.target import targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hunnan_tui.library.items import MetricItem
    from hunnan_tui.model.series import Figure, Series

LONG = 128
"""As many observations as are kept in one piece: a longer series is kept in short, too."""
NEWEST = 100
"""How many of the newest values the reader shows."""
COURSE = 6
"""Values that show the course in a list."""
_STRETCHES = 160
"""Of each of them a chart has the lowest and the highest value."""
_LIKE_LATEST = 5
"""The newest values of each frequency that a list needs: the overview shows the course of so many."""


def brief(item: MetricItem) -> MetricItem:
    """What lists show of a metric: the columns of years, targets and all they are reckoned from, the latest values."""
    series = series_of(item)
    plots = plots_of(series)
    course = thinned(plots[0].points, COURSE) if plots else ()
    kept = [*_yearly(item), *_reckoned(series), *_latest(series)]
    return replace(_keeping(item, series, kept), course=tuple((point.value, point.role) for point in course))


def outline(item: MetricItem) -> MetricItem:
    """What the reader shows of a metric: all that lists do, the newest values with their growth, and a chart."""
    series = series_of(item)
    newest = series.figures[-NEWEST:]
    before = filter(None, map(series.year_before, newest))
    kept = [*_yearly(item), *_reckoned(series), *_latest(series), *newest, *before, *_extremes(series)]
    return _keeping(item, series, kept)


def _keeping(item: MetricItem, series: Series, figures: Iterable[Figure]) -> MetricItem:
    """The metric with these figures only, and with those that count where several tell of one period."""
    kept = set()
    for figure in figures:
        kept.add(id(figure.observation))
        if (counts := series.actual_at(figure.period, figure.unit)) is not None:
            kept.add(id(counts.observation))
    left = [figure for figure in item.figures if id(figure.observation) in kept]
    return replace(item, figures=left, of=len(item.figures))


def _yearly(item: MetricItem) -> Iterator[Figure]:
    """What the columns of years show, and all that is told of the same period."""
    for (span, _target), figures in by_column(item.figures, by_year=True).items():
        last = shown(figures, span).observation.period
        yield from series_of(replace(item, figures=[one for one in figures if one.observation.period == last])).figures


def _reckoned(series: Series) -> Iterator[Figure]:
    """All targets, and what is reckoned with."""
    yield from series.of_nature("target")
    for target in targets(series):
        before = series.earlier(target.baseline) if target.baseline else None
        yield from filter(None, (target.baseline, target.latest, before))


def _latest(series: Series) -> Iterator[Figure]:
    """The newest values of each frequency, and those of the year before them."""
    yield from series.figures[-1:]
    for figures in _lines(series):
        for figure in figures[-_LIKE_LATEST:]:
            yield from filter(None, (figure, series.year_before(figure)))


def _extremes(series: Series) -> Iterator[Figure]:
    """The ends of each line of a chart, and the lowest and the highest value of each of its stretches of time."""
    for figures in _lines(series):
        yield from (figures[0], figures[-1])
        start = figures[0].period.last.toordinal()
        days = figures[-1].period.last.toordinal() - start + 1
        stretches: dict[int, list[Figure]] = {}
        for figure in figures:
            place = (figure.period.last.toordinal() - start) * _STRETCHES // days
            stretches.setdefault(place, []).append(figure)
        for several in stretches.values():
            yield from (min(several, key=lambda one: one.plain), max(several, key=lambda one: one.plain))


def _lines(series: Series) -> Iterator[list[Figure]]:
    """The figures that a chart joins by a line, in the order of time: those of one frequency, nature and dimension."""
    lines: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in (*series.actuals, *(one for one in series.figures if one.observation.nature != "actual")):
        name = series.frequency(figure.period), figure.observation.nature, figure.unit.dimension
        lines.setdefault(name, []).append(figure)
    yield from lines.values()
