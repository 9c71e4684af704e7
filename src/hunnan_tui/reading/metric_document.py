"""A metric as a document: its targets, its series, a chart."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.library.abridging import NEWEST
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.chart import plots_of
from hunnan_tui.model.target import targets
from hunnan_tui.model.text import Text, visible_line
from hunnan_tui.model.units import format_value, number
from hunnan_tui.reading import words
from hunnan_tui.reading.blocks import Chart, Grid, Piece
from hunnan_tui.reading.values import as_printed, change_text, figure_text, finest_gap, growth

if TYPE_CHECKING:
    from hunnan_tui.library.items import MetricItem
    from hunnan_tui.model.chart import Plot
    from hunnan_tui.model.series import Figure, Series
    from hunnan_tui.model.target import Target
    from hunnan_tui.reading.document import Document

_FEW = 24
"""Values of a series that are taken in at a glance: where there are more, the chart stands before them."""


def write_metric(doc: Document, data: MetricItem) -> None:
    """Add what is known of a metric: how it is measured, each target, every observation, newest first."""
    if data.metric.definition:
        doc.text(data.metric.definition)
    if data.metric.kind:
        doc.field(_("Measured as"), Piece(words.metric_kind(data.metric.kind)))
    if data.metric.part_of:
        key = f"metric/{data.metric.area}/{data.metric.part_of}"
        found = views.item(doc.catalog, key)
        if found:
            doc.field(_("Part of"), Piece(visible_line(found.title.get(doc.language)), "link", key))
    series = series_of(data)
    for target in targets(series):
        _target(doc, target)
    doc.heading(_("Series"))
    plots = plots_of(series)
    if many := len(series.figures) > _FEW:
        _survey(doc, data, series, plots)
        _chart(doc, plots)
        doc.blank()
    labels = (_("Period"), _("Value"), _("As printed"), _("Growth"), _("Evidence"))
    rows: list[tuple[tuple[Piece, ...], ...]] = [tuple((Piece(label, "label"),) for label in labels)]
    rows += [_figure(doc, series, figure) for figure in reversed(series.figures[-NEWEST:])]
    doc.blocks.append(Grid(rows, "<>>><"))
    if (earlier := data.count - NEWEST) > 0:
        command = f"hunnan-tui list series {series.key}"
        doc.line(Piece(_("{n} earlier values: {command}").format(n=earlier, command=command), "other"), indent=2)
    if not many:
        _chart(doc, plots)
    for seen in (figure.observation for figure in reversed(data.figures[-NEWEST:])):
        if seen.note:
            doc.blank()
            doc.text(Text(_with(seen.period, seen.note.zh), _with(seen.period, seen.note.en)))


def _survey(doc: Document, data: MetricItem, series: Series, plots: list[Plot]) -> None:
    """How many values there are and from when to when, the lowest and the highest; what many of them look like."""
    alike = [figure for figure in series.actuals if plots and series.frequency(figure.period) == plots[0].frequency]
    alike = [figure for figure in alike if figure.unit.comparable(alike[-1].unit)]
    first, *_between, last = alike or series.figures
    told = f"  {first.observation.period} – {last.observation.period}"
    doc.field(_("Values"), Piece(number(Decimal(data.count)), "figure"), Piece(told, "period"))
    if not alike:
        return
    for label, end in ((_("Lowest"), min(alike, key=_plain)), (_("Highest"), max(alike, key=_plain))):
        seen = end.observation
        doc.field(label, Piece(figure_text(seen, doc.language), seen.nature), Piece(f"  {seen.period}", "period"))


def _plain(figure: Figure) -> Decimal:
    return figure.plain


def _chart(doc: Document, plots: list[Plot]) -> None:
    if sum(len(plot.points) for plot in plots) > 1:
        doc.blank()
        doc.blocks.append(Chart(plots, doc.language))


def _figure(doc: Document, series: Series, figure: Figure) -> tuple[tuple[Piece, ...], ...]:
    """A row of the series: period and nature, the value, what is printed where that differs, growth, evidence."""
    seen = figure.observation
    said, source_says = figure_text(seen, doc.language), visible_line(as_printed(seen))
    nature = () if seen.nature == "actual" else (Piece(f" {words.nature(seen.nature)}", seen.nature),)
    return (
        (Piece(seen.period, "period"), *nature),
        (Piece(said, seen.nature),),
        (Piece("" if source_says == said else source_says, "other"),),
        (Piece(_growth(series, figure), "other"),),
        tuple(Piece(p.text.strip(), p.role, p.target) for p in doc.refs(figure.briefing, seen.evidence)),
    )


def _growth(series: Series, figure: Figure) -> str:
    """The growth on the year before as printed, and after = as it comes out of the values; ≈ where one is qualified."""
    told = [growth(figure.observation)]
    if (computed := series.year_on_year(figure)) is not None:
        told.append(f"{'=' if computed.exact else '≈'} {change_text(computed)}")
    return " ".join(filter(None, told))


def _target(doc: Document, target: Target) -> None:
    """One line: the target, what is missing to it, the growth it needs beside that of the years before."""
    seen = target.figure.observation
    pieces = [Piece(f"{figure_text(seen, doc.language)}  {seen.period}", "target")]
    if target.state == "reached":
        pieces.append(Piece("  " + _("reached"), "actual"))
    elif target.gap is not None and target.gap <= 0:
        pieces.append(Piece("  " + _("ahead"), "actual"))
    elif target.gap is not None:
        gap = format_value(*finest_gap(target), doc.language)
        missed = target.state == "missed"
        said = _("missed by {gap}") if missed else _("{gap} missing")
        pieces.append(Piece("  " + said.format(gap=gap), "flag" if missed else "figure"))
    else:
        pieces.append(Piece("  " + _("no data yet"), "missing"))
    doc.field(_("Target"), *pieces)
    if growth := _needed(target):
        doc.field(_("Growth"), Piece(growth, "other"))
    if target.baseline:
        start = target.baseline.observation
        doc.field(_("Baseline"), Piece(f"{figure_text(start, doc.language)}  {start.period}", "other"))
    if target.set_by:
        doc.field(_("Set by"), *doc.in_line(target.set_by))
    lacking = [words.lacking(one) for one in target.missing]
    if lacking:
        doc.field(_("Not stated"), Piece(_(", ").join(lacking), "missing"))


def _needed(target: Target) -> str:
    """The growth that a target needs, beside that of the years before it; empty where neither is known."""
    told = []
    if (needed := target.needed) is not None:
        growth = f"{needed.percent:+f}%"
        if needed.years != 1:
            growth = _("{growth} ({yearly} a year)").format(growth=growth, yearly=f"{needed.per_year:+f}%")
        told.append(_("needs {growth}").format(growth=growth))
    if (before := target.growth_before) is not None:
        since = before.start.observation.period
        growth = f"{before.per_year:+f}%"
        told.append(_("{growth} a year since {period}").format(growth=growth, period=since))
    if target.pace:
        told.append(_("faster than before") if target.pace > 0 else _("slower than before"))
    return _(", ").join(told)


def _with(period: str, note: str | None) -> str | None:
    return f"{period}  {note}" if note else None
