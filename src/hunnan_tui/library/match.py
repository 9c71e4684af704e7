"""Whether a text has what a word means, letter by letter, and which of its characters to mark.

The index finds candidates by terms; here they are held against their texts. A text is read once as a `Haystack`;
a form is looked for by its first letters, then step by step.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin
from hunnan_tui.library.fold import HAN, Folded
from hunnan_tui.library.forms import Form, Kind, Unit, Way
from hunnan_tui.library.terms import JOINERS, LATIN, NUMBER_MEANT, meant, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hunnan_tui.model.text import Language

Span = tuple[int, int]
Rank = tuple[int, int, int]
"""Where a match is (title, name, text), how it is meant, how early: less comes first."""
Shown = tuple[str, tuple[Span, ...], str, tuple[Span, ...]]
"""A title with what to mark in it, and the passage that matched outside of it, with what to mark there."""

_UNSURE = "\ue000"  # stands for a character whose readings begin with different letters
_IS_HAN = re.compile(f"[{HAN}]")
_IS_LETTER = re.compile(f"[{LATIN}]")


class _Initials(dict[int, str]):
    """For `str.translate`: the first letter of a Chinese character's reading, others as they are."""

    def __missing__(self, code: int) -> str:
        letters = pinyin.initials(pinyin.table().ever(chr(code)))
        self[code] = letter = (letters if len(letters) == 1 else _UNSURE) if letters else chr(code)
        return letter


_initials = _Initials({code: chr(code) for code in range(128)})


class Haystack:
    """A text made ready to be searched: folded at once, the rest when first needed."""

    __slots__ = ("_clear", "_folded", "_initials", "_numbers", "text")

    def __init__(self, original: str) -> None:
        self._folded = Folded(original)
        self.text = self._folded.text
        self._initials: str | None = None
        self._clear: bool | None = None
        self._numbers: dict[int, tuple[int, str, str]] | None = None

    @property
    def initials(self) -> str:
        """The text with each Chinese character as the first letter of its reading, or `_UNSURE` if it has several."""
        if self._initials is None:
            self._initials = self.text.translate(_initials)
            for at in _places(_UNSURE, self._initials):
                letters = pinyin.initials(pinyin.table().at(self.text, at))
                if len(letters) == 1:
                    self._initials = f"{self._initials[:at]}{letters}{self._initials[at + 1 :]}"
        return self._initials

    @property
    def clear(self) -> bool:
        """Whether all initials are sure, and nothing stands between Chinese and Latin letters."""
        if self._clear is None:
            self._clear = _UNSURE not in self.initials and not _GAP_AT_BORDER.search(self.text)
        return self._clear

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
            yield from ((start, start + len(plain)) for start in _places(plain, self.text))
            return
        done = 0
        for start in self._starts(form):
            if start >= done and (end := self._from(form, start)) is not None:
                yield start, end
                done = end

    def _starts(self, form: Form) -> Iterator[int]:
        """Where `form` may begin, in order."""
        lead = _lead(form)
        if form.kind is not Kind.LITERAL:
            if lead and self.clear:
                return _places(lead, self.initials)
            first = {letter for way in form.stretches[0] for letter in _letters(way[0])} | {_UNSURE}
            return (at for at, letter in enumerate(self.initials) if letter in first)
        unit = form.stretches[0][0][0]
        if lead and lead in self.text and (unit.what != "number" or "," not in self.text):
            return _places(lead, self.text)
        # a word may have hyphens and the like between its letters, a number commas
        if unit.what == "latin" and lead in _JOINER.sub("", self.text):
            return (match.start() for match in _spelled(lead, False).finditer(self.text))
        if unit.what == "meant" or (unit.what == "number" and lead in self.text.replace(",", "")):
            return iter(self.numbers)
        return iter(())

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
        signs, most = (_BETWEEN_LATIN, 1) if before.what in _LATIN and unit.what in _LATIN else (_AT_BORDER, 2)
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
                fits = readings in unit.options or (
                    "|" in readings and not set(unit.options).isdisjoint(readings.split("|"))
                )
                return at + 1 if fits else None
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
_GAP_AT_BORDER = re.compile(f"[{HAN}][ ·-]+[{LATIN}0-9]|[{LATIN}0-9][ ·-]+[{HAN}]")
_JOINER = re.compile(f"[{re.escape(JOINERS)} ]")
_ONE_CHARACTER = ("han", "syllable", "initial")


def _places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


@lru_cache(maxsize=256)
def _plain(form: Form) -> str:
    """What a form is if it is nothing but Chinese characters; else empty."""
    units = [unit for stretch in form.stretches for unit in stretch[0]]
    chinese = form.kind is Kind.LITERAL and all(unit.what == "han" for unit in units)
    return "".join(unit.text for unit in units) if chinese else ""


