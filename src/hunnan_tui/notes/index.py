"""What is in the notes' folder, known without reading it again: a look reads only the files that changed."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.notes import disk
from hunnan_tui.notes.conflicts import GIT, copy_of, git_sides
from hunnan_tui.notes.faults import explain
from hunnan_tui.notes.note import MAX_FILE, Note, decode, is_id, revision

Signature = tuple[int, int, int, int]
"""A file's mtime and ctime in nanoseconds, size and inode."""

_SETTLED = 2_000_000_000
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")


class Entry(Struct):
    """What one file was when it was last read."""

    signature: Signature
    settled: bool
    """False for a file so young that a further change may leave its signature as it is."""
    revision: str
    id: str
    """The id of the note that the file is, or is a copy of; empty for what is no note."""
    note: Note | None = None
    """The note, or for a file with git's marks the side that is ours."""
    other: Note | None = None
    """The other version, for a copy and for a file with git's marks."""
    origin: str = ""
    """Which tool left the other version."""
    problem: NoteError | None = None
    """Why it could not be opened."""
    damaged: bool = False
    """Whether the file is a note's and cannot be read as one, and was not left so by git."""


class Index(Struct):
    """The entries of a folder by file name."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[NoteError] = field(default_factory=list)
    """What could not be looked at in the last look: the folder, or files that this user may not read."""
    leftovers: list[str] = field(default_factory=list)
    """Names of temporary files that a writer left or is writing now."""
    seen: bool = False
    """Whether the folder has ever been there."""
    read: int = 0
    """How many files the last look found new or changed."""

    def look(self) -> bool:
        """Looks at every name, reads what is new or changed; whether anything differs from the last look."""
        try:
            with os.scandir(self.folder) as names:
                found = {name.name: name for name in names}
        except FileNotFoundError as error:
            return self._note_problems([explain(error, _("opening the notes"), self.folder)] if self.seen else [])
        except OSError as error:
            return self._note_problems([explain(error, _("opening the notes"), self.folder)])
        self.seen = True
        self.read = 0
        self.leftovers = [name for name in found if _TEMPORARY.fullmatch(name)]
        problems: list[NoteError] = []
        changed = False
        for name in self.entries.keys() - found.keys():
            del self.entries[name]
            changed = True
        for name, file in found.items():
            if name.startswith(".") or not (name.endswith(".toml") or copy_of(name)):
                continue
            try:
                changed |= self._update(name, file.stat(follow_symlinks=False))
            except FileNotFoundError:
                changed |= self.entries.pop(name, None) is not None
            except OSError as error:
                problems.append(explain(error, _("opening a note"), self.folder / name))
        return self._note_problems(problems) or changed

    def refresh(self, name: str) -> None:
        """Takes over one file as it is now, or that it has gone."""
        try:
            self._update(name, os.lstat(self.folder / name))
        except FileNotFoundError:
            self.entries.pop(name, None)

    def _update(self, name: str, status: os.stat_result) -> bool:
        old = self.entries.get(name)
        if old is not None and old.settled and old.signature == _signature(status):
            return False
        if stat.S_ISDIR(status.st_mode):
            return self.entries.pop(name, None) is not None
        if not stat.S_ISREG(status.st_mode):
            number = errno.ELOOP if stat.S_ISLNK(status.st_mode) else errno.EISDIR
            raise OSError(number, os.strerror(number))
        read = disk.read(self.folder / name, MAX_FILE)
        if read is None:
            raise FileNotFoundError
        data, status = read
        state = revision(data)
        settled = abs(time.time_ns() - status.st_ctime_ns) > _SETTLED
        if old is not None and old.revision == state:
            old.signature, old.settled = _signature(status), settled
            return False
        entry = self.entries[name] = Entry(_signature(status), settled, state, "")
        _open(entry, name, data, self.folder / name)
        self.read += 1
        return True

    def _note_problems(self, problems: list[NoteError]) -> bool:
        changed = [str(problem) for problem in problems] != [str(problem) for problem in self.problems]
        self.problems = problems
        return changed


def _signature(status: os.stat_result) -> Signature:
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def _open(entry: Entry, name: str, data: bytes, path: Path) -> None:
    """Fills in what the file holds."""
    copy = copy_of(name)
    stem = name.removesuffix(".toml")
    try:
        if is_id(stem):
            entry.id = stem
            sides = git_sides(data)
            if sides is None:
                entry.note = decode(data, stem)
            else:
                entry.origin = GIT
                entry.note, entry.other = (replace(decode(side, stem), revision=entry.revision) for side in sides)
        elif copy is not None:
            entry.id, entry.origin = copy
            entry.other = decode(data, entry.id)
        else:
            entry.problem = NoteError(
                _("a file that is not named as notes are, and so is not opened"),
                where=str(path),
                remedy=_("Read it in with `hunnan-tui notes import`, or move it elsewhere"),
            )
    except ValueError as error:
        entry.damaged = not entry.origin
        entry.problem = NoteError(
            _("not readable as a note: {why}").format(why=error),
            where=str(path),
            remedy=_("Repair it in an editor, or bring back an older version"),
        )
