"""`list series METRIC`: observations in the order of time, exact, in all formats; a wrong name finds near ones."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from hunnan_tui import cli
from hunnan_tui.cli.arguments import FORMATS

TURNOVER = "metric/shenyang/tech-contract-turnover"
KEYS = ["period", "value", "unit", "nature", "bound", "growth", "computed_growth", "sources", "briefing"]
ONE = """
[[metrics]]
id = "turnover"
area = "{area}"
name = "Turnover"
[[metrics.observations]]
period = "2025"
value = 110.50
unit = "亿元"
nature = "actual"
growth = 10.4
evidence = [{{ source = "gov" }}]
[[metrics.observations]]
period = "2024"
value = 1000000
unit = "万元"
nature = "actual"
"""


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.run(arguments)
    told = capsys.readouterr()
    return status, told.out, told.err


def briefing(folder: Path, *areas: str) -> str:
    path = folder / "own.toml"
    head = 'schema = 1\nid = "own"\ntitle = "Own"\ndate = 2026-01-01\n[[sources]]\nid = "gov"\npublisher = "City"\n'
    path.write_text(head + "".join(ONE.format(area=area) for area in areas), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", [TURNOVER, "shenyang/tech-contract-turnover", "tech-contract-turnover"])
def test_a_metric_is_named_by_key_by_area_and_id_or_by_an_id_that_one_area_has(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    status, out, err = ran(capsys, "list", "series", name, "--format", "json")
    records = json.loads(out)
    assert (status, err) == (0, "")
    assert [list(record) for record in records] == [KEYS] * len(records)
    assert [record["value"] for record in records if record["period"] in ("2025", "2026")] == [830.6, 920]
    assert records[-1]["computed_growth"] == 10.8
    assert records[-1]["sources"] == ["shenyang-2026-01-29"]


def test_observations_stand_in_the_order_of_time_with_printed_and_computed_growth_exact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = briefing(tmp_path, "here")
    _status, out, _err = ran(capsys, "--briefings", own, "list", "series", "turnover", "--format", "json")
    records = json.loads(out, parse_float=Decimal)
    assert [record["period"] for record in records] == ["2024", "2025"]
    assert (records[1]["growth"], records[1]["computed_growth"]) == (Decimal("10.4"), Decimal("10.5"))
    assert str(records[1]["value"]) == "110.50"
    assert (records[0]["growth"], records[0]["computed_growth"]) == (None, None)


def test_every_format_has_every_observation(capsys: pytest.CaptureFixture[str]) -> None:
    tables = {form: ran(capsys, "list", "series", TURNOVER, "--format", form)[1] for form in FORMATS}
    count = len(json.loads(tables["json"]))
    assert count > 3
    assert len(list(csv.DictReader(io.StringIO(tables["csv"])))) == count
    assert len(tables["table"].splitlines()) == count + 1
    assert len(tables["md"].splitlines()) == count + 2


def test_an_id_of_several_areas_is_refused_with_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = briefing(tmp_path, "here", "there")
    status, out, err = ran(capsys, "--briefings", own, "list", "series", "turnover")
    assert (status, out) == (2, "")
    assert "metric/here/turnover, metric/there/turnover" in err


@pytest.mark.parametrize("name", ["contract-turnover", "nowhere/tech-contract-turnover", "技术合同", "tech_contract"])
def test_an_unknown_metric_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str], name: str) -> None:
    status, out, err = ran(capsys, "list", "series", name)
    assert (status, out) == (2, "")
    assert name in err
    assert "no such metric" in err
    if not name.startswith("nowhere"):
        assert TURNOVER in err


@pytest.mark.parametrize("arguments", [("series",), ("metrics", TURNOVER)])
def test_a_metric_is_given_with_series_and_with_nothing_else(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    status, out, err = ran(capsys, "list", *arguments)
    assert (status, out) == (2, "")
    assert "series" in err


def test_several_metrics_are_shown_on_one_chart_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ran(capsys, "show", TURNOVER, "shenyang/tech-enterprises")
    assert (status, err) == (0, "")
    assert out.startswith("Metrics compared\n")
    assert re.search(r"^2025 +CNY 83\.06 billion +30,083; over 30,000$", out, re.MULTILINE)
    assert re.search(r"^2025 +381\.8 +125\.2$", out, re.MULTILINE)


@pytest.mark.parametrize("others", [["nowhere/at-all"], ["rd-expenditure"] * 4])
def test_what_cannot_be_compared_is_refused(capsys: pytest.CaptureFixture[str], others: list[str]) -> None:
    status, out, _err = ran(capsys, "show", TURNOVER, *others)
    assert (status, out) == (2, "")
