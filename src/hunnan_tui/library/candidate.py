"""An item that the index gives for a query: where its texts have the words, and what of them to show."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from hunnan_tui.library.forms import Form, Kind
from hunnan_tui.library.match import Haystack, Span
from hunnan_tui.library.terms import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.model.text import Language

Rank = tuple[int, int, int]
"""Where a match is (title, name, text), how it is meant, how early: less comes first."""
Shown = tuple[str, tuple[Span, ...], str, tuple[Span, ...]]
"""A title with what to mark in it, and the passage that matched outside of it, with what to mark there."""

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

    __slots__ = ("_at", "_found", "briefing", "date", "id", "key", "kind", "texts")

    def __init__(self, id_: int, key: str, kind: str, briefing: str, date: str, *texts: str | None) -> None:
        self.id = id_
        self.key = key
        self.kind = kind
        self.briefing = briefing
        self.date = date
        self.texts = texts  # titles in both languages, names, figures, texts in both languages
        self._found: dict[tuple[Form, ...], int] = {}  # the column where each word was found first
        self._at: dict[tuple[Form, ...], int] = {}  # its place there

    def rank(self, forms: tuple[Form, ...]) -> Rank | None:
        """Where a word with these forms is found first, meant how, how early; None if it is not there."""
        for field, columns in enumerate(_SOURCE_FIELDS if self.kind == "source" else _FIELDS):
            hays = [(column, _haystack(text)) for column in columns if (text := self.texts[column])]
            for form in forms if hays else ():
                best: Rank | None = None
                for column, hay in hays:
                    first = hay.first(form) if hay.chinese or form.kind is Kind.LITERAL else None
                    if first is not None:
                        found = (field, int(form.kind), self._early(column, hay, first))
                        if best is None or found < best:
                            best = found
                            self._found[forms] = column
                            self._at[forms] = first[0]
                if best is not None:
                    return best
        return None

    def beginning(self, words: list[tuple[Form, ...]]) -> int:
        """How far from the beginning of its title an item has words that were found there, all together."""
        return sum(self._at[forms] for forms in words)

    def _early(self, column: int, hay: Haystack, span: Span) -> int:
        """How early in its line a span begins (`terms.place`); before all others if it is the whole title."""
        text = hay.text
        if column < 2 and span == (0, len(text)):
            return -1
        return place(span[0] - text.rfind("\n", 0, span[0]) - 1)

    def show(self, words: list[tuple[Form, ...]], language: Language) -> Shown:
        """What to show of the item in `language`, with what matched of `words`; each of them is somewhere in it."""
        first, second = (0, 1) if language == "zh" else (1, 0)
        shown = next((column for column in (first, second, first + 4, second + 4) if self.texts[column]), first)
        marks = [self._marks(shown, forms) for forms in words]
        title = self.texts[shown] or ""
        if all(marks):
            return title, _merged(marks), "", ()
        elsewhere = [self._where(forms, shown) for forms, spans in zip(words, marks, strict=True) if not spans]
        column = max(elsewhere, key=elsewhere.count)
        others = [spans for forms in words if (spans := self._marks(column, forms))]
        passage = _passage(self.texts[column] or "", others) if others else ("", ())
        return title, _merged(marks), *passage

    def _where(self, forms: tuple[Form, ...], shown: int) -> int:
        """The column where a word is found first."""
        if forms not in self._found:
            self.rank(forms)
        return self._found.get(forms, shown)

    def _marks(self, column: int, forms: tuple[Form, ...]) -> list[Span]:
        """The places of a word in a text, as the likeliest form that has one there."""
        text = self.texts[column]
        if text:
            hay = _haystack(text)
            for form in forms:
                if spans := [hay.original(span) for span in hay.find(form)]:
                    return spans
        return []


def _merged(marks: Sequence[list[Span]]) -> tuple[Span, ...]:
    """All spans in their order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(chain.from_iterable(marks)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _passage(text: str, marks: Sequence[list[Span]]) -> tuple[str, tuple[Span, ...]]:
    """The line that has most words, cut to `PASSAGE` characters around the first, and the marks that lie in it.

    `marks` are those of each word.
    """
    first = _fullest(text, marks)
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


def _fullest(text: str, marks: Sequence[list[Span]]) -> int:
    """Where a passage begins that has as much as can be of the words, each counted once; the first such one."""
    places = sorted((start, word, end - start) for word, spans in enumerate(marks) for start, end in spans)
    if len(marks) == 1 or len(places) > MOST_PLACES:
        return places[0][0]
    best, most = places[0][0], 0
    for at, (first, *_) in enumerate(places):
        line = text.find("\n", first)
        last = min(first + PASSAGE // 2, len(text) if line < 0 else line)
        has = sum({word: length for start, word, length in places[at:] if start < last}.values())
        if has > most:
            best, most = first, has
    return best
