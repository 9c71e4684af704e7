"""What the search box suggests in grey: the field, or the value that most items have; → takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.suggester import Suggester

if TYPE_CHECKING:
    from hunnan_tui.library.catalog import Catalog

# letters of a field's name that must be typed: one or two may as well begin a word
_LEAST = 2


class QuerySuggester(Suggester):
    """Suggests the rest of a field's name, then the values that occur, the most frequent first."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._catalog = catalog

    async def get_suggestion(self, value: str) -> str | None:
        """`value` with the best offer in place of its last word; None where there is none."""
        last = value.rsplit(maxsplit=1)[-1] if value and not value[-1].isspace() else ""
        if len(last) < _LEAST:
            return None
        from hunnan_tui.library.complete import complete

        offers = complete(self._catalog.connection, value, limit=1)
        if not offers or not offers[0].text.startswith(value[offers[0].start :]):
            return None
        return value[: offers[0].start] + offers[0].text
