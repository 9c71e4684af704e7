"""What the catalog answers, asked of the bundled briefings: what they have, in the order in which one reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.load import load
from hunnan_tui.library.locations import bundled
from hunnan_tui.library.views import Listing
from hunnan_tui.model.briefing import Briefing, Observation
from hunnan_tui.model.text import Text

CONFERENCE = "hunnan-conference-2026"
OUTCOMES = [
    "negative-energy-interfaces",
    "barocaloric-effects",
    "weightlessness-simulation",
    "rocket-engine-assembly",
    "elemental-ordered-metals",
    "high-speed-cutting-coated-tools",
    "rockburst-early-warning",
    "barrier-sealing-coatings",
    "neuviz-p10",
    "agt-110",
]
TURNOVER = "metric/shenyang/tech-contract-turnover"


def keys(catalog: Catalog, listing: Listing) -> list[str]:
    return [item.key for item in listing.all(catalog)]


# What is bundled


def test_the_ten_outcomes_come_in_their_order_with_stable_keys(catalog: Catalog) -> None:
    assert keys(catalog, Listing("outcome")) == [f"{CONFERENCE}/outcome/{name}" for name in OUTCOMES]
    assert [item.data.number for item in Listing("outcome").all(catalog)] == [*range(1, 11)]


def test_there_are_four_signed_projects(catalog: Catalog) -> None:
    items = list(Listing("project").all(catalog))
    assert [item.data.number for item in items] == [1, 2, 3, 4]
    assert {item.data.signed.isoformat() for item in items} == {"2026-02-24"}


def test_the_keyword_sections_have_three_six_seven_three_and_four_points(catalog: Catalog) -> None:
    sections = views.sections(catalog, "keywords")
    assert [section.points for section in sections] == [3, 6, 7, 3, 4]
    assert [section.title.zh for section in sections] == [
        "策源与攻关", "人才与政策", "融合与转化", "开放与协同", "生态与服务",
    ]  # fmt: skip
    for section in sections:
        points = list(Listing("point", section=section.key).all(catalog))
        assert [point.data.number for point in points] == [*range(1, section.points + 1)]
    assert Listing("point", section_kind="keywords").count(catalog) == 23


def test_technology_contract_turnover_runs_from_2017_to_the_target_of_2026_over_the_briefings(catalog: Catalog) -> None:
    item = views.item(catalog, TURNOVER)
    assert item is not None
    seen = [figure.observation for figure in item.data.figures]
    assert [(one.period, str(one.value), one.unit, one.nature) for one in seen] == [
        ("2017", "217.54", "亿元", "actual"),
        ("2022-01/2022-09", "195.49", "亿元", "actual"),
        ("2024-H1", "324.7", "亿元", "actual"),
        ("2025", "830.6", "亿元", "actual"),
        ("2026", "920", "亿元", "target"),
    ]
    assert {figure.briefing for figure in item.data.figures} == {"shenyang-public-facts", "shenyang-innovation-2026-01"}


def bundled_briefings() -> list[Briefing]:
    loaded = [load(path) for path in sorted(bundled().glob("*.toml"))]
    assert len(loaded) >= 3
    return [one.briefing for one in loaded if one.briefing is not None]


def parts(value: Any) -> Iterator[Any]:
    """A value and everything in it."""
    yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from parts(getattr(value, name))
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


@pytest.mark.parametrize("briefing", bundled_briefings(), ids=lambda briefing: briefing.id)
def test_every_text_is_there_in_both_languages(briefing: Briefing) -> None:
    lacking = [text for text in parts(briefing) if isinstance(text, Text) and not (text.zh and text.en)]
    assert lacking == []


@pytest.mark.parametrize("briefing", bundled_briefings(), ids=lambda briefing: briefing.id)
def test_every_figure_and_every_statement_has_evidence_with_its_place(briefing: Briefing) -> None:
    figures = [part for part in parts(briefing.metrics) if isinstance(part, Observation)]
    statements = [*briefing.outcomes, *briefing.projects, *briefing.flags]
    statements += [point for section in briefing.sections for point in section.points]
    assert [one for one in [*figures, *statements] if not one.evidence] == []
    assert [one for one in figures if not all(evidence.locator for evidence in one.evidence)] == []


def test_no_item_that_another_names_is_missing(catalog: Catalog) -> None:
    missing = catalog.read("SELECT target FROM links WHERE target NOT IN (SELECT key FROM items)")
    assert missing == []


# How it is asked


def test_every_item_of_a_list_has_its_place_in_it(catalog: Catalog) -> None:
    for listing in (
        Listing("outcome"),
        Listing("metric"),
        Listing("flag"),
        Listing("source"),
        Listing("point", section_kind="narrative"),
        Listing("point", section=f"{views.sections(catalog, 'keywords')[2].key}"),
    ):
        found = keys(catalog, listing)
        assert [listing.index_of(catalog, key) for key in found] == [*range(listing.count(catalog))]


def test_a_list_is_read_in_portions(catalog: Catalog) -> None:
    listing = Listing("metric")
    whole = keys(catalog, listing)
    read = [item.key for offset in range(0, len(whole), 7) for item in listing.fetch(catalog, offset, 7)]
    assert read == whole
    assert listing.fetch(catalog, len(whole), 7) == []


def test_an_item_of_another_list_has_no_place(catalog: Catalog) -> None:
    assert Listing("outcome").index_of(catalog, TURNOVER) is None
    assert Listing("outcome").index_of(catalog, "no/such/key") is None


def test_a_key_that_is_not_there_is_none(catalog: Catalog) -> None:
    for key in ("", "no/such/key", "metric/shenyang", "'; DROP TABLE items; --"):
        assert views.item(catalog, key) is None
    assert Listing("outcome").count(catalog) == 10


def test_items_come_by_their_ids_in_the_order_asked_for(catalog: Catalog) -> None:
    ids = [item.id for item in Listing("metric").fetch(catalog, 0, 5)]
    assert [item.id for item in views.by_ids(catalog, [*reversed(ids), -1])] == ids[::-1]
    assert views.by_ids(catalog, []) == []


def test_counts_are_those_of_the_lists(catalog: Catalog) -> None:
    counted = views.counts(catalog)
    for kind in ("outcome", "project", "metric", "flag", "source"):
        assert counted[kind] == Listing(kind).count(catalog)  # type: ignore[arg-type,index]


def test_briefings_come_newest_first(catalog: Catalog) -> None:
    dates = [row.date for row in views.briefings(catalog)]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == views.briefing_count(catalog) >= 3
    assert len(views.briefings(catalog, limit=2)) == 2


def test_related_is_what_an_item_speaks_of_and_what_speaks_of_it(catalog: Catalog) -> None:
    point = next(item for item in Listing("point", section_kind="keywords").all(catalog) if item.data.point.metrics)
    metric = f"metric/{point.data.point.metrics[0]}"
    assert metric in [item.key for item in views.related(catalog, point.key)]
    assert point.key in [item.key for item in views.related(catalog, metric)]
    assert views.related(catalog, "no/such/key") == []


def test_a_source_knows_who_cites_it_in_its_own_briefing(catalog: Catalog) -> None:
    cited = views.citing(catalog, CONFERENCE, "nature-2019", limit=500)
    assert f"{CONFERENCE}/outcome/barocaloric-effects" in [item.key for item in cited]
    assert {item.briefing for item in cited if item.kind not in ("metric", "flag")} == {CONFERENCE}


def test_the_columns_of_the_metric_table_go_from_old_to_new_and_targets_stand_apart(catalog: Catalog) -> None:
    periods = views.periods(catalog)
    assert len(set(periods)) == len(periods)
    plain = [period for period, _ in periods if period.isdecimal()]
    assert plain == sorted(plain)
    assert ("2025", False) in periods
    assert ("2026", True) in periods
    assert periods.index(("2025", False)) < periods.index(("2026", True))


def test_no_file_of_the_bundled_ones_is_faulty(catalog: Catalog) -> None:
    assert views.faulty_files(catalog) == []
