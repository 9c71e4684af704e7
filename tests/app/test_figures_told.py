"""What tells figures apart, marks them and says what they are: areas, flags, words, columns, room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from hunnan_tui.library import views
from hunnan_tui.model.text import Text
from hunnan_tui.tui import clipboard
from hunnan_tui.tui.metric_rows import MetricRows
from hunnan_tui.tui.rows import Shelf as Rows
from hunnan_tui.tui.source_rows import SourceRows
from hunnan_tui.tui.target_rows import TargetRows
from hunnan_tui.tui.widgets.table_layout import fit

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.model.text import Language
    from hunnan_tui.tui.widgets.table import Cell

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
TURNOVER = "metric/shenyang/tech-contract-turnover"
FLAGGED = "metric/shenyang/rd-expenditure"
EXPENDITURE = {"en": "R&D expenditure", "zh": "研发经费投入"}

at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
in_both_languages = pytest.mark.parametrize("language", ["en", "zh"])


def told(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(text for text, _role in cell)


def names(session: Session, metric: str) -> list[str]:
    """The names of an indicator's rows as they are drawn."""
    slot = session.list._columns.slots[0]
    rows = session.list.rows
    assert rows is not None
    found = [row for row in rows.fetch(0, 1000) if row.key.partition("@")[0].endswith(f"/{metric}")]
    return ["".join(text for text, _role in fit(row.cells[0], slot.width)).strip() for row in found]


# Areas


@at_every_size
@in_both_languages
@pytest.mark.parametrize("view", ["targets", "metrics"])
async def test_no_two_rows_look_as_if_they_were_one_indicator(
    reader: Opener, view: str, language: Language, size: tuple[int, int]
) -> None:
    async with reader(size, language) as session:
        await session.view(view)
        found = names(session, "tech-enterprises")
        assert len(found) > 1
        assert len(set(found)) == len(found)


@in_both_languages
def test_the_usual_area_is_not_told_and_what_is_within_it_without_its_name(
    catalog: Catalog, language: Language
) -> None:
    rows = {row.key: told(row.cells[0]) for row in MetricRows(Rows(catalog, language, {})).fetch(0, 1000)}
    zone = rows["metric/shenyang-hightech-zone/tech-enterprises"]
    assert zone.endswith({"en": " · High-tech Zone", "zh": " · 高新区"}[language])
    assert " · " not in rows[TURNOVER]


def test_the_usual_area_is_the_one_that_most_metrics_are_about(catalog: Catalog) -> None:
    assert views.usual_area(catalog) == ("shenyang", Text("沈阳", "Shenyang"))


def test_a_name_and_what_tells_it_apart_share_the_room() -> None:
    cell = (("Technology enterprises", ""), (" · High-tech Zone", "aside"))
    for width in range(1, 60):
        drawn = "".join(text for text, _role in fit(cell, width))
        assert cell_len(drawn) == width
    assert "".join(t for t, _role in fit(cell, 30)) == "Technology ent… · High-tech Z…"
    assert "".join(t for t, _role in fit(cell, 20)) == "Technolog… · High-t…"
    short = (("AI", ""), (" · Shenyang High-tech Zone", "aside"))
    assert "".join(t for t, _role in fit(short, 20)) == "AI · Shenyang High-…"


# Flags


def flagged(catalog: Catalog) -> set[str]:
    return {key for flag in views.Listing("flag").all(catalog) for key in flag.data.flag.about}


@pytest.mark.parametrize("rows", [MetricRows, TargetRows])
def test_metrics_under_a_flag_are_marked_and_no_others(catalog: Catalog, rows: type[MetricRows | TargetRows]) -> None:
    about = flagged(catalog)
    shown = {row.key.partition("@")[0]: row.cells[0] for row in rows(Rows(catalog, "en", {})).fetch(0, 1000)}
    assert {key for key, cell in shown.items() if ("! ", "flag") in cell} == about & shown.keys()
    assert about & shown.keys()


