"""The main screen at four sizes, driven as a person drives it: what can be seen, reached, read, copied and left."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.events import Paste

from hunnan_tui.library import views
from hunnan_tui.library.locations import Locations
from hunnan_tui.tui import clipboard
from hunnan_tui.tui.pressing import Pressed
from hunnan_tui.tui.screens.opening import Opening
from hunnan_tui.tui.widgets.bars import Footer
from hunnan_tui.tui.widgets.table import Table

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
CONFERENCE = "hunnan-conference-2026"
TURNOVER = "metric/shenyang/tech-contract-turnover"
VIEWS = {"overview", "outcomes", "projects", "keywords", "metrics", "targets", "narrative", "flags", "sources", "notes"}

at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


# Panes


@pytest.mark.parametrize(
    ("size", "overview", "listed"),
    [
        ((60, 20), [["navigator"], ["reader"]], [["list"]]),
        ((80, 24), [["tabs", "reader"]], [["tabs", "list", "reader"]]),
        ((119, 30), [["tabs", "reader"]], [["tabs", "list", "reader"]]),
        ((120, 36), [["navigator", "reader"]], [["navigator", "list", "reader"]]),
        ((200, 50), [["navigator", "reader"]], [["navigator", "list", "reader"]]),
    ],
)
async def test_there_are_as_many_panes_as_there_is_room_for(
    reader: Opener, size: tuple[int, int], overview: list[list[str]], listed: list[list[str]]
) -> None:
    async with reader(size) as session:
        assert session.panes() in overview
        await session.press("2")
        assert session.panes() in listed


@at_every_size
async def test_nothing_is_cut_off_or_overlaps_in_any_view(reader: Opener, size: tuple[int, int]) -> None:
    width, height = size
    async with reader(size) as session:
        for digit in "1234567890":
            await session.press(digit)
            regions = [session.main.query_one(f"#{name}").region for name in session.panes()]
            for region in regions:
                assert region.x >= 0
                assert region.right <= width
                assert region.bottom <= height - 1
            for number, region in enumerate(regions):
                assert not any(region.overlaps(other) for other in regions[number + 1 :])
            assert all(cell_len(line) <= width for line in session.lines())
            assert len(session.lines()) == height


@at_every_size
async def test_every_view_opens_by_its_digit_and_says_what_it_has(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        opened = []
        for digit in "1234567890":
            await session.press(digit)
            opened.append(session.main.view)
            if session.main.view not in ("overview", "notes"):
                assert session.list.count > 0
        assert len(opened) == len(VIEWS)
        assert set(opened) == VIEWS


@at_every_size
async def test_the_focus_is_always_on_something_that_can_be_seen(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        for keys in (
            [],
            ["2"],
            ["tab"],
            ["tab"],
            ["tab"],
            ["escape"],
            ["1"],
            ["shift+tab"],
            ["enter"],
            ["5"],
            ["z"],
            ["z"],
        ):
            await session.press(*keys)
            assert session.focus in session.panes()


@at_every_size
async def test_tab_goes_round_the_panes_and_shift_tab_back(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.press("2")
        begun = session.focus
        there = [begun]
        for _ in range(3):
            await session.press("tab")
            there.append(session.focus)
        assert {"list", "reader"} <= set(there)
        back = [session.focus]
        for _ in range(3):
            await session.press("shift+tab")
            back.append(session.focus)
        assert back == there[::-1]


async def test_another_size_arranges_the_panes_anew_and_keeps_what_is_open(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("2", "down", "down")
        key = session.list.key
        for size in [*SIZES, *reversed(SIZES)]:
            await session.resize(*size)
            assert session.list.key == key
            assert session.main.view == "outcomes"
            assert session.focus in session.panes()
            assert all(cell_len(line) <= size[0] for line in session.lines())


async def test_a_zoomed_pane_has_the_whole_screen_and_gives_it_back(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("2", "z")
        assert session.panes() == ["list"]
        await session.press("tab")
        assert session.panes() == ["reader"]
        await session.press("escape")
        assert session.panes() == ["navigator", "list", "reader"]


# Browsing


@at_every_size
async def test_the_ten_outcomes_are_there_in_order_and_read_one_by_one(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.press("2")
        titles = [item.title.en for item in views.Listing("outcome").all(session.app.catalog)]
        assert len(titles) == 10
        for title in titles:
            await session.press("enter")
            assert session.document().startswith("".join(title.split()))
            await session.press("escape", "down")


async def test_arrows_and_letters_move_alike(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2")
        places = []
        for key in ("down", "j", "down", "up", "k", "end", "home", "G", "g", "pagedown", "pageup"):
            await session.press(key)
            places.append(session.list.cursor)
        assert places == [1, 2, 3, 2, 1, 9, 0, 9, 0, 9, 0]


async def test_an_item_is_read_as_the_cursor_stands_on_it(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2", "down")
        assert session.main.reading == f"{CONFERENCE}/outcome/barocaloric-effects"
        text = session.document()
        for part in ("Discoveryofthecolossalbarocaloriceffects", "庞压卡效应", "Evidence", "GlobeNewswire", "2026-02-27",
                     "“colossalbarocaloriceffects”", "https://www.globenewswire.com", "Related"):  # fmt: skip
            assert part in text


async def test_a_key_held_down_reads_only_where_it_stops(reader: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader() as session:
        await session.press("5")
        read: list[str] = []
        real = session.main.read
        monkeypatch.setattr(session.main, "read", lambda key, **options: (read.append(key), real(key, **options)))
        for _ in range(12):
            session.list.action_cursor_down()
        await session.settle()
        assert read == [session.list.key]


async def test_a_held_arrow_loses_no_line_however_late_the_screen_is_drawn(reader: Opener) -> None:
    async with reader((80, 24)) as session:
        await session.press("2", "enter")
        for _ in range(5):
            await session.reader.run_action("move(1)")
        assert session.reader.scroll_offset.y == 5


@at_every_size
async def test_the_text_scrolls_with_the_arrows(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.press("2", "enter", "down", "down")
        assert session.reader.scroll_offset.y == 2
        await session.press("end")
        assert session.reader.scroll_offset.y == session.reader.max_scroll_y > 0
        await session.press("home")
        assert session.reader.scroll_offset.y == 0


async def test_the_keyword_sections_stand_below_their_view_and_open_alone(reader: Opener) -> None:
    async with reader() as session:
        sections = [view for view in session.main.views if view.name == "keywords" and view.depth]
        assert [view.count for view in sections] == [3, 6, 7, 3, 4]
        await session.press("4")
        assert session.list.count == 23
        await session.press("shift+tab", "down", "down", "down")
        assert session.main.view == sections[2].id
        assert session.list.count == 7
        assert "IntegrationandtransferI" not in session.text("#list")


async def test_the_navigator_opens_a_view_as_one_passes_and_enter_goes_into_it(reader: Opener) -> None:
    async with reader() as session:
        assert session.focus == "navigator"
        await session.press("down", "down")
        assert session.main.view == "projects"
        assert session.list.count == 4
        assert session.focus == "navigator"
        await session.press("enter")
        assert session.focus == "list"
        await session.press("escape")
        assert session.focus == "navigator"


async def test_below_eighty_columns_one_goes_from_the_views_to_the_list_to_the_text_and_back(reader: Opener) -> None:
    async with reader((60, 20)) as session:
        await session.press("2")
        assert session.panes() == ["list"]
        await session.press("enter")
        assert session.panes() == ["reader"]
        await session.press("escape")
        assert session.panes() == ["list"]
        await session.press("escape")
        assert session.panes() == ["navigator"]
        await session.press("enter")
        assert session.panes() == ["list"]


async def test_at_eighty_columns_the_views_are_tabs_and_a_click_opens_one(reader: Opener) -> None:
    async with reader((80, 24)) as session:
        (tabs,) = session.lines("#tabs")
        assert "1 Overview" in tabs
        assert "2 Outcomes" in tabs
        await session.pilot.click("#tabs", offset=(tabs.index("Projects"), 0))
        assert session.main.view == "projects"
        await session.view("notes")
        assert "Notes" in session.lines("#tabs")[0]


async def test_the_next_and_previous_item_are_read_without_leaving_the_text(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2", "enter", "right_square_bracket", "right_square_bracket", "left_square_bracket")
        assert session.focus == "reader"
        assert session.main.reading == f"{CONFERENCE}/outcome/barocaloric-effects"


# Links


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_click_on_a_link_opens_it(reader: Opener, language: str) -> None:
    async with reader((120, 36), language) as session:
        await session.press("2", "down")
        lines = session.lines("#reader")
        runs = [(run, y) for y, line in enumerate(session.reader._layout.lines[: len(lines)]) for run in line]
        run, y = next((run, y) for run, y in runs if run.link != -1)
        left = cell_len(lines[y].partition(run.text)[0])
        await session.pilot.click("#reader", offset=(left + 1, y))
        await session.settle()
        assert session.main.reading == f"{CONFERENCE}/source/globenewswire-2026-02-27"


async def test_a_link_is_chosen_with_the_arrows_followed_with_enter_and_left_with_escape(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2", "enter", "right")
        assert session.reader.target == f"{CONFERENCE}/source/globenewswire-2026-02-27"
        await session.press("enter")
        assert session.main.reading == f"{CONFERENCE}/source/globenewswire-2026-02-27"
        assert "Citedby" in session.document()
        await session.press("escape")
        assert session.main.reading == f"{CONFERENCE}/outcome/negative-energy-interfaces"
        assert session.focus == "reader"


async def test_every_link_of_a_text_can_be_reached(reader: Opener) -> None:
    async with reader((60, 20)) as session:
        await session.press("5", "enter")
        targets = session.reader.targets()
        reached = []
        for _ in targets:
            await session.press("right")
            reached.append(session.reader.target)
            place = session.reader._layout.places[session.reader.chosen]
            top = session.reader.scroll_offset.y
            assert top <= place < top + session.reader.size.height
        assert reached == targets


@pytest.mark.parametrize("key", ["L", "b", "t"])
async def test_what_was_reached_by_a_link_stays_open_when_the_screen_changes(reader: Opener, key: str) -> None:
    async with reader() as session:
        await session.press("2", "enter", "right", "enter")
        reading = session.main.reading
        await session.press(key)
        assert session.main.reading == reading
        await session.press("escape")
        assert session.main.reading == f"{CONFERENCE}/outcome/negative-energy-interfaces"


async def test_everything_on_the_overview_opens(reader: Opener) -> None:
    async with reader() as session:
        targets = dict.fromkeys(session.reader.targets())
        assert TURNOVER in targets
        for target in targets:
            await session.press("1")
            session.reader.chosen = session.reader.targets().index(target)
            session.reader.action_follow()
            await session.settle()
            if target.startswith("view/"):
                assert session.main.view == target.removeprefix("view/")
            else:
                assert session.main.reading == target
                assert session.list.key is not None
                assert session.list.key.partition("@")[0] == target


# Copying and leaving for the browser


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied."""
    texts: list[str] = []

    def copy(_app: object, text: str) -> str:
        texts.append(text)
        return "Copied."

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


