"""What search treats as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui.library.fold import Folded, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２８５３家", "2853家"),
        ("瀋陽 CAFÉ", "沈阳 cafe"),
        ("㎡", "m2"),
        ("臺灣開發", "台湾开发"),
        ("発展 図書", "发展 图书"),
        ("“AGT-110”重型", "agt-110重型"),
        ("ＮｅｕＶｉｚ　Ｐ１０", "neuviz p10"),
        ("cafe\u0301", "cafe"),
        ("Straße", "strasse"),
    ],
)
def test_width_case_accents_and_script_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["著名", "乾坤", "瞭望", "于", "沈"])
def test_simplified_characters_stay_or_become_what_they_are_read_as(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold("著名") == "著名"


def test_places_in_the_folded_text_are_places_in_the_text() -> None:
    text = "约㎡“负能”界面cafe\u0301！"
    folded = Folded(text)
    for part, original in (("m", "㎡"), ("2", "㎡"), ("负能界", "负能”界"), ("cafe", "cafe\u0301"), ("面", "面")):
        start = folded.text.index(part)
        first, last = folded.span(start, start + len(part))
        assert text[first:last] == original


@given(st.text())
def test_folding_twice_changes_nothing_and_every_place_lies_in_the_text(text: str) -> None:
    folded = Folded(text)
    assert fold(folded.text) == folded.text
    for at in range(len(folded.text)):
        first, last = folded.span(at, at + 1)
        assert 0 <= first < last <= len(text)
        assert folded.text[at] in fold(text[first:last])