@in_both_languages
async def test_a_mark_goes_when_the_flag_is_explained(reader: Opener, language: Language) -> None:
    async with reader((140, 40), language) as session:
        flags = [f for f in views.Listing("flag").all(session.app.catalog) if FLAGGED in f.data.flag.about]
        assert flags
        for flag in flags:
            await session.view("metrics")
            assert f"! {EXPENDITURE[language]}" in "\n".join(session.lines("#list"))
            assert session.list.go_to(FLAGGED)
            await session.settle()
            assert flag.key in session.reader.targets()[:3]
            await session.view("flags")
            assert session.list.go_to(flag.key)
            await session.settle()
            await session.press("E", "x", "ctrl+s")
        await session.view("metrics")
        assert f"! {EXPENDITURE[language]}" not in "\n".join(session.lines("#list"))
        assert session.list.go_to(FLAGGED)
        await session.settle()
        assert not {flag.key for flag in flags} & set(session.reader.targets()[:3])


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("ascii", [False, True])
async def test_a_flagged_figure_of_the_overview_is_marked(reader: Opener, size: tuple[int, int], ascii: bool) -> None:
    async with reader(size, ascii_only=ascii) as session:
        cards = [run for line in session.reader._layout.lines for run in line if run.text == " !"]
        assert [run.role for run in cards] == ["flag", "flag"]


