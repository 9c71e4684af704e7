"""Column charts: one metric, a column for each value, its period below and its value above it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

from hunnan_tui.model.chart.plot import Axis, Line, Plot, Point, Role, Sheet, axis
from hunnan_tui.model.series import PRECISION

if TYPE_CHECKING:
    from hunnan_tui.model.period import Period

_EIGHTHS = " ▁▂▃▄▅▆▇█"
# full, then what stands for anything below a full cell; the other frequencies of a metric are drawn lighter
_FILL: dict[Role, tuple[str, str]] = {"target": ("░", ":"), "estimate": ("▒", "o")}
_LIGHTER = ("▓", "=")
_WORDS = {
    "target": {"zh": "目标", "en": "target"},
    "estimate": {"zh": "估计", "en": "est."},
}
_SLOT = 8
"""Cells that a column needs at least, with its label and the space before it."""
_WIDEST = 8
"""Cells that a column is wide at most."""


def columns(plots: list[Plot], sheet: Sheet) -> list[Line]:
    """A column chart of `sheet`'s size, from zero: the values of one metric in the order of their periods.

    Values of another frequency than the first plot's are drawn lighter, so that a half-year never passes for a year.
    Empty if there is nothing to draw, a value below zero, or no room: 8 cells a column beside the axis, 7 lines.
    """
    with localcontext(prec=PRECISION):
        return _columns(plots, sheet)


def _columns(plots: list[Plot], sheet: Sheet) -> list[Line]:
    count = sum(len(plot.points) for plot in plots)
    if not count or sheet.height < 7 or count * _SLOT > sheet.width:
        return []
    points = sorted(
        ((point, index) for index, plot in enumerate(plots) for point in plot.points),
        key=lambda pair: (pair[0].period.order, pair[0].role != "actual"),
    )
    if any(point.value < 0 for point, _ in points):
        return []
    rows = sheet.height - 5  # head, a line for the highest value, axis, two lines of labels
    scale = axis(plots, sheet.language, max(rows // 3, 1), zero=True)
    gutter = max(sheet.cells(scale.label(tick)) for tick in scale.ticks) + 1
    slot = min((sheet.width - gutter - 1) // len(points), 14)
    if slot < _SLOT:
        return []
    wide = min(slot - 2, _WIDEST)
    marks = {_row(scale, tick, rows): scale.label(tick) for tick in scale.ticks}
    grid: list[Line] = []
    for row in range(-1, rows):
        label = sheet.fit(marks.get(row, ""), gutter - 1, right=True)
        edge = "|" if sheet.ascii else "┤" if row in marks else "│"
        line: Line = [(f"{label} ", "label"), (edge, "axis")]
        for point, index in points:
            text, role = _cell(point, index, scale, row, rows, wide, sheet)
            if sheet.cells(text) >= slot:
                text = ""  # half a number is another number
            line += [(" ", "axis"), (sheet.fit(text, slot - 1), role)]
        grid.append(line)
    base = ("+" if sheet.ascii else "└") + ("-" if sheet.ascii else "─") * (slot * len(points))
    below = _labels([point for point, _ in points], slot, sheet)
    margin: Line = [(" " * (gutter + 1), "label")]
    return [
        [(scale.unit, "label")],
        *grid,
        [(" " * gutter, "label"), (base, "axis")],
        *(margin + line for line in below),
    ]


def _row(scale: Axis, value: Decimal, rows: int) -> int:
    """The row, from the top, on whose lower edge a value stands."""
    return min(rows - int((scale.part(value) * rows).to_integral_value(ROUND_HALF_UP)), rows - 1)


def _cell(point: Point, index: int, scale: Axis, row: int, rows: int, wide: int, sheet: Sheet) -> tuple[str, Role]:
    """What a column shows in one row: itself, its value just above it, or nothing."""
    eighths = max(int((scale.part(point.value) * rows * 8).to_integral_value(ROUND_HALF_UP)), 1)
    full, rest = divmod(eighths, 8)
    height = rows - 1 - row
    fill, plain = _FILL.get(point.role, ("█", "#") if index == 0 else _LIGHTER)
    if height < full:
        return (plain if sheet.ascii else fill) * wide, point.role
    top = full + (1 if rest else 0)
    if height == full and rest:
        if sheet.ascii:
            return (plain if rest >= 4 else "_") * wide, point.role
        # only solid columns have finer steps; shaded ones are rounded
        part = _EIGHTHS[rest] if fill == "█" else fill if rest >= 4 else "▁"
        return part * wide, point.role
    if height == top:
        said = scale.say(point, ascii=sheet.ascii)
        return sheet.middle(said, wide) if sheet.cells(said) <= wide else said, "label"
    return "", "label"


def _labels(points: list[Point], slot: int, sheet: Sheet) -> list[Line]:
    """Two lines below the axis: what part of the year, or that it is a target; and the year."""
    details: Line = []
    years: Line = []
    for point in points:
        word = _WORDS[point.role][sheet.language] if point.role in _WORDS else _detail(point.period)
        details.append((sheet.fit(" " + word, slot - 1) + " ", point.role if point.role in _WORDS else "label"))
        years.append((sheet.fit(f" {_year(point.period)}", slot - 1) + " ", "label"))
    return [details, years]


def _detail(period: Period) -> str:
    """What of the year: H1, Q3, 01, 02-24, 01-09; nothing for a whole year."""
    if period.span == "range":
        same = period.first.year == period.last.year
        return f"{period.first.month:02}-{period.last.month:02}" if same else ""
    return period.text[5:]


def _year(period: Period) -> str:
    if period.first.year == period.last.year:
        return str(period.last.year)
    return f"{period.first.year}-{period.last.year % 100:02}"
