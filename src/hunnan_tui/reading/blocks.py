"""What a document is made of: blocks of pieces, without width or colour.

The screen's reader lays them out and colours them by role; `hunnan-tui show` prints them as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from hunnan_tui.model.chart import Plot
    from hunnan_tui.model.text import Language

ASCII = str.maketrans("━─┄│┃└┤┬╸░▒▓█▁▂▃▄▅▆▇●■▲▼≈−", "#-.||++++.=##_.-=+*%*x^v~-")
"""What is drawn, as `--ascii` shows it."""


class Piece(Struct, frozen=True):
    """A run of text with its role (title, other, label, figure, actual, target, …) and, for a link, where it leads.

    `target` is an item's key, or an http(s) address. The text is already safe to show.
    """

    text: str
    role: str = ""
    target: str = ""


class Line(Struct, frozen=True):
    """A logical line, to be wrapped with what follows indented by `indent` cells; `bullet` stands before it."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    bullet: str = ""


class Grid(Struct, frozen=True):
    """Rows of cells in columns, each column aligned by its letter in `align`: `<` left, `>` right."""

    rows: list[tuple[tuple[Piece, ...], ...]]
    align: str
    header: bool = True
    cut: int | None = None
    """The column that is shortened where there is little room."""
    spare: tuple[int, ...] = ()
    """The columns that are left out where that is not enough, the first one first."""


class Fields(Struct, frozen=True):
    """Labels with their values, the values below each other in a column of their own."""

    rows: list[tuple[Piece, tuple[Piece, ...]]]


class Card(Struct, frozen=True):
    """A figure to be seen from afar: what it is, the number between what surrounds it, what to know."""

    label: Piece
    before: str
    number: str
    behind: str
    detail: tuple[Piece, ...]
    flagged: bool = False
    """Whether something about the figure does not agree."""


class Cards(Struct, frozen=True):
    """Figures side by side, in big digits where there is room."""

    cards: list[Card]


class Chart(Struct, frozen=True):
    """A chart of values over time, drawn for the width there is."""

    plots: list[Plot]
    language: Language


Block = Line | Grid | Fields | Cards | Chart
BLANK = Line()
