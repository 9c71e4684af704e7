"""Libraries of thousands of briefing files, and of millions of items, for the benchmarks of the whole program.

Files are written by the seeded generator of `library`: 2 sources, an outcome, a project, two sections of four points, and
eight metrics from a stock of sixty indicators in sixty areas, so that series run over many briefings. A library too large
to be read from files within minutes is one that was, with every row copied under further ids and keys.
"""

from __future__ import annotations

import math
import os
import random
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w
from benchmarks.library import SEED, Generator

from hunnan_tui.library import portions, search
from hunnan_tui.library.catalog import Catalog, writing
from hunnan_tui.library.locations import Locations, bundled
from hunnan_tui.library.sync import sync
from hunnan_tui.library.terms import terms

if TYPE_CHECKING:
    import sqlite3

INDICATORS = 60
"""How many things are measured."""
_MEASURED = ("亿元", "万元", "家", "个", "项", "人", "%", "万平方米", "台", "公里")
_FIRST_DAY = date(2016, 1, 1)
_STEP = 30
"""Bits of an id below those of the copy's number: each kind's range of ids has room for 512 copies of a million."""


class Desk:
    """A policy desk that writes briefings; the same ones for the same seed."""

    def __init__(self, seed: int = SEED) -> None:
        self._generator = Generator(seed)
        self._random = random.Random(seed)
        self._names = [self._both() for _ in range(INDICATORS)]

    def _both(self) -> dict[str, str]:
        text = self._generator.title()
        return {"zh": str(text.zh), "en": str(text.en)}

    def _said(self) -> dict[str, str]:
        text = self._generator.sentence()
        return {"zh": str(text.zh), "en": str(text.en)}

    def briefing(self, number: int) -> dict[str, Any]:
        """A briefing as its file has it, about 7 KB."""
        day = _FIRST_DAY + timedelta(days=number * 7 % 3650)
        evidence = [{"source": f"source-{n}", "anchor": self._generator.title().zh} for n in (1, 2)]
        place = self._generator.place()
        area = {"id": place[1].lower().replace("'", ""), "name": {"zh": place[0], "en": place[1]}}
        return {
            "schema": 1,
            "id": f"desk-{number}",
            "title": self._both(),
            "date": day,
            "sources": [{"id": f"source-{n}", "publisher": self._both()} for n in (1, 2)],
            "areas": [area],
            "outcomes": [{"id": "outcome", "title": self._both(), "summary": self._said(), "evidence": evidence}],
            "projects": [{"id": "project", "title": self._both(), "evidence": evidence}],
            "sections": [
                {
                    "kind": kind,
                    "title": self._both(),
                    "points": [{"text": self._said(), "evidence": evidence[:1]} for _ in range(4)],
                }
                for kind in ("keywords", "narrative")
            ],
            "metrics": [
                self._metric(indicator, area["id"], day.year, evidence)
                for indicator in self._random.sample(range(INDICATORS), 8)
            ],
        }

    def _metric(self, indicator: int, area: str, year: int, evidence: list[dict[str, Any]]) -> dict[str, Any]:
        """An indicator of an area: its value of the last year, and now and then what is aimed at in this one."""
        level = 100 * (indicator + 1) * (1 + (year - 2016) / 20) * (1 + len(area) / 50)
        slip = 1.1 if self._random.random() < 0.01 else 1  # now and then two briefings disagree
        observed = [(year - 1, round(level * slip, 1), "actual")]
        if self._random.random() < 0.4:
            observed.append((year, round(level * 1.05), "target"))
        return {
            "id": f"indicator-{indicator}",
            "area": area,
            "name": self._names[indicator],
            "observations": [
                {
                    "period": str(when),
                    "value": value,
                    "unit": _MEASURED[indicator % len(_MEASURED)],
                    "nature": nature,
                    "evidence": evidence[:1],
                }
                for when, value, nature in observed
            ],
        }

    def long_series(self, points: int) -> dict[str, Any]:
        """A briefing with one metric that has a value for each of so many days."""
        evidence = [{"source": "source-1", "anchor": "每日"}]
        return {
            "schema": 1,
            "id": "long-series",
            "title": "A long series",
            "date": date(2026, 1, 1),
            "sources": [{"id": "source-1", "publisher": "Statistics"}],
            "metrics": [
                {
                    "id": "daily",
                    "area": "shenyang",
                    "name": {"zh": "每日用电量", "en": "Electricity used, daily"},
                    "observations": [
                        {
                            "period": str(date(2025, 12, 31) - timedelta(days=points - 1 - n)),
                            "value": self._random.randint(2000, 9000),
                            "unit": "万千瓦",
                            "nature": "actual",
                            "evidence": evidence,
                        }
                        for n in range(points)
                    ],
                }
            ],
        }


