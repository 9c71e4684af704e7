"""What is taken out of the notes and kept: deleted notes, damaged files, what killed writers left."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.notes import disk
from hunnan_tui.notes.note import MAX_FILE, Note, decode, new_id, written

LEFT = 60.0
"""The age in seconds at which a temporary file has no writer any more."""
AT_REST = 10.0
"""The age in seconds at which a damaged file is not just being written."""

_TRASHED = re.compile(r"(?P<id>\d{8}-\d{6}-[0-9a-f]{8})\.(?P<when>\d{8}-\d{6})-[0-9a-f]{8}\.toml")
_NAMED = re.compile(rb'^id = "(\d{8}-\d{6}-[0-9a-f]{8})"', re.MULTILINE)


class Trashed(Struct, frozen=True):
    """A deleted note, which can be brought back."""

    note: Note
    """The note as it was."""
    deleted: datetime
    """When it was deleted, in UTC."""
    path: Path
    """Its file in the trash."""


def trashed(notes: Path, note: Note) -> Trashed:
    """The note as it would be in the trash now, and the trash itself if there was none."""
    folder = notes / "trash"
    disk.make_folder(folder)
    now = datetime.now(UTC).replace(microsecond=0)
    return Trashed(note, now, folder / f"{note.id}.{new_id(now)}.toml")


def all_trashed(notes: Path) -> list[Trashed]:
    """Every deleted note, the last deleted first."""
    found: list[Trashed] = []
    with suppress(FileNotFoundError):
        for path in (notes / "trash").iterdir():
            match = _TRASHED.fullmatch(path.name)
            if match is None:
                continue
            with suppress(ValueError, FileNotFoundError):
                read = disk.read(path, MAX_FILE)
                note = decode(read[0] if read else b"", match["id"])
                found.append(Trashed(note, written(match["when"]), path))
    return sorted(found, key=lambda each: (each.deleted, each.note.updated), reverse=True)


def set_aside(path: Path, name: str) -> None:
    """Moves a damaged file into the folder `damaged`, under `name` or, if that is taken, one like it."""
    folder = path.parent / "damaged"
    disk.make_folder(folder)
    try:
        disk.move(path, folder / name)
    except FileExistsError:
        disk.move(path, folder / f"{name.removesuffix('.toml')}.{os.urandom(4).hex()}.toml")


def all_damaged(notes: Path) -> list[NoteError]:
    """The files that were set aside."""
    remedy = _("Repair it in an editor and move it back, or delete it")
    with suppress(OSError):
        paths = sorted((notes / "damaged").iterdir())
        return [NoteError(_("a damaged note, set aside"), where=str(path), remedy=remedy) for path in paths]
    return []


def sweep(path: Path) -> None:
    """Removes a temporary file of a killed writer; a whole note that is nowhere else goes into the trash."""
    read = disk.read(path, MAX_FILE)
    data = read[0] if read else b""
    named = _NAMED.search(data)
    with suppress(ValueError):
        note = decode(data, named[1].decode() if named else "")
        standing = disk.read(path.parent / f"{note.id}.toml", MAX_FILE)
        if named and (standing is None or standing[0] != data):
            disk.move(path, trashed(path.parent, note).path)
            return
    path.unlink(missing_ok=True)


def age(path: Path) -> float:
    """How many seconds ago a file was changed, also by a clock that went back since; 0 if it is no more."""
    try:
        return abs(time.time() - path.lstat().st_mtime)
    except OSError:
        return 0.0
