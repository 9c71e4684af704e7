"""The rows of what was found: the match is seen, however narrow the column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hunnan_tui.tui.found_rows import pieces
from hunnan_tui.tui.widgets.table_layout import fit

NARROW = 12


def shown(text: str, match: str, width: int) -> str:
    first = text.index(match)
    return "".join(part for part, _role in fit(pieces(text, [(first, first + len(match))]), width))


@pytest.mark.parametrize(
    ("text", "match", "begins"),
    [
        ("累计攻克关键技术成果", "技术", "…关键技术成…"),
        ("技术合同成交额", "技术", "技术合同成…"),
        ("高新技术企业", "技术", "高新技术企业"),
        ("Innovation platforms added 2,853 unicorns", "2,853", "…2,853 unic…"),
        ("Key technologies", "tech", "Key technol…"),
    ],
)
def test_a_text_is_cut_so_that_its_match_is_seen(text: str, match: str, begins: str) -> None:
    assert shown(text, match, NARROW).rstrip() == begins


def test_a_text_that_fits_is_not_cut() -> None:
    assert shown("大型航天器失重模拟技术", "技术", 22) == "大型航天器失重模拟技术"
    assert shown("大型航天器失重模拟技术", "技术", 21).rstrip() == "…型航天器失重模拟技术"


@given(
    st.text("ab 沈阳，0", max_size=40),
    st.text("技术t", min_size=1, max_size=2),
    st.text("ab 沈", max_size=3),
    st.integers(NARROW, 60),
)
def test_a_match_is_seen_in_every_column(before: str, match: str, after: str, width: int) -> None:
    text = f"{before}{match}{after}"
    found = fit(pieces(text, [(len(before), len(before) + len(match))]), width)
    assert [part for part, role in found if role == "match"] == [match]
    assert sum(cell_len(part) for part, _role in found) == width
    assert cell_len(text) > width or "".join(part for part, _role in found).rstrip() == text.rstrip()
