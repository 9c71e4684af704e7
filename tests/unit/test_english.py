"""English as readers type it: dates in words, other spellings and forms, parted words, words that hold others together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hunnan_tui.library import search
from hunnan_tui.library.dates import in_other_notations, in_words
from hunnan_tui.library.english import inflected, spelt_otherwise
from hunnan_tui.library.query import parse

if TYPE_CHECKING:
    from conftest import Shelf
    from hunnan_tui.library.catalog import Connection

MET = "hunnan-conference-2026"
CITY = "shenyang-innovation-2026-01"


def keys(connection: Connection, query: str) -> list[str]:
    return [hit.key for hit in search.search(connection, query).hits]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("embodied intelligence center", f"{MET}/project/embodied-intelligence-centre"),
        ("proof-of-concept centers", "metric/shenyang/proof-of-concept-centres"),
        ("carbon fiber", f"{CITY}/point/green-power-plant"),
        ("aluminum silicon coating", "metric/northeastern-university/hot-stamping-steel-income"),
        ("newly recognized talent", "metric/shenyang/talent-recognised"),
        ("sub-nanometer", f"{CITY}/flag/sub-micron"),
        ("incubating enterprises", "metric/shenyang/incubated-enterprises"),
        ("annotating data", f"{MET}/project/data-annotation-base"),
        ("monitored ground stresses", f"{MET}/outcome/rockburst-early-warning"),
        ("fueled cells hydrogen", "metric/shenyang-xiketai/fuel-cell-system-capacity"),
        ("rock burst", f"{MET}/outcome/rockburst-early-warning"),
        ("rock bursts", f"{MET}/outcome/rockburst-early-warning"),
        ("rock-burst", f"{MET}/outcome/rockburst-early-warning"),
        ("electro-deposition", f"{MET}/outcome/negative-energy-interfaces"),
        ("electro deposition", f"{MET}/outcome/negative-energy-interfaces"),
        ("elemental-ord-ered", f"{MET}/outcome/elemental-ordered-metals"),
        ("how many high-tech enterprises does shenyang have", "metric/shenyang/high-tech-enterprises"),
        ("What is Shenyang's R&D intensity?", "metric/shenyang/rd-intensity"),
        ("how big is the equity industry fund", "metric/hunnan/equity-industry-fund"),
        ("how long did the gas turbine run at full load?", "metric/agt-110/full-load-run"),
        ("what is the target for graduates", "metric/shenyang/graduates-attracted"),
        ("the gas turbine", f"{MET}/outcome/agt-110"),
        ("rank of Shenyang", "metric/shenyang/innovation-cluster-rank"),
        ("number of researchers", "metric/liaoning-materials-lab/researchers"),
        ("January 20, 2026", f"{CITY}/point/coffee-meeting"),
        ("on the 20th of January 2026", f"{CITY}/point/coffee-meeting"),
        ("jan 20", f"{CITY}/point/coffee-meeting"),
        ("1月20日", f"{CITY}/point/coffee-meeting"),
        ("kind:metric September 2025", "metric/agt-110/power-class"),
        ("14/11/2025", f"{MET}/source/people-2025-11-14"),
        ("11/14/2025", f"{MET}/source/people-2025-11-14"),
        ("14.11.2025", f"{MET}/source/people-2025-11-14"),
        ("61st", "metric/shenyang/innovation-cluster-rank"),
        ("91 sq km", "metric/hunnan/city-space-area"),
        ("91 sq. km", "metric/hunnan/city-space-area"),
        ("91sqkm", "metric/hunnan/city-space-area"),
        ("91 square km", "metric/hunnan/city-space-area"),
        ("500,000 sqm", "metric/hunnan/core-building-area"),
    ],
)
def test_what_readers_type_finds_what_they_mean(bundled: Connection, query: str, key: str) -> None:
    assert keys(bundled, query)[0] == key


@pytest.mark.parametrize(
    "query", ["photonics", "october 2019", "62nd", "january 22 2026", '"the photon of"', "universal"]
)
def test_what_no_item_has_is_not_found(bundled: Connection, query: str) -> None:
    assert keys(bundled, query) == []


def test_a_day_without_its_year_is_no_month_of_2026(bundled: Connection) -> None:
    assert keys(bundled, "January 20") == [f"{CITY}/point/coffee-meeting"]


def test_words_that_hold_others_together_are_words_by_themselves(bundled: Connection) -> None:
    assert keys(bundled, "the")
    assert set(keys(bundled, '"of the" turbine')) < set(keys(bundled, "turbine"))


def test_letters_beside_pinyin_are_none_of_them(shelf: Shelf) -> None:
    shelf.briefing("one", outcome="特色技术")
    shelf.briefing("two", outcome="新的技术")
    connection = shelf.open().connection
    assert keys(connection, "jishu ts") == ["one/outcome/first"]
    assert keys(connection, "jishu at") == []


def test_words_stay_two_where_items_have_both(shelf: Shelf) -> None:
    shelf.briefing("one", outcome="A rock burst")
    shelf.briefing("two", outcome="The rockburst")
    connection = shelf.open().connection
    assert keys(connection, "rock burst") == ["one/outcome/first"]
    assert set(keys(connection, "rock-burst")) == {"one/outcome/first", "two/outcome/first"}


def test_both_spellings_find_both(shelf: Shelf) -> None:
    for at, word in enumerate(("center", "centre", "organized", "organised", "labelling", "labeling")):
        shelf.briefing(f"b{at}", outcome=f"The {word}")
    connection = shelf.open().connection
    for one, other, pair in (
        ("center", "centre", "01"),
        ("organized", "organised", "23"),
        ("labelling", "labeling", "45"),
    ):
        for word in (one, other):
            assert set(keys(connection, word)) == {f"b{at}/outcome/first" for at in pair}, word


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("center", ["centre"]),
        ("kilometres", ["kilometers"]),
        ("cente", ["centr"]),
        ("color", ["colour"]),
        ("neighbours", ["neighbors"]),
        ("organization", ["organisation"]),
        ("analyse", ["analyze"]),
        ("modelling", ["modeling"]),
        ("aluminum", ["aluminium"]),
        ("filling", []),
        ("number", []),
        ("size", []),
        ("filter", []),
    ],
)
def test_words_have_another_spelling_or_none(word: str, other: list[str]) -> None:
    assert spelt_otherwise(word) == other


def test_forms_of_a_verb_are_told_from_other_words() -> None:
    words = ["incubated", "incubation", "incubators", "income", "incubates"]
    assert inflected("incubating", words) == ["incubated", "incubation", "incubates"]
    assert inflected("red", ["red", "reed"]) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("24 February 2026", "2026-02-24"),
        ("24th of Feb. 2026", "2026-02-24"),
        ("Feb 24, 2026 conference", "2026-02-24"),
        ("sept 2025", "2025-09"),
        ("May, 2025", "2025-05"),
        ("20 january", "1月20日"),
        ("marching", None),
        ("9 markets", None),
        ("33 may", None),
        ("may", None),
        ("2025", None),
    ],
)
def test_a_day_in_words_is_read_as_one(text: str, told: str | None) -> None:
    found = in_words(text, 0)
    assert (found[0] if found else None) == told


def test_a_date_has_its_place_in_the_query() -> None:
    words = parse("turbine January 20, 2026 -Feb 2025").clauses
    assert [(word.start, word.end) for word in words] == [(0, 7), (8, 24), (25, 34)]


def test_a_day_with_the_year_last_may_be_meant_in_two_ways() -> None:
    assert {"2025-02-03", "2025-03-02"} <= set(in_other_notations("2/3/2025"))
    assert in_other_notations("13/13/2025") == []


def test_long_runs_are_read_in_little_time() -> None:
    for text in (
        "有" * 50_000,
        "一点" * 5_000,
        "center-" * 5_000,
        "of " * 5_000,
        "1 jan " * 5_000,
        "jan" + " " * 50_000,
    ):
        assert parse(text).words  # what takes the square of its length would not end
