"""Breaking text into lines by the rules of Chinese and English typesetting.

No line begins with a closing mark (，。、》”％) or ends with an opening one (《“（); a number stays with its unit and
with its qualification; a Latin word is broken only where it is longer than a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSING = "，。、；：？！）】》」』〉”’…％%‰,.;:?!)]}·—"
_OPENING = "（《“‘【「『〈([{"
_UNITS = (
    "百千万亿元币家个项名人台辆吨位年月日倍％%‰件份次种条座所户度级平方米公里瓦时兆吉厘毫微纳顷亩立升天小分钟秒克斤点"
)
_QUALIFIED = "超过?|约|近|逾|达|第|不少于|不低于|至少|最高|(?:over|about|nearly|at least|up to|CNY|USD|No\\.) "
_TOKEN = (
    rf"(?:{_QUALIFIED})?[0-9０-９][0-9０-９,.:/\-]*"  # a number with its qualification
    rf"(?:[{_UNITS}]{{1,5}}| (?:million|billion|trillion)\b)?"  # and its unit
    r"|[A-Za-z\u00c0-\u024f0-9_@#&'’+\-./:=?~]+"  # a word, an address
    r"| ·(?= )"  # between two things: it stays with the first
    r"|\s+"
    r"|."
)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of `text` at most `width` cells wide, as spans (start, end) that leave out the spaces at their ends.

    There is at least one line; line feeds are spaces here: callers wrap line by line.
    """
    width = max(width, 2)
    if _cells(text) <= width:
        return [(0, len(text.rstrip()))]
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for first, last, blank in _chunks(text):
        size = _cells(text[first:last])
        if blank:
            used += size
            continue
        if used + size > width:
            if end > start:
                lines.append((start, end))
            start, used = first, 0
        if size > width:  # longer than a line: an address, a word in a narrow pane
            for place in range(first, last):
                cells = _cell(text[place])
                if used + cells > width:
                    space = text.rfind(" ", start + 1, place)  # in a number with its unit
                    lines.append((start, place if space < 0 else space))
                    start = place if space < 0 else space + 1
                    used = _cells(text[start:place])
                used += cells
        else:
            used += size
        end = last
    if end > start:
        lines.append((start, end))
    return lines or [(0, 0)]


def _chunks(text: str) -> Iterator[tuple[int, int, bool]]:
    """The pieces between which a line may break: from, to, and whether it is nothing but spaces."""
    first = last = 0
    blank = glue = False
    for match in re.finditer(_TOKEN, text, re.DOTALL):
        token = match.group()
        closing = token == " ·" or (len(token) == 1 and (token in _CLOSING or not cell_len(token)))
        if token.isspace() or blank or not (glue or closing):
            if last > first:
                yield first, last, blank
            first = last
        last, blank, glue = match.end(), token.isspace(), token[-1] in _OPENING
    if last > first:
        yield first, last, blank


def _cells(text: str) -> int:
    """How many cells `text` takes, or one more for each sign that may widen the character before it."""
    return cell_len(text) if "\ufe0f" not in text and "\u200d" not in text else sum(map(_cell, text))


def _cell(char: str) -> int:
    return 1 if char == "\ufe0f" else cell_len(char)
