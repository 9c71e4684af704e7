"""Exporting notes: which, where to, in the form that the file's ending says; nothing is overwritten unasked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

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
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from hunnan_tui.notes.note import Note
    from hunnan_tui.tui.app import HunnanApp

# so many choices are seen at once
_SHOWN = 6


class Choice(NamedTuple):
    """Some of the notes, and what they are called."""

    label: str
    notes: Sequence[Note]


class Exporting(ModalScreen[None]):
    """Asks which notes and for a file, and writes the notes into it; ↑ ↓ go through the choices."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("up", "choose(-1)", show=False, priority=True),
        Binding("down", "choose(1)", show=False, priority=True),
    ]
    app: HunnanApp

    def __init__(self, choices: Sequence[Choice]) -> None:
        """`choices` are never none, each with notes; the first one is chosen."""
        super().__init__()
        self._choices = choices
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """What is exported, the file, what went wrong."""
        with Vertical(id="exporting"):
            yield Static(Content.styled(_("Export"), "bold"))
            yield Static(id="export-choices")
            yield Input("hunnan-notes.md", id="export-path", compact=True)
            yield Static(Content(_("The ending chooses the form: .md .json .csv .html .toml")), id="export-forms")
            yield Static("", id="export-problem", markup=False)
            yield Footer()

    def on_mount(self) -> None:
        """Tell the keys."""
        self.query_one(Footer).keys = (("↑↓", _("which notes")), ("Enter", _("export")), ("Esc", _("leave")))
        self.query_one(Input).focus()
        self._tell_choices()

    def action_choose(self, step: int) -> None:
        """Choose the next notes, or those before."""
        self._chosen = max(0, min(self._chosen + step, len(self._choices) - 1))
        self._tell_choices()

    def _tell_choices(self) -> None:
        """The choices around the chosen one, which stands out."""
        start = max(0, min(self._chosen - _SHOWN // 2, len(self._choices) - _SHOWN))
        lines = []
        for number, choice in enumerate(self._choices[start : start + _SHOWN], start):
            told = f" {visible_line(choice.label)} ({len(choice.notes)}) "
            lines.append(Content.styled(told, "reverse" if number == self._chosen else ""))
        self.query_one("#export-choices", Static).update(Content("\n").join(lines))

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

        notes = self._choices[self._chosen].notes
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
        self.app.notify(visible_line(said.format(n=len(notes), path=path.absolute())), markup=False)
        self.dismiss()

    def action_leave(self) -> None:
        """Leave without exporting."""
        self.dismiss()


def choices_of(
    notes: Sequence[Note],
    *,
    marked: Sequence[Note] = (),
    found: Sequence[Note] = (),
    view: tuple[str, Sequence[Note]] = ("", ()),
    here: Note | None = None,
    on: Sequence[Note] = (),
) -> list[Choice]:
    """What may be exported, none of it empty: the notes `marked`, those that a search `found`, all of them, those on
    the items of a `view` (its title before them), the one `here`, those `on` its item, those of each tag.
    """
    choices = [
        Choice(_("marked notes"), marked),
        Choice(_("what was found"), found),
        Choice(_("all notes"), notes),
        Choice(_("notes on this view: {view}").format(view=view[0]), view[1]),
        Choice(_("this note"), [here] if here is not None else []),
        Choice(_("notes on this item"), on),
    ]
    tags = {tag.casefold(): tag for note in notes for tag in note.tags}
    choices += [Choice(f"#{tags[folded]}", noting.chosen(notes, tag=folded)) for folded in sorted(tags)]
    return [choice for choice in choices if choice.notes]
