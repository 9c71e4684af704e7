"""From a query to expressions over the index's terms: what FTS5 is asked for.

An expression may find too much (pairs of neighbours do not prove a run) but never too little; `proven` says that it
finds exactly what is meant. Everything is an exact term or a choice of a few.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise, product
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin
from hunnan_tui.library.forms import Form, Kind, Unit, Way, forms
from hunnan_tui.library.index import as_term
from hunnan_tui.library.terms import LONGEST_WORD, MOST_DIGITS, NAME_MARK, TITLE_MARKS, meant

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from hunnan_tui.library.query import Compare, Filter, Query, Word

TITLE, NAME, TEXT = range(3)
"""Where a word was found, in the order of the results."""
PLACES = 3  # of a title: `hunnan_tui.library.terms.place`
MOST_CHOICES = 60  # exact terms that one piece of a query becomes at most

MOST_VALUES = 500  # values of a field that one beginning stands for at most

NOTHING = '"-"'  # an expression that finds nothing
EVERYTHING = (
    '("kind:metric" OR "kind:outcome" OR "kind:project" OR "kind:point" OR "kind:flag" OR "kind:source" OR "kind:note")'
)


def any_of(expressions: Iterable[str]) -> str:
    """What one of the expressions finds."""
    found = [expression for expression in dict.fromkeys(expressions) if expression != NOTHING]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})" if found else NOTHING


def all_of(expressions: Iterable[str]) -> str:
    """What all of the expressions find."""
    found = list(dict.fromkeys(expressions))
    if NOTHING in found:
        return NOTHING
    return found[0] if len(found) == 1 else f"({' AND '.join(found)})" if found else NOTHING


def quoted(term: str) -> str:
    """A term as FTS5 wants it."""
    escaped = term.replace('"', '""')
    return f'"{escaped}"'


class Vocabulary:
    """The Latin words that the library has."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def beginning(self, letters: str, most: int = MOST_CHOICES) -> list[str]:
        """Words that begin with `letters`, at most one more than `most`."""
        rows = self._connection.execute(
            "SELECT word FROM words WHERE word >= ? AND word < ? LIMIT ?",
            (letters, letters + "\U0010ffff", most + 1),
        )
        return [word for (word,) in rows]

    def has(self, word: str) -> bool:
        """Whether it is a word of the library."""
        return self._connection.execute("SELECT 1 FROM words WHERE word = ?", (word,)).fetchone() is not None


@dataclass(frozen=True, slots=True)
class Level:
    """A stretch of the order of the results: where, meant how, and, in a title, how early at the latest."""

    field: int
    first: Kind = Kind.LITERAL
    last: Kind = Kind.PARTIAL
    place: int = PLACES

    @property
    def worst(self) -> tuple[int, int, int]:
        """The last rank that belongs to it."""
        return (self.field, self.last, self.place)

    def parts(self, kinds: Sequence[Kind]) -> list[Level]:
        """The stretches that it falls into, in their order, for words meant in these ways; none if it is one."""
        inside = [kind for kind in kinds if self.first <= kind <= self.last]
        if len(inside) > 1:
            return [Level(self.field, kind, kind) for kind in inside]
        if self.field == TITLE and self.place == PLACES:
            return [Level(self.field, kind, kind, place) for kind in inside for place in range(PLACES)]
        return []


