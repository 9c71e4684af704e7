"""A figure as it is shown: its value with its qualification, what is printed, its growth, what a target lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.model.units import format_value
from hunnan_tui.reading import words

if TYPE_CHECKING:
    from decimal import Decimal

    from hunnan_tui.model.briefing import Observation
    from hunnan_tui.model.target import Target
    from hunnan_tui.model.text import Language


def figure_text(seen: Observation, language: Language) -> str:
    """A value in the reader's language with its qualification: over CNY 83.06 billion, 超过830.6亿元."""
    return words.bound(seen.bound, format_value(seen.value, seen.unit, language))


def printed(seen: Observation) -> str:
    """What the source prints."""
    return seen.printed or f"{seen.value:f}{seen.unit}"


def growth(seen: Observation) -> str:
    """The printed growth on the year before, signed, in per cent; empty where none is printed."""
    return f"{seen.growth:+f}%" if seen.growth is not None else ""


def finest_gap(target: Target) -> tuple[Decimal, str]:
    """A target's gap in the unit of the latest value, which has the finer digits: 3917家, not 0.3917万家."""
    assert target.gap is not None
    latest, unit = target.latest, target.gap_unit
    if latest is None or unit != target.figure.observation.unit:
        return target.gap, unit
    return target.figure.unit.convert(target.gap, latest.unit), latest.observation.unit
