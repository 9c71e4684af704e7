"""Noting: writing, deleting and bringing back notes, choosing between versions, exporting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.model.text import visible_line
from hunnan_tui.notes.note import Note
from hunnan_tui.tui import happened
from hunnan_tui.tui.screens.searching import Searching
from hunnan_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from hunnan_tui.library.items import Item
    from hunnan_tui.notes.store import Keep
    from hunnan_tui.tui.rows import Shelf


class Noting(Searching):
    """Searching, with what can be done with notes."""

    def __init__(self) -> None:
        super().__init__()
        self.marked_notes: set[str] = set()
        """The keys of the notes that are marked to be exported."""

    @property
    def shelf(self) -> Shelf:
        """Where rows come from, with the notes that are marked."""
        return replace(super().shelf, marked_notes=frozenset(self.marked_notes))

    def _catch_up(self) -> None:
        """Read the row that the cursor has just reached, if the reader still waits: what is done is meant for it."""
        key = (self.table.key or "").partition("@")[0]
        # the focus comes a moment after the pane was chosen; a key may come between
        on_list = (self.pane == "list" or self.has_class("-on-list")) and (self.view != "overview" or self.is_searching)
        if on_list and not self.trail and key and key != self.reading:
            self._read_listed(key)

    def _item(self) -> Item | None:
        """The item in the reader."""
        self._catch_up()
        return views.item(self.app.catalog, self.reading) if self.reading else None

    def _say(self, message: str, *, problem: bool = False) -> None:
        self.app.notify(visible_line(message), severity="error" if problem else "information", markup=False)

    def _note_here(self) -> Note | None:
        """The note in the reader, or the newest one on the item there."""
        self._catch_up()
        store = self.app.notes
        if self.reading.startswith("note/"):
            try:
                return store.get(self.reading.removeprefix("note/"))
            except NoteError as error:  # damaged since it was listed
                self._say(str(error), problem=True)
                return None
        return next(iter(store.for_item(self.reading)), None)

    def action_note(self) -> None:
        """Write a note on the item in the reader."""
        item = self._item()
        if item is None and (note := self._note_here()) is not None:
            item = views.item(self.app.catalog, note.key)
        if item is None:
            self._say(_("Select an item first: notes hang on items."))
            return
        from hunnan_tui.reading import noting

        self._edit(Note.new(noting.cited(self.app.catalog, item), ""))

    @on(happened.Settled)
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
        if note is None and not self.reading.startswith("note/"):
            self.action_note()
        elif note is None:
            return
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
            if saved.conflict:
                self._compare(f"note/{saved.id}")
        else:
            self.refresh_all()  # what was thrown away is in the trash

    def action_versions(self) -> None:
        """Show both versions of the note at hand, where nothing is read of the first one that has two, and choose."""
        self._catch_up()
        notes = self.app.notes.for_item(self.reading)
        self._compare(*filter(None, [self.reading, *(f"note/{note.id}" for note in notes)]))

    @on(Reader.Followed)
    def _compare_followed(self, message: Reader.Followed) -> None:
        if message.target.startswith("compare/"):
            message.prevent_default().stop()
            self._compare(message.target.replace("compare/", "conflict/", 1))

    def _compare(self, *keys: str) -> None:
        """Show both versions of the first of `keys`, or of all notes, that has two; afterwards read what was kept."""
        from hunnan_tui.tui import note_views
        from hunnan_tui.tui.screens.versions import Versions

        store = self.app.notes
        store.scan()  # what somebody else wrote this moment is to be shown, not what stood there before
        named = (note_views.conflict(store, key) for key in keys)
        found = next(filter(None, named) if keys else iter(store.conflicts()), None)
        if found is None:
            elsewhere = _("There is one version of this; notes with two stand first among the notes (9).")
            self._say(elsewhere if store.conflicts() else _("No note has two versions."))
            return

        def chosen(answer: tuple[Note, Keep] | None) -> None:
            if answer is None:
                return
            kept, keep = answer
            self.app.notes_changed()
            if keep == "mine" or (keep == "other" and found.mine is not None):
                self._say(_("Kept. The other version is in the trash; u brings it back."))
            else:
                self._say(_("Both are kept, each as a note of its own.") if found.mine else _("Kept."))
            self._show_note(f"note/{kept.id}")

        self.app.push_screen(Versions(found), chosen)

    def _show_note(self, key: str) -> None:
        """Show everything anew, the cursor on the note `key` where the list has it: the next key is meant for it."""
        self.refresh_views()
        self.show_list(key)
        if self.table.key == key:
            self.trail.clear()
            self._read_listed(key)
        elif self.reading.startswith(("note/", "conflict/")):
            self.read(key)
        else:
            self.again()

    def action_delete_note(self) -> None:
        """Delete the note at hand into the trash."""
        note = self._note_here()
        if note is None:
            if not self.reading.startswith("note/"):  # else why it cannot be read has been told
                self._say(_("There is no note here to delete."))
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
        """Bring back the selected note of the trash; elsewhere the one that was deleted last."""
        from hunnan_tui.tui import note_views

        self._catch_up()
        try:
            if self.reading.startswith("trash/"):
                trashed = note_views.trashed(self.app.notes, self.reading)
            else:
                trashed = next(iter(self.app.notes.trash()), None)
            if trashed is None:
                self._say(_("No deleted note."))
                return
            note = self.app.notes.restore(trashed)
        except NoteError as error:
            self._say(str(error), problem=True)
            return
        self.app.notes_changed()
        self._say(_("Note brought back."))
        if self.reading.startswith("trash/"):
            self.reading = ""
        self.refresh_all()
        if note.conflict:
            self._compare(f"note/{note.id}")

    def action_trash(self) -> None:
        """Show the deleted notes."""
        self.open_view("notes/trash")
        self.go_to_pane("list")

    def action_mark_note(self) -> None:
        """Mark the note in the list to be exported with others, or take the mark away; then to the next row."""
        key = self.table.key or ""
        if not key.startswith("note/"):
            self._say(_("Select a note in a list first: marked notes are exported together."))
            return
        self.marked_notes ^= {key}
        self.show_list(key)
        self.table.action_cursor_down()

    def action_export(self) -> None:
        """Export notes: those marked, what a search found, all, those of the view, the one at hand, those of a tag."""
        from hunnan_tui.tui import note_views
        from hunnan_tui.tui.screens.exporting import Exporting, choices_of

        notes = self.app.notes.list()
        if not notes:
            self._say(_("There are no notes to export yet."))
            return
        here = self._note_here()
        choices = choices_of(
            notes,
            marked=[note for note in notes if f"note/{note.id}" in self.marked_notes],
            found=self._found_notes(),
            view=(self._view_title, note_views.of_view(self.app.catalog, self.view, notes)),
            here=here,
            on=self.app.notes.for_item(here.key) if here is not None else (),
        )
        self.app.push_screen(Exporting(choices))

    @property
    def _view_title(self) -> str:
        return next((view.title for view in self.views if view.id == self.view), "")

    def _found_notes(self) -> list[Note]:
        """The notes among what the search found and those on the items found, in its order."""
        from hunnan_tui.tui.found_rows import FoundRows

        shown = self.found_rows()
        rows = figures.found if (figures := self.figures_of(shown)) is not None else shown
        if not isinstance(rows, FoundRows):
            return []
        store = self.app.notes
        by_key = {f"note/{note.id}": [note] for note in store.list()}
        hits = rows.look(0, rows.count()).hits
        found = [note for hit in hits for note in by_key.get(hit.key) or store.for_item(hit.key)]
        return [*{note.id: note for note in found}.values()]
