"""When the reader was last open and where one was then: a small TOML file beside the settings."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from hunnan_tui.library import toml


class Visit(Struct, frozen=True):
    """A visit to the library; all of it is empty before the first."""

    ended: datetime | None = None
    """When the reader was closed, in UTC."""
    view: str = ""
    """The view that was open; never the overview, from which one continues."""
    item: str = ""
    """The key of the row that was selected in it; empty if none was."""

    @classmethod
    def load(cls, path: Path) -> Visit:
        """The visit in the file `path`; an empty one where there is none that can be read."""
        try:
            data = toml.parse(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, toml.TooDeep):
            return cls()
        ended, view, item = data.get("ended"), data.get("view"), data.get("item")
        if not isinstance(ended, datetime) or ended.tzinfo is None:
            return cls()
        return cls(ended, view if isinstance(view, str) else "", item if isinstance(item, str) else "")

    def save(self, path: Path) -> None:
        """Write the visit, whole or not at all; what cannot be written is forgotten, as it is of little worth."""
        import tomli_w

        data = {"ended": self.ended or datetime.now(UTC), "view": self.view, "item": self.item}
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.write_text(tomli_w.dumps(data), encoding="utf-8")
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
