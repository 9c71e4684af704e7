"""Take the pictures of `screenshots/` for the README: the app on the bundled briefings, drawn as PNG.

    python scripts/screenshots.py             all of them
    python scripts/screenshots.py metrics     those whose name contains a word

Textual exports a screen as SVG, but a viewer lays the text of such an SVG out by characters, and Chinese is
squashed. Here every run is drawn at the cell where a terminal puts it, and lines and blocks as rectangles. Needs
rsvg-convert, pngquant and two fonts, for Chinese and for everything else; says so where one is missing.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from msgspec.structs import replace
from rich.cells import cell_len
from textual.events import Paste

from hunnan_tui.library.locations import locate
from hunnan_tui.tui.app import HunnanApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from hunnan_tui.model.text import Language

FOLDER = Path(__file__).parents[1] / "screenshots"
WIDE, NARROW, CLASSIC = (120, 36), (60, 20), (80, 24)

CELL, LINE, CHINESE = 10.0, 24.0, 20.0
"""Width and height of a cell and the size of a Chinese character, in pixels; a Chinese character takes two cells."""
LATIN = CELL / 0.60205
"""The size at which a letter of DejaVu Sans Mono is one cell wide."""
ZOOM = 1.25
FONTS = {"zh": "Noto Sans Mono CJK SC", "other": "DejaVu Sans Mono"}
RICH_CELL, RICH_LINE = 12.2, 24.4
"""Width and height of a cell in the SVG that Textual exports."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name, the screen's size and language, the keys that lead there, what is then typed."""

    name: str
    size: tuple[int, int]
    language: Language
    keys: str
    text: str = ""
    theme: str = "dark"


SHOTS = (
    Shot("overview", WIDE, "en", "1"),
    Shot("outcomes", WIDE, "en", "2 down down"),
    Shot("keywords", WIDE, "en", "4 down down"),
    Shot("metrics", WIDE, "en", "5"),
    Shot("targets", WIDE, "en", "6"),
    Shot("flags", WIDE, "en", "7"),
    Shot("search", WIDE, "en", "1 slash", "fnjm"),
    Shot("note", WIDE, "en", "5 n", "The target asks for +10.8%.\n\nHow much of it stays in the city?"),
    Shot("help", WIDE, "en", "5 question_mark"),
    Shot("overview-zh", WIDE, "zh", "1"),
    Shot("outcomes-zh", WIDE, "zh", "2 down down"),
    Shot("metrics-zh", WIDE, "zh", "5"),
    Shot("targets-zh", WIDE, "zh", "6"),
    Shot("search-zh", WIDE, "zh", "1 slash", "jsht"),
    Shot("note-zh", WIDE, "zh", "5 n", "2026年目标需增长10.8%。\n\n问：合同有多少落在本市？"),
    Shot("help-zh", WIDE, "zh", "5 question_mark"),
    Shot("overview-light", WIDE, "en", "1", theme="light"),
    Shot("outcomes-80x24-zh", CLASSIC, "zh", "2 down down"),
    Shot("metrics-80x24", CLASSIC, "en", "5"),
    Shot("reader-60x20", NARROW, "en", "2 down enter"),
)


