"""One kind of a thing nearly as large as all kinds together: perhaps another thing's figure under its name.

A name that lists kinds (eaglet, gazelle and unicorn enterprises; 雏鹰、瞪羚和独角兽企业) has each of them
as a *member*. That additions to one member within a year are half of the total of all members, or more, can
hardly be.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from hunnan_tui.model.interval import interval
from hunnan_tui.model.reconcile.arithmetic import ratio
from hunnan_tui.model.reconcile.flag import ProgramFlag, flag, side
from hunnan_tui.model.text import Text
from hunnan_tui.model.wording import say_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hunnan_tui.model.series import Figure, Series

_ADDED = re.compile(r"新增|新设|新认定|新培育|净增|\b(?:new|newly|added|additional|additions)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BESIDE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "at",
        "by",
        "for",
        "to",
        "all",
        "new",
        "newly",
        "added",
        "additional",
        "additions",
        "total",
        "number",
        "count",
        "enterprise",
        "company",
        "firm",
        "business",
    ]
)
_ZH_BESIDE = re.compile(r"新增|新设|新认定|新培育|净增|累计|总数|总量|数量|家数|企业|公司|数$")
_ZH_LIST = re.compile(r"[、,，/]|以及|及|和|与")
# Ranks of Chinese enterprise cultivation programmes, which official prose strings together without a comma.
_LADDER = re.compile(r"雏鹰|瞪羚|种子独角兽|潜在独角兽|独角兽|小巨人|单项冠军|专精特新|科技领军|创新型中小")

_NEARLY = Text(
    "一年内新增的一类几乎等于各类总数：可能是另一指标的数值。",
    "Additions of one kind within a year are nearly as many as all kinds together: perhaps the figure of"
    " another metric.",
)
_MOSTLY = Text(
    "一年内新增的一类达到各类总数的一半左右或更多：可能是另一指标的数值。",
    "Additions of one kind within a year are about half of all kinds together or more: perhaps the figure of"
    " another metric.",
)

Member = str | frozenset[str]


def core(name: Text) -> set[Member]:
    """What a name is about, in each language, without words such as 新增, number of, enterprises."""
    found: set[Member] = set()
    if name.zh and (rest := _ZH_BESIDE.sub("", name.zh).strip()):
        found.add(rest)
    if name.en and (words := _words(name.en)):
        found.add(words)
    return found


def members(name: Text) -> set[Member]:
    """The kinds that a name lists, each as `core` would give it; empty if it lists none."""
    found: set[Member] = set()
    if name.zh:
        rest = _ZH_BESIDE.sub("", name.zh).strip()
        kinds = _LADDER.findall(rest)
        listed = [part.strip() for part in _ZH_LIST.split(rest) if part.strip()]
        if len(listed) > 1:
            found.update(listed)
        elif len(kinds) > 1 and "".join(kinds) == rest:
            found.update(kinds)
    if name.en and re.search(r"\band\b", name.en):
        listed = [part for part in re.split(r",|;|\band\b", name.en) if part.strip()]
        found.update(words for words in map(_words, listed) if words)
    return found - core(name)


def other_names(series: Iterable[Series]) -> Iterator[ProgramFlag]:
    """Additions to one member, within a year of a total of all members of which they are half or more.

    `series` are those of one area.
    """
    every = list(series)
    totals = [(one, names) for one in every if (names := members_of_total(one))]
    if not totals:
        return
    for part in every:
        about = core_of_additions(part)
        for whole, names in totals:
            if about & names:
                yield from _too_large(part, whole)


def members_of_total(series: Series) -> set[Member]:
    """The kinds that a metric is a total of, by its name; none where it counts what is new."""
    return set() if series.kind == "flow" or _added(series) else members(series.name)


def core_of_additions(series: Series) -> set[Member]:
    """What a metric that counts what is new is about; nothing for another metric."""
    return core(series.name) if series.kind in ("flow", None) and _added(series) else set()


def _too_large(part: Series, whole: Series) -> Iterator[ProgramFlag]:
    for figure in part.of_nature("actual"):
        near = [one for one in whole.figures if _within_a_year(one, figure) and one.unit.comparable(figure.unit)]
        if not near:
            continue
        against = min(near, key=lambda one: (abs((one.period.last - figure.period.last).days), -one.plain))
        if interval(figure.observation).high * 2 < against.plain or min(against.plain, figure.plain) <= 0:
            continue
        said, all_ = say_figure(figure.observation), say_figure(against.observation)
        step = ratio(against, figure)
        told = [
            Text(
                f"{part.name.get('zh')}：{said.zh}；{whole.name.get('zh')}：{all_.zh}。{step.text.zh}。",
                f"{part.name.get('en')}: {said.en}; {whole.name.get('en')}: {all_.en}. {step.text.en}.",
            ),
            _NEARLY if Decimal("0.8") <= figure.plain / against.plain <= Decimal("1.25") else _MOSTLY,
        ]
        place = f"{figure.observation.period} {against.observation.period}"
        yield flag("another-name", [side(part, figure), side(whole, against)], told, place, [step])


def _within_a_year(one: Figure, other: Figure) -> bool:
    return one.observation.nature != "limit" and abs((one.period.last - other.period.last).days) <= 366


def _added(series: Series) -> bool:
    """Whether the metric counts what is new, by its name."""
    return bool(_ADDED.search(f"{series.name.zh or ''} {series.name.en or ''}"))


def _words(text: str) -> frozenset[str]:
    words = (word.removesuffix("s") if not word.endswith("ss") else word for word in _WORD.findall(text.lower()))
    singular = (word.removesuffix("ie") + "y" if word.endswith("ie") else word for word in words)
    return frozenset(singular) - _BESIDE
