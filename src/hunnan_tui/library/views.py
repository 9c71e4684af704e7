"""What the catalog answers to the screen and the commands: counts, lists and items, rows only as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from hunnan_tui.library.items import KINDS, Item, decode
from hunnan_tui.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.fault import Fault
    from hunnan_tui.library.items import Kind

_ITEM = "id, key, kind, briefing, date, body"


class Listing(msgspec.Struct):
    """A list of items, newest briefing first: those of a kind, of a section, or of all sections of a kind.

    It remembers where it has read, so that neither the next page nor the end costs what the list holds.
    """

    kind: Kind
    section: str | None = None
    section_kind: str | None = None
    without: tuple[int, ...] = ()
    """Ids of a few items of the kind that it leaves out."""
    _places: dict[int, int] = msgspec.field(default_factory=dict)
    """Ids by their place in the list, of rows that were read."""

    def _where(self) -> tuple[str, list[Any]]:
        if self.section is not None:
            return "section=?", [self.section]
        if self.section_kind is not None:
            return "section_kind=?", [self.section_kind]
        if self.without:
            return f"kind=? AND id NOT IN ({','.join('?' * len(self.without))})", [self.kind, *self.without]
        return "kind=?", [self.kind]

    def count(self, catalog: Catalog) -> int:
        """How many items it has."""
        if self.section is None and self.section_kind is None:
            return max(counts(catalog).get(self.kind, 0) - len(self.without), 0)
        where, parameters = self._where()
        return int(catalog.read(f"SELECT count(*) FROM items WHERE {where}", parameters)[0][0])

    def fetch(self, catalog: Catalog, offset: int, limit: int) -> list[Item]:
        """Up to `limit` items from `offset` on."""
        where, parameters = self._where()
        known = max((place for place in self._places if place <= offset), default=None)
        skip = offset
        if known is not None:
            where, skip = f"{where} AND id <= ?", offset - known
            parameters = [*parameters, self._places[known]]
        left = self.count(catalog) - offset
        if left < skip:  # nearer to the end: read from there
            where, parameters = self._where()
            taken = min(limit, max(left, 0))
            rows = catalog.read(
                f"SELECT {_ITEM} FROM items WHERE {where} ORDER BY id LIMIT ? OFFSET ?",
                [*parameters, taken, max(left - limit, 0)],
            )[::-1]
        else:
            rows = catalog.read(
                f"SELECT {_ITEM} FROM items WHERE {where} ORDER BY id DESC LIMIT ? OFFSET ?", [*parameters, limit, skip]
            )
        if rows:
            self._places[offset] = rows[0][0]
            self._places[offset + len(rows) - 1] = rows[-1][0]
        return [_item(row) for row in rows]

    def index_of(self, catalog: Catalog, key: str) -> int | None:
        """The place of an item in the list, from 0; None if it is not in it."""
        where, parameters = self._where()
        rows = catalog.read(f"SELECT id FROM items WHERE key=? AND {where}", [key, *parameters])
        if not rows:
            return None
        before = catalog.read(f"SELECT count(*) FROM items WHERE {where} AND id > ?", [*parameters, rows[0][0]])
        return int(before[0][0])

    def all(self, catalog: Catalog) -> Iterator[Item]:
        """Every item, read in portions."""
        offset = 0
        while portion := self.fetch(catalog, offset, 1000):
            yield from portion
            offset += len(portion)


class SectionRow(msgspec.Struct, frozen=True):
    """A section as the navigator shows it."""

    key: str
    briefing: str
    title: Text
    points: int


class BriefingRow(msgspec.Struct, frozen=True):
    """A briefing as the navigator and `list briefings` show it."""

    id: str
    date: str
    title: Text
    path: str


def _item(row: tuple[Any, ...]) -> Item:
    row_id, key, kind, briefing, date, body = row
    return Item(row_id, key, kind, briefing, date, decode(kind, body))


def by_ids(catalog: Catalog, ids: Sequence[int]) -> list[Item]:
    """The items with these ids, in their order."""
    rows = catalog.read(f"SELECT {_ITEM} FROM items WHERE id IN ({','.join('?' * len(ids))})", ids)
    found = {row[0]: _item(row) for row in rows}
    return [found[row_id] for row_id in ids if row_id in found]


def item(catalog: Catalog, key: str) -> Item | None:
    """The item with `key`; None if the library has none."""
    rows = catalog.read(f"SELECT {_ITEM} FROM items WHERE key=?", [key])
    return _item(rows[0]) if rows else None


def source(catalog: Catalog, briefing: str, source_id: str) -> Item | None:
    """The source that evidence in `briefing` calls `source_id`."""
    return item(catalog, f"{briefing}/source/{source_id}")


def counts(catalog: Catalog) -> dict[str, int]:
    """How many items there are of each kind: the search index counts them while it is made."""
    found = dict.fromkeys(KINDS, 0)
    found.update(catalog.read("SELECT value, items FROM facets WHERE field='kind'"))
    return found  # type: ignore[return-value]


def briefing_count(catalog: Catalog) -> int:
    """How many briefings there are."""
    return int(catalog.read("SELECT count(*) FROM briefings")[0][0])


def target_count(catalog: Catalog) -> int:
    """How many targets there are: one for each metric, period and value, however many sources state it."""
    sql = "SELECT count(*) FROM (SELECT DISTINCT item, period, plain FROM observations WHERE nature='target')"
    return int(catalog.read(sql)[0][0])


def sections(catalog: Catalog, kind: str, limit: int = 200) -> list[SectionRow]:
    """The sections of a kind, newest briefing first, in their own order."""
    rows = catalog.read(
        "SELECT key, briefing, title_zh, title_en, points FROM sections WHERE kind=?"
        " ORDER BY date DESC, briefing, ordinal LIMIT ?",
        [kind, limit],
    )
    return [SectionRow(key, briefing, Text(zh, en), points) for key, briefing, zh, en, points in rows]


def briefings(catalog: Catalog, limit: int = -1) -> list[BriefingRow]:
    """The briefings, newest first."""
    rows = catalog.read(
        "SELECT b.id, b.date, b.title_zh, b.title_en, f.path FROM briefings b JOIN files f ON f.id=b.file"
        " ORDER BY b.date DESC, b.id LIMIT ?",
        [limit],
    )
    return [BriefingRow(row_id, date, Text(zh, en), path) for row_id, date, zh, en, path in rows]


def briefings_since(catalog: Catalog, moment: int, limit: int) -> list[tuple[BriefingRow, str]]:
    """The briefings whose files were written after `moment` (nanoseconds since 1970), the last written first.

    Each with the key of its first item, empty where it has figures only.
    """
    rows = catalog.read(
        "SELECT b.id, b.date, b.title_zh, b.title_en, f.path,"
        " (SELECT key FROM items WHERE file=f.id ORDER BY id DESC LIMIT 1)"
        " FROM files f JOIN briefings b ON b.file=f.id WHERE f.mtime_ns > ? ORDER BY f.mtime_ns DESC, b.id LIMIT ?",
        [moment, limit],
    )
    return [(BriefingRow(row_id, date, Text(zh, en), path), key or "") for row_id, date, zh, en, path, key in rows]


def leading_metrics(catalog: Catalog, limit: int) -> list[Item]:
    """The metrics that the library says most about: with a value of about the last year, for the most periods."""
    rows = catalog.read(
        f"SELECT {_ITEM} FROM items JOIN (SELECT item, count(DISTINCT period) AS n FROM observations GROUP BY item"
        " HAVING max(CASE nature WHEN 'actual' THEN ends END) >="
        " (SELECT date(max(ends), '-400 days') FROM observations WHERE nature='actual')"
        " ORDER BY n DESC, item DESC LIMIT ?) ON item=id ORDER BY n DESC, id DESC",
        [limit],
    )
    return [_item(row) for row in rows]


def targeted_metrics(catalog: Catalog, limit: int) -> list[Item]:
    """Metrics with a target, those first that have an actual value to compare it with, then the newest."""
    rows = catalog.read(
        f"SELECT {_ITEM} FROM items JOIN (SELECT item, max(nature='actual') AS known FROM observations GROUP BY item"
        " HAVING max(nature='target') ORDER BY known DESC, item DESC LIMIT ?) ON item=id ORDER BY known DESC, id DESC",
        [limit],
    )
    return [_item(row) for row in rows]


def related(catalog: Catalog, key: str, limit: int = 50) -> list[Item]:
    """The items that `key` speaks of, then those that speak of it."""
    rows = catalog.read(
        f"SELECT {_ITEM} FROM (SELECT i.*, 0 AS back FROM items me JOIN links l ON l.item=me.id JOIN items i"
        " ON i.key=l.target WHERE me.key=?1 UNION ALL SELECT i.*, 1 FROM links l JOIN items i ON i.id=l.item"
        " WHERE l.target=?1) WHERE kind != 'note' GROUP BY id ORDER BY min(back), id DESC LIMIT ?2",
        [key, limit],
    )
    return [_item(row) for row in rows]


def citing(catalog: Catalog, briefing: str, source_id: str, limit: int = 50) -> list[Item]:
    """The items whose evidence names a source: those of its briefing, and the metrics that it contributes to."""
    rows = catalog.read(
        f"SELECT {_ITEM} FROM items WHERE id IN (SELECT item FROM evidence_sources WHERE source=?) AND kind != 'source'"
        " AND (briefing=? OR kind='metric') ORDER BY id DESC LIMIT ?",
        [source_id, briefing, limit],
    )
    return [_item(row) for row in rows]


def faulty_files(catalog: Catalog) -> list[tuple[str, list[Fault]]]:
    """The files that could not be taken into the library, each with its faults."""
    rows = catalog.read("SELECT path, faults FROM files WHERE faults IS NOT NULL ORDER BY path")
    if not rows:
        return []
    from hunnan_tui.library.fault import Fault  # mostly there is none

    return [(path, msgspec.json.decode(faults, type=list[Fault])) for path, faults in rows]


def periods(catalog: Catalog) -> list[tuple[str, bool]]:
    """The columns of the metric table: every period that occurs, oldest first, targets apart."""
    return [
        (period, bool(target))
        for period, target in catalog.read(
            "SELECT period, nature='target' AS target FROM observations GROUP BY period, target"
            " ORDER BY ends, target, length(period) DESC, period"
        )
    ]
