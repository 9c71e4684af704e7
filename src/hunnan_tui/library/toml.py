"""TOML as briefings use it: tomllib, with exact decimals and a bound on nesting."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

Data = dict[str, Any]
"""A TOML table."""

MAX_DEPTH = 32
"""The most keys and list positions from the top of a file to a value; a briefing needs eight."""

_TOO_LARGE = Decimal("1e1000")


class TooDeep(Exception):
    """A text nests deeper than MAX_DEPTH; `offset` is the character at which it begins to."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def parse(text: str) -> Data:
    """The data of a TOML text with line feeds as line ends; ValueError if it is not TOML, TooDeep.

    Decimals are exact as printed. Nesting that tomllib bears is not measured here: such a text is no
    briefing, and `locate` measures it when it looks for the lines of its faults.
    """
    # A dotted key takes tomllib time with the square of its length.
    if any(line.count(".") > MAX_DEPTH for line in text.split("\n")):
        _measure(text)
    import tomllib  # a start that finds no file changed reads none

    try:
        return tomllib.loads(text, parse_float=_exact)
    except RecursionError:
        _measure(text)
        raise TooDeep(0) from None


def _measure(text: str) -> None:
    from hunnan_tui.library.diagnosis.locate import Places

    Places(text)


def _exact(text: str) -> Decimal:
    """A decimal as printed; one whose exponent no Decimal holds becomes one that is too large as well."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return _TOO_LARGE


def tables(data: Data, name: str) -> Iterator[tuple[tuple[str | int, ...], Data]]:
    """The tables in the list `name` of `data`, each with its path; a single table counts as a list of one."""
    entries = data.get(name)
    if isinstance(entries, dict):
        yield (name,), entries
    elif isinstance(entries, list):
        for index, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield (name, index), entry
