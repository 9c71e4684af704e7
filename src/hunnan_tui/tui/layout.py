"""Laying a document out: its blocks as lines of runs for a given width."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len, set_cell_size

from hunnan_tui.reading.blocks import Cards, Chart, Fields, Grid, Line, Piece
from hunnan_tui.tui.digits import big, size
from hunnan_tui.tui.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hunnan_tui.reading.blocks import Block, Card

_CHART, _LARGE_CHART = (100, 13), (150, 20)
_CARD = 22
_CARD_GAP = 2
_GAP = 2
_LEAST_CUT = 12
_NAMED = 30
"""Cells in which a shortened name can be told from others: columns that can be spared make room for them."""


class Run(Struct, frozen=True):
    """Text of one role on one line; `link` is the number of the link that it is part of, or -1."""

    text: str
    role: str = ""
    link: int = -1


class Layout(Struct):
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
        """The number of a piece's link, -1 if it leads nowhere or has no letter to be seen by."""
        if not piece.target or not piece.text.strip():
            return -1
        self.targets.append(piece.target)
        return len(self.targets) - 1


def lay_out(blocks: Iterable[Block], width: int, *, ascii: bool = False) -> Layout:
    """Lay blocks out for `width` cells; charts in ASCII if that is asked for."""
    layout = Layout([], [], [])
    for block in blocks:
        if isinstance(block, Line):
            _line(layout, block, width)
        elif isinstance(block, Fields):
            size = min(max(cell_len(label.text) for label, _value in block.rows), width // 2)
            _definitions(layout, [(_cut((label,), size), value) for label, value in block.rows], size, width)
        elif isinstance(block, Cards):
            _cards(layout, block, width, ascii)
        elif isinstance(block, Chart):
            from hunnan_tui.model.chart import Sheet, draw

            most, high = _LARGE_CHART if width >= _LARGE_CHART[0] else _CHART
            sheet = Sheet(min(width, most), high, block.language, ascii, cell_len)
            for line in draw(block.plots, sheet):
                layout.add([Run(text, role) for text, role in line])
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
    """Columns as wide as their widest cell; columns without content are left out.

    Where the rows do not fit, the column `cut` is shortened, then those of `spare` are left out; where that is not
    enough, or there is none, each row becomes a wrapped line of its own.
    """
    columns = range(len(grid.align))
    cells = [[_size(cell) for cell in row] for row in grid.rows]
    sizes = [max((row[column] for row in cells), default=0) for column in columns]
    body = grid.rows[1:] if grid.header else grid.rows
    shown = [column for column in columns if any(row[column] for row in cells[int(grid.header) :])]
    over = sum(sizes[column] + _GAP for column in shown) - _GAP - width
    least = max(_LEAST_CUT, min(_NAMED, sizes[grid.cut])) if grid.cut is not None else 0
    for column in grid.spare:
        if over > 0 and grid.cut is not None and sizes[grid.cut] - over < least and column in shown:
            shown.remove(column)
            over -= sizes[column] + _GAP
    if over > 0 and grid.cut is not None and sizes[grid.cut] - over >= _LEAST_CUT:
        sizes[grid.cut] -= over
        over = 0
    if over > 0 and not grid.header and len(shown) == 2 and sizes[shown[0]] <= width // 2:
        _definitions(layout, [(row[shown[0]], row[shown[1]]) for row in grid.rows], sizes[shown[0]], width)
        return
    if over > 0:
        for row in body:
            pieces: list[Piece] = []
            for column in shown:
                if bare := _bare(row[column]):
                    pieces += [Piece("  "), *bare] if pieces else bare
            _line(layout, Line(tuple(pieces), indent=2, bullet=""), width)
        return
    for row, wide in zip(grid.rows, cells, strict=True):
        runs: list[Run] = []
        covered = 0
        for place, column in enumerate(shown):
            if covered:  # by a cell before it that is longer than its column, while this one is empty
                covered -= 1
                continue
            cell, taken, room = row[column], wide[column], sizes[column]
            while room < taken and place + covered + 1 < len(shown) and not wide[shown[place + covered + 1]]:
                covered += 1
                room += _GAP + sizes[shown[place + covered]]
            if taken > room:
                cell = _cut(cell, room)
                taken = _size(cell)
            pad = " " * (room - taken)
            if place:
                runs.append(Run(" " * _GAP))
            if pad and grid.align[column] == ">":
                runs.append(Run(pad))
            runs += [Run(piece.text, piece.role, layout.link(piece)) for piece in cell if piece.text]
            if pad and grid.align[column] == "<":
                runs.append(Run(pad))
        layout.add(runs)


def _definitions(
    layout: Layout, rows: list[tuple[tuple[Piece, ...], tuple[Piece, ...]]], size: int, width: int
) -> None:
    """Rows of two cells, the second one wrapped in its own column."""
    for left, right in rows:
        lead = [Run(piece.text, piece.role, layout.link(piece)) for piece in left]
        lead.append(Run(" " * (size - _size(left) + _GAP)))
        links = [layout.link(piece) for piece in right]
        text = "".join(piece.text for piece in right)
        for number, (start, end) in enumerate(wrap(text, width - size - _GAP)):
            layout.add((lead if not number else [Run(" " * (size + _GAP))]) + _slice(right, links, start, end))


def _cards(layout: Layout, block: Cards, width: int, ascii: bool) -> None:
    """Cards in rows, as many beside each other as there is room for, a line of air between the rows."""
    count = max(len(block.cards), 1)
    across = max(1, min(count, (width + _CARD_GAP) // (_CARD + _CARD_GAP)))
    across = -(-count // -(-count // across))  # six are three and three, not five and one
    wide = (width + _CARD_GAP) // across - _CARD_GAP
    for start in range(0, len(block.cards), across):
        drawn = [_card(layout, card, wide, ascii) for card in block.cards[start : start + across]]
        # labels begin on one line, in the order of their links, and digits stand on one
        labels = zip_longest(*(label for label, _ in drawn), fillvalue=[])
        high = max(len(rest) for _, rest in drawn)
        numbers = zip(*([[]] * (high - len(rest)) + rest for _, rest in drawn), strict=True)
        for cells in (*labels, *numbers):
            layout.add(_side_by_side(cells, wide))
        if start + across < len(block.cards):
            layout.add([])


def _side_by_side(cells: Sequence[list[Run]], width: int) -> list[Run]:
    """A line of cells, each as wide as a card."""
    runs: list[Run] = []
    for place, cell in enumerate(cells):
        pad = width - sum(cell_len(run.text) for run in cell)
        runs += [*cell, Run(" " * (pad + (0 if place == len(cells) - 1 else _CARD_GAP)))]
    return runs


def _card(layout: Layout, card: Card, width: int, ascii: bool) -> tuple[list[list[Run]], list[list[Run]]]:
    """A card's lines: the label on one or two; the number on three or, where there is no room, one, and the detail."""
    link = layout.link(card.label)
    spans = wrap(card.label.text, width)
    rest = (replace(card.label, text=card.label.text[spans[1][0] :]),) if len(spans) > 1 else ()
    label = [card.label.text[slice(*spans[0])], *(piece.text for piece in _cut(rest, width))]
    # what stands around a big number stands behind it, in two lines: the numbers begin below each other
    upper, lower = (f" {card.before.strip()}", card.behind) if card.before and card.behind else ("", card.behind)
    before = "" if upper else card.before
    flag = " !" if card.flagged else ""
    room = width - cell_len(before) - max(cell_len(upper), cell_len(lower), cell_len(flag))
    if ascii or size(card.number) > room:
        parts = ((card.before, "other"), (card.number, "figure"), (card.behind, "other"), (flag, "flag"))
        number = [[Run(text, role) for text, role in parts]]
    else:
        blank = Run(" " * cell_len(before))
        first, second, third = (Run(row, "figure") for row in big(card.number))
        number = [
            [blank, first, Run(flag, "flag")],
            [blank, second, Run(upper, "other")],
            [Run(before, "other"), third, Run(lower, "other")],
        ]
    detail = [Run(piece.text, piece.role) for piece in _cut(card.detail, width)]
    return [[Run(text, card.label.role, link)] for text in label], [*number, detail]


def _bare(cell: tuple[Piece, ...]) -> list[Piece]:
    """A cell without what makes it as wide as those below it."""
    pieces = list(cell)
    while pieces and not (text := pieces[-1].text.rstrip()):
        pieces.pop()
    if pieces:
        pieces[-1] = replace(pieces[-1], text=text)
    return pieces


def _cut(cell: tuple[Piece, ...], width: int) -> tuple[Piece, ...]:
    """The cell in at most `width` cells, with … where something was left out."""
    if _size(cell) <= width:
        return cell
    kept, used = [], 0
    for piece in cell:
        room = width - 1 - used
        text = piece.text if cell_len(piece.text) <= room else set_cell_size(piece.text, room).rstrip()
        kept.append(replace(piece, text=text if text == piece.text else f"{text}…"))
        used += cell_len(text)
        if text != piece.text:
            break
    return tuple(kept)


def _size(cell: tuple[Piece, ...]) -> int:
    return sum(cell_len(piece.text) for piece in cell)
