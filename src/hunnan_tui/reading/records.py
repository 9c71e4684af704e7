"""What the `list` commands give: one record an item, with the keys that the design promises to other programs.

Values in a record are strings, numbers, `Text`, lists of `Text`, lists of `Evidence`, or None for "not stated".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hunnan_tui.library import items, views
from hunnan_tui.reading import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.search import Hit
    from hunnan_tui.notes.store import NoteStore

Record = dict[str, Any]


def outcomes(catalog: Catalog) -> Iterator[Record]:
    """key, number, title, field, organisations, summary, evidence."""
    for item in views.Listing("outcome").all(catalog):
        data = item.data
        yield {
            "key": item.key,
            "number": data.number,
            "title": data.title,
            "field": data.field,
            "organisations": data.organisations,
            "summary": data.summary,
            "evidence": items.evidence_of(data),
        }


def projects(catalog: Catalog) -> Iterator[Record]:
    """key, title, summary, evidence."""
    for item in views.Listing("project").all(catalog):
        yield {
            "key": item.key,
            "title": item.data.title,
            "summary": item.data.summary,
            "evidence": items.evidence_of(item.data),
        }


def keywords(catalog: Catalog) -> Iterator[Record]:
    """One a point: key, section (its title), text, evidence."""
    for item in views.Listing("point", section_kind="keywords").all(catalog):
        yield {
            "key": item.key,
            "section": item.data.section_title,
            "text": item.data.point.text,
            "evidence": item.data.point.evidence,
        }


def metrics(catalog: Catalog) -> Iterator[Record]:
    """One an observation: metric, name, area, period, value, unit, nature, bound, evidence, briefing."""
    for item in views.Listing("metric").all(catalog):
        metric = item.data.metric
        for figure in item.data.figures:
            seen = figure.observation
            yield {
                "metric": metric.id,
                "name": metric.name,
                "area": metric.area,
                "period": seen.period,
                "value": seen.value,
                "unit": seen.unit,
                "nature": seen.nature,
                "bound": seen.bound,
                "evidence": seen.evidence,
                "briefing": figure.briefing,
            }


def flags(catalog: Catalog) -> Iterator[Record]:
    """key, about, text, evidence, origin."""
    for item in views.Listing("flag").all(catalog):
        flag = item.data.flag
        yield {
            "key": item.key,
            "about": flag.about,
            "text": flag.text,
            "evidence": flag.evidence,
            "origin": item.data.origin,
        }


def sources(catalog: Catalog) -> Iterator[Record]:
    """key, publisher, title, author, published, via, url, briefing."""
    for item in views.Listing("source").all(catalog):
        data = item.data
        yield {
            "key": item.key,
            "publisher": data.publisher,
            "title": data.title,
            "author": data.author,
            "published": data.published,
            "via": data.via,
            "url": data.url,
            "briefing": item.briefing,
        }


def briefings(catalog: Catalog) -> Iterator[Record]:
    """id, title, date, path."""
    for row in views.briefings(catalog):
        yield {"id": row.id, "title": row.title, "date": row.date, "path": row.path}


def targets(catalog: Catalog) -> Iterator[Record]:
    """metric, name, baseline, target, gap, needed (per cent), evidence; null where there is nothing to reckon with."""
    for target in figures.all_targets(catalog):
        yield {
            "metric": target.series.id,
            "name": target.series.name,
            "baseline": target.baseline.observation.value if target.baseline else None,
            "target": target.figure.observation.value,
            "gap": target.gap,
            "needed": target.needed.percent if target.needed else None,
            "evidence": target.figure.observation.evidence,
        }


def notes(catalog: Catalog, store: NoteStore) -> Iterator[Record]:
    """id, key, title, text, tags, created, updated, orphan (whether its item has gone)."""
    for note in store.list():
        yield {
            "id": note.id,
            "key": note.key,
            "title": note.item.title,
            "text": note.text,
            "tags": note.tags,
            "created": note.created,
            "updated": note.updated,
            "orphan": views.item(catalog, note.key) is None,
        }


def hits(found: Iterable[Hit]) -> Iterator[Record]:
    """key, kind, title, snippet, matches, briefing; `matches` are spans [from, to] of characters in `snippet`.

    Where nothing but the title matched, the snippet is the title.
    """
    for hit in found:
        yield {
            "key": hit.key,
            "kind": hit.kind,
            "title": hit.title,
            "snippet": hit.snippet or hit.title,
            "matches": [list(span) for span in (hit.spans if hit.snippet else hit.title_spans)],
            "briefing": hit.briefing,
        }


LISTS = {
    "outcomes": outcomes,
    "projects": projects,
    "keywords": keywords,
    "metrics": metrics,
    "targets": targets,
    "flags": flags,
    "sources": sources,
    "briefings": briefings,
}
