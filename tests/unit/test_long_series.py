"""Long series: what is kept of them in short looks as the whole does, and the whole is where all of it is asked for."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hunnan_tui.library import abridging, views
from hunnan_tui.library.flags import series_of
from hunnan_tui.library.items import Figure, MetricItem, encode
from hunnan_tui.library.ranking import by_column, shown
from hunnan_tui.library.sync import sync
from hunnan_tui.model.briefing import Metric, Observation
from hunnan_tui.model.chart import Sheet, draw, plots_of, trend
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.target import targets
from hunnan_tui.model.text import Text
from hunnan_tui.notes.item import changed_figures
from hunnan_tui.reading import comparing, noting, records
from hunnan_tui.reading.blocks import Grid
from hunnan_tui.reading.copying import copied_table
from hunnan_tui.reading.plain import plain
from hunnan_tui.tui.metric_rows import MetricRows
from hunnan_tui.tui.rows import Shelf as Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import Shelf

DAYS = 900
METRIC = "metric/shenyang/rd-expenditure"


def daily(values: Sequence[int], last: date = date(2026, 2, 24)) -> str:
    """The observations of so many days in a briefing."""
    return "".join(
        f'[[metrics.observations]]\nperiod = "{last - timedelta(days=ago)}"\nvalue = {value}\nunit = "亿元"\n'
        'nature = "actual"\nevidence = [{ source = "gov" }]\n'
        for ago, value in enumerate(reversed(values))
    )


def observed(seed: int) -> list[Observation]:
    """Hundreds of observations of days, months and years, in several units, with targets and several values of one time."""
    chosen = random.Random(seed)

    def period() -> str:
        day = str(date(1990, 1, 1) + timedelta(days=chosen.randrange(13_000)))
        return chosen.choice([day, day, day[:7], day[:4]])

    return [
        Observation(
            period=period(),
            value=Decimal(chosen.randint(-50, 900)),
            unit=chosen.choice(["亿元"] * 4 + ["万元", "家"]),
            nature=chosen.choice(["actual"] * 9 + ["target", "estimate"]),
            bound=chosen.choice(["exact", "exact", "about"]),
        )
        for _ in range(chosen.randint(130, 500))
    ]


def metric(observations: Sequence[Observation], kind: Any) -> MetricItem:
    figures = [
        Figure(observation=one, briefing=f"of-{place % 3}", date=f"2026-01-0{place % 3 + 1}")
        for place, one in enumerate(observations)
    ]
    figures.sort(key=lambda f: (parse_period(f.observation.period).order, f.observation.nature, f.date))
    return MetricItem(
        metric=Metric(id="daily", area="shenyang", name=Text("每日", "Daily"), kind=kind),
        area_name=Text("沈阳", "Shenyang"),
        figures=figures,
    )


def reckoned(item: MetricItem) -> list[tuple[object, ...]]:
    return [
        (
            target.figure.observation,
            target.baseline and target.baseline.observation,
            target.latest and target.latest.observation,
            target.gap,
            target.needed and target.needed.percent,
            target.growth_before and target.growth_before.percent,
            target.state,
        )
        for target in targets(series_of(item))
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([None, "stock", "flow"]))
def test_in_short_a_metric_has_the_same_targets_columns_latest_value_and_course(seed: int, kind: Any) -> None:
    whole = metric(observed(seed), kind)
    brief = abridging.brief(whole)
    assert brief.count == len(whole.figures)
    assert reckoned(brief) == reckoned(whole)
    columns, all_columns = by_column(brief.figures, True), by_column(whole.figures, True)
    assert columns.keys() == all_columns.keys()
    for (span, target), figures in all_columns.items():
        best = shown(figures, span)
        assert shown(columns[span, target], span) == best
        period = best.observation.period
        told = [[f for f in some if f.observation.period == period] for some in (columns[span, target], figures)]
        assert told[0] == told[1]
    short, series = series_of(brief), series_of(whole)
    if series.latest is not None:
        assert short.latest is not None
        assert short.latest.observation == series.latest.observation
        grown, known = short.year_on_year(short.latest), series.year_on_year(series.latest)
        assert (grown and grown.percent) == (known and known.percent)
    points = plots_of(series)[0].points
    assert trend(brief.course, 6) == trend([(point.value, point.role) for point in points], 6)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([None, "stock", "flow"]))
def test_the_outline_has_the_newest_values_with_their_growth_and_loses_no_extreme(seed: int, kind: Any) -> None:
    whole = metric(observed(seed), kind)
    outline = abridging.outline(whole)
    assert reckoned(outline) == reckoned(whole)
    short, series = series_of(outline), series_of(whole)
    newest = series.figures[-abridging.NEWEST :]
    assert [f.observation for f in short.figures[-abridging.NEWEST :]] == [f.observation for f in newest]
    for one, other in zip(short.figures[-abridging.NEWEST :], newest, strict=True):
        grown, known = short.year_on_year(one), series.year_on_year(other)
        assert (grown and grown.percent) == (known and known.percent)
    few, many = ({plot.frequency: plot for plot in plots_of(one)} for one in (short, series))
    assert few.keys() == many.keys()
    for frequency, plot in many.items():
        points = few[frequency].points
        assert set(points) <= set(plot.points)
        assert (points[0].period, points[-1].period) == (plot.points[0].period, plot.points[-1].period)
        for extreme in (min, max):
            assert extreme(p.value for p in points) == extreme(p.value for p in plot.points)


def test_one_day_among_ten_thousand_is_seen_in_the_chart_at_any_width() -> None:
    first = date(1998, 8, 17)
    values = [500 + place % 7 for place in range(10_000)]
    values[6789] = 900
    long = metric(
        [
            Observation(period=str(first + timedelta(days=n)), value=Decimal(value), unit="亿元", nature="actual")
            for n, value in enumerate(values)
        ],
        "flow",
    )
    for width in (40, 72, 150):
        sheet = Sheet(width, 14, "en")
        drawn = draw(plots_of(series_of(abridging.outline(long))), sheet)
        whole = draw(plots_of(series_of(long)), sheet)
        peak, there = ("".join(text for text, _role in chart[2]) for chart in (drawn, whole))
        assert peak == there
        assert any("\u2800" < char <= "\u28ff" for char in peak)
        assert "".join(text for text, _role in drawn[-1]).split()[0] == "1998-08-17"
        assert "".join(text for text, _role in drawn[-1]).split()[-1] == "2026-01-01"


def test_lists_and_the_reader_read_little_and_commands_read_all(shelf: Shelf) -> None:
    values = [100 + place % 50 for place in range(DAYS)]
    shelf.briefing("long", period="2019", more=daily(values))
    catalog = shelf.open()
    listed = views.item(catalog, METRIC)
    assert listed is not None
    outlined, whole = views.outlined(catalog, listed), views.whole(catalog, listed)
    sizes = [len(encode(one.data)) for one in (listed, outlined, whole)]
    assert sizes == sorted(sizes)
    assert sizes[0] * 10 < sizes[2]
    assert len(whole.data.figures) == listed.data.count == outlined.data.count == DAYS + 1
    assert len(list(records.series(catalog, listed))) == DAYS + 1
    assert sum(one["metric"] == "rd-expenditure" for one in records.metrics(catalog)) == DAYS + 1
    assert copied_table(catalog, [listed], "en", "tsv").count("\n2") == 0
    assert copied_table(catalog, [listed], "en", "tsv").count("CNY") == 0
    assert len(copied_table(catalog, [listed], "en", "tsv").splitlines()) >= DAYS + 2


def test_a_column_of_each_period_shows_all_values_of_a_long_series(shelf: Shelf) -> None:
    shelf.briefing("long", more=daily([100] * 200))
    catalog = shelf.open()
    rows = MetricRows(Rows(catalog, "en", {}, by_year=False), False)
    [row] = rows.fetch(0, 1)
    assert sum(cell != "" for cell in row.cells[3:]) == 201


def test_a_long_series_is_made_anew_with_the_files_and_gone_with_them(shelf: Shelf) -> None:
    long = shelf.briefing("long", more=daily([100] * 300))
    other = shelf.briefing("other", period="2018", value="77")
    catalog = shelf.open()
    assert views.item(catalog, METRIC).data.count == 302  # type: ignore[union-attr]
    other.unlink()
    sync(catalog)
    assert views.item(catalog, METRIC).data.count == 301  # type: ignore[union-attr]
    assert catalog.read("SELECT count(*) FROM series") == [(1,)]
    shelf.briefing("third", period="2017", value="7")
    long.unlink()
    sync(catalog)
    [left] = views.item(catalog, METRIC).data.figures  # type: ignore[union-attr]
    assert left.observation.period == "2017"
    assert catalog.read("SELECT count(*) FROM series") == [(0,)]
    assert catalog.read("SELECT sum(size) FROM portions") == catalog.read("SELECT count(*) FROM places")


def test_a_note_on_a_long_series_remembers_the_newest_values_and_tells_which_of_them_changed(shelf: Shelf) -> None:
    shelf.briefing("long", period="2019", more=daily([100] * DAYS))
    catalog = shelf.open()
    found = views.item(catalog, METRIC)
    assert found is not None
    then = noting.cited(catalog, found)
    assert len(then.figures) == abridging.NEWEST
    assert changed_figures(then, noting.today(catalog, views.whole(catalog, found))) == []
    shelf.briefing("long", period="2019", more=daily([100] * (DAYS - 5) + [200] + [100] * 4))
    again = shelf.open()
    now = noting.today(again, views.whole(again, views.item(again, METRIC)))  # type: ignore[arg-type]
    [(before, after)] = changed_figures(then, now)
    assert (before.period, before.value) == ("2026-02-20", 100)
    assert after is not None
    assert after.value == 200


def test_two_long_series_are_compared_by_their_newest_values_and_one_chart(shelf: Shelf) -> None:
    shelf.briefing("one", period="2019", more=daily([100 + place % 9 for place in range(DAYS)]))
    shelf.briefing("two", period="2019", metric="patents", more=daily([90] * DAYS, date(2026, 2, 20)))
    catalog = shelf.open()
    blocks = comparing.comparison(catalog, comparing.key_of([METRIC, "metric/shenyang/patents"]), "en")
    grid = next(block for block in blocks if isinstance(block, Grid))
    days = [row[0][0].text for row in grid.rows[1:]]
    assert days[:2] == ["2026-02-24", "2026-02-23"]
    assert len(days) == len(set(days)) < abridging.NEWEST + 9
    dashes = [row[0][0].text for row in grid.rows[1:] if row[2][0].text == "–"]
    assert dashes == ["2026-02-24", "2026-02-23", "2026-02-22", "2026-02-21"]
    assert "the chart shows the others too" in plain(blocks)


def test_what_is_read_of_a_series_does_not_grow_with_it() -> None:
    sizes = []
    for count in (3000, 9000):
        days = (date(2025, 12, 31) - timedelta(days=ago) for ago in range(count))
        values = [
            Observation(period=str(day), value=Decimal(day.toordinal() * 7919 % 1009), unit="亿元", nature="actual")
            for day in days
        ]
        made = abridging.brief(metric(values, "flow")), abridging.outline(metric(values, "flow"))
        sizes.append([len(one.figures) for one in made])
    (few, some), (many, more) = sizes
    assert few < 30
    assert many - few <= 17  # a last value for each of the further years
    assert more - some <= 40
