"""Parts that are larger than their whole, one by one or together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from hunnan_tui.model.interval import interval
from hunnan_tui.model.reconcile.arithmetic import difference, excess, over_all, total
from hunnan_tui.model.reconcile.flag import ProgramFlag, both, flag, says, side
from hunnan_tui.model.series import Figure, Series, preferred
from hunnan_tui.model.text import Text
from hunnan_tui.model.wording import say_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Place = tuple[object, ...]


_MAY_EXCEED = re.compile(
    r"完成率|完成进度|完成情况|增长|增速|增幅|产销率|拨备覆盖率|达产率|自给率|保值|资产负债|杠杆|偿付|充足率|收益率|回报"
    r"|\b(?:complet|fulfil|of (?:the )?plan|growth|increase|rate of return|return on"
    r"|leverage|adequacy|solvency|self-sufficiency)",
    re.IGNORECASE,
)
"""Names of rates that may well be more than 100 %: of what was planned, of a growth."""
_OVERLAP = re.compile(
    r"交叉|重叠|重复|同时计入|同时属于|可兼|兼属|兼有|不互斥"
    r"|\b(?:overlap|double[- ]count|more than one|several (?:kinds|categories|groups)|not mutually exclusive)",
    re.IGNORECASE,
)
"""What says that one thing may be counted in several parts."""


def over_hundred(series: Series) -> Iterator[ProgramFlag]:
    """Shares of more than 100 %."""
    if series.kind != "share":
        return
    for figure in series.figures:
        seen = figure.observation
        if figure.unit.dimension == "ratio" and interval(seen).low > 1 and not _MAY_EXCEED.search(both(series.name)):
            said, step = say_figure(seen), over_all(figure)
            told = [
                Text(
                    f"{series.name.get('zh')}：{said.zh}，超过100%。",
                    f"{series.name.get('en')}: {said.en}, over 100%.",
                ),
                Text(f"{step.text.zh}。", f"{step.text.en}."),
            ]
            yield flag("part-over-whole", [side(series, figure)], told, f"{seen.nature} {seen.period}", [step])


def parts_over(whole: Series, parts: Sequence[Series]) -> Iterator[ProgramFlag]:
    """Parts of `whole` that exceed it: each alone, and, where none does alone, all of one kind together.

    Compared are values of the same period, nature and dimension; a part's sum over a year stands beside the
    whole's total at the end of that year. A whole of which sources give several values is exceeded if all
    of them are.
    """
    if whole.kind == "rank":
        return
    wholes = _by_place(whole, whole)
    # in an order that no history of the catalog changes
    parts = sorted((part for part in parts if part.kind != "rank"), key=lambda part: part.id)
    # where one part is taken away, such as imports from exports, another may be more than the whole
    less = {
        place
        for part in parts
        for place, figures in _by_place(part, whole).items()
        if any(f.plain < 0 for f in figures)
    }
    together: dict[tuple[Place, bool], list[tuple[Series, Figure]]] = {}
    alone: set[Place] = set()
    for part in parts:
        for place, figures in _by_place(part, whole).items():
            against = wholes.get(place)
            if not against or place in less:
                continue
            figure = preferred(figures)
            if part.kind == "cumulative" and whole.kind == "flow" and part.at_moment(figure.period):
                continue  # all since a beginning may be more than a year's
            together.setdefault((place, part.at_moment(figure.period)), []).append((part, figure))
            if interval(figure.observation).low >= max(interval(one.observation).high for one in against):
                alone.add(place)
                yield _larger(part, figure, whole, preferred(against))
    for (place, _), members in together.items():
        against = wholes[place]
        if len(members) < 2 or place in alone or _overlapping(whole, members):
            continue
        least = sum((interval(figure.observation).low for _, figure in members), Decimal(0))
        if least >= max(interval(one.observation).high for one in against):
            yield _larger_together(members, whole, preferred(against))


def _by_place(series: Series, whole: Series) -> dict[Place, list[Figure]]:
    """Figures by nature, stretch of time (its end only, where `whole` is a total then) and dimension."""
    places: dict[Place, list[Figure]] = {}
    for figure in series.figures:
        period, seen = figure.period, figure.observation
        if seen.nature == "limit":
            continue
        first = None if whole.at_moment(period) else period.first
        places.setdefault((seen.nature, first, period.last, figure.unit.dimension), []).append(figure)
    return places


def _overlapping(whole: Series, members: Sequence[tuple[Series, Figure]]) -> bool:
    """Whether a definition or a note says that the parts are not apart."""
    definitions = [one.definition for one in (whole, *(part for part, _ in members)) if one.definition]
    return any(_OVERLAP.search(both(text)) for text in definitions) or any(
        says(figure.observation, _OVERLAP) for figure in (*whole.figures, *(figure for _, figure in members))
    )


def _larger(part: Series, figure: Figure, whole: Series, against: Figure) -> ProgramFlag:
    step = difference(figure, against)
    said, all_ = say_figure(figure.observation), say_figure(against.observation)
    told = [
        Text(
            f"{part.name.get('zh')}是{whole.name.get('zh')}的一部分：{said.zh}，大于整体的{all_.zh}。",
            f"{part.name.get('en')} is a part of {whole.name.get('en')}: {said.en} is more than the whole, {all_.en}.",
        ),
        Text(f"{step.text.zh}。", f"{step.text.en}."),
    ]
    place = f"{figure.observation.nature} {figure.observation.period}"
    return flag("part-over-whole", [side(part, figure), side(whole, against)], told, place, [step])


def _larger_together(members: list[tuple[Series, Figure]], whole: Series, against: Figure) -> ProgramFlag:
    figures = [figure for _, figure in members]
    steps = [total(figures, against), excess(figures, against)]
    all_ = say_figure(against.observation)
    names = [part.name for part, _ in members]
    zh, en = "、".join(name.get("zh") for name in names), "; ".join(name.get("en") for name in names)
    told = [
        Text(
            f"{whole.name.get('zh')}的各部分（{zh}）之和大于整体的{all_.zh}。",
            f"The parts of {whole.name.get('en')} ({en}) are together more than the whole, {all_.en}.",
        ),
        *(Text(f"{step.text.zh}。", f"{step.text.en}.") for step in steps),
    ]
    sides = [side(whole, against), *(side(part, figure) for part, figure in members)]
    place = f"{against.observation.nature} {against.observation.period}"
    return flag("parts-over-whole", sides, told, place, steps)
