"""What does not agree, found by the program over all briefings.

`flags_of` needs one series, `flags_between` the series of one area or those that are `kin`, `translations` one
item's texts, so that a catalog can compute them while it makes its items; `reconcile` does all at once.

Rounded and qualified mentions that agree with an exact value are no conflict (see
`hunnan_tui.model.interval`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.model.reconcile.dates import early_sources
from hunnan_tui.model.reconcile.flag import RULES, ProgramFlag, Rule, Side, distinct
from hunnan_tui.model.reconcile.goals import targets_below
from hunnan_tui.model.reconcile.growth import growths
from hunnan_tui.model.reconcile.names import core_of_additions, members_of_total, other_names
from hunnan_tui.model.reconcile.parts import over_hundred, parts_over
from hunnan_tui.model.reconcile.spans import spans_over
from hunnan_tui.model.reconcile.translation import translations
from hunnan_tui.model.reconcile.values import carried_forward, different_values, magnitudes, units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.model.series import Series

__all__ = [
    "RULES",
    "ProgramFlag",
    "Rule",
    "Side",
    "flags_between",
    "flags_of",
    "kin",
    "reconcile",
    "translations",
]


def flags_of(series: Series) -> list[ProgramFlag]:
    """What in one series does not agree; every flag has an id of its own."""
    jumps = list(magnitudes(series))
    # What a misread multiplier explains is not told again by the growth or the target that it spoils.
    odd = {id(side.figure) for flag in jumps for side in flag.sides}
    spoilt = (
        flag
        for flag in (*growths(series), *targets_below(series))
        if sum(id(side.figure) in odd for side in flag.sides) < 2
    )
    return distinct(
        [
            *different_values(series),
            *carried_forward(series),
            *jumps,
            *units(series),
            *spoilt,
            *over_hundred(series),
            *spans_over(series),
            *early_sources(series),
        ]
    )


def kin(series: Series) -> tuple[set[str], set[str]]:
    """By which names a series has what another may look for, and for which it looks itself.

    Two series of one area may be flagged together only where these meet, or where one is a part of the other, or both
    are parts of one whole.
    """
    return _said(core_of_additions(series)), _said(members_of_total(series))


def _said(names: Iterable[str | frozenset[str]]) -> set[str]:
    return {f"zh {name}" if isinstance(name, str) else f"en {' '.join(sorted(name))}" for name in names}


def flags_between(series: Iterable[Series]) -> list[ProgramFlag]:
    """What the series of one area say against each other, by `part_of` and by their names."""
    by_id = {one.id: one for one in series}
    parts: dict[str, list[Series]] = {}
    for one in by_id.values():
        if one.part_of in by_id and one.part_of != one.id:
            parts.setdefault(one.part_of, []).append(one)
    found = [flag for whole, members in parts.items() for flag in parts_over(by_id[whole], members)]
    return distinct([*found, *other_names(by_id.values())])


def reconcile(series: Iterable[Series]) -> list[ProgramFlag]:
    """What in and between `series`, of any areas, does not agree."""
    areas: dict[str, list[Series]] = {}
    found = []
    for one in series:
        areas.setdefault(one.area, []).append(one)
        found += flags_of(one)
    for area in areas.values():
        found += flags_between(area)
    return found
