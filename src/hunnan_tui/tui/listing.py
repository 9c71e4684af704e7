"""Which rows a view shows, and what its list says when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.i18n import N_, _
from hunnan_tui.tui import rows

if TYPE_CHECKING:
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.tui.found_rows import FoundRows
    from hunnan_tui.tui.metric_rows import MetricRows
    from hunnan_tui.tui.rows import Shelf
    from hunnan_tui.tui.widgets.table import Rows

_EMPTY = {
    "notes": N_("No notes yet. Select an item anywhere and press n (or F5) to write one."),
    "notes/trash": N_("No deleted notes."),
    "flags": N_("Nothing disagrees."),
    "faults": N_("Every file is a good briefing."),
}
_NONE = N_("No briefing has any. Put briefing files into the folder that `hunnan-tui paths` names.")


def rows_of(view: str, shelf: Shelf, notes: NoteStore, order: tuple[str, bool] | None) -> Rows:
    """The rows of a view, in the order asked for where the view has one."""
    name, _slash, section = view.partition("/")
    match name:
        case "outcomes":
            return rows.outcomes(shelf)
        case "projects":
            return rows.projects(shelf)
        case "keywords" | "narrative":
            return rows.points(shelf, name, section or None)
        case "metrics":
            return metric_table(shelf, order)
        case "targets":
            from hunnan_tui.tui.target_rows import TargetRows

            return TargetRows(shelf, order)
        case "flags":
            return rows.flags(shelf)
        case "sources":
            from hunnan_tui.tui.source_rows import SourceRows

            return SourceRows(shelf, order)
        case "notes":
            from hunnan_tui.tui import note_views

            return note_views.trash(shelf, notes) if section else note_views.notes(shelf, notes)
        case "faults":
            return rows.faults(shelf)
        case _:
            return rows.FixedRows([])


def metric_table(
    shelf: Shelf, order: tuple[str, bool] | None, found: FoundRows | None = None, before: MetricRows | None = None
) -> MetricRows:
    """The metric table, of all metrics or those that a search found, in an order or in their own.

    `before` is the table that is shown now, if one is.
    """
    from hunnan_tui.tui.found_rows import FoundRows
    from hunnan_tui.tui.metric_rows import MetricRows, metric_order

    if found is None:
        return MetricRows(shelf, order)
    if order is not None:
        hits = {hit.id: hit for hit in found.first.hits}
        among = metric_order(shelf, *order).among(shelf.catalog, [*hits])
        results = found.first._replace(hits=tuple(hits[row] for row in among), total=len(among))
        found = FoundRows(shelf, found.look, results)
    whole, now = before and (before.whole or before), MetricRows(shelf)
    alike = whole is not None and (whole.shelf.language, whole.spans) == (shelf.language, now.spans)
    return MetricRows(shelf, order, found, whole if alike else now)


def empty_text(view: str) -> str:
    """What a view's list says when it has no rows."""
    return _(_EMPTY.get(view, _NONE))
