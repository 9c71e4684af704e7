"""What tests of single parts share."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.library.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.library.catalog import Connection
    from hunnan_tui.library.locations import Locations


@pytest.fixture
def bundled(library: Locations) -> Iterator[Connection]:
    """A connection to the catalog of the bundled briefings."""
    catalog = Catalog(library)
    with closing(catalog.connect()) as connection:
        yield connection
    catalog.close()
