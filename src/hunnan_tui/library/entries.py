"""Items in the catalog: giving them ids, putting them in, taking them out."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hunnan_tui.library import search
from hunnan_tui.model.text import Text

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from hunnan_tui.library.items import Row

# Metrics belong to no single briefing: their ids are a range of their own above those of all briefings.
FIRST_METRIC = 1 << 40
# So are those of what the program noticed.
FIRST_FLAG = 1 << 41
# And those of notes, which come before everything else among equals: they are the reader's own.
FIRST_NOTE = 1 << 42
# Bits of an id below those of its briefing's date: so many items a day have ids in the order of the dates.
_DAY = 18


def top_id(connection: sqlite3.Connection, day: date, count: int) -> int:
    """The highest of `count` new ids: above those of older briefings and below those of newer ones."""
    for number in itertools.count(day.toordinal()):  # a day that is full goes on in the next
        first, end = number << _DAY, (number + 1) << _DAY
        (highest,) = connection.execute("SELECT max(id) FROM items WHERE id >= ? AND id < ?", (first, end)).fetchone()
        top = count + (first - 1 if highest is None else int(highest))
        if top < end:
            break
    return top


def insert_item(connection: sqlite3.Connection, row_id: int, row: Row, file: int | None) -> None:
    """Put an item into the catalog, with its sources and links; the index is the caller's."""
    title = row.title or Text()
    connection.execute(
        "INSERT INTO items VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            row_id,
            row.key,
            row.kind,
            row.briefing,
            row.date,
            title.zh,
            title.en,
            row.name,
            row.text.zh,
            row.text.en,
            row.figures,
            row.area,
            row.section,
            row.section_kind,
            file,
            row.body,
        ),
    )
    connection.executemany("INSERT INTO evidence_sources VALUES(?,?)", [(row_id, source) for source in row.sources])
    flag = row.kind == "flag"
    connection.executemany("INSERT INTO links VALUES(?,?,?)", [(row_id, target, flag) for target in row.links])


def remove_items(connection: sqlite3.Connection, ids: list[int]) -> None:
    """Take items out of the catalog and the index, with all that hangs on them."""
    search.unindex(connection, ids)
    for item in ids:
        for table, column in (
            ("items", "id"),
            ("observations", "item"),
            ("series", "item"),
            ("evidence_sources", "item"),
            ("links", "item"),
        ):
            connection.execute(f"DELETE FROM {table} WHERE {column}=?", (item,))
