"""Notes as Markdown, HTML, CSV, JSON or TOML: each with its item, its figures and references to its sources.

Markdown and HTML show a note letter for letter: nothing in it is taken as markup, and nothing runs. A
spreadsheet runs no cell of the CSV. JSON and TOML hold everything, and `notes.importing` reads them back.
"""

from __future__ import annotations

import csv
import html
import io
import os
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.model.citation import STYLES
from hunnan_tui.model.text import Language, Text, visible, visible_line
from hunnan_tui.notes import disk
from hunnan_tui.notes.cite import Described, describe, reference
from hunnan_tui.notes.faults import explained
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import FORMAT, INVISIBLE, Note, dump, to_dict

Form = Literal["md", "html", "csv", "json", "toml"]
FORMS: tuple[Form, ...] = get_args(Form)
"""The forms of an export, as the endings of its files."""

COLUMNS = ("id", "key", "title", "text", "tags", "created", "updated", "orphan", "figures", "citations")
"""The columns of the CSV."""

_WORDS = {
    "notes": Text("笔记", "Notes"),
    "item": Text("条目", "Item"),
    "orphan": Text("（已不在资料库中）", " (no longer in the library)"),
    "written": Text("写于", "Written"),
    "changed": Text("改于", "changed"),
    "tags": Text("标签", "Tags"),
    "figures": Text("数据", "Figures"),
    "sources": Text("来源", "Sources"),
}
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&~|$]")
_MARKDOWN_START = re.compile(r"^(?:([#+=-])|(\d+)([.)]))")
# what a spreadsheet may take for the beginning of a formula, also where it cuts at semicolons or drops what is blank
_FORMULA = re.compile(r"(^[\s\u200b-\u200d\u2060]*|[;\n](?:[^\S\n]|[\u200b-\u200d\u2060])*)([=+\-@＝＋－＠﹦﹢﹣﹫])")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}"
    "article{border-top:1px solid #999;padding-top:1rem}"
    ".text{white-space:pre-wrap}.meta{color:#555}li{overflow-wrap:anywhere}"
)


def form_of(path: Path | str | None) -> Form:
    """The form that the ending of a file's name asks for; Markdown where it asks for none."""
    ending = Path(path).suffix.lower().removeprefix(".") if path is not None else ""
    return next((form for form in FORMS if form == ending), "md")


def export(
    notes: Iterable[Note],
    items: Mapping[str, CitedItem] | None,
    form: Form,
    language: Language = "en",
    *,
    bom: bool = False,
) -> str:
    """The notes in one form, as the text of a file.

    `items` are the items of today by key, so that a note whose item has gone or whose figures have changed
    says so; None where they are not known. `bom` puts a byte order mark before CSV, which Excel needs.
    """
    if form == "json":
        return _json([_record(note, items) for note in notes])
    if form == "toml":
        return dump({"format": FORMAT, "notes": [_record(note, items) for note in notes]}).decode()
    described = [describe(note, items, language) for note in notes]
    if form == "csv":
        return ("\ufeff" if bom else "") + _csv(described)
    return _markdown(described, language) if form == "md" else _html(described, language)


def write(path: Path | str, text: str, *, overwrite: bool = False) -> None:
    """Puts an export into a file, whole or not at all, readable by the user only.

    NoteError if it cannot be done, or there is already a file of that name and `overwrite` is not set.
    """
    path, data = Path(os.path.realpath(path)), text.encode("utf-8", "replace")
    with explained(_("exporting"), path):
        if not path.parent.is_dir():
            raise NoteError(
                _("there is no such folder"), where=str(path.parent), remedy=_("Name a folder that there is")
            )
        if path.exists() and not path.is_file():
            raise NoteError(_("that is not a file"), where=str(path), remedy=_("Choose another name"))
        try:
            disk.write(path, data, (lambda _: True) if overwrite and path.exists() else None)
        except FileExistsError:
            raise NoteError(
                _("there is already a file of this name"),
                where=str(path),
                remedy=_("Choose another name, or say to overwrite it"),
            ) from None


def _record(note: Note, items: Mapping[str, CitedItem] | None) -> dict[str, Any]:
    """Everything about a note; what is not part of it comes last."""
    day = note.created.date()
    evidence = note.item.evidence
    references = {style: [reference(each, day, style) for each in evidence] for style in STYLES.values()}
    whole = to_dict(note)
    for name, empty in (("title", {}), ("evidence", []), ("figures", [])):
        whole.setdefault(name, empty)
    return whole | {"orphan": items is not None and note.key not in items, "citations": references}


def _json(records: list[dict[str, Any]]) -> str:
    encoder = msgspec.json.Encoder(decimal_format="number")
    written = msgspec.json.format(encoder.encode([_finite(record) for record in records]), indent=2).decode()
    return re.sub(INVISIBLE, _json_escape, written) + "\n"


