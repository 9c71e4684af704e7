"""The main screen: browsing, searching, and what can be done with the selected item and the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.model.text import visible_line
from hunnan_tui.notes.note import Note
from hunnan_tui.reading import noting
from hunnan_tui.tui import keys
from hunnan_tui.tui.metric_rows import MetricRows
from hunnan_tui.tui.screens.browsing import Browsing
from hunnan_tui.tui.screens.searching import Searching
from hunnan_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from textual.binding import BindingType

    from hunnan_tui.library.items import Figure, Item


class MainScreen(Searching):
    """Three panes; two and tabs where there is less room; one at a time where there is little."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings()]

    def _item(self) -> Item | None:
        """The item in the reader."""
        return views.item(self.app.catalog, self.reading) if self.reading else None

    def _say(self, message: str, *, problem: bool = False) -> None:
        self.app.notify(visible_line(message), severity="error" if problem else "information", markup=False)

    def _note_here(self) -> Note | None:
        """The note in the reader, or the newest one on the item there."""
        store = self.app.notes
        if self.reading.startswith("note/"):
            return store.get(self.reading.removeprefix("note/"))
        return next(iter(store.for_item(self.reading)), None)

    def action_note(self) -> None:
        """Write a note on the item in the reader."""
        item = self._item()
        if item is None and (note := self._note_here()) is not None:
            item = views.item(self.app.catalog, note.key)
        if item is None:
            self._say(_("Select an item first: notes hang on items."))
            return
        self._edit(Note.new(noting.cited(self.app.catalog, item), ""))

    @on(Browsing.Synced)
    def offer_drafts(self) -> None:
        """Offer what was typed into notes and not saved before the program ended; one editor after the other."""
        from hunnan_tui.notes.draft import Drafts
        from hunnan_tui.tui.screens.note_editor import NoteEditor

        try:
            drafts = Drafts(self.app.locations.drafts).recoverable(self.app.notes)
        except NoteError as error:
            self._say(str(error), problem=True)
            return
        for draft in drafts:
            if draft.claim():
                self.app.push_screen(NoteEditor(draft.note, draft), self._edited)

    def action_edit_note(self) -> None:
        """Edit the note at hand."""
        note = self._note_here()
        if note is None:
            self.action_note()
        elif note.readonly:
            self._say(_("This note was written by a newer version of the program; it is shown and not touched."))
        else:
            self._edit(note)

    def _edit(self, note: Note) -> None:
        from hunnan_tui.tui.screens.note_editor import NoteEditor

        self.app.push_screen(NoteEditor(note), self._edited)

    def _edited(self, saved: Note | None) -> None:
        if saved is not None:
            self.app.notes_changed()
            self._say(_("Note saved."))
            self.refresh_all()

    def action_delete_note(self) -> None:
        """Delete the note at hand into the trash."""
        note = self._note_here()
        if note is None:
            return
        try:
            self.app.notes.delete(note)
        except NoteError as error:
            self._say(str(error), problem=True)
            return
        if self.reading.startswith("note/"):
            self.reading = ""
        self.app.notes_changed()
        self._say(_("Note deleted. u brings it back."))
        self.refresh_all()

    def action_undelete_note(self) -> None:
        """Bring back the note that was deleted last."""
        try:
            trashed = self.app.notes.trash()
            if not trashed:
                self._say(_("No deleted note."))
                return
            self.app.notes.restore(trashed[0])
        except NoteError as error:
            self._say(str(error), problem=True)
            return
        self.app.notes_changed()
        self._say(_("Note brought back."))
        self.refresh_all()

    def action_copy(self) -> None:
        """Copy the item at hand with its citation."""
        from hunnan_tui.reading.copying import copied
        from hunnan_tui.tui import clipboard

        note = self._note_here() if self.reading.startswith("note/") else None
        item = self._item()
        if note is not None:
            text = note.text
        elif item is not None:
            text = copied(self.app.catalog, item, self.app.language, wanted=self._wanted)
        else:
            self._say(_("Select an item first."))
            return
        self._say(clipboard.copy(self.app, text))

    def _wanted(self, figure: Figure) -> bool:
        """Whether a figure is to be copied: in the metric table, those of the chosen column, if one is."""
        rows, column = self.table.rows, self.table.column
        if not isinstance(rows, MetricRows) or column is None or self.pane != "list":
            return True
        return rows.stands_in(figure, column)

    def action_export(self) -> None:
        """Export the notes."""
        from hunnan_tui.tui.screens.exporting import Exporting

        if not self.app.notes.list():
            self._say(_("There are no notes to export yet."))
            return
        self.app.push_screen(Exporting())

    def action_open_link(self) -> None:
        """Open the source of the item at hand: the chosen link, or the first address in its evidence."""
        target = self.reader.target if self.reader.target.startswith("http") else ""
        if not target:
            target = next((one for one in self.reader.targets() if one.startswith("http")), "")
        if target:
            self.ask_to_open(target)
        else:
            self._say(_("No source of this item gives an address."))

    @on(Reader.Followed)
    def _page_followed(self, message: Reader.Followed) -> None:
        if message.target.startswith(("http://", "https://")):
            self.ask_to_open(message.target)

    def ask_to_open(self, address: str) -> None:
        """Show where a link leads, and open it if that is wanted."""
        from hunnan_tui.tui.screens.asking import Asking

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.open_url(address)

        question = Asking(_("Open this page in the browser?"), address, _("open"))
        self.app.push_screen(question, answered)

    def action_sort(self) -> None:
        """Sort the table by its next column."""
        self.table.action_sort()

    def action_reverse(self) -> None:
        """Turn the table's order round."""
        self.table.action_reverse()

    def action_columns(self) -> None:
        """Choose the columns of the metric table."""
        from hunnan_tui.tui.screens.choosing import Choosing

        rows = self.table.rows
        if not isinstance(rows, MetricRows):
            self._say(_("Columns can be chosen in the metric table."))
            return
        choices = [(column.key, column.title, column.key not in self.table.hidden) for column in rows.columns[1:]]

        def chosen(shown: list[str] | None) -> None:
            if shown is not None:
                hidden = [key for key, _title, _on in choices if key not in shown]
                self.app.settings.hidden = hidden
                self.app.settings.save()
                self.table.hidden = frozenset(hidden)

        self.app.push_screen(Choosing(_("Columns to show"), choices), chosen)

    def action_periods(self) -> None:
        """Give the metric table a column a year, or one for every period."""
        self.app.settings.by_year = not self.app.settings.by_year
        self.app.settings.save()
        self.table.sorted_by = None
        self.show_list(self.table.key)
        self.show_newest()

    def action_both(self) -> None:
        """Show the other language too, or not."""
        self.app.settings.both = not self.app.settings.both
        self.app.settings.save()
        self.again()

    def action_language(self) -> None:
        """Switch between English and Chinese."""
        self.app.language = "zh" if self.app.language == "en" else "en"

    def action_help(self) -> None:
        """Show the keys of the pane at hand."""
        from hunnan_tui.tui.screens.help import Help

        self.app.push_screen(Help(self.pane))
