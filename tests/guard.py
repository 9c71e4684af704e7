"""A guard for tests: a run of the program in which every socket, program and foreign file that it opens is written down.

It is a hook of Python's own audit events, so that no way around it leads through a library. `command` gives the
command line of a guarded `hunnan-tui`; what was opened stands in the report, a line each, and the deed fails.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_GUARD = r"""
import os, runpy, sys
report, home = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND), os.path.realpath(sys.argv[2])
NETWORK = ("socket.", "http.", "urllib.", "ftplib.", "imaplib.", "poplib.", "smtplib.", "telnetlib.", "nntplib.", "ssl.")
PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "pty.spawn",
            "webbrowser.")
CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.truncate")

def inside(path):
    if isinstance(path, int):
        return True
    path = os.path.realpath(os.fsdecode(path))
    return path.startswith(home + os.sep) or path in (home, os.devnull)

def look(event, arguments):
    if event == "socket.__new__" and arguments[1] == 1 or event == "socket.gethostname":
        return  # a pair of sockets within the process, by which asyncio wakes its loop
    bad = event.startswith(NETWORK) or event.startswith(PROGRAMS)
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
        bad = not inside(arguments[0]) and not os.fsdecode(arguments[0]).startswith("/dev/")
    elif event in CHANGES:
        bad = not inside(arguments[0])
    if bad:
        os.write(report, f"{event} {arguments!r}\n".encode("utf-8", "backslashreplace"))
        raise PermissionError(f"guarded: {event}")

sys.addaudithook(look)
sys.argv = ["hunnan-tui", *sys.argv[3:]]
if sys.argv[1:2] == ["-c"]:
    exec(sys.argv[2])
else:
    runpy.run_module("hunnan_tui", run_name="__main__", alter_sys=True)
"""


def command(report: Path, home: Path, *arguments: str) -> list[str]:
    """The command line of a guarded run; it may write below `home` only. `-c CODE` runs a code instead."""
    return [sys.executable, "-B", "-c", _GUARD, str(report), str(home), *arguments]
