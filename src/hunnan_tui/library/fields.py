"""What the fields of a query say: as expressions over the index, and as conditions on observations."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from hunnan_tui.library import called
from hunnan_tui.library.index import as_term, units_of, years_of
from hunnan_tui.library.plan import any_of, quoted
from hunnan_tui.library.query import VALUES
from hunnan_tui.model.units import parse_unit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from hunnan_tui.library.query import Compare, Filter, Query
    from hunnan_tui.model.briefing import Bound, Nature

# What has any kind: everything.
EVERYTHING = any_of(quoted(f"kind:{kind}") for kind in VALUES["kind"])


class Fields:
    """What fields say, as expressions; values are looked up among those that occur."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._held: dict[tuple[str, tuple[str, ...]], str] = {}

    def one_of(self, field: str, values: Iterable[str]) -> str:
        """What has one of exactly these values."""
        return any_of(quoted(f"{field}:{as_term(value)}") for value in values)

    def holds(self, clause: Filter) -> str:
        """What has one of a clause's values, or, where no item has that very value, one that begins or is called so."""
        key = (clause.field, clause.values)
        if key not in self._held:
            self._held[key] = any_of(term for given in clause.values for term in self._having(clause.field, given))
        return self._held[key]

    def _having(self, field: str, given: str) -> list[str]:
        values = self.meant(field, given)
        called_so = (
            called.sources(self._connection, given) if field == "source" and as_term(given) not in values else []
        )
        return [*(quoted(f"{field}:{value}") for value in values), *called_so]

    def meant(self, field: str, given: str) -> list[str]:
        """The values that occur and that `given` names or begins to name."""
        if field == "unit":
            return called.units(self._connection, given)
        value = as_term(given)
        if found := self._occurring(field, value, value):
            return found
        found = self._occurring(field, value, value + "\U0010ffff")
        named: list[str] = []
        if field == "area":
            named = called.areas(self._connection, given, whole=True) or called.areas(self._connection, given)
        elif field == "briefing":
            named = called.briefings(self._connection, given)
        return list(dict.fromkeys((*found, *map(as_term, named))))

    def _occurring(self, field: str, first: str, last: str) -> list[str]:
        rows = self._connection.execute(
            "SELECT value FROM facets WHERE field = ? AND value BETWEEN ? AND ? LIMIT ?",
            (field, first, last, called.MOST_VALUES),
        )
        return [value for (value,) in rows]


class Figured(NamedTuple):
    """An observation that a query finds, as the catalog has it."""

    period: str
    nature: Nature
    bound: Bound
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Observed:
    """What one and the same observation of a metric must have, and what none may have.

    Needed where figures are compared, or several fields speak of observations: terms tell of an item only that some
    observation has the one and some the other.
    """

    values: dict[str, frozenset[str]]
    """What each field may be: year, unit, nature."""
    comparisons: tuple[Compare, ...]
    without: tuple[Compare, ...] = ()
    """An item with any observation that compares so is left out."""

    @classmethod
    def of(cls, query: Query, fields: Fields) -> Observed | None:
        """What a query asks of observations; None where terms say all."""
        values = _observed_values(query, fields)
        comparisons = tuple(clause for clause in query.comparisons if not clause.exclude)
        without = tuple(clause for clause in query.comparisons if clause.exclude)
        # one field alone is a matter of terms
        one = cls(values if len(values) > 1 or comparisons else {}, comparisons, without)
        return one if one.needed or without else None

    @classmethod
    def in_terms(cls, query: Query, fields: Fields) -> Observed | None:
        """What a query asks of observations where terms say all, to tell the figures that it finds."""
        values = _observed_values(query, fields)
        return cls(values, ()) if len(values) == 1 and not query.comparisons else None

    @property
    def needed(self) -> bool:
        """Whether an item must have an observation at all."""
        return bool(self.values or self.comparisons)

    def matching(self, connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Figured | None]:
        """Those of the items that have such an observation and none that they may not have.

        Each with the observation that fits, an actual one before others, the newest; None where there need be none.
        """
        marks = ",".join("?" * len(ids))
        sql = (
            "SELECT item, period, unit, nature, dimension, value, plain, bound FROM observations"
            f" WHERE item IN ({marks}) ORDER BY nature = 'actual', ends"
        )
        found: dict[int, Figured | None] = {} if self.needed else dict.fromkeys(ids)
        barred = set()
        for item, period, unit, nature, dimension, value, plain, bound in connection.execute(sql, ids):
            figure = (dimension, value, plain)
            if any(_compares(comparison, unit, *figure) for comparison in self.without):
                barred.add(item)
            elif self.needed and self._fits(period, unit, nature, *figure):
                found[item] = Figured(period, nature, bound, value, unit)
        return {item: figure for item, figure in found.items() if item not in barred}

    def _fits(self, period: str, unit: str, nature: str, *figure: Any) -> bool:
        for field, allowed in self.values.items():
            has = years_of(period) if field == "year" else units_of(unit) if field == "unit" else (nature,)
            if allowed.isdisjoint(has):
                return False
        return all(_compares(comparison, unit, *figure) for comparison in self.comparisons)


def _observed_values(query: Query, fields: Fields) -> dict[str, frozenset[str]]:
    return {
        clause.field: frozenset(value for given in clause.values for value in fields.meant(clause.field, given))
        for clause in query.filters
        if clause.field in ("year", "unit", "nature") and clause.values and not clause.exclude
    }


_COMPARISONS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq}


def _compares(comparison: Compare, unit: str, dimension: str, value: str, plain: float) -> bool:
    """Whether a figure, printed as `value` of `unit`, compares so.

    Without a unit it compares as it is read, in thousands or not: value>50 finds 71 % and 110 nm, value<1000 no 8 亿元;
    value=830.6 finds 830.6亿元 as well.
    """
    compares = _COMPARISONS[comparison.operator]
    if comparison.dimension is not None:
        return comparison.dimension == dimension and compares(plain, float(comparison.amount))
    printed = Decimal(value)
    if compares(printed * parse_unit(unit).multiplier, comparison.amount):
        return True
    return comparison.operator == "=" and printed == comparison.amount
