"""Browsing: navigator, list and reader, and what goes from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container, Horizontal

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.model.text import visible_line
from hunnan_tui.tui import happened, navigation
from hunnan_tui.tui.listing import empty_text, rows_of
from hunnan_tui.tui.navigation import View
from hunnan_tui.tui.rows import Shelf
from hunnan_tui.tui.screens.panes import Panes
from hunnan_tui.tui.status import head, placeholder
from hunnan_tui.tui.widgets.bars import Footer, Found, Head, Tabs
from hunnan_tui.tui.widgets.reader import Reader
from hunnan_tui.tui.widgets.search_box import SearchBox
from hunnan_tui.tui.widgets.table import Rows, Table

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content
    from textual.timer import Timer

    from hunnan_tui.library import sync
    from hunnan_tui.reading.blocks import Block
    from hunnan_tui.tui.app import HunnanApp
    from hunnan_tui.tui.metric_rows import MetricRows

# seconds that the cursor stays on a row before it is read: longer than a held key takes to repeat
_PAUSE = 0.05


class Browsing(Panes):
    """What the navigator opens, the list shows and the reader tells."""

    AUTO_FOCUS = ""
    app: HunnanApp

    def __init__(self) -> None:
        super().__init__()
        # all classes before anything is mounted, so that nothing is styled, laid out or drawn twice
        fitting = [name for width, name in self.app.HORIZONTAL_BREAKPOINTS if width <= self.app.size.width]
        self.set_class(True, fitting[-1], update=False)
        self.set_class(True, "-on-reader" if self._middle else "-on-navigator", update=False)
        self.set_class(self.app.ascii, "-ascii", update=False)
        self._styled = False
        self.view = "overview"
        self.views: list[View] = []
        self.trail: list[str] = []
        """Items that were left by following a link, the last one last."""
        self.reading = ""
        self._overview_link: int | None = None
        """The link of the overview that led here; None where another way did."""
        self.progress: sync.Progress | None = None
        self._read_soon: Timer | None = None
        self._listed = ""
        """The item under the list's cursor that was read last."""

    def compose(self) -> ComposeResult:
        """The bars and the panes."""
        with Horizontal(id="top"):
            yield Head(id="head")
            yield Found(id="found")
            yield SearchBox(id="search-box")
        yield Tabs(id="tabs")
        with Horizontal(id="panes"):
            yield Table(id="navigator", ascii=self.app.ascii)
            with Container(id="work", classes="-overview"):
                yield Table(id="list", ascii=self.app.ascii)
                yield Reader(ascii=self.app.ascii, id="reader")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show what the catalog has already."""
        self.refresh_views()
        self.open_view("overview")
        self.set_focus(self.query_one("#reader" if self._middle else "#navigator"))
        self._update_footer()

    def update_node_styles(self, animate: bool = True) -> None:
        """Style everything anew; not the first time, when the screen comes up: mounting has just styled it all."""
        if self._styled:
            super().update_node_styles(animate)
        self._styled = True

    @property
    def shelf(self) -> Shelf:
        """Where rows come from now."""
        app = self.app
        noted = app.notes.counts() if app.notes_known else {}
        return Shelf(app.catalog, app.language, noted, app.ascii, app.settings.by_year)

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one("#list", Table)

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one(Reader)

    @property
    def only_reader(self) -> bool:
        """Whether the overview is open, which has no list."""
        return self.view == "overview" and not self.is_searching

    # what searching adds

    @property
    def is_searching(self) -> bool:
        """Whether the list shows what a search found."""
        return False

    def found_rows(self) -> Rows | None:
        """The rows of the search; None where there is none."""
        return None

    @property
    def inviting(self) -> bool:
        """Whether the list tells what can be typed, beside the overview."""
        return False

    def nothing_found(self) -> Content | str:
        """What the list says where a search finds nothing."""
        return ""

    def leave_search(self) -> None:
        """Forget the search without going back to where it began."""

    def end_search(self) -> None:
        """Back to where one was before searching."""

    # what is shown

    def refresh_views(self) -> None:
        """Count everything anew: navigator, tabs and the top line."""
        shelf = self.shelf
        self.views = navigation.all_views(
            shelf.catalog,
            shelf.language,
            notes=len(self.app.notes.list()) if self.app.notes_known else None,
            targets=views.target_count(shelf.catalog),
            explained=len(shelf.explained),
            trash=navigation.trash_count(self.app.notes),
        )
        self.query_one("#navigator", Table).set_rows(navigation.rows(self.views), keep_key=self.view)
        tabs = self.query_one(Tabs)
        tabs.views = tuple(view for view in self.views if not view.depth)
        self.query_one(Head).parts = head(self.views, shelf, self.progress)
        self.query_one(SearchBox).invite(placeholder())

    def open_view(self, view: str, key: str | None = None) -> None:
        """Show a view's list, with the cursor on `key` if that is given."""
        self.leave_search()
        self.view = view
        self.query_one(Tabs).open_view = view.partition("/")[0]
        navigator = self.query_one("#navigator", Table)
        if navigator.key != view:
            navigator.go_to(view) or navigator.go_to(view.partition("/")[0])
        self.turn(overview=view == "overview", figures=view in ("metrics", "targets"))
        self.table.sorted_by = None
        self.table.start_over()
        self._overview_link = None
        self.trail.clear()
        if self._read_soon is not None:
            self._read_soon.stop()
        self._listed = ""
        self.show_list(key)
        if view == "metrics":
            self.call_after_refresh(self.show_newest)
        if view == "overview":
            self.show_overview()

    def show_list(self, key: str | None = None) -> None:
        """Fill the list with the rows of the view, or of the search."""
        table = self.table
        rows = self.found_rows() or rows_of(self.view, self.shelf, self.app.notes, table.sorted_by)
        table.empty_text = self.nothing_found() or empty_text(self.view)
        table.set_rows(rows, keep_key=key, hidden=self._hidden(rows))

    def _hidden(self, rows: Rows) -> frozenset[str]:
        """The columns of the metric table that are not shown: while one searches, what was found needs the room."""
        figures = self.figures_of(rows)
        if figures is None:
            return frozenset()
        return frozenset((*self.app.settings.hidden, *(("trend",) if figures.found is not None else ())))

    def show_newest(self) -> None:
        """Bring the newest values of the metric table into view, with the fullest of the last years among them."""
        rows = self.figures_of(self.table.rows)
        if rows is not None:
            self.table.show_columns(rows.opening)

    def figures_of(self, rows: Rows | None) -> MetricRows | None:
        """The rows, if they are the metric table's."""
        if self.view != "metrics":
            return None
        from hunnan_tui.tui.metric_rows import MetricRows

        return rows if isinstance(rows, MetricRows) else None

    def show_overview(self, *, keep_place: bool = False) -> None:
        """Show the page that the reader opens on."""
        self.reading = ""
        self.reader.show(self.overview(), keep_place=keep_place)

    def overview(self) -> list[Block]:
        """The page that the reader opens on."""
        raise NotImplementedError

    def read(self, key: str, *, keep_place: bool = False) -> None:
        """Show an item, a note or a fault in the reader."""
        from hunnan_tui.tui.reading import blocks_of

        self.reading = key
        app, explained = self.app, self.shelf.explained
        self.reader.show(
            blocks_of(key, app.catalog, app.notes, app.language, both=app.settings.both, explained=explained),
            keep_place=keep_place,
        )

    def speak(self) -> None:
        """Show everything in the language that is chosen now."""
        self.refresh_views()
        self.show_list(self.table.key)
        self.again()
        self._update_footer()

    def again(self) -> None:
        """Show the document at hand anew: a note was written, the language changed."""
        if self.view == "overview" and not self.reading:
            self.show_overview(keep_place=True)
        elif self.reading:
            self.read(self.reading, keep_place=True)

    def refresh_all(self) -> None:
        """Show everything anew, with everything where it was."""
        key = self.table.key
        self.refresh_views()
        self.show_list(key)
        self.again()

    # what happens

    @on(happened.Read)
    def _reading_files(self, message: happened.Read) -> None:
        self.progress = None if message.progress.complete else message.progress
        self.refresh_all()

    @on(happened.Synced)
    def _in_step(self, message: happened.Synced) -> None:
        self.progress = None
        if message.synced.changed:
            self.refresh_all()
        else:
            self.refresh_views()

    @on(happened.Failed)
    def _cut_short(self, message: happened.Failed) -> None:
        self.progress = None
        self.refresh_all()
        told = _("The briefings could not be read to the end ({reason}). What was read is shown.")
        self.app.notify(visible_line(told.format(reason=message.reason)), severity="error", markup=False)

    @on(happened.NotesChanged)
    def _notes_changed(self) -> None:
        self.refresh_all()

    @on(Table.Highlighted, "#navigator")
    def _navigated(self, message: Table.Highlighted) -> None:
        if message.key and message.key != self.view and self.query_one("#navigator").has_focus:
            self.open_view(message.key)

    @on(Table.Selected, "#navigator")
    def _entered(self, message: Table.Selected) -> None:
        if message.key != self.view:
            self.open_view(message.key)
        self.go_to_pane("reader" if message.key == "overview" else "list")

    @on(Tabs.Opened)
    def _tab(self, message: Tabs.Opened) -> None:
        self.open_view(message.view)
        self.go_to_pane("reader" if message.view == "overview" else "list")

    @on(Table.Highlighted, "#list")
    def _highlighted(self, message: Table.Highlighted) -> None:
        if self.only_reader or self.inviting or message.key != self.table.key:
            return  # the cursor has gone on since, and that is told too
        if message.key is None:
            self.reading = ""
            self.reader.show([])
            self._update_footer()
            return
        key = message.key.partition("@")[0]
        if self.trail and key == self._listed:
            return  # the rows were set anew while what a link led to is read
        self.trail.clear()
        # a key held down passes many rows: only the one that it stops at is read
        if self._read_soon is not None:
            self._read_soon.stop()
        self._read_soon = self.set_timer(_PAUSE, self._read_row)

    def _read_row(self) -> None:
        """Read the row of now: the cursor may have gone on since the timer ended, and stopping it came too late."""
        key = (self.table.key or "").partition("@")[0]
        if key and not (self.trail and key == self._listed):  # else something else is read meanwhile
            self._read_listed(key)

    def _read_listed(self, key: str) -> None:
        if self._read_soon is not None:
            self._read_soon.stop()
        self._listed = key
        self.read(key, keep_place=key == self.reading)
        self._update_footer()

    @on(Table.Selected, "#list")
    def _selected(self, message: Table.Selected) -> None:
        self._read_listed(message.key.partition("@")[0])
        self.go_to_pane("reader")

    @on(Table.SortRequested, "#list")
    def _sort(self, message: Table.SortRequested) -> None:
        self.sort_list((message.column, message.reverse) if message.column else None)

    def sort_list(self, order: tuple[str, bool] | None) -> None:
        """Show the list by a column, descending or not; None for its own order."""
        self.table.sorted_by = order
        self.show_list(self.table.key)

    @on(Reader.Followed)
    def _followed(self, message: Reader.Followed) -> None:
        if message.target.startswith(("http://", "https://")):
            return  # a page: the main screen asks first
        link = self.reader.chosen if self.only_reader else None
        if message.target.startswith("view/"):
            self.open_view(message.target.removeprefix("view/"))
            self.go_to_pane("list")
        elif self.only_reader and not self.trail:
            self.open_view(navigation.view_of(self.app.catalog, message.target), message.target)
            self.go_to_pane("reader")
        else:
            self.trail.append(self.reading)
            self.read(message.target)
            return
        self._overview_link = link

    def action_back(self) -> None:
        """Back: to the item before the link, out of the zoom, the text, the search, the list, to the overview."""
        if self.trail:
            self.read(self.trail.pop())
        elif self.has_class("-zoomed"):
            self.action_zoom()
        elif self.pane == "reader" and "list" in self._shown_panes():
            self.go_to_pane("list")
        elif self.is_searching:
            self.end_search()
        elif self._overview_link is not None:
            link = self._overview_link
            self.open_view("overview")
            self.go_to_pane("reader")
            self.reader.chosen = link
        elif "navigator" in self._shown_panes():
            self.go_to_pane("navigator")

    def action_view(self, number: int) -> None:
        """Open a view by its digit."""
        tabs = [view for view in self.views if not view.depth]
        if number < len(tabs):
            self.open_view(tabs[number].id)
            self.go_to_pane("list")

    def action_next_item(self, step: int = 1) -> None:
        """Read the next item of the list."""
        if self.only_reader:
            return  # no list is open
        self.trail.clear()
        self.table.cursor += step

    def action_previous_item(self) -> None:
        """Read the item before."""
        self.action_next_item(-1)
