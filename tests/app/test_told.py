"""What is told in passing: one thing at a time, and nothing over a dialog; problems stay until they have been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Opener
    from hunnan_tui.library.locations import Locations

AT_EVERY_KEY = pytest.mark.parametrize("key", ["b", "A", "t", "c", "p"])


async def test_what_is_told_takes_the_place_of_what_was_told_before(reader: Opener) -> None:
    async with reader((80, 24)) as session:
        for key in ("n", "n", "y", "x", "C"):
            await session.press(key)
            assert len(session.toasts()) == 1
        assert "Mark two to four metrics" in session.toasts()[0]


async def test_nothing_that_was_told_lies_over_a_dialog(reader: Opener) -> None:
    async with reader((80, 24)) as session:
        await session.press("5", "y")
        assert len(session.toasts()) == 1
        await session.press("n")
        assert session.toasts() == []


async def test_a_problem_stays_until_it_is_read_and_is_told_once(reader: Opener) -> None:
    async with reader() as session:
        for message in ("not kept", "not kept", "cannot be read"):
            session.app.notify(message, severity="warning", markup=False)
            await session.settle()
        await session.press("2", "y", "?")
        assert session.toasts() == ["not kept", "cannot be read"]


@AT_EVERY_KEY
async def test_it_is_told_when_a_setting_is_not_kept(reader: Opener, library: Locations, key: str) -> None:
    library.settings.mkdir(parents=True)  # a folder is in the way of the file
    async with reader() as session:
        await session.press("5", key)
        if key == "c":
            await session.press("enter")
        assert any("settings are not kept" in told or "left as it is" in told for told in session.toasts())


async def test_deleting_where_there_is_no_note_says_so(reader: Opener) -> None:
    async with reader() as session:
        await session.press("2", "d")
        assert session.toasts() == ["There is no note here to delete."]


async def test_the_footer_of_the_overview_offers_nothing_that_needs_an_item(reader: Opener) -> None:
    async with reader((80, 24)) as session:
        assert not {"note", "copy"} & {label for _key, label in session.main.query_one("#footer").keys}
        await session.press("/", "tab")
        assert session.focus == "reader"
        assert not {"note", "copy"} & {label for _key, label in session.main.query_one("#footer").keys}
        await session.press("2")
        assert {"note", "copy"} <= {label for _key, label in session.main.query_one("#footer").keys}
