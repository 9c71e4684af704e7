"""The targets: every one with what it starts from, what is missing, the growth it needs, who set it where."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.library.orders import Order
from hunnan_tui.library.ranking import OWN, target_id
from hunnan_tui.model.units import format_value
from hunnan_tui.reading import words
from hunnan_tui.reading.figures import targets_by_ids
from hunnan_tui.reading.values import finest_gap
from hunnan_tui.tui.metric_rows import shortened, value
from hunnan_tui.tui.rows import Shelf
from hunnan_tui.tui.widgets.table import Cell, Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.library.items import Item
    from hunnan_tui.model.series import Growth
    from hunnan_tui.model.target import Target

_LEAST, _MOST = 6, 24
_MEASURED = 128


class TargetRows(Struct, dict=True):
    """Every target, in the order of one of its columns; those that have nothing there come last either way."""

    shelf: Shelf
    order: tuple[str, bool] | None = None
    """The column that they are sorted by, and whether descending; None for the newest metrics first."""

    @cached_property
    def columns(self) -> Sequence[Column]:
        """The columns, each as wide as what stands in it."""
        return _columns(self._first)

    @cached_property
    def _first(self) -> Sequence[Row]:
        return self._read(0, _MEASURED)

    def count(self) -> int:
        """How many targets."""
        return self._count

    @cached_property
    def _count(self) -> int:
        return views.target_count(self.shelf.catalog)

    @cached_property
    def _order(self) -> Order:
        column, descending = self.order or (OWN, False)
        if column in ("name", "set_by", "area"):
            column = f"{column} {self.shelf.language}"
        return Order.of(self.shelf.catalog, "target", column, descending, self._count)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Targets from `offset` on."""
        return self._first[:limit] if offset == 0 and limit <= _MEASURED else self._read(offset, limit)

    def _read(self, offset: int, limit: int) -> Sequence[Row]:
        found = targets_by_ids(self.shelf.catalog, self._order.fetch(self.shelf.catalog, offset, limit))
        flagged = self.shelf.flagged({item.key for item, _number, _target in found})
        return [
            Row(f"{item.key}@{number}", _cells(self.shelf, item, target, flagged)) for item, number, target in found
        ]

    def index_of(self, key: str) -> int | None:
        """The place of a target."""
        metric, _at, number = key.partition("@")
        found = views.item(self.shelf.catalog, metric)
        if found is None or not number.isdecimal():
            return None
        row = target_id(found.id, int(number))
        there = self.shelf.catalog.read("SELECT 1 FROM targets WHERE id=?", [row])
        return self._order.index_of(self.shelf.catalog, row) if there else None


def _columns(rows: Sequence[Row]) -> list[Column]:
    """The columns, each as wide as what stands in it."""
    named = [
        ("target", _("Target"), "right"),
        ("deadline", _("By"), "left"),
        ("gap", _("Gap"), "right"),
        ("needed", _("Needed/yr"), "right"),
        ("before", _("Before/yr"), "right"),
        ("baseline", _("Baseline"), "right"),
        ("latest", _("Latest"), "right"),
        ("set_by", _("Set by"), "left"),
        ("area", _("Area"), "left"),
        ("missing", _("Not stated"), "left"),
    ]
    # an area stands behind the name: with less room two names that differ at their ends would look alike
    columns = [Column("name", _("Metric"), min_width=20, weight=3, frozen=True, share=1 / 3)]
    for place, (key, title, align) in enumerate(named, 1):
        wide = max((_width(row.cells[place]) for row in rows), default=0)
        width = min(max(_LEAST, cell_len(title) + 2, wide), _MOST)
        columns.append(Column(key, title, width=width, align="right" if align == "right" else "left"))
    return columns


def _width(cell: Cell) -> int:
    return cell_len(cell if isinstance(cell, str) else "".join(text for text, _role in cell))


def _cells(shelf: Shelf, item: Item, target: Target, flagged: frozenset[str]) -> list[Cell]:
    nothing: Cell = ((_("not stated"), "dim"),)
    seen = target.figure.observation
    return [
        shelf.metric(item.key, item.data, shelf.say(target.series.name), flagged),
        value(seen, shelf),
        seen.period,
        _gap(shelf, target),
        _growth(target.needed),
        _growth(target.growth_before),
        value(target.baseline.observation, shelf) if target.baseline else ((_no_baseline(target), "dim"),),
        (*value(target.latest.observation, shelf), (f" {target.latest.observation.period}", "dim"))
        if target.latest
        else ((_("no data yet"), "dim"),),
        shelf.say(target.set_by) if target.set_by else nothing,
        shelf.say(item.data.area_name),
        ((_(", ").join(words.lacking(one) for one in target.missing), "dim"),),
    ]


def _no_baseline(target: Target) -> str:
    """That no baseline is stated; or the period that is, of which no value is known."""
    declared = target.figure.observation.baseline
    return _("{period}: no data").format(period=declared) if declared else _("not stated")


def _gap(shelf: Shelf, target: Target) -> Cell:
    """What is missing; that it is reached, or that its time is over and what was missing then."""
    if target.gap is None:
        return ((_("no data yet"), "dim"),)
    if target.state == "reached" or target.gap <= 0:
        return ((_("reached"), "actual"),) if target.state == "reached" else _("ahead")
    gap = shortened(format_value(*finest_gap(target), shelf.language))
    return ((_("missed by {gap}").format(gap=gap), "flag"),) if target.state == "missed" else gap


def _growth(growth: Growth | None) -> str:
    """Growth a year, in per cent."""
    return f"{growth.per_year:+f}%" if growth else ""
