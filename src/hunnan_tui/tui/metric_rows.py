"""The metric table: a row per metric, a column per period with the newest on the right; and the targets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.chart import plots_of, trend
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.units import format_value, value_parts
from hunnan_tui.reading.document import finest_gap
from hunnan_tui.reading.figures import all_targets
from hunnan_tui.tui.rows import FixedRows, Shelf
from hunnan_tui.tui.widgets.table import Cell, Column, Row

if TYPE_CHECKING:
    from hunnan_tui.library.items import Figure, Item
    from hunnan_tui.model.briefing import Bound, Observation
    from hunnan_tui.model.target import Target
    from hunnan_tui.model.text import Language

# what stands before a qualified value where there is no room for words
SIGNS: dict[Bound, str] = {
    "exact": "",
    "about": "~",
    "over": ">",
    "at-least": ">=",
    "nearly": "~<",
    "up-to": "<=",
}
_SHORT = {" trillion": " trn", " billion": " bn", " million": " mn", " people": ""}
_TREND = 6
_MEASURED = 128
_LEAST_WIDTH, _MOST_WIDTH = 9, 24
# what stands behind a value that is neither an actual one nor in a target's own column: colour is not enough
_MARKS = {"actual": "", "target": "", "estimate": " e", "limit": " l"}


class Span(Struct, frozen=True):
    """A column of the table: a year or a period as it was written, of targets or of other values."""

    name: str
    target: bool

    @property
    def key(self) -> str:
        """The column's key."""
        return f"{self.name} target" if self.target else self.name

    @property
    def title(self) -> str:
        """The column's heading."""
        return f"{self.name} {_('target')}" if self.target else self.name


