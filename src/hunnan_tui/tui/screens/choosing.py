"""Choosing some of several: which columns to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from hunnan_tui.i18n import _
from hunnan_tui.tui.widgets.bars import Footer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Choices(SelectionList[str]):
    """Choices that tell by a sign which are chosen: Textual's own tell it by colour alone."""

    def render_line(self, y: int) -> Strip:
        """A line, with [x] before what is chosen and [ ] before what is not."""
        line = super().render_line(y)
        place = self.scroll_offset.y + y
        if place >= self.option_count:
            return line
        _left, _button, _right, *rest = line
        sign = "[x]" if self.get_option_at_index(place).value in self.selected else "[ ]"
        return Strip([Segment(sign, rest[0].style), *rest])


class Choosing(ModalScreen[list[str] | None]):
    """Gives the keys that are chosen; None where the choice is left as it was."""

    BINDINGS: ClassVar = [
        Binding("enter", "done", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str, bool]]) -> None:
        super().__init__()
        self._title, self._choices = title, choices

    def compose(self) -> ComposeResult:
        """The title, the choices, the keys."""
        with Vertical(id="choosing"):
            yield Static(Content.styled(self._title, "bold"))
            yield Choices(*[Selection(Content(title), key, on) for key, title, on in self._choices])
            yield Footer()

    def on_mount(self) -> None:
        """Tell the keys."""
        self.query_one(Footer).keys = (("␣", _("show or hide")), ("Enter", _("done")), ("Esc", _("leave")))
        self.query_one(Choices).focus()

    def action_done(self) -> None:
        """Take the choice."""
        self.dismiss(list(self.query_one(Choices).selected))

    def action_leave(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)
