"""A kill at every system call of a save as the kernel sees them, where strace is there to do it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from hunnan_tui.notes.store import NoteStore

from .ground import Result, examine, note

_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
_MARK = "kill("


def traced_kills() -> Result:
    """Runs a save under strace again and again, each time killed on entering its next system call."""
    result = Result("SIGKILL at every system call of a save, by strace", unit="kills")
    if shutil.which("strace") is None:
        result.remarks.append("not tried: strace is not installed")
        return result
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / "notes"
        store = NoteStore(folder)
        log = Path(place) / "log"
        standing = store.save(note("0"))
        if _run(folder, standing.id, "1", "-o", str(log)):
            result.remarks.append("not tried: strace may not trace here")
            return result
        for number, (call, count) in enumerate(_calls(log.read_text()), 2):
            status = _run(
                folder,
                standing.id,
                str(number),
                "-o",
                os.devnull,
                "-e",
                f"inject={call}:signal=KILL:when={count}",
            )
            after = store.get(standing.id)
            if status == 0:
                result.remarks.append(f"{call} {count} did not come again")
                continue
            result.tried += 1
            what = f"killed at {call} {count}"
            if status not in (-signal.SIGKILL, 128 + signal.SIGKILL):
                result.lose(f"{what}: it ended with {status}")
            if after is None or after.text not in (f"{number} warm", str(number)):
                result.lose(f"{what}: the note is {after and after.text!r}")
            examine(folder, result, what)
    return result


def _run(folder: Path, id: str, text: str, *options: str) -> int:
    command = ["strace", *options, sys.executable, "-m", "tests.torture.traced", str(folder), id, text]
    environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True).returncode


def _calls(log: str) -> list[tuple[str, int]]:
    """The system calls between the two marks, each with how many of its name there were up to it."""
    seen: Counter[str] = Counter()
    calls, between = [], False
    for line in log.splitlines():
        match = _CALL.match(line)
        if match is None:
            continue
        seen[match[1]] += 1
        if line.startswith(_MARK):
            between = not between
        elif between:
            calls.append((match[1], seen[match[1]]))
    return calls


def _save(folder: Path, id: str, text: str) -> None:
    store = NoteStore(folder)
    standing = store.get(id)
    assert standing is not None
    store.save(standing.edited(f"{text} warm"))  # so that nothing is imported between the marks
    standing = store.get(id)
    assert standing is not None
    os.kill(os.getpid(), 0)
    store.save(standing.edited(text))
    os.kill(os.getpid(), 0)


if __name__ == "__main__":
    _save(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
