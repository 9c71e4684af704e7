"""Intervals: which true values a printed figure allows, by its rounding and its qualification.

260 亿元 may stand for anything from 259.5 to 260.5; "over 30,000" for 30,083 but not for 29,990 or 61,000;
"nearly 2,000" for 1,924. Two figures agree where their intervals overlap.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from msgspec import Struct

from hunnan_tui.model.units import parse_unit

if TYPE_CHECKING:
    from hunnan_tui.model.briefing import Bound, Observation

_PRECISION = 120
_NEAR = Decimal("0.1")
"""How far "nearly" and, at most, "about" reach, as a part of the value."""
_OVER = Decimal("0.2")
"""How far "over" reaches at least, as a part of the value."""

_SET = Decimal("0.05")
"""How far a qualified target or limit may have been rounded, at most, as a part of the value."""

_COUNTED = ("count", "people")
_WHOLE = Decimal("0.001")
"""How far a number of things one by one may be off, to overlap with itself: 25家 are not 24.5 rounded."""


class Interval(Struct, frozen=True):
    """From `low` to `high`; both are of one dimension's plain number."""

    low: Decimal
    high: Decimal

    def overlaps(self, other: Interval) -> bool:
        """Whether there is a value in both; touching ends are none, so 260 and 261 do not agree."""
        return self.low < other.high and other.low < self.high

    def over(self, divisor: Interval) -> Interval:
        """All quotients of values of this interval and of `divisor`; both positive."""
        with localcontext() as context:
            context.prec = _PRECISION
            return Interval(self.low / divisor.high, self.high / divisor.low)


def allowed(value: Decimal, bound: Bound, scale: Decimal = Decimal(1)) -> Interval:
    """What `value`, printed with `bound`, allows, each side times `scale`."""
    with localcontext() as context:
        context.prec = _PRECISION
        half = Decimal(1).scaleb(value.as_tuple().exponent) / 2  # type: ignore[arg-type]  # finite: no NaN in files
        size = abs(value)
        step = _last_digit(value)
        match bound:
            case "exact":
                low, high = value - half, value + half
            case "about":
                reach = max(half, min(max(step / 2, size / 50), size * _NEAR))
                low, high = value - reach, value + reach
            case "over":
                low, high = value, value + max(step, size * _OVER, half)  # itself it is not reached
            case "at-least":
                low, high = value - half / 1000, value + max(step, size, half)
            case "nearly":
                low, high = value - max(size * _NEAR, half), value
            case "up-to":
                low, high = min(Decimal(0), value - half), value + half / 1000
        return Interval(low * scale, high * scale)


def interval(observation: Observation, *, aimed: bool | None = None) -> Interval:
    """What an observation allows, as plain numbers.

    A target and a limit are numbers that somebody set: "over 34,000" aims at 34,000, so its qualification, "about"
    excepted, is not looked at. `aimed` overrides whether the observation is taken as one.
    """
    unit = parse_unit(observation.unit)
    bound, value = observation.bound, observation.value
    if bound == "exact" and unit.scale == 1 and unit.dimension in _COUNTED and value == value.to_integral_value():
        return Interval(value - _WHOLE, value + _WHOLE)
    if not (observation.nature in ("target", "limit") if aimed is None else aimed) or bound == "about":
        return allowed(value, bound, unit.scale)
    span = allowed(value, "exact", unit.scale)
    if bound == "exact":
        return span
    # "over 10,000" is no rounded 12,000
    with localcontext() as context:
        context.prec = _PRECISION
        plain, reach = value * unit.scale, abs(value * unit.scale) * _SET
        return Interval(max(span.low, plain - reach), min(span.high, plain + reach))


def growth_interval(percent: Decimal) -> Interval:
    """The ratios that a printed growth in per cent allows: 11.2 from 1.1115 to 1.113, rounded or cut off."""
    with localcontext() as context:
        context.prec = _PRECISION
        last = Decimal(1).scaleb(percent.as_tuple().exponent)  # type: ignore[arg-type]
        below, above = (last / 2, last) if percent >= 0 else (last, last / 2)
        return Interval(1 + (percent - below) / 100, 1 + (percent + above) / 100)


def _last_digit(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 1,000 for 25,000, 0.1 for 1.1; 1 for 0."""
    if value == 0:
        return Decimal(1)
    digits = value.normalize().as_tuple()
    return Decimal(1).scaleb(digits.exponent)  # type: ignore[arg-type]
