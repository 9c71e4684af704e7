"""The metric table: a row per metric, a column per period with the newest on the right; and the targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.model.units import format_value, value_parts
from hunnan_tui.reading.figures import all_targets
from hunnan_tui.tui.rows import FixedRows, Shelf
from hunnan_tui.tui.widgets.table import Cell, Column, Row

if TYPE_CHECKING:
    from hunnan_tui.library.items import Figure, Item
    from hunnan_tui.model.briefing import Bound, Observation
    from hunnan_tui.model.target import Target

# what stands before a qualified value where there is no room for words
SIGNS: dict[Bound, str] = {
    "exact": "",
    "about": "~",
    "over": ">",
    "at-least": ">=",
    "nearly": "~<",
    "up-to": "<=",
}
_SHORT = {" trillion": " trn", " billion": " bn", " million": " mn"}
# what stands behind a value that is neither an actual one nor in a target's own column: colour is not enough
_MARKS = {"actual": "", "target": "", "estimate": " e", "limit": " l"}


@dataclass
class MetricRows:
    """The metrics with their values by period; `ids` are the ones to show in their order, None for all."""

    shelf: Shelf
    periods: Sequence[tuple[str, bool]]
    """The columns: a period, and whether it is its targets'."""
    ids: Sequence[int] | None = None

    @cached_property
    def columns(self) -> Sequence[Column]:
        """Name, area, and a column per period."""
        width = 13 if self.shelf.language == "en" else 12
        found = [
            Column("name", _("Metric"), min_width=20, weight=3, frozen=True),
            Column("area", _("Area"), width=10),
        ]
        for period, target in self.periods:
            title = f"{period} {_('target')}" if target else period
            found.append(Column(column_key(period, target), title, width=max(width, len(title) + 2), align="right"))
        return found

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

    def _row(self, item: Item) -> Row:
        by_column: dict[str, list[Figure]] = {}
        for figure in item.data.figures:
            seen = figure.observation
            by_column.setdefault(column_key(seen.period, seen.nature == "target"), []).append(figure)
        cells: list[Cell] = [
            self.shelf.marked(item.key, self.shelf.say(item.title)),
            ((self.shelf.say(item.data.area_name), "dim"),),
        ]
        for period, target in self.periods:
            figures = by_column.get(column_key(period, target))
            cells.append(self._cell(figures) if figures else "")
        return Row(item.key, cells)

    def _cell(self, figures: list[Figure]) -> Cell:
        """The value that is told most exactly; + where sources give other values too."""
        best = next((f for f in reversed(figures) if f.observation.bound == "exact"), figures[-1]).observation
        others = any(f.observation.value != best.value and f.observation.bound == "exact" for f in figures)
        return (*value(best, self.shelf), ("+", "flag") if others else ("", ""))


def value(seen: Observation, shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """A value in little room: sign, number, unit, and a mark where it is an estimate or a limit."""
    before, number, behind = value_parts(seen.value, seen.unit, shelf.language)
    return (
        (SIGNS[seen.bound] + before, "unit"),
        (number, seen.nature),
        (_SHORT.get(behind, behind) + _MARKS[seen.nature], "unit"),
    )


def column_key(period: str, target: bool) -> str:
    """A period's column; that of its targets is another one."""
    return f"{period} target" if target else period


def sorted_ids(shelf: Shelf, column: str, descending: bool, among: Sequence[int] | None) -> list[int]:
    """The metrics' ids sorted by a column; those without a value come last either way."""
    direction = "DESC" if descending else "ASC"
    if column in ("name", "area"):
        order = "title_zh" if shelf.language == "zh" else "title_en COLLATE NOCASE"
        by = order if column == "name" else f"area {direction}, {order}"
        sql = f"SELECT id FROM items WHERE kind='metric' ORDER BY {by} {direction}, id DESC"
        rows = shelf.catalog.read(sql)
    else:
        period, _space, target = column.partition(" ")
        rows = shelf.catalog.read(
            "SELECT i.id FROM items i LEFT JOIN (SELECT item, min(dimension) AS dimension, max(plain) AS plain"
            " FROM observations WHERE period=? AND (nature='target')=? GROUP BY item) o ON o.item=i.id"
            f" WHERE i.kind='metric' ORDER BY o.plain IS NULL, o.dimension, o.plain {direction}, i.id DESC",
            [period, bool(target)],
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
        gap = _("reached") if reached else format_value(target.gap, target.gap_unit, shelf.language)
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
            return (target.figure.unit.dimension, target.figure.unit.plain(target.gap)) if target.gap is not None else None
        case "needed":
            return target.needed.percent if target.needed else None
        case _:
            return shelf.say(target.set_by).lower() if target.set_by else None
