"""Search over the catalog: what a query finds, in the order that a reader expects, with what matched marked.

The index (`hunnan_tui.library.index`) finds candidates by exact terms, newest first; their texts decide. Where few
items have the query, all of them are read and ranked. Where many have it, one walk along the index a level, from the
best level down, fills the page. Any call may be ended from another thread with `connection.interrupt()`; it then
raises `sqlite3.OperationalError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hunnan_tui.library.complete import Facet, Offer, complete, facets
from hunnan_tui.library.index import SCHEMA, TERMS_VERSION, Record, index, optimize, record, unindex

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from hunnan_tui.errors import QueryError
    from hunnan_tui.library.candidate import Candidate
    from hunnan_tui.library.fields import Figured
    from hunnan_tui.library.find import Asked
    from hunnan_tui.model.text import Language

__all__ = [
    "EVERYTHING",
    "SCHEMA",
    "TERMS_VERSION",
    "Count",
    "Facet",
    "Hit",
    "Nearest",
    "Offer",
    "Record",
    "Results",
    "Scope",
    "complete",
    "count",
    "facets",
    "index",
    "nearest",
    "optimize",
    "record",
    "search",
    "unindex",
    "warm_up",
]

Span = tuple[int, int]
"""From a character to the one after the last."""


class Scope(NamedTuple):
    """A part of the library to search in: each field has one of its values. None is everything."""

    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, **fields: str | Sequence[str]) -> Scope:
        """A scope by fields, as `Scope.of(kind="metric")` or `Scope.of(kind=("outcome", "project"))`.

        Fields are those of a query; `section` takes a section's key or kind.
        """
        return cls(
            tuple((name, (given,) if isinstance(given, str) else tuple(given)) for name, given in fields.items())
        )


EVERYTHING = Scope()

MOST_PROVEN = 20_000
"""Items that a thorough count reads at most."""


class Hit(NamedTuple):
    """An item that a query finds.

    `title` is what a list shows, in the language asked for or the other one where that is all there is, and `snippet`
    the passage outside of it that matched, if one did; each with the spans (from, to) of its characters to mark.
    `figure` is the observation that fits what the query says of figures.
    """

    id: int
    key: str
    kind: str
    briefing: str
    date: str
    title: str
    title_spans: tuple[Span, ...] = ()
    snippet: str = ""
    spans: tuple[Span, ...] = ()
    figure: Figured | None = None


class Results(NamedTuple):
    """A page of what a query finds.

    `total` counts all that it finds, or is None where only `count` can say. `error` tells what cannot be parsed; the
    page is then what the rest of the query finds, nothing if there is no rest.
    """

    hits: tuple[Hit, ...] = ()
    total: int | None = 0
    error: QueryError | None = None


class Nearest(NamedTuple):
    """Help where a query finds nothing: its words and fields that no item has, and the items that come nearest.

    `instead` is what may be meant for the first field in `missing`: unit:亿元 for unit:亿圆. `parted` is the query
    with its words parted, where no item has them written as one, or as a briefing's title, and `total` how many items
    that finds.
    """

    missing: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    instead: str = ""
    parted: str = ""
    total: int = 0


class Count(NamedTuple):
    """How many items a query finds in a scope (`here`) and outside of it (`elsewhere`).

    `exact` is False where the numbers may be a little too high: the terms do not prove each of so many matches.
    """

    here: int
    elsewhere: int = 0
    exact: bool = True


def warm_up() -> None:
    """Load what the first search needs, some 80 ms of modules and tables: for a thread, once the screen is there."""
    from hunnan_tui.library.candidate import Candidate
    from hunnan_tui.library.find import Asked  # noqa: F401
    from hunnan_tui.library.forms import forms
    from hunnan_tui.library.query import parse

    (word,) = parse("hun").words
    Candidate(0, "", "", "", "", "瀋 1", *[None] * 5).rank(forms(word.text))


def search(
    connection: sqlite3.Connection,
    text: str,
    *,
    scope: Scope = EVERYTHING,
    language: Language = "en",
    limit: int = 50,
    offset: int = 0,
) -> Results:
    """The items of `scope` that the query `text` finds, from `offset` on, at most `limit`, best first."""
    from hunnan_tui.library.find import Asked
    from hunnan_tui.library.query import read

    query, error = read(text)
    if error is not None and not query.clauses:
        return Results(error=error)
    asked = Asked(connection, query, scope)
    page, total = asked.page(limit, offset)
    return Results(_hits(page, asked, language, text), total, error)


def nearest(
    connection: sqlite3.Connection,
    text: str,
    *,
    scope: Scope = EVERYTHING,
    language: Language = "en",
    limit: int = 5,
) -> Nearest:
    """Help for a query that finds nothing; itself takes some keystrokes' time."""
    from hunnan_tui.library import nearest as near

    found = near.help_with(connection, text, scope, limit)
    return Nearest(
        found.missing,
        _hits(found.page, found.asked, language, found.parted or text),
        found.instead,
        found.parted,
        found.total,
    )


def _hits(page: list[Candidate], asked: Asked, language: Language, typed: str) -> tuple[Hit, ...]:
    words = [word.forms for word in asked.words]
    typed = typed.lower()
    signed = any(map(_is_sign, typed))
    found = []
    for c in page:
        title, title_spans, snippet, spans = c.show(words, language)
        if signed:
            title_spans, spans = _with_signs(title, title_spans, typed), _with_signs(snippet, spans, typed)
        found.append(Hit(c.id, c.key, c.kind, c.briefing, c.date, title, title_spans, snippet, spans, c.figure))
    return tuple(found)


def _with_signs(text: str, spans: tuple[Span, ...], typed: str) -> tuple[Span, ...]:
    """Spans with the signs beside them that were typed as they stand there: the brackets of J/(kg·K)."""
    wider: list[Span] = []
    for start, end in spans:
        while end < len(text) and _is_sign(text[end]) and text[start : end + 1].lower() in typed:
            end += 1
        while start and _is_sign(text[start - 1]) and text[start - 1 : end].lower() in typed:
            start -= 1
        if wider and start < wider[-1][1]:
            start = wider.pop()[0]
        wider.append((start, end))
    return tuple(wider)


def _is_sign(character: str) -> bool:
    return not (character.isalnum() or character.isspace())


def count(
    connection: sqlite3.Connection,
    text: str,
    *,
    scope: Scope = EVERYTHING,
    found: Results | None = None,
    thorough: bool = False,
) -> Count:
    """How many items the query, or what of it can be parsed, finds here and elsewhere.

    `found` is what `search` has found for it in this scope: where that knows its total, nothing is counted again.
    `thorough`: read up to `MOST_PROVEN` items that the index does not prove, which may take a second; a few hundred
    otherwise.
    """
    from hunnan_tui.library.find import MOST_COUNTED, Asked
    from hunnan_tui.library.query import read

    query, _error = read(text)
    most = MOST_PROVEN if thorough else MOST_COUNTED
    if found is not None and found.total is not None:
        here, exact = found.total, True
    else:
        here, exact = Asked(connection, query, scope).count(most)
    if not scope.fields:
        return Count(here, 0, exact)
    total, total_exact = Asked(connection, query, EVERYTHING).count(most)
    return Count(here, max(0, total - here), exact and total_exact)
