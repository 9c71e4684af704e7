"""The queries of `tests/data/queries.toml` and the items that they must find in the bundled briefings."""

from __future__ import annotations

import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from hunnan_tui.library import search
from hunnan_tui.library.catalog import Catalog

if TYPE_CHECKING:
    from hunnan_tui.library.locations import Locations

QUERIES = tomllib.loads((Path(__file__).parents[1] / "data" / "queries.toml").read_text("utf-8"))


def test_the_items_are_found_and_come_first(library: Locations) -> None:
    ranks: dict[str, float] = {}
    catalog = Catalog(library)
    with closing(catalog.connect()) as connection:
        for query, key in (pair for group in QUERIES.values() for pair in group.items()):
            hits = search.search(connection, query).hits or search.nearest(connection, query).hits
            found = [hit.key for hit in hits]
            ranks[query] = 1 / (1 + found.index(key)) if key in found else 0
    catalog.close()
    assert len(ranks) >= 150
    assert [query for query, rank in ranks.items() if rank == 0] == []
    assert sum(ranks.values()) / len(ranks) >= 0.95
