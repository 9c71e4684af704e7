"""The statements of a text that need not be TOML, and what is wrong with their strings and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hunnan_tui.library.diagnosis.locate import STRING
from hunnan_tui.library.toml import MAX_DEPTH

_TOKEN = re.compile(rf"#[^\n]*|{STRING.pattern}|[\[\]{{}}\n]|[^\[\]{{}}\n#\"']+")
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*+)*+")
_NAME = r"[^\s\[\]{}=,#][^\[\]{}\n=,]*"
_HEADER_LINE = re.compile(rf"[ \t]*(?:\[[ \t]*{_NAME}\]|\[\[[ \t]*{_NAME}\]\])[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_KEY_LINE = re.compile(r"[ \t]*[^\s=\[\]{}\"',#]++[ \t]*=")
_CLOSES = {"]": "[", "}": "{"}


class Mistake(NamedTuple):
    """Something that TOML does not allow: the character's offset, the fault's code and its parameters."""

    offset: int
    code: str
    params: dict[str, str]


class Statement(NamedTuple):
    """A header or a key with its value: from its first character to the end of its last line.

    `mistake` is a string or bracket in it that is not closed, if there is one.
    """

    start: int
    end: int
    mistake: Mistake | None


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text that need not be TOML, as well as they can be told apart."""
    position = _skip(text, 0)
    while position < len(text):
        statement = _statement(text, position)
        yield statement
        position = _skip(text, statement.end)


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _statement(text: str, start: int) -> Statement:
    opened: list[int] = []
    mistake: Mistake | None = None
    for token in _TOKEN.finditer(text, start):
        mark, end = token.group(), token.end()
        if mark[0] in "\"'":
            mistake = mistake or _string_mistake(text, token.start(), end)
        elif mark == "\n":
            if not opened:
                return Statement(start, token.start(), mistake)
            in_list = text[opened[-1]] == "["
            if _HEADER_LINE.match(text, end) or (in_list and _KEY_LINE.match(text, end)):
                break
        elif mark in ("[", "{"):
            opened.append(token.start())
            if len(opened) > MAX_DEPTH:
                mistake = mistake or Mistake(token.start(), "too-deep", {"limit": str(MAX_DEPTH)})
                break
        elif mark in _CLOSES and opened:
            if text[opened[-1]] != _CLOSES[mark]:
                break
            opened.pop()
    if not opened:
        return Statement(start, len(text), mistake)
    return Statement(start, _resume(text, start), mistake or _unclosed(text, start, opened[-1]))


def _string_mistake(text: str, start: int, end: int) -> Mistake | None:
    """What is wrong with the string that STRING found in `text[start:end]`, if anything."""
    mark = text[start]
    quotes = mark * 3 if text.startswith(mark * 3, start) else mark
    string = text[start:end]
    escaped = mark == '"' and re.search(r"(?<!\\)(?:\\\\)*\\" + quotes + r"\Z", string)
    if len(string) < 2 * len(quotes) or not string.endswith(quotes) or escaped:
        return Mistake(start, "unclosed-string", {"write": quotes})
    if re.match(r"[^\s,=.\]}#:]", text[end : end + 1]):
        return Mistake(end, "quotes-in-string", {})
    return None


def _resume(text: str, start: int) -> int:
    """The end of the last line of a broken statement: the next line is a header or begins with a key."""
    end = line_end(text, start)
    while end < len(text) and not (_HEADER_LINE.match(text, end + 1) or _KEY_LINE.match(text, end + 1)):
        end = line_end(text, end + 1)
    return end


def line_end(text: str, position: int) -> int:
    """Where the line of a character ends: its line feed, or the end of the text."""
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _unclosed(text: str, start: int, opened: int) -> Mistake:
    if text[start] == "[":
        return Mistake(start, "bad-header", {})
    bracket = text[opened]
    return Mistake(opened, "unclosed-bracket", {"bracket": bracket, "write": "]" if bracket == "[" else "}"})
