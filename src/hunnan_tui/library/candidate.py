"""An item that the index gives for a query: where its texts have the words, and what of them to show."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from hunnan_tui.library.forms import Kind
from hunnan_tui.library.match import Haystack, Span
from hunnan_tui.library.terms import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.library.fields import Figured
    from hunnan_tui.library.forms import Form
    from hunnan_tui.model.text import Language

Rank = tuple[int, int, int]
"""Where a match is (title, name, text), how it is meant, how early: less comes first."""
Shown = tuple[str, tuple[Span, ...], str, tuple[Span, ...]]
"""A title with what to mark in it, and the passage that matched outside of it, with what to mark there."""
_Worth = tuple[int, int, int]
"""How many words a passage has that the title has not, how many in all, and how many characters these are."""
_Found = tuple[Rank, int, int]
"""Where a word is found first: its rank, the column, the place there."""

PASSAGE = 120  # characters of a passage that is shown around what matched
MOST_PLACES = 100  # marks up to which the passage with most words is looked for


# The columns of titles, of names, of texts; what a source is called is a name among others.
_FIELDS = ((0, 1), (2, 3), (4, 5))
_SOURCE_FIELDS = ((), (0, 1, 2, 3), (4, 5))
# As a person types on, much the same items are found again: so many of their texts, if they are no longer than this,
# are kept ready to be searched.
_KEPT, _LONGEST_KEPT = 1024, 2000

_kept = lru_cache(maxsize=_KEPT)(Haystack)


def _haystack(text: str) -> Haystack:
    return _kept(text) if len(text) <= _LONGEST_KEPT else Haystack(text)


class Candidate:
    """An item's texts, as candidates of the index are read from the catalog."""

    __slots__ = ("_found", "_haystacks", "briefing", "date", "figure", "id", "key", "kind", "since", "texts")

    def __init__(self, id_: int, key: str, kind: str, briefing: str, date: str, *texts: str | None) -> None:
        self.id = id_
        self.key = key
        self.kind = kind
        self.briefing = briefing
        self.date = date
        self.texts = texts  # titles in both languages, names, figures, texts in both languages
        self.figure: Figured | None = None
        """The observation that fits what the query says of figures."""
        self.since = 0
        """The first field in which a word may be: the index has said that it is in none before."""
        self._found: dict[tuple[Form, ...], _Found | None] = {}
        self._haystacks: dict[int, Haystack] = {}

    def rank(self, forms: tuple[Form, ...]) -> Rank | None:
        """Where a word with these forms is found first, meant how, how early; None if it is not there."""
        found = self._first(forms)
        return None if found is None else found[0]

    def beginning(self, words: list[tuple[Form, ...]]) -> int:
        """How far from the beginning of its title an item has words that were found there, all together."""
        return sum(found[2] for forms in words if (found := self._first(forms)) is not None)

    def partly(self, forms: tuple[Form, ...]) -> bool:
        """Whether the text that has a word first has only longer words and numbers that begin with it: aim for AI."""
        found = self._first(forms)
        if found is None or found[0][1] != Kind.LITERAL:
            return False
        hay = self._haystack(found[1])
        match = hay.match(forms)
        return match is not None and not any(hay.ends_at(end) for _, end in match[1])

    def says(self, folded: str) -> bool:
        """Whether one of the texts has a folded text just as it is."""
        return any(folded in self._haystack(column).text for column, text in enumerate(self.texts) if text)

    def called(self, words: list[tuple[Form, ...]]) -> bool:
        """Whether a title consists of just these words, in any order."""
        for column in (0, 1):
            title = self.texts[column]
            if title and all(marks := [self.places(column, forms) for forms in words]):
                marked = {at for start, end in _merged(marks) for at in range(start, end)}
                if not any(character.isalnum() and at not in marked for at, character in enumerate(title)):
                    return True
        return False

    def _first(self, forms: tuple[Form, ...]) -> _Found | None:
        """The best place of a word: its rank, the column, the place there."""
        if forms not in self._found:
            self._found[forms] = self._look(forms)
        return self._found[forms]

    def _look(self, forms: tuple[Form, ...]) -> _Found | None:
        fields = _SOURCE_FIELDS if self.kind == "source" else _FIELDS
        for field in range(self.since, len(fields)):
            best: _Found | None = None
            for column in fields[field]:
                if not self.texts[column]:
                    continue
                hay = self._haystack(column)
                if (match := hay.match(forms)) is not None:
                    kind, spans = match
                    rank = (field, kind, self._early(column, hay, spans[0]))
                    if best is None or rank < best[0]:
                        best = (rank, column, spans[0][0])
            if best is not None:
                return best
        return None

    def _early(self, column: int, hay: Haystack, span: Span) -> int:
        """How early in its line a span begins (`terms.place`); before all others if it is the whole title."""
        text = hay.text
        if column < 2 and span == (0, len(text)):
            return -1
        return place(span[0] - text.rfind("\n", 0, span[0]) - 1)

    def show(self, words: list[tuple[Form, ...]], language: Language) -> Shown:
        """What to show of the item in `language`, with what matched of `words`."""
        first, second = (0, 1) if language == "zh" else (1, 0)
        shown = next((column for column in (first, second, first + 4, second + 4) if self.texts[column]), first)
        title = self.texts[shown] or ""
        if len(words) == 1:
            return title, *self._show_one(words[0], shown)
        marks = [self.places(shown, forms) for forms in words]
        if all(marks):
            return title, _merged(marks), "", ()
        missing = [at for at, spans in enumerate(marks) if not spans]
        # where each of them was found when it was ranked; or else all of them together in a text
        columns = [found[1] for at in missing if (found := self._first(words[at])) is not None]
        columns += [column for column in (first + 4, second + 4) if column != shown]
        best: tuple[_Worth, int, int, list[list[Span]]] | None = None
        for column in dict.fromkeys(columns):
            if not (text := self.texts[column]):
                continue
            there = sum(self._has(column, words[at]) for at in missing)
            if there and (best is None or there >= best[0][0]):
                others = [self.places(column, forms) for forms in words]
                worth, place = _fullest(text, others, missing)
                if best is None or worth[:2] > best[0][:2]:
                    best = (worth, place, column, others)
                if worth[0] == len(missing):
                    break  # the title shows the others
        if best is None:
            return title, _merged(marks), "", ()
        _, place, column, others = best
        return title, _merged(marks), *_passage(self.texts[column] or "", place, others)

    def _show_one(self, forms: tuple[Form, ...], shown: int) -> tuple[tuple[Span, ...], str, tuple[Span, ...]]:
        """What to mark of a single word in the text that is shown, or else a passage where it was found."""
        if self.since == 0 or shown > 1 or self.kind == "source":
            marks = self.places(shown, forms)
            if marks:
                return tuple(marks), "", ()
        found = self._first(forms)
        if found is None:
            return (), "", ()
        marks = self.places(found[1], forms)
        return (), *_passage(self.texts[found[1]] or "", marks[0][0], [marks])

    def _has(self, column: int, forms: tuple[Form, ...]) -> bool:
        """Whether a text has a word."""
        return bool(self.texts[column]) and self._haystack(column).match(forms) is not None

    def places(self, column: int, forms: tuple[Form, ...]) -> list[Span]:
        """The places of a word in a text, as the likeliest form that has one there."""
        if not self.texts[column]:
            return []
        hay = self._haystack(column)
        match = hay.match(forms)
        return [hay.original(span) for span in match[1]] if match is not None else []

    def _haystack(self, column: int) -> Haystack:
        """A text ready to be searched."""
        hay = self._haystacks.get(column)
        if hay is None:
            hay = self._haystacks[column] = _haystack(self.texts[column] or "")
        return hay


