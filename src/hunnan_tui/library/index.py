"""The search index in the catalog: its tables, putting items in, taking them out.

Works beside the catalog's own tables `items` and `observations`, in the caller's transaction.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from hunnan_tui.library.items import Row

TERMS_VERSION = 9
"""A catalog whose terms were made by another version must be made anew."""

_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~".replace("'", "''").replace('"', '""')

SCHEMA = f"""
-- Which terms (see terms.py) occur in which item; the terms themselves are all that it holds.
CREATE VIRTUAL TABLE terms USING fts5(
  t, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '{_SIGNS}'"
);
-- A larger share of memory while writing: a third less time for many items.
INSERT INTO terms(terms, rank) VALUES('hashsize', 33554432);
-- How many items have each term.
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, row);
-- The Latin words that occur, to complete and correct what is typed. They outlive the items.
CREATE TABLE words(word TEXT PRIMARY KEY) WITHOUT ROWID;
-- What fields say of an item, as terms: needed to take it out of the index again.
CREATE TABLE filters(item INTEGER PRIMARY KEY, terms TEXT NOT NULL);
-- How many items have each value of a field.
CREATE TABLE facets(
  field TEXT NOT NULL, value TEXT NOT NULL, items INTEGER NOT NULL, PRIMARY KEY(field, value)
) WITHOUT ROWID;
-- The same of the items of each kind: a view has those of one, or a query begins with it.
CREATE TABLE kind_facets(
  kind TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, items INTEGER NOT NULL,
  PRIMARY KEY(kind, field, value)
) WITHOUT ROWID;
"""

_RECORD = "kind, briefing, date, title_zh, title_en, name, text_zh, text_en, figures, area, section, section_kind"
_PORTION = 1000
_MOST_YEARS = 100  # of one period


class Record(NamedTuple):
    """What search keeps of an item. `name`, `figures` and the texts may have several lines: nothing matches across."""

    kind: str
    briefing: str
    date: str
    title_zh: str = ""
    title_en: str = ""
    name: str = ""
    text_zh: str = ""
    text_en: str = ""
    figures: str = ""
    area: str = ""
    section: str = ""
    section_kind: str = ""
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    """The keys of the sources, whose publishers are a field of the item too."""


def record(row: Row, tags: Iterable[str] = ()) -> Record:
    """What search keeps of a row of the catalog."""
    title = row.title
    return Record(
        kind=row.kind,
        briefing=row.briefing,
        date=row.date,
        title_zh=(title and title.zh) or "",
        title_en=(title and title.en) or "",
        name=row.name,
        text_zh=row.text.zh or "",
        text_en=row.text.en or "",
        figures=row.figures,
        area=row.area,
        section=row.section or "",
        section_kind=row.section_kind or "",
        sources=tuple(row.sources),
        tags=tuple(tags),
        cited=tuple(row.cited or (f"{row.briefing}/source/{source}" for source in row.sources)),
    )


def index(connection: sqlite3.Connection, records: Iterable[tuple[int, Record]]) -> None:
    """Put items into the index; their observations must be in the catalog already.

    The ids must be new. Many at once are faster than one by one.
    """
    from hunnan_tui.library.terms import terms

    waiting = iter(records)
    publishers = _Publishers(connection)
    while portion := sorted(islice(waiting, _PORTION), key=lambda pair: pair[0]):
        facets: Counter[Said] = Counter()
        vocabulary: set[str] = set()
        rows, filters = [], []
        for item, entry in portion:
            said = sorted({*_said(connection, item, entry), *publishers.of(entry)})
            facets.update((entry.kind, *pair) for pair in said)
            made, words = terms(entry)
            vocabulary |= words
            of_fields = " ".join(f"{field}:{as_term(value)}" for field, value in said)
            filters.append((item, of_fields))
            rows.append((item, f"{made} {of_fields}"))
        connection.executemany("INSERT INTO terms(rowid, t) VALUES(?, ?)", rows)
        connection.executemany("INSERT INTO filters VALUES(?, ?)", filters)
        connection.executemany("INSERT OR IGNORE INTO words VALUES(?)", [(word,) for word in sorted(vocabulary)])
        _count(connection, facets)


def unindex(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Take items out of the index; their rows must still be in the catalog."""
    from hunnan_tui.library.terms import terms

    for item in ids:
        row = connection.execute(f"SELECT {_RECORD} FROM items WHERE id = ?", (item,)).fetchone()
        of_fields = connection.execute("SELECT terms FROM filters WHERE item = ?", (item,)).fetchone()
        if row is None or of_fields is None:
            continue
        entry = Record._make([*(value or "" for value in row), (), (), ()])
        connection.execute(
            "INSERT INTO terms(terms, rowid, t) VALUES('delete', ?, ?)",
            (item, f"{terms(entry)[0]} {of_fields[0]}"),
        )
        connection.execute("DELETE FROM filters WHERE item = ?", (item,))
        said = [term.split(":", 1) for term in of_fields[0].split()]
        _count(connection, Counter({(entry.kind, field, value): -1 for field, value in said}))


