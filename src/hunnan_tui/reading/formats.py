"""Records as a table, JSON, CSV or Markdown. Text from files is made safe in all but JSON, which escapes it itself."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from hunnan_tui.library.items import encode_text
from hunnan_tui.model.briefing import Evidence
from hunnan_tui.model.text import Text, cells, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.model.text import Language
    from hunnan_tui.reading.records import Record

FORMATS = ("table", "json", "csv", "md")
_TABLE_CELL = 60
_FORMULA = re.compile(r"(^\s*|[;\t\r\n]\s*)([=+\-@＝＋－＠])")


def write(records: Iterable[Record], form: str, language: Language, out: TextIO) -> int:
    """Write the records to `out` in one of `FORMATS`; how many there were."""
    listed = list(records)
    if form == "json":
        out.write(to_json(listed))
    elif form == "csv":
        _write_csv(listed, out)
    elif listed:
        rows = [list(listed[0])] + [[_cell(value, language) for value in record.values()] for record in listed]
        out.write(markdown(rows) if form == "md" else _table(rows, listed))
    return len(listed)


def to_json(records: list[Record]) -> str:
    """An array of objects: texts with both languages, values as numbers with the digits that were printed."""
    encoder = msgspec.json.Encoder(enc_hook=encode_text, decimal_format="number")
    plain = [{key: _full(value) for key, value in record.items()} for record in records]
    return _escaped(msgspec.json.format(encoder.encode(plain), indent=2).decode() + "\n")


def _full(value: Any) -> Any:
    """Evidence with all its keys, also those that it leaves out."""
    if isinstance(value, list) and value and isinstance(value[0], Evidence):
        return [{"source": one.source, "locator": one.locator, "anchor": one.anchor} for one in value]
    return value


def _escaped(json: str) -> str:
    """JSON with what a terminal could obey, and JSON leaves alone, written as \\u escapes."""
    if json.isascii() and "\x7f" not in json:
        return json
    return "".join(_escape(char) if _unsafe(char) else char for char in json)


def _unsafe(char: str) -> bool:
    return char not in "\n" and unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs")


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def _cell(value: Any, language: Language) -> str:
    """A value on one line."""
    match value:
        case None:
            return ""
        case Text():
            return visible_line(value.get(language))
        case Decimal():
            return f"{value:f}"
        case Evidence():
            place = value.locator.get(language) if value.locator else ""
            anchor = f"“{value.anchor}”" if value.anchor else ""
            return visible_line(" ".join(filter(None, [value.source, place, anchor])))
        case list():
            return "; ".join(_cell(one, language) for one in value)
        case _:
            return visible_line(str(value))


def _table(rows: list[list[str]], records: list[Record]) -> str:
    """Aligned columns, numbers to the right, long cells cut with …: for looking at, the other forms are whole."""
    right = [any(isinstance(record[key], int | Decimal) for record in records) for key in records[0]]
    cut = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(cells(row[column]) for row in cut) for column in range(len(right))]
    lines = []
    for row in cut:
        padded = [
            " " * (width - cells(cell)) + cell if to_right else cell + " " * (width - cells(cell))
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines) + "\n"


def _cut(cell: str) -> str:
    if cells(cell) <= _TABLE_CELL:
        return cell
    kept, used = "", 0
    for char in cell:
        used += cells(char)
        if used >= _TABLE_CELL:
            break
        kept += char
    return kept + "…"


def markdown(rows: list[list[str]]) -> str:
    """Rows of cells, the first one the head, as a Markdown table in which no cell is markup."""
    lines = ["| " + " | ".join(_markdown_cell(cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines) + "\n"


def _markdown_cell(cell: str) -> str:
    for char in "\\`*_[]<>|#":
        cell = cell.replace(char, "\\" + char)
    return cell


def _write_csv(records: list[Record], out: TextIO) -> None:
    """A column for each language of a text; formulas are neutralised, so that a spreadsheet runs no cell."""
    import csv

    writer = csv.writer(out, lineterminator="\n")
    for number, record in enumerate(records):
        columns: dict[str, str] = {}
        for key, value in record.items():
            if isinstance(value, Text):
                columns[f"{key}_zh"], columns[f"{key}_en"] = (
                    visible_line(value.zh or ""),
                    visible_line(value.en or ""),
                )
            elif isinstance(value, list) and key == "organisations":
                columns[f"{key}_zh"], columns[f"{key}_en"] = (_cell(value, "zh"), _cell(value, "en"))
            else:
                columns[key] = _cell(value, "en")
            if value is None and key in _TEXTS:
                columns.pop(key)
                columns[f"{key}_zh"] = columns[f"{key}_en"] = ""
        if not number:
            writer.writerow(columns)
        writer.writerow([harmless(cell) for cell in columns.values()])


# fields that hold texts: their columns are there for both languages even where the first record has none
_TEXTS = {"set_by", "title", "field", "summary", "author", "via", "publisher", "name", "section", "text"}


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, also where it parts cells at semicolons; numbers stay numbers."""
    try:
        Decimal(cell)
    except ArithmeticError:
        return _FORMULA.sub(r"\1'\2", cell)
    return cell
