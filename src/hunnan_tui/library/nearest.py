"""Help where a query finds nothing: what of it no item has, and the items that come nearest.

A field with a value that no item has is read as one with the value most like it, or left out. A word that no item has
is read as something near to it: Chinese characters as others that sound the same, letters as a word or a pinyin
spelling that one letter makes of them, or as the characters and the numbers that it is made of. What still finds
nothing is left out; where nothing is left, titles that share the most neighbouring characters come nearest.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from hunnan_tui.library import pinyin, plan
from hunnan_tui.library.complete import facets
from hunnan_tui.library.fields import Fields
from hunnan_tui.library.find import Asked
from hunnan_tui.library.fold import HAN, fold
from hunnan_tui.library.forms import Form, Kind, Unit, forms
from hunnan_tui.library.index import as_term
from hunnan_tui.library.query import Filter, Query, Word
from hunnan_tui.library.terms import MULTIPLIERS, NUMBER, TITLE_MARK

if TYPE_CHECKING:
    import sqlite3

    from hunnan_tui.library.candidate import Candidate
    from hunnan_tui.library.query import Clause
    from hunnan_tui.library.search import Scope

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGEST_MENDED = 24  # letters of a word up to which it is corrected
MOST_GUESSES = 8  # things that one mistyped word may have been meant as
MOST_WORDS = 3000  # words of the library that a mistyped one is compared with
MOST_VALUES = 2000  # values of a field that one which no item has is compared with
MOST_PARTS = 4  # parts of a word that are looked for by themselves
MOST_SHARED = 200  # titles that share a pair of characters and are compared

_PART = re.compile(rf"{NUMBER}(?:{'|'.join(MULTIPLIERS)})?|[{HAN}]+|[a-z]+", re.ASCII)


class Help(NamedTuple):
    """What no item has, what may be meant for the first field among it, and what comes nearest, asked how."""

    missing: tuple[str, ...]
    instead: str
    page: list[Candidate]
    asked: Asked


def help_with(connection: sqlite3.Connection, query: Query, scope: Scope, limit: int) -> Help:
    """Help with a query that finds nothing."""
    fields = Fields(connection)
    lost: list[str] = []
    told: list[str] = []
    clauses: list[Clause] = []
    for clause in query.clauses:
        if isinstance(clause, Filter) and clause.values and fields.holds(clause) == plan.NOTHING:
            lost.append(f"{clause.field}:{','.join(clause.values)}")
            values, like = _values_like(connection, clause)
            told.append(f"{clause.field}:{', '.join(values)}" if values else "")
            clauses += [replace(clause, values=tuple(values))] if like else []
        else:
            clauses.append(clause)
    words = Query((*query.words, *query.excluded))
    asked = Asked(connection, words, scope)
    absent = [word.word.text for word in asked.words if not asked.occurs(word)]
    page: list[Candidate] = []
    # without its fields, if none of what comes near has them
    for tried in dict.fromkeys((Query(tuple(clauses)), words)):
        asked = Asked(connection, tried, scope)
        page = nearest(asked, limit) if tried.clauses else []
        if page:
            break
    return Help((*absent, *lost), told[0] if told else "", page, asked)


def _values_like(connection: sqlite3.Connection, clause: Filter) -> tuple[list[str], bool]:
    """The value of a field that is most like the one of a clause; if none is, those that most items have."""
    occurring = [facet.value for facet in facets(connection, clause.field, limit=MOST_VALUES)]
    like = difflib.get_close_matches(as_term(clause.values[0]), occurring, 1, 0.5)
    return (like, True) if like else (occurring[:3], False)


def nearest(asked: Asked, limit: int) -> list[Candidate]:
    """The items that come nearest to a query that finds nothing."""
    absent = [word for word in asked.words if not asked.occurs(word)]
    kept = [word for word in asked.words if word not in absent]
    mended = [meant for word in absent for meant in _mended(asked, word)]
    tries = [kept + mended, mended, kept]
    if len(kept) > 1 and not absent:
        # each word occurs, but perhaps not together: what has all but one of them
        tries = [kept, *([word for word in kept if word is not left_out] for left_out in reversed(kept))]
    for words in tries:
        asked.words = words
        found, _ = asked.page(limit, 0) if words or not absent else ([], 0)
        if found:
            return found
    asked.words = []
    return _sharing(asked, "".join(word.word.text for word in absent), limit)


def _mended(asked: Asked, word: plan.WordPlan) -> list[plan.WordPlan]:
    """`word` read as something near to it that some item has, perhaps in parts; none if there is nothing."""
    text = fold(word.word.text)
    for guess in (_sounding, _misspelt, _mistyped, _resembling) if len(text) > 1 else ():
        meant = guess(asked, text)
        mended = plan.WordPlan(word.word, asked.vocabulary, meant)
        if meant and asked.occurs(mended):
            return [mended]
    parts = [plan.WordPlan(replace(word.word, text=part), asked.vocabulary) for part in _PART.findall(text)]
    return [part for part in parts if asked.occurs(part)] if 1 < len(parts) <= MOST_PARTS else []


def _sounding(_asked: Asked, text: str) -> tuple[Form, ...]:
    """The characters of a Chinese word as any that sound the same: 科计城 as 科技城."""
    readings = pinyin.readings(text)
    if not all(readings):
        return ()
    way = tuple(Unit("syllable", "", tuple(reading.split("|"))) for reading in readings)
    return (Form(Kind.FULL, ((way,),)),)


def _misspelt(asked: Asked, text: str) -> tuple[Form, ...]:
    """The words of the library that are one letter away: turbnie as turbine."""
    near = [word for word in sorted(_one_off(text)) if asked.vocabulary.has(word)]
    return tuple(form for word in near[:MOST_GUESSES] for form in forms(word))


def _mistyped(asked: Asked, text: str) -> tuple[Form, ...]:
    """The pinyin spellings that are one letter away and that some item has: shenynag as shenyang."""
    found: list[Form] = []
    for letters in sorted(_one_off(text)):
        stretches = pinyin.spellings(letters)
        if len(stretches) == 1:  # one syllable alone is too little to go by
            stretches = (tuple(way for way in stretches[0] if len(way) > 1),)
        ways = tuple(tuple(tuple(Unit("syllable", "", fits) for fits in way) for way in some) for some in stretches)
        form = Form(Kind.FULL, ways)
        if ways and all(ways) and asked.occurs(plan.WordPlan(Word(text), asked.vocabulary, (form,))):
            found.append(form)
            if len(found) == MOST_GUESSES:
                break
    return tuple(found)


def _resembling(asked: Asked, text: str) -> tuple[Form, ...]:
    """The words of the library that resemble a Latin word most: barocalroics as barocaloric."""
    if not _is_latin(text):
        return ()
    words = asked.vocabulary.beginning(text[0], MOST_WORDS)
    return tuple(form for word in difflib.get_close_matches(text, words, 3, 0.75) for form in forms(word))


def _is_latin(text: str) -> bool:
    return 3 < len(text) <= LONGEST_MENDED and text.isascii() and text.isalpha()


def _one_off(word: str) -> set[str]:
    """Everything that one letter more, less or other, or two exchanged, make of a Latin word."""
    if not _is_latin(word):
        return set()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + letter + b for (a, b), letter in product(cuts, _LETTERS)}
    found |= {a + letter + b[1:] for (a, b), letter in product(cuts, _LETTERS) if b}
    return found - {word}


def _sharing(asked: Asked, text: str, limit: int) -> list[Candidate]:
    """The items whose titles share the most neighbouring characters with a text."""
    text = fold(text)
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    shared: Counter[int] = Counter()
    for pair in pairs:
        if all(pinyin.readings(pair)):
            terms = plan.quoted(TITLE_MARK + pair)
            shared.update(asked.candidates(asked.narrowed(terms), MOST_SHARED))
    best = sorted(shared, key=lambda item: (-shared[item], -item))[:limit]
    return asked.read(best)