def optimize(connection: sqlite3.Connection) -> None:
    """Bring the index into its most compact form, after many items have come or gone."""
    from hunnan_tui.library.terms import forget

    forget()
    connection.execute("INSERT INTO terms(terms) VALUES('optimize')")


@lru_cache(maxsize=4096)
def as_term(value: str) -> str:
    """A field's value as the index and the facets have it: folded, without spaces."""
    from hunnan_tui.library.fold import fold

    return "_".join(fold(value).split())


@lru_cache(maxsize=4096)
def years_of(period: str) -> tuple[str, ...]:
    """The years that a period lies in; of more than `_MOST_YEARS` the first and the last."""
    if "/" not in period:
        return (period[:4],)
    from hunnan_tui.model.period import parse_period

    first, last = (day.year for day in (parse_period(period).first, parse_period(period).last))
    years = range(first, last + 1) if last - first < _MOST_YEARS else (first, last)
    return tuple(f"{year:04}" for year in years)


@lru_cache(maxsize=1024)
def units_of(unit: str) -> tuple[str, ...]:
    """What `unit:` finds a unit by, as terms: itself, and what it is so many of: 亿元 as 亿元 and 元."""
    from hunnan_tui.model.units import single

    return tuple(dict.fromkeys(map(as_term, (unit, single(unit)))))


def _said(connection: sqlite3.Connection, item: int, entry: Record) -> Iterable[tuple[str, str]]:
    """What fields say of an item: (field, value)."""
    yield "kind", entry.kind
    if entry.section:
        yield "section", entry.section
        if entry.section_kind:
            yield "section", entry.section_kind
    if entry.area:
        yield "area", entry.area
    if entry.briefing:
        yield "briefing", entry.briefing
    yield from (("source", source) for source in entry.sources)
    yield from (("tag", tag) for tag in entry.tags)
    observed = []
    if entry.kind == "metric":
        observed = connection.execute(
            "SELECT DISTINCT period, unit, nature, briefing FROM observations WHERE item = ?", (item,)
        ).fetchall()
    for period, unit, nature, briefing in observed:
        yield from (("year", year) for year in years_of(period))
        yield from (("unit", name) for name in units_of(unit))
        yield from (("nature", nature), ("briefing", briefing))
    if not observed and entry.date:
        yield "year", entry.date[:4]


class _Publishers:
    """The publishers of sources, each looked up once; the sources must be in the catalog already."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, entry: Record) -> Iterator[tuple[str, str]]:
        """What the field `publisher` says of an item: the names in both languages."""
        for key in entry.cited:
            if key not in self._known:
                self._known[key] = self._names(key)
            yield from (("publisher", name) for name in self._known[key])

    def _names(self, key: str) -> tuple[str, ...]:
        from hunnan_tui.library.items import decode_source

        row = self._connection.execute("SELECT body FROM items WHERE key = ?", (key,)).fetchone()
        publisher = decode_source(row[0]).publisher if row is not None else None
        return tuple(filter(None, (publisher.zh, publisher.en))) if publisher else ()


Said = tuple[str, str, str]
"""An item's kind, a field and what it says of the item."""


def _count(connection: sqlite3.Connection, facets: Counter[Said]) -> None:
    """Add to the numbers of items, or take from them."""
    of_all: Counter[tuple[str, str]] = Counter()
    for (_kind, field, value), items in facets.items():
        of_all[field, value] += items
    for table, counted in (("kind_facets", facets), ("facets", of_all)):
        rows = [(*said[:-1], as_term(said[-1]), items) for said, items in counted.items()]
        marks = ", ".join("?" * len(rows[0])) if rows else ""
        connection.executemany(
            f"INSERT INTO {table} VALUES({marks}) ON CONFLICT DO UPDATE SET items = items + excluded.items", rows
        )
        keys = "kind = ? AND field = ? AND value = ?" if table == "kind_facets" else "field = ? AND value = ?"
        gone = [row[:-1] for row in rows if row[-1] < 0]
        connection.executemany(f"DELETE FROM {table} WHERE {keys} AND items <= 0", gone)
