"""What the commands share: the catalog in step with the files, messages, exit status."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from hunnan_tui import i18n
from hunnan_tui.i18n import _

if TYPE_CHECKING:
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.locations import Locations
    from hunnan_tui.model.text import Language

FOUND, NOTHING, WRONG = 0, 1, 2
"""Exit status: found; nothing found, or faults found; wrong usage."""
_NEAR = 3
_TITLE = 60


def say(message: str) -> None:
    """A message, to standard error; control characters are shown."""
    from hunnan_tui.model.text import visible

    sys.stderr.write(visible(message) + "\n")


def open_catalog(locations: Locations) -> Catalog:
    """The catalog in step with the files; files with faults are named on standard error."""
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.sync import sync

    catalog = Catalog(locations)
    sync(catalog)
    _tell_faults(catalog)
    return catalog


def _tell_faults(catalog: Catalog) -> None:
    from hunnan_tui.library import views

    for path, faults in views.faulty_files(catalog):
        say(faults[0].text(i18n.language()))
        if len(faults) > 1:
            say(_("… and {count} more: hunnan-tui check {path}").format(count=len(faults) - 1, path=path))


def say_no_item(catalog: Catalog, key: str, language: Language) -> None:
    """That nothing has this key, and what may be meant: keys like it, or what the words of its last part find."""
    from hunnan_tui.library import search, views
    from hunnan_tui.library.asked import keys_like

    say(_("there is no item {key!r}").format(key=key))
    near = keys_like(catalog, key, _NEAR)
    words = " ".join(re.findall(r"\w+", key.rpartition("/")[2].replace("_", " ")))
    if not near and words:
        near = [hit.key for hit in search.search(catalog.connection, words, language=language, limit=_NEAR).hits]
    for item in filter(None, (views.item(catalog, other) for other in near)):
        say_near(item.title.get(language), item.key)
    if not near:
        say(_("`hunnan-tui search WORDS` and `hunnan-tui list KIND` give the keys"))


def say_how_many(shown: int, total: int, *, exact: bool) -> None:
    """That there are more than were printed, and how to have them all; if not `exact`, `total` is a little too high."""
    said = _("{shown} of {total} shown; --limit {total} shows all")
    said = said if exact else _("{shown} of about {total} shown; --limit {total} shows all")
    say(said.format(shown=shown, total=total))


def say_near(title: str, key: str) -> None:
    """What may be meant, on one line."""
    title = title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"
    say(_("perhaps: {title}  {key}").format(title=title, key=key))
