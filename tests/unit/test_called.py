"""Values of fields by what they are called: sources, briefings and units, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hunnan_tui.library import called, search
from hunnan_tui.library.search import Scope

if TYPE_CHECKING:
    from conftest import Shelf
    from hunnan_tui.library.catalog import Connection

MET = "hunnan-conference-2026"
NEWSPAPER = """[[sources]]
id = "paper"
publisher = {{ zh = "{zh}", en = "{en}" }}
author = {{ zh = "{author}" }}
title = {{ zh = "{title}" }}
[[flags]]
id = "flag"
text = "A flag of {id}"
evidence = [{{ source = "paper" }}]
"""


def found(connection: Connection, query: str) -> set[str]:
    """The keys of all that a query finds; it is counted as it is found."""
    hits = search.search(connection, query, limit=1000).hits
    assert search.count(connection, query).here == len(hits)
    return {hit.key for hit in hits}


def newspaper(id: str, zh: str, en: str, author: str = "", title: str = "头条") -> str:
    return NEWSPAPER.format(id=id, zh=zh, en=en, author=author or "佚名", title=title)


@pytest.mark.parametrize(
    ("field", "beside", "key"),
    [
        ("source:新华社", "kind:outcome", f"{MET}/outcome/agt-110"),
        ("source:xinhua", "kind:outcome", f"{MET}/outcome/agt-110"),
        ("来源:人民网", "毕业生", "metric/shenyang/graduates-attracted"),
        ('source:"People\'s Daily Online"', "graduates", "metric/shenyang/graduates-attracted"),
        ('source:"Daily Online"', "graduates", "metric/shenyang/graduates-attracted"),
        ("source:香港商报", "kind:metric", "metric/shenyang/key-clusters-output"),  # printed in traditional characters
        ("source:香港商報", "kind:metric", "metric/shenyang/key-clusters-output"),
        ("source:闫占峰", "kind:point", "shenyang-public-facts/point/hightech-zone-2024"),
        ("source:听诊器", "kind:outcome", f"{MET}/outcome/rockburst-early-warning"),
        ('source:"effects in plastic crystals"', "kind:outcome", f"{MET}/outcome/barocaloric-effects"),
        ("briefing:浑南", "kind:outcome", f"{MET}/outcome/agt-110"),
        ("briefing:2026浑南科技城科技创新与产业创新深度融合推进大会", "kind:outcome", f"{MET}/outcome/agt-110"),
        ("briefing:渾南", "kind:outcome", f"{MET}/outcome/agt-110"),
        ('briefing:"Conference on Integrating"', "kind:outcome", f"{MET}/outcome/agt-110"),
        ("unit:km", "", "metric/hunnan/core-roads"),
        ("unit:KILOMETRES", "", "metric/hunnan/core-roads"),
        ("unit:千米", "", "metric/hunnan/core-roads"),
        ("unit:km²", "", "metric/hunnan/city-space-area"),
        ("unit:km2", "", "metric/hunnan/city-space-area"),
        ("unit:MW", "", "metric/agt-110/power-class"),
        ("unit:megawatts", "", "metric/agt-110/power-class"),
        ("unit:kW", "", "metric/shenyang-xiketai/fuel-cell-system-capacity"),  # 万千瓦
        ("unit:CNY", "", "metric/shenyang/rd-expenditure"),
        ("unit:￥", "", "metric/shenyang/rd-expenditure"),
        ("unit:percent", "", "metric/shenyang/rd-intensity"),
        ('unit:"per cent"', "", "metric/shenyang/rd-intensity"),
        ("unit:people", "", "metric/shenyang/tech-brokers"),
        ('unit:"square metres"', "", "metric/hunnan/core-building-area"),
    ],
)
def test_a_value_is_found_by_its_name_and_what_is_excluded_is_the_rest(
    bundled: Connection, field: str, beside: str, key: str
) -> None:
    with_it, without = found(bundled, f"{field} {beside}"), found(bundled, f"-{field} {beside}")
    assert key in with_it
    assert with_it.isdisjoint(without)
    assert with_it | without == found(bundled, beside)


def test_a_unit_in_letters_finds_just_what_it_is_printed_for(bundled: Connection) -> None:
    assert found(bundled, "unit:km") == found(bundled, "unit:公里")
    assert found(bundled, "unit:名") < found(bundled, "unit:people")
    assert found(bundled, "unit:banana") == set()


def test_a_unit_is_that_of_the_observation_that_the_rest_speaks_of(bundled: Connection) -> None:
    assert found(bundled, "unit:percent value>90") == found(bundled, "value>90%")
    assert found(bundled, "unit:MW year:2024 nature:target") == set()


def test_names_are_counted_within_a_scope_and_elsewhere(bundled: Connection) -> None:
    everywhere = found(bundled, "source:新华社")
    count = search.count(bundled, "source:新华社", scope=Scope.of(kind="outcome"))
    assert count == (1, len(everywhere) - 1, True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("source:新华", "xinhua-2025-09-08"),
        ("kind:outcome source:新华", "xinhua-2025-09-08"),
        ("燃气轮机 source:新华", "xinhua-2025-09-08"),
        ("source:闫占", "economic-daily-2024"),
        ("briefing:浑南", MET),
        ("outcome briefing:浑南", MET),
        ("unit:mega", "兆瓦"),
        ("unit:perc", "%"),
    ],
)
def test_a_value_is_offered_by_its_name_with_what_it_finds(bundled: Connection, typed: str, offered: str) -> None:
    (offer,) = [one for one in search.complete(bundled, typed) if one.text == offered]
    query = f"{typed[: offer.start]}{offer.text}"
    assert offer.items == len(found(bundled, query)) > 0


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ("source:新化社", "source:新华社"),
        ("source:xinhau", "source:xinhua"),
        ('source:"peoples dialy online"', "source:peoples daily online"),
        ("briefing:hunan-conference", f"briefing:{MET}"),
        ("unit:kmm", "unit:公里"),
        ("unit:亿圆", "unit:亿元"),
    ],
)
def test_what_is_meant_instead_is_the_nearest_to_what_was_typed(bundled: Connection, query: str, instead: str) -> None:
    assert search.search(bundled, query).hits == ()
    assert search.nearest(bundled, query).instead == instead


def test_a_source_is_that_of_its_own_briefing(shelf: Shelf) -> None:
    """Two briefings may call different sources alike."""
    shelf.briefing("one", more=newspaper("one", "新华社", "Xinhua", author="张三", title="春天"))
    shelf.briefing("two", more=newspaper("two", "光明日报", "Guangming Daily", author="李四", title="秋天"))
    connection = shelf.open().connection
    one, two = ({f"{name}/source/paper", f"{name}/flag/flag"} for name in ("one", "two"))
    for query in ("source:新华", "source:xinhua", "source:张三", "source:春天"):
        assert found(connection, query) == one
    for query in ("source:光明", "source:daily", "source:李四", "source:秋天"):
        assert found(connection, query) == two
    assert found(connection, "source:paper") == found(connection, "source:佚名,新华社,光明") == one | two
    assert {"one/outcome/first", "metric/shenyang/rd-expenditure"} <= found(connection, "source:市政府")


def test_a_publisher_is_forgotten_with_its_source(shelf: Shelf) -> None:
    shelf.briefing("one", more=newspaper("one", "新华社", "Xinhua"))
    assert found(shelf.open().connection, "source:新华社") == {"one/source/paper", "one/flag/flag"}
    shelf.close()
    shelf.briefing("one", more=newspaper("one", "光明日报", "Guangming Daily"))
    connection = shelf.open().connection
    assert found(connection, "source:新华社") == set()
    assert found(connection, "source:光明日报") == {"one/source/paper", "one/flag/flag"}
    (left,) = connection.execute(
        "SELECT count(*) FROM facets WHERE field = 'publisher' AND value = '新华社'"
    ).fetchone()
    assert left == 0


def test_signs_in_a_title_are_no_wildcards(shelf: Shelf) -> None:
    shelf.briefing("one", title="100% of_it")
    shelf.briefing("two", title="1000 often")
    connection = shelf.open().connection
    assert "one/outcome/first" in found(connection, "briefing:100%") - found(connection, "briefing:two")
    assert "two/outcome/first" not in found(connection, 'briefing:"0% of_"')
    assert found(connection, "briefing:0_o") == set()


def test_many_briefings_of_one_name_are_all_found(shelf: Shelf) -> None:
    for number in range(120):
        shelf.briefing(f"b{number}", title="沈阳科技" if number % 2 else "大连科技")
    connection = shelf.open().connection
    assert len(found(connection, "briefing:沈阳 kind:outcome")) == 60
    assert len(found(connection, "briefing:科技 kind:outcome")) == 120
    assert len(found(connection, "-briefing:沈阳 kind:outcome")) == 60


def test_briefings_and_areas_are_found_by_other_characters_than_they_are_written_in(shelf: Shelf) -> None:
    area = '[[areas]]\nid = "panyu"\nname = { zh = "番禺區", en = "Pānyú" }\n'
    shelf.briefing("one", title="「瀋陽」科技創新", more=area)
    shelf.briefing("two", title="沈阳科技创新")
    connection = shelf.open().connection
    for title in ("沈阳科技", "瀋陽科技", '"瀋陽科技"'):
        assert len(found(connection, f"briefing:{title} kind:outcome")) == 2, title
    for name in ("番禺区", "番禺區", "番禺", "panyu", "PĀN"):
        assert called.areas(connection, name) == ["panyu"], name
    assert called.areas(connection, "番禺區", whole=True) == ["panyu"]
    assert called.areas(connection, "番禺", whole=True) == []
    assert called.areas(connection, "禺") == []
