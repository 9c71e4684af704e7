"""The help: the keys of the pane one is in, and the search language, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from hunnan_tui.i18n import N_, _, language
from hunnan_tui.reading.blocks import BLANK, Grid, Line, Piece
from hunnan_tui.tui import keys
from hunnan_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hunnan_tui.reading.blocks import Block
    from hunnan_tui.tui.keys import Pane

_PANES = {
    "navigator": N_("Keys in the navigator"),
    "list": N_("Keys in the list"),
    "reader": N_("Keys in the text"),
    "search": N_("Keys in the search box"),
}
_ENGLISH = "innov  photon ct"
SEARCH_HELP = (
    (
        "技术合同  沈阳 2026",
        N_("all words must match, in any order; Chinese from one character on, traditional or simplified"),
    ),
    (
        "jishuhetong  jsht  hunnan科技城",
        N_("pinyin in full, by initials or both, mixed with characters, the last syllable begun"),
    ),
    (_ENGLISH, N_("English words by their beginning, in either spelling; whole questions")),
    ("830.6亿  83.06 billion  24 Feb 2026", N_("numbers and dates as printed or as meant, by their beginning")),
    ("“技术合同”  -金融", N_("a phrase; without a word")),
    (
        "kind:metric,flag year:2024-2026",
        N_("only so: kind area year unit nature source briefing section tag"),
    ),
    ("source:新华社 briefing:浑南 unit:km", N_("a part of the publisher, author or title; a unit in either language")),
    ("value>=100亿", N_("figures of at least, of less than … (> >= < <= =)")),
)


def search_help() -> list[tuple[str, str]]:
    """Queries with what they find; those first that the reader can type."""
    chinese = language() == "zh"
    return [
        (query, _(told)) for query, told in sorted(SEARCH_HELP, key=lambda line: not chinese and line[0] != _ENGLISH)
    ]


def invitation() -> Content:
    """What can be typed into the search box, an example before what it finds."""
    lines = (Content.assemble((query, "$match"), (f"  {told}", "$soft")) for query, told in search_help())
    return Content("\n").join(lines)


class Help(ModalScreen[None]):
    """Shows what can be done where one is."""

    BINDINGS: ClassVar = [Binding(keys.typed("escape,q,question_mark,f1"), "leave", show=False)]

    def __init__(self, pane: Pane) -> None:
        super().__init__()
        self._pane = pane

    def compose(self) -> ComposeResult:
        """One page, which scrolls where there is little room."""
        with Vertical(id="help"):
            yield Reader(id="help-text")

    def on_mount(self) -> None:
        """Write the page."""
        self.query_one(Reader).show(help_blocks(self._pane))
        self.query_one(Reader).focus()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


def help_blocks(pane: Pane) -> list[Block]:
    """The keys of a pane, and the query language."""
    rows: list[tuple[tuple[Piece, ...], ...]] = [
        ((Piece(key.shown_in(pane), "title"),), (Piece(_(key.help)),)) for key in keys.for_pane(pane)
    ]
    if pane == "search":
        typing = (
            ("↑ ↓ Tab", _("Move through what is found while you type; Tab goes to it.")),
            ("→", _("Take what is suggested: a field's name or value in grey, or the query with its words parted.")),
        )
        rows[:0] = [((Piece(key, "title"),), (Piece(told),)) for key, told in typing]
    else:
        rows.append(((Piece("1…9 0", "title"),), (Piece(_("Open a view by its number.")),)))
    asked = [((Piece(query, "match"),), (Piece(told),)) for query, told in search_help()]
    return [
        Line((Piece(_(_PANES[pane]), "title"), Piece(f"   Esc {_('leave')}", "other"))),
        BLANK,
        Grid(rows, "<<", header=False),
        BLANK,
        Line(
            (
                Piece(
                    _("With an input method in Chinese mode, F-keys, ？ ： 、 【 】 and full-width letters work."),
                    "other",
                ),
            )
        ),
        BLANK,
        Line((Piece(_("Searching"), "heading"),)),
        Grid(list(asked), "<<", header=False),
        BLANK,
        Line(
            (
                Piece(
                    _(
                        "In the table: > over, ≥ at least, ~ about, ~< nearly, ≤ up to, e estimate, l limit,"
                        " + sources differ"
                    ),
                    "other",
                ),
            )
        ),
        Line((Piece(_("Growth: as printed; = from the values, ≈ from values of which one is rounded"), "other"),)),
        Line((Piece(_("Width test: each of these takes one cell here: “ ” … — · ① │ ▌ ✎"), "other"),)),
    ]
