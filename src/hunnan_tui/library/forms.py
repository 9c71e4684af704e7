"""What a typed word may stand for: itself, initials, pinyin typed in full or in part, or any of them side by side."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Literal

from hunnan_tui.library import numerals, pinyin
from hunnan_tui.library.abbreviations import abbreviated
from hunnan_tui.library.dates import in_other_notations
from hunnan_tui.library.english import spelt_otherwise
from hunnan_tui.library.fold import HAN, fold
from hunnan_tui.library.measures import ABBREVIATED, in_other_sizes, otherwise
from hunnan_tui.library.terms import LATIN, MULTIPLIERS, NUMBER, meant

if TYPE_CHECKING:
    from hunnan_tui.library.abbreviations import Part


class Kind(IntEnum):
    """How a word is meant, in the order of the results; a last syllable in part comes after those in full."""

    LITERAL = 0
    INITIALS = 1
    FULL = 2
    PARTIAL = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a form.

    `han`: this character. `syllable`: a character read as one of `options`. `initial`: a character whose reading
    begins with this letter, or the letter itself. `latin`: these letters from the beginning of a word; a number beside
    them goes on with them. `number`: these digits from the beginning of a number, all of it if `whole`; with a `sign`
    behind it nothing multiplies it. `meant`: a number that, with the 亿 or billion behind it, is this plain number.
    `gap`: signs or a space may stand before it.
    """

    what: Literal["han", "syllable", "initial", "latin", "number", "meant"]
    text: str
    options: tuple[str, ...] = ()
    whole: bool = False
    gap: bool = False
    sign: str = ""


