"""The terms that search finds an item by.

A piece of a query is an exact term of the index, or a few of them, never a scan:

    浑  浑南  浑南科       each Chinese character, each two and three neighbours
    hun'  hun'nan  hu-     each syllable, each two neighbouring syllables, as their words are read; its first letters
    h  hn  hnk             the initials of one, two, three neighbours; Latin letters beside Chinese are their own
    w:inno  w:innovation   the first one to four letters of a word, and the whole of a longer one
    #830.6                 each beginning of a number, without separators of thousands
    =83060000000           a number as meant, with the 亿 or billion behind it
    数c  s/c               where Chinese meets Latin letters or numbers, as characters and as initial
    kind:metric            what a field says of the item

Terms of the title stand there a second time behind `~`, and again behind `^` at its beginning or `<` near it; terms of
names behind `@`. There the threes are left out: titles and names are short.
A change here must raise `index.TERMS_VERSION`: an item is taken out of the index by making its terms again.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import product, repeat
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin
from hunnan_tui.library.fold import HAN, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hunnan_tui.library.index import Record

# What stands between the parts of one word: SUNNY-T2000, R&D.
JOINERS = "-‐‑–.&/+_·"
# Up to here a match counts as near the beginning: characters.
NEAR = 8
# Letters of a word, and digits of a number, that are kept.
LONGEST_WORD = 40
MOST_DIGITS = 16

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
# Letters of other scripts than Chinese; kana make words like Latin letters do.
LATIN = (
    "a-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u1fff\u2c00-\u2dff\u3041-\u30fa\u30fc-\u30ff\ua640-\uabff"
    "\uac00-\ud7af"
)
NUMBER = r"(?:(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
NUMBER_MEANT = re.compile(rf"({NUMBER})(?: ?({'|'.join(MULTIPLIERS)})(?![a-z]))?", re.ASCII)

_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(f"[{LATIN}][{LATIN}0-9]*")
_COMPOUND = re.compile(f"[{LATIN}0-9]+(?:(?:[{re.escape(JOINERS)}]| (?=[{LATIN}]+[0-9]))[{LATIN}0-9]+)*")
_JOINED = re.compile(f"[{LATIN}][{LATIN}0-9]*(?:(?:[{re.escape(JOINERS)}]| (?=[{LATIN}]+[0-9]))[{LATIN}0-9]+)+")
_SEPARATORS = re.compile(f"[{re.escape(JOINERS)} ]")
_BEFORE = re.compile(f"(?:([{LATIN}]+)|[0-9])[ -]?$")
_AFTER = re.compile(f"[ -]?(?:([{LATIN}]{{1,2}})|[0-9])")

_FIELD_END = "\x1e"
# The marks of terms of titles, at their beginning, near it and anywhere, and of names.
BEGINNING_MARK, NEAR_MARK, TITLE_MARK = "^<~"
NAME_MARK = "@"
_END = 1 << 30
_TITLE = ((BEGINNING_MARK, 0, 1), (NEAR_MARK, 1, NEAR), (TITLE_MARK, 0, _END))
_NAME = ((NAME_MARK, 0, _END),)


def terms(record: Record) -> tuple[str, set[str]]:
    """The terms of a record's texts, parted by spaces, some more than once; and the Latin words among them."""
    names = f"{record.name}\n{record.figures}"
    folded = fold(_FIELD_END.join((record.title_zh, record.title_en, names, record.text_zh, record.text_en)))
    title, other_title, names, _ = folded.split(_FIELD_END, 3)
    words: set[str] = set()
    found = _long(folded, words)
    for text in (title, other_title):
        # what a source is called is a name among others: what it says comes first
        found += _short(text, _NAME if record.kind == "source" else _TITLE)
    found += _names(names)
    return " ".join(set(found)), words


def place(at: int) -> int:
    """How early a character stands in a title or a line: 0 at the beginning, 1 near it, 2 further in."""
    return 0 if at == 0 else 1 if at < NEAR else 2


@lru_cache(maxsize=4096)
def meant(number: str, multiplier: str) -> str:
    """A number with the multiplier behind it as a plain number: 830.6 and 亿 as 83060000000."""
    return f"{(Decimal(number.replace(',', '')) * MULTIPLIERS.get(multiplier, 1)).normalize():f}"


