"""Roles of text, each styled by a class of its own in the style sheet, and lines of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hunnan_tui.tui.widgets.scroll_bar import WholeBar

if TYPE_CHECKING:
    from collections.abc import Hashable

    from rich.style import Style
    from textual.css.styles import RenderStyles
    from textual.scrollbar import ScrollBar


_KEPT = 512  # lines, as they were drawn


class Roles(ScrollView):
    """A widget that draws lines of text in roles, each framed as the first one is.

    A role is a component class (`Reader > .reader--title`) that is styled when it is first drawn. Textual styles all
    of a widget's COMPONENT_CLASSES whenever the widget's own style may have changed, and then forgets these.
    """

    ROLE_CLASSES: ClassVar[frozenset[str]] = frozenset()
    """The classes of the roles."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """The cells of all lines. Textual lays the whole screen out anew when they change; here only the scroll bar goes by
    them, which has its room in any case (`scrollbar-gutter: stable`)."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._palette: dict[Hashable, Style] = {}
        """The styles that lines are made of, ready to be drawn."""
        # not an LRUCache: its entries know one another, so that what it let go of would wait as garbage
        self._strips: FIFOCache[Hashable, Strip] = FIFOCache(_KEPT)
        """What was drawn of lines, by what they look like."""
        self._backdrop: object = None

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first asked for, as Textual makes its own."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = WholeBar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    def watch_virtual_size(self, size: Size) -> None:
        """Let the scroll bar show it, or come and go."""
        self._scroll_update(size)

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of component classes and roles, merged in their order; KeyError for another name."""
        for name in self.ROLE_CLASSES.intersection(names) - self._component_styles.keys():
            role = DOMNode(classes=name)
            role._attach(self)
            self.app.stylesheet.apply(role, animate=False)
            self._component_styles[name] = role.styles
        return super().get_component_styles(*names)

    def look(self, y: int) -> Hashable:
        """What a line of the screen looks like: two that are equal are drawn alike."""
        raise NotImplementedError

    def segments(self, y: int) -> list[Segment]:
        """A line of the screen, as wide as the content, in styles that were made `drawable`."""
        raise NotImplementedError

    def drawable(self, style: Style) -> Style:
        """A style with Textual's filters applied: here, and not for each line, as there are few styles."""
        for line_filter in self.get_line_filters():
            (filtered,) = line_filter.apply([Segment(" ", style)], self.background_colors[1])
            style = filtered.style or style
        return style

    def forget(self) -> None:
        """Draw every line anew when it is asked for."""
        self._strips.clear()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours: the theme, the focus or a style sheet changed."""
        super().notify_style_update()
        self.forget()
        self._palette.clear()

    def render_line(self, y: int) -> Strip:
        """A line without its frame."""
        return Strip(self.segments(y), self.scrollable_content_region.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines on the screen. What shines through from behind changes without a word.

        Textual looks a dozen styles up for each line; all of these are framed as the first one is.
        """
        if (backdrop := self.background_colors) != self._backdrop:
            self._backdrop = backdrop
            self.notify_style_update()
        if self.opacity < 1:
            return super().render_lines(crop)
        width, height = self.outer_size
        gutter = self.styles.gutter
        content = range(gutter.top + 1, height - gutter.bottom)
        end = gutter.left + self.scrollable_content_region.width
        (first,) = super().render_lines(Region(0, gutter.top, width, 1))
        before, after = first.crop(0, gutter.left), first.crop(end)
        left, right = crop.column_span
        lines = []
        for y in crop.line_range:
            if y in content:
                look = self.look(y - gutter.top)
                line = self._strips.get(look)
                if line is None:
                    line = self._strips[look] = Strip([*before, *self.segments(y - gutter.top)], end)
                if right > end:
                    line = Strip([*line, *after], width)
            else:
                (line,) = (first,) if y == gutter.top else super().render_lines(Region(0, y, width, 1))
            lines.append(line.crop(left, right))
        return lines
