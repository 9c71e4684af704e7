"""Bringing the catalog in step with the briefing files: what changed is read again, and nothing else."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from hunnan_tui.library import flags, items, load, ranking, search
from hunnan_tui.library.catalog import Catalog, damaged, writing
from hunnan_tui.library.entries import insert_item, remove_items, top_id
from hunnan_tui.library.fault import whole
from hunnan_tui.library.fold import fold
from hunnan_tui.library.locations import briefing_files
from hunnan_tui.library.merging import insert_flags, make_flags, make_metrics, stale_metrics, unreconciled
from hunnan_tui.library.rows import rows_of
from hunnan_tui.model.briefing import Briefing, Source

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from hunnan_tui.model.text import Text

# Pages up to which a catalog whose writer was cut off is looked through for damage; larger ones show it when read.
_INSPECTED = 2000
# A first start on thousands of files becomes searchable in portions of this many.
_PORTION = 250
# metrics that are made in one go: others may write between them
_METRICS = 500
_DATE = re.compile(rb"^date\s*=\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)


@dataclass(slots=True)
class Progress:
    """How far a `sync` has come: files read of those that changed, the items found in them, metrics made of them."""

    files: int = 0
    of: int = 0
    items: int = 0
    metrics: int = 0
    metrics_of: int = 0

    @property
    def complete(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.files >= self.of and self.metrics >= self.metrics_of


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
    read so far can be found, and before the first where there are several. `stopped` ends it early, with all that was
    read so far kept.
    """
    found = briefing_files(catalog.locations)
    connection = _connect(catalog)
    try:
        if not catalog.sealed:
            _inspect(connection)
        return _sync(connection, found, progress, stopped)
    except sqlite3.DatabaseError as error:
        if damaged(error):
            catalog.rebuild()  # rubbish in the middle of the file: begin anew, without a word
        elif catalog.in_memory or "locked" in str(error) or isinstance(error, sqlite3.ProgrammingError):
            raise
        else:
            catalog.leave_file()  # a full disk
        connection.close()
        connection = _connect(catalog)
        return _sync(connection, found, progress, stopped)
    finally:
        connection.close()
        if not catalog.sealed:
            catalog.seal()


def _connect(catalog: Catalog) -> sqlite3.Connection:
    connection = catalog.connect()
    connection.execute("PRAGMA cache_size=-16384")  # writing goes to and fro
    return connection


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
    if not any(_difference(connection, found)) and not connection.execute("SELECT 1 FROM stale LIMIT 1").fetchone():
        return done
    with writing(connection):
        # asked again inside the transaction: another instance may have done the work meanwhile
        gone, changed = _difference(connection, found)
        kept_out = {other for path in gone | changed for other in _forget(connection, path)}
        for path in kept_out - gone - changed:
            _forget(connection, path)
        changed |= kept_out & found.keys()
        done.gone = sorted(gone)
    queue = sorted(changed, key=_date_of)
    so_far.of = len(queue)
    if len(queue) > _PORTION:
        progress(so_far)
    for start in range(0, len(queue), _PORTION):
        if stopped():
            return done
        portion = queue[start : start + _PORTION]
        with writing(connection):
            added = []
            for path in portion:
                if brought := _add(connection, path, found[path]):
                    added.append(path)
                so_far.items += brought
                done.read.append(path)
            ranking.rank_sources(connection, [one for path in added for one in _sources(connection, path)])
        so_far.files = start + len(portion)
        if so_far.files == so_far.of:
            so_far.metrics_of = len(stale_metrics(connection))
        progress(so_far)
    # each metric once, however many of the files observe it
    for keys in _portions(stale_metrics(connection)):
        if stopped():
            return done
        with writing(connection):
            make_metrics(connection, keys)
        so_far.metrics += len(keys)
        if so_far.metrics_of > _METRICS:
            progress(so_far)
    for keys in _portions(unreconciled(connection)):
        if stopped():
            return done
        with writing(connection):
            make_flags(connection, keys)
    if len(queue) > _PORTION:
        with writing(connection):
            search.optimize(connection)
    return done


def _portions(keys: list[str]) -> list[list[str]]:
    return [keys[start : start + _METRICS] for start in range(0, len(keys), _METRICS)]


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
    connection.execute("INSERT OR REPLACE INTO stale SELECT metric, 0 FROM contributions WHERE file=?", (file,))
    ids = [item for (item,) in connection.execute("SELECT id FROM items WHERE file=?", (file,))]
    ranking.unrank_sources(connection, _sources(connection, path))
    remove_items(connection, ids)
    for table in ("contributions", "sections", "areas", "briefings"):
        connection.execute(f"DELETE FROM {table} WHERE file=?", (file,))
    connection.execute("DELETE FROM files WHERE id=?", (file,))
    if briefing is None:
        return set()
    return {other for (other,) in connection.execute("SELECT path FROM files WHERE briefing=?", (briefing,))}


def _sources(connection: sqlite3.Connection, path: str) -> list[tuple[int, Source]]:
    """The sources that a file has brought, by their ids."""
    rows = connection.execute(
        "SELECT i.id, i.body FROM files f JOIN items i ON i.file=f.id WHERE f.path=? AND +i.kind='source'", (path,)
    )
    return [(row_id, items.decode_source(body)) for row_id, body in rows]


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
    rows = list(rows_of(briefing))
    top = top_id(connection, briefing.date, len(rows))
    for offset, row in enumerate(rows):
        row_id = top - offset
        insert_item(connection, row_id, row, file)
    search.index(connection, [(top - offset, search.record(row)) for offset, row in enumerate(rows)])
    found = [flag for row in rows for flag in flags.flags_of_item(row, items.decode(row.kind, row.body))]
    insert_flags(connection, [*found, *flags.flags_of_briefing(briefing)], file)
    date = briefing.date.isoformat()
    for ordinal, metric in enumerate(briefing.metrics):
        key = f"metric/{metric.area}/{metric.id}"
        connection.execute("INSERT OR REPLACE INTO stale VALUES(?, 0)", (key,))
        connection.execute(
            "INSERT INTO contributions VALUES(?,?,?,?,?,?)",
            (key, file, briefing.id, date, ordinal, items.encode(metric)),
        )
    return len(rows) + len(briefing.metrics)


def _called(name: Text) -> str:
    """A name in both languages as it is found by: folded, a line each."""
    return "\n".join(fold(one) for one in (name.zh, name.en) if one)


def _add_briefing(connection: sqlite3.Connection, briefing: Briefing, file: int) -> None:
    date = briefing.date.isoformat()
    head = msgspec.structs.replace(
        briefing, sources=[], areas=[], outcomes=[], projects=[], sections=[], metrics=[], flags=[]
    )
    connection.execute(
        "INSERT INTO briefings VALUES(?,?,?,?,?,?,?)",
        (briefing.id, file, date, briefing.title.zh, briefing.title.en, _called(briefing.title), items.encode(head)),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO areas VALUES(?,?,?,?,?)",
        [(area.id, file, area.name.zh, area.name.en, _called(area.name)) for area in briefing.areas],
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
