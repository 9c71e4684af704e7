"""Finding: what a search has found so far, in the list and in the search line."""

from __future__ import annotations

import re
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from hunnan_tui.model.text import visible_line
from hunnan_tui.tui.listing import metric_table
from hunnan_tui.tui.navigation import SCOPES
from hunnan_tui.tui.screens.browsing import Browsing
from hunnan_tui.tui.widgets.bars import Bar, Footer
from hunnan_tui.tui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hunnan_tui.library import search
    from hunnan_tui.library.catalog import Connection
    from hunnan_tui.library.complete import Offer
    from hunnan_tui.tui.answer import Answer, Asked
    from hunnan_tui.tui.widgets.table import Rows

_BOX = 42  # cells of the top line, about, that the box takes
VALUE = re.compile(r"[:：]\s*(?:[^\s,，]*[,，])*([^\s,，]*)$")
"""A field's value at the end of a query, the last one of several."""


class Finding(Browsing):
    """Browsing, in what a search has found."""

    def __init__(self) -> None:
        super().__init__()
        self._searching = False
        self.everywhere = False
        """Whether all is searched, whatever the view."""
        self._asked: Asked | None = None
        """The search that was asked for last; None while nothing is typed."""
        self._answer: Answer | None = None
        """What was found for it, or, until that is there, for what was asked before."""

    @property
    def is_searching(self) -> bool:
        """Whether the list shows what a search found."""
        return self._searching

    @property
    def inviting(self) -> bool:
        """Whether the list tells what can be typed, beside the overview."""
        return self.is_searching and self._asked is None

    @property
    def scope_kind(self) -> str | None:
        """What a search in the view at hand looks in: a kind of item; None where that is everything."""
        return SCOPES.get(self.view, "point" if self.view.startswith(("keywords", "narrative")) else None)

    def _idle_actions(self) -> set[str]:
        return super()._idle_actions() | ({"widen"} if self.scope_kind is None else set())

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

    @property
    def _in_table(self) -> bool:
        """Whether what is found is a part of the metric table."""
        return self.view == "metrics" and not self.everywhere

    def _page(self, asked: Asked, offset: int, limit: int) -> Callable[[Connection], search.Results]:
        """The question for the hits from `offset` on."""
        from hunnan_tui.library.search import search

        language = self.app.language
        return partial(search, text=asked.text, scope=asked.scope, language=language, limit=limit, offset=offset)

    def _offer(self, asked: Asked, offers: Sequence[Offer]) -> None:
        """Suggest the rest of a field's name or value, and say which values the field that is being typed has."""
        self.query_one(SearchBox).suggest(offers)
        typed = VALUE.search(asked.text)
        if self._answer is not None and typed is not None and [offer.text for offer in offers] != [typed[1]]:
            self._answer.offers = offers
            self._tell_found()

    def _show_nearest(self, nearest: search.Nearest) -> None:
        """Where nothing was found, list what comes nearest."""
        if self._answer is not None:
            self._answer.nearest = nearest
            if nearest.parted:
                self.query_one(SearchBox).propose(self._answer.asked.text, nearest.parted)
            self.show_list()
            self._tell_found()

    def _show_count(self, counted: search.Count) -> None:
        """Say how many there are, and let the list reach them all."""
        if self._answer is None:
            return
        self._answer.counted = counted
        rows = self.found_rows()
        if counted.elsewhere and not self._answer.found.hits:
            self.show_list(self.table.key)
        elif rows is not None and self.table.sorted_by is None and rows.count() != self.table.count:
            self.table.extend(rows)
        self._tell_found()

    def found_rows(self) -> Rows | None:
        """The rows of the search; None where there is none."""
        if self._answer is None:
            return None
        from hunnan_tui.tui.found_rows import FoundRows

        found = FoundRows(self.shelf, partial(self._look, self._answer.asked), self._answer.listed)
        if self._in_table and not self._answer.helps:
            return metric_table(self.shelf, self.table.sorted_by, found, self.figures_of(self.table.rows))
        return found

    def _look(self, asked: Asked, offset: int, limit: int) -> search.Results:
        """Hits further down."""
        with closing(self.app.catalog.connect()) as connection:
            return self._page(asked, offset, limit)(connection)

    def nothing_found(self) -> Content | str:
        """What the list says where a search finds nothing, or has not begun."""
        if self.inviting:
            from hunnan_tui.tui.screens.help import invitation

            return invitation()
        return "" if self._answer is None else self._answer.nothing()

    def _tell_found(self) -> None:
        """Say in the search line what was found, or what cannot be parsed, and where."""
        answer = self._answer
        error = answer.found.error if answer is not None else None
        self.turn(wrong=error is not None)
        narrow = self.scope_kind is not None
        said = Content("") if answer is None else answer.line(narrow=narrow, everywhere=self.everywhere)
        remedy = None
        if error is not None and error.remedy and said.cell_length > self.size.width - _BOX:
            # too little room above for both
            said, remedy = (Content.styled(visible_line(told), "$error") for told in (error.message, error.remedy))
        self.query_one("#found", Bar).content = said
        self.query_one(Footer).told = remedy
        self.query_one(SearchBox).point_at((error.start, error.end) if error is not None else None)
