"""A window that ends in the middle of typing: killed, hung up, its terminal closed."""

from __future__ import annotations

import os
import pty
import random
import select
import signal
import tempfile
import time
from pathlib import Path

from hunnan_tui.notes.draft import Drafts
from hunnan_tui.notes.store import NoteStore

from .ground import Result, note

_ENDS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, None)


def crashes(times: int) -> Result:
    """Typing in a pseudo-terminal that ends by a signal or is closed; what was kept is offered."""
    result = Result("typing when the process, terminal or line ends", unit="crashes")
    dice = random.Random(20260224)
    with tempfile.TemporaryDirectory() as place:
        notes, drafts = Path(place).resolve() / "notes", Path(place) / "drafts"
        store = NoteStore(notes)
        saved = store.save(note("saved before"))
        for number in range(times):
            reading, writing = os.pipe()
            process, terminal = pty.fork()
            if process == 0:
                os.close(reading)
                _type(saved.id, notes, drafts, writing)
            os.close(writing)
            select.select([reading], [], [])  # the first word is kept
            time.sleep(dice.uniform(0.0, 0.01))
            end = _ENDS[number % len(_ENDS)]
            if end is None:
                os.close(terminal)  # the system hangs up on the session
            else:
                os.kill(process, end)
            os.waitpid(process, 0)
            if end is not None:
                os.close(terminal)
            _judge(drafts, store, saved.id, reading, result)
            result.tried += 1
        if store.get(saved.id) != saved:
            result.lose("the saved note has changed")
    return result


def _type(id: str, notes: Path, drafts: Path, said: int) -> None:
    """Keeps ever more words as the draft of a note, and tells how many it has kept, until the end comes."""
    try:
        for end in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(end, signal.SIG_DFL)  # whoever runs the trial may have them ignored
        standing = NoteStore(notes).get(id)
        assert standing is not None
        draft = Drafts(drafts).begin(standing)
        count = 0
        while True:
            count += 1
            draft.write("字" * count)
            os.write(said, count.to_bytes(4, "big"))
    finally:
        os._exit(1)


def _judge(drafts: Path, store: NoteStore, id: str, reading: int, result: Result) -> None:
    told = b""
    while block := os.read(reading, 65536):
        told += block
    os.close(reading)
    kept = int.from_bytes(told[-4:], "big")
    result.acknowledged += kept
    offered = Drafts(drafts).recoverable(store)
    if len(offered) != 1 or offered[0].note.id != id or offered[0].note.text not in ("字" * kept, "字" * (kept + 1)):
        result.lose(f"of {kept} words kept, {[len(draft.note.text) for draft in offered]} are offered")
    for draft in offered:
        if not draft.claim():
            result.lose("a draft cannot be taken over")
        draft.discard()