def forget() -> None:
    """Give back the memory that making terms keeps for speed."""
    for cached in (_names, _character, _pair, _word, _number, _compound):
        cached.cache_clear()
    for cached in (_marked_character, _marked_pair, _marked):
        cached.cache_clear()


def _long(text: str, words: set[str]) -> list[str]:
    """All terms of a text, several to a string; its Latin words are added to `words`."""
    found: list[str] = []
    for match in _HAN_RUN.finditer(text):
        run = match[0]
        readings = pinyin.readings(run)
        likely = readings
        if "|" in "".join(readings):
            likely = [several.partition("|")[0] for several in readings]
            found += _further(run, readings, range(len(run)))
        found += map(_character, run, likely)
        found += map(_pair, run, run[1:], likely, likely[1:])
        letters = "".join([syllable[:1] or "?" for syllable in likely])
        found += [run[at : at + 3] for at in range(len(run) - 2)]
        found += [letters[at : at + 3] for at in range(len(run) - 2)]
        found += [letters for letters, _ in _borders(text, match.start(), match.end(), readings)]
    for joined, parts in map(_compound, set(_COMPOUND.findall(text))):
        found.append(joined)
        words.update(parts)
    found += [_number(number, multiplier) for number, multiplier in NUMBER_MEANT.findall(text)]
    return found


def _further(run: str, readings: list[str], places: Iterable[int]) -> Iterator[str]:
    """The terms of characters with several readings, and what these make with their neighbours."""
    several = [reading.split("|") for reading in readings]
    for at in (at for at in places if len(several[at]) > 1):
        before = several[at - 1] if at else ()
        after = several[at + 1] if at + 1 < len(run) else ()
        for syllable in several[at]:
            yield _character(run[at], syllable)
            yield from (f"{other}'{syllable} {other[:1]}{syllable[0]}" for other in before)
            yield from (f"{syllable}'{other} {syllable[0]}{other[:1]}" for other in after)
        for start in range(max(0, at - 2), min(at, len(run) - 3) + 1):
            yield from map("".join, product(*map(pinyin.initials, readings[start : start + 3])))


Marks = tuple[tuple[str, int, int], ...]
"""Which mark the terms from one place of a text to another bear."""


def _short(text: str, marks: Marks) -> list[str]:
    """The terms of a title or of names, several to a string, each with the mark of its place."""
    found: list[str] = []
    rest: list[tuple[str, int]] = []
    for match in _HAN_RUN.finditer(text):
        run, start = match[0], match.start()
        readings = pinyin.readings(run)
        open_ = "|" in "".join(readings)
        likely = [several.partition("|")[0] for several in readings] if open_ else readings
        for mark, first, last in marks:
            first, last = max(0, first - start), max(0, last - start)
            here, there = slice(first, last), slice(first + 1, last + 1)
            found += map(_marked_character, repeat(mark), run[here], likely[here])
            found += map(_marked_pair, repeat(mark), run[here], run[there], likely[here], likely[there])
            if open_:
                further = " ".join(_further(run, readings, range(first, min(last, len(run))))).split()
                found += [mark + term for term in further if _is_short(term)]
        rest += [border for border in _borders(text, start, match.end(), readings) if len(border[0]) == 2]
    rest += [(_word(match[0]), match.start()) for match in _WORD.finditer(text)]
    rest += [(_word(_SEPARATORS.sub("", match[0])), match.start()) for match in _JOINED.finditer(text)]
    rest += [(_number(match[1], match[2]), match.start()) for match in NUMBER_MEANT.finditer(text)]
    for joined, at in rest:
        found += [_marked(mark, joined) for mark, first, last in marks if first <= at < last]
    return found


@lru_cache(maxsize=1024)
def _names(text: str) -> list[str]:
    return _short(text, _NAME)


def _is_short(term: str) -> bool:
    """Whether a title or name has this term: no threes of initials, no two first letters of a syllable."""
    return "'" in term or (len(term) < 3 and "-" not in term)