class WordPlan:
    """The expressions of one word of a query."""

    def __init__(self, word: Word, vocabulary: Vocabulary, meant: tuple[Form, ...] | None = None) -> None:
        self.word = word
        if meant is None:
            meant = tuple(f for f in forms(word.text, literal=word.phrase) if _possible(f, vocabulary))
        self.forms = meant
        self._vocabulary = vocabulary
        self._made: dict[tuple[Form, str, str], str] = {}

    @property
    def anywhere(self) -> str:
        """What has the word in any text, meant in any way."""
        return any_of(self._form(form, "", "") for form in self.forms)

    @property
    def sure(self) -> str:
        """What surely has the word: what the terms of some of its forms prove."""
        return any_of(self._form(form, "", "") for form in self.forms if _proven(form))

    @property
    def proven(self) -> bool:
        """Whether `anywhere` finds nothing but what has the word."""
        return all(_proven(form) for form in self.forms)

    def within(self, level: Level, *, only: bool) -> str:
        """What has the word at `level`, or, unless `only`, at a better one."""
        found = []
        for form in self.forms:
            for field in range(level.field if only else TITLE, level.field + 1):
                here = field == level.field
                if here and (form.kind > level.last or (only and form.kind < level.first)):
                    continue
                latest = level.place if here and form.kind == level.last else PLACES
                found.append(self._in_field(form, field, latest))
        return any_of(found)

    def _in_field(self, form: Form, field: int, latest: int) -> str:
        if field == TEXT:
            return self._form(form, "", "")
        if field == NAME:
            return self._form(form, NAME_MARK, NAME_MARK)
        return self._form(form, TITLE_MARKS[: latest + 1], TITLE_MARKS)

    def _form(self, form: Form, first: str, others: str) -> str:
        """`form` as an expression over terms that bear one of these marks; `first` are those of its first term."""
        key = (form, first, others)
        if key not in self._made:
            self._made[key] = self._make(form, first, others)
        return self._made[key]

    def _make(self, form: Form, first: str, others: str) -> str:
        parts = []
        for index, stretch in enumerate(form.stretches):
            ways = [
                all_of(
                    any_of(
                        quoted(mark + term)
                        for term in choice
                        for mark in ((first if at == index == 0 else others) or ("",))
                    )
                    for at, choice in enumerate(self._choices(way, short=bool(others)))
                )
                for way in stretch
            ]
            parts.append(any_of(ways))
        if all(len(stretch) == 1 for stretch in form.stretches) and len(form.stretches) > 1:
            whole = [unit for stretch in form.stretches for unit in stretch[0]]
            across = _letters_across(whole, 2 if others else 3) + [[border] for border in _borders(whole)]
            for choice in across:
                parts.append(any_of(quoted(mark + letters) for letters in choice for mark in others or ("",)))
        return all_of(parts)

    def _choices(self, way: Way, *, short: bool) -> list[list[str]]:
        """The terms of a way: of each inner list one must be there. `short`: as titles and names have them."""
        found: list[list[str]] = []
        for units in _runs(way):
            match units[0].what:
                case "han":
                    run = "".join(unit.text for unit in units)
                    width = min(2 if short else 3, len(run))
                    found += [[run[at : at + width]] for at in range(len(run) - width + 1)]
                case "syllable":
                    found += _syllable_terms(units, short)
                case "initial":
                    run = "".join(unit.text for unit in units)
                    width = min(2 if short else 3, len(run))
                    found += [[run[at : at + width]] for at in range(len(run) - width + 1)]
                case "latin":
                    found += [self._latin(unit) for unit in units]
                case "number":
                    found += [_number_terms(unit, unit is way[-1]) for unit in units]
                case "meant":
                    found += [[f"={unit.text}", f"#{unit.text[:MOST_DIGITS]}"] for unit in units]
        return found

    def _latin(self, unit: Unit) -> list[str]:
        letters = unit.text[:LONGEST_WORD]
        if len(letters) <= 4:
            return [f"w:{letters}"]
        if unit.whole:
            return [f"w:{letters}"]
        words = self._vocabulary.beginning(letters)
        return [f"w:{letters[:4]}"] if len(words) > MOST_CHOICES else [f"w:{word}" for word in words]


def _possible(form: Form, vocabulary: Vocabulary) -> bool:
    """Whether the library has the Latin words that pinyin stands beside: qq of qqyinyue."""
    if form.kind is Kind.LITERAL:
        return True
    latin = [unit for stretch in form.stretches for way in stretch for unit in way if unit.what == "latin"]
    return not latin or any(vocabulary.has(unit.text) for unit in latin)


def _runs(way: Way) -> list[list[Unit]]:
    return [list(units) for _, units in groupby(way, key=lambda unit: unit.what)]


def _number_terms(unit: Unit, last: bool) -> list[str]:
    """A number that a sign follows is one by itself; any other may go on, or have 亿 behind it."""
    digits = unit.text[:MOST_DIGITS]
    return [f"={meant(unit.text, '')}"] if unit.whole and last else [f"#{digits}"]


def _syllable_terms(units: list[Unit], short: bool) -> list[list[str]]:
    options = [unit.options for unit in units]
    if len(options) == 1:
        prefixes = {option[:2] for option in options[0]}
        if not short and len(options[0]) > 4 and len(prefixes) == 1 and len(min(prefixes)) == 2:
            return [[f"{prefixes.pop()}-"]]
        return [[f"{syllable}'" for syllable in options[0]]]
    return [[f"{first}'{second}" for first, second in product(*pair)] for pair in pairwise(options)]


def _letters_across(units: Sequence[Unit], width: int) -> list[list[str]]:
    """The initials that each `width` neighbours may have, unless they are Chinese characters throughout."""
    letters = [_letters(unit) for unit in units]
    found = []
    for at in range(len(units) - width + 1):
        window = letters[at : at + width]
        if all(window) and any(unit.what != "han" for unit in units[at : at + width]):
            found.append(["".join(chosen) for chosen in product(*window)])
    return [choice for choice in found if len(choice) <= 8]


def _letters(unit: Unit) -> str:
    """The initials that a unit may have; none for Latin letters and numbers."""
    match unit.what:
        case "initial":
            return unit.text
        case "syllable":
            return "".join(dict.fromkeys(option[0] for option in unit.options))
        case "han":
            return pinyin.initials(pinyin.table().ever(unit.text))
        case _:
            return ""


