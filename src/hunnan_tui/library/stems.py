"""English words in their forms: what simulate, simulating and simulation share, and labelling with labeling.

Good enough to look for what somebody may mean, not to prove it: universe and university share a stem as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = re.compile(
    "(?:i[sz](?:ations?|ing|e[drs]?)|[ai]tions?|ators?|at(?:ing|ives?|e[ds]?)|ions?|ives?|ings?|e[dr]s?|ors?|ie[sd]|ments?|ness|[ae]nces?"
    "|it(?:y|ies)|als?|ical(?:ly)?|ics?|ly|e?s|y|e)$"
)
_USUAL = re.compile("(?:ing|ed|e?s|e)$")
SHORTEST = 4  # letters that a usual ending leaves; any other leaves one more, so that cental is not centre
_TWICE = re.compile("([bdgklmnprst])\\1$")
_SPELT_OTHERWISE = (
    (re.compile("(?<=[iy])s(?=[aei])"), "z"),
    (re.compile("our(?!s?e|n)"), "or"),
    (re.compile("(?<=[bt])re(s?)$"), r"er\1"),
    (re.compile("ium(s?)$"), r"um\1"),
    (re.compile("ogue(s?)$"), r"og\1"),
)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What a folded English word shares with its other forms and with its other spelling."""
    for pattern, usual in _SPELT_OTHERWISE:
        word = pattern.sub(usual, word)
    while (shorter := _without_ending(word)) != word:
        word = shorter
    return word


def _without_ending(word: str) -> str:
    # the longest ending is the one that begins first, as far as enough is left
    for at in range(SHORTEST - 1, len(word)):
        if _ENDINGS.match(word, at):
            rest = _TWICE.sub(r"\1", word[:at])
            usual = _USUAL.match(word, at) is not None
            if len(rest) >= SHORTEST + (not usual) or (usual and len(rest) < at):
                return rest
    return word
