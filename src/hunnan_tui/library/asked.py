"""What a person names on the command line: a metric by its key, or by as much of it as is unique; near ones."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from hunnan_tui.errors import UsageError
from hunnan_tui.i18n import _
from hunnan_tui.library import search, views

if TYPE_CHECKING:
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.model.text import Language

_CANDIDATES = 8
# keys that one which no item has is compared with
_COMPARED = 5000


def metric(catalog: Catalog, name: str, language: Language = "en") -> Item:
    """The metric with the key `metric/area/id`, `area/id`, or an id that one area only has.

    UsageError where there is none or more than one; it names the candidates.
    """
    asked = name.removeprefix("metric/")
    if "/" in asked:
        found = views.item(catalog, f"metric/{asked}")
        if found is not None and found.kind == "metric":
            return found
        raise _unknown(catalog, name, language)
    rows = catalog.read(
        "SELECT key FROM items WHERE kind='metric' AND substr(key, -?1)=?2 ORDER BY key LIMIT ?3",
        [len(asked) + 1, f"/{asked}", _CANDIDATES + 1],
    )
    if len(rows) > 1:
        raise UsageError(
            _("several areas have this metric"), where=name, remedy=_say_candidates([key for (key,) in rows])
        )
    only = views.item(catalog, rows[0][0]) if rows else None
    if only is None:
        raise _unknown(catalog, name, language)
    return only


def _unknown(catalog: Catalog, name: str, language: Language) -> UsageError:
    words = " ".join(re.findall(r"\w+", name.removeprefix("metric/").replace("_", " ")))
    scope = search.Scope.of(kind="metric")
    found: list[str] = []
    if words:
        hits = search.search(catalog.connection, words, scope=scope, language=language, limit=_CANDIDATES).hits
        hits = hits or search.nearest(catalog.connection, words, scope=scope, language=language).hits
        found = [hit.key for hit in hits]
    remedy = _say_candidates(found) if found else _("`list metrics` names all")
    return UsageError(_("there is no such metric"), where=name, remedy=remedy)


def keys_like(catalog: Catalog, key: str, limit: int) -> list[str]:
    """The keys that are most like one that no item has: those that differ in the last part, or in the whole."""
    beginning, _slash, last = key.rpartition("/")
    first = f"{beginning}/" if beginning else ""
    rows = catalog.read(
        "SELECT key FROM items WHERE key >= ? AND key < ? AND kind != 'note' LIMIT ?",
        [first, f"{first}\U0010ffff", _COMPARED],
    )
    by_last: dict[str, str] = {}
    for (other,) in rows:
        by_last.setdefault(other.removeprefix(first) if first else other.rpartition("/")[2], other)
    return [by_last[near] for near in get_close_matches(last, by_last, n=limit, cutoff=0.6)]


def nearest_briefings(catalog: Catalog, name: str) -> str:
    """The ids of the library's briefings that `name` may mean, as a remedy to say."""
    ids = [row.id for row in views.briefings(catalog)]
    near = get_close_matches(name, ids, n=3, cutoff=0.4) or ids[:3]
    return _say_candidates(near) if near else ""


def _say_candidates(names: list[str]) -> str:
    """`perhaps: a, b, c`, cut to what a person reads."""
    told = ", ".join(names[:_CANDIDATES])
    return _("perhaps: {names}").format(names=told + (", …" if len(names) > _CANDIDATES else ""))
