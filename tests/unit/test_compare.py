"""Two briefings set against each other: what is new, gone, changed and the same, with exact differences."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui import cli
from hunnan_tui.cli.arguments import FORMATS
from hunnan_tui.model.briefing import Metric, Observation
from hunnan_tui.model.difference import Difference, differences
from hunnan_tui.model.text import Text

values = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12)


def seen(value: str | Decimal, period: str = "2025", unit: str = "亿元", **more: str) -> Observation:
    return Observation(period=period, value=Decimal(value), unit=unit, **{"nature": "actual", **more})  # type: ignore[arg-type]


def metric(*observations: Observation, id: str = "turnover") -> Metric:
    return Metric(id=id, area="here", name=Text(en="Turnover"), observations=list(observations))


def one(first: list[Metric], second: list[Metric]) -> Difference:
    (found,) = differences(first, second)
    return found


def test_a_changed_figure_has_the_exact_difference_in_the_second_unit_and_per_cent() -> None:
    found = one([metric(seen("1.1", unit="万亿元"))], [metric(seen("11000.5"))])
    assert (found.change, found.difference, found.percent) == ("changed", Decimal("0.5"), Decimal("0.0"))


def test_the_same_value_in_another_unit_is_the_same_but_not_with_another_qualification() -> None:
    assert one([metric(seen("1.1", unit="万亿元"))], [metric(seen("11000"))]).change == "same"
    over = one([metric(seen("11000"))], [metric(seen("11000", bound="over"))])
    assert (str(over.change), over.difference) == ("changed", Decimal(0))


@pytest.mark.parametrize(
    "other",
    [
        metric(seen("5", period="2024")),
        metric(seen("5", nature="target")),
        metric(seen("5", unit="家")),
        metric(seen("5"), id="income"),
    ],
)
def test_another_metric_period_nature_or_dimension_is_another_figure(other: Metric) -> None:
    assert [found.change for found in differences([metric(seen("5"))], [other])] == ["new", "gone"]


def test_of_several_values_for_one_place_equal_ones_are_paired_first() -> None:
    first = [metric(seen("5"), seen("7"))]
    assert [found.change for found in differences(first, [metric(seen("7"), seen("6"))])] == ["same", "changed"]
    assert [found.change for found in differences(first, [metric(seen("7"))])] == ["same", "gone"]
    assert [found.change for found in differences([metric(seen("7"))], first)] == ["new", "same"]


def test_no_percentage_is_reckoned_from_zero_or_less() -> None:
    assert one([metric(seen("0"))], [metric(seen("5"))]).percent is None
    assert one([metric(seen("-5"))], [metric(seen("5"))]).difference == 10


@given(st.lists(values, max_size=4), st.lists(values, max_size=4))
def test_every_figure_is_told_once_and_turning_the_sides_round_turns_the_answer_round(
    first: list[Decimal], second: list[Decimal]
) -> None:
    a, b = [metric(*map(seen, first))], [metric(*map(seen, second))]
    there, back = differences(a, b), differences(b, a)
    assert sorted(f.first.value for f in there if f.first) == sorted(first)
    assert sorted(f.second.value for f in there if f.second) == sorted(second)
    turned = {"new": "gone", "gone": "new", "changed": "changed", "same": "same"}
    assert sorted(f.change for f in there) == sorted(turned[f.change] for f in back)
    assert sum(f.difference for f in there if f.difference) == sum(second) - sum(first) or len(first) != len(second)


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.run(arguments)
    told = capsys.readouterr()
    return status, told.out, told.err


def edition(folder: Path, name: str, value: str) -> list[str]:
    path = folder / f"{name}.toml"
    path.write_text(
        f'schema = 1\nid = "{name}"\ntitle = "{name}"\ndate = 2026-01-01\n[[metrics]]\nid = "turnover"\narea = "here"\n'
        f'name = "Turnover"\n[[metrics.observations]]\nperiod = "2025"\nvalue = {value}\n'
        'unit = "亿元"\nnature = "actual"\n',
        encoding="utf-8",
    )
    return ["--briefings", str(path)]


def test_the_command_tells_each_figure_and_by_its_status_whether_they_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [*edition(tmp_path, "one", "100"), *edition(tmp_path, "two", "110.50"), *edition(tmp_path, "three", "100")]
    status, out, err = ran(capsys, *places, "compare", "one", "two", "--format", "json")
    (record,) = json.loads(out, parse_float=Decimal)
    assert (status, err, record["change"]) == (0, "", "changed")
    assert (record["metric"], record["area"], record["period"], record["nature"]) == (
        "turnover",
        "here",
        "2025",
        "actual",
    )
    assert [str(record[key]) for key in ("value_a", "value_b", "difference", "percent")] == [
        "100", "110.50", "10.50", "10.5",
    ]  # fmt: skip
    status, out, err = ran(capsys, *places, "compare", "one", "three", "--format", "json")
    assert (status, [record["change"] for record in json.loads(out)]) == (1, ["same"])
    assert "no difference" in err


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_the_same_figures(capsys: pytest.CaptureFixture[str], form: str) -> None:
    names = ("shenyang-innovation-2026-01", "shenyang-public-facts")
    status, out, _err = ran(capsys, "compare", *names, "--format", form)
    count = len(json.loads(ran(capsys, "compare", *names, "--format", "json")[1]))
    assert status == 0
    assert count > 50
    if form != "json":
        assert len(out.splitlines()) == count + {"table": 1, "csv": 1, "md": 2}[form]


@pytest.mark.parametrize("side", [0, 1])
def test_an_unknown_briefing_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str], side: int) -> None:
    names = ["shenyang-public-facts", "shenyang-public-facts"]
    names[side] = "hunnan-conference"
    status, out, err = ran(capsys, "compare", *names)
    assert (status, out) == (2, "")
    assert "hunnan-conference-2026" in err


def test_two_editions_with_one_id_are_compared_by_the_path_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = edition(tmp_path, "one", "110.50")
    old = tmp_path / "old" / "copy.toml"
    old.parent.mkdir()
    old.write_text((tmp_path / "one.toml").read_text("utf-8").replace("110.50", "100"), "utf-8")
    for first, second, change in ((str(old), "one", "10.50"), ("one", str(old), "-10.50")):
        status, out, err = ran(capsys, *places, "compare", first, second, "--format", "json")
        (record,) = json.loads(out, parse_float=Decimal)
        assert (status, err, str(record["difference"])) == (0, "", change)
    status, out, _err = ran(capsys, "compare", str(old), str(tmp_path / "one.toml"), "--format", "json")
    assert (status, json.loads(out)[0]["change"]) == (0, "changed")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.toml", "there is no such file"),
        ("", "this is a folder"),
        ("bad.toml", "bad.toml:1:"),
        ("twice.toml", "hunnan-tui check"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    (tmp_path / "bad.toml").write_text("id =\n", "utf-8")
    (tmp_path / "twice.toml").write_text("schema = 1\nid = 3\n", "utf-8")
    status, out, err = ran(capsys, "compare", f"{tmp_path}/{name}", "shenyang-public-facts")
    assert (status, out) == (2, "")
    assert said in err
