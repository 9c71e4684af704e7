"""How long after a key the screen shows what it did: typing in the search box, and an arrow held down in a list.

The reader runs in this process, without a terminal but with everything that is drawn made into what a terminal would be
sent. A frame counts when it shows what the key asked for: the hits of just that text, the cursor on just that row. Textual
paints at most a thousand times a second as the reader sets it; the processor's time tells how much of the time is work.
These machines are shared, and the same work takes now twice as long as then: beside the reader, in the same run, stands
what Textual itself offers, an Input over a DataTable that is filled anew with each key, with nothing searched at all.
`python -m benchmarks.frames [ITEMS]`, 100,000 if left out.
"""

from __future__ import annotations

import asyncio
import inspect
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import large

from hunnan_tui.library.search import warm_up
from hunnan_tui.tui.app import SWITCH, HunnanApp  # before Textual: it sets how often that draws

# isort: split
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import DataTable, Input

if TYPE_CHECKING:
    from collections.abc import Callable

ITEMS = 100_000
SIZE = (120, 36)
LIMIT = 16.0
"""Milliseconds that 95 of 100 frames may take."""
TYPED = ["沈阳", "kjcgzh", "funeng", "jishu", "shenyang", "technology", "人工智能", "rgzn", "2025", "830", "turbine"]
ROWS, PAUSE = 300, 1 / 30
"""Rows down, and the seconds between two of them: an arrow held down."""


class Watching(App[None]):
    """An app that tells when a frame has been drawn."""

    waiting: tuple[Callable[[], bool], asyncio.Future[tuple[float, float]]] | None = None

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            renderable.render_segments(self.console)
            if self.waiting is not None and not self.waiting[1].done() and self.waiting[0]():
                self.waiting[1].set_result((time.perf_counter(), time.process_time()))

    async def press(self, key: str, shown: Callable[[], bool]) -> tuple[float, float]:
        """Press a key; milliseconds by the clock and of the processor until a frame shows what it asked for."""
        ended: asyncio.Future[tuple[float, float]] = asyncio.get_running_loop().create_future()
        self.waiting = shown, ended
        clock, processor = time.perf_counter(), time.process_time()
        self._driver.send_message(_key(self, key))  # type: ignore[union-attr]
        ended_clock, ended_processor = await asyncio.wait_for(ended, 10)
        self.waiting = None
        return (ended_clock - clock) * 1000, (ended_processor - processor) * 1000


class Watched(Watching, HunnanApp):
    """The reader."""

    CSS_PATH = Path(inspect.getfile(HunnanApp)).with_name("app.tcss")


