"""The top line: the library in a few words, or how far reading has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hunnan_tui.i18n import _, ngettext
from hunnan_tui.library import views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.library.sync import Progress
    from hunnan_tui.tui.navigation import View
    from hunnan_tui.tui.rows import Shelf

_BAR = 12


def head(shown: Sequence[View], shelf: Shelf, progress: Progress | None) -> tuple[Content, ...]:
    """浑南 Hunnan briefings · 3 briefings · 34 metrics · 6 flags, as parts; while files are read, a bar.

    With 10,000 files the bar and both numbers fit into the 54 cells that they have at 80 columns.
    """
    if progress is not None and progress.of:
        return _reading(progress, ("#", "-") if shelf.ascii else ("━", "─"), " - " if shelf.ascii else " · ")
    name = (
        Content.assemble((" 浑南简报", "bold"))
        if shelf.language == "zh"
        else Content.assemble((" 浑南", "bold"), " Hunnan briefings")
    )
    counts = {view.id: view.count or 0 for view in shown}
    briefings = views.briefing_count(shelf.catalog)
    if not briefings and not counts.get("faults"):
        return (name,)  # nothing has been read yet
    parts = [
        ngettext("{n} briefing", "{n} briefings", briefings).format(n=briefings),
        ngettext("{n} metric", "{n} metrics", counts.get("metrics", 0)).format(n=counts.get("metrics", 0)),
        ngettext("{n} flag", "{n} flags", counts.get("flags", 0)).format(n=counts.get("flags", 0)),
    ]
    if faults := counts.get("faults", 0):
        parts.insert(1, ngettext("{n} faulty file", "{n} faulty files", faults).format(n=faults))
    dot = " - " if shelf.ascii else " · "
    return (name, *(Content.styled(f"{dot}{part}", "$soft") for part in parts))


def _reading(progress: Progress, signs: tuple[str, str], dot: str) -> tuple[Content, ...]:
    """How many files are read and how many items can be searched; then, of how many metrics all has come together."""
    if progress.files < progress.of:
        done = _BAR * progress.files // progress.of
        told = _("{done}/{of} files").format(done=f"{progress.files:,}", of=f"{progress.of:,}")
        found = dot + _("{items} searchable").format(items=f"{progress.items:,}")
    else:
        done = _BAR * progress.metrics // max(progress.metrics_of, 1)
        told = _("{done}/{of} metrics").format(done=f"{progress.metrics:,}", of=f"{progress.metrics_of:,}")
        found = dot + _("brought together")
    full, rest = signs
    bar = Content.assemble(" ", (full * done, "$primary"), (rest * (_BAR - done), "$soft"))
    return (bar, Content(f" {told}"), Content.styled(found, "$soft"))


def placeholder() -> str:
    """What the empty search box says."""
    return _("/ search")