Way = tuple[Unit, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One meaning of a word: stretches one after the other, each with the ways in which it may be read."""

    kind: Kind
    stretches: tuple[tuple[Way, ...], ...]


_PARTED = "\x1f"
# a number whose thousands are still being typed: 77,1 on the way to 77,177
_UNFINISHED = r"(?<![\d.])\d{1,3}(?:,\d{3})*,\d{1,2}$"
_PIECE = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<number>{_UNFINISHED}|{NUMBER})|(?P<latin>[{LATIN}]+(?:{_PARTED}[{LATIN}]+)*)", re.ASCII
)
_LETTERS = re.compile("[a-z']+")
_UMLAUT = re.compile("[üǖǘǚǜÜǕǗǙǛ]")
_APOSTROPHE = re.compile("(?<=[a-zA-Zü])['’](?=[a-zA-Z])")
MOST_RUNS = 2  # runs of letters in one word that are tried in every combination
# an English noun's ending, and that of its other number: contracts, businesses, industries, industry
_ENDINGS = {
    "(?:(?<=[a-z]{3}[^eisu])|(?<=[a-z]{2}[^i]e))s$": "",
    "(?<=ss|sh|ch|.x|zz)es$": "",
    "(?<=[a-z]{2}[^aeiou])ies$": "y",
    "(?<=[a-z]{2}[^aeiou])y$": "ies",
}
LARGE = 5  # digits from which on a round number is hardly that of something else counted
LONG_NUMBER = 7  # digits from which on a number may stand for a shorter one with 亿 or billion behind it
MOST_BEHIND = 2  # Chinese characters behind a number that say what it counts: 元, 家, 平方
_ORDINAL = ("st", "nd", "rd", "th")
_CURRENCIES = {"rmb": "cny", "cny": "rmb"}
# No syllable begins with i, u or v: as initials they can only be those of a short Latin word at an end, AI or UI.
_NO_INITIALS = re.compile("..[a-z]*[iuv][a-z]*..$|[iuv][^iuv]+[iuv]")
_JOINED = ("", "-")
MOST_PIECES = 12  # pieces of one word up to which its letters are tried as pinyin, and in other spellings


@dataclass(frozen=True, slots=True)
class _Piece:
    what: str
    text: str
    letters: str  # as pinyin, ü as v; empty if it cannot be pinyin
    gap: bool  # signs stand before it
    last: bool  # nothing follows in the word, not even a sign
    sign: str  # what follows, where it is a sign


@lru_cache(maxsize=256)
def forms(word: str, *, literal: bool = False) -> tuple[Form, ...]:
    """The meanings of a typed word, the likeliest first; none if there is nothing in it to search for.

    With `literal`, letters are letters only.
    """
    pieces = _pieces(word)
    if not pieces:
        return ()
    found = [_literal(pieces)]
    found += _as_meant(pieces)
    if not literal:
        found += _in_other_units(pieces)
        found += _in_other_digits(fold(word))
        found += _in_other_notations(fold(word))
        found += _in_other_letters(pieces)
        found += _in_other_number(pieces)
        found += _in_other_spelling(pieces)
        found += _as_pinyin(pieces)
    return tuple({(form.kind, form.stretches): form for form in found}.values())


def _pieces(word: str) -> list[_Piece]:
    composed = unicodedata.normalize("NFC", word).replace(_PARTED, " ")
    text = fold(composed)
    # what folding takes away matters to pinyin: ü is v, and ' parts syllables
    heard = fold(_UMLAUT.sub("v", _APOSTROPHE.sub(_PARTED, composed)))
    pieces: list[_Piece] = []
    done = 0
    for match in _PIECE.finditer(heard):
        start, end = (place - heard.count(_PARTED, 0, place) for place in match.span())
        what = str(match.lastgroup)
        letters = match[0].replace(_PARTED, "'") if what == "latin" else ""
        last = not text[end:].strip(",.")  # after these a number may still go on
        sign = "" if last or text[end].isalnum() else text[end]
        pieces.append(
            _Piece(what, text[start:end], letters if _LETTERS.fullmatch(letters) else "", start > done > 0, last, sign)
        )
        done = end
    return pieces


def _literal(pieces: list[_Piece]) -> Form:
    return Form(Kind.LITERAL, tuple((_exactly(piece),) for piece in pieces))


def _exactly(piece: _Piece) -> Way:
    match piece.what:
        case "han":
            way: Way = tuple(Unit("han", character) for character in piece.text)
        case "number":
            way = (Unit("number", piece.text.replace(",", ""), whole=not piece.last, sign=piece.sign),)
        case _:
            way = (Unit("latin", piece.text),)
    return _after_gap(way) if piece.gap else way


def _after_gap(way: Way) -> Way:
    return (replace(way[0], gap=True), *way[1:])


def _as_meant(pieces: list[_Piece]) -> list[Form]:
    """A number as it is written otherwise.

    830.6亿 as 83.06 billion or in full, 1亿2000万 as 1.2亿, 3.4万家 as 34,000, 1.1tn as 1.1 trillion, 830.60 as 830.6,
    百分之70 as 70%.
    """
    if len(pieces) == 2 and pieces[0].text == "百分之" and pieces[1].what == "number":
        return [_literal([replace(pieces[1], gap=False, last=False, sign="%")])]
    first = pieces[0]
    if first.what != "number":
        return []
    if len(pieces) == 2 and pieces[1].text in _ORDINAL and not pieces[1].gap:
        ordinal = f"第{first.text}"
        return [_literal(_pieces(one)) for one in (ordinal, numerals.in_chinese(ordinal))]
    if len(pieces) == 1:
        found = [_meaning(meant(first.text, ""))] if len(first.text) >= LONG_NUMBER else []
        digits = first.text.replace(",", "")
        if "." in digits and digits.endswith("0"):
            shorter = Unit("number", digits.rstrip("0").rstrip("."), whole=True, sign=first.sign)
            found.append(Form(Kind.LITERAL, (((shorter,),),)))
        return found
    written = "".join(piece.text for piece in pieces)
    if (several := numerals.in_parts(written)) is not None:
        return [_meaning(f"{several[0].normalize():f}")] if len(written) - several[1] <= MOST_BEHIND else []
    text = pieces[1].text
    multiplier = ABBREVIATED.get(text) or next((name for name in MULTIPLIERS if text.startswith(name)), None)
    if multiplier is None and len(pieces) == 2 and len(first.text) >= LARGE and first.text.endswith("000"):
        return [_meaning(meant(first.text, ""))] if len(text) <= MOST_BEHIND or otherwise(text) else []
    behind = MOST_BEHIND if pieces[1].what == "han" else 0
    if len(pieces) > 2 or multiplier is None or len(text) > len(multiplier) + behind:
        return []
    return [_meaning(meant(first.text, multiplier))]


def _meaning(plain: str) -> Form:
    return Form(Kind.LITERAL, (((Unit("meant", plain),),),))


def _in_other_units(pieces: list[_Piece]) -> list[Form]:
    """A measure as it is written otherwise: 110 megawatts as 110 MW, 110兆瓦, 11万千瓦, 2.88 percent as 2.88%."""
    number = pieces[0].text if pieces[0].what == "number" else ""
    named = pieces[1:] if number else pieces
    chinese = number and len(named) == 1 and named[0].what == "han"
    if not named or not (chinese or all(piece.what == "latin" for piece in named)):
        return []
    found = []
    name = "".join(piece.text for piece in named)
    ways = [f"{number}{other}" for other in otherwise(name, alone=not number)]
    for other in (*ways, *(in_other_sizes(number, name) if number else ())):
        *before, way = map(_exactly, _pieces(other))
        # m of metres is no beginning of million, but kilometre one of kilometres
        last = replace(way[-1], whole=len(way[-1].text) < 4) if way[-1].what == "latin" else way[-1]
        found.append(Form(Kind.LITERAL, tuple((one,) for one in (*before, (*way[:-1], last)))))
    return found


def _in_other_digits(text: str) -> list[Form]:
    """A word with its numbers in the other kind of digits: 第20届 as 第二十届, 三万家 as 30,000家 and 3万家."""
    found = []
    if (other := numerals.in_chinese(text)) != text:
        found.append(_literal(_pieces(other)))
    if (other := numerals.in_digits(text)) != text:
        pieces = _pieces(other)
        found += [_literal(pieces), *_as_meant(pieces)]
        first, behind = pieces[0], sum(len(piece.text) for piece in pieces[1:])
        if first.what == "number" and first.text.endswith("0000") and behind <= MOST_BEHIND:
            found.append(_meaning(meant(first.text, "")))
    return found


def _in_other_notations(text: str) -> list[Form]:
    """A day or month in its other notations, each whole: January 20 is not January 2026."""
    several = map(_pieces, in_other_notations(text))
    return [_literal([*pieces[:-1], replace(pieces[-1], last=False)]) for pieces in several]


def _in_other_letters(pieces: list[_Piece]) -> list[Form]:
    """The currency's other name: RMB as CNY."""
    other = _CURRENCIES.get(pieces[0].text)
    return [_literal([replace(pieces[0], text=other, letters=""), *pieces[1:]])] if other is not None else []


def _in_other_number(pieces: list[_Piece]) -> list[Form]:
    """An English noun in the other number where that does not begin with it: contracts as contract, city as cities."""
    word = pieces[0].text
    if len(pieces) > 1 or pieces[0].what != "latin":
        return []
    found = [re.sub(ending, other, word) for ending, other in _ENDINGS.items()]
    return [Form(Kind.LITERAL, (((Unit("latin", other),),),)) for other in found if other != word]


def _in_other_spelling(pieces: list[_Piece]) -> list[Form]:
    """English words as they are spelt elsewhere, center as centre; what is joined by signs also as one word."""
    if len(pieces) > MOST_PIECES:
        return []
    found = [
        _literal([*pieces[:at], replace(piece, text=other, letters=""), *pieces[at + 1 :]])
        for at, piece in enumerate(pieces)
        if piece.what == "latin"
        for other in spelt_otherwise(piece.text)
    ]
    if len(pieces) > 1 and all(piece.what == "latin" and piece.sign in _JOINED for piece in pieces):
        found.append(Form(Kind.LITERAL, (((Unit("latin", "".join(piece.text for piece in pieces)),),),)))
    return found


def _as_pinyin(pieces: list[_Piece]) -> list[Form]:
    """The word with its letters as pinyin; of many runs of letters, all are meant in the same way.

    R&D is no pinyin.
    """
    if any(piece.sign == "&" for piece in pieces):
        return []
    choices = [_readings(piece) if piece.letters else [_as_is(piece)] for piece in pieces]
    runs = sum(len(choice) > 1 for choice in choices)
    if runs <= MOST_RUNS:
        chosen = list(product(*choices))
    elif len(pieces) <= MOST_PIECES:
        chosen = [
            tuple(next((c for c in choice if c[0] is kind), choice[0]) for choice in choices)
            for kind in (Kind.INITIALS, Kind.FULL, Kind.PARTIAL)
        ]
    else:
        chosen = []
    found = []
    for choice in chosen:
        kind = max(kind for kind, _ in choice)
        if kind is not Kind.LITERAL:
            found.append(Form(kind, tuple(stretch for _, stretches in choice for stretch in stretches)))
    return sorted(found, key=lambda form: form.kind)


Reading = tuple[Kind, tuple[tuple[Way, ...], ...]]
"""A way to mean a piece of a word: how, and its stretches."""


def _as_is(piece: _Piece) -> Reading:
    return (Kind.LITERAL, ((_exactly(piece),),))


def _readings(piece: _Piece) -> list[Reading]:
    """What letters may be: themselves, initials, syllables in full, syllables with the last in part."""
    found = [_as_is(piece)]
    if (
        len(piece.letters) <= pinyin.MOST_LETTERS
        and "'" not in piece.letters
        and not _NO_INITIALS.search(piece.letters)
    ):
        found.append((Kind.INITIALS, ((tuple(Unit("initial", letter) for letter in piece.letters),),)))
    for kind, partial in ((Kind.FULL, False), (Kind.PARTIAL, True)) if len(piece.letters) > 1 else ():
        stretches = pinyin.spellings(piece.letters, partial=partial)
        if stretches:
            ways = tuple(tuple(_syllables(spelling) for spelling in stretch) for stretch in stretches)
            found.append((kind, ways))
        elif not partial and (beside := _beside_latin(piece.letters)):
            found.append((kind, (beside,)))
    if mixed := tuple(tuple(map(_part, way)) for way in abbreviated(piece.letters)):
        found.append((Kind.PARTIAL, (mixed,)))
    if piece.gap:
        first, *others = found
        gapped = [(kind, (tuple(map(_after_gap, ways[0])), *ways[1:])) for kind, ways in others]
        return [first, *gapped]
    return found


def _syllables(spelling: pinyin.Spelling) -> Way:
    return tuple(Unit("syllable", "", options) for options in spelling)


def _part(part: Part) -> Unit:
    return Unit("initial", part) if isinstance(part, str) else Unit("syllable", "", part)


def _beside_latin(letters: str) -> tuple[Way, ...]:
    """Letters that are no pinyin as a whole, but with a short Latin word before or after it: qqyinyue, jishuct."""
    ways = []
    for length in range(2, min(6, len(letters) - 1)):
        for before, after, latin_first in (
            (letters[:length], letters[length:], True),
            (letters[:-length], letters[-length:], False),
        ):
            latin, rest = (before, after) if latin_first else (after, before)
            for partial in (False, True) if latin_first else (False,):
                spelled = pinyin.spellings(rest, partial=partial)
                if len(spelled) == 1 and "'" not in latin:
                    unit = (Unit("latin", latin, whole=latin_first),)
                    ways += [unit + w if latin_first else w + unit for w in map(_syllables, spelled[0])]
    return tuple(ways[:16])
