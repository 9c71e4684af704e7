"""Pinyin: how typed letters part into syllables, and which syllables a Chinese character is read with in its word.

The table of readings is loaded when a text's readings are first asked for; parting letters needs only a constant.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# The 410 syllables of standard Chinese, by what they begin with; ü after l and n is v.
_FINALS = """
 a ai an ang ao e ei en eng er o ou
b a ai an ang ao ei en eng i ian iao ie in ing o u
c a ai an ang ao e en eng i ong ou u uan ui un uo
ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
d a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
f a an ang ei en eng o ou u
g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j i ia ian iang iao ie in ing iong iu u uan ue un
k a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve
m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
n a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve
p a ai an ang ao ei en eng i ian iao ie in ing o ou u
q i ia ian iang iao ie in ing iong iu u uan ue un
r an ang ao e en eng i ong ou u ua uan ui un uo
s a ai an ang ao e en eng i ong ou u uan ui un uo
sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
t a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
w a ai an ang ei en eng o u
x i ia ian iang iao ie in ing iong iu u uan ue un
y a an ang ao e i in ing o ong ou u uan ue un
z a ai an ang ao e ei en eng i ong ou u uan ui un uo
zh a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
"""
SYLLABLES = frozenset(
    initial + final
    for initial, *finals in (line.split(" ") for line in _FINALS.strip("\n").split("\n"))
    for final in finals
)
INITIALS = "abcdefghjklmnopqrstwxyz"
"""The letters that syllables begin with: none with i, u or v."""

# How many ways of parting one stretch of letters are looked at.
MOST_SPELLINGS = 12
# Letters of one run that are looked at as pinyin: longer runs are no pinyin.
MOST_LETTERS = 120

# Characters of the longest word in the table of readings.
LONGEST_WORD = 6

Spelling = tuple[tuple[str, ...], ...]
"""The syllables that letters may stand for, in their order: for each place, those that would fit."""


@cache
def completions(prefix: str) -> tuple[str, ...]:
    """The syllables that begin with `prefix`, ü typed as v or as u, shortest first."""
    forms = {prefix, re.sub("^([ln])u", r"\1v", prefix), re.sub("^([jqxy])v", r"\1u", prefix)}
    found = {syllable for form in forms for syllable in _beginnings().get(form, ())}
    return tuple(sorted(found, key=lambda syllable: (len(syllable), syllable)))


@cache
def _beginnings() -> dict[str, list[str]]:
    """The syllables by each of their beginnings."""
    found: dict[str, list[str]] = {}
    for syllable in SYLLABLES:
        for length in range(1, len(syllable) + 1):
            found.setdefault(syllable[:length], []).append(syllable)
    return found


@cache
def whole(letters: str) -> tuple[str, ...]:
    """The syllables that `letters` write in full: lu writes lu and lü, lv writes lü."""
    forms = (letters, re.sub("^([ln])u(e?)$", r"\1v\2", letters), re.sub("^([jqxy])v", r"\1u", letters))
    return tuple(dict.fromkeys(form for form in forms if form in SYLLABLES))


@lru_cache(maxsize=512)
def spellings(letters: str, *, partial: bool = False) -> tuple[tuple[Spelling, ...], ...]:
    """Every way in which `letters` (a to z, and ' between syllables) part into syllables.

    The letters are first cut into stretches where every way parts them anyway, so that a long run does not have
    thousands of ways; the result gives the ways of each stretch, in their order, and is empty if there are none.
    With `partial`, the last syllable is one that is typed in part (`hunn`, also `xing` for xin g…); without, in full.
    """
    if len(letters) > MOST_LETTERS:
        return ()
    edges = _lattice(letters, partial)
    if not edges:
        return ()
    crossed = {at for start, end in edges for at in range(start + 1, end)}
    cuts = [at for at in range(1, len(letters)) if at not in crossed and letters[at] != "'"]
    stretches, start = [], 0
    ways = _ways(edges, 0, len(letters), letters)
    if len(ways) <= MOST_SPELLINGS:
        return (tuple(ways),)
    for end in [*cuts, len(letters)]:
        # a syllable typed in part stays with the one before it: alone it would fit nearly everything
        if end == len(letters) or (end - start >= 8 and not (partial and len(letters) - end < 6)):
            stretches.append(tuple(_ways(edges, start, end, letters)[:MOST_SPELLINGS]))
            start = end
    return tuple(stretches)


Edges = dict[tuple[int, int], tuple[str, ...]]


def _lattice(letters: str, partial: bool) -> Edges:
    """The syllables between two places of `letters` that lie on a way from the beginning to the end."""
    size = len(letters)
    edges: Edges = {}
    for start in range(size):
        for end in range(start + 1, min(start + 6, size) + 1):
            piece = letters[start:end]
            if end == size and partial:
                full = whole(piece)
                fits = tuple(syllable for syllable in completions(piece) if syllable not in full)
            elif piece == "'":
                fits = ("",)
            else:
                fits = whole(piece)
            if fits:
                edges[start, end] = fits
    forward, backward = {0}, {size}
    for start, end in sorted(edges):
        if start in forward:
            forward.add(end)
    for start, end in sorted(edges, reverse=True):
        if end in backward:
            backward.add(start)
    return {(a, b): fits for (a, b), fits in edges.items() if a in forward and b in backward}


def _ways(edges: Edges, start: int, end: int, letters: str) -> list[Spelling]:
    """The ways from `start` to `end`, longest syllables first, at most one more than `MOST_SPELLINGS`."""
    found: list[Spelling] = []

    def walk(at: int, so_far: Spelling) -> None:
        if len(found) > MOST_SPELLINGS:
            return
        if at == end:
            found.append(so_far)
            return
        for to in range(min(at + 6, end), at, -1):
            fits = edges.get((at, to))
            if fits is not None:
                walk(to, so_far if letters[at:to] == "'" else (*so_far, fits))

    walk(start, ())
    return found


class Readings:
    """A table of readings: `alone` of single characters, `words` of words, both of folded text.

    Where several readings of a character are right, they stand together, parted by |, the likeliest first.
    `rivals` has, of words, the characters which, standing before or behind them, may make a common word with their
    first or last one: before 目的 the 项 of 项目, so that 项目的 may be 项目 and 的.
    """

    def __init__(
        self,
        alone: dict[str, str],
        words: dict[str, tuple[str, ...]],
        rivals: dict[str, tuple[str, str]] | None = None,
    ) -> None:
        self.words = words
        self._rivals = rivals or {}
        self._alone = _Alone(alone)
        self._pairs: set[str] = set()
        self._open: set[str] = set()
        self._ever: dict[str, str] = {}
        self._know(words)

    def add(self, word: str, readings: tuple[str, ...]) -> None:
        """Take a further word into the table."""
        self.words[word] = readings
        self._know({word: readings})

    def _know(self, words: dict[str, tuple[str, ...]]) -> None:
        run = "\n".join(words)
        self._pairs.update(map(add, run, run[1:]))
        for character, reading in dict.fromkeys(zip("".join(words), chain.from_iterable(words.values()), strict=True)):
            if self._alone[character] != reading:
                self._open.add(character)
                known = self.ever(character)
                self._ever[character] = f"{known}|{reading}" if known else reading

    def of(self, text: str) -> list[str]:
        """The readings of each character of the folded `text`; empty for characters that are not Chinese.

        A character that stands in a word of the table is read as the longest such word reads it; where words of
        equal length differ, as all of them do; where a rival may take a single one apart, as that leaves it, too.
        """
        found = list(map(self._alone.__getitem__, text))
        for character in self._open.intersection(text):
            at = text.find(character)
            while at >= 0:
                found[at] = self._in_word(text, at) or found[at]
                at = text.find(character, at + 1)
        return found

    def at(self, text: str, at: int) -> str:
        """The readings of one character of `text`, as `of` gives them."""
        character = text[at]
        return (self._in_word(text, at) if character in self._open else "") or self._alone[character]

    def ever(self, character: str) -> str:
        """The readings that a folded character has, alone or in any word."""
        return self._ever.get(character) or self._alone[character]

    def _in_word(self, text: str, at: int) -> str:
        # a word of the table lies within the stretch whose pairs all are pairs of such words
        first, end = at, at + 1
        while first > 0 and text[first - 1 : first + 1] in self._pairs:
            first -= 1
        while end < len(text) and text[end - 1 : end + 1] in self._pairs:
            end += 1
        for length in range(min(LONGEST_WORD, end - first), 1, -1):
            found = []
            for start in range(max(first, at - length + 1), min(at, end - length) + 1):
                word = self.words.get(text[start : start + length])
                if word is not None:
                    found.append(word[at - start])
                    last = start
            if len(found) == 1 and (rivals := self._rivals.get(text[last : last + length])):
                found += self._taken_apart(rivals, text, last, last + length, at)
            if found:
                return found[0] if len(found) == 1 else "|".join(dict.fromkeys("|".join(found).split("|")))
        return ""

    def _taken_apart(self, rivals: tuple[str, str], text: str, start: int, end: int, at: int) -> Iterator[str]:
        """How the character at `at` reads, too, where a rival takes apart its word, from `start` to `end`."""
        before, after = rivals
        if start and text[start - 1] in before:
            yield from self._beside(text, start - 1, at)
        if end < len(text) and text[end] in after:
            yield from self._beside(text, end - 1, at)

    def _beside(self, text: str, pair: int, at: int) -> Iterator[str]:
        """How the character at `at` reads where the two from `pair` on are a word."""
        alone = self._alone[text[at]]
        if not pair <= at < pair + 2:
            yield alone
        elif readings := self.words.get(text[pair : pair + 2]):
            yield readings[at - pair]
        elif "|" not in alone:  # else the dictionary lacks the word: nothing is known of it
            yield alone


class _Alone(dict[str, str]):
    """Readings by character; none for a character that is not in the table."""

    def __missing__(self, character: str) -> str:
        return ""


def initials(readings: str) -> str:
    """The letters with which readings of a character begin: z and c for zhong|chong."""
    if "|" not in readings:
        return readings[:1]
    return "".join(dict.fromkeys(reading[0] for reading in readings.split("|")))


@cache
def table() -> Readings:
    """The table that the package ships; takes some milliseconds the first time."""
    text = Path(__file__).with_name("readings.tsv").read_text("utf-8")
    single, several, words, *sides = text.rstrip("\n").split("\n\n")
    alone: dict[str, str] = {}
    for line in single.split("\n"):
        syllable, _, characters = line.partition("\t")
        alone.update(dict.fromkeys(characters, syllable))
    for line in several.split("\n"):
        character, _, readings = line.partition("\t")
        alone[character] = readings
    before, after = (dict([line.split("\t") for line in side.split("\n")]) for side in sides)
    parsed: dict[str, tuple[str, ...]] = {}
    rivals: dict[str, tuple[str, str]] = {}
    for line in words.split("\n"):
        word, readings, *most = line.split("\t")
        parsed[word] = tuple(readings.split(" "))
        if most:
            rivals[word] = before.get(word[0], "")[: int(most[0])], after.get(word[-1], "")[: int(most[1])]
    return Readings(alone, parsed, rivals)


def readings(text: str) -> list[str]:
    """The readings of each character of the folded `text`, as its word reads it; see `Readings.of`."""
    return table().of(text)
