"""How long the start takes: from the command to the first painted frame, beside a Textual app that shows one label.

Both run in a pseudo-terminal, warm, on the bundled library, and take turns, so that a slow moment of the machine
touches both. The first frame counts when all of it has arrived: what stands last in it is waited for. Then the commands
that draw nothing, as whole processes, beside `python -c pass`. `python -m benchmarks.start`
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZE = (120, 36)
WARM_UP, PAIRS, COMMAND_ROUNDS = 3, 25, 15
LONGEST = 30.0
"""Seconds after which a program that paints nothing, or does not leave, counts as broken."""
TARGET = 1.25

READER = str(Path(sys.executable).with_name("hunnan-tui"))
# of the top line, the navigator, the overview in the reader, the footer
FRAME = (b"Hunnan briefings", b"Outcomes", b"Technology contract", b"commands")
LABEL = """
from textual.app import App
from textual.widgets import Label

class OneLabel(App):
    def compose(self):
        yield Label("painted")

OneLabel().run()
"""
COMMANDS = (
    ("python -c pass", [sys.executable, "-c", "pass"]),
    ("hunnan-tui --version", [READER, "--version"]),
    ("hunnan-tui list metrics", [READER, "list", "metrics"]),
    ("hunnan-tui search 技术合同", [READER, "search", "技术合同"]),
)


@contextmanager
def home() -> Iterator[dict[str, str]]:
    """An environment with a home of its own, so that neither settings, notes nor catalog of the user take part."""
    with tempfile.TemporaryDirectory(prefix="hunnan-start-") as folder:
        yield {
            "HOME": folder,
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "en_US.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }


def first_frame(command: Sequence[str], environment: dict[str, str], awaited: Sequence[bytes]) -> float:
    """Milliseconds from the command until a terminal has received all that is `awaited`; then the program is told to leave."""
    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        os.execve(command[0], list(command), environment)
    try:
        received = b""
        while not all(text in received for text in awaited):
            if not select.select([terminal], [], [], LONGEST)[0]:
                raise TimeoutError(f"{command[0]} painted nothing")
            received += os.read(terminal, 65536)
        taken = (time.perf_counter() - start) * 1000
        os.write(terminal, b"\x11")  # Ctrl+Q
        _drain(terminal)
        return taken
    finally:
        os.close(terminal)  # a program that is still there loses its terminal and ends
        os.waitpid(process, 0)


def _drain(terminal: int) -> None:
    """Read until the program has left."""
    with suppress(OSError):  # Linux tells the end of a pseudo-terminal as an error
        while select.select([terminal], [], [], LONGEST)[0] and os.read(terminal, 65536):
            pass


def whole(command: Sequence[str], environment: dict[str, str]) -> float:
    """Milliseconds of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def imported(command: Sequence[str], environment: dict[str, str]) -> set[str]:
    """The modules that a command imports."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
        text=True,
    ).stderr
    return {line.rpartition("|")[2].strip() for line in told.splitlines() if line.startswith("import time:")}


def _row(name: str, times: Sequence[float]) -> str:
    return f"  {name:34}{statistics.median(times):9.1f}{min(times):9.1f}{max(times):9.1f}"


def frames(environment: dict[str, str]) -> float:
    """Print the times to the first frame; how often our median holds that of the label."""
    ours, label = [READER], [sys.executable, "-c", LABEL]
    taken: dict[str, list[float]] = {"hunnan-tui": [], "a label": []}
    for turn in range(WARM_UP + PAIRS):
        pair = (first_frame(ours, environment, FRAME), first_frame(label, environment, [b"painted"]))
        if turn >= WARM_UP:
            for times, one in zip(taken.values(), pair, strict=True):
                times.append(one)
    print(f"start, {SIZE[0]} x {SIZE[1]}, {PAIRS} pairs, milliseconds from the command to the first painted frame")
    print(f"  {'':34}{'median':>9}{'least':>9}{'most':>9}")
    for name, times in taken.items():
        print(_row(name, times))
    ratio = statistics.median(taken["hunnan-tui"]) / statistics.median(taken["a label"])
    pairs = statistics.median(a / b for a, b in zip(*taken.values(), strict=True))
    least = min(taken["hunnan-tui"]) / min(taken["a label"])
    print(f"  ratio of the medians {ratio:.3f}, median of the pairs' ratios {pairs:.3f}, of the least {least:.3f}")
    print(f"  at most {TARGET} wanted")
    return ratio


def commands(environment: dict[str, str]) -> bool:
    """Print the commands' times and what they import; whether all of them do without Textual and Rich."""
    taken: dict[str, list[float]] = {name: [] for name, _command in COMMANDS}
    for _round in range(COMMAND_ROUNDS):
        for name, command in COMMANDS:
            taken[name].append(whole(command, environment))
    print(f"commands, {COMMAND_ROUNDS} rounds, milliseconds of the whole process")
    print(f"  {'':34}{'median':>9}{'least':>9}{'most':>9}{'modules':>9}  of them textual, rich")
    light = True
    for name, command in COMMANDS:
        modules = imported(command if command[0] == READER else command[1:], environment)
        heavy = [module for module in modules if module.partition(".")[0] in ("textual", "rich")]
        light &= not heavy
        print(f"{_row(name, taken[name])}{len(modules):9}  {len(heavy)}")
    return light


def main() -> int:
    """Print both; 1 where the start takes longer than it may, or a command imports what it does not need."""
    with home() as environment:
        subprocess.run([READER, "list", "briefings"], env=environment, stdout=subprocess.DEVNULL, check=True)
        ratio = frames(environment)
        light = commands(environment)
    return 0 if ratio <= TARGET and light else 1


if __name__ == "__main__":
    sys.exit(main())
