"""The thread that searches: one search after the other, the newest one only."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future
    from typing import Any

    from hunnan_tui.library.catalog import Catalog, Connection

_T = TypeVar("_T")


class Searcher:
    """Puts questions to the catalog in a thread of its own, with a connection of its own.

    A new search ends what is under way: its questions then end in `sqlite3.OperationalError`, or are cancelled.
    """

    def __init__(self, catalog: Catalog, failed: Callable[[str], None]) -> None:
        self._catalog = catalog
        self._failed = failed
        """Told why a search came to nothing, unless it was ended."""
        self._pool = ThreadPoolExecutor(1, "search")
        self._connection: Connection | None = None
        self._search = 0
        self.following: asyncio.Task[None] | None = None
        """What follows the search that was begun last."""

    def begin(self, question: Callable[[Connection], _T]) -> Future[_T]:
        """Begin a new search with its first question."""
        self.end()
        return self.ask(question)

    def end(self) -> None:
        """End the search that is under way, and what follows it."""
        self._search += 1
        if self._connection is not None:
            self._connection.interrupt()
        if self.following is not None:
            self.following.cancel()
            self.following = None

    def follow(self, steps: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Let `steps` follow the search that was begun last, until it is ended.

        Not a worker of Textual's: that is part of a cycle with its task, so that all that was found waits as garbage.
        """
        self.following = asyncio.create_task(self._follow(self._search, steps))

    async def _follow(self, search: int, steps: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await steps()  # made here: a task that is ended before it begins would leave it unawaited
        except sqlite3.Error as error:
            if search == self._search:
                self._failed(str(error) or type(error).__name__)

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
        self.end()
        self._pool.submit(self._leave)
        self._pool.shutdown(wait=False)

    def _leave(self) -> None:
        if self._connection is not None:
            self._connection.close()
