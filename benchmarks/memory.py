"""What the reader keeps in memory with a million items, beside the bundled library.

The reader runs in a pseudo-terminal; after lists were opened, paged and sorted, and after searching, the system is asked.
Private memory is what the program has of its own and nobody can take back. The rest is mapped from files: modules, and up
to a gigabyte of the catalog, which the system drops whenever others need the room. Linux only.
`python -m benchmarks.memory [ITEMS]`, 1,000,000 if left out, which takes some minutes to make.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from benchmarks import large
from benchmarks.start import READER, SIZE

ITEMS, FILES = 1_000_000, 500
LIMIT = 1.3
"""How much more private memory the large library may take."""
QUIET = 2.5
"""Seconds without a frame after which nothing more is to come, and garbage has been looked for (`tui/app.py`)."""
_BLINK = 400
"""Bytes of a frame in which nothing but the cursor of a box changed."""
DOWN, END, HOME, ESCAPE = "\x1b[6~", "\x1b[F", "\x1b[H", "\x1b"
STEPS = (
    ("the overview", []),
    ("lists opened and paged", [*(key for view in "23456789" for key in (view, *[DOWN] * 5, END, HOME)), "5", *"ssS"]),
    ("searched", ["/", *"shenyang", ESCAPE, "/", *"技术合同", ESCAPE, "/", *"kjcg", DOWN, DOWN]),
)


def measure(environment: dict[str, str]) -> list[tuple[float, float]]:
    """Megabytes after each step: private, and together with what is mapped from files."""
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        os.execve(READER, [READER], environment)
    found = []
    try:
        _drain(terminal, 5 * QUIET)
        for _name, keys in STEPS:
            for key in keys:
                os.write(terminal, key.encode())
                _drain(terminal, 0.1)
            _drain(terminal, QUIET)
            told = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
            found.append(tuple(int(told[name].split()[0]) / 1024 for name in ("RssAnon", "VmRSS")))
        os.write(terminal, b"\x11")  # Ctrl+Q
    finally:
        _drain(terminal, QUIET)
        os.close(terminal)
        os.waitpid(process, 0)
    return found


def _drain(terminal: int, quiet: float) -> None:
    """Read until nothing has come for so many seconds, but for a cursor that blinks, or the program has left."""
    last = time.perf_counter()
    try:
        while (left := last + quiet - time.perf_counter()) > 0 and select.select([terminal], [], [], left)[0]:
            received = os.read(terminal, 65536)
            if not received:
                return
            if len(received) > _BLINK:
                last = time.perf_counter()
    except OSError:  # Linux tells the end of a pseudo-terminal as an error
        pass


def main() -> int:
    """Print both; 1 where the large library takes more than it may."""
    if not Path("/proc/self/status").exists():
        print("memory: only Linux tells what is private")
        return 0
    items = int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS
    with tempfile.TemporaryDirectory(prefix="hunnan-memory-") as folder:
        large.library(Path(folder) / "large", FILES, items=items)
        return compare(Path(folder) / "large", Path(folder) / "bundled", items)


def compare(root: Path, bundled: Path, items: int) -> int:
    """Measure the library below `root` and the bundled one."""
    environments = [large.environment(place) for place in (bundled, root)]
    for environment in environments:
        subprocess.run([READER, "list", "briefings"], env=environment, stdout=subprocess.DEVNULL, check=True)
    small, large_one = map(measure, environments)
    print(f"memory, megabytes {'':28}{'bundled':>9}{f'{items:,}':>12}{'ratio':>8}")
    worst = 0.0
    for (name, _keys), one, other in zip(STEPS, small, large_one, strict=True):
        for what, place in (("private", 0), ("with what is mapped from files", 1)):
            print(f"  {f'{name}: {what}':44}{one[place]:9.1f}{other[place]:12.1f}{other[place] / one[place]:8.2f}")
        worst = max(worst, other[0] / one[0])
    print(f"  at most {LIMIT} times the private memory wanted")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
