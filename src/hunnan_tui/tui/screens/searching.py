"""Searching: the list narrows with each key, and no key waits for the one before it."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import wait
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import on

from hunnan_tui.tui import happened, keys
from hunnan_tui.tui.answer import Answer, Asked
from hunnan_tui.tui.screens.finding import VALUE, Finding
from hunnan_tui.tui.screens.panes import PANES, on_pane
from hunnan_tui.tui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from typing import TypeVar

    from textual import events
    from textual.widgets import Input

    from hunnan_tui.library import search
    from hunnan_tui.library.catalog import Connection
    from hunnan_tui.tui.searcher import Searcher

    _T = TypeVar("_T")

FIRST_PAGE = 50
# to sort what a search finds in the metric table all of it is needed, up to this many
MOST_SORTED = 2000
# seconds that a letter waits for its hits, to be drawn in one frame with them: half of what a frame may take
_SOON = 0.008
# seconds after a key in which the next one does not wait: it comes out of a burst, as a slow line brings them
_BURST = 0.03
# seconds that counting waits at most for the frame with the hits: the interpreter draws or counts
_FRAME = 0.1
# letters of a word that may become a field's name: one may as well begin anything else
_LEAST = 2


class Searching(Finding):
    """Finding, by what is typed into the search box."""

    def __init__(self) -> None:
        super().__init__()
        self._asked_at = 0.0
        """When a search was asked for last, by the monotonic clock."""
        self.opens_soon = False
        """Whether to open the first hit when it comes."""
        self._came_from: tuple[str, str | None, int, keys.Pane] | None = None
        """View, row, the first row on the screen, pane."""

    @cached_property
    def _searcher(self) -> Searcher:
        """The thread that searches."""
        from hunnan_tui.tui.searcher import Searcher

        return Searcher(self.app.catalog, self.app.fail)

    def on_unmount(self) -> None:
        """Let go of the catalog."""
        if "_searcher" in self.__dict__:
            self._searcher.close()

    @property
    def box(self) -> Input:
        """The search box."""
        return self.query_one(SearchBox).input()

    @on(happened.Settled)
    def _prepare(self) -> None:
        """Mount the input while nobody waits for it."""
        assert self._searcher  # there before the first key
        # told at once, before the letter is drawn: a message would come after
        self.watch(self.query_one(SearchBox).input(), "value", self._typed, init=False)

    def action_search(self) -> None:
        """To the search box; what is typed is looked for in the view at hand."""
        if not self.is_searching:
            self._came_from = (self.view, self.table.key, self.table.scroll_offset.y, self.pane)
            self.everywhere = self.scope_kind is None
        self.turn(asking=True)
        self.box.focus()
        self.box.action_end()
        # in a frame of its own: laying panes out takes longer than the box may
        self.call_after_refresh(self._make_room)

    @property
    def _asking(self) -> bool:
        """Whether the box has its room in the top line."""
        return self.query_one("#top").has_class("-asking")

    def _make_room(self) -> None:
        """Show the list; where no list is open, it tells what can be typed."""
        if not self._asking:
            return  # left again meanwhile
        self._zoom(self.pane)
        inviting = self.only_reader
        # where there is room for one pane only, the list is shown while the box has the focus
        # the reader gives way to what can be typed where there is little room: elsewhere nothing is to be styled anew
        self.turn(searching=True, inviting=inviting and self._middle, overview=False, **on_pane("list"))
        if inviting:
            self._searching = True
            self.show_list()

    def on_descendant_focus(self) -> None:
        """Leave a box in which nothing is typed behind."""
        super().on_descendant_focus()
        if self.pane in PANES and self._asked is None and self._asking:
            self.leave_search()
            self.turn(overview=self.view == "overview")
            self.go_to_pane(self.pane)

    def refresh_all(self) -> None:
        """Show everything anew; what is searched for may have come, or gone, with it."""
        super().refresh_all()
        if self._asked is not None:
            self._ask(self.box.value)

    def speak(self) -> None:
        """Show everything in the language that is chosen now; what was found has its titles in the other one."""
        super().speak()
        self._tell_found()
        if self._asked is not None:
            self._ask(self.box.value)

    def action_widen(self) -> None:
        """Look everywhere, or in the view again."""
        if self.scope_kind is None:
            return
        self.everywhere = not self.everywhere
        if self.is_searching:
            self._ask(self.box.value)

    def sort_list(self, order: tuple[str, bool] | None) -> None:
        """Sort the list; of what was found, all that can be sorted is needed."""
        if self._asked is None or order is None or self._asked.limit == MOST_SORTED:
            super().sort_list(order)
        else:
            self.table.sorted_by = order
            self._ask(self._asked.text)

    def _typed(self, text: str) -> None:
        """Search for what is typed; with nothing typed, show the view again."""
        self.opens_soon = False
        if text.strip():
            self._ask(text)
            return
        self._asked = None
        self._searcher.end()
        if self.is_searching:
            self._searching = self.view == "overview"
            self._answer = None
            self.turn(inviting=self.inviting and self._middle)
            self.show_list()
            self._tell_found()
            if self.inviting:
                self.show_overview()

    def on_input_submitted(self) -> None:
        """Read what the list has its cursor on."""
        if self._asked is None:
            self.end_search()
        elif self._answer is None or self._asked != self._answer.asked:
            self.opens_soon = True  # Enter was faster than the search
        elif self.table.key:
            self.read(self.table.key.partition("@")[0])
            self.go_to_pane("reader")

    def _ask(self, text: str) -> None:
        """Search for `text`; a search that is still under way is ended."""
        is_sorted = self._in_table and self.table.sorted_by is not None
        asked = self._asked = Asked(text, self.scope, MOST_SORTED if is_sorted else FIRST_PAGE)
        hits = self._searcher.begin(self._page(asked, 0, asked.limit))
        now = time.monotonic()
        if now - self._asked_at > _BURST:
            wait([hits], _SOON)
        self._asked_at = now
        if hits.done() and hits.exception() is None:
            self._show(asked, hits.result())
            self.call_after_refresh(self._go_on, asked, hits)
        else:
            self._go_on(asked, hits)

    def _go_on(self, asked: Asked, hits: Future[search.Results]) -> None:
        """Follow a search, unless another has begun."""
        if asked is self._asked:
            self._searcher.follow(partial(self._follow, asked, hits))

    async def _follow(self, asked: Asked, hits: Future[search.Results]) -> None:
        """Show what a search finds: the hits, and, once they are drawn, offers, numbers and help."""
        from hunnan_tui.library import search
        from hunnan_tui.library.complete import complete

        async def answer(question: Callable[[Connection], _T]) -> _T:
            return await asyncio.wrap_future(self._searcher.ask(question))

        found = await asyncio.wrap_future(hits)
        if self._answer is None or self._answer.asked is not asked:
            self._show(asked, found)
        drawn = asyncio.Event()
        self.call_after_refresh(drawn.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(drawn.wait(), _FRAME)
        if len(asked.text.rpartition(" ")[2]) >= _LEAST or VALUE.search(asked.text):
            self._offer(asked, await answer(partial(complete, text=asked.text, scope=asked.scope)))
        if found.error is not None and not found.hits:
            return
        count = partial(search.count, text=asked.text, scope=asked.scope, found=found)
        counted = await answer(count)
        self._show_count(counted)
        if not counted.exact:
            self._show_count(await answer(partial(count, thorough=True)))
        if not found.hits and not counted.elsewhere and found.error is None:
            question = partial(search.nearest, text=asked.text, language=self.app.language)
            self._show_nearest(await answer(question))

    def _show(self, asked: Asked, found: search.Results) -> None:
        """Put a page of hits into the list: of a query that cannot be parsed, those of what can be.

        Where that is nothing, the list is left as it is.
        """
        if asked is not self._asked:
            return
        before = self._answer
        again = before is not None and (before.asked.text, before.asked.scope) == (asked.text, asked.scope)
        self._searching = True
        self.turn(searching=True, inviting=False, overview=False)
        if found.error is not None and not found.hits and before is not None and before.found.hits:
            self._answer = Answer(asked, before.found._replace(error=found.error))
        else:
            self._answer = Answer(asked, found)
            if not again:
                self.trail.clear()
            self.show_list(self.table.key if again else None)
        # in a frame of its own: one with the list would draw everything between the two anew
        self.call_after_refresh(self._tell_found)
        if self.opens_soon:
            self.opens_soon = False
            self.on_input_submitted()

    def leave_search(self) -> None:
        """Forget the search without going back to where it began."""
        self._asked = self._answer = None
        if "_searcher" in vars(self):
            self._searcher.end()
        self.opens_soon = False
        self._searching = False
        self.turn(asking=False, searching=False, inviting=False)
        if self.query_one(SearchBox).value:
            self.box.value = ""
        self._tell_found()

    def end_search(self) -> None:
        """Back to where one was before searching."""
        came_from = self._came_from
        self._came_from = None
        self.leave_search()
        if came_from is not None:
            view, key, top, pane = came_from
            self.open_view(view, key)
            self.table.scroll_to_row(top)
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
