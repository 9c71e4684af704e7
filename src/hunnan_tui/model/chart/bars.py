"""Charts of one line: a target's bar, and a trend small enough for a table's cell."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypeVar

from hunnan_tui.model.chart.plot import Line, Role, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

_Value = TypeVar("_Value")
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"
_ASCII_LEVELS = "_.-=+*%#"


def bar(
    start: Decimal | None,
    now: Decimal | None,
    goal: Decimal,
    width: int,
    *,
    lower_is_better: bool = False,
    ascii: bool = False,
) -> Line:
    """A bar of `width` cells for a target: solid as far as the latest value, shaded from there to the goal.

    The bar's whole length is the goal (for ranks: the latest value, and solid is the goal's part of it);
    `start`, the baseline, is marked where it is another value than the latest. Beyond the goal the bar is
    full.
    """
    if width <= 0:
        return []
    if now is None or goal <= 0 or now <= 0:
        return [("." * width if ascii else "░" * width, "target")]
    whole, done = (now, goal) if lower_is_better else (goal, now)
    eighths = min(int((done / whole * width * 8).to_integral_value(ROUND_HALF_UP)), width * 8)
    if eighths == width * 8 and done < whole:
        eighths -= 1  # almost there is not there
    full, rest = divmod(eighths, 8)
    if ascii:
        solid, shade = "#" * full + ("-" if rest >= 4 else ""), "."
    else:
        solid, shade = "█" * full + (_EIGHTHS[rest] if rest else ""), "░"
    line: Line = [(solid, "actual"), (shade * (width - len(solid)), "target")]
    if start is not None and start != now and 0 < start < whole and not lower_is_better:
        cell = min(int(start / whole * width), width - 1)
        line = _marked(line, cell, "|" if ascii else "┃")
    return [segment for segment in line if segment[0]]


def _marked(line: Line, cell: int, mark: str) -> Line:
    """`line`, whose characters are one cell wide, with a mark put over one of them."""
    marked: list[Segment] = []
    for text, role in line:
        if 0 <= cell < len(text):
            marked += [(text[:cell], role), (mark, "label"), (text[cell + 1 :], role)]
        else:
            marked.append((text, role))
        cell -= len(text)
    return marked


def thinned(values: Sequence[_Value], most: int) -> Sequence[_Value]:
    """At most so many values: of more, the last of each of as many parts."""
    if len(values) <= most:
        return values
    return [values[(part + 1) * len(values) // most - 1] for part in range(most)]


def trend(values: Sequence[tuple[Decimal, Role]], width: int, *, ascii: bool = False) -> Line:
    """The course of `values` in at most `width` cells, the lowest value lowest, as segments of one role each.

    Of more values than cells every cell shows the last value that falls into it.
    """
    if width <= 0 or not values:
        return []
    values = thinned(values, width)
    levels = _ASCII_LEVELS if ascii else _LEVELS
    low, high = min(value for value, _ in values), max(value for value, _ in values)
    line: Line = []
    for value, role in values:
        level = int((value - low) * (len(levels) - 1) / (high - low)) if high > low else len(levels) // 2
        if line and line[-1][1] == role:
            line[-1] = (line[-1][0] + levels[level], role)
        else:
            line.append((levels[level], role))
    return line
