"""Choosing an item to link to: a search box, and what it finds in everything."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hunnan_tui.i18n import _
from hunnan_tui.library import search
from hunnan_tui.tui.found_rows import FoundRows
from hunnan_tui.tui.rows import FixedRows, Shelf
from hunnan_tui.tui.searcher import Searcher
from hunnan_tui.tui.widgets.bars import Footer
from hunnan_tui.tui.widgets.table import Table

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.app import ComposeResult

    from hunnan_tui.tui.app import HunnanApp

_FOUND = 50


class Linking(ModalScreen[str | None]):
    """Gives the key of the item that was chosen; None where none was."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("down", "move('cursor_down')", show=False, priority=True),
        Binding("up", "move('cursor_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
    ]
    app: HunnanApp

    def __init__(self) -> None:
        super().__init__()
        self._searcher = Searcher(self.app.catalog, self.app.fail)

    def compose(self) -> ComposeResult:
        """The question, the box, what is found, the keys."""
        with Vertical(id="linking"):
            yield Static(Content.styled(_("Link to which item?"), "bold"))
            yield Input(id="link-query", compact=True)
            yield Table(id="link-found", ascii=self.app.ascii, empty_text=Content(_("Type to search.")))
            yield Footer()

    def on_mount(self) -> None:
        """Tell the keys."""
        self.query_one(Footer).keys = (("↑↓", _("move")), ("Enter", _("link")), ("Esc", _("leave")))
        self.query_one(Table).set_rows(FixedRows([]))
        self.query_one(Input).focus()

    def on_unmount(self) -> None:
        """Let go of the catalog."""
        self._searcher.close()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        if message.value.strip():
            question = partial(search.search, text=message.value, language=self.app.language, limit=_FOUND)
            self._searcher.follow(partial(self._follow, self._searcher.begin(question)))
        else:
            self._searcher.end()
            self._show(search.Results(), typed=False)

    async def _follow(self, hits: Future[search.Results]) -> None:
        """Show what a search finds; a newer one ends it."""
        self._show(await asyncio.wrap_future(hits), typed=True)

    def _show(self, found: search.Results, *, typed: bool) -> None:
        table = self.query_one(Table)
        table.empty_text = Content(_("Nothing matches.") if typed else _("Type to search."))
        shelf = Shelf(self.app.catalog, self.app.language, {}, self.app.ascii)
        table.set_rows(FoundRows(shelf, lambda _offset, _limit: found, found._replace(total=len(found.hits))))

    def action_move(self, action: str) -> None:
        """Move through what is found while typing."""
        getattr(self.query_one(Table), f"action_{action}")()

    @on(Input.Submitted)
    @on(Table.Selected)
    def _chosen(self) -> None:
        if key := self.query_one(Table).key:
            self.dismiss(key)

    def action_leave(self) -> None:
        """Link to none."""
        self.dismiss(None)
