"""What an error of the operating system means to a person who writes notes: what happened, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import N_, _

_ROOM = N_("Free some space, then try again")
_RIGHTS = N_("Allow yourself to write there (ls -ld shows who may), or choose another folder with --config")
_BACK = N_("Bring it back (a disk that is not mounted, a folder that was moved?), then try again")
_REACH = N_("Wait until it can be reached again, then try again")
_REPAIR = N_("Keep a copy of your text somewhere else now, and have the disk checked")
_CLOSE = N_("Close other programs, then try again")
_MOVE = N_("Move it away, then try again")

_MEANINGS: dict[str, tuple[str, str]] = {
    "ENOSPC": (N_("the disk is full"), _ROOM),
    "EDQUOT": (N_("your quota on this disk is used up"), _ROOM),
    "EFBIG": (
        N_("the file would be larger than the system allows"),
        N_("Shorten the text, or raise the limit (ulimit -f)"),
    ),
    "EROFS": (N_("the disk can only be read"), _RIGHTS),
    "EACCES": (N_("no permission"), _RIGHTS),
    "EPERM": (N_("no permission"), _RIGHTS),
    "ENOENT": (N_("the folder or file is not there"), _BACK),
    "ENOTDIR": (N_("a part of the path is not a folder"), _BACK),
    "ENODEV": (N_("the disk is not there"), _BACK),
    "ENXIO": (N_("the disk is not there"), _BACK),
    "ESTALE": (N_("the network folder has changed on its server"), _REACH),
    "ETIMEDOUT": (N_("the network folder does not answer"), _REACH),
    "ENOTCONN": (N_("the network folder is not connected"), _REACH),
    "ECONNRESET": (N_("the network folder is not connected"), _REACH),
    "EHOSTDOWN": (N_("the network folder's server is down"), _REACH),
    "EHOSTUNREACH": (N_("the network folder's server cannot be reached"), _REACH),
    "ENETDOWN": (N_("the network is down"), _REACH),
    "ENETUNREACH": (N_("the network cannot be reached"), _REACH),
    "EMFILE": (
        N_("this program has too many files open"),
        N_("Close some windows of it, or raise the limit (ulimit -n)"),
    ),
    "ENFILE": (N_("the system has too many files open"), _CLOSE),
    "ENOMEM": (N_("there is not enough memory"), _CLOSE),
    "EBUSY": (N_("another program is using it"), _CLOSE),
    "ETXTBSY": (N_("another program is using it"), _CLOSE),
    "EAGAIN": (N_("another program is using it"), _CLOSE),
    "ENOLCK": (N_("the system gives no more locks"), _CLOSE),
    "EDEADLK": (N_("another program is using it"), _CLOSE),
    "EIO": (N_("the disk reports a fault"), _REPAIR),
    "EUCLEAN": (N_("the disk's file system is damaged"), _REPAIR),
    "ELOOP": (N_("it is a symbolic link, which is not followed"), _MOVE),
    "EISDIR": (N_("it is a folder, not a file"), _MOVE),
    "EEXIST": (N_("there is already something of this name"), _MOVE),
    "ENOTEMPTY": (N_("there is already something of this name"), _MOVE),
    "ENAMETOOLONG": (N_("the path is too long"), N_("Choose a shorter path")),
    "EXDEV": (N_("it lies on two disks"), N_("Keep the whole folder on one disk")),
    "EINTR": (N_("it was interrupted"), N_("Try again")),
}
_BY_NUMBER = {getattr(errno, name): meaning for name, meaning in _MEANINGS.items() if hasattr(errno, name)}


def explain(error: OSError, doing: str, where: Path | str) -> NoteError:
    """`error` as a person understands it: what could not be done (`doing`), why, where, and what to do."""
    if error.errno in _BY_NUMBER:
        what, remedy = map(_, _BY_NUMBER[error.errno])
    else:
        what = error.strerror or _("the system refuses")
        remedy = _("Try again; keep a copy of your text until it works")
    return NoteError(f"{doing}: {what}", where=str(where), remedy=remedy)


@contextmanager
def explained(doing: str, where: Path | str) -> Iterator[None]:
    """Errors of the operating system inside become NoteErrors that say what was being done."""
    try:
        yield
    except OSError as error:
        raise explain(error, doing, error.filename if isinstance(error.filename, str) else where) from error
