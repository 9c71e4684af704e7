"""What a note is, and the TOML file that holds it."""

from __future__ import annotations

import string
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui.errors import NoteError
from hunnan_tui.model.text import Text
from hunnan_tui.notes.item import CitedEvidence, CitedFigure, CitedItem, changed_figures
from hunnan_tui.notes.note import MAX_TEXT, Note, clean, decode, encode, is_id, new_id

ID = "20260224-101530-0123abcd"
FIGURE = CitedFigure(metric="metric/shenyang/turnover", period="2026", value=Decimal("830.60"), unit="亿元")
ITEM = CitedItem(
    key="briefing/outcome/one",
    title=Text("成果", "Outcome"),
    evidence=[
        CitedEvidence(source="people", publisher=Text("人民网"), url="https://example.org/", anchor="“830.6亿元”")
    ],
    figures=[FIGURE],
)

hostile = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\"'\\#[]=\n\r\t\x00\x1b\x9b\u202e\ufeff\ud800")
)


@given(hostile, hostile)
def test_any_text_and_title_come_back_as_they_were(text, title):
    item = CitedItem(key="a/b/c", title=Text(zh=clean(title)))
    note = Note.new(item, text)
    read = decode(encode(note), note.id)
    assert (read.text, read.item, read.created, read.updated) == (
        clean(text),
        item,
        note.created,
        note.updated,
    )


@given(hostile)
def test_a_file_printed_on_a_terminal_sends_it_no_control(text):
    written = encode(Note.new(ITEM, text)).decode()
    assert not {
        code for code in written if ord(code) < 32 or 0x7F <= ord(code) < 0xA0 or code in "\u202e\u2028\ufeff"
    } - {"\n", "\t"}


def test_figures_keep_every_digit():
    assert decode(encode(Note.new(ITEM, "")), ID).item.figures[0].value.as_tuple() == Decimal("830.60").as_tuple()
    whole = CitedItem(key="k", figures=[CitedFigure(metric="m", period="2026", value=Decimal(920), unit="亿元")])
    assert decode(encode(Note.new(whole, "")), ID).item.figures[0].value.as_tuple() == Decimal(920).as_tuple()


def test_the_file_is_toml_that_a_person_can_read():
    written = encode(Note.new(ITEM, "第一行 #创新\n第二行")).decode()
    assert 'text = """\n第一行 #创新\n第二行"""' in written
    assert tomllib.loads(written)["tags"] == ["创新"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#创新 与 #robots，#AI/芯片。", ["创新", "robots", "AI/芯片"]),
        ("看#浑南科技城#的话题", ["浑南科技城"]),
        ("＃全角 #Twice #twice", ["全角", "Twice"]),
        ("# heading, #1, C#, a#b, https://example.org/#part, &#39; ##two", []),
        ("", []),
    ],
)
def test_tags_are_read_from_the_text(text, tags):
    assert Note.new(ITEM, text).tags == tags


@pytest.mark.parametrize(
    ("given", "tags"),
    [
        ('["创新", "read later", "AI"]', ["创新", "read later", "AI"]),  # 创新 is one of the text
        ('["#待核", "＃ai", "", " # "]', ["创新", "待核", "ai"]),
        ('"todo"', ["创新", "todo"]),
        ("[2026, 1.5, {}]", ["创新", "2026"]),
        ("{}", ["创新"]),
    ],
)
def test_a_tag_that_somebody_writes_into_the_file_is_one_and_outlives_a_save(given, tags):
    plain = encode(Note.new(ITEM, "看 #创新")).replace('tags = [\n    "创新",\n]'.encode(), f"tags = {given}".encode())
    note = decode(plain, ID)
    assert note.tags == tags
    assert decode(encode(note), ID).tags == tags
    assert decode(encode(note.edited("又看 #创新")), ID).tags == tags
    assert decode(encode(note.edited("新的")), ID).tags == tags[1:]  # a tag of the text goes with it
    assert note.same(decode(encode(note), ID))


def test_links_are_read_from_the_text():
    assert Note.new(ITEM, "[[a/b/c]] [[ metric/x/y ]] [[a/b/c]] [[]] [[\n]] [one]").links == [
        "a/b/c",
        "metric/x/y",
    ]


def test_a_text_that_shows_gits_marks_has_none_of_them_at_the_beginning_of_a_line():
    text = "<<<<<<< HEAD\nmine\n||||||| base\n=======\nother\n>>>>>>> branch\n======== heading"
    note = Note.new(ITEM, text)
    assert not any(
        line.startswith((b"<<<<<<< ", b"||||||| ", b">>>>>>> ")) or line == b"======="
        for line in encode(note).splitlines()
    )
    assert decode(encode(note), ID).text == text


def test_what_the_program_does_not_know_is_written_back():
    data = encode(Note.new(ITEM, "text")) + b'\n[mine]\ncolour = "red"\nwhen = 2026-02-24\n'
    data = data.replace(b"format = 1\n", b"format = 1\nrating = 4.50\n")
    note = decode(data, ID)
    again = decode(encode(note.edited("new")), ID)
    assert (
        again.extra
        == note.extra
        == {"mine": {"colour": "red", "when": datetime(2026, 2, 24).date()}, "rating": Decimal("4.50")}
    )


