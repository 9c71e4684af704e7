"""Whether a text has what a word means, letter by letter, and which of its characters to mark.

The index finds candidates by terms; here they are held against their texts. A text is read once as a `Haystack`;
a form is looked for by its first letters, then step by step.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin
from hunnan_tui.library.fold import HAN, Folded
from hunnan_tui.library.forms import Form, Kind, Unit, Way
from hunnan_tui.library.terms import JOINERS, LATIN, NUMBER_MEANT, meant, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.model.text import Language

Span = tuple[int, int]

_UNSURE = "\ue000"  # stands for a character whose readings begin with different letters
_IS_HAN = re.compile(f"[{HAN}]")
_IS_LETTER = re.compile(f"[{LATIN}]")


class _Initials(dict[int, str]):
    """A table for `str.translate`: the first letter of a Chinese character's reading, others as they are."""

    def __missing__(self, code: int) -> str:
        letters = pinyin.initials(pinyin.table().ever(chr(code)))
        self[code] = letter = (letters if len(letters) == 1 else _UNSURE) if letters else chr(code)
        return letter


_initials = _Initials({code: chr(code) for code in range(128)})


class Haystack:
    """A text made ready to be searched: folded at once, the rest when first needed."""

    __slots__ = ("_folded", "_initials", "_numbers", "text")

    def __init__(self, original: str) -> None:
        self._folded = Folded(original)
        self.text = self._folded.text
        self._initials: str | None = None
        self._numbers: dict[int, tuple[int, str, str]] | None = None

    @property
    def initials(self) -> str:
        """The text with each Chinese character as the first letter of its reading."""
        if self._initials is None:
            self._initials = self.text.translate(_initials)
        return self._initials

    @property
    def numbers(self) -> dict[int, tuple[int, str, str]]:
        """Each number by its first place: its end, its digits, and what it means with 亿 or billion behind it."""
        if self._numbers is None:
            self._numbers = {
                match.start(): (match.end(1), match[1].replace(",", ""), meant(match[1], match[2] or ""))
                for match in NUMBER_MEANT.finditer(self.text)
            }
        return self._numbers

    def original(self, span: Span) -> Span:
        """The place in the text as it was given."""
        return self._folded.span(*span)

    def find(self, form: Form) -> Iterator[Span]:
        """Every place that has what `form` means, in the folded text, none overlapping another."""
        if form.kind is not Kind.LITERAL and self.text.isascii():
            return
        if plain := _plain(form):
            start = self.text.find(plain)
            while start >= 0:
                yield start, start + len(plain)
                start = self.text.find(plain, start + len(plain))
            return
        done = 0
        hay = self.text if form.kind is Kind.LITERAL else self.initials
        for match in _beginning(form).finditer(hay):
            start = match.start()
            if start >= done and (end := self._from(form, start)) is not None:
                yield start, end
                done = end

    def earliest(self, form: Form) -> int | None:
        """How early in its line `form` stands first (`terms.place`); None if it is not there."""
        first = next(self.find(form), None)
        return None if first is None else place(first[0] - self.text.rfind("\n", 0, first[0]) - 1)

    def _from(self, form: Form, start: int) -> int | None:
        """Where `form` ends if it begins at `start`; None if it is not there."""
        end = self._stretch(form.stretches, start, None)
        if end is None or form.kind is Kind.LITERAL or _IS_HAN.search(self.text, start, end):
            return end
        return None

    def _stretch(self, stretches: tuple[tuple[Way, ...], ...], at: int, before: Unit | None) -> int | None:
        for way in stretches[0]:
            end: int | None = at
            last = before
            for unit in way:
                if last is not None and end is not None:
                    end = self._skip(end, last, unit)
                end = self._step(unit, end, last) if end is not None and end < len(self.text) else None
                if end is None:
                    break
                last = unit
            if end is not None and len(stretches) > 1:
                end = self._stretch(stretches[1:], end, last)
            if end is not None:
                return end
        return None

    def _skip(self, at: int, before: Unit, unit: Unit) -> int:
        """The place after the signs that may stand between two steps."""
        if before.what == unit.what and unit.what in ("han", "syllable"):
            return at
        signs, most = (
            (_BETWEEN_LATIN, 1) if before.what in _LATIN and unit.what in _LATIN else (_AT_BORDER, 2)
        )
        while most and at < len(self.text) and self.text[at] in signs:
            at += 1
            most -= 1
        return at

    def _step(self, unit: Unit, at: int, before: Unit | None) -> int | None:
        """Where `unit` ends if it is at `at`."""
        match unit.what:
            case "han":
                return at + 1 if self.text[at] == unit.text else None
            case "syllable":
                readings = pinyin.table().at(self.text, at)
                if readings in unit.options or any(r in unit.options for r in readings.split("|")):
                    return at + 1
                return None
            case "initial":
                if readings := pinyin.table().at(self.text, at):
                    return at + 1 if unit.text in pinyin.initials(readings) else None
                # a Latin letter is its own initial, from the beginning of its word on
                return at + 1 if self.text[at] == unit.text and not self._within(at, before) else None
            case "latin":
                match = _spelled(unit.text, unit.whole).match(self.text, at)
                return match.end() if match and not self._within(at, before) else None
            case "number":
                return self._number(unit, at)
            case "meant":
                number = self.numbers.get(at)
                return number[0] if number and number[2] == unit.text else None

    def _within(self, at: int, before: Unit | None) -> bool:
        """Whether a form that begins at `at` would begin within a Latin word."""
        return before is None and at > 0 and _IS_LETTER.match(self.text[at - 1]) is not None

    def _number(self, unit: Unit, at: int) -> int | None:
        number = self.numbers.get(at)
        if number is None or (number[1] != unit.text if unit.whole else not number[1].startswith(unit.text)):
            return None
        end = at
        for digit in unit.text:
            end = self.text.index(digit, end) + 1
        return end


