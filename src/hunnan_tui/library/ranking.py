"""What the tables of metrics, targets and sources are sorted by, worked out while indexing.

Each column that can be sorted has an order in the catalog, and each row with a value in it a place there: by `major`,
then `minor`, then `row`, which is the negative of the row's id, so that equals stand as the table itself has them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from hunnan_tui.library import portions
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.exact_order import exact_order
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.target import targets
from hunnan_tui.model.units import parse_unit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from hunnan_tui.library.items import Figure, MetricItem
    from hunnan_tui.model.briefing import Source
    from hunnan_tui.model.target import Target
    from hunnan_tui.model.text import Language, Text

View = Literal["metric", "year", "period", "target", "source"]
"""Orders of the metric table by name and area, by a column of a year or of a period; of targets; of sources."""

OWN = ""
"""The name of a table's own order: the newest metrics first."""
TARGETS = 20
"""Bits of a target's id below those of its metric's: the most targets that one metric can have."""
_LAST = (1 << TARGETS) - 1
_LANGUAGES: tuple[Language, ...] = ("en", "zh")

Place = tuple[View, str, str, str, Any]
"""View, column, the day on which a period ends, major, minor."""


def rank(connection: sqlite3.Connection, metrics: Iterable[tuple[int, MetricItem]]) -> None:
    """Give metrics, and the targets in them, their places in every order."""
    ranked: list[tuple[int, Place]] = []
    found: list[int] = []
    standing: list[tuple[int, int, str | None, bool]] = []
    for item, data in metrics:
        ranked += [(item, place) for place in _of_metric(data)]
        for number, target in enumerate(targets(series_of(data))[: _LAST + 1]):
            found.append(target_id(item, number))
            ranked += [(found[-1], place) for place in _of_target(target, data.area_name)]
        standing.append((item, *_standing(data)))
    _put(connection, ranked)
    connection.executemany("INSERT INTO targets VALUES(?)", [(row,) for row in sorted(found)])
    connection.executemany("INSERT INTO standing VALUES(?,?,?,?)", standing)


def rank_sources(connection: sqlite3.Connection, sources: Iterable[tuple[int, Source]]) -> None:
    """Give sources their places in every order."""
    _put(connection, [(item, place) for item, source in sources for place in _of_source(source)])


def unrank_sources(connection: sqlite3.Connection, sources: Iterable[tuple[int, Source]]) -> None:
    """Take sources, as they were ranked, out of every order."""
    _take(connection, [(item, place) for item, source in sources for place in _of_source(source)])


def _put(connection: sqlite3.Connection, ranked: Sequence[tuple[int, Place]]) -> None:
    """Give rows their places."""
    known = _orders(connection)
    sizes: Counter[tuple[View, str]] = Counter()
    ends: dict[tuple[View, str], str] = {}
    places: list[tuple[int, str, Any, int]] = []
    for row, (view, name, end, major, minor) in ranked:
        order = view, name
        if order not in known:
            known[order] = len(known) + 1
        sizes[order] += 1
        ends[order] = end
        places.append((known[order], major, minor, -row))
    connection.executemany(
        "INSERT INTO orders VALUES(?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET size = size + excluded.size",
        [(known[order], *order, ends[order], size) for order, size in sizes.items()],
    )
    places.sort(key=lambda place: (place[0], place[3]))
    connection.executemany("INSERT INTO places VALUES(?,?,?,?)", places)
    portions.begin(connection, {known[order] for order in sizes})
    portions.count(connection, places, 1)
    portions.divide(connection)


def unrank(connection: sqlite3.Connection, metrics: Iterable[tuple[int, MetricItem]]) -> None:
    """Take metrics, as they were ranked, out of every order."""
    ranked: list[tuple[int, Place]] = []
    for item, data in metrics:
        ranked += [(item, place) for place in _of_metric(data)]
        first, last = target_id(item, _LAST), target_id(item, 0)
        for number, target in enumerate(targets(series_of(data))[: _LAST + 1]):
            ranked += [(target_id(item, number), place) for place in _of_target(target, data.area_name)]
        connection.execute("DELETE FROM targets WHERE id BETWEEN ? AND ?", (first, last))
        connection.execute("DELETE FROM standing WHERE item=?", (item,))
    _take(connection, ranked)


def _take(connection: sqlite3.Connection, ranked: Sequence[tuple[int, Place]]) -> None:
    """Take rows out of their places."""
    known = _orders(connection)
    gone = [(known[view, name], major, minor, -row) for row, (view, name, _end, major, minor) in ranked]
    connection.executemany("DELETE FROM places WHERE ordering=? AND major=? AND minor=? AND row=?", gone)
    portions.count(connection, gone, -1)
    sizes = Counter(order for order, *_place in gone)
    connection.executemany("UPDATE orders SET size = size - ? WHERE id=?", [(n, order) for order, n in sizes.items()])


