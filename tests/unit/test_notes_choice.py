"""`notes list` and `notes export` of a choice of notes."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from hunnan_tui import cli
from hunnan_tui.library.locations import locate
from hunnan_tui.notes.store import NoteStore

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


def ids() -> dict[str, str]:
    """The notes' ids by their first words."""
    return {note.text.split()[0]: note.id for note in NoteStore(locate([], None).notes).list()}


@pytest.mark.usefixtures("notes")
def test_notes_are_chosen_one_by_one_by_their_ids(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    known = ids()
    named = ["--note", known["doubts"], "--note", f"note/{known['scanner']}"]  # as list and as search prints it
    for command in ("list", "export"):
        assert cli.run(["notes", command, "--format", "json", *named]) == 0
        assert [note["text"].split()[0] for note in json.loads(capsys.readouterr().out)] == ["doubts", "scanner"]
    file = tmp_path / "two.csv"
    assert cli.run(["notes", "export", *named, "--tag", "price", str(file)]) == 0
    (row,) = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))[1:]
    assert row[0] == known["doubts"]


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("id", ["20260101-000000-00000000", "../config", "", "note/"])
def test_a_note_that_is_not_there_is_an_error_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, id: str
) -> None:
    known, file = ids()["doubts"], tmp_path / "out.md"
    assert cli.run(["notes", "export", "--note", known, "--note", id, str(file)]) == 1
    told = capsys.readouterr()
    assert "there is no note" in told.err
    assert told.out == ""
    assert not file.exists()


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
