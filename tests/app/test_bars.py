"""The bars at the top and the bottom: what is open, the views, the keys, at every width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from rich.cells import cell_len

from hunnan_tui.library.sync import Progress
from hunnan_tui.tui.happened import Read

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf

LANGUAGES = ("en", "zh")
DIGITS = "1234567890"


def tabs(session: Session) -> str:
    return session.lines("#tabs")[0]


def reversed_text(session: Session) -> str:
    """What stands out in the line of tabs."""
    strip = session.main.query_one("#tabs").render_lines(session.main.query_one("#tabs").size.region)[0]
    return "".join(segment.text for segment in strip if segment.style is not None and segment.style.reverse)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
async def test_tabs_show_ten_views_and_which_one_is_open(
    reader: Opener, width: int, language: Literal["en", "zh"]
) -> None:
    async with reader((width, 24), language=language) as session:
        names = {view.id: view.title for view in session.main.views if not view.depth}
        for place, (view, name) in enumerate(names.items()):
            await session.press(DIGITS[place])
            shown = tabs(session)
            assert cell_len(shown) <= width
            assert re.findall(r"\d+", shown) == list(DIGITS)
            assert reversed_text(session) == f"{DIGITS[place]} {name}", view
            assert sum(title in shown for title in names.values()) >= 6


async def test_all_tabs_have_their_names_where_there_is_room(reader: Opener) -> None:
    async with reader((119, 24)) as session:
        assert tabs(session).split()[-6:] == ["8", "Sources", "9", "Notes", "0", "Narrative"]


@pytest.mark.parametrize("size", [(60, 24), (120, 36)])
async def test_the_navigator_names_the_digit_that_opens_each_view(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        named = re.findall(r"(\d) ([A-Z]\w+)", "\n".join(session.lines("#navigator")))
        assert named[:6] == list(
            zip("123456", [view.title for view in session.main.views if not view.depth][:6], strict=True)
        )


async def test_a_click_on_a_digit_opens_its_view(reader: Opener) -> None:
    async with reader((80, 24)) as session:
        assert tabs(session).endswith(" 9 0")
        await session.pilot.click("#tabs", offset=(tabs(session).index("9"), 0))
        await session.settle()
        assert session.main.view == "notes"
        await session.pilot.click("#tabs", offset=(tabs(session).index("Metrics"), 0))
        await session.settle()
        assert session.main.view == "metrics"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_footer_has_the_help_in_every_pane(reader: Opener, width: int, language: Literal["en", "zh"]) -> None:
    async with reader((width, 24), language=language) as session:
        await session.press("2", "tab", "tab", "tab")
        for _ in range(3):
            await session.press("tab")
            assert "? " in session.lines("#footer")[0], session.focus
        await session.press("slash")
        assert "F1 " in session.lines("#footer")[0]


@pytest.mark.parametrize("width", [60, 80, 100, 120])
async def test_the_top_line_has_whole_words_only(reader: Opener, width: int) -> None:
    async with reader((width, 24)) as session:
        whole = ["浑南 Hunnan briefings", "3 briefings", "76 metrics", "11 flags"]
        shown = session.lines("#head")[0].strip().split(" · ")
        assert shown == whole[: len(shown)]
        assert len(shown) > 1


async def test_the_footer_names_both_arrows_that_choose_a_link(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        await session.press("2", "enter")
        assert "←→ links" in session.lines("#footer")[0]


async def test_faulty_files_have_a_tab_with_a_name_and_an_entry_in_the_palette(reader: Opener, shelf: Shelf) -> None:
    shelf.briefing("good")
    shelf.write("bad.toml", "id =")
    async with reader((80, 24), locations=shelf.locations) as session:
        assert tabs(session).endswith(" Faulty files")
        await session.press("ctrl+p")
        await session.type("faulty")
        await session.press("enter")
        await session.settle()
        assert session.main.view == "faults"
        assert reversed_text(session) == "Faulty files"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "told"), [(60, 1), (80, 2), (120, 2)])
@pytest.mark.parametrize(
    ("progress", "en", "zh"),
    [
        (Progress(0, 10_000), "0/10,000 files · 0 searchable", "0/10,000 个文件 · 可搜索 0 条"),
        (
            Progress(9_750, 10_000, 123_456),
            "9,750/10,000 files · 123,456 searchable",
            "9,750/10,000 个文件 · 可搜索 123,456 条",
        ),
        (
            Progress(10_000, 10_000, 123_456, 2_000, 80_000),
            "2,000/80,000 metrics · brought together",
            "2,000/80,000 项指标 · 正在汇总",
        ),
    ],
    ids=["nothing yet", "files", "metrics"],
)
async def test_while_files_are_read_how_many_and_what_can_be_searched_is_told(
    reader: Opener, width: int, told: int, language: Literal["en", "zh"], progress: Progress, en: str, zh: str
) -> None:
    async with reader((width, 24), language=language) as session:
        session.main.post_message(Read(progress))
        await session.settle()
        shown = session.lines("#head")[0]
        assert " · ".join((zh if language == "zh" else en).split(" · ")[:told]) in shown
        assert shown.count("━") == 12 * (progress.metrics or progress.files) // (progress.metrics_of or progress.of)
