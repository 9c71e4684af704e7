"""The views of the library, as the navigator and the tabs list them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from hunnan_tui.i18n import N_, _
from hunnan_tui.library import views
from hunnan_tui.model.text import visible_line
from hunnan_tui.notes.note import is_id
from hunnan_tui.tui.keys import VIEW_KEYS
from hunnan_tui.tui.rows import FixedRows
from hunnan_tui.tui.widgets.table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.model.text import Language
    from hunnan_tui.notes.store import NoteStore
    from hunnan_tui.tui.widgets.table import Cell

TITLES = {
    "overview": N_("Overview"),
    "outcomes": N_("Outcomes"),
    "projects": N_("Projects"),
    "keywords": N_("Keywords"),
    "metrics": N_("Metrics"),
    "targets": N_("Targets"),
    "narrative": N_("Narrative"),
    "flags": N_("Flags"),
    "sources": N_("Sources"),
    "notes": N_("Notes"),
    "faults": N_("Faulty files"),
}
# what a search that starts in a view looks in
SCOPES = {
    "outcomes": "outcome",
    "projects": "project",
    "metrics": "metric",
    "targets": "metric",
    "flags": "flag",
    "sources": "source",
    "notes": "note",
}


class View(Struct, frozen=True):
    """A view: `id` is its name, or its name and a section's key (`keywords/…`); `depth` 1 stands below another."""

    id: str
    title: str
    count: int | None
    depth: int = 0

    @property
    def name(self) -> str:
        """The view's name without the section."""
        return self.id.partition("/")[0]

    @property
    def section(self) -> str | None:
        """The key of the section that it shows alone."""
        return self.id.partition("/")[2] or None


def all_views(
    catalog: Catalog, language: Language, *, notes: int | None, targets: int, trash: int = 0, explained: int = 0
) -> list[View]:
    """Every view with the number of its items; sections stand below keywords and narrative, the trash below notes."""
    counts = views.counts(catalog)
    keywords, narrative = views.sections(catalog, "keywords"), views.sections(catalog, "narrative")
    found = [
        View("overview", _(TITLES["overview"]), None),
        View("outcomes", _(TITLES["outcomes"]), counts["outcome"]),
        View("projects", _(TITLES["projects"]), counts["project"]),
        View("keywords", _(TITLES["keywords"]), sum(section.points for section in keywords)),
        *_below("keywords", keywords, language),
        View("metrics", _(TITLES["metrics"]), counts["metric"]),
        View("targets", _(TITLES["targets"]), targets),
        View("flags", _(TITLES["flags"]), counts["flag"] - explained),
        View("sources", _(TITLES["sources"]), counts["source"]),
        View("notes", _(TITLES["notes"]), notes),
        *([View("notes/trash", _("Trash"), trash, depth=1)] if trash else []),
        View("narrative", _(TITLES["narrative"]), sum(section.points for section in narrative)),
        *_below("narrative", narrative, language),
    ]
    if faults := len(views.faulty_files(catalog)):
        found.append(View("faults", _(TITLES["faults"]), faults))
    return found


def rows(listed: Sequence[View]) -> FixedRows:
    """Views as the navigator lists them: the digit that opens one, its title, how many items it has."""
    widest = max(len(str(view.count or "")) for view in listed)
    columns = [
        Column("view", _("Views"), min_width=8, sortable=False),
        Column("count", "", width=max(3, widest), align="right", sortable=False),
    ]
    digits = iter(VIEW_KEYS)
    return FixedRows(columns, [Row(view.id, _cells(view, digits)) for view in listed])


def _cells(view: View, digits: Iterator[str]) -> tuple[Cell, Cell]:
    digit = " " if view.depth else next(digits, " ")
    count = "" if view.count is None else str(view.count)
    return ((digit, "dim"), (f" {' ' * view.depth}{view.title}", "")), ((count, "dim"),)


def trash_count(store: NoteStore) -> int:
    """How many deleted notes there are, by the names of their files: none is opened."""
    with suppress(OSError):
        return sum(is_id(path.name.partition(".")[0]) for path in (store.folder / "trash").iterdir())
    return 0


def _below(name: str, sections: list[views.SectionRow], language: Language) -> list[View]:
    return [
        View(f"{name}/{section.key}", visible_line(section.title.get(language)), section.points, depth=1)
        for section in sections
    ]


def view_of(catalog: Catalog, key: str) -> str:
    """The id of the view in which the item with `key` is listed."""
    if key.startswith("trash/"):
        return "notes/trash"
    if key.startswith(("note/", "conflict/", "problem/")):
        return "notes"
    kind = key.split("/")[0] if key.startswith("metric/") else key.split("/")[1] if "/" in key else ""
    if kind == "point":
        rows = catalog.read("SELECT s.kind FROM items i JOIN sections s ON s.key=i.section WHERE i.key=?", [key])
        return str(rows[0][0]) if rows else "narrative"
    return {
        "outcome": "outcomes",
        "project": "projects",
        "metric": "metrics",
        "flag": "flags",
        "source": "sources",
    }.get(kind, "overview")
