"""Reading briefing files: good ones exactly, bad ones with every fault told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from hunnan_tui.library import load as loading
from hunnan_tui.library import views
from hunnan_tui.library.fault import MAX_FAULTS, Fault, shown
from hunnan_tui.library.fault_texts import TEXTS
from hunnan_tui.library.load import load, load_bytes
from hunnan_tui.model import briefing as model
from hunnan_tui.model.text import Text, visible_line

if TYPE_CHECKING:
    from conftest import Shelf

DATA = Path(__file__).parents[1] / "data"
BAD = DATA / "bad"
GOOD = sorted((DATA / "good").glob("*.toml"))
BUNDLED = sorted((Path(__file__).parents[2] / "briefings").glob("*.toml"))
EXPECTED: dict[str, list[list[Any]]] = tomllib.loads((BAD / "expected.toml").read_text("utf-8"))

HEAD = 'schema = 1\nid = "example"\ntitle = "Example"\ndate = 2026-02-24\n'
SOURCE = '[[sources]]\nid = "gov"\npublisher = "City government"\n'
METRIC = '[[metrics]]\nid = "turnover"\narea = "shenyang"\nname = "Turnover"\n[[metrics.observations]]\n'


def faults(text: str) -> list[Fault]:
    return load_bytes(text.encode(), "a.toml").faults


def codes(text: str) -> list[str]:
    return [fault.code for fault in faults(text)]


# Good files


@pytest.mark.parametrize("path", [*GOOD, *BUNDLED], ids=lambda path: path.stem)
def test_a_good_file_gives_its_briefing_and_no_fault(path: Path) -> None:
    loaded = load(path)
    assert [fault.text() for fault in loaded.faults] == []
    assert loaded.briefing is not None


def test_values_are_exact_as_printed() -> None:
    briefing = load(DATA / "good/values.toml").briefing
    assert briefing is not None
    values = [seen.value for seen in briefing.metrics[0].observations]
    assert [str(value) for value in values] == ["2.880", "30083", "0", "830.6"]
    assert str(briefing.metrics[0].observations[2].growth) == "12.50"
    assert all(isinstance(value, Decimal) for value in values)


def test_a_day_without_quotes_is_a_period() -> None:
    briefing = load(DATA / "good/values.toml").briefing
    assert briefing is not None
    assert briefing.sources[0].published == "2026-02-24"
    assert briefing.metrics[0].observations[0].period == "2026-02-24"
    assert briefing.metrics[0].observations[1].baseline == "2025-12-31"


def test_a_text_may_be_a_string_or_both_languages() -> None:
    briefing = load(DATA / "good/strings.toml").briefing
    assert briefing is not None
    assert briefing.title == Text(
        zh='多行文本，\n含 "引号"、[[metrics]] 和 # 号',
        en='Several lines,\nid = "not a key" \\ and no escape',
    )
    assert briefing.sections[0].title == Text(zh='浑南 "quoted" \\ [/] [@click=app.quit]')
    assert briefing.sections[0].points[1].text == Text(zh="二", en="two")


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    briefing = load(DATA / "good/windows.toml").briefing
    assert briefing is not None
    assert briefing.title.zh == "多行\n"


# Faults


def test_every_bad_file_is_expected_and_every_expectation_has_its_file() -> None:
    assert sorted(EXPECTED) == sorted(path.stem for path in BAD.glob("*.toml") if path.stem != "expected")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_file_tells_just_its_faults_with_their_lines(name: str) -> None:
    loaded = load(BAD / f"{name}.toml")
    assert loaded.briefing is None
    assert [[fault.line, fault.code] for fault in loaded.faults] == EXPECTED[name]


def test_every_kind_of_fault_has_a_bad_file() -> None:
    made_below = {
        "unreadable", "too-large", "too-many-lines", "too-many-entries", "too-many-faults", "bad-syntax",
        "bad-name",
    }  # fmt: skip
    by_the_catalog = {"duplicate-briefing"}
    in_files = {code for expected in EXPECTED.values() for _, code in expected}
    assert in_files | made_below | by_the_catalog == set(TEXTS)


def test_a_name_that_is_not_utf8_is_told_and_keeps_no_other_file_out(shelf: Shelf, small: str) -> None:
    shelf.briefing("good")
    try:
        (shelf.folder / os.fsdecode(b"bad \xff.toml")).write_text(small, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    for _start in range(2):
        catalog = shelf.open()
        ((path, faults),) = views.faulty_files(catalog)
        assert path.endswith("bad \ufffd.toml")
        assert [fault.code for fault in faults] == ["bad-name"]
        assert views.briefing_count(catalog) == 1
    (shelf.folder / "named \ufffd.toml").write_text(small, encoding="utf-8")  # a name that may look like it is none
    assert views.briefing_count(shelf.open()) == 2


@pytest.mark.parametrize("name", EXPECTED)
def test_every_fault_speaks_both_languages_on_one_safe_line(name: str) -> None:
    for fault in load(BAD / f"{name}.toml").faults:
        for language in ("en", "zh"):
            text = fault.text(language)
            assert text.startswith(f"{fault.where}: {fault.message(language)}")
            assert fault.remedy(language) in text
            assert text == visible_line(text)
            assert "@" not in re.sub(re.escape("@click"), "", text.removeprefix(fault.where))
        assert re.search("[\u4e00-\u9fff]", fault.message("zh"))
        assert not re.search("[\u4e00-\u9fff]", TEXTS[fault.code][0])


def test_one_fault_never_hides_the_next() -> None:
    told = load(BAD / "many.toml").faults
    assert len(told) == 13
    assert [fault.line for fault in told] == sorted(fault.line for fault in told)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("unknown-key", "publisher"),
        ("unknown-table", "[[metrics.observations]]"),
        ("unknown-source", "gov"),
        ("unknown-nature", "target"),
        ("unknown-bound", "at-least"),
        ("unknown-section-kind", "keywords"),
        ("unknown-item", "example/outcome/interfaces"),
        ("bad-item-key", "example/outcome/interfaces"),
    ],
)
def test_a_fault_names_what_was_probably_meant(name: str, near: str) -> None:
    hints = [fault.params["near"] for fault in load(BAD / f"{name}.toml").faults if "near" in fault.params]
    assert hints == [near]
    assert any(f"Did you mean {near}?" in fault.text() for fault in load(BAD / f"{name}.toml").faults)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("period-without-quotes", 'period = "2025-Q1"'),
        ("period-number", 'period = "2025"'),
        ("date-in-chinese", "date = 2026-02-24"),
        ("not-a-date", "date = 2026-02-24"),
        ("thousands-comma", "value = 1920"),
        ("unit-in-value", 'value = 830.6 and, as a key of its own, unit = "亿元"'),
        ("word-without-quotes", 'nature = "actual"'),
        ("not-a-number", "value = 830.6"),
        ("bad-id", 'id = "gov-2026"'),
        ("table-for-list", "[[sources]]"),
        ("full-width-quotes", '" "'),
        ("full-width-brackets", "[[ ]]"),
        ("missing-fields", 'unit = "亿元"'),
    ],
)
def test_a_fault_says_what_to_write_instead(name: str, write: str) -> None:
    assert f"Write {write}" in load(BAD / f"{name}.toml").faults[0].remedy() or any(
        write in fault.remedy() for fault in load(BAD / f"{name}.toml").faults
    )


def test_a_fault_says_where_in_the_data_it_is() -> None:
    (fault,) = load(BAD / "unknown-unit.toml").faults
    assert fault.path == "metrics[0].observations[0].unit"
    assert fault.where == f"{BAD / 'unknown-unit.toml'}:18:1"


def test_a_duplicate_names_the_line_of_the_first() -> None:
    (fault,) = load(BAD / "duplicate-source.toml").faults
    assert fault.params["first"] == "7"


def test_a_key_below_the_wrong_header_is_told_where_it_belongs() -> None:
    (fault,) = (fault for fault in load(BAD / "misplaced-key.toml").faults if fault.code == "misplaced-key")
    assert "belongs to the whole briefing" in fault.message()
    assert "属于 整篇简报" in fault.message("zh")


def test_of_a_newer_format_only_that_is_told() -> None:
    assert codes(HEAD.replace("schema = 1", "schema = 3") + "colour = 1\n[[charts]]\n") == ["newer-schema"]


def test_references_to_other_briefings_are_no_faults() -> None:
    text = HEAD + '[[flags]]\ntext = "x"\nabout = ["other/outcome/x", "metric/china/gdp", "example/flag/flag-1"]\n'
    assert codes(text) == []


def test_an_id_that_is_left_out_can_be_referred_to_by_its_place() -> None:
    points = '[[sections]]\ntitle = "x"\npoints = [ { text = "a" }, { text = "b", related = [ "KEY" ] } ]\n'
    assert codes(HEAD + points.replace("KEY", "example/point/section-1-1")) == []
    assert codes(HEAD + points.replace("KEY", "example/point/section-1-3")) == ["unknown-item"]


def test_what_broken_toml_took_away_is_not_told_as_missing() -> None:
    broken_source = HEAD + '[[sources]]\nid = "gov\npublisher = "x"\n'
    evidence = '[[flags]]\ntext = "x"\nevidence = [ { source = "gov" }, { source = "other" } ]\n'
    told = faults(broken_source + evidence)
    assert [(fault.line, fault.code) for fault in told] == [(6, "unclosed-string"), (10, "unknown-source")]
    assert told[1].params["found"] == "other"


def test_a_broken_header_takes_its_whole_table_away_and_nothing_else() -> None:
    text = HEAD + "[[metrics]\n" + METRIC.partition("\n")[2] + SOURCE + "colour = 1\n"
    assert [(fault.line, fault.code) for fault in faults(text)] == [(5, "bad-header"), (13, "unknown-key")]


def test_syntax_that_has_no_words_of_its_own_is_told_with_the_parsers_reason() -> None:
    (fault,) = faults(HEAD + "summary = [ = ]\n")
    assert (fault.line, fault.code) in {(5, "bad-value"), (5, "bad-syntax")}
    assert faults(HEAD + 'summary = { = "x" }\n')[0].line == 5


# Limits


def test_a_file_that_is_too_large_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(HEAD.encode() + b"#" * loading.MAX_BYTES)
    assert [fault.code for fault in load(path).faults] == ["too-large"]


def test_too_many_lines_and_entries_are_not_parsed() -> None:
    assert codes(HEAD + "\n" * loading.MAX_LINES) == ["too-many-lines"]
    assert codes(HEAD + "x = [" + "1," * loading.MAX_ENTRIES + "]") == ["too-many-entries"]


@pytest.mark.parametrize(
    "text",
    [
        "summary = " + "[" * 1000 + "]" * 1000,
        "summary = " + "{ a = " * 1000 + "1" + " }" * 1000,
        "summary = " + "[" * 100_000,
        ".".join("a" * 1000) + " = 1",
        "[" + ".".join(["a"] * 1000) + "]",
        "summary = { " + ".".join('"a"' for _ in range(100)) + " = 1 }",
        "summary = " + "[" * 40 + "]" * 40,
    ],
    ids=["lists", "tables", "unclosed", "dotted", "header", "quoted", "just"],
)
def test_nesting_ends_in_a_clear_fault_on_its_line(text: str) -> None:
    (fault,) = faults(HEAD + text + "\n")
    assert (fault.line, fault.code) == (5, "too-deep")


def test_a_long_sentence_with_many_full_stops_is_not_too_deep() -> None:
    assert codes(HEAD + 'summary = "' + "One. " * 100 + '"\n') == []


def test_of_very_many_faults_the_first_are_told_and_that_there_are_more() -> None:
    told = faults(HEAD + "".join(f"key-{n} = 1\n" for n in range(MAX_FAULTS + 100)))
    assert len(told) == MAX_FAULTS + 1
    assert told[-1].code == "too-many-faults"


@pytest.mark.parametrize(
    "value",
    ["9" * 5000, "0x" + "F" * 5000, "1e999999999", "1." + "1" * 5000, "-inf"],
    ids=["integer", "hexadecimal", "exponent", "digits", "infinity"],
)
def test_a_value_that_cannot_be_shown_is_a_fault(value: str) -> None:
    text = HEAD + METRIC + f'period = "2026"\nunit = "家"\nnature = "actual"\nvalue = {value}\n'
    (fault,) = faults(text)
    assert (fault.line, fault.code in {"number-too-large", "not-finite"}) == (13, True)
    assert codes(f"schema = {value}\n" + HEAD.partition("\n")[2]) != []


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path, Path("a\0b")):
        loaded = load(path)
        assert loaded.briefing is None
        assert [fault.code for fault in loaded.faults] == ["unreadable"]


def test_what_a_fault_quotes_is_short_and_safe() -> None:
    assert shown("a\x1b[31m\n" + "b" * 1000) == "a␛[31m " + "b" * 72 + "…"
    assert shown(10**10_000) == "…"


# Whatever the input

VALID = (DATA / "good/values.toml").read_text("utf-8") + (
    '[[sections]]\ntitle = """x\ny"""\n[[sections.points]]\ntext = { zh = \'一\', en = "b" } # c\n'
)
PIECES = [
    *"[]{}=,.\"'#\\\n\r\t 0-:eE\x00\x7f“”‘’＝，：　［］\u202e\U0010ffff",
    *('"""', "'''", "[[", "]]", "[[metrics]]\n", "a = ", "nan", "2026-13", "\\u0000", "\\q", "亿元"),
]


