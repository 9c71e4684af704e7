"""Numbers in Chinese characters, and in digits with such between them: 一百二十三 as 123, 1亿2000万 as 120000000."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_SIZES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000, "百": 100,
}  # fmt: skip
_SECTIONS = ((10**8, "亿"), (10**4, "万"), (1, ""))
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
LARGEST = 10**12
_PART = re.compile(rf"(\d[\d,]*(?:\.\d+)?)({'|'.join(_SIZES)})", re.ASCII)
# a numeral of one character is one only as an ordinal or before what is counted: 第三届, 十大
_COUNTED = "家个项台辆件份次届名位人大条座所款只套架艘场对组篇册批支户期轮级天年月岁倍层种类处门笔颗吨米元"
_NUMERAL = re.compile(
    # the 千 of 千瓦 is none
    f"(?:[零〇一二两三四五六七八九十百万亿]|千(?![瓦米克卡字])){{2,24}}|(?<=第)[一二三四五六七八九十]|[一二两三四五六七八九十](?=[{_COUNTED}])"
)
_DECIMAL = re.compile(
    "([零〇一二三四五六七八九十百千]{1,16})点([零〇一二三四五六七八九]{1,16})(?![零〇一二三四五六七八九十百千万亿])"
)
_YEAR = re.compile("[零〇一二三四五六七八九]{3,}")
_BEFORE_HAN = re.compile(r"(?<![^\u4e00-\u9fff])(\d{1,12})(?=[\u4e00-\u9fff])", re.ASCII)
_COMMAS = re.compile(r"(?<=\d),(?=\d{3})", re.ASCII)


def in_parts(text: str, at: int = 0) -> tuple[Decimal, int] | None:
    """A number of several parts that begins at `at`, and where it ends: each with its size, in falling order."""
    total, before, parts = Decimal(0), 10 * LARGEST, 0
    while (part := _PART.match(text, at)) and _SIZES[part[2]] < before:
        before = _SIZES[part[2]]
        total += Decimal(part[1].replace(",", "")) * before
        at, parts = part.end(), parts + 1
    return (total, at) if parts > 1 else None


def in_digits(text: str) -> str:
    """A folded text with its Chinese numerals in digits: 第二十届 as 第20届, 二〇二六年 as 2026年, 二点八八 as 2.88."""
    text = _DECIMAL.sub(lambda match: f"{_digits(match[1])}.{''.join(map(_digit, match[2]))}", text)
    return _NUMERAL.sub(lambda match: _digits(match[0]), text)


def in_chinese(text: str) -> str:
    """A folded text with the whole numbers before Chinese characters in such: 123家 as 一百二十三家."""
    return _BEFORE_HAN.sub(lambda match: chinese(int(match[1])), _COMMAS.sub("", text))


def _digits(numeral: str) -> str:
    plain = numeral.replace("〇", "零").replace("两", "二")
    if _YEAR.fullmatch(plain):
        return "".join(str(_DIGITS.index(digit)) for digit in plain)
    total, rest = 0, plain
    for size, name in _SECTIONS:
        head, sign, tail = rest.partition(name) if name else (rest, "", "")
        if sign or not name:
            total += size * _section(head)
            rest = tail
    # what is not written as it would be said is none: 三一, 百万
    return str(total) if chinese(total) in (plain, plain.removeprefix("一")) else numeral


def _digit(character: str) -> str:
    return str(_DIGITS.index(character.replace("〇", "零")))


def _section(numeral: str) -> int:
    total = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            total += (digit or 1) * next((size for size, name in _PLACES if name == character), 0)
            digit = 0
    return total + digit


def chinese(number: int) -> str:
    """A whole number below `LARGEST` in Chinese characters: 30083 as 三万零八十三."""
    written, gap = "", False  # whether a zero waits to be told
    for size, name in _SECTIONS:
        section = number // size % 10**4
        if not section:
            gap = bool(written)
            continue
        for place, unit in _PLACES:
            digit = section // place % 10
            if digit:
                written += ("零" if gap else "") + _DIGITS[digit] + unit
            gap = not digit and bool(written)
        written, gap = written + name, False
    return (written.removeprefix("一") if written.startswith("一十") else written) or "零"
