"""Charts as text: what is drawn where, by which role, and that every line fits its cells."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hunnan_tui.model.briefing import Metric, MetricKind, Observation
from hunnan_tui.model.chart import Line, Plot, Point, Sheet, bar, draw, indexed, plots_of, trend
from hunnan_tui.model.chart.columns import columns
from hunnan_tui.model.chart.lines import lines
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.series import Figure, Series
from hunnan_tui.model.text import Text


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def text(line: Line) -> str:
    return "".join(part for part, _ in line)


def texts(chart: list[Line]) -> str:
    return "\n".join(text(line) for line in chart)


def role_of(chart: list[Line], mark: str) -> set[str]:
    return {role for line in chart for part, role in line if mark in part}


def series(name: Text, *seen: tuple[str, str, str], unit: str = "亿元", kind: MetricKind = "flow") -> Series:
    figures = [
        Figure(Observation(period=period, value=Decimal(value), unit=unit, nature=nature), "b", "2026-01-29")  # type: ignore[arg-type]
        for period, value, nature in seen
    ]
    return Series.of(Metric(id="m", area="city", name=name, kind=kind), figures)


TURNOVER = series(
    Text("技术合同成交额", "Technology contract turnover"),
    ("2017", "217.54", "actual"),
    ("2022-01/2022-09", "195.49", "actual"),
    ("2024-H1", "324.7", "actual"),
    ("2025", "830.6", "actual"),
    ("2026", "920", "target"),
)
ENTERPRISES = series(
    Text("科技型企业", "Technology enterprises"),
    ("2024-06", "24021", "actual"),
    ("2024", "25000", "actual"),
    ("2025", "30083", "actual"),
    ("2026", "34000", "target"),
    unit="家",
    kind="stock",
)


# --- bars and trends


def test_a_bar_is_solid_as_far_as_the_value_and_shaded_to_the_goal() -> None:
    assert bar(None, Decimal(75), Decimal(100), 8) == [("██████", "actual"), ("░░", "target")]
    assert bar(None, Decimal(75), Decimal(100), 8, ascii=True) == [("######", "actual"), ("..", "target")]


def test_a_bar_has_eighths_of_a_cell() -> None:
    assert text(bar(None, Decimal("830.6"), Decimal(920), 10)) == "█████████░"
    assert text(bar(None, Decimal("30083"), Decimal(34000), 10)) == "████████▉░"


def test_almost_there_is_not_there_and_there_is_full() -> None:
    assert bar(None, Decimal("99.99"), Decimal(100), 4)[0][0] == "███▉"
    assert bar(None, Decimal(100), Decimal(100), 4) == [("████", "actual")]
    assert bar(None, Decimal(130), Decimal(100), 4) == [("████", "actual")]


def test_a_bar_marks_the_baseline_where_the_value_has_moved_on() -> None:
    assert text(bar(Decimal(50), Decimal(75), Decimal(100), 8)) == "████┃█░░"
    assert "┃" not in text(bar(Decimal(75), Decimal(75), Decimal(100), 8))


def test_a_bar_without_data_is_shaded_and_a_rank_fills_as_it_falls() -> None:
    assert bar(None, None, Decimal(100), 4) == [("░░░░", "target")]
    assert text(bar(None, Decimal(100), Decimal(50), 8, lower_is_better=True)) == "████░░░░"


@settings(deadline=None)
@given(
    st.decimals(0, 10**9, places=2),
    st.decimals(0, 10**9, places=2),
    st.decimals(0, 10**9, places=2),
    st.integers(0, 60),
)
def test_a_bar_is_as_wide_as_asked(start: Decimal, now: Decimal, goal: Decimal, width: int) -> None:
    for ascii in (False, True):
        assert len(text(bar(start, now, goal, width, ascii=ascii))) == width


def test_a_trend_shows_the_course_and_tells_natures_apart() -> None:
    values: list[tuple[Decimal, Any]] = [(Decimal(v), "actual") for v in (0, 35, 70)] + [(Decimal(50), "target")]
    assert trend(values, 8) == [("▁▄█", "actual"), ("▆", "target")]
    assert text(trend(values, 8, ascii=True)).isascii()
    assert text(trend([(Decimal(5), "actual")] * 3, 8)) == "▅▅▅"
    assert trend([], 8) == []


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=200), st.integers(0, 30))
def test_a_trend_fits_its_cells(values: list[Decimal], width: int) -> None:
    assert len(text(trend([(value, "actual") for value in values], width))) == min(len(values), width)


# --- plots


def test_a_series_has_a_plot_for_each_frequency_the_fullest_first() -> None:
    assert [(plot.frequency, len(plot.points)) for plot in plots_of(TURNOVER)] == [
        ("year", 3),
        ("range 01-09", 1),
        ("half", 1),
    ]
    assert [plot.frequency for plot in plots_of(ENTERPRISES)] == ["moment"]


def test_values_are_brought_into_one_unit() -> None:
    mixed = Series.of(
        Metric(id="m", area="a", name=Text("x"), kind="flow"),
        [
            Figure(Observation(period="2024", value=Decimal("9000"), unit="亿元", nature="actual"), "b", ""),
            Figure(Observation(period="2025", value=Decimal("1.1"), unit="万亿元", nature="actual"), "b", ""),
            Figure(Observation(period="2025", value=Decimal("12"), unit="%", nature="actual"), "b", ""),
        ],
    )
    [plot] = plots_of(mixed)
    assert {(point.value, plot.unit) for point in plot.points} in (
        {(Decimal("0.9"), "万亿元"), (Decimal("1.1"), "万亿元")},
        {(Decimal("12"), "%")},
    )


def test_an_index_starts_at_a_hundred() -> None:
    [plot] = indexed(plots_of(ENTERPRISES))
    assert [point.value for point in plot.points] == [
        Decimal("100.0"),
        Decimal("104.1"),
        Decimal("125.2"),
        Decimal("141.5"),
    ]
    assert plot.unit == ""
    assert indexed([Plot(Text("x"), "家", (Point(parse_period("2025"), Decimal(0)),))]) == []


# --- columns


def test_columns_carry_their_values_periods_and_unit() -> None:
    chart = columns(plots_of(TURNOVER), Sheet(70, 14, "zh", cells=cells))
    shown = texts(chart)
    assert text(chart[0]) == "亿元"
    assert all(value in shown for value in ("217.54", "195.49", "324.7", "830.6", "920"))
    assert all(label in shown for label in ("2017", "01-09", "H1", "2025", "目标", "2026"))


def test_columns_in_english_are_in_english_units() -> None:
    chart = columns(plots_of(TURNOVER), Sheet(80, 14, "en", cells=cells))
    assert text(chart[0]) == "CNY billion"
    assert "83.06" in texts(chart)
    assert "830.6" not in texts(chart)


def test_the_target_and_another_frequency_are_drawn_apart_from_the_years() -> None:
    chart = columns(plots_of(TURNOVER), Sheet(70, 14, "zh", cells=cells))
    assert role_of(chart, "░") == {"target"}
    assert role_of(chart, "█") == {"actual"}
    assert role_of(chart, "▓") == {"actual"}
    plain = columns(plots_of(TURNOVER), Sheet(70, 14, "en", ascii=True, cells=cells))
    assert texts(plain).isascii()
    assert role_of(plain, ":") == {"target"}
    assert role_of(plain, "=") == {"actual"}


def test_a_qualified_value_says_so() -> None:
    seen = Observation(period="2025", value=Decimal(25000), unit="家", nature="actual", bound="over")
    one = Series.of(Metric(id="m", area="a", name=Text("x"), kind="stock"), [Figure(seen, "b", "")])
    assert ">25,000" in texts(columns(plots_of(one), Sheet(40, 10, cells=cells)))


# --- lines


def test_lines_join_actual_values_and_dot_the_way_to_the_target() -> None:
    chart = lines(plots_of(ENTERPRISES), Sheet(70, 14, "zh", cells=cells))
    assert text(chart[0]) == "家  ● 实际  ◇ 目标"
    body = chart[1:-2]
    assert sum(text(line).count("●") for line in body) == 3
    assert sum(text(line).count("◇") for line in body) == 1
    drawn = {role for line in body for part, role in line if any("\u2800" < char <= "\u28ff" for char in part)}
    assert drawn == {"actual", "target"}
    assert "2024" in text(chart[-1])


def test_the_frequencies_of_one_metric_have_marks_of_their_own() -> None:
    chart = lines(plots_of(TURNOVER), Sheet(90, 14, "en", cells=cells))
    assert text(chart[0]) == "CNY billion  ● year  ■ 01-09  ▲ half  ◇ target"


def test_two_metrics_have_roles_and_marks_of_their_own() -> None:
    chart = lines(indexed(plots_of(ENTERPRISES) + plots_of(TURNOVER)[:1]), Sheet(80, 14, "zh", cells=cells))
    assert "● 科技型企业" in text(chart[0])
    assert "■ 技术合同成交额" in text(chart[0])
    assert role_of(chart[1:-2], "■") == {"second"}


def test_lines_in_ascii_are_ascii_but_for_the_names() -> None:
    chart = lines(plots_of(ENTERPRISES), Sheet(70, 14, "en", ascii=True, cells=cells))
    assert texts(chart).isascii()
    assert role_of(chart[1:-2], "*") == {"actual"}
    assert role_of(chart[1:-2], "o") == {"target"}


def test_a_higher_value_stands_higher() -> None:
    chart = lines(plots_of(ENTERPRISES), Sheet(70, 14, "en", cells=cells))
    rows = {mark: [row for row, line in enumerate(chart[1:-2]) if mark in text(line)] for mark in "●◇"}
    assert max(rows["◇"]) < min(rows["●"])


def test_ten_thousand_points_are_drawn_within_the_cells() -> None:
    days = [date.fromordinal(730000 + day).isoformat() for day in range(10_000)]
    long = series(Text("x", "x"), *((day, str(index % 700), "actual") for index, day in enumerate(days)))
    chart = draw(plots_of(long), Sheet(100, 20, "en", cells=cells))
    assert len(chart) == 20
    assert all(cells(text(line)) <= 100 for line in chart)


def test_few_values_are_columns_many_or_several_metrics_are_lines() -> None:
    wide, narrow = Sheet(80, 14, "zh", cells=cells), Sheet(40, 14, "zh", cells=cells)
    assert "目标" not in text(draw(plots_of(TURNOVER), wide)[0])
    assert "目标" in text(draw(plots_of(TURNOVER), narrow)[0])
    assert "●" in text(draw(indexed(plots_of(TURNOVER)[:1] + plots_of(ENTERPRISES)), wide)[0])


@pytest.mark.parametrize("chart", [columns, lines, draw])
def test_without_values_or_room_there_is_no_chart(chart: Any) -> None:
    assert chart([], Sheet(80, 20)) == []
    assert chart(plots_of(ENTERPRISES), Sheet(10, 20)) == []
    assert chart(plots_of(ENTERPRISES), Sheet(80, 3)) == []


POINTS = st.lists(
    st.builds(
        lambda *given: Point(*given),
        st.sampled_from(["2017", "2024-H1", "2025", "2025-12", "2026-02-24", "2021/2025", "0001", "9999"]).map(
            parse_period
        ),
        st.decimals(-(10**30), 10**30, allow_nan=False, allow_infinity=False, places=9)
        | st.integers(-3, 3).map(Decimal),
        st.sampled_from(["actual", "target", "estimate"]),
        st.sampled_from(["exact", "over", "about"]),
    ),
    max_size=12,
)
PLOTS = st.lists(
    st.builds(
        lambda *given: Plot(*given),
        st.sampled_from([Text("科技型企业", "enterprises"), Text("成交额", "turnover")]),
        st.sampled_from(["亿元", "%", ""]),
        POINTS.map(tuple),
        st.sampled_from(["year", "half", "range 01-09", "range 01-12 5"]),
    ),
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(PLOTS, st.integers(0, 130), st.integers(0, 30), st.sampled_from(["zh", "en"]), st.booleans())
def test_any_plots_fit_any_sheet(plots: list[Plot], width: int, height: int, language: Any, ascii: bool) -> None:
    sheet = Sheet(width, height, language, ascii, cells)
    for chart in (columns(plots, sheet), lines(plots, sheet), draw(plots, sheet)):
        assert len(chart) in (0, height)
        assert all(cells(text(line)) <= width for line in chart)


def test_a_number_that_does_not_fit_is_left_out_not_cut() -> None:
    long = series(Text("x", "x"), ("2024", "1234567890.123456", "actual"), ("2025", "2000.5", "actual"), unit="家")
    shown = texts(columns(plots_of(long), Sheet(44, 12, "zh", cells=cells)))
    assert "2,000.5" in shown
    assert "1,234,5" not in shown


def test_a_legend_with_little_room_cuts_its_long_names_first() -> None:
    plots = [named("Firms"), named("A rather long name of a metric")]
    told = text(lines(plots, Sheet(30, 14, "en", cells=cells))[0])
    assert told.endswith("…")
    assert "● Firms  ■ A rather" in told
    assert cells(told) <= 30


def named(name: str) -> Plot:
    points = tuple(Point(parse_period(str(year)), Decimal(year - 2000)) for year in (2023, 2024, 2025))
    return Plot(Text(en=name), "家", points)


def test_five_frequencies_have_five_marks() -> None:
    told = [
        ("2024", "300"), ("2025", "340"), ("2025-H1", "146"), ("2025-Q1", "66"), ("2025-03", "24"),
        ("2025-01/2025-09", "240"),
    ]  # fmt: skip
    metric = Metric(id="m", area="here", name=Text(en="Exports"), kind="flow")
    seen = [Observation(period=p, value=Decimal(v), unit="亿元", nature="actual") for p, v in told]
    plots = plots_of(Series.of(metric, [Figure(one, "b") for one in seen]))
    legend = text(lines(plots, Sheet(100, 14, "en", cells=cells))[0])
    assert all(mark in legend for mark in "●■▲▼◆")
    assert "01-09" in legend
