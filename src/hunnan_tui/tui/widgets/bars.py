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
        """Whole tabs, as many as fit, among them the open one; counts where there is room for all of them."""
        shown = self._shown()
        names = [view.id for view in self.views]
        parts: list[Content | str] = []
        for number, label in shown:
            chosen = number < len(names) and names[number] == self.open_view
            parts.append(Content.styled(label, self.get_visual_style("tabs--open")) if chosen else label)
        first, last = (shown[0][0], shown[-1][0]) if shown else (0, 0)
        before = Content.styled("‹" if first else " ", "$text-muted")
        after = Content.styled("›" if last < len(self.views) - 1 else " ", "$text-muted")
        return Content.assemble(before, *parts, after)

    def _shown(self) -> list[tuple[int, str]]:
        """Number and label of the tabs that fit."""
        room = self.size.width - 2
        labels = [self._label(number, view, counted=True) for number, view in enumerate(self.views)]
        if sum(map(cell_len, labels)) > room:
            labels = [self._label(number, view, counted=False) for number, view in enumerate(self.views)]
        names = [view.id for view in self.views]
        place = names.index(self.open_view) if self.open_view in names else 0
        start = 0
        while start < place and sum(map(cell_len, labels[start : place + 1])) > room:
            start += 1
        shown: list[tuple[int, str]] = []
        for number in range(start, len(labels)):
            room -= cell_len(labels[number])
            if room < 0:
                break
            shown.append((number, labels[number]))
        return shown

    def _label(self, number: int, view: View, *, counted: bool) -> str:
        key = f"{(number + 1) % 10} " if number < 10 else ""
        count = f" {view.count}" if counted and view.count is not None else ""
        return f" {key}{visible_line(view.title)}{count} "

    def on_click(self, event: events.Click) -> None:
        """Open the tab under the pointer."""
        x = 1
        for number, label in self._shown():
            if x <= event.x < x + cell_len(label):
                self.post_message(self.Opened(self.views[number].id))
            x += cell_len(label)


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
