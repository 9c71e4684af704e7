"""Only what changed and what shows is drawn, and the screen is the same as if everything were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import Compositor
from textual.geometry import Region
from textual.scrollbar import ScrollBar

from hunnan_tui.tui.compositor import Culling, _left
from hunnan_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from rich.style import Style
    from textual.strip import Strip

    from conftest import Opener, Session

regions = st.builds(Region, st.integers(0, 6), st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))


def cells(region: Region) -> set[tuple[int, int]]:
    return {(x, y) for x in region.column_range for y in region.line_range}


@given(regions, st.lists(regions, max_size=5))
def test_what_is_left_of_a_region_is_what_no_other_covers(region: Region, fronts: list[Region]) -> None:
    left = [cell for part in _left(region, fronts) for cell in cells(part)]
    assert set(left) == cells(region).difference(*map(cells, fronts))
    assert len(left) == len(set(left))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 50)], ids=str)
async def test_the_screen_is_as_if_everything_were_drawn(
    reader: Opener, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(size) as session:
        for keys in ("2", "down", "tab", "z", "escape", "slash", "photon", "tab", "5", "question_mark", "escape", "n"):
            await session.press(*([keys] if keys != "photon" else keys))
            drawn = _lines(session)
            with monkeypatch.context() as patch:
                patch.setattr(Culling, "_get_renders", Compositor._get_renders)
                assert drawn == _lines(session)


def _lines(session: Session) -> list[Strip]:
    compositor: Any = session.main._compositor
    return [strip.simplify() for strip in compositor.render_strips()]


async def test_a_letter_does_not_draw_what_is_read(reader: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reader((120, 36)) as session:
        await session.press("slash", "p")
        drawn = []
        render_lines = Reader.render_lines

        def spy(reader: Reader, crop: Region) -> list[Strip]:
            drawn.append(crop)
            return render_lines(reader, crop)

        monkeypatch.setattr(Reader, "render_lines", spy)
        monkeypatch.setattr(session.main, "_read_row", lambda: None)  # what the cursor stands on is read later
        await session.press("h")
        assert session.main.box.value == "ph"
        assert not drawn


async def test_a_scroll_bar_is_as_textual_draws_it(reader: Opener) -> None:
    async with reader((120, 36)) as session:
        for keys in ("5", "end", "home", "enter", "2", "1"):
            await session.press(keys)
            shown: dict[Any, Any] = session.main._compositor.visible_widgets
            bars = [widget for widget in shown if isinstance(widget, ScrollBar)]
            assert len(bars) > 1
            for bar in bars:
                assert _cells(bar.render_lines(bar.size.region)) == _cells(ScrollBar.render_lines(bar, bar.size.region))


def _cells(strips: list[Strip]) -> list[list[tuple[str, Style | None]]]:
    return [[(segment.text, segment.style) for segment in strip.simplify()] for strip in strips]


@pytest.mark.parametrize("width", [120, 130, 140, 200])
async def test_a_message_over_panes_loses_no_wide_character(reader: Opener, width: int) -> None:
    async with reader((width, 36), "zh") as session:
        await session.press("2")
        for key in "mCs":
            await session.press(key)
            (told,) = session.toasts()
            assert "".join(told.split()) in session.text()
