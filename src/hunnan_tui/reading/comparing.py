"""Up to four metrics side by side: one chart of their values, or of indexes where they measure different things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.library.abridging import NEWEST
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.chart import Plot, indexed, plots_of
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.text import Text, visible_line
from hunnan_tui.model.units import number, parse_unit
from hunnan_tui.reading import words
from hunnan_tui.reading.blocks import Chart, Grid, Piece
from hunnan_tui.reading.document import Document
from hunnan_tui.reading.values import figure_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.model.chart import Point
    from hunnan_tui.model.period import Period
    from hunnan_tui.model.series import Figure
    from hunnan_tui.model.text import Language
    from hunnan_tui.reading.blocks import Block

PREFIX = "compared/"
"""What the reader calls a comparison: this and the metrics' keys, parted by commas."""
MOST = 4
"""As many metrics as a chart can tell apart."""


MARKS = ("●", "■", "▲", "▼")
"""What tells the metrics apart, in the chart and at the head of the columns."""
_UNDRAWN = "·"
_FLAT = 10
"""So many times larger, and the smaller one's course cannot be seen."""


def key_of(keys: Sequence[str]) -> str:
    """The key of the comparison of some metrics."""
    return PREFIX + ",".join(keys)


def comparison(catalog: Catalog, key: str, language: Language) -> list[Block]:
    """The comparison that `key_of` named: a chart, and a table of the values; metrics that have gone are left out."""
    found = [views.item(catalog, one) for one in key.removeprefix(PREFIX).split(",")[:MOST]]
    items = [views.outlined(catalog, item) for item in found if item is not None and item.kind == "metric"]
    doc = Document(catalog, language, both=False)
    doc.line(Piece(_("Metrics compared"), "title"))
    plots = _plots(items)
    same_unit = len({parse_unit(plot.unit).dimension for plot in plots}) <= 1
    drawn = _in_one_unit(plots) if same_unit else []
    values = same_unit and not _far_apart(drawn)
    if values:
        doc.line(Piece(_("values"), "where"))
    else:
        drawn = indexed(plots)
        why = _("one is many times the other") if same_unit else _("they measure different things")
        doc.line(Piece(_("{why}: each one's first value is 100").format(why=why), "where"))
    doc.blank()
    if drawn:
        doc.blocks.append(Chart(drawn, language))
    left_out = [plot for plot in plots if plot.name not in {one.name for one in drawn}]
    for plot in left_out:
        name = visible_line(plot.name.get(language))
        doc.line(Piece(_("{name} has no value above zero to begin with").format(name=name), "missing"))
    doc.blank()
    names = [one.name for one in drawn]
    marks = [MARKS[names.index(_named(item))] if _named(item) in names else _UNDRAWN for item in items]
    for mark, item in zip(marks, items, strict=True):
        doc.line(Piece(visible_line(_named(item).get(language)), "link", item.key), indent=2, bullet=f"{mark} ")
    doc.blank()
    since = _since(items)
    doc.blocks.append(_table(items, marks, language, since))
    if since is not None:
        doc.line(Piece(_("only the newest values are listed; the chart shows the others too"), "other"), indent=2)
    if not values and drawn:
        doc.heading(_("Index"))
        doc.blocks.append(_index(drawn, since))
    return doc.blocks


def _since(items: Sequence[Item]) -> Period | None:
    """The earliest period that is listed: from there on all values are at hand; None where they are anyway."""
    abridged = [item.data.figures[-NEWEST] for item in items if item.data.of]
    return max((parse_period(one.observation.period) for one in abridged), key=lambda one: one.order, default=None)


def _plots(items: Sequence[Item]) -> list[Plot]:
    """One plot of each metric, named with its area: of a frequency that all have, or else its fullest."""
    of_each = [(item, plots_of(series_of(item.data))) for item in items]
    shared = (
        set[str].intersection(*({plot.frequency for plot in plots} for _item, plots in of_each)) if items else set()
    )
    chosen = []
    for item, plots in of_each:
        if not plots:
            continue
        plot = next((one for one in plots if one.frequency in shared), plots[0])
        chosen.append(replace(plot, name=_named(item)))
    return chosen


