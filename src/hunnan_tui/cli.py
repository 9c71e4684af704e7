"""The commands: results to standard output and nothing else there, messages to standard error.

Exit status 0: found; 1: nothing found, or faults found; 2: wrong usage. The screen is imported only when it is opened.
"""

from __future__ import annotations

import os
import sys
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING

from hunnan_tui import __version__, i18n
from hunnan_tui.errors import HunnanError, UsageError
from hunnan_tui.i18n import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.locations import Locations
    from hunnan_tui.model.text import Language

FORMATS = ("table", "json", "csv", "md")
LISTS = ("outcomes", "projects", "keywords", "metrics", "targets", "flags", "sources", "briefings")
SERIES = "series"
FOUND, NOTHING, WRONG = 0, 1, 2
# what an empty command line asks for: the reader opens without building a parser first
_READER = SimpleNamespace(command=None, briefings=None, config=None, lang=None, ascii=False)


def run(arguments: Sequence[str]) -> int:
    """Run one command, or open the reader where none is given; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # results are UTF-8 wherever they go; what cannot be written is escaped instead of ending the command
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    i18n.use(_language(arguments))
    try:
        if not arguments:
            return _run(_READER)
        parser = _parser()
        options, rest = parser.parse_known_args(arguments)
        if rest and options.command == "search" and not any(word.startswith("--") for word in rest):
            options.query += rest  # -word excludes: a word of the query, no option
        elif rest:
            parser.error(_("unknown: {words}").format(words=" ".join(rest)))
        status = _run(options)
        sys.stdout.flush()  # a reader that has gone is noticed here, and not when Python ends
        return status
    except UsageError as error:
        _say(str(error))
        return WRONG
    except HunnanError as error:
        _say(str(error))
        return NOTHING
    except BrokenPipeError:
        # the reader of our output has seen enough: `hunnan-tui list metrics | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace | SimpleNamespace) -> int:
    from hunnan_tui.library.locations import locate

    locations = locate(options.briefings, options.config)
    language: Language = options.lang or i18n.language()
    i18n.use(language)
    if options.command is None:
        from hunnan_tui.tui.app import open_reader

        return open_reader(locations, options.lang, ascii_only=options.ascii)
    return int(options.run(options, locations, language))


def _language(arguments: Sequence[str]) -> Language:
    """What --lang asks for, known before the rest is parsed: help and errors speak it; else the locale's."""
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        if f"--lang={language}" in arguments or ("--lang", language) in pairwise(arguments):
            return language
    return i18n.from_locale()


