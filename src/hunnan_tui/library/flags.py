"""The program's own flags as items of the catalog, made while indexing and never while looking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.library import items
from hunnan_tui.model.briefing import Flag
from hunnan_tui.model.series import Figure, Series

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from hunnan_tui.model.reconcile import ProgramFlag

PREFIX = "program/flag/"


def series_of(item: items.MetricItem, published: Mapping[str, Mapping[str, str]] | None = None) -> Series:
    """A metric's item as a series; `published` are the sources' dates by briefing and source, where they matter."""
    dates = published or {}
    figures = [Figure(one.observation, one.briefing, one.date, dates.get(one.briefing, {})) for one in item.figures]
    return Series.of(item.metric, figures)


def fingerprint(flag: items.FlagItem) -> str:
    """What changes when a flag does: the program's fingerprint, or that of an author's text and what it is about."""
    if flag.fingerprint:
        return flag.fingerprint
    from hashlib import sha256

    text = flag.flag.text
    return sha256("\n".join([text.zh or "", text.en or "", *flag.flag.about]).encode()).hexdigest()[:16]


def flags_of_areas(connection: sqlite3.Connection, areas: Iterable[str]) -> Iterator[items.Row]:
    """What the metrics of some areas say against themselves and each other, as rows."""
    from hunnan_tui.model import reconcile  # a dozen modules of rules, of which `series_of` needs none

    published: dict[str, dict[str, str]] = {}
    for area in sorted(areas):
        found = [
            items.decode_item(body)
            for (body,) in connection.execute(
                "SELECT body FROM items WHERE kind='metric' AND area=? ORDER BY id", (area,)
            )
        ]
        for item in found:
            for briefing in {figure.briefing for figure in item.figures} - published.keys():
                published[briefing] = _published(connection, briefing)
        series = [series_of(item, published) for item in found]
        dates = {(figure.briefing): figure.date for item in found for figure in item.figures}
        yield from _rows(reconcile.reconcile(series), dates)


def flags_of_item(row: items.Row, data: items.Data) -> Iterator[items.Row]:
    """What an item's Chinese and English texts say against each other, as rows."""
    from hunnan_tui.model import reconcile

    for number, (text, evidence) in enumerate(items.texts_of(data)):
        key = row.key
        found = reconcile.translations(key, [text], row.briefing, evidence)
        for made in _rows(found, {row.briefing: row.date}):
            made.key = f"{made.key}-{number}"
            yield made


def _published(connection: sqlite3.Connection, briefing: str) -> dict[str, str]:
    """The publication dates of a briefing's sources, where they state one."""
    bodies = connection.execute(
        "SELECT body FROM items WHERE kind='source' AND key BETWEEN ? AND ?",
        (f"{briefing}/source/", f"{briefing}/source0"),
    )
    sources = [items.decode_source(body) for (body,) in bodies]
    return {source.id: source.published for source in sources if source.published}


def _rows(flags: Iterable[ProgramFlag], dates: Mapping[str, str]) -> Iterator[items.Row]:
    for flag in flags:
        sides = [
            items.FlagSide(key=side.key, text=side.text, briefing=side.briefing, evidence=list(side.evidence))
            for side in flag.sides
        ]
        item = items.FlagItem(
            flag=Flag(
                title=flag.title,
                about=list(flag.about),
                text=flag.text,
                evidence=[evidence for _briefing, evidence in flag.evidence],
            ),
            origin="program",
            sides=sides,
            fingerprint=flag.fingerprint,
        )
        newest = max((dates.get(side.briefing, ""), side.briefing) for side in sides)
        yield items.Row(
            key=f"{PREFIX}{flag.id}",
            kind="flag",
            briefing=newest[1],
            date=newest[0],
            title=flag.title,
            text=flag.text,
            body=items.encode(item),
            sources=list(dict.fromkeys(one.source for side in sides for one in side.evidence)),
            links=list(flag.about),
        )
