"""A scroll bar that is drawn as a whole: Textual's own frames each of its cells, which takes as long as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from rich.style import Style
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.geometry import Region


class WholeBar(ScrollBar):
    """Textual's upright scroll bar, drawn in one go."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the bar that `crop` asks for; blank ones in a frame after what it belongs to was taken away."""
        if self.parent is None:
            return [Strip.blank(crop.width)] * crop.height
        bar = cast("ScrollBarRender", self.render())
        style = cast("Style", bar.style)
        assert style.bgcolor is not None
        assert style.color is not None
        size = self.size.height
        told = bar.render_bar(
            size,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            self.thickness,
            back_color=style.bgcolor,
            bar_color=style.color,
        )
        behind = self.visual_style.rich_style
        drawn: dict[int, Strip] = {}
        for segment in told.segments:
            if id(segment) not in drawn:
                line = [Segment(segment.text, behind + segment.style)]
                for line_filter in self.get_line_filters():
                    line = line_filter.apply(line, self.background_colors[1])
                drawn[id(segment)] = Strip(line, self.thickness)
        left, right = crop.column_span
        return [drawn[id(told.segments[y])].crop(left, right) for y in crop.line_range]
