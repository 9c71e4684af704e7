"""Searching: the list narrows with each key, and no key waits for the one before it."""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from textual import on
from textual.content import Content
from textual.worker import get_current_worker

from hunnan_tui.i18n import _, ngettext
from hunnan_tui.model.text import visible_line
from hunnan_tui.tui import keys
from hunnan_tui.tui.listing import metric_table
from hunnan_tui.tui.navigation import SCOPES
from hunnan_tui.tui.screens.browsing import Browsing
from hunnan_tui.tui.screens.panes import PANES, on_pane
from hunnan_tui.tui.widgets.bars import Bar
from hunnan_tui.tui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.widgets import Input

    from hunnan_tui.library import search
    from hunnan_tui.library.catalog import Connection
    from hunnan_tui.library.complete import Offer
    from hunnan_tui.tui.widgets.table import Rows

FIRST_PAGE = 50
# the metric table shows what a search finds in its own order, so it needs all of it, up to this many
MOST_METRICS = 2000
# values of a field that are told while it is typed
_OFFERED = 6
# seconds that counting waits at most for the frame with the hits: the interpreter draws or counts
_FRAME = 0.1
_VALUE = re.compile(r"[:：]\s*(?:[^\s,，]*[,，])*([^\s,，]*)$")


class Asked(Struct, frozen=True):
    """A search that was asked for: what, where, for which kind of list."""

    text: str
    scope: search.Scope
    limit: int


