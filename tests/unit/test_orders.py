"""The tables of metrics and targets in the order of any column, read only as they are shown."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from hunnan_tui.library import portions, views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.items import MetricItem
from hunnan_tui.library.orders import Order
from hunnan_tui.library.ranking import by_column, shown, target_id, target_of
from hunnan_tui.library.sync import sync
from hunnan_tui.library.views import Listing
from hunnan_tui.library.walk import Walk
from hunnan_tui.model.units import parse_unit
from hunnan_tui.reading.figures import all_targets, targets_by_ids

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Shelf
    from hunnan_tui.model.target import Target


def metrics(catalog: Catalog) -> dict[int, MetricItem]:
    """All metrics by their ids, in their own order."""
    return {item.id: item.data for item in Listing("metric").all(catalog)}


def order(catalog: Catalog, name: str, descending: bool, view: str = "year") -> Order:
    count = views.target_count(catalog) if view == "target" else views.counts(catalog)["metric"]
    return Order.of(catalog, view, name, descending, count)  # type: ignore[arg-type]


def whole(catalog: Catalog, asked: Order) -> list[int]:
    return asked.fetch(catalog, 0, asked.count)


def expected(values: dict[int, Any], descending: bool) -> list[int]:
    """Rows in their own order, sorted by values: equals as they were, or all the other way round; those without last."""
    known = [row for row, value in values.items() if value is not None]
    known.sort(key=lambda row: values[row])
    return (known[::-1] if descending else known) + [row for row, value in values.items() if value is None]


def cell(data: MetricItem, span: str, target: bool, by_year: bool) -> Any:
    figures = by_column(data.figures, by_year).get((span, target))
    if figures is None:
        return None
    seen = shown(figures, span).observation
    unit = parse_unit(seen.unit)
    return (unit.dimension, float(unit.plain(seen.value)))


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("by_year", [False, True])
def test_metrics_are_sorted_by_the_value_that_their_cell_shows(
    catalog: Catalog, by_year: bool, descending: bool
) -> None:
    view = "year" if by_year else "period"
    columns = views.periods(catalog, by_year=by_year)
    assert ("2025", False) in columns
    for span, target in columns:
        values = {row: cell(data, span, target, by_year) for row, data in metrics(catalog).items()}
        assert any(value is not None for value in values.values())
        name = f"{span} target" if target else span
        assert whole(catalog, order(catalog, name, descending, view)) == expected(values, descending)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_metrics_are_sorted_by_name_and_by_area_in_both_languages(
    catalog: Catalog, language: Any, descending: bool
) -> None:
    found = metrics(catalog)
    names = {row: (data.metric.name.get(language).lower(), data.metric.area) for row, data in found.items()}
    assert whole(catalog, order(catalog, f"name {language}", descending, "metric")) == expected(names, descending)
    areas = {row: pair[::-1] for row, pair in names.items()}
    assert whole(catalog, order(catalog, f"area {language}", descending, "metric")) == expected(areas, descending)


TARGETS: dict[str, Callable[[Target], Any]] = {
    "target": lambda target: (target.figure.unit.dimension, target.figure.plain),
    "deadline": lambda target: target.deadline,
    "baseline": lambda target: target.baseline and (target.baseline.unit.dimension, target.baseline.plain),
    "latest": lambda target: target.latest and (target.latest.unit.dimension, target.latest.plain),
    "gap": lambda target: (
        None if target.gap is None else (target.figure.unit.dimension, target.figure.unit.plain(target.gap))
    ),
    "needed": lambda target: target.needed and target.needed.per_year,
    "before": lambda target: target.growth_before and target.growth_before.per_year,
    "name en": lambda target: target.series.name.get("en").lower(),
    "set_by zh": lambda target: target.set_by and target.set_by.get("zh").lower(),
    "missing": lambda target: (len(target.missing), ",".join(target.missing)),
}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", TARGETS)
def test_targets_are_sorted_by_every_column(catalog: Catalog, column: str, descending: bool) -> None:
    every = whole(catalog, order(catalog, "", False, "target"))
    values = {
        row: TARGETS[column](target) for row, (*_, target) in zip(every, targets_by_ids(catalog, every), strict=True)
    }
    assert whole(catalog, order(catalog, column, descending, "target")) == expected(values, descending)


def test_targets_come_newest_metric_first_and_by_deadline_within_one(shelf: Shelf) -> None:
    aims = [
        f'[[metrics.observations]]\nperiod = "{year}"\nvalue = {year}\nunit = "亿元"\nnature = "target"'
        for year in (2028, 2026, 2027)
    ]
    shelf.briefing("old", date="2025-01-01", metric="older", more=aims[0])
    shelf.briefing("new", date="2026-01-01", metric="newer", more="\n".join(aims))
    catalog = shelf.open()
    found = [(target.series.id, target.figure.observation.period) for target in all_targets(catalog)]
    assert found == [("newer", "2026"), ("newer", "2027"), ("newer", "2028"), ("older", "2028")]
    assert views.target_count(catalog) == len(found)


def test_what_several_briefings_state_as_one_target_is_one(shelf: Shelf) -> None:
    aim = '[[metrics.observations]]\nperiod = "2026"\nvalue = {}\nunit = "{}"\nnature = "target"'
    shelf.briefing("one", more=aim.format("300", "亿元"))
    shelf.briefing("two", more=aim.format("3000000", "万元"))
    assert views.target_count(shelf.open()) == 1


def test_the_id_of_a_target_tells_its_metric_and_its_place() -> None:
    for item, number in ((1 << 40, 0), ((1 << 41) - 1, 99_999), (7, (1 << 20) - 1)):
        assert target_of(target_id(item, number)) == (item, number)
    assert target_id(8, 1) > target_id(7, 0) > target_id(7, 1)
    assert target_id((1 << 41) - 1, 0) < 1 << 63


def test_every_row_has_its_place_and_portions_make_the_whole(catalog: Catalog) -> None:
    for view, name in (("metric", "name en"), ("year", "2025"), ("year", "2026 target"), ("target", "gap")):
        for descending in (False, True):
            asked = order(catalog, name, descending, view)
            rows = whole(catalog, asked)
            assert len(rows) == len(set(rows)) == asked.count
            assert [asked.index_of(catalog, row) for row in rows] == [*range(asked.count)]
            for size in (1, 7, 50):
                again = order(catalog, name, descending, view)
                places = [*range(0, asked.count, size)]
                # also from the end, and to and fro
                for offset in [*places, *reversed(places), *places[::3], *reversed(places[1::2])]:
                    assert again.fetch(catalog, offset, size) == rows[offset : offset + size]
            assert asked.fetch(catalog, asked.count, 5) == []


def test_some_rows_stand_in_the_same_order_among_themselves(catalog: Catalog) -> None:
    for name in ("2025", "2026 target"):
        asked = order(catalog, name, True)
        rows = whole(catalog, asked)
        assert asked.among(catalog, sorted(rows[::3])) == rows[::3]
    assert order(catalog, "2025", False).among(catalog, []) == []


def test_a_column_that_nothing_stands_in_leaves_the_rows_as_they_are(catalog: Catalog) -> None:
    asked = order(catalog, "1234", False)
    assert whole(catalog, asked) == [*metrics(catalog)]
    assert [asked.index_of(catalog, row) for row in metrics(catalog)] == [*range(asked.count)]


def test_a_column_goes_when_its_last_value_does(shelf: Shelf) -> None:
    shelf.briefing("one", period="2024")
    path = shelf.briefing("two", period="2025")
    assert views.periods(shelf.open()) == [("2024", False), ("2025", False)]
    path.unlink()
    catalog = shelf.open()
    assert views.periods(catalog) == views.periods(catalog, by_year=True) == [("2024", False)]


# What it costs


def steps(catalog: Catalog, ask: Callable[[], object]) -> int:
    """How many steps SQLite's machine takes to answer."""
    counted = [0]

    def step() -> None:
        counted[0] += 1

    catalog.connection.set_progress_handler(step, 1)
    try:
        ask()
    finally:
        catalog.connection.set_progress_handler(None, 1)
    return counted[0]


