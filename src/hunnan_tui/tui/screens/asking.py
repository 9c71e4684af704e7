"""A question with two answers; Esc leaves it unanswered, and no key answers that is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hunnan_tui.i18n import _
from hunnan_tui.model.text import visible_line
from hunnan_tui.tui.widgets.bars import Footer

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Asking(ModalScreen[bool | None]):
    """Gives True for Enter, False for the second answer if there is one, None for Esc."""

    BINDINGS: ClassVar = [
        Binding("enter", "answer(True)", show=False),
        Binding("delete", "answer(False)", show=False),
        Binding("escape", "answer(None)", show=False),
    ]

    def __init__(self, question: str, detail: str, yes: str, no: str = "") -> None:
        super().__init__()
        self._question, self._detail, self._yes, self._no = question, detail, yes, no

    def compose(self) -> ComposeResult:
        """The question, what it is about, the answers."""
        with Vertical(id="asking"):
            yield Static(Content.styled(self._question, "bold"))
            if self._detail:
                yield Static(Content(visible_line(self._detail)), id="asking-detail")
            yield Footer()

    def on_mount(self) -> None:
        """Tell the keys."""
        keys = [("Enter", self._yes)]
        if self._no:
            keys.append(("Del", self._no))
        self.query_one(Footer).keys = (*keys, ("Esc", _("go on") if self._no else _("leave")))

    def action_answer(self, answer: bool | None) -> None:
        """Answer the question."""
        if answer is False and not self._no:
            answer = None
        self.dismiss(answer)
