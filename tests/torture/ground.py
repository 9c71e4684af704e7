"""What every trial needs: a folder of notes, a second process, and a look at what is left."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from hunnan_tui.model.text import Text
from hunnan_tui.notes.item import CitedEvidence, CitedFigure, CitedItem
from hunnan_tui.notes.note import Note
from hunnan_tui.notes.store import NoteStore

ITEM = CitedItem(
    key="hunnan-conference-2026/outcome/negative-energy-interfaces",
    title=Text("纳米负能界面", "Nano negative-energy interfaces"),
    evidence=[
        CitedEvidence(
            source="people-ln",
            publisher=Text("人民网-辽宁频道", "People's Daily Online, Liaoning"),
            title=Text("大会召开", "The conference opens"),
            published="2026-02-24",
            url="https://ln.people.com.cn/",
        )
    ],
    figures=[CitedFigure(metric="metric/shenyang/turnover", period="2026", value=Decimal("830.60"), unit="亿元")],
)


@dataclass(slots=True)
class Result:
    """What a trial tried, and what it broke."""

    name: str
    tried: int = 0
    unit: str = "times"
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing was lost, and either something was tried or it is said why not."""
        return bool(self.tried or self.remarks) and not self.lost and not self.damaged

    def lose(self, remark: str) -> None:
        """Notes a loss."""
        self.lost += 1
        self.remarks.append(remark)


def note(text: str) -> Note:
    """A new note."""
    return Note.new(ITEM, text)


def child(work: Callable[[], None]) -> int:
    """Forks a process that does `work`; its exit status, negative for the signal that killed it."""
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        status = 0
        try:
            work()
        except BaseException:
            traceback.print_exc()
            status = 1
        finally:
            os._exit(status)
    _, waited = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(waited)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every note file and its bytes."""
    return {path.name: path.read_bytes() for path in folder.glob("*.toml")}


def examine(folder: Path, result: Result, what: str) -> dict[str, Note]:
    """Opens the folder as the next session would; every file must be a whole note. The notes by id."""
    store = NoteStore(folder)
    notes = {each.id: each for each in store.list()}
    for problem in store.problems():
        result.damaged += 1
        result.remarks.append(f"{what}: {problem}")
    if len(notes) != len(snapshot(folder)):
        result.damaged += 1
        result.remarks.append(f"{what}: {len(snapshot(folder))} files, {len(notes)} notes")
    return notes


def killed(status: int) -> bool:
    """Whether a child ended by SIGKILL."""
    return status == -signal.SIGKILL