def main() -> int:
    """Take the pictures; 1 where something that draws them is missing."""
    if missing := _missing():
        packages = "librsvg2-bin pngquant fontconfig fonts-noto-cjk fonts-dejavu-core"
        print(f"The pictures need {missing}. On Debian and Ubuntu: apt-get install {packages}", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    os.environ |= {"TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor"}
    for shot in SHOTS:
        if all(word in shot.name for word in sys.argv[1:]):
            path = FOLDER / f"{shot.name}.png"
            _write(drawn(asyncio.run(taken(shot)), shot.size), path)
            print(f"{path.relative_to(FOLDER.parent)}  {path.stat().st_size // 1024} KB")
    return 0


def _missing() -> str:
    if programs := [name for name in ("rsvg-convert", "pngquant", "fc-list") if shutil.which(name) is None]:
        return ", ".join(programs)
    families = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    return ", ".join(f"the font {font}" for font in FONTS.values() if font not in families)


async def taken(shot: Shot) -> str:
    """What Textual exports of the screen, with a config and cache folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        locations = replace(locate([], f"{folder}/config"), cache=Path(folder) / "cache")
        app = HunnanApp(locations, shot.language)
        async with app.run_test(size=shot.size) as pilot:
            await _settled(pilot)
            if shot.theme == "light":
                app.action_theme()
            for key in shot.keys.split(" "):
                await pilot.press(key)
                await _settled(pilot)
            if shot.text:
                app.post_message(Paste(shot.text))
                await _settled(pilot)
            return app.export_screenshot()


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def drawn(exported: str, size: tuple[int, int]) -> str:
    """The exported screen as an SVG in which every character stands in its cell."""
    styles = dict(re.findall(r"\.([\w-]+-r\d+) \{ (.*?) \}", exported))
    root = ElementTree.fromstring(exported)
    texts = next(group for group in root.iter(_tag("g")) if group.get("class", "").endswith("-matrix"))
    screen = next(group for group in root.iter(_tag("g")) if texts in list(group))
    width, height = size[0] * CELL, size[1] * LINE
    pixels = f'width="{width * ZOOM}" height="{height * ZOOM}" viewBox="0 0 {width} {height}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {pixels}>']
    for rect in screen.findall(_tag("rect")):
        x, y, cells = _number(rect, "x") / RICH_CELL, round(_number(rect, "y") // RICH_LINE), _number(rect, "width")
        parts.append(_rectangle(x, y, (0, 0, cells / RICH_CELL, 1), f'fill="{rect.get("fill")}"'))
    for text in texts.iter(_tag("text")):
        x, y = _number(text, "x") / RICH_CELL, round(_number(text, "y") // RICH_LINE)
        style = styles.get(text.get("class", ""), "")
        parts += _run(x, y, text.text or "", style)
    return "\n".join((*parts, "</svg>"))


def _tag(name: str) -> str:
    return f"{{http://www.w3.org/2000/svg}}{name}"


def _number(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "0"))


def _run(x: float, y: int, text: str, style: str) -> Iterator[str]:
    """A run of text from the cell `x`, `y` on: letters together, Chinese together, signs one by one."""
    for match in re.finditer(r"[\s\xa0]+|[!-~]+|.", text):
        part = match.group()
        if boxes := list(_shape(part)):
            yield from (_rectangle(x, y, box, f"style={quoteattr(style)}") for box in boxes)
        elif part.strip():
            font, size = (FONTS["zh"], CHINESE) if cell_len(part) == 2 * len(part) else (FONTS["other"], LATIN)
            place = f'x="{x * CELL:g}" y="{y * LINE + 0.74 * LINE:g}" font-family="{font}" font-size="{size:.4g}"'
            yield f"<text {place} style={quoteattr(style)}>{escape(part)}</text>"
        x += cell_len(part)


Box = tuple[float, float, float, float]
"""Left, top, right, bottom within a cell, 0 to 1."""

_SHARES = ("ONE", "ONE QUARTER", "THREE", "HALF", "FIVE", "THREE QUARTERS", "SEVEN")
"""How Unicode calls one to seven eighths of a block."""


def _shape(sign: str) -> Iterator[Box]:
    """The rectangles of a block or of a straight box line, so that neighbours meet; nothing for another sign."""
    name = unicodedata.name(sign, "") if len(sign) == 1 else ""
    if name == "FULL BLOCK":
        yield (0, 0, 1, 1)
    elif name.endswith(" BLOCK"):
        side, _space, share = re.sub(" EIGHTHS?| BLOCK", "", name).partition(" ")
        part = (_SHARES.index(share) + 1) / 8 if share in _SHARES else 0.0
        boxes: dict[str, Box] = {
            "LEFT": (0, 0, part, 1),
            "RIGHT": (1 - part, 0, 1, 1),
            "UPPER": (0, 0, 1, part),
            "LOWER": (0, 1 - part, 1, 1),
        }
        if side in boxes and part:
            yield boxes[side]
    elif match := re.fullmatch(r"BOX DRAWINGS (LIGHT|HEAVY) ((?:LEFT|RIGHT|UP|DOWN|HORIZONTAL|VERTICAL| AND )+)", name):
        arms = match[2]
        across, down = (0.1, 0.04) if match[1] == "LIGHT" else (0.2, 0.08)  # the stroke, of a cell's width and height
        left, right = ("LEFT" in arms or "HORIZONTAL" in arms), ("RIGHT" in arms or "HORIZONTAL" in arms)
        up, below = ("UP" in arms or "VERTICAL" in arms), ("DOWN" in arms or "VERTICAL" in arms)
        if left or right:
            yield (0 if left else 0.5 - across / 2, 0.5 - down / 2, 1 if right else 0.5 + across / 2, 0.5 + down / 2)
        if up or below:
            yield (0.5 - across / 2, 0 if up else 0.5 - down / 2, 0.5 + across / 2, 1 if below else 0.5 + down / 2)


def _rectangle(x: float, y: int, box: Box, paint: str) -> str:
    left, top, right, bottom = box
    place = f'x="{(x + left) * CELL:g}" y="{(y + top) * LINE:g}"'
    size = f'width="{(right - left) * CELL:g}" height="{(bottom - top) * LINE:g}"'
    return f'<rect {place} {size} {paint} shape-rendering="crispEdges"/>'


def _write(svg: str, path: Path) -> None:
    png = subprocess.run(["rsvg-convert"], input=svg.encode(), stdout=subprocess.PIPE, check=True).stdout
    small = subprocess.run(["pngquant", "--nofs", "--strip", "-"], input=png, stdout=subprocess.PIPE, check=True)
    path.write_bytes(small.stdout)


if __name__ == "__main__":
    sys.exit(main())
