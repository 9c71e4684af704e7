"""Figures copied as a table with their citations, and the style of citations that is remembered."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hunnan_tui import i18n
from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.reading.copying import copied, copied_table
from hunnan_tui.tui import clipboard
from hunnan_tui.tui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Opener, Session, Shelf
    from hunnan_tui.library.items import Item
    from hunnan_tui.library.locations import Locations

TURNOVER = "metric/shenyang/tech-contract-turnover"
DAY = date(2026, 3, 1)


def metric(catalog: Catalog, key: str = TURNOVER) -> Item:
    found = views.item(catalog, key)
    assert found is not None
    return found


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the clipboard."""
    texts: list[str] = []

    def copy(_app: object, text: str) -> str:
        texts.append(text)
        return "Copied."

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


async def at_turnover(session: Session) -> None:
    session.main.open_view("metrics")
    session.main.go_to_pane("list")
    assert session.list.go_to(TURNOVER)
    await session.settle()


def test_the_table_has_every_figure_exact_and_numbers_its_citations(catalog: Catalog) -> None:
    item = metric(catalog)
    table, cited = copied_table(catalog, [item], "en", "tsv", accessed=DAY).split("\n\n")
    rows = list(csv.DictReader(io.StringIO(table), delimiter="\t"))
    assert [Decimal(row["Value"]) for row in rows] == sorted_values(item)
    assert rows[-1]["Nature"] == "target"
    assert rows[-1]["Growth, computed (%)"] == "10.8"
    numbers = {number for row in rows for number in row["Evidence"].strip("[]").split("][")}
    assert numbers == {line.partition("]")[0].strip("[") for line in cited.splitlines()}


def sorted_values(item: Item) -> list[Decimal]:
    from hunnan_tui.library.flags import series_of

    return [figure.observation.value for figure in series_of(item.data).figures]


def test_the_table_speaks_the_language_and_cites_in_the_style_asked_for(catalog: Catalog) -> None:
    i18n.use("zh")
    text = copied_table(catalog, [metric(catalog)], "zh", "tsv", accessed=DAY)
    assert text.startswith("指标\t地区\t时期\t数值\t单位")
    assert "[EB/OL]" in text
    assert "[EB/OL]" not in copied_table(catalog, [metric(catalog)], "zh", "tsv", accessed=DAY, style="apa7")
    assert "[EB/OL]" in copied(catalog, metric(catalog), "en", accessed=DAY, style="gbt7714")


def test_no_cell_of_the_table_is_a_formula_or_markup(shelf: Shelf) -> None:
    text = shelf.briefing("one").read_text("utf-8").replace('name = "R&D expenditure"', 'name = "=cmd|x<b>"')
    shelf.write("one.toml", text)
    catalog = shelf.open()
    item = metric(catalog, "metric/shenyang/rd-expenditure")
    assert "\n'=cmd" in copied_table(catalog, [item], "en", "tsv")
    assert "| =cmd\\|x\\<b\\> |" in copied_table(catalog, [item], "en", "md")


async def test_one_key_copies_the_table_and_one_the_same_as_markdown(reader: Opener, sent: list[str]) -> None:
    async with reader() as session:
        await at_turnover(session)
        await session.press("Y", "M")
    assert sent[0].startswith("Metric\tArea\tPeriod\t")
    assert sent[1].startswith("| Metric | Area | Period |")
    assert "830.6" in sent[0]
    assert "830.6" in sent[1]


async def test_what_is_no_metric_has_no_table(reader: Opener, sent: list[str]) -> None:
    async with reader() as session:
        await session.press("2", "Y")
        assert "Select a metric first" in session.toasts()[-1]
    assert sent == []


async def test_the_style_of_citations_is_the_language_s_until_one_is_chosen_and_remembered(
    reader: Opener, sent: list[str], library: Locations
) -> None:
    async with reader() as session:
        await at_turnover(session)
        await session.press("y", "A", "y", "A")
        assert session.toasts()[-1].startswith("Sources are cited in APA 7")
        await session.press("y")
    assert ["[EB/OL]" in text for text in sent] == [False, True, False]
    assert Settings.load(library.settings).citation == "apa7"


def test_an_unknown_style_in_the_settings_counts_as_none(library: Locations) -> None:
    library.settings.parent.mkdir(exist_ok=True)
    library.settings.write_text('citation = "mla"\n', "utf-8")
    assert Settings.load(library.settings).citation is None


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.txt", "Technology contract turnover · Shenyang\n"), ("a.TSV", "Metric\tArea\t"), ("a.md", "| Metric |")],
)
async def test_what_is_copied_goes_into_a_file_too_in_the_form_of_its_ending(
    reader: Opener, tmp_path: Path, name: str, begins: str
) -> None:
    async with reader() as session:
        await at_turnover(session)
        await session.press("w", *["backspace"] * len("hunnan.txt"))
        await session.paste(str(tmp_path / name))
        await session.press("enter")
        assert session.app.screen is session.main
        assert name in session.toasts()[-1]
    text = (tmp_path / name).read_text("utf-8")
    assert text.startswith(begins)
    assert "830.6" in text


async def test_a_file_that_is_there_is_overwritten_only_where_that_is_wanted(reader: Opener, tmp_path: Path) -> None:
    path = tmp_path / "there.txt"
    path.write_text("mine", "utf-8")
    async with reader((80, 24), "zh") as session:
        await session.press("2", "w", *["backspace"] * len("hunnan.txt"))
        await session.paste(str(path))
        await session.press("enter", "escape", "escape")
        assert path.read_text("utf-8") == "mine"
        await session.press("w", *["backspace"] * len("hunnan.txt"))
        await session.paste(str(path))
        await session.press("enter", "enter")
        assert "负能界面" in path.read_text("utf-8")


async def test_a_file_that_cannot_be_written_is_told_and_can_be_named_anew(reader: Opener, tmp_path: Path) -> None:
    async with reader() as session:
        await session.press("2", "w", *["backspace"] * len("hunnan.txt"))
        await session.paste(f"{tmp_path}/no/such/folder.txt")
        await session.press("enter")
        assert session.text("#export-problem") != ""
        await session.press("escape")
        assert session.app.screen is session.main


async def test_without_an_item_nothing_is_written(reader: Opener) -> None:
    async with reader() as session:
        await session.press("w")
        assert "Select an item first." in session.toasts()[-1]
