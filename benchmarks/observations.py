"""What looking at a million observations costs, beside the bundled library: the overview, tables, targets, flags, a series.

Processor time of what the screen asks for before it can paint, median; the two libraries take turns. The large one is read
from files and then copied; at the end a file with a series of 10,000 days is added to it.
`python -m benchmarks.observations [OBSERVATIONS]`, 1,000,000 if left out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import large

from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.sync import sync
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.reading.overview import overview
from hunnan_tui.tui import navigation
from hunnan_tui.tui.layout import lay_out
from hunnan_tui.tui.listing import rows_of
from hunnan_tui.tui.reading import blocks_of
from hunnan_tui.tui.rows import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from hunnan_tui.library.locations import Locations
    from hunnan_tui.tui.widgets.table import Rows

OBSERVATIONS, FILES, POINTS = 1_000_000, 1000, 10_000
ROUNDS = 9
LIMIT = 50.0
"""Milliseconds that nothing of it may take."""
PAGE = 128
"""Rows that a table reads at a time."""
WIDTH = 70
"""Cells of the reader."""
TURNOVER, DAILY = "metric/shenyang/tech-contract-turnover", "metric/shenyang/daily"


class Library:
    """An open library, and what the screen asks of it."""

    def __init__(self, locations: Locations) -> None:
        self.catalog = Catalog(locations)
        sync(self.catalog)
        self.notes = NoteStore(locations.notes, locations.cache / "notes")
        self.shelf = Shelf(self.catalog, "en", {})
        self._first: dict[str, str] = {}

    def overview(self) -> None:
        """The page that the reader opens on, and the navigator."""
        targets = views.target_count(self.catalog)
        navigation.all_views(self.catalog, "en", notes=0, targets=targets)
        lay_out(overview(self.catalog, "en", ()), WIDTH)

    def rows(self, view: str, order: tuple[str, bool] | None = None) -> Rows:
        """A table, opened."""
        rows = rows_of(view, self.shelf, self.notes, order)
        rows.count()
        _ = rows.columns
        rows.fetch(0, PAGE)
        return rows

    def sort(self, view: str, column: str, *, descending: bool) -> None:
        """A table sorted, with the cursor where it was: on the row that was first."""
        self.rows(view, (column, descending)).index_of(self._first[view])

    def look(self, view: str) -> None:
        """Note on which row the cursor stands in a view."""
        self._first[view] = rows_of(view, self.shelf, self.notes, None).fetch(0, 1)[0].key

    def read(self, key: str) -> None:
        """An item in the reader."""
        lay_out(blocks_of(key, self.catalog, self.notes, "en", both=True), WIDTH)


def asked() -> dict[str, Callable[[Library], object]]:
    """What is measured, by its name."""

    def end(view: str) -> Callable[[Library], object]:
        def ask(library: Library) -> None:
            rows = rows_of(view, library.shelf, library.notes, None)
            count = rows.count()
            rows.fetch(max(0, count - PAGE), PAGE)

        return ask

    found: dict[str, Callable[[Library], object]] = {"overview and navigator": Library.overview}
    for view in ("metrics", "targets", "flags"):
        found[f"{view}: opening"] = lambda library, view=view: library.rows(view)
        found[f"{view}: jump to the end"] = end(view)
    for view, column in (
        ("metrics", "name"),
        ("metrics", "area"),
        ("metrics", "2025"),
        ("metrics", "2025 target"),
        ("targets", "gap"),
        ("targets", "set_by"),
    ):
        for way in (False, True):
            name = f"{view}: sorted by {column}, {'descending' if way else 'ascending'}"
            found[name] = lambda library, view=view, column=column, way=way: library.sort(view, column, descending=way)
    found["a series of a few values in the reader"] = lambda library: library.read(TURNOVER)
    return found


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    began = time.process_time()
    ask()
    return (time.process_time() - began) * 1000


def compare(bundled: Locations, locations: Locations) -> int:
    """Print what both libraries take; 1 where something of the large one is over the limit."""
    small, other = Library(bundled), Library(locations)
    (observations,) = other.catalog.read("SELECT count(*) FROM observations")[0]
    counts = views.counts(other.catalog)
    print(
        f"observations: {observations:,} of {counts['metric']:,} metrics, {views.target_count(other.catalog):,} targets,"
    )
    print(f"  {counts['flag']:,} flags; milliseconds of processor time (median){'bundled':>13}{'large':>9}{'ratio':>8}")
    for library, view in product((small, other), ("metrics", "targets")):
        library.look(view)
    over = 0
    for name, ask in asked().items():
        taken: tuple[list[float], list[float]] = ([], [])
        for turn in range(ROUNDS + 1):
            for times, library in zip(taken, (small, other), strict=True):
                one = timed(partial(ask, library))
                if turn:
                    times.append(one)
        ours, theirs = map(statistics.median, taken)
        over += theirs > LIMIT
        print(f"  {name:56}{ours:13.1f}{theirs:9.1f}{theirs / ours:8.2f}")
    large.write_series(locations.own, POINTS)
    one = timed(
        lambda: print(f"  {len(sync(other.catalog).read)} file with a series of {POINTS:,} values is added: ", end="")
    )
    print(f"{one:.0f} ms")
    for name, ask in (
        ("the series in the reader, table and chart", partial(other.read, DAILY)),
        ("the overview with it", other.overview),
        ("the metric table with it", partial(other.rows, "metrics")),
    ):
        middle = statistics.median(timed(ask) for _ in range(ROUNDS))
        over += middle > LIMIT
        print(f"  {name:69}{middle:9.1f}")
    print(f"  at most {LIMIT:.0f} wanted; {over} over it")
    for library in (small, other):
        library.catalog.close()
    return 1 if over else 0


def main() -> int:
    """Make both libraries and compare them."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else OBSERVATIONS
    with tempfile.TemporaryDirectory(prefix="hunnan-observations-") as folder:
        bundled, root = large.locate(Path(folder) / "bundled"), Path(folder) / "large"
        locations = large.library(root, FILES, observations=wanted, searchable=False)
        return compare(bundled, locations)


if __name__ == "__main__":
    sys.exit(main())
