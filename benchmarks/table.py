"""What the table costs at 100 and at 1,000,000 rows, beside Textual's DataTable and textual-fastdatatable.

Processor time from the call to the painted frame, median; the tables take turns, so that a slow moment of the
machine touches all of them. The metric table is the program's own, over the catalog of two hundred files, and over one in
which their metrics stand so often that there are a million. `python -m benchmarks.table [METRICS]`, 1,000,000 if left out.
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import large
from textual.app import App
from textual.widget import Widget
from textual.widgets import DataTable

from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.sync import sync
from hunnan_tui.tui.metric_rows import MetricRows
from hunnan_tui.tui.rows import Shelf
from hunnan_tui.tui.widgets.table import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hunnan_tui.library.locations import Locations

SMALL, LARGE = 100, 1_000_000
FILES = 200
"""Files of the small library, whose metrics are copied for the large one."""
SORTED = "2025"
"""The column that sorts."""
ROUNDS = 15
PATIENCE = 60  # seconds for a frame
SIZE = (120, 36)
ONCE = {"textual-fastdatatable, 1,000,000"}  # 20 seconds to open
NAMES = (
    "技术合同成交额",
    "高新技术企业",
    "雏鹰、瞪羚、独角兽企业",
    "R&D 投入强度",
    "国家级中小企业",
    "实际使用内资",
)
HEADINGS = ("指标", "地区", "2024", "2025", "2026 目标", "尚需")


def cells(number: int) -> tuple[str, ...]:
    value = number * 7 % 99_991 / 10
    name = f"{NAMES[number % len(NAMES)]} {number}"
    return (
        name,
        "沈阳市浑南区",
        f"{value:,.1f} 亿元",
        f"{value * 1.07:,.1f} 亿元",
        f"{value * 1.2:,.0f} 亿元",
        "+5.1%",
    )


class Stored:
    """Rows in SQLite, read by a range of row ids, as the catalog does."""

    columns = (
        Column("name", HEADINGS[0], frozen=True, min_width=16),
        Column("area", HEADINGS[1], 14),
        *(Column(heading, heading, 16, align="right") for heading in HEADINGS[2:]),
    )

    def __init__(self, count: int) -> None:
        self._count = count
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE TABLE items(id INTEGER PRIMARY KEY, name, area, a, b, c, d)")
        rows = ((number, *cells(number)) for number in range(count))
        self._connection.executemany("INSERT INTO items VALUES(?,?,?,?,?,?,?)", rows)

    def count(self) -> int:
        return self._count

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        found = self._connection.execute("SELECT * FROM items WHERE id >= ? ORDER BY id LIMIT ?", (offset, limit))
        return [
            Row(str(number), (name, (area, "dim")[0], *(((value, "actual"),) for value in values)))
            for number, name, area, *values in found
        ]

    def index_of(self, key: str) -> int | None:
        return int(key)


def metrics_of(locations: Locations) -> MetricRows:
    """The metric table of a library."""
    catalog = Catalog(locations)
    sync(catalog)
    return MetricRows(Shelf(catalog, "en", {}))


def data_table(count: int) -> Callable[[], Widget]:
    def make() -> Widget:
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns(*HEADINGS)
        table.add_rows(cells(number) for number in range(count))
        return table

    return make


def fast_data_table(count: int) -> Callable[[], Widget] | None:
    try:
        from textual_fastdatatable import ArrowBackend
        from textual_fastdatatable import DataTable as FastDataTable
    except ImportError:
        return None
    made = [cells(number) for number in range(count)]
    rows = {heading: [row[place] for row in made] for place, heading in enumerate(HEADINGS)}

    def make() -> Widget:
        return FastDataTable(backend=ArrowBackend.from_pydict(rows), cursor_type="row")

    return make


async def painted(widget: Widget) -> None:
    """Wait for the frame that shows what has changed; an app that has crashed paints none."""
    done = asyncio.Event()
    widget.call_after_refresh(done.set)
    await asyncio.wait_for(done.wait(), PATIENCE)


def to_end(table: Any) -> None:
    if isinstance(table, Table):
        table.action_last()
    else:
        table.move_cursor(row=table.row_count - 1)


def sort(table: Any) -> None:
    """Sort by a column of values; the metric table goes on with other rows and the cursor on the row where it was."""
    if isinstance(table, Table):
        rows: Any = table.rows
        table.set_rows(MetricRows(rows.shelf, order=(SORTED, True)), keep_key=table.key)
    elif isinstance(table, DataTable):
        table.sort(table.ordered_columns[3].key)
    else:
        table.sort([(HEADINGS[3], "ascending")])


async def measure(app: App[None], make: Callable[[], Widget]) -> dict[str, list[float]]:
    """Milliseconds of opening, of pages down to rows not seen before, of a row down, of a jump to the end, of sorting."""
    taken: dict[str, list[float]] = {"open": [], "page down": [], "row down": [], "jump to end": []}

    async def timed(name: str, call: Callable[[], Any]) -> None:
        start = time.process_time()
        call()
        await painted(table)
        taken.setdefault(name, []).append((time.process_time() - start) * 1000)

    async def opened() -> Any:
        start = time.process_time()
        table = make()
        await app.mount(table)
        table.focus()
        await painted(table)
        await painted(table)  # with its scroll bar, which comes after the first frame
        taken["open"].append((time.process_time() - start) * 1000)
        return table

    table = await opened()
    await timed("page down", table.action_page_down)
    await timed("page down", table.action_page_down)
    await timed("row down", table.action_cursor_down)
    if not isinstance(table, Table) or isinstance(table.rows, MetricRows):
        await timed("sort", lambda: sort(table))
    await table.remove()
    table = await opened()
    await timed("jump to end", lambda: to_end(table))
    await table.remove()
    return taken


async def main() -> None:
    """Make the tables, and print what they cost."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else LARGE
    with tempfile.TemporaryDirectory(prefix="hunnan-table-") as folder:
        few = metrics_of(large.library(Path(folder) / "small", FILES))
        many = metrics_of(large.library(Path(folder) / "large", FILES, metrics=wanted, searchable=False))
        await compare(few, many)
        for rows in (few, many):
            rows.shelf.catalog.close()


