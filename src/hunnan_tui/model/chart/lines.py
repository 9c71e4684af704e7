"""Line charts over time: up to four metrics, in braille dots or, in ASCII, in points."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from hunnan_tui.model.chart.plot import PLOT_ROLES, Axis, Line, Plot, Point, Role, Sheet, axis
from hunnan_tui.model.series import PRECISION
from hunnan_tui.model.text import Text, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEFT, _RIGHT = (
    tuple(sum(dot for row, dot in enumerate(dots) if bits >> row & 1) for bits in range(16))
    for dots in ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
)
"""The braille dots of a cell's two columns, by the bits of its four rows."""
_MARKS = (("●", "*"), ("■", "x"), ("▲", "^"), ("▼", "v"), ("◆", "+"), ("★", "@"))
"""The marks of up to four metrics, or of up to six frequencies of one metric."""
_NATURES: dict[Role, tuple[str, str, Text]] = {
    "target": ("◇", "o", Text("目标", "target")),
    "estimate": ("○", "e", Text("估计", "estimate")),
}
_FREQUENCIES = {
    "year": Text("全年", "year"),
    "half": Text("半年", "half"),
    "quarter": Text("季度", "quarter"),
    "month": Text("月", "month"),
    "day": Text("日", "day"),
    "moment": Text("实际", "actual"),
}

