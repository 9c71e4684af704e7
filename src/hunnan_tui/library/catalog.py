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
from hunnan_tui.library.index import SCHEMA, TERMS_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hunnan_tui.library.locations import Locations

_APPLICATION = b"HUNN"  # tells our files from foreign ones
_VERSION = 12
# in SQLite's file header
_PAGE_SIZE, _PAGE_COUNT, _USER_VERSION, _APPLICATION_ID = slice(16, 18), slice(28, 32), slice(60, 64), slice(68, 72)
_memories = itertools.count()


class Connection(sqlite3.Connection):
    """A connection whose work ends before its next statement once it is outdated.

    `interrupt` alone ends a statement that is running, and much of a search is not in one.
    """

    outdated: Callable[[], bool] | None = None
    """Asked before each statement, from the thread that runs it; None: never outdated."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement; OperationalError, as from `interrupt`, if its work is outdated."""
        if self.outdated is not None and self.outdated():
            raise sqlite3.OperationalError("interrupted")
        return super().execute(sql, parameters)


class Catalog:
    """An open catalog. Each thread that reads or writes takes a connection of its own with `connect`."""

    def __init__(self, locations: Locations) -> None:
        self.locations = locations
        self.path: Path | None = locations.catalog
        self._uri = ""
        self._left: list[sqlite3.Connection] = []
        self._open()

    @property
    def in_memory(self) -> bool:
        """Whether the cache folder could not be written."""
        return self.path is None

    def connect(self) -> Connection:
        """A further connection to the same catalog; the caller closes it."""
        return _connect(self._uri)

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query, on the catalog's own connection.

        A catalog that turns out to be damaged is emptied; the query then finds nothing until `sync` has run.
        """
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            if not damaged(error):
                raise
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
        self._left.append(self._connection)  # not closed yet: another thread may be reading with it
        if self.path is not None:
            _remove(self.path)
        self._open()

    def leave_file(self) -> None:
        """Go on with an empty catalog in memory: the file cannot be written any more."""
        self._left.append(self._connection)
        self.path = None
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
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.execute("BEGIN IMMEDIATE")
            if not busy and connection.execute("PRAGMA data_version").fetchone() == before:
                fresh = Path(f"{self.path}.{os.getpid()}")
                fresh.write_text(_look(self.path), encoding="ascii")
                fresh.replace(_seal(self.path))

    def close(self) -> None:
        """Close the catalog's own connection."""
        for connection in (*self._left, self._connection):
            connection.close()

    def __del__(self) -> None:
        with suppress(AttributeError):  # it was never open
            self.close()

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
        self._uri = f"{path.as_uri()}?mode=rw"
        for last in (False, False, True):
            found = _look(path)
            if found and not _good(path) and found == _look(path):  # else another instance has made it anew
                _remove(path)
            if not path.exists():
                _make(path)
            connection: sqlite3.Connection | None = None
            try:
                connection = _connect(self._uri)
                connection.execute("SELECT key FROM items ORDER BY id DESC LIMIT 1").fetchall()
                return connection
            except sqlite3.DatabaseError as error:
                if connection is not None:
                    connection.close()
                if last:
                    raise
                if damaged(error):
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


def damaged(error: sqlite3.Error) -> bool:
    """Whether the file is to blame: not a lock, a full disk or an interruption, and no connection that is closed."""
    return not isinstance(error, (sqlite3.OperationalError, sqlite3.ProgrammingError))


def _connect(uri: str) -> Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=20, isolation_level=None, check_same_thread=False, factory=Connection
    )
    # derived data: a power cut may cost a rebuild, never the wait for the disk; pages are read where the system has
    # them anyway, as far as SQLite can map a file, so that a large catalog takes no memory of ours
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=2147418112;"
        " PRAGMA cache_size=-2048; PRAGMA read_uncommitted=1;"
    )
    return connection


def _good(path: Path) -> bool:
    """Whether the file is a whole catalog of ours, of this version, and as it was sealed, by its header and size."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:  # another instance is making it anew
        return True
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        return False
    ours = header[_APPLICATION_ID] == _APPLICATION and int.from_bytes(header[_USER_VERSION]) == _version()
    page = int.from_bytes(header[_PAGE_SIZE])
    pages = int.from_bytes(header[_PAGE_COUNT])
    whole = size >= pages * (65536 if page == 1 else page) or _has_log(path)
    return ours and whole and not _touched(path)


def _has_log(path: Path) -> bool:
    """Whether pages wait in the write-ahead log: they are copied into the file in order, the header first."""
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


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


def _version() -> int:
    return _VERSION * 1000 + TERMS_VERSION


def _make(path: Path) -> None:
    """Make an empty catalog, whole before others can see it. Another instance that is quicker makes it for both."""
    fresh = Path(f"{path}.{os.getpid()}-{next(_memories)}")
    try:
        with closing(_connect(f"{fresh.as_uri()}?mode=rwc")) as connection:
            _create(connection)
        with suppress(FileExistsError):
            os.link(fresh, path)
    except OSError:  # no links on this disk
        if not path.exists():
            fresh.rename(path)
    finally:
        _remove(fresh)


def _create(connection: sqlite3.Connection) -> None:
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    with writing(connection):
        for statement in _statements(schema + SCHEMA):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={int.from_bytes(_APPLICATION)}")
        connection.execute(f"PRAGMA user_version={_version()}")


def _statements(script: str) -> Iterator[str]:
    """The statements of an SQL script one by one: `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _remove(path: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal", ".seal", ""):  # the file last: what stood beside it is not another's
        Path(f"{path}{suffix}").unlink(missing_ok=True)
