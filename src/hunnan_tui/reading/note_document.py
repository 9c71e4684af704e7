"""Notes in documents: those on an item, and one by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.model.text import Text, visible, visible_line
from hunnan_tui.notes.cite import figure_value
from hunnan_tui.notes.item import changed_figures
from hunnan_tui.reading import noting, words
from hunnan_tui.reading.blocks import Piece
from hunnan_tui.reading.document import Document, item_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.model.text import Language
    from hunnan_tui.notes.note import Note
    from hunnan_tui.reading.blocks import Block

# a link in a note's text
_LINK = re.compile(r"\[\[([^\[\]\n]{1,300})\]\]")


def write_notes(doc: Document, notes: Iterable[Note]) -> None:
    """Add the notes that were written on the item, newest first."""
    written = list(notes)
    if not written:
        return
    doc.heading(f"{_('Notes')} ({len(written)})")
    for note in written:
        doc.line(Piece(words.moment(note.updated), "other", f"note/{note.id}"), indent=2, bullet="✎ ")
        for part in visible(note.text).split("\n"):
            doc.line(*_linked(doc.catalog, part, doc.language), indent=2, bullet="  ")


def note_document(catalog: Catalog, note: Note, language: Language) -> list[Block]:
    """A note with its item, and whether that has gone or its figures have changed since."""
    doc = Document(catalog, language)
    found = views.item(catalog, note.key)
    doc.text(note.item.title if str(note.item.title) else Text(en=note.key), role="title")
    doc.line(Piece(f"{_('Note')} · {words.moment(note.updated)}", "where"))
    doc.blank()
    for part in visible(note.text).split("\n"):
        doc.line(*_linked(catalog, part, language))
    if note.tags:
        doc.blank()
        doc.field(_("Tags"), Piece(visible_line("  ".join(f"#{tag}" for tag in note.tags)), "note"))
    doc.heading(_("About"))
    if found is None:
        doc.line(Piece(_("its item is no longer in the library"), "flag"), indent=2, bullet="! ")
        doc.line(Piece(visible_line(note.key), "missing"), indent=2)
    else:
        doc.line(*item_link(found, language), indent=2, bullet="• ")
    for then, now in changed_figures(note.item, noting.today(catalog, views.whole(catalog, found))) if found else ():
        today = figure_value(now, language) if now else _("no longer there")
        doc.line(
            Piece(visible_line(f"{then.period}  {figure_value(then, language)} → {today}"), "flag"),
            Piece("  " + _("changed since the note was written"), "other"),
            indent=2,
            bullet="! ",
        )
    for key in note.links:
        doc.link(key)
    return doc.blocks


def _linked(catalog: Catalog, line: str, language: Language) -> list[Piece]:
    """A line of a note; `[[key]]` as the title of its item, which leads to it, or as written if there is none."""
    pieces = []
    for number, part in enumerate(_LINK.split(line)):
        if number % 2 and (item := views.item(catalog, part.strip())) is not None:
            pieces.append(Piece(visible_line(item.title.get(language)), "link", item.key))
        elif number % 2 or part:
            pieces.append(Piece(f"[[{part}]]" if number % 2 else part, "note"))
    return pieces or [Piece("", "note")]
