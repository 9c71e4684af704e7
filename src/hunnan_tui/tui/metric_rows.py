"""The metric table: a row per metric, a column per period with the newest on the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.library.abridging import COURSE
from hunnan_tui.library.flags import series_of
from hunnan_tui.library.orders import Order
from hunnan_tui.library.ranking import OWN, by_column, column_name, shown, span_name
from hunnan_tui.model.chart import plots_of, trend
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.units import value_parts
from hunnan_tui.tui.found_rows import FoundRows, pieces
from hunnan_tui.tui.rows import Shelf
from hunnan_tui.tui.widgets.table import Cell, Column, Row

if TYPE_CHECKING:
    from decimal import Decimal

    from hunnan_tui.library.items import Figure, Item
    from hunnan_tui.library.ranking import View
    from hunnan_tui.library.search import Hit
    from hunnan_tui.model.briefing import Bound, Observation
    from hunnan_tui.model.chart import Role
    from hunnan_tui.model.text import Language

# what stands before a qualified value where there is no room for more; in Chinese and English where they differ
_SIGNS: dict[Bound, tuple[str, str]] = {
    "exact": ("", ""),
    "about": ("约", "~"),
    "over": ("超", ">"),
    "at-least": ("≥", "≥"),
    "nearly": ("近", "~<"),
    "up-to": ("≤", "≤"),
}
_ASCII = str.maketrans({"≥": ">=", "≤": "<="})
_SHORT = {" trillion": " trn", " billion": " bn", " million": " mn", " people": ""}
_MEASURED = 128
_LEAST_WIDTH, _MOST_WIDTH = 9, 24
_OPENING = 20
"""The first rows: what they have tells which columns to open on."""
_LAST_YEARS = 3
_SEARCHED = 0.4  # of the width for the name, behind which stands what a search found elsewhere
_BEFORE_SPANS = 3  # name, trend, area
_AREA = 2
# what stands behind a value that is neither an actual one nor in a target's own column: colour is not enough
_MARKS = {"actual": "", "target": "", "estimate": " e", "limit": " l"}


class Span(Struct, frozen=True):
    """A column of the table: a year or a period as it was written, of targets or of other values."""

    name: str
    target: bool

    @property
    def key(self) -> str:
        """The column's key."""
        return column_name(self.name, self.target)

    @property
    def title(self) -> str:
        """The column's heading."""
        return f"{self.name} {_('target')}" if self.target else self.name


