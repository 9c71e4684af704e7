"""How often values of a field occur within a scope and beside the rest of a query: exactly, or not said.

Where few items are left, what their fields say is counted. Else the index is asked value by value until time is up: a
value for which there is none left is told without a number if it surely occurs.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hunnan_tui.library.find import Asked
from hunnan_tui.library.index import as_term
from hunnan_tui.library.query import Filter, Query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hunnan_tui.library.query import Field
    from hunnan_tui.library.search import Scope

MOST_TOLD = 2000  # items whose fields are read at most
MOST_READ = 150  # items whose texts are read at most, for all values together where the terms do not prove a match
LOOKING, COUNTING = 0.015, 0.03
"""Seconds of the processor in which values are looked for, and in which they are counted, from the beginning on."""
_STEPS = 2000  # of SQLite's machine between two looks at the clock
_OBSERVED = ("year", "unit", "nature")


class Narrowing:
    """The rest of a query in a scope, and what of a field occurs there."""

    def __init__(self, connection: sqlite3.Connection, rest: Query, scope: Scope) -> None:
        self._connection = connection
        self._rest = rest
        self._scope = scope
        self._asked = Asked(connection, rest, scope)
        self._began = time.thread_time()

    def of(self, field: Field, values: Sequence[str], beginning: str, limit: int) -> list[tuple[str, int | None]]:
        """What occurs of `values`, and of all that begin so: at most `limit`, the most frequent first, with how often.

        `values`: the most frequent ones of the library.
        """
        with self._until(LOOKING):
            proven = self._asked.proven
            most = MOST_TOLD if proven else MOST_READ
            ids = self._asked.candidates(self._asked.expression, most + 1)
            if len(ids) <= most:
                ids = ids if proven else [candidate.id for _, candidate in self._asked.ranked(ids)]
                told = self._told(field, ids)
                fits = [value for value in told if value.startswith(as_term(beginning)) or value in values]
                found = sorted(fits, key=lambda value: (-told[value], value))[:limit]
                if not self._together(field):
                    return [(value, told[value]) for value in found]
                return self._counted(field, found)
        found = []
        with self._until(LOOKING):
            for value in values:
                asked = self._with(field, value)
                if asked.index_has(asked.expression):
                    found.append(value)
                if len(found) == limit or self._is_over(LOOKING):
                    break
        return self._counted(field, found)

    def _counted(self, field: Field, values: Sequence[str]) -> list[tuple[str, int | None]]:
        """Values with how many items have them, exactly, or None, the most frequent first."""
        counted: dict[str, int | None] = dict.fromkeys(values)
        with self._until(COUNTING):
            for value in values:
                items, exact = self._with(field, value).count(MOST_READ)
                counted[value] = items if exact else None
                if self._is_over(COUNTING):
                    break
        return sorted((pair for pair in counted.items() if pair[1] != 0), key=lambda pair: -(pair[1] or 0))

    def _with(self, field: Field, value: str) -> Asked:
        return Asked(
            self._connection, Query((*self._rest.clauses, Filter(field, (value,)))), self._scope, self._asked.fields
        )

    def _together(self, field: Field) -> bool:
        """Whether one observation must have a value together with what the rest asks of it."""
        beside = {clause.field for clause in self._rest.filters if not clause.exclude}
        return field in _OBSERVED and (bool(self._rest.comparisons) or not beside.isdisjoint(_OBSERVED))

    def _told(self, field: Field, ids: Sequence[int]) -> Counter[str]:
        """How many of some items have each value of a field."""
        marks = ",".join("?" * len(ids))
        rows = self._connection.execute(f"SELECT terms FROM filters WHERE item IN ({marks})", ids)
        start = f"{field}:"
        return Counter(
            term.removeprefix(start) for (terms,) in rows for term in terms.split() if term.startswith(start)
        )

    def _is_over(self, seconds: float) -> bool:
        """Whether so many seconds have passed since the beginning."""
        return time.thread_time() - self._began > seconds

    @contextmanager
    def _until(self, seconds: float) -> Iterator[None]:
        """Work that is ended, wherever it is, once so many seconds have passed since the beginning."""
        self._connection.set_progress_handler(lambda: self._is_over(seconds), _STEPS)
        try:
            yield
        except sqlite3.OperationalError:
            if not self._is_over(seconds):  # a newer search is waiting
                raise
        finally:
            self._connection.set_progress_handler(None, 0)
