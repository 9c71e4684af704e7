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
from hunnan_tui.library.leads import begins_with, first_letters, indispensable, simple
from hunnan_tui.library.terms import JOINERS, LATIN, NUMBER_MEANT, meant

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]
"""From a character to the one after the last."""
Match = tuple[int, list[Span]]
"""How a word is meant (`forms.Kind`), and its places."""

_Number = tuple[int, str, str]
"""Where a number ends with the 亿 or billion behind it, its digits, and that."""

_MATCHES_KEPT = 4  # words of a query whose places a text remembers, from ranking it to marking it

_UNSURE = "\ue000"  # stands for a character whose readings begin with different letters
_IS_HAN = re.compile(f"[{HAN}]")
_IS_LETTER = re.compile(f"[{LATIN}]")
_NUMBERED = re.compile(f"[{LATIN}]+[0-9]")


class _Initials(dict[int, str]):
    """For `str.translate`: the first letter of a Chinese character's reading, others as they are."""

    def __missing__(self, code: int) -> str:
        letters = pinyin.initials(pinyin.table().ever(chr(code)))
        self[code] = letter = (letters if len(letters) == 1 else _UNSURE) if letters else chr(code)
        return letter


_initials = _Initials({code: chr(code) for code in range(128)})


class Haystack:
    """A text made ready to be searched: folded at once, the rest when first needed. Threads may share it."""

    __slots__ = (
        "_clear", "_folded", "_initials", "_matches", "_numbers", "_readings", "_solid", "chinese", "text"
    )  # fmt: skip

    def __init__(self, original: str) -> None:
        self._folded = Folded(original)
        self.text = self._folded.text
        self.chinese = not self.text.isascii()
        self._initials: str | None = None
        self._clear: bool | None = None
        self._numbers: dict[int, _Number] | None = None
        self._readings: dict[int, str] = {}
        self._solid: str | None = None
        self._matches: dict[tuple[Form, ...], Match | None] = {}

    @property
    def initials(self) -> str:
        """The text with each Chinese character as the first letter of its reading, or `_UNSURE` if it has several."""
        if self._initials is None:
            initials = self.text.translate(_initials)
            for at in _places(_UNSURE, initials):
                letters = pinyin.initials(self._reading(at))
                if len(letters) == 1:
                    initials = f"{initials[:at]}{letters}{initials[at + 1 :]}"
            self._initials = initials
        return self._initials

    @property
    def clear(self) -> bool:
        """Whether all initials are sure, and nothing stands between Chinese and Latin letters."""
        if self._clear is None:
            self._clear = _UNSURE not in self.initials and not _GAP_AT_BORDER.search(self.text)
        return self._clear

    @property
    def solid(self) -> str:
        """The text without what may stand between the parts of a Latin word."""
        if self._solid is None:
            solid = self.text
            for sign in _BETWEEN_LATIN:
                solid = solid.replace(sign, "")
            self._solid = solid
        return self._solid

    @property
    def numbers(self) -> dict[int, _Number]:
        """Each number by its first place."""
        if self._numbers is None:
            self._numbers = {match.start(): _told(match) for match in NUMBER_MEANT.finditer(self.text)}
        return self._numbers

    def number(self, at: int) -> _Number | None:
        """The one of `numbers` that begins at a place, if one does: told without taking all of the text apart."""
        start = at
        while start and at - start < _LONG and self.text[start - 1] in _IN_NUMBERS:
            start -= 1
        if self._numbers is not None or at - start == _LONG:
            return self.numbers.get(at)
        for match in NUMBER_MEANT.finditer(self.text, start):
            if match.end() > at:
                return _told(match) if match.start() == at else None
        return None

    def _reading(self, at: int) -> str:
        readings = self._readings.get(at)
        if readings is None:
            readings = self._readings[at] = pinyin.table().at(self.text, at)
        return readings

    def original(self, span: Span) -> Span:
        """The place in the text as it was given."""
        return self._folded.span(*span)

    def ends_at(self, at: int) -> bool:
        """Whether no Latin word or number goes on at a place of the folded text, but for the s of a plural."""
        before, after, next_but_one = (self.text[place : place + 1] for place in (at - 1, at, at + 1))
        if before in _DIGITS:
            return after not in _DIGITS and not (after in _WITHIN_NUMBERS and next_but_one in _DIGITS)
        if after == "s":
            after = next_but_one
        return not (_IS_LETTER.match(before) and (after in _DIGITS or _IS_LETTER.match(after)))

    def match(self, forms: tuple[Form, ...]) -> Match | None:
        """How the likeliest of `forms` that the text has is meant, and every place of it; None if it has none."""
        if forms in self._matches:
            return self._matches[forms]
        found = None
        for form in forms if self.chinese else _literal(forms):
            if spans := self.find(form):
                found = (int(form.kind), spans)
                break
        if len(self._matches) >= _MATCHES_KEPT:
            self._matches.clear()
        self._matches[forms] = found
        return found

    def find(self, form: Form) -> list[Span]:
        """Every place that has what `form` means, in the folded text, none overlapping another."""
        what, text = simple(form)
        if form.kind is not Kind.LITERAL:
            if what and self.clear:
                return self._initialled(text)
        elif what == "han":
            size = len(text)
            return [(at, at + size) for at in _places(text, self.text)]
        elif what == "latin":
            if text in self.text:
                size = len(text)
                return [(at, at + size) for at in _places(text, self.text) if not self._within(at, None)]
            if text[0] not in self.text or text not in self.solid:
                return []
        elif what == "number":
            return self._counted(text)
        return self._walked(form)

    def _initialled(self, letters: str) -> list[Span]:
        """Where characters have these initials, all of them sure; some may be Latin letters."""
        found, done = [], 0
        for at in _places(letters, self.initials):
            end = at + len(letters)
            if self.text[at] == letters[0] and self._within(at, None):
                continue
            if at >= done and _IS_HAN.search(self.text, at, end):
                found.append((at, end))
                done = end
        return found

    def _counted(self, digits: str) -> list[Span]:
        """Where a number begins with these digits."""
        found = []
        for at in _places(digits[0], self.text):
            before = self.text[at - 1] if at else ""
            if before in _DIGITS:
                continue
            # a point or comma before it, or within it, may be part of a number: that takes longer to tell
            if self.text.startswith(digits, at):
                if before not in _WITHIN_NUMBERS or self.number(at) is not None:
                    found.append((at, at + len(digits)))
            elif "," in self.text[at + 1 : at + len(digits)]:
                number = self.number(at)
                if number is not None and number[1].startswith(digits):
                    found.append((at, self._after(digits, at)))
        return found

    def _walked(self, form: Form) -> list[Span]:
        """Where a form is found step by step."""
        if any(run not in self.text for run in indispensable(form)):
            return []
        found, done = [], 0
        for start in self._starts(form):
            if start >= done and (end := self._from(form, start)) is not None:
                found.append((start, end))
                done = end
        return found

    def _starts(self, form: Form) -> Iterable[int]:
        """Where `form` may begin, in order."""
        lead = begins_with(form)
        if form.kind is not Kind.LITERAL:
            if lead and self.clear:
                return _places(lead, self.initials)
            first = {letter for way in form.stretches[0] for letter in first_letters(way[0])} | {_UNSURE}
            return sorted(at for letter in first for at in _places(letter, self.initials))
        unit = form.stretches[0][0][0]
        if lead and lead in self.text and (unit.what != "number" or "," not in self.text):
            return _places(lead, self.text)
        # a word may have hyphens and the like between its letters, a number commas
        if unit.what == "latin" and lead in self.solid:
            return [at for at in _places(lead[0], self.text) if _spelled(lead, self.text, at) is not None]
        if unit.what == "meant" or (unit.what == "number" and lead in self.text.replace(",", "")):
            return self.numbers
        return ()

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
        if unit.gap:
            end = at
            while end - at < MOST_SIGNS and end < len(self.text) and _is_sign(self.text[end]):
                end += 1
            both = before.what == unit.what == "number" and before.sign.strip() and before.sign not in _SHARES
            return at if both and not _parts_alike(before.sign, self.text[at:end].strip()) else end
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
                readings = self._reading(at)
                fits = readings in unit.options or (
                    "|" in readings and not set(unit.options).isdisjoint(readings.split("|"))
                )
                return at + 1 if fits else None
            case "initial":
                if readings := self._reading(at):
                    return at + 1 if unit.text in pinyin.initials(readings) else None
                # a Latin letter is its own initial, from the beginning of its word on
                return at + 1 if self.text[at] == unit.text and not self._within(at, before) else None
            case "latin":
                return None if self._within(at, before) else self._latin(unit, at)
            case "number":
                return self._number(unit, at)
            case "meant":
                number = self.number(at)
                return number[0] if number and meant(number[1], number[2]) == unit.text else None

    def _latin(self, unit: Unit, at: int) -> int | None:
        if self.text.startswith(unit.text, at):
            end = at + len(unit.text)
        elif (spelled := _spelled(unit.text, self.text, at)) is not None:
            end = spelled
        else:
            return None
        return end if not unit.whole or not _IS_LETTER.match(self.text, end) else None

    def _within(self, at: int, before: Unit | None) -> bool:
        """Whether a form that begins at `at` would begin within a Latin word."""
        return before is None and at > 0 and _IS_LETTER.match(self.text[at - 1]) is not None

    def _number(self, unit: Unit, at: int) -> int | None:
        number = self.number(at)
        if number is None or (number[1] != unit.text if unit.whole else not number[1].startswith(unit.text)):
            return None
        end = self._after(unit.text, at)
        if unit.sign not in _SHARES:
            return end
        signed = _SHARE.match(self.text, end)
        return None if number[2] else signed.end() if signed else end

    def _after(self, digits: str, at: int) -> int:
        """Where the digits of a number end that begins at `at` and may have commas between them."""
        for digit in digits:
            at = self.text.index(digit, at) + 1
        return at


