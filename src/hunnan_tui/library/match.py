"""Whether a text has what a word means, letter by letter, and which of its characters to mark.

The index finds candidates by terms; here they are held against their texts. A text is read once as a `Haystack`;
a form is looked for by its first letters, then step by step.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin
from hunnan_tui.library.fold import HAN, Folded
from hunnan_tui.library.forms import Form, Kind, Unit, Way
from hunnan_tui.library.terms import JOINERS, MULTIPLIERS, NUMBER, QUIET, meant, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.model.text import Language

Span = tuple[int, int]

_UNSURE = "\ue000"  # stands for a character whose readings begin with different letters
_IS_HAN = re.compile(f"[{HAN}]")
_IS_LETTER = re.compile(rf"[^\W\d_{HAN}]")
_NUMBER_MEANT = re.compile(rf"({NUMBER.pattern})(?: ?({'|'.join(MULTIPLIERS)})(?![a-z]))?")


class _Initials(dict[int, str]):
    """A table for `str.translate`: the first letter of a Chinese character's reading, others as they are."""

    def __missing__(self, code: int) -> str:
        letters = pinyin.table().initials(chr(code))
        self[code] = letter = (letters[0] if len(letters) == 1 else _UNSURE) if letters else chr(code)
        return letter


_initials = _Initials({code: chr(code) for code in range(128)})


class Haystack:
    """A text made ready to be searched: folded, its initials and readings made when first needed."""

    __slots__ = ("_folded", "_initials", "_numbers", "_readings", "text")

    def __init__(self, original: str) -> None:
        self._folded = Folded(original)
        self.text = self._folded.text
        self._initials: str | None = None
        self._readings: list[tuple[str, ...]] | None = None
        self._numbers: dict[int, tuple[int, str, str]] | None = None

    @property
    def initials(self) -> str:
        """The text with each Chinese character as the first letter of its reading."""
        if self._initials is None:
            self._initials = self.text if self.text.isascii() else self.text.translate(_initials)
        return self._initials

    @property
    def readings(self) -> list[tuple[str, ...]]:
        """The readings of each character, quotation marks not parting words."""
        if self._readings is None:
            heard = _QUIET.sub("", self.text)
            known = pinyin.readings(heard)
            if len(heard) != len(self.text):
                rest = iter(known)
                known = [() if character in QUIET else next(rest) for character in self.text]
            self._readings = known
        return self._readings

    @property
    def numbers(self) -> dict[int, tuple[int, str, str]]:
        """Each number by its first place: where it ends, its digits, and what it means with 亿 or billion behind it."""
        if self._numbers is None:
            self._numbers = {
                match.start(): (match.end(1), match[1].replace(",", ""), meant(match[1], match[2] or ""))
                for match in _NUMBER_MEANT.finditer(self.text)
            }
        return self._numbers

    def original(self, span: Span) -> Span:
        """The place in the text as it was given."""
        return self._folded.span(*span)

    def find(self, form: Form) -> Iterator[Span]:
        """Every place that has what `form` means, in the folded text, none overlapping another."""
        done = 0
        hay = self.text if form.kind is Kind.LITERAL else self.initials
        for start in (match.start() for match in _beginning(form).finditer(hay)):
            if start >= done and (end := self._from(form, start)) is not None:
                yield start, end
                done = end

    def earliest(self, form: Form) -> int | None:
        """How early in its line `form` stands first (`terms.place`); None if it is not there."""
        first = next(self.find(form), None)
        if first is None:
            return None
        line = self.text.rfind("\n", 0, first[0]) + 1
        return place(len(_QUIET.sub("", self.text[line : first[0]])))

    def _from(self, form: Form, start: int) -> int | None:
        """Where `form` ends if it begins at `start`; None if it is not there."""
        end = self._stretch(form.stretches, 0, start, None)
        if end is None or form.kind is Kind.LITERAL or _IS_HAN.search(self.text, start, end):
            return end
        return None

    def _stretch(
        self, stretches: tuple[tuple[Way, ...], ...], index: int, at: int, before: Unit | None
    ) -> int | None:
        if index == len(stretches):
            return at
        for way in stretches[index]:
            end: int | None = at
            last = before
            for unit in way:
                end = self._step(unit, end if last is None else self._skip(end, last, unit), last)
                if end is None:
                    break
                last = unit
            if end is not None and (end := self._stretch(stretches, index + 1, end, last)) is not None:
                return end
        return None

    def _skip(self, at: int, before: Unit, unit: Unit) -> int:
        """The place after the signs that may stand between two steps."""
        text = self.text
        both_latin = before.what in _LATIN and unit.what in _LATIN
        passed = (
            JOINERS + " " if both_latin else QUIET if _chinese(before) and _chinese(unit) else QUIET + " -·"
        )
        for _ in range(1 if both_latin else 2):
            if at < len(text) and text[at] in passed:
                at += 1
        return at

    def _step(self, unit: Unit, at: int, before: Unit | None) -> int | None:
        """Where `unit` ends if it is at `at`."""
        if at >= len(self.text):
            return None
        match unit.what:
            case "han":
                return at + 1 if self.text[at] == unit.text else None
            case "syllable":
                return at + 1 if any(option in self.readings[at] for option in unit.options) else None
            case "initial":
                if readings := self.readings[at]:
                    return at + 1 if any(reading[0] == unit.text for reading in readings) else None
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
_QUIET = re.compile(f"[{QUIET}]")
_GAP = f"[{QUIET} ·-]{{0,2}}"


def _chinese(unit: Unit) -> bool:
    return unit.what in ("han", "syllable")


@lru_cache(maxsize=256)
def _beginning(form: Form) -> re.Pattern[str]:
    """Finds the places where `form` may begin: by its characters if literal, else by the initials of up to three steps."""
    patterns = []
    for way in form.stretches[0]:
        steps = 1
        while steps < min(3, len(way)) and way[steps - 1].what in ("han", "syllable", "initial"):
            steps += 1
        first, *rest = map(_letter, way[:steps])
        patterns.append(first + (f"(?={_GAP}{_GAP.join(rest)})" if rest else ""))
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
            letter = _initials[ord(unit.text)]
            return f"[{unit.text}{letter}{_UNSURE}]"


@lru_cache(maxsize=256)
def _spelled(letters: str, whole: bool) -> re.Pattern[str]:
    """A word, perhaps with hyphens and the like between its letters."""
    end = rf"(?![^\W\d_{HAN}])" if whole else ""
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