class Plain(Watching):
    """What Textual offers: an Input over a DataTable of as many rows as a search brings."""

    filled = ""

    def compose(self) -> ComposeResult:
        """The two, one over the other."""
        yield Input()
        yield DataTable()

    def on_mount(self) -> None:
        """The columns of a search."""
        self.query_one(DataTable).add_columns("Kind", "Title", "Found in")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Fill the table anew."""
        table = self.query_one(DataTable)
        table.clear()
        table.add_rows(
            (f"row {row}", f"{message.value} 浑南科技城", "in a passage of some length") for row in range(50)
        )
        self.filled = message.value


def _key(app: Watching, key: str) -> Key:
    event = Key(key, key if len(key) == 1 else None)
    event.set_sender(app)
    return event


def summary(name: str, taken: list[tuple[float, float]]) -> float:
    """Print a line; the 95th of a hundred by the clock."""
    clock, processor = (sorted(one) for one in zip(*taken, strict=True))
    most = clock[int(len(clock) * 0.95)]
    within = sum(one <= LIMIT for one in clock) / len(clock)
    print(
        f"  {name:34}{clock[len(clock) // 2]:8.1f}{most:8.1f}{clock[-1]:8.1f}{within:8.0%}"
        f"{processor[len(processor) // 2]:10.1f}{processor[int(len(processor) * 0.95)]:8.1f}"
    )
    return most


async def run(root: Path) -> bool:
    """Type and scroll in the library below `root`; whether all stays within the limit."""
    sys.setswitchinterval(SWITCH)  # as the program does
    warm_up()
    app = Watched(large.locate(root), "en")
    async with app.run_test(size=SIZE) as pilot:
        await _quiet(pilot)
        main: Any = app.screen
        print(f"frames, {SIZE[0]} x {SIZE[1]}, milliseconds from the key to the end of the frame that shows its effect")
        print(f"  {'':34}{'median':>8}{'95 %':>8}{'worst':>8}{f'<= {LIMIT:.0f}':>8}{'processor':>10}{'95 %':>8}")
        results = []
        for view, where in (("overview", ""), ("metrics", " (metrics)")):
            main.open_view(view)
            main.go_to_pane("reader" if view == "overview" else "list")
            await _quiet(pilot)
            begun, echo, typing = await typed(app, pilot, main)
            results.append(summary(f"a key typed: the letter{where}", echo))
            results.append(summary(f"a key typed: the hits{where}", typing))
            results.append(summary(f"/ : the box{where}", begun))
        await plain()
        for view in ("keywords", "metrics", "targets"):
            main.open_view(view)
            main.go_to_pane("list")
            await _quiet(pilot)
            held = []
            for row in range(1, ROWS):
                began = time.perf_counter()
                held.append(await app.press("down", lambda row=row: main.table.cursor >= row))
                await asyncio.sleep(max(0, PAUSE - (time.perf_counter() - began)))
            results.append(summary(f"an arrow held down: {view}", held))
    return max(results) <= LIMIT


async def typed(app: Watched, pilot: Any, main: Any) -> tuple[list[tuple[float, float]], ...]:
    """Type all of `TYPED`: the times of / in the view at hand, of a letter without hits, of each letter's hits."""
    begun, echo, typing = [], [], []
    for text in ["warm", *TYPED]:
        taken = await app.press("slash", lambda: main.box.has_focus)
        await _quiet(pilot)
        if text != "warm":
            begun.append(taken)
        for end in range(1, len(text) + 1):
            so_far = text[:end]

            def found(so_far: str = so_far) -> bool:
                answered = main._answer is not None and main._answer.asked.text == so_far
                return answered and bool(main.table._strips or not main.table.count)

            taken = await app.press(text[end - 1], found)
            await _quiet(pilot)
            if text != "warm":
                typing.append(taken)
        for _ in text:
            await app.press("backspace", lambda: True)
            await _quiet(pilot)
        await app.press("x", lambda: main.box.value == "x")
        await _quiet(pilot)
        echo.append(await app.press("y", lambda: main.box.value == "xy"))
        await _quiet(pilot)
        await app.press("escape", lambda: not main.is_searching)
        await _quiet(pilot)
    return begun, echo, typing


async def plain() -> None:
    """Type the same into an Input over a DataTable."""
    app = Plain()
    async with app.run_test(size=SIZE) as pilot:
        await _quiet(pilot)
        taken = []
        for text in TYPED:
            for end in range(1, len(text) + 1):
                taken.append(await app.press(text[end - 1], lambda typed=text[:end]: app.filled == typed))
                await _quiet(pilot)
            app.query_one(Input).value = ""
            await _quiet(pilot)
    summary("Textual's Input and DataTable", taken)


async def _quiet(pilot: Any) -> None:
    """Wait until nothing is under way."""
    for _ in range(3):
        while any(not worker.is_finished for worker in pilot.app.workers) or _is_searching(pilot.app):
            await asyncio.sleep(0.005)
        await pilot._wait_for_screen()
        await asyncio.sleep(0.02)


def _is_searching(app: App[Any]) -> bool:
    searcher = vars(app.screen).get("_searcher")
    return searcher is not None and searcher.following is not None and not searcher.following.done()


async def main() -> int:
    """Print the times; 1 where they are over the limit."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS
    with tempfile.TemporaryDirectory(prefix="hunnan-frames-") as folder:
        root = Path(folder)
        # in a process of its own: what reading so many files leaves behind would slow down what is measured here
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            pool.submit(partial(large.library, root, max(10, items // 100), items=items)).result()
        return 0 if await run(root) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
