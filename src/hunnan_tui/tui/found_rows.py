"""The rows of what a search found, with what matched marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from hunnan_tui.i18n import _
from hunnan_tui.reading import values, words
from hunnan_tui.tui.widgets.table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hunnan_tui.library.fields import Figured
    from hunnan_tui.library.search import Hit, Results
    from hunnan_tui.tui.rows import Shelf

_PASSAGE, _MOST_FIGURE = 12, 34
"""Cells that a passage has at least, and a figure at most."""


class FoundRows(Struct):
    """What a search finds, in its order, with what matched marked."""

    shelf: Shelf
    look: Callable[[int, int], Results]
    """The search itself: offset, limit."""
    first: Results
    """Its first page, already read."""

    @property
    def columns(self) -> Sequence[Column]:
        """What kind of item, the title, the passage that matched, unless all match in their titles."""
        hits = self.first.hits
        least = max([_PASSAGE, *map(self._width, hits)])
        found = [
            Column("kind", _("Kind"), width=7, sortable=False),
            Column("title", _("Title"), min_width=13, weight=3, sortable=False),
            Column("snippet", _("Found in"), min_width=least, weight=1, sortable=False),
        ]
        return found if self.count() > len(hits) or any(hit.snippet or hit.figure for hit in hits) else found[:2]

    def _width(self, hit: Hit) -> int:
        """The cells that it takes to read a hit's figure whole, and some of a passage beside it."""
        figure = min(cell_len(_figure(hit.figure, self.shelf)), _MOST_FIGURE) if hit.figure else 0
        return figure + _PASSAGE if hit.snippet else figure

    def count(self) -> int:
        """How many are shown: all, or as many as are known."""
        return len(self.first.hits) if self.first.total is None else self.first.total

    def hits(self, offset: int, limit: int) -> Sequence[Hit]:
        """Hits from `offset` on."""
        known = self.first.hits
        if offset + limit <= len(known) or len(known) == self.count():
            return known[offset : offset + limit]
        return self.look(offset, limit).hits

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Rows of hits from `offset` on."""
        rows = []
        for hit in self.hits(offset, limit):
            title = (*self.shelf.mark(hit.key), *pieces(hit.title, hit.title_spans))
            kind = ((words.kind(hit.kind), "dim"),)
            rows.append(Row(hit.key, (kind, self.shelf.marked(hit.key, title), _elsewhere(hit, self.shelf) or "")))
        return rows

    def index_of(self, key: str) -> int | None:
        """The place of a hit on the first page."""
        return next((place for place, hit in enumerate(self.first.hits) if hit.key == key), None)


def _figure(figure: Figured, shelf: Shelf) -> str:
    return "".join(values.figured(figure, shelf.language))


def _elsewhere(hit: Hit, shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """What of an item matched outside of its title: a figure, a passage."""
    passage = pieces(hit.snippet, hit.spans, "dim") if hit.snippet else ()
    if hit.figure is None:
        return passage
    # marked as a whole: of a cell with little room what is marked is shown
    figure = ((_figure(hit.figure, shelf), "match"),)
    return (*figure, (" - " if shelf.ascii else " · ", "dim"), *passage) if passage else figure


def pieces(text: str, spans: Sequence[tuple[int, int]], role: str = "") -> tuple[tuple[str, str], ...]:
    """A text with its matched runs marked."""
    start = 0
    parts: list[tuple[str, str]] = []
    for first, last in spans:
        if first > start:
            parts.append((text[start:first], role))
        parts.append((text[first:last], "match"))
        start = last
    parts.append((text[start:], role))
    return tuple(parts)
