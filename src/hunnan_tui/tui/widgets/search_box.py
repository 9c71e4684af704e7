"""The search box: a line that says what it is for, until somebody types into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from textual.content import Content

from hunnan_tui.tui.widgets.bars import Bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text
    from textual.widgets import Input

    from hunnan_tui.library.complete import Offer
    from hunnan_tui.tui.widgets.query_input import QueryInput


class _Wrong(Highlighter):
    """Underlines the part of a query that cannot be parsed."""

    part: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Style `text`."""
        if self.part is not None:
            text.stylize("bold underline", *self.part)


class SearchBox(Bar):
    """Holds the input, which comes when it is first wanted: mounting and styling it would delay the first frame."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._input: QueryInput | None = None
        self._wrong = _Wrong()

    @property
    def value(self) -> str:
        """What is typed."""
        return "" if self._input is None else self._input.value

    def invite(self, text: str) -> None:
        """Say what the box is for, while it is empty."""
        self.content = Content(text)
        if self._input is not None:
            self._input.placeholder = text

    def point_at(self, part: tuple[int, int] | None) -> None:
        """Underline the characters from one place to another; None: nothing."""
        if part != self._wrong.part and self._input is not None:
            self._wrong.part = part
            self._input.refresh()

    def suggest(self, offers: Sequence[Offer]) -> None:
        """Show in grey what the first offer adds to what is typed; → takes it."""
        if self._input is not None and offers:
            start = offers[0].start
            if offers[0].text.startswith(self.value[start:]):
                self._input.suggest(self.value[:start] + offers[0].text)

    def propose(self, query: str, instead: str) -> None:
        """Let → take `instead` as long as `query` is typed."""
        if self._input is not None:
            self._input.proposed = (query, instead)

    def input(self) -> Input:
        """The input."""
        if self._input is None:
            from hunnan_tui.tui.widgets.query_input import QueryInput

            self._input = QueryInput(
                id="search", placeholder=self.content.plain, highlighter=self._wrong, select_on_focus=False
            )
            self.mount(self._input)
        return self._input