class MetricRows(Struct, dict=True):
    """The metrics with their values by year, or by every period; `ids` are the ones to show in their order."""

    shelf: Shelf
    by_year: bool
    """Whether a column is a year, with values of a part of it marked; otherwise every period has its own."""
    ids: Sequence[int] | None = None
    """None for all metrics in the catalog's order."""

    @cached_property
    def spans(self) -> list[Span]:
        """The columns of values, the newest on the right."""
        found = [Span(span_name(period, self.by_year), target) for period, target in views.periods(self.shelf.catalog)]
        if self.by_year:
            found.sort(key=lambda span: (span.name[-4:], span.target, span.name))
        return list(dict.fromkeys(found))

    @cached_property
    def columns(self) -> Sequence[Column]:
        """Name, area, and the columns of values."""
        found = [
            Column("name", _("Metric"), min_width=20, weight=3, frozen=True),
            Column("trend", _("Trend"), width=_TREND, sortable=False, frozen=True),
            Column("area", _("Area"), width=10),
        ]
        # as wide as the values of the first rows: reading them all would cost what the library holds
        sample = [row.cells[3:] for row in self.fetch(0, _MEASURED)]
        for place, span in enumerate(self.spans):
            widths = [_width(row[place]) for row in sample]
            width = min(max([_LEAST_WIDTH, cell_len(span.title) + 2, *widths]), _MOST_WIDTH)
            found.append(Column(span.key, span.title, width=width, align="right"))
        return found

    @property
    def newest(self) -> str | None:
        """The last column that belongs in view: the targets of the newest year that has a value, or its values."""
        values = [place for place, span in enumerate(self.spans) if not span.target]
        if not values:
            return self.spans[-1].key if self.spans else None
        last = values[-1]
        following = self.spans[last + 1 : last + 2]
        return following[0].key if following and following[0].name == self.spans[last].name else self.spans[last].key

    def count(self) -> int:
        """How many metrics."""
        return self._count

    @cached_property
    def _count(self) -> int:
        return len(self.ids) if self.ids is not None else views.Listing("metric").count(self.shelf.catalog)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Metrics from `offset` on."""
        if self.ids is None:
            items = views.Listing("metric").fetch(self.shelf.catalog, offset, limit)
        else:
            items = views.by_ids(self.shelf.catalog, self.ids[offset : offset + limit])
        return [self._row(item) for item in items]

    def index_of(self, key: str) -> int | None:
        """The place of a metric."""
        if self.ids is None:
            return views.Listing("metric").index_of(self.shelf.catalog, key)
        found = views.item(self.shelf.catalog, key)
        return self.ids.index(found.id) if found and found.id in self.ids else None

    def stands_in(self, figure: Figure, column: str) -> bool:
        """Whether a figure stands in a column of values; every figure does in a column of something else."""
        seen = figure.observation
        spans = {span.key for span in self.spans}
        return column not in spans or Span(span_name(seen.period, self.by_year), seen.nature == "target").key == column

    def _row(self, item: Item) -> Row:
        by_span: dict[Span, list[Figure]] = {}
        for figure in item.data.figures:
            seen = figure.observation
            by_span.setdefault(Span(span_name(seen.period, self.by_year), seen.nature == "target"), []).append(figure)
        cells: list[Cell] = [
            self._name(item),
            self._trend(item),
            ((self.shelf.say(item.data.area_name), "dim"),),
        ]
        cells += [self._cell(by_span[span], span) if span in by_span else "" for span in self.spans]
        return Row(item.key, cells)

    def _name(self, item: Item) -> Cell:
        """The metric's name, after a mark where it is to be compared."""
        name = self.shelf.marked(item.key, self.shelf.say(item.title))
        if item.key not in self.shelf.compared:
            return name
        mark = ("# " if self.shelf.ascii else "● ", "match")
        return (mark, (name, "")) if isinstance(name, str) else (mark, *name)

    def _trend(self, item: Item) -> Cell:
        """The course of the values of the frequency that has most of them; nothing for a single one."""
        plots = plots_of(series_of(item.data))
        points = plots[0].points if plots else ()
        if len(points) < 2:
            return ""
        return tuple(trend([(point.value, point.role) for point in points], _TREND, ascii=self.shelf.ascii))

    def _cell(self, figures: list[Figure], span: Span) -> Cell:
        """The value of the whole span, or the last one in it, told most exactly; + where sources differ."""
        last = next((f for f in figures if f.observation.period == span.name), figures[-1]).observation.period
        told = [figure.observation for figure in figures if figure.observation.period == last]
        best = next((seen for seen in reversed(told) if seen.bound == "exact"), told[-1])
        differ = any(seen.value != best.value and seen.bound == "exact" for seen in told)
        part = ((f"{part_of_year(last, self.shelf.language)} ", "unit"),) if last != span.name else ()
        return (*part, *value(best, self.shelf), ("+", "flag") if differ else ("", ""))


def _width(cell: Cell) -> int:
    return cell_len(cell if isinstance(cell, str) else "".join(text for text, _role in cell))


def span_name(period: str, by_year: bool) -> str:
    """The column that a period's values stand in: the year in which it lies, or the period itself."""
    if not by_year:
        return period
    return str(parse_period(period).year)


