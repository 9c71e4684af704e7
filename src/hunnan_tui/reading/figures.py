"""Series and targets of the library, reckoned from what the catalog keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.library import views
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.target import Target, targets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.library.catalog import Catalog


def all_targets(catalog: Catalog) -> Iterator[Target]:
    """Every target of the library, its metrics newest first, by deadline within one."""
    keys = catalog.read(
        "SELECT DISTINCT i.key FROM observations o JOIN items i ON i.id=o.item WHERE nature='target' ORDER BY i.id DESC"
    )
    for (key,) in keys:
        found = views.item(catalog, key)
        if found is not None:
            yield from targets(series_of(found.data))