def _parser() -> argparse.ArgumentParser:
    import argparse

    from hunnan_tui.usage import Parser

    # argparse's own words too; gettext would choose their language by the environment alone, without --lang
    vars(argparse).update(_=_, ngettext=i18n.ngettext)
    parser = Parser(
        prog="hunnan-tui",
        description=_(
            "Read official briefings: outcomes, projects, keywords, every figure with its source; your notes."
        ),
        epilog=_(
            "Without a command the reader opens. Exit status: 0 found, 1 nothing found or faults found, 2 wrong usage."
        ),
        allow_abbrev=False,
    )
    version = f"hunnan-tui {__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=_("show program's version number and exit")
    )
    parser.add_argument(
        "--briefings",
        action="append",
        metavar="PATH",
        help=_("a further folder or file of briefings; may be repeated"),
    )
    parser.add_argument(
        "--lang",
        choices=("en", "zh"),
        help=_("the language of texts and messages; by default that of the locale"),
    )
    parser.add_argument("--config", metavar="DIR", help=_("the folder of settings, notes and your own briefings"))
    parser.add_argument("--ascii", action="store_true", help=_("draw no box characters"))
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title=_("commands"), dest="command", metavar=_("COMMAND"), parser_class=Parser)

    form = Parser(add_help=False)
    form.add_argument(
        "--format",
        choices=FORMATS,
        default="table",
        help=_("how to print: a table, or whole as JSON, CSV or Markdown"),
    )

    command = commands.add_parser("list", parents=[form], help=_("list all items of a kind"))
    command.add_argument("kind", choices=(*LISTS, SERIES))
    command.add_argument(
        "metric",
        nargs="?",
        metavar="METRIC",
        help=_("for series: the metric, as its key, as area/id, or as an id that one area has"),
    )
    command.set_defaults(run=_list)

    command = commands.add_parser(
        "compare", parents=[form], help=_("two briefings, figure by figure: what is new, gone, changed, the same")
    )
    command.add_argument("first", metavar="A", help=_("the id of the earlier briefing"))
    command.add_argument(
        "second", metavar="B", help=_("the id of the later one; status 0: they differ, 1: they do not")
    )
    command.set_defaults(run=_compare)

    command = commands.add_parser("search", parents=[form], help=_("search everything, best first"))
    command.add_argument(
        "query",
        nargs="+",
        help=_("words, all of which must match; “…” a phrase; -word excludes; see the help of the reader"),
    )
    command.add_argument("--limit", type=int, default=50, help=_("print at most this many (50)"))
    command.set_defaults(run=_search)

    command = commands.add_parser("show", help=_("one item as plain text; two to four metrics, compared on a chart"))
    command.add_argument(
        "keys", nargs="+", metavar="KEY", help=_("the item's key, as list and search give it; of metrics, up to four")
    )
    command.set_defaults(run=_show)

    notes = commands.add_parser("notes", help=_("your notes: list, add, export"))
    what = notes.add_subparsers(
        title=_("commands"), dest="notes_command", metavar=_("COMMAND"), required=True, parser_class=Parser
    )
    choice = Parser(add_help=False)
    choice.add_argument("--tag", help=_("only notes that have this tag"))
    choice.add_argument("--item", metavar="KEY", help=_("only notes on this item"))
    command = what.add_parser("list", parents=[form, choice], help=_("all notes, newest first"))
    command.set_defaults(run=_notes_list)
    command = what.add_parser("add", help=_("add a note to an item; status 0 means that it is on the disk"))
    command.add_argument("key", help=_("the item's key"))
    command.add_argument("text", help=_("the text, or - to read it from standard input"))
    command.set_defaults(run=_notes_add)
    command = what.add_parser(
        "export", parents=[choice], help=_("write all notes with their items, figures and citations")
    )
    command.add_argument("file", nargs="?", help=_("the file to write; standard output where none is given"))
    command.add_argument("--format", choices=EXPORTS, help=_("by default what the file's ending says, else md"))
    command.add_argument("--overwrite", action="store_true", help=_("replace the file if it is there"))
    command.set_defaults(run=_notes_export)
    command = what.add_parser("import", help=_("read notes back from what export wrote as JSON or TOML"))
    command.add_argument("file")
    command.set_defaults(run=_notes_import)

    command = commands.add_parser("check", help=_("is this a good briefing? every fault with line, reason and remedy"))
    command.add_argument("files", nargs="+", metavar="FILE")
    command.set_defaults(run=_check)

    command = commands.add_parser("paths", help=_("where config, notes, cache and briefings are"))
    command.set_defaults(run=_paths)
    return parser


EXPORTS = ("md", "json", "toml", "csv", "html")


def _catalog(locations: Locations) -> Catalog:
    """The catalog in step with the files; files with faults are named on standard error."""
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.sync import sync

    catalog = Catalog(locations)
    sync(catalog)
    _tell_faults(catalog)
    return catalog


def _tell_faults(catalog: Catalog) -> None:
    from hunnan_tui.library import views

    for path, faults in views.faulty_files(catalog):
        _say(faults[0].text(i18n.language()))
        if len(faults) > 1:
            _say(_("… and {count} more: hunnan-tui check {path}").format(count=len(faults) - 1, path=path))


