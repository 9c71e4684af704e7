"""Folding: what search treats as the same is made the same, character by character.

Width, case, accents and compatibility forms (NFKC), and traditional Chinese as simplified. `fold` keeps the text's
length wherever it can, so that a place in the folded text is a place in the text; `Folded` knows where it could not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

# Han characters, for use in a regular expression's class: the basic block, its first extension, 〇, compatibility
# forms and the supplementary planes.
_COMMON_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
HAN = _COMMON_HAN + "\uf900-\ufaff\U00020000-\U000323af"

# Characters of which each surely folds to exactly one.
_EVEN = re.compile(rf"[\x00-\x7f{_COMMON_HAN}\u3001-\u3011\uff01-\uff5e\u2010-\u2025]*")


class _Table(dict[int, str]):
    """A table for `str.translate` that works out what each character folds to when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


@cache
def _simplified() -> dict[str, str]:
    text = Path(__file__).with_name("traditional.txt").read_text("utf-8")
    variants, plain = text.split()
    return dict(zip(variants, plain, strict=True))


def _fold_character(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff":
        return _simplified().get(character, character)
    if "\ud800" <= character <= "\udfff":
        return " "
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    plain = "".join(part for part in decomposed if not unicodedata.combining(part))
    if plain == character or not plain:
        return plain
    return "".join(_simplified().get(part, part) for part in plain).replace("\u2044", "/")


_table = _Table({code: chr(code) for code in range(128)} | {code: chr(code + 32) for code in range(65, 91)})


def fold(text: str) -> str:
    """`text` as search compares it: ２８５３ as 2853, 瀋陽 as 沈阳, Café as cafe, ㎡ as m2."""
    return text.lower() if text.isascii() else text.translate(_table)


class Folded:
    """A folded text that knows which characters of the original each of its characters comes from."""

    __slots__ = ("_starts", "text")

    def __init__(self, original: str) -> None:
        self.text = fold(original)
        self._starts: list[int] | None = None
        if not original.isascii() and _uneven(original, self.text):
            starts = [0]
            for character in original:
                starts.append(starts[-1] + len(_table[ord(character)]))
            self._starts = starts

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's characters (start, end) that the folded text's characters (start, end) come from."""
        if self._starts is None:
            return start, end
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1)
        # combining marks after the last character belong to it
        while last < len(self._starts) - 1 and self._starts[last] == self._starts[last + 1]:
            last += 1
        return first, last


def _uneven(original: str, folded: str) -> bool:
    """Whether any character of the original folds to none or to several."""
    if len(original) != len(folded):
        return True
    return _EVEN.fullmatch(original) is None and any(
        len(_table[ord(character)]) != 1 for character in original
    )
