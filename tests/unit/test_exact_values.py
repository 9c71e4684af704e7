"""A value is the same decimal, digit for digit, on every way: read, stored, sorted, converted, written, read back."""

from __future__ import annotations

import csv
import html
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hunnan_tui.library import load, views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.flags import series_of
from hunnan_tui.library.locations import Locations
from hunnan_tui.library.sync import sync
from hunnan_tui.model.difference import differences
from hunnan_tui.model.exact_order import exact_order
from hunnan_tui.model.text import Language, Text
from hunnan_tui.model.units import MULTIPLIERS, format_value, parse_unit, value_parts
from hunnan_tui.notes.export import export
from hunnan_tui.notes.importing import import_file
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.reading import formats, noting, records
from hunnan_tui.reading.copying import copied, copied_table
from hunnan_tui.reading.item_document import item_document
from hunnan_tui.reading.plain import plain
from hunnan_tui.tui.listing import metric_table
from hunnan_tui.tui.rows import Shelf

MOST = 10**18
LANGUAGES: tuple[Language, ...] = ("en", "zh")
values = st.decimals(allow_nan=False, allow_infinity=False, min_value=-MOST, max_value=MOST, places=9) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=0, max_value=10**6
).filter(lambda value: -12 <= int(value.as_tuple().exponent) <= 0)
money = st.sampled_from(["元", "万元", "亿元", "万亿元"])
figures = st.lists(st.tuples(values, money), min_size=1, max_size=5)


def briefing(told: list[tuple[Decimal, str]]) -> str:
    """A metric for each value, all of one year."""
    head = 'schema = 1\nid = "own"\ntitle = "Own"\ndate = 2026-01-01\n'
    return head + "".join(
        f'[[metrics]]\nid = "m{number}"\narea = "here"\nname = "M{number}"\n[[metrics.observations]]\n'
        f'period = "2025"\nvalue = {value:f}\nunit = "{unit}"\nnature = "actual"\n'
        for number, (value, unit) in enumerate(told)
    )


@contextmanager
def library(text: str) -> Iterator[tuple[Catalog, Path]]:
    """A catalog of one briefing, with its folder; hypothesis does not renew pytest's own folder."""
    folder = Path(tempfile.mkdtemp())
    (folder / "own.toml").write_text(text, "utf-8")
    catalog = Catalog(Locations((folder,), folder / "config", folder / "cache"))
    try:
        sync(catalog)
        yield catalog, folder
    finally:
        catalog.close()
        shutil.rmtree(folder)


def same(one: Decimal, other: Decimal) -> bool:
    """Whether two decimals are equal and have the same digits behind the point."""
    return one.as_tuple() == other.as_tuple()


def written(catalog: Catalog, form: str) -> str:
    out = io.StringIO()
    formats.write(records.metrics(catalog), form, "en", out)
    return out.getvalue()


@settings(deadline=None, max_examples=40)
@given(figures)
def test_from_a_file_through_the_catalog_into_every_form_and_back(told: list[tuple[Decimal, str]]) -> None:
    want = {f"m{number}": value for number, (value, _unit) in enumerate(told)}
    with library(briefing(told)) as (catalog, folder):
        loaded = load.load(folder / "own.toml").briefing
        assert loaded is not None
        read = {metric.id: metric.observations[0].value for metric in loaded.metrics}
        stored = {record["metric"]: record["value"] for record in records.metrics(catalog)}
        as_json = {
            record["metric"]: record["value"]
            for record in json.loads(written(catalog, "json"), parse_float=Decimal, parse_int=Decimal)
        }
        as_csv = {row["metric"]: Decimal(row["value"]) for row in csv.DictReader(io.StringIO(written(catalog, "csv")))}
        items = list(views.Listing("metric").all(catalog))
        table = copied_table(catalog, items, "en", "tsv", accessed=date(2026, 1, 1))
        as_tsv = {
            row["Metric"].lower(): Decimal(row["Value"]) for row in csv.DictReader(io.StringIO(table), delimiter="\t")
        }
        for found in (read, stored, as_json, as_csv, as_tsv):
            assert found.keys() == want.keys()
            assert all(same(found[key], want[key]) for key in want)