def _list(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from hunnan_tui.library import asked
    from hunnan_tui.reading import formats, records

    if (options.kind == SERIES) != (options.metric is not None):
        raise UsageError(_("list series takes a metric, and nothing else does"), remedy=_("`list metrics` names all"))
    if options.kind == SERIES:
        listed = records.series(asked.metric(_catalog(locations), options.metric, language))
    else:
        listed = records.LISTS[options.kind](_catalog(locations))
    written = formats.write(listed, options.format, language, sys.stdout)
    if not written:
        _say(_("nothing found"))
    return FOUND if written else NOTHING


def _compare(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from hunnan_tui.library import asked
    from hunnan_tui.model.difference import differences
    from hunnan_tui.reading import formats, records

    catalog = _catalog(locations)
    found = differences(*(asked.briefing_metrics(catalog, name) for name in (options.first, options.second)))
    formats.write(records.compared(found), options.format, language, sys.stdout)
    if any(one.change != "same" for one in found):
        return FOUND
    _say(_("no difference"))
    return NOTHING


def _search(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from hunnan_tui.library import search
    from hunnan_tui.notes.indexing import index_notes
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading import formats, records

    catalog = _catalog(locations)
    index_notes(catalog, NoteStore(locations.notes, locations.cache / "notes"))
    found = search.search(catalog.connection, " ".join(options.query), language=language, limit=max(options.limit, 0))
    if found.error is not None:
        raise UsageError(found.error.message, where=" ".join(options.query), remedy=found.error.remedy)
    formats.write(records.hits(catalog, found.hits), options.format, language, sys.stdout)
    if not found.hits:
        near = search.nearest(catalog.connection, " ".join(options.query), language=language)
        _say(_("nothing found"))
        if near.missing:
            _say(_("No item has: {words}").format(words="  ".join(near.missing)))
        for hit in near.hits:
            _say(_("perhaps: {title}  {key}").format(title=hit.title, key=hit.key))
    return FOUND if found.hits else NOTHING


def _show(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from hunnan_tui.library import views
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading.document import document, note_document, plain

    catalog, store = _catalog(locations), NoteStore(locations.notes, locations.cache / "notes")
    key, *others = options.keys
    if others:
        from hunnan_tui.library import asked
        from hunnan_tui.reading import comparing

        if len(options.keys) > comparing.MOST:
            raise UsageError(_("at most {count} metrics can be compared").format(count=comparing.MOST))
        keys = [asked.metric(catalog, name, language).key for name in options.keys]
        sys.stdout.write(plain(comparing.comparison(catalog, comparing.key_of(keys), language)))
        return FOUND
    if key.startswith("note/"):
        note = store.get(key.removeprefix("note/"))
        if note is not None:
            sys.stdout.write(plain(note_document(catalog, note, language)))
            return FOUND
    item = views.item(catalog, key)
    if item is None or item.kind == "note":
        _say(_("there is no item {key!r}").format(key=key))
        return NOTHING
    sys.stdout.write(plain(document(catalog, item, language, notes=store.for_item(item.key))))
    return FOUND


def _notes_list(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading import formats, noting, records

    store = NoteStore(locations.notes, locations.cache / "notes")
    notes = noting.chosen(store.list(), tag=options.tag, item=options.item)
    written = formats.write(records.notes(_catalog(locations), notes), options.format, language, sys.stdout)
    for problem in store.problems():
        _say(str(problem))
    for conflict in store.conflicts():
        _say(_("{path}: there are two versions of this note. Choose in the reader, with v").format(path=conflict.path))
    if not written:
        _say(_("nothing found") if options.tag or options.item else _("no notes yet"))
    return FOUND if written else NOTHING


def _notes_add(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from hunnan_tui.library import views
    from hunnan_tui.notes.note import Note
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading import noting

    text = sys.stdin.buffer.read().decode("utf-8", "replace") if options.text == "-" else options.text
    if not text.strip():
        raise UsageError(_("the note is empty"))
    catalog = _catalog(locations)
    item = views.item(catalog, options.key)
    if item is None:
        _say(_("there is no item {key!r}").format(key=options.key))
        return NOTHING
    note = NoteStore(locations.notes, locations.cache / "notes").save(Note.new(noting.cited(catalog, item), text))
    sys.stdout.write(f"{note.id}\n")
    return FOUND


def _notes_export(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from hunnan_tui.notes import export
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.reading import noting

    catalog, store = _catalog(locations), NoteStore(locations.notes, locations.cache / "notes")
    notes = noting.chosen(store.list(), tag=options.tag, item=options.item)
    form = options.format or export.form_of(options.file)
    bom = form == "csv" and bool(options.file)
    text = export.export(notes, noting.cited_items(catalog, notes), form, language, bom=bom)
    if options.file:
        export.write(options.file, text, overwrite=options.overwrite)
        _say(_("{count} notes written to {path}").format(count=len(notes), path=options.file))
    else:
        sys.stdout.write(text)
    return FOUND if notes else NOTHING


def _notes_import(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from hunnan_tui.notes import importing
    from hunnan_tui.notes.store import NoteStore

    result = importing.import_file(NoteStore(locations.notes, locations.cache / "notes"), options.file)
    _say(
        _("{added} added, {same} already here, {conflicts} differ and were kept beside").format(
            added=len(result.added), same=len(result.same), conflicts=len(result.conflicts)
        )
    )
    return FOUND if result.added or result.same or result.conflicts else NOTHING


def _check(options: argparse.Namespace, locations: Locations, language: Language) -> int:
    from pathlib import Path

    from hunnan_tui.library import load

    faults = 0
    for name in options.files:
        loaded = load.load(Path(name))
        for fault in loaded.faults:
            sys.stdout.write(fault.text(language) + "\n")
        faults += len(loaded.faults)
        if not loaded.faults:
            _say(_("{path}: a good briefing").format(path=name))
    return NOTHING if faults else FOUND


def _paths(options: argparse.Namespace, locations: Locations, language: Language) -> int:
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


def _say(message: str) -> None:
    from hunnan_tui.model.text import visible

    sys.stderr.write(visible(message) + "\n")
