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


class Found(Bar):
    """What a search found. Its room does not go by what it says: nothing is laid out anew while one types."""

    content: reactive[Content] = reactive(Content(""))


class Head(Bar):
    """What is open, in parts: as many as fit, whole."""

    parts: reactive[tuple[Content, ...]] = reactive(())

    def render(self) -> Content:
        """The parts that fit; the first one in any case."""
        shown, room = list(self.parts[:1]), self.size.width - sum(part.cell_length for part in self.parts[:1])
        for part in self.parts[1:]:
            room -= part.cell_length
            if room < 0:
                break
            shown.append(part)
        return Content("").join(shown)


class Tabs(Bar):
    """All views on one line, the open one standing out; a click opens one.

    Where there is little room, those farthest to the right are there by their digits alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tabs--key"}
    DEFAULT_CSS = "Tabs > .tabs--key { text-style: bold; }"

    views: reactive[tuple[View, ...]] = reactive(())
    open_view: reactive[str] = reactive("")

    class Opened(Message):
        """A tab was clicked."""

        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def render(self) -> Content:
        """The tabs, with a cell of air between them."""
        key = self.get_visual_style("tabs--key")
        parts: list[Content | str] = []
        for view, digit, rest in self._shown():
            if view.id == self.open_view:
                parts += [" ", Content.styled(f"{digit}{rest}", "bold reverse")]
            else:
                parts += [" ", Content.styled(digit, key), rest]
        return Content.assemble(*parts)

    def _shown(self) -> list[tuple[View, str, str]]:
        """Each view with its digit and its name, which is empty where there is no room for it."""
        digits = [str((place + 1) % 10) if place < 10 else "" for place in range(len(self.views))]
        rests = [
            f"{' ' if digit else ''}{visible_line(view.title)}" for digit, view in zip(digits, self.views, strict=True)
        ]
        named = [""] * len(rests)
        room = self.size.width - sum(map(cell_len, digits)) - len(digits)
        # the open one and those without a digit have their names in any case; then from the left while there is room
        places = range(len(rests))
        for place in sorted(places, key=lambda place: self.views[place].id != self.open_view and digits[place] != ""):
            room -= cell_len(rests[place])
            if room < 0:
                break
            named[place] = rests[place]
        return list(zip(self.views, digits, named, strict=True))

    def on_click(self, event: events.Click) -> None:
        """Open the tab under the pointer."""
        x = 1
        for view, digit, rest in self._shown():
            size = cell_len(f"{digit}{rest}")
            if x <= event.x < x + size:
                self.post_message(self.Opened(view.id))
            x += size + 1


class Footer(Bar):
    """The keys of the pane that has the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key"}
    DEFAULT_CSS = "Footer > .footer--key { text-style: bold; }"

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())
    told: reactive[Content | None] = reactive(None)
    """What is said in place of the keys."""

    def render(self) -> Content:
        """As many keys as fit, whole."""
        if self.told is not None:
            return self.told
        parts: list[Content] = []
        used = 0
        style = self.get_visual_style("footer--key")
        for key, label in self.keys:
            gap = "  " if parts else ""
            size = cell_len(f"{gap}{key} {label}")
            if used + size > self.size.width:
                break
            used += size
            parts.append(Content.assemble(gap, Content.styled(key, style), f" {label}"))
        return Content("").join(parts)