_SHARES = ("%", "‰")
_SHARE = re.compile(" ?[%‰]")
_DIGITS = frozenset("0123456789")
_WITHIN_NUMBERS = frozenset(".,")
_IN_NUMBERS = _DIGITS | _WITHIN_NUMBERS
_LONG = 40  # digits and the like before a place, from which on all numbers of a text are looked for once
_LATIN = ("latin", "number", "meant")
MOST_SIGNS = 3  # signs of a text that are passed over where the query has any
_BETWEEN_LATIN = JOINERS + " "
_AT_BORDER = " -·"
_DASHES = frozenset("-‐‑–—~./:")  # of dates and ranges
_GAP_AT_BORDER = re.compile(f"[{HAN}][ ·-]+[{LATIN}0-9]|[{LATIN}0-9][ ·-]+[{HAN}]")


@lru_cache(maxsize=64)
def _literal(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Those forms that a text without Chinese characters may have."""
    return tuple(form for form in forms if form.kind is Kind.LITERAL)


def _parts_alike(sign: str, signs: str) -> bool:
    """Whether the signs between two numbers of a text may be the one typed between them: 10+1 is not 10-1 nor 10 1."""
    return sign in signs or (sign in _DASHES and signs != "" and _DASHES.issuperset(signs))


def _is_sign(character: str) -> bool:
    return not character.isalnum() and character != "\n"


def _told(number: re.Match[str]) -> _Number:
    return number.end(), number[1].replace(",", ""), number[2] or ""


def _places(part: str, text: str) -> list[int]:
    found = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def _spelled(letters: str, text: str, at: int) -> int | None:
    """Where a word ends that begins at `at`, perhaps with hyphens and the like between its letters.

    A space is passed over only before letters with digits. Not a regular expression: to compile one for each word that
    is typed takes longer than to search for it.
    """
    for place, letter in enumerate(letters):
        if place and text[at : at + 1] != letter:
            sign = text[at : at + 1]
            if not (sign and sign in JOINERS) and not (sign == " " and _NUMBERED.match(text, at + 1)):
                return None
            at += 1
        if text[at : at + 1] != letter:
            return None
        at += 1
    return at
