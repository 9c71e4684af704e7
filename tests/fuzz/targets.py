"""What is fuzzed: each target takes bytes, and raises nothing but when a promise is broken."""

from __future__ import annotations

import atexit
import re
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli_w

from hunnan_tui import i18n
from hunnan_tui.errors import NoteError, QueryError
from hunnan_tui.library import query
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.load import load_bytes
from hunnan_tui.library.locations import Locations, bundled
from hunnan_tui.library.sync import sync
from hunnan_tui.model.text import Language, Text
from hunnan_tui.notes import export, note
from hunnan_tui.notes.importing import read_export
from hunnan_tui.notes.item import CitedFigure, CitedItem
from hunnan_tui.notes.store import NoteStore

if TYPE_CHECKING:
    from hunnan_tui.reading.blocks import Block

from .inputs import HOSTILE, texts

ID = "20260301-120000-0123abcd"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
# C0 and C1 controls, DEL, bidirectional controls, line separators, lone surrogates, tag characters; not the line feed
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class Broken(AssertionError):
    """A promise that an input broke."""


class Target(NamedTuple):
    """Something to fuzz."""

    run: Callable[[bytes], None]
    seeds: list[bytes]
    quick: int
    """Inputs of the short form."""


def harmless(shown: str, what: str) -> None:
    """Broken if a terminal would take a part of `shown` as anything but text."""
    if found := _CONTROL.search(shown):
        raise Broken(f"{what} shows {found.group()!r} in {shown[max(found.start() - 40, 0) : found.end() + 40]!r}")


def load(data: bytes) -> None:
    """A briefing, or faults that can be shown; never an error."""
    loaded = load_bytes(data, "x.toml")
    if (loaded.briefing is None) is (not loaded.faults):
        raise Broken("neither a briefing nor faults, or both")
    for fault in loaded.faults:
        for language in LANGUAGES:
            harmless(fault.text(language), "a fault")


def parse_query(data: bytes) -> None:
    """A query, or one error whose place is in the query."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    try:
        query.parse(text)
    except QueryError as error:
        if not 0 <= error.start <= error.end <= len(text):
            raise Broken(f"the place {error.start}-{error.end} is not in {text!r}") from None


def read_note(data: bytes) -> None:
    """A note or a ValueError; a note is written and read again the same, and harmless in every export."""
    try:
        read = note.decode(data, ID)
    except ValueError:
        return
    exported(read)
    documented(read)
    try:
        again = note.decode(note.encode(read), ID)
    except NoteError:
        return  # of a newer version, or too long: neither is written
    if not again.same(read):
        raise Broken(f"written and read again it is another note: {read!r}")


def exported(written: note.Note) -> None:
    """Broken if an export of the note sends a control character."""
    for form in export.FORMS:
        text = export.export([written], {}, form, "zh")
        # CSV ends its lines so, and a tab of the text is kept where the export is to be read back
        harmless(text.replace("\r\n", "\n").replace("\t", " "), f"the export as {form}")


def documented(written: note.Note) -> None:
    """Broken if the note's document sends a control character, or cannot be made."""
    from hunnan_tui.reading.note_document import note_document
    from hunnan_tui.reading.plain import plain

    for language in LANGUAGES:
        i18n.use(language)
        harmless(plain(note_document(_small_library(), written, language)), "the note's document")
    i18n.use("en")


@cache
def _small_library() -> Catalog:
    """A library of one small briefing, there until the end."""
    folder = tempfile.TemporaryDirectory(prefix="hunnan-fuzz-")
    shelf = Path(folder.name) / "shelf"
    shelf.mkdir()
    (shelf / "x.toml").write_text(tomli_w.dumps(briefing(["标题", "A text"])), encoding="utf-8")
    catalog = Catalog(Locations((shelf,), shelf / "config", shelf / "cache"))
    sync(catalog)
    atexit.register(folder.cleanup)
    atexit.register(catalog.close)  # before the folder goes
    return catalog


def read_back(data: bytes) -> None:
    """Notes, or a NoteError."""
    try:
        notes = read_export(data, "x")
    except NoteError:
        return
    for read in notes[:3]:
        exported(read)


def show(data: bytes) -> None:
    """Every document and list of a library whose every text is hostile."""
    from hunnan_tui.tui import listing
    from hunnan_tui.tui.layout import lay_out
    from hunnan_tui.tui.rows import Shelf
    from hunnan_tui.tui.screens.versions import version

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        locations = Locations((folder / "shelf",), folder / "config", folder / "cache")
        (folder / "shelf").mkdir()
        said = texts(data)
        (folder / "shelf/x.toml").write_bytes(tomli_w.dumps(briefing(said)).encode("utf-8", "replace"))
        other = {**briefing(said[::-1]), "id": "y"}
        (folder / "shelf/y.toml").write_bytes(tomli_w.dumps(other).encode("utf-8", "replace"))
        (folder / "shelf/faulty.toml").write_bytes(data)
        store = NoteStore(locations.notes)
        item = CitedItem(key="x/outcome/first", title=Text.of(said[0]))
        mine = store.save(note.Note.new(item, said[-1] + "\n[[x/outcome/first]]"))
        store.delete(store.save(note.Note.new(item, said[0])))
        (locations.notes / f"{ID}.sync-conflict-20260301-120000-ABCDEFG.toml").write_bytes(note.encode(mine))
        (locations.notes / f"{ID}.toml").write_bytes(data)
        store.scan()
        catalog = Catalog(locations)
        try:
            sync(catalog)
            for language in LANGUAGES:
                i18n.use(language)
                for key, blocks in _documents(catalog, store, language):
                    for width in (20, 76):
                        for line in lay_out(blocks, width).lines:
                            harmless("".join(run.text for run in line), f"the document {key}")
                lay_out(version("1", mine, mine.edited(said[0])), 30)
                shelf = Shelf(catalog, language, store.counts())
                for view in _VIEWS:
                    rows = listing.rows_of(view, shelf, store, None)
                    for row in rows.fetch(0, 50):
                        harmless(_cells(row), f"the view {view}")
        finally:
            i18n.use("en")
            catalog.close()


