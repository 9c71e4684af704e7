"""Help and palette: every key is told where it works, and every action is found by its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from hunnan_tui import i18n
from hunnan_tui.tui import keys
from hunnan_tui.tui.commands import Actions
from hunnan_tui.tui.keys import KEYS, PANES, for_pane
from hunnan_tui.tui.screens.help import Help, search_help
from hunnan_tui.tui.screens.main import MainScreen

if TYPE_CHECKING:
    from conftest import Opener, Session

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
ACTIONS = [key for key in KEYS if key.bind and key.action != "command_palette"]

at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def page(session: Session) -> str:
    """The help's whole text, without spaces."""
    from hunnan_tui.tui.layout import lay_out

    lines = lay_out(session.app.screen.query_one("#help-text")._blocks, 100).lines  # type: ignore[attr-defined]
    return "".join("".join(run.text for line in lines for run in line).split())


# The table of keys


def test_no_key_does_two_things_in_one_pane() -> None:
    for pane in PANES:
        taken = [name for key in for_pane(pane) if key.bind for name in key.keys.split(",")]
        assert len(taken) == len(set(taken))


def test_every_action_of_the_table_can_be_done() -> None:
    for key in KEYS:
        if key.bind and not keys.target(key.action).startswith("app."):
            assert callable(getattr(MainScreen, f"action_{key.action}")), key.action


def test_everything_can_be_reached_without_letters_where_a_chinese_input_method_takes_them() -> None:
    """By an arrow, Enter, Esc, an F-key or a full-width sign; what has none of its own is in the palette."""
    palette = next(key for key in KEYS if key.action == "command_palette")
    assert {"fullwidth_colon", "ctrl+p"} <= set(keys.typed(palette.keys).split(","))
    for action in ("search", "widen", "note", "copy", "export", "open_link", "zoom", "language", "help", "quit"):
        (key,) = (key for key in KEYS if key.action == action)
        assert re.search(r"\bf\d+\b", key.keys), action


def test_the_footer_names_keys_that_work_in_its_pane() -> None:
    for pane in PANES:
        told = keys.footer(pane)
        assert told
        labels = {key.label for key in for_pane(pane)}
        assert {label for _, label in told} <= labels | {"back", "widen", "move", "open", "everywhere", "help"}


# Help


def test_what_is_typed_in_the_search_box_is_no_key_there() -> None:
    for key in for_pane("search"):
        assert all(len(name) > 1 for name in key.shown_in("search").split()), key.action
        assert key.shown_in("search")


@pytest.mark.parametrize(("language", "first"), [("en", "innov  photon ct"), ("zh", "技术合同  沈阳 2026")])
def test_the_first_queries_that_are_told_of_are_those_that_the_reader_can_type(language: Any, first: str) -> None:
    i18n.use(language)
    assert search_help()[0][0] == first


@at_every_size
@pytest.mark.parametrize("pane", ["navigator", "list", "reader", "search"])
async def test_help_tells_the_keys_of_the_pane_one_is_in(reader: Opener, size: tuple[int, int], pane: str) -> None:
    async with reader(size) as session:
        await session.view("outcomes")
        if pane == "search":
            await session.press("slash")
        else:
            session.main.query_one(f"#{pane}").focus()
            session.main.go_to_pane(pane)  # type: ignore[arg-type]
            await session.settle()
        shown = session.main.pane
        await session.press("f1")
        assert isinstance(session.app.screen, Help)
        text = page(session)
        for key in for_pane(shown):
            assert "".join(key.help.split()) in text
        for other in KEYS:
            if shown not in other.panes and other.panes != PANES:
                assert "".join(other.help.split()) not in text
        assert ("Takewhatissuggested" in text) == (shown == "search")
        assert "Escleave" in text
        assert "value>=100亿" in text
        region = session.app.screen.query_one("#help").region
        assert region.right <= size[0]
        assert region.bottom <= size[1]
        await session.press("escape")
        assert not isinstance(session.app.screen, Help)
        assert session.main.pane == shown


@pytest.mark.parametrize("key", ["escape", "q", "question_mark", "f1", "？"])
async def test_help_is_left_with_any_key_that_one_would_try(reader: Opener, key: str) -> None:
    async with reader() as session:
        await session.press("question_mark")
        assert isinstance(session.app.screen, Help)
        await session.press(key)
        assert not isinstance(session.app.screen, Help)
        assert not session.app._exit


async def test_help_scrolls_where_there_is_little_room(reader: Opener) -> None:
    async with reader((60, 20)) as session:
        await session.press("question_mark")
        before = session.lines("#help-text")
        await session.press("pagedown")
        assert session.lines("#help-text") != before


async def test_help_tells_which_keys_work_with_an_input_method(reader: Opener) -> None:
    async with reader(language="zh") as session:
        await session.press("f1")
        assert "全角" in page(session)


async def test_help_is_in_the_language_of_the_screen(reader: Opener) -> None:
    async with reader(language="zh") as session:
        await session.press("f1")
        assert re.search(r"[\u4e00-\u9fff]{4}", page(session))
        assert "Leave.Nothing" not in page(session)


# Palette


