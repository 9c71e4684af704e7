"""Several words written as one, which no item has side by side: 沈阳技术合同成交额 as 沈阳 and 技术合同成交额."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from hunnan_tui.library import plan
from hunnan_tui.library.fold import HAN
from hunnan_tui.library.plan import NAME
from hunnan_tui.library.query import Word
from hunnan_tui.library.terms import MULTIPLIERS, NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hunnan_tui.library.candidate import Candidate
    from hunnan_tui.library.find import Asked

MOST_PARTS = 8  # words that one is parted into
LONG = 3  # characters of a part that is hardly one by chance
MOST_WORDS = 6  # words of a query that are parted
MOST_TRIED = 4  # ways to part them that are tried
MOST_STEPS = 40  # characters, words of letters and numbers that are parted at most

_STEP = re.compile(rf"{NUMBER}(?:{'|'.join(MULTIPLIERS)})?%?|[A-Za-z]+|[{HAN}]", re.ASCII)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?![级代度])", re.ASCII)  # figures have it without the character
_PLAIN_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)", re.ASCII)
_ONE_CHARACTER = re.compile(f"[{HAN}]")
_JOINING = re.compile("[的了和与及在是为将到达共约有]")  # left out where they stand between words


class Parted(NamedTuple):
    """What has the words of a query in parts.

    `parts` are those of each word that was parted, if nothing else of the query is meant otherwise. `sure` is
    what has a longer part, or all in its title and names: two characters here and two there are little to go by.
    """

    page: list[Candidate]
    words: list[plan.WordPlan]
    parts: dict[Word, list[str]]
    sure: bool


def in_parts(asked: Asked, meant: Mapping[plan.WordPlan, list[plan.WordPlan]], limit: int) -> Parted | None:
    """What has the words that no item has in parts; None if nothing has. `meant` are those that are slips instead."""
    words = asked.words
    wholes = [word for word, others in meant.items() if not others]
    if not 0 < len(wholes) <= MOST_WORDS:
        return None

    def plans(parts: list[str]) -> list[plan.WordPlan]:
        return [plan.WordPlan(Word(part), asked.vocabulary) for part in parts]

    ways = [list(partings(word.word.text, lambda part: asked.occurs(*plans([part])))) for word in wholes]
    found = None
    for chosen in islice(product(*ways), MOST_TRIED):
        parts = dict(zip(wholes, chosen, strict=True))
        asked.words = [
            o for word in words for o in (plans(parts[word]) if word in parts else meant.get(word) or [word])
        ]
        if page := asked.page(limit, 0)[0]:
            ranks = [rank for word in asked.words if (rank := page[0].rank(word.forms))]
            sure = all(max(map(len, way)) >= LONG for way in chosen) or all(rank[0] <= NAME for rank in ranks)
            said = {word.word: way for word, way in parts.items()} if len(parts) == len(meant) else {}
            found = Parted(page, asked.words, said, sure)
            break
    asked.words = words
    return found


def partings(text: str, occurs: Callable[[str], bool]) -> Iterator[list[str]]:
    """The ways to part a word into words that occur: at what only joins them, or longest words read from either side.

    `occurs` says of a part whether any item has it. No part is a single character; the likeliest way comes first.
    """
    written = _YEAR.sub(r"\1 ", unicodedata.normalize("NFKC", text))
    steps = _STEP.findall(written)
    if not 1 < len(steps) <= MOST_STEPS:
        return
    joined = _JOINING.split(written)
    if 1 < len(joined) <= MOST_PARTS and all(len(part) > 1 and occurs(part) for part in joined):
        yield joined
    found = [parts for backwards in (True, False) if (parts := _longest(steps, occurs, backwards=backwards))]
    # what stands in one text as 沈阳2025 may be said of the place and the year in others
    found += [[one for part in parts for one in _PLAIN_YEAR.split(part) if one] for parts in found]
    different = {tuple(parts): parts for parts in found if 1 < len(parts) <= MOST_PARTS and min(map(len, parts)) > 1}
    yield from sorted(different.values(), key=lambda parts: (len(parts), -max(map(len, parts))))


def _longest(steps: list[str], occurs: Callable[[str], bool], *, backwards: bool) -> list[str]:
    """Part by part the longest one that occurs; empty if something is left that does not."""
    parts: list[str] = []
    while steps and len(parts) <= MOST_PARTS:
        most = _most(steps, occurs, backwards=backwards)
        part = "".join(steps[-most:] if backwards else steps[:most])
        if most == 0 or _ONE_CHARACTER.fullmatch(part):
            return []
        parts.append(part)
        steps = steps[:-most] if backwards else steps[most:]
    return [] if steps else parts[::-1] if backwards else parts


def _most(steps: list[str], occurs: Callable[[str], bool], *, backwards: bool) -> int:
    """How many steps from an end occur together: if some do, fewer do as well."""
    least, most = 0, len(steps)
    while least < most:
        middle = (least + most + 1) // 2
        if occurs("".join(steps[-middle:] if backwards else steps[:middle])):
            least = middle
        else:
            most = middle - 1
    return least
