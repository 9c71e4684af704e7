"""What a table shows, and where: columns placed on a width, lines as pieces of text, exact to the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len, set_cell_size

from hunnan_tui.model.text import visible_line

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

GAP = 2
"""Cells between two columns."""
MARGIN = 2
"""Cells on the left: the cursor's mark and one of air. On the right there is one of air."""

Align = Literal["left", "right"]
Cell = str | tuple[tuple[str, str], ...]
"""What a cell shows: a text, or pieces of (text, role). Drawing makes it safe: it may come from a file."""
Pieces = list[tuple[str, str]]
"""Safe text with its roles, ready to be drawn."""


ASIDE = "aside"
"""The role of what stands behind a name and tells it from others of the same name."""
CONTEXT = 4
"""Cells that are left of what is before a match, and of what is behind it, if there is no room for all of it."""


class Column(Struct, frozen=True):
    """A column of a table."""

    key: str
    """What messages, `hidden` and `sorted_by` call it."""
    title: str
    """Its heading."""
    width: int | None = None
    """Cells; None for a flexible column, which shares what the others leave."""
    min_width: int = 8
    """Cells below which a flexible column does not shrink."""
    weight: int = 1
    """A flexible column's share of the space, beside the other flexible ones."""
    share: float = 0.25
    """The part of the width that a flexible column takes at least where it is frozen: it says what a row is."""
    align: Align = "left"
    sortable: bool = True
    frozen: bool = False
    """Whether it stays where it is, on the left, while the others move."""

    @property
    def least(self) -> int:
        """The cells without which it is not shown."""
        return self.min_width if self.width is None else self.width


class Row(NamedTuple):
    """One row: `cells` in the order of the columns; `role` applies to the whole row."""

    key: str
    cells: Sequence[Cell]
    role: str = ""