def test_a_note_of_a_newer_format_is_shown_and_not_written():
    data = b'format = 2\nkey = "a/b/c"\ntext = "from the future"\nevidence = 7\nfigures = {}\nshape = "new"\n'
    note = decode(data, ID)
    assert (note.text, note.key, note.readonly) == ("from the future", "a/b/c", True)
    with pytest.raises(NoteError, match="newer version"):
        encode(note)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 100, "empty"),
        (b'text = "\xff"', "not UTF-8 text \\(byte 9\\)"),
        (b'text = "', "Unterminated|Invalid|Expected"),
        (b"key = 'k'", "`text` must be there"),
        (b"text = 'a'", "missing required field `key`"),
        (b"key = 'k'\ntext = 7", "`text` must be there, and a string"),
        (b"key = 'k'\ntext = 'a'\ntitle = 7", "title"),
        (b"key = 'k'\ntext = 'a'\nformat = 'one'", "`format`"),
        (b"key = 'k'\nkey = 'k'\ntext = 'a'", "overwrite"),
        (
            b"key = 'k'\ntext = 'a'\nfigures = [{ metric = 'm', period = '2026', value = nan, unit = 'x' }]",
            "number",
        ),
        (b"x = " + b"[" * 100_000, "too deeply"),
        (b"a" + b".a" * 100_000 + b" = 1", "too deeply"),
        (b"x = " + b"1" * 5000, "4300 digits"),
        (b"x" * (9 * 1024 * 1024), "larger than 8 MB"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_damaged_file_says_what_is_wrong(data, reason):
    with pytest.raises(ValueError, match=reason):
        decode(data, ID)


@given(st.binary() | st.text("=[]{}\"'.#ab1\n -:TZ").map(str.encode))
def test_no_file_makes_the_reader_fail_otherwise(data):
    try:
        decode(data, ID)
    except ValueError as error:
        assert str(error)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "format",
                "id",
                "key",
                "title",
                "created",
                "updated",
                "tags",
                "conflict",
                "text",
                "evidence",
                "figures",
            ]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable) | st.datetimes(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=5,
        ),
    )
)
def test_no_value_in_a_field_makes_the_reader_fail_otherwise(plain):
    from hunnan_tui.notes.note import from_dict

    try:
        assert from_dict(plain, ID).id == ID
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-24T10:15:30+08:00", datetime(2026, 2, 24, 2, 15, 30, tzinfo=UTC)),
        ("2026-02-24 10:15:30", datetime(2026, 2, 24, 10, 15, 30, tzinfo=UTC)),
        ("2026-02-24", datetime(2026, 2, 24, tzinfo=UTC)),
        ("10:15:30", datetime(2026, 2, 24, 10, 15, 30, tzinfo=UTC)),  # no day: the id's time
        ("0001-01-01T00:00:00+23:59", datetime(2026, 2, 24, 10, 15, 30, tzinfo=UTC)),  # before the first year
    ],
)
def test_times_are_utc_whatever_a_file_says(written, meant):
    assert decode(f"key = 'k'\ntext = 'a'\ncreated = {written}\n".encode(), ID).created == meant


def test_a_note_is_never_changed_before_it_was_written(monkeypatch):
    note = Note.new(ITEM, "one")

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return note.created - timedelta(days=1000)

    monkeypatch.setattr("hunnan_tui.notes.note.datetime", Earlier)
    assert note.edited("two").updated == note.created


def test_ids_differ_and_tell_the_time_in_utc():
    noon = datetime(2026, 2, 24, 12, tzinfo=timezone(timedelta(hours=8)))
    ids = {new_id(noon) for _ in range(1000)}
    assert len(ids) == 1000
    assert all(each.startswith("20260224-040000-") and is_id(each) for each in ids)


@pytest.mark.parametrize("text", ["", "..", "../x", ID.upper(), f"{ID}\n", f"{ID}/..", f" {ID}", ID.replace("2", "２")])
def test_nothing_else_is_an_id(text):
    assert not is_id(text)


def test_a_text_that_is_too_long_is_refused_before_anything_is_written():
    with pytest.raises(NoteError, match="1,000,000 characters") as refused:
        encode(Note.new(ITEM, "字" * (MAX_TEXT + 1)))
    assert refused.value.remedy


def test_changed_figures_are_found_by_metric_period_and_nature():
    other = CitedFigure(metric="metric/shenyang/turnover", period="2026", value=Decimal("835.2"), unit="亿元")
    target = CitedFigure(
        metric="metric/shenyang/turnover", period="2026", value=Decimal("920"), unit="亿元", nature="target"
    )
    now = CitedItem(key=ITEM.key, figures=[other, target])
    assert changed_figures(ITEM, now) == [(FIGURE, other)]
    assert changed_figures(ITEM, CitedItem(key=ITEM.key)) == [(FIGURE, None)]
    assert changed_figures(ITEM, ITEM) == []
    same = CitedFigure(metric=FIGURE.metric, period="2026", value=Decimal("830.6"), unit="亿元")
    assert changed_figures(ITEM, CitedItem(key=ITEM.key, figures=[same])) == []