def _merged(marks: Sequence[list[Span]]) -> tuple[Span, ...]:
    """All spans in their order, those that overlap as one."""
    if len(marks) == 1:  # those of one word lie apart
        return tuple(marks[0])
    merged: list[Span] = []
    for start, end in sorted(chain.from_iterable(marks)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _passage(text: str, first: int, marks: Sequence[list[Span]]) -> tuple[str, tuple[Span, ...]]:
    """The line with the place `first`, cut to `PASSAGE` characters around it, and the marks that lie in it.

    `marks` are those of each word.
    """
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first)
    end = len(text) if end < 0 else end
    if end - start > PASSAGE:
        start = max(start, min(first - PASSAGE // 4, end - PASSAGE))
        end = min(end, start + PASSAGE)
    before = "…" if start and text[start - 1] != "\n" else ""
    after = "…" if end < len(text) and text[end] != "\n" else ""
    shift = len(before) - start
    inside = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in _merged(marks) if a < end and b > start)
    return f"{before}{text[start:end]}{after}", inside


def _fullest(text: str, marks: Sequence[list[Span]], missing: list[int]) -> tuple[_Worth, int]:
    """What a passage is worth that has as much as can be of the words, and where it begins; the first such one.

    `marks` are those of each word, `missing` the words that the title has not: they count for more than others.
    """
    places = sorted((start, word, end - start) for word, spans in enumerate(marks) for start, end in spans)
    there = [word for word, spans in enumerate(marks) if spans]
    lacked = [word for word in there if word in missing]
    if len(there) == 1 or len(places) > MOST_PLACES:
        return (len(lacked), len(there), 0), places[0][0]
    best, most = places[0][0], (0, 0, 0)
    for at, (first, *_) in enumerate(places):
        line = text.find("\n", first)
        last = min(first + PASSAGE // 2, len(text) if line < 0 else line)
        has = {word: length for start, word, length in places[at:] if start < last}
        worth = (len([word for word in lacked if word in has]), len(has), sum(has.values()))
        if worth > most:
            best, most = first, worth
            if len(has) == len(there):
                break
    return most, best
