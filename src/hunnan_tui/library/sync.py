"""Bringing the catalog in step with the briefing files: what changed is read again, and nothing else."""

from __future__ import annotations

import itertools
import re
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from hunnan_tui.library import flags, items, load, search
from hunnan_tui.library.catalog import Catalog, writing
from hunnan_tui.library.fault import whole
from hunnan_tui.library.locations import briefing_files
from hunnan_tui.model.briefing import Briefing, Metric
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import parse_unit

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable
    from datetime import date

# Metrics belong to no single briefing: their ids are a range of their own above those of all briefings.
FIRST_METRIC = 1 << 40
# So are those of what the program noticed.
FIRST_FLAG = 1 << 41
# And those of notes, which come before everything else among equals: they are the reader's own.
FIRST_NOTE = 1 << 42
# Bits of an id below those of its briefing's date: so many items a day have ids in the order of the dates.
_DAY = 18
# Pages up to which a catalog whose writer was cut off is looked through for damage; larger ones show it when read.
_INSPECTED = 2000
# A first start on thousands of files becomes searchable in portions of this many.
_PORTION = 250
_DATE = re.compile(rb"^date\s*=\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)


@dataclass(slots=True)
class Progress:
    """How far a `sync` has come: files read of those that changed, and the items found in them."""

    files: int = 0
    of: int = 0
    items: int = 0


@dataclass(slots=True)
class Synced:
    """What a `sync` did: whether anything changed, files read, files gone."""

    read: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the catalog is another one than before."""
        return bool(self.read or self.gone)


def sync(
    catalog: Catalog,
    progress: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Synced:
    """Read the files that are new or changed since the catalog last saw them, forget those that are gone.

    Uses a connection of its own, so it may run in a thread. `progress` is called after each portion, when what was
    read so far can be found. `stopped` ends it early, with all that was read so far kept.
    """
    found = briefing_files(catalog.locations)
    connection = catalog.connect()
    try:
        if not catalog.sealed:
            _inspect(connection)
        return _sync(connection, found, progress, stopped)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # rubbish in the middle of the file: begin anew, without a word
        connection.close()
        catalog.rebuild()
        connection = catalog.connect()
        return _sync(connection, found, progress, stopped)
    finally:
        connection.close()
        if not catalog.sealed:
            catalog.seal()


def _inspect(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError where a catalog that is small enough to be looked through is damaged."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if pages <= _INSPECTED and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")


def _sync(
    connection: sqlite3.Connection,
    found: dict[str, os.stat_result],
    progress: Callable[[Progress], None],
    stopped: Callable[[], bool],
) -> Synced:
    done, so_far = Synced(), Progress()
    if not any(_difference(connection, found)) and not _stale(connection):
        return done
    with writing(connection):
        # asked again inside the transaction: another instance may have done the work meanwhile
        gone, changed = _difference(connection, found)
        kept_out = {other for path in gone | changed for other in _forget(connection, path)}
        for path in kept_out - gone - changed:
            _forget(connection, path)
        changed |= kept_out & found.keys()
        done.gone = sorted(gone)
        if not changed:
            _make_metrics(connection)
    queue = sorted(changed, key=_date_of)
    so_far.of = len(queue)
    for start in range(0, len(queue), _PORTION):
        if stopped():
            return done
        portion = queue[start : start + _PORTION]
        last = start + _PORTION >= len(queue)
        with writing(connection):
            for path in portion:
                so_far.items += _add(connection, path, found[path])
                done.read.append(path)
            if last:
                # each metric once, however many of the files observe it
                _make_metrics(connection)
                if len(queue) > _PORTION:
                    search.optimize(connection)
        so_far.files = start + len(portion)
        progress(so_far)
    return done


def _stale(connection: sqlite3.Connection) -> list[str]:
    return [metric for (metric,) in connection.execute("SELECT metric FROM stale")]


def _difference(connection: sqlite3.Connection, found: dict[str, os.stat_result]) -> tuple[set[str], set[str]]:
    """Files that are gone, and files that are new or whose size or time is another."""
    known = {path: (size, mtime) for path, size, mtime in connection.execute("SELECT path, size, mtime_ns FROM files")}
    changed = {path for path, stat in found.items() if known.get(path) != (stat.st_size, stat.st_mtime_ns)}
    return known.keys() - found.keys(), changed


def _date_of(path: str) -> tuple[str, str]:
    """Sorts files by the date that they give, oldest first, without parsing them: ids are given in this order."""
    try:
        with Path(path).open("rb") as file:
            match = _DATE.search(file.read(4096))
    except OSError:
        match = None
    return (match[1].decode() if match else "", path)


def _forget(connection: sqlite3.Connection, path: str) -> set[str]:
    """Take a file out of the catalog; the paths of files that it had kept out by having their briefing's id."""
    row = connection.execute("SELECT id, briefing FROM files WHERE path=?", (path,)).fetchone()
    if row is None:
        return set()
    file, briefing = row
    connection.execute("INSERT OR IGNORE INTO stale SELECT metric FROM contributions WHERE file=?", (file,))
    ids = [item for (item,) in connection.execute("SELECT id FROM items WHERE file=?", (file,))]
    remove_items(connection, ids)
    for table in ("contributions", "sections", "areas", "briefings"):
        connection.execute(f"DELETE FROM {table} WHERE file=?", (file,))
    connection.execute("DELETE FROM files WHERE id=?", (file,))
    if briefing is None:
        return set()
    return {other for (other,) in connection.execute("SELECT path FROM files WHERE briefing=?", (briefing,))}


def remove_items(connection: sqlite3.Connection, ids: list[int]) -> None:
    """Take items out of the catalog and the index, with all that hangs on them."""
    search.unindex(connection, ids)
    for item in ids:
        for table, column in (
            ("items", "id"),
            ("observations", "item"),
            ("evidence_sources", "item"),
            ("links", "item"),
        ):
            connection.execute(f"DELETE FROM {table} WHERE {column}=?", (item,))


def _add(connection: sqlite3.Connection, path: str, stat: os.stat_result) -> int:
    """Read a file into the catalog; how many items it brought."""
    if connection.execute("SELECT 1 FROM files WHERE path=?", (path,)).fetchone():
        return 0  # another instance was quicker
    loaded = load.load(Path(path))
    briefing, faults = loaded.briefing, list(loaded.faults)
    if briefing is not None:
        other = connection.execute(
            "SELECT path FROM files JOIN briefings ON briefings.file=files.id WHERE briefings.id=?",
            (briefing.id,),
        ).fetchone()
        if other:
            faults.append(whole(path, "duplicate-briefing", id=briefing.id, other=Path(other[0]).name))
    file = connection.execute(
        "INSERT INTO files(path, size, mtime_ns, briefing, faults) VALUES(?,?,?,?,?)",
        (
            path,
            stat.st_size,
            stat.st_mtime_ns,
            briefing.id if briefing else None,
            msgspec.json.encode(faults) if faults else None,
        ),
    ).lastrowid
    if briefing is None or faults or file is None:
        return 0
    _add_briefing(connection, briefing, file)
    rows = list(items.rows(briefing))
    top = _top_id(connection, briefing.date, len(rows))
    for offset, row in enumerate(rows):
        row_id = top - offset
        insert_item(connection, row_id, row, file)
    search.index(connection, [(top - offset, search.record(row)) for offset, row in enumerate(rows)])
    found = [flag for row in rows for flag in flags.flags_of_item(row, items.decode(row.kind, row.body))]
    _insert_flags(connection, found, file)
    date = briefing.date.isoformat()
    for ordinal, metric in enumerate(briefing.metrics):
        key = f"metric/{metric.area}/{metric.id}"
        connection.execute("INSERT OR IGNORE INTO stale VALUES(?)", (key,))
        connection.execute(
            "INSERT INTO contributions VALUES(?,?,?,?,?,?)",
            (key, file, briefing.id, date, ordinal, items.encode(metric)),
        )
    return len(rows) + len(briefing.metrics)


def _add_briefing(connection: sqlite3.Connection, briefing: Briefing, file: int) -> None:
    date = briefing.date.isoformat()
    head = msgspec.structs.replace(
        briefing, sources=[], areas=[], outcomes=[], projects=[], sections=[], metrics=[], flags=[]
    )
    connection.execute(
        "INSERT INTO briefings VALUES(?,?,?,?,?,?)",
        (briefing.id, file, date, briefing.title.zh, briefing.title.en, items.encode(head)),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO areas VALUES(?,?,?,?)",
        [(area.id, file, area.name.zh, area.name.en) for area in briefing.areas],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO sections VALUES(?,?,?,?,?,?,?,?,?)",
        [
            (
                f"{briefing.id}/{section.id or f'section-{ordinal}'}",
                briefing.id,
                date,
                section.kind,
                ordinal,
                section.title.zh,
                section.title.en,
                len(section.points),
                file,
            )
            for ordinal, section in enumerate(briefing.sections, 1)
        ],
    )


def _top_id(connection: sqlite3.Connection, day: date, count: int) -> int:
    """The highest of `count` new ids: above those of older briefings and below those of newer ones."""
    for number in itertools.count(day.toordinal()):  # a day that is full goes on in the next
        first, end = number << _DAY, (number + 1) << _DAY
        (highest,) = connection.execute("SELECT max(id) FROM items WHERE id >= ? AND id < ?", (first, end)).fetchone()
        top = count + (first - 1 if highest is None else int(highest))
        if top < end:
            break
    return top


def insert_item(connection: sqlite3.Connection, row_id: int, row: items.Row, file: int | None) -> None:
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
    connection.executemany("INSERT INTO links VALUES(?,?)", [(row_id, target) for target in row.links])


def _make_metrics(connection: sqlite3.Connection) -> None:
    """Make the items of the metrics whose contributions changed, keeping the ids of those that there were."""
    ids = {}
    affected = _stale(connection)
    for key in affected:
        for (row_id,) in connection.execute("SELECT id FROM items WHERE key=?", (key,)):
            ids[key] = row_id
    remove_items(connection, list(ids.values()))
    made = [merged for merged in (_merge(connection, key) for key in affected) if merged is not None]
    # a later row is a higher id: newest last, and within a briefing the first metric last
    made.sort(key=lambda merged: merged[0])
    rows = [(items.metric_row(metric), metric) for _, metric in made]
    (highest,) = connection.execute("SELECT max(id) FROM items WHERE id < ?", (FIRST_FLAG,)).fetchone()
    free = max(highest or 0, FIRST_METRIC) + 1
    records = []
    for row, metric in rows:
        row_id = ids.get(row.key, free)
        free += row_id == free
        insert_item(connection, row_id, row, None)
        connection.executemany(
            "INSERT INTO observations VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
            list(_observations(row_id, metric.figures)),
        )
        records.append((row_id, search.record(row)))
    search.index(connection, records)
    connection.execute("DELETE FROM stale")
    _make_flags(connection, {key.split("/")[1] for key in affected})


def _make_flags(connection: sqlite3.Connection, areas: set[str]) -> None:
    """Look anew at what the metrics of some areas say against each other."""
    old = [
        row_id
        for area in areas
        for (row_id,) in connection.execute(
            "SELECT DISTINCT i.id FROM links l JOIN items i ON i.id=l.item"
            " WHERE l.target BETWEEN ? AND ? AND i.id >= ? AND i.file IS NULL",
            (f"metric/{area}/", f"metric/{area}0", FIRST_FLAG),
        )
    ]
    remove_items(connection, list(dict.fromkeys(old)))
    _insert_flags(connection, list(flags.flags_of_areas(connection, areas)), None)


def _insert_flags(connection: sqlite3.Connection, rows: list[items.Row], file: int | None) -> None:
    (highest,) = connection.execute("SELECT max(id) FROM items WHERE id < ?", (FIRST_NOTE,)).fetchone()
    free = max(highest or 0, FIRST_FLAG) + 1
    for row_id, row in enumerate(rows, free):
        insert_item(connection, row_id, row, file)
    search.index(connection, [(row_id, search.record(row)) for row_id, row in enumerate(rows, free)])


def _merge(connection: sqlite3.Connection, key: str) -> tuple[tuple[str, str, int], items.MetricItem] | None:
    """The metric's item of all its contributions, with its place among others; None where there is none left."""
    stored = connection.execute(
        "SELECT briefing, date, body, ordinal FROM contributions WHERE metric=? ORDER BY date DESC, briefing",
        (key,),
    ).fetchall()
    if not stored:
        return None
    contributions = [(briefing, date, items.decode_metric(body)) for briefing, date, body, _ in stored]
    place = (stored[0][1], stored[0][0], -stored[0][3])
    newest: Metric = contributions[0][2]
    figures = [
        items.Figure(observation=observation, briefing=briefing, date=date)
        for briefing, date, metric in reversed(contributions)
        for observation in metric.observations
    ]
    figures.sort(key=lambda f: (parse_period(f.observation.period).order, f.observation.nature, f.date))
    for field_name in ("kind", "definition", "part_of"):
        if getattr(newest, field_name) is None:
            given = (getattr(metric, field_name) for _, _, metric in contributions)
            newest = msgspec.structs.replace(newest, **{field_name: next(filter(None, given), None)})
    names = connection.execute(
        "SELECT name_zh, name_en FROM areas WHERE id=? ORDER BY file DESC LIMIT 1", (newest.area,)
    ).fetchone()
    return place, items.MetricItem(
        metric=msgspec.structs.replace(newest, observations=[]),
        area_name=Text(*names) if names else Text(en=newest.area),
        figures=figures,
    )


def _observations(row_id: int, figures: list[items.Figure]) -> Iterable[tuple[object, ...]]:
    for figure in figures:
        seen = figure.observation
        period, unit = parse_period(seen.period), parse_unit(seen.unit)
        yield (
            row_id,
            seen.period,
            period.last.isoformat(),
            period.year,
            str(seen.value),
            float(unit.plain(seen.value)),
            seen.unit,
            unit.dimension,
            seen.nature,
            seen.bound,
            seen.evidence[0].source if seen.evidence else None,
            figure.briefing,
        )
