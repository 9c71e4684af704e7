"""Chinese as it is typed without blanks: words parted at signs, and at what only asks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hunnan_tui.library.fold import HAN

if TYPE_CHECKING:
    from hunnan_tui.library.query import Word

_SIGNS = re.compile(rf"(?<=[{HAN}])[^\w\s]+|[^\w\s]+(?=[{HAN}])")
# What is counted belongs to the question, but for the beginning of a longer word: 多少家企业, 多少人才, 多少项目.
_COUNTED = "(?:[个位元米年台条座]|家(?!庭)|项(?!目)|人(?![才员口工均])|名(?![称校企牌])|公里)"
_ASKING = re.compile(
    f"请问|什么时候|什么是|是什么|什么|(?:[有是占达约]|一共|总共){{0,2}}(?:多少|哪些)(?:[亿万]?{_COUNTED})?"
    f"|有几{_COUNTED}|有?(?<![更许众诸很])多[大长高]$|是?[排位]?第几[位名]?|(?<!任)何时|了?[吗呢]$"
)


def parts(word: Word) -> list[Word]:
    """A word as it is, or, where signs or questions part Chinese characters from what is beside them, its parts."""
    found: list[Word] = []
    start = 0
    asking = [*_ASKING.finditer(word.text.rstrip("?？"))]
    for sign in [*sorted([*_SIGNS.finditer(word.text), *asking], key=lambda sign: sign.start()), None]:
        part = word.text[start : sign.start() if sign else None]
        if part or (sign is None and not found):
            found.append(replace(word, text=part, start=word.end - len(word.text) + start))
            found[-1] = replace(found[-1], end=found[-1].start + len(part))
        start = sign.end() if sign else 0
    several = len(found) > 1 or (asking and found[0].text)
    return found if several and not word.exclude else [word]
