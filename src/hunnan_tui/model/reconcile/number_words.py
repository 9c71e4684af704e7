"""Numbers in words, Chinese and English: 三千六百, 五六百, 七成, 三分之一; thirty-six, half a million, tenfold.

What they yield is only looked up, to answer a figure of the other language: a word that may mean several numbers
yields all of them.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Said = tuple[Decimal, str]
"""A number, and how it is written."""

# a numeral is not long: hostile texts are
_HAN_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿]{1,24}")
_HAN_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]{1,12}"
_PART = re.compile(rf"({_HAN_NUMBER})分之({_HAN_NUMBER})")
_TENTHS = re.compile(r"([一二两三四五六七八九])成([一二三四五六七八九半])?")
_HALF = re.compile(r"一半|半数|过半|减半|折半|对半|各半")
_AND_HALF = re.compile(rf"({_HAN_NUMBER})[个年倍天]?半(?![导岛径数])")


def chinese(text: str) -> Iterator[Said]:
    """The numbers written in characters: 三千 is 3000, and its digits by themselves."""
    for match in _HAN_NUMERAL.finditer(text):
        for value in _han(match[0]):
            yield Decimal(value), match[0]
    for match in _PART.finditer(text):
        # 百分之七十 is a percentage, 万分之五 and 三分之一 are parts
        whole, part = (max(_han(word)) for word in match.groups())
        if whole:
            yield from _share(Decimal(part) / whole, match[0])
    for match in _TENTHS.finditer(text):
        more = 5 if match[2] == "半" else _HAN_DIGIT.get(match[2] or "零", 0)
        yield from _share(Decimal(10 * _HAN_DIGIT[match[1]] + more) / 100, match[0])
    for match in _AND_HALF.finditer(text):
        yield max(_han(match[1])) + Decimal("0.5"), match[0]
    if half := _HALF.search(text):
        yield from _share(Decimal("0.5"), half[0])


def _han(word: str) -> list[int]:
    """The values of a numeral: its own, those of its digits, and of 五六百 the 500 as well."""
    found: list[int] = []
    total = section = digit = 0
    before = 0  # 五 of 五六百
    for char in word:
        if char in _HAN_DIGIT:
            before, digit = digit, _HAN_DIGIT[char]
            found.append(digit)
            continue
        if char in "十百千":
            size = 10 ** (1 + "十百千".index(char))
            section += (digit or 1) * size
        else:
            size = 10**4 if char == "万" else 10**8
            total = (total + section + digit or 1) * size
            section = 0
        if before:
            found.append(before * size)
        before = digit = 0
    return [*found, total + section + digit]


_WORDS = {
    word: value
    for first, words in (
        (0, "zero one two three four five six seven eight nine ten eleven twelve"),
        (13, "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"),
        (1, "first second third fourth fifth sixth seventh eighth ninth tenth"),
        (1, "once twice thrice"),
        (1, "single double triple quadruple"),
    )
    for value, word in enumerate(words.split(), first)
} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "both": 2, "doubled": 2, "doubling": 2, "tripled": 3, "quadrupled": 4, "dozen": 12, "pair": 2, "couple": 2,
    "decade": 10, "century": 100, "fortnight": 14,
}  # fmt: skip
_SIZES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ONES = "|".join([*_WORDS, *_SIZES, "hundred"])
_EN_NUMERAL = re.compile(
    rf"\b(?:{_ONES})(?:(?:[ -]| and )(?:{_ONES}))*(?P<half> and a half(?: (?:{'|'.join(_SIZES)}))?)?(?:-?fold)?\b",
    re.IGNORECASE,
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10, "hundredth": 100}
_EN_PART = re.compile(
    r"\b(?:(?P<many>one|two|three|four|five|six|seven|eight|nine|an?)[ -])?"
    rf"(?P<part>{'|'.join(_PARTS)})s?\b(?: an?(?: |-)(?P<size>{'|'.join(_SIZES)})\b)?",
    re.IGNORECASE,
)


def english(text: str) -> Iterator[Said]:
    """The numbers written in words: thirty-six, and its words by themselves."""
    for match in _EN_NUMERAL.finditer(text):
        words, half = match[0].lower(), match["half"]
        if half:
            words = words.replace(half.lower(), half.lower().removeprefix(" and a half"))
        total = part = 0
        for word in re.split(r"[ -]", words.removesuffix("fold")):
            if word in _WORDS:
                part += _WORDS[word]
                yield Decimal(_WORDS[word]), word
            elif word == "hundred":
                part = (part or 1) * 100
            elif word in _SIZES:
                size = _SIZES[word]
                total += (part or 1) * size + (size // 2 if half else 0)
                part = 0
        yield Decimal(total + part) + (Decimal("0.5") if half and not total else 0), match[0]
    for match in _EN_PART.finditer(text):
        many = _WORDS.get((match["many"] or "one").lower(), 1)
        share = Decimal(many) / _PARTS[match["part"].lower()]
        if match["size"]:
            yield share * _SIZES[match["size"].lower()], match[0]
        yield from _share(share, match[0])


_LARGEST = 10**6
"""A part of more than that is none."""


def _share(part: Decimal, said: str) -> Iterator[Said]:
    """A part as a number and as a percentage, rounded as it may be printed."""
    yield part, said
    if part > _LARGEST:
        return
    for places in ("1", "0.1", "0.01"):
        yield (part * 100).quantize(Decimal(places), ROUND_HALF_UP), said
