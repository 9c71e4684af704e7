"""Ten thousand briefing files: the first start, a warm start beside one on the bundled library, one changed file.

Starts are measured in a pseudo-terminal, as in `start`. `python -m benchmarks.files [FILES]`, 10,000 if left out, which
takes some minutes: nearly all of it the first start.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from benchmarks import large
from benchmarks.start import FRAME, READER, SIZE, first_frame

from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.sync import sync

FILES = 10_000
WARM_UP, PAIRS = 3, 15
LIMIT = 1.15
"""How much longer a warm start on the large library may take than one on the bundled library."""
SILENCE = 120.0
"""Seconds without a frame after which the first start counts as broken."""


def first_start(environment: dict[str, str], briefings: int) -> tuple[float, float, int, float]:
    """Seconds of a start without a catalog: to the first frame, to the first items that can be found, to the end; how many."""
    began = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        os.execve(READER, [READER], environment)
    frame = bar = whole = 0.0
    found = 0
    received = b""
    try:
        while f"{briefings} briefings".encode() not in received:
            if not select.select([terminal], [], [], SILENCE)[0]:
                raise TimeoutError("the first start painted nothing more")
            received = received[-200_000:] + os.read(terminal, 65536)
            if not frame and FRAME[0] in received:
                frame = time.perf_counter() - began
            if not bar and (told := re.search(rb"([1-9][\d,]*) searchable", received)):
                bar, found = time.perf_counter() - began, int(told[1].replace(b",", b""))
        whole = time.perf_counter() - began
        os.write(terminal, b"\x11")  # Ctrl+Q
        while select.select([terminal], [], [], SILENCE)[0] and os.read(terminal, 65536):
            pass
    except OSError:  # Linux tells the end of a pseudo-terminal as an error
        pass
    finally:
        os.close(terminal)
        os.waitpid(process, 0)
    if not whole:
        raise RuntimeError(f"the reader left before it had read all files: {received[-500:]!r}")
    return frame, bar, found, whole


def main() -> int:
    """Print all of it; 1 where a warm start takes longer than it may, or a changed file costs more than itself."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with tempfile.TemporaryDirectory(prefix="hunnan-files-") as folder:
        root, bundled = Path(folder) / "large", Path(folder) / "bundled"
        locations = large.locate(root)
        size = large.write(locations.own, count)
        environments = [large.environment(place) for place in (root, bundled)]
        subprocess.run([READER, "list", "briefings"], env=environments[1], stdout=subprocess.DEVNULL, check=True)
        print(f"files: {count:,} briefing files, {size / count / 1000:.1f} KB each")
        frame, bar, found, whole = first_start(environments[0], count + 3)
        catalog = Catalog(locations)
        items = sum(views.counts(catalog).values())
        print(
            f"  first start: first frame after {frame:.2f} s, the first {found:,} items searchable after {bar:.1f} s,"
        )
        print(f"  all after {whole:.0f} s: {count / whole:.0f} files/s, {items / whole:,.0f} items/s ({items:,} items)")

        taken: list[list[float]] = [[], []]
        for turn in range(WARM_UP + PAIRS):
            pair = [first_frame([READER], environment, FRAME) for environment in environments]
            if turn >= WARM_UP:
                for times, one in zip(taken, pair, strict=True):
                    times.append(one)
        ratio = statistics.median(taken[0]) / statistics.median(taken[1])
        pairs = statistics.median(one / other for one, other in zip(*taken, strict=True))
        for name, times in zip((f"{count:,} files", "the bundled ones"), taken, strict=True):
            print(
                f"  warm start, {name:18} {statistics.median(times):7.0f} ms to the first frame, least {min(times):.0f}"
            )
        least = min(taken[0]) / min(taken[1])
        print(f"  ratio of the medians {ratio:.3f}, median of the pairs' ratios {pairs:.3f}, of the least {least:.3f}")
        print(f"  at most {LIMIT} wanted")

        unchanged, one = [], []
        read = 0
        paths = sorted(locations.own.iterdir())
        for path in paths[:: max(1, len(paths) // 7)]:
            for times, change in ((unchanged, False), (one, True)):
                if change:
                    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
                began = time.process_time()
                done = sync(catalog)
                times.append((time.process_time() - began) * 1000)
                read = max(read, len(done.read))
        catalog.close()
    print(f"  looking through all files, none changed: {statistics.median(unchanged):.0f} ms of processor time")
    print(f"  one changed file: {statistics.median(one):.0f} ms, {read} file read")
    return 0 if min(ratio, pairs, least) <= LIMIT and read == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
