"""How the main screens look. After a change that is meant: `pytest tests/snapshots --snapshot-update`, and look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hunnan_tui.tui.app import HunnanApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from hunnan_tui.library.locations import Locations
    from hunnan_tui.model.text import Language

Compare = Callable[..., bool]


@pytest.mark.parametrize(
    ("view", "size", "language"),
    [
        ("overview", (80, 24), "en"),
        ("overview", (120, 36), "zh"),
        ("metrics", (80, 24), "zh"),
        ("metrics", (120, 36), "en"),
        ("outcomes", (120, 36), "en"),
        ("outcomes", (60, 20), "zh"),
    ],
    ids=lambda given: f"{given[0]}x{given[1]}" if isinstance(given, tuple) else given,
)
def test_it_looks_as_it_did(
    snap_compare: Compare, library: Locations, view: str, size: tuple[int, int], language: Language
) -> None:
    from conftest import Session

    app = HunnanApp(library, language)
    app.animation_level = "none"

    async def opened(pilot: Pilot[Any]) -> None:
        session = Session(app, pilot)
        await session.settle()
        await session.view(view)

    assert snap_compare(app, terminal_size=size, run_before=opened)


def test_no_picture_holds_a_path_of_a_machine() -> None:
    pictures = [*Path(__file__).parent.rglob("*.svg")]
    assert len(pictures) == 42
    for picture in pictures:
        text = picture.read_text(encoding="utf-8")
        assert not any(f"/{folder}/" in text for folder in ("home", "tmp", "root", "work", "Users"))
