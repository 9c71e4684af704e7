"""A terminal for tests: a program in a pseudo-terminal, each byte that it sends held against a strict grammar.

Nothing is timed: `expect` reads until the screen shows something, and gives up only after a long while.
"""

from __future__ import annotations

import base64
import codecs
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import get_character_cell_size

from hostile import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LONGEST = 60.0
"""Seconds after which a program that shows nothing of what is expected counts as broken."""
_QUIET = 0.05
"""Seconds without output after which a screen counts as drawn."""

# Escape as terminals tell it that can: alone, it would be one key with what is typed after it
ESCAPE, UP, DOWN, END, F4, F5 = "\x1b[27u", "\x1b[A", "\x1b[B", "\x1b[F", "\x1bOS", "\x1b[15~"
# where this process has the program from
_SAME_CODE = {name: value for name, value in os.environ.items() if name == "PYTHONPATH"}
# a session of its own with this terminal as the one that controls it, so that its end is a hang-up
_LAUNCH = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"

_TOKEN = re.compile(
    r"\x1b\[(?P<private>[<-?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rf"|\x1b\](?P<string>[^{UNSAFE}]*)\x07"
    r"|(?P<line>\r\n)"  # a line feed, as the terminal's own settings send it
    rf"|(?P<text>[^{UNSAFE}]+)"
)
_BEGUN = re.compile(rf"\x1b(\[[0-?]*[ -/]*|\][^{UNSAFE}]*)?|\r")
_SGR = re.compile(r"(?:[34]8;2;\d+;\d+;\d+|\d+)(?:;|$)")
_CLIPBOARD = re.compile(r"52;c;([A-Za-z0-9+/]*={0,2})")


class Obeyed(AssertionError):
    """Something that a terminal would obey, and that no program of ours may send."""


class Token(NamedTuple):
    """A piece of output: `text` is empty for a control sequence, `shape` for text."""

    shape: str
    text: str
    whole: str


def tokens(output: str) -> Iterator[Token]:
    """The pieces of `output`; Obeyed where it is neither text nor a whole sequence of the known forms."""
    at = 0
    while at < len(output):
        match = _TOKEN.match(output, at)
        if match is None:
            raise Obeyed(f"{output[at : at + 60]!r} after {output[max(at - 60, 0) : at]!r}")
        at = match.end()
        if match["text"] is not None or match["line"] is not None:
            yield Token("", match["text"] or match["line"], match.group())
        elif match["string"] is not None:
            copied = _CLIPBOARD.fullmatch(match["string"])
            yield Token("OSC 52" if copied else f"OSC {match['string']}", "", match.group())
        elif match["final"] == "m" and not match["private"] + match["between"]:
            for code in _SGR.findall(match["numbers"] or "0"):
                yield Token(f"SGR {code[:4] if code.startswith(('38', '48')) else code.rstrip(';')}", "", match.group())
        else:
            place = match["final"] == "H" and not match["private"] + match["between"]
            numbers = "" if place else match["numbers"]
            yield Token(f"CSI {match['private']}{numbers}{match['between']}{match['final']}", "", match.group())


