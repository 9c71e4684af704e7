"""Whether notes cost more where there are many: a save and the first frame, with 10,000 notes beside 10.

Both take turns, so that a slow moment of the machine touches both; what counts are the medians of
the pairs' ratios. A save is timed
as it is, with everything that it waits for on the disk (fsync), and by the processor time that it takes. The first
frame is timed as in `benchmarks.start`, in a pseudo-terminal, warm. `python -m benchmarks.notes`
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.start import FRAME, READER, SIZE, first_frame, home

from hunnan_tui.model.text import Text
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import Note, encode
from hunnan_tui.notes.store import NoteStore

FEW, MANY = 10, 10_000
WARM_UP, SAVES, STARTS = 20, 300, 25
SAVE_TARGET, START_TARGET = 1.15, 1.1
ITEM = "hunnan-conference-2026/outcome/neuviz-p10"


def note(number: int) -> Note:
    """A note of a few lines on one of two hundred items."""
    about = CitedItem(key=f"{ITEM}-{number % 200}" if number else ITEM, title=Text("光子计数CT", "Photon-counting CT"))
    return Note.new(about, f"Note {number} #tag{number % 30}\n" + "想法 and a thought. " * 20)


def fill(folder: Path, count: int) -> None:
    """Write `count` notes as files, without waiting for the disk."""
    folder.mkdir(parents=True, mode=0o700)
    for number in range(count):
        written = note(number)
        path = folder / f"{written.id}.toml"
        path.write_bytes(encode(written))
        path.chmod(0o600)


def saves() -> bool:
    """Print what a save takes; whether it is the same with many notes."""
    counts = (FEW, MANY)
    wall: dict[int, list[float]] = {count: [] for count in counts}
    processor: dict[int, list[float]] = {count: [] for count in counts}
    with tempfile.TemporaryDirectory(prefix="hunnan-notes-") as name:
        stores = {}
        for count in counts:
            folder = Path(name) / str(count)
            fill(folder, count)
            stores[count] = NoteStore(folder, Path(name) / f"cache-{count}")
            assert len(stores[count].list()) == count
        for turn in range(WARM_UP + SAVES):
            for count in counts if turn % 2 else counts[::-1]:
                new = note(turn)
                began, worked = time.perf_counter(), time.process_time()
                stores[count].save(new)
                if turn >= WARM_UP:
                    processor[count].append((time.process_time() - worked) * 1000)
                    wall[count].append((time.perf_counter() - began) * 1000)
    print(f"a save, {SAVES} turns, milliseconds")
    good = _told("on the disk", wall, SAVE_TARGET)
    return _told("processor", processor, SAVE_TARGET) and good


def starts() -> bool:
    """Print what a start takes; whether it is nearly the same with many notes."""
    counts = (FEW, MANY)
    taken: dict[int, list[float]] = {count: [] for count in counts}
    with ExitStack() as stack:
        homes = {count: stack.enter_context(home()) for count in counts}
        for count, environment in homes.items():
            fill(_notes_folder(environment), count)
            for _time in range(3):  # the catalog and the notes' cache are made by the first one
                first_frame([READER], environment, FRAME)
        for turn in range(STARTS):
            for count in counts if turn % 2 else counts[::-1]:
                taken[count].append(first_frame([READER], homes[count], FRAME))
    print(f"start, {SIZE[0]} x {SIZE[1]}, {STARTS} turns, milliseconds from the command to the first painted frame")
    return _told("first frame", taken, START_TARGET)


def _notes_folder(environment: dict[str, str]) -> Path:
    told = subprocess.run([READER, "paths"], env=environment, capture_output=True, check=True, text=True).stdout
    return Path(next(line for line in told.splitlines() if line.startswith("notes")).split(maxsplit=1)[1])


def _told(name: str, taken: dict[int, list[float]], most: float) -> bool:
    few, many = (statistics.median(taken[count]) for count in (FEW, MANY))
    pairs = statistics.median(b / a for a, b in zip(taken[FEW], taken[MANY], strict=True))
    print(f"  {name:12} {FEW:>6,} notes {few:8.2f}   {MANY:>6,} notes {many:8.2f}", end="")
    print(f"   ratio of the medians {many / few:.3f}, median of the pairs' {pairs:.3f}; at most {most} wanted")
    return pairs <= most


def main() -> int:
    """Print both; 1 where many notes cost more than they may."""
    good = saves()
    return 0 if starts() and good else 1


if __name__ == "__main__":
    sys.exit(main())
