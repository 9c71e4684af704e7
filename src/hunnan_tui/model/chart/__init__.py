"""Charts as text: numbers in, lines of coloured segments out, for any screen that has cells.

Each line is a list of segments (text, role); the screen gives the roles their colours. Nothing is said by
colour alone: targets, estimates and further series have characters of their own, also in the ASCII form.
"""

from hunnan_tui.model.chart.bars import bar, thinned, trend
from hunnan_tui.model.chart.plot import Line, Plot, Point, Role, Segment, Sheet, indexed, plots_of

__all__ = [
    "Line",
    "Plot",
    "Point",
    "Role",
    "Segment",
    "Sheet",
    "bar",
    "draw",
    "indexed",
    "plots_of",
    "thinned",
    "trend",
]


def draw(plots: list[Plot], sheet: Sheet) -> list[Line]:
    """The chart that suits `plots`: columns for one metric with few values, else lines over time."""
    # the overview needs bars alone, in the first frame
    from hunnan_tui.model.chart.columns import columns
    from hunnan_tui.model.chart.lines import lines

    names = {plot.name for plot in plots}
    if len(names) <= 1 and (chart := columns(plots, sheet)):
        return chart
    return lines(plots, sheet)
