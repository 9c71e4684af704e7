"""Choosing some of several: which columns to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from hunnan_tui.i18n import _
from hunnan_tui.tui.widgets.bars import Footer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


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
            yield SelectionList[str](*[Selection(Content(title), key, on) for key, title, on in self._choices])
            yield Footer()

    def on_mount(self) -> None:
        """Tell the keys."""
        self.query_one(Footer).keys = (("␣", _("show or hide")), ("Enter", _("done")), ("Esc", _("leave")))
        self.query_one(SelectionList).focus()

    def action_done(self) -> None:
        """Take the choice."""
        self.dismiss(list(self.query_one(SelectionList).selected))

    def action_leave(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)
