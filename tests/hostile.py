"""Hostile text for tests: payloads that a terminal, a browser or Textual would obey, and a home full of them.

Each payload bears marks of its own, which tell where it stands (`Mo07`: the eighth payload, as an outcome).
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

from hunnan_tui.model.text import Text
from hunnan_tui.notes.draft import Drafts
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import Note

if TYPE_CHECKING:
    from pathlib import Path

# what a terminal may obey, or what turns the order of letters round: never in text
UNSAFE = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f"
# @ is the mark; the numbers are none that a screen of ours uses
PAYLOADS = (
    "\x1b[31;5;8m@", "\x1b[66;199H@", "\x1b[2J@", "\x1b[3;9r@", "\x1b[?1049l@", "\x1b[6n@", "\x1b[>c@", "\x1b[@m",
    "\x1b]0;@\x07", "\x1b]2;@\x1b\\", "\x1b]8;;https://@.example\x1b\\x\x1b]8;;\x1b\\", "\x1b]52;c;@\x07", "\x1b]11;?\x07@",
    "\x1bP1$q@\x1b\\", "\x1b_G@\x1b\\", "\x1b^@\x1b\\", "\x1bX@\x1b\\", "\x1bc@", "\x1b7@", "\x1b(0@",
    "\x9b31m@", "\x9d0;@\x9c", "\x90q@\x9c", "\u202e@\u2066", "\u200f@", "\x00@", "\x07\x08@", "\r@", "\x0e\x1a@",
    "\x7f@", "\ufeff@", "\u2028@\u2029", "\U000e0041@", "[@click=app.quit]@[/]", "[link=https://@.example]x[/link]",
)  # fmt: skip
HARMLESS = tuple("plain @" for _payload in PAYLOADS)
KINDS = {"o": "2", "p": "3", "k": "4", "m": "5", "f": "7", "s": "8", "n": "9", "r": "0"}
"""The letter that the marks of a view have, and the key that opens it."""
MARK = re.compile(r"M[a-z]\d\d")
NOTE = "20260101-000000-0000000{}"


def mark(kind: str, number: int) -> str:
    """What tells a payload in the place `kind` from all others."""
    return f"M{kind}{number:02}"


def marked(payloads: tuple[str, ...], kind: str) -> list[str]:
    """The payloads, each with its mark before it and in it."""
    return [f"{mark(kind, place)} {payload.replace('@', mark(kind, place))}" for place, payload in enumerate(payloads)]


def toml(text: str) -> str:
    """A TOML string that says just that, controls escaped as TOML permits."""
    return '"' + "".join(f"\\U{ord(char):08x}" if not char.isalnum() else char for char in text) + '"'


def named(text: str) -> str:
    """A text as it can be in a file's name: no stroke and no NUL, and not too long."""
    return text.replace("/", "").replace("\x00", "").encode()[:120].decode(errors="ignore")


def briefing(payloads: tuple[str, ...]) -> str:
    """A briefing with each payload as outcome, project, point, metric, flag and source, and all of them in one text."""
    of = {kind: [toml(text) for text in marked(payloads, kind)] for kind in KINDS}
    every = toml(" ".join(marked(payloads, "e")))
    entries = [f'schema = 1\nid = "b"\ntitle = {every}\ndate = 2026-12-31\n']
    for number in range(len(payloads)):
        source, outcome, project, metric, flag = (of[kind][number] for kind in "sopmf")
        entries.append(f"""
[[sources]]
id = "s{number}"
publisher = {source}
title = {{ zh = {source}, en = {source} }}
author = {source}
via = {source}
url = "https://example.com/{number}"
[[outcomes]]
id = "o{number}"
title = {outcome}
summary = {every}
organisations = [{outcome}]
field = {outcome}
evidence = [{{ source = "s{number}", locator = {source}, anchor = {source} }}]
[[projects]]
id = "p{number}"
title = {project}
summary = {project}
place = {project}
partners = [{project}]
[[metrics]]
id = "m{number}"
area = "a{number}"
name = {metric}
definition = {metric}
observations = [
  {{ period = "2025", value = {number}, unit = "%", nature = "actual", printed = {metric}, note = {metric} }},
  {{ period = "2026", value = 90, unit = "%", nature = "target", set_by = {metric} }},
]
[[areas]]
id = "a{number}"
name = {metric}
[[flags]]
about = ["metric/a{number}/m{number}"]
title = {flag}
text = {flag}
""")
    for kind, letter in (("keywords", "k"), ("narrative", "r")):
        points = ", ".join(f"{{ text = {text} }}" for text in of[letter])
        entries.append(f'[[sections]]\nkind = "{kind}"\ntitle = {every}\npoints = [{points}]\n')
    return "".join(entries)


def plant(home: Path, payloads: tuple[str, ...]) -> list[str]:
    """A home whose briefings, notes, draft, trash and names of files have the texts; the arguments of the program."""
    texts = marked(payloads, "n")
    every = " ".join(marked(payloads, "e"))
    config, shelf = home / "config", home / named(f"shelf {every}")
    for folder in (config / "notes/trash", config / "drafts", shelf):
        folder.mkdir(parents=True, mode=0o700)
    (shelf / "b.toml").write_text(briefing(payloads), encoding="utf-8")
    for number, text in enumerate(texts):
        path = shelf / f"{number:02} {named(text)}.toml"
        path.write_text(f"schema = 1\n{toml(text)} = {toml(text)}\n", encoding="utf-8")
    (shelf / os.fsdecode(b"zz \xff\xfe.toml")).write_text("schema = \x1b]0;Me00\x07", encoding="utf-8")
    said = toml(every)
    figure = (
        f'{{{{metric = "metric/a0/m0", name = {said}, period = {said}, value = 1, unit = {said}, nature = {said}}}}}'
    )
    source = (
        f"{{{{source = {said}, publisher = {said}, title = {said}, locator = {said}, anchor = {said}, url = {said}}}}}"
    )
    note = f"format = 1\nkey = {{}}\ntitle = {said}\ntext = {{}}\nfigures = [{figure}]\nevidence = [{source}]\n"
    for number, text in enumerate(texts[:10]):
        (config / f"notes/{NOTE.format(number)}.toml").write_text(
            note.format('"b/outcome/o0"', toml(text + " " + every))
        )
    (config / f"notes/trash/{NOTE.format('a')}.{NOTE.format('a')}.toml").write_text(
        note.format('"b/outcome/o0"', toml(every))
    )
    other = config / f"notes/{NOTE.format(0)}.sync-conflict-20260301-120000-ABCDEFG.toml"
    other.write_text(note.format('"b/outcome/o0"', toml(f"other {every}")))
    (config / f"notes/{NOTE.format('b')}.toml").write_text(f"text = [{every}")
    (config / "notes" / named(f"stray {every}")).write_text(every, encoding="utf-8")
    about = CitedItem(key="b/outcome/o0", title=Text.of(every))
    draft = Drafts(config / "drafts").begin(Note.new(about, ""))
    draft.write(f"Draft {every}")
    draft.release()
    (config / "visit.json").write_text(json.dumps({"view": "outcomes", "item": every}))
    return ["--briefings", str(shelf), "--config", str(config)]
