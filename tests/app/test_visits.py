"""What is new since the last visit, and one line that leads back to where one was."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.reading.overview import CONTINUE
from hunnan_tui.tui.visit import Visit

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf
    from hunnan_tui.library.locations import Locations

TURNOVER = "metric/shenyang/tech-contract-turnover"
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def visit(reader: Opener, view: str, key: str | None = None) -> None:
    """Open the reader, go somewhere, and leave."""
    async with reader() as session:
        session.main.open_view(view, key)
        await session.settle()


async def go_on(session: Session) -> None:
    """Follow the line that leads back."""
    session.main.go_to_pane("reader")
    session.reader.chosen = session.reader.targets().index(CONTINUE)
    await session.press("enter")


async def test_the_first_visit_tells_of_nothing_before_it(reader: Opener) -> None:
    async with reader() as session:
        assert CONTINUE not in session.reader.targets()
        assert "Newsince" not in session.document()


@pytest.mark.parametrize("view", ["metrics", "outcomes", "flags"])
async def test_one_line_leads_back_to_the_view_and_the_item(reader: Opener, view: str) -> None:
    async with reader() as session:
        session.main.open_view(view)
        session.list.cursor = 2
        await session.settle()
        key = session.list.key
    async with reader() as session:
        await go_on(session)
        assert (session.main.view, session.list.key, session.main.reading, session.focus) == (view, key, key, "reader")


async def test_among_several_targets_of_a_metric_the_same_one_is_found(reader: Opener, shelf: Shelf) -> None:
    aims = [
        f'[[metrics.observations]]\nperiod = "{year}"\nvalue = {year}\nunit = "亿元"\nnature = "target"'
        for year in (2026, 2027, 2028)
    ]
    shelf.briefing("several", more="\n".join(aims))
    async with reader(locations=shelf.locations) as session:
        session.main.open_view("targets")
        session.list.cursor = 1
        await session.settle()
        key = session.list.key
        assert key == "metric/shenyang/rd-expenditure@1"
    async with reader(locations=shelf.locations) as session:
        assert "continue:Targets·" in session.document()
        await go_on(session)
        assert session.list.key == key


async def test_a_visit_that_stays_in_the_overview_keeps_the_place_before_it(reader: Opener) -> None:
    await visit(reader, "metrics", TURNOVER)
    await visit(reader, "overview")
    async with reader() as session:
        assert "continue:Metrics·Technologycontractturnover" in session.document()


async def test_a_place_that_has_gone_is_not_offered(reader: Opener, library: Locations) -> None:
    Visit(DAY, "keywords/gone/section", "gone/point/1").save(library.visit)
    async with reader() as session:
        assert CONTINUE not in session.reader.targets()


async def test_briefings_written_since_the_last_visit_are_new_and_lead_to_their_first_item(
    reader: Opener, shelf: Shelf
) -> None:
    for name, days in (("older", -1), ("newer", 1)):
        path = shelf.briefing(name, title=f"Title of {name}")
        stamp = (DAY + timedelta(days=days)).timestamp()
        os.utime(path, (stamp, stamp))
    Visit(DAY).save(shelf.locations.visit)
    async with reader(locations=shelf.locations) as session:
        await session.settle()
        new = (
            session.document()
            .partition("Newsince")[2]
            .partition("Targets")[0]
            .partition("Doesnotagree")[0]
            .partition("Read")[0]
        )
        assert "Titleofnewer" in new
        assert "Titleofolder" not in new
        assert "newer/outcome/first" in session.reader.targets()


async def test_leaving_ends_the_visit(reader: Opener, library: Locations) -> None:
    before = datetime.now(UTC)
    await visit(reader, "metrics", TURNOVER)
    kept = Visit.load(library.visit)
    assert (kept.view, kept.item) == ("metrics", TURNOVER)
    assert kept.ended is not None
    assert before - timedelta(seconds=1) <= kept.ended <= datetime.now(UTC)


@pytest.mark.parametrize(
    "damage", [b'{"ended":', b"\xff\xfe", b'{"ended":"soon"}', b'{"ended":"2026-03-01T12:00:00"}', b"[" * 5000]
)
def test_a_damaged_file_counts_as_no_visit(library: Locations, damage: bytes) -> None:
    library.visit.write_bytes(damage)
    assert Visit.load(library.visit) == Visit()


def test_a_visit_that_cannot_be_kept_is_forgotten(library: Locations) -> None:
    library.visit.mkdir()
    Visit(DAY, "metrics").save(library.visit)
    assert Visit.load(library.visit) == Visit()
    assert list(library.config.glob(".visit*")) == []
