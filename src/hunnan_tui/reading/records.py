"""What the `list` commands give: one record an item, with the keys that the design promises to other programs.

Values in a record are strings, numbers, `Text`, lists of `Text`, lists of `Evidence`, or None for "not stated".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hunnan_tui.i18n import _
from hunnan_tui.library import items, views
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import format_value
from hunnan_tui.model.wording import say_percent
from hunnan_tui.notes.explained import Explained
from hunnan_tui.reading import figures, noting, values, words
from hunnan_tui.reading.values import figure_text, finest_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.library.search import Hit
    from hunnan_tui.model.difference import Difference
    from hunnan_tui.model.series import Figure
    from hunnan_tui.model.text import Language
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
        for figure in views.whole(catalog, item).data.figures:
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
    """key, about, text, evidence, origin; then title, briefing, explained (by the user, and nothing changed since)."""
    explained = {item.key for item in Explained(catalog.locations.explained).holding(catalog)}
    for item in views.Listing("flag").all(catalog):
        flag = item.data.flag
        yield {
            "key": item.key,
            "about": flag.about,
            "text": flag.text,
            "evidence": flag.evidence,
            "origin": item.data.origin,
            "title": item.title,
            "briefing": item.briefing,
            "explained": item.key in explained,
        }


def sources(catalog: Catalog) -> Iterator[Record]:
    """key, publisher, title, author, published, via, url, briefing, language."""
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
            "language": data.language,
        }


def briefings(catalog: Catalog) -> Iterator[Record]:
    """id, title, date, path."""
    for row in views.briefings(catalog):
        yield {"id": row.id, "title": row.title, "date": row.date, "path": row.path}


def targets(catalog: Catalog) -> Iterator[Record]:
    """metric, name, baseline, target, gap, needed (per cent), evidence; null where there is nothing to reckon with.

    Then area, unit (of target and gap), bound, period, deadline, baseline_period, baseline_unit, latest,
    latest_period, latest_unit, needed_per_year, growth_before (both per cent a year), state (no-data, open, reached
    or missed), set_by, missing (baseline, period, unit, set_by), briefing.
    """
    for target in figures.all_targets(catalog):
        seen, series = target.figure.observation, target.series
        start = target.baseline.observation if target.baseline else None
        now = target.latest.observation if target.latest else None
        yield {
            "metric": series.id,
            "name": series.name,
            "baseline": start.value if start else None,
            "target": seen.value,
            "gap": target.gap,
            "needed": target.needed.percent if target.needed else None,
            "evidence": seen.evidence,
            "area": series.area,
            "unit": seen.unit,
            "bound": seen.bound,
            "period": seen.period,
            "deadline": target.deadline.isoformat(),
            "baseline_period": start.period if start else seen.baseline,
            "baseline_unit": start.unit if start else None,
            "latest": now.value if now else None,
            "latest_period": now.period if now else None,
            "latest_unit": now.unit if now else None,
            "needed_per_year": target.needed.per_year if target.needed else None,
            "growth_before": target.growth_before.per_year if target.growth_before else None,
            "state": target.state,
            "set_by": target.set_by,
            "missing": list(target.missing),
            "briefing": target.figure.briefing,
        }


def targets_told(catalog: Catalog, language: Language) -> Iterator[Record]:
    """The targets as a person reads them: values with their units, growth with its sign, in few columns."""
    for target in figures.all_targets(catalog):
        gap = ""
        if target.gap is not None:
            gap = format_value(*finest_gap(target), language) if target.gap > 0 else ""
        yield {
            "metric": target.series.id,
            "area": target.series.area,
            "name": target.series.name,
            "target": figure_text(target.figure.observation, language),
            "deadline": target.deadline.isoformat(),
            "state": target.state,
            "gap": gap,
            "needed": say_percent(target.needed.per_year) if target.needed else "",
            "growth_before": say_percent(target.growth_before.per_year) if target.growth_before else "",
            "baseline": _told(target.baseline, language),
            "latest": _told(target.latest, language),
            "set_by": target.set_by,
            "missing": _(", ").join(words.lacking(one) for one in target.missing),
        }


def _told(figure: Figure | None, language: Language) -> str:
    """A value and its period; nothing where there is none."""
    return f"{figure_text(figure.observation, language)} ({figure.observation.period})" if figure else ""


def series(catalog: Catalog, item: Item) -> Iterator[Record]:
    """One an observation of a metric, in the order of time: period, value, unit, nature, bound, growth (printed),
    computed_growth (from the value of the year before; both in per cent), sources, briefing.
    """
    found = series_of(views.whole(catalog, item).data)
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


def compared_told(found: Iterable[Difference], language: Language) -> Iterator[Record]:
    """The same as a person reads it: what changed first, then what is new, gone and the same; values with units."""
    order = ("changed", "new", "gone", "same")
    for one in sorted(found, key=lambda one: order.index(one.change)):
        seen = one.observation
        difference = ""
        if one.difference and one.second is not None:
            sign = "−" if one.difference < 0 else "+"
            difference = f"{sign}{format_value(abs(one.difference), one.second.unit, language)}"
            if one.second.unit == "位":
                difference = f"{sign}{abs(one.difference):f}"
        yield {
            "change": one.change,
            "metric": one.metric.id,
            "area": one.metric.area,
            "name": one.metric.name,
            "period": seen.period,
            "nature": seen.nature,
            "a": figure_text(one.first, language) if one.first else "",
            "b": figure_text(one.second, language) if one.second else "",
            "difference": difference,
            "percent": say_percent(one.percent) if one.percent else "",
        }


def notes(catalog: Catalog, written: Sequence[Note], language: Language | None = None) -> Iterator[Record]:
    """id, key, title, text, tags, created, updated, orphan (whether its item has gone).

    The text as it was typed; to be read in a `language`, with the titles of the items that it links to.
    """
    texts = noting.told(catalog, written, language) if language else [note.text for note in written]
    for note, text in zip(written, texts, strict=True):
        yield {
            "id": note.id,
            "key": note.key,
            "title": note.item.title,
            "text": text,
            "tags": note.tags,
            "created": note.created,
            "updated": note.updated,
            "orphan": views.item(catalog, note.key) is None,
        }


def hits(catalog: Catalog, found: Sequence[Hit], language: Language) -> Iterator[Record]:
    """key, kind, title, snippet, matches, briefing; `matches` are spans [from, to] of characters in `snippet`.

    The snippet is in the language that matched. Where no text but the title did, it is the figure that the query asks
    for, or else the title.
    """
    titles = {item.id: item.title for item in views.by_ids(catalog, [hit.id for hit in found])}
    for hit in found:
        snippet, spans = (hit.snippet, hit.spans) if hit.snippet else (hit.title, hit.title_spans)
        if hit.figure is not None and not hit.snippet:
            before, value = values.figured(hit.figure, language)
            snippet, spans = before + value, ((len(before), len(before) + len(value)),)
        yield {
            "key": hit.key,
            "kind": hit.kind,
            "title": Text(hit.title) if hit.kind == "note" else titles[hit.id],
            "snippet": snippet,
            "matches": [list(span) for span in spans],
            "briefing": hit.briefing,
        }


def flags_told(catalog: Catalog, _language: Language) -> Iterator[Record]:
    """The flags as a person reads them: what does not agree first, who noticed it, and the key."""
    for record in flags(catalog):
        told = {name: record[name] for name in ("title", "text", "origin", "key")}
        yield told | {"explained": _("explained") if record["explained"] else ""}


def listed(catalog: Catalog, kind: str, *, full: bool = False) -> Iterator[Record]:
    """The records of a kind, with the fields that were promised; with all there are if `full`."""
    found = LISTS[kind](catalog)
    if full or kind not in PROMISED:
        return found
    return ({name: record[name] for name in PROMISED[kind]} for record in found)


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

PROMISED = {
    "targets": ("metric", "name", "baseline", "target", "gap", "needed", "evidence"),
    "flags": ("key", "about", "text", "evidence", "origin"),
}
"""The fields that programs were promised, of the kinds that have more."""

# kinds that a table tells in fewer columns than the forms that programs read
TABLES = {"targets": targets_told, "flags": flags_told}
