"""What fields' values are called: areas, units, sources and briefings by their names, in either language."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from hunnan_tui.library.fold import fold
from hunnan_tui.library.index import as_term
from hunnan_tui.library.plan import NAME, NOTHING, Level, all_of, any_of, quoted
from hunnan_tui.model.units import UnknownUnit, names_in_letters, unit_named

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

MOST_VALUES = 2000  # values of a field that one name or one beginning stands for at most


def values(connection: sqlite3.Connection, field: str, name: str, most: int) -> list[str]:
    """The values of a field that are called or begin to be called so, at most so many; none of other fields."""
    match field:
        case "area":
            found = areas(connection, name)
        case "unit":
            found = units(connection, name)
        case "source":
            found = source_ids(connection, name, most)
        case "briefing":
            found = briefings(connection, name)
        case _:
            found = []
    return found[:most]


def known(connection: sqlite3.Connection, field: str) -> dict[str, str]:
    """What values of a field are called, as terms, each with what may be written for it: what a slip may mean."""
    match field:
        case "area":
            rows = connection.execute("SELECT DISTINCT id, name_zh, name_en FROM areas LIMIT ?", (MOST_VALUES,))
            return {as_term(name): area for area, *names in rows for name in names if name}
        case "unit":
            return {name: unit for unit, names in _units(connection).items() for name in names}
        case "source":
            return {publisher: publisher.replace("_", " ") for publisher in publishers(connection, "")}
        case _:
            return {}


def areas(connection: sqlite3.Connection, name: str, *, whole: bool = False) -> list[str]:
    """The areas whose name, in either language, begins so, or, with `whole`, is just that."""
    part = f"\n{fold(name)}" + "\n" * whole
    sql = "SELECT DISTINCT id FROM areas WHERE instr(char(10) || called || char(10), ?) > 0 LIMIT ?"
    rows = connection.execute(sql, (part, MOST_VALUES))
    return [area for (area,) in rows]


def units(connection: sqlite3.Connection, name: str) -> list[str]:
    """The units that occur and are called so in either language, in any case, or, where none is, begin to be."""
    name = as_term(name).replace("_", "")
    names = _units(connection)
    exact = [unit for unit, called in names.items() if not called.isdisjoint((name, name.removesuffix("s")))]
    begun = exact or [unit for unit, called in names.items() if any(one.startswith(name) for one in called)]
    return begun or [unit for unit in names if _same(unit, name)]


def _units(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The units that occur, each with what it is called."""
    rows = connection.execute("SELECT value FROM facets WHERE field = 'unit' LIMIT ?", (MOST_VALUES,))
    return {unit: names_in_letters(unit) | {unit} for (unit,) in rows}


def _same(unit: str, name: str) -> bool:
    """Whether both are one unit: 公里 and 千米."""
    try:
        return unit_named(unit).same(unit_named(name))
    except UnknownUnit:
        return False


def briefings(connection: sqlite3.Connection, title: str) -> list[str]:
    """The briefings whose title, in either language, has this in it; newest first."""
    sql = "SELECT id FROM briefings WHERE instr(called, ?) > 0 ORDER BY date DESC, id LIMIT ?"
    rows = connection.execute(sql, (fold(title.strip()), MOST_VALUES))
    return [briefing for (briefing,) in rows]


def publishers(connection: sqlite3.Connection, name: str) -> list[str]:
    """The publishers of sources whose name, in either language, has this in it, as terms of the field."""
    rows = connection.execute(
        "SELECT value FROM facets WHERE field = 'publisher' AND instr(value, ?) > 0 LIMIT ?",
        (as_term(name), MOST_VALUES),
    )
    return [publisher for (publisher,) in rows]


def sources(connection: sqlite3.Connection, name: str) -> list[str]:
    """What rests on a source whose publisher, author or title has this in it, as expressions.

    Of sources that are called so by author or title, the newest `MOST_VALUES` count.
    """
    published = [quoted(f"publisher:{publisher}") for publisher in publishers(connection, name)]
    briefings_of: defaultdict[str, list[str]] = defaultdict(list)
    for briefing, source in _titled(connection, name, published, MOST_VALUES):
        briefings_of[as_term(source)].append(briefing)
    found = []
    for source, its in briefings_of.items():
        rests = quoted(f"source:{source}")
        (many,) = connection.execute(
            "SELECT sum(items) FROM kind_facets WHERE kind = 'source' AND field = 'source' AND value = ?", (source,)
        ).fetchone()
        # other briefings may have another source of this id
        of_these = any_of(quoted(f"briefing:{as_term(briefing)}") for briefing in its)
        found.append(rests if many == len(its) else all_of([rests, of_these]))
    return [*published, *found]


def source_ids(connection: sqlite3.Connection, name: str, most: int) -> list[str]:
    """The ids of sources whose publisher, author or title has this in it, the newest first, at most so many."""
    return list(islice(dict.fromkeys(source for _briefing, source in _titled(connection, name, [], most)), most))


def _titled(connection: sqlite3.Connection, name: str, known: Iterable[str], most: int) -> list[tuple[str, str]]:
    """The newest sources whose names or titles have this in it, but for what is `known`: briefings and ids."""
    from hunnan_tui.library.find import Asked
    from hunnan_tui.library.query import Query, Word
    from hunnan_tui.library.search import Scope

    asked = Asked(connection, Query((Word(name, phrase=True),)), Scope.of(kind="source"))
    (word,) = asked.words
    named = Level(NAME)
    expression = asked.narrowed(word.within(named, only=True))
    without = any_of(known)
    ids = asked.candidates(expression if without == NOTHING else f"{expression} NOT {without}", most)
    if word.proven_within(named, only=True):
        found = asked.read(ids)
    else:
        found = [candidate for rank, candidate in asked.ranked(ids) if rank[0] <= NAME]
    return [(one.briefing, one.key.rpartition("/")[2]) for one in found]
