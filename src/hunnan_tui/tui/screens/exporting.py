"""Exporting notes: where to, in the form that the file's ending says; nothing is overwritten unasked."""

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
from hunnan_tui.i18n import _, ngettext
from hunnan_tui.model.text import visible_line
from hunnan_tui.reading import noting
from hunnan_tui.tui.screens.asking import Asking
from hunnan_tui.tui.widgets.bars import Footer

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hunnan_tui.tui.app import HunnanApp


class Exporting(ModalScreen[None]):
    """Asks for a file and writes all notes into it."""

    BINDINGS: ClassVar = [Binding("escape", "leave", show=False, priority=True)]
    app: HunnanApp

    def compose(self) -> ComposeResult:
        """What is exported, the file, what went wrong."""
        count = len(self.app.notes.list())
        with Vertical(id="exporting"):
            yield Static(
                Content.styled(ngettext("Export {n} note to", "Export {n} notes to", count).format(n=count), "bold")
            )
            yield Input("hunnan-notes.md", id="export-path", compact=True)
            yield Static(Content(_("The ending chooses the form: .md .json .csv .html .toml")), id="export-forms")
            yield Static("", id="export-problem", markup=False)
            yield Footer()

    def on_mount(self) -> None:
        """Tell the keys."""
        self.query_one(Footer).keys = (("Enter", _("export")), ("Esc", _("leave")))
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        path = Path(message.value.strip()).expanduser()
        if not message.value.strip():
            return
        if path.exists():

            def answered(yes: bool | None) -> None:
                if yes:
                    self._write(path, overwrite=True)

            self.app.push_screen(Asking(_("Overwrite this file?"), str(path), _("overwrite")), answered)
        else:
            self._write(path, overwrite=False)

    def _write(self, path: Path, *, overwrite: bool) -> None:
        from hunnan_tui.notes import export

        notes = self.app.notes.list()
        form = export.form_of(path)
        text = export.export(
            notes, noting.cited_items(self.app.catalog, notes), form, self.app.language, bom=form == "csv"
        )
        try:
            export.write(path, text, overwrite=overwrite)
        except NoteError as error:
            self.query_one("#export-problem", Static).update(Content.styled(visible_line(str(error)), "$error"))
            return
        said = ngettext("{n} note written to {path}", "{n} notes written to {path}", len(notes))
        self.app.notify(visible_line(said.format(n=len(notes), path=path)), markup=False)
        self.dismiss()

    def action_leave(self) -> None:
        """Leave without exporting."""
        self.dismiss()
