"""Whether an item has enough of a word to be meant by it: most of its characters, close together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hunnan_tui.library.fold import HAN, fold

if TYPE_CHECKING:
    from hunnan_tui.library import plan
    from hunnan_tui.library.candidate import Candidate

IN_TITLE, IN_TEXT = 0.6, 0.66
"""The share of a word that a title or a name, and any other text, must have."""
SHORTEST_IN_TEXT = 4  # characters from which on a text has a part of a word by no mere chance
_FURTHER = 3  # characters that may stand between those of a word
_LETTERS = 2.5  # of pinyin, that a character is written with
_NAMED = range(3)  # the columns of titles and names
_HAN = re.compile(f"[{HAN}]")


def has_enough(candidate: Candidate, word: plan.WordPlan, pieces: list[plan.WordPlan]) -> bool:
    """Whether an item has `word`, or as much of it in one place as makes it likely that it is meant."""
    if len(pieces) == 1 and pieces[0].word == word.word:
        return candidate.rank(pieces[0].forms) is not None
    text = fold(word.word.text)
    size = len(text) if _HAN.search(text) else len(text) / _LETTERS
    placed = _placed(text, pieces)
    scattered = all(len(has) == 1 for _, has in placed)  # an abbreviation, if it is anything
    for column, shown in enumerate(candidate.texts):
        named = column in _NAMED
        if shown and (named or (size >= SHORTEST_IN_TEXT and not scattered)):
            least = 1 if scattered else IN_TITLE if named else IN_TEXT
            if _closest(candidate, column, text, placed, round(size) + _FURTHER) >= least * len(text):
                return True
    return False


def _placed(text: str, pieces: list[plan.WordPlan]) -> list[tuple[plan.WordPlan, range]]:
    """The pieces of a word with their places in it."""
    found = []
    for piece in pieces:
        part = fold(piece.word.text).replace("'", "")
        if (at := text.find(part)) >= 0:
            found.append((piece, range(at, at + len(part))))
    return found


def _closest(
    candidate: Candidate, column: int, text: str, placed: list[tuple[plan.WordPlan, range]], width: int
) -> int:
    """How many characters of a word stand within `width` characters of a column, around a piece of it, at most."""
    shown = candidate.texts[column] or ""
    places = [(start, end, has) for piece, has in placed for start, end in candidate.places(column, piece.forms)]
    most = 0
    for begin in {at for start, end, _ in places for at in range(max(0, end - width), start + 1)}:
        window = shown[begin : begin + width]
        inside = {at for at, character in enumerate(text) if character in window and _HAN.match(character)}
        inside.update(at for start, end, has in places if begin <= start and end <= begin + width for at in has)
        most = max(most, len(inside))
    return most
