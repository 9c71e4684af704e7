"""What has most of a query, where nothing has all of it: rare words count for more than those that many items have."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from hunnan_tui.library import plan
from hunnan_tui.library.enough import SHORTEST_IN_TEXT, has_enough
from hunnan_tui.library.fields import EVERYTHING
from hunnan_tui.library.fold import HAN, fold
from hunnan_tui.library.pinyin import MOST_LETTERS, spellings
from hunnan_tui.library.plan import NAME, TITLE
from hunnan_tui.library.sounds import sounding
from hunnan_tui.library.terms import MULTIPLIERS, NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.library.candidate import Candidate
    from hunnan_tui.library.find import Asked

MOST_PIECES = 24  # words, and pairs of characters, that are looked for
MOST_HAVING = 200  # the newest items that have a piece, or all pieces but one, and are compared
SHORTEST_SPELLED = 7  # letters from which on a part of a word is read as pinyin
MOST_READ = 50  # items whose texts are looked at
WORTH = {TITLE: 1.6, NAME: 1.2}
"""How much more a piece counts where it is found in a title or a name."""

_PAIRED = re.compile(f"(?=([{HAN}]{{2}}))")
_NOT_HAN = re.compile(rf"{NUMBER}(?:{'|'.join(MULTIPLIERS)})?|[a-z]+", re.ASCII)
# What asks, or only joins other words.
_SMALL = re.compile(
    "a|about|an|and|any|are|as|at|be|been|by|can|could|did|do|does|during|for|from|had|has|have|how|i|in|into|is|it|its"
    "|many|me|much|of|on|or|per|please|show|tell|that|the|their|them|there|these|they|this|those|to|up|was|were|what"
    "|when|where|which|who|whom|whose|why|will|with|would"
)
_SMALL_HAN = re.compile(
    "多少|什么|哪些|哪个|哪家|怎么|怎样|如何|是否|有没有|为何|谁|请问|的|了|吗|呢|是|有|在|和|与|及|到|达|为|将|共|约"
)


class _Piece(NamedTuple):
    word: plan.WordPlan
    weight: float
    having: list[int]


def telling(words: Iterable[plan.WordPlan]) -> list[plan.WordPlan]:
    """The words that say what is looked for: neither the nor of."""
    return [word for word in words if not _SMALL.fullmatch(fold(word.word.text))]


def in_pieces(asked: Asked, word: plan.WordPlan) -> list[plan.WordPlan]:
    """What a word has between its small characters, if all of that occurs; else what of it does occur.

    That are neighbouring characters or syllables, characters that occur by themselves, runs of letters and numbers.
    """
    text = fold(word.word.text)
    parts = [part for part in _SMALL_HAN.split(text) if part]
    between = _plans(asked, word, parts) if parts != [text] else []
    if between and all(map(asked.occurs, between)):
        return between
    found = []
    long = len(text) >= SHORTEST_IN_TEXT  # two characters sound like others by chance
    for one in _plans(asked, word, [*_PAIRED.findall(text), *_NOT_HAN.findall(text), *_syllables(text)]):
        heard = plan.WordPlan(one.word, asked.vocabulary, sounding(asked, one.word.text) if long else ())
        found += [meant for meant in (one, heard) if asked.occurs(meant)][:1]
    paired = "".join(piece.word.text for piece in found)
    alone = [character for character in re.findall(f"[{HAN}]", text) if character not in paired]
    further = _plans(asked, word, alone)
    occurring = [one for one in further if asked.occurs(one)]
    # characters alone are little to go by: where nothing else is found, all of them must occur, as in 沈建大
    return found + (occurring if found or (1 < len(further) == len(occurring)) else [])


def _syllables(text: str) -> list[str]:
    """Each two neighbouring syllables of a word that is pinyin, or that is until and after the slip in it."""
    if not text.isascii() or not text.isalpha() or len(text) > MOST_LETTERS:
        return []
    ends = range(len(text), SHORTEST_SPELLED - 1, -1)
    until = next((spelled for end in ends if (spelled := spellings(text[:end]))), ())
    after = next((spelled for end in ends if (spelled := spellings(text[len(text) - end :]))), ())
    found = []
    for spelled in dict.fromkeys((until, after)):
        syllables = [fits[0] for stretch in spelled for fits in stretch[0]]
        found += [f"{first}'{second}" for first, second in pairwise(syllables)]
    return found


def _plans(asked: Asked, word: plan.WordPlan, texts: list[str]) -> list[plan.WordPlan]:
    different = list(dict.fromkeys(texts))[: 4 * MOST_PIECES]
    return [plan.WordPlan(replace(word.word, text=text, phrase=False), asked.vocabulary) for text in different]


def having_most(asked: Asked, said: dict[plan.WordPlan, list[plan.WordPlan]], limit: int) -> list[Candidate]:
    """The items that have most of a query, best first; only those with half of the words that any of them has.

    `said` are its words, each with the pieces of it that are looked for: itself, if items have it.
    """
    pieces = _weighed(asked, [piece for some in said.values() for piece in some])
    votes: Counter[int] = Counter()
    for piece in pieces:
        for item in piece.having:
            votes[item] += piece.weight  # type: ignore[assignment]
    if 2 < len(pieces) <= 6:  # items may have words together that only older items have
        for left_out in pieces:
            others = [piece for piece in pieces if piece is not left_out]
            together = asked.narrowed(plan.all_of(piece.word.anywhere for piece in others))
            weight = sum(piece.weight for piece in others)
            for item in asked.candidates(together, MOST_READ):
                votes[item] = max(votes[item], weight)  # type: ignore[assignment]
    read = sorted(votes, key=lambda item: (-votes[item], -item))[:MOST_READ]
    asked.words = []
    matching = [candidate for _, candidate in asked.ranked(read)]
    asked.words = [piece.word for piece in pieces]
    scored = []
    has = {c.id: [word for word, some in said.items() if has_enough(c, word, some)] for c in matching}
    most = len(set().union(*has.values()))  # of the words, those that any has
    for candidate in matching:
        ranks = [(candidate.rank(piece.word.forms), piece.weight) for piece in pieces]
        score = sum(weight * WORTH.get(rank[0], 1) for rank, weight in ranks if rank)
        if score and 0 < most <= 2 * len(has[candidate.id]):
            title = min((len(title) for title in candidate.texts[:2] if title), default=0)
            scored.append((-score, title, -candidate.id, candidate))
    return [candidate for *_, candidate in sorted(scored)[:limit]]


def _weighed(asked: Asked, words: list[plan.WordPlan]) -> list[_Piece]:
    """The words that occur, the rarest first, each with what it counts for."""
    counted = [(asked.how_many(asked.narrowed(word.anywhere)), word) for word in words]
    counted = sorted(((many, word) for many, word in counted if many), key=lambda entry: entry[0])
    all_items = asked.how_many(EVERYTHING)
    pieces = []
    for at, (many, word) in enumerate(counted[:MOST_PIECES]):
        having = asked.candidates(asked.narrowed(word.anywhere), MOST_HAVING)
        pieces.append(_Piece(word, log(1 + all_items / many) * _size(word) - at / 1000, having))
    return pieces


def _size(word: plan.WordPlan) -> float:
    """What a word is worth by its length: a character is worth some three letters."""
    text = fold(word.word.text)
    return sqrt(max(1, len(text) / 3 if text.isascii() else len(text)))
