"""Draws only what a change touches and what can be seen.

Textual's own compositor draws every widget of a container that a change touches, and what lies covered behind others:
the whole screen for one list, which is most of the time that a frame takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual._compositor import Compositor
from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from textual._compositor import ChopsUpdate
    from textual.strip import Strip
    from textual.widget import Widget


class Culling(Compositor):
    """A compositor that leaves out what does not show."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()
        """What has to be drawn anew, where that is not everything."""
        self._placed: dict[Widget, tuple[Region, Region]] | None = None
        """The widgets for which `_seen` was found: Textual makes another dictionary when it places them anew."""
        self._seen: list[tuple[Widget, Region, Region, list[Region]]] = []

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, as a terminal is told; None if nothing did."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _in_sight(self) -> list[tuple[Widget, Region, Region, list[Region]]]:
        """The widgets that show, the foremost first, each with its region, its clip and the parts that are seen."""
        if self._placed is not self.visible_widgets:
            self._placed = self.visible_widgets
            self._seen = []
            fronts: list[Region] = []
            for widget, (region, clip) in self._placed.items():
                shown = region.intersection(clip)
                if parts := _left(shown, fronts):
                    self._seen.append((widget, region, clip, parts))
                    fronts.append(shown)
        return self._seen

    @property
    def cuts(self) -> list[list[int]]:
        """On each line, where what shows of widgets begins and ends.

        Textual cuts what lies in front also where something behind it ends: a wide character there lost its half.
        """
        if self._cuts is None:
            width, height = self.size
            lines = [{0, width} for _ in range(height)]
            for *_, parts in self._in_sight():
                for part in parts:
                    for line in lines[part.y : part.bottom]:
                        line.update((part.x, part.right))
            self._cuts = [sorted(line) for line in lines]
        return self._cuts

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Regions, clips and lines of the widgets that are to be drawn. `crop` may lie around several changes."""
        changed = self._changed or (self.size.region if crop is None else crop,)
        for widget, region, clip, parts in self._in_sight():
            shown = region.intersection(parts[0] if len(parts) == 1 else clip)
            if any(shown.overlaps(part) for part in changed):
                yield region, shown, widget.render_lines(shown - region.offset)

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        """The pieces of each line by the column that they begin at, None where nothing is drawn."""
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in self.cuts]
        for region, clip, strips in self._get_renders(crop):
            shown = region.intersection(clip)
            for y, strip in zip(shown.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                places = [cut for cut in self.cuts[y] if shown.x <= cut <= shown.right]
                if len(places) < 2:
                    continue
                first, *further = places
                drawn = strip.crop(first - shown.x) if first > shown.x else strip
                line = chops[y]
                for place, piece in zip(places, _divided(drawn, [cut - first for cut in further]), strict=False):
                    if line[place] is None:  # what is in front comes first
                        line[place] = piece
        return cast("Sequence[Mapping[int, Strip]]", chops)


def _divided(strip: Strip, cuts: list[int]) -> Sequence[Strip]:
    """A line's pieces; one that is a single piece remembers itself in `Strip.divide`, and waits as garbage."""
    return [strip] if cuts == [strip.cell_length] else strip.divide(cuts)


def _left(region: Region, fronts: list[Region]) -> list[Region]:
    """What of a region can be seen behind others."""
    left = [region] if region else []
    for front in fronts:
        left = [part for piece in left for part in _outside(piece, front)]
    return left


def _outside(region: Region, front: Region) -> list[Region]:
    """A region without what lies in `front`, in up to four parts."""
    if not region.overlaps(front):
        return [region]
    x1, y1, x2, y2 = region.corners
    left, top, right, bottom = region.intersection(front).corners
    parts = (
        Region.from_corners(x1, y1, x2, top),
        Region.from_corners(x1, bottom, x2, y2),
        Region.from_corners(x1, top, left, bottom),
        Region.from_corners(right, top, x2, bottom),
    )
    return [part for part in parts if part]
