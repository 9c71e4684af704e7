"""The index of a large folder of notes, kept between two starts: derived, and disposable.

An entry counts only while its file's signature is the same. If the index is missing, damaged or foreign,
the notes are read, as they are without it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from hunnan_tui import __version__
from hunnan_tui.notes import disk
from hunnan_tui.notes.index import Entry, Signature
from hunnan_tui.notes.item import decode_text, encode_text
from hunnan_tui.notes.note import Note, revision

_LIMIT = 1 << 30


class _Known(Struct, array_like=True):
    name: str
    signature: Signature
    note: Note


class _Snapshot(Struct, array_like=True):
    version: str
    folder: str
    known: list[_Known]


def recall(path: Path, folder: Path) -> dict[str, Entry]:
    """The entries that `remember` wrote for this folder; none if it cannot be read."""
    with suppress(OSError, msgspec.MsgspecError, ValueError):
        data, _ = disk.read(path, _LIMIT) or (b"", None)
        if data and revision(data[32:]).encode() == data[:32]:
            snapshot = msgspec.msgpack.decode(data[32:], type=_Snapshot, dec_hook=decode_text)
            if (snapshot.version, snapshot.folder) == (__version__, str(folder)):
                return {
                    known.name: Entry(known.signature, True, known.note.revision, known.note.id, known.note)
                    for known in snapshot.known
                }
    return {}


def remember(path: Path, folder: Path, entries: dict[str, Entry]) -> None:
    """Keeps the entries that are notes at rest; if it cannot, the next start is slower, and that is all."""
    known = [
        _Known(name, entry.signature, entry.note)
        for name, entry in entries.items()
        if entry.note is not None and entry.settled and not entry.origin and not entry.note.extra
    ]
    data = msgspec.msgpack.encode(_Snapshot(__version__, str(folder), known), enc_hook=encode_text)
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    with suppress(OSError):
        disk.make_folder(path.parent)
        os.close(disk.create(temporary, revision(data).encode() + data))
        temporary.replace(path)
