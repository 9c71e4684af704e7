"""Series and targets of the library, reckoned from what the catalog keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.library import views
from hunnan_tui.library.flags import series_of
from hunnan_tui.library.walk import Walk
from hunnan_tui.model.target import target_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.model.target import Target

_PORTION = 500


def all_targets(catalog: Catalog) -> Iterator[Target]:
    """Every target of the library, its metrics newest first, by deadline within one."""
    rows = Walk("targets WHERE 1", (), ("id",), descending=True)
    count, offset = views.target_count(catalog), 0
    while portion := rows.fetch(catalog, offset, _PORTION, count):
        yield from (target for _item, _number, target in targets_by_ids(catalog, [row for (row,) in portion]))
        offset += len(portion)


def targets_by_ids(catalog: Catalog, ids: Sequence[int]) -> list[tuple[Item, int, Target]]:
    """The targets with these ids, in their order, each with its metric and its place among that metric's targets."""
    from hunnan_tui.library.ranking import target_of

    wanted = [target_of(row) for row in ids]
    metrics = {item.id: item for item in views.by_ids(catalog, list(dict.fromkeys(item for item, _n in wanted)))}
    series = {row: series_of(item.data) for row, item in metrics.items()}
    return [(metrics[item], number, target_at(series[item], number)) for item, number in wanted if item in series]
