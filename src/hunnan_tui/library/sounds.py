"""What a word that finds nothing may have been meant as by its sound: as characters, or as pinyin with a slip."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin, plan
from hunnan_tui.library.fold import HAN
from hunnan_tui.library.forms import Form, Kind, Unit, forms
from hunnan_tui.library.letters import LONGEST_MENDED, one_off
from hunnan_tui.library.query import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hunnan_tui.library.find import Asked
    from hunnan_tui.library.forms import Way

SHORTEST_INITIALS = 5  # letters from which on initials are corrected: fewer are likely to hit by chance
MOST_SURE = 2  # syllables up to which pinyin is taken to be meant as it is typed
MOST_GUESSES = 8  # things that one mistyped word may have been meant as

_INITIALS = re.compile(f"[{pinyin.INITIALS}]{{4,12}}")
_RUN_OF_LETTERS = re.compile("([^a-z]*)([a-z]+)([^a-z]*)")
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("f", "h"), ("l", "r"))
_ENDING_ALIKE = re.compile("(?<=[aei])ng?$")


def sounding(_asked: Asked, text: str) -> tuple[Form, ...]:
    """The characters of a word as any that sound the same: 科计城 as 科技城, 记数CT as 计数CT."""
    if not re.search(f"[{HAN}]{{2}}", text):
        return ()
    return tuple(filter(None, map(_heard, forms(text))))


def _heard(form: Form) -> Form | None:
    ways = [tuple(tuple(map(_syllable, way)) for way in stretch) for stretch in form.stretches]
    if any(unit is None for stretch in ways for way in stretch for unit in way):
        return None
    return Form(max(form.kind, Kind.FULL), tuple(ways))  # type: ignore[arg-type]


def _syllable(unit: Unit) -> Unit | None:
    if unit.what != "han":
        return unit
    readings = pinyin.table().ever(unit.text)
    return Unit("syllable", "", tuple(dict.fromkeys(readings.split("|"))), gap=unit.gap) if readings else None


def accented(_asked: Asked, text: str) -> tuple[Form, ...]:
    """Pinyin as it sounds to those who do not tell z from zh, n from l, in from ing: zongguo as zhongguo."""
    return tuple(
        Form(Kind.FULL, stretches) for stretches in _spelled(text, lambda letters: [letters], syllables=_alike)
    )


def mistyped(asked: Asked, text: str) -> tuple[Form, ...]:
    """The pinyin spellings that are one letter away and that some item has: shenynag as shenyang.

    Two syllables that are pinyin as they are were meant so.
    """
    if any(len(way) <= MOST_SURE for stretch in pinyin.spellings(text) for way in stretch):
        return ()
    found: list[Form] = []
    for stretches in _spelled(text, lambda letters: sorted(one_off(letters, 4))):
        form = Form(Kind.FULL, stretches)
        if asked.occurs(plan.WordPlan(Word(text), asked.vocabulary, (form,))):
            found.append(form)
            if len(found) == MOST_GUESSES:
                break
    return tuple(found)


def _spelled(
    text: str,
    typed: Callable[[str], Iterable[str]],
    syllables: Callable[[tuple[str, ...]], tuple[str, ...]] = tuple,
) -> Iterator[tuple[tuple[Way, ...], ...]]:
    """The stretches of a word whose one run of letters is pinyin; `typed` gives the letters that may be meant."""
    match = _RUN_OF_LETTERS.fullmatch(text)
    if match is None or len(match[2]) > LONGEST_MENDED:
        return
    before, after = (forms(around, literal=True) for around in (match[1], match[3]))
    for letters in typed(match[2]):
        spelled = pinyin.spellings(letters)
        if len(spelled) == 1 and not before and not after:  # one syllable alone is too little to go by
            spelled = (tuple(way for way in spelled[0] if len(way) > 1),)
        ways = tuple(
            tuple(tuple(Unit("syllable", "", syllables(fits)) for fits in way) for way in some) for some in spelled
        )
        if ways and all(ways):
            yield (*(before[0].stretches if before else ()), *ways, *(after[0].stretches if after else ()))


@cache
def _alike(fits: tuple[str, ...]) -> tuple[str, ...]:
    """Syllables and those that some hear as the same."""
    found = dict.fromkeys(fits)
    for one, other in (pair for alike in _ALIKE for pair in (alike, alike[::-1])):
        found |= {other + syllable.removeprefix(one): None for syllable in fits if syllable.startswith(one)}
    found |= {_ENDING_ALIKE.sub("n" if syllable.endswith("g") else "ng", syllable): None for syllable in list(found)}
    return tuple(syllable for syllable in found if syllable in pinyin.SYLLABLES)


def misinitialled(asked: Asked, text: str) -> tuple[Form, ...]:
    """Initials of which one is wrong, too many or missing: jshtcjr as jshtcje."""
    if not _INITIALS.fullmatch(text):
        return ()
    found: list[Form] = []
    for letters in filter(_INITIALS.fullmatch, sorted(one_off(text, SHORTEST_INITIALS))):
        form = Form(Kind.INITIALS, ((tuple(Unit("initial", letter) for letter in letters),),))
        if asked.occurs(plan.WordPlan(Word(text), asked.vocabulary, (form,))):
            found.append(form)
    return tuple(found[:MOST_GUESSES])
