"""Choosing a page to open in the browser: where each leads is shown before anything is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.model.text import visible_line
from hunnan_tui.reading import words
from hunnan_tui.tui.rows import FixedRows
from hunnan_tui.tui.widgets.bars import Footer
from hunnan_tui.tui.widgets.table import Column, Row, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from hunnan_tui.tui.app import HunnanApp

_HEADER = 1


class Opening(ModalScreen[str | None]):
    """Gives the address that was chosen; None where none was."""

    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]
    app: HunnanApp

    def __init__(self, pages: Mapping[str, str], chosen: str = "") -> None:
        """`pages`: the key of each address's source; `chosen` is the address that the cursor begins on."""
        super().__init__()
        self._pages, self._chosen = pages, chosen

    def compose(self) -> ComposeResult:
        """The question, the pages, the address of the one at hand, the keys."""
        question = (
            _("Open this page in the browser?") if len(self._pages) == 1 else _("Open which page in the browser?")
        )
        with Vertical(id="opening"):
            yield Static(Content.styled(question, "bold"))
            yield Table(id="opening-pages", ascii=self.app.ascii)
            yield Static(id="opening-address")
            yield Footer()

    def on_mount(self) -> None:
        """List the pages, and tell the keys."""
        table = self.query_one(Table)
        table.styles.height = _HEADER + len(self._pages)
        columns = [
            Column("publisher", _("Publisher"), min_width=16, sortable=False),
            Column("title", _("Title"), min_width=16, weight=2, sortable=False),
            Column("published", _("Published"), width=10, sortable=False),
        ]
        table.set_rows(FixedRows(columns, [self._row(address, key) for address, key in self._pages.items()]))
        table.go_to(self._chosen)
        table.focus()
        move = (("↑↓", _("move")),) if len(self._pages) > 1 else ()
        self.query_one(Footer).keys = (*move, ("Enter", _("open")), ("Esc", _("leave")))

    def _row(self, address: str, key: str) -> Row:
        found = views.item(self.app.catalog, key)
        if found is None or found.kind != "source":
            return Row(address, (visible_line(address), "", ""))
        source, language = found.data, self.app.language
        title = visible_line(source.title.get(language)) if source.title else ""
        publisher = visible_line(source.publisher.get(language))
        return Row(address, (publisher, title or ((_("not stated"), "dim"),), words.published(source)))

    @on(Table.Highlighted)
    def _tell(self, message: Table.Highlighted) -> None:
        self.query_one("#opening-address", Static).update(Content(visible_line(message.key or "")))

    @on(Table.Selected)
    def _selected(self, message: Table.Selected) -> None:
        self.dismiss(message.key)

    def action_leave(self) -> None:
        """Open none."""
        self.dismiss(None)
