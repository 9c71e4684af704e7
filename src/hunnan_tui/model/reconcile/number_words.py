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
Values = tuple[str, list[Decimal]]
"""How a number is written, and what it may mean."""

# a numeral is not long: hostile texts are
_HAN_NUMERAL = re.compile(r"(?<!翻)[零〇一二两三四五六七八九十百千万亿]{1,24}")
_HAN_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]{1,12}"
_PART = re.compile(rf"({_HAN_NUMBER})分之({_HAN_NUMBER})")
_TENTHS = re.compile(r"([一二两三四五六七八九])成([一二三四五六七八九半])?")
_HALF = re.compile(r"一半|半数|过半|减半|折半|对半|各半")
_YEARS = re.compile(rf"({_HAN_NUMBER})年(?![级代度])")
_STAND_FOR: dict[str, list[tuple[re.Pattern[str], Decimal]]] = {
    language: [(re.compile(pattern, re.IGNORECASE), Decimal(value)) for pattern, value in words]
    for language, words in {
        "zh": [(r"(?<![上下前后一二两三四五六七八九])半年", 6), ("年半", 18), ("无|未|没有", 0), ("半个世纪", 50),
               ("双", 2), (r"首|率先|最早|唯一|前[一二三四五六七八九十百\d]", 1)],
        "en": [(r"\bhalf[- ](?:a )?year", 6), (r"\b(?:a year and a half|one and a half years)\b", 18),
               (r"\b(?:no|none|without|free)\b", 0), (r"\bhalf a century\b", 50), (r"\bnines\b", 9),
               (r"\b(?:a?round the clock|day and night)\b", 24),
               (r"\b(?:leading|top|primary|initial|largest|best|highest)\b", 1),
               (r"\b(?:dual|twin|secondary)\b", 2), (r"\b(?:tertiary|trinity|trio)\b", 3)],
    }.items()
}  # fmt: skip
"""Words that are no numerals, and the numbers that they may stand for."""
_TIMES = re.compile(rf"翻(?P<doublings>[一两二三四]?)番|(?P<times>\d{{1,9}}(?:\.\d{{1,9}})?|{_HAN_NUMBER})倍|翻倍")
_AND_HALF = re.compile(rf"({_HAN_NUMBER})[个年倍天]?半(?![导岛径数])")


def chinese(text: str) -> Iterator[Said]:
    """The numbers written in characters: 三千 is 3000, and its digits by themselves."""
    for match in _HAN_NUMERAL.finditer(text):
        for value in chinese_numeral(match[0]):
            yield Decimal(value), match[0]
    for said, values in (*chinese_parts(text), *chinese_multiples(text)):
        yield from ((value, said) for value in values)
    for match in _AND_HALF.finditer(text):
        yield chinese_numeral(match[1])[-1] + Decimal("0.5"), match[0]
    for pattern, size in _STAND_FOR["zh"]:
        if word := pattern.search(text):
            yield size, word[0]
    for match in _YEARS.finditer(text):
        yield Decimal(12 * chinese_numeral(match[1])[-1]), match[0]


def chinese_parts(text: str) -> Iterator[Values]:
    """The parts of a whole: 三分之一, 七成, 一半, each as a number and in per cent."""
    for match in _PART.finditer(text):
        # 百分之七十 is a percentage, 万分之五 and 三分之一 are parts
        whole, part = (chinese_numeral(word)[-1] for word in match.groups())
        if whole:
            yield match[0], _share(Decimal(part) / whole)
    for match in _TENTHS.finditer(text):
        more = 5 if match[2] == "半" else _HAN_DIGIT.get(match[2] or "零", 0)
        yield match[0], _share(Decimal(10 * _HAN_DIGIT[match[1]] + more) / 100)
    for match in _HALF.finditer(text):
        yield match[0], _share(Decimal("0.5"))


def chinese_multiples(text: str) -> Iterator[Values]:
    """Multiples, with the growth in per cent that leads to them: 翻两番, 增长1.5倍."""
    for match in _TIMES.finditer(text):
        times = match["times"]
        if times is None:
            yield match[0], _times(Decimal(2) ** chinese_numeral(match["doublings"] or "一")[-1])
            continue
        size = Decimal(times) if times[0].isascii() else Decimal(chinese_numeral(times)[-1])
        # 增长1.5倍 is 2.5 times as much, and up by 150%
        yield match[0], [*_times(size), *_times(size + 1)]


