"""Laying a document out: its blocks as lines of runs for a given width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from hunnan_tui.reading.document import Grid, Line, Piece
from hunnan_tui.tui.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.reading.document import Block

_GAP = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one role on one line; `link` is the number of the link that it is part of, or -1."""

    text: str
    role: str = ""
    link: int = -1


@dataclass(slots=True)
class Layout:
    """Laid out lines, and the links in them in reading order: where each leads and the line on which it begins."""

    lines: list[list[Run]]
    targets: list[str]
    places: list[int]

    def add(self, runs: list[Run]) -> None:
        """Add a line, noting where links begin."""
        for run in runs:
            if run.link == len(self.places):
                self.places.append(len(self.lines))
        self.lines.append(runs)

    def link(self, piece: Piece) -> int:
        """The number of a piece's link, -1 if it leads nowhere."""
        if not piece.target:
            return -1
        self.targets.append(piece.target)
        return len(self.targets) - 1


def lay_out(blocks: Iterable[Block], width: int) -> Layout:
    """Lay blocks out for `width` cells."""
    layout = Layout([], [], [])
    for block in blocks:
        if isinstance(block, Line):
            _line(layout, block, width)
        else:
            _grid(layout, block, width)
    return layout


def _line(layout: Layout, line: Line, width: int) -> None:
    text = "".join(piece.text for piece in line.pieces)
    links = [layout.link(piece) for piece in line.pieces]
    indent = min(line.indent, width // 2)
    for number, (start, end) in enumerate(wrap(text, width - indent)):
        lead = (line.bullet.rjust(indent) if number == 0 else "").ljust(indent)[:indent]
        runs = [Run(lead, "bullet")] if lead else []
        layout.add(runs + _slice(line.pieces, links, start, end))


def _slice(pieces: tuple[Piece, ...], links: list[int], start: int, end: int) -> list[Run]:
    """The part of the pieces' joined text from `start` to `end`, as runs."""
    runs, place = [], 0
    for piece, link in zip(pieces, links, strict=True):
        first, last = max(start, place), min(end, place + len(piece.text))
        if first < last:
            runs.append(Run(piece.text[first - place : last - place], piece.role, link))
        place += len(piece.text)
    return runs


def _grid(layout: Layout, grid: Grid, width: int) -> None:
    """Columns as wide as their widest cell; columns without content are left out. Where the rows do not fit, each
    row becomes a wrapped line of its own, with the first cell standing out."""
    columns = range(len(grid.align))
    sizes = [max((_size(row[column]) for row in grid.rows), default=0) for column in columns]
    body = grid.rows[1:] if grid.header else grid.rows
    shown = [column for column in columns if any(_size(row[column]) for row in body)]
    if sum(sizes[column] + _GAP for column in shown) - _GAP > width:
        for row in body:
            pieces: list[Piece] = []
            for column in shown:
                if _size(row[column]):
                    pieces += [Piece("  ")] if pieces else []
                    pieces += row[column]
            _line(layout, Line(tuple(pieces), indent=2, bullet=""), width)
        return
    for row in grid.rows:
        runs: list[Run] = []
        for place, column in enumerate(shown):
            cell = row[column]
            pad = " " * (sizes[column] - _size(cell))
            if place:
                runs.append(Run(" " * _GAP))
            if pad and grid.align[column] == ">":
                runs.append(Run(pad))
            runs += [Run(piece.text, piece.role, layout.link(piece)) for piece in cell if piece.text]
            if pad and grid.align[column] == "<":
                runs.append(Run(pad))
        layout.add(runs)


def _size(cell: tuple[Piece, ...]) -> int:
    return sum(cell_len(piece.text) for piece in cell)
