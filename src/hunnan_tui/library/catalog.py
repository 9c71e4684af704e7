"""The catalog: one SQLite file derived from the briefing files, disposable at any time.

Opening reads no briefing; `hunnan_tui.library.sync` brings the catalog in step with the files. Whatever is wrong with
the file (missing, truncated, foreign, older, rubbish) costs one rebuild and no word; where the cache folder cannot be
written the catalog lives in memory.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hunnan_tui.errors import CatalogError
from hunnan_tui.library import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hunnan_tui.library.locations import Locations

_APPLICATION = 0x48554E4E  # "HUNN": tells our files from foreign ones
_VERSION = 4
_PAGE_COUNT = slice(28, 32)  # of SQLite's file header: how many pages the file must have
_memories = itertools.count()


class Catalog:
    """An open catalog. Each thread that reads or writes takes a connection of its own with `connect`."""

    def __init__(self, locations: Locations) -> None:
        self.locations = locations
        self.path: Path | None = locations.catalog
        self._uri = ""
        self._open()

    @property
    def in_memory(self) -> bool:
        """Whether the cache folder could not be written."""
        return self.path is None

    def connect(self) -> sqlite3.Connection:
        """A further connection to the same catalog; the caller closes it."""
        return _connect(self._uri)

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query, on the catalog's own connection.

        A catalog that turns out to be damaged is emptied; the query then finds nothing until `sync` has run.
        """
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self.rebuild()
            return self._connection.execute(sql, parameters).fetchall()

    @property
    def connection(self) -> sqlite3.Connection:
        """The catalog's own connection, for the thread that opened it."""
        return self._connection

    @property
    def empty(self) -> bool:
        """Whether no file has been read into it yet."""
        return not self.read("SELECT 1 FROM files LIMIT 1")

    def rebuild(self) -> None:
        """Throw the catalog away and begin an empty one; `sync` fills it."""
        # the old connection is not closed: another thread may be reading with it
        if self.path is not None:
            _remove(self.path)
        self._open()

    @property
    def sealed(self) -> bool:
        """Whether nobody wrote to the file since `seal`; true in memory, where nobody else can."""
        return self.path is None or _seal(self.path).exists()

    def seal(self) -> None:
        """Note what the file looks like now that all is written: if it looks otherwise later, others did that.

        Nothing is noted while another instance is writing: it seals when it is done.
        """
        if self.path is None:
            return
        with suppress(sqlite3.OperationalError, OSError), closing(self.connect()) as connection:
            connection.execute("PRAGMA busy_timeout=0")
            before = connection.execute("PRAGMA data_version").fetchone()
            busy, frames, written = connection.execute("PRAGMA wal_checkpoint").fetchone()
            connection.execute("BEGIN IMMEDIATE")
            if not busy and frames == written and connection.execute("PRAGMA data_version").fetchone() == before:
                fresh = Path(f"{self.path}.{os.getpid()}")
                fresh.write_text(_look(self.path), encoding="ascii")
                fresh.replace(_seal(self.path))

    def close(self) -> None:
        """Close the catalog's own connection."""
        self._connection.close()

    def _open(self) -> None:
        if self.path is not None:
            try:
                self._connection = self._open_file(self.path)
                return
            except (OSError, sqlite3.Error):
                self.path = None
        self._uri = f"file:hunnan-{os.getpid()}-{next(_memories)}?mode=memory&cache=shared"
        try:
            self._connection = _connect(self._uri)
            _create(self._connection)
        except sqlite3.Error as error:  # pragma: no cover - SQLite without memory is no SQLite
            raise CatalogError(str(error)) from error

    def _open_file(self, path: Path) -> sqlite3.Connection:
        """The connection to the catalog at `path`, made or made anew where it is not a good one."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._uri = f"{path.as_uri()}?mode=rwc"
        for last in (False, False, True):
            before = _look(path)
            connection: sqlite3.Connection | None = None
            try:
                if not _whole(path) or _touched(path):
                    raise sqlite3.DatabaseError("not as it was left")
                connection = _connect(self._uri)
                if not _is_ours(connection):
                    _create(connection)
                connection.execute("SELECT key FROM items ORDER BY id DESC LIMIT 1").fetchall()
                return connection
            except sqlite3.DatabaseError as error:
                found = _look(path)
                if connection is not None:
                    connection.close()
                if last or (isinstance(error, sqlite3.OperationalError) and "locked" in str(error)):
                    raise
                if found == before:  # else another instance is making it anew
                    _remove(path)
        raise AssertionError  # pragma: no cover


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: whole or not at all, alone among all processes. It breaks the seal."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if path := connection.execute("PRAGMA database_list").fetchone()[2]:
            _seal(path).unlink(missing_ok=True)
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=20, isolation_level=None, check_same_thread=False)
    # derived data: a power cut may cost a rebuild, never the wait for the disk
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824;"
        " PRAGMA cache_size=-16384; PRAGMA read_uncommitted=1;"
    )
    return connection


def _whole(path: Path) -> bool:
    """Whether the file's size is what its header says, as far as that can be told without reading it."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return True
    if not size:  # SQLite begins so
        return True
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        return False
    page = int.from_bytes(header[16:18]) or 0
    return size >= int.from_bytes(header[_PAGE_COUNT]) * (65536 if page == 1 else page)


def _seal(path: Path | str) -> Path:
    return Path(f"{path}.seal")


def _look(path: Path) -> str:
    """What tells a file from what others make of it; empty where there is none."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"


def _touched(path: Path) -> bool:
    """Whether the file is another one than was sealed. Without a seal a writer is at work, or was cut off."""
    try:
        sealed = _seal(path).read_text(encoding="ascii", errors="replace")
        return sealed != _look(path) and sealed == _seal(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return False


def _is_ours(connection: sqlite3.Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application == 0 and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        return False
    versions = None
    if application == _APPLICATION:
        versions = connection.execute("SELECT value FROM meta WHERE key='version'").fetchone()
    if versions != (_version(),):
        raise sqlite3.DatabaseError("another catalog")
    return True


def _version() -> str:
    return f"{_VERSION}.{search.TERMS_VERSION}"


def _create(connection: sqlite3.Connection) -> None:
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    with writing(connection):
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name='meta'").fetchone():
            return  # another instance was quicker
        for statement in _statements(schema + search.SCHEMA):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES('version', ?)", (_version(),))
        connection.execute(f"PRAGMA application_id={_APPLICATION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of an SQL script one by one: `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal", ".seal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
