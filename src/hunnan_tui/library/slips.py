"""What a word that finds nothing may have been meant as: words that sound like it, or that one slip makes of it."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin, plan
from hunnan_tui.library.fold import HAN, fold
from hunnan_tui.library.forms import Form, Kind, forms
from hunnan_tui.library.letters import by_ear, is_latin, one_off
from hunnan_tui.library.numerals import chinese, in_digits
from hunnan_tui.library.query import Word
from hunnan_tui.library.sounds import MOST_GUESSES, accented, misinitialled, mistyped, sounding
from hunnan_tui.library.stems import SHORTEST, stem
from hunnan_tui.library.terms import JOINERS, MULTIPLIERS, NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hunnan_tui.library.find import Asked

    Guess = Callable[[Asked, str], tuple[Form, ...]]

SHORTEST_RESEMBLING = 8  # letters of a word that may have several slips
MOST_WORDS = 3000  # words of the library that a mistyped one is compared with
SHORTEST_ANYWHERE = 7  # letters from which on a word that is near may be in any text
_SHORT = 2  # syllables of a word that is not

_NUMERAL = re.compile("(百分之)?([零〇一二两三四五六七八九十百千]+)(?:点([零〇一二三四五六七八九]+))?")
_PLANS = "一二三四五六七八"
_PLAN = re.compile(f"十([{_PLANS}])五")
_CHARACTERS = re.compile(f"[{HAN}]{{3,10}}")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TONE = re.compile("(?<=[a-z])[1-5]")
_WITH_TONES = re.compile("(?:[a-z]{1,6}[1-5])+")
_JOINTS = re.compile(f"(?<=[a-z])[{re.escape(JOINERS)}](?=[a-z])")
_NAME = re.compile(r"([a-z]{3,})([-·]?[a-z]?\d[a-z\d.-]*)", re.ASCII)
_SHORT_NUMBER = re.compile(r"(?<![\d.])[1-9]\d?(?![\d.])", re.ASCII)
_ROUND_NUMBER = re.compile(rf"({NUMBER}) ?(?:{'|'.join(MULTIPLIERS)})元?", re.ASCII)


def mended(asked: Asked, word: plan.WordPlan) -> plan.WordPlan | None:
    """`word` read as something near to it that some item has; None if there is nothing.

    What two syllables, or so few letters, sound like stands in any long text by chance: it must be in a title or name.
    """
    for other in read_otherwise(asked, word):
        if asked.called(other) if _is_short(other) else asked.occurs(other):
            return other
    return None


def _is_short(word: plan.WordPlan) -> bool:
    """Whether a word is read as two syllables or fewer, or is no longer than a short Latin word."""
    for form in word.forms:
        ways = [min(stretch, key=len) for stretch in form.stretches]
        if any(unit.what == "syllable" for way in ways for unit in way) and sum(map(len, ways)) <= _SHORT:
            return True
    text = fold(word.word.text)
    return is_latin(text, 1) and len(text) < SHORTEST_ANYWHERE and word.forms[0].kind is Kind.LITERAL


def read_otherwise(asked: Asked, word: plan.WordPlan) -> Iterator[plan.WordPlan]:
    """`word` read as something near to it, the likeliest first, whether or not an item has it."""
    text = fold(word.word.text)
    for guess in _GUESSES if len(text) > 1 or text.isdigit() else ():
        if meant := guess(asked, text):
            yield plan.WordPlan(word.word, asked.vocabulary, meant)


def in_any_form(asked: Asked, word: plan.WordPlan) -> plan.WordPlan:
    """A word that items have, or, if it is an English one, another of its forms."""
    others = _inflected(asked, fold(word.word.text))
    return plan.WordPlan(word.word, asked.vocabulary, (*word.forms, *others)) if others else word


def _counted(asked: Asked, text: str) -> tuple[Form, ...]:
    """A number written otherwise: 七十二小时 as 72小时, 10大成果 as 十大成果, or rounded."""
    written = {_NUMERAL.sub(_digits, text), _SHORT_NUMBER.sub(lambda match: chinese(int(match[0])), text)}
    written |= {str(at) for at, word in enumerate(_COUNTED, 1) if word == text}
    written |= {word for at, word in enumerate(_COUNTED, 1) if str(at) == text}
    if match := _ROUND_NUMBER.fullmatch(text):
        written.add(match[1])
    meant = [form for other in sorted(written - {text}) for form in forms(other, literal=True)]
    return tuple(form for form in meant if asked.occurs(plan.WordPlan(Word(text), asked.vocabulary, (form,))))


def _digits(match: re.Match[str]) -> str:
    from hunnan_tui.model.reconcile.number_words import chinese_numeral

    if len(match[2]) > 1 and not in_digits(match[2]).isdecimal():
        return match[0]  # it only looks like a numeral: 十四五
    whole = str(chinese_numeral(match[2])[-1])
    part = "".join(str(chinese_numeral(digit)[-1]) for digit in match[3] or "")
    return f"{whole}{'.' if part else ''}{part}{'%' if match[1] else ''}"


def _another_plan(asked: Asked, text: str) -> tuple[Form, ...]:
    """A five-year plan as the one nearest to it: 十四五 as 十五五."""
    if (match := _PLAN.search(text)) is None:
        return ()
    number = _PLANS.index(match[1])
    others = sorted((at for at in range(len(_PLANS)) if at != number), key=lambda at: abs(at - number))
    for other in others:
        meant = forms(f"{text[: match.start(1)]}{_PLANS[other]}{text[match.end(1) :]}", literal=True)
        if asked.occurs(plan.WordPlan(Word(text), asked.vocabulary, meant)):
            return meant
    return ()


def _exchanged(_asked: Asked, text: str) -> tuple[Form, ...]:
    """A Chinese word of three characters and more with two neighbours exchanged: 角独兽 as 独角兽."""
    if not _CHARACTERS.fullmatch(text):
        return ()
    others = {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)}
    return tuple(form for other in sorted(others - {text}) for form in forms(other, literal=True))


def _joined(asked: Asked, text: str) -> tuple[Form, ...]:
    """Words that are written as one, and one that is written as several: rock-burst, gasturbine."""
    together = _JOINTS.sub("", text)
    if together != text:
        return forms(together, literal=True) if is_latin(together) else ()
    if not is_latin(text):
        return ()
    has = asked.vocabulary.has
    parted = [f"{text[:at]} {text[at:]}" for at in range(3, len(text) - 2) if has(text[:at]) and has(text[at:])]
    return tuple(form for words in parted for form in forms(words, literal=True))


def _toned(_asked: Asked, text: str) -> tuple[Form, ...]:
    """Pinyin with its tones as numbers: fu4neng2 as funeng."""
    return forms(_TONE.sub("", text)) if _WITH_TONES.fullmatch(text) else ()


def _inflected(asked: Asked, text: str) -> tuple[Form, ...]:
    """Other forms of an English word: staying as stay, incubating as incubated."""
    if not is_latin(text):
        return ()
    shared = stem(text)
    words = [word for word in asked.vocabulary.beginning(shared[:4], MOST_WORDS) if stem(word) == shared != word]
    return _literally([word for word in [shared, *words] if word != text and asked.vocabulary.has(word)])


def _misspelt(asked: Asked, text: str) -> tuple[Form, ...]:
    """The words of the library that are one letter away, or written by ear: turbnie as turbine, foton as photon."""
    return _literally(
        [
            word
            for slip in sorted(one_off(text, 3) | by_ear(text))
            for word in (slip, slip.removesuffix("s"))
            if len(word) > 1 and asked.vocabulary.has(word)
        ]
    )


def _in_a_name(asked: Asked, text: str) -> tuple[Form, ...]:
    """A name of letters and digits with a slip in its letters: SUNY-T2000 as SUNNY-T2000, ATG-110 as AGT-110."""
    if (match := _NAME.fullmatch(text)) is None:
        return ()
    letters, rest = match.groups()
    words = [slip for slip in sorted(one_off(letters, 3)) if asked.vocabulary.has(slip)]
    return tuple(form for word in words[:MOST_GUESSES] for form in forms(f"{word}{rest}", literal=True))


def _literally(words: Iterable[str]) -> tuple[Form, ...]:
    found: list[str] = []
    for word in words:
        # what begins with another is found by that one
        if not any(word.startswith(other) for other in found):
            found.append(word)
    return tuple(form for word in found[:MOST_GUESSES] for form in forms(word, literal=True))


def _resembling(asked: Asked, text: str) -> tuple[Form, ...]:
    """The words of the library that resemble a long word most and begin as it does: barocalroics as barocaloric."""
    if not is_latin(text, SHORTEST_RESEMBLING) or pinyin.spellings(text):
        return ()
    words = asked.vocabulary.beginning(text[:SHORTEST], MOST_WORDS)
    return _literally(difflib.get_close_matches(text, words, 3, 0.75))


_GUESSES: tuple[Guess, ...] = (
    sounding,
    _another_plan,
    _exchanged,
    _counted,
    _toned,
    _joined,
    _inflected,
    _misspelt,
    _in_a_name,
    accented,
    mistyped,
    _resembling,
    misinitialled,
)
