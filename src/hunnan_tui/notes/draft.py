"""Text that is being typed, kept outside the notes until it is saved, and offered again after a crash.

Every editing session has a draft of its own, a file that it holds locked: the lock ends with the
process, however it ends, and a draft that nobody holds is one to recover. Windows cannot replace a
locked file; there, a draft of another open window is offered too. Recovering only reads: what is
recovered is saved like any other text, and so never overwrites a note that has changed meanwhile.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.notes import disk
from hunnan_tui.notes.faults import explained
from hunnan_tui.notes.note import Note, dump, from_dict, is_id, load, to_dict
from hunnan_tui.notes.store import NoteStore

_DRAFT = re.compile(r"(\d{8}-\d{6}-[0-9a-f]{8})\.[0-9a-f]{16}\.toml")
_MAX_DRAFT = 64 * 1024 * 1024
_HOLDS = sys.platform != "win32"


class Draft:
    """One editing session's text."""

    def __init__(self, path: Path, note: Note) -> None:
        self.path = path
        self.note = note
        """The note with the text as last written; its revision is that of the note it was begun on."""
        self._held: int | None = None

    def write(self, text: str) -> None:
        """Keeps the text, in place of what was kept before; NoteError if it cannot be kept."""
        note = self.note.edited(text)
        temporary = self.path.parent / f".{os.urandom(8).hex()}.tmp"
        with explained(_("keeping a draft"), self.path):
            if self._held is None:
                disk.make_folder(self.path.parent)
            held = disk.create(temporary, dump(to_dict(note) | {"revision": note.revision}), lock=_HOLDS)
            try:
                temporary.replace(self.path)
            except OSError:
                os.close(held)
                with suppress(OSError):
                    temporary.unlink()
                raise
            self._hold(held)
            self.note = note
            disk.sync_folder(self.path.parent)

    def claim(self) -> bool:
        """Takes over a draft that nobody holds; False if another window was quicker, or it has gone."""
        held = _claim(self.path)
        if held is not None:
            self._hold(held)
        return held is not None

    def discard(self) -> None:
        """Forgets the draft: it has been saved, or is not wanted."""
        with explained(_("removing a draft"), self.path):
            self.path.unlink(missing_ok=True)
        self.release()

    def release(self) -> None:
        """Ends the session and leaves the draft to be recovered."""
        if self._held is not None:
            with suppress(OSError):  # what it holds is on the disk already
                os.close(self._held)
            self._held = None

    def _hold(self, held: int) -> None:
        self.release()
        if _HOLDS:
            self._held = held
        else:
            os.close(held)


class Drafts:
    """The drafts in one folder, which is not the notes'."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.problems: list[NoteError] = []
        """Drafts that `recoverable` found damaged; they are left where they are."""

    def begin(self, note: Note) -> Draft:
        """An editing session on a note, new or from the store; there is no file before the first `write`."""
        if not is_id(note.id):
            raise NoteError(_("{id!r} is not the id of a note").format(id=note.id))
        return Draft(self.folder / f"{note.id}.{os.urandom(8).hex()}.toml", note)

    def recoverable(self, store: NoteStore) -> list[Draft]:
        """The drafts that no session holds, the last first; removes those whose text `store` has."""
        found: list[Draft] = []
        self.problems = []
        with explained(_("looking for drafts"), self.folder), suppress(FileNotFoundError):
            for path in self.folder.iterdir():
                match = _DRAFT.fullmatch(path.name)
                draft = self._open(path, match[1]) if match else None
                if draft is None:
                    continue
                with suppress(NoteError):  # a note that cannot be read now is no reason to drop a draft
                    saved = store.get(draft.note.id)
                    if saved is not None and saved.text == draft.note.text:
                        draft.discard()
                        continue
                found.append(draft)
        return sorted(found, key=lambda draft: draft.note.updated, reverse=True)

    def _open(self, path: Path, id: str) -> Draft | None:
        """The draft in a file; None if a session holds it or it is damaged."""
        held = _claim(path)
        if held is None:
            return None
        try:
            read = disk.read(path, _MAX_DRAFT)
            note = from_dict(load(read[0] if read else b"", _MAX_DRAFT), id)
        except (OSError, ValueError) as error:
            problem = _("not readable as a draft: {why}").format(why=error)
            self.problems.append(NoteError(problem, where=str(path), remedy=_("Look at it in an editor")))
            return None
        finally:
            os.close(held)
        return Draft(path, replace(note, revision=str(note.extra.pop("revision", ""))))


def _claim(path: Path) -> int | None:
    """The draft's file, open and locked; None if a session holds it or has replaced it meanwhile."""
    try:
        held = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    with suppress(OSError):
        if not _HOLDS or (disk.try_lock(held) and os.path.samestat(os.fstat(held), os.lstat(path))):
            return held
    os.close(held)
    return None
