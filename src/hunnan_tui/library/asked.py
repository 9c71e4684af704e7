"""What a person names on the command line: a metric or a briefing by its key, or by as much of it as is unique."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from hunnan_tui.errors import UsageError
from hunnan_tui.i18n import _
from hunnan_tui.library import items, search, views

if TYPE_CHECKING:
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.model.briefing import Metric
    from hunnan_tui.model.text import Language

_CANDIDATES = 8


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


def briefing_metrics(catalog: Catalog, briefing: str) -> list[Metric]:
    """What one briefing says of each of its metrics, in its order; UsageError if the library has no such briefing."""
    rows = catalog.read("SELECT file FROM briefings WHERE id=?", [briefing])
    if not rows:
        ids = [row.id for row in views.briefings(catalog)]
        near = get_close_matches(briefing, ids, n=3, cutoff=0.4) or ids[:3]
        raise UsageError(_("there is no such briefing"), where=briefing, remedy=_say_candidates(near) if near else "")
    contributed = catalog.read("SELECT body FROM contributions WHERE file=? ORDER BY ordinal", [rows[0][0]])
    return [items.decode_metric(body) for (body,) in contributed]


def _say_candidates(names: list[str]) -> str:
    """`perhaps: a, b, c`, cut to what a person reads."""
    told = ", ".join(names[:_CANDIDATES])
    return _("perhaps: {names}").format(names=told + (", …" if len(names) > _CANDIDATES else ""))
