"""The commands on notes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hunnan_tui.cli.console import FOUND, NOTHING, open_catalog, say, say_no_item
from hunnan_tui.errors import NoteError, UsageError
from hunnan_tui.i18n import _

if TYPE_CHECKING:
    import argparse

    from hunnan_tui.library.locations import Locations
    from hunnan_tui.model.text import Language
    from hunnan_tui.notes.note import Note
    from hunnan_tui.notes.store import NoteStore


def run(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """Run one of them."""
    return NOTES[options.notes_command](options, locations, language)


def list_notes(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """All notes, or those chosen."""
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading import formats, records

    store = NoteStore(locations.notes, locations.cache / "notes")
    notes = _chosen(options, store)
    read = language if options.format in ("table", "md") else None
    listed = records.notes(open_catalog(locations), notes, read)
    written = formats.write(listed, options.format, language, sys.stdout)
    for problem in store.problems():
        say(str(problem))
    for conflict in store.conflicts():
        say(_("{path}: there are two versions of this note. Choose in the reader, with v").format(path=conflict.path))
    if not written:
        say(_("nothing found") if options.tag or options.item or options.note else _("no notes yet"))
    return FOUND if written else NOTHING


def _chosen(options: argparse.Namespace, store: NoteStore) -> list[Note]:
    """The notes that the options choose; NoteError where one is named that is not there: none is left out unsaid."""
    from hunnan_tui.reading import noting

    notes, ids = store.list(), None
    if options.note is not None:
        ids = {name.strip().removeprefix("note/") for name in options.note}
        if missing := ids - {note.id for note in notes}:
            raise NoteError(
                _("there is no note {id!r}").format(id=min(missing)),
                remedy=_("`hunnan-tui notes list` shows the ids"),
            )
    return noting.chosen(notes, tag=options.tag, item=options.item, ids=ids)


def add_note(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """A note added to an item."""
    from hunnan_tui.library import views
    from hunnan_tui.notes.note import Note
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading import noting

    text = sys.stdin.buffer.read().decode("utf-8", "replace") if options.text == "-" else options.text
    if not text.strip():
        raise UsageError(_("the note is empty"))
    catalog = open_catalog(locations)
    item = views.item(catalog, options.key)
    if item is None:
        say_no_item(catalog, options.key, language)
        return NOTHING
    note = NoteStore(locations.notes, locations.cache / "notes").save(Note.new(noting.cited(catalog, item), text))
    sys.stdout.write(f"{note.id}\n")
    return FOUND


def export_notes(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """Notes written to a file, or to standard output."""
    from hunnan_tui.notes import export
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading import noting

    catalog, store = open_catalog(locations), NoteStore(locations.notes, locations.cache / "notes")
    notes = _chosen(options, store)
    form = options.format or export.form_of(options.file)
    bom = form == "csv" and bool(options.file)
    text = export.export(notes, noting.cited_items(catalog, notes), form, language, bom=bom)
    if options.file:
        export.write(options.file, text, overwrite=options.overwrite)
        say(_("{count} notes written to {path}").format(count=len(notes), path=options.file))
    else:
        sys.stdout.write(text)
    return FOUND if notes else NOTHING


def import_notes(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """Notes read back from an export."""
    from hunnan_tui.notes import importing
    from hunnan_tui.notes.store import NoteStore

    result = importing.import_file(NoteStore(locations.notes, locations.cache / "notes"), options.file)
    say(
        _("{added} added, {same} already here, {conflicts} differ and were kept beside").format(
            added=len(result.added), same=len(result.same), conflicts=len(result.conflicts)
        )
    )
    return FOUND if result.added or result.same or result.conflicts else NOTHING


NOTES = {"list": list_notes, "add": add_note, "export": export_notes, "import": import_notes}
"""What runs each command."""
