"""The rows of the tables of metrics, targets and sources in any order of a column, read only as they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from hunnan_tui.library import portions
from hunnan_tui.library.ranking import OWN
from hunnan_tui.library.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.ranking import View
    from hunnan_tui.library.walk import Key

# where the rows of a table stand in its own order, the highest id first
_TABLES = {"target": "targets WHERE 1", "source": "items WHERE kind='source'"}
_METRICS = "items WHERE kind='metric'"


class Order(msgspec.Struct):
    """The ids of metrics, targets or sources by a column.

    Those without a value in it come last, in the table's own order.
    Descending is the reverse of ascending, but for those without a value.
    """

    view: View
    """Of which table's columns it is one."""
    name: str
    """The column, as `hunnan_tui.library.ranking` names it."""
    descending: bool
    """Whether the largest value comes first."""
    count: int
    """How many rows there are, with a value or without."""
    _id: int
    _size: int
    _valued: Walk
    _others: Walk

    @classmethod
    def of(cls, catalog: Catalog, view: View, name: str, descending: bool, count: int) -> Order:
        """The order by a column, whether or not there is a value in it."""
        rows = catalog.read("SELECT id, size FROM orders WHERE view=? AND name=?", [view, name])
        row_id, size = rows[0] if rows else (0, 0)
        without = _TABLES.get(view, _METRICS)
        given: tuple[int, ...] = ()
        if size:
            without += " AND NOT EXISTS(SELECT 1 FROM places WHERE ordering=? AND row=-id)"
            given = (row_id,)
        return cls(
            view,
            name,
            descending,
            count,
            row_id,
            size,
            Walk("places WHERE ordering=?", (row_id,), ("major", "minor", "row"), descending),
            Walk(without, given, ("id",), descending=True),
        )

    def fetch(self, catalog: Catalog, offset: int, limit: int) -> list[int]:
        """Up to `limit` ids from `offset` on."""
        found = [-key[2] for key in self._valued.fetch(catalog, offset, limit, self._size)]
        left = limit - len(found)
        if left and offset + len(found) >= self._size:
            behind = offset + len(found) - self._size
            found += [key[0] for key in self._others.fetch(catalog, behind, left, self.count - self._size)]
        return found

    def index_of(self, catalog: Catalog, row: int) -> int:
        """The place of a row that there is."""
        key = self._key(catalog, row)
        if key is not None:
            before = portions.number(catalog, self._id, key)
            found = self._size - 1 - before if self.descending else before
            self._valued.mark(found, key)
            return found
        # before it stand the rows that do in the table's own order, but for those that have a value
        table: View = self.view if self.view in _TABLES else "metric"
        before = Order.of(catalog, table, OWN, False, self.count).index_of(catalog, row)
        (valued,) = catalog.read("SELECT count(*) FROM places WHERE ordering=? AND row < ?", [self._id, -row])[0]
        return self._size + before - int(valued)

    def among(self, catalog: Catalog, rows: Sequence[int]) -> list[int]:
        """Some rows, a few thousand at most, in this order."""
        down = "DESC" if self.descending else "ASC"
        found = catalog.read(
            f"SELECT -row FROM places WHERE ordering=? AND row IN ({','.join('?' * len(rows))})"
            f" ORDER BY major {down}, minor {down}, row {down}",
            [self._id, *(-row for row in rows)],
        )
        valued = {row: None for (row,) in found}
        return [*valued, *sorted((row for row in rows if row not in valued), reverse=True)]

    def _key(self, catalog: Catalog, row: int) -> Key | None:
        rows: list[Any] = catalog.read(
            "SELECT major, minor, row FROM places WHERE ordering=? AND row=?", [self._id, -row]
        )
        return rows[0] if rows else None
