"""Bring the Chinese of the screen and the commands in step with the messages of the source.

Every `_()`, `N_()` and `ngettext()` of `src/hunnan_tui`, and argparse's own words that a user can meet, stand
in `locale/zh/LC_MESSAGES/hunnan_tui.po`, sorted, each with its translation; the `.mo` beside it is what the
program reads. Run from anywhere, then translate what it names and run it again:

    python scripts/translations.py           update the .po, keeping translations, and compile the .mo
    python scripts/translations.py --check   write nothing; exit status 1 if one is missing or out of step

(It is not called `locale.py`: Python would find it in place of its own module of that name.)
"""

from __future__ import annotations

import ast
import io
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/hunnan_tui"
PO = SOURCE / "locale/zh/LC_MESSAGES/hunnan_tui.po"
MO = PO.with_suffix(".mo")

KEYWORDS = {"_", "N_", "ngettext"}

ARGPARSE: tuple[str | tuple[str, str], ...] = (
    "usage: ",
    "options",
    "positional arguments",
    "show this help message and exit",
    "show program's version number and exit",
    "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "ignored explicit argument %r",
    "not allowed with argument %s",
    "expected one argument",
    "expected at least one argument",
    ("expected %s argument", "expected %s arguments"),
)
"""What argparse of Python 3.11 to 3.14 says in our commands; extracting them would differ by version."""


class _Catalog(Catalog):
    """A catalog whose header names no date, machine or version: it changes only when a message does."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "hunnan-tui"),
            ("Language", "zh"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def main() -> int:
    """Write both files, or with --check only look; 1 where something is missing, faulty or out of step."""
    updated = update(PO.read_bytes() if PO.exists() else b"")
    faults = list(check(updated))
    for path, data in ((PO, po(updated)), (MO, mo(updated))):
        if path.exists() and path.read_bytes() == data:
            continue
        if "--check" in sys.argv[1:]:
            faults.append(f"{path.relative_to(ROOT)} is out of step: run python scripts/translations.py")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def messages() -> Iterator[str | tuple[str, str]]:
    """Every message of the source and of argparse; a pair where it has a plural."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            # Babel's own extraction does not look into f-strings before Python 3.12
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                match [text for text in texts if isinstance(text, str)]:
                    case [message]:
                        yield message
                    case [one, many]:
                        yield one, many
    yield from ARGPARSE


def update(old: bytes) -> Catalog:
    """The catalog of today's messages with the translations of `old`, a .po file.

    A message that was only reworded keeps its translation, marked as fuzzy: look at it and delete the mark.
    """
    template, made = _catalog(), _catalog()
    for original in messages():
        template.add(original)
    for known in read_po(io.BytesIO(old)):
        if known.id:
            made[known.id] = known
    made.update(template)
    made.obsolete.clear()
    for message in made:
        message.flags &= {"fuzzy"}  # what else Babel marks depends on its version
    return made


def _catalog() -> _Catalog:
    comment = "# The Chinese of hunnan-tui: see scripts/translations.py."
    return _Catalog(locale="zh", header_comment=comment, fuzzy=False)


def check(catalog: Catalog) -> Iterator[str]:
    """What is wrong with the translations, a line for each."""
    for message in catalog:
        if not message.id:
            continue
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        translations = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        if not all(translations):
            yield f"not translated: {originals[0]!r}"
        elif message.fuzzy:
            yield f"only a guess (look at it, then delete the line `#, fuzzy`): {originals[0]!r}"
        elif any(placeholders(text) != placeholders(originals[-1]) for text in translations):
            yield f"other placeholders than the original: {originals[0]!r}"


def placeholders(text: str) -> list[str]:
    """What is filled into a text, sorted: `{count}`, `{key!r}`, and argparse's `%(value)r`, `%s`."""
    fields = [
        f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"
        for _literal, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    ]
    return sorted(fields + re.findall(r"%(?:\(\w+\))?[srd]", text))


def po(catalog: Catalog) -> bytes:
    """The catalog as a .po file: sorted, without places, which would change with every edit."""
    written = io.BytesIO()
    write_po(written, catalog, width=0, no_location=True, sort_output=True)
    return written.getvalue().rstrip(b"\n") + b"\n"


def mo(catalog: Catalog) -> bytes:
    """The catalog as the .mo file that gettext reads."""
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