class Terminal:
    """A program in a terminal of its own; `lines` is what stands on the screen now."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]) -> None:
        self.width, self.height = size
        self.shapes: set[str] = set()
        """The control sequences that were sent, in short."""
        self.copied: list[str] = []
        """What was sent to the clipboard."""
        self.received = ""
        """Everything that was sent."""
        self._cells = [[" "] * self.width for _line in range(self.height)]
        self._row = self._column = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._rest = ""
        self._drawing = False
        self._end, inner = os.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", self.height, self.width, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *command],
            stdin=inner, stdout=inner, stderr=inner, start_new_session=True, env={**_SAME_CODE, **environment},
        )  # fmt: skip
        os.close(inner)

    def send(self, text: str) -> None:
        """Type a text, or the keys that it stands for."""
        data = text.encode("utf-8", "surrogatepass")
        while data:
            data = data[os.write(self._end, data[:512]) :]
            self._read(0)

    def paste(self, text: str) -> None:
        """Paste a text, as a terminal hands it over."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return ["".join(line).rstrip() for line in self._cells]

    def expect(self, *texts: str) -> None:
        """Read until all the texts stand on the screen, each within a line."""
        self.until(lambda screen: all(text in screen for text in texts), f"to show {texts}")

    def expect_gone(self, text: str) -> None:
        """Read until a text stands on the screen no more."""
        self.until(lambda screen: text not in screen, f"to show {text!r} no more")

    def until(self, found: Callable[[str], bool], wish: str) -> None:
        """Read until the screen, its lines as one text, is as it is wished, with no frame begun or on its way."""
        end = time.monotonic() + LONGEST
        while True:
            screen = "\n".join(self.lines)
            if self._drawing or not found(screen):
                waiting = self._read(1.0) or self.process.poll() is None
            elif self._read(_QUIET):
                waiting = True
            else:
                return
            if not waiting or time.monotonic() > end:
                raise AssertionError(f"the program was expected {wish}; it shows:\n{screen}")

    def leave(self, keys: str = "\x11") -> int:
        """Press the keys that end the program (Ctrl+Q), and read to the end; its exit status."""
        self.send(keys)
        return self.ended()

    def ended(self) -> int:
        """Read until the program has ended; its exit status."""
        end = time.monotonic() + LONGEST
        while self._read(1.0) or self.process.poll() is None:
            assert time.monotonic() < end, "the program does not end"
        return self.process.wait()

    def kill(self, end: signal.Signals | None) -> None:
        """End the program by a signal, or by closing the terminal."""
        if end is None:
            os.close(self._end)
            self._end = -1
        else:
            self.process.send_signal(end)
            self.ended()
        self.process.wait(LONGEST)

    def close(self) -> None:
        """Let go of the terminal; a program that is still there is ended."""
        if self._end >= 0:
            os.close(self._end)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def _read(self, seconds: float) -> bool:
        """Take in what comes within `seconds`; False if nothing did."""
        data = b""
        with suppress(OSError):  # Linux tells the end of a pseudo-terminal as an error
            if select.select([self._end], [], [], seconds)[0]:
                data = os.read(self._end, 65536)
        if data:
            try:
                self._take(self._decoder.decode(data))
            except Obeyed as error:
                raise Obeyed(f"{error}; what follows: {self._all_that_follows()!r}") from None
        return bool(data)

    def _all_that_follows(self) -> str:
        """What else is sent, as it is: of a program that fails, its error."""
        data = b""
        with suppress(OSError):
            while select.select([self._end], [], [], 2.0)[0] and len(data) < 100_000:
                data += os.read(self._end, 65536)
        return data.decode("utf-8", "replace")[-4000:]

    def _take(self, output: str) -> None:
        self.received += output
        output = self._rest + output
        begun = max(output.rfind("\x1b"), len(output) - 1 if output.endswith("\r") else -1)
        whole = begun if begun >= 0 and _BEGUN.fullmatch(output, begun) else len(output)
        self._rest = output[whole:]
        for token in tokens(output[:whole]):
            if token.text:
                self._write(token.text)
                continue
            self.shapes.add(token.shape)
            if token.shape == "CSI H":
                self._row, self._column = (int(part or 1) - 1 for part in f"{token.whole[2:-1]};".split(";")[:2])
                if not (0 <= self._row < self.height and 0 <= self._column < self.width):
                    raise Obeyed(f"{token.whole!r} leads out of the screen")
            elif token.shape == "CSI ?2026$p":  # whether frames may be sent whole
                os.write(self._end, b"\x1b[?2026;2$y")
            elif token.shape in ("CSI ?2026h", "CSI ?2026l"):
                self._drawing = token.shape.endswith("h")
            elif token.shape == "OSC 52":
                self.copied.append(base64.b64decode(token.whole[7:-1]).decode("utf-8"))

    def _write(self, text: str) -> None:
        for char in text:
            width = get_character_cell_size(char)
            if char == "\r":
                self._column = 0
            elif char == "\n":
                self._row = min(self._row + 1, self.height - 1)
            elif width == 0 and self._column:
                self._cells[self._row][min(self._column, self.width) - 1] += char
            elif self._column + width <= self.width:
                self._cells[self._row][self._column : self._column + width] = [char, *[""] * (width - 1)]
                self._column += width
