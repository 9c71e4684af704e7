"""Notes read back from what an export wrote as JSON or TOML, here or on another machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.notes.faults import explained
from hunnan_tui.notes.note import FORMAT, Note, from_dict, is_id, load
from hunnan_tui.notes.store import NoteStore

MAX_EXPORT = 256 * 1024 * 1024
"""The largest export that is read, in bytes."""

_DERIVED = ("orphan", "citations")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did with each note."""

    added: list[Note] = field(default_factory=list)
    """Notes that were not here."""
    same: list[Note] = field(default_factory=list)
    """Notes that were here as they are, and were not touched."""
    conflicts: list[Note] = field(default_factory=list)
    """Notes that say otherwise here: both are kept, and these are the export's, each under a new id."""


def import_file(store: NoteStore, path: Path | str) -> Imported:
    """Takes the notes of an export into the store; NoteError if the file is none or a note cannot be saved.

    Nothing that is in the store is changed. After an error, importing the same again goes on where it ended.
    """
    path = Path(path)
    with explained(_("reading the export"), path), path.open("rb") as file:
        data = file.read(MAX_EXPORT + 1)
    return import_notes(store, read_export(data, str(path)))


def read_export(data: bytes, where: str = "") -> list[Note]:
    """The notes in an export; NoteError, naming the place, if it is none. `where` names the file."""
    if len(data) > MAX_EXPORT:
        raise _refused(where, _("it is larger than {size} MB").format(size=MAX_EXPORT // 1024 // 1024))
    try:
        entries = _entries(data)
    except (ValueError, RecursionError) as error:
        raise _refused(where, str(error)) from None
    notes: dict[str, Note] = {}
    for number, entry in enumerate(entries, 1):
        id = entry.get("id")
        if not isinstance(id, str) or not is_id(id):
            raise _refused(where, _("note {number} has no id of a note").format(number=number))
        if id in notes:
            raise _refused(where, _("note {number} has the id of another one, {id}").format(number=number, id=id))
        try:
            note = from_dict({name: value for name, value in entry.items() if name not in _DERIVED}, id)
        except ValueError as error:
            raise _refused(where, _("note {number}, {id}: {why}").format(number=number, id=id, why=error)) from None
        if note.readonly:
            raise _refused(where, _("note {number}, {id}, was written by a newer version").format(number=number, id=id))
        notes[id] = note
    return [*notes.values()]


def import_notes(store: NoteStore, notes: list[Note]) -> Imported:
    """Takes the notes into the store, as `import_file` does."""
    report = Imported()
    versions: dict[str, list[Note]] = {}
    for here in store.list():
        versions.setdefault(here.id, []).append(here)
        if here.conflict:
            versions.setdefault(here.conflict, []).append(here)
    for note in notes:
        same = next((here for here in versions.get(note.id, ()) if here.same(note)), None)
        if same is not None:
            report.same.append(same)
            continue
        saved = store.save(replace(note, revision=""))
        (report.added if saved.id == note.id else report.conflicts).append(saved)
    return report


def _entries(data: bytes) -> list[dict[str, Any]]:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"[") and not start.startswith(b"[["):
        entries = msgspec.json.Decoder(list[dict[str, Any]], float_hook=Decimal).decode(start)
    else:
        plain = load(data, MAX_EXPORT)
        if plain.get("format", FORMAT) != FORMAT:
            raise ValueError(_("it was written by a newer version"))
        entries = plain.get("notes", [plain])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(_("it is not a list of notes"))
    return entries


def _refused(where: str, why: str) -> NoteError:
    return NoteError(
        _("not an export of notes: {why}").format(why=why),
        where=where,
        remedy=_("Give a file that `hunnan-tui notes export` wrote as JSON or TOML"),
    )
