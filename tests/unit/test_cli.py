"""The commands as another program meets them: standard output, standard error, exit status, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from hunnan_tui import __version__, cli
from hunnan_tui.cli.arguments import EXPORTS, FORMATS
from hunnan_tui.library.locations import Locations, bundled, locate

NEUVIZ = "hunnan-conference-2026/outcome/neuviz-p10"
TURNOVER = "metric/shenyang/tech-contract-turnover"
TEXT = {"zh", "en"}
KEYS = {
    "outcomes": "key number title field organisations summary evidence",
    "projects": "key title summary evidence",
    "keywords": "key section text evidence",
    "metrics": "metric name area period value unit nature bound evidence briefing",
    "targets": "metric name baseline target gap needed evidence",
    "flags": "key about text evidence origin",
    "sources": "key publisher title author published via url briefing language",
    "briefings": "id title date path",
}

# what --full adds
FURTHER = {
    "targets": "area unit bound period deadline baseline_period baseline_unit latest latest_period latest_unit"
    " needed_per_year growth_before state set_by missing briefing",
    "flags": "title briefing explained",
}

# kinds whose table and Markdown tell a person fewer columns
TOLD = KEYS | {
    "targets": "metric area name target deadline state gap needed growth_before baseline latest set_by missing",
    "flags": "title text origin key explained",
}


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, Any]]:
        """What it printed as JSON, numbers exact."""
        return json.loads(self.out, parse_float=Decimal, parse_int=Decimal)  # type: ignore[no-any-return]

    @property
    def rows(self) -> list[list[str]]:
        """What it printed as CSV."""
        return list(csv.reader(io.StringIO(self.out)))


Command = Callable[..., Ended]


@pytest.fixture
def hunnan(catalog_file: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command, beginning with a catalog that has the bundled briefings."""
    locations = locate()
    locations.cache.mkdir(parents=True)
    locations.catalog.write_bytes(catalog_file)

    def command(*arguments: str, stdin: bytes | None = None) -> Ended:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            status = cli.run(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Ended(status, *capsys.readouterr())

    return command


def is_text(value: object) -> bool:
    return isinstance(value, dict) and set(value) == TEXT and all(text is None or text for text in value.values())


def is_evidence(value: object) -> bool:
    return isinstance(value, list) and all(set(one) == {"source", "locator", "anchor"} for one in value)


# list


@pytest.mark.parametrize("kind", KEYS)
def test_json_has_the_words_of_the_design_in_their_order(hunnan: Command, kind: str) -> None:
    ended = hunnan("list", kind, "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    assert {" ".join(record) for record in ended.json} == {KEYS[kind]}
    for record in ended.json:
        for key in ("title", "name", "summary", "text", "section", "publisher", "author", "via", "field"):
            assert record.get(key) is None or is_text(record[key])
        assert is_evidence(record.get("evidence", []))
        assert all(map(is_text, record.get("organisations", [])))


def test_outcomes_come_numbered_one_to_ten_and_what_is_not_stated_is_null(hunnan: Command) -> None:
    outcomes = hunnan("list", "outcomes", "--format", "json").json
    assert [outcome["number"] for outcome in outcomes] == [*range(1, 11)]
    assert outcomes[2]["field"] is None
    assert outcomes[2]["organisations"] == []
    assert outcomes[8]["key"] == NEUVIZ


def test_there_is_a_record_for_each_observation_with_its_value_as_printed(hunnan: Command) -> None:
    ended = hunnan("list", "metrics", "--format", "json")
    turnover = [record for record in ended.json if record["metric"] == "tech-contract-turnover"]
    assert [(one["period"], str(one["value"]), one["unit"], one["nature"], one["bound"]) for one in turnover] == [
        ("2017", "217.54", "亿元", "actual", "exact"),
        ("2022-01/2022-09", "195.49", "亿元", "actual", "exact"),
        ("2024-H1", "324.7", "亿元", "actual", "exact"),
        ("2025", "830.6", "亿元", "actual", "exact"),
        ("2026", "920", "亿元", "target", "exact"),
    ]
    assert {record["area"] for record in turnover} == {"shenyang"}
    assert turnover[0]["name"] == {"zh": "技术合同成交额", "en": "Technology contract turnover"}
    assert turnover[3]["briefing"] == "shenyang-innovation-2026-01"


def test_keyword_points_stand_in_their_five_sections(hunnan: Command) -> None:
    points = hunnan("list", "keywords", "--format", "json").json
    sections = [point["section"]["zh"] for point in points]
    assert [sections.count(section) for section in dict.fromkeys(sections)] == [3, 6, 7, 3, 4]


def test_a_target_has_its_baseline_gap_and_needed_growth_as_numbers(hunnan: Command) -> None:
    targets = hunnan("list", "targets", "--format", "json").json
    turnover = next(record for record in targets if record["metric"] == "tech-contract-turnover")
    numbers = {key: str(turnover[key]) for key in ("baseline", "target", "gap", "needed")}
    assert numbers == {"baseline": "830.6", "target": "920", "gap": "89.4", "needed": "10.8"}
    assert any(record["baseline"] is None and record["needed"] is None for record in targets)


def test_flags_say_what_they_are_about_and_who_noticed(hunnan: Command) -> None:
    flags = hunnan("list", "flags", "--format", "json").json
    assert {flag["origin"] for flag in flags} == {"author", "program"}
    assert all(isinstance(key, str) and "/" in key for flag in flags for key in flag["about"])


def test_signed_projects_sources_and_briefings_are_listed(hunnan: Command) -> None:
    assert len(hunnan("list", "projects", "--format", "json").json) == 4
    sources = hunnan("list", "sources", "--format", "json").json
    assert all(source["url"] is None or source["url"].startswith("http") for source in sources)
    briefings = hunnan("list", "briefings", "--format", "json").json
    assert [one["date"] for one in briefings] == sorted((one["date"] for one in briefings), reverse=True)
    assert {Path(one["path"]).parent for one in briefings} == {bundled()}


@pytest.mark.parametrize("kind", KEYS)
def test_csv_is_whole_and_every_row_has_every_column(hunnan: Command, kind: str) -> None:
    ended = hunnan("list", kind, "--format", "csv")
    head, *rows = ended.rows
    assert ended.status == 0
    assert {len(row) for row in rows} == {len(head)}
    assert len(rows) == len(hunnan("list", kind, "--format", "json").json)
    words = [key for key in KEYS[kind].split() if key in head or (f"{key}_zh" in head and f"{key}_en" in head)]
    assert words == KEYS[kind].split()


@pytest.mark.parametrize("kind", KEYS)
def test_full_json_adds_fields_to_those_that_were_promised(hunnan: Command, kind: str) -> None:
    short = hunnan("list", kind, "--format", "json").json
    full = hunnan("list", kind, "--full", "--format", "json").json
    assert {" ".join(record) for record in full} == {f"{KEYS[kind]} {FURTHER.get(kind, '')}".strip()}
    assert [{name: record[name] for name in KEYS[kind].split()} for record in full] == short


@pytest.mark.parametrize("kind", KEYS)
def test_markdown_is_one_table(hunnan: Command, kind: str) -> None:
    lines = hunnan("list", kind, "--format", "md").out.splitlines()
    bars = {len(re.findall(r"(?<!\\)\|", line)) for line in lines}
    assert bars == {len(TOLD[kind].split()) + 1}
    assert lines[0].replace("\\_", "_").strip("| ").split(" | ") == TOLD[kind].split()


@pytest.mark.parametrize("kind", KEYS)
def test_a_table_has_a_line_for_each_record(hunnan: Command, kind: str) -> None:
    lines = hunnan("list", kind).out.splitlines()
    assert lines[0].split() == TOLD[kind].split()
    assert len(lines) == len(hunnan("list", kind, "--format", "json").json) + 1


# search and show


def test_search_gives_the_best_first_with_what_matched(hunnan: Command) -> None:
    ended = hunnan("search", "技术合同成交额", "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    assert {" ".join(record) for record in ended.json} == {"key kind title snippet matches briefing"}
    first = ended.json[0]
    assert first["key"] == TURNOVER
    assert first["kind"] == "metric"
    assert first["title"] == {"zh": "技术合同成交额", "en": "Technology contract turnover"}
    for record in ended.json:
        assert isinstance(record["snippet"], str)
        for start, end in record["matches"]:
            assert 0 <= start < end <= len(record["snippet"])


def test_the_words_of_a_query_may_be_several_arguments(hunnan: Command) -> None:
    assert hunnan("search", "photon", "counting", "--format", "json").json[0]["key"] == NEUVIZ
    assert hunnan("search", "photon counting", "--format", "json").json[0]["key"] == NEUVIZ


def test_a_word_with_a_hyphen_before_it_is_left_out_and_no_option(hunnan: Command) -> None:
    every = {hit["key"] for hit in hunnan("search", "shenyang", "--limit", "500", "--format", "json").json}
    fewer = {
        hit["key"] for hit in hunnan("search", "shenyang", "-technology", "--limit", "500", "--format", "json").json
    }
    assert fewer < every
    assert hunnan("search", "shenyang", "--technology").status == 2


def test_a_search_may_begin_with_what_it_leaves_out(hunnan: Command) -> None:
    every = [hit["key"] for hit in hunnan("search", "", "--limit", "5000", "--format", "json").json]
    money = {hit["key"] for hit in hunnan("search", "金融", "--limit", "5000", "--format", "json").json}
    assert money
    for given in (["-金融"], ["--limit", "5000", "-金融"], ["--", "-金融"]):
        ended = (
            hunnan("search", *given, "--limit", "5000", "--format", "json")
            if given[0] != "--"
            else hunnan("search", "--limit", "5000", "--format", "json", *given)
        )
        assert [hit["key"] for hit in ended.json] == [key for key in every if key not in money]
    # no option -h, though it begins so
    assert hunnan("search", "-hunnan", "--limit", "5000", "--format", "json").json
    words = hunnan("search", "-金融", "沈阳", "--format", "json").json
    assert words == hunnan("search", "-金融 沈阳", "--format", "json").json
    assert {hit["key"] for hit in words}.isdisjoint(money)
    assert "usage" in hunnan("search", "-h").out


def test_search_prints_no_more_than_asked_for(hunnan: Command) -> None:
    assert len(hunnan("search", "shenyang", "--limit", "3", "--format", "json").json) == 3


def test_a_search_says_where_there_is_more_than_it_prints(hunnan: Command) -> None:
    whole = hunnan("search", "shenyang", "--limit", "500", "--format", "json")
    total = len(whole.json)
    assert total > 50
    assert whole.err == ""
    for given in ([], ["--format", "json"], ["--limit", "3"]):
        ended = hunnan("search", "shenyang", *given)
        shown = 3 if "--limit" in given else 50
        assert ended.err == f"{shown} of {total} shown; --limit {total} shows all\n"
    assert hunnan("search", "shenyang", "--limit", str(total)).err == ""
    assert (
        f"显示 3 项，共 {total} 项；加 --limit {total} 可显示全部"
        in hunnan("--lang", "zh", "search", "shenyang", "--limit", "3").err
    )


def test_words_without_a_blank_are_answered_with_the_query_that_finds_them(hunnan: Command) -> None:
    ended = hunnan("search", "沈阳独角兽企业")
    assert (ended.status, ended.out) == (1, "")
    total = len(hunnan("search", "沈阳", "独角兽企业", "--format", "json").json)
    assert f"Otherwise: 沈阳 独角兽企业 finds {total}\n" in ended.err
    assert "metric/shenyang/unicorn-enterprises-new" in ended.err


@pytest.mark.parametrize("limit", ["0", "-3", "many", "1.5"])
def test_no_limit_below_one_makes_found_things_look_like_none(hunnan: Command, limit: str) -> None:
    ended = hunnan("search", "shenyang", f"--limit={limit}")
    assert (ended.status, ended.out) == (2, "")
    assert "nothing found" not in ended.err
    assert limit in ended.err


def test_a_search_that_finds_nothing_says_so_beside_an_empty_result(hunnan: Command) -> None:
    ended = hunnan("search", "zzzqqq", "--format", "json")
    assert ended.status == 1
    assert ended.json == []
    assert "nothing found" in ended.err
    assert hunnan("search", "zzzqqq").out == ""


def test_a_search_for_figures_tells_the_one_that_it_finds(hunnan: Command) -> None:
    first = hunnan("search", "value>=800亿", "--format", "json").json[0]
    assert first["key"] == "metric/shenyang/tech-contract-turnover"
    assert first["snippet"] == "2025: CNY 83.06 billion"
    assert first["matches"] == [[len("2025: "), len(first["snippet"])]]
    assert "2026 target: CNY 92 billion" in hunnan("search", "unit:亿元 nature:target year:2026").out
    assert "2025: nearly CNY 1.1 trillion" in hunnan("search", "value>=1万亿").out


def test_a_query_that_cannot_be_parsed_is_wrong_usage_and_says_what_would_be_right(hunnan: Command) -> None:
    ended = hunnan("search", "value>=")
    assert (ended.status, ended.out) == (2, "")
    assert "value>=10bn" in ended.err


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("metric/shenyang/tech-contract-turnovr", "metric/shenyang/tech-contract-turnover"),
        ("neuvis-p10", NEUVIZ),
        ("hunnan-conference-2026/outcome/neuvix", NEUVIZ),
        ("hunnan-conference-2026/outcome/photon", NEUVIZ),
    ],
)
def test_a_key_that_nothing_has_is_answered_with_those_like_it(hunnan: Command, key: str, near: str) -> None:
    ended = hunnan("show", key)
    assert ended.status == 1
    assert ended.err.splitlines()[1].endswith(f"  {near}")


def test_a_key_like_no_other_is_answered_with_how_to_find_keys(hunnan: Command) -> None:
    assert "hunnan-tui list KIND" in hunnan("show", "metric/shenyang/nope").err


def test_an_item_is_shown_as_plain_text(hunnan: Command) -> None:
    ended = hunnan("show", NEUVIZ)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("NeuViz P10 photon-counting CT\n")
    assert "Evidence" in ended.out


@pytest.mark.parametrize("key", ["no/such/key", "", "metric/shenyang", "note/20260101-000000-00000000"])
def test_a_key_that_is_not_there_is_not_found(hunnan: Command, key: str) -> None:
    ended = hunnan("show", key)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err


def test_no_box_characters_are_drawn_where_none_are_wanted(hunnan: Command) -> None:
    turnover, spent = "metric/shenyang/tech-contract-turnover", "metric/shenyang/rd-expenditure"
    drawn = re.compile("[\u2500-\u25ff\u2800-\u28ff]")
    for keys in ([turnover], [turnover, spent]):
        assert drawn.search(hunnan("show", *keys).out)
        assert not drawn.search(hunnan("--ascii", "show", *keys).out)


def test_every_key_that_list_gives_can_be_shown(hunnan: Command) -> None:
    for kind in ("outcomes", "projects", "keywords", "flags", "sources"):
        for record in hunnan("list", kind, "--format", "json").json[:3]:
            assert hunnan("show", record["key"]).status == 0


# Language


def test_texts_and_messages_are_in_the_language_asked_for(hunnan: Command) -> None:
    assert hunnan("--lang", "zh", "show", NEUVIZ).out.startswith("NeuViz P10 光子计数CT\n")
    assert "出处" in hunnan("--lang", "zh", "show", NEUVIZ).out
    assert "Evidence" in hunnan("--lang", "en", "show", NEUVIZ).out
    assert "沈阳" in hunnan("--lang", "zh", "list", "flags").out
    assert hunnan("--lang", "zh", "search", "zzzqqq").err != hunnan("--lang", "en", "search", "zzzqqq").err


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "value>abc"],
        ["search", "x", "--limit=0"],
        ["compare", "a", "b"],
        ["list", "series"],
        ["--briefings", "/no/such", "list", "metrics"],
        ["--config", __file__, "list", "metrics"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_chinese_with_chinese_signs(hunnan: Command, arguments: list[str]) -> None:
    ended = hunnan("--lang", "zh", *arguments)
    assert ended.status == 2
    assert re.search("[\u4e00-\u9fff]", ended.err)
    assert not re.search("[\u4e00-\u9fff][.:,] | there | is not |Give", ended.err)


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, True),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, True),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({}, False),
    ],
)
def test_otherwise_they_are_in_that_of_the_locale(
    hunnan: Command, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], chinese: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("光子计数CT\n" in hunnan("show", NEUVIZ).out.splitlines(keepends=True)[0]) is chinese
    assert ("Evidence" in hunnan("show", NEUVIZ).out) is not chinese


