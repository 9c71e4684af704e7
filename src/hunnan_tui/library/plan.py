"""From a query to expressions over the index's terms: what FTS5 is asked for.

An expression may find too much (pairs of neighbours do not prove a run) but never too little; `proven` says that it
finds exactly what is meant. Everything is an exact term or a choice of a few.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise, product
from math import prod
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin
from hunnan_tui.library.english import bare, inflected
from hunnan_tui.library.forms import Form, Kind, Unit, Way, forms
from hunnan_tui.library.terms import (
    BEGINNING_MARK,
    LONGEST_WORD,
    MOST_DIGITS,
    MULTIPLIERS,
    NAME_MARK,
    NEAR_MARK,
    TITLE_MARK,
    meant,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from hunnan_tui.library.query import Word

TITLE, NAME, TEXT = range(3)
"""Where a word was found, in the order of the results."""
PLACES = 3  # of a title: `hunnan_tui.library.terms.place`
MOST_CHOICES = 60  # exact terms that one piece of a query becomes at most
MOST_FORMS = 8  # forms of an English word
MOST_PAIRS = 200  # pairs of syllables that two begun ones become; those of zh and sh are sought by their initials


_AT_ONCE = 50  # expressions of a choice that are put together
NOTHING = '"-"'  # an expression that finds nothing


def any_of(expressions: Iterable[str]) -> str:
    """What one of the expressions finds."""
    found = [expression for expression in dict.fromkeys(expressions) if expression != NOTHING]
    if len(found) > _AT_ONCE:
        # FTS5 looks at all of them for each item; NOT keeps it from making one of those that are put together
        parts = (found[at : at + _AT_ONCE] for at in range(0, len(found), _AT_ONCE))
        found = [f"(({' OR '.join(part)}) NOT {NOTHING})" for part in parts]
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
        self._known: dict[tuple[str, int], list[str]] = {}

    def beginning(self, letters: str, most: int = MOST_CHOICES) -> list[str]:
        """Words that begin with `letters`, at most one more than `most`."""
        if (letters, most) not in self._known:
            rows = self._connection.execute(
                "SELECT word FROM words WHERE word >= ? AND word < ? LIMIT ?",
                (letters, letters + "\U0010ffff", most + 1),
            )
            self._known[letters, most] = [word for (word,) in rows]
        return self._known[letters, most]

    def knows(self, form: Form) -> bool:
        """Whether a form is literal, and each of its Latin words, if it has any, begins a word of the library."""
        words = [unit.text for unit in _units(form) if unit.what == "latin"]
        return form.kind is Kind.LITERAL and all(self.beginning(word, 1) for word in words)

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
        self.forms = _possible(word, vocabulary) if meant is None else meant
        self._vocabulary = vocabulary
        self._made: dict[tuple[Form, str, str], str] = {}

    @property
    def anywhere(self) -> str:
        """What has the word in any text, meant in any way."""
        return any_of(self._form(form, "", "") for form in self.forms)

    @property
    def sure(self) -> str:
        """What surely has the word: what the terms of some of its ways prove."""
        return any_of(self._form(Form(f.kind, (ways,)), "", "") for f in self.forms if (ways := self._proven(f)))

    @property
    def unsure(self) -> str:
        """What may have the word in those of its ways that the terms do not prove."""
        doubted = []
        for form in self.forms:
            proven = self._proven(form)
            if not proven:
                doubted.append(self._form(form, "", ""))
            elif ways := tuple(way for way in form.stretches[0] if way not in proven):
                doubted.append(self._form(Form(form.kind, (ways,)), "", ""))
        return any_of(doubted)

    @property
    def proven(self) -> bool:
        """Whether `anywhere` finds nothing but what has the word."""
        return all(form.stretches == (self._proven(form),) for form in self.forms)

    def within(self, level: Level, *, only: bool) -> str:
        """What has the word at `level`, or, unless `only`, at a better one."""
        return any_of(self._in_field(form, field, latest) for form, field, latest in self._places(level, only))

    def proven_within(self, level: Level, *, only: bool) -> bool:
        """Whether `within` finds nothing but what has the word there."""
        return all(
            form.stretches == (self._proven(form, short=field != TEXT),) for form, field, _ in self._places(level, only)
        )

    def _places(self, level: Level, only: bool) -> Iterator[tuple[Form, int, int]]:
        """Forms of the word, each with a field that it may be in, and how early at the latest."""
        for form in self.forms:
            for field in range(level.field if only else TITLE, level.field + 1):
                here = field == level.field
                if here and (form.kind > level.last or (only and form.kind < level.first)):
                    continue
                if not here and level.field == TEXT and form.kind <= level.last:
                    continue  # the terms of texts are those of titles and names, too
                yield form, field, level.place if here and form.kind == level.last else PLACES

    def _in_field(self, form: Form, field: int, latest: int) -> str:
        if field == TEXT:
            return self._form(form, "", "")
        if field == NAME:
            return self._form(form, NAME_MARK, NAME_MARK)
        first = (BEGINNING_MARK, BEGINNING_MARK + NEAR_MARK)[latest] if latest < 2 else TITLE_MARK
        return self._form(form, first, TITLE_MARK)

    def _form(self, form: Form, first: str, others: str) -> str:
        """`form` as an expression over terms that bear one of these marks; `first` are those of its first term."""
        key = (form, first, others)
        if key not in self._made:
            self._made[key] = self._make(form, first, others)
        return self._made[key]

    def _make(self, form: Form, first: str, others: str) -> str:
        def one_of(choice: list[str], marks: str) -> str:
            return any_of(quoted(mark + term) for term in choice for mark in marks or ("",))

        parts = []
        for index, stretch in enumerate(form.stretches):
            ends = index == len(form.stretches) - 1
            behind = "" if ends else _characters(form.stretches[index + 1])
            ways = []
            for way in stretch:
                choices = self._choices(way, short=bool(others), ends=ends, behind=behind)
                marks = [first if index == 0 else others] + [others] * len(choices)
                ways.append(all_of(map(one_of, choices, marks)))
            parts.append(any_of(ways))
        if len(form.stretches) > 1 and all(len(stretch) == 1 for stretch in form.stretches):
            whole = [unit for stretch in form.stretches for unit in stretch[0]]
            across = _letters_across(whole, 2 if others else 3) + _borders(whole)
            parts += [one_of(choice, others) for choice in across]
        return all_of(parts)

    def _choices(self, way: Way, *, short: bool, ends: bool, behind: str) -> list[list[str]]:
        """The terms of a way: of each inner list one must be there.

        `short`: as titles and names have them; `ends`: no further stretch follows; `behind`: the Chinese characters
        that do.
        """
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
                    found += [_number_terms(unit, ends and unit is way[-1], behind) for unit in units]
                case "meant":
                    found += [[f"={unit.text}", f"#{unit.text[:MOST_DIGITS]}"] for unit in units]
        if _mixed(way):
            found += _letters_across(way, 2 if short else 3)
        return found + _borders(way)

    def _latin(self, unit: Unit) -> list[str]:
        letters = unit.text[:LONGEST_WORD]
        if len(letters) <= 4:
            return [f"w:{letters}"]
        if unit.whole:
            return [f"w:{letters}"]
        words = self._vocabulary.beginning(letters)
        return [f"w:{letters[:4]}"] if len(words) > MOST_CHOICES else [f"w:{word}" for word in words]

    def _proven(self, form: Form, *, short: bool = False) -> tuple[Way, ...]:
        """The ways of a form that their terms prove: what is short enough to be one term, or to share none.

        `short`: by the terms that titles and names have.
        """
        if len(form.stretches) != 1:
            return ()
        most = _PROVEN_SHORT if short else _PROVEN
        return tuple(
            way
            for way in form.stretches[0]
            if len(way) <= most[way[0].what]
            and all(unit.what == way[0].what and self._exact(unit) for unit in way)
            and prod(len(unit.options) or 1 for unit in way) <= MOST_PAIRS
        )

    def _exact(self, unit: Unit) -> bool:
        """Whether the index has terms for just this unit, and not only for its beginning."""
        if unit.whole:
            return False
        if unit.what == "latin" and len(unit.text) > 4:
            return len(unit.text) <= LONGEST_WORD and len(self._vocabulary.beginning(unit.text)) <= MOST_CHOICES
        return unit.what != "number" or len(unit.text) <= MOST_DIGITS


# How many units of a kind are proven by their terms, in texts and in titles and names.
_PROVEN = {"han": 3, "initial": 3, "syllable": 2, "latin": 1, "number": 1, "meant": 0}
_PROVEN_SHORT = _PROVEN | {"han": 2, "initial": 2}


def _possible(word: Word, vocabulary: Vocabulary) -> tuple[Form, ...]:
    """Those meanings of a word that the library's Latin words allow.

    It must have the word that pinyin stands beside, qq of qqyinyue; and of letters that begin a word of it, none are
    initials and others syllables. An English word that it has not is meant in the forms that it has.
    """
    meanings = forms(word.text, literal=word.phrase)
    words = [unit.text for form in meanings[:1] for unit in _units(form) if unit.what == "latin"]
    found = []
    for form in meanings:
        if form.kind is not Kind.LITERAL:
            beside = [unit.text for unit in _units(form) if unit.what == "latin"]
            if beside and not any(map(vocabulary.has, beside)):
                continue
            if any(map(_mixed, form.stretches[0])) and any(vocabulary.beginning(word, 1) for word in words):
                continue
        found.append(form)
    alone = len(words) == len([*_units(found[0])]) == 1 if found else False
    if alone and not word.phrase and not any(map(vocabulary.knows, found)):
        others = inflected(words[0], vocabulary.beginning(bare(words[0])))
        found[1:1] = [Form(Kind.LITERAL, (((Unit("latin", other, whole=True),),),)) for other in others[:MOST_FORMS]]
    return tuple(found)


def _units(form: Form) -> Iterator[Unit]:
    return (unit for stretch in form.stretches for way in stretch for unit in way)


def _mixed(way: Way) -> bool:
    """Whether some of its letters are initials and others syllables."""
    return {"initial", "syllable"} <= {unit.what for unit in way}


def _runs(way: Way) -> list[list[Unit]]:
    return [list(units) for _, units in groupby(way, key=lambda unit: unit.what)]


def _number_terms(unit: Unit, last: bool, behind: str) -> list[str]:
    """A number that a sign or Chinese characters follow is one by itself, or has the 亿 that these are or begin with.

    Any other may go on, or have anything behind it.
    """
    if unit.whole and behind:
        multipliers = [name for name in MULTIPLIERS if name.startswith(behind) or behind.startswith(name)]
        return [f"={meant(unit.text, multiplier)}" for multiplier in ("", *multipliers)]
    return [f"={meant(unit.text, '')}"] if unit.sign and last else [f"#{unit.text[:MOST_DIGITS]}"]


def _characters(stretch: tuple[Way, ...]) -> str:
    """The Chinese characters that a stretch is, if it is nothing else."""
    (way, *others) = stretch
    return "" if others or any(unit.what != "han" for unit in way) else "".join(unit.text for unit in way)


def _syllable_terms(units: list[Unit], short: bool) -> list[list[str]]:
    options = [unit.options for unit in units]
    if len(options) == 1:
        prefix = options[0][0][:2]
        # the index has the first two letters of syllables; those in full are found as such
        if not short and len(options[0]) > 4 and set(pinyin.completions(prefix)) <= {*options[0], prefix}:
            return [[f"{prefix}-"]]
        return [[f"{syllable}'" for syllable in options[0]]]
    return [
        [f"{first}'{second}" for first, second in product(*pair)]
        if len(pair[0]) * len(pair[1]) <= MOST_PAIRS
        else sorted({f"{first[0]}{second[0]}" for first, second in product(*pair)})
        for pair in pairwise(options)
    ]


def _letters_across(units: Sequence[Unit], width: int) -> list[list[str]]:
    """The initials that each `width` neighbours may have, unless they are Chinese characters throughout."""
    letters = [_letters(unit) for unit in units]
    found = []
    for at in range(len(units) - width + 1):
        window = letters[at : at + width]
        neighbours = units[at : at + width]
        if any(unit.gap for unit in neighbours[1:]) or all(unit.what == "han" for unit in neighbours):
            continue
        if all(window):
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


def _borders(units: Sequence[Unit]) -> list[list[str]]:
    """What must be where Chinese characters meet Latin letters or numbers, known as characters or as initials."""
    found = []
    for before, after in pairwise(units):
        if after.gap or _LATIN.isdisjoint((before.what, after.what)) or _LATIN.issuperset((before.what, after.what)):
            continue
        first = before.text[-1:] if before.what in (*_LATIN, "han") else _letters(before)
        second = after.text[:1] if after.what in (*_LATIN, "han") else _letters(after)
        between = "" if "han" in (before.what, after.what) else "/"
        found.append([f"{a}{between}{b}" for a, b in product(first, second)])
    return found


_LATIN = frozenset(("latin", "number"))