_LATIN = ("latin", "number", "meant")
_BETWEEN_LATIN = JOINERS + " "
_AT_BORDER = " -·"
_GAP = f"[{re.escape(_AT_BORDER)}]{{0,2}}"
_ONE_CHARACTER = ("han", "syllable", "initial")


@lru_cache(maxsize=256)
def _plain(form: Form) -> str:
    """What a form is if it is nothing but Chinese characters; else empty."""
    units = [unit for stretch in form.stretches for unit in stretch[0]]
    chinese = form.kind is Kind.LITERAL and all(unit.what == "han" for unit in units)
    return "".join(unit.text for unit in units) if chinese else ""


@lru_cache(maxsize=256)
def _beginning(form: Form) -> re.Pattern[str]:
    """Finds where `form` may begin: by its characters if literal, else by the initials of its first steps."""
    patterns = []
    for way in form.stretches[0]:
        steps = 1
        while steps < len(way) and way[steps - 1].what in _ONE_CHARACTER:
            steps += 1
        first, *rest = map(_letter, way[:steps])
        gaps = [_GAP if a.what != b.what or a.what == "initial" else "" for a, b in pairwise(way[:steps])]
        patterns.append(first + (f"(?={''.join(map(add, gaps, rest))})" if rest else ""))
    return re.compile("|".join(dict.fromkeys(patterns)))


def _letter(unit: Unit) -> str:
    """A pattern for the first character of a step, as text and as initial."""
    match unit.what:
        case "syllable":
            return f"[{''.join(dict.fromkeys(option[0] for option in unit.options))}{_UNSURE}]"
        case "initial":
            return f"[{re.escape(unit.text)}{_UNSURE}]"
        case "latin":
            return re.escape(unit.text[0])
        case "number":
            return unit.text[0]
        case "meant":
            return r"\d"
        case _:
            return f"[{unit.text}{_initials[ord(unit.text)]}]"


@lru_cache(maxsize=256)
def _spelled(letters: str, whole: bool) -> re.Pattern[str]:
    """A word, perhaps with hyphens and the like between its letters."""
    end = f"(?![{LATIN}])" if whole else ""
    return re.compile(f"[{re.escape(JOINERS)}]?".join(map(re.escape, letters)) + end)


PASSAGE = 120  # characters of a passage that is shown around what matched


class Candidate:
    """An item's texts, as candidates of the index are read from the catalog."""

    __slots__ = ("_hay", "briefing", "date", "id", "key", "kind", "texts")

    def __init__(self, id_: int, key: str, kind: str, briefing: str, date: str, *texts: str | None) -> None:
        self.id = id_
        self.key = key
        self.kind = kind
        self.briefing = briefing
        self.date = date
        self.texts = tuple(text or "" for text in texts)
        self._hay: dict[int, Haystack] = {}

    def _haystack(self, column: int) -> Haystack:
        if column not in self._hay:
            self._hay[column] = Haystack(self.texts[column])
        return self._hay[column]

    def rank(self, forms: tuple[Form, ...]) -> tuple[int, int, int] | None:
        """Where a word with these forms is found first, how it is meant there, how early; None if it is not there."""
        for field in range(3):
            best: tuple[int, int, int] | None = None
            for form in forms:
                if best is not None and form.kind > best[1]:
                    break
                for column in (2 * field, 2 * field + 1):
                    if self.texts[column] and (early := self._haystack(column).earliest(form)) is not None:
                        found = (field, int(form.kind), early)
                        best = found if best is None else min(best, found)
            if best is not None:
                return best
        return None

    def show(
        self, words: list[tuple[Form, ...]], language: Language
    ) -> tuple[str, tuple[Span, ...], str, tuple[Span, ...]]:
        """The title in `language` and the passage that matched outside of it, each with its characters to mark."""
        first, second = (0, 1) if language == "zh" else (1, 0)
        shown = next(
            (column for column in (first, second, first + 4, second + 4) if self.texts[column]), first
        )
        missing = [forms for forms in words if not self._marks(shown, [forms])]
        passage: tuple[str, tuple[Span, ...]] = ("", ())
        if missing:
            order = [c for c in (first, second, 2, 3, first + 4, second + 4) if c != shown and self.texts[c]]
            column = max(order, key=lambda c: sum(bool(self._marks(c, [f])) for f in missing), default=shown)
            marks = self._marks(column, words)
            if marks:
                passage = _passage(self.texts[column], marks)
        return self.texts[shown], self._marks(shown, words), *passage

    def _marks(self, column: int, words: list[tuple[Form, ...]]) -> tuple[Span, ...]:
        """What to mark in a text: of each word, all places of the likeliest form that has one; none overlapping."""
        if not self.texts[column]:
            return ()
        hay = self._haystack(column)
        spans: list[Span] = []
        for forms in words:
            for form in forms:
                if found := [hay.original(span) for span in hay.find(form)]:
                    spans += found
                    break
        merged: list[Span] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)


def _passage(text: str, marks: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The line with the first mark, cut to `PASSAGE` characters around it, and the marks that lie in it."""
    first = marks[0][0]
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first)
    end = len(text) if end < 0 else end
    if end - start > PASSAGE:
        start = max(start, min(first - PASSAGE // 4, end - PASSAGE))
        end = min(end, start + PASSAGE)
    before = "…" if start and text[start - 1] != "\n" else ""
    after = "…" if end < len(text) and text[end] != "\n" else ""
    shift = len(before) - start
    inside = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start)
    return f"{before}{text[start:end]}{after}", inside