_BORDERS = ({"han", "latin"}, {"han", "number"})


def _borders(units: Sequence[Unit]) -> list[str]:
    """The pairs of characters where Chinese characters meet Latin letters."""
    return [a.text[-1] + b.text[0] for a, b in pairwise(units) if {a.what, b.what} in _BORDERS]


def _proven(form: Form) -> bool:
    """Whether the terms of a form prove it: what is short enough to be one term, or to share none."""
    if len(form.stretches) != 1:
        return False
    return all(
        len({unit.what for unit in way}) == 1
        and len(way) <= {"han": 3, "initial": 3, "syllable": 2, "latin": 1, "number": 1, "meant": 0}[way[0].what]
        and not any(unit.whole for unit in way)
        for way in form.stretches[0]
    )


class Fields:
    """What fields say, as expressions; values are looked up among those that occur."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def one_of(self, field: str, values: Iterable[str]) -> str:
        """What has one of exactly these values."""
        return any_of(quoted(f"{field}:{as_term(value)}") for value in values)

    def holds(self, clause: Filter) -> str:
        """What has one of a clause's values, or, where no item has that very value, one that begins so."""
        return any_of(
            quoted(f"{clause.field}:{value}") for given in clause.values for value in self.meant(clause.field, given)
        )

    def meant(self, field: str, given: str) -> list[str]:
        """The values that occur and that `given` names or begins to name."""
        value = as_term(given)
        found = self._occurring(field, value, value)
        if not found:
            found = self._occurring(field, value, value + "\U0010ffff")
        if field == "area":
            found += [area for area in self.areas_called(given) if area not in found]
        return found

    def _occurring(self, field: str, first: str, last: str) -> list[str]:
        rows = self._connection.execute(
            "SELECT value FROM facets WHERE field = ? AND value BETWEEN ? AND ? LIMIT ?",
            (field, first, last, MOST_VALUES),
        )
        return [value for (value,) in rows]

    def areas_called(self, name: str) -> list[str]:
        """The areas whose name, in either language, begins so."""
        name = as_term(name)
        rows = self._connection.execute("SELECT DISTINCT id, name_zh, name_en FROM areas").fetchall()
        return [area for area, *names in rows if any(as_term(n or "").startswith(name) for n in names)]


@dataclass(frozen=True, slots=True)
class Observed:
    """What one and the same observation of a metric must have, as a condition on the table `observations`.

    Needed where figures are compared, or several fields speak of observations: terms tell of an item only that some
    observation has the one and some the other.
    """

    condition: str
    parameters: tuple[object, ...]
    others: bool  # whether items without observations may match: only the year is asked for

    @classmethod
    def of(cls, query: Query) -> Observed | None:
        """The condition of a query; None where terms say all."""
        filters = [f for f in query.filters if f.field in ("year", "unit", "nature") and f.values and not f.exclude]
        comparisons = query.comparisons
        if len(filters) + 2 * len(comparisons) < 2:
            return None
        parts: list[str] = []
        parameters: list[object] = []
        for clause in filters:
            parts.append(any_like(clause.field, len(clause.values)))
            parameters += [f"{value}%" if clause.field != "nature" else value for value in clause.values]
        for comparison in comparisons:
            part, values = _compared(comparison)
            parts.append(part)
            parameters += values
        return cls(
            " AND ".join(parts),
            tuple(parameters),
            not comparisons and all(f.field == "year" for f in filters),
        )

    def matching(self, connection: sqlite3.Connection, ids: Sequence[int]) -> set[int]:
        """Those of the items that have such an observation."""
        marks = ",".join("?" * len(ids))
        sql = f"SELECT DISTINCT item FROM observations WHERE item IN ({marks}) AND {self.condition}"
        found = {item for (item,) in connection.execute(sql, [*ids, *self.parameters])}
        if self.others:
            sql = f"SELECT id FROM items WHERE id IN ({marks}) AND kind <> 'metric'"
            found |= {item for (item,) in connection.execute(sql, ids)}
        return found


def any_like(column: str, choices: int) -> str:
    """A condition that a column is like one of so many parameters."""
    return "(" + " OR ".join([f"{column} LIKE ?"] * choices) + ")"


def _compared(comparison: Compare) -> tuple[str, list[object]]:
    # without a unit a share compares as it is printed: value>50 finds 71 %
    amount = float(comparison.amount)
    if comparison.dimension is None:
        part = f"CASE dimension WHEN 'ratio' THEN plain * 100 ELSE plain END {comparison.operator} ?"
        values: list[object] = [amount]
    else:
        part, values = f"dimension = ? AND plain {comparison.operator} ?", [comparison.dimension, amount]
    return (f"NOT ({part})" if comparison.exclude else f"({part})"), values