def filled(shelf: Shelf, count: int) -> Catalog:
    """A library with so many metrics, each with a value and a target, and points."""
    metric = """[[metrics]]
id = "m{n}"
area = "shenyang"
name = "Metric {n}"
[[metrics.observations]]
period = "2025"
value = {value}
unit = "家"
nature = "actual"
[[metrics.observations]]
period = "2026"
value = 9999
unit = "家"
nature = "target"
"""
    point = '[[sections.points]]\ntext = "Point {n}"\n'
    head = 'schema = 1\nid = "many"\ntitle = "Many"\ndate = 2026-01-01\n[[sections]]\nkind = "keywords"\ntitle = "S"\n'
    points = "".join(point.format(n=n) for n in range(count))
    measured = "".join(metric.format(n=n, value=n * 7919 % 997) for n in range(count))
    sources = "".join(f'[[sources]]\nid = "s{n}"\npublisher = "P"\npublished = "2026-01-01"\n' for n in range(count))
    shelf.write("many.toml", head + points + measured + sources)
    return shelf.open()


def asked_for(catalog: Catalog) -> dict[str, Callable[[], object]]:
    """What the screen asks for, each of it in the same way at any size."""
    points, table = Listing("point", section_kind="keywords"), Listing("metric")
    by_value, by_name = order(catalog, "2025", True), order(catalog, "name en", False, "metric")
    by_gap, missing = order(catalog, "gap", False, "target"), order(catalog, "2019", False)

    def pages(fetch: Callable[[Any, int, int], object], count: int) -> Callable[[], object]:
        return lambda: [fetch(catalog, 0, 40), fetch(catalog, 40, 40), fetch(catalog, count - 40, 40)]

    found: dict[str, Callable[[], object]] = {
        "points": pages(points.fetch, points.count(catalog)),
        "metrics": pages(table.fetch, table.count(catalog)),
        "by value": pages(by_value.fetch, by_value.count),
        "by name": pages(by_name.fetch, by_name.count),
        "by gap": pages(by_gap.fetch, by_gap.count),
        "without a value": pages(missing.fetch, missing.count),
        "counts": lambda: (views.counts(catalog), views.target_count(catalog), points.count(catalog)),
        "columns": lambda: (views.periods(catalog), views.periods(catalog, by_year=True)),
        "overview": lambda: (views.leading_metrics(catalog, 6), views.targeted_metrics(catalog, 12)),
    }
    return found


