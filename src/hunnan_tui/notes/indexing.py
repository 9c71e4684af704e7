"""Notes in the catalog, so that search finds them: what changed in the notes' folder is indexed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.library import items, search
from hunnan_tui.library.catalog import writing
from hunnan_tui.library.entries import FIRST_NOTE, insert_item, remove_items
from hunnan_tui.model.text import Text

if TYPE_CHECKING:
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.notes.note import Note
    from hunnan_tui.notes.store import NoteStore


def index_notes(catalog: Catalog, store: NoteStore) -> bool:
    """Bring the catalog's notes in step with the store's; whether anything changed."""
    notes = {f"note/{note.id}": note for note in store.list()}
    known = {key: items.decode_note(body).stamp for key, body in catalog.read(_KNOWN)}
    stale = [key for key, stamp in known.items() if key not in notes or _stamp(notes[key]) != stamp]
    fresh = [key for key in notes if key not in known or _stamp(notes[key]) != known[key]]
    if not stale and not fresh:
        return False
    connection = catalog.connect()
    try:
        with writing(connection):
            # asked again: another instance may have done the work meanwhile
            ids = dict(connection.execute("SELECT key, id FROM items WHERE kind='note'").fetchall())
            remove_items(connection, [ids[key] for key in {*stale, *fresh} if key in ids])
            (highest,) = connection.execute("SELECT max(id) FROM items").fetchone()
            free = max(highest or 0, FIRST_NOTE) + 1
            rows = [(row_id, notes[key]) for row_id, key in enumerate(sorted(fresh), free)]
            for row_id, note in rows:
                insert_item(connection, row_id, _row(note), None)
            search.index(connection, [(row_id, search.record(_row(note), note.tags)) for row_id, note in rows])
    finally:
        connection.close()
    return True


_KNOWN = "SELECT key, body FROM items WHERE kind='note'"


def _stamp(note: Note) -> str:
    """What changes with a note, or with what is kept of it here."""
    return f"2 {note.updated.isoformat()} {note.revision[:16]}"


def _row(note: Note) -> items.Row:
    return items.Row(
        key=f"note/{note.id}",
        kind="note",
        briefing="",
        date=note.updated.date().isoformat(),
        name=_names(note),
        text=Text(zh=note.text, en=None),
        body=items.encode(items.NoteItem(text=Text.of(note.text), stamp=_stamp(note))),
        links=[note.key, *note.links],
    )


def _names(note: Note) -> str:
    """What else one looks for a note by, a line each: the item that it is on, the days of writing and of changing."""
    days = dict.fromkeys(f"{moment:%Y-%m-%d}" for moment in (note.created, note.updated))
    return "\n".join(name for name in (note.item.title.zh, note.item.title.en, *days) if name)