@pytest.mark.parametrize("rows", [MetricRows, TargetRows])
def test_a_page_is_marked_by_one_query_however_many_rows_it_has(
    catalog: Catalog, rows: type[MetricRows | TargetRows], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = type(catalog).read

    def noted(self: Catalog, sql: str, parameters: object = ()) -> object:
        asked.append(sql)
        return read(self, sql, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(type(catalog), "read", noted)
    counts = []
    for limit in (5, 20):
        shown = rows(Rows(catalog, "en", {}))
        asked.clear()
        for row in shown._read(0, limit):
            assert told(row.cells[0])
        counts.append((len(asked), sum("WHERE flag" in sql for sql in asked)))
    assert counts[0] == counts[1]
    assert counts[0][1] == 1


FLAG = """[[flags]]
about = ["metric/shenyang/rd-expenditure"]
text = "Doubtful"
evidence = [{ source = "gov" }]
"""


def test_only_what_flags_are_about_is_under_one_and_only_while_they_are_there(shelf: Shelf) -> None:
    shelf.briefing("one", more=FLAG)
    path = shelf.briefing("two", metric="patents", more=FLAG)
    keys = ["metric/shenyang/rd-expenditure", "metric/shenyang/patents"]
    catalog = shelf.open()
    flags = views.flags_about(catalog, keys[0])
    assert views.flagged(catalog, keys) == {keys[0]}
    assert {flag.key for flag in flags} == {"one/flag/flag-1", "two/flag/flag-1"}
    assert views.flagged(catalog, keys, [flag.id for flag in flags]) == frozenset()
    assert views.flagged(catalog, []) == frozenset()
    path.unlink()
    assert views.flagged(shelf.open(), keys, [flag.id for flag in flags if flag.briefing == "one"]) == frozenset()


# Columns


@in_both_languages
async def test_growth_a_year_is_called_so(reader: Opener, language: Language) -> None:
    async with reader((200, 50), language) as session:
        await session.view("targets")
        head = session.lines("#list")[0]
        assert all(
            title in head for title in {"en": ("Needed/yr", "Before/yr"), "zh": ("年均需", "此前年均")}[language]
        )


@in_both_languages
async def test_a_chosen_column_without_a_figure_copies_nothing(
    reader: Opener, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda _app, text: copied.append(text) or "Copied.")
    async with reader((120, 36), language) as session:
        await session.view("metrics")
        assert session.list.go_to(TURNOVER)
        await session.settle()
        session.list.column = "2026"
        await session.press("y")
        assert copied == []
        assert session.toasts()[-1] == {"en": "There is no figure in this column.", "zh": "这一列没有数值。"}[language]
        session.list.column = "2026 target"
        await session.press("y")
        assert len(copied) == 1
        assert "92" in copied[0]


# Room


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_points_text_has_the_room_where_its_section_cannot_stand_beside_it(
    reader: Opener, size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.view("keywords")
        assert "Hunnan Science and Technology" in session.lines("#list")[1]
        assert "Innovatio…" not in "\n".join(session.lines("#list"))


async def test_a_points_section_is_told_in_full_where_there_is_room(reader: Opener) -> None:
    async with reader((200, 50), "zh") as session:
        await session.view("keywords")
        assert session.lines("#list")[1].endswith("策源与攻关")


async def test_a_column_in_which_nothing_is_stated_is_not_there(reader: Opener, shelf: Shelf) -> None:
    async with reader((200, 50)) as session:
        await session.view("outcomes")
        assert "Field" not in session.lines("#list")[0]
        assert "Organisations" in session.lines("#list")[0]
    shelf.write(
        "a.toml", (shelf.briefing("a").read_text()).replace("[[sections]]", 'field = "Materials"\n[[sections]]', 1)
    )
    shelf.open()
    async with reader((200, 50), locations=shelf.locations) as session:
        await session.view("outcomes")
        assert "Field" in session.lines("#list")[0]
        assert "Organisations" not in session.lines("#list")[0]


@in_both_languages
async def test_who_noticed_a_flag_takes_no_more_room_than_it_needs(reader: Opener, language: Language) -> None:
    async with reader((120, 36), language) as session:
        await session.view("flags")
        title, origin = session.list._columns.slots
        assert origin.width <= {"en": 11, "zh": 6}[language]
        assert title.x + title.width + 2 == origin.x


# Sources


def dated(shelf: Shelf, name: str, publisher: str, published: str | None) -> None:
    text = shelf.briefing(name).read_text()
    line = f'publisher = "{publisher}"' + (f'\npublished = "{published}"' if published else "")
    shelf.write(f"{name}.toml", text.replace('publisher = { zh = "市政府", en = "City government" }', line))


@pytest.fixture
def sources(shelf: Shelf) -> Catalog:
    """Sources of several dates, some without."""
    for name, publisher, published in (
        ("a", "Nature", "2019"),
        ("b", "CNR", None),
        ("c", "Xinhua", "2026-02-24"),
        ("d", "WIPO", "2026-02"),
        ("e", "Abendblatt", None),
    ):
        dated(shelf, name, publisher, published)
    return shelf.open()


def publishers(catalog: Catalog, order: tuple[str, bool] | None) -> list[str]:
    rows = SourceRows(Rows(catalog, "en", {}), order)
    found = rows.fetch(0, rows.count())
    assert [rows.index_of(row.key) for row in found] == list(range(rows.count()))
    assert [row.key for place in range(rows.count()) for row in rows.fetch(place, 1)] == [row.key for row in found]
    return [told(row.cells[1]) for row in found]


def test_sources_come_last_published_first_and_those_without_a_date_last(sources: Catalog) -> None:
    assert publishers(sources, None)[:3] == ["Xinhua", "WIPO", "Nature"]
    assert publishers(sources, ("published", False))[:3] == ["Nature", "WIPO", "Xinhua"]
    assert set(publishers(sources, ("published", False))[3:]) == {"CNR", "Abendblatt"}
    assert publishers(sources, ("publisher", False)) == ["Abendblatt", "CNR", "Nature", "WIPO", "Xinhua"]
    assert publishers(sources, ("publisher", True)) == ["Xinhua", "WIPO", "Nature", "CNR", "Abendblatt"]


def test_sources_keep_their_order_when_files_change_and_go(sources: Catalog, shelf: Shelf) -> None:
    dated(shelf, "a", "Nature", "2026-03")
    (shelf.folder / "d.toml").unlink()
    assert publishers(shelf.open(), None)[:2] == ["Nature", "Xinhua"]
    assert len(publishers(shelf.open(), ("publisher", False))) == 4


async def test_a_key_sorts_the_sources(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.view("sources")
        newest = session.lines("#list")[1]
        await session.press("s")
        assert "2018" in session.lines("#list")[1]
        await session.press("s", "s")
        assert session.lines("#list")[1] == newest


@in_both_languages
def test_the_newspaper_without_a_name_is_called_alike_in_both_briefings(catalog: Catalog, language: Language) -> None:
    found = [item.data.publisher.get(language) for item in views.Listing("source").all(catalog)]
    unnamed = [name for name in found if name.startswith(("Newspaper", "报纸"))]
    assert len(unnamed) == 2
    assert len(set(unnamed)) == 1
