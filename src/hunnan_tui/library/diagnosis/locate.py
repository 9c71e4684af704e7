"""Where in a TOML text the keys stand: a path in the data to its line and column.

tomllib gives no positions. This reads TOML's structure and no values, and makes what it can of a broken text.
It is used only on files that have faults.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import NamedTuple

from hunnan_tui.library.fault import Path
from hunnan_tui.library.toml import MAX_DEPTH, TooDeep

# The possessive quantifiers keep every match linear, whatever the text. An unclosed string runs to the end of
# its line, or of the text if it may have several lines.
STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|""?(?!"))*+(?:"{3,5}|\\?\Z)'
    r"|'''[\s\S]*?(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_BARE = re.compile(r"[^\s=.,\[\]{}#\"']++")
_SCALAR = re.compile(r"[^,\]}#\n]*+")
_REST = re.compile(r"[^\n]*+")


class Place(NamedTuple):
    """A place in a text: line and column, both from 1, the column in characters."""

    line: int
    column: int


class Places:
    """The places of all keys and list entries of one TOML text; TooDeep if it nests too deeply."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._offsets: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        self._read()

    def find(self, path: Path) -> Place:
        """The place of the key or list entry at `path`, or of the nearest one around it that is there."""
        return self.place(self.offset(path))

    def offset(self, path: Path) -> int:
        """The place of `path`, as `find` gives it, as the offset of a character from the text's beginning."""
        while path and path not in self._offsets:
            path = path[:-1]
        return self._offsets.get(path, 0)

    def place(self, offset: int) -> Place:
        """The line and column of a character of the text."""
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)

    def _note(self, path: Path, offset: int) -> None:
        if len(path) > MAX_DEPTH:
            raise TooDeep(offset)
        self._offsets.setdefault(path, offset)

    def _read(self) -> None:
        table: Path = ()
        position = _end(_BLANK, self._text, 0)
        while position < len(self._text):
            if self._text.startswith("[", position):
                position, table = self._header(position)
            else:
                position = self._pair(position, table, top=True)
            position = _end(_BLANK, self._text, _end(_REST, self._text, position))

    def _header(self, position: int) -> tuple[int, Path]:
        """A line `[a.b]` or `[[a.b]]`: the position behind its keys, and the path of the table it opens."""
        repeated = self._text.startswith("[[", position)
        end, keys = self._keys(position + (2 if repeated else 1))
        path: Path = ()
        for number, (key, offset) in enumerate(keys, 1):
            path += (key,)
            self._note(path, offset)
            if repeated and number == len(keys):
                self._tables[path] = self._tables.get(path, -1) + 1
            if path in self._tables:
                path += (self._tables[path],)
                self._note(path, offset)
        return end, path

    def _pair(self, position: int, table: Path, *, top: bool = False) -> int:
        """`a.b = value`, the position behind it; always behind `position`."""
        end, keys = self._keys(position)
        path = table
        for key, offset in keys:
            path += (key,)
            self._note(path, offset)
        if self._text.startswith("=", end):
            end = self._value(_end(_SPACE, self._text, end + 1), path)
        if end == position and not top:
            return position + 1
        return end

    def _keys(self, position: int) -> tuple[int, list[tuple[str, int]]]:
        """The position behind a dotted key and the blanks after it, and its parts with their offsets."""
        keys: list[tuple[str, int]] = []
        while True:
            position = _end(_SPACE, self._text, position)
            match = STRING.match(self._text, position) or _BARE.match(self._text, position)
            if match is None:
                return position, keys
            keys.append((_key(match.group()), position))
            position = _end(_SPACE, self._text, match.end())
            if not self._text.startswith(".", position):
                return position, keys
            if len(keys) > MAX_DEPTH:
                raise TooDeep(keys[-1][1])
            position += 1

    def _value(self, position: int, path: Path) -> int:
        """The position behind the value that begins at `position`."""
        match self._text[position : position + 1]:
            case '"' | "'":
                return _end(STRING, self._text, position)
            case "[":
                return self._list(position + 1, path)
            case "{":
                return self._inline(position + 1, path)
            case _:
                return _end(_SCALAR, self._text, position)

    def _list(self, position: int, path: Path) -> int:
        index = 0
        while True:
            position = _end(_BLANK, self._text, position)
            if position >= len(self._text):
                return position
            if self._text[position] == "]":
                return position + 1
            self._note((*path, index), position)
            end = _end(_BLANK, self._text, self._value(position, (*path, index)))
            if self._text.startswith(",", end):
                end += 1
                index += 1
            position = max(end, position + 1)

    def _inline(self, position: int, path: Path) -> int:
        while True:
            position = _end(_BLANK, self._text, position)
            if position >= len(self._text):
                return position
            if self._text[position] == "}":
                return position + 1
            position = _end(_BLANK, self._text, self._pair(position, path))
            if self._text.startswith(",", position):
                position += 1


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Where the match of `pattern` at `position` ends; there if it does not match."""
    match = pattern.match(text, position)
    return match.end() if match else position


def _key(raw: str) -> str:
    """A key as the data has it: without quotes and escapes."""
    if raw[0] not in "\"'":
        return raw
    if "\\" in raw and raw[0] == '"':
        try:
            (key,) = tomllib.loads(f"{raw} = 0")
        except ValueError:
            return raw
        return key
    return raw[1:-1]
