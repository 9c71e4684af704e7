"""Notes read back from an export: all of them, once, and nothing that is there is changed."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui.errors import NoteError
from hunnan_tui.model.text import Text
from hunnan_tui.notes.export import export
from hunnan_tui.notes.importing import import_file, import_notes, read_export
from hunnan_tui.notes.item import CitedEvidence, CitedFigure, CitedItem
from hunnan_tui.notes.note import Note, encode
from hunnan_tui.notes.store import NoteStore

ITEM = CitedItem(
    key="b/outcome/one",
    title=Text("成果", "Outcome"),
    evidence=[CitedEvidence(source="s", publisher=Text("人民网"), url="https://example.org")],
    figures=[
        CitedFigure(metric="m", period="2026", value=Decimal("2.880"), unit="亿元"),
        CitedFigure(metric="m", period="2025", value=Decimal("123456789012345678901234567890"), unit="元"),
    ],
)
FORMS = ["json", "toml"]


@pytest.fixture
def here(tmp_path: Path) -> NoteStore:
    return NoteStore(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> NoteStore:
    return NoteStore(tmp_path / "there")


@pytest.mark.parametrize("form", FORMS)
def test_another_machine_has_the_same_notes_afterwards(here, there, tmp_path, form):
    for text in ("一 #创新", "two\n\x1b[31m\u202e", ""):
        here.save(Note.new(ITEM, text))
    path = tmp_path / f"notes.{form}"
    path.write_text(export(here.list(), {}, form))
    report = import_file(there, path)
    assert len(report.added) == 3 and not report.same and not report.conflicts
    assert there.list() == here.list()
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in there.folder.glob("*.toml")}
    report = import_file(NoteStore(there.folder), str(path))
    assert len(report.same) == 3 and not report.added and not report.conflicts
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in there.folder.glob("*.toml")} == before


@pytest.mark.parametrize("form", FORMS)
def test_a_note_that_says_otherwise_here_is_kept_beside_and_only_once(here, there, form):
    base = here.save(Note.new(ITEM, "base"))
    there.save(msgspec.structs.replace(base, revision=""))
    here.save(base.edited("changed here"))
    exported = export(there.list(), None, form).encode()
    report = import_notes(here, read_export(exported))
    assert [note.text for note in report.conflicts] == ["base"]
    assert {note.text for note in here.list()} == {"changed here", "base"} and len(here.conflicts()) == 1
    assert len(import_notes(here, read_export(exported)).same) == 1
    assert len(here.list()) == 2


@pytest.mark.parametrize("form", FORMS)
def test_what_a_person_added_to_a_file_travels_too(here, there, form):
    kept = {"rating": Decimal("4.50"), "words": ["a", "字"], "deep": {"er": 1}}
    here.save(Note(**{**_fields(Note.new(ITEM, "x")), "extra": kept}))
    import_notes(there, read_export(export(here.list(), None, form).encode()))
    assert there.list()[0].extra == kept
    assert len(import_notes(there, read_export(export(here.list(), None, form).encode())).same) == 1


def test_dates_that_a_person_added_travel_in_toml(here, there):
    kept = {"day": date(2026, 2, 24), "moment": datetime(2026, 2, 24, 10), "hour": time(10, 15)}
    here.save(Note(**{**_fields(Note.new(ITEM, "x")), "extra": kept}))
    import_notes(there, read_export(export(here.list(), None, "toml").encode()))
    assert there.list()[0].extra == kept
    assert export(here.list(), None, "json")


def test_a_single_note_file_can_be_imported(there, tmp_path):
    path = tmp_path / "我的笔记.toml"
    path.write_bytes(encode(Note.new(ITEM, "one")))
    assert [note.text for note in import_file(there, path).added] == ["one"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_obstacle(here, there):
    here.save(Note.new(ITEM, "one\ntwo"))
    for form in FORMS:
        data = b"\xef\xbb\xbf" + export(here.list(), None, form).replace("\n", "\r\n").encode()
        assert read_export(data)[0].text == "one\ntwo"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"[", "truncated"),
        (b"[1]", "object"),
        (b"{}", "Invalid"),
        (b'[{"id": "../../x", "key": "k", "text": "a"}]', "note 1 has no id"),
        (b'[{"id": "20260224-101530-0123abcd", "text": "a"}]', "note 1, 20260224-101530-0123abcd: .*key"),
        (b'[{"id": "20260224-101530-0123abcd", "key": "k", "text": "a", "format": 2}]', "newer version"),
        (
            b'[{"id": "20260224-101530-0123abcd", "key": "", "text": ""},{"id": "20260224-101530-0123abcd"}]',
            "id of another",
        ),
        (b"format = 2\nnotes = []", "newer version"),
        (b"notes = 7", "not a list"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 100_000, "."),
        (b"notes = " + b"[" * 100_000, "too deeply"),
        (b'[{"id": 7}]', "no id"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_export_is_refused_with_a_reason_and_nothing_is_taken(there, tmp_path, data, reason):
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(NoteError, match=reason) as refused:
        import_file(there, path)
    assert refused.value.where == str(path) and refused.value.remedy
    assert there.list() == []


def test_one_bad_note_among_good_ones_takes_none(there, here, tmp_path):
    here.save(Note.new(ITEM, "good"))
    path = tmp_path / "x.json"
    path.write_text(export(here.list(), None, "json").rstrip()[:-1] + ', {"id": "20260224-101530-0123abcd"}]')
    with pytest.raises(NoteError, match="note 2"):
        import_file(there, path)
    assert there.list() == []


def test_a_file_that_cannot_be_read_says_why(there, tmp_path):
    with pytest.raises(NoteError, match="not there"):
        import_file(there, tmp_path / "none.json")
    with pytest.raises(NoteError, match="folder"):
        import_file(there, tmp_path)


@given(st.binary() | st.text('[]{}":,0e1-.notes=kidtx \n').map(str.encode))
def test_no_data_make_the_reader_fail_otherwise(data):
    try:
        assert isinstance(read_export(data), list)
    except NoteError as error:
        assert error.remedy


def _fields(note: Note) -> dict[str, object]:
    return {name: getattr(note, name) for name in note.__struct_fields__}
