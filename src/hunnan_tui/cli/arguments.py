"""The command line: which commands there are and what they take."""

from __future__ import annotations

import argparse
from typing import NoReturn

from hunnan_tui import __version__, i18n
from hunnan_tui.i18n import _

FORMATS = ("table", "json", "csv", "md")
EXPORTS = ("md", "json", "toml", "csv", "html")
LISTS = ("outcomes", "projects", "keywords", "metrics", "targets", "flags", "sources", "briefings")
SERIES = "series"


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line and where to read more; exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say `message`, and end the program."""
        self.exit(2, f"{self.prog}: {message}\n{_('See: {command}').format(command=f'{self.prog} --help')}\n")


def build_parser() -> Parser:
    """The parser of all commands, in the language in use."""
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
    _add_finding(commands, form)
    _add_notes(commands, form)
    command = commands.add_parser("check", help=_("is this a good briefing? every fault with line, reason and remedy"))
    command.add_argument("files", nargs="+", metavar="FILE")

    command = commands.add_parser("paths", help=_("where config, notes, cache and briefings are"))
    return parser


def _add_finding(commands: argparse._SubParsersAction[Parser], form: Parser) -> None:
    command = commands.add_parser("list", parents=[form], help=_("list all items of a kind"))
    command.add_argument("kind", choices=(*LISTS, SERIES))
    command.add_argument(
        "metric",
        nargs="?",
        metavar="METRIC",
        help=_("for series: the metric, as its key, as area/id, or as an id that one area has"),
    )
    command.add_argument(
        "--full", action="store_true", help=_("JSON and CSV of targets and flags: all that is known, in further fields")
    )

    command = commands.add_parser(
        "compare", parents=[form], help=_("two briefings, figure by figure: what is new, gone, changed, the same")
    )
    command.add_argument("first", metavar="A", help=_("the id of the earlier briefing"))
    command.add_argument(
        "second", metavar="B", help=_("the id of the later one; status 0: they differ, 1: they do not")
    )

    command = commands.add_parser("search", parents=[form], help=_("search everything, best first"))
    command.add_argument(
        "query",
        nargs="+",
        help=_("words, all of which must match; “…” a phrase; -word excludes; see the help of the reader"),
    )
    command.add_argument("--limit", type=_count, default=50, help=_("print at most this many (50)"))

    command = commands.add_parser("show", help=_("one item as plain text; two to four metrics, compared on a chart"))
    command.add_argument(
        "keys", nargs="+", metavar="KEY", help=_("the item's key, as list and search give it; of metrics, up to four")
    )


def _count(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("{text!r} is no whole number of at least 1").format(text=text))
    return int(text)


def _add_notes(commands: argparse._SubParsersAction[Parser], form: Parser) -> None:
    notes = commands.add_parser("notes", help=_("your notes: list, add, export"))
    what = notes.add_subparsers(
        title=_("commands"), dest="notes_command", metavar=_("COMMAND"), required=True, parser_class=Parser
    )
    choice = Parser(add_help=False)
    choice.add_argument("--tag", help=_("only notes that have this tag"))
    choice.add_argument("--item", metavar="KEY", help=_("only notes on this item"))
    choice.add_argument(
        "--note", metavar="ID", action="append", help=_("only this note, by the id that list prints; may be repeated")
    )
    command = what.add_parser("list", parents=[form, choice], help=_("all notes, newest first"))
    command = what.add_parser("add", help=_("add a note to an item; status 0 means that it is on the disk"))
    command.add_argument("key", help=_("the item's key"))
    command.add_argument("text", help=_("the text, or - to read it from standard input"))
    command = what.add_parser(
        "export", parents=[choice], help=_("write all notes with their items, figures and citations")
    )
    command.add_argument("file", nargs="?", help=_("the file to write; standard output where none is given"))
    command.add_argument("--format", choices=EXPORTS, help=_("by default what the file's ending says, else md"))
    command.add_argument("--overwrite", action="store_true", help=_("replace the file if it is there"))
    command = what.add_parser("import", help=_("read notes back from what export wrote as JSON or TOML"))
    command.add_argument("file")
