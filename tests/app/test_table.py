"""The table, driven as a person drives it: what is on the screen, what was read for it, what it tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region

from hunnan_tui.tui.widgets.table import Column, Row, Table
from hunnan_tui.tui.widgets.table_layout import fit, lay_out, reveal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.message import Message
    from textual.pilot import Pilot

NUMBERED = (Column("n", "#", 9, align="right"), Column("title", "题目"))


@dataclass
class Given:
    """Rows from a list, which note what was read."""

    rows: Sequence[Row]
    columns: Sequence[Column] = NUMBERED
    read: list[tuple[int, int]] = field(default_factory=list)

    def count(self) -> int:
        return len(self.rows)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        self.read.append((offset, limit))
        return self.rows[offset : offset + limit]

    def index_of(self, key: str) -> int | None:
        return next((place for place, row in enumerate(self.rows) if row.key == key), None)


class Million(Given):
    """A million rows that are made as they are read."""

    def __init__(self) -> None:
        super().__init__([])

    def count(self) -> int:
        return 1_000_000

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        self.read.append((offset, limit))
        end = min(offset + limit, 1_000_000)
        return [Row(str(place), (f"{place:,}", f"第{place}项")) for place in range(offset, end)]

    def index_of(self, key: str) -> int | None:
        return int(key)


def numbered(count: int) -> Given:
    return Given([Row(f"k{place}", (str(place), f"第{place}项")) for place in range(count)])


class TableApp(App[None]):
    """One table, and all that it tells."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.told: list[Message] = []
        self.left_alone: list[str] = []

    BINDINGS = [("left", "note('left')"), ("right", "note('right')")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield self.table

    def action_note(self, key: str) -> None:
        self.left_alone.append(key)

    @on(Table.Highlighted)
    @on(Table.Selected)
    @on(Table.SortRequested)
    def keep(self, message: Message) -> None:
        self.told.append(message)

    def highlighted(self) -> list[str | None]:
        return [message.key for message in self.told if isinstance(message, Table.Highlighted)]

    def selected(self) -> list[str]:
        return [message.key for message in self.told if isinstance(message, Table.Selected)]

    def orders(self) -> list[tuple[str | None, bool]]:
        return [(m.column, m.reverse) for m in self.told if isinstance(m, Table.SortRequested)]


def lines(table: Table) -> list[str]:
    """What stands on the screen in the table's place, trailing spaces left out."""
    return [strip.text.rstrip() for strip in table.render_lines(table.size.region)]


def cells_before(line: str, part: str) -> int:
    return cell_len(line[: line.index(part)])


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_columns_stand_under_each_other_in_chinese_and_english() -> None:
    columns = [Column("name", "指标", min_width=10), Column("value", "2025", 12, align="right")]
    rows = [
        Row("a", ("技术合同成交额", (("830.6", "actual"), (" 亿元", "unit")))),
        Row("b", ("R&D 投入强度", (("3.21", "actual"), (" %", "unit")))),
        Row("c", ("企业", "5,012")),
    ]
    app = TableApp(Table(Given(rows, columns)))
    async with app.run_test(size=(40, 8)):
        shown = lines(app.table)
        assert {cell_len(line) for line in shown[:4]} == {38}
        assert [line.rstrip().split()[-1] for line in shown[:4]] == ["2025", "亿元", "%", "5,012"]
        assert {cells_before(shown[row], name) for row, name in ((1, "技术"), (2, "R&D"), (3, "企业"))} == {2}


async def test_every_line_fills_the_width_exactly_at_any_size() -> None:
    rows = [Row(str(n), (str(n), "中a文b字" * n)) for n in range(30)]
    app = TableApp(Table(Given(rows)))
    async with app.run_test(size=(60, 12)) as pilot:
        for width in (60, 41, 24, 13, 7, 4, 2):
            await pilot.resize_terminal(width, 12)
            await pilot.pause()
            for strip in app.table.render_lines(app.table.size.region):
                assert cell_len(strip.text) == strip.cell_length == width


async def test_the_arrows_pages_and_ends_move_the_cursor() -> None:
    app = TableApp(Table(numbered(100)))
    async with app.run_test(size=(40, 11)) as pilot:
        keys = ["down", "j", "up", "k", "pagedown", "pagedown", "pageup", "end", "home", "G", "g", "up"]
        for key, place in zip(keys, [1, 2, 1, 0, 9, 18, 9, 99, 0, 99, 0, 0], strict=True):
            await press(pilot, key)
            assert app.table.cursor == place, key
            assert app.table.key == f"k{place}"
            assert any(line.startswith("▌") and f"第{place}项" in line for line in lines(app.table))


async def test_the_header_stays_while_rows_scroll() -> None:
    app = TableApp(Table(numbered(100)))
    async with app.run_test(size=(40, 11)) as pilot:
        header = lines(app.table)[0]
        await press(pilot, "end")
        assert lines(app.table)[0] == header
        assert "第99项" in lines(app.table)[10]


async def test_it_tells_where_the_cursor_stands_and_what_was_selected() -> None:
    app = TableApp(Table(numbered(5)))
    async with app.run_test(size=(40, 11)) as pilot:
        await press(pilot, "down", "down", "enter")
        assert app.highlighted() == ["k0", "k1", "k2"]
        assert app.selected() == ["k2"]


async def test_a_click_moves_the_cursor_and_a_double_click_selects() -> None:
    app = TableApp(Table(numbered(5)))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.click(app.table, offset=(8, 3))
        assert (app.table.key, app.selected()) == ("k2", [])
        await pilot.double_click(app.table, offset=(8, 4))
        assert (app.table.key, app.selected()) == ("k3", ["k3"])
        await pilot.double_click(app.table, offset=(8, 9))
        assert (app.table.key, app.selected()) == ("k3", ["k3"])


async def test_the_wheel_scrolls() -> None:
    app = TableApp(Table(numbered(100)))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot._post_mouse_events([_wheel()], app.table, offset=(5, 5))
        await pilot.pause()
        assert app.table.scroll_offset.y > 0
        assert "第0项" not in "".join(lines(app.table))
        await press(pilot, "down")
        assert "第1项" in lines(app.table)[1]


def _wheel() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


async def test_of_a_million_rows_only_those_on_the_screen_are_read() -> None:
    rows = Million()
    app = TableApp(Table(rows))
    async with app.run_test(size=(60, 24)) as pilot:
        assert rows.read == [(0, 50)]
        await press(pilot, "pagedown")
        assert rows.read == [(0, 50)]
        await press(pilot, "end")
        assert "999,999" in lines(app.table)[23]
        assert "第999999项" in lines(app.table)[23]
        assert {offset for offset, _ in rows.read} == {0, 999_950}
        await press(pilot, "home")
        assert "第0项" in lines(app.table)[1]
        assert len(rows.read) == 2


async def test_pages_long_unseen_are_forgotten() -> None:
    rows = Million()
    app = TableApp(Table(rows))
    async with app.run_test(size=(60, 24)) as pilot:
        for page in range(1, 60):
            app.table.cursor = page * 50
            await pilot.pause()
        app.table.cursor = 0
        await pilot.pause()
        assert [offset for offset, _ in rows.read].count(0) == 2
        assert len(app.table._pages) <= 40


async def test_moving_the_cursor_draws_two_lines_again_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    app = TableApp(Table(numbered(100)))
    async with app.run_test(size=(40, 20)) as pilot:
        await press(pilot, "down")
        drawn: list[int] = []
        segments = Table.segments
        monkeypatch.setattr(Table, "segments", lambda self, y: drawn.append(y) or segments(self, y))
        await press(pilot, "down")
        assert sorted(drawn) == [2, 3]


async def test_resizing_keeps_the_cursor_row_in_view() -> None:
    app = TableApp(Table(numbered(100)))
    async with app.run_test(size=(40, 30)) as pilot:
        app.table.cursor = 25
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert any(line.startswith("▌") and "第25项" in line for line in lines(app.table))


HOSTILE = [
    "[@click=app.quit]x[/]",
    "[/]",
    "目标[10%]以上",
    "\x1b[31mred",
    "a\u202eb",
    "\t|\n|",
    "[bold]b[/bold]",
    "[[",
    "\\[",
]


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    rows = [Row(text, (text, text)) for text in HOSTILE]
    columns = [Column("a", "[b]标题[/b]\x1b", 24), Column("b", "[/]")]
    app = TableApp(Table(Given(rows, columns)))
    async with app.run_test(size=(80, 14)) as pilot:
        shown = lines(app.table)
        assert "[b]标题[/b]␛" in shown[0]
        for line, text in zip(shown[1:], HOSTILE, strict=False):
            safe = text.replace("\x1b", "␛").replace("\u202e", "⟨202E⟩").replace("\t", " ").replace("\n", " ")
            assert line.count(safe) == 2
        assert not any(character < " " or character == "\u202e" for line in shown for character in line)
        await pilot.click(app.table, offset=(4, 1))
        assert app.is_running
        assert all(
            not segment.style.meta
            for strip in app.table.render_lines(app.table.size.region)
            for segment in strip
            if segment.style
        )


async def test_a_list_without_rows_says_what_to_do() -> None:
    hint = "No notes yet. [n] writes one on the selected item."
    app = TableApp(Table(Given([]), empty_text=hint))
    async with app.run_test(size=(30, 10)) as pilot:
        assert "".join(line.strip() + " " for line in lines(app.table)[2:]).strip() == hint
        assert app.highlighted() == [None]
        await press(pilot, "down", "end", "pagedown", "enter", "right", "s")
        assert app.selected() == []
        assert app.table.row is None
        app.table.empty_text = Content("没有")
        await pilot.pause()
        assert "没有" in lines(app.table)[2]


async def test_before_rows_are_set_nothing_is_said() -> None:
    app = TableApp(Table(empty_text="nothing found"))
    async with app.run_test(size=(30, 10)):
        assert not "".join(lines(app.table)).strip()
        assert app.told == []


async def test_other_rows_keep_the_cursor_on_its_row_and_line() -> None:
    app = TableApp(Table(numbered(100)))
    async with app.run_test(size=(40, 11)) as pilot:
        await press(pilot, "end", "up", "up")
        line = next(place for place, text in enumerate(lines(app.table)) if "第97项" in text)
        app.table.set_rows(Given([*reversed(numbered(60).rows), *numbered(100).rows[60:], *numbered(40).rows]), "k97")
        await pilot.pause()
        assert app.table.key == "k97"
        assert "第97项" in lines(app.table)[line]
        assert app.highlighted()[-1] == "k97"


async def test_other_rows_without_the_kept_one_keep_the_place() -> None:
    app = TableApp(Table(numbered(5)))
    async with app.run_test(size=(40, 11)) as pilot:
        app.table.cursor = 2
        app.table.set_rows(Given([row for row in numbered(5).rows if row.key != "k2"]), keep_key="k2")
        await pilot.pause()
        assert app.table.key == "k3"
        app.table.set_rows(numbered(2), keep_key="k9")
        assert app.table.key == "k1"
        app.table.set_rows(numbered(50))
        await pilot.pause()
        assert (app.table.key, app.table.scroll_offset.y) == ("k0", 0)


async def test_rows_of_another_number_leave_the_columns_where_they_are() -> None:
    app = TableApp(Table(Given([Row("a", ("1", "甲"))])))
    async with app.run_test(size=(40, 11)) as pilot:
        few = lines(app.table)[0]
        app.table.set_rows(numbered(1000))
        await pilot.pause()
        assert lines(app.table)[0] == few


async def test_go_to_finds_a_row_by_its_key() -> None:
    app = TableApp(Table(Million()))
    async with app.run_test(size=(40, 11)) as pilot:
        assert app.table.go_to("123456")
        await pilot.pause()
        assert "第123456项" in "".join(lines(app.table))
        app.table.set_rows(numbered(3))
        assert not app.table.go_to("nowhere")
        assert app.table.key == "k0"


WIDE = [
    Column("name", "指标", min_width=10, frozen=True),
    *(Column(f"y{year}", str(year), 8) for year in range(2015, 2027)),
]
WIDE_ROWS = Given([Row("m", ("技术合同成交额", *(f"v{year}" for year in range(2015, 2027))))], WIDE)


async def test_what_does_not_fit_is_reached_column_by_column_and_the_frozen_one_stays() -> None:
    app = TableApp(Table(WIDE_ROWS))
    async with app.run_test(size=(50, 6)) as pilot:
        assert "2015" in lines(app.table)[0]
        assert "2026" not in lines(app.table)[0]
        assert lines(app.table)[0].endswith("›")
        await press(pilot, "right")
        assert "‹" in lines(app.table)[0]
        for _ in range(12):
            await press(pilot, "right")
        assert "2026" in lines(app.table)[0]
        assert "v2026" in lines(app.table)[1]
        assert "技术合同" in lines(app.table)[1]
        assert not lines(app.table)[0].endswith("›")
        assert app.table.column == "y2026"
        for _ in range(12):
            await press(pilot, "left")
        assert app.table.column == "name"
        assert "2015" in lines(app.table)[0]


async def test_a_key_that_moves_nothing_is_left_to_others() -> None:
    columns = [Column("a", "A", 5, sortable=False), Column("b", "B", 5, sortable=False)]
    app = TableApp(Table(Given([Row("r", ("1", "2"))], columns)))
    async with app.run_test(size=(50, 6)) as pilot:
        await press(pilot, "right", "left")
        assert app.left_alone == ["right", "left"]
        app.table.set_rows(WIDE_ROWS)
        await press(pilot, "right")
        assert app.left_alone == ["right", "left"]


async def test_a_click_on_the_marks_moves_the_columns() -> None:
    app = TableApp(Table(WIDE_ROWS))
    async with app.run_test(size=(50, 6)) as pilot:
        await pilot.click(app.table, offset=(lines(app.table)[0].index("›") + 2, 0))  # 指标 is two cells wider
        await pilot.pause()
        assert "2015" not in lines(app.table)[0]
        await pilot.click(app.table, offset=(cells_before(lines(app.table)[0], "‹"), 0))
        await pilot.pause()
        assert "2015" in lines(app.table)[0]


async def test_hidden_columns_are_not_shown_and_others_take_their_room() -> None:
    app = TableApp(Table(WIDE_ROWS))
    async with app.run_test(size=(50, 6)) as pilot:
        app.table.column = "y2016"
        app.table.hidden = {"y2015", "y2016", "y2017"}
        await pilot.pause()
        header = lines(app.table)[0]
        assert "2015" not in header
        assert "2018" in header
        assert app.table.column is None
        app.table.hidden = frozenset()
        await pilot.pause()
        assert "2015" in lines(app.table)[0]


async def test_a_click_on_the_header_asks_for_an_order_and_again_for_the_other_way() -> None:
    app = TableApp(Table(numbered(5)))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.click(app.table, offset=(15, 0))
        assert app.orders() == [("title", False)]
        app.table.sorted_by = ("title", False)
        await pilot.pause()
        assert "题目 ▴" in lines(app.table)[0]
        await pilot.click(app.table, offset=(15, 0))
        app.table.sorted_by = ("title", True)
        await pilot.pause()
        assert "题目 ▾" in lines(app.table)[0]
        await pilot.click(app.table, offset=(15, 0))
        assert app.orders() == [("title", False), ("title", True), (None, False)]
        assert app.table.cursor == 0


async def test_keys_sort_by_the_next_column_or_the_chosen_one() -> None:
    app = TableApp(Table(numbered(5)))
    async with app.run_test(size=(40, 11)) as pilot:
        await press(pilot, "s")
        app.table.sorted_by = ("n", False)
        await press(pilot, "s")
        app.table.sorted_by = ("title", False)
        await press(pilot, "S", "s")
        assert app.orders() == [("n", False), ("title", False), ("title", True), (None, False)]
        app.table.sorted_by = None
        await press(pilot, "right", "right", "s")
        assert app.orders()[-1] == ("title", False)


async def test_a_column_that_cannot_sort_asks_for_nothing() -> None:
    app = TableApp(Table(Given([Row("r", ("1",))], [Column("a", "A", 5, sortable=False)])))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.click(app.table, offset=(3, 0))
        assert app.orders() == []


async def test_the_arrow_over_figures_leaves_the_title_where_it_was() -> None:
    app = TableApp(Table(numbered(5)))
    async with app.run_test(size=(40, 11)) as pilot:
        place = lines(app.table)[0].index("#")
        app.table.sorted_by = ("n", True)
        await pilot.pause()
        assert lines(app.table)[0].index("#") == place
        assert lines(app.table)[0][place + 1] == "▾"


async def test_the_cursor_row_tells_by_its_style_whether_it_has_the_focus() -> None:
    app = TableApp(Table(numbered(5)))
    async with app.run_test(size=(40, 11)) as pilot:
        app.table.focus()
        await pilot.pause()
        focused = app.table.render_lines(app.table.size.region)[1]
        app.set_focus(None)
        await pilot.pause()
        blurred = app.table.render_lines(app.table.size.region)
        backgrounds = {segment.style.bgcolor for segment in (*focused, *blurred[1], *blurred[2]) if segment.style}
        assert len(backgrounds) == 3
        assert focused.text == blurred[1].text


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_without_colour_the_cursor_row_is_reversed(monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = TableApp(Table(numbered(5)))
    app.theme = theme
    async with app.run_test(size=(40, 11)) as pilot:
        app.table.focus()
        await pilot.pause()
        strips = app.table.render_lines(app.table.size.region)
        *row, _place_of_the_scrollbar = strips[1]
        assert all(segment.style and segment.style.reverse for segment in row)
        assert not any(segment.style and segment.style.reverse for segment in strips[2])


async def test_another_theme_draws_in_its_colours_at_once() -> None:
    app = TableApp(Table(Given([Row("a", ((("920", "target"),), "目标"))])))
    async with app.run_test(size=(40, 11)) as pilot:
        dark = app.table.render_lines(app.table.size.region)[1]
        app.theme = "textual-light"
        await pilot.pause()
        light = app.table.render_lines(app.table.size.region)[1]
        assert dark.text == light.text
        assert [segment.style for segment in dark] != [segment.style for segment in light]


async def test_ascii_draws_no_other_characters() -> None:
    app = TableApp(Table(Given([Row("r", tuple("a long text" for _ in WIDE))], WIDE), ascii=True))
    async with app.run_test(size=(50, 6)) as pilot:
        app.table.sorted_by = ("y2018", True)
        await press(pilot, "right")
        assert "".join(lines(app.table)).replace("指标", "").isascii()
        assert "a lon.." not in lines(app.table)[1]
        assert "a long.." in lines(app.table)[1]


CHARACTERS = st.characters(codec="utf-8") | st.sampled_from("中文，。…“①\u0301\u200d\ufe0f👨👩🇨🇳ﬀ\x1b\u202e[]")
CELLS = st.lists(st.tuples(st.text(CHARACTERS, max_size=30), st.just("")), max_size=4).map(tuple)


@given(CELLS, st.integers(0, 40), st.sampled_from(["left", "right"]), st.sampled_from(["…", ".."]))
def test_a_cell_takes_its_width_exactly(
    cell: tuple[tuple[str, str], ...], width: int, align: str, ellipsis: str
) -> None:
    pieces = fit(cell, width, align, ellipsis)  # type: ignore[arg-type]
    assert sum(cell_len(text) for text, _ in pieces) == width


def test_a_wide_character_is_never_halved() -> None:
    assert "".join(text for text, _ in fit("中文字", 4)) == "中… "
    assert "".join(text for text, _ in fit("中文字", 4, "right")) == " 中…"
    assert "".join(text for text, _ in fit("中文字", 5)) == "中文…"
    assert "".join(text for text, _ in fit("中文字", 6)) == "中文字"
    assert fit((("中文", "a"), ("字", "b")), 5) == [("中文", "a"), ("…", "")]


def test_flexible_columns_share_by_weight_and_shrink_before_any_is_left_out() -> None:
    columns = [Column("a", "", min_width=5, weight=3), Column("b", "", min_width=5), Column("c", "", 6)]
    assert [slot.width for slot in lay_out(columns, 60).slots] == [35, 15, 6]
    assert [slot.width for slot in lay_out(columns, 20).slots] == [5, 5, 6]
    assert [slot.width for slot in lay_out(columns, 19).slots] == [10, 7]
    assert [slot.width for slot in lay_out(columns, 3).slots] == [3]


@given(
    st.lists(
        st.builds(
            lambda width, least, frozen: (width, least, frozen),
            st.none() | st.integers(1, 30),
            st.integers(1, 20),
            st.booleans(),
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 120),
    st.integers(0, 12),
)
def test_every_column_can_be_reached_and_none_overlaps(
    made: list[tuple[int | None, int, bool]], width: int, first: int
) -> None:
    columns = [
        Column(str(place), "", size, min_width=least, frozen=frozen) for place, (size, least, frozen) in enumerate(made)
    ]
    layout = lay_out(columns, width, first)
    for column in columns:
        layout = reveal(columns, width, layout, column.key)
        assert layout.shows(column.key)
        end = -2
        for slot in layout.slots:
            assert slot.x == end + 2
            end = slot.x + slot.width
        assert end <= width


async def test_a_frame_after_a_table_was_taken_away_harms_nothing() -> None:
    table = Table(Given([Row(str(number), (str(number), "x")) for number in range(100)]))
    async with TableApp(table).run_test(size=(40, 10)) as pilot:
        bar = table.vertical_scrollbar
        assert len(bar.render_lines(bar.size.region)) == bar.size.height > 3
        await table.remove()
        await pilot.pause()
        assert bar.parent is None
        assert [line.text for line in bar.render_lines(Region(0, 0, 2, 3))] == ["  "] * 3
