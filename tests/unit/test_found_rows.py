"""The rows of what was found: the match is seen, however narrow the column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hunnan_tui.tui.found_rows import pieces

NARROW = 12


def shown(text: str, *spans: tuple[int, int]) -> str:
    return "".join(part for part, _role in pieces(text, spans))


@pytest.mark.parametrize(
    ("text", "match", "begins"),
    [
        ("累计攻克关键技术", "技术", "…关键技术"),
        ("技术合同成交额", "技术", "技术合同"),
        ("高新技术企业", "技术", "高新技术"),
        ("Innovation platforms added 2,853 unicorns", "2,853", "…2,853"),
        ("Key technologies", "technologies", "Key technologies"),
    ],
)
def test_a_text_begins_so_that_its_match_is_seen(text: str, match: str, begins: str) -> None:
    first = text.index(match)
    assert shown(text, (first, first + len(match))).startswith(begins)


@given(st.text("ab 沈阳，0", max_size=40), st.text("技术t", min_size=1, max_size=2))
def test_a_match_is_seen_in_the_narrowest_column_and_nothing_after_it_is_lost(before: str, match: str) -> None:
    text = f"{before}{match} and more"
    found = pieces(text, [(len(before), len(before) + len(match))])
    marked = [part for part, role in found if role == "match"]
    assert marked == [match]
    ahead = "".join(part for part, _role in found[: found.index((match, "match"))])
    assert cell_len(ahead + match) <= NARROW
    assert "".join(part for part, _role in found).endswith(f"{match} and more")
