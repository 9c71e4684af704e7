"""Records as JSON, CSV, Markdown and a table: exact, whole, and harmless wherever they are opened."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hunnan_tui.model.briefing import Evidence
from hunnan_tui.model.text import Language, Text, cells
from hunnan_tui.reading.formats import FORMATS, harmless, write

EVIDENCE = [
    Evidence(source="gov", locator=Text("第2段", "Paragraph 2"), anchor="成交额830.6亿元"),
    Evidence(source="sy"),
]
RECORD: dict[str, Any] = {
    "key": "b/outcome/a",
    "number": 1,
    "title": Text("庞压卡效应", "Barocaloric effects"),
    "field": None,
    "organisations": [Text("东软医疗", "Neusoft"), Text(en="IMR")],
    "value": Decimal("830.60"),
    "evidence": EVIDENCE,
}
HOSTILE = "[@click=app.quit]x[/]\x1b[31mred\x1b]52;c;aGk=\x07\r\n| a | \u202egpj\u2066 \x9b"
hostile_texts = st.text(st.characters(codec="utf-8"), min_size=1)


def written(*records: dict[str, Any], form: str, language: Language = "en") -> str:
    out = io.StringIO()
    assert write(records, form, language, out) == len(records)
    return out.getvalue()


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_json_keeps_the_keys_their_order_and_both_languages() -> None:
    (record,) = json.loads(written(RECORD, form="json"))
    assert list(record) == list(RECORD)
    assert record["title"] == {"zh": "庞压卡效应", "en": "Barocaloric effects"}
    assert record["organisations"][1] == {"zh": None, "en": "IMR"}
    assert record["field"] is None
    assert record["evidence"] == [
        {"source": "gov", "locator": {"zh": "第2段", "en": "Paragraph 2"}, "anchor": "成交额830.6亿元"},
        {"source": "sy", "locator": None, "anchor": None},
    ]


@pytest.mark.parametrize("printed", ["830.60", "2.880", "0", "-0.5", "30083", "12345678901234567890.123456789"])
def test_json_has_a_value_as_a_number_with_the_digits_that_were_printed(printed: str) -> None:
    assert re.search(rf'"value": {re.escape(printed)}\b', written(RECORD | {"value": Decimal(printed)}, form="json"))


def test_json_of_nothing_is_an_empty_array() -> None:
    assert json.loads(written(form="json")) == []


@pytest.mark.parametrize("form", ["table", "csv", "md"])
def test_nothing_is_nothing(form: str) -> None:
    assert written(form=form) == ""


@given(hostile_texts)
def test_json_gives_every_text_back_letter_for_letter(text: str) -> None:
    (record,) = json.loads(written({"title": Text(text, None), "snippet": text}, form="json"))
    assert record == {"title": {"zh": text, "en": None}, "snippet": text}


@pytest.mark.parametrize("form", FORMATS)
@given(text=hostile_texts)
def test_no_form_sends_a_control_character_or_turns_the_direction(form: str, text: str) -> None:
    record = {"key": text, "title": Text(text, text), "organisations": [Text(text)], "field": None}
    record["evidence"] = [Evidence(source=text, locator=Text(text), anchor=text)]
    shown = written(record, form=form)
    assert {unicodedata.category(char) for char in shown if char != "\n"}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not set(shown) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@pytest.mark.parametrize("form", ["csv", "md", "table"])
def test_a_record_is_one_line_whatever_it_says(form: str) -> None:
    records = [{"key": "a", "title": Text(HOSTILE)}, {"key": "b", "title": Text("2")}]
    lines = written(*records, form=form).splitlines()
    assert len(lines) == (4 if form == "md" else 3)
    assert any("[@click=app.quit]x[/]" in line.replace("\\", "") for line in lines)
    assert any("␛[31mred␛]52" in line.replace("\\", "") for line in lines)


def test_csv_has_a_column_for_each_language_and_every_row_has_them_all() -> None:
    other = RECORD | {"title": Text(zh="失重"), "field": Text("航天", "Space"), "organisations": []}
    head, first, second = rows(written(RECORD, other, form="csv"))
    assert head == [
        "key", "number", "title_zh", "title_en", "field_zh", "field_en", "organisations_zh", "organisations_en",
        "value", "evidence",
    ]  # fmt: skip
    assert dict(zip(head, first, strict=True))["organisations_zh"] == "东软医疗; IMR"
    assert dict(zip(head, first, strict=True))["field_en"] == ""
    assert dict(zip(head, second, strict=True))["field_zh"] == "航天"
    assert dict(zip(head, second, strict=True))["title_en"] == ""
    assert dict(zip(head, first, strict=True))["value"] == "830.60"
    assert dict(zip(head, first, strict=True))["evidence"] == "gov Paragraph 2 “成交额830.6亿元”; sy"


FORMULAS = ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "＝1", "  =1", "fine; =1", "fine\n=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_runs_no_cell(text: str) -> None:
    for record in ({"title": Text(text)}, {"organisations": [Text("东软"), Text(text)]}, {"snippet": text}):
        for cell in rows(written(record, form="csv"))[1]:
            parts = [part.strip() for part in re.split("[;\n\t]", cell)]
            assert not any(part.startswith(("=", "+", "-", "@", "＝")) for part in parts), cell


@given(hostile_texts)
def test_no_part_of_a_cell_begins_a_formula_wherever_a_spreadsheet_divides_it(text: str) -> None:
    for part in re.split("[;\n\r\t]", harmless(text)):
        assert not part.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or _is_number(text)


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except ArithmeticError:
        return False
    return True


@pytest.mark.parametrize("value", ["-0.5", "+11.2", "830.6", "-11"])
def test_a_negative_number_stays_a_number(value: str) -> None:
    assert harmless(value) == value


def test_markdown_shows_every_letter() -> None:
    lines = written({"key": "a_b*c", "title": Text(en="a|b `c` <i>[x](y) #1")}, form="md").splitlines()
    assert lines[0] == "| key | title |"
    assert set(lines[1]) == set("| -")
    assert lines[2] == r"| a\_b\*c | a\|b \`c\` \<i\>\[x\](y) \#1 |"


def test_a_table_aligns_chinese_and_english_and_puts_numbers_to_the_right() -> None:
    records = [
        {"name": Text("技术合同成交额"), "value": Decimal("830.6"), "period": "2025"},
        {"name": Text(en="R&D"), "value": Decimal("7"), "period": "2024"},
    ]
    head, *lines = written(*records, form="table").splitlines()
    assert [cell_len(line) for line in lines] == [cell_len(head) - 2] * 2
    assert [line.index("20") - len(line) for line in lines] == [-4, -4]
    assert {
        cell_len(line[: line.index(value) + len(value)]) for line, value in zip(lines, ["830.6", "7"], strict=True)
    } == {21}


def test_a_table_cuts_what_is_long_and_the_other_forms_are_whole() -> None:
    record = {"text": Text("字" * 200)}
    assert "字" * 200 in written(record, form="csv")
    assert "字" * 200 in written(record, form="md")
    assert "字" * 200 in written(record, form="json")
    shown = written(record, form="table")
    assert "…" in shown
    assert cell_len(shown.splitlines()[1]) <= 60


@given(st.text("ab 沈阳，。“”…—·éàÅ①│かな한글ｱＡ"))
def test_cells_are_counted_as_the_screen_counts_them(text: str) -> None:
    assert cells(text) == cell_len(text)
