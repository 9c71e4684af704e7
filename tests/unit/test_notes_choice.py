"""`notes list` and `notes export` of a choice of notes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hunnan_tui import cli
from hunnan_tui.library.locations import locate

if TYPE_CHECKING:
    from pathlib import Path

NEUVIZ = "hunnan-conference-2026/outcome/neuviz-p10"
TURNOVER = "metric/shenyang/tech-contract-turnover"


@pytest.fixture
def notes(capsys: pytest.CaptureFixture[str]) -> None:
    """Three notes on two items."""
    for key, text in ((NEUVIZ, "scanner #医疗"), (NEUVIZ, "price #Price"), (TURNOVER, "doubts #price")):
        assert cli.run(["notes", "add", key, text]) == 0
    capsys.readouterr()


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        ([], ["doubts #price", "price #Price", "scanner #医疗"]),
        (["--tag", "price"], ["doubts #price", "price #Price"]),
        (["--tag", "#医疗"], ["scanner #医疗"]),
        (["--item", TURNOVER], ["doubts #price"]),
        (["--item", NEUVIZ, "--tag", "price"], ["price #Price"]),
    ],
)
def test_list_and_export_take_a_tag_and_an_item(
    capsys: pytest.CaptureFixture[str], choice: list[str], texts: list[str]
) -> None:
    for command in ("list", "export"):
        assert cli.run(["notes", command, "--format", "json", *choice]) == 0
        assert sorted(note["text"] for note in json.loads(capsys.readouterr().out)) == texts


@pytest.mark.usefixtures("notes")
def test_a_tag_that_no_note_has_finds_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["notes", "list", "--tag", "none"]) == 1
    assert "nothing found" in capsys.readouterr().err
    assert cli.run(["notes", "export", "--format", "json", "--tag", "none"]) == 1
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.usefixtures("notes")
def test_an_export_of_a_tag_is_read_back_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "price.toml")
    assert cli.run(["notes", "export", "--tag", "price", file]) == 0
    assert "2 notes" in capsys.readouterr().err
    assert cli.run(["--config", str(tmp_path / "other"), "notes", "import", file]) == 0
    assert len(list(locate([], str(tmp_path / "other")).notes.glob("*.toml"))) == 2


@pytest.mark.usefixtures("notes")
def test_list_tells_of_a_note_with_two_versions_and_lists_it_once(capsys: pytest.CaptureFixture[str]) -> None:
    path = next(locate([], None).notes.glob("*.toml"))
    copy = path.with_name(f"{path.stem}.sync-conflict-20260301-120000-ABCDEFG.toml")
    copy.write_text(path.read_text(encoding="utf-8").replace("#", "other #"), encoding="utf-8")
    assert cli.run(["notes", "list", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert len(json.loads(told.out)) == 3
    assert f"{copy}: there are two versions of this note" in told.err
