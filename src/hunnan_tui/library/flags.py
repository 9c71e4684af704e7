"""The program's own flags as items of the catalog, made while indexing and never while looking."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hunnan_tui.library import items
from hunnan_tui.library.rows import cited
from hunnan_tui.model.briefing import Flag
from hunnan_tui.model.series import Figure, Series

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hunnan_tui.model.briefing import Briefing, Evidence
    from hunnan_tui.model.reconcile import ProgramFlag
    from hunnan_tui.model.text import Text

PREFIX = "program/flag/"

# What a name is to a metric in the catalog's `kin`: of something that it has, that it looks for, or of its whole.
OWN, SOUGHT, WHOLE = 0, 1, 2


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


def flags_of_metrics(connection: sqlite3.Connection, keys: Sequence[str]) -> Iterator[items.Row]:
    """What metrics say against themselves and others of their areas, as rows; `keys` come by their areas."""
    from hunnan_tui.model import reconcile  # a dozen modules of rules, of which `series_of` needs none

    published: dict[str, dict[str, str]] = {}
    for _area, several in groupby(keys, key=lambda key: key.split("/")[1]):
        asked = set(several)
        found = _metrics(connection, asked | _kin(connection, asked))
        for item in found:
            for briefing in {figure.briefing for figure in item.figures} - published.keys():
                published[briefing] = _published(connection, briefing)
        series = [series_of(item, published) for item in found]
        dates = {(figure.briefing): figure.date for item in found for figure in item.figures}
        made = [flag for one in series if one.key in asked for flag in reconcile.flags_of(one)]
        # the others are there for those that are asked for: what they say without them has been told
        made += [flag for flag in reconcile.flags_between(series) if not asked.isdisjoint(flag.about)]
        yield from _rows(made, dates)


def _kin(connection: sqlite3.Connection, keys: Iterable[str]) -> set[str]:
    """The metrics that may stand in one flag with some of these."""
    found: set[str] = set()
    for key in keys:
        _metric, area, metric = key.split("/")
        wholes = connection.execute("SELECT name FROM kin WHERE metric=? AND role=?", (key, WHOLE)).fetchall()
        found.update(f"metric/{area}/{whole}" for (whole,) in wholes)
        parts = "SELECT metric FROM kin WHERE area=? AND name=? AND role=?"
        for whole in (metric, *(name for (name,) in wholes)):
            found.update(part for (part,) in connection.execute(parts, (area, whole, WHOLE)))
        for mine, others in ((OWN, SOUGHT), (SOUGHT, OWN)):
            named = (
                "SELECT other.metric FROM kin one JOIN kin other ON other.area=one.area AND other.name=one.name"
                " AND other.role=? WHERE one.metric=? AND one.role=?"
            )
            found.update(other for (other,) in connection.execute(named, (others, key, mine)))
    return found


def _metrics(connection: sqlite3.Connection, keys: Iterable[str]) -> list[items.MetricItem]:
    """The metrics with these keys that there are, in the order of the keys: ids tell which came first."""
    rows = [row for key in sorted(keys) for row in connection.execute(f"{items.WHOLE} WHERE key=?", (key,))]
    return [items.decode_item(body) for _id, body in rows]


def flags_of_item(row: items.Row, data: items.Data) -> Iterator[items.Row]:
    """What an item's Chinese and English texts say against each other, as rows."""
    from hunnan_tui.model import reconcile

    for number, (text, evidence) in enumerate(items.texts_of(data)):
        key = row.key
        found = reconcile.translations(key, [text], row.briefing, evidence)
        for made in _rows(found, {row.briefing: row.date}):
            made.key = f"{made.key}-{number}"
            yield made


def flags_of_briefing(briefing: Briefing) -> Iterator[items.Row]:
    """What the Chinese and English texts of a briefing that are no item's own say against each other, as rows."""
    from hunnan_tui.model import reconcile

    for number, (key, text, evidence) in enumerate(_texts(briefing)):
        found = reconcile.translations(key, [text], briefing.id, evidence)
        for made in _rows(found, {briefing.id: briefing.date.isoformat()}):
            made.key = f"{made.key}-{briefing.id}-{number}"
            yield made


def _texts(briefing: Briefing) -> Iterator[tuple[str, Text, list[Evidence]]]:
    """Its title and summary, its headings, and what its metrics say in words: whose they are, the text, evidence."""
    for text in (briefing.title, briefing.summary, *(section.title for section in briefing.sections)):
        if text:
            yield "", text, []
    for metric in briefing.metrics:
        key = f"metric/{metric.area}/{metric.id}"
        for text in (metric.name, metric.definition):
            if text:
                yield key, text, [one for seen in metric.observations for one in seen.evidence]
        for seen in metric.observations:
            if seen.note:
                yield key, seen.note, seen.evidence


def _published(connection: sqlite3.Connection, briefing: str) -> dict[str, str]:
    """The publication dates of a briefing's sources, where they state one."""
    bodies = connection.execute(
        "SELECT body FROM items WHERE +kind='source' AND key BETWEEN ? AND ?",
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
            cited=cited((side.briefing, one) for side in sides for one in side.evidence),
            links=list(flag.about),
        )