def write(folder: Path, count: int) -> int:
    """Write `count` briefing files into `folder`; their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    desk = Desk()
    return sum(_write(folder / f"briefing-{number:05}.toml", desk.briefing(number)) for number in range(count))


def write_series(folder: Path, points: int) -> int:
    """Write a briefing file with a series of `points` days into `folder`; its bytes."""
    return _write(folder / "long-series.toml", Desk().long_series(points))


def _write(path: Path, briefing: dict[str, Any]) -> int:
    text = tomli_w.dumps(briefing)
    path.write_text(text, encoding="utf-8", newline="\n")
    return len(text.encode())


def locate(root: Path) -> Locations:
    """The locations that the program finds below `root` with `environment`."""
    config = root / "config" / "hunnan-tui"
    return Locations((bundled(), config / "briefings"), config, root / "cache" / "hunnan-tui")


def environment(root: Path) -> dict[str, str]:
    """An environment with a home of its own, so that neither settings, notes nor catalog of the user take part."""
    return {
        "HOME": str(root),
        "XDG_CONFIG_HOME": str(root / "config"),
        "XDG_CACHE_HOME": str(root / "cache"),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "en_US.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def library(
    root: Path, files: int, *, items: int = 0, observations: int = 0, metrics: int = 0, searchable: bool = True
) -> Locations:
    """A library of `files` briefing files below `root`, read into its catalog, then copied up to so many items or more.

    With `metrics`, they alone are copied. It is the one that the program opens with `environment`: the bundled
    briefings and these.
    """
    locations = locate(root)
    write(locations.own, files)
    catalog = Catalog(locations)
    sync(catalog)
    known = {table: catalog.read(f"SELECT count(*) FROM {table}")[0][0] for table in ("items", "observations")}
    times = max(math.ceil(items / known["items"]), math.ceil(observations / known["observations"]))
    if metrics:
        times = math.ceil(metrics / catalog.read("SELECT count(*) FROM items WHERE kind='metric'")[0][0])
    if times > 1:
        with closing(catalog.connect()) as connection:
            copy(connection, times, searchable=searchable, kind="metric" if metrics else "")
    catalog.seal()
    catalog.close()
    return locations


_COPIED = {
    "items": "id + ?1, ?2 || key, kind, briefing, date, title_zh, title_en, name, text_zh, text_en, figures, area, section,"
    " section_kind, file, body",
    "observations": "item + ?1, period, ends, year, value, plain, unit, dimension, nature, bound, source, briefing",
    "evidence_sources": "item + ?1, source",
    "links": "item + ?1, target, flag",
    "standing": "item + ?1, periods, latest, targeted",
    "targets": "id + (?1 << 20)",
    "series": "item + ?1, outline, whole",
    "filters": "item + ?1, terms",
}


def copy(connection: sqlite3.Connection, times: int, *, searchable: bool = True, kind: str = "") -> None:
    """Have every row of a catalog `times` times, the index's included if it is to be `searchable`; of a kind alone."""
    connection.executescript("PRAGMA cache_size=-262144; PRAGMA synchronous=OFF;")
    tables = list(_COPIED) if searchable else [name for name in _COPIED if name != "filters"]
    with writing(connection):
        for name in tables:
            column = "id" if name == "items" else "item"
            only = (
                f" WHERE {column} IN (SELECT id FROM items WHERE kind='{kind}')" if kind and name != "targets" else ""
            )
            connection.execute(f"CREATE TEMP TABLE base_{name} AS SELECT * FROM {name}{only}")
        connection.execute("CREATE TEMP TABLE base_places AS SELECT * FROM places")
        base = _terms(connection) if searchable else []
        for number in range(1, times):
            shift = number << _STEP
            for name in tables:
                given = (shift, f"{number}-") if name == "items" else (shift,)
                connection.execute(f"INSERT INTO {name} SELECT {_COPIED[name]} FROM base_{name}", given)
            connection.executemany(
                "INSERT INTO terms(rowid, t) VALUES(?, ?)", ((row_id + shift, made) for row_id, made in base)
            )
        others = "NOT IN ('target', 'source')" if kind else "!= 'target'"
        for view, bits in (("= 'target'", _STEP + 20), (others, _STEP)):
            connection.execute(
                "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n + 1 < ?1)"
                " INSERT INTO places SELECT ordering, major, minor, row - (n << ?2) FROM base_places, copies"
                f" WHERE ordering IN (SELECT id FROM orders WHERE view {view}) ORDER BY 1, 2, 3, 4",
                (times, bits),
            )
        connection.execute("DELETE FROM portions")
        portions.begin(connection, [row for (row,) in connection.execute("SELECT id FROM orders").fetchall()])
        connection.execute(
            "UPDATE portions SET size = size + (SELECT count(*) FROM places WHERE ordering=portions.ordering)"
        )
        portions.divide(connection)
        connection.execute(f"UPDATE orders SET size = size * ? WHERE view = 'target' OR view {others}", (times,))
        counted = f" WHERE field='kind' AND value='{kind}'" if kind else ""
        for name in ("facets", "kind_facets"):
            connection.execute(f"UPDATE {name} SET items = items * ?{counted}", (times,))
    for name in [*tables, "places"]:
        connection.execute(f"DROP TABLE base_{name}")
    if searchable:
        with writing(connection):
            search.optimize(connection)


def _terms(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """What stands in the index, by the items' ids: it cannot be read back, so it is made anew."""
    columns = "kind, briefing, date, title_zh, title_en, name, text_zh, text_en, figures, area, section, section_kind"
    rows = connection.execute(
        f"SELECT id, filters.terms, {columns} FROM items JOIN filters ON item=id ORDER BY id"
    ).fetchall()
    made = []
    for row_id, of_fields, *values in rows:
        record = search.Record(*(value or "" for value in values))
        made.append((row_id, f"{terms(record)[0]} {of_fields}"))
    return made
