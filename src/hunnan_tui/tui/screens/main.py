"""The main screen: browsing, searching, noting, and what can be done with the selected item and the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from hunnan_tui.i18n import _
from hunnan_tui.tui import keys
from hunnan_tui.tui.screens.copying import Copying
from hunnan_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import BindingType

_WEB = ("http://", "https://")


class MainScreen(Copying):
    """Three panes; two and tabs where there is less room; one at a time where there is little."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings()]

    def on_screen_suspend(self) -> None:
        """Leave the room to a dialog: what was told would lie over its keys."""
        self.app.hush()

    def action_open_link(self) -> None:
        """Open a page that the item at hand rests on, after showing where that leads."""
        self._catch_up()
        if pages := self._pages():
            chosen = self.reader.target
            self.ask_to_open(pages, next((address for address, key in pages.items() if chosen in (address, key)), ""))
        elif not self.reading:
            self._say(_("Select an item first."))
        else:
            self._say(_("No source of this item gives an address."))

    def _pages(self) -> dict[str, str]:
        """The addresses in the text that is read, each with the key of its source."""
        pages: dict[str, str] = {}
        source = self.reading or ""
        for target in self.reader.targets():  # an address stands below the name of its source
            if target.startswith(_WEB):
                pages.setdefault(target, source)
            else:
                source = target
        return pages

    @on(Reader.Followed)
    def _page_followed(self, message: Reader.Followed) -> None:
        if message.target.startswith(_WEB):
            self.ask_to_open({message.target: self._pages().get(message.target, "")})

    def ask_to_open(self, pages: Mapping[str, str], chosen: str = "") -> None:
        """Show where links lead, and open the one that is wanted."""
        from hunnan_tui.tui.screens.opening import Opening

        def answered(address: str | None) -> None:
            if address:
                self.app.open_url(address)

        self.app.push_screen(Opening(pages, chosen), answered)

    def action_sort(self) -> None:
        """Sort the table by its next column."""
        if self._can_sort():
            self.table.action_sort()

    def action_reverse(self) -> None:
        """Turn the table's order round."""
        if self._can_sort():
            self.table.action_reverse()

    def _can_sort(self) -> bool:
        rows = self.table.rows
        found = not self.only_reader and rows is not None and any(column.sortable for column in rows.columns)
        if not found:
            self._say(_("Only the metrics (5) and the targets (6) can be sorted."))
        return found

    def action_columns(self) -> None:
        """Choose the columns of the metric table."""
        from hunnan_tui.tui.screens.choosing import Choosing

        rows = self.figures_of(self.table.rows)
        if rows is None:
            self._say(_("Columns can be chosen in the metric table."))
            return
        choices = [(column.key, column.title, column.key not in self.table.hidden) for column in rows.columns[1:]]

        def chosen(shown: list[str] | None) -> None:
            if shown is not None:
                hidden = [key for key, _title, _on in choices if key not in shown]
                self.app.settings.hidden = hidden
                self.app.remember()
                self.table.hidden = frozenset(hidden)

        self.app.push_screen(Choosing(_("Columns to show"), choices), chosen)

    def action_periods(self) -> None:
        """Give the metric table a column a year, or one for every period."""
        if self.figures_of(self.table.rows) is None:
            self._say(_("Years or periods are the columns of the metric table: 5 opens it."))
            return
        self.app.settings.by_year = not self.app.settings.by_year
        self.app.remember()
        self.table.sorted_by = None
        self.show_list(self.table.key)
        self.show_newest()

    def action_both(self) -> None:
        """Show the other language too, or not."""
        self.app.settings.both = not self.app.settings.both
        self.app.remember()
        self.again()

    def action_language(self) -> None:
        """Switch between English and Chinese."""
        self.app.language = "zh" if self.app.language == "en" else "en"

    def action_help(self) -> None:
        """Show the keys of the pane at hand."""
        from hunnan_tui.tui.screens.help import Help

        self.app.push_screen(Help(self.pane))
