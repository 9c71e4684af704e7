"""What the reader shows for a key: an item, a note, or the fault of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.model.text import visible_line
from hunnan_tui.reading import comparing, editions
from hunnan_tui.reading.blocks import Line, Piece
from hunnan_tui.reading.item_document import item_document
from hunnan_tui.tui import note_views

if TYPE_CHECKING:
    from collections.abc import Collection

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.model.text import Language
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading.blocks import Block


def blocks_of(
    key: str,
    catalog: Catalog,
    notes: NoteStore,
    language: Language,
    *,
    both: bool,
    explained: Collection[int] = (),
) -> list[Block]:
    """The document for a key; what is not there any more is said to be gone. `explained` are the ids of flags."""
    if key.startswith(("note/", "trash/", "conflict/", "problem/")):
        return note_views.blocks_of(key, catalog, notes, language) or _gone(key)
    if key.startswith(comparing.PREFIX):
        return comparing.comparison(catalog, key, language)
    if key.startswith(editions.PREFIX):
        return editions.editions(catalog, key, language)
    if key.startswith("fault/"):
        return _fault(key, catalog, language)
    item = views.item(catalog, key)
    if item is None:
        return _gone(key)
    return item_document(catalog, item, language, notes=notes.for_item(key), both=both, explained=explained)


def _gone(key: str) -> list[Block]:
    return [
        Line((Piece(_("This is no longer in the library."), "title"),)),
        Line((Piece(visible_line(key), "missing"),)),
    ]


def _fault(key: str, catalog: Catalog, language: Language) -> list[Block]:
    number, place = map(int, key.split("/")[1:])
    files = views.faulty_files(catalog)
    if number >= len(files) or place >= len(files[number][1]):
        return _gone(key)
    fault = files[number][1][place]
    return [
        Line((Piece(fault.message(language), "title"),)),
        Line((Piece(fault.where, "where"),)),
        Line(),
        Line((Piece(fault.remedy(language), "said"),)),
        Line(),
        Line((Piece(_("The other files are not affected. Save the file, and start again to read it."), "other"),)),
    ]
