"""A document as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.model.chart import Sheet, draw
from hunnan_tui.model.text import cells
from hunnan_tui.reading.blocks import ASCII, Cards, Chart, Fields, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.reading.blocks import Block, Grid

_SHEET = (72, 14)


def plain(blocks: Iterable[Block], *, ascii_only: bool = False) -> str:
    """The document as plain text, one logical line a line, addresses in full: what `show` prints and copying takes.

    With `ascii_only` nothing is drawn with box characters.
    """
    out = []
    for block in blocks:
        if isinstance(block, Line):
            out.append((block.bullet + "".join(piece.text for piece in block.pieces)).rstrip())
        elif isinstance(block, Fields):
            for label, value in block.rows:
                out.append(f"{label.text}  {''.join(piece.text for piece in value)}".rstrip())
        elif isinstance(block, Cards):
            for card in block.cards:
                detail = "".join(piece.text for piece in card.detail)
                flag = " !" if card.flagged else ""
                out.append(f"{card.label.text}  {card.before}{card.number}{card.behind}{flag}  {detail}".rstrip())
        elif isinstance(block, Chart):
            sheet = Sheet(*_SHEET, language=block.language, ascii=ascii_only, cells=cells)
            out += ["".join(text for text, _role in line).rstrip() for line in draw(block.plots, sheet)]
        else:
            out += _aligned(block)
    text = "\n".join(out).strip("\n") + "\n"
    return text.translate(ASCII) if ascii_only else text


def _aligned(grid: Grid) -> list[str]:
    """The rows with their columns below each other; columns without content are left out."""
    rows = [["".join(piece.text for piece in cell).strip() for cell in row] for row in grid.rows]
    shown = [column for column in range(len(grid.align)) if any(row[column] for row in rows[int(grid.header) :])]
    sizes = {column: max(cells(row[column]) for row in rows) for column in shown}
    lines = []
    for row in rows:
        parts = []
        for column in shown:
            pad = " " * (sizes[column] - cells(row[column]))
            parts.append(pad + row[column] if grid.align[column] == ">" else row[column] + pad)
        lines.append("  ".join(parts).rstrip())
    return lines
