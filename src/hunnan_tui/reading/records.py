"""What the `list` commands give: one record an item, with the keys that the design promises to other programs.

Values in a record are strings, numbers, `Text`, lists of `Text`, lists of `Evidence`, or None for "not stated".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hunnan_tui.library import items, views
from hunnan_tui.library.flags import series_of
from hunnan_tui.reading import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.library.search import Hit
    from hunnan_tui.model.difference import Difference
    from hunnan_tui.notes.note import Note

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


def series(item: Item) -> Iterator[Record]:
    """One an observation of a metric, in the order of time: period, value, unit, nature, bound, growth (printed),
    computed_growth (from the value of the year before; both in per cent), sources, briefing.
    """
    found = series_of(item.data)
    for figure in found.figures:
        seen = figure.observation
        computed = found.year_on_year(figure)
        yield {
            "period": seen.period,
            "value": seen.value,
            "unit": seen.unit,
            "nature": seen.nature,
            "bound": seen.bound,
            "growth": seen.growth,
            "computed_growth": computed.percent if computed else None,
            "sources": list(dict.fromkeys(one.source for one in seen.evidence)),
            "briefing": figure.briefing,
        }


def compared(found: Iterable[Difference]) -> Iterator[Record]:
    """One a figure of two briefings: change (new, gone, changed, same), metric, name, area, period, nature,
    value_a, unit_a, bound_a, the same of b, difference (in the unit of b), percent.
    """
    for one in found:
        seen = one.observation
        record: Record = {
            "change": one.change,
            "metric": one.metric.id,
            "name": one.metric.name,
            "area": one.metric.area,
            "period": seen.period,
            "nature": seen.nature,
        }
        for letter, side in (("a", one.first), ("b", one.second)):
            record[f"value_{letter}"] = side.value if side else None
            record[f"unit_{letter}"] = side.unit if side else None
            record[f"bound_{letter}"] = side.bound if side else None
        yield {**record, "difference": one.difference, "percent": one.percent}


def notes(catalog: Catalog, written: Iterable[Note]) -> Iterator[Record]:
    """id, key, title, text, tags, created, updated, orphan (whether its item has gone)."""
    for note in written:
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


def hits(catalog: Catalog, found: Sequence[Hit]) -> Iterator[Record]:
    """key, kind, title, snippet, matches, briefing; `matches` are spans [from, to] of characters in `snippet`.

    The snippet is in the language that matched; where nothing but the title did, it is the title.
    """
    titles = {item.id: item.title for item in views.by_ids(catalog, [hit.id for hit in found])}
    for hit in found:
        yield {
            "key": hit.key,
            "kind": hit.kind,
            "title": titles[hit.id],
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
