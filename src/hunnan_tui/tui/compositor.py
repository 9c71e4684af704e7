"""Draws only what a change touches and what can be seen.

Textual's own compositor draws every widget of a container that a change touches, and what lies covered behind others:
the whole screen for one list, which is most of the time that a frame takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor
from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        self._seen: list[tuple[Widget, Region, Region]] = []

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, as a terminal is told; None if nothing did."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Regions, clips and lines of the widgets that are to be drawn. `crop` may lie around several changes."""
        changed = self._changed or (self.size.region if crop is None else crop,)
        if self._placed is not self.visible_widgets:
            self._placed = self.visible_widgets
            self._seen = list(_in_sight(self._placed))
        for widget, region, clip in self._seen:
            shown = region.intersection(clip)
            if any(shown.overlaps(part) for part in changed):
                yield region, clip, widget.render_lines(shown - region.offset)


def _in_sight(widgets: dict[Widget, tuple[Region, Region]]) -> Iterator[tuple[Widget, Region, Region]]:
    """The widgets that do not lie behind those before them altogether, with their regions and what to clip them to."""
    fronts: list[Region] = []
    for widget, (region, clip) in widgets.items():
        shown = region.intersection(clip)
        if parts := _left(shown, fronts):
            yield widget, region, parts[0] if len(parts) == 1 else clip
            fronts.append(shown)


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
