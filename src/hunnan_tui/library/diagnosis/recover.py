"""Reading on after broken TOML: what is wrong in the text, and the data of what is left of it.

tomllib stops at the first mistake. Here the statement with the mistake is blanked and the rest read again, so
that one mistake does not hide the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from hunnan_tui.library.diagnosis.locate import Places
from hunnan_tui.library.diagnosis.statements import Statement, statements
from hunnan_tui.library.diagnosis.syntax import explain, typed
from hunnan_tui.library.fault import MAX_FAULTS, Problem
from hunnan_tui.library.toml import Data, TooDeep, parse

_AT = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)")
_LONG_INTEGER = re.compile(r"(?<![\w.])\d[\d_]{4000,}")
_ATTEMPTS = 100
_BUDGET = 4 * 1024 * 1024
"""The most characters that are parsed again, over all attempts: it bounds the time."""


class Remains:
    """What can be read of a text that is not TOML.

    `mistakes` are what is wrong with the text. `data` is what the rest of it says, None where nothing could
    be made of it. `text` is that rest, every character in its old place.
    """

    def __init__(self, text: str) -> None:
        self.text, self.mistakes = typed(text)
        self.data: Data | None = None
        self._statements: list[Statement] = []
        self._lost: dict[int, str] = {}
        self._damaged: set[int] = set()
        for statement in statements(self.text):
            self._statements.append(statement)
            if statement.mistake:
                self.mistakes.append(statement.mistake)
            if len(self.mistakes) > MAX_FAULTS:
                return
        self._starts = [statement.start for statement in self._statements]
        self._headers = [number for number, start in enumerate(self._starts) if self.text[start] == "["]
        self._names = [self._name(number) for number in self._headers]
        self._lose([number for number, statement in enumerate(self._statements) if statement.mistake])
        for _ in range(max(1, min(_ATTEMPTS, _BUDGET // (len(text) + 1)))):
            try:
                self.data = parse(self.text)
            except TooDeep:
                return
            except ValueError as error:
                offset, reason = self._offset(str(error))
                number = max(bisect_right(self._starts, offset) - 1, 0)
                if number in self._lost or not self._statements:
                    return
                self.mistakes.append(explain(self.text, offset, reason, self._statements[number]))
                self._lose([number])
            else:
                return

    def believable(self, problem: Problem, places: Places) -> bool:
        """Whether `problem` of the data would be there without the mistakes: what it misses was not lost."""
        if problem.code == "missing-field":
            number = bisect_right(self._starts, places.offset(problem.path)) - 1 if problem.path else -1
            if number >= 0 and not self._is_header(number):
                return True  # of a table within a statement that was read
            return self._table(number) not in self._damaged
        if problem.code in ("unknown-source", "unknown-item"):
            name = str(problem.params["found"]).rpartition("/")[2]
            return not any(name in lost for lost in self._lost.values())
        return True

    def _table(self, number: int) -> int:
        """Which header a statement is or stands below: the header's place among headers from 1, else 0."""
        return bisect_right(self._headers, number)

    def _is_header(self, number: int) -> bool:
        table = self._table(number)
        return table > 0 and self._headers[table - 1] == number

    def _name(self, header: int) -> str:
        statement = self._statements[header]
        return self.text[statement.start : statement.end].strip("[] \t").partition("]")[0]

    def _offset(self, error: str) -> tuple[int, str]:
        """Where tomllib found an error, and its reason."""
        if match := _AT.search(error):
            if match[1] is None:
                return len(self.text), error[: match.start()]
            offset = 0
            for _ in range(int(match[1]) - 1):
                offset = self.text.index("\n", offset) + 1
            return offset + int(match[2]) - 1, error[: match.start()]
        # Python refuses to read integers of thousands of digits, without saying where.
        long = _LONG_INTEGER.search(self.text)
        return long.start() if long else 0, error

    def _lose(self, numbers: list[int]) -> None:
        """Blank statements; with a header everything below it and the tables inside its table."""
        lost = {below for number in numbers for below in self._with(number)}
        parts, end = [], 0
        for number in sorted(lost - self._lost.keys()):
            statement = self._statements[number]
            self._lost[number] = self.text[statement.start : statement.end]
            self._damaged.add(self._table(number))
            parts += [self.text[end : statement.start], re.sub(r"[^\n]", " ", self._lost[number])]
            end = statement.end
        self.text = "".join([*parts, self.text[end:]])

    def _with(self, number: int) -> Iterable[int]:
        """A statement and, if it is a header, what falls with it."""
        if not self._is_header(number):
            return [number]
        after = self._table(number)
        name = f"{self._names[after - 1]}."
        while after < len(self._headers) and self._names[after].startswith(name):
            after += 1
        return range(number, self._headers[after] if after < len(self._headers) else len(self._statements))