_VIEWS = (
    "outcomes",
    "projects",
    "keywords",
    "narrative",
    "metrics",
    "targets",
    "flags",
    "sources",
    "notes",
    "notes/trash",
    "faults",
)


def _cells(row: object) -> str:
    cells = getattr(row, "cells", ())
    return "|".join(cell if isinstance(cell, str) else "".join(part[0] for part in cell) for cell in cells if cell)


def _documents(catalog: Catalog, store: NoteStore, language: Language) -> list[tuple[str, list[Block]]]:
    from hunnan_tui.reading import comparing, editions
    from hunnan_tui.reading.overview import overview
    from hunnan_tui.reading.plain import plain
    from hunnan_tui.tui import listing, reading
    from hunnan_tui.tui.rows import Shelf

    keys = [key for (key,) in catalog.read("SELECT key FROM items")]
    shelf = Shelf(catalog, language, {})
    for view in ("notes", "notes/trash", "faults"):
        keys += [row.key for row in listing.rows_of(view, shelf, store, None).fetch(0, 50)]
    keys.append(comparing.key_of([key for key in keys if key.startswith("metric/")]))
    keys.append(editions.key_of("x", "y"))
    found: list[tuple[str, list[Block]]] = []
    for key in keys:
        blocks = reading.blocks_of(key, catalog, store, language, both=True)
        harmless(plain(blocks), f"the plain document {key}")
        found.append((key, blocks))
    found.append(("overview", overview(catalog, language, store.list())))
    return found


def briefing(said: list[str]) -> dict[str, object]:
    """A briefing that says what is given, wherever a briefing may say anything."""

    def text(number: int) -> str:
        return said[number % len(said)].strip() or "…"

    evidence = [{"source": "s", "locator": text(1), "anchor": text(2)}]
    entry = {"id": "first", "title": text(3), "summary": text(4), "evidence": evidence}
    seen = {"period": "2025", "value": 260, "unit": "亿元", "nature": "actual", "evidence": evidence}
    return {
        "schema": 1,
        "id": "x",
        "title": text(0),
        "date": date(2026, 1, 1),
        "sources": [{"id": "s", "publisher": {"zh": text(5), "en": text(6)}, "title": text(7)}],
        "outcomes": [{**entry, "organisations": [text(8)], "field": text(9)}],
        "projects": [{**entry, "place": text(1), "partners": [text(2)]}],
        "sections": [
            {"kind": "keywords", "title": text(3), "points": [{"text": text(4), "evidence": evidence}]},
        ],
        "areas": [{"id": "a", "name": text(8)}],
        "metrics": [
            {"id": "m", "area": "shenyang", "name": text(5), "observations": [seen]},
            {"id": "n", "area": "a", "name": text(6), "observations": [seen, {**seen, "period": "2024"}]},
        ],
        "flags": [{"about": ["metric/shenyang/m"], "text": text(6), "evidence": evidence}],
    }


def _targets() -> dict[str, Target]:
    about = CitedItem(key="x/outcome/first", title=Text(zh="成果", en="An outcome"))
    written = note.Note.new(about, "A note #tag [[x/outcome/first]]\n第二行")
    seen = CitedFigure(metric="metric/shenyang/m", period="2025", value=Decimal("1.50"), unit="万元")
    figured = note.Note.new(CitedItem(key="metric/shenyang/m", figures=[seen]), "On a figure")
    one = note.encode(written)
    exports = [export.export([written], None, form).encode() for form in ("json", "toml")]
    good = tomli_w.dumps(briefing(["标题", "A text"])).encode()
    files = [path.read_bytes()[:6000] for path in sorted(bundled().glob("*.toml"))[:2]]
    queries = ("技术合同 2026", "“科技 合同” -金融", "kind:metric year:2026 value>=100亿", "hunnan科技城", "tag:x OR")
    hostile = [text.encode("utf-8", "surrogatepass") for text in HOSTILE]
    return {
        "load": Target(load, [good, *files], 300),
        "query": Target(parse_query, [*(text.encode() for text in queries), *hostile], 2000),
        "note": Target(read_note, [one, note.encode(figured)], 400),
        "import": Target(read_back, exports, 400),
        "show": Target(show, [b"\xff".join(hostile), *hostile[:8]], 12),
    }


TARGETS = _targets()