@settings(deadline=None, max_examples=30)
@given(figures)
def test_every_text_for_people_and_every_table_has_the_digits(told: list[tuple[Decimal, str]]) -> None:
    with library(briefing(told)) as (catalog, folder):
        loaded = load.load(folder / "own.toml").briefing
        assert loaded is not None
        items = {item.key.rpartition("/")[2]: item for item in views.Listing("metric").all(catalog)}
        rows = [line.strip("| ").split(" | ") for line in written(catalog, "md").splitlines()]
        in_markdown = {row[rows[0].index("metric")]: row[rows[0].index("value")] for row in rows[2:]}
        pasted = copied_table(catalog, list(items.values()), "en", "md", accessed=date(2026, 1, 1)).splitlines()
        in_pasted = {row.split(" | ")[0].strip("| ").lower(): row.split(" | ")[3] for row in pasted[2:] if "|" in row}
        compared = {record["metric"]: record for record in records.compared(differences([], loaded.metrics))}
        for number, (value, unit) in enumerate(told):
            name = f"m{number}"
            item = items[name]
            assert same(Decimal(in_markdown[name].replace("\\", "")), value)
            assert same(Decimal(in_pasted[name].replace("\\", "")), value)
            (row,) = records.series(catalog, item)
            assert same(row["value"], value)
            assert same(compared[name]["value_b"], value)
            for language in LANGUAGES:
                shown = format_value(value, unit, language)
                assert shown in copied(catalog, item, language, accessed=date(2026, 1, 1))
                assert shown in plain(item_document(catalog, item, language))
            # what the source prints stands beside what we make of it
            assert f"{value:f}{unit}" in plain(item_document(catalog, item, "en"))


@settings(deadline=None, max_examples=30)
@given(values, values, money)
def test_two_editions_differ_by_exactly_what_they_differ_by(one: Decimal, other: Decimal, unit: str) -> None:
    first, second = (load.load_bytes(briefing([(value, unit)]).encode(), "own.toml").briefing for value in (one, other))
    assert first is not None
    assert second is not None
    (record,) = list(records.compared(differences(first.metrics, second.metrics)))
    assert (record["change"] == "same") == (one == other)
    assert same(record["value_a"], one)
    assert same(record["value_b"], other)
    if one != other:
        digits = Context(prec=80)
        assert record["difference"] == digits.subtract(other, one)


@settings(deadline=None, max_examples=40)
@given(figures)
def test_the_metric_table_sorts_by_the_exact_value_whatever_the_unit(told: list[tuple[Decimal, str]]) -> None:
    plain = {f"metric/here/m{n}": parse_unit(unit).plain(value) for n, (value, unit) in enumerate(told)}
    with library(briefing(told)) as (catalog, _folder):
        for descending in (False, True):
            rows = metric_table(Shelf(catalog, "en", {}), ("2025", descending), None)
            found = [plain[row.key] for row in rows.fetch(0, len(told))]
            assert found == sorted(plain.values(), reverse=descending)


@given(values, values)
def test_texts_of_numbers_compare_as_the_numbers_do(one: Decimal, other: Decimal) -> None:
    assert (exact_order(one) < exact_order(other)) == (one < other)
    assert (exact_order(one) == exact_order(other)) == (one == other)


def test_numbers_that_no_float_tells_apart_are_told_apart() -> None:
    close = [Decimal(f"{sign}12345678901234567890.{digit}") for sign in ("", "-") for digit in (1, 2, 3)]
    assert sorted(close, key=exact_order) == sorted(close)
    assert len({exact_order(value) for value in close}) == 6


@settings(deadline=None)
@given(values, money, st.sampled_from(["en", "zh"]))
def test_what_is_shown_has_every_digit(value: Decimal, unit: str, language: Any) -> None:
    _before, number, behind = value_parts(value, unit, language)
    shown = Decimal(number.replace(",", ""))
    scale = {"million": 10**6, "billion": 10**9, "trillion": 10**12}.get(behind.strip(), 1)
    if language == "zh":
        assert same(shown, value)
    else:
        assert shown * scale == value * MULTIPLIERS[unit.removesuffix("元")]
    assert format_value(value, unit, language).count(number) >= 1


@settings(deadline=None)
@given(values, money, money)
def test_converting_there_and_back_is_the_same_number(value: Decimal, one: str, other: str) -> None:
    first, second = parse_unit(one), parse_unit(other)
    assert second.convert(first.convert(value, second), first) == value
    assert first.plain(value) == second.plain(first.convert(value, second))


@settings(deadline=None, max_examples=25)
@given(values, money)
def test_a_note_keeps_the_value_through_its_file_and_through_export_and_import(value: Decimal, unit: str) -> None:
    with library(briefing([(value, unit)])) as (catalog, folder):
        (item,) = views.Listing("metric").all(catalog)
        store = NoteStore(folder / "notes", folder / "drafts")
        note = store.save(Note.new(noting.cited(catalog, item), "exact"))
        kept = NoteStore(folder / "notes", folder / "drafts").get(note.id)
        assert kept is not None
        for form in ("json", "toml"):
            file = folder / f"notes.{form}"
            file.write_text(export([note], {}, form, "en"), "utf-8")  # type: ignore[arg-type]
            other = NoteStore(folder / f"other-{form}", folder / f"other-drafts-{form}")
            import_file(other, file)
            (back,) = other.list()
            for one in (kept, back):
                (figure,) = one.item.figures
                assert same(figure.value, value)
        for form in ("md", "html", "csv"):
            for language in LANGUAGES:
                text = html.unescape(export([note], {}, form, language).replace("\\", ""))  # type: ignore[arg-type]
                assert format_value(value, unit, language) in text
        assert series_of(item.data).figures[0].plain == parse_unit(unit).plain(value)
        assert item.title == Text(en="M0")
