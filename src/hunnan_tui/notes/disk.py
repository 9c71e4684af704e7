"""Files that are written whole or not at all, one at a time, never over what somebody else wrote."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 10.0
"""How long a writer waits for another one, in seconds."""

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_BUSY = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
_NOREPLACE, _EXCHANGE = 1, 2


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder's lock against other processes and threads; NoteError if it is taken for PATIENCE.

    Where the file system has no locks, it goes on without: `write` notices what others do also then.
    """
    fd = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | _NOFOLLOW | _NONBLOCK, 0o600)
    try:
        end, pause = time.monotonic() + PATIENCE, 0.001
        while not try_lock(fd):
            if time.monotonic() > end:
                raise NoteError(
                    _("another window or program holds the notes"),
                    where=str(folder),
                    remedy=_("Close it, or wait for it, then try again"),
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.02)
        yield
    finally:
        os.close(fd)


def try_lock(fd: int) -> bool:
    """Locks an open file until it is closed; False if somebody else holds it, True without locks at all."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        if error.errno not in _NO_LOCKS:
            raise
    return True


def make_folder(path: Path) -> None:
    """Makes the folder, for the user only, and those above it; FileExistsError if something else is there."""
    missing = [path]
    while not missing[-1].parent.is_dir() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    for folder in reversed(missing):
        with suppress(FileExistsError):
            folder.mkdir(0o700)
            sync_folder(folder.parent)
    if not stat.S_ISDIR(os.lstat(path).st_mode):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def read(path: Path, limit: int) -> tuple[bytes, os.stat_result] | None:
    """A regular file's content, at most `limit` bytes and one, and its status; None if there is none.

    OSError for what is no regular file: symbolic links are not followed, and nothing waits on a pipe.
    """
    try:
        fd = os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK)
    except FileNotFoundError:
        return None
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        data = bytearray()
        step = max(status.st_size + 1, 4096)
        while len(data) <= limit and (block := os.read(fd, min(step, limit + 1 - len(data)))):
            data += block
        return bytes(data), status
    finally:
        os.close(fd)


def write(path: Path, data: bytes, replaces: Callable[[bytes], bool] | None) -> Path | None:
    """Puts `data` at `path`, whole or not at all; when it returns, it is on the disk, for the user only.

    With `replaces` None there must be nothing at `path` (FileExistsError). Otherwise it replaces a file for
    whose content `replaces` is true. If another program put something else there in the last moment, that is
    not lost: its new path is returned. The caller holds the lock and has looked at the file before.
    """
    folder = _open_folder(path.parent)  # before anything is written, so that a lack of file handles comes first
    temporary = path.parent / f".{os.urandom(8).hex()}.tmp"
    try:
        os.close(create(temporary, data))
        try:
            swapped = place(temporary, path, replacing=replaces is not None)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync(folder)
        if not swapped:
            return None
        found = read(temporary, sys.maxsize)
        if found is None or replaces is None or replaces(found[0]):
            with suppress(OSError):
                temporary.unlink()
            return None
        return temporary
    finally:
        if folder is not None:
            os.close(folder)


def create(path: Path, data: bytes, lock: bool = False) -> int:
    """A new file with `data`, on the disk, for the user only; the caller closes it. Failing, none is left."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW, 0o600)
    try:
        if lock:
            try_lock(fd)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        _sync(fd)
    except BaseException:
        with suppress(OSError):
            os.close(fd)
        with suppress(OSError):
            path.unlink()
        raise
    return fd


def place(source: Path, target: Path, *, replacing: bool) -> bool:
    """Renames `source` to `target` at one stroke; whether what was there is now at `source`.

    Not replacing, nothing may be there: FileExistsError. Replacing, Linux exchanges both, so that a file that
    another program put there since the caller looked is kept; elsewhere it is replaced.
    """
    try:
        if _rename(source, target, _EXCHANGE if replacing else _NOREPLACE):
            return replacing
    except FileNotFoundError:
        if not replacing or not source.exists():
            raise
        return place(source, target, replacing=False)  # what was there has gone since the caller looked
    if replacing:
        source.replace(target)
        return False
    try:
        os.link(source, target)
        source.unlink()
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        source.rename(target)  # no links here: the lock alone keeps others away
    return False


def move(source: Path, target: Path) -> None:
    """Renames a file into another folder of the same disk, where its name must be free, for good."""
    place(source, target, replacing=False)
    sync_folder(target.parent)
    sync_folder(source.parent)


def sync(path: Path) -> None:
    """Sees to it that a file which is already there is on the disk."""
    fd = os.open(path, os.O_RDONLY | _NOFOLLOW | _NONBLOCK)
    try:
        _sync(fd)
    finally:
        os.close(fd)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Sees to it that the names in a folder are on the disk."""
    fd = _open_folder(path)
    if fd is not None:
        try:
            _sync(fd)
        finally:
            os.close(fd)


def _open_folder(path: Path) -> int | None:
    if sys.platform == "win32":
        return None  # Windows opens no folder; its file system keeps names in a journal
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _sync(fd: int | None) -> None:
    if fd is None:
        return
    if sys.platform == "darwin":
        with suppress(OSError):  # on macOS fsync only hands the data to the drive
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)


def _rename(source: Path, target: Path, flags: int) -> bool:
    """Linux's renameat2; False where this system or file system has none."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return False
    here = ctypes.c_int(-100)
    if function(here, os.fsencode(source), here, os.fsencode(target), ctypes.c_uint(flags)) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
        return False
    raise OSError(number, os.strerror(number), str(source), None, str(target))
