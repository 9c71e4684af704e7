"""Write the documents that the program itself knows best: its keys and its commands.

`docs/keys.md` comes from `tui/keys.py`, `docs/commands.md` from `cli/arguments.py`; the short table of keys in
`README.md` stands between markers. Run from anywhere:

    python scripts/docs.py           write all three
    python scripts/docs.py --check   write nothing; exit status 1 if one of them is out of step
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from hunnan_tui import i18n
from hunnan_tui.cli.arguments import build_parser
from hunnan_tui.model.text import Language
from hunnan_tui.tui.keys import KEYS, PANES, VIEW_KEYS, Key

ROOT = Path(__file__).parents[1]
KEYS_DOC = ROOT / "docs/keys.md"
COMMANDS_DOC = ROOT / "docs/commands.md"
README = ROOT / "README.md"

BEGIN, END = "<!-- keys: from scripts/docs.py -->", "<!-- end of keys -->"
VIEWS = Key("view", ",".join(VIEW_KEYS), "view", "Open a view by its number.")


def main() -> int:
    """Write the documents, or with --check only say which is out of step."""
    stale = False
    for path, text in ((KEYS_DOC, keys()), (COMMANDS_DOC, commands()), (README, readme(README.read_text("utf-8")))):
        if path.exists() and path.read_text("utf-8") == text:
            continue
        if "--check" in sys.argv[1:]:
            print(f"{path.relative_to(ROOT)} is out of step: run python scripts/docs.py", file=sys.stderr)
            stale = True
        else:
            path.write_text(text, "utf-8")
    return 1 if stale else 0


def keys() -> str:
    """Every key with what it does, in English and Chinese, and where it applies."""
    rows = [
        f"| {_pressed(key)} | {_said(key.help, 'en')} | {_said(key.help, 'zh')} | {_where(key)} |"
        for key in (*KEYS, VIEWS)
    ]
    return "\n".join(
        (
            "# Keys · 按键",
            "",
            "Made by `scripts/docs.py` from `src/hunnan_tui/tui/keys.py`. In the reader, `?` shows the keys of the",
            "pane you are in, and Ctrl+P finds every action by its name in either language.",
            "",
            "With a Chinese input method switched on, `？`, `／` and `：` do what `?`, `/` and `:` do, and every",
            "action that has a letter has an F-key beside it or is found with Ctrl+P.",
            "",
            "| Key · 按键 | What it does | 作用 | Where · 适用 |",
            "|---|---|---|---|",
            *rows,
            "",
        )
    )


def readme(text: str) -> str:
    """The README with the keys that the footer shows."""
    before, begin, rest = text.partition(BEGIN)
    _between, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"README.md lacks {BEGIN} or {END}")
    rows = [f"| {_pressed(key)} | {_said(key.help, 'en')} |" for key in KEYS if key.footer]
    return "\n".join((before + BEGIN, "", "| key | what it does |", "|---|---|", *rows, "", END + after))


def _pressed(key: Key) -> str:
    return " ".join(f"`{name}`" for name in key.shown.split(" "))


def _said(message: str, language: Language) -> str:
    i18n.use(language)
    return i18n._(message).replace("|", "\\|")


def _where(key: Key) -> str:
    if set(key.panes) >= set(PANES) - {"search"}:
        return "everywhere · 各处" if "search" in key.panes else "panes · 各栏"
    return {"list": "list · 列表", "reader": "text · 正文"}.get("".join(key.panes), "list, text · 列表、正文")


def commands() -> str:
    """What every command says of itself when asked for --help."""
    os.environ |= {"COLUMNS": "80", "NO_COLOR": "1"}
    i18n.use("en")
    lines = [
        "# Commands",
        "",
        "Made by `scripts/docs.py` from what each command prints for `--help`; with `--lang zh` before it, a command",
        "says it in Chinese. Results go to standard output, messages to standard error.",
    ]
    for parser in _parsers(build_parser()):
        lines += ["", f"## {parser.prog}", "", "```text", parser.format_help().strip(), "```"]
    return "\n".join(lines) + "\n"


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A command's parser and those of the commands below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _parsers(below)


if __name__ == "__main__":
    sys.exit(main())