async def compare(few: MetricRows, many: MetricRows) -> None:
    """Measure all tables in turns, and print the figures."""
    small, million = Stored(SMALL), Stored(LARGE)
    few_name, many_name = (f"metric table, {rows.count():,}" for rows in (few, many))

    def metric_table(rows: MetricRows) -> Callable[[], Widget]:
        return lambda: Table(MetricRows(rows.shelf))

    makers: dict[str, Callable[[], Widget] | None] = {
        "ours, 100": lambda: Table(small),
        "ours, 1,000,000": lambda: Table(million),
        few_name: metric_table(few),
        many_name: metric_table(many),
        "DataTable, 100": data_table(SMALL),
        "textual-fastdatatable, 100": fast_data_table(SMALL),
        "textual-fastdatatable, 1,000,000": fast_data_table(LARGE),
    }
    medians: dict[str, dict[str, float]] = {}
    taken: dict[str, dict[str, list[float]]] = {}
    async with App[None]().run_test(size=SIZE) as pilot:
        for _ in range(ROUNDS):
            for name, make in makers.items():
                if make is None or (name in taken and name in ONCE):
                    continue
                for what, times in (await measure(pilot.app, make)).items():
                    taken.setdefault(name, {}).setdefault(what, []).extend(times)
    for name, figures in taken.items():
        medians[name] = {what: statistics.median(times) for what, times in figures.items()}
    print(f"table, {SIZE[0]} x {SIZE[1]}, milliseconds of processor time to the painted frame (median)")
    whats = ["open", "page down", "row down", "jump to end", "sort"]
    print(f"  {'':34}" + "".join(f"{what:>13}" for what in whats))
    for name in makers:
        if name in medians:
            print(f"  {name:34}" + "".join(_told(medians[name], what) for what in whats))
        else:
            print(f"  {name:34}  not installed: pip install textual-fastdatatable")
    print("ratios")
    for what in medians["ours, 100"]:
        ratio = medians["ours, 1,000,000"][what] / medians["ours, 100"][what]
        beside = "".join(
            f", {ours}/{name} {medians[ours][what] / medians[name][what]:.2f}"
            for ours, name in (
                ("ours, 100", "DataTable, 100"),
                ("ours, 1,000,000", "DataTable, 100"),
                ("ours, 1,000,000", "textual-fastdatatable, 1,000,000"),
            )
            if name in medians
        )
        print(f"  {what}: 1,000,000 rows / 100 rows {ratio:.2f}{beside}")
    others = [name for name in makers if name in medians and name != many_name and not name.startswith("ours")]
    for what in whats:
        ours = medians[many_name][what]
        beside = "".join(f", {ours / medians[name][what]:.2f} of {name}" for name in others)
        print(f"  {what}: {many_name}: {ours:.1f} ms{beside}")


def _told(figures: dict[str, float], what: str) -> str:
    """A figure in its column; nothing where the rows cannot be sorted."""
    return f"{figures[what]:13.2f}" if what in figures else f"{'-':>13}"


if __name__ == "__main__":
    asyncio.run(main())