class Rows(Protocol):
    """What a table shows. It does not change: what is to be shown instead comes with `Table.set_rows`."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns, from left to right."""

    def count(self) -> int:
        """How many rows there are."""

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Up to `limit` rows from `offset` on; fewer only at the end."""

    def index_of(self, key: str) -> int | None:
        """The place of a row, from 0; None if there is none with that key."""


class Glyphs(NamedTuple):
    """What is drawn beside text."""

    mark: str
    ellipsis: str
    ascending: str
    descending: str
    left: str
    right: str


UNICODE = Glyphs("▌", "…", "▴", "▾", "‹", "›")  # one cell each, the arrows in every terminal
ASCII = Glyphs(">", "..", "^", "v", "<", ">")


class Slot(NamedTuple):
    """A column in view: `place` is its cell in a row, `x` its first terminal cell after the margin."""

    place: int
    column: Column
    x: int
    width: int


class Layout(Struct, frozen=True):
    """The columns that a width shows."""

    slots: tuple[Slot, ...] = ()
    """The columns in view, from left to right."""
    order: tuple[str, ...] = ()
    """The keys of all columns that are not hidden, as one meets them from left to right."""
    first: int = 0
    """How many columns have moved out to the left."""
    frozen: int = 0
    """How many of the slots do not move."""

    @property
    def before(self) -> bool:
        """Whether there is more to the left."""
        return self.first > 0

    @property
    def after(self) -> bool:
        """Whether there is more to the right."""
        return self.first + len(self.slots) < len(self.order)

    def shows(self, key: str) -> bool:
        """Whether a column is in view."""
        return any(slot.column.key == key for slot in self.slots)


def lay_out(columns: Sequence[Column], width: int, first: int = 0, hidden: Container[str] = ()) -> Layout:
    """Place columns on `width` cells, after moving `first` of those that are not frozen out to the left.

    Flexible columns shrink to their least width; then whole columns are left out on the right. One column
    that moves is always there, cut if need be. Frozen columns for which two fifths of the width are not enough
    move like the others. No more columns move out than bring the last one into view.
    """
    shown = [(index, _roomy(column, width)) for index, column in enumerate(columns) if column.key not in hidden]
    frozen = [entry for entry in shown if entry[1].frozen]
    while frozen and _least(frozen) > width * 2 // 5:
        frozen.pop()
    moving = [entry for entry in shown if entry not in frozen]
    first = max(0, min(first, len(moving) - 1))
    while first and _least(frozen + moving[first - 1 :]) <= width:
        first -= 1
    taken = frozen + moving[first : first + 1]
    for entry in moving[first + 1 :]:
        if _least([*taken, entry]) > width:
            break
        taken.append(entry)
    order = tuple(column.key for _, column in frozen + moving)
    return Layout(_place(taken, width), order, first, len(frozen))


def _roomy(column: Column, width: int) -> Column:
    """A column with its share of the width if it has one: the others may be moved into view."""
    if not column.frozen or column.width is not None:
        return column
    return replace(column, min_width=max(column.min_width, int(width * column.share)))


def reveal(columns: Sequence[Column], width: int, layout: Layout, key: str, hidden: Container[str] = ()) -> Layout:
    """The layout nearest to `layout` that has the column `key` in view."""
    place = layout.order.index(key) - layout.frozen
    if place < layout.first:
        return layout if place < 0 else lay_out(columns, width, place, hidden)
    if layout.shows(key):
        return layout
    # the fewest columns that move out for it to come in, halving what is left to try
    least, most = layout.first + 1, place
    while least < most:
        middle = (least + most) // 2
        if lay_out(columns, width, middle, hidden).shows(key):
            most = middle
        else:
            least = middle + 1
    return lay_out(columns, width, least, hidden)


def fit(cell: Cell, width: int, align: Align = "left", ellipsis: str = "…") -> Pieces:
    """The cell's pieces, made safe, cut with an ellipsis and padded to exactly `width` terminal cells.

    What matched is seen: where there is no room for all that is before it, that is cut as well. So is a last piece of
    the role `ASIDE`, in up to half of the width. A wide character that would stand half inside is left out and a space
    takes its place.
    """
    if width <= 0:
        return []
    enough = 4 * width + 16  # characters: what follows cannot be seen, however long it is
    if not isinstance(cell, str) and len(cell) > 1 and cell[-1][1] == ASIDE:
        before, aside = cell[:-1], cell[-1:]
        taken, wanted = (sum(cell_len(text[:enough]) for text, _role in part) for part in (before, aside))
        if taken + wanted > width:
            room = max(width - wanted, min(taken, (width + 1) // 2))
            return fit(before, room, align, ellipsis) + fit(aside, width - room, align, ellipsis)
    given = ((cell, ""),) if isinstance(cell, str) else _with_match(cell, width, ellipsis)
    pieces = [(visible_line(text[:enough]), role) for text, role in given]
    sizes = [cell_len(text) for text, _ in pieces]
    used = sum(sizes)
    if used > width:
        pieces, used = _cut(pieces, sizes, width, ellipsis[:width])
    if used < width:
        padding = (" " * (width - used), "")
        pieces = [padding, *pieces] if align == "right" else [*pieces, padding]
    return pieces


def _with_match(cell: tuple[tuple[str, str], ...], width: int, ellipsis: str) -> tuple[tuple[str, str], ...]:
    """A cell cut before its first match, near it and at a word, if the match would not be seen in `width` cells."""
    at = next((at for at, (_text, role) in enumerate(cell) if at and role == "match"), 0)
    if at == 0:
        return cell
    cell = _shortened(cell, at, width, ellipsis)
    before, role = cell[at - 1]
    room = width - sum(cell_len(text) for text, _role in cell[: at - 1]) - cell_len(cell[at][0])
    further = any(text for text, _role in cell[at + 1 :])
    if cell_len(before) <= room - (len(ellipsis) if further else 0):
        return cell
    behind = sum(cell_len(text) for text, _role in cell[at + 1 :])
    room = max(CONTEXT, room - len(ellipsis) - min(behind, CONTEXT + len(ellipsis)))
    start = len(before)
    while start and cell_len(before[start - 1 :]) <= room:
        start -= 1
    space = before.find(" ", start)
    return (*cell[: at - 1], (f"{ellipsis}{before[start if space < 0 else space + 1 :]}", role), *cell[at:])


def _shortened(cell: tuple[tuple[str, str], ...], at: int, width: int, ellipsis: str) -> tuple[tuple[str, str], ...]:
    """A cell whose first piece leaves room for the match at `at` in a piece further on; half of the room is its own."""
    if at < 2:
        return cell
    text, role = cell[0]
    between = sum(cell_len(told) for told, _role in cell[1 : at - 1]) + min(cell_len(cell[at - 1][0]), CONTEXT)
    room = max(width // 2, width - between - cell_len(cell[at][0]) - 2 * len(ellipsis))
    if cell_len(text) <= room:
        return cell
    return ((f"{set_cell_size(text, room - len(ellipsis)).rstrip()}{ellipsis}", role), *cell[1:])


def row_pieces(layout: Layout, width: int, cells: Sequence[Cell], glyphs: Glyphs, chosen: str | None) -> Pieces:
    """A row, `width` cells wide; the cell of the column `chosen` has the role `column` beside its own."""
    pieces: Pieces = []
    x = -MARGIN
    for slot in layout.slots:
        pieces.append((" " * (slot.x - x), ""))
        cell = fit(cells[slot.place], slot.width, slot.column.align, glyphs.ellipsis)
        pieces += cell if slot.column.key != chosen else [(text, f"{role} column") for text, role in cell]
        x = slot.x + slot.width
    pieces.append((" " * (width - MARGIN - x), ""))
    return pieces


def header_pieces(
    layout: Layout, width: int, glyphs: Glyphs, sorted_by: tuple[str, bool] | None, chosen: str | None
) -> Pieces:
    """The titles, `width` cells wide, with an arrow where it sorts and marks where there are more columns."""
    pieces: Pieces = []
    x = -MARGIN
    for number, slot in enumerate(layout.slots):
        more = glyphs.left if layout.before and number == layout.frozen else " "
        pieces.append((" " * (slot.x - x - 2) + more + " ", ""))
        x = slot.x + slot.width
        title, role = slot.column.title, "column" if slot.column.key == chosen else ""
        if sorted_by is None or slot.column.key != sorted_by[0]:
            pieces += [(text, role) for text, _ in fit(title, slot.width, slot.column.align, glyphs.ellipsis)]
            continue
        arrow = glyphs.descending if sorted_by[1] else glyphs.ascending
        if slot.column.align == "left":
            room = min(cell_len(title), max(slot.width - 2, 0))
            pieces += [(text, f"sorted {role}") for text, _ in fit(title, room, ellipsis=glyphs.ellipsis)]
            pieces += [(text, "sorted") for text, _ in fit(f" {arrow}", slot.width - room)]
        else:  # over figures: the title keeps its place, and the arrow stands in the gap
            pieces += [(text, f"sorted {role}") for text, _ in fit(title, slot.width, "right", glyphs.ellipsis)]
            pieces.append((arrow, "sorted"))
            x += 1
    rest = width - MARGIN - x
    pieces.append((glyphs.right.rjust(rest) if layout.after and rest else " " * rest, ""))
    return pieces


def _cut(pieces: Pieces, sizes: list[int], width: int, ellipsis: str) -> tuple[Pieces, int]:
    """The beginning of the pieces with the ellipsis after it, and its cells: at most `width`."""
    room = width - len(ellipsis)
    kept: Pieces = []
    for (text, role), size in zip(pieces, sizes, strict=True):
        if size <= room:
            kept.append((text, role))
            room -= size
            continue
        head = set_cell_size(text, room)
        if not text.startswith(head):  # Rich put a space for the half of a wide character
            head = head[:-1]
        kept.append((head + ellipsis, role if head else ""))
        return kept, width - room + cell_len(head)
    return kept, width - room


def _least(entries: Sequence[tuple[int, Column]]) -> int:
    """The cells that columns need, with the gaps between them."""
    return sum(column.least for _, column in entries) + GAP * max(len(entries) - 1, 0)


def _place(entries: Sequence[tuple[int, Column]], width: int) -> tuple[Slot, ...]:
    """Columns side by side: flexible ones share the spare cells by weight, the last is cut if need be."""
    spare = width - _least(entries)
    weights = sum(column.weight for _, column in entries if column.width is None)
    slots: list[Slot] = []
    x = 0
    for place, column in entries:
        size = column.least
        if column.width is None and spare > 0:
            share = spare * column.weight // weights
            spare, weights, size = spare - share, weights - column.weight, size + share
        size = max(0, min(size, width - x))
        slots.append(Slot(place, column, x, size))
        x += size + GAP
    return tuple(slots)
