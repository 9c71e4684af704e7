"""Faults of briefing files: what is wrong, where, and what to write instead, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from msgspec import Struct

from hunnan_tui.model.text import Language, visible_line

Path = tuple[str | int, ...]
"""The way from the top of a briefing's data to a value: keys, and positions in lists from 0."""

MAX_FAULTS = 500
"""The most faults that are told of one file."""

_SHOWN = 80
"""The most characters that a fault quotes."""
_COMPARED = 40
"""The most known words that an unknown one is compared with letter by letter, which is slow."""


class Problem(NamedTuple):
    """A fault before its line is known. A parameter may be a path: it becomes that value's line number."""

    path: Path
    code: str
    params: Mapping[str, str | Path]


class Fault(Struct, frozen=True):
    """One thing that is wrong with a briefing file.

    `message` and `remedy` take the language to speak; what they quote from the file is safe to show.
    """

    file: str
    """The file, as it was asked for."""
    line: int
    """The line, from 1; 1 too where the file as a whole is at fault."""
    column: int | None
    """The column in characters, from 1, where it is known."""
    path: str
    """Where in the data: `metrics[3].observations[0].unit`; empty for the whole file."""
    code: str
    """The kind of fault, as in `fault_texts.TEXTS`."""
    params: dict[str, str] = {}
    """What the texts quote."""

    @property
    def where(self) -> str:
        """`file:line` or `file:line:column`."""
        column = "" if self.column is None else f":{self.column}"
        return visible_line(f"{self.file}:{self.line}{column}")

    def message(self, language: Language = "en") -> str:
        """What is wrong: a sentence without its full stop."""
        from hunnan_tui.library.fault_texts import TEXTS

        return _fill(TEXTS[self.code][0 if language == "en" else 2], self.params, language)

    def remedy(self, language: Language = "en") -> str:
        """What to write instead: sentences without the last full stop."""
        from hunnan_tui.library.fault_texts import NEAR, TEXTS

        hint = NEAR[0 if language == "en" else 1] if "near" in self.params else ""
        return _fill(hint + TEXTS[self.code][1 if language == "en" else 3], self.params, language)

    def text(self, language: Language = "en") -> str:
        """The whole fault on one line: place, what is wrong, what to write instead."""
        stop, end = (". ", ".") if language == "en" else ("。", "。")
        return f"{self.where}: {self.message(language)}{stop}{self.remedy(language)}{end}"


def whole(name: str, code: str, line: int = 1, **params: str) -> Fault:
    """A fault of a file as a whole, or of a whole line; the parameters may be anything."""
    return Fault(name, line, None, "", code, {key: shown(value) for key, value in params.items()})


def shown(value: Any) -> str:
    """A value of a file as a fault quotes it: on one line, harmless and short."""
    if isinstance(value, int) and value.bit_length() > 300:  # Python refuses to write very long integers
        return "…"
    text = value if isinstance(value, str) else str(value)
    line = visible_line(text[: _SHOWN + 1])
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def written(path: Path) -> str:
    """A path as people read it: `metrics[3].observations[0].unit`, positions from 0."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in path)
    return text.removeprefix(".")


def near(word: str, known: Iterable[Any]) -> dict[str, str]:
    """The one of `known` that is most like `word`, as the parameter `near`; nothing if none is."""
    import difflib
    import heapq

    word = word[:_SHOWN].lower()
    candidates = (entry for entry in islice(known, 50 * _COMPARED) if isinstance(entry, str))
    alike = heapq.nsmallest(_COMPARED, candidates, lambda w: (w[:3] != word[:3], abs(len(w) - len(word))))
    matches = difflib.get_close_matches(word, alike, n=1, cutoff=0.6)
    return {"near": shown(matches[0])} if matches else {}


def kind_of(value: Any) -> str:
    """What a value is, as a word that faults translate."""
    match value:
        case bool():
            return "@boolean"
        case str():
            return "@text"
        case int() | Decimal():
            return "@number"
        case datetime():
            return "@time"
        case date():
            return "@date"
        case time():
            return "@clock"
        case list():
            return "@list"
        case _:
            return "@table"


def key_name(path: Path) -> str:
    """The name of the value at `path`; an entry of a list has the list's."""
    return next((shown(part) for part in reversed(path) if isinstance(part, str)), "")


def _fill(template: str, params: dict[str, str], language: Language) -> str:
    words = {name: _word(value, language) for name, value in params.items()}
    return template.format_map(words)


def _word(value: str, language: Language) -> str:
    """A parameter as it is shown: `@list` and the like are our own words, to be translated."""
    from hunnan_tui.library.fault_texts import WORDS

    if value in WORDS:
        return WORDS[value][0 if language == "en" else 1]
    return value