def part_of_year(period: str, language: Language) -> str:
    """A part of a year in few cells: H1, Q3, Sep, Jan-Sep, 24 Feb."""
    found = parse_period(period)
    first, last = found.first, found.last
    if found.span in ("half", "quarter"):
        return period[5:]
    if first.year != last.year:
        return f"{first.year}-"
    if language == "zh":
        if found.span == "day":
            return f"{last.month}月{last.day}日"
        return f"{first.month}-{last.month}月" if first.month != last.month else f"{last.month}月"
    if found.span == "day":
        return f"{last.day} {_MONTHS[last.month - 1]}"
    months = f"{_MONTHS[first.month - 1]}-{_MONTHS[last.month - 1]}"
    return months if first.month != last.month else _MONTHS[last.month - 1]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def value(seen: Observation, shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """A value in little room: sign, number, unit, and a mark where it is an estimate or a limit."""
    before, number, behind = value_parts(seen.value, seen.unit, shelf.language)
    return (
        (SIGNS[seen.bound] + before, "unit"),
        (number, seen.nature),
        (_SHORT.get(behind, behind) + _MARKS[seen.nature], "unit"),
    )


def sorted_ids(shelf: Shelf, column: str, descending: bool, among: Sequence[int] | None) -> list[int]:
    """The metrics' ids sorted by a column; those without a value come last either way."""
    direction = "DESC" if descending else "ASC"
    if column in ("name", "area"):
        order = "title_zh" if shelf.language == "zh" else "title_en COLLATE NOCASE"
        by = order if column == "name" else f"area {direction}, {order}"
        sql = f"SELECT id FROM items WHERE kind='metric' ORDER BY {by} {direction}, id DESC"
        rows = shelf.catalog.read(sql)
    else:
        name, _space, target = column.partition(" ")
        # of several values in a year, the one that the cell shows: the whole year's, else the last one's
        rows = shelf.catalog.read(
            "SELECT i.id FROM items i LEFT JOIN"
            " (SELECT item, dimension, plain, max(ends || (period=?1)) FROM observations"
            f" WHERE {'year' if shelf.by_year else 'period'}=?1 AND (nature='target')=?2 GROUP BY item) o"
            " ON o.item=i.id WHERE i.kind='metric'"
            f" ORDER BY o.plain IS NULL, o.dimension, o.plain {direction}, i.id DESC",
            [name, bool(target)],
        )
    found = [row_id for (row_id,) in rows]
    if among is None:
        return found
    wanted = set(among)
    return [row_id for row_id in found if row_id in wanted]


def targets(shelf: Shelf, column: str | None = None, descending: bool = False) -> FixedRows:
    """Every target: value, deadline, baseline, gap, needed growth, who set it; sorted by any of these."""
    columns = [
        Column("name", _("Metric"), min_width=20, weight=3, frozen=True),
        Column("target", _("Target"), width=14, align="right"),
        Column("deadline", _("By"), width=10),
        Column("baseline", _("Baseline"), width=14, align="right"),
        Column("gap", _("Gap"), width=14, align="right"),
        Column("needed", _("Needed"), width=9, align="right"),
        Column("set_by", _("Set by"), min_width=10, weight=1),
    ]
    found = list(all_targets(shelf.catalog))
    if column is not None:
        keyed = [(_sort_value(shelf, target, column), target) for target in found]
        have = [pair for pair in keyed if pair[0] is not None]
        have.sort(key=lambda pair: pair[0], reverse=descending)  # type: ignore[arg-type,return-value]
        found = [target for _value, target in have] + [target for key, target in keyed if key is None]
    rows = [Row(f"{target.series.key}@{place}", _target(shelf, target)) for place, target in enumerate(found)]
    return FixedRows(columns, rows)


def _target(shelf: Shelf, target: Target) -> list[Cell]:
    nothing: Cell = ((_("not stated"), "dim"),)
    gap: Cell = ((_("no data yet"), "dim"),)
    if target.gap is not None:
        reached = target.gap <= 0
        gap = _("reached") if reached else format_value(*finest_gap(target), shelf.language)
    needed = target.needed
    return [
        shelf.marked(target.series.key, shelf.say(target.series.name)),
        value(target.figure.observation, shelf),
        target.figure.observation.period,
        value(target.baseline.observation, shelf) if target.baseline else nothing,
        _shortened(gap),
        f"{needed.percent:+f}%" if needed else "",
        shelf.say(target.set_by) if target.set_by else nothing,
    ]


def _shortened(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    for long, short in _SHORT.items():
        cell = cell.replace(long, short)
    return cell


def _sort_value(shelf: Shelf, target: Target, column: str) -> object:
    match column:
        case "name":
            return shelf.say(target.series.name).lower()
        case "target":
            return (target.figure.unit.dimension, target.figure.plain)
        case "deadline":
            return target.deadline
        case "baseline":
            return (target.baseline.unit.dimension, target.baseline.plain) if target.baseline else None
        case "gap":
            return (
                (target.figure.unit.dimension, target.figure.unit.plain(target.gap)) if target.gap is not None else None
            )
        case "needed":
            return target.needed.percent if target.needed else None
        case _:
            return shelf.say(target.set_by).lower() if target.set_by else None