def _finite(value: Any) -> Any:
    """`value` with what JSON cannot say (nan, inf) in words."""
    if isinstance(value, dict):
        return {name: _finite(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return str(value) if isinstance(value, Decimal) and not value.is_finite() else value


def _json_escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _csv(described: list[Described]) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in described:
        note = each.note
        row = [note.id, note.key, each.title, note.text, " ".join(f"#{tag}" for tag in note.tags)]
        row += [note.created.isoformat(), note.updated.isoformat(), "yes" if each.orphan else "no"]
        cited = [" — ".join(filter(None, (one.reference, "; ".join(one.places)))) for one in each.citations]
        row += ["\n".join(each.figures), "\n".join(cited)]
        writer.writerow([_FORMULA.sub(r"\1'\2", visible(cell)) for cell in row])
    return lines.getvalue()


def _markdown(described: list[Described], language: Language) -> str:
    def word(name: str) -> str:
        return _WORDS[name].get(language)

    lines = [f"# {word('notes')}", ""]
    for each in described:
        note = each.note
        lines += [f"## {_literal(each.title)}", ""]
        if each.other_title:
            lines += [_literal(each.other_title), ""]
        lines.append(f"- {word('item')}: {_literal(note.key)}{word('orphan') if each.orphan else ''}")
        lines.append(f"- {word('written')}: {_times(note, word('changed'))}")
        if note.tags:
            lines.append(f"- {word('tags')}: {_literal(' '.join(f'#{tag}' for tag in note.tags))}")
        lines += ["", _paragraphs(each.text), ""]
        if each.figures:
            lines += [f"### {word('figures')}", "", *(f"- {_literal(figure)}" for figure in each.figures), ""]
        if each.citations:
            lines += [f"### {word('sources')}", ""]
            for reference, places in each.citations:
                lines += [f"- {_literal(reference)}", *(f"  - {_literal(place)}" for place in places)]
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _literal(text: str) -> str:
    """One line of text, so that Markdown shows it letter for letter."""
    text = _MARKDOWN.sub(r"\\\g<0>", visible_line(text).strip())
    return _MARKDOWN_START.sub(lambda start: f"\\{start[1]}" if start[1] else f"{start[2]}\\{start[3]}", text)


def _paragraphs(text: str) -> str:
    """Text of several lines, each of them kept as a line with its indentation."""
    lines = []
    for line in text.split("\n"):
        shown = visible_line(line)
        indent = len(shown) - len(shown.lstrip(" "))
        lines.append("&nbsp;" * indent + _literal(shown) if shown.strip() else "")
    joined = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        joined.append(line + "\\" if line and following else line)
    return "\n".join(joined)


def _html(described: list[Described], language: Language) -> str:
    def word(name: str) -> str:
        return html.escape(_WORDS[name].get(language))

    def headed(heading: str, entries: list[str]) -> str:
        return f"<h3>{word(heading)}</h3>\n{listed(entries)}" if entries else ""

    def listed(entries: list[str]) -> str:
        body = "".join(f"<li>{entry}</li>\n" for entry in entries)
        return f"<ul>\n{body}</ul>\n" if entries else ""

    parts = [
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{word('notes')}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{word('notes')}</h1>\n"
    ]
    for each in described:
        note = each.note
        parts.append(f'<article id="{note.id}">\n<h2>{_safe(each.title)}</h2>\n')
        if each.other_title:
            parts.append(f'<p class="meta">{_safe(each.other_title)}</p>\n')
        tags = f"<br>{word('tags')}: {_safe(' '.join(f'#{tag}' for tag in note.tags))}" if note.tags else ""
        parts.append(
            f'<p class="meta">{word("item")}: {_safe(note.key)}{word("orphan") if each.orphan else ""}<br>'
            f"{word('written')}: {_safe(_times(note, _WORDS['changed'].get(language)))}{tags}</p>\n"
            f'<div class="text">{_safe(each.text)}</div>\n'
        )
        cited = [_linked(one.reference) + listed([*map(_safe, one.places)]) for one in each.citations]
        parts += [headed("figures", [*map(_linked, each.figures)]), headed("sources", cited), "</article>\n"]
    return "".join(parts) + "</body>\n</html>\n"


def _safe(text: str) -> str:
    return html.escape(visible(text))


def _linked(text: str) -> str:
    """Text whose http and https addresses can be followed; no other address can."""
    parts = re.split(r"(https?://[^\s<>\"'“”—]+)", visible(text))
    for number, part in enumerate(parts):
        address = part.rstrip(".,;:)]")
        shown = html.escape(part)
        if number % 2:
            rest = html.escape(part[len(address) :])
            shown = f'<a href="{html.escape(address)}" rel="noreferrer">{html.escape(address)}</a>{rest}'
        parts[number] = shown
    return "".join(parts)


def _times(note: Note, changed: str) -> str:
    """When it was written, and changed if it was, in UTC to the minute."""
    times = f"{note.created:%Y-%m-%d %H:%M} UTC"
    return times if note.updated == note.created else f"{times}, {changed} {note.updated:%Y-%m-%d %H:%M} UTC"
