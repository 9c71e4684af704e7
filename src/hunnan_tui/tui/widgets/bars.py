"""The one-line bars: what is open (top), the views where the navigator has no room (tabs), the keys (bottom)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from hunnan_tui.model.text import visible_line

if TYPE_CHECKING:
    from textual import events

    from hunnan_tui.tui.navigation import View


class Bar(Widget):
    """One line of content that is cut where it is too long."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }"

    content: reactive[Content] = reactive(Content(""), layout=True)

    def render(self) -> Content:
        """The line."""
        return self.content


class Tabs(Bar):
    """The views on one line, the open one standing out and always in sight; a click opens one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tabs--open", "tabs--key"}
    DEFAULT_CSS = """
    Tabs > .tabs--open { text-style: bold reverse; }
    Tabs > .tabs--key { color: $text-muted; }
    """

    views: reactive[tuple[View, ...]] = reactive(())
    open_view: reactive[str] = reactive("")

    class Opened(Message):
        """A tab was clicked."""

        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def render(self) -> Content:
        """The tabs that fit, from the first one that lets the open one be seen."""
        labels = [self._label(number, view) for number, view in enumerate(self.views)]
        start, width = 0, self.size.width
        names = [view.id for view in self.views]
        place = names.index(self.open_view) if self.open_view in names else 0
        while start < place and sum(cell_len(label) + 1 for label in labels[start : place + 1]) > width - 2:
            start += 1
        parts: list[Content | tuple[str, object] | str] = [("‹", "$text-muted")] if start else []
        for number, label in enumerate(labels[start:], start):
            style = self.get_visual_style("tabs--open") if number == place else ""
            parts += [Content.styled(label, style), " "]
        return Content.assemble(*parts)  # type: ignore[arg-type]

    def _label(self, number: int, view: View) -> str:
        key = (number + 1) % 10
        count = f" {view.count}" if view.count is not None else ""
        return f" {key} {visible_line(view.title)}{count} " if number < 10 else f" {visible_line(view.title)}{count} "

    def on_click(self, event: events.Click) -> None:
        """Open the tab under the pointer."""
        x = 0
        line = self.render().plain
        for number, view in enumerate(self.views):
            label = self._label(number, view)
            at = line.find(label)
            if at < 0:
                continue
            x = cell_len(line[:at])
            if x <= event.x < x + cell_len(label):
                self.post_message(self.Opened(view.id))


class Footer(Bar):
    """The keys of the pane that has the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key"}
    DEFAULT_CSS = "Footer > .footer--key { text-style: bold; }"

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def render(self) -> Content:
        """As many keys as fit, whole."""
        parts: list[Content] = []
        used = 0
        style = self.get_visual_style("footer--key")
        for key, label in self.keys:
            size = cell_len(f" {key} {label} ")
            if used + size > self.size.width:
                break
            used += size
            parts.append(Content.assemble(" ", Content.styled(key, style), f" {label} "))
        return Content("").join(parts)
