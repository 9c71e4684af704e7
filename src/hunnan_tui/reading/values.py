"""A figure as it is shown: its value with its qualification, what is printed, its growth, what a target lacks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from hunnan_tui.i18n import _
from hunnan_tui.model.units import format_value
from hunnan_tui.reading import words

if TYPE_CHECKING:
    from hunnan_tui.library.fields import Figured
    from hunnan_tui.model.briefing import Observation
    from hunnan_tui.model.series import Growth
    from hunnan_tui.model.target import Target
    from hunnan_tui.model.text import Language


# how Chinese prose qualifies a number, before it and behind its unit
_BEFORE = "大约|约为|约|超过|超|逾|突破|将近|接近|近|不少于|不低于|至少|不超过|不高于|最高|最多|至多"
_BEHIND = "以上|左右|以内|以下|之内"


def figure_text(seen: Observation, language: Language) -> str:
    """A value in the reader's language with its qualification: over CNY 83.06 billion, 超过830.6亿元."""
    return words.bound(seen.bound, format_value(seen.value, seen.unit, language))


def figured(figure: Figured, language: Language) -> tuple[str, str]:
    """What a query finds among figures: the period, with the nature unless actual, and the value, qualified."""
    nature = "" if figure.nature == "actual" else f" {words.nature(figure.nature)}"
    value = words.bound(figure.bound, format_value(Decimal(figure.value), figure.unit, language))
    return f"{figure.period}{nature}: ", value


def printed(seen: Observation) -> str:
    """What the source prints."""
    return seen.printed or f"{seen.value:f}{seen.unit}"


def as_printed(seen: Observation) -> str:
    """What the source prints, with its qualification: as an anchor has it, or else in the reader's words."""
    bare = printed(seen)
    if seen.printed or seen.bound == "exact":
        return bare
    number, unit = re.escape(f"{seen.value:f}"), re.escape(seen.unit)
    told = re.compile(rf"(?:(?:{_BEFORE})(?:可?达到?|到)?)?(?<![\d.]){number}(?:余|多)?{unit}(?:{_BEHIND})?")
    found = (match[0] for one in seen.evidence for match in told.finditer(one.anchor or ""))
    return next((text for text in found if text != bare), "") or words.bound(seen.bound, bare)


def growth(seen: Observation) -> str:
    """The printed growth on the year before, signed, in per cent; empty where none is printed."""
    return f"{seen.growth:+f}%" if seen.growth is not None else ""


def change_text(change: Growth) -> str:
    """A computed growth in per cent, signed; or that nothing has changed."""
    return _("unchanged") if is_unchanged(change) else f"{change.percent:+f}%"


def is_unchanged(change: Growth) -> bool:
    """Whether a computed growth is none at all, not one that is rounded to none."""
    return change.exact and change.start.plain == change.end.plain


def finest_gap(target: Target) -> tuple[Decimal, str]:
    """A target's gap in the unit of the latest value, which has the finer digits: 3917家, not 0.3917万家."""
    assert target.gap is not None
    latest, unit = target.latest, target.gap_unit
    if latest is None or unit != target.figure.observation.unit:
        return target.gap, unit
    return target.figure.unit.convert(target.gap, latest.unit), latest.observation.unit
