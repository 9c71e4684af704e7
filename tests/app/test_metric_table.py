"""The metric table: a row a metric, a column a period with the newest on the right; sorted, filtered, columns chosen."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from hunnan_tui.library import search, views
from hunnan_tui.tui.metric_rows import metric_order
from hunnan_tui.tui.screens.searching import FIRST_PAGE
from hunnan_tui.tui.settings import Settings

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf
    from hunnan_tui.library.locations import Locations

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
TURNOVER = "metric/shenyang/tech-contract-turnover"

at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def head(session: Session) -> str:
    return session.lines("#list")[0]


def line_of(session: Session, name: str) -> str:
    return next(line for line in session.lines("#list") if name in line)


def keys(session: Session) -> list[str]:
    assert session.list.rows is not None
    return [row.key for row in session.list.rows.fetch(0, 1000)]


def cell(session: Session, key: str, column: str) -> str:
    """What a cell says."""
    rows = session.list.rows
    assert rows is not None
    place = [one.key for one in rows.columns].index(column)
    row = next(row for row in rows.fetch(0, 1000) if row.key == key)
    given = row.cells[place]
    return given if isinstance(given, str) else "".join(text for text, _role in given)


# What it shows


@at_every_size
async def test_the_newest_values_and_the_fullest_late_year_are_in_view_when_it_opens(
    reader: Opener, size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.press("5")
        assert session.list.count == views.counts(session.app.catalog)["metric"]
        assert "2026" in head(session)
        assert "83.06" in line_of(session, "Technology contra")
        assert ("CNY 92 bn" in line_of(session, "Technology contra")) == (size[0] >= 120)


async def test_columns_go_from_old_to_new_and_targets_have_columns_of_their_own(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("5")
        assert session.list.rows is not None
        titles = [column.title for column in session.list.rows.columns]
        years = [title for title in titles if title[:4].isdecimal()]
        assert [title[-11:] if "target" in title else title for title in years]
        plain = [title for title in years if title.isdecimal()]
        assert plain == sorted(plain)
        assert years.index("2025") < years.index("2026 target")
        shown = head(session)
        assert shown.index("2025") < shown.index("2026 target")


async def test_a_value_stands_with_its_unit_under_its_period_aligned_to_the_right(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("5")
        line, columns = line_of(session, "Technology contra"), head(session)
        assert "CNY 83.06 bn" in line
        end = cell_len(columns[: columns.index("2025") + 4])
        assert line[: line.index("83.06")].count("CNY") >= 1
        assert cell_len(line[: line.index("CNY 83.06 bn") + len("CNY 83.06 bn")]) == end


async def test_in_chinese_values_stand_as_printed(reader: Opener) -> None:
    async with reader((200, 50), "zh") as session:
        await session.press("5")
        line = line_of(session, "技术合同成交额")
        assert "830.6亿元" in line
        assert "920亿元" in line


async def test_a_part_of_a_year_is_marked_as_one(reader: Opener) -> None:
    async with reader() as session:
        await session.press("5")
        assert cell(session, TURNOVER, "2024").startswith("H1 ")
        assert cell(session, TURNOVER, "2022").startswith("Jan-Sep ")
        assert cell(session, TURNOVER, "2025") == "CNY 83.06 bn"


async def test_one_key_gives_every_period_a_column_of_its_own_and_the_choice_is_kept(
    reader: Opener, library: Locations
) -> None:
    async with reader() as session:
        await session.press("5", "p")
        assert cell(session, TURNOVER, "2024-H1") == "CNY 32.47 bn"
        assert cell(session, TURNOVER, "2022-01/2022-09") == "CNY 19.549 bn"
    async with reader() as session:
        await session.press("5")
        assert cell(session, TURNOVER, "2024-H1") == "CNY 32.47 bn"


NATURES = """
[[metrics]]
id = "natures"
area = "shenyang"
name = "Natures"
observations = [
  { period = "2021", value = 1, unit = "家", nature = "actual" },
  { period = "2022", value = 2, unit = "家", nature = "estimate" },
  { period = "2023", value = 3, unit = "家", nature = "limit" },
  { period = "2024", value = 4, unit = "家", nature = "target" },
  { period = "2024", value = 5, unit = "家", nature = "actual" },
  { period = "2025", value = 6, unit = "家", nature = "actual", bound = "over" },
  { period = "2026", value = 7, unit = "家", nature = "actual", bound = "about" },
  { period = "2027", value = 8, unit = "家", nature = "actual", bound = "at-least" },
  { period = "2028", value = 9, unit = "家", nature = "actual", bound = "up-to" },
  { period = "2029", value = 10, unit = "家", nature = "actual", bound = "nearly" },
]
"""


async def test_natures_and_bounds_are_told_apart_without_colour(reader: Opener, shelf: Shelf) -> None:
    shelf.briefing("one", more=NATURES)
    async with reader(locations=shelf.locations) as session:
        await session.press("5")
        columns = ["2021", "2022", "2023", "2024 target", "2024", "2025", "2026", "2027", "2028", "2029"]
        assert [cell(session, "metric/shenyang/natures", column) for column in columns] == [
            "1", "2 e", "3 l", "4", "5", ">6", "~7", "≥8", "≤9", "~<10",
        ]  # fmt: skip


async def test_two_sources_that_give_different_values_are_marked(reader: Opener, shelf: Shelf) -> None:
    shelf.briefing("one", value="260", date="2026-01-01")
    shelf.briefing("two", value="261", date="2026-01-02")
    async with reader(locations=shelf.locations, language="zh") as session:
        await session.press("5")
        assert cell(session, "metric/shenyang/rd-expenditure", "2025") == "261亿元+"


async def test_reading_a_metric_shows_its_whole_series(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("5")
        session.list.go_to(TURNOVER)
        await session.press("enter")
        text = session.document()
        for part in (
            "Series",
            "217.54亿元",
            "195.49亿元",
            "920亿元",
            "CNY83.06billion",
            "+16.39%",
            "target",
            "Evidence",
        ):
            assert part in text


# Sorting


async def test_every_column_can_sort_it_both_ways_and_back(reader: Opener) -> None:
    async with reader() as session:
        await session.press("5")
        own = keys(session)
        assert session.list.rows is not None
        sortable = [column for column in session.list.rows.columns if column.sortable]
        assert {"name", "area", "2025", "2026 target"} <= {column.key for column in sortable}
        for column in [*sortable[:3], sortable[-1]]:
            session.list.column = column.key
            await session.press("s")
            assert session.list.sorted_by == (column.key, False)
            up = keys(session)
            await session.press("S")
            assert session.list.sorted_by == (column.key, True)
            down = keys(session)
            assert sorted(up) == sorted(down) == sorted(own)
            values = [key for key in up if cell(session, key, column.key)]
            assert up[: len(values)] == values or column.key in ("name", "area")
            assert set(up[: len(values)]) == set(down[: len(values)])
            await session.press("s")
        assert session.list.sorted_by is None
        assert keys(session) == own


async def test_values_sort_by_what_they_mean_and_not_by_how_they_are_printed(reader: Opener, shelf: Shelf) -> None:
    values = (("a", "9", "亿元"), ("b", "1.1", "万亿元"), ("c", "80000", "万元"), ("d", "830.60", "亿元"))
    for name, value, unit in values:
        text = shelf.briefing(name, metric=name, value=value).read_text(encoding="utf-8").replace("亿元", unit)
        shelf.write(f"{name}.toml", text)
    async with reader(locations=shelf.locations) as session:
        await session.press("5")
        session.list.column = "2025"
        await session.press("s")
        assert [key[-1] for key in keys(session)] == ["c", "a", "d", "b"]


async def test_the_order_is_shown_and_the_cursor_stays_on_its_metric(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "down", "down")
        key = session.list.key
        await session.press("s")
        assert "▴" in head(session)
        assert session.list.key == key
        await session.press("S")
        assert "▾" in head(session)
        assert session.list.key == key


async def test_a_click_on_a_heading_sorts(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5")
        await session.pilot.click("#list", offset=(4, 0))
        await session.settle()
        assert session.list.sorted_by == ("name", False)
        names = [cell(session, key, "name").removeprefix("! ").partition(" · ")[0] for key in keys(session)]
        assert names == sorted(names, key=str.lower)


# Filtering


async def test_it_is_filtered_as_one_types_and_sorting_goes_on_among_what_is_found(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "slash")
        sizes = []
        for letter in "technology":
            await session.type(letter)
            sizes.append(session.list.count)
        assert sizes == sorted(sizes, reverse=True)
        found = set(keys(session))
        await session.press("tab", "s", "S")
        assert set(keys(session)) == found
        await session.press("escape")
        assert session.list.count == views.counts(session.app.catalog)["metric"]


# Columns


async def test_columns_are_hidden_and_shown_and_the_choice_is_kept(reader: Opener, library: Locations) -> None:
    async with reader((200, 50)) as session:
        await session.press("5")
        assert "area" in session.list._columns.order
        await session.press("c")
        assert type(session.app.screen).__name__ == "Choosing"
        assert "2025" in session.text()
        chosen = session.app.screen.query_one("SelectionList")
        chosen.deselect("area")  # type: ignore[attr-defined]
        await session.press("enter")
        assert "area" not in session.list._columns.order
        assert Settings.load(library.settings).hidden == ["area"]
    async with reader((200, 50)) as session:
        await session.press("5")
        assert "area" not in session.list._columns.order
        await session.press(*["left"] * 30)
        assert "Area" not in head(session)
        await session.press("c")
        session.app.screen.query_one("SelectionList").select("area")  # type: ignore[attr-defined]
        await session.press("enter")
        assert "area" in session.list._columns.order


async def test_what_is_chosen_is_told_by_a_sign_and_not_by_colour_alone(reader: Opener) -> None:
    async with reader() as session:
        await session.press("5", "c")
        assert "[x]Area" in session.text()
        assert "[]" not in session.text()
        await session.press("down", "space")
        assert "[]Area" in session.text()
        assert "[x]Area" not in session.text()


async def test_the_space_bar_chooses_and_escape_leaves_the_choice_as_it_was(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("5", "c", "space", "escape")
        assert session.list.hidden == frozenset()
        await session.press("c", "space", "enter")
        assert len(session.list.hidden) == 1


async def test_other_lists_have_no_columns_to_choose_and_that_is_said(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2", "c")
        assert type(session.app.screen).__name__ == "MainScreen"
        assert len(session.toasts()) == 1


@at_every_size
async def test_every_column_can_be_reached_with_the_arrows(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.press("5", "escape")
        session.main.go_to_pane("list")
        assert session.list.rows is not None
        wanted = {column.key for column in session.list.rows.columns}
        reached = set()
        for key in ["left"] * len(wanted) + ["right"] * len(wanted):
            await session.press(key)
            if session.list.column is not None:
                reached.add(session.list.column)
                assert session.list._columns.shows(session.list.column)
        assert reached == wanted


# Targets


async def test_targets_show_what_is_missing_and_what_that_needs(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("6")
        assert session.main.view == "targets"
        assert session.list.count == views.target_count(session.app.catalog)
        line = line_of(session, "Technology contra")
        for part in ("CNY 92 bn", "2026", "CNY 8.94 bn", "+10.8%", "+18.2%"):
            assert part in line
        first = keys(session)[0]
        assert cell(session, first, "baseline") == "CNY 83.06 bn"
        assert cell(session, first, "latest") == "CNY 83.06 bn 2025"
        assert (cell(session, first, "set_by"), cell(session, first, "area")) == ("City of Shenyang", "Shenyang")
        assert "the baseline, who set it" in [cell(session, key, "missing") for key in keys(session)]
        assert "no data yet" in session.text("#list").replace("nodatayet", "no data yet")


async def test_targets_sort_by_any_column_and_those_without_a_value_come_last(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("6")
        own = keys(session)
        for column in session.list.rows.columns:  # type: ignore[union-attr]
            session.list.column = column.key
            await session.press("s")
            assert session.list.sorted_by == (column.key, False)
            assert sorted(keys(session)) != []
        session.list.column = "needed"
        await session.press("s", "S")
        needed = [cell(session, key, "needed") for key in keys(session)]
        numbers = [float(one.removesuffix("%")) for one in needed if re.fullmatch(r"[+-][\d.]+%", one)]
        assert numbers == sorted(numbers, reverse=True)
        assert all(re.fullmatch(r"[+-][\d.]+%", one) for one in needed[: len(numbers)])
        assert len(keys(session)) == len(own)


async def test_of_what_a_search_finds_the_first_page_is_shown_at_once_and_all_of_it_is_reached(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "slash", "s")
        found = search_keys(session, "s")
        assert len(found) > FIRST_PAGE
        assert session.list.count == len(found)
        await session.press("tab", "end")
        assert session.list.key == found[-1]
        assert keys(session) == found


async def test_sorting_what_a_search_finds_sorts_all_of_it_and_keeps_the_cursor(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "slash", "s", "tab", "down", "down")
        found, key = keys(session), session.list.key
        await session.press("s")
        name, descending = session.list.sorted_by or ("", True)
        in_order = metric_order(session.main.shelf, name, descending).fetch(session.app.catalog, 0, 1000)
        sorted_keys = [item.key for item in views.by_ids(session.app.catalog, in_order)]
        assert keys(session) == [one for one in sorted_keys if one in found]
        assert set(keys(session)) == set(found)
        assert session.list.key == key
        await session.press("slash", "h")
        assert keys(session) == [one for one in sorted_keys if one in search_keys(session, "sh")]


async def test_columns_stay_as_wide_as_they_are_while_one_types(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "slash", "y")
        before = head(session)
        for letter in "jjf":
            await session.press(letter)
            assert head(session) == before


def search_keys(session: Session, text: str) -> list[str]:
    """What a search among the metrics finds, in its order."""
    with closing(session.app.catalog.connect()) as connection:
        scope = search.Scope.of(kind="metric")
        hits = search.search(connection, text, scope=scope, language=session.app.language, limit=1000).hits
    return [hit.key for hit in hits]