@at_every_size
async def test_an_item_is_copied_with_its_citation(reader: Opener, copied: list[str], size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.press("3", "y")
        assert session.toasts()[-1] == "Copied."
        (text,) = copied
        assert text.startswith(next(views.Listing("project").all(session.app.catalog)).title.en)
        assert "(2026, February 24)" in text


async def test_in_chinese_it_is_copied_in_chinese(reader: Opener, copied: list[str]) -> None:
    async with reader((80, 24), "zh") as session:
        await session.press("3", "f6")
        assert copied[0].startswith(next(views.Listing("project").all(session.app.catalog)).title.zh)
        assert "[EB/OL]" in copied[0]


async def test_where_nothing_is_selected_nothing_is_copied_and_that_is_said(reader: Opener, copied: list[str]) -> None:
    async with reader((80, 24)) as session:
        await session.press("1", "y")
        assert copied == []
        assert len(session.toasts()) == 1


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were opened in the browser."""
    from hunnan_tui.tui.app import HunnanApp

    addresses: list[str] = []
    monkeypatch.setattr(HunnanApp, "open_url", lambda _self, url, **_: addresses.append(url))
    return addresses


@at_every_size
async def test_a_link_opens_in_the_browser_only_after_it_was_shown_and_wanted(
    reader: Opener, opened: list[str], size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.press("2", "o")
        assert isinstance(session.app.screen, Opening)
        assert "https://www.globenewswire.com/" in session.text()
        assert opened == []
        await session.press("escape")
        assert opened == []
        assert not isinstance(session.app.screen, Opening)
        await session.press("f8", "enter")
        assert len(opened) == 1
        assert opened[0].startswith("https://www.globenewswire.com/")


async def test_a_link_in_the_text_asks_too(reader: Opener, opened: list[str]) -> None:
    async with reader() as session:
        await session.press("2", "enter")
        address = next(target for target in session.reader.targets() if target.startswith("http"))
        session.reader.chosen = session.reader.targets().index(address)
        await session.press("enter")
        assert isinstance(session.app.screen, Opening)
        await session.press("escape")
        assert opened == []
        await session.press("enter", "enter")
        assert opened == [address]


async def test_an_item_without_an_address_says_so(reader: Opener, shelf: Shelf, opened: list[str]) -> None:
    text = shelf.briefing("one").read_text(encoding="utf-8")
    shelf.write("one.toml", text.replace('url = "https://example.com/one"', ""))
    async with reader(locations=shelf.locations) as session:
        await session.press("2", "o")
        assert not isinstance(session.app.screen, Opening)
        assert "address" in session.toasts()[-1]
        assert opened == []


# Leaving


@pytest.mark.parametrize(
    "keys",
    [["q"], ["ctrl+q"], ["f10"], ["2", "q"], ["2", "enter", "q"], ["slash", "ctrl+q"], ["question_mark", "ctrl+q"]],
)
async def test_one_leaves_at_once_and_nothing_is_asked(reader: Opener, keys: list[str]) -> None:
    async with reader((80, 24)) as session:
        await session.pilot.press(*keys)
        await session.pilot.pause()
        assert session.app._exit


# A Chinese input method


@pytest.mark.parametrize(
    ("key", "opens"),
    [("？", "Help"), ("：", "CommandPalette"), ("f1", "Help"), ("question_mark", "Help"), ("colon", "CommandPalette")],
)
async def test_full_width_signs_and_f_keys_do_what_the_others_do(reader: Opener, key: str, opens: str) -> None:
    async with reader() as session:
        await session.press("2", key)
        assert type(session.app.screen).__name__ == opens


@pytest.mark.parametrize("key", ["／", "slash", "f3"])
async def test_every_key_for_searching_leads_into_the_box_and_types_nothing(reader: Opener, key: str) -> None:
    async with reader() as session:
        await session.press("2", key)
        assert session.focus == "search"
        assert session.main.box.value == ""


async def test_f_keys_do_everything_that_letters_do(reader: Opener, copied: list[str]) -> None:
    async with reader() as session:
        await session.press("2", "f5")
        assert type(session.app.screen).__name__ == "NoteEditor"
        await session.press("escape", "f6", "f7")
        assert len(copied) == 1
        await session.press("f8")
        assert isinstance(session.app.screen, Opening)
        await session.press("escape", "f9")
        assert session.panes() == ["list"]


# The start


async def test_a_first_start_shows_what_it_reads_and_then_the_library(reader: Opener, library: Locations) -> None:
    library.catalog.unlink()
    async with reader((120, 36)) as session:
        assert "3briefings" in session.text("#head")
        assert TURNOVER in session.reader.targets()
        await session.press("2")
        assert session.list.count == 10


@pytest.mark.parametrize("place", [0, 100, 50_000])
async def test_a_damaged_catalog_is_mended_before_anything_is_shown(
    reader: Opener, library: Locations, place: int
) -> None:
    async with reader():
        pass
    with library.catalog.open("r+b") as file:
        file.seek(place)
        file.write(b"rubbish" * 2000)
    async with reader() as session:
        assert "3briefings" in session.text("#head")
        await session.press("2")
        assert session.list.count == 10
        assert session.toasts() == []


async def test_files_that_cannot_be_read_to_the_end_are_no_wait_for_good(
    reader: Opener, library: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_given: object, **_options: object) -> None:
        raise sqlite3.OperationalError("database or disk is [red]full\x1b")

    monkeypatch.setattr("hunnan_tui.library.sync.sync", failing)
    async with reader(locations=library) as session:
        assert "database or disk is [red]full␛" in session.toasts()[-1]
        await session.press("2")
        assert session.list.count == 10


async def test_an_empty_library_says_what_to_do(reader: Opener, shelf: Shelf) -> None:
    async with reader((80, 24), locations=shelf.locations) as session:
        said = {}
        for digit in "234567890":
            await session.press(digit)
            assert session.list.count == 0
            said[session.main.view] = session.text("#list")
        assert "F5" in said.pop("notes")
        assert "Nothingdisagrees" in said.pop("flags")
        assert all("hunnan-tuipaths" in text for text in said.values())


async def test_a_faulty_file_is_shown_with_line_and_remedy_and_the_others_open(
    reader: Opener, library: Locations, small: str
) -> None:
    (library.own / "bad.toml").write_text(small.replace("亿元", "亿圆"), encoding="utf-8")
    async with reader((120, 36)) as session:
        assert "1faultyfile" in session.text("#head")
        faults = next(view for view in session.main.views if view.id == "faults")
        assert faults.count == 1
        session.main.open_view("faults")
        await session.settle()
        assert "bad.toml:" in session.text("#list")
        assert "亿元" in session.document()
        await session.press("2")
        assert session.list.count == 10


async def test_a_cache_folder_that_cannot_be_written_is_no_obstacle(reader: Opener, shelf: Shelf) -> None:
    path = shelf.briefing("one", outcome="Only in memory")
    locations = Locations((shelf.folder,), shelf.locations.config, path)
    async with reader(locations=locations) as session:
        assert session.app.catalog.in_memory
        await session.press("2")
        assert "Onlyinmemory" in session.text("#list")


async def test_the_top_line_says_what_the_library_has(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        counts = views.counts(session.app.catalog)
        (head,) = session.lines("#head")
        assert "3 briefings" in head
        assert f"{counts['metric']} metrics" in head
        assert f"{counts['flag']} flags" in head


async def test_ascii_draws_no_other_characters_of_ours(reader: Opener, shelf: Shelf) -> None:
    shelf.briefing("one")
    text = (shelf.folder / "one.toml").read_text(encoding="utf-8").replace("亿元", "%").replace("市政府", "City")
    shelf.write("one.toml", text)
    async with reader(locations=shelf.locations, ascii_only=True) as session:
        for digit in "23458":
            await session.press(digit)
            beyond = {char for line in session.lines() for char in line if not char.isascii()}
            assert beyond <= set("浑南↑↓←→⇧“”…·—•")


def region_styles(session: Session, selector: str) -> set[Any]:
    widget = session.main.query_one(selector)
    return {segment.style for strip in widget.render_lines(widget.size.region) for segment in strip}


async def test_the_theme_switches_and_is_remembered(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("2")
        dark = region_styles(session, "#list")
        await session.press("t")
        assert session.app.theme == "hunnan-light"
        assert region_styles(session, "#list") != dark
    async with reader() as session:
        assert session.app.theme == "hunnan-light"


@pytest.mark.parametrize("width", [80, 120])
async def test_a_table_begins_with_its_first_column_whatever_was_moved_in_the_one_before(
    reader: Opener, width: int
) -> None:
    async with reader((width, 36)) as session:
        await session.press("6")
        begun = session.lines("#list")[0]
        await session.press("5", "right", "right", "6")
        assert session.lines("#list")[0] == begun
        assert session.list._columns.first == 0


@pytest.mark.parametrize(
    ("view", "key", "said"),
    [
        ("1", "s", "can be sorted"),
        ("2", "S", "can be sorted"),
        ("1", "o", "Select an item first"),
        ("2", "p", "metric table"),
        ("2", "c", "metric table"),
        ("1", "y", "Select an item first"),
    ],
)
async def test_a_key_that_does_nothing_where_one_is_says_where_it_does(
    reader: Opener, view: str, key: str, said: str
) -> None:
    async with reader() as session:
        await session.press(view, key)
        assert said in session.toasts()[-1]
        assert session.app.settings.by_year


async def test_of_several_pages_one_is_chosen_and_its_address_is_shown_before_it_opens(
    reader: Opener, opened: list[str]
) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "down", "down", "o")
        table = session.app.screen.query_one(Table)
        assert table.count > 1
        first = table.key
        assert first in session.text("#opening-address")
        await session.press("down")
        assert table.key != first
        assert table.key in session.text("#opening-address")
        await session.press("escape", "o", "down", "enter")
        assert opened == [table.key]


async def test_the_page_of_a_chosen_source_is_the_one_that_the_cursor_begins_on(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "down", "down", "enter")
        pages = session.main._pages()
        last, source = list(pages.items())[-1]
        while session.reader.target != source:
            await session.press("right")
        await session.press("o")
        assert session.app.screen.query_one(Table).key == last


async def test_a_link_to_a_page_asks_for_just_that_page(reader: Opener, opened: list[str]) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "down", "down", "enter")
        while not session.reader.target.startswith("http"):
            await session.press("right")
        await session.press("enter")
        assert session.app.screen.query_one(Table).count == 1
        await session.press("enter")
        assert opened == [session.reader.target]


# Back, and as it was


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)], ids=str)
async def test_escape_leads_back_to_the_link_of_the_overview_that_one_followed(
    reader: Opener, size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.press("1")
        session.main.go_to_pane("reader")
        await session.press("right", "right", "enter")
        assert session.main.view != "overview"
        for _ in range(3):
            if session.main.view != "overview":
                await session.press("escape")
        assert session.main.view == "overview"
        assert session.focus == "reader"
        assert session.reader.chosen == 1


async def test_an_item_opened_from_the_overview_stands_in_a_list_that_begins_at_its_top(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("1")
        session.main.go_to_pane("reader")
        for _ in range(8):
            await session.press("right")
        await session.press("enter")
        assert session.list.cursor > 2
        assert session.list.scroll_offset.y == 0


async def test_the_navigator_shows_its_first_views_again_once_there_is_room(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5")
        before = session.lines("#navigator")
        await session.resize(60, 10)
        await session.resize(120, 36)
        assert session.lines("#navigator") == before


@pytest.mark.parametrize(("plain", "full"), [("j", "ｊ"), ("G", "Ｇ"), ("g", "ｇ"), ("k", "ｋ")])
async def test_full_width_letters_move_too(reader: Opener, plain: str, full: str) -> None:
    places = []
    for letter in (plain, full):
        async with reader() as session:
            await session.press("2", "down", letter)
            places.append(session.list.cursor)
    assert places[0] == places[1] != 1


async def test_an_empty_list_offers_nothing_that_needs_an_item(reader: Opener) -> None:
    async with reader() as session:
        await session.press("9")
        assert not session.list.count
        assert not {"note", "copy"} & {label for _key, label in session.main.query_one(Footer).keys}
        await session.press("2")
        assert {"note", "copy"} <= {label for _key, label in session.main.query_one(Footer).keys}


async def test_keys_that_come_in_one_burst_reach_the_pane_that_the_one_before_opened(reader: Opener) -> None:
    async with reader() as session:
        await session.press("1", "tab")
        await session.burst("2", "end")
        assert session.list.cursor == session.list.count - 1
        await session.press("1")
        await session.burst("slash", *"neuviz")
        assert session.main.box.value == "neuviz"
        await session.burst("escape", "3", "down", "enter", "end")
        assert session.focus == "reader"
        assert session.reader.scroll_offset.y == session.reader.max_scroll_y


async def test_a_burst_goes_through_dialogs_and_back(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2")
        await session.burst("n", *"done", "escape", "enter", "down", "slash", *"photon", "enter")
        assert [note.text for note in session.app.notes.list()] == ["done"]
        assert session.main.box.value == "photon"
        assert session.focus == "reader"


async def test_keys_behind_an_enter_that_was_faster_than_its_search_go_where_it_leads(reader: Opener) -> None:
    async with reader() as session:
        await session.burst("slash", *"neuviz", "enter", "n", *"seen", "escape", "enter")
        [note] = session.app.notes.list()
        assert (note.key, note.text) == ("hunnan-conference-2026/outcome/neuviz-p10", "seen")
        assert session.main.box.value == "neuviz"


async def test_a_key_that_nobody_tells_of_keeps_no_other_back(reader: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader() as session:
        await session.press("2")
        monkeypatch.setattr(type(session.app), "_dealt_with", lambda *_: None)
        monkeypatch.setattr(Pressed, "handler_name", "on_nothing")
        await session.burst("down", "down", "down")
        while session.list.cursor < 3:
            await session.settle()
        assert session.list.cursor == 3


async def test_what_is_pasted_keeps_its_place_among_keys(reader: Opener) -> None:
    async with reader() as session:
        await session.press("1")
        await session.burst("slash", "a", Paste("bc"), "d")
        assert session.main.box.value == "abcd"


async def test_a_dialog_that_is_gone_before_it_is_drawn_keeps_no_key_back(
    reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader() as session:
        await session.press("2")
        monkeypatch.setattr(Opening, "call_after_refresh", lambda *_: True)  # what waits for its frame waits for good
        await session.burst("o", "escape", "down", "down")
        while session.list.cursor < 2:
            await session.settle()
        assert session.list.cursor == 2
