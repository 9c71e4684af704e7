"""Orders in portions whose places are counted while indexing: which number a row has, without counting all before it.

A portion begins at its own key and goes on to the key of the next one. The first begins before every key that there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.walk import Key

MOST = 2000
"""Places above which a portion is divided into some of half as many."""
_BEFORE_ALL = ("", -1, 0)
_KEY = "(major, minor, row)"
_LAST_FIRST = "ORDER BY major DESC, minor DESC, row DESC"

Place = tuple[int, str, Any, int]
"""Ordering, major, minor, row."""


def begin(connection: sqlite3.Connection, orderings: Iterable[int]) -> None:
    """Give orders their first portion, empty; those that have one keep it."""
    connection.executemany(
        "INSERT OR IGNORE INTO portions(ordering, major, minor, row, size) VALUES(?,?,?,?,0)",
        [(ordering, *_BEFORE_ALL) for ordering in orderings],
    )


def count(connection: sqlite3.Connection, places: Iterable[Place], by: int) -> None:
    """Count places that have come (`by` 1) or gone (-1)."""
    connection.executemany(
        f"UPDATE portions SET size = size + {by:d} WHERE id = (SELECT id FROM portions WHERE ordering=?"
        f" AND {_KEY} <= (?,?,?) {_LAST_FIRST} LIMIT 1)",
        places,
    )


def divide(connection: sqlite3.Connection) -> None:
    """Divide the portions that have become too large; the places must be in the catalog."""
    half = MOST // 2
    large = connection.execute(
        "SELECT id, ordering, major, minor, row, size FROM portions WHERE size > ?", (MOST,)
    ).fetchall()
    for portion, ordering, *key, left in large:
        while left > MOST:
            [key] = connection.execute(
                f"SELECT major, minor, row FROM places WHERE ordering=? AND {_KEY} >= (?,?,?)"
                f" ORDER BY major, minor, row LIMIT 1 OFFSET {half}",
                (ordering, *key),
            ).fetchall()
            left -= half
            connection.execute(
                "INSERT INTO portions(ordering, major, minor, row, size) VALUES(?,?,?,?,?)",
                (ordering, *key, half if left > MOST else left),
            )
        connection.execute("UPDATE portions SET size=? WHERE id=?", (half, portion))


def number(catalog: Catalog, ordering: int, key: Key) -> int:
    """How many places stand before `key` in an order, in ascending order."""
    start = catalog.read(
        f"SELECT major, minor, row FROM portions WHERE ordering=? AND {_KEY} <= (?,?,?) {_LAST_FIRST} LIMIT 1",
        [ordering, *key],
    )[0]
    (before,) = catalog.read(
        f"SELECT coalesce(sum(size), 0) FROM portions WHERE ordering=? AND {_KEY} < (?,?,?)", [ordering, *start]
    )[0]
    (within,) = catalog.read(
        f"SELECT count(*) FROM places WHERE ordering=? AND {_KEY} >= (?,?,?) AND {_KEY} < (?,?,?)",
        [ordering, *start, *key],
    )[0]
    return int(before) + int(within)