def test_what_the_screen_asks_for_costs_the_same_in_a_library_ten_times_as_large(
    shelf: Shelf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from conftest import Shelf as Other

    small, large = filled(shelf, 150), filled(other := Other(tmp_path_factory.mktemp("large")), 1500)
    taken = {name: (steps(small, ask), 0) for name, ask in asked_for(small).items()}
    for name, ask in asked_for(large).items():
        taken[name] = (taken[name][0], steps(large, ask))
    other.close()
    assert {name: pair for name, pair in taken.items() if pair[1] > pair[0] * 1.2} == {}


def test_a_changed_file_costs_the_same_in_a_library_ten_times_as_large(
    shelf: Shelf, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from conftest import Shelf as Other

    taken = []
    connect = Catalog.connect
    for where, count in ((shelf, 150), (Other(tmp_path_factory.mktemp("large")), 1500)):
        where.briefing("one", value="1")
        filled(where, count).close()
        where.briefing("one", value="2")
        catalog = Catalog(where.locations)
        counted = [0]

        def counting(self: Catalog, counted: list[int] = counted) -> sqlite3.Connection:
            connection = connect(self)
            connection.set_progress_handler(lambda: counted.__setitem__(0, counted[0] + 1), 1)
            return connection

        with monkeypatch.context() as patch:
            patch.setattr(Catalog, "connect", counting)
            assert len(sync(catalog).read) == 1
        taken.append(counted[0])
        catalog.close()
        where.close()
    assert 0 < taken[1] < taken[0] * 1.2


def test_no_rows_are_asked_for_or_none_are_there(catalog: Catalog) -> None:
    count = views.counts(catalog)["metric"]
    walk = Walk("items WHERE kind=?", ("metric",), ("id",), descending=True)
    assert walk.fetch(catalog, count, 3, count) == walk.fetch(catalog, 0, 0, count) == []
    assert walk.fetch(catalog, -1, 3, count) == walk.fetch(catalog, 0, 3, 0) == []


def test_the_place_of_a_row_is_right_however_often_the_orders_grew_and_shrank(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "MOST", 4)
    chosen = random.Random(5)
    files: list[Path] = []
    for _round in range(4):
        for path in chosen.sample(files, len(files) // 2):
            path.unlink()
            files.remove(path)
        for _new in range(25):
            number = chosen.randrange(10**6)
            given = {"metric": f"m-{number}", "period": str(2020 + number % 4), "value": str(number % 40)}
            files.append(shelf.briefing(f"of-{number}", **given))
        catalog = shelf.open()
        assert catalog.read("SELECT count(*) FROM portions")[0][0] > 20
        assert catalog.read("SELECT max(size), sum(size) FROM portions")[0] == (
            4,
            catalog.read("SELECT count(*) FROM places")[0][0],
        )
        for view, name in (("metric", ""), ("metric", "name en"), ("year", "2021"), ("period", "2022")):
            for descending in (False, True):
                asked = order(catalog, name, descending, view)
                rows = whole(catalog, asked)
                assert [asked.index_of(catalog, row) for row in rows] == [*range(len(files))]
