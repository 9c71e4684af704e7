"""What an error of the operating system means to a person who writes notes: what happened, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hunnan_tui.errors import NoteError

_ROOM = "Free some space, then try again"
_RIGHTS = "Allow yourself to write there (ls -ld shows who may), or choose another folder with --config"
_BACK = "Bring it back (a disk that is not mounted, a folder that was moved?), then try again"
_REACH = "Wait until it can be reached again, then try again"
_REPAIR = "Keep a copy of your text somewhere else now, and have the disk checked"
_CLOSE = "Close other programs, then try again"
_MOVE = "Move it away, then try again"

_MEANINGS: dict[str, tuple[str, str]] = {
    "ENOSPC": ("the disk is full", _ROOM),
    "EDQUOT": ("your quota on this disk is used up", _ROOM),
    "EFBIG": (
        "the file would be larger than the system allows",
        "Shorten the text, or raise the limit (ulimit -f)",
    ),
    "EROFS": ("the disk can only be read", _RIGHTS),
    "EACCES": ("no permission", _RIGHTS),
    "EPERM": ("no permission", _RIGHTS),
    "ENOENT": ("the folder or file is not there", _BACK),
    "ENOTDIR": ("a part of the path is not a folder", _BACK),
    "ENODEV": ("the disk is not there", _BACK),
    "ENXIO": ("the disk is not there", _BACK),
    "ESTALE": ("the network folder has changed on its server", _REACH),
    "ETIMEDOUT": ("the network folder does not answer", _REACH),
    "ENOTCONN": ("the network folder is not connected", _REACH),
    "ECONNRESET": ("the network folder is not connected", _REACH),
    "EHOSTDOWN": ("the network folder's server is down", _REACH),
    "EHOSTUNREACH": ("the network folder's server cannot be reached", _REACH),
    "ENETDOWN": ("the network is down", _REACH),
    "ENETUNREACH": ("the network cannot be reached", _REACH),
    "EMFILE": (
        "this program has too many files open",
        "Close some windows of it, or raise the limit (ulimit -n)",
    ),
    "ENFILE": ("the system has too many files open", _CLOSE),
    "ENOMEM": ("there is not enough memory", _CLOSE),
    "EBUSY": ("another program is using it", _CLOSE),
    "ETXTBSY": ("another program is using it", _CLOSE),
    "EAGAIN": ("another program is using it", _CLOSE),
    "ENOLCK": ("the system gives no more locks", _CLOSE),
    "EDEADLK": ("another program is using it", _CLOSE),
    "EIO": ("the disk reports a fault", _REPAIR),
    "EUCLEAN": ("the disk's file system is damaged", _REPAIR),
    "ELOOP": ("it is a symbolic link, which is not followed", _MOVE),
    "EISDIR": ("it is a folder, not a file", _MOVE),
    "EEXIST": ("there is already something of this name", _MOVE),
    "ENOTEMPTY": ("there is already something of this name", _MOVE),
    "ENAMETOOLONG": ("the path is too long", "Choose a shorter path"),
    "EXDEV": ("it lies on two disks", "Keep the whole folder on one disk"),
    "EINTR": ("it was interrupted", "Try again"),
}
_BY_NUMBER = {getattr(errno, name): meaning for name, meaning in _MEANINGS.items() if hasattr(errno, name)}


def explain(error: OSError, doing: str, where: Path | str) -> NoteError:
    """`error` as a person understands it: what could not be done (`doing`), why, where, and what to do."""
    what, remedy = _BY_NUMBER.get(
        error.errno or 0,
        (error.strerror or "the system refuses", "Try again; keep a copy of your text until it works"),
    )
    return NoteError(f"{doing}: {what}", where=str(where), remedy=remedy)


@contextmanager
def explained(doing: str, where: Path | str) -> Iterator[None]:
    """Errors of the operating system inside become NoteErrors that say what was being done."""
    try:
        yield
    except OSError as error:
        raise explain(error, doing, error.filename if isinstance(error.filename, str) else where) from error