_YEAR = 6
"""Cells that a year's label and the space around it take."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
"""Years between two labels."""
_LEAST = 8
"""Cells that a drawing needs at least beside its labels."""


class _Style(Struct, frozen=True):
    """How a plot is drawn and named in the legend."""

    mark: str
    role: Role
    name: str


def lines(plots: list[Plot], sheet: Sheet) -> list[Line]:
    """A line chart of `sheet`'s size: time to the right, values upwards, a legend above.

    Actual values are joined by a line; from the last of them a dotted one leads to each target and
    estimate. Plots of one name are one metric's frequencies and share its role. Empty if there is nothing
    to draw or no room (below 20 by 6 cells).
    """
    with localcontext(prec=PRECISION):
        return _lines([plot for plot in plots if plot.points], sheet)


def _lines(plots: list[Plot], sheet: Sheet) -> list[Line]:
    if not plots or sheet.width < 20 or sheet.height < 6:
        return []
    styles = _styles(plots, sheet)
    rows = sheet.height - 3  # legend, axis, years
    scale = axis(plots, sheet.language, max(rows // 3, 1), zero=False)
    gutter = max(sheet.cells(scale.label(tick)) for tick in scale.ticks) + 1
    width = sheet.width - gutter - 1
    if width < _LEAST:
        return []
    area = _Area(plots, scale, width, rows, sheet.ascii)
    for plot, style in zip(plots, styles, strict=True):
        area.draw(plot, style)
    marks = {area.row(tick) // 4: scale.label(tick) for tick in scale.ticks}
    grid: list[Line] = []
    for row in range(rows):
        label = sheet.fit(marks.get(row, ""), gutter - 1, right=True)
        edge = "|" if sheet.ascii else "┤" if row in marks else "│"
        grid.append([(f"{label} ", "label"), (edge, "axis"), *area.line(row)])
    base = ("+" if sheet.ascii else "└") + ("-" if sheet.ascii else "─") * width
    return [
        _legend(plots, styles, scale, sheet),
        *grid,
        [(" " * gutter, "label"), (base, "axis")],
        [(" " * (gutter + 1), "label"), (area.times(), "label")],
    ]


def _styles(plots: list[Plot], sheet: Sheet) -> list[_Style]:
    """A mark for each plot: metrics differ by role and mark, the frequencies of one metric by mark."""
    names = list(dict.fromkeys(plot.name for plot in plots))
    if len(names) > 1:
        styles = []
        for plot in plots:
            place = names.index(plot.name) % len(_MARKS)
            styles.append(
                _Style(_MARKS[place][sheet.ascii], PLOT_ROLES[place], visible_line(plot.name.get(sheet.language)))
            )
        return styles
    if len(plots) == 1:
        return [_Style(_MARKS[0][sheet.ascii], "actual", Text("实际", "actual").get(sheet.language))]
    return [
        _Style(_MARKS[place % len(_MARKS)][sheet.ascii], "actual", _frequency(plot).get(sheet.language))
        for place, plot in enumerate(plots)
    ]


def _frequency(plot: Plot) -> Text:
    """What a frequency is called in the legend; ranges by their months."""
    if known := _FREQUENCIES.get(plot.frequency):
        return known
    months = plot.frequency.split()[1]
    return Text(f"{months}月", months)


def _legend(plots: list[Plot], styles: list[_Style], scale: Axis, sheet: Sheet) -> Line:
    """The unit, and what each mark means."""
    used: dict[tuple[str, Role], str] = {}
    for plot, style in zip(plots, styles, strict=True):
        if any(point.role == "actual" for point in plot.points):
            used.setdefault((style.mark, style.role), style.name)
    for role, (mark, plain, word) in _NATURES.items():
        if any(point.role == role for plot in plots for point in plot.points):
            used[plain if sheet.ascii else mark, role] = word.get(sheet.language)
    legend: Line = [(f"{scale.unit}  ", "label")] if scale.unit else []
    room = sheet.width - sum(sheet.cells(text) for text, _ in legend) - 4 * len(used) + 2
    each = _most([sheet.cells(name) for name in used.values()], room)
    for (mark, role), name in used.items():
        legend += [(f"{mark} ", role), (f"{_short(name, each, sheet)}  ", "label")]
    if legend:
        legend[-1] = (legend[-1][0].rstrip(), legend[-1][1])
    while sum(sheet.cells(text) for text, _ in legend) > sheet.width:
        legend.pop()
    return legend


def _most(sizes: list[int], room: int) -> int:
    """How many cells each name may have so that all fit into `room`: long ones are cut before short ones."""
    each = max(sizes, default=1)
    while each > 1 and sum(min(size, each) for size in sizes) > room:
        each -= 1
    return each


def _short(name: str, width: int, sheet: Sheet) -> str:
    if sheet.cells(name) <= width:
        return name
    return sheet.fit(name, max(width - 1, 0)).rstrip() + ("~" if sheet.ascii else "…")


class _Area:
    """The drawing itself: dots, two by four to a cell, and marks that lie over them.

    Each role has a number for each column of dots, with a bit for each of its rows: a line of ten thousand values that
    goes up and down within a column is drawn by as many operations on one number.
    """

    def __init__(self, plots: list[Plot], scale: Axis, width: int, rows: int, ascii: bool) -> None:
        days = [point.period.last.toordinal() for plot in plots for point in plot.points]
        self._first, self._last = min(days), max(days)
        self._scale, self._width, self._rows, self._ascii = scale, width, rows, ascii
        ends = sorted((point.period for plot in plots for point in plot.points), key=lambda period: period.order)
        self._ends = ends[0].text, ends[-1].text
        self._dense = any(self.dense(plot) for plot in plots)
        self._dots: dict[Role, list[int]] = {}
        self._marks: dict[tuple[int, int], tuple[str, Role]] = {}

    def column(self, point: Point) -> int:
        """The column of dots of a point."""
        wide = self._width * 2 - 1
        if self._last == self._first:
            return wide // 2
        return (point.period.last.toordinal() - self._first) * wide // (self._last - self._first)

    def row(self, value: Decimal) -> int:
        """The row of dots of a value, from the top."""
        high = self._rows * 4 - 1
        return high - int(self._scale.part(value) * high + Decimal("0.5"))

    def dense(self, plot: Plot) -> bool:
        """Whether the actual values are too many to be marked one by one."""
        return sum(point.role == "actual" for point in plot.points) * 4 > self._width

    def draw(self, plot: Plot, style: _Style) -> None:
        """Put a plot on the area."""
        reached = [point for point in plot.points if point.role == "actual"]
        places = [(self.column(point), self.row(point.value)) for point in reached]
        for one, other in pairwise(places):
            self._join(one, other, style.role, 1)
        if len(places) == 1 or not self.dense(plot):
            for place in places:
                self._mark(place, style.mark, style.role)
        for point in plot.points:
            if point.role != "actual":
                place = (self.column(point), self.row(point.value))
                if places and place[0] >= places[-1][0]:
                    self._join(places[-1], place, point.role, 3)
                mark, plain, _ = _NATURES[point.role]
                self._mark(place, plain if self._ascii else mark, point.role)

    def _join(self, one: tuple[int, int], other: tuple[int, int], role: Role, every: int) -> None:
        columns = self._dots.setdefault(role, [0] * (self._width * 2))
        if one[0] == other[0] and every == 1:
            low, high = sorted((one[1], other[1]))
            columns[one[0]] |= (2 << high) - (1 << low)
            return
        for step, (column, row) in enumerate(_between(one, other)):
            if step % every == 0:
                columns[column] |= 1 << row

    def _mark(self, place: tuple[int, int], mark: str, role: Role) -> None:
        self._marks[place[0] // 2, place[1] // 4] = (mark, role)

    def line(self, row: int) -> Line:
        """One row of cells."""
        found: Line = []
        for column in range(self._width):
            text, role = self._cell(column, row)
            if found and found[-1][1] == role:
                found[-1] = (found[-1][0] + text, role)
            else:
                found.append((text, role))
        return found

    def _cell(self, column: int, row: int) -> tuple[str, Role]:
        if mark := self._marks.get((column, row)):
            return mark
        first: Role | None = None
        dots = 0
        for role, columns in self._dots.items():
            left, right = columns[column * 2] >> row * 4 & 15, columns[column * 2 + 1] >> row * 4 & 15
            if left or right:
                first = first or role
                dots |= _LEFT[left] | _RIGHT[right]
        if first is None:
            return " ", "axis"
        return "." if self._ascii else chr(0x2800 + dots), first

    def times(self) -> str:
        """What stands below the axis: each year where it ends, as many as there is room for.

        Where the values are too many to be told apart, the first and the last period at the ends, and round years
        between them, each below its middle.
        """
        text = [" "] * self._width
        years = range(date.fromordinal(self._first).year, date.fromordinal(self._last).year + 1)
        free, end = 0, self._width
        if self._dense:
            first, last = self._ends
            if len(first) + len(last) < self._width:
                text[: len(first)], text[self._width - len(last) :] = first, last
                free, end = len(first) + 1, self._width - len(last) - 1
            step = next(step for step in _STEPS if len(years) * _YEAR <= step * self._width)
            years = range(-(-years[0] // step) * step, years[-1] + 1, step)
        for year in years:
            day = min(max(date(year, *((7, 1) if self._dense else (12, 31))).toordinal(), self._first), self._last)
            span = max(self._last - self._first, 1)
            cell = (day - self._first) * (self._width - 1) // span if self._last > self._first else self._width // 2
            start = min(max(cell - 1, 0), self._width - 4)
            if free <= start <= end - 4:
                text[start : start + 4] = f"{year:04}"
                free = start + 5
        return "".join(text)


def _between(one: tuple[int, int], other: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The dots of a straight line, both ends included (Bresenham)."""
    (column, row), (last, end) = one, other
    wide, high = abs(last - column), -abs(end - row)
    right, down = (1 if column < last else -1), (1 if row < end else -1)
    error = wide + high
    while True:
        yield column, row
        if (column, row) == (last, end):
            return
        twice = 2 * error
        if twice >= high:
            error += high
            column += right
        if twice <= wide:
            error += wide
            row += down