@at_every_size
async def test_the_palette_opens_at_every_size_with_every_action(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.press("ctrl+p")
        palette = session.app.screen
        assert isinstance(palette, CommandPalette)
        found = [hit.text async for hit in Actions(session.main).discover()]
        for key in ACTIONS:
            assert any(key.shown in str(text) for text in found), key.action
        await session.press("escape")
        assert isinstance(session.app.screen, MainScreen)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_action_is_found_by_its_name_in_either_language(reader: Opener, language: str) -> None:
    from hunnan_tui.i18n import _

    async with reader(language=language) as session:
        provider = Actions(session.main)
        for key in ACTIONS:
            for name in (key.label, _(key.label)):
                found = [hit.text async for hit in provider.search(name)]
                assert any(str(text).startswith(f"{_(key.label)}  ") for text in found), (key.action, name)


async def test_what_is_chosen_in_the_palette_is_done(reader: Opener) -> None:
    async with reader() as session:
        await session.view("outcomes")
        await session.press("ctrl+p")
        await session.type("zoom")
        await session.press("enter")
        await session.settle()
        assert isinstance(session.app.screen, MainScreen)
        assert session.panes() == ["list"]


async def test_an_action_of_the_app_is_done_too(reader: Opener) -> None:
    async with reader() as session:
        await session.press("colon")
        await session.type("light or dark")
        await session.press("enter")
        await session.settle()
        assert session.app.theme == "hunnan-light"


async def test_searching_from_the_palette_leads_into_the_box(reader: Opener) -> None:
    async with reader() as session:
        await session.press("ctrl+p")
        await session.type("search")
        await session.press("enter")
        await session.settle()
        assert isinstance(session.app.focused, Input)
        assert session.focus == "search"


@pytest.mark.parametrize(("language", "said"), [("en", "What do you want to do?"), ("zh", "想做什么？")])
async def test_the_palette_speaks_the_language_of_the_screen(reader: Opener, language: Any, said: str) -> None:
    async with reader(language=language) as session:
        await session.press("ctrl+p")
        assert session.app.screen.query_one(Input).placeholder == said
        assert "🔎" not in session.text()
        found = [hit async for hit in Actions(session.main).search("zzzz")]
        assert len(found) == 1
        assert str(found[0].text) in (
            "No action is called that. ? lists all keys.",
            "没有叫这个名字的操作。按 ? 查看全部按键。",
        )


@pytest.mark.parametrize(("typed", "name"), [("daochu", "导出"), ("dc", "导出"), ("laiyuan", "来源"), ("ly", "来源")])
async def test_the_palette_finds_chinese_names_by_pinyin(reader: Opener, typed: str, name: str) -> None:
    async with reader(language="zh") as session:
        found = [str(hit.text) async for hit in Actions(session.main).search(typed)]
        assert any(text.startswith(name) for text in found)


@at_every_size
async def test_a_view_is_opened_by_its_name_from_the_palette(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size, language="zh") as session:
        for name, view in (("metrics", "metrics"), ("来源", "sources")):
            await session.press("ctrl+p")
            await session.type(name)
            await session.press("enter")
            await session.settle()
            assert session.main.view == view
            assert session.focus == "list"


async def test_no_palette_opens_over_a_dialog_whose_keys_are_others(reader: Opener) -> None:
    async with reader() as session:
        await session.press("question_mark", "ctrl+p")
        assert isinstance(session.app.screen, Help)


async def test_the_palette_draws_no_box_characters_where_none_are_wanted(reader: Opener) -> None:
    async with reader(ascii_only=True) as session:
        await session.press("ctrl+p")
        assert isinstance(session.app.screen, CommandPalette)
        assert not set(session.text()) & set("▔▁─│┌🔎")


# What an input method sends


@pytest.mark.parametrize(("sent", "focus"), [("、", "search"), ("／", "search"), ("？", "help-text")])
async def test_the_signs_of_a_chinese_input_method_do_what_the_plain_ones_do(
    reader: Opener, sent: str, focus: str
) -> None:
    async with reader(language="zh") as session:
        await session.press(sent)
        assert session.focus == focus


async def test_the_chinese_colon_opens_the_palette(reader: Opener) -> None:
    async with reader(language="zh") as session:
        await session.press("：")
        assert isinstance(session.app.screen, CommandPalette)


async def test_full_width_letters_and_digits_do_what_plain_ones_do(reader: Opener) -> None:
    async with reader(language="zh") as session:
        await session.press("２")
        assert session.main.view == "outcomes"
        first = session.list.key
        await session.press("】")
        assert session.list.key != first
        await session.press("【")
        assert session.list.key == first
        await session.press("ｔ")
        assert session.app.theme == "hunnan-light"
        await session.press("？", "ｑ")
        assert isinstance(session.app.screen, MainScreen)


async def test_the_space_of_full_width_marks_a_note(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2", "n")
        await session.type("x")
        await session.press("ctrl+s", "9", "ideographic_space")
        assert len(session.main.marked_notes) == 1


# The documentation


def test_the_written_keys_are_those_of_the_table() -> None:
    written = (Path(__file__).parents[2] / "docs" / "keys.md").read_text(encoding="utf-8")
    for key in KEYS:
        assert key.help in written