class MetricRows(Struct, dict=True):
    """The metrics with their values by year, or by every period."""

    shelf: Shelf
    order: tuple[str, bool] | None = None
    """The column that all are sorted by, and whether descending; None for the catalog's order."""
    found: FoundRows | None = None
    """What a search found, to be shown in its order; None for all metrics."""
    whole: MetricRows | None = None
    """The whole table that the search is in: its columns stay as wide as they are while one types."""

    @cached_property
    def spans(self) -> list[Span]:
        """The columns of values, the newest on the right."""
        return [Span(name, target) for name, target in views.periods(self.shelf.catalog, by_year=self.shelf.by_year)]

    @cached_property
    def _order(self) -> Order:
        return metric_order(self.shelf, *(self.order or (OWN, False)))

    @cached_property
    def columns(self) -> Sequence[Column]:
        """Name, area, and the columns of values."""
        if self.whole is not None:
            name, *others = self.whole.columns
            return [replace(name, share=_SEARCHED), *others]
        found = [
            Column("name", _("Metric"), min_width=20, weight=3, frozen=True),
            Column("trend", _("Trend"), width=COURSE, sortable=False, frozen=True),
            Column("area", _("Area"), width=min(max(10, *self._widths(_AREA)), _MOST_WIDTH)),
        ]
        for place, span in enumerate(self.spans, _BEFORE_SPANS):
            width = min(max(_LEAST_WIDTH, cell_len(span.title) + 2, *self._widths(place)), _MOST_WIDTH)
            found.append(Column(span.key, span.title, width=width, align="right"))
        return found

    def _widths(self, place: int) -> list[int]:
        """The widths of a column's first cells: reading them all would cost what the library holds."""
        return [0, *(_width(row.cells[place]) for row in self._first)]

    @property
    def opening(self) -> list[str]:
        """The columns that belong in view when the table opens, the more important one last.

        The targets of the newest year that has a value, or its values; and of the last years' columns the one in which
        most of the first rows have a value, the newer one of several.
        """
        values = [place for place, span in enumerate(self.spans) if not span.target]
        if not values:
            return [span.key for span in self.spans[-1:]]
        last = self.spans[values[-1]]
        following = self.spans[values[-1] + 1 : values[-1] + 2]
        newest = following[0] if following and following[0].name == last.name else last
        since = parse_period(last.name).year - _LAST_YEARS
        late = [place for place in values if parse_period(self.spans[place].name).year > since]
        fullest = max(late, key=lambda place: (self._filled(place), place))
        return [newest.key, self.spans[fullest].key]

    def _filled(self, place: int) -> int:
        return sum(bool(row.cells[_BEFORE_SPANS + place]) for row in self._first[:_OPENING])

    def count(self) -> int:
        """How many metrics."""
        return self._count

    @cached_property
    def _count(self) -> int:
        return self.found.count() if self.found is not None else views.counts(self.shelf.catalog)["metric"]

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Metrics from `offset` on."""
        measured = "_first" in self.__dict__
        return self._first[:limit] if measured and offset == 0 and limit <= _MEASURED else self._read(offset, limit)

    @cached_property
    def _first(self) -> Sequence[Row]:
        return self._read(0, _MEASURED)

    def _read(self, offset: int, limit: int) -> Sequence[Row]:
        catalog = self.shelf.catalog
        hits: dict[int, Hit] = {}
        if self.found is not None:
            hits = {hit.id: hit for hit in self.found.hits(offset, limit)}
            items = views.by_ids(catalog, [*hits])
        else:
            items = views.by_ids(catalog, self._order.fetch(catalog, offset, limit))
        # a list keeps of a long series what the columns of years show
        if not self.shelf.by_year:
            items = [views.whole(catalog, item) for item in items]
        flagged = self.shelf.flagged([item.key for item in items])
        return [Row(item.key, _Cells(self.shelf, self.spans, item, hits.get(item.id), flagged)) for item in items]

    def index_of(self, key: str) -> int | None:
        """The place of a metric."""
        if self.found is not None:
            return self.found.index_of(key)
        catalog = self.shelf.catalog
        found = views.item(catalog, key)
        if found is None or found.kind != "metric":
            return None
        return self._order.index_of(catalog, found.id)

    def stands_in(self, figure: Figure, column: str) -> bool:
        """Whether a figure stands in a column of values; every figure does in a column of something else."""
        seen = figure.observation
        spans = {span.key for span in self.spans}
        return (
            column not in spans
            or Span(span_name(seen.period, self.shelf.by_year), seen.nature == "target").key == column
        )


class _Cells(Sequence[Cell]):
    """The cells of a metric's row, each made when it is looked at: of a wide table a few are on the screen."""

    def __init__(self, shelf: Shelf, spans: list[Span], item: Item, hit: Hit | None, flagged: frozenset[str]) -> None:
        self._shelf, self._spans, self._item, self._hit, self._flagged = shelf, spans, item, hit, flagged

    def __len__(self) -> int:
        return _BEFORE_SPANS + len(self._spans)

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> list[Cell]: ...
    def __getitem__(self, place: int | slice) -> Cell | list[Cell]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place >= _BEFORE_SPANS:
            span = self._spans[place - _BEFORE_SPANS]
            figures = self._by_span.get((span.name, span.target))
            return self._value(figures, span) if figures else ""
        return (self._name, self._trend, self._area)[place]()

    @cached_property
    def _by_span(self) -> dict[tuple[str, bool], list[Figure]]:
        return by_column(self._item.data.figures, self._shelf.by_year)

    def _area(self) -> Cell:
        return ((self._shelf.say(self._item.data.area_name), "dim"),)

    def _name(self) -> Cell:
        """The metric's name, after marks where it is to be compared, where it has notes, where it is under a flag.

        Behind it stands what a search found elsewhere.
        """
        shelf, hit = self._shelf, self._hit
        title = shelf.say(self._item.title)
        told = pieces(title, hit.title_spans) if hit is not None else title
        name = shelf.metric(self._item.key, self._item.data, told, self._flagged)
        if hit is not None and hit.snippet:
            start = ((name, ""),) if isinstance(name, str) else name
            name = (*start, (" - " if shelf.ascii else " · ", "dim"), *pieces(hit.snippet, hit.spans, "dim"))
        if self._item.key not in shelf.compared:
            return name
        mark = ("# " if shelf.ascii else "● ", "match")
        return (mark, (name, "")) if isinstance(name, str) else (mark, *name)

    def _trend(self) -> Cell:
        """The course of the values of the frequency that has most of them; nothing for a single one."""
        course: Sequence[tuple[Decimal, Role]] = self._item.data.course
        if not course:
            plots = plots_of(series_of(self._item.data))
            course = [(point.value, point.role) for point in plots[0].points] if plots else ()
        return tuple(trend(course, COURSE, ascii=self._shelf.ascii)) if len(course) > 1 else ""

    def _value(self, figures: list[Figure], span: Span) -> Cell:
        """The value of the whole span, or the last one in it, told most exactly; + where sources differ."""
        best = shown(figures, span.name).observation
        last = best.period
        told = [figure.observation for figure in figures if figure.observation.period == last]
        differ = any(seen.value != best.value and seen.bound == "exact" for seen in told)
        part = ((f"{part_of_year(last, self._shelf.language)} ", "unit"),) if last != span.name else ()
        before, number, behind = value(best, self._shelf)
        asked = self._hit.figure if self._hit is not None else None
        if asked is not None and asked[:3] == (best.period, best.nature, best.bound):
            number = (number[0], "match")
        return (*part, before, number, behind, ("+", "flag") if differ else ("", ""))


def _width(cell: Cell) -> int:
    return cell_len(cell if isinstance(cell, str) else "".join(text for text, _role in cell))


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
    sign = _SIGNS[seen.bound][shelf.language == "en"]
    return (
        ((sign.translate(_ASCII) if shelf.ascii else sign) + before, "unit"),
        (number, seen.nature),
        (_SHORT.get(behind, behind) + _MARKS[seen.nature], "unit"),
    )


def metric_order(shelf: Shelf, column: str, descending: bool) -> Order:
    """The metrics by a column of their table; those without a value in it come last either way."""
    view: View = "year" if shelf.by_year else "period"
    if column in (OWN, "name", "area"):
        view, column = "metric", f"{column} {shelf.language}" if column else OWN
    return Order.of(shelf.catalog, view, column, descending, views.counts(shelf.catalog)["metric"])


def shortened(text: str) -> str:
    """A value with its multiplier in few letters: CNY 8.94 bn."""
    for long, short in _SHORT.items():
        text = text.replace(long, short)
    return text
