"""The rows of each view: what the catalog has, as the table shows it, read only as it is shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.model.text import visible_line
from hunnan_tui.reading import noting, words
from hunnan_tui.tui.widgets.table import Cell, Column, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item, MetricItem
    from hunnan_tui.model.text import Language, Text
    from hunnan_tui.notes.note import Note


_MEASURED = 50
"""The first items, by which columns are chosen."""
_READABLE, _MOST_WIDTH = 28, 24


class Shelf(Struct, dict=True):
    """Where rows come from: the catalog, the language, and how many notes each item has."""

    catalog: Catalog
    language: Language
    noted: dict[str, int]
    ascii: bool = False
    by_year: bool = True
    """Whether the metric table has a column a year, or one a period."""

    compared: tuple[str, ...] = ()
    """The keys of the metrics that are marked to be compared."""
    explained: tuple[int, ...] = ()
    """The ids of the flags that the user has explained, in the catalog's order."""
    marked_notes: frozenset[str] = frozenset()
    """The keys of the notes that are marked to be exported."""

    def say(self, text: Text | None) -> str:
        """A text on one line in the reader's language."""
        return visible_line(text.get(self.language)) if text else ""

    def marked(self, key: str, title: Cell) -> Cell:
        """A title, after a mark where there are notes on the item: behind it a long title would hide it."""
        return ((f"{self.pen} ", "note"), *_pieces(title)) if key in self.noted else title

    def metric(self, key: str, data: MetricItem, title: Cell, flagged: Container[str]) -> Cell:
        """A metric's name, after marks of notes and flags; an area other than most metrics' behind it."""
        name = _pieces(title)
        if key in flagged:
            name = (("! ", "flag"), *name)
        if area := self._area(data):
            name = (*name, (f" · {area}", "aside"))
        return self.marked(key, name)

    def flagged(self, keys: Collection[str]) -> frozenset[str]:
        """Those of some items that are under an open flag."""
        return views.flagged(self.catalog, keys, self.explained)

    @cached_property
    def _usual_area(self) -> tuple[str, str]:
        area, name = views.usual_area(self.catalog)
        return area, self.say(name)

    def _area(self, data: MetricItem) -> str:
        """A metric's area, if it is not the usual one; of a place within that one what tells it: High-tech Zone."""
        usual, within = self._usual_area
        if data.metric.area == usual:
            return ""
        name = self.say(data.area_name)
        rest = name.removeprefix(within)
        if not within or rest == name or (self.language == "en" and not rest.startswith(" ")):
            return name
        return rest.removeprefix("市").strip() or name

    def mark(self, key: str) -> tuple[tuple[str, str], ...]:
        """What stands before the text of a note that is marked, and of no other."""
        return (("# " if self.ascii else "● ", "match"),) if key in self.marked_notes else ()

    @property
    def pen(self) -> str:
        """What tells that an item has notes."""
        return "*" if self.ascii else "✎"

    def stated(self, text: str) -> Cell:
        """A value, or that no source states it."""
        return text or ((_("not stated"), "dim"),)


def _pieces(cell: Cell) -> tuple[tuple[str, str], ...]:
    return ((cell, ""),) if isinstance(cell, str) else cell


