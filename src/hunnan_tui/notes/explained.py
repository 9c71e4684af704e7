"""Flags that the user marked as explained: each by its key and the fingerprint that its figures had then.

A small TOML file beside the notes' folder. A flag whose figures change has another fingerprint, and is open again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.library import toml, views
from hunnan_tui.library.flags import fingerprint
from hunnan_tui.notes import disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item

_LIMIT = 4 * 1024 * 1024


class Explained(Struct, frozen=True):
    """The file of explained flags."""

    path: Path
    """Where it is, or will be with the first explained flag."""

    def holding(self, catalog: Catalog) -> list[Item]:
        """The flags of the library that are explained and have not changed since, in the catalog's order."""
        try:
            marked = self._read()
        except NoteError:
            return []
        found = []
        for key, mark in marked.items():
            item = views.item(catalog, key)
            if item is not None and item.kind == "flag" and fingerprint(item.data) == mark:
                found.append(item)
        return sorted(found, key=lambda item: -item.id)

    def mark(self, flag: Item) -> None:
        """Remember that `flag` is explained as it stands; NoteError if that cannot be kept."""
        self._change(flag.key, fingerprint(flag.data))

    def unmark(self, key: str) -> None:
        """Forget that a flag was explained; NoteError if that cannot be kept."""
        self._change(key, None)

    def _change(self, key: str, mark: str | None) -> None:
        import tomli_w

        try:
            disk.make_folder(self.path.parent)
            with disk.locked(self.path.parent):
                marked = self._read()
                marked.pop(key, None)
                if mark is not None:
                    marked[key] = mark
                disk.write(self.path, tomli_w.dumps({"explained": marked}).encode(), self._replaceable)
        except OSError as error:
            raise NoteError(error.strerror or str(error), where=str(self.path)) from error

    @property
    def _replaceable(self) -> Callable[[bytes], bool] | None:
        return (lambda _data: True) if self.path.exists() else None

    def _read(self) -> dict[str, str]:
        """Fingerprints by key; NoteError for a file that is damaged: it is not written over."""
        try:
            found = disk.read(self.path, _LIMIT)
            data = toml.parse(found[0].decode()) if found else {}
        except (OSError, ValueError, toml.TooDeep) as error:
            raise NoteError(
                _("the file of explained flags cannot be read"),
                where=str(self.path),
                remedy=_("Mend it, or move it away"),
            ) from error
        marked = data.get("explained", {})
        if not isinstance(marked, dict):
            return {}
        return {key: mark for key, mark in marked.items() if isinstance(mark, str)}
