"""The note editor: what is typed is kept as a draft at once, and saved when the user says so."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SuspendNotSupported
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import TextArea

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.model.text import visible_line
from hunnan_tui.notes.draft import Drafts
from hunnan_tui.notes.note import Note
from hunnan_tui.tui.screens.asking import Asking
from hunnan_tui.tui.widgets.bars import Bar, Footer
from hunnan_tui.tui.widgets.note_area import NoteArea

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from hunnan_tui.notes.draft import Draft
    from hunnan_tui.tui.app import HunnanApp

# seconds after which what was typed is kept as a draft
_KEPT = 0.5
# what opens the choice of an item to link to; the latter is what a Chinese input method makes of the former
_OPENING = ("[[", "【【")


class NoteEditor(ModalScreen[Note | None]):
    """Writes one note; gives the note as saved, or None."""

    BINDINGS: ClassVar = [
        Binding("ctrl+s", "save", show=False),
        Binding("escape", "leave", show=False),
        Binding("f4", "external", show=False),
        Binding("f5", "link", show=False),
    ]
    app: HunnanApp

    def __init__(self, note: Note, draft: Draft | None = None, *, heading: str = "") -> None:
        super().__init__()
        self.note = note
        self._heading = heading
        self._draft = draft
        self._recovered = draft is not None
        self._keep_soon: Timer | None = None
        self._length = len(note.text)
        """How long the text was before the last change."""
        self._opened = note.text
        """The text as the area has it before anything is typed: it makes line feeds of all line ends."""

    def compose(self) -> ComposeResult:
        """The item's title, the text, what went wrong, the keys."""
        with Vertical(id="editor"):
            yield Bar(id="editor-title")
            yield NoteArea(self.note.text, id="editor-text", soft_wrap=True, show_line_numbers=False)
            yield Bar(id="editor-problem")
            yield Footer(id="editor-keys")

    def on_mount(self) -> None:
        """Begin a draft, and stand at the end of the text."""
        title = self.note.item.title.get(self.app.language) or self.note.key
        self.query_one("#editor-title", Bar).content = Content.assemble(
            (f" {self._heading or _('Note')}  ", "bold"), visible_line(title)
        )
        self.query_one("#editor-keys", Footer).keys = (
            ("^S", _("save")),
            ("Esc", _("leave")),
            ("^Z", _("undo")),
            ("^Y", _("redo")),
            ("[[ F5", _("link")),
            ("F4", _("own editor")),
        )
        if self._draft is None:
            self._draft = Drafts(self.app.locations.drafts).begin(self.note)
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)
        self._opened = area.text
        if self._recovered:
            self._tell(_("This was typed before the program ended; it has not been saved yet."))

    @property
    def text(self) -> str:
        """What has been typed."""
        return self.query_one(TextArea).text

    @property
    def changed(self) -> bool:
        """Whether the text is another one than the note's."""
        return self._recovered or self.text != self._opened

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._keep_soon is None:  # not put off by the next letter: who types without a pause is kept too
            self._keep_soon = self.set_timer(_KEPT, self.keep)
        length, self._length = self._length, len(self.text)
        if self._length > length and self._before_cursor in _OPENING:
            self.action_link()

    @property
    def _before_cursor(self) -> str:
        """The two characters before the cursor."""
        row, column = self.query_one(TextArea).cursor_location
        return self.query_one(TextArea).document.get_line(row)[max(column - 2, 0) : column]

    def action_link(self) -> None:
        """Choose an item, and link to it where the cursor is."""
        from hunnan_tui.tui.screens.linking import Linking

        def chosen(key: str | None) -> None:
            if key is None:
                return
            area = self.query_one(TextArea)
            row, column = end = area.cursor_location
            start = (row, column - 2) if self._before_cursor in _OPENING else end
            area.replace(f"[[{key}]]", start, end, maintain_selection_offset=False)

        self.app.push_screen(Linking(), chosen)

    def keep(self) -> None:
        """Keep the text as a draft: after a crash it is offered again."""
        if self._keep_soon is not None:
            self._keep_soon.stop()
            self._keep_soon = None
        if self._draft is None or not self.changed:
            return
        try:
            self._draft.write(self.text)
        except NoteError as error:
            self._tell(str(error))

    def _tell(self, message: str) -> None:
        self.query_one("#editor-problem", Bar).content = Content.assemble((visible_line(message), "$error"))

    def action_save(self) -> None:
        """Save, and leave when it is on the disk; otherwise say what happened and keep the text."""
        if self._keep_soon is not None:
            self._keep_soon.stop()
        text = self.text
        if not text.strip():
            self._tell(_("The note is empty. Esc leaves without one."))
            return
        try:
            saved = self.app.notes.save(self.note.edited(text))
        except NoteError as error:
            self.keep()
            self._tell(str(error))
            return
        self._close(saved)
        if saved.id != self.note.id:
            self.app.notify(
                _("Somebody else changed this note meanwhile: both versions are kept."),
                severity="warning",
                markup=False,
            )

    def action_leave(self) -> None:
        """Leave; what was changed is saved or thrown away as the user says."""
        if not self.changed:
            self._close(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.action_save()
            elif yes is False:
                self._throw_away()

        question = Asking(_("Save the note?"), "", _("save"), _("throw away"))
        self.app.push_screen(question, answered)

    def _throw_away(self) -> None:
        """Leave without saving. A key is struck by mistake: the text goes where deleted notes are."""
        thrown = _("Thrown away, into the trash: u brings it back.")
        if self.text.strip():
            try:
                self.app.notes.throw_away(self.note.edited(self.text))
            except NoteError as error:
                self.keep()
                self._tell(str(error))
                return
            self.app.notify(thrown, markup=False)
        self._close(None)

    def on_unmount(self) -> None:
        """Let go of the draft: what is left of it is offered at the next start."""
        if self._draft is not None:
            self._draft.release()

    def _close(self, saved: Note | None) -> None:
        if self._keep_soon is not None:
            self._keep_soon.stop()
        draft, self._draft = self._draft, None  # a timer that has just run out keeps nothing more
        if draft is not None:
            try:
                draft.discard()
            except NoteError as error:
                draft.release()
                self.app.notify(visible_line(str(error)), severity="warning", markup=False)
        self.dismiss(saved)

    def action_external(self) -> None:
        """Edit the text in $EDITOR."""
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not command:
            self._tell(_("Neither VISUAL nor EDITOR is set; set one of them to use your own editor here."))
            return
        descriptor, name = tempfile.mkstemp(suffix=".md", prefix="hunnan-note-")
        path = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(self.text)
            with self.app.suspend():
                done = subprocess.run([*shlex.split(command), name], check=False)
            if done.returncode == 0:
                self.query_one(TextArea).text = path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
            else:
                self._tell(_("The editor ended with an error; the text here is as it was."))
        except SuspendNotSupported:
            self._tell(_("This terminal cannot be handed to another editor."))
        except (OSError, ValueError) as error:
            self._tell(_("The editor could not be started: {reason}").format(reason=error))
        finally:
            path.unlink(missing_ok=True)