class ItemRows(Struct, dict=True):
    """The items of a listing."""

    shelf: Shelf
    listing: views.Listing
    given: Sequence[Column]
    """The columns that there may be; those in which none of the first items has anything stated are left out."""
    cells: Callable[[Shelf, Item], Sequence[Cell]]

    @property
    def columns(self) -> Sequence[Column]:
        """The columns in which something is stated."""
        return [self.given[place] for place in self._places]

    @cached_property
    def _places(self) -> Sequence[int]:
        rows = [self.cells(self.shelf, item) for item in self._first]
        nothing = self.shelf.stated("")
        return [place for place in range(len(self.given)) if not rows or any(cells[place] != nothing for cells in rows)]

    @cached_property
    def _first(self) -> Sequence[Item]:
        return self.listing.fetch(self.shelf.catalog, 0, _MEASURED)

    def _row(self, item: Item) -> Row:
        cells = self.cells(self.shelf, item)
        return Row(item.key, [cells[place] for place in self._places])

    def count(self) -> int:
        """How many items."""
        return self._count

    @cached_property
    def _count(self) -> int:
        return self.listing.count(self.shelf.catalog)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Items from `offset` on."""
        measured = offset == 0 and limit <= _MEASURED
        items = self._first[:limit] if measured else self.listing.fetch(self.shelf.catalog, offset, limit)
        return [self._row(item) for item in items]

    def index_of(self, key: str) -> int | None:
        """The place of an item."""
        return self.listing.index_of(self.shelf.catalog, key)


class FixedRows(Struct, dict=True):
    """Rows that are there as they are: few, or made at once."""

    columns: Sequence[Column]
    rows: Sequence[Row] = ()

    def count(self) -> int:
        """How many rows."""
        return len(self.rows)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Rows from `offset` on."""
        return self.rows[offset : offset + limit]

    def index_of(self, key: str) -> int | None:
        """The place of a row."""
        return self._places.get(key)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row.key: place for place, row in enumerate(self.rows)}


def outcomes(shelf: Shelf) -> ItemRows:
    """Number, name, field, organisations."""
    columns = [
        Column("number", "#", width=3, align="right", sortable=False),
        Column("title", _("Outcome"), min_width=28, weight=3, sortable=False),
        Column("organisations", _("Organisations"), min_width=12, weight=2, sortable=False),
        Column("field", _("Field"), width=10, sortable=False),
    ]

    def cells(shelf: Shelf, item: Item) -> Sequence[Cell]:
        data = item.data
        return (
            str(data.number),
            shelf.marked(item.key, shelf.say(data.title)),
            shelf.stated("; ".join(shelf.say(one) for one in data.organisations)),
            shelf.stated(shelf.say(data.field)),
        )

    return ItemRows(shelf, views.Listing("outcome"), columns, cells)


def projects(shelf: Shelf) -> ItemRows:
    """Number, name, place, day of signing."""
    columns = [
        Column("number", "#", width=3, align="right", sortable=False),
        Column("title", _("Project"), min_width=28, weight=3, sortable=False),
        Column("signed", _("Signed"), width=10, sortable=False),
        Column("place", _("Place"), min_width=12, weight=2, sortable=False),
    ]

    def cells(shelf: Shelf, item: Item) -> Sequence[Cell]:
        data = item.data
        return (
            str(data.number),
            shelf.marked(item.key, shelf.say(data.title)),
            shelf.stated(data.signed.isoformat() if data.signed else ""),
            shelf.stated(shelf.say(data.place)),
        )

    return ItemRows(shelf, views.Listing("project"), columns, cells)


def points(shelf: Shelf, kind: str, section: str | None) -> ItemRows:
    """Points of a section, or of all sections of a kind with their headings."""
    columns = [
        Column("number", "#", width=3, align="right", sortable=False),
        Column("text", _("Point"), min_width=_READABLE, sortable=False),
    ]
    if section is None:  # whole, where the text has room enough beside it: cut, none of the two could be read
        titles = [shelf.say(one.title) for one in views.sections(shelf.catalog, kind)]
        width = min(max(map(cell_len, [_("Section"), *titles])), _MOST_WIDTH)
        columns.append(Column("section", _("Section"), width=width, sortable=False))

    def cells(shelf: Shelf, item: Item) -> Sequence[Cell]:
        data = item.data
        text = shelf.marked(item.key, shelf.say(data.point.text))
        return (str(data.number), text, ((shelf.say(data.section_title), "dim"),))[: len(columns)]

    return ItemRows(shelf, views.Listing("point", section=section, section_kind=kind), columns, cells)