def chinese_numeral(word: str) -> list[int]:
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
    rf"\b(?:{_ONES})(?:(?:[ -]| and )(?:{_ONES}))*(?P<half> and a half(?: (?:{'|'.join(_SIZES)}))?)?(?:-?fold)?\b"
)
_LEADING = re.compile(
    r"\b(first|second|third|fourth|fifth) (?=(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen)\b)"
)
"""The ordinal of the first five, which are not six."""
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10, "hundredth": 100}
_EN_PART = re.compile(
    r"\b(?:(?P<many>one|two|three|four|five|six|seven|eight|nine|an?)[ -])?"
    rf"(?P<part>{'|'.join(_PARTS)})s?\b(?: an?(?: |-)(?P<size>{'|'.join(_SIZES)})\b)?",
)

_EN_TIMES = re.compile(
    r"\b(?:(?P<word>doubl|tripl|trebl|quadrupl)(?:e|ed|es|ing)"
    rf"|(?P<times>\d{{1,9}}(?:\.\d{{1,9}})?|{'|'.join(_WORDS)})(?:[ -]?fold| times))\b"
)
_STEMS = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4}
_EN_SPAN = re.compile(rf"\b({'|'.join(_WORDS)}|an?) (year|decade)s?\b")
_SPANS = {"year": 12, "decade": 10}
"""Two years are 24 months as well, two decades twenty years."""


def english(text: str) -> Iterator[Said]:
    """The numbers written in words: thirty-six, and its words by themselves."""
    for said, values in (*english_numerals(text), *english_parts(text), *english_multiples(text)):
        yield from ((value, said) for value in values)
    for pattern, size in _STAND_FOR["en"]:
        if word := pattern.search(text):
            yield size, word[0]
    for match in _EN_SPAN.finditer(text.lower()):
        yield Decimal(_WORDS.get(match[1], 1) * _SPANS[match[2]]), match[0]


def english_numerals(text: str) -> Iterator[Values]:
    """The numbers written in English words, each with what it means and what its words mean by themselves."""
    for match in _EN_NUMERAL.finditer(_LEADING.sub(r"\1, ", text.lower())):
        found: list[Decimal] = []
        words, half = match[0], match["half"]
        if half:
            words = words.replace(half, half.removeprefix(" and a half"))
        total = part = 0
        for word in re.split(r"[ -]", words.removesuffix("fold")):
            if word in _WORDS:
                part += _WORDS[word]
                found.append(Decimal(_WORDS[word]))
            elif word == "hundred":
                part = (part or 1) * 100
            elif word in _SIZES:
                size = _SIZES[word]
                total += (part or 1) * size + (size // 2 if half else 0)
                part = 0
        found.append(Decimal(total + part) + (Decimal("0.5") if half and not total else 0))
        yield match[0], found


def english_parts(text: str) -> Iterator[Values]:
    """The parts of a whole: half, two thirds, a quarter of a million; a third may also be the third one."""
    for match in _EN_PART.finditer(text.lower()):
        share = Decimal(_WORDS.get(match["many"], 1)) / _PARTS[match["part"]]
        size = [share * _SIZES[match["size"]]] if match["size"] else []
        yield match[0], [*size, *_share(share)]


def english_multiples(text: str) -> Iterator[Values]:
    """Multiples, with the growth in per cent that leads to them: doubled, three times, 2.5-fold."""
    for match in _EN_TIMES.finditer(text.lower()):
        word, times = match["word"], match["times"]
        known = _STEMS[word] if word else times if times[0].isdigit() else _WORDS[times]
        yield match[0], _times(Decimal(known))


def _times(size: Decimal) -> list[Decimal]:
    """A multiple, and the growth in per cent that leads to it."""
    return [size, (size - 1) * 100]


_LARGEST = 10**6
"""A part of more than that is none."""


def _share(part: Decimal) -> list[Decimal]:
    """A part as a number and as a percentage, rounded as it may be printed."""
    if part > _LARGEST:
        return [part]
    return [part, *((part * 100).quantize(Decimal(places), ROUND_HALF_UP) for places in ("1", "0.1", "0.01"))]