def _borders(text: str, start: int, end: int, readings: list[str]) -> Iterator[tuple[str, int]]:
    """What proves that a Chinese run meets Latin letters or a number, with places; a space or hyphen may be between.

    For 计数CT: the characters on both sides (数c), the same with the initial (s/c), and the twos and threes of
    initials across (sc, jsc, sct), each of which begins with a Chinese character or with the first letter of a word.
    """
    if _goes_on(text[end : end + 1]) and (after := _AFTER.match(text, end)):
        sign = (after[1] or after[0][-1])[0]
        yield text[end - 1] + sign, end - 1
        last = [*map(pinyin.initials, readings[-2:])]
        yield from ((f"{letter}/{sign}", end - 1) for letter in last[-1])
        if after[1]:
            yield from ((letters, end - 1) for letters in _across(last[-1:], after[1]))
            yield from ((letters, end - 2) for letters in _across(last, after[1][:1]) if len(last) > 1)
    if start and _goes_on(text[start - 1]) and (before := _BEFORE.search(text, max(0, start - 4), start)):
        sign = (before[1] or before[0])[-1 if before[1] else 0]
        yield sign + text[start], start - 1
        first = [*map(pinyin.initials, readings[:2])]
        yield from ((f"{sign}/{letter}", start - 1) for letter in first[0])
        if before[1] and len(before[1]) < 3 and not text[before.start() - 1 : before.start()].isalnum():
            others = first[: 3 - len(before[1])]
            yield from ((letters, before.start()) for letters in _across(list(before[1]), others))


def _goes_on(character: str) -> bool:
    """Whether Latin letters or a number may stand at this side of a Chinese run: soon told of most."""
    return character.isalnum() or character == " " or character == "-"


def _across(left: list[str], right: Iterable[str]) -> Iterator[str]:
    """The initials of `left` with those of one or more places of `right`; each place has one or several."""
    places = [*left, *right]
    for width in range(len(left) + 1, len(places) + 1):
        yield from map("".join, product(*places[:width]))


@lru_cache(maxsize=1 << 15)
def _compound(compound: str) -> tuple[str, tuple[str, ...]]:
    """A word and its parts, as terms and as words; numbers are none.

    sunny-t2000 is sunny, t2000 and sunnyt2000; so is neuviz p10, as a space before letters with digits is none.
    """
    parts = _WORD.findall(compound)
    joined = _SEPARATORS.sub("", compound)
    words = tuple(dict.fromkeys([*parts, joined] if len(parts) > 0 and not joined[0].isdigit() else parts))
    return " ".join(map(_word, words)), words


@lru_cache(maxsize=1 << 14)
def _character(character: str, syllable: str) -> str:
    if not syllable:
        return character
    return f"{character} {syllable}' {syllable[:2]}- {syllable[0]}"


@lru_cache(maxsize=1 << 16)
def _pair(first: str, second: str, reading: str, next_reading: str) -> str:
    if not reading or not next_reading:
        return first + second
    return f"{first}{second} {reading}'{next_reading} {reading[0]}{next_reading[0]}"


@lru_cache(maxsize=1 << 14)
def _marked_character(mark: str, character: str, syllable: str) -> str:
    return _marked(mark, " ".join(filter(_is_short, _character(character, syllable).split())))


@lru_cache(maxsize=1 << 15)
def _marked_pair(mark: str, first: str, second: str, reading: str, next_reading: str) -> str:
    return " ".join(
        [f"{mark}{term}" for term in _pair(first, second, reading, next_reading).split() if _is_short(term)]
    )


@lru_cache(maxsize=1 << 15)
def _marked(mark: str, joined: str) -> str:
    return " ".join([mark + term for term in joined.split()])


@lru_cache(maxsize=1 << 14)
def _word(word: str) -> str:
    """`word` as terms: its first one to four letters and, where that is more, the whole."""
    whole = word[:LONGEST_WORD]
    beginnings = [f"w:{whole[:length]}" for length in range(1, min(len(whole), 4) + 1)]
    return " ".join(beginnings if len(whole) < 5 else [*beginnings, f"w:{whole}"])


@lru_cache(maxsize=1 << 14)
def _number(number: str, multiplier: str) -> str:
    """A number as terms: its beginnings, and what it means, with 亿 or billion if that stands behind it."""
    digits = number.replace(",", "")
    found = [f"#{digits[:end]}" for end in range(1, min(len(digits), MOST_DIGITS) + 1) if digits[end - 1] != "."]
    return " ".join([*found, f"={meant(number, multiplier)}"])
