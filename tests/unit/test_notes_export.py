"""Notes as Markdown, HTML, CSV, JSON and TOML: whole, with their references, and harmless."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hunnan_tui.errors import NoteError
from hunnan_tui.model.text import Text, visible, visible_line
from hunnan_tui.notes import export
from hunnan_tui.notes.item import CitedEvidence, CitedFigure, CitedItem
from hunnan_tui.notes.note import Note, clean, decode, encode
from hunnan_tui.reading.note_document import note_document
from hunnan_tui.reading.plain import plain

FIGURE = CitedFigure(
    metric="metric/shenyang/turnover",
    name=Text("技术合同成交额", "Technology contract turnover"),
    period="2026",
    value=Decimal("920"),
    unit="亿元",
    nature="target",
    bound="about",
)
ITEM = CitedItem(
    key="briefing/outcome/one",
    title=Text("成果[10%]", "Outcome"),
    evidence=[
        CitedEvidence(
            source="people-ln",
            publisher=Text("人民网-辽宁频道", "People's Daily Online, Liaoning"),
            title=Text("大会召开", "The conference opens"),
            published="2026-02-24",
            url="https://example.org/a?b=1&c=2",
            locator=Text("第3段", "paragraph 3"),
            anchor="成交额力争达920亿元",
        )
    ],
    figures=[FIGURE],
)
TAGS = {"html", "head", "meta", "title", "style", "body", "article", "h1", "h2", "h3", "p", "br", "div"}
TAGS |= {"ul", "ol", "li", "a"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "rel"}
WHEN = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
ID = "20261123-101500-0123abcd"


def note(text: str, item: CitedItem = ITEM) -> Note:
    return Note(id=ID, item=item, created=WHEN, updated=WHEN, text=text)


hostile = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from("\\`*_[]<>&~|$#+-=.1)(! \n\t\"'@;,:＝\x00\x1b\x9b\u202e\ufeff"),
    max_size=60,
)
words = st.lists(
    st.sampled_from(
        [
            "[@click=app.quit]",
            "[10%]",
            "[/]",
            "<script>",
            "javascript:x",
            "http://a.b",
            "=1+1",
            "- ",
            "1. ",
            "    ",
            "\n",
            "![x](y)",
        ]
    )
)
texts = hostile | words.map("".join)


def test_every_form_tells_the_item_the_figures_and_the_references():
    wanted = {
        "en": [
            "Technology contract turnover, 2026 (target): about CNY 92 billion",
            "People's Daily Online, Liaoning. (2026, February 24). 大会召开 [The conference opens].",
        ],
        "zh": [
            "技术合同成交额，2026（目标）：约920亿元",
            "人民网-辽宁频道. 大会召开[EB/OL]. (2026-02-24)[2026-11-23]. https://example.org/a?b=1&c=2.",
        ],
    }
    for form in ("md", "html", "csv"):
        for language, lines in wanted.items():
            shown = shown_text(export.export([note("文本")], None, form, language), form)
            for line in [*lines, "briefing/outcome/one", "文本", "成交额力争达920亿元"]:
                assert line in shown, (form, language)
    for form in ("json", "toml"):
        (record,) = records(export.export([note("文本")], None, form), form)
        assert record["citations"]["gbt7714"] == [wanted["zh"][1]]
        assert record["citations"]["apa7"][0].startswith(wanted["en"][1])
        assert record["figures"][0]["value"] == 920 and record["evidence"][0]["anchor"] == "成交额力争达920亿元"


def test_a_note_whose_item_has_gone_says_so():
    for form in ("md", "html"):
        assert "no longer in the library" in export.export([note("x")], {}, form)
        assert "已不在资料库中" in export.export([note("x")], {}, form, "zh")
        assert "no longer" not in export.export([note("x")], {ITEM.key: ITEM}, form)
        assert "no longer" not in export.export([note("x")], None, form)
    for form in ("json", "toml"):
        for items, orphan in (({}, True), ({ITEM.key: ITEM}, False), (None, False)):
            assert records(export.export([note("x")], items, form), form)[0]["orphan"] is orphan


def test_a_figure_that_has_changed_since_says_what_it_is_now():
    now = CitedItem(key=ITEM.key, figures=[msgspec.structs.replace(FIGURE, value=Decimal("935.5"))])
    shown = export.export([note("x")], {ITEM.key: now}, "csv")
    assert "about CNY 92 billion (printed: 920亿元) (now: about CNY 93.55 billion)" in shown
    assert "约920亿元（现为 约935.5亿元）" in export.export([note("x")], {ITEM.key: now}, "csv", "zh")
    assert "（现为 已无此数据）" in export.export([note("x")], {ITEM.key: CitedItem(key=ITEM.key)}, "csv", "zh")


CITED = CitedItem(
    key="briefing/point/one",
    evidence=[
        *ITEM.evidence,
        msgspec.structs.replace(ITEM.evidence[0], anchor="达到920亿元", locator=Text("第9段", "paragraph 9")),
        CitedEvidence(source="gov", publisher=Text("市政府", "City government")),
    ],
    figures=[
        msgspec.structs.replace(FIGURE, area=Text("沈阳", "Shenyang"), evidence=(0, 1)),
        msgspec.structs.replace(FIGURE, period="2025", nature="actual", printed="近千亿元", evidence=(2, 0, 7, -1)),
    ],
)


def test_each_source_is_cited_once_with_its_places_and_figures_have_its_number():
    wanted = {
        "en": [
            "Technology contract turnover · Shenyang, 2026 (target): about CNY 92 billion (printed: 920亿元) [1]",
            "Technology contract turnover, 2025 (actual): about CNY 92 billion (printed: 近千亿元) [2][1]",
            "[1] People's Daily Online, Liaoning. (2026, February 24).",
            "[2] City government.",
        ],
        "zh": [
            "技术合同成交额 · 沈阳，2026（目标）：约920亿元 [1]",
            "技术合同成交额，2025（实际）：约920亿元（原文：近千亿元） [2][1]",
            "[1] 人民网-辽宁频道.",
            "[2] 市政府.",
        ],
    }
    for form in ("md", "html", "csv"):
        for language, lines in wanted.items():
            shown = shown_text(export.export([note("x", CITED)], None, form, language), form)
            assert all(line in shown for line in lines), (form, language)
            assert shown.count("大会召开") == 1
            first, second = shown.index("成交额力争达920亿元"), shown.index("达到920亿元")
            assert shown.index("大会召开") < first < second < shown.index(lines[3])


def test_the_file_of_a_note_and_its_export_keep_what_says_a_figure():
    written = note("x", CITED)
    assert decode(encode(written), ID).item == CITED
    for form in ("json", "toml"):
        (record,) = records(export.export([written], None, form), form)
        assert record["figures"][0]["area"] == {"zh": "沈阳", "en": "Shenyang"}
        assert record["figures"][0]["evidence"] == [0, 1]
        assert len(record["evidence"]) == len(record["citations"]["apa7"]) == 3


def test_a_note_that_does_not_say_what_says_its_figures_is_told_by_todays_item():
    older = CitedItem(key=CITED.key, evidence=ITEM.evidence, figures=[FIGURE])
    shown = shown_text(export.export([note("x", older)], {CITED.key: CITED}, "md"), "md")
    assert "turnover · Shenyang, 2026 (target): about CNY 92 billion (printed: 920亿元) [1]" in shown
    shown = shown_text(export.export([note("x", older)], None, "md"), "md")
    assert "turnover, 2026 (target): about CNY 92 billion (printed: 920亿元)\n" in shown


@pytest.mark.parametrize(("language", "title"), [("en", "“Outcome”"), ("zh", "“成果[10%]”")])
def test_links_are_read_as_titles_and_kept_as_typed_for_programs(language, title):
    text = f"see [[{ITEM.key}]] and [[gone/outcome/one]]"
    for form in ("md", "html"):
        shown = shown_text(export.export([note(text)], {ITEM.key: ITEM}, form, language), form)
        assert f"see {title} and [[gone/outcome/one]]" in shown
    for form in ("json", "toml", "csv"):
        shown = export.export([note(text)], {ITEM.key: ITEM}, form, language)
        assert text in shown


def test_a_note_that_remembers_nothing_is_cited_from_todays_item():
    assert "人民网-辽宁频道" in export.export([note("x", CitedItem(key=ITEM.key))], {ITEM.key: ITEM}, "md", "zh")


@given(texts, texts)
def test_markdown_shows_every_letter_and_takes_none_as_markup(text, title):
    item = CitedItem(key="k", title=Text(zh=title or None))
    page = export.export([note(clean(text), item)], None, "md", "zh")
    shown, tags = rendered(page)
    assert tags <= {"h1", "h2", "ul", "li", "p", "br"}
    assert squeezed(visible(clean(text))) in squeezed(shown)
    assert squeezed(visible_line(title)) in squeezed(shown)


@given(texts, texts)
def test_html_shows_every_letter_runs_nothing_and_links_only_to_the_web(text, title):
    hostile_evidence = [
        CitedEvidence(source="s", publisher=Text(en=title), url=text, anchor=title),
        *ITEM.evidence,
    ]
    item = CitedItem(key="k", title=Text(zh=title or None), evidence=hostile_evidence)
    page = Page()
    page.feed(export.export([note(clean(text), item)], None, "html", "zh"))
    page.close()
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert all(link.startswith(("http://", "https://")) for link in page.links)
    assert "https://example.org/a?b=1&c=2" in page.links
    assert visible(clean(text)) in "".join(page.text)


@given(texts, texts)
def test_no_cell_of_the_csv_is_a_formula_and_every_letter_is_there(text, title):
    rows = list(
        csv.reader(io.StringIO(export.export([note(clean(text), CitedItem(key=f"={title}"))], None, "csv"), newline=""))
    )
    assert rows[0] == [*export.COLUMNS] and len(rows) == 2 and len(rows[1]) == len(rows[0])
    for cell in rows[1]:
        for part in re.split(r"[;\n]", cell):  # a spreadsheet that parts at semicolons sees cells of its own
            assert not part.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))
    assert rows[1][3].replace("'", "") == visible(clean(text)).replace("'", "")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"])
@pytest.mark.parametrize(
    "before", ["", " ", "\t", "\r", "\n", "a\n", "a;", "a; ", "\xa0", "\u3000", "\u200b", "\ufeff", "\x00", "\u202e"]
)
def test_a_formula_has_a_mark_before_it_whatever_stands_before(before, sign):
    item = CitedItem(key="k/outcome/x", title=Text.of(f"{before}{sign}SUM(1)"))
    exported = export.export([note(clean(f"{before}{sign}HYPERLINK(1)"), item)], None, "csv")
    for cell in list(csv.reader(io.StringIO(exported, newline="")))[1][2:4]:
        assert sign not in cell.replace(f"'{sign}", "") or cell[0] in "␀␍⟨"  # a letter already stands before it


def test_csv_opens_in_excel_and_elsewhere():
    shown = export.export([note("中文，“引号”\n第二行")], None, "csv", bom=True)
    assert shown.startswith('\ufeff"id",') and shown.count("\r\n") == 2
    assert list(csv.reader(io.StringIO(shown[1:], newline="")))[1][3] == "中文，“引号”\n第二行"
    assert not export.export([], None, "csv").startswith("\ufeff")


@given(texts)
def test_json_and_toml_hold_the_text_letter_for_letter_and_no_control(text):
    for form in ("json", "toml"):
        written = export.export([note(clean(text))], None, form)
        assert records(written, form)[0]["text"] == clean(text)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", written)


def test_json_has_the_words_of_the_design_and_numbers_as_printed():
    item = CitedItem(key="k", figures=[msgspec.structs.replace(FIGURE, value=Decimal("2.880"))])
    written = export.export([note("#创新", item)], {}, "json")
    (record,) = json.loads(written, parse_float=Decimal)
    assert {"id", "key", "title", "text", "tags", "created", "updated", "orphan"} <= record.keys()
    assert str(record["figures"][0]["value"]) == "2.880"
    assert (record["tags"], record["created"]) == (["创新"], "2026-11-23T10:15:00Z")


def test_what_json_cannot_say_does_not_stop_the_export():
    odd = Note(
        id=ID,
        item=ITEM,
        created=WHEN,
        updated=WHEN,
        text="",
        extra={"odd": [Decimal("nan"), {"x": Decimal("inf")}]},
    )
    assert json.loads(export.export([odd], None, "json"))[0]["odd"] == ["NaN", {"x": "Infinity"}]


@pytest.mark.parametrize("form", export.FORMS)
def test_no_notes_are_an_export_too(form):
    assert isinstance(export.export([], None, form), str)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.JSON", "json"),
        ("a.csv", "csv"),
        ("a.html", "html"),
        ("a", "md"),
        (None, "md"),
        ("a.b.toml", "toml"),
    ],
)
def test_the_form_is_what_the_files_ending_says(name, form):
    assert export.form_of(name) == form


def test_an_export_never_overwrites_without_being_told(tmp_path):
    path = tmp_path / "笔记 📝.md"
    export.write(path, "one")
    with pytest.raises(NoteError, match="already") as refused:
        export.write(path, "two")
    assert refused.value.remedy and path.read_text() == "one"
    export.write(str(path), "two", overwrite=True)
    assert path.read_text() == "two" and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_export_over_nothing_may_overwrite(tmp_path):
    export.write(tmp_path / "new.md", "one", overwrite=True)
    assert (tmp_path / "new.md").read_text() == "one"


def test_an_export_through_a_link_writes_the_file_that_it_means(tmp_path):
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    with pytest.raises(NoteError, match="already"):
        export.write(tmp_path / "link.md", "new")
    export.write(tmp_path / "link.md", "new", overwrite=True)
    assert (tmp_path / "link.md").is_symlink() and (tmp_path / "real.md").read_text() == "new"


def test_what_is_no_file_is_not_replaced(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "kept").touch()
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "pipe"):
        with pytest.raises(NoteError, match="not a file"):
            export.write(tmp_path / name, "x", overwrite=True)
    assert (tmp_path / "folder" / "kept").exists()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(NoteError):
        export.write(tmp_path / "loop", "x", overwrite=True)
    with pytest.raises(NoteError, match="no such folder"):
        export.write(tmp_path / "none" / "x.md", "x")


@pytest.mark.parametrize(
    "part", ["\n", ";", " ", "#", "[[", '"', "\\", "<<<<<<<\n", "http://", "\x1b", "字", "`", "\n    "]
)
@pytest.mark.parametrize("form", export.FORMS)
def test_a_long_text_of_any_one_thing_does_not_hold_up_the_export(form, part):
    shown = export.export([note(f"first{part * (100_000 // len(part))}last")], None, form)
    assert "first" in shown and "last" in shown


def records(written: str, form: str) -> list[dict[str, object]]:
    return json.loads(written) if form == "json" else tomllib.loads(written)["notes"]


def rendered(page: str) -> tuple[str, set[str]]:
    """What a CommonMark reader shows of a page, and the tags that it makes of it."""
    parsed = Page()
    parsed.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(page))
    parsed.close()
    return "".join(parsed.text), parsed.tags


def shown_text(written: str, form: str) -> str:
    if form == "csv":
        return "\n".join(cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row)
    if form == "md":
        return rendered(written)[0]
    page = Page()
    page.feed(written)
    page.close()
    return "".join(page.text)


def squeezed(text: str) -> str:
    """Without white space, which pages set as they like."""
    return "".join(text.split())


@dataclass
class Page(HTMLParser):
    """What a page shows and has."""

    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("period", ["2026", "2026\x1b[31m", "no period", ""])
@pytest.mark.parametrize("unit", ["亿元", "\x1b]0;x\x07", "a unit of tomorrow", ""])
@pytest.mark.parametrize("value", ["1.50", "1e999999", "-1e-999999", "0e400"])
def test_figures_that_no_briefing_could_give_are_exported_and_shown_all_the_same(catalog, period, unit, value):
    key = "metric/shenyang/tech-contract-turnover"
    told = CitedFigure(metric=key, period=period, value=Decimal(value), unit=unit, nature="\x1b[2J", bound="?")
    written = decode(encode(note("text", CitedItem(key=key, figures=[told]))), "20260101-000000-00000000")
    for language in ("en", "zh"):
        shown = [export.export([written], items, form, language) for form in export.FORMS for items in (None, {})]
        shown.append(plain(note_document(catalog, written, language)))
        for text in shown:
            assert "\x1b" not in text
            assert len(text) < 20_000  # not a line of a million zeros
