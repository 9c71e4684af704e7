"""What the catalog answers to the screen and the commands: counts, lists and items, rows only as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from hunnan_tui.library.items import KINDS, Item, MetricItem, decode_source
from hunnan_tui.library.walk import Walk
from hunnan_tui.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.fault import Fault
    from hunnan_tui.library.items import Kind
    from hunnan_tui.model.briefing import Source

_TOGETHER = 500
"""As many rows are asked for by their keys at once."""
_ITEM = "id, key, kind, briefing, date, body"


class Listing(msgspec.Struct):
    """A list of items, newest briefing first: those of a kind, of a section, or of all sections of a kind.

    Neither the next page nor the end costs what the list holds.
    """

    kind: Kind
    section: str | None = None
    section_kind: str | None = None
    without: tuple[int, ...] = ()
    """Ids of a few items of the kind that it leaves out."""
    _walk: Walk | None = None

    @property
    def walk(self) -> Walk:
        """The way along the index by which it reads."""
        if self._walk is None:
            self._walk = Walk(f"items WHERE {self._where()[0]}", tuple(self._where()[1]), ("id",), descending=True)
        return self._walk

    def _where(self) -> tuple[str, list[Any]]:
        if self.section is not None:
            return "section=?", [self.section]
        if self.section_kind is not None:
            return "section_kind=?", [self.section_kind]
        if self.without:
            return f"kind=? AND id NOT IN ({','.join('?' * len(self.without))})", [self.kind, *self.without]
        return "kind=?", [self.kind]

    def count(self, catalog: Catalog) -> int:
        """How many items it has: the search index counts them while it is made."""
        section = self.section or self.section_kind
        field, value = ("section", section) if section is not None else ("kind", self.kind)
        rows = catalog.read("SELECT items FROM facets WHERE field=? AND value=?", [field, value])
        return max(int(rows[0][0]) - len(self.without), 0) if rows else 0

    def fetch(self, catalog: Catalog, offset: int, limit: int) -> list[Item]:
        """Up to `limit` items from `offset` on."""
        return by_ids(catalog, [row_id for (row_id,) in self.walk.fetch(catalog, offset, limit, self.count(catalog))])

    def index_of(self, catalog: Catalog, key: str) -> int | None:
        """The place of an item in the list, from 0; None if it is not in it."""
        where, parameters = self._where()
        rows = catalog.read(f"SELECT id FROM items WHERE key=? AND {where}", [key, *parameters])
        return self.walk.index_of(catalog, rows[0]) if rows else None

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


def by_ids(catalog: Catalog, ids: Sequence[int]) -> list[Item]:
    """The items with these ids, in their order."""
    rows = catalog.read(f"SELECT {_ITEM} FROM items WHERE id IN ({','.join('?' * len(ids))})", ids)
    found = {row[0]: Item(*row) for row in rows}
    return [found[row_id] for row_id in ids if row_id in found]


def item(catalog: Catalog, key: str) -> Item | None:
    """The item with `key`; None if the library has none."""
    rows = catalog.read(f"SELECT {_ITEM} FROM items WHERE key=?", [key])
    return Item(*rows[0]) if rows else None


def outlined(catalog: Catalog, found: Item) -> Item:
    """A metric with what the reader shows of it: of a long series its newest values and the course of the others."""
    return _unabridged(catalog, found, "coalesce(outline, whole)")


def whole(catalog: Catalog, found: Item) -> Item:
    """A metric with all its observations; any other item as it is."""
    return _unabridged(catalog, found, "whole")


def _unabridged(catalog: Catalog, found: Item, column: str) -> Item:
    if not isinstance(found.data, MetricItem) or not found.data.of:
        return found
    rows = catalog.read(f"SELECT {column} FROM series WHERE item=?", [found.id])
    return msgspec.structs.replace(found, body=rows[0][0]) if rows else found


def source(catalog: Catalog, briefing: str, source_id: str) -> Item | None:
    """The source that evidence in `briefing` calls `source_id`."""
    return item(catalog, f"{briefing}/source/{source_id}")


def sources(catalog: Catalog, named: Collection[tuple[str, str]]) -> dict[tuple[str, str], Source]:
    """The sources that evidence names, by briefing and source id, read together."""
    places = {f"{briefing}/source/{source_id}": (briefing, source_id) for briefing, source_id in named}
    keys, found = list(places), {}
    for start in range(0, len(keys), _TOGETHER):
        some = keys[start : start + _TOGETHER]
        rows = catalog.read(f"SELECT key, body FROM items WHERE key IN ({','.join('?' * len(some))})", some)
        found.update({places[key]: decode_source(body) for key, body in rows})
    return found


def titles(catalog: Catalog, keys: Collection[str]) -> dict[str, Text]:
    """The titles of the items with these keys, read together; a key that has no item is not among them."""
    wanted, found = list(keys), {}
    for start in range(0, len(wanted), _TOGETHER):
        some = wanted[start : start + _TOGETHER]
        rows = catalog.read(f"SELECT {_ITEM} FROM items WHERE key IN ({','.join('?' * len(some))})", some)
        found.update({row[1]: Item(*row).title for row in rows})
    return found


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
    rows = catalog.read("SELECT size FROM orders WHERE view='target' AND name='deadline'")
    return int(rows[0][0]) if rows else 0


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
        "SELECT item FROM standing WHERE latest >= (SELECT date(max(latest), '-400 days') FROM standing)"
        " ORDER BY periods DESC, item DESC LIMIT ?",
        [limit],
    )
    return by_ids(catalog, [row_id for (row_id,) in rows])


def targeted_metrics(catalog: Catalog, limit: int) -> list[Item]:
    """Metrics with a target, those first that have an actual value to compare it with, then the newest."""
    rows = catalog.read(
        "SELECT item FROM standing WHERE targeted ORDER BY latest IS NOT NULL DESC, item DESC LIMIT ?", [limit]
    )
    return by_ids(catalog, [row_id for (row_id,) in rows])


def related(catalog: Catalog, key: str, limit: int = 50) -> list[Item]:
    """The items that `key` speaks of, then those that speak of it."""
    rows = catalog.read(
        f"SELECT {_ITEM} FROM (SELECT i.*, 0 AS back FROM items me JOIN links l ON l.item=me.id JOIN items i"
        " ON i.key=l.target WHERE me.key=?1 UNION ALL SELECT i.*, 1 FROM links l JOIN items i ON i.id=l.item"
        " WHERE l.target=?1) WHERE kind != 'note' GROUP BY id ORDER BY min(back), id DESC LIMIT ?2",
        [key, limit],
    )
    return [Item(*row) for row in rows]


def flagged(catalog: Catalog, keys: Collection[str], without: Collection[int] = ()) -> frozenset[str]:
    """Those of some items, a page of a list, that a flag is about; `without` are the ids of flags that do not count."""
    if not keys:
        return frozenset()
    asked, left_out = ",".join(["(?)"] * len(keys)), ",".join("?" * len(without))
    rows = catalog.read(
        f"WITH asked(key) AS (VALUES {asked}) SELECT key FROM asked"
        f" WHERE EXISTS(SELECT 1 FROM links WHERE flag AND target=key AND item NOT IN ({left_out}))",
        [*keys, *without],
    )
    return frozenset(key for (key,) in rows)


def flags_about(catalog: Catalog, key: str, without: Collection[int] = (), limit: int = 10) -> list[Item]:
    """The flags about an item, the newest first; `without` are the ids of flags that do not count."""
    rows = catalog.read(
        f"SELECT item FROM links WHERE flag AND target=? AND item NOT IN ({','.join('?' * len(without))})"
        " ORDER BY item DESC LIMIT ?",
        [key, *without, limit],
    )
    return by_ids(catalog, [row_id for (row_id,) in rows])


def usual_area(catalog: Catalog) -> tuple[str, Text]:
    """The area that most metrics are about: its id and its name; an empty id where there is none."""
    rows = catalog.read("SELECT value FROM facets WHERE field='area' ORDER BY items DESC, value LIMIT 1")
    area = str(rows[0][0]) if rows else ""
    names = catalog.read("SELECT name_zh, name_en FROM areas WHERE id=? ORDER BY file DESC LIMIT 1", [area])
    return area, Text(*names[0]) if names else Text(en=area)


def citing(catalog: Catalog, briefing: str, source_id: str, limit: int = 50) -> list[Item]:
    """The items whose evidence names a source: those of its briefing, and the metrics that it contributes to."""
    rows = catalog.read(
        f"SELECT {_ITEM} FROM items WHERE id IN (SELECT item FROM evidence_sources WHERE source=?) AND kind != 'source'"
        " AND (briefing=? OR kind='metric') ORDER BY id DESC LIMIT ?",
        [source_id, briefing, limit],
    )
    return [Item(*row) for row in rows]


def faulty_files(catalog: Catalog) -> list[tuple[str, list[Fault]]]:
    """The files that could not be taken into the library, each with its faults."""
    rows = catalog.read("SELECT path, faults FROM files WHERE faults IS NOT NULL ORDER BY path")
    if not rows:
        return []
    from hunnan_tui.library.fault import Fault  # mostly there is none

    return [(path, msgspec.json.decode(faults, type=list[Fault])) for path, faults in rows]


def periods(catalog: Catalog, *, by_year: bool = False) -> list[tuple[str, bool]]:
    """The columns of the metric table: every period that occurs, or every year, oldest first, targets apart."""
    view = "year" if by_year else "period"
    rows = catalog.read("SELECT name, ends FROM orders WHERE view=? AND size > 0", [view])
    found = [
        (ends, target == "target", -len(period), period)
        for name, ends in rows
        for period, _space, target in [name.partition(" ")]
    ]
    return [(period, target) for _ends, target, _length, period in sorted(found)]
