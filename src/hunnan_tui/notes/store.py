"""The notes' folder: one file per note, written whole or not at all, never over what somebody else wrote."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.notes import disk, trash
from hunnan_tui.notes.conflicts import GIT, OURS, Conflict
from hunnan_tui.notes.faults import explained
from hunnan_tui.notes.index import Index
from hunnan_tui.notes.note import MAX_FILE, Note, decode, encode, is_id, new_id, revision
from hunnan_tui.notes.remembered import recall, remember
from hunnan_tui.notes.trash import Trashed

Keep = Literal["mine", "other", "both"]
"""Which version of a conflict to keep: the one that stands, the other one, or each as a note of its own."""


_MANY = 200  # so many files are read in no time, and the index of fewer notes is not worth a file


class NoteStore:
    """The notes in one folder.

    What is listed is what the last `scan` saw and what this store has written since; the first question
    scans by itself. Every method that writes returns only when the disk has it, and raises NoteError when
    it cannot. Several processes and threads may use one folder at the same time.
    """

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        """`cache` is a file in which a start finds what earlier ones have read; it may be deleted."""
        self.folder = Path(os.path.realpath(folder))
        self._cache = cache
        self._index = Index(self.folder)
        self._scanned = False
        self._known: list[Note] | None = None
        self._by_key: dict[str, list[Note]] = {}
        self._unsure: dict[str, str] = {}
        self._mutex = threading.RLock()

    def scan(self) -> bool:
        """Looks for what others changed; whether anything did. It reads only that, so a timer may call it.

        Notes that are damaged, and not just being written, are set aside in the folder `damaged`.
        """
        with self._mutex:
            if self._cache is not None and not self._scanned:
                self._index.entries = recall(self._cache, self.folder)
            changed = self._index.look() or not self._scanned
            self._scanned = True
            if self._cache is not None and self._index.read > max(_MANY, len(self._index.entries) // 20):
                remember(self._cache, self.folder, self._index.entries)
            self._tidy()
            if changed:
                self._known = None
            return changed

    @property
    def many(self) -> bool:
        """Whether there are so many files that reading them takes a moment; none is opened to know it."""
        with suppress(OSError), os.scandir(self.folder) as files:
            return sum(1 for _file in islice(files, _MANY + 1)) > _MANY
        return False

    def list(self) -> Sequence[Note]:
        """Every note, the last changed first."""
        with self._mutex:
            return [*self._notes()]

    def for_item(self, key: str) -> Sequence[Note]:
        """The notes on the item `key`, the last changed first."""
        with self._mutex:
            self._notes()
            return [*self._by_key.get(key, ())]

    def counts(self) -> dict[str, int]:
        """How many notes each item has, by its key."""
        with self._mutex:
            self._notes()
            return {key: len(notes) for key, notes in self._by_key.items()}

    def get(self, id: str) -> Note | None:
        """The note as its file is now; None if there is none. NoteError if it cannot be read."""
        path = self._path(id)
        with explained(_("opening the note"), path):
            found = disk.read(path, MAX_FILE)
        try:
            return decode(found[0], id) if found else None
        except ValueError as error:
            problem = _("not readable as a note: {why}").format(why=error)
            raise NoteError(problem, where=str(path), remedy=_("Repair it in an editor")) from None

    def problems(self) -> Sequence[NoteError]:
        """What could not be opened, each with its path: damaged notes, files that are no notes."""
        with self._mutex:
            self._notes()
            unread = [entry.problem for entry in self._index.entries.values() if entry.problem]
            return [*self._index.problems, *unread, *trash.all_damaged(self.folder)]

    def conflicts(self) -> Sequence[Conflict]:
        """Every note of which there are two versions."""
        with self._mutex:
            notes = {note.id: note for note in self._notes()}
            found = [
                Conflict(notes[note.conflict], note, self._path(note.id), OURS)
                for note in notes.values()
                if note.conflict in notes and note.conflict != note.id
            ]
            for name, entry in self._index.entries.items():
                if entry.other is not None:
                    mine = entry.note if entry.origin == GIT else notes.get(entry.id)
                    found.append(Conflict(mine, entry.other, self.folder / name, entry.origin))
        return sorted(found, key=lambda conflict: (conflict.other.id, conflict.path))

    def trash(self) -> Sequence[Trashed]:
        """The deleted notes, the last deleted first."""
        with explained(_("opening the trash"), self.folder / "trash"):
            return trash.all_trashed(self.folder)

    def save(self, note: Note) -> Note:
        """Saves the note and returns it as saved.

        If somebody else changed it since it was read, both are kept: this version is saved under a new id,
        with `conflict` naming the other, and that is what is returned (`saved.id != note.id`).
        """
        path, data = self._path(note.id), encode(note)
        with self._writing(_("saving the note"), path):
            found = disk.read(path, MAX_FILE)
            if found is None:
                with suppress(FileExistsError):
                    return self._put(note, data, None)
                found = disk.read(path, MAX_FILE)  # it has come this moment
            standing = found[0] if found else b""
            if self._is_base(note, standing):
                return self._put(note, data, revision(standing))
            with suppress(ValueError):
                theirs = decode(standing, note.id)
                if theirs.same(note):
                    disk.sync(path)
                    self._index_again(path.name)
                    return theirs
            return self._beside(note, note.id)

    def delete(self, note: Note) -> Trashed:
        """Moves the note into the trash. NoteError if somebody else changed it since it was read."""
        encode(note)
        path = self._path(note.id)
        with self._writing(_("deleting the note"), path):
            found = disk.read(path, MAX_FILE)
            if found is None:
                raise NoteError(_("the note is no longer there"), where=str(path), remedy=_("Look in the trash"))
            if not self._is_base(note, found[0]):
                raise _changed(path)
            return self._discard(note)

    def throw_away(self, note: Note) -> Trashed:
        """Puts a text that is not to be saved into the trash; the note itself, if there is one, stays as it is."""
        data = encode(note)
        with self._writing(_("keeping what is thrown away"), self.folder / "trash"):
            thrown = trash.trashed(self.folder, note)
            disk.write(thrown.path, data, None)
            return thrown

    def restore(self, trashed: Trashed) -> Note:
        """Brings a deleted note back; beside the note that has its id now, if there is one (see `save`)."""
        path = self._path(trashed.note.id)
        with self._writing(_("bringing the note back"), path):
            try:
                disk.move(trashed.path, path)
            except FileExistsError:
                note = self._beside(trashed.note, trashed.note.id)
                trashed.path.unlink(missing_ok=True)
                return note
            self._index_again(path.name)
            return trashed.note

    def resolve(self, conflict: Conflict, keep: Keep) -> Note:
        """Ends a conflict by keeping one version or both; what is not kept goes into the trash.

        Returns what is kept; for `both`, the other version, now a note of its own. NoteError if one of
        them has changed since they were shown.
        """
        with self._writing(_("resolving the conflict"), conflict.path):
            mine, other = self._adopt(conflict)
            if keep == "mine":
                self._discard(other)
                return mine or other
            if mine is None:
                return other
            if keep == "both":
                kept = replace(other, conflict="")
                return self._put(kept, encode(kept), other.revision)
            disk.write(trash.trashed(self.folder, mine).path, encode(mine), None)
            kept = replace(other, id=mine.id, conflict=mine.conflict if mine.conflict != other.id else "")
            kept = self._put(kept, encode(kept), mine.revision)
            self._path(other.id).unlink()
            self._index_again(f"{other.id}.toml")
            return kept

    @contextmanager
    def _writing(self, doing: str, where: Path) -> Iterator[None]:
        """Holds the folder's lock, and makes the folder, but not one that was there before and has gone."""
        with self._mutex, explained(doing, where):
            if not self._index.seen and not self.folder.is_dir():
                disk.make_folder(self.folder)
            self._index.seen = True
            with disk.locked(self.folder):
                yield

    def _is_base(self, note: Note, data: bytes) -> bool:
        """Whether `data` is what `note` was read from, or what a save of ours that failed at its end left."""
        return revision(data) in (note.revision, self._unsure.get(note.id))

    def _put(self, note: Note, data: bytes, over: str | None) -> Note:
        """Writes a note over the file in the state `over`, or where there is none."""
        path, state = self._path(note.id), revision(data)
        if over == state:
            disk.sync(path)
        else:
            self._unsure[note.id] = state
            displaced = disk.write(path, data, None if over is None else lambda found: revision(found) == over)
            if displaced is not None:
                self._rescue(displaced, note.id)
        self._unsure.pop(note.id, None)
        self._index_again(path.name)
        return replace(note, revision=state)

    def _beside(self, note: Note, standing: str) -> Note:
        """Saves a further version of the note `standing` under an id of its own."""
        note = replace(note, id=new_id(datetime.now(UTC)), conflict=standing, revision="")
        return self._put(note, encode(note), None)

    def _rescue(self, path: Path, standing: str) -> None:
        """Keeps what another program put in our way in the moment of writing, which is now at `path`."""
        read = disk.read(path, MAX_FILE)
        try:
            self._beside(decode(read[0] if read else b"", standing), standing)
        except (ValueError, NoteError):
            trash.set_aside(path, f"{standing}.toml")
        else:
            path.unlink()

    def _discard(self, note: Note) -> Trashed:
        trashed = trash.trashed(self.folder, note)
        disk.move(self._path(note.id), trashed.path)
        self._index_again(f"{note.id}.toml")
        return trashed

    def _adopt(self, conflict: Conflict) -> tuple[Note | None, Note]:
        """Both versions of a conflict, each as a note in a file of its own, whoever left them."""
        mine, other, path = conflict.mine, conflict.other, conflict.path
        self._require(path, other.revision)
        if mine is not None:
            self._require(self._path(mine.id), mine.revision)
        if conflict.origin == OURS:
            return mine, other
        other = self._beside(other, mine.id) if mine is not None else self._put(other, encode(other), None)
        if mine is not None and conflict.origin == GIT:
            return self._put(mine, encode(mine), mine.revision), other
        path.unlink()
        self._index_again(path.name)
        return mine, other

    def _require(self, path: Path, state: str) -> None:
        found = disk.read(path, MAX_FILE)
        if found is None or revision(found[0]) != state:
            raise _changed(path)

    def _tidy(self) -> None:
        """Sets damaged notes aside and sweeps up what killed writers left; what cannot be done now waits."""
        left = [path for name in self._index.leftovers if trash.age(path := self.folder / name) > trash.LEFT]
        damaged = {self.folder / name: entry for name, entry in self._index.entries.items() if entry.damaged}
        at_rest = [path for path in damaged if trash.age(path) > trash.AT_REST]
        if left or at_rest:
            with suppress(OSError, NoteError), disk.locked(self.folder):
                for path in at_rest:
                    self._require(path, damaged[path].revision)
                    trash.set_aside(path, path.name)
                    self._index_again(path.name)
                for path in left:
                    trash.sweep(path)

    def _index_again(self, name: str) -> None:
        """Takes a file that was just written into the index; the folder is not scanned."""
        self._known = None
        with suppress(OSError):  # the next scan sees it
            self._index.refresh(name)

    def _notes(self) -> Sequence[Note]:
        if not self._scanned:
            self.scan()
        if self._known is None:
            entries = self._index.entries.values()
            self._known = [entry.note for entry in entries if entry.note is not None and not entry.origin]
            self._known.sort(key=lambda note: (note.updated, note.id), reverse=True)
            self._by_key = {}
            for note in self._known:
                self._by_key.setdefault(note.key, []).append(note)
        return self._known

    def _path(self, id: str) -> Path:
        if not is_id(id):
            raise NoteError(
                _("{id!r} is not the id of a note").format(id=id),
                remedy=_("`hunnan-tui notes list` shows the ids"),
            )
        return self.folder / f"{id}.toml"


def _changed(path: Path) -> NoteError:
    return NoteError(_("the note has changed elsewhere meanwhile"), where=str(path), remedy=_("Read it again first"))
