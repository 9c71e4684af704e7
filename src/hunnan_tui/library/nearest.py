"""Help where a query finds nothing: what of it no item has, and the items that come nearest.

A field with a value that no item has is read as one with the value most like it, or left out. A word that no item
has, or none together with the others, is read as something near to it (`hunnan_tui.library.slips`), or as several
words written as one (`hunnan_tui.library.parting`). Where that finds nothing either, what has most of the query comes
nearest (`hunnan_tui.library.sharing`). Nothing is offered that a person would not take for what was meant.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hunnan_tui.library import called, plan
from hunnan_tui.library.complete import facets
from hunnan_tui.library.fields import Fields
from hunnan_tui.library.find import Asked
from hunnan_tui.library.index import as_term
from hunnan_tui.library.parting import Parted, in_parts
from hunnan_tui.library.query import Filter, Query, Word, read
from hunnan_tui.library.sharing import having_most, in_pieces, telling
from hunnan_tui.library.slips import in_any_form, mended, read_otherwise

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from hunnan_tui.library.candidate import Candidate
    from hunnan_tui.library.query import Clause
    from hunnan_tui.library.search import Scope

SHORTEST_TITLE = 4  # characters of a briefing's title that are taken for it
MOST_SLIPS = 6  # words of a query that are tried as slips
MOST_VALUES = 2000  # values of a field that one which no item has is compared with


class Help(NamedTuple):
    """What no item has, what may be meant for the first field among it, and what comes nearest, asked how.

    `parted` is the query with its words parted, or as a briefing's title, if that is what finds the page, and `total`
    how many items it finds.
    """

    missing: tuple[str, ...]
    instead: str
    page: list[Candidate]
    asked: Asked
    parted: str = ""
    total: int = 0


class Near(NamedTuple):
    """Items that come near to a query, and the parts of its words, if it is in these that they have them."""

    page: list[Candidate]
    parts: dict[Word, list[str]] = {}  # noqa: RUF012


def help_with(connection: sqlite3.Connection, text: str, scope: Scope, limit: int) -> Help:
    """Help with a query that finds nothing."""
    query, _error = read(text)
    if (titled := _titled(connection, query, text.strip(), scope, limit)) is not None:
        return titled
    fields = Fields(connection)
    lost: list[str] = []
    told: list[str] = []
    clauses: list[Clause] = []
    for clause in query.clauses:
        if not isinstance(clause, Filter) or clause.exclude or not clause.values:
            clauses.append(clause)
        elif fields.holds(clause) == plan.NOTHING:
            lost.append(f"{clause.field}:{','.join(clause.values)}")
            values, like = _values_like(connection, clause)
            told.append(f"{clause.field}:{', '.join(values)}" if values else "")
            clauses += [replace(clause, values=tuple(values))] if like else []
        else:
            clauses.append(clause)
    asked = Asked(connection, Query(query.words), scope)
    missing = [word.word.text for word in asked.words if not asked.occurs(word)] + lost
    asked = Asked(connection, Query(tuple(clauses)), scope)
    page, parts = nearest(asked, limit) if any(not clause.exclude for clause in clauses) else Near([])
    if parts and not lost:
        return Help(tuple(missing), "", page, asked, _with_parts(text, parts), asked.count()[0])
    if not page and not missing and (less := _without_one(connection, clauses, scope, limit)):
        asked, page = less
        missing = [" ".join(text[clause.start : clause.end] for clause in clauses if not clause.exclude)]
    if not page and query.words:  # without its fields, if none of what comes near has them
        asked = Asked(connection, Query(tuple(c for c in clauses if isinstance(c, Word) or c.exclude)), scope)
        page = nearest(asked, limit).page
    if not page and not missing and any(clause.exclude for clause in query.clauses):
        missing = [text.strip()]  # all that it finds is excluded
    return Help(tuple(missing), told[0] if told else "", page, asked)


def _titled(connection: sqlite3.Connection, query: Query, text: str, scope: Scope, limit: int) -> Help | None:
    """What is in the briefings that have all of a query in their title: they are no items themselves."""
    if len(text) < SHORTEST_TITLE or not all(isinstance(clause, Word) for clause in query.clauses):
        return None
    words = " ".join(word.text for word in query.words)
    title = text if called.briefings(connection, text) else words
    if query.excluded or '"' in title or not called.briefings(connection, title):
        return None
    meant = f'briefing:"{title}"' if re.search(r"[\s,，、|]", title) else f"briefing:{title}"
    asked = Asked(connection, read(meant)[0], scope)
    page, _total = asked.page(limit, 0)
    return Help((), "", page, asked, meant, asked.count()[0]) if page else None


def _with_parts(text: str, parts: dict[Word, list[str]]) -> str:
    """A query with some of its words in parts."""
    for word, chosen in sorted(parts.items(), key=lambda entry: -entry[0].start):
        text = f"{text[: word.start]}{' '.join(chosen)}{text[word.end :]}"
    return text


def _without_one(
    connection: sqlite3.Connection, clauses: list[Clause], scope: Scope, limit: int
) -> tuple[Asked, list[Candidate]] | None:
    """What has all but one of the fields and figures that no item has together; the last one is left out first."""
    for left_out in reversed([clause for clause in clauses if not isinstance(clause, Word) and not clause.exclude]):
        rest = [clause for clause in clauses if clause is not left_out]
        asked = Asked(connection, Query(tuple(rest)), scope)
        page, _total = asked.page(limit, 0) if rest else ([], 0)
        if page:
            return asked, page
    return None


def _values_like(connection: sqlite3.Connection, clause: Filter) -> tuple[list[str], bool]:
    """The value of a field that is most like the one of a clause; if none is, the three that come nearest."""
    occurring = [facet.value for facet in facets(connection, clause.field, limit=MOST_VALUES)]
    if clause.field == "year" and clause.values[0].isdecimal() and occurring:
        return [min(occurring, key=lambda year: abs(int(year) - int(clause.values[0])))], True
    value = as_term(clause.values[0])
    names = {name: name for name in occurring} | called.known(connection, clause.field)
    # what is typed may be the beginning of it
    begun = {name[: len(value) + 1]: name for name in reversed(names)}
    near = difflib.get_close_matches(value, {**begun, **names}, 9, 0.3)
    meant = list(dict.fromkeys(names[begun.get(name, name)] for name in near))[:3] or occurring[:3]
    like = bool(difflib.get_close_matches(value, near, 1, 0.5))
    return (meant[:1], True) if like else (meant, False)


def nearest(asked: Asked, limit: int) -> Near:
    """The items that come nearest to a query that finds nothing; none if nothing is near enough to be meant."""
    words = asked.words
    absent = [word for word in words if not asked.occurs(word)]
    meant: dict[plan.WordPlan, list[plan.WordPlan]] = {}
    for at, word in enumerate(absent):
        other = mended(asked, word) if at < MOST_SLIPS else None
        meant[word] = [other] if other is not None else []
    apart = in_parts(asked, {word: [] for word in absent}, limit)
    if apart is not None and apart.sure and len(apart.parts) == len(absent):
        return _shown(asked, apart)
    for tried in _readings(asked, words, meant):
        asked.words = tried
        if found := asked.page(limit, 0)[0]:
            return Near(_items_first(asked, found))
    asked.words = words
    parted = in_parts(asked, meant, limit)
    if parted is not None and parted.sure:
        return _shown(asked, parted)
    told = telling(words) or words
    pieces = {word: meant.get(word) or in_pieces(asked, word) for word in told if word in meant}
    page = having_most(asked, {word: pieces.get(word) or [in_any_form(asked, word)] for word in told}, limit)
    return Near(page) if page or parted is None else _shown(asked, parted)


def _shown(asked: Asked, parted: Parted) -> Near:
    asked.words = parted.words
    return Near(parted.page, parted.parts)


def _items_first(asked: Asked, page: list[Candidate]) -> list[Candidate]:
    """What a word finds, an item before a flag on it where both have it in their titles."""
    if len(asked.words) != 1:
        return page
    (word,) = asked.words
    return sorted(page, key=lambda found: ((found.rank(word.forms) or (plan.TEXT,))[0], found.kind == "flag"))


def _readings(
    asked: Asked, words: list[plan.WordPlan], meant: dict[plan.WordPlan, list[plan.WordPlan]]
) -> Iterator[list[plan.WordPlan]]:
    """The words of a query as they may be meant, the likeliest first; `meant` are those that no item has."""
    if not words:
        yield words
    for some in (words, telling(words)):
        if some and (meant or some != words) and all(meant.get(word, True) for word in some):
            yield [other for word in some for other in meant.get(word, [word])]
    if not meant and 1 < len(words) <= MOST_SLIPS:
        # each word occurs, but perhaps not together: one of them may be a slip
        for slip in words:
            for other in read_otherwise(asked, slip):
                yield [other if word is slip else word for word in words]
