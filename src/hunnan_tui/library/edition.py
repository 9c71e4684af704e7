"""Two editions to be set against each other: briefings of the library, by id, or files anywhere, by path."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from hunnan_tui.errors import UsageError
from hunnan_tui.i18n import _, language
from hunnan_tui.library import items, load, views
from hunnan_tui.library.asked import nearest_briefings
from hunnan_tui.library.rows import rows_of
from hunnan_tui.model.text import Text

if TYPE_CHECKING:
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.model.briefing import Briefing
    from hunnan_tui.model.difference import Change

_TOLD = ("outcome", "project", "point", "flag", "source")


class ItemChange(Struct, frozen=True):
    """An item of two editions that is not the same in both."""

    change: Change
    """new, gone or changed."""
    kind: str
    """outcome, project, point, flag or source."""
    first: items.Row | None
    """The item in the first edition."""
    second: items.Row | None
    """The item in the second."""

    @property
    def row(self) -> items.Row:
        """The item, the second edition's before the first's."""
        found = self.second or self.first
        assert found is not None
        return found


def edition(catalog: Catalog, name: str) -> Briefing:
    """The briefing with the id `name`, or in the file `name`.

    UsageError where there is none, or where the file is no good briefing.
    """
    rows = catalog.read("SELECT f.path FROM briefings b JOIN files f ON f.id=b.file WHERE b.id=?", [name])
    path = Path(rows[0][0]) if rows else Path(name).expanduser()
    if not rows and not is_path(name) and not path.is_file():
        raise UsageError(_("there is no such briefing"), where=name, remedy=nearest_briefings(catalog, name))
    try:
        stat = path.stat()
    except (OSError, ValueError):
        raise UsageError(
            _("there is no such file"), where=str(path), remedy=_("Give a briefing's id or the path of its file")
        ) from None
    if path.is_dir():
        raise UsageError(_("this is a folder"), where=str(path), remedy=_("Give the path of one briefing file"))
    return _read(path, stat.st_mtime_ns, stat.st_size)


def is_path(name: str) -> bool:
    """Whether `name` can be no briefing's id: it has a slash, or ends like a file."""
    return "/" in name or "\\" in name or name.startswith("~") or name.lower().endswith(".toml")


@lru_cache(maxsize=4)
def _read(path: Path, _mtime: int, _size: int) -> Briefing:
    """The briefing of a file; what is drawn anew, in another width or language, is not read anew."""
    loaded = load.load(path)
    if loaded.briefing is not None:
        return loaded.briefing
    told = loaded.faults[0].text(language())
    if more := len(loaded.faults) - 1:
        told += " " + _("… and {count} more: hunnan-tui check {path}").format(count=more, path=path)
    raise UsageError(told)


def changed_items(first: Briefing, second: Briefing) -> list[ItemChange]:
    """The outcomes, projects, points, flags and sources that are not in both alike, in the second's order.

    What reads the same is the same, wherever it stands; of the rest, those of one id are one that has changed.
    """
    before = {_place(row): row for row in rows_of(first) if row.kind in _TOLD}
    after = {_place(row): row for row in rows_of(second) if row.kind in _TOLD}
    said = {_content(row) for row in before.values()} & {_content(row) for row in after.values()}
    before = {place: row for place, row in before.items() if _content(row) not in said}
    after = {place: row for place, row in after.items() if _content(row) not in said}
    found = [
        ItemChange("changed" if place in before else "new", row.kind, before.pop(place, None), row)
        for place, row in after.items()
    ]
    return found + [ItemChange("gone", row.kind, row, None) for row in before.values()]


def find_briefings(catalog: Catalog, words: str, limit: int) -> list[views.BriefingRow]:
    """Briefings whose title, id or date has each of `words`, the newest first."""
    asked = words.lower().split()
    told = "lower(coalesce(b.title_zh,'') || ' ' || coalesce(b.title_en,'') || ' ' || b.id || ' ' || b.date)"
    where = " AND ".join([f"instr({told}, ?) > 0"] * len(asked)) or "1"
    rows = catalog.read(
        "SELECT b.id, b.date, b.title_zh, b.title_en, f.path FROM briefings b JOIN files f ON f.id=b.file"
        f" WHERE {where} ORDER BY b.date DESC, b.id LIMIT ?",
        [*asked, limit],
    )
    return [views.BriefingRow(row_id, date, Text(zh, en), path) for row_id, date, zh, en, path in rows]


def _place(row: items.Row) -> tuple[str, str]:
    """Kind and id, whatever the briefing is called."""
    return row.kind, row.key.partition("/")[2]


def _content(row: items.Row) -> tuple[object, ...]:
    return row.kind, row.title, row.text, row.name, tuple(row.sources), tuple(row.links)
