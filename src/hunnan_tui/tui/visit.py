"""When the reader was last open and where one was then: a small JSON file beside the settings."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec


class Visit(msgspec.Struct, frozen=True):
    """A visit to the library; all of it is empty before the first."""

    ended: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    """When the reader was closed, in UTC."""
    view: str = ""
    """The view that was open; never the overview, from which one continues."""
    item: str = ""
    """The key of the row that was selected in it; empty if none was."""

    @classmethod
    def load(cls, path: Path) -> Visit:
        """The visit in the file `path`; an empty one where there is none that can be read."""
        try:
            return msgspec.json.decode(path.read_bytes(), type=Visit)
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return cls()

    def save(self, path: Path) -> None:
        """Write the visit, whole or not at all; what cannot be written is forgotten, as it is of little worth."""
        visit = msgspec.structs.replace(self, ended=self.ended or datetime.now(UTC))
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.write_bytes(msgspec.json.encode(visit))
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
