"""Periods: what they write, in which order, and what is none."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hunnan_tui.model.period import parse_period
from hunnan_tui.model.wording import say_period


@pytest.mark.parametrize(
    ("text", "first", "last", "span"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "year"),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30), "half"),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31), "half"),
        ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30), "quarter"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2026-02-24", date(2026, 2, 24), date(2026, 2, 24), "day"),
        ("2021/2025", date(2021, 1, 1), date(2025, 12, 31), "range"),
        ("2022-01/2022-09", date(2022, 1, 1), date(2022, 9, 30), "range"),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: date, last: date, span: str) -> None:
    period = parse_period(text)
    assert (period.first, period.last, period.span, str(period)) == (first, last, span, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "0000",
        "2026-13",
        "2026-Q5",
        "2026-H3",
        "2026-02-30",
        "2025/2021",
        "2025/2025",
        "2025/2025-06",
        "２０２６",
        "2026 ",
    ],
)
def test_what_is_no_period_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        parse_period(text)


def test_periods_are_ordered_by_their_end_the_shorter_first() -> None:
    texts = ["2025", "2024-H1", "2025-12", "2026-01", "2025-Q4", "2024", "2021/2025"]
    ordered = sorted(texts, key=lambda text: parse_period(text).order)
    assert ordered == ["2024-H1", "2024", "2025-12", "2025-Q4", "2025", "2021/2025", "2026-01"]


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_reads_back(day: date) -> None:
    period = parse_period(day.isoformat())
    assert period.first == period.last == day


@settings(deadline=None)
@given(st.integers(min_value=1000, max_value=9998), st.sampled_from(["-H", "-Q", "-"]))
def test_the_parts_of_a_year_fill_it_without_a_gap(year: int, mark: str) -> None:
    count = {"-H": 2, "-Q": 4, "-": 12}[mark]
    parts = [
        parse_period(f"{year}{mark}{part:02}" if mark == "-" else f"{year}{mark}{part}") for part in range(1, count + 1)
    ]
    whole = parse_period(str(year))
    assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(parts))


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2025", "2025年", "2025"),
        ("2024-H1", "2024年上半年", "the first half of 2024"),
        ("2025-Q3", "2025年三季度", "the third quarter of 2025"),
        ("2026-01", "2026年1月", "January 2026"),
        ("2026-02-24", "2026年2月24日", "24 February 2026"),
        ("2022-01/2022-09", "2022年1月至2022年9月", "January 2022 to September 2022"),
    ],
)
def test_a_sentence_says_a_period_in_either_language(text: str, zh: str, en: str) -> None:
    assert (say_period(text).zh, say_period(text).en) == (zh, en)
