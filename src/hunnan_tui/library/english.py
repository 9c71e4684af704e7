"""English as readers type it: other spellings and forms, parted words, words that only hold others together."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hunnan_tui.library.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hunnan_tui.library.query import Word

    Known = Callable[[str], bool]
    """Whether a word of the library begins so."""

# What is spelt in two ways, each of which may be typed. A word of two meanings (filing, filling) is left alone.
_SPELT_OTHERWISE = (
    ("(met|cent|lit|fib|calib|theat)er(?=s?$)", r"\1re"),
    ("(met|cent|lit|fib|calib|theat)re(?=s?$)", r"\1er"),
    ("(met|cent|fib)e$", r"\1r"),  # on the way to center and centre
    ("(col|lab|fav|vap|harb|neighb|behavi)or", r"\1our"),
    ("(col|lab|fav|vap|harb|neighb|behavi)our", r"\1or"),
    ("(?<=[a-z]{3})iz(?=(?:e[drs]?s?|ing|ations?|able)?$)", "is"),
    ("(?<=[a-z]{3})is(?=(?:e[drs]?s?|ing|ations?|able)?$)", "iz"),
    ("(?<=[a-z]{3}l)yz(?=e|ing)", "ys"),
    ("(?<=[a-z]{3}l)ys(?=e|ing)", "yz"),
    ("(?<=alumin)um", "ium"),
    ("(?<=alumin)ium", "um"),
    ("(?<=progra)mme", "m"),
    ("(catal|anal|dial)ogue", r"\1og"),
    ("(defen|offen)s(?=e)", r"\1c"),
    ("(defen|offen)c(?=e)", r"\1s"),
    ("(label|model|level|travel|cancel|signal|tunnel)l(?=ed|ing)", r"\1"),
    ("(label|model|level|travel|cancel|signal|tunnel)(?=ed|ing)", r"\1l"),
)
_SPELLINGS = [(re.compile(one), other) for one, other in _SPELT_OTHERWISE]

_ENDING = re.compile("(?:ings?|ed|es|e|s|ions?|e?ments?)$")
_TWICE = re.compile("([bdgmnprt])\\1$")
_LEAST = 4  # letters that an ending leaves

_HOLDING = {
    "of", "the", "in", "on", "at", "to", "for", "from", "with", "and", "or", "is", "are", "was", "were", "has", "have",
    "had", "does", "did", "how", "what", "which", "who", "whose", "where", "when", "that", "this", "these", "there",
    "their", "its", "among", "between", "into", "about",
}  # fmt: skip
"""Words that no reader looks for beside others."""
_MEASURED = {"many", "much", "big", "long", "large", "far", "high", "tall", "fast", "heavy", "old", "often", "soon"}
"""Behind `how`."""


def spelt_otherwise(word: str) -> list[str]:
    """A small word in its other spelling: center and centre, fibers and fibres; none if it has none."""
    found = [pattern.sub(other, word, 1) for pattern, other in _SPELLINGS]
    return [other for other in dict.fromkeys(found) if other != word]


def inflected(word: str, words: Sequence[str]) -> list[str]:
    """Those of `words` that are forms of one verb with a small word: incubating, incubated, incubation."""
    shared = bare(word)
    return [other for other in words if bare(other) == shared] if len(shared) >= _LEAST else []


def bare(word: str) -> str:
    """What the forms of a verb begin with: incubat, plan of planning and plans."""
    left = _ENDING.sub("", word)
    if left == word or len(left) < _LEAST:
        return word
    return _TWICE.sub(r"\1", left)


def telling(words: Sequence[Word], known: Known) -> list[Word]:
    """The words of a query without those that only hold others together: how many … does … have, the length of ….

    All of them, unless the others are English, too: one begins a word of the library.
    """
    plain = [fold(word.text).strip(".,;:!?") for word in words]
    left = [word for word, said in zip(words, plain, strict=True) if word.phrase or said not in _HOLDING]
    for (one, word), (other, behind) in pairwise(zip(plain, words, strict=True)):
        if one == "how" and other in _MEASURED and behind in left:
            left.remove(behind)
        if (one, other) == ("number", "of") and word in left:
            left.remove(word)
    if len(left) == len(words) or not all(map(str.isascii, plain)):
        return list(words)
    return left if any(known(said) for word, said in zip(words, plain, strict=True) if word in left) else list(words)


def joined(words: Sequence[Word], known: Known) -> list[Word]:
    """Two words side by side as one where the library has that, and one of the two not: rock burst as rockburst."""
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else None
        if before is not None and not (before.phrase or word.phrase):
            one, other = fold(before.text), fold(word.text)
            if (one + other).isascii() and (one + other).isalpha() and len(one) > 1 < len(other):
                whole = known(one + other) or known((one + other).removesuffix("s"))
                if whole and not (known(one) and known(other)):
                    found[-1] = replace(before, text=before.text + word.text, end=word.end)
                    continue
        found.append(word)
    return found
