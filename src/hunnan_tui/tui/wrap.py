"""Breaking text into lines by the rules of Chinese and English typesetting.

No line begins with a closing mark (，。、》”％) or ends with an opening one (《“（); a number stays with its unit and
with its qualification; a Latin word is broken only where it is longer than a line.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

_CLOSING = "，。、；：？！）】》」』〉”’…％%‰,.;:?!)]}·—"
_OPENING = "（《“‘【「『〈([{"
_UNITS = "百千万亿元家个项名人台辆吨位年月日倍％%‰件份次种条座所户度级"
_TOKEN = re.compile(
    rf"[0-9０-９][0-9０-９,.:/\-]*(?:[{_UNITS}]{{1,4}})?"  # a number and its unit
    r"|[A-Za-z\u00c0-\u024f0-9_@#&'’+\-./:=?~]+"  # a word, an address
    r"|\s+"
    r"|.",
    re.DOTALL,
)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of `text` at most `width` cells wide, as spans (start, end) that leave out the spaces at their ends.

    There is at least one line; line feeds are spaces here: callers wrap line by line.
    """
    width = max(width, 2)
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for first, last in _chunks(text):
        size = cell_len(text[first:last])
        blank = text[first:last].isspace()
        if used + size <= width or (blank and used):
            if not used:
                start = first
            used += size
            if not blank:
                end = last
            continue
        if used:
            lines.append((start, end))
            used = 0
        if blank:
            continue
        start = first
        while size > width:  # longer than a line: an address, a word in a narrow pane
            cut = _cut(text, start, last, width)
            lines.append((start, cut))
            start = cut
            size = cell_len(text[start:last])
        used, end = size, last
    if used and end > start:
        lines.append((start, end))
    return lines or [(0, 0)]


def _chunks(text: str) -> list[tuple[int, int]]:
    """The pieces between which a line may break."""
    chunks: list[tuple[int, int]] = []
    glue = False
    for match in _TOKEN.finditer(text):
        token = match.group()
        closing = token[0] in _CLOSING and len(token) == 1
        if chunks and (glue or closing) and not token.isspace() and not text[chunks[-1][0] : chunks[-1][1]].isspace():
            chunks[-1] = (chunks[-1][0], match.end())
        else:
            chunks.append(match.span())
        glue = token[-1] in _OPENING
    return chunks


def _cut(text: str, start: int, end: int, width: int) -> int:
    """Where to cut a piece that is wider than a line: after as many characters as fit, at least one."""
    used = 0
    for place in range(start, end):
        used += cell_len(text[place])
        if used > width:
            return max(place, start + 1)
    return end
