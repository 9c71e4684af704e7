"""The main screen: browsing, searching, noting, and what can be done with the selected item and the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from hunnan_tui.i18n import _
from hunnan_tui.tui import keys
from hunnan_tui.tui.metric_rows import MetricRows
from hunnan_tui.tui.screens.figuring import Figuring
from hunnan_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from textual.binding import BindingType

    from hunnan_tui.library.items import Figure


class MainScreen(Figuring):
    """Three panes; two and tabs where there is less room; one at a time where there is little."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings()]

    def action_copy(self) -> None:
        """Copy the item at hand with its citation."""
        from hunnan_tui.reading import comparing
        from hunnan_tui.reading.copying import copied
        from hunnan_tui.reading.document import plain
        from hunnan_tui.tui import clipboard

        item = self._item()
        note = self._note_here() if self.reading.startswith("note/") else None
        if note is not None:
            text = note.text
        elif self.reading.startswith(comparing.PREFIX):
            text = plain(comparing.comparison(self.app.catalog, self.reading, self.app.language))
        elif item is not None:
            text = copied(
                self.app.catalog, item, self.app.language, wanted=self._wanted, style=self.app.settings.citation
            )
        else:
            self._say(_("Select an item first."))
            return
        self._say(clipboard.copy(self.app, text))

    def _wanted(self, figure: Figure) -> bool:
        """Whether a figure is to be copied: in the metric table, those of the chosen column, if one is."""
        rows, column = self.table.rows, self.table.column
        if not isinstance(rows, MetricRows) or column is None or self.pane != "list":
            return True
        return rows.stands_in(figure, column)

    def action_open_link(self) -> None:
        """Open the source of the item at hand: the chosen link, or the first address in its evidence."""
        self._catch_up()
        target = self.reader.target if self.reader.target.startswith("http") else ""
        if not target:
            target = next((one for one in self.reader.targets() if one.startswith("http")), "")
        if target:
            self.ask_to_open(target)
        else:
            self._say(_("No source of this item gives an address."))

    @on(Reader.Followed)
    def _page_followed(self, message: Reader.Followed) -> None:
        if message.target.startswith(("http://", "https://")):
            self.ask_to_open(message.target)

    def ask_to_open(self, address: str) -> None:
        """Show where a link leads, and open it if that is wanted."""
        from hunnan_tui.tui.screens.asking import Asking

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.open_url(address)

        question = Asking(_("Open this page in the browser?"), address, _("open"))
        self.app.push_screen(question, answered)

    def action_sort(self) -> None:
        """Sort the table by its next column."""
        self.table.action_sort()

    def action_reverse(self) -> None:
        """Turn the table's order round."""
        self.table.action_reverse()

    def action_columns(self) -> None:
        """Choose the columns of the metric table."""
        from hunnan_tui.tui.screens.choosing import Choosing

        rows = self.table.rows
        if not isinstance(rows, MetricRows):
            self._say(_("Columns can be chosen in the metric table."))
            return
        choices = [(column.key, column.title, column.key not in self.table.hidden) for column in rows.columns[1:]]

        def chosen(shown: list[str] | None) -> None:
            if shown is not None:
                hidden = [key for key, _title, _on in choices if key not in shown]
                self.app.settings.hidden = hidden
                self.app.settings.save()
                self.table.hidden = frozenset(hidden)

        self.app.push_screen(Choosing(_("Columns to show"), choices), chosen)

    def action_periods(self) -> None:
        """Give the metric table a column a year, or one for every period."""
        self.app.settings.by_year = not self.app.settings.by_year
        self.app.settings.save()
        self.table.sorted_by = None
        self.show_list(self.table.key)
        self.show_newest()

    def action_both(self) -> None:
        """Show the other language too, or not."""
        self.app.settings.both = not self.app.settings.both
        self.app.settings.save()
        self.again()

    def action_language(self) -> None:
        """Switch between English and Chinese."""
        self.app.language = "zh" if self.app.language == "en" else "en"

    def action_help(self) -> None:
        """Show the keys of the pane at hand."""
        from hunnan_tui.tui.screens.help import Help

        self.app.push_screen(Help(self.pane))