class Searching(Browsing):
    """Browsing, with a search box."""

    def __init__(self) -> None:
        super().__init__()
        self._searching = False
        self.everywhere = False
        self._asked: Asked | None = None
        self._answered: Asked | None = None
        self._results: search.Results | None = None
        self._elsewhere: search.Count | None = None
        self._nearest: search.Nearest | None = None
        self._offers: Sequence[Offer] = ()
        self._open_soon = False
        """Whether to open the first hit when it comes."""
        self._came_from: tuple[str, str | None, keys.Pane] | None = None
        self._searcher: Connection | None = None
        self._turn = threading.Lock()

    def on_unmount(self) -> None:
        """Let go of the catalog, unless a search that is under way still needs it for a moment."""
        if self._searcher is not None:
            self._searcher.interrupt()
            if self._turn.acquire(blocking=False):
                self._searcher.close()
                self._turn.release()

    @property
    def is_searching(self) -> bool:
        """Whether the list shows what a search found."""
        return self._searching

    @property
    def box(self) -> Input:
        """The search box."""
        return self.query_one(SearchBox).input()

    @on(Browsing.Settled)
    def _prepare(self) -> None:
        """Mount the input while nobody waits for it."""
        # told at once, before the letter is drawn: a message would come after
        self.watch(self.query_one(SearchBox).input(), "value", self._typed, init=False)

    def action_search(self) -> None:
        """To the search box; what is typed is looked for in the view at hand."""
        if not self.is_searching:
            self._came_from = (self.view, self.table.key, self.pane)
            self.everywhere = self.scope_kind is None
        inviting = self.only_reader
        # where there is room for one pane only, the list is shown while the box has the focus
        self.turn(searching=True, overview=False, **on_pane("list"))
        if inviting:  # beside the overview, tell what can be typed: the list is there when the first letter comes
            self._searching = True
            self.show_list()
        self.box.focus()
        self.box.action_end()

    @property
    def inviting(self) -> bool:
        """Whether the list tells what can be typed, beside the overview."""
        return self.is_searching and self._asked is None

    def on_descendant_focus(self) -> None:
        """Leave a box in which nothing is typed behind."""
        super().on_descendant_focus()
        if self.pane in PANES and self._asked is None and self.query_one("#top").has_class("-searching"):
            self.leave_search()
            self.turn(overview=self.view == "overview")
            self.go_to_pane(self.pane)

    def refresh_all(self) -> None:
        """Show everything anew; what is searched for may have come, or gone, with it."""
        super().refresh_all()
        if self._asked is not None:
            self._ask(self.box.value)

    def action_widen(self) -> None:
        """Look everywhere, or in the view again."""
        if self.scope_kind is None:
            return
        self.everywhere = not self.everywhere
        if self.is_searching:
            self._ask(self.box.value)

    @property
    def scope_kind(self) -> str | None:
        """What a search in the view at hand looks in: a kind of item; None where that is everything."""
        return SCOPES.get(self.view, "point" if self.view.startswith(("keywords", "narrative")) else None)

    @property
    def scope(self) -> search.Scope:
        """The scope of a search now."""
        from hunnan_tui.library import search

        kind = self.scope_kind
        if self.everywhere or kind is None:
            return search.EVERYTHING
        name, _slash, section = self.view.partition("/")
        if kind == "point":
            return search.Scope.of(kind="point", section=section or name)
        return search.Scope.of(kind=kind)

    def _typed(self, text: str) -> None:
        """Search for what is typed; with nothing typed, show the view again."""
        self._open_soon = False
        if text.strip():
            self._ask(text)
            return
        self._asked = None
        if self.is_searching:
            self._searching = self.view == "overview"
            self._results = None
            self.show_list()
            self._tell_found()
            if self.inviting:
                self.show_overview()

    def on_input_submitted(self) -> None:
        """Read what the list has its cursor on."""
        if self._asked is None:
            self.end_search()
        elif self._asked != self._answered:
            self._open_soon = True  # Enter was faster than the search
        elif self.table.key:
            self.read(self.table.key.partition("@")[0])
            self.go_to_pane("reader")

    def _ask(self, text: str) -> None:
        """Search for `text`; a search that is still under way is interrupted."""
        in_table = self.view == "metrics" and not self.everywhere
        self._asked = Asked(text, self.scope, MOST_METRICS if in_table else FIRST_PAGE)
        if self._searcher is not None:
            self._searcher.interrupt()
        self.run_worker(
            partial(self._look, self._asked), thread=True, exclusive=True, group="search", exit_on_error=False
        )

    def _look(self, asked: Asked) -> None:
        """Run a search in a thread: first the page, then, once that is drawn, the numbers here and elsewhere."""
        from hunnan_tui.library import search
        from hunnan_tui.library.complete import complete

        worker = get_current_worker()
        drawn = threading.Event()
        # an OperationalError: interrupted, a newer search is waiting
        with suppress(sqlite3.OperationalError):
            with self._turn:
                if worker.is_cancelled:
                    return
                if self._searcher is None:
                    self._searcher = self.app.catalog.connect()
                self._searcher.outdated = lambda: worker.is_cancelled
                found = search.search(
                    self._searcher,
                    asked.text,
                    scope=asked.scope,
                    language=self.app.language,
                    limit=asked.limit,
                )
                if not worker.is_cancelled:
                    self.app.call_from_thread(self._show, asked, found, drawn)
            drawn.wait(_FRAME)
            with self._turn:
                if worker.is_cancelled:
                    return
                self._searcher.outdated = lambda: worker.is_cancelled
                # while a value is typed, those that occur
                typed = _VALUE.search(asked.text)
                offers = complete(self._searcher, asked.text) if typed is not None else []
                if typed is not None and [offer.text for offer in offers] == [typed[1]]:
                    offers = []
                if not worker.is_cancelled and offers != self._offers:
                    self.app.call_from_thread(self._offer, asked, offers)
                if found.error is not None:
                    return
                counted = search.count(self._searcher, asked.text, scope=asked.scope, found=found)
                if not worker.is_cancelled:
                    self.app.call_from_thread(self._show_count, asked, counted)
                if not found.hits and not counted.elsewhere:
                    nearest = search.nearest(self._searcher, asked.text, language=self.app.language)
                    if not worker.is_cancelled:
                        self.app.call_from_thread(self._show_nearest, asked, nearest)

    def _show(self, asked: Asked, found: search.Results, drawn: threading.Event) -> None:
        """Put a page of hits into the list; a query that cannot be parsed leaves the list as it is.

        If nothing was in it, it lists what can be parsed of the query. `drawn` is set once the screen shows it.
        """
        if asked != self._asked:
            return
        again, self._answered = asked == self._answered, asked
        self._searching = True
        self._elsewhere = self._nearest = None
        self.turn(overview=False)
        if found.error is None or self._results is None or not self._results.hits:
            self._results = found
            if not again:
                self.trail.clear()
            self.show_list(self.table.key if again else None)
        self._results = self._results._replace(error=found.error)
        # in a frame of its own: one with the list would draw everything between the two anew
        self.call_after_refresh(self._tell_found)
        self.call_after_refresh(drawn.set)
        if self._open_soon:
            self.on_input_submitted()

    def _offer(self, asked: Asked, offers: Sequence[Offer]) -> None:
        """Say which values the field that is being typed has."""
        if asked == self._asked:
            self._offers = offers
            self._tell_found()

    def _show_nearest(self, asked: Asked, nearest: search.Nearest) -> None:
        """Where nothing was found, list what comes nearest."""
        if asked == self._asked:
            self._nearest = nearest
            self.show_list()
            self._tell_found()

    def _show_count(self, asked: Asked, counted: search.Count) -> None:
        """Say how many there are, and let the list reach them all."""
        if asked != self._asked or self._results is None:
            return
        self._elsewhere = counted
        from hunnan_tui.tui.found_rows import FoundRows

        rows = self.found_rows()
        if counted.elsewhere and not self._results.hits:
            self.show_list(self.table.key)
        elif isinstance(rows, FoundRows) and rows.count() != self.table.count:
            self.table.extend(rows)
        self._tell_found()

    def found_rows(self) -> Rows | None:
        """The rows of the search; None where there is none."""
        asked, found = self._asked, self._results
        if not self.is_searching or asked is None or found is None:
            return None
        from hunnan_tui.tui.found_rows import FoundRows

        if self._nearest is not None and self._nearest.hits:
            hits = found._replace(hits=self._nearest.hits, total=len(self._nearest.hits))
            return FoundRows(self.shelf, partial(self._page, asked), hits, total=hits.total)
        if self.view == "metrics" and not self.everywhere:
            order = self.table.sorted_by
            return metric_table(self.shelf, order, found.hits)
        total = found.total
        if total is None:
            total = self._elsewhere.here if self._elsewhere else len(found.hits)
        return FoundRows(self.shelf, partial(self._page, asked), found, total=total)

    def _page(self, asked: Asked, offset: int, limit: int) -> search.Results:
        """Hits further down."""
        from hunnan_tui.library import search

        catalog = self.app.catalog
        with closing(catalog.connect()) as connection:
            return search.search(
                connection,
                asked.text,
                scope=asked.scope,
                language=self.app.language,
                limit=limit,
                offset=offset,
            )

    def nothing_found(self) -> Content | str:
        """What the list says where a search finds nothing, or has not begun."""
        if self.inviting:
            from hunnan_tui.tui.screens.help import invitation

            return invitation()
        if not self.is_searching or self._results is None:
            return ""
        if self._results.error is not None:
            return str(self._results.error)
        text = _("Nothing matches. Fewer or shorter words find more; Esc leads back.")
        if lacking := self._lacking():
            text = f"{lacking}\n{text}"
        if self._elsewhere and self._elsewhere.elsewhere:
            text += " " + _("F4 looks everywhere: {n} there.").format(n=self._elsewhere.elsewhere)
        return text

    def _lacking(self) -> str:
        """What of the query no item has, and what may be meant."""
        if self._nearest is None or not self._nearest.missing:
            return ""
        text = _("No item has: {words}").format(words=visible_line("  ".join(self._nearest.missing)))
        return f"{text} ({visible_line(self._nearest.instead)}?)" if self._nearest.instead else text

    def _tell_found(self) -> None:
        """Say in the search line how many match, here and elsewhere, or what cannot be parsed, and where."""
        error = self._results.error if self._results is not None else None
        bar = self.query_one("#found", Bar)
        bar.set_class(error is not None, "-wrong")
        bar.content = self._found_text()
        self.query_one(SearchBox).point_at((error.start, error.end) if error is not None else None)

    def _found_text(self) -> Content:
        if not self.is_searching or self._results is None:
            return Content("")
        if (error := self._results.error) is not None:
            end = "。" if self.app.language == "zh" else ". "
            return Content.assemble((visible_line(f"{error.message}{end}{error.remedy}"), "$error"))
        if self._offers:
            told = [f"{offer.text} {offer.items}" if offer.items is not None else offer.text for offer in self._offers]
            return Content.assemble((visible_line("  ".join(told[:_OFFERED])), "$soft"))
        if self._nearest is not None and self._nearest.hits:
            lacking = self._lacking()
            return Content.assemble((f"{lacking} ↓" if lacking else _("no match; what comes nearest:"), "$aim"))
        counted = self._elsewhere
        here = self._results.total if self._results.total is not None else counted.here if counted else None
        if here is None:
            return Content("")
        said = ngettext("{n} match", "{n} matches", here).format(n=here)
        if counted and not counted.exact:
            said = f"~{said}"
        where = Content.assemble((said, "bold"))
        if self.everywhere or self.scope_kind is None:
            if self.scope_kind is not None:
                where = Content.assemble(where, (" · " + _("everywhere") + " (F4)", "$soft"))
            return where
        if counted:
            other = _("{n} elsewhere (F4)").format(n=counted.elsewhere)
            where = Content.assemble(where, (f" · {other}", "$soft"))
        return where

    def leave_search(self) -> None:
        """Forget the search without going back to where it began."""
        self._asked = self._answered = self._results = self._elsewhere = self._nearest = None
        self._open_soon = False
        self._offers = ()
        self._searching = False
        self.turn(searching=False)
        if self.query_one(SearchBox).value:
            self.box.value = ""
        self._tell_found()

    def end_search(self) -> None:
        """Back to where one was before searching."""
        came_from = self._came_from
        self._came_from = None
        self.leave_search()
        if came_from is not None:
            view, key, pane = came_from
            self.open_view(view, key)
            self.go_to_pane(pane if pane != "search" else "list")
        else:
            self.open_view(self.view)
            self.go_to_pane("list")

    def on_key(self, event: events.Key) -> None:
        """In the search box: ↑ ↓ move through what is found, Esc leads back."""
        if self.focused is not self.box:
            return
        if event.key in ("down", "up", "pagedown", "pageup") and self.is_searching:
            event.prevent_default().stop()
            action = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}[event.key]
            getattr(self.table, f"action_{action}")()
        elif event.key == "escape":
            event.prevent_default().stop()
            self.end_search()
        elif event.key == "tab" and self.is_searching and not self.inviting:
            event.prevent_default().stop()
            self.go_to_pane("list")