def target_id(item: int, number: int) -> int:
    """The id of a target, by its place among its metric's: higher for newer metrics, and for earlier places."""
    return item << TARGETS | _LAST - number


def target_of(row: int) -> tuple[int, int]:
    """The metric's id and the target's place in it, of a target's id."""
    return row >> TARGETS, _LAST - (row & _LAST)


def span_name(period: str, by_year: bool) -> str:
    """The column that a period's values stand in: the year in which it lies, or the period itself."""
    return str(parse_period(period).year) if by_year else period


def column_name(span: str, target: bool) -> str:
    """The key of a column of values, of targets or of others."""
    return f"{span} target" if target else span


def shown(figures: list[Figure], span: str) -> Figure:
    """Of a metric's figures in one column, the one that the cell shows, and that sorts.

    It is the one of the whole span, or the last one in it, told most exactly.
    """
    last = next((f for f in figures if f.observation.period == span), figures[-1]).observation.period
    told = [figure for figure in figures if figure.observation.period == last]
    return next((figure for figure in reversed(told) if figure.observation.bound == "exact"), told[-1])


def by_column(figures: Iterable[Figure], by_year: bool) -> dict[tuple[str, bool], list[Figure]]:
    """A metric's figures by their columns: span, and whether they are targets."""
    found: dict[tuple[str, bool], list[Figure]] = {}
    for figure in figures:
        seen = figure.observation
        found.setdefault((span_name(seen.period, by_year), seen.nature == "target"), []).append(figure)
    return found


def _orders(connection: sqlite3.Connection) -> dict[tuple[View, str], int]:
    return {(view, name): row_id for row_id, view, name in connection.execute("SELECT id, view, name FROM orders")}


def _of_metric(data: MetricItem) -> Iterator[Place]:
    name = data.metric.name
    yield "metric", OWN, "", "", 0
    for language in _LANGUAGES:
        title = name.get(language).lower()
        yield "metric", f"name {language}", "", title, data.metric.area
        yield "metric", f"area {language}", "", data.metric.area, title
    views: tuple[View, View] = ("period", "year")
    for view in views:
        for (span, target), figures in by_column(data.figures, view == "year").items():
            seen = shown(figures, span).observation
            unit = parse_unit(seen.unit)
            end = max(parse_period(figure.observation.period).last for figure in figures).isoformat()
            yield view, column_name(span, target), end, unit.dimension, exact_order(unit.plain(seen.value))


def _of_target(target: Target, area: Text) -> Iterator[Place]:
    figure = target.figure
    yield "target", OWN, "", "", 0
    yield from _texts("target", "name", target.series.name)
    yield from _texts("target", "area", area)
    yield "target", "target", "", figure.unit.dimension, exact_order(figure.plain)
    yield "target", "deadline", "", target.deadline.isoformat(), 0
    yield "target", "missing", "", f"{len(target.missing)}", ",".join(target.missing)
    for name, value in (("baseline", target.baseline), ("latest", target.latest)):
        if value is not None:
            yield "target", name, "", value.unit.dimension, exact_order(value.plain)
    if target.gap is not None:
        yield "target", "gap", "", figure.unit.dimension, exact_order(figure.unit.plain(target.gap))
    for name, growth in (("needed", target.needed), ("before", target.growth_before)):
        if growth is not None:
            yield "target", name, "", "", exact_order(growth.per_year)
    if target.set_by is not None:
        yield from _texts("target", "set_by", target.set_by)


def _of_source(source: Source) -> Iterator[Place]:
    yield "source", OWN, "", "", 0
    yield from _texts("source", "publisher", source.publisher)
    if source.published:
        yield "source", "published", "", source.published, 0


def _texts(view: View, column: str, text: Text) -> Iterator[Place]:
    for language in _LANGUAGES:
        yield view, f"{column} {language}", "", text.get(language).lower(), 0


def _standing(data: MetricItem) -> tuple[int, str | None, bool]:
    """How many periods a metric has values for, the last day of the latest actual one, whether it has targets."""
    seen = [figure.observation for figure in data.figures]
    actual = [parse_period(one.period).last for one in seen if one.nature == "actual"]
    latest = max(actual).isoformat() if actual else None
    return len({one.period for one in seen}), latest, any(one.nature == "target" for one in seen)
