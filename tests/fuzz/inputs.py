"""Hostile inputs: seeds of each target, pieces of hostile text, and a way to mix them that a number repeats."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

HOSTILE: tuple[str, ...] = (
    "[@click=app.quit]x[/]", "[bold red]x[/bold]", "[link=file:///etc/passwd]x[/link]", "\\[", "[/", "$[",
    "\x1b[2J", "\x1b]8;;http://x\x07y\x1b]8;;\x07", "\x1b]52;c;ZXZpbA==\x07", "\x1bP1;1|x\x1b\\", "\x9b31m",
    "\x9d0;x\x9c",
    "\u202e\u2066abc\u2069", "\u200b\u200d\u2060", "e" + "\u0301" * 40, "\ufeff", "\x00", "\x08\x7f", "\u2028",
    "\U000e0041",
    "👩‍👩‍👧‍👦", "𠀀", "ﷺ", "１２３", "1e999999999", "nan",
    "-inf", "9" * 400, "0.1e-99999", "'''", '"""', "]]", "[[", "{{",
    "javascript:alert(1)",
    "=HYPERLINK(1)", "<script>", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\r\n", "\r",
    "\t",
    "../../x", "%s%n", "{0.__class__}", "#标签#", "tag:", "value>=", "“", "-", "(" * 50, "[" * 120, "a=" * 30,
)  # fmt: skip


def mutations(seeds: Sequence[bytes], count: int, number: int) -> Iterator[bytes]:
    """`count` inputs, always the same for a `number`: the seeds first, then seeds cut, mixed and made hostile."""
    chance = random.Random(number)
    yield from list(seeds)[:count]
    for _turn in range(count - len(seeds)):
        data = bytearray(chance.choice(seeds))
        for _change in range(chance.randint(1, 6)):
            at = chance.randint(0, len(data))
            match chance.randint(0, 5):
                case 0:
                    data[at:at] = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
                case 1:
                    del data[at : at + chance.randint(1, 20)]
                case 2:
                    data[at:at] = chance.randbytes(chance.randint(1, 4))
                case 3:
                    data[at:at] = data[at : at + chance.randint(1, 60)]
                case 4:
                    other = chance.choice(seeds)
                    start = chance.randint(0, len(other))
                    data[at:at] = other[start : start + chance.randint(1, 80)]
                case _ if at < len(data):
                    data[at] ^= 1 << chance.randint(0, 7)
        yield bytes(data)


def texts(data: bytes) -> list[str]:
    """The texts that `data` holds, for targets that take several: parted at 0xFF, never none."""
    return [part.decode("utf-8", "replace") for part in data.split(b"\xff")]
