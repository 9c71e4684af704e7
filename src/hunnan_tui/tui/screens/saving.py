"""Asking for a file and writing a text into it; nothing is overwritten unasked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.model.text import visible_line
from hunnan_tui.tui.screens.asking import Asking
from hunnan_tui.tui.widgets.bars import Footer

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from hunnan_tui.tui.app import HunnanApp


class Saving(ModalScreen[None]):
    """Asks for a path, and writes there what `text_for` gives for it."""

    BINDINGS: ClassVar = [Binding("escape", "leave", show=False, priority=True)]
    app: HunnanApp

    def __init__(self, name: str, text_for: Callable[[Path], str], hint: str = "") -> None:
        super().__init__()
        self._name, self._text_for, self._hint = name, text_for, hint

    def compose(self) -> ComposeResult:
        """The question, the box, what the ending means, what went wrong."""
        with Vertical(id="exporting"):
            yield Static(Content.styled(_("Write into which file?"), "bold"))
            yield Input(self._name, id="export-path", compact=True)
            if self._hint:
                yield Static(Content(self._hint), id="export-forms")
            yield Static("", id="export-problem", markup=False)
            yield Footer()

    def on_mount(self) -> None:
        """Tell the keys."""
        self.query_one(Footer).keys = (("Enter", _("write")), ("Esc", _("leave")))
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        if not (typed := message.value.strip()):
            return
        try:
            path = Path(typed).expanduser()
            there = path.exists()
        except (OSError, ValueError, RuntimeError) as error:  # a name too long, a NUL, no such home
            self._tell(str(error))
            return
        if not there:
            self._write(path, overwrite=False)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(path, overwrite=True)

        self.app.push_screen(Asking(_("Overwrite this file?"), str(path), _("overwrite")), answered)

    def _write(self, path: Path, *, overwrite: bool) -> None:
        from hunnan_tui.notes import export

        try:
            export.write(path, self._text_for(path), overwrite=overwrite)
        except (NoteError, ValueError) as error:
            self._tell(str(error))
            return
        self.app.notify(visible_line(_("written to {path}").format(path=path.absolute())), markup=False)
        self.dismiss()

    def _tell(self, problem: str) -> None:
        self.query_one("#export-problem", Static).update(Content.styled(visible_line(problem), "$error"))

    def action_leave(self) -> None:
        """Leave without writing."""
        self.dismiss()
