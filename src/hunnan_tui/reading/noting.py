"""Between notes and items: what a note remembers of its item, and the items that notes are exported with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.library import items, views
from hunnan_tui.notes.item import CitedEvidence, CitedFigure, CitedItem
from hunnan_tui.notes.note import told as note_told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Figure, Item
    from hunnan_tui.model.briefing import Evidence, Source
    from hunnan_tui.model.text import Language, Text
    from hunnan_tui.notes.note import Note


def cited(catalog: Catalog, item: Item) -> CitedItem:
    """What a note on `item` remembers: its title, where it is said, and its figures; of a long series the newest."""
    from hunnan_tui.library.abridging import NEWEST  # lists need this module at the start, and not that one

    return today(catalog, views.outlined(catalog, item), NEWEST)


def today(catalog: Catalog, item: Item, newest: int | None = None) -> CitedItem:
    """What is said of `item` now, for notes to be held against: its title, where it is said, and its figures.

    Of a metric's figures only as many of the `newest`, if given.
    """
    data = item.data
    if item.kind == "source":
        return CitedItem(key=item.key, title=item.title, evidence=[_evidence(data, data.id)])
    places: dict[tuple[str, str, str, str], int] = {}
    told: list[tuple[str, Evidence]] = []

    def place(briefing: str, one: Evidence) -> int:
        identity = (briefing, one.source, str(one.locator), one.anchor or "")
        if identity not in places:
            places[identity] = len(told)
            told.append((briefing, one))
        return places[identity]

    if not isinstance(data, items.MetricItem):
        for one in items.evidence_of(data):
            place(item.briefing, one)
    figures = [
        _figure(metric, figure, tuple(place(figure.briefing, one) for one in figure.observation.evidence))
        for metric, figure in _figures(catalog, item, newest)
    ]
    return CitedItem(key=item.key, title=item.title, evidence=_cited(catalog, told), figures=figures)


def _figures(catalog: Catalog, item: Item, newest: int | None) -> list[tuple[Item, Figure]]:
    """The figures that an item tells: a metric's own, newest first, or the newest one of each metric that it names."""
    data = item.data
    if isinstance(data, items.MetricItem):
        return [(item, figure) for figure in [*reversed(data.figures)][:newest]]
    said = data.point if isinstance(data, items.SectionPoint) else data
    metrics: list[str] = getattr(said, "metrics", [])
    found = []
    for metric in metrics:
        named = views.item(catalog, f"metric/{metric}")
        if named is not None and named.data.figures:
            named = views.whole(catalog, named)
            told = [figure for figure in named.data.figures if figure.briefing == item.briefing] or named.data.figures
            found.append((named, told[-1]))
    return found


def cited_items(catalog: Catalog, notes: Iterable[Note]) -> dict[str, CitedItem]:
    """The items of notes, and those that they link to, as they are today, by key; without those that have gone."""
    found = {}
    for key in {key for note in notes for key in (note.key, *note.links)}:
        item = views.item(catalog, key)
        if item is not None:
            found[key] = today(catalog, views.whole(catalog, item))
    return found


def told(catalog: Catalog, notes: Sequence[Note], language: Language) -> list[str]:
    """The texts of notes as a person reads them: with the titles of the items that they link to."""
    titles = views.titles(catalog, {key for note in notes for key in note.links})
    return [note_told(note.text, titles, language) for note in notes]


def chosen(
    notes: Iterable[Note], *, tag: str | None = None, item: str | None = None, ids: Collection[str] | None = None
) -> list[Note]:
    """The notes that have a tag (`#` may stand before it, case does not matter), an item's key, one of the `ids`."""
    wanted = tag.strip().strip("#＃").casefold() if tag else None
    return [
        note
        for note in notes
        if (wanted is None or wanted in (one.casefold() for one in note.tags))
        and (not item or note.key == item)
        and (ids is None or note.id in ids)
    ]


def _cited(catalog: Catalog, told: list[tuple[str, Evidence]]) -> list[CitedEvidence]:
    """Evidence of briefings with the sources that it names."""
    sources = views.sources(catalog, {(briefing, evidence.source) for briefing, evidence in told})
    return [
        _evidence(source, evidence.source, evidence.locator, evidence.anchor)
        if (source := sources.get((briefing, evidence.source)))
        else CitedEvidence(source=evidence.source, locator=evidence.locator, anchor=evidence.anchor)
        for briefing, evidence in told
    ]


def _evidence(source: Source, source_id: str, locator: Text | None = None, anchor: str | None = None) -> CitedEvidence:
    return CitedEvidence(
        source=source_id,
        publisher=source.publisher,
        author=source.author,
        title=source.title,
        published=source.published,
        url=source.url,
        via=source.via,
        language=source.language,
        kind=source.kind,
        volume=source.volume,
        pages=source.pages,
        romanised=source.romanised,
        locator=locator,
        anchor=anchor,
    )


def _figure(metric: Item, figure: Figure, evidence: tuple[int, ...]) -> CitedFigure:
    seen = figure.observation
    return CitedFigure(
        metric=metric.key,
        name=metric.title,
        period=seen.period,
        value=seen.value,
        unit=seen.unit,
        nature=seen.nature,
        bound=seen.bound,
        area=metric.data.area_name,
        printed=seen.printed,
        evidence=evidence,
    )
