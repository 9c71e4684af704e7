"""Walking along an index: any page of a long list, at the cost of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from hunnan_tui.library.catalog import Catalog

Key = tuple[Any, ...]
"""Where a row stands in the index: the values of its key columns."""


class Walk(msgspec.Struct):
    """The rows of an index in its order.

    It remembers keys by the places at which it has read them, and goes on from the nearest: neither the next page nor
    the end costs what lies before them.
    """

    source: str
    """A table with the condition that fixes the index's first columns: `items WHERE kind=?`."""
    parameters: tuple[Any, ...]
    """The condition's values."""
    columns: tuple[str, ...]
    """The index's further columns, which together tell one row from all others; never NULL."""
    descending: bool = False
    """Whether to go from the end of the index to its beginning."""
    _known: dict[int, Key] = msgspec.field(default_factory=dict)

    def fetch(self, catalog: Catalog, offset: int, limit: int, size: int) -> list[Key]:
        """The keys of up to `limit` rows from `offset` on, of `size` rows that there are."""
        if not 0 <= offset < size or limit <= 0:
            return []
        near = min(self._known, key=lambda place: abs(place - offset), default=0)
        if min(offset, size - offset) <= abs(near - offset):
            near = 0 if offset <= size - offset else size
        start = self._known.get(near)
        if near > offset:  # back to the first row asked for, and forward from there
            found = self._read(catalog, start, 1, near - offset - 1, back=True)
            if not found:
                return []
            near, start = offset, found[0]
        rows = self._read(catalog, start, limit, offset - near)
        if rows:
            self._known[offset] = rows[0]
            self._known[offset + len(rows) - 1] = rows[-1]
        return rows

    def index_of(self, catalog: Catalog, key: Key) -> int:
        """How many rows stand before `key`."""
        columns, marks = self._row()
        sign = ">" if self.descending else "<"
        sql = f"SELECT count(*) FROM {self.source} AND {columns} {sign} {marks}"
        found = int(catalog.read(sql, [*self.parameters, *key])[0][0])
        self.mark(found, key)
        return found

    def mark(self, place: int, key: Key) -> None:
        """Remember at which place a key stands."""
        self._known[place] = key

    def _read(self, catalog: Catalog, start: Key | None, limit: int, skip: int, *, back: bool = False) -> list[Key]:
        """Rows from `start` on, or back from the one before it."""
        down = self.descending != back
        columns, marks = self._row()
        beyond = "" if start is None else f" AND {columns} {'<' if down else '>'}{'' if back else '='} {marks}"
        order = ", ".join(f"{column}{' DESC' if down else ''}" for column in self.columns)
        sql = f"SELECT {', '.join(self.columns)} FROM {self.source}{beyond} ORDER BY {order} LIMIT ? OFFSET ?"
        return catalog.read(sql, [*self.parameters, *(start or ()), limit, skip])

    def _row(self) -> tuple[str, str]:
        """The columns, and as many places for values, to be compared."""
        if len(self.columns) == 1:
            return self.columns[0], "?"
        return f"({', '.join(self.columns)})", f"({', '.join('?' * len(self.columns))})"
