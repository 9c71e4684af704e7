"""Notes in the catalog, so that search finds them: what changed in the notes' folder is indexed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.library import items, search, views
from hunnan_tui.library.catalog import writing
from hunnan_tui.library.entries import FIRST_NOTE, insert_item, remove_items
from hunnan_tui.model.text import Text
from hunnan_tui.notes.note import revision, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.notes.note import Note
    from hunnan_tui.notes.store import NoteStore


def index_notes(catalog: Catalog, store: NoteStore) -> bool:
    """Bring the catalog's notes in step with the store's; whether anything changed."""
    notes = {f"note/{note.id}": note for note in store.list()}
    titles = views.titles(catalog, {key for note in notes.values() for key in note.links})
    texts = {key: _text(note, titles) for key, note in notes.items()}
    stamps = {key: _stamp(note, texts[key]) for key, note in notes.items()}
    known = {key: items.decode_note(body).stamp for key, body in catalog.read(_KNOWN)}
    stale = [key for key, stamp in known.items() if stamps.get(key) != stamp]
    fresh = [key for key in notes if stamps[key] != known.get(key)]
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
            rows = [
                (row_id, _row(notes[key], texts[key], stamps[key]), notes[key].tags)
                for row_id, key in enumerate(sorted(fresh), free)
            ]
            for row_id, row, _tags in rows:
                insert_item(connection, row_id, row, None)
            search.index(connection, [(row_id, search.record(row, tags)) for row_id, row, tags in rows])
    finally:
        connection.close()
    return True


_KNOWN = "SELECT key, body FROM items WHERE kind='note'"


def _text(note: Note, titles: Mapping[str, Text]) -> Text:
    """What is searched and shown of a note: in both languages where it links to items, whose titles stand in it."""
    return Text(told(note.text, titles, "zh"), told(note.text, titles, "en") if note.links else None)


def _stamp(note: Note, text: Text) -> str:
    """What changes with a note, with the titles in it, or with what is kept of it here."""
    titles = revision(f"{text.zh}\0{text.en}".encode("utf-8", "replace"))[:16] if text.en is not None else ""
    return f"3 {note.updated.isoformat()} {note.revision[:16]} {titles}"


def _row(note: Note, text: Text, stamp: str) -> items.Row:
    return items.Row(
        key=f"note/{note.id}",
        kind="note",
        briefing="",
        date=note.updated.date().isoformat(),
        name=_names(note),
        text=text,
        body=items.encode(items.NoteItem(text=Text.of(note.text), stamp=stamp)),
        links=[note.key, *note.links],
    )


def _names(note: Note) -> str:
    """What else one looks for a note by, a line each: the item that it is on, the days of writing and of changing."""
    days = dict.fromkeys(f"{moment:%Y-%m-%d}" for moment in (note.created, note.updated))
    return "\n".join(name for name in (note.item.title.zh, note.item.title.en, *days) if name)
