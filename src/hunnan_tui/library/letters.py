"""Latin words that are a slip away from another one, whatever language they are of."""

from __future__ import annotations

from itertools import product

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGEST_MENDED = 24  # letters of a word up to which it is corrected
_BY_EAR = (("f", "ph"), ("k", "c"), ("z", "s"), ("x", "ks"), ("y", "i"), ("kw", "qu"), ("c", "s"))


def is_latin(text: str, least: int = 4) -> bool:
    """Whether a folded text is one word of `least` to `LONGEST_MENDED` letters."""
    return least <= len(text) <= LONGEST_MENDED and text.isascii() and text.isalpha()


def one_off(word: str, least: int) -> set[str]:
    """Everything that one letter more, less or other, or two exchanged, make of a Latin word of `least` letters."""
    if not is_latin(word, least):
        return set()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + letter + b for (a, b), letter in product(cuts, _LETTERS)}
    found |= {a + letter + b[1:] for (a, b), letter in product(cuts, _LETTERS) if b}
    return found - {word}


def by_ear(text: str) -> set[str]:
    """How else a Latin word may be spelled that sounds so."""
    pairs = [pair for alike in _BY_EAR for pair in (alike, alike[::-1])]
    return {text.replace(one, other) for one, other in pairs if one in text} if is_latin(text) else set()
