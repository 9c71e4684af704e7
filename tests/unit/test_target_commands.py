"""`list targets` and `list flags`: everything that a reader asks, as a table, JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from hunnan_tui import cli
from hunnan_tui.cli.arguments import FORMATS
from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.locations import Locations, locate
from hunnan_tui.notes.explained import Explained

HEAD = """schema = 1
id = "own"
title = "Own"
date = 2026-01-01
[[sources]]
id = "gov"
publisher = "City"
"""
METRIC = """
[[metrics]]
id = "{id}"
area = "here"
name = "{name}"
kind = "{kind}"
"""


def observation(period: str, value: str, nature: str = "actual", unit: str = "家", **more: str) -> str:
    said = "".join(f'{key} = "{text}"\n' for key, text in more.items())
    return (
        f'[[metrics.observations]]\nperiod = "{period}"\nvalue = {value}\nunit = "{unit}"\nnature = "{nature}"\n'
        f'evidence = [{{ source = "gov" }}]\n{said}'
    )


@pytest.fixture
def target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """The record of the one target of a metric with some observations."""

    def record(*observations: str, kind: str = "stock", name: str = "Enterprises") -> dict[str, Any]:
        path = tmp_path / "own.toml"
        path.write_text(HEAD + METRIC.format(id="one", name=name, kind=kind) + "".join(observations), "utf-8")
        status = cli.run(["--briefings", str(path), "list", "targets", "--full", "--format", "json"])
        records = json.loads(capsys.readouterr().out, parse_float=Decimal, parse_int=Decimal)
        assert status == 0
        (found,) = [record for record in records if record["area"] == "here"]
        return found  # type: ignore[no-any-return]

    return record


def test_a_target_with_everything_lacks_nothing(target: Any) -> None:
    found = target(
        observation("2023", "100"),
        observation("2025", "144"),
        observation("2028", "288", "target", baseline="2025", set_by="City"),
    )
    assert (found["baseline"], found["gap"], found["needed"], found["state"]) == (144, 144, 100, "open")
    assert (found["needed_per_year"], found["growth_before"]) == (Decimal("26.0"), Decimal("20.0"))
    assert (found["deadline"], found["baseline_period"], found["latest_period"]) == ("2028-12-31", "2025", "2025")
    assert (found["missing"], found["set_by"]["en"]) == ([], "City")


def test_a_target_alone_says_what_is_missing_and_has_no_data(target: Any) -> None:
    found = target(observation("2026", "3", "target", unit="万"))
    assert (found["state"], found["missing"]) == ("no-data", ["baseline", "unit", "set_by"])
    assert [found[key] for key in ("baseline", "latest", "gap", "needed", "growth_before", "set_by")] == [None] * 6


def test_a_declared_baseline_without_a_value_is_named(target: Any) -> None:
    found = target(observation("2025", "5"), observation("2026", "6", "target", baseline="2020"))
    assert (found["baseline"], found["baseline_period"], found["latest"]) == (None, "2020", 5)
    assert found["missing"] == ["baseline", "set_by"]


@pytest.mark.parametrize(
    ("name", "now", "aim", "state", "gap"),
    [
        ("Energy use per unit of GDP", "0.42", "0.40", "open", "0.02"),
        ("Energy use per unit of GDP", "0.40", "0.42", "reached", "-0.02"),
        ("Accidents", "50", "45", "open", "5"),
        ("Reduction of emissions", "5", "6", "open", "1"),
        ("Enterprises", "50", "45", "reached", "-5"),
    ],
)
def test_a_fall_that_is_meant_is_reached_from_above(
    target: Any, name: str, now: str, aim: str, state: str, gap: str
) -> None:
    found = target(observation("2025", now), observation("2026", aim, "target"), name=name)
    assert (found["state"], str(found["gap"])) == (state, gap)


def test_a_target_whose_time_is_over_is_missed_or_reached(target: Any) -> None:
    aim = observation("2025", "100", "target")
    assert target(observation("2025", "99"), aim, kind="flow")["state"] == "missed"
    assert target(observation("2025", "101"), aim, kind="flow")["state"] == "reached"


def test_values_in_several_units_are_told_with_their_units(target: Any) -> None:
    found = target(observation("2025", "30083"), observation("2026", "3.4", "target", unit="万家", bound="over"))
    assert (found["unit"], found["latest_unit"], str(found["gap"]), found["bound"]) == ("万家", "家", "0.3917", "over")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ["targets", "flags"])
def test_every_form_has_every_record_and_the_columns_of_the_table_align(
    capsys: pytest.CaptureFixture[str], kind: str, language: str
) -> None:
    told = {}
    for form in FORMATS:
        assert cli.run(["--lang", language, "list", kind, "--format", form]) == 0
        told[form] = capsys.readouterr().out
    count = len(json.loads(told["json"]))
    assert len(list(csv.DictReader(io.StringIO(told["csv"])))) == count
    assert len(told["md"].splitlines()) == count + 2
    head, *lines = told["table"].splitlines()
    assert len(lines) == count
    starts = [place for place in range(1, len(head)) if head[place] != " " and head[place - 1] == " "]
    assert starts
    for line in lines:
        cells = [char for char in line for _ in range(cell_len(char))]
        assert all(cells[start - 1] == " " for start in starts if start < len(cells))


def test_the_csv_has_the_same_columns_in_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["list", "targets", "--full", "--format", "csv"]) == 0
    widths = {len(row) for row in csv.reader(io.StringIO(capsys.readouterr().out))}
    assert len(widths) == 1


def test_an_explained_flag_is_told_to_be_explained(library: Locations, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(library.config)
    listed = ["--config", config, "list", "flags", "--full", "--format", "json"]
    assert cli.run(listed) == 0
    before = json.loads(capsys.readouterr().out)
    assert not any(record["explained"] for record in before)
    catalog = Catalog(locate(None, config))
    item = views.item(catalog, before[0]["key"])
    assert item is not None
    Explained(catalog.locations.explained).mark(item)
    catalog.close()
    assert cli.run(listed) == 0
    assert [record["explained"] for record in json.loads(capsys.readouterr().out)] == [True] + [False] * (
        len(before) - 1
    )
