"""Completion of a query that is being typed: the fields, and the values of a field that occur, with their counts."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from hunnan_tui.library.query import Field, Query
    from hunnan_tui.library.search import Scope

# The last word, with the field before it where a space stands behind the colon.
_LAST = re.compile(r"(?:(?<!\S)[^\s:：]+[:：]\s+)?\S*$")

MOST_FREQUENT = 500  # values that begin as is typed
MOST_CALLED = 50  # and values that are called so, of which what may be meant is chosen


class Facet(NamedTuple):
    """A value of a field and how many items have it."""

    value: str
    items: int


class Offer(NamedTuple):
    """Something that may stand in a query instead of its characters from `start` to `end`.

    `items` is how many items a value would find; None for a field, whose value is still to be typed, and where to
    count them would take too long.
    """

    text: str
    start: int
    end: int
    items: int | None = None


def facets(
    connection: sqlite3.Connection, field: str, beginning: str = "", limit: int = 50, kinds: Collection[str] = ()
) -> list[Facet]:
    """The values of `field` that occur and begin so, the most frequent first; of years the latest among equals.

    `kinds`: only those of items of these kinds, all if empty.
    """
    from hunnan_tui.library.index import as_term

    first = as_term(beginning)
    order = "items DESC, value DESC" if field == "year" else "items DESC, value"
    counted, of_kinds = "facets", ""
    if kinds:
        counted, of_kinds = "kind_facets", f"AND kind IN ({', '.join('?' * len(kinds))}) GROUP BY value"
    rows = connection.execute(
        f"SELECT value, {'sum(items) AS items' if kinds else 'items'} FROM {counted}"
        f" WHERE field = ? AND value >= ? AND value < ? {of_kinds} ORDER BY {order} LIMIT ?",
        (field, first, first + "\U0010ffff", *kinds, limit),
    )
    return [Facet(value, items) for value, items in rows]


def complete(
    connection: sqlite3.Connection,
    text: str,
    cursor: int | None = None,
    limit: int = 12,
    scope: Scope | None = None,
) -> list[Offer]:
    """What may be typed at `cursor` (the end if left out): fields, or values of the field that is being typed.

    Values are those that occur in `scope` beside the rest of the query, the most frequent first.
    """
    from hunnan_tui.library.fold import fold
    from hunnan_tui.library.query import FIELD_NAMES, FIELDS, field_named, read

    cursor = len(text) if cursor is None else cursor
    last = _LAST.search(text[:cursor])
    start = last.start() if last is not None else cursor
    before = start
    if text[start:cursor].startswith(("-", "－")):
        start += 1
    typed = text[start:cursor]
    name, colon, value = typed.replace("：", ":").partition(":")
    if not colon:
        names = FIELDS if name.isascii() else FIELD_NAMES
        fields = [field for field in names if field.startswith(fold(name))]
        signs = {"value": ">=", "数值": ">=", "值": ">="}
        return [Offer(f"{field}{signs.get(field, ':')}", start, cursor) for field in fields][:limit]
    field = field_named(name)
    if field is None:
        return []
    value = value.rpartition(",")[2].lstrip()
    at = cursor - len(value)
    rest, _error = read(f"{text[:before]} {text[cursor:]}")
    kinds = _kinds(rest, scope)
    found: Iterable[tuple[str, int | None]] = _called(connection, field, value, kinds or ())
    if kinds is None:
        from hunnan_tui.library.narrowing import Narrowing
        from hunnan_tui.library.search import EVERYTHING

        found = Narrowing(connection, rest, scope or EVERYTHING).of(field, [name for name, _ in found], value, limit)
    return [Offer(name, at, cursor, items) for name, items in islice(found, limit)]


def _kinds(rest: Query, scope: Scope | None) -> set[str] | None:
    """The kinds that a scope and the rest of a query narrow to, which the facets know of; none: every kind.

    None if that is not all that they say.
    """
    from hunnan_tui.library.query import Filter

    said: list[tuple[str, ...]] = []
    for field, values in scope.fields if scope is not None else ():
        if field != "kind":
            return None
        said.append(values)
    for clause in rest.clauses:
        if not isinstance(clause, Filter) or clause.field != "kind" or clause.exclude:
            return None
        said.append(clause.values)
    kinds = [set(values) for values in said if values]
    both = set.intersection(*kinds) if kinds else set()
    return both if both or not kinds else None


def _called(connection: sqlite3.Connection, field: Field, value: str, kinds: Collection[str]) -> list[Facet]:
    """The values of a field that begin with `value` or are called so: most have a few, briefings thousands."""
    from hunnan_tui.library import called
    from hunnan_tui.library.fold import fold
    from hunnan_tui.library.index import as_term
    from hunnan_tui.library.query import VALUES

    found = facets(connection, field, value, MOST_FREQUENT, kinds)
    named: Collection[str] = ()
    if field in VALUES:
        named = [n for n, others in VALUES[field].items() if any(o.startswith(fold(value)) for o in others)]
    elif value:
        named = called.values(connection, field, value, MOST_CALLED)
    known = {facet.value for facet in found}
    for name in map(as_term, named):
        if name not in known:
            found += [facet for facet in facets(connection, field, name, kinds=kinds) if facet.value == name]
    return found
