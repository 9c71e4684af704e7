"""What was shown goes away with it: garbage waits for a rest in typing, and makes the program grow until then."""

from __future__ import annotations

import gc
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Opener, Session

SHOWN = {"Strip", "Segment", "Row", "_Cells", "Hit", "Results", "Candidate", "ItemRows", "MetricRows", "FoundRows"}


@pytest.fixture
def no_looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody looks for garbage."""
    gc.collect()
    gc.disable()
    monkeypatch.setattr("hunnan_tui.tui.app.HunnanApp._tidy", lambda *_: None)
    yield
    gc.enable()


def waiting() -> Counter[str]:
    """What of the things shown waits as garbage."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        names = Counter(type(one).__name__ for one in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    return Counter({name: count for name, count in names.items() if name in SHOWN})


async def opened(session: Session) -> None:
    """What opening the reader left is none of the test's business."""
    await session.press("2")
    waiting()


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("view", ["2", "3", "4", "5"])
async def test_a_list_leaves_nothing_behind(reader: Opener, view: str) -> None:
    async with reader((120, 36)) as session:
        await opened(session)
        await session.press(view, *["pagedown"] * 4, "end", "home", "down", "2")
        assert not waiting()


@pytest.mark.usefixtures("no_looks")
@pytest.mark.parametrize("keys", [["2"], ["5"], ["5", "s"]], ids="-".join)
async def test_a_search_leaves_nothing_behind(reader: Opener, keys: list[str]) -> None:
    async with reader((120, 36)) as session:
        await opened(session)
        await session.press(*keys, "slash")
        await session.begin(*"shenyang")
        await session.press("escape", "slash", *"kjcg", "down", "escape", "2")
        assert not waiting()
