"""Dates and numbers in words that two languages tell differently: 十大 and nine, 2030年 and 2035, 三季度 and Q4.

A language may leave such a number out, or say it in another way: 一带一路, once, this year. So one alone says
nothing. But where each language has one of the same kind that the other lacks, they contradict each other.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from hunnan_tui.model.reconcile import number_words
from hunnan_tui.model.reconcile.numerals import cleaned, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hunnan_tui.model.text import Language

Said = tuple[str, frozenset[Decimal]]
"""How something is written, and the numbers that it may mean."""


class Kind(NamedTuple):
    """One kind of number."""

    signs: frozenset[str]
    """Characters of which a Chinese text has one where it has such a number: a quick look before the long one."""
    zh: Callable[[str], Iterator[Said]]
    """How it is found in Chinese."""
    en: Callable[[str], Iterator[Said]]
    """How it is found in English."""
    loose: bool = True
    """Whether any number of the other language may answer it."""


def contradictions(zh: str, en: str) -> tuple[list[str], list[str]]:
    """What the Chinese and the English text have of one kind that the other lacks, as written; both or neither."""
    zh, en = cleaned(zh), cleaned(en)
    only: tuple[list[str], list[str]] = [], []
    signs = set(zh)
    for kind in _KINDS:
        if signs.isdisjoint(kind.signs) or not (here := list(kind.zh(zh))) or not (there := list(kind.en(en))):
            continue
        lacks, lacked = _unanswered(here, there), _unanswered(there, here)
        if kind.loose and lacks and lacked:
            lacks = _unanswered(lacks, [("", _all(en, "en"))])
            lacked = _unanswered(lacked, [("", _all(zh, "zh"))])
        if lacks and lacked:
            for words, found in zip(only, (lacks, lacked), strict=True):
                words += [said for said, _ in found if said not in words]
    return only


def _unanswered(ones: Iterable[Said], others: Iterable[Said]) -> list[Said]:
    known = {value for _, values in others for value in values}
    return [(said, values) for said, values in ones if values.isdisjoint(known)]


def _all(text: str, language: Language) -> frozenset[Decimal]:
    """Every number of a text."""
    return frozenset(number.plain for number in numbers(text, language))


_HAN = "[零〇一二两三四五六七八九十百千万亿]{1,12}"
_TO = r"\s*[-—–~～/至到]\s*"
_CENTURY = r"(?:19|20)\d\d"


def _words(*groups: str) -> dict[str, Decimal]:
    return {word: Decimal(value) for group in groups for value, word in enumerate(group.split(), 1)}


# --- years, months and days --------------------------------------------------------------------------------------

_ZH_YEAR = re.compile(
    rf"(?<![\d.,a-zA-Z-])({_CENTURY})(?!\d|[.,]\d|\s*[余多]?[家个项名人台辆件份次种条座支户所款只套万亿千百元吨公平米%])"
    rf"(?:{_TO}(\d\d)(?=年))?"
)
_EN_YEAR = re.compile(rf"(?<![\d.,$¥a-zA-Z-])({_CENTURY})(?!\d|[.,]\d|s\b|%)(?:\s*[-–—/]\s*(\d\d)\b(?!-))?")
_MONTHS = _words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_ZH_MONTH = re.compile(rf"(?<![\d.])(\d{{1,2}})(?:{_TO}(\d{{1,2}}))?月")
_NAMED = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
_NAMED += "|Nov(?:ember)?|Dec(?:ember)?"
_EN_MONTH = re.compile(
    rf"\b(?:{_NAMED})\b|(?:\b(?:in|by|of|to|from|since|until|till|and|early|late|mid|between|through)[ -]|\d )May\b"
    r"|\bMay(?= (?:\d|to\b|and\b))"
)
_ZH_DAY = re.compile(rf"(?<![\d.])(\d{{1,2}})(?:{_TO}(\d{{1,2}}))?(?:日|号(?![线楼院门机文]))")
_EN_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:(?: of)? | ?[-–—] ?| to )(?=(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_NAMED}|May)\b)"
    rf"|\b(?:{_NAMED}|May)\.? (\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|,\d)\b"
)


def _years(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Said]]:
    def find(text: str) -> Iterator[Said]:
        for match in pattern.finditer(text):
            year = match[1]
            yield year, frozenset([Decimal(year)])
            if match[2] and match[2] > year[2:]:  # 2023-25
                yield match[2], frozenset([Decimal(year[:2] + match[2])])

    return find


def _digits(pattern: re.Pattern[str], most: int) -> Callable[[str], Iterator[Said]]:
    def find(text: str) -> Iterator[Said]:
        for match in pattern.finditer(text):
            for digits in filter(None, match.groups()):
                if 0 < int(digits) <= most:
                    yield match[0].strip(" -–—"), frozenset([Decimal(digits)])

    return find


def _month_names(text: str) -> Iterator[Said]:
    for match in _EN_MONTH.finditer(text):
        name = match[0].split()[-1].split("-")[-1]
        yield name, frozenset([_MONTHS[name[:3]]])


_ZH_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})(?:时|:\d\d(?![\d.:]))")
_EN_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})(?:(?::\d\d)? ?[ap]\.?m\b|:\d\d(?![\d.:]))")


def _hours(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Said]]:
    def find(text: str) -> Iterator[Said]:
        return ((match[0], frozenset([Decimal(int(match[1]) % 12)])) for match in pattern.finditer(text))

    return find


# --- ordinals ----------------------------------------------------------------------------------------------------

_ZH_ORDINAL = re.compile(
    rf"第(\d{{1,3}}(?![\d.])|{_HAN})|(?<![前头\d一二三四])([1-4一二三四])季度"
    r"|(首)(?=[批个台次笔届家座款期])|(二十[一二]?|十[一二三四五六七八九])大(?=精神|报告|以来|代表|[，。、”]|$)|(十[一二三四五六七])五(?=[”\"'’规时期计末以开收中])"
)
_ORDINALS = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_EN_ORDINAL = re.compile(
    r"\b(?:(\d{1,3})(?:st|nd|rd|th)|q([1-4])|no\. ?(\d{1,3})|(" + "|".join(_ORDINALS) + r"))\b(?! to none)"
)
_NO_ORDINAL = ("one ", "one-", "two ", "two-", " a ", "per ")
"""Before third, fifth and second, where they are parts or the unit of time."""


def _zh_ordinals(text: str) -> Iterator[Said]:
    for match in _ZH_ORDINAL.finditer(text):
        word = next(filter(None, match.groups())).replace("首", "一")
        yield match[0], frozenset([Decimal(word if word.isdigit() else number_words.chinese_numeral(word)[-1])])


def _en_ordinals(text: str) -> Iterator[Said]:
    text = text.lower()
    for match in _EN_ORDINAL.finditer(text):
        digits = match[1] or match[2] or match[3]
        if digits or not text.endswith(_NO_ORDINAL, 0, match.start()):
            yield match[0], frozenset([Decimal(digits) if digits else _ORDINALS[match[4]]])


# --- counts, parts and multiples -----------------------------------------------------------------------------------

_ZH_COUNT = re.compile(
    rf"(?<![第前数几分零〇一二两三四五六七八九十百千万亿\d.点])({_HAN})[余多]?(?![余多分成倍番半季五日月零〇一二两三四五六七八九十百千万亿]|个百分点)"
    r"[\u4e00-\u9fff]"
)
_BARE = frozenset("百千万亿")
_EN_PART = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|an?)[ -]|half", re.IGNORECASE)


def _zh_counts(text: str) -> Iterator[Said]:
    for match in _ZH_COUNT.finditer(text):
        values = _likely(number_words.chinese_numeral(match[1]))
        if not _BARE.issuperset(match[1]) and max(values) > 1:
            yield match[0], values


def _en_counts(text: str) -> Iterator[Said]:
    for said, values in number_words.english_parts(text):
        if values[0] > 1:  # half a million
            yield said, frozenset(values[:1])
    for said, values in number_words.english_numerals(text):
        cardinal = not any(word in _ORDINALS or word in _SINGLE for word in re.split(r"[ -]", said))
        if cardinal and max(values) > 1:
            yield said, _likely(values)


_SINGLE = frozenset(
    [
        *("once", "twice", "thrice", "single", "double", "triple", "quadruple", "doubled", "doubling", "tripled"),
        *("quadrupled", "both", "dozen", "pair", "couple", "decade", "century", "fortnight"),
        *("hundred", "thousand", "million", "billion", "trillion"),
    ]
)
"""English words that count loosely, or another thing than the Chinese does."""


def _likely(values: Sequence[Decimal | int]) -> frozenset[Decimal]:
    """What a numeral means as a whole, the last of its values, or nearly: 500 of 五六百, but not the 6 of 三十六."""
    return frozenset(Decimal(value) for value in values if value * 2 >= values[-1])


def _zh_parts(text: str) -> Iterator[Said]:
    return ((said, frozenset(values)) for said, values in number_words.chinese_parts(text))


def _en_parts(text: str) -> Iterator[Said]:
    """Without a third or a quarter that may be the third one, or three months."""
    found = number_words.english_parts(text)
    return ((said, frozenset(values)) for said, values in found if _EN_PART.match(said) and values[0] < 1)


def _zh_multiples(text: str) -> Iterator[Said]:
    return ((said, frozenset(values)) for said, values in number_words.chinese_multiples(text))


def _en_multiples(text: str) -> Iterator[Said]:
    return ((said, frozenset(values)) for said, values in number_words.english_multiples(text))


_KINDS = (
    Kind(frozenset("12"), _years(_ZH_YEAR), _years(_EN_YEAR), loose=False),
    Kind(frozenset("月"), _digits(_ZH_MONTH, 12), _month_names, loose=False),
    Kind(frozenset("日号"), _digits(_ZH_DAY, 31), _digits(_EN_DAY, 31)),
    Kind(frozenset("时:"), _hours(_ZH_CLOCK), _hours(_EN_CLOCK), loose=False),
    Kind(frozenset("第季首大五"), _zh_ordinals, _en_ordinals),
    Kind(frozenset("二两三四五六七八九十百千万亿"), _zh_counts, _en_counts),
    Kind(frozenset("分成半"), _zh_parts, _en_parts),
    Kind(frozenset("番倍"), _zh_multiples, _en_multiples),
)
