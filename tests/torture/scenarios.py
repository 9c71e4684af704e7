"""Everything that writes, with what must be there however it ends, and what once it says that it is done."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from hunnan_tui.notes import export
from hunnan_tui.notes.draft import Drafts
from hunnan_tui.notes.importing import import_notes
from hunnan_tui.notes.note import encode, new_id
from hunnan_tui.notes.store import NoteStore

from .ground import note

Where = Literal["shown", "kept", "trash", "drafts", "export", "damaged"]
Need = tuple[Where, tuple[str, ...]]
"""One of these texts must be there: shown as a note or a side of a conflict; kept, if only in the trash."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing that writes."""

    name: str
    prepare: Callable[[Path], Callable[[], object]]
    """Fills a folder and returns the deed."""
    always: tuple[Need, ...] = ()
    """What must be there whether it was done or not."""
    done: tuple[Need, ...] = ()
    """What must be there once it said so."""


def texts(folder: Path) -> dict[Where, set[str]]:
    """All texts, by where they are."""
    store = NoteStore(folder)
    shown = {each.text for each in store.list()}
    for conflict in store.conflicts():
        shown |= {side.text for side in (conflict.mine, conflict.other) if side is not None}
    trash = {each.note.text for each in store.trash()}
    exported = folder.parent / "export.json"
    return {
        "shown": shown,
        "kept": shown | trash,
        "trash": trash,
        "drafts": {draft.note.text for draft in Drafts(folder.parent / "drafts").recoverable(store)},
        "export": {exported.read_text() if exported.exists() else ""},
        "damaged": {path.read_text() for path in [*folder.glob("*.toml"), *folder.glob("damaged/*")]},
    }


def missing(folder: Path, needs: tuple[Need, ...]) -> list[str]:
    """The needs that are not met, in words."""
    found = texts(folder)
    return [f"none of {wanted} is {where}" for where, wanted in needs if not found[where] & {*wanted}]


def _new(folder: Path) -> Callable[[], object]:
    return lambda: NoteStore(folder).save(note("new"))


def _over(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    old = store.save(note("old"))
    return lambda: store.save(old.edited("new"))


def _conflict(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    old = store.save(note("old"))
    store.save(old.edited("theirs"))
    return lambda: store.save(old.edited("mine"))


def _delete(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    old = store.save(note("old"))
    return lambda: store.delete(old)


def _throw_away(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    old = store.save(note("old"))
    return lambda: store.throw_away(old.edited("thrown away"))


def _restore(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    trashed = store.delete(store.save(note("old")))
    return lambda: store.restore(trashed)


def _restore_beside(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    old = store.save(note("old"))
    trashed = store.delete(old)
    store.save(old.edited("newer"))
    return lambda: store.restore(trashed)


def _resolve(keep: Literal["mine", "other", "both"]) -> Callable[[Path], Callable[[], object]]:
    def prepare(folder: Path) -> Callable[[], object]:
        store = NoteStore(folder)
        old = store.save(note("old"))
        store.save(old.edited("mine"))
        store.save(old.edited("other"))
        (conflict,) = store.conflicts()
        return lambda: store.resolve(conflict, keep)

    return prepare


def _resolve_copy(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    mine = store.save(note("mine"))
    (folder / f"{mine.id}.sync-conflict-20260224-101530-ABCDEFG.toml").write_bytes(encode(mine.edited("other")))
    store.scan()
    (conflict,) = store.conflicts()
    return lambda: store.resolve(conflict, "other")


def _resolve_git(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    mine = store.save(note("mine"))
    path = folder / f"{mine.id}.toml"
    marked = '<<<<<<< HEAD\ntext = "mine"\n=======\ntext = "other"\n>>>>>>> branch\n'
    path.write_text(path.read_text().replace('text = "mine"\n', marked))
    store.scan()
    (conflict,) = store.conflicts()
    return lambda: store.resolve(conflict, "other")


def _set_aside(folder: Path) -> Callable[[], object]:
    path = folder / f"{new_id(datetime.now(UTC))}.toml"
    path.write_text("damaged = ")
    os.utime(path, (0, 0))
    return lambda: NoteStore(folder).scan()


def _import(folder: Path) -> Callable[[], object]:
    store = NoteStore(folder)
    here = store.save(note("here"))
    return lambda: import_notes(store, [here.edited("there"), note("further")])


def _draft(folder: Path) -> Callable[[], object]:
    draft = Drafts(folder.parent / "drafts").begin(note("begun"))
    draft.write("typed")
    draft.release()  # what no session holds is offered

    def deed() -> None:
        try:
            draft.write("typed more")
        finally:
            draft.release()

    return deed


def _export(folder: Path) -> Callable[[], object]:
    path = folder.parent / "export.json"
    path.write_text("old")
    return lambda: export.write(path, "new", overwrite=True)


_BYSTANDER: Need = ("shown", ("bystander",))

SCENARIOS = [
    Scenario("save a new note", _new, (_BYSTANDER,), (("shown", ("new",)),)),
    Scenario("save a changed note", _over, (_BYSTANDER, ("shown", ("old", "new"))), (("shown", ("new",)),)),
    Scenario(
        "save a note changed elsewhere",
        _conflict,
        (_BYSTANDER, ("shown", ("theirs",))),
        (("shown", ("mine",)),),
    ),
    Scenario("delete", _delete, (_BYSTANDER, ("kept", ("old",))), (("trash", ("old",)),)),
    Scenario("throw away a change", _throw_away, (_BYSTANDER, ("shown", ("old",))), (("trash", ("thrown away",)),)),
    Scenario("undo a deletion", _restore, (_BYSTANDER, ("kept", ("old",))), (("shown", ("old",)),)),
    Scenario(
        "undo a deletion beside a newer note",
        _restore_beside,
        (_BYSTANDER, ("shown", ("newer",)), ("kept", ("old",))),
        (("shown", ("old",)),),
    ),
    *(
        Scenario(
            name,
            prepare,
            (_BYSTANDER, ("kept", ("mine",)), ("kept", ("other",))),
            tuple(("shown", (text,)) for text in shown),
        )
        for name, prepare, shown in (
            ("resolve: keep mine", _resolve("mine"), ("mine",)),
            ("resolve: keep the other", _resolve("other"), ("other",)),
            ("resolve: keep both", _resolve("both"), ("mine", "other")),
            ("resolve a sync tool's copy", _resolve_copy, ("other",)),
            ("resolve git's marks", _resolve_git, ("other",)),
        )
    ),
    Scenario("set a damaged note aside", _set_aside, (_BYSTANDER, ("damaged", ("damaged = ",)))),
    Scenario(
        "import",
        _import,
        (_BYSTANDER, ("shown", ("here",))),
        (("shown", ("there",)), ("shown", ("further",))),
    ),
    Scenario(
        "write a draft",
        _draft,
        (_BYSTANDER, ("drafts", ("typed", "typed more"))),
        (("drafts", ("typed more",)),),
    ),
    Scenario("export over a file", _export, (_BYSTANDER, ("export", ("old", "new"))), (("export", ("new",)),)),
]
