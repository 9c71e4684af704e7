"""Decimals as texts that sort as the numbers do, so that a catalog can sort them without making binary floats."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_SHIFT = 5000
"""Added to the power of ten, which no value of a briefing takes out of 0 to 9,999."""
_NINES = str.maketrans("0123456789", "9876543210")


def exact_order(value: Decimal) -> str:
    """A text of ASCII characters: those of two finite decimals compare as they do, and equal ones have one text.

    A sign, the power of ten of the first digit, the digits; of negative numbers all digits taken from nine.
    """
    if not value:
        return "1"
    _sign, digits, _exponent = value.as_tuple()
    said = "".join(map(str, digits)).lstrip("0").rstrip("0")
    text = f"{value.adjusted() + _SHIFT:04}{said}"
    return f"2{text}" if value > 0 else f"0{text.translate(_NINES)}~"
