"""Breaking lines: nothing lost, nothing too wide, and the marks and numbers where typesetting wants them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hunnan_tui.tui.wrap import wrap

NEVER_FIRST = "，。、；：？！）】》」』〉”’…％%,.;:?!)]}"
NEVER_LAST = "（《“‘【「『〈([{"
FIGURES = [
    "830.6亿元", "1.1万亿元", "超3000家", "近2853家", "约10万平方米", "24.6万千瓦", "36.5%", "第17位", "2026年", "156项",
    "200万千瓦", "１２个月", "不少于500项", "30,083家", "3.4万家", "5.2个百分点", "1个", "150公里", "0.8纳米",
    "CNY 83.06 billion", "over 34,000", "No. 17", "about 2.5 million",
]  # fmt: skip
WORDS = [
    "沈",
    "技术",
    "合同",
    "浑南科技城",
    "outcome",
    "photon-counting",
    "CT",
    "《科学》",
    "“负能界面”",
    "（Science）",
]
ODD = ["\u0301", "\ufe0f", "\u200d", "❤\ufe0f", "👩\u200d🔬", "🇨🇳", "\u200b", "か\u3099", "ا", "\u3000", "\u00a0"]

prose = st.lists(
    st.tuples(st.sampled_from([*WORDS, *FIGURES]), st.sampled_from(["", "", "，", "。", "、", "；", " ", ", ", ". "])),
    max_size=40,
).map(lambda parts: "".join(word + mark for word, mark in parts))
any_text = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*WORDS, *ODD, *NEVER_FIRST, *NEVER_LAST, " ", "  ", "x" * 50]), max_size=40).map("".join),
)
widths = st.integers(0, 60)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@given(any_text, widths)
def test_every_character_is_there_once_and_only_spaces_are_left_out(text: str, width: int) -> None:
    place = 0
    for start, end in wrap(text, width):
        assert place <= start <= end
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()


@given(any_text, widths)
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    assert max(map(cell_len, lines(text, width))) <= max(width, 2)


@given(any_text, widths)
def test_no_line_but_of_an_empty_text_is_empty(text: str, width: int) -> None:
    assert all(lines(text, width)) or not text.strip()


@given(prose, st.integers(24, 60))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, width: int) -> None:
    for (_, end), (start, _) in zip(wrap(text, width), wrap(text, width)[1:], strict=False):
        assert text[start] not in NEVER_FIRST
        assert text[end - 1] not in NEVER_LAST


@given(st.sampled_from(FIGURES), st.integers(0, 40), st.integers(24, 60))
def test_a_number_stays_with_its_unit_and_its_qualification(figure: str, before: int, width: int) -> None:
    text = "字" * before + ("" if figure[0] > "z" or figure[0].isdigit() else " ") + figure + "，" + "字" * 30
    assert any(figure in line for line in lines(text, width))


def test_a_word_is_not_broken_where_it_fits_on_a_line() -> None:
    assert lines("Colossal barocaloric effects", 12) == ["Colossal", "barocaloric", "effects"]


def test_what_is_longer_than_a_line_is_cut() -> None:
    assert lines("see https://example.com/a-long-path now", 16) == ["see", "https://example.", "com/a-long-path", "now"]


def test_the_spaces_before_a_text_are_its_indentation() -> None:
    assert lines("   one two", 6) == ["   one", "two"]


@pytest.mark.parametrize("char", ["，", "“", "x", "1", "沈", "\u0301", " "])
def test_a_text_as_long_as_a_file_may_have_is_wrapped_without_counting_it_again_and_again(char: str) -> None:
    assert sum(end - start for start, end in wrap(char * 100_000, 40)) in (100_000, 0)


@pytest.mark.parametrize("width", range(12, 40))
def test_a_line_ends_with_the_dot_between_two_things_and_none_begins_with_it(width: int) -> None:
    text = "来源 · 浑南与沈阳科创公开资料（2017—2026） · 2026-02-27 · Outcome 1 · the last"
    lines = [text[start:end] for start, end in wrap(text, width)]
    assert not any(line.startswith("·") for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)
