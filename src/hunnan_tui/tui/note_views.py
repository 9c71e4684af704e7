"""Notes as views: the list with its conflicts and what could not be opened, the trash, and the documents of each."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hunnan_tui.i18n import _
from hunnan_tui.model.text import visible, visible_line
from hunnan_tui.notes import disk
from hunnan_tui.notes.conflicts import GIT, OURS
from hunnan_tui.notes.note import MAX_FILE, decode, is_id, written
from hunnan_tui.notes.trash import Trashed
from hunnan_tui.reading import noting, words
from hunnan_tui.reading.blocks import BLANK, Line, Piece
from hunnan_tui.reading.note_document import note_document
from hunnan_tui.tui.navigation import view_of
from hunnan_tui.tui.rows import FixedRows, Shelf, note_columns, note_rows
from hunnan_tui.tui.widgets.table import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.errors import NoteError
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.model.text import Language
    from hunnan_tui.notes.conflicts import Conflict
    from hunnan_tui.notes.note import Note
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading.blocks import Block


def notes(shelf: Shelf, store: NoteStore) -> FixedRows:
    """What needs a person first: notes with two versions, files that could not be opened; then every note."""
    conflicts = store.conflicts()
    texts = noting.told(shelf.catalog, [conflict.other for conflict in conflicts], shelf.language)
    rows = [
        Row(
            f"conflict/{conflict.path.name}",
            (
                ((_("Conflict"), "flag"),),
                visible_line(text),
                ((origin(conflict), "dim"),),
            ),
        )
        for conflict, text in zip(conflicts, texts, strict=True)
    ]
    rows += [
        Row(
            f"problem/{number}",
            (
                ((_("Problem"), "flag"),),
                visible_line(problem.message),
                ((visible_line(Path(problem.where).name), "dim"),),
            ),
        )
        for number, problem in enumerate(store.problems())
    ]
    return FixedRows(note_columns(), [*rows, *note_rows(shelf, store.list())])


def of_view(catalog: Catalog, view: str, notes: Sequence[Note]) -> list[Note]:
    """The notes on the items that a view lists; none where it lists no items."""
    name, _slash, section = view.partition("/")
    if name in ("overview", "notes", "faults"):
        return []
    if section:
        listed = {str(key) for (key,) in catalog.read("SELECT key FROM items WHERE section=?", [section])}
    elif name == "targets":
        sql = "SELECT DISTINCT i.key FROM items i JOIN observations o ON o.item=i.id WHERE o.nature='target'"
        listed = {str(key) for (key,) in catalog.read(sql)}
    else:
        listed = {key for key in {note.key for note in notes} if view_of(catalog, key) == name}
    return [note for note in notes if note.key in listed]


def trash(shelf: Shelf, store: NoteStore) -> FixedRows:
    """The deleted notes, the last deleted first."""
    found = {f"trash/{each.path.name}": each for each in store.trash()}
    rows = note_rows(shelf, [each.note for each in found.values()])
    moments = [((words.moment(each.deleted)[:10], "dim"),) for each in found.values()]
    return FixedRows(
        note_columns(_("Deleted")),
        [Row(key, (moment, *row.cells[1:])) for key, moment, row in zip(found, moments, rows, strict=True)],
    )


def trashed(store: NoteStore, key: str) -> Trashed | None:
    """The deleted note of a row; only its own file is read."""
    name = key.removeprefix("trash/")
    id, _dot, when = name.partition(".")
    path = store.folder / "trash" / name
    with suppress(OSError, ValueError):
        if is_id(id) and path.name == name and (found := disk.read(path, MAX_FILE)) is not None:
            return Trashed(decode(found[0], id), written(when), path)
    return None


def conflict(store: NoteStore, key: str) -> Conflict | None:
    """The conflict of a row `conflict/…`, or the one that a note `note/…` is a version of."""
    kind, _slash, name = key.partition("/")
    for each in store.conflicts():
        ids = {each.other.id} if each.origin == OURS else set()
        ids |= {each.mine.id} if each.mine is not None else set()
        if (kind == "conflict" and each.path.name == name) or (kind == "note" and name in ids):
            return each
    return None


def origin(conflict: Conflict) -> str:
    """Who left the other version."""
    if conflict.origin == OURS:
        return _("changed in two places at once")
    if conflict.origin == GIT:
        return _("merged by git")
    return _("left by {tool}").format(tool=visible_line(conflict.origin))


def blocks_of(key: str, catalog: Catalog, store: NoteStore, language: Language) -> list[Block] | None:
    """The document of a note, of a deleted one, a conflict or a problem; None for a key that has none."""
    kind, _slash, name = key.partition("/")
    if kind == "note" and (note := next((one for one in store.list() if one.id == name), None)) is not None:
        return [*_warned(conflict(store, key)), *note_document(catalog, note, language)]
    if kind == "trash" and (deleted := trashed(store, key)) is not None:
        said = _("Deleted {when}. u brings this note back.").format(when=words.moment(deleted.deleted))
        return [Line((Piece(said, "flag"),)), BLANK, *note_document(catalog, deleted.note, language)]
    if kind == "conflict" and (found := conflict(store, key)) is not None:
        return [*_warned(found), *_versions(found, catalog, language)]
    if kind == "problem" and name.isdecimal() and int(name) < len(problems := store.problems()):
        return _problem(problems[int(name)])
    return None


def _warned(found: Conflict | None) -> list[Block]:
    """That a note has two versions, with the link to where one chooses."""
    if found is None:
        return []
    return [
        Line((Piece(_("There are two versions of this note: {how}.").format(how=origin(found)), "flag"),), 2, "! "),
        Line((Piece(_("Compare them and choose (v)"), "link", f"compare/{found.path.name}"),), indent=2),
        BLANK,
    ]


def _versions(found: Conflict, catalog: Catalog, language: Language) -> list[Block]:
    note = found.mine or found.other
    blocks: list[Block] = [Line((Piece(visible_line(note.item.title.get(language) or note.key), "title"),))]
    versions = [version for version in (found.mine, found.other) if version is not None]
    for version, text in zip(versions, noting.told(catalog, versions, language), strict=True):
        blocks += [BLANK, Line((Piece(words.moment(version.updated), "where"),))]
        blocks += [Line((Piece(part, "note"),)) for part in visible(text).split("\n")]
    return blocks


def _problem(problem: NoteError) -> list[Block]:
    return [
        Line((Piece(visible_line(problem.message), "title"),)),
        Line((Piece(visible_line(problem.where), "where"),)),
        BLANK,
        Line((Piece(visible_line(problem.remedy), "said"),)),
        BLANK,
        Line((Piece(_("The other notes are not affected."), "other"),)),
    ]
