"""Figuring: metrics beside each other on one chart, and flags that the user has explained."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.notes.explained import Explained
from hunnan_tui.notes.note import Note
from hunnan_tui.reading.overview import CONTINUE
from hunnan_tui.tui.screens.noting import Noting
from hunnan_tui.tui.visit import Visit
from hunnan_tui.tui.widgets.reader import Reader
from hunnan_tui.tui.widgets.table import Table

if TYPE_CHECKING:
    from hunnan_tui.library.items import Item
    from hunnan_tui.reading.blocks import Block
    from hunnan_tui.tui.rows import Shelf


class Figuring(Noting):
    """Noting, with what can be done with metrics and flags."""

    def __init__(self) -> None:
        super().__init__()
        self.compared: list[str] = []
        """The keys of the metrics that are marked to be compared, in the order of marking."""
        self._last: tuple[str, str] | None = None
        """The view and the row in it that was selected last; None while one was in the overview only."""

    @property
    def shelf(self) -> Shelf:
        """Where rows come from, with what is marked and explained."""
        explained = self.explained.holding(self.app.catalog)
        return replace(super().shelf, compared=tuple(self.compared), explained=tuple(item.id for item in explained))

    @property
    def explained(self) -> Explained:
        """The flags that the user has explained."""
        return Explained(self.app.locations.explained)

    @cached_property
    def visit(self) -> Visit:
        """The visit before this one."""
        return Visit.load(self.app.locations.visit)

    def overview(self) -> list[Block]:
        """The page that the reader opens on, with what is new since the last visit and where one was."""
        from hunnan_tui.reading.overview import overview

        shelf = self.shelf
        return overview(
            shelf.catalog,
            shelf.language,
            self.app.notes.list() if self.app.notes_known else [],
            since=self.visit.ended,
            place=self._place(shelf),
            explained=shelf.explained,
        )

    def read(self, key: str, *, keep_place: bool = False) -> None:
        """Show an item, a note, a fault or a comparison in the reader; without a key, the overview."""
        if key:
            super().read(key, keep_place=keep_place)
        else:
            self.show_overview(keep_place=keep_place)

    def _place(self, shelf: Shelf) -> str:
        """Where one was at the end of the last visit, in a few words; empty if that is not there any more."""
        view = next((view for view in self.views if view.id == self.visit.view), None)
        if view is None:
            return ""
        item = views.item(shelf.catalog, self.visit.item.partition("@")[0])  # targets of one metric are numbered
        return f"{view.title} · {shelf.say(item.title)}" if item else view.title

    @on(Reader.Followed)
    def _continue(self, message: Reader.Followed) -> None:
        if message.target == CONTINUE:
            message.prevent_default().stop()
            self.open_view(self.visit.view, self.visit.item or None)
            self.go_to_pane("reader" if self.visit.item else "list")

    def on_unmount(self) -> None:
        """Remember when the reader was closed, and where one was: in the overview, where one was before."""
        view, item = self._last or (self.visit.view, self.visit.item)
        Visit(view=view, item=item).save(self.app.locations.visit)

    @on(Table.Highlighted, "#list")
    def _note_place(self, message: Table.Highlighted) -> None:
        if self.view != "overview" and not self.is_searching:
            self._last = (self.view, message.key or "")

    def action_mark(self) -> None:
        """Mark the metric at hand to be compared, or take the mark away."""
        from hunnan_tui.reading import comparing

        item = self._item()
        if item is None or item.kind != "metric":
            self._say(_("Select a metric first: up to four of them can be compared."))
            return
        if item.key in self.compared:
            self.compared.remove(item.key)
        elif len(self.compared) == comparing.MOST:
            self._say(_("Four metrics are marked: C compares them; m on one of them takes its mark away."))
            return
        else:
            self.compared.append(item.key)
        self.show_list(self.table.key)

    def action_compare(self) -> None:
        """Show the marked metrics on one chart."""
        if len(self.compared) < 2:
            self._say(_("Mark two to four metrics with m first."))
            return
        from hunnan_tui.reading import comparing

        self.trail.append(self.reading)
        self.read(comparing.key_of(self.compared))
        self.go_to_pane("reader")

    def action_compare_briefings(self) -> None:
        """Choose two briefings, or two editions of one, and show what differs."""
        from hunnan_tui.reading import editions
        from hunnan_tui.tui.screens.pairing import Pairing

        def chosen(pair: tuple[str, str] | None) -> None:
            if pair is not None:
                self.trail.append(self.reading)
                self.read(editions.key_of(*pair))
                self.go_to_pane("reader")

        self.app.push_screen(Pairing(), chosen)

    def action_explain(self) -> None:
        """Mark the flag at hand as explained, with a note that says why; or open it again."""
        item = self._item()
        if item is None or item.kind != "flag":
            self._say(_("Select a flag first."))
        elif any(one.key == item.key for one in self.explained.holding(self.app.catalog)):
            self._keep(item, explained=False)
        else:
            self._ask_why(item)

    def _ask_why(self, flag: Item) -> None:
        from hunnan_tui.reading import noting
        from hunnan_tui.tui.screens.note_editor import NoteEditor

        def noted(saved: Note | None) -> None:
            if saved is None:
                self._say(_("Not marked: a flag is explained with a note."))
                return
            self._edited(saved)
            self._keep(flag, explained=True)

        self.app.push_screen(
            NoteEditor(Note.new(noting.cited(self.app.catalog, flag), ""), heading=_("Why it is explained")), noted
        )

    def _keep(self, flag: Item, *, explained: bool) -> None:
        try:
            if explained:
                self.explained.mark(flag)
            else:
                self.explained.unmark(flag.key)
        except NoteError as error:
            self._say(str(error), problem=True)
            return
        self._say(_("Explained, until a figure of it changes.") if explained else _("The flag is open again."))
        self.refresh_all()