# Usage


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "songs"],
        ["frobnicate"],
        ["list", "outcomes", "--format", "xml"],
        ["list", "outcomes", "more"],
        ["search"],
        ["show"],
        ["notes"],
        ["notes", "add", NEUVIZ],
        ["check"],
        ["--lang", "fr", "list", "outcomes"],
        ["--briefings", "/no/such/folder", "list", "outcomes"],
        ["--li", "en", "list", "outcomes"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two_and_a_word_on_standard_error(hunnan: Command, arguments: list[str]) -> None:
    ended = hunnan(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.strip()
    assert "Traceback" not in ended.err


def test_a_config_folder_that_is_a_file_is_wrong_usage(hunnan: Command, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("")
    assert hunnan("--config", str(path), "list", "outcomes").status == 2


def test_the_version_and_the_help_are_results(hunnan: Command) -> None:
    assert hunnan("--version") == (0, f"hunnan-tui {__version__}\n", "")
    ended = hunnan("--help")
    assert (ended.status, ended.err) == (0, "")
    for command in ("list", "search", "show", "notes", "check", "paths"):
        assert command in ended.out


def test_without_a_command_the_reader_opens(hunnan: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[object, ...]] = []

    def open_reader(locations: Locations, language: str | None, *, ascii_only: bool) -> int:
        opened.append((locations.briefings[0], language, ascii_only))
        return 0

    monkeypatch.setattr("hunnan_tui.tui.app.open_reader", open_reader)
    monkeypatch.setattr("hunnan_tui.cli._is_terminal", lambda _stream: True)
    assert hunnan().status == 0
    assert hunnan("--lang", "zh", "--ascii").status == 0
    assert opened == [(bundled(), None, False), (bundled(), "zh", True)]


def test_the_reader_draws_as_soon_as_there_is_something_to_draw(tmp_path: Path) -> None:
    code = """if True:
        from hunnan_tui import cli
        from hunnan_tui.library import locations
        cli._is_terminal = lambda stream: True
        def located(*given):  # what is asked for last before the screen opens
            from textual.constants import MAX_FPS
            raise SystemExit(MAX_FPS - 1000)
        locations.locate = located
        cli.run([])
    """
    environment = {name: value for name, value in os.environ.items() if name != "TEXTUAL_FPS"}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, timeout=60, check=False)
    assert ended.returncode == 0


def test_without_a_terminal_the_reader_says_so_and_does_not_wait_for_keys() -> None:
    command = [sys.executable, "-m", "hunnan_tui"]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "needs a terminal" in ended.stderr
    assert "\x1b" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_below_the_output_is_told_without_a_trace() -> None:
    command = [sys.executable, "-m", "hunnan_tui", "list", "outcomes"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("the output cannot be written: ")
    assert len(ended.stderr.splitlines()) == 1


# Other briefings, other folders


def test_further_briefings_are_read_with_the_bundled_ones(hunnan: Command, tmp_path: Path, small: str) -> None:
    folder, single = tmp_path / "more", tmp_path / "one.toml"
    folder.mkdir()
    (folder / "two.toml").write_text(small.replace('"example"', '"two"'), encoding="utf-8")
    single.write_text(small, encoding="utf-8")
    ended = hunnan("--briefings", str(folder), "--briefings", str(single), "list", "briefings", "--format", "json")
    assert {"two", "example"} <= {one["id"] for one in ended.json}
    assert len(ended.json) >= 5
    assert ended.err == ""
    assert len(hunnan("list", "briefings", "--format", "json").json) == len(ended.json) - 2


def test_ones_own_briefings_lie_in_the_config_folder(hunnan: Command, tmp_path: Path, small: str) -> None:
    own = tmp_path / "else" / "briefings"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(small, encoding="utf-8")
    ended = hunnan("--config", str(tmp_path / "else"), "list", "briefings", "--format", "json")
    assert "example" in [one["id"] for one in ended.json]


def test_a_faulty_file_is_told_on_standard_error_and_the_rest_is_there(
    hunnan: Command, tmp_path: Path, small: str
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(small.replace("亿元", "亿圆").replace('"actual"', '"factual"'), encoding="utf-8")
    ended = hunnan("--briefings", str(bad), "list", "outcomes", "--format", "json")
    assert ended.status == 0
    assert len(ended.json) == 10
    first, second = ended.err.splitlines()
    assert first.startswith(f"{bad}:")
    assert "亿元" in first
    assert f"hunnan-tui check {bad}" in second


def test_paths_are_told_line_by_line(hunnan: Command, tmp_path: Path) -> None:
    ended = hunnan("--config", str(tmp_path / "c"), "--briefings", str(tmp_path), "paths")
    names = [line.split()[0] for line in ended.out.splitlines()]
    assert names == ["config", "notes", "cache", "catalog", "briefings", "briefings", "briefings"]
    assert str(tmp_path / "c" / "notes") in ended.out
    assert str(bundled()) in ended.out
    assert not (tmp_path / "c").exists()


# check


def test_a_good_briefing_is_said_to_be_one(hunnan: Command) -> None:
    ended = hunnan("check", *map(str, sorted(bundled().glob("*.toml"))))
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.count("a good briefing") == 3


def test_every_fault_is_a_result_with_its_line_reason_and_remedy(hunnan: Command, tmp_path: Path, small: str) -> None:
    bad, good = tmp_path / "bad.toml", tmp_path / "good.toml"
    good.write_text(small, encoding="utf-8")
    bad.write_text(small.replace("亿元", "亿圆").replace('"actual"', '"factual"'), encoding="utf-8")
    ended = hunnan("check", str(bad), str(good), str(tmp_path / "missing.toml"))
    assert ended.status == 1
    unit, nature, missing = ended.out.splitlines()
    lines = bad.read_text(encoding="utf-8").splitlines()
    for told, word in ((unit, "亿圆"), (nature, "factual")):
        number = int(told.removeprefix(f"{bad}:").split(":")[0])
        assert word in lines[number - 1]
        assert word in told
    assert missing.startswith(f"{tmp_path / 'missing.toml'}:1")
    assert f"{good}: a good briefing" in ended.err


def test_faults_are_told_in_the_language_asked_for(hunnan: Command, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("schema = 1\n", encoding="utf-8")
    assert re.search(r"[\u4e00-\u9fff]", hunnan("--lang", "zh", "check", str(bad)).out)
    assert not re.search(r"[\u4e00-\u9fff]", hunnan("--lang", "en", "check", str(bad)).out)


# notes


def test_a_note_is_on_the_disk_when_the_status_is_zero(hunnan: Command) -> None:
    ended = hunnan("notes", "add", NEUVIZ, "worth a visit #CT")
    assert (ended.status, ended.err) == (0, "")
    note = tomllib.loads((locate().notes / f"{ended.out.strip()}.toml").read_text(encoding="utf-8"))
    assert note["text"] == "worth a visit #CT"
    assert note["key"] == NEUVIZ
    assert note["evidence"][0]["source"]


def test_a_note_may_come_from_standard_input(hunnan: Command) -> None:
    ended = hunnan("notes", "add", NEUVIZ, "-", stdin="第一行\nline two\n".encode())
    assert ended.status == 0
    assert hunnan("notes", "list", "--format", "json").json[0]["text"].splitlines() == ["第一行", "line two"]


@pytest.mark.parametrize(
    ("command", "perhaps"),
    [
        (("show", "metric/shenyang/tech-contract"), "metric/shenyang/tech-contract-turnover"),
        (("show", "neuviz"), "hunnan-conference-2026/outcome/neuviz-p10"),
        (("notes", "add", "metric/shenyang/tech-contract", "a note"), "metric/shenyang/tech-contract-turnover"),
        (("show", "qqqqq"), "hunnan-tui list KIND"),
        (("show", "///"), "hunnan-tui list KIND"),
    ],
)
def test_a_key_that_nothing_has_leads_to_those_that_may_be_meant(
    hunnan: Command, command: tuple[str, ...], perhaps: str
) -> None:
    ended = hunnan(*command)
    assert (ended.status, ended.out) == (1, "")
    assert "there is no item" in ended.err
    assert perhaps in ended.err
    assert all(len(line) < 180 for line in ended.err.splitlines())


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_note_is_wrong_usage_and_leaves_none(hunnan: Command, text: str) -> None:
    assert hunnan("notes", "add", NEUVIZ, text).status == 2
    assert hunnan("notes", "add", NEUVIZ, "-", stdin=text.encode()).status == 2
    assert not locate().notes.exists()


def test_a_note_on_nothing_is_not_written(hunnan: Command) -> None:
    ended = hunnan("notes", "add", "no/such/key", "text")
    assert (ended.status, ended.out) == (1, "")
    assert "no/such/key" in ended.err
    assert not locate().notes.exists()


def test_a_note_that_cannot_be_saved_says_so_and_the_status_is_not_zero(hunnan: Command) -> None:
    locate().config.mkdir(parents=True)
    locate().notes.write_text("in the way")
    ended = hunnan("notes", "add", NEUVIZ, "text")
    assert (ended.status, ended.out) == (1, "")
    assert str(locate().notes) in ended.err


def test_notes_are_listed_newest_first_with_the_words_of_the_design(hunnan: Command) -> None:
    first = hunnan("notes", "add", NEUVIZ, "first").out.strip()
    second = hunnan("notes", "add", TURNOVER, "second #contracts").out.strip()
    ended = hunnan("notes", "list", "--format", "json")
    assert {" ".join(record) for record in ended.json} == {"id key title text tags created updated orphan"}
    assert [record["id"] for record in ended.json] == [second, first]
    newest = ended.json[0]
    assert newest["title"] == {"zh": "技术合同成交额", "en": "Technology contract turnover"}
    assert (newest["text"], newest["tags"], newest["orphan"]) == ("second #contracts", ["contracts"], False)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", newest["created"])
    for form in ("table", "csv", "md"):
        assert "second" in hunnan("notes", "list", "--format", form).out


def test_a_note_whose_item_has_gone_is_listed_as_such(hunnan: Command, tmp_path: Path, small: str) -> None:
    path = tmp_path / "one.toml"
    path.write_text(small, encoding="utf-8")
    assert hunnan("--briefings", str(path), "notes", "add", "example/outcome/first", "text").status == 0
    assert [note["orphan"] for note in hunnan("notes", "list", "--format", "json").json] == [True]


def test_no_notes_are_nothing_found(hunnan: Command) -> None:
    ended = hunnan("notes", "list", "--format", "json")
    assert (ended.status, ended.json) == (1, [])
    assert ended.err


def test_a_note_is_shown_and_stands_below_its_item(hunnan: Command) -> None:
    note = hunnan("notes", "add", NEUVIZ, "worth a visit").out.strip()
    assert "worth a visit" in hunnan("show", f"note/{note}").out
    assert "worth a visit" in hunnan("show", NEUVIZ).out
    assert hunnan("show", "note/../../etc/passwd").status == 1


def test_a_note_is_found_by_its_words_and_one_that_is_gone_is_not_shown(hunnan: Command) -> None:
    note = hunnan("notes", "add", NEUVIZ, "zweifelhaft").out.strip()
    assert [hit["key"] for hit in hunnan("search", "zweifelhaft", "--format", "json").json] == [f"note/{note}"]
    (locate().notes / f"{note}.toml").unlink()
    assert hunnan("show", f"note/{note}").status == 1
    assert hunnan("search", "zweifelhaft").status == 1


def test_a_damaged_note_is_told_and_the_others_are_listed(hunnan: Command) -> None:
    hunnan("notes", "add", NEUVIZ, "good")
    (locate().notes / "20260101-000000-00000000.toml").write_text("text = ")
    ended = hunnan("notes", "list", "--format", "json")
    assert ended.status == 0
    assert [note["text"] for note in ended.json] == ["good"]
    assert "20260101-000000-00000000" in ended.err


@pytest.mark.parametrize("form", ["md", "json", "toml", "csv", "html"])
def test_notes_are_exported_to_standard_output_or_a_file_in_the_form_of_its_ending(
    hunnan: Command, tmp_path: Path, form: str
) -> None:
    hunnan("notes", "add", TURNOVER, "worth a look")
    printed = hunnan("notes", "export", "--format", form)
    path = tmp_path / f"out.{form}"
    written = hunnan("notes", "export", str(path))
    assert (printed.status, printed.err) == (0, "")
    assert (written.status, written.out) == (0, "")
    assert str(path) in written.err
    text = path.read_bytes().decode("utf-8")
    assert text.removeprefix("\ufeff").replace("\r\n", "\n") == printed.out.replace("\r\n", "\n")
    assert text.startswith("\ufeff") is (form == "csv")
    for part in ("worth a look", "92 billion" if form in ("md", "csv", "html") else "920"):
        assert part in text


def test_an_export_never_replaces_a_file_unasked(hunnan: Command, tmp_path: Path) -> None:
    hunnan("notes", "add", NEUVIZ, "text")
    path = tmp_path / "notes.md"
    path.write_text("mine")
    ended = hunnan("notes", "export", str(path))
    assert (ended.status, ended.out) == (1, "")
    assert path.read_text() == "mine"
    assert hunnan("notes", "export", str(path), "--overwrite").status == 0
    assert path.read_text() != "mine"


def test_what_was_exported_is_read_back_elsewhere(hunnan: Command, tmp_path: Path) -> None:
    note = hunnan("notes", "add", NEUVIZ, "travels").out.strip()
    path = tmp_path / "notes.json"
    hunnan("notes", "export", str(path))
    elsewhere = ("--config", str(tmp_path / "elsewhere"))
    assert hunnan(*elsewhere, "notes", "import", str(path)).status == 0
    assert [one["id"] for one in hunnan(*elsewhere, "notes", "list", "--format", "json").json] == [note]
    assert hunnan("notes", "import", str(tmp_path / "missing.json")).status == 1


# Text from outside

HOSTILE = (
    "[@click=app.quit]x[/] [10%] \\u001b[31mred\\u001b]52;c;aGk=\\u0007 \\u009b2J \\u202egpj\\u2066 \\ufeff\\u2028"
    " \\u200b\\u0000 العربية \\t|`*_ =1+1"
)
SHOWN = "[@click=app.quit]x[/][10%]␛[31mred␛]52;c;aGk=␇⟨009B⟩2J⟨202E⟩gpj⟨2066⟩⟨FEFF⟩⟨2028⟩"


@pytest.fixture
def hostile(tmp_path: Path, small: str) -> str:
    """A briefing that tries everything in every text."""
    path = tmp_path / "hostile\x1b[31m\u202e.toml"
    text = re.sub(r'"(A first outcome|A point of example|R&D expenditure|Example|Keywords of example)"', "@@", small)
    text = re.sub(r'(zh|en) = "[^"]*"|(locator|anchor) = "[^"]*"', lambda m: f"{m[1] or m[2]} = @@", text)
    flag = '\n[[flags]]\ntext = @@\n[[projects]]\nid = "p"\ntitle = @@\nsummary = @@\npartners = [@@]\n'
    path.write_text((text + flag).replace("@@", f'"{HOSTILE}"'), encoding="utf-8")
    return str(path)


def is_harmless(text: str) -> bool:
    bad = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    return not any(char in bad or (unicodedata.category(char) in ("Cc", "Zl", "Zp") and char != "\n") for char in text)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KEYS)
def test_no_list_in_any_form_sends_what_a_terminal_could_obey(
    hunnan: Command, hostile: str, kind: str, form: str
) -> None:
    ended = hunnan("--briefings", hostile, "list", kind, "--format", form)
    assert (ended.status, ended.err) == (0, "")
    assert is_harmless(ended.out)


def test_nor_does_any_other_command(hunnan: Command, hostile: str, tmp_path: Path) -> None:
    given = ("--briefings", hostile)
    keys = ["example/outcome/first", "example/project/p", "example/flag/flag-1", "example/source/gov"]
    for key in [*keys, "example/point/section-1-1", "metric/shenyang/rd-expenditure"]:
        ended = hunnan(*given, "show", key)
        assert ended.status == 0
        assert is_harmless(ended.out)
        assert SHOWN in "".join(ended.out.split())
    note = "\x1b]0;owned\x07[/] \u202e =1+1 |x|"
    assert hunnan(*given, "notes", "add", keys[0], note).status == 0
    for form in FORMATS:
        assert is_harmless(hunnan(*given, "notes", "list", "--format", form).out)
        assert is_harmless(hunnan(*given, "search", "red", "--format", form).out)
        assert is_harmless(hunnan(*given, "search", "owned", "--format", form).out)
    for form in EXPORTS:
        exported = hunnan(*given, "notes", "export", "--format", form).out
        assert is_harmless(exported.replace("\r\n", "\n").replace("\t", " "))
    for arguments in (
        ["paths"],
        ["search", "\x1b[31m"],
        ["show", "\x1b[31m"],
        ["check", f"{hostile}\x1b"],
        ["check", hostile],
    ):
        ended = hunnan(*given, *arguments)
        assert is_harmless(ended.out)
        assert is_harmless(ended.err)


def test_a_fault_in_a_hostile_file_is_told_harmlessly(hunnan: Command, tmp_path: Path) -> None:
    path = tmp_path / "bad\x1b[2J.toml"
    path.write_text(f'schema = 1\nid = "{HOSTILE}"\n"{HOSTILE}" = 1\n', encoding="utf-8")
    for arguments in (["check", str(path)], ["--briefings", str(path), "list", "outcomes"]):
        ended = hunnan(*arguments)
        assert is_harmless(ended.out)
        assert is_harmless(ended.err)
        assert "␛[2J" in ended.out + ended.err


def test_json_gives_hostile_text_back_letter_for_letter(hunnan: Command, hostile: str) -> None:
    (text,) = tomllib.loads(f'text = "{HOSTILE}"').values()
    (outcome,) = (
        record
        for record in hunnan("--briefings", hostile, "list", "outcomes", "--format", "json").json
        if record["key"] == "example/outcome/first"
    )
    assert text in outcome["title"].values()
    assert outcome["evidence"][0]["anchor"] == text


# As a process


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *options.pop("python", []), "-m", "hunnan_tui", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **options)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["list", "outcomes"],
        ["search", "photon"],
        ["show", NEUVIZ],
        ["notes", "list"],
        ["paths"],
    ],
    ids=" ".join,
)
def test_no_command_imports_textual_or_rich(arguments: list[str]) -> None:
    ended = run(*arguments, python=["-X", "importtime"])
    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
    assert "hunnan_tui" in modules
    assert not modules & {"textual", "rich"}


@pytest.mark.parametrize("arguments", [["list", "metrics", "--format", "json"], ["list", "briefings"], ["paths"]])
def test_a_reader_that_has_seen_enough_is_no_error(arguments: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hunnan_tui", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
def test_results_are_utf_8_whatever_the_terminal_says(encoding: str) -> None:
    ended = run("--lang", "zh", "list", "outcomes", env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert ended.returncode == 0
    assert "庞压卡" in ended.stdout


def test_the_module_and_the_command_are_one(tmp_path: Path) -> None:
    ended = run("--version")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"hunnan-tui {__version__}\n", "")
