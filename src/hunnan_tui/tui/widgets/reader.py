"""The reader: one document, drawn line by line, its links chosen with ← and →."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive

from hunnan_tui.reading.blocks import ASCII
from hunnan_tui.tui.keys import typed
from hunnan_tui.tui.layout import Layout, lay_out
from hunnan_tui.tui.widgets.roles import Roles

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.strip import Strip

    from hunnan_tui.reading.blocks import Block

_ROLES = (
    "title", "other", "where", "heading", "label", "missing", "said", "source", "anchor", "url", "ref", "link",
    "bullet", "period", "actual", "target", "estimate", "limit", "note", "flag", "match", "figure", "bar",
    "axis", "second", "third", "fourth",
)  # fmt: skip

# the width of a text that is not on the screen: its links are asked for all the same
_UNSEEN = 80


class Reader(Roles, can_focus=True):
    """Shows blocks wrapped to its width. Draws only the lines on the screen."""

    ROLE_CLASSES: ClassVar[frozenset[str]] = frozenset(f"reader--{role}" for role in _ROLES)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--chosen"}
    DEFAULT_CSS = """
    Reader { padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; overflow-x: hidden; }
    """
    BINDINGS: ClassVar = [
        Binding(typed("down,j"), "move(1)", show=False),
        Binding(typed("up,k"), "move(-1)", show=False),
        Binding(typed("pagedown,space"), "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding(typed("home,g"), "go(False)", show=False),
        Binding(typed("end,G"), "go(True)", show=False),
        Binding(typed("right,l"), "choose(1)", show=False),
        Binding(typed("left,h"), "choose(-1)", show=False),
        Binding("enter", "follow", show=False),
    ]

    chosen: reactive[int] = reactive(-1)
    """The number of the chosen link, -1 for none."""

    class Followed(Message):
        """A link was opened: an item's key or an address."""

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ascii = ascii
        self._blocks: list[Block] = []
        self._layout = Layout([], [], [])
        self._width = 0
        """The cells that a line may take in the layout."""

    def show(self, blocks: list[Block], *, keep_place: bool = False) -> None:
        """Show a document from its beginning, or from where one was with `keep_place`."""
        self._blocks = blocks
        self._lay_out()
        self.chosen = -1
        if not keep_place:
            self.scroll_to(0, 0, animate=False, immediate=True)
        self.refresh()

    @property
    def target(self) -> str:
        """Where the chosen link leads; empty where none is chosen."""
        return self._layout.targets[self.chosen] if 0 <= self.chosen < len(self._layout.targets) else ""

    def targets(self) -> list[str]:
        """Where all links of the document lead, in reading order."""
        return self._layout.targets if self._width > 0 else lay_out(self._blocks, _UNSEEN).targets

    def on_resize(self) -> None:
        """Wrap anew for the new width."""
        if self._room != self._width:
            self._lay_out()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines on the screen, also of the first frame, which comes before anybody tells of a size."""
        self.on_resize()
        return super().render_lines(crop)

    @property
    def _room(self) -> int:
        """How many cells a line may take."""
        return self.scrollable_content_region.width or self.content_region.width

    def _lay_out(self) -> None:
        self._width = width = self._room
        if width <= 0:
            self._layout = Layout([], [], [])
            return
        self.forget()
        self._layout = lay_out(self._blocks, width, ascii=self.ascii)
        self.virtual_size = Size(width, len(self._layout.lines))

    def look(self, y: int) -> int:
        """The number of the document's line."""
        return y + self.scroll_offset.y

    def segments(self, y: int) -> list[Segment]:
        """One line of the screen."""
        number = self.look(y)
        width = self.scrollable_content_region.width
        segments, used = [], 0
        for run in self._layout.lines[number] if number < len(self._layout.lines) else ():
            told = run.text.translate(ASCII) if self.ascii else run.text
            text = told if used + cell_len(told) <= width else set_cell_size(told, max(width - used, 0))
            used += cell_len(text)
            segments.append(Segment(text, self._style(run.role, chosen=-1 != run.link == self.chosen)))
        return [*segments, Segment(" " * (width - used), self._style(""))] if used < width else segments

    def _style(self, role: str, *, chosen: bool = False) -> Style:
        """The style of a role, as the chosen link or not."""
        style = self._palette.get((role, chosen))
        if style is None:
            style = self.rich_style
            for name in (role, "chosen" if chosen else ""):
                if name:
                    style += self.get_component_rich_style(f"reader--{name}", partial=True)
            style = self._palette[role, chosen] = self.drawable(style)
        return style

    def watch_chosen(self) -> None:
        """Draw the chosen link, and bring it onto the screen."""
        if 0 <= self.chosen < len(self._layout.places):
            self.scroll_to_region(
                Region(0, self._layout.places[self.chosen], 1, 1), animate=False, force=True, immediate=True
            )
        self.forget()
        self.refresh()

    def action_move(self, lines: int) -> None:
        """Scroll by some lines, at once: Textual's own way counts two keys before a refresh as one."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True, immediate=True)

    def action_page(self, step: int) -> None:
        """Scroll by a page."""
        self.action_move(step * self.scrollable_content_region.height)

    def action_go(self, end: bool) -> None:
        """Scroll to the beginning, or to the end."""
        self.scroll_to(y=self.max_scroll_y if end else 0, animate=False, force=True, immediate=True)

    def action_choose(self, step: int) -> None:
        """Choose the next link, or the one before; the first press takes the first on the screen."""
        places = self._layout.places
        if not places:
            return
        top = self.scroll_offset.y
        seen = [n for n, place in enumerate(places) if top <= place < top + self.size.height]
        if self.chosen in seen or (self.chosen != -1 and not seen):
            self.chosen = max(0, min(len(places) - 1, self.chosen + step))
        elif seen:
            self.chosen = seen[0] if step > 0 else seen[-1]
        else:
            after = [n for n, place in enumerate(places) if place >= top]
            self.chosen = after[0] if after else len(places) - 1

    def action_follow(self) -> None:
        """Open the chosen link."""
        if self.target:
            self.post_message(self.Followed(self.target))

    def on_click(self, event: events.Click) -> None:
        """Open the link under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None and (link := self._link_at(offset.x, self.look(offset.y))) != -1:
            self.chosen = link
            self.action_follow()

    def _link_at(self, x: int, number: int) -> int:
        """The link at a cell of a line; -1 if there is none."""
        for run in self._layout.lines[number] if number < len(self._layout.lines) else ():
            x -= cell_len(run.text)
            if x < 0:
                return run.link
        return -1
