"""The thread that searches: one search after the other, the newest one only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from hunnan_tui.library.catalog import Catalog, Connection

_T = TypeVar("_T")


class Searcher:
    """Puts questions to the catalog in a thread of its own, with a connection of its own.

    A new search ends what is under way: its questions then end in `sqlite3.OperationalError`, or are cancelled.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._pool = ThreadPoolExecutor(1, "search")
        self._connection: Connection | None = None
        self._search = 0

    def begin(self, question: Callable[[Connection], _T]) -> Future[_T]:
        """Begin a new search with its first question."""
        self._search += 1
        if self._connection is not None:
            self._connection.interrupt()
        return self.ask(question)

    def ask(self, question: Callable[[Connection], _T]) -> Future[_T]:
        """Put a further question for the search that was begun last."""
        return self._pool.submit(self._answer, self._search, question)

    def _answer(self, search: int, question: Callable[[Connection], _T]) -> _T:
        if self._connection is None:
            self._connection = self._catalog.connect()
        self._connection.outdated = lambda: search != self._search
        return question(self._connection)

    def close(self) -> None:
        """End what is under way and let go of the catalog; nothing can be asked afterwards."""
        self._search += 1
        if self._connection is not None:
            self._connection.interrupt()
        self._pool.submit(self._leave)
        self._pool.shutdown(wait=False)

    def _leave(self) -> None:
        if self._connection is not None:
            self._connection.close()
