"""The commands that list, find, show and check."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hunnan_tui.cli import notes
from hunnan_tui.cli.arguments import SERIES
from hunnan_tui.cli.console import FOUND, NOTHING, open_catalog, say, say_how_many, say_near, say_no_item
from hunnan_tui.errors import UsageError
from hunnan_tui.i18n import _

if TYPE_CHECKING:
    import argparse

    from hunnan_tui.library.locations import Locations
    from hunnan_tui.model.text import Language


def list_items(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """All items of a kind, or a metric's series."""
    from hunnan_tui.library import asked
    from hunnan_tui.reading import formats, records

    if (options.kind == SERIES) != (options.metric is not None):
        raise UsageError(_("list series takes a metric, and nothing else does"), remedy=_("`list metrics` names all"))
    if options.kind == SERIES:
        catalog = open_catalog(locations)
        listed = records.series(catalog, asked.metric(catalog, options.metric, language))
    elif options.format in ("table", "md") and options.kind in records.TABLES:
        listed = records.TABLES[options.kind](open_catalog(locations), language)
    else:
        listed = records.listed(open_catalog(locations), options.kind, full=options.full)
    written = formats.write(listed, options.format, language, sys.stdout)
    if not written:
        say(_("nothing found"))
    return FOUND if written else NOTHING


def compare(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """Two briefings, figure by figure."""
    from hunnan_tui.library.edition import edition
    from hunnan_tui.model.difference import differences
    from hunnan_tui.reading import formats, records

    catalog = open_catalog(locations)
    first, second = (edition(catalog, name) for name in (options.first, options.second))
    found = differences(first.metrics, second.metrics)
    told = options.format in ("table", "md")
    listed = records.compared_told(found, language) if told else records.compared(found)
    formats.write(listed, options.format, language, sys.stdout)
    if any(one.change != "same" for one in found):
        return FOUND
    say(_("no difference"))
    return NOTHING


def search_all(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """What matches a query, best first."""
    from hunnan_tui.library import search
    from hunnan_tui.notes.indexing import index_notes
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading import formats, records

    catalog = open_catalog(locations)
    index_notes(catalog, NoteStore(locations.notes, locations.cache / "notes"))
    query = " ".join(options.query).strip()
    found = search.search(catalog.connection, query, language=language, limit=options.limit)
    if (error := found.error) is not None:
        raise UsageError(error.message, remedy=error.remedy)
    formats.write(records.hits(catalog, found.hits, language), options.format, language, sys.stdout)
    if len(found.hits) == options.limit:
        counted = search.count(catalog.connection, query, found=found, thorough=True)
        if counted.here > len(found.hits):
            say_how_many(len(found.hits), counted.here, exact=counted.exact)
    if not found.hits:
        near = search.nearest(catalog.connection, query, language=language)
        say(_("nothing found"))
        if near.parted:
            say(_("Otherwise: {query} finds {n}").format(query=near.parted, n=near.total))
        elif near.missing:
            lacking = _("No item has: {words}").format(words="  ".join(near.missing))
            say(f"{lacking} ({near.instead}?)" if near.instead else lacking)
        for hit in near.hits:
            say_near(hit.title, hit.key)
    return FOUND if found.hits else NOTHING


def show(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """One item as plain text, or metrics compared."""
    from hunnan_tui.library import views
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading.item_document import item_document
    from hunnan_tui.reading.note_document import note_document
    from hunnan_tui.reading.plain import plain

    catalog, store = open_catalog(locations), NoteStore(locations.notes, locations.cache / "notes")
    key, *others = options.keys
    if others:
        from hunnan_tui.library import asked
        from hunnan_tui.reading import comparing

        if len(options.keys) > comparing.MOST:
            raise UsageError(_("at most {count} metrics can be compared").format(count=comparing.MOST))
        keys = [asked.metric(catalog, name, language).key for name in options.keys]
        compared = comparing.comparison(catalog, comparing.key_of(keys), language)
        sys.stdout.write(plain(compared, ascii_only=options.ascii))
        return FOUND
    if key.startswith("note/"):
        note = store.get(key.removeprefix("note/"))
        if note is not None:
            sys.stdout.write(plain(note_document(catalog, note, language)))
            return FOUND
    item = views.item(catalog, key)
    if item is None or item.kind == "note":
        say_no_item(catalog, key, language)
        return NOTHING
    told = item_document(catalog, item, language, notes=store.for_item(item.key))
    sys.stdout.write(plain(told, ascii_only=options.ascii))
    return FOUND


def check(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """Every fault of some files."""
    from pathlib import Path

    from hunnan_tui.library import load

    faults = 0
    for name in options.files:
        loaded = load.load(Path(name))
        for fault in loaded.faults:
            sys.stdout.write(fault.text(language) + "\n")
        faults += len(loaded.faults)
        if not loaded.faults:
            say(_("{path}: a good briefing").format(path=name))
    return NOTHING if faults else FOUND


def paths(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    """Where everything is kept."""
    from hunnan_tui.model.text import visible_line

    rows = [
        ("config", locations.config),
        ("notes", locations.notes),
        ("cache", locations.cache),
        ("catalog", locations.catalog),
    ]
    rows += [("briefings", place) for place in locations.briefings]
    for name, path in rows:
        sys.stdout.write(f"{name:<10}{visible_line(str(path))}\n")
    return FOUND


COMMANDS = {
    "list": list_items,
    "compare": compare,
    "search": search_all,
    "show": show,
    "notes": notes.run,
    "check": check,
    "paths": paths,
}
"""What runs each command."""
