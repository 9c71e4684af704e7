"""Copying: an item with its citations, figures as a table, onto the clipboard or into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.tui.screens.figuring import Figuring

if TYPE_CHECKING:
    from pathlib import Path

    from hunnan_tui.library.items import Figure

Table = Literal["tsv", "md"]
_TABLES: dict[str, Table] = {".tsv": "tsv", ".md": "md"}


class Copying(Figuring):
    """Figuring, and what is copied: always from the data, never from the screen."""

    def action_copy(self) -> None:
        """Copy the item at hand with its citation."""
        if self._is_blank():
            self._say(_("There is no figure in this column."))
        else:
            self._copy(self._text(), _("Select an item first."))

    def action_copy_table(self) -> None:
        """Copy the figures of the metric at hand, or of those compared, as a table for a spreadsheet."""
        self._copy(self._table("tsv"), _("Select a metric first: its figures are copied as a table."))

    def action_copy_markdown(self) -> None:
        """Copy them as Markdown."""
        self._copy(self._table("md"), _("Select a metric first: its figures are copied as a table."))

    def _copy(self, text: str | None, otherwise: str) -> None:
        from hunnan_tui.tui import clipboard

        self._say(otherwise if text is None else clipboard.copy(self.app, text))

    def action_to_file(self) -> None:
        """Ask for a file, and write there what is copied otherwise."""
        from hunnan_tui.tui.screens.saving import Saving

        text = self._text()
        if text is None:
            self._say(_("Select an item first."))
            return

        def form(path: Path) -> str:
            table = _TABLES.get(path.suffix.lower())
            return (self._table(table) if table else None) or text

        endings = _(".tsv and .md make a table of the figures, any other ending the text with its citations.")
        self.app.push_screen(Saving("hunnan.txt", form, endings if self._table("tsv") is not None else ""))

    def _text(self) -> str | None:
        """The item at hand with its citations, a note, a comparison; None where there is none."""
        from hunnan_tui.reading import comparing, editions, noting
        from hunnan_tui.reading.copying import copied
        from hunnan_tui.reading.plain import plain

        item, catalog, language = self._item(), self.app.catalog, self.app.language
        note = self._note_here() if self.reading.startswith("note/") else None
        if note is not None:
            return noting.told(catalog, [note], language)[0]
        if self.reading.startswith(comparing.PREFIX):
            return plain(comparing.comparison(catalog, self.reading, language))
        if self.reading.startswith(editions.PREFIX):
            return plain(editions.editions(catalog, self.reading, language))
        if item is None:
            return None
        return copied(catalog, item, language, wanted=self._wanted, style=self.app.settings.citation)

    def _is_blank(self) -> bool:
        """Whether what is to be copied is a metric's figures in the chosen column, and there are none."""
        item = self._item()
        if item is None or item.kind != "metric":
            return False
        figures = views.whole(self.app.catalog, item).data.figures
        return bool(figures) and not any(map(self._wanted, figures))

    def _wanted(self, figure: Figure) -> bool:
        """Whether a figure is to be copied: in the metric table, those of the chosen column, if one is."""
        rows, column = self.figures_of(self.table.rows), self.table.column
        if rows is None or column is None or self.pane != "list":
            return True
        return rows.stands_in(figure, column)

    def _table(self, form: Table) -> str | None:
        """The figures of the metric at hand, or of metrics or briefings compared; None where there is none."""
        from hunnan_tui.reading import comparing, editions
        from hunnan_tui.reading.copying import copied_table

        if self.reading.startswith(editions.PREFIX):
            return editions.compared_table(self.app.catalog, self.reading, self.app.language, form)
        keys = [self.reading]
        if self.reading.startswith(comparing.PREFIX):
            keys = self.reading.removeprefix(comparing.PREFIX).split(",")
        found = [item for key in keys if (item := views.item(self.app.catalog, key)) and item.kind == "metric"]
        if not found:
            return None
        return copied_table(self.app.catalog, found, self.app.language, form, style=self.app.settings.citation)

    def action_citation(self) -> None:
        """Cite in the other style, and remember it."""
        from hunnan_tui.model.citation import STYLES

        settings = self.app.settings
        now = settings.citation or STYLES[self.app.language]
        settings.citation = "apa7" if now == "gbt7714" else "gbt7714"
        style = "APA 7" if settings.citation == "apa7" else "GB/T 7714-2015"
        self._say(_("Sources are cited in {style}.").format(style=style))
        self.app.remember()
