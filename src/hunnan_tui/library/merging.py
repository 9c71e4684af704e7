"""What belongs to no single file: metrics, made of all contributions to them, and what the program notices in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from hunnan_tui.library import flags, items, search
from hunnan_tui.library.entries import FIRST_FLAG, FIRST_METRIC, FIRST_NOTE, insert_item, remove_items
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import parse_unit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from hunnan_tui.model.briefing import Metric


def stale_metrics(connection: sqlite3.Connection) -> list[str]:
    """The keys of metrics whose contributions changed since their items were made."""
    return [metric for (metric,) in connection.execute("SELECT metric FROM stale")]


def make_metrics(connection: sqlite3.Connection) -> None:
    """Make the items of the metrics whose contributions changed, keeping the ids of those that there were."""
    ids = {}
    affected = stale_metrics(connection)
    for key in affected:
        for (row_id,) in connection.execute("SELECT id FROM items WHERE key=?", (key,)):
            ids[key] = row_id
    remove_items(connection, list(ids.values()))
    made = [merged for merged in (_merge(connection, key) for key in affected) if merged is not None]
    # a later row is a higher id: newest last, and within a briefing the first metric last
    made.sort(key=lambda merged: merged[0])
    rows = [(items.metric_row(metric), metric) for _, metric in made]
    (highest,) = connection.execute("SELECT max(id) FROM items WHERE id < ?", (FIRST_FLAG,)).fetchone()
    free = max(highest or 0, FIRST_METRIC) + 1
    records = []
    for row, metric in rows:
        row_id = ids.get(row.key, free)
        free += row_id == free
        insert_item(connection, row_id, row, None)
        connection.executemany(
            "INSERT INTO observations VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
            list(_observations(row_id, metric.figures)),
        )
        records.append((row_id, search.record(row)))
    search.index(connection, records)
    connection.execute("DELETE FROM stale")
    _make_flags(connection, {key.split("/")[1] for key in affected})


def _make_flags(connection: sqlite3.Connection, areas: set[str]) -> None:
    """Look anew at what the metrics of some areas say against each other."""
    old = [
        row_id
        for area in areas
        for (row_id,) in connection.execute(
            "SELECT DISTINCT i.id FROM links l JOIN items i ON i.id=l.item"
            " WHERE l.target BETWEEN ? AND ? AND i.id >= ? AND i.file IS NULL",
            (f"metric/{area}/", f"metric/{area}0", FIRST_FLAG),
        )
    ]
    remove_items(connection, list(dict.fromkeys(old)))
    insert_flags(connection, list(flags.flags_of_areas(connection, areas)), None)


def insert_flags(connection: sqlite3.Connection, rows: list[items.Row], file: int | None) -> None:
    """Put flags into the catalog and the index; `file` is the one that they are about, None for metrics."""
    (highest,) = connection.execute("SELECT max(id) FROM items WHERE id < ?", (FIRST_NOTE,)).fetchone()
    free = max(highest or 0, FIRST_FLAG) + 1
    for row_id, row in enumerate(rows, free):
        insert_item(connection, row_id, row, file)
    search.index(connection, [(row_id, search.record(row)) for row_id, row in enumerate(rows, free)])


def _merge(connection: sqlite3.Connection, key: str) -> tuple[tuple[str, str, int], items.MetricItem] | None:
    """The metric's item of all its contributions, with its place among others; None where there is none left."""
    stored = connection.execute(
        "SELECT briefing, date, body, ordinal FROM contributions WHERE metric=? ORDER BY date DESC, briefing",
        (key,),
    ).fetchall()
    if not stored:
        return None
    contributions = [(briefing, date, items.decode_metric(body)) for briefing, date, body, _ in stored]
    place = (stored[0][1], stored[0][0], -stored[0][3])
    newest: Metric = contributions[0][2]
    figures = [
        items.Figure(observation=observation, briefing=briefing, date=date)
        for briefing, date, metric in reversed(contributions)
        for observation in metric.observations
    ]
    figures.sort(key=lambda f: (parse_period(f.observation.period).order, f.observation.nature, f.date))
    for field_name in ("kind", "definition", "part_of"):
        if getattr(newest, field_name) is None:
            given = (getattr(metric, field_name) for _, _, metric in contributions)
            newest = msgspec.structs.replace(newest, **{field_name: next(filter(None, given), None)})
    names = connection.execute(
        "SELECT name_zh, name_en FROM areas WHERE id=? ORDER BY file DESC LIMIT 1", (newest.area,)
    ).fetchone()
    return place, items.MetricItem(
        metric=msgspec.structs.replace(newest, observations=[]),
        area_name=Text(*names) if names else Text(en=newest.area),
        figures=figures,
    )


def _observations(row_id: int, figures: list[items.Figure]) -> Iterable[tuple[object, ...]]:
    for figure in figures:
        seen = figure.observation
        period, unit = parse_period(seen.period), parse_unit(seen.unit)
        yield (
            row_id,
            seen.period,
            period.last.isoformat(),
            period.year,
            str(seen.value),
            float(unit.plain(seen.value)),
            seen.unit,
            unit.dimension,
            seen.nature,
            seen.bound,
            seen.evidence[0].source if seen.evidence else None,
            figure.briefing,
        )
