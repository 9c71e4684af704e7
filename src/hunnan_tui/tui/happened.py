"""What happens beside the keys, told to the main screen: files are read, notes are written elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from hunnan_tui.library import sync


class Read(Message):
    """So many files have been read."""

    def __init__(self, progress: sync.Progress) -> None:
        super().__init__()
        self.progress = progress


class Synced(Message):
    """The catalog is in step with the files."""

    def __init__(self, synced: sync.Synced) -> None:
        super().__init__()
        self.synced = synced


class Failed(Message):
    """The files could not be read to the end."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class Settled(Message):
    """The first frame is painted, and dialogs can be shown."""


class NotesChanged(Message):
    """Somebody else wrote, changed or deleted a note."""
