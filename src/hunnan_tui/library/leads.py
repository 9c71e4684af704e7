"""What a form begins with, and what it cannot do without: looked for in a text before it is followed step by step."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin
from hunnan_tui.library.forms import Kind

if TYPE_CHECKING:
    from hunnan_tui.library.forms import Form, Unit

_ONE_CHARACTER = ("han", "syllable", "initial")


@lru_cache(maxsize=256)
def simple(form: Form) -> tuple[str, str]:
    """What a form is, and its text, if it is Chinese characters only, one word, one number or initials; else empty."""
    units = [unit for stretch in form.stretches for unit in stretch[0]]
    kinds = {unit.what for unit in units}
    if len(kinds) > 1 or any(unit.gap or unit.whole for unit in units):
        return "", ""
    text = "".join(unit.text for unit in units)
    if form.kind is Kind.INITIALS:
        return ("initial", text) if kinds == {"initial"} and len(form.stretches) == 1 else ("", "")
    plain = kinds == {"han"} or (len(units) == 1 and not kinds.isdisjoint(("latin", "number")))
    return (units[0].what, text) if form.kind is Kind.LITERAL and plain else ("", "")


@lru_cache(maxsize=256)
def begins_with(form: Form) -> str:
    """What `form` begins with in every way: its first characters if literal, else the initials of its first steps.

    Empty if that is not one string: what a number means, or initials that are not sure.
    """
    leads = []
    for way in form.stretches[0]:
        if form.kind is Kind.LITERAL:
            letters = "".join(unit.text for unit in takewhile(lambda unit: unit.what == "han", way))
            leads.append(letters or ("" if way[0].what == "meant" else way[0].text))
        else:
            several = map(first_letters, takewhile(lambda unit: unit.what in _ONE_CHARACTER, way))
            leads.append("".join(takewhile(lambda letters: len(letters) == 1, several)))
    # the first and the last in order share what all of them begin with
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(min(leads), max(leads), strict=False))
    return "".join(letter for letter, _ in shared)


@lru_cache(maxsize=256)
def indispensable(form: Form) -> tuple[str, ...]:
    """The runs of Chinese characters that a text must have side by side for `form` to be there."""
    found = [""]
    for stretch in form.stretches:
        for unit in stretch[0] if len(stretch) == 1 else ():
            if unit.what != "han" or unit.gap:
                found.append("")
            if unit.what == "han":
                found[-1] += unit.text
        found.append("")
    return tuple(run for run in dict.fromkeys(found) if run)


def first_letters(unit: Unit) -> str:
    """The initials that the first character of a step may have."""
    match unit.what:
        case "syllable":
            return "".join(dict.fromkeys(option[0] for option in unit.options))
        case "han":
            return pinyin.initials(pinyin.table().ever(unit.text)) or unit.text
        case _:
            return unit.text[:1]
