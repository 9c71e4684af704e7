"""Letters of which some are initials and others syllables, as input methods take them: fnengjm, hunnankjc, zhguo."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST, LONGEST = 4, 40  # letters of which some may be initials and others syllables

MOST_WAYS, _MOST_TRIED = 6, 64

_TWO_LETTERS = ("zh", "ch", "sh")

Part = str | tuple[str, ...]
"""A letter that a syllable begins with, or the syllables that letters may stand for."""


@lru_cache(maxsize=512)
def abbreviated(letters: str) -> tuple[tuple[Part, ...], ...]:
    """The ways to part `letters` (a to z) into initials and syllables, the last of these perhaps in part.

    Syllables have two letters or more; initials have one, or are zh, ch, sh and then stand for the syllables that begin
    so. The likeliest ways, those of fewest parts. None where the letters are pinyin in full but for the last syllable.
    """
    if not SHORTEST <= len(letters) <= LONGEST or pinyin.spellings(letters) or pinyin.spellings(letters, partial=True):
        return ()
    least = 2 if letters.startswith(_TWO_LETTERS) else 3  # plan is not p and lan
    ways = (way for way in _partings(letters) if len(way) >= least and any(isinstance(part, tuple) for part in way))
    return tuple(sorted(islice(ways, _MOST_TRIED), key=len)[:MOST_WAYS])


def _partings(letters: str) -> Iterator[tuple[Part, ...]]:
    size = len(letters)
    to: dict[int, list[tuple[int, Part]]] = {size: []}  # from places that lie on a way to the end
    for start in reversed(range(size)):
        ends = (end for end in range(min(start + 6, size), start, -1) if end in to)
        if steps := [(end, part) for end in ends if (part := _part(letters[start:end], last=end == size))]:
            to[start] = steps

    def walk(at: int) -> Iterator[tuple[Part, ...]]:
        if at == size:
            yield ()
        for end, part in to.get(at, ()):
            yield from ((part, *rest) for rest in walk(end))

    return walk(0)


@lru_cache(maxsize=1024)
def _part(letters: str, *, last: bool) -> Part:
    if len(letters) == 1:
        return letters if letters in pinyin.INITIALS else ""
    return pinyin.completions(letters) if last or letters in _TWO_LETTERS else pinyin.whole(letters)
