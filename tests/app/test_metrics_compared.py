"""Metrics marked in the table and shown on one chart: values of one dimension, indexes of several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.library.catalog import Catalog
from hunnan_tui.reading.blocks import Chart
from hunnan_tui.reading.comparing import comparison, key_of
from hunnan_tui.reading.plain import plain
from hunnan_tui.tui import clipboard

if TYPE_CHECKING:
    from conftest import Opener, Session

ENTERPRISES, PLATFORMS, TURNOVER = (
    f"metric/shenyang/{name}"
    for name in ("tech-enterprises", "national-innovation-platforms", "tech-contract-turnover")
)


async def mark(session: Session, *keys: str) -> None:
    """Mark metrics in the table."""
    session.main.open_view("metrics")
    session.main.go_to_pane("list")
    for key in keys:
        assert session.list.go_to(key)
        await session.settle()
        await session.press("m")


async def test_marked_metrics_show_their_mark_and_stay_where_they_are(reader: Opener) -> None:
    async with reader((160, 40)) as session:
        await mark(session, ENTERPRISES)
        assert session.list.key == ENTERPRISES
        assert any("● Technology enterprises" in line for line in session.lines("#list"))
        await session.press("m")
        assert not any("●" in line for line in session.lines("#list"))


async def test_two_metrics_stand_on_one_chart_with_a_table_and_escape_leads_back(reader: Opener) -> None:
    async with reader((160, 40)) as session:
        await mark(session, ENTERPRISES, PLATFORMS)
        await session.press("C")
        assert session.focus == "reader"
        document = session.document()
        assert "Metricscompared" in document
        assert "30,083" in document
        assert "79" in document
        assert "●Technologyenter" in document
        assert "■National-levelin" in document
        await session.press("escape")
        assert session.main.reading == PLATFORMS


async def test_one_metric_alone_is_not_compared_and_a_fifth_is_not_marked(reader: Opener, catalog: Catalog) -> None:
    keys = [key for (key,) in catalog.read("SELECT key FROM items WHERE kind='metric' LIMIT 5")]
    async with reader() as session:
        await mark(session, keys[0])
        await session.press("C")
        assert "Mark two to four metrics with m first." in session.toasts()[-1]
        await mark(session, *keys[1:])
        assert session.main.compared == keys[:4]
        assert "Four metrics are marked" in session.toasts()[-1]


async def test_the_comparison_is_copied_as_text(reader: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda _app, text: sent.append(text) or "Copied.")
    async with reader() as session:
        await mark(session, ENTERPRISES, PLATFORMS)
        await session.press("C", "y")
    assert sent[0].startswith("Metrics compared\n")
    assert re.search(r"^2024 +over 25,000 +79$", sent[0], re.MULTILINE)


def test_different_dimensions_are_indexed_to_their_first_value(catalog: Catalog) -> None:
    blocks = comparison(catalog, key_of([TURNOVER, ENTERPRISES]), "en")
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    assert {plot.unit for plot in chart.plots} == {""}
    assert [plot.points[0].value for plot in chart.plots] == [100, 100]
    assert re.search(r"^2025 +381\.8 +125\.2$", plain(blocks), re.MULTILINE)  # 830.6 of 217.54, 30,083 of 24,021


def test_one_dimension_is_drawn_in_one_unit(catalog: Catalog) -> None:
    blocks = comparison(catalog, key_of([TURNOVER, "metric/shenyang/rd-expenditure"]), "en")
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    assert {plot.unit for plot in chart.plots} == {"亿元"}
    assert [point.value for point in chart.plots[1].points][-1] == 260


@pytest.mark.parametrize("keys", [[], ["metric/gone/one", "metric/gone/two"]])
def test_metrics_that_are_not_there_leave_an_empty_page(catalog: Catalog, keys: list[str]) -> None:
    assert plain(comparison(catalog, key_of(keys), "en")).startswith("Metrics compared")


def test_the_marks_of_the_table_are_those_of_the_chart_also_where_one_metric_cannot_be_drawn(catalog: Catalog) -> None:
    aim = "metric/shenyang/ai-large-models"  # a target only: nothing to index it by
    text = plain(comparison(catalog, key_of([aim, TURNOVER, ENTERPRISES]), "en"))
    chart, table = text.split("Index\n")[0].split("└")
    assert "● Technology co" in chart
    assert "■ Technology en" in chart
    assert "\n· Large AI models" in table
    assert "\n● Technology contract turnover · Shenyang\n■ Technology enterprises · Shenyang\n" in table
    assert re.search(r"^Period +· +● +■$", table, re.MULTILINE)


def test_metrics_of_one_unit_that_are_far_apart_are_indexed_too(catalog: Catalog) -> None:
    text = plain(comparison(catalog, key_of([ENTERPRISES, "metric/shenyang/innovation-platforms"]), "en"))
    assert "one is many times the other: each one's first value is 100" in text
    assert "\nIndex\n" in text
    near = plain(comparison(catalog, key_of([TURNOVER, "metric/shenyang/rd-expenditure"]), "en"))
    assert "\nvalues\n" in near
    assert "\nIndex\n" not in near


async def test_keys_typed_without_a_pause_lead_to_the_comparison_and_not_back_to_the_row(reader: Opener) -> None:
    async with reader((160, 40)) as session:
        await session.press("5")
        await session.press("m", "down", "m", "C")
        assert "Metricscompared" in session.document()
        assert session.main.reading == key_of(session.main.compared)
