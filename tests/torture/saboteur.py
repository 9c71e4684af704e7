"""Stands between the notes and the system, counts the calls, and at one of them kills or fails."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hunnan_tui.notes import disk

_OS = "open read write fsync close replace rename link unlink mkdir stat lstat fstat scandir listdir"
_CALLS: list[tuple[Any, str]] = [*((os, name) for name in _OS.split()), (fcntl, "flock"), (disk, "_rename")]

Trick = Callable[[str, Callable[..., Any], tuple[Any, ...], dict[str, Any]], Any]


@contextmanager
def sabotage(at: int, trick: Trick) -> Iterator[list[str]]:
    """Plays `trick` instead of the call numbered `at`; yields the names of all calls so far."""
    seen: list[str] = []
    real = [(place, name, getattr(place, name)) for place, name in _CALLS]

    def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            seen.append(name)
            if len(seen) - 1 == at:
                return trick(name, function, args, kwargs)
            return function(*args, **kwargs)

        return call

    for place, name, function in real:
        setattr(place, name, watched(name, function))
    try:
        yield seen
    finally:
        for place, name, function in real:
            setattr(place, name, function)


def kill_before(name: str, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The process is killed as it enters the call."""
    os.kill(os.getpid(), signal.SIGKILL)


def kill_within(name: str, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The process is killed when the call has been done, or half done where it writes."""
    if name == "write":
        function(args[0], bytes(args[1])[: len(args[1]) // 2])
    else:
        function(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)


def fail(number: int, after: bool) -> Trick:
    """The call fails, before it has been done, or after it, or half done where it writes."""

    def trick(name: str, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if after and name == "write":
            function(args[0], bytes(args[1])[: len(args[1]) // 2])
        elif name == "close" or (after and name not in ("open", "scandir")):
            function(*args, **kwargs)  # a close that fails has closed all the same; an open that fails opens nothing
        raise OSError(number, os.strerror(number))

    return trick


_NAMES = (
    "NOSPC DQUOT ROFS ACCES PERM IO MFILE NFILE NOMEM FBIG NOLCK "
    "NOENT NOTDIR STALE TIMEDOUT NODEV INVAL BUSY LOOP NAMETOOLONG NOSYS"
)
ERRORS: tuple[int, ...] = tuple(getattr(errno, f"E{name}") for name in _NAMES.split())
"""The errors that a disk, a folder or a system may give."""
