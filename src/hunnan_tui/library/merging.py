"""What belongs to no single file: metrics, made of all contributions to them, and what the program notices in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from hunnan_tui.library import abridging, flags, items, ranking, search
from hunnan_tui.library.entries import FIRST_FLAG, FIRST_METRIC, FIRST_NOTE, insert_item, remove_items
from hunnan_tui.library.rows import metric_row
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import parse_unit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from hunnan_tui.model.briefing import Metric

_STALE = "SELECT 1 FROM stale WHERE metric=?"


def stale_metrics(connection: sqlite3.Connection) -> list[str]:
    """The keys of metrics whose contributions changed since their items were made, in the order of their ids to be.

    Later is higher: newest last, and within a briefing the first metric last.
    """
    newest: dict[str, tuple[str, str, int]] = {}
    for metric, date, briefing, ordinal in connection.execute(
        "SELECT s.metric, c.date, c.briefing, c.ordinal FROM stale s LEFT JOIN contributions c ON c.metric=s.metric"
        " WHERE NOT s.made ORDER BY c.date, c.briefing DESC"
    ):
        newest[metric] = (date or "", briefing or "", -(ordinal or 0))
    return sorted(newest, key=lambda metric: newest[metric])


def make_metrics(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """Make the items of metrics whose contributions changed, keeping the ids of those that there were."""
    waiting = [key for key in keys if connection.execute(f"{_STALE} AND NOT made", (key,)).fetchone()]
    old = {}
    for key in waiting:
        for row_id, body in connection.execute(f"{items.WHOLE} WHERE key=?", (key,)):
            old[key] = (row_id, items.decode_item(body))
    ranking.unrank(connection, old.values())
    remove_items(connection, [row_id for row_id, _data in old.values()])
    rows = [(_row(metric), metric) for key in waiting if (metric := _merge(connection, key)) is not None]
    (highest,) = connection.execute("SELECT max(id) FROM items WHERE id < ?", (FIRST_FLAG,)).fetchone()
    free = max(highest or 0, FIRST_METRIC) + 1
    made = []
    for row, metric in rows:
        row_id = old[row.key][0] if row.key in old else free
        free += row_id == free
        insert_item(connection, row_id, row, None)
        connection.executemany(
            "INSERT INTO observations VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
            list(_observations(row_id, metric.figures)),
        )
        if len(metric.figures) > abridging.LONG:
            outline = abridging.outline(metric)
            shorter = items.encode(outline) if 2 * len(outline.figures) < len(metric.figures) else None
            connection.execute("INSERT INTO series VALUES(?,?,?)", (row_id, shorter, items.encode(metric)))
        made.append((row_id, row, metric))
    ranking.rank(connection, [(row_id, metric) for row_id, _row, metric in made])
    search.index(connection, [(row_id, search.record(row)) for row_id, row, _metric in made])
    connection.executemany("UPDATE stale SET made=1 WHERE metric=?", [(key,) for key in waiting])
    _note_kin(connection, waiting, [metric for _row, metric in rows])


def _row(metric: items.MetricItem) -> items.Row:
    """The row of a metric, with as much in its body as lists show."""
    row = metric_row(metric)
    if len(metric.figures) > abridging.LONG:
        row.body = items.encode(abridging.brief(metric))
    return row


def _note_kin(connection: sqlite3.Connection, keys: list[str], metrics: list[items.MetricItem]) -> None:
    """Note which metrics can be set against each other; what metrics were or are a part of is looked at anew."""
    from hunnan_tui.model import reconcile

    rows = []
    for metric in metrics:
        series = flags.series_of(metric)
        own, sought = reconcile.kin(series)
        rows += [(series.area, name, flags.OWN, series.key) for name in own]
        rows += [(series.area, name, flags.SOUGHT, series.key) for name in sought]
        if series.part_of and series.part_of != series.id:
            rows.append((series.area, series.part_of, flags.WHOLE, series.key))
    wholes = (
        "INSERT OR IGNORE INTO stale SELECT 'metric/' || area || '/' || name, 1 FROM kin"
        f" WHERE metric=? AND role={flags.WHOLE}"
    )
    connection.executemany(wholes, [(key,) for key in keys])
    connection.executemany("DELETE FROM kin WHERE metric=?", [(key,) for key in keys])
    connection.executemany("INSERT INTO kin VALUES(?,?,?,?)", rows)
    connection.executemany(wholes, [(key,) for key in keys])


def unreconciled(connection: sqlite3.Connection) -> list[str]:
    """The keys of metrics that were made since they were last set against others, by area, then by id."""
    rows = connection.execute(
        "SELECT metric FROM stale LEFT JOIN items ON key=metric WHERE made ORDER BY area, id, metric"
    )
    return [metric for (metric,) in rows]


def make_flags(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """Look anew at what metrics say against themselves and others."""
    waiting = [key for key in keys if connection.execute(f"{_STALE} AND made", (key,)).fetchone()]
    old = [
        row_id
        for key in waiting
        for (row_id,) in connection.execute(
            "SELECT i.id FROM links l JOIN items i ON i.id=l.item WHERE l.target=? AND i.id >= ? AND i.file IS NULL",
            (key, FIRST_FLAG),
        )
    ]
    remove_items(connection, list(dict.fromkeys(old)))
    insert_flags(connection, list(flags.flags_of_metrics(connection, waiting)), None)
    connection.executemany("DELETE FROM stale WHERE metric=?", [(key,) for key in waiting])


def insert_flags(connection: sqlite3.Connection, rows: list[items.Row], file: int | None) -> None:
    """Put flags into the catalog and the index; `file` is the one that they are about, None for metrics."""
    (highest,) = connection.execute("SELECT max(id) FROM items WHERE id < ?", (FIRST_NOTE,)).fetchone()
    free = max(highest or 0, FIRST_FLAG) + 1
    for row_id, row in enumerate(rows, free):
        insert_item(connection, row_id, row, file)
    search.index(connection, [(row_id, search.record(row)) for row_id, row in enumerate(rows, free)])


def _merge(connection: sqlite3.Connection, key: str) -> items.MetricItem | None:
    """The metric's item of all its contributions; None where there is none left."""
    stored = connection.execute(
        "SELECT briefing, date, body FROM contributions WHERE metric=? ORDER BY date DESC, briefing",
        (key,),
    ).fetchall()
    if not stored:
        return None
    contributions = [(briefing, date, items.decode_metric(body)) for briefing, date, body in stored]
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
    return items.MetricItem(
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
