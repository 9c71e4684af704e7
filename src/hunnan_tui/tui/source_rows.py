"""The sources: when each was published, by whom, its title, the briefing that names it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.library.orders import Order
from hunnan_tui.model.text import visible_line
from hunnan_tui.tui.rows import Shelf
from hunnan_tui.tui.widgets.table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.library.items import Item


class SourceRows(Struct, dict=True):
    """Every source, the last published first; those that do not say when come last."""

    shelf: Shelf
    order: tuple[str, bool] | None = None
    """The column that they are sorted by, and whether descending; None for the last published first."""

    @property
    def columns(self) -> Sequence[Column]:
        """Published, publisher, title, briefing."""
        return [
            Column("published", _("Published"), width=11),
            Column("publisher", _("Publisher"), min_width=14, weight=2),
            Column("title", _("Title"), min_width=16, weight=3, sortable=False),
            Column("briefing", _("Briefing"), min_width=10, weight=1, sortable=False),
        ]

    def count(self) -> int:
        """How many sources."""
        return self._count

    @cached_property
    def _count(self) -> int:
        return views.counts(self.shelf.catalog)["source"]

    @cached_property
    def _order(self) -> Order:
        column, descending = self.order or ("published", True)
        if column == "publisher":
            column = f"{column} {self.shelf.language}"
        return Order.of(self.shelf.catalog, "source", column, descending, self._count)

    def fetch(self, offset: int, limit: int) -> Sequence[Row]:
        """Sources from `offset` on."""
        catalog = self.shelf.catalog
        return [self._row(item) for item in views.by_ids(catalog, self._order.fetch(catalog, offset, limit))]

    def _row(self, item: Item) -> Row:
        shelf, data = self.shelf, item.data
        return Row(
            item.key,
            (
                shelf.stated(data.published or ""),
                shelf.marked(item.key, shelf.say(data.publisher)),
                shelf.stated(shelf.say(data.title)),
                ((visible_line(item.briefing), "dim"),),
            ),
        )

    def index_of(self, key: str) -> int | None:
        """The place of a source."""
        found = views.item(self.shelf.catalog, key)
        if found is None or found.kind != "source":
            return None
        return self._order.index_of(self.shelf.catalog, found.id)
