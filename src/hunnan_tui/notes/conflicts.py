"""Two versions of one note: of two windows, left by a sync tool beside it, or by git inside its file."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from hunnan_tui.notes.note import Note

_ID = r"\d{8}-\d{6}-[0-9a-f]{8}"
_COPY = re.compile(
    rf"(?P<before>[^.].*?)??(?P<id>{_ID})(?![0-9a-f])(?P<rest>.*(?:\.toml|\.orig|\.conflict\d*))", re.DOTALL
)
# What tools add to the name of a file that two machines changed (patterns); the first that is found names the tool.
_TOOLS = [
    ("Syncthing", r"\.sync-conflict-\d"),
    ("Nextcloud", r"\(conflicted copy \d{4}-\d\d-\d\d \d{6}\)"),
    ("Seafile", r"SFConflict"),
    ("Dropbox", r"(?i)conflicted copy|冲突副本|衝突複本|\(.*的冲突"),
    ("ownCloud", r"_conflict-\d"),
    ("rclone", r"\.conflict\d+"),
    ("Resilio Sync", r"\.Conflict"),
    ("Synology Drive", r"_Conflict\b"),
    ("git mergetool", r"_(?:LOCAL|REMOTE|BASE|BACKUP)_\d+|\.orig$"),
    ("a file manager", r"(?i)^ ?[(（]\d+[)）]|copy|副本|^ \d+\.toml"),
    ("OneDrive", r"^-[^.]+\.toml$"),
]

OURS = "hunnan-tui"
"""The origin of a conflict that a save of this program found and kept."""
GIT = "git"
"""The origin of a conflict in one file, between git's marks."""


class Conflict(Struct, frozen=True):
    """Two versions of one note."""

    mine: Note | None
    """What stands under the note's id; None if there is no such note (any more)."""
    other: Note
    """The other version."""
    path: Path
    """The file of the other version; for GIT, the one file that holds both."""
    origin: str
    """Who left it: OURS, GIT, or the name of a sync tool."""


def copy_of(name: str) -> tuple[str, str] | None:
    """The id of the note that a file of this name is a copy of, and the tool that names it so, or None."""
    match = _COPY.fullmatch(name)
    if match is None or (match["rest"] == ".toml" and not match["before"]):
        return None
    for tool, pattern in _TOOLS:
        if re.search(pattern, match["rest"]) or re.search(pattern, match["before"] or ""):
            return match["id"], tool
    return match["id"], "another program"


def git_sides(data: bytes) -> tuple[bytes, bytes] | None:
    """Both versions of a file in which git left its marks of a conflict, ours first; None for other files.

    A text that tells of such marks is no conflict: `note.dump` begins no line with them.
    """
    if b"<<<<<<<" not in data:
        return None
    mine, other = bytearray(), bytearray()
    where, found = "both", False
    for line in data.splitlines(keepends=True):
        mark = line.split(maxsplit=1)[0] if line[:1] in b"<|=>" and line.strip() else b""
        if (where, mark) == ("both", b"<<<<<<<"):
            where = "mine"
        elif (where, mark) == ("mine", b"|||||||"):
            where = "base"
        elif where in ("mine", "base") and mark == b"=======":
            where = "other"
        elif (where, mark) == ("other", b">>>>>>>"):
            where, found = "both", True
        else:
            mine += line if where in ("both", "mine") else b""
            other += line if where in ("both", "other") else b""
    return (bytes(mine), bytes(other)) if found and where == "both" else None