@lru_cache(maxsize=256)
def _lead(form: Form) -> str:
    """What `form` begins with: its first characters if literal, else the initials of its first steps.

    Empty if that is not one string: what a number means, or initials that are not sure.
    """
    leads = set()
    for way in form.stretches[0]:
        if form.kind is Kind.LITERAL:
            letters = "".join(unit.text for unit in takewhile(lambda unit: unit.what == "han", way))
            leads.add(letters or ("" if way[0].what == "meant" else way[0].text))
        else:
            several = [_letters(unit) for unit in takewhile(lambda unit: unit.what in _ONE_CHARACTER, way)]
            leads.add("".join(several) if all(len(one) == 1 for one in several) else "")
    return leads.pop() if len(leads) == 1 else ""


def _letters(unit: Unit) -> str:
    """The initials that the first character of a step may have."""
    match unit.what:
        case "syllable":
            return "".join(dict.fromkeys(option[0] for option in unit.options))
        case "han":
            return pinyin.initials(pinyin.table().ever(unit.text)) or unit.text
        case _:
            return unit.text[:1]


@lru_cache(maxsize=256)
def _spelled(letters: str, whole: bool) -> re.Pattern[str]:
    """A word, perhaps with hyphens and the like between its letters."""
    end = f"(?![{LATIN}])" if whole else ""
    return re.compile(f"[{re.escape(JOINERS)} ]?".join(map(re.escape, letters)) + end)


PASSAGE = 120  # characters of a passage that is shown around what matched


# The columns of titles, of names, of texts; what a source is called is a name among others.
_FIELDS = ((0, 1), (2, 3), (4, 5))
_SOURCE_FIELDS = ((), (0, 1, 2, 3), (4, 5))


class Candidate:
    """An item's texts, as candidates of the index are read from the catalog."""

    __slots__ = ("_found", "_hay", "briefing", "date", "id", "key", "kind", "texts")

    def __init__(self, id_: int, key: str, kind: str, briefing: str, date: str, *texts: str | None) -> None:
        self.id = id_
        self.key = key
        self.kind = kind
        self.briefing = briefing
        self.date = date
        self.texts = texts  # titles in both languages, names, figures, texts in both languages
        self._hay: dict[int, Haystack] = {}
        # where each word was found: the column, and as which of its forms
        self._found: dict[tuple[Form, ...], tuple[int, Form]] = {}

    def _haystack(self, column: int) -> Haystack:
        hay = self._hay.get(column)
        if hay is None:
            hay = self._hay[column] = Haystack(self.texts[column] or "")
        return hay

    def rank(self, forms: tuple[Form, ...]) -> Rank | None:
        """Where a word with these forms is found first, meant how, how early; None if it is not there."""
        for field, columns in enumerate(_SOURCE_FIELDS if self.kind == "source" else _FIELDS):
            for form in forms:
                best: Rank | None = None
                for column in columns:
                    first = next(self._haystack(column).find(form), None) if self.texts[column] else None
                    if first is not None:
                        found = (field, int(form.kind), self._early(column, first))
                        if best is None or found < best:
                            best = found
                            self._found[forms] = (column, form)
                if best is not None:
                    return best
        return None

    def _early(self, column: int, span: Span) -> int:
        """How early in its line a span begins (`terms.place`); before all others if it is the whole title."""
        text = self._haystack(column).text
        if column < 2 and span == (0, len(text)):
            return -1
        return place(span[0] - text.rfind("\n", 0, span[0]) - 1)

    def show(self, words: list[tuple[Form, ...]], language: Language) -> Shown:
        """What to show of the item in `language`, with what matched of `words`, which `rank` has found."""
        first, second = (0, 1) if language == "zh" else (1, 0)
        shown = next((column for column in (first, second, first + 4, second + 4) if self.texts[column]), first)
        marks = {forms: self._marks(shown, forms) for forms in words}
        elsewhere = [self._found[forms][0] for forms in words if not marks[forms]]
        title = self.texts[shown] or ""
        if not elsewhere:
            return title, _merged(marks.values()), "", ()
        column = max(elsewhere, key=elsewhere.count)
        others = _merged(self._marks(column, forms) for forms in words)
        return title, _merged(marks.values()), *_passage(self.texts[column] or "", others)

    def _marks(self, column: int, forms: tuple[Form, ...]) -> list[Span]:
        """The places of a word in a text, as the likeliest form that has one there."""
        found, form = self._found[forms]
        if not self.texts[column] or (column != found and column < 2 <= found and self.kind != "source"):
            return []  # titles were looked through first
        hay = self._haystack(column)
        for likely in (form,) if column == found else forms:
            if spans := [hay.original(span) for span in hay.find(likely)]:
                return spans
        return []


def _merged(marks: Iterable[list[Span]]) -> tuple[Span, ...]:
    """All spans in their order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(chain.from_iterable(marks)):
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
