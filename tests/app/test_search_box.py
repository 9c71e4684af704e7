"""Searching from the box: the list narrows with each key, what is found opens, and one comes back to where one was."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import pytest

from hunnan_tui.library import find, search
from hunnan_tui.tui import happened
from hunnan_tui.tui.widgets.bars import Found

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
NEUVIZ = "hunnan-conference-2026/outcome/neuviz-p10"
TURNOVER = "metric/shenyang/tech-contract-turnover"

at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def marked(session: Session) -> set[str]:
    """The runs of text in the list that stand out as what matched."""
    style = session.list.get_component_rich_style("table--match", partial=True)
    strips = session.list.render_lines(session.list.size.region)
    found = (part for strip in strips for part in strip if part.style is not None)
    return {part.text.strip() for part in found if part.style and part.style.underline and style.underline}


@at_every_size
@pytest.mark.parametrize(
    ("query", "key"),
    [("光子计数", NEUVIZ), ("photon", NEUVIZ), ("技术合同成交额", TURNOVER), ("830.6", TURNOVER), ("guangzi", NEUVIZ)],
)
async def test_anything_is_found_from_anywhere(reader: Opener, size: tuple[int, int], query: str, key: str) -> None:
    async with reader(size) as session:
        await session.press("slash")
        await session.type(query)
        keys = [row.key for row in session.list.rows.fetch(0, 20)]
        assert key in keys
        assert "list" in session.panes()


@at_every_size
async def test_enter_opens_what_is_found_and_escape_returns_to_where_one_was(
    reader: Opener, size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.press("2", "down", "down")
        before = (session.main.view, session.list.key, session.focus, session.panes(), session.document())
        await session.press("slash")
        await session.type("photon")
        await session.press("enter")
        assert session.main.reading == NEUVIZ
        assert session.focus == "reader"
        assert session.document().startswith("NeuVizP10")
        await session.press("escape")
        assert session.focus == "list"
        assert session.main.is_searching
        await session.press("escape")
        assert not session.main.is_searching
        assert session.main.box.value == ""
        assert (session.main.view, session.list.key, session.focus, session.panes(), session.document()) == before


async def test_escape_in_the_box_returns_to_where_one_was(reader: Opener) -> None:
    async with reader() as session:
        await session.press("3", "down", "enter")
        before = (session.main.view, session.list.key, session.focus, session.main.reading)
        await session.press("slash")
        await session.type("nickel")
        await session.press("escape")
        assert (session.main.view, session.list.key, session.focus, session.main.reading) == before


async def test_from_the_overview_one_returns_to_the_overview(reader: Opener) -> None:
    async with reader() as session:
        before = session.document()
        await session.press("slash")
        await session.type("photon")
        assert session.panes() == ["navigator", "list", "reader"]
        await session.press("escape")
        assert session.main.view == "overview"
        assert session.document() == before
        assert "list" not in session.panes()


async def test_what_matched_is_marked_also_where_pinyin_found_it(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("slash")
        await session.type("barocaloric")
        assert "barocaloric" in marked(session)
    async with reader((200, 50), "zh") as session:
        await session.press("slash")
        await session.type("yaka")
        assert "压卡" in marked(session)


async def test_the_list_narrows_with_each_key_and_widens_when_letters_go(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        counts = []
        for letter in "neuviz":
            await session.type(letter)
            counts.append(session.list.count)
        assert counts == sorted(counts, reverse=True)
        assert counts[-1] < counts[0]
        await session.press(*["backspace"] * 5)
        assert session.list.count == counts[0]
        await session.press("backspace")
        assert session.main.inviting
        assert session.main.view == "overview"
        assert session.main.box.has_focus


async def test_the_box_tells_beside_the_overview_what_can_be_typed(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        shown = session.text()
        assert "hunnan科技城" in shown
        assert "innovphotonctEnglishwords" in shown
        assert session.main.reader.targets()  # the overview is still there
        await session.press("tab")
        assert not session.main.is_searching
        assert session.main.only_reader
        await session.press("slash", "escape")
        assert not session.main.is_searching
        assert session.main.only_reader
        assert session.main.view == "overview"


async def test_arrows_move_through_what_is_found_while_one_types(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.type("shenyang")
        first = session.list.key
        await session.press("down", "down", "up")
        assert session.focus == "search"
        assert session.list.cursor == 1
        assert session.list.key != first
        assert session.main.reading == session.list.key
        await session.press("enter")
        assert session.focus == "reader"


async def test_tab_goes_into_the_list_and_the_search_goes_on(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.type("shenyang")
        await session.press("tab")
        assert session.focus == "list"
        await session.press("down", "slash")
        assert session.focus == "search"
        await session.type(" 2026")
        assert session.main.box.value == "shenyang 2026"


async def test_a_search_begins_in_its_view_tells_what_is_elsewhere_and_f4_widens_it(reader: Opener) -> None:
    async with reader((200, 50)) as session:
        await session.press("3", "slash")
        await session.type("science park")
        kinds = {row.key.split("/")[1] for row in session.list.rows.fetch(0, 50)}
        assert kinds == {"project"}
        counted = search.count(session.app.catalog.connection, "science park", scope=search.Scope.of(kind="project"))
        assert counted.elsewhere > 0
        assert f"{counted.here}match" in session.text("#found")
        assert f"{counted.elsewhere}elsewhere" in session.text("#found")
        await session.press("f4")
        assert session.list.count == counted.here + counted.elsewhere
        assert f"{session.list.count}matches" in session.text("#found")
        await session.press("f4")
        assert session.list.count == counted.here
        assert session.main.box.value == "science park"


async def test_in_a_section_only_its_points_are_searched(reader: Opener) -> None:
    async with reader() as session:
        section = next(view for view in session.main.views if view.name == "keywords" and view.depth)
        session.main.open_view(section.id)
        await session.press("slash")
        await session.type("a")
        found = [row.key for row in session.list.rows.fetch(0, 50)]
        points = session.app.catalog.read("SELECT key FROM items WHERE section=?", [section.section])
        assert found
        assert set(found) <= {key for (key,) in points}


async def test_the_metric_table_stays_a_table_while_it_is_searched(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5")
        before = session.list.count
        columns = [column.key for column in session.list.rows.columns]
        await session.press("slash")
        await session.type("技术")
        assert 0 < session.list.count < before
        assert [column.key for column in session.list.rows.columns] == columns
        assert TURNOVER in [row.key for row in session.list.rows.fetch(0, 50)]


async def test_a_search_that_finds_nothing_is_told_and_helped(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("slash")
        await session.type("zzzqqqxxx")
        assert session.main.is_searching
        shown = session.text("#list") + session.text("#found")
        assert "zzzqqqxxx" in shown or "0matches" in shown


async def test_a_query_that_cannot_be_parsed_keeps_the_list_and_says_what_is_wrong(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("slash")
        await session.type("shenyang ")
        before = session.list.count
        await session.type("value>=")
        assert session.list.count == before > 50
        assert "value>=10bn" in session.text("#found")
        await session.type("100亿")
        assert 0 < session.list.count < before


async def test_where_nothing_of_a_query_can_be_parsed_the_list_stays(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("slash")
        await session.type("kind:f")
        before = [row.key for row in session.list.rows.fetch(0, 50)]
        assert before
        await session.type("oo")
        assert [row.key for row in session.list.rows.fetch(0, 50)] == before
        await session.type(" photon")
        assert NEUVIZ in [row.key for row in session.list.rows.fetch(0, 50)]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_where_there_is_little_room_the_remedy_stands_in_place_of_the_keys(reader: Opener, language: str) -> None:
    async with reader((80, 24), language) as session:
        await session.press("slash")
        await session.type("kind:foo")
        assert "foo" in session.text("#found")
        told = {"en": "outcome,project,point,metric,flag,source,note", "zh": "成果,项目,要点,指标,存疑,来源,笔记"}
        assert session.text("#footer").endswith(told[language])
        await session.press("backspace", "backspace")
        assert "F1" in session.text("#footer")


@pytest.mark.parametrize("view", ["1", "2", "5"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_a_search_shows_its_list_whatever_has_the_whole_screen(
    reader: Opener, view: str, size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.press(view, "tab", "z", "slash")
        await session.type("photon")
        assert "list" in session.panes()
        await session.press("f9")
        assert "list" in session.panes()
        await session.press("f9")
        assert "list" in session.panes()


@pytest.mark.parametrize("view", ["1", "2", "5"])
async def test_what_was_found_is_told_in_the_other_language_once_that_is_chosen(reader: Opener, view: str) -> None:
    async with reader((120, 36)) as session:
        await session.press(view, "slash")
        await session.type("jishu")
        key = session.list.key
        await session.press("f2")
        told = session.main.query_one("#found", Found).content.plain
        assert "条匹配" in told
        assert "match" not in told
        assert any("\u4e00" <= letter <= "\u9fff" for letter in session.lines("#list")[1])
        assert marked(session) <= {"技术", "计数"}
        assert session.list.key == key


async def test_leaving_a_search_puts_the_list_back_as_it_was(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "down", "down", "down")
        before = session.lines("#list")
        await session.press("slash")
        await session.type("unicorn")
        await session.press("escape")
        await session.press("tab")
        assert session.lines("#list")[1:] == before[1:] or session.list.scroll_offset.y == 0


@pytest.mark.parametrize("size", SIZES)
async def test_a_pasted_query_that_cannot_be_parsed_lists_what_the_rest_finds(
    reader: Opener, size: tuple[int, int]
) -> None:
    async with reader(size) as session:
        await session.press("slash")
        await session.paste("photon value>=")
        assert NEUVIZ in [row.key for row in session.list.rows.fetch(0, 50)]
        assert "numberismissing" in session.text("#found")
        (text,) = session.main.box._value.spans
        assert (text.start, text.end) == (7, 14)
        await session.type("1")
        assert not session.main.box._value.spans


async def test_what_stands_elsewhere_is_told_and_not_taken_for_what_comes_nearest(reader: Opener) -> None:
    async with reader((80, 24)) as session:
        await session.press("5", "slash")
        await session.type("weightless")
        assert session.list.count == 0
        assert "0matches·1elsewhere" in session.text("#found")
        assert "F4lookseverywhere:1there" in session.text("#list")
        await session.press("f4")
        assert session.list.count == 1


async def test_a_number_that_may_be_too_high_says_so_until_all_is_read(
    reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "FEW", 1)
    monkeypatch.setattr(find, "MOST_COUNTED", 0)
    async with reader((120, 36)) as session:
        told: list[str] = []
        tell = session.main._tell_found
        monkeypatch.setattr(session.main, "_tell_found", lambda: (tell(), told.append(session.text("#found"))))
        await session.press("slash")
        await session.paste("科技成果")
        assert told[-2].startswith("~")
        assert told[-1].startswith(f"{session.list.count}match")


async def test_what_matched_is_marked_in_the_metric_table(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("5", "slash")
        await session.type("jishuhetong")
        assert marked(session) == {"技术合同"}
    async with reader((120, 36), "zh") as session:
        await session.press("5", "slash")
        await session.type("jishuhetong")
        assert marked(session) == {"技术合同"}


async def test_results_that_come_late_are_not_shown(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.type("photon")
        answer = session.main._answer
        assert answer is not None
        await session.press("escape")
        session.main._show(answer.asked, answer.found)
        assert not session.main.is_searching
        await session.press("slash")
        session.main.box.value = "p"
        session.main.box.value = ""
        await session.settle()
        assert session.main.inviting
        assert session.main.view == "overview"


async def test_what_comes_after_the_box_was_emptied_is_not_shown(
    reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader((120, 36)) as session:
        asked, go_on = threading.Event(), threading.Event()
        complete = search.complete

        def late(*given: Any, **named: Any) -> Any:
            asked.set()
            go_on.wait(10)
            return complete(*given, **named)

        monkeypatch.setattr("hunnan_tui.library.complete.complete", late)
        await session.press("slash")
        await session.begin("k", "i")
        while not asked.is_set():
            await session.begin("shift")
        await session.begin("ctrl+u")
        go_on.set()
        await session.settle()
        assert session.text("#found") == ""
        await session.press("right")
        assert session.main.box.value == ""


async def test_enter_before_the_results_are_there_opens_what_was_typed(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        session.main.box.value = "photon"
        session.main.box.post_message(session.main.box.Submitted(session.main.box, "photon"))
        await session.settle()
        assert session.main.reading == NEUVIZ
        assert session.focus == "reader"


async def test_what_is_pasted_is_searched_for(reader: Opener) -> None:
    async with reader() as session:
        from textual.events import Paste

        await session.press("slash")
        session.main.box.post_message(Paste("光子计数\nand a second line"))
        await session.settle()
        assert session.list.key == NEUVIZ


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)], ids=str)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_all_that_can_be_typed_is_told_before_one_types(
    reader: Opener, size: tuple[int, int], language: str
) -> None:
    async with reader(size, language) as session:
        await session.press("slash")
        told = session.text("#list")
        assert all(query in told for query in ("jishuhetong", "kind:metric", "value>=100亿"))
        assert ("reader" in session.panes()) == (size[0] == 120)
        await session.type("photon")
        assert ("reader" in session.panes()) == (size[0] > 60)


@pytest.mark.parametrize(
    ("language", "value", "target"),
    [("en", "CNY 83.06 billion", "2026 target: CNY 92 billion"), ("zh", "830.6亿元", "2026 目标: 920亿元")],
)
async def test_the_figure_that_a_query_asks_for_is_told_and_marked(
    reader: Opener, language: str, value: str, target: str
) -> None:
    async with reader((120, 36), language) as session:
        await session.press("slash")
        await session.type("value>=800亿")
        assert f"2025: {value}" in marked(session)
        session.main.box.value = ""
        await session.type("year:2026 nature:target 成交额")
        assert target in marked(session)


async def test_the_figure_that_a_query_asks_for_is_marked_in_its_column(reader: Opener) -> None:
    async with reader((120, 36), "zh") as session:
        await session.press("5", "slash")
        await session.type("value>=800亿")
        assert "830.6" in marked(session)
        assert "920" not in marked(session)


async def test_passages_have_a_column_where_something_matches_outside_of_its_title(reader: Opener) -> None:
    async with reader((80, 24)) as session:
        await session.press("slash")
        for query, columns in (("financing", ["kind", "title"]), ("830.6", ["kind", "title", "snippet"])):
            session.main.box.value = ""
            await session.type(query)
            assert [column.key for column in session.list.rows.columns] == columns


async def test_below_eighty_columns_the_list_is_shown_while_one_types(reader: Opener) -> None:
    async with reader((60, 20)) as session:
        await session.press("slash")
        await session.type("photon")
        assert session.panes() == ["list"]
        assert "photon" in session.lines("#search")[0]
        await session.press("enter")
        assert session.panes() == ["reader"]
        await session.press("escape", "escape")
        assert not session.main.is_searching


async def test_full_width_letters_and_digits_find_as_well(reader: Opener) -> None:
    async with reader() as session:
        await session.press("5", "slash")
        await session.type("８３０．６")
        assert TURNOVER in [row.key for row in session.list.rows.fetch(0, 20)]


async def test_hits_beyond_the_first_page_are_reached(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.type("a")
        assert session.list.count > 60
        await session.press("tab", "end")
        assert session.list.cursor == session.list.count - 1
        assert session.list.key is not None
        assert session.main.reading == session.list.key


async def test_what_is_searched_for_is_found_when_its_file_comes_later(reader: Opener, shelf: Shelf) -> None:
    from hunnan_tui.library.sync import sync

    shelf.briefing("first", metric="a-metric")
    async with reader(locations=shelf.locations) as session:
        await session.press("slash")
        await session.type("rdlater")
        assert session.list.count == 0
        shelf.briefing("second", metric="rdlater", outcome="rdlater is told")
        session.main.post_message(happened.Synced(sync(session.app.catalog)))
        await session.settle()
        assert session.list.count > 0
        assert session.main.box.value == "rdlater"


async def test_the_cursor_stays_where_it_is_when_files_are_read_again(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.type("沈阳")
        await session.press("tab", "down", "down")
        key = session.list.key
        session.main.refresh_all()
        await session.settle()
        assert session.list.key == key
        assert session.main.is_searching


@at_every_size
async def test_no_line_of_what_can_be_typed_begins_with_a_closing_mark(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size=size, language="zh") as session:
        await session.press("slash")
        lines = [line.strip("▏ ") for line in session.lines("#list")]
        assert any("jishuhetong" in line for line in lines)
        assert not [line for line in lines if line[:1] in "，。；、）" and line]


async def test_the_space_of_full_width_parts_words(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.type("沈阳　专利")
        assert session.main.box.value == "沈阳 专利"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["LF", "CR", "CRLF"])
async def test_the_first_line_with_something_in_it_is_what_is_pasted(reader: Opener, end: str) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.paste(f"{end}技术合同 2026{end}and more{end}")
        assert session.main.box.value == "技术合同 2026"


async def test_what_is_pasted_by_mistake_is_cut_and_can_be_deleted(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.type("光子")
        await session.paste("技术合同 [bold]" * 8000)
        assert session.main.box.value == ("光子" + "技术合同 [bold]" * 8000)[:1000]
        await session.type("x")
        await session.press("ctrl+u")
        assert session.main.box.value == ""
        await session.type("光子")
        assert session.list.count > 0


async def test_words_without_a_blank_are_parted_by_one_key(reader: Opener) -> None:
    async with reader((160, 45)) as session:
        await session.press("slash")
        await session.type("沈阳独角兽企业")
        assert "→沈阳独角兽企业:7matches" in session.text("#found")
        first = session.list.key
        await session.press("left", "right")  # within the word → moves
        assert session.main.box.value == "沈阳独角兽企业"
        await session.press("right")
        assert session.main.box.value == "沈阳 独角兽企业"
        assert session.list.key == first
        assert "match" in session.text("#found")


async def test_a_search_that_fails_says_why_and_leaves_the_list(
    reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader((120, 36)) as session:
        await session.press("slash", *"photon")
        before = session.list.key

        def broken(*_: object, **__: object) -> None:
            raise sqlite3.DatabaseError("database disk image is malformed")

        monkeypatch.setattr(search, "search", broken)
        await session.press("s")
        assert session.toasts() == ["database disk image is malformed"]
        assert session.list.key == before