def check_invariants(data: bytes) -> None:
    loaded = load_bytes(data, "a.toml")
    assert (loaded.briefing is None) == bool(loaded.faults)
    lines = data.count(b"\n") + 1
    for fault in loaded.faults:
        assert 1 <= fault.line <= lines
        assert fault.column is None or fault.column >= 1
        for language in ("en", "zh"):
            text = fault.text(language)
            assert text == visible_line(text)
            assert len(text) < 2000


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(VALID)), st.integers(0, 3), st.sampled_from(["", *PIECES])),
        min_size=1,
        max_size=6,
    )
)
def test_a_damaged_file_gives_faults_and_never_an_error(edits: list[tuple[int, int, str]]) -> None:
    text = VALID
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    check_invariants(text.encode())


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from(PIECES), max_size=60).map(lambda p: "".join(p).encode()),
    )
)
def test_rubbish_gives_faults_and_never_an_error(data: bytes) -> None:
    check_invariants(data)


KEYS = st.sampled_from(
    sorted(
        {name for made in vars(model).values() for name in getattr(made, "__struct_fields__", ())} | {"zh", "en", "x"}
    )
)
SCALARS = st.one_of(
    st.sampled_from(["", "gov", "2026", "亿元", "target", "a/b", "a/outcome/b", "[x]", "https://a.b", "a\x1b\n"]),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=15,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_toml_of_any_shape_gives_faults_and_never_an_error(data: dict[str, Any]) -> None:
    check_invariants(tomli_w.dumps({"schema": 1, **data}).encode())


def test_reading_good_files_imports_nothing_that_only_bad_ones_need() -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom hunnan_tui.library.load import load\n"
        f"assert load(Path({str(GOOD[0])!r})).briefing\n"
        "unwanted = ('hunnan_tui.library.diagnosis', 'hunnan_tui.library.fault_texts', 'textual')\n"
        "print([name for name in sys.modules if name.startswith(unwanted)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
