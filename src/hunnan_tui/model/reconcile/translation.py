"""Chinese and English texts of one item that give different numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.model.interval import Interval, allowed
from hunnan_tui.model.reconcile.contradictions import contradictions
from hunnan_tui.model.reconcile.flag import ProgramFlag, Side, flag
from hunnan_tui.model.reconcile.numerals import Number, figures, others
from hunnan_tui.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hunnan_tui.model.briefing import Bound, Evidence

_ROUNDED = 8
"""A number is rounded by at most an eighth of it."""
_MOST = 500
"""How many figures a text may have to be compared: more is a table, not prose, and each is held against each."""


def translations(
    key: str, texts: Iterable[Text], briefing: str = "", evidence: Iterable[Evidence] = ()
) -> Iterator[ProgramFlag]:
    """Those of an item's texts of which one language has a figure that the other has not.

    Dates, names and numbers in words need no counterpart, but may not contradict each other. `key` is the item's,
    `briefing` and `evidence` are where it says so.
    """
    proof = tuple(evidence)
    for place, text in enumerate(texts, 1):
        if not text.zh or not text.en:
            continue
        zh, en = figures(text.zh, "zh"), figures(text.en, "en")
        if len(zh) > _MOST or len(en) > _MOST:
            continue
        only_zh, only_en = _without(zh, en), _without(en, zh)
        # dates and words are looked at only for those that no figure answers
        if only_zh:
            only_zh = _without(only_zh, others(text.en, "en"))
        if only_en:
            only_en = _without(only_en, others(text.zh, "zh"))
        odd_zh, odd_en = contradictions(text.zh, text.en)
        odd_zh = [*(one.text for one in only_zh), *odd_zh]
        odd_en = [*(one.text for one in only_en), *odd_en]
        if odd_zh or odd_en:
            yield _flag(key, text, odd_zh, odd_en, briefing, proof, place)


def _without(ones: list[Number], against: list[Number]) -> list[Number]:
    """Those firm numbers that have no counterpart."""
    equals = {other.plain: other for other in against}
    return [
        one
        for one in ones
        if one.firm
        # mostly the equal number is the counterpart
        and not ((equal := equals.get(one.plain)) and _same(one, equal))
        and not any(_same(one, other) for other in against)
    ]


def _same(one: Number, other: Number) -> bool:
    """Whether two numbers may be the same: equal, rounded, or an exact one that a qualified one allows."""
    equal = one.plain == other.plain
    size, against = one.measure, other.measure
    if size is not None and against is not None and size[0] == against[0] and size[1] != against[1]:
        # 200万千瓦 and 2 GW; 2万亩 and 1,333 hectares, as whole numbers have it; but not 8厘米 and 8 mm
        small, large = sorted((one.plain * size[1], other.plain * against[1]))
        return (large - small) * 200 <= large
    if equal:
        return True
    qualified = (one.bound != "exact") + (other.bound != "exact")
    if qualified != 1:
        # no more than a rounding apart, where a multiplier shows that one of them is rounded
        low, high = sorted((one.plain, other.plain))
        close = (high - low) * _ROUNDED <= high  # 5亿 is not 1 billion rounded
        return close and (one.scale > 1 or other.scale > 1) and _near(one, "exact").overlaps(_near(other, "exact"))
    return _near(one, one.bound).overlaps(_near(other, other.bound))


def _near(number: Number, bound: Bound) -> Interval:
    return allowed(number.value, bound, number.scale)


def _flag(
    key: str,
    text: Text,
    only_zh: list[str],
    only_en: list[str],
    briefing: str,
    evidence: tuple[Evidence, ...],
    place: int,
) -> ProgramFlag:
    zh, en = (list(dict.fromkeys(only)) for only in (only_zh, only_en))
    told = Text(
        f"中文有而英文没有的数字：{'、'.join(zh) or '无'}；英文有而中文没有的：{'、'.join(en) or '无'}。",
        f"Numbers only in the Chinese: {', '.join(zh) or 'none'}; only in the English: {', '.join(en) or 'none'}.",
    )
    sides = [
        Side(key, Text(text.zh, text.zh), briefing, evidence, f"{key}|zh|{' '.join(zh)}"),
        Side(key, Text(text.en, text.en), briefing, evidence, f"{key}|en|{' '.join(en)}"),
    ]
    return flag("translation", sides, [told], str(place))
