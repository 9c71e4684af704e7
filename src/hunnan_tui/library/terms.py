"""The terms that search finds an item by.

A piece of a query is an exact term of the index, or a few of them, never a scan:

    浑  浑南               each Chinese character, each two neighbours
    hun'  hun'nan          each syllable, each two neighbouring syllables, as their words are read
    h  hn  hnk             the initials of one, two, three neighbours; Latin letters beside Chinese are their own
    w:inno  w:innovation   the first one to four letters of a word, and the whole of a longer one
    #830.6                 each beginning of a number, without separators of thousands
    =83060000000           a number as meant, with the 亿 or billion behind it
    kind:metric            what a field says of the item

Terms of the title stand there a second time behind `0`, `1` or `2`: at its beginning, near it, further in; terms of
names behind `3`. There the pairs of syllables and the threes of initials are left out: titles and names are short.
A change here must raise `index.TERMS_VERSION`: an item is taken out of the index by making its terms again.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin
from hunnan_tui.library.fold import HAN, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.library.index import Record

# Signs that a reader does not see as a gap: 负能界面强化 finds “负能界面”强化.
QUIET = "“”‘’\"'《》〈〉「」『』"
# What stands between the parts of one word: SUNNY-T2000, R&D.
JOINERS = "-‐‑–'’.&/+_·"
# Up to here a match counts as near the beginning: characters.
NEAR = 8
_LONGEST_WORD = 40
_MOST_DIGITS = 16

MULTIPLIERS = {
    "万亿": 10**12,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "trillion": 10**12,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "thousand": 10**3,
}
NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?")
QUANTITY = re.compile(rf"({NUMBER.pattern}) ?({'|'.join(MULTIPLIERS)})(?![a-z])")

_WORD_LETTER = rf"[^\W_{HAN}]"
_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(rf"{_WORD_LETTER}+")
_COMPOUND = re.compile(rf"{_WORD_LETTER}+(?:[{re.escape(JOINERS)}]{_WORD_LETTER}+)+")
# Chinese beside Latin letters or digits, perhaps with a space or hyphen between: initials go on across it.
_BORDER = re.compile(rf"[{HAN}][ -]?(?={_WORD_LETTER})|{_WORD_LETTER}[ -]?(?=[{HAN}])")
_LETTER_PAIR = re.compile(rf"[^\W\d_{HAN}]{{2}}")
_MIXED = re.compile(rf"[^\W\d_{HAN}]+")
_QUIET = re.compile(f"[{QUIET}]")


def terms(record: Record) -> str:
    """The terms of a record's texts, parted by spaces; some stand there more than once."""
    found: set[str] = set()
    titles = [_heard(title) for title in (record.title_zh, record.title_en) if title]
    for title in titles:
        places: dict[str, int] = {}
        for term, at in _short(title):
            places.setdefault(term, at)
        found.update(f"{place(at)}{term}" for term, at in places.items())
    names = _heard(f"{record.name}\n{record.figures}")
    found.update(f"3{term}" for term, _ in _short(names))
    for text in (*titles, names, _heard(record.text_zh), _heard(record.text_en)):
        found.update(_long(text))
    return " ".join(found)


def words(record: Record) -> set[str]:
    """The Latin words of a record, for completing and correcting what is typed."""
    texts = (record.title_zh, record.title_en, record.name, record.figures, record.text_zh, record.text_en)
    return {word for word, _ in _latin(_heard("\n".join(texts))) if len(word) > 1}


def place(at: int) -> int:
    """How early a character of a title, or of any text, stands: 0 at the beginning, 1 near it, 2 further in."""
    return 0 if at == 0 else 1 if at < NEAR else 2


@lru_cache(maxsize=4096)
def meant(number: str, multiplier: str) -> str:
    """A number with the multiplier behind it as a plain number: 830.6 and 亿 as 83060000000."""
    return f"{(Decimal(number.replace(',', '')) * MULTIPLIERS.get(multiplier, 1)).normalize():f}"


def forget() -> None:
    """Give back the memory that making terms keeps for speed."""
    for cached in (_character, _pair, _word, _number, meant):
        cached.cache_clear()


def _heard(text: str) -> str:
    """`text` folded and without its quotation marks."""
    return _QUIET.sub("", fold(text)) if text else ""


def _short(text: str) -> Iterator[tuple[str, int]]:
    """The terms of a title or of names, each with its place; a term comes first from its first place."""
    for match in _HAN_RUN.finditer(text):
        run, start = match[0], match.start()
        readings = pinyin.readings(run)
        for at, character in enumerate(run):
            yield character, start + at
            yield run[at : at + 2], start + at
            letters = _initials(readings[at])
            for syllable in readings[at]:
                yield f"{syllable}'", start + at
            for letter in letters:
                yield letter, start + at
                for after in _initials(readings[at + 1]) if at + 1 < len(run) else ():
                    yield letter + after, start + at
    yield from (border for border in _borders(text) if len(border[0]) == 2)
    for word, at in _latin(text):
        for term in _word(word).split():
            yield term, at
    for terms_, at in _numbers(text):
        for term in terms_.split():
            yield term, at


