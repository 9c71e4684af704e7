"""How figures look: overview, a metric's series, metrics compared; after a change that is meant, update and look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_textual_snapshot import SVGImageExtension

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from conftest import Opener, Session
    from hunnan_tui.model.text import Language

TURNOVER, ENTERPRISES, PLATFORMS = (
    f"metric/shenyang/{name}" for name in ("tech-contract-turnover", "tech-enterprises", "innovation-platforms")
)


async def series(session: Session) -> None:
    """A metric on the whole screen."""
    await session.view("metrics")
    assert session.list.go_to(TURNOVER)
    await session.press("enter", "z")


async def compared(session: Session) -> None:
    """Two metrics on one chart, on the whole screen."""
    await session.press("z")
    await session.view("metrics")
    for key in (ENTERPRISES, PLATFORMS):
        assert session.list.go_to(key)
        await session.press("m")
    await session.press("C", "z")


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_figures_look_as_they_did(
    reader: Opener, snapshot: SnapshotAssertion, size: tuple[int, int], language: Language, theme: str
) -> None:
    pictures = snapshot.use_extension(SVGImageExtension)
    async with reader(size, language) as session:
        session.app.theme = f"hunnan-{theme}"
        await session.settle()
        for name, opened in (("overview", None), ("series", series), ("compared", compared)):
            if opened is not None:
                await opened(session)
            assert pictures(name=name) == session.app.export_screenshot(simplify=True)
