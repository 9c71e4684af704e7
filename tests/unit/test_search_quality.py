"""The queries of `tests/data` and the items that they must find in the bundled briefings, or that they must not."""

from __future__ import annotations

import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from hunnan_tui.library import search
from hunnan_tui.library.catalog import Catalog

if TYPE_CHECKING:
    from hunnan_tui.library.locations import Locations

DATA = Path(__file__).parents[1] / "data"
QUERIES = tomllib.loads((DATA / "queries.toml").read_text("utf-8"))
ABSENT = tomllib.loads((DATA / "absent.toml").read_text("utf-8"))


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


def test_for_what_is_simply_not_there_nothing_is_offered(library: Locations) -> None:
    words = [word for group in ABSENT.values() for word in group["words"]]
    catalog = Catalog(library)
    with closing(catalog.connect()) as connection:
        helped = {word: search.nearest(connection, word) for word in words}
        found = [word for word in words if search.search(connection, word).hits]
    catalog.close()
    assert len(words) >= 80
    assert found == []
    assert {word: help_.hits[0].key for word, help_ in helped.items() if help_.hits} == {}
    assert all(help_.missing == (word,) for word, help_ in helped.items())