def _long(text: str) -> Iterator[str]:
    """All terms of a text, several to a string, in the order in which they are quick to make."""
    for run in _HAN_RUN.findall(text):
        readings = pinyin.readings(run)
        likely = [reading[0] if reading else "?" for reading in readings]
        letters = "".join([syllable[0] for syllable in likely])
        yield from map(_character, run, likely)
        yield from map(_pair, run, run[1:], likely, likely[1:])
        yield from map("".join, zip(letters, letters[1:], letters[2:], strict=False))
        if max(map(len, readings)) > 1:
            yield from _further(run, readings)
    yield from (letters for letters, _ in _borders(text))
    for word, _ in _latin(text):
        yield _word(word)
    for terms_, _ in _numbers(text):
        yield terms_


def _further(run: str, readings: list[tuple[str, ...]]) -> Iterator[str]:
    """The terms of readings other than the likeliest, and what they make with their neighbours."""
    for at, several in enumerate(readings):
        if len(several) < 2:
            continue
        before = readings[at - 1] if at else ()
        after = readings[at + 1] if at + 1 < len(run) else ()
        for syllable in several:
            yield _character(run[at], syllable)
            yield from (f"{other}'{syllable} {other[0]}{syllable[0]}" for other in before)
            yield from (f"{syllable}'{other} {syllable[0]}{other[0]}" for other in after)
        for start in range(max(0, at - 2), min(at, len(run) - 3) + 1):
            yield from map("".join, product(*map(_initials, readings[start : start + 3])))


def _initials(readings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(syllable[0] for syllable in readings))


def _borders(text: str) -> Iterator[tuple[str, int]]:
    """The twos and threes of initials that lie on both sides of where Chinese and Latin letters meet, with places.

    A two or three begins with a Chinese character or with the first letter of a word.
    """
    if text.isascii():
        return
    for match in _BORDER.finditer(text):
        at, right = match.start(), text[match.end() : match.end() + 2]
        for start in (at, at - 1):
            left = text[start : at + 1]
            if start < 0 or not left.isalpha() or _LETTER_PAIR.match(text, start - 1):
                continue
            for width in range(1, 4 - len(left)):
                if right[:width].isalpha() and len(right) >= width:
                    for letters in product(
                        *map(_letters_of, (left + right[:width]), pinyin.readings(left + right[:width]))
                    ):
                        yield "".join(letters), start


def _letters_of(character: str, readings: tuple[str, ...]) -> tuple[str, ...]:
    return _initials(readings) or (character,)


def _latin(text: str) -> Iterator[tuple[str, int]]:
    """The Latin words of a text with their places: SUNNY-T2000 is sunny, t2000 and sunnyt2000; 2d is 2d and d."""
    for match in _WORD.finditer(text):
        word = match[0]
        if word[0].isdigit():
            yield from (
                (part[0][:_LONGEST_WORD], match.start() + part.start()) for part in _MIXED.finditer(word)
            )
        if not word.isdecimal():
            yield word[:_LONGEST_WORD], match.start()
    for match in _COMPOUND.finditer(text):
        joined = "".join(_WORD.findall(match[0]))
        if not joined.isdecimal():
            yield joined[:_LONGEST_WORD], match.start()


def _numbers(text: str) -> Iterator[tuple[str, int]]:
    for match in NUMBER.finditer(text):
        yield _number(match[0]), match.start()
    for match in QUANTITY.finditer(text):
        yield f"={meant(match[1], match[2])}", match.start()


@lru_cache(maxsize=1 << 14)
def _character(character: str, syllable: str) -> str:
    return f"{character} {syllable}' {syllable[:2]}- {syllable[0]}"


@lru_cache(maxsize=1 << 16)
def _pair(first: str, second: str, reading: str, next_reading: str) -> str:
    return f"{first}{second} {reading}'{next_reading} {reading[0]}{next_reading[0]}"


@lru_cache(maxsize=1 << 14)
def _word(word: str) -> str:
    """`word` as terms: its beginnings and, where that is more, the whole."""
    return " ".join(
        f"w:{word[:length]}"
        for length in (*range(1, min(len(word), 4) + 1), *([len(word)] if len(word) > 4 else ()))
    )


@lru_cache(maxsize=1 << 14)
def _number(number: str) -> str:
    digits = number.replace(",", "")
    return " ".join(
        f"#{digits[:end]}" for end in range(1, min(len(digits), _MOST_DIGITS) + 1) if digits[end - 1] != "."
    )
