"""What a briefing's statements refer to: sources, metrics and other items; and ids that are given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hunnan_tui.library.fault import Path, Problem, near, shown
from hunnan_tui.library.toml import Data, tables

ITEM_KINDS = ("outcome", "project", "point", "flag", "source")
"""The kinds of items that belong to one briefing, as they stand in keys: briefing-id/kind/item-id."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class References:
    """The ids of one briefing: what is given twice, and what its statements can refer to."""

    def __init__(self, data: Data) -> None:
        self.problems: list[Problem] = []
        """The ids and numbers that were given before, and the ids that only seem to be ids."""
        self._briefing = data.get("id")
        self._whole(("id",), self._briefing)
        self._ids: dict[str, dict[str | int, Path]] = {kind: {} for kind in (*ITEM_KINDS, "area", "section")}
        self._metrics: dict[str | int, Path] = {}
        for kind in ("source", "area", "outcome", "project"):
            numbers: dict[str | int, Path] = {}
            for path, item in tables(data, f"{kind}s"):
                self._once(self._ids[kind], kind, (*path, "id"), item.get("id"))
                if kind in ("outcome", "project") and type(number := item.get("number")) is int:
                    self._once(numbers, kind, (*path, "number"), number, "duplicate-number")
                points: dict[str | int, Path] = {}
                for below, point in tables(item, "points"):
                    self._once(points, "point", (*path, *below, "id"), point.get("id"))
        for ordinal, (path, section) in enumerate(tables(data, "sections"), 1):
            section_id = section.get("id", f"section-{ordinal}")
            self._once(self._ids["section"], "section", (*path, "id"), section_id)
            for index, (below, point) in enumerate(tables(section, "points"), 1):
                point_id = point.get("id", f"{section_id}-{index}")
                self._once(self._ids["point"], "point", (*path, *below, "id"), point_id)
        for ordinal, (path, flag) in enumerate(tables(data, "flags"), 1):
            self._once(self._ids["flag"], "flag", (*path, "id"), flag.get("id", f"flag-{ordinal}"))
        for path, metric in tables(data, "metrics"):
            area, metric_id = metric.get("area"), metric.get("id")
            for name in ("area", "id", "part_of"):
                self._whole((*path, name), metric.get(name))
            if isinstance(area, str) and isinstance(metric_id, str):
                self._once(self._metrics, "", (*path, "id"), f"{area}/{metric_id}", "duplicate-metric")

    def _once(self, seen: dict[str | int, Path], kind: str, path: Path, value: Any, code: str = "duplicate-id") -> None:
        if code == "duplicate-id":
            self._whole(path, value)
        if isinstance(value, str | int) and (first := seen.setdefault(value, path)) is not path:
            params: dict[str, str | Path] = {"kind": f"@{kind}", "found": shown(value), "first": first}
            self.problems.append(Problem(path, code, params))

    def _whole(self, path: Path, value: Any) -> None:
        """An id has no line end; the model's pattern lets one pass at its end, as Python's `$` does."""
        if isinstance(value, str) and value.endswith("\n"):
            params = {"key": str(path[-1]), "found": shown(value), "write": shown(value.strip())}
            self.problems.append(Problem(path, "bad-id", params))

    def evidence(self, item: Data, path: Path) -> Iterator[Problem]:
        """Evidence of the statement `item` at `path` that names no source of this briefing."""
        sources = self._ids["source"]
        for below, evidence in tables(item, "evidence"):
            source = evidence.get("source")
            if isinstance(source, str) and source not in sources:
                params = {"found": shown(source), **near(source, sources)}
                yield Problem((*path, *below, "source"), "unknown-source", params)

    def keys(self, item: Data, path: Path) -> Iterator[Problem]:
        """Keys in `metrics`, `related` and `about` of the statement `item` that cannot be right.

        A key of another briefing, and a metric, which any briefing may give, are only checked for their form.
        """
        for name, problem in (("metrics", self._metric), ("related", self._item), ("about", self._item)):
            keys = item.get(name)
            if isinstance(keys, list):
                for index, key in enumerate(keys):
                    if isinstance(key, str) and (found := problem(key, (*path, name, index))):
                        yield found

    def _metric(self, key: str, path: Path) -> Problem | None:
        if _are_ids(parts := key.split("/")) and len(parts) == 2:
            return None
        known = [key.removeprefix("metric/")] if key.startswith("metric/") else self._metrics
        return Problem(path, "bad-metric-key", {"found": shown(key), **near(key, known)})

    def _item(self, key: str, path: Path) -> Problem | None:
        parts = key.split("/")
        if not _are_ids(parts) or len(parts) != 3:
            return Problem(path, "bad-item-key", {"found": shown(key), "known": ", ".join(ITEM_KINDS)})
        briefing, kind, item = parts
        if briefing == "metric":
            return None
        if kind not in ITEM_KINDS:
            hint = near(key, [f"{briefing}/{known}/{item}" for known in ITEM_KINDS])
            return Problem(path, "bad-item-key", {"found": shown(key), "known": ", ".join(ITEM_KINDS), **hint})
        if briefing == self._briefing and item not in self._ids[kind]:
            hint = {name: f"{briefing}/{kind}/{guess}" for name, guess in near(item, self._ids[kind]).items()}
            return Problem(path, "unknown-item", {"found": shown(key), **hint})
        return None


def _are_ids(parts: list[str]) -> bool:
    return all(map(_ID.fullmatch, parts))
