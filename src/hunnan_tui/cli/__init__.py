"""The commands: results to standard output and nothing else there, messages to standard error.

Exit status 0: found; 1: nothing found, or faults found; 2: wrong usage. The screen is imported only when it is opened.
"""

from __future__ import annotations

import os
import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from hunnan_tui import i18n
from hunnan_tui.cli.console import FOUND, NOTHING, WRONG, say
from hunnan_tui.errors import HunnanError, UsageError
from hunnan_tui.i18n import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import TextIO

    from hunnan_tui.model.text import Language


def run(arguments: Sequence[str]) -> int:
    """Run one command, or open the reader where none is given; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # results are UTF-8 wherever they go; what cannot be written is escaped instead of ending the command
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    i18n.use(_language(arguments))
    try:
        if not arguments:
            return _open()  # and no parser is built first
        from hunnan_tui.cli.arguments import build_parser

        parser = build_parser()
        options, rest = parser.parse_known_args(_with_exclusions(arguments))
        if rest and options.command == "search" and not any(word.startswith("--") for word in rest):
            options.query += rest  # words behind an option
        elif rest:
            parser.error(_("unknown: {words}").format(words=" ".join(rest)))
        status = _run(options)
        sys.stdout.flush()  # a reader that has gone is noticed here, and not when Python ends
        return status
    except UsageError as error:
        say(str(error))
        return WRONG
    except HunnanError as error:
        say(str(error))
        return NOTHING
    except BrokenPipeError:
        # the reader of our output has seen enough: `hunnan-tui list metrics | head`
        _close_output()
        return FOUND
    except OSError as error:
        if error.filename is not None:
            raise
        _close_output()  # what has no name is our output: a full disk
        say(_("the output cannot be written: {reason}").format(reason=error.strerror or error))
        return NOTHING
    except KeyboardInterrupt:
        return 130


def _with_exclusions(arguments: Sequence[str]) -> list[str]:
    """The arguments with each -word of a search told from options: argparse takes what begins with a space for none."""
    words = list(arguments)
    first = words.index("search") + 1 if "search" in words else len(words)
    excluded = re.compile("-[^-]")
    return words[:first] + [f" {word}" if excluded.match(word) and word != "-h" else word for word in words[first:]]


def _close_output() -> None:
    """Let what is left of our output go nowhere: Python would try to write it once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(options: argparse.Namespace) -> int:
    i18n.use(options.lang or i18n.language())
    if options.command is None:
        return _open(options.briefings, options.config, options.lang, ascii_only=options.ascii)
    from hunnan_tui.cli.commands import COMMANDS
    from hunnan_tui.library.locations import locate

    return COMMANDS[options.command](options, locate(options.briefings, options.config), i18n.language())


def _open(
    briefings: list[str] | None = None,
    config: str | None = None,
    language: Language | None = None,
    *,
    ascii_only: bool = False,
) -> int:
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.__stderr__)) and "TEXTUAL_DRIVER" not in os.environ:
        # Textual reads keys from the one and draws to the other: it would wait for good, and fill a log meanwhile
        raise UsageError(
            _("the reader needs a terminal"),
            remedy=_("Without one there are list, search, show and more: hunnan-tui --help"),
        )
    from hunnan_tui.library.locations import locate
    from hunnan_tui.tui.app import open_reader

    return open_reader(locate(briefings, config), language, ascii_only=ascii_only)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _language(arguments: Sequence[str]) -> Language:
    """What --lang asks for, known before the rest is parsed: help and errors speak it; else the locale's."""
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        if f"--lang={language}" in arguments or ("--lang", language) in pairwise(arguments):
            return language
    return i18n.from_locale()
