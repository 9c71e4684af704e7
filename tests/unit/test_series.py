"""Series and targets: what stands beside what, how it grew, and how far it has to go."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hunnan_tui.model.briefing import Evidence, Metric, MetricKind, Observation
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.series import Figure, Series, per_cent, preferred, years_before
from hunnan_tui.model.target import targets
from hunnan_tui.model.text import Text


def figure(
    period: str, value: str, unit: str = "亿元", nature: Any = "actual", *, on: str = "2026-01-29", **more: Any
) -> Figure:
    """An observation of a briefing of the day `on`."""
    seen = Observation(
        period=period, value=Decimal(value), unit=unit, nature=nature, evidence=[Evidence(source="s")], **more
    )
    return Figure(seen, f"briefing-{on}", on)


def series(*figures: Figure, kind: MetricKind | None = "flow") -> Series:
    return Series.of(Metric(id="m", area="city", name=Text("某数", "Something"), kind=kind), figures)


TURNOVER = series(
    figure("2026", "920", nature="target", baseline="2025", set_by=Text("沈阳市", "Shenyang")),
    figure("2025", "830.6"),
    figure("2024-H1", "324.7", growth=Decimal("42.1")),
    figure("2022-01/2022-09", "195.49"),
    figure("2017", "217.54", growth=Decimal("16.39")),
)


def test_figures_stand_in_the_order_of_their_periods() -> None:
    assert [f.observation.period for f in TURNOVER.figures] == ["2017", "2022-01/2022-09", "2024-H1", "2025", "2026"]


def test_the_latest_is_the_latest_actual_value() -> None:
    assert TURNOVER.latest is not None
    assert TURNOVER.latest.observation.period == "2025"
    assert series(figure("2026", "1", nature="target")).latest is None


def test_sums_of_different_stretches_are_told_apart() -> None:
    assert Counter(TURNOVER.frequency(one.period) for one in TURNOVER.actuals) == {
        "year": 2,
        "range 01-09": 1,
        "half": 1,
    }


def test_totals_of_any_date_are_of_one_kind() -> None:
    stock = series(figure("2022-09", "1286"), figure("2024-06", "1705"), figure("2024", "1710"), kind="stock")
    assert len({stock.frequency(one.period) for one in stock.actuals}) == 1


def test_a_sum_since_january_is_no_total_since_a_beginning() -> None:
    counted = series(figure("2025-06", "812.3"), figure("2025-01/2025-06", "71.9"), kind="cumulative")
    assert {counted.frequency(one.period) for one in counted.actuals} == {"moment", "range 01-06"}


def test_growth_is_computed_beside_the_printed_one() -> None:
    grown = series(figure("2024", "750.2"), figure("2025", "830.6", growth=Decimal("10.7")))
    growth = grown.year_on_year(grown.actuals[-1])
    assert growth is not None
    assert (growth.percent, growth.per_year, growth.exact) == (Decimal("10.7"), Decimal("10.7"), True)
    assert (growth.start.observation.value, growth.end.observation.value) == (Decimal("750.2"), Decimal("830.6"))


def test_growth_is_rounded_half_up() -> None:
    assert per_cent(Decimal("1.0005")) == Decimal("0.1")
    assert per_cent(Decimal("1.00049")) == Decimal("0.0")
    assert per_cent(Decimal("0.9995")) == Decimal("-0.1")
    assert str(per_cent(Decimal("1.1"))) == "10.0"


def test_no_growth_between_a_half_year_and_a_year() -> None:
    mixed = series(figure("2023-H1", "228.5"), figure("2024", "800"))
    assert mixed.year_on_year(mixed.actuals[-1]) is None
    assert mixed.growth_before(mixed.actuals[-1]) is None


def test_a_half_year_grows_on_the_half_year_before() -> None:
    halves = series(figure("2023-H1", "228.5"), figure("2024-H1", "324.7"))
    growth = halves.year_on_year(halves.actuals[-1])
    assert growth is not None
    assert growth.percent == Decimal("42.1")


def test_growth_over_several_years_is_told_as_a_rate_per_year() -> None:
    growth = TURNOVER.growth_before(TURNOVER.actuals[-1])
    assert growth is not None
    assert (growth.years, growth.percent, growth.per_year) == (8, Decimal("281.8"), Decimal("18.2"))


def test_the_end_of_february_is_the_end_of_february() -> None:
    assert years_before(date(2025, 2, 28), 1) == date(2024, 2, 29)
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_before(date(2024, 6, 15), 3) == date(2021, 6, 15)


def test_ranks_and_per_cents_have_no_growth() -> None:
    ranks = series(figure("2023", "65", "位"), figure("2024", "61", "位"), kind="rank")
    assert ranks.year_on_year(ranks.actuals[-1]) is None
    shares = series(figure("2023", "2.7", "%"), figure("2024", "2.9", "%"), kind="share")
    assert shares.year_on_year(shares.actuals[-1]) is None


def test_of_two_values_for_a_period_the_exact_and_then_the_later_one_counts() -> None:
    rounded = figure("2025", "3", "万家", bound="over", on="2026-03-01")
    exact = figure("2025", "30083", "家", on="2026-01-29")
    later = figure("2025", "30090", "家", on="2026-04-01")
    assert preferred([rounded, exact]) is exact
    assert preferred([rounded, exact, later]) is later
    assert series(rounded, exact, kind="stock").actuals == [exact]


def test_a_target_has_its_baseline_gap_and_the_growth_it_needs() -> None:
    [target] = targets(TURNOVER)
    assert target.baseline is not None
    assert (target.baseline.observation.value, target.declared) == (Decimal("830.6"), True)
    assert (target.gap, target.gap_unit) == (Decimal("89.4"), "亿元")
    assert target.needed is not None
    assert target.needed.percent == Decimal("10.8")
    assert target.growth_before is not None
    assert target.growth_before.per_year == Decimal("18.2")
    assert (target.deadline, target.state, target.missing, target.exact) == (date(2026, 12, 31), "open", (), True)
    assert target.set_by == Text("沈阳市", "Shenyang")


def test_a_gap_is_in_the_targets_unit_and_exact() -> None:
    [target] = targets(
        series(figure("2025", "30083", "家"), figure("2026", "3.4", "万家", "target", bound="over"), kind="stock")
    )
    assert (target.gap, target.gap_unit, target.exact) == (Decimal("0.3917"), "万家", False)


def test_without_a_declared_baseline_the_latest_comparable_value_before_it_is_taken() -> None:
    [target] = targets(
        series(
            figure("2024", "100"),
            figure("2025", "110"),
            figure("2026-H1", "70"),
            figure("2026", "130", nature="target"),
        )
    )
    assert target.baseline is not None
    assert (target.baseline.observation.period, target.declared, target.missing) == ("2025", False, ("set_by",))


def test_a_target_without_any_value_says_so() -> None:
    [target] = targets(series(figure("2026", "160", "个", "target")))
    assert (target.state, target.gap, target.needed, target.progress) == ("no-data", None, None, None)
    assert target.missing == ("baseline", "set_by")


def test_a_unit_that_names_nothing_and_a_deadline_before_the_baseline_are_missing() -> None:
    [target] = targets(series(figure("2025", "3", "万"), figure("2026", "3.4", "万", "target", baseline="2027")))
    assert target.missing == ("baseline", "period", "unit", "set_by")


@pytest.mark.parametrize(
    ("kind", "value", "when", "state"),
    [("stock", "35000", "2026-06", "reached"), ("stock", "33000", "2026", "missed"), ("flow", "35000", "2025", "open")],
)
def test_a_total_may_be_reached_early_a_years_sum_only_in_its_year(
    kind: Any, value: str, when: str, state: str
) -> None:
    [target] = targets(series(figure(when, value, "家"), figure("2026", "34000", "家", "target"), kind=kind))
    assert target.state == state


def test_progress_goes_from_the_baseline_to_the_target() -> None:
    [target] = targets(
        series(
            figure("2025", "100", "家"),
            figure("2026-06", "125", "家"),
            figure("2026", "200", "家", "target"),
            kind="stock",
        )
    )
    assert (target.progress, target.gap) == (Decimal("0.25"), 75)


def test_a_rank_is_climbed_downwards() -> None:
    [target] = targets(series(figure("2024", "61", "位"), figure("2026", "50", "位", "target"), kind="rank"))
    assert (target.lower_is_better, target.gap, target.needed, target.state) == (True, 11, None, "open")


def test_per_cents_are_apart_by_percentage_points() -> None:
    [target] = targets(series(figure("2025", "2.88", "%"), figure("2026", "3.0", "%", "target"), kind="share"))
    assert (target.gap, target.gap_unit, target.needed) == (Decimal("0.12"), "个百分点", None)


def test_one_target_told_by_three_sources_is_one_target() -> None:
    told = [
        figure("2026", "3.4", "万家", "target", bound="over"),
        figure("2026", "34000", "家", "target", set_by=Text("沈阳市")),
        figure("2026", "34000", "家", "target", on="2026-05-01"),
    ]
    [target] = targets(series(*told, kind="stock"))
    assert target.set_by == Text("沈阳市")
    assert len(targets(series(*told, figure("2027", "4", "万家", "target"), kind="stock"))) == 2


def test_a_long_series_is_read_in_one_pass() -> None:
    days = [date.fromordinal(735000 + day).isoformat() for day in range(10_000)]
    long = series(*(figure(day, str(index), "家") for index, day in enumerate(reversed(days))))
    assert [f.observation.period for f in long.actuals] == days
    last = long.actuals[-1]
    assert long.year_before(last) is long.actual_at(
        parse_period(years_before(last.period.last, 1).isoformat()), last.unit
    )


@settings(deadline=None)
@given(
    st.decimals(min_value=Decimal("0.01"), max_value=10**12, places=2),
    st.decimals(min_value=Decimal("0.01"), max_value=10**12, places=2),
)
def test_gap_and_baseline_make_up_the_target_exactly(now: Decimal, goal: Decimal) -> None:
    [target] = targets(series(figure("2025", str(now), "万元"), figure("2026", str(goal), "亿元", "target")))
    assert target.gap is not None
    assert target.baseline is not None
    assert target.gap + now.scaleb(-4) == goal
    assert target.needed is not None
    assert abs(target.needed.percent - (goal * 10_000 / now - 1) * 100) <= Decimal("0.051")