class FlagRows(ItemRows):
    """The flags, those that the user has explained after all others."""

    @cached_property
    def _count(self) -> int:
        return self.listing.count(self.shelf.catalog) + len(self.shelf.explained)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Flags from `offset` on."""
        opened = self.listing.count(self.shelf.catalog)
        items = self.listing.fetch(self.shelf.catalog, offset, min(limit, opened - offset)) if offset < opened else []
        ids = self.shelf.explained[max(offset - opened, 0) : max(offset + limit - opened, 0)]
        items += views.by_ids(self.shelf.catalog, ids) if ids else []
        return [self._row(item) for item in items]

    def index_of(self, key: str) -> int | None:
        """The place of a flag."""
        found = self.listing.index_of(self.shelf.catalog, key)
        if found is None and self.shelf.explained:
            keys = [item.key for item in views.by_ids(self.shelf.catalog, self.shelf.explained)]
            found = self.listing.count(self.shelf.catalog) + keys.index(key) if key in keys else None
        return found


def flags(shelf: Shelf) -> FlagRows:
    """What does not agree, and who noticed it; explained ones last, dim."""
    origins = [_("Noticed by"), _("explained"), *map(words.origin_short, ("author", "program"))]
    columns = [
        Column("title", _("What does not agree"), min_width=24, weight=3, sortable=False),
        Column("origin", _("Noticed by"), width=max(map(cell_len, origins)), sortable=False),
    ]

    def cells(shelf: Shelf, item: Item) -> Sequence[Cell]:
        title = shelf.say(item.title)
        mark = (f" {shelf.pen}", "note") if item.key in shelf.noted else ("", "")
        if item.id in shelf.explained:
            return (
                (
                    ("= " if shelf.ascii else "✓ ", "dim"),
                    (title, "dim"),
                    mark,
                    (f"  {shelf.say(item.data.flag.text)}", "dim"),
                ),
                ((_("explained"), "dim"),),
            )
        return (
            (("! ", "flag"), (title, ""), mark, (f"  {shelf.say(item.data.flag.text)}", "dim")),
            ((words.origin_short(item.data.origin), "dim"),),
        )

    return FlagRows(shelf, views.Listing("flag", without=shelf.explained), columns, cells)


def note_columns(when: str | None = None) -> list[Column]:
    """When (changed, or what `when` says), the text, on what."""
    return [
        Column("updated", when or _("Changed"), width=10, sortable=False),
        Column("text", _("Note"), min_width=14, weight=3, sortable=False),
        Column("item", _("On"), min_width=12, weight=2, sortable=False),
    ]


def note_rows(shelf: Shelf, written: Sequence[Note]) -> list[Row]:
    """Notes as rows of `note_columns`, in the order given."""
    return [
        Row(
            f"note/{note.id}",
            (
                ((words.moment(note.updated)[:10], "dim"),),
                (*shelf.mark(f"note/{note.id}"), (visible_line(text), "")),
                ((shelf.say(note.item.title) or visible_line(note.key), "dim"),),
            ),
        )
        for note, text in zip(written, noting.told(shelf.catalog, written, shelf.language), strict=True)
    ]


def faults(shelf: Shelf) -> FixedRows:
    """The faults of the files that could not be taken in: file and line, what is wrong."""
    columns = [
        Column("where", _("File"), min_width=12, weight=1, sortable=False),
        Column("message", _("What is wrong"), min_width=20, weight=2, sortable=False),
    ]
    found = views.faulty_files(shelf.catalog)
    return FixedRows(
        columns,
        [
            Row(
                f"fault/{number}/{place}",
                (
                    visible_line(f"{fault.file.rpartition('/')[2]}:{fault.line}"),
                    ((visible_line(fault.message(shelf.language)), "flag"),),
                ),
            )
            for number, (_path, faults) in enumerate(found)
            for place, fault in enumerate(faults)
        ],
    )