def _named(item: Item) -> Text:
    """Name and area: the same indicator of two areas is two metrics."""
    title, area = item.title, item.data.area_name
    return Text(f"{title.get('zh')} · {area.get('zh')}", f"{title.get('en')} · {area.get('en')}")


def _in_one_unit(plots: list[Plot]) -> list[Plot]:
    """The plots in the unit of the first."""
    if not plots:
        return []
    unit = parse_unit(plots[0].unit)
    return [
        replace(
            plot,
            unit=plots[0].unit,
            points=tuple(replace(one, value=parse_unit(plot.unit).convert(one.value, unit)) for one in plot.points),
        )
        for plot in plots
    ]


def _far_apart(plots: list[Plot]) -> bool:
    """Whether one metric's values are so much larger than another's that this one would be a flat line."""
    tops = [max(abs(point.value) for point in plot.points) for plot in plots if plot.points]
    return len(tops) > 1 and min(tops) * _FLAT < max(tops)


def _listed(periods: Iterable[Period], since: Period | None) -> list[Period]:
    """Each period once, the newest first, none before `since`."""
    found = {period.text: period for period in periods if since is None or period.order >= since.order}
    return sorted(found.values(), key=lambda one: one.order, reverse=True)


def _table(items: Sequence[Item], marks: Sequence[str], language: Language, since: Period | None) -> Grid:
    """A row a period, the newest first, a column a metric: what is known of it, natures but actual ones told."""
    of_each = [series_of(item.data) for item in items]
    by_period: list[dict[str, list[Figure]]] = [{} for _ in of_each]
    for series, figures in zip(of_each, by_period, strict=True):
        for figure in series.figures:
            figures.setdefault(figure.period.text, []).append(figure)
    head: list[tuple[Piece, ...]] = [(Piece(_("Period"), "label"),)]
    head += [(Piece(mark, "label"),) for mark in marks]
    rows = [tuple(head)]
    for period in _listed((figure.period for series in of_each for figure in series.figures), since):
        cells = [_cell(figures.get(period.text, []), language) for figures in by_period]
        rows.append(((Piece(period.text, "period"),), *cells))
    return Grid(rows, "<" + ">" * len(items))


def _cell(figures: Sequence[Figure], language: Language) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    told: set[str] = set()
    for figure in figures:
        if (text := _told(figure, language)) in told:
            continue
        told.add(text)
        pieces.append(Piece(("; " if pieces else "") + text, figure.observation.nature))
    return tuple(pieces) or (Piece("–", "missing"),)


def _told(figure: Figure, language: Language) -> str:
    seen = figure.observation
    nature = "" if seen.nature == "actual" else f" ({words.nature(seen.nature)})"
    return visible_line(figure_text(seen, language)) + nature


def _index(drawn: list[Plot], since: Period | None) -> Grid:
    """What the chart shows: a row a period, a column a metric, its first actual value as 100."""
    by_period: list[dict[str, list[Point]]] = [{} for _ in drawn]
    for plot, points in zip(drawn, by_period, strict=True):
        for point in plot.points:
            points.setdefault(point.period.text, []).append(point)
    head: list[tuple[Piece, ...]] = [(Piece(_("Period"), "label"),)]
    head += [(Piece(mark, "label"),) for mark, _plot in zip(MARKS, drawn, strict=False)]
    rows = [tuple(head)]
    for period in _listed((point.period for plot in drawn for point in plot.points), since):
        cells = []
        for values in by_period:
            of_period = values.get(period.text, [])
            told = "; ".join(dict.fromkeys(number(point.value) for point in of_period))
            cells.append((Piece(told, of_period[0].role) if of_period else Piece("–", "missing"),))
        rows.append(((Piece(period.text, "period"),), *cells))
    return Grid(rows, "<" + ">" * len(drawn))
