"""The rows of what a search found, with what matched marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from hunnan_tui.i18n import _
from hunnan_tui.reading import words
from hunnan_tui.tui.widgets.table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hunnan_tui.library.search import Results
    from hunnan_tui.tui.rows import Shelf

_BEFORE, _CONTEXT = 8, 4
"""Cells before a match that are shown from the beginning on; cells that are left of more than that."""


class FoundRows(Struct):
    """What a search finds, in its order, with what matched marked."""

    shelf: Shelf
    look: Callable[[int, int], Results]
    """The search itself: offset, limit."""
    first: Results
    """Its first page, already read."""

    @property
    def columns(self) -> Sequence[Column]:
        """What kind of item, the title, the passage that matched."""
        return [
            Column("kind", _("Kind"), width=7, sortable=False),
            Column("title", _("Title"), min_width=13, weight=3, sortable=False),
            Column("snippet", _("Found in"), min_width=12, weight=1, sortable=False),
        ]

    def count(self) -> int:
        """How many are shown: all, or as many as have been counted."""
        return self.total if self.total is not None else len(self.first.hits)

    total: int | None = None

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Hits from `offset` on."""
        hits = self.first.hits[:limit] if offset == 0 and len(self.first.hits) >= min(limit, self.count()) else None
        if hits is None:
            hits = self.look(offset, limit).hits
        rows = []
        for hit in hits:
            title = (*self.shelf.mark(hit.key), *pieces(hit.title, hit.title_spans))
            if hit.key in self.shelf.noted:
                title = ((f"{self.shelf.pen} ", "note"), *title)
            snippet = pieces(hit.snippet, hit.spans, "dim") if hit.snippet else ""
            rows.append(Row(hit.key, (((words.kind(hit.kind), "dim"),), title, snippet)))
        return rows

    def index_of(self, key: str) -> int | None:
        """The place of a hit on the first page."""
        return next((place for place, hit in enumerate(self.first.hits) if hit.key == key), None)


def pieces(text: str, spans: Sequence[tuple[int, int]], role: str = "") -> tuple[tuple[str, str], ...]:
    """A text with its matched runs marked; long texts begin shortly before the first match."""
    start = _beginning(text, spans[0][0]) if spans else 0
    parts: list[tuple[str, str]] = [("…", role)] if start else []
    for first, last in spans:
        if first > start:
            parts.append((text[start:first], role))
        parts.append((text[max(first, start) : last], "match"))
        start = max(start, last)
    parts.append((text[start:], role))
    return tuple(parts)


def _beginning(text: str, first: int) -> int:
    """Where a text begins whose match at `first` is to be seen in a narrow column: a few cells before, at a word."""
    if cell_len(text[:first]) <= _BEFORE:
        return 0
    start = first
    while cell_len(text[start - 1 : first]) <= _CONTEXT:
        start -= 1
    space = text.find(" ", start, first)
    return start if space < 0 else space + 1
