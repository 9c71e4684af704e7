"""Reading a briefing file: the briefing, or every fault that it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

import msgspec

from hunnan_tui.library import check
from hunnan_tui.library.fault import MAX_FAULTS, Fault, whole
from hunnan_tui.library.toml import MAX_DEPTH, TooDeep, parse
from hunnan_tui.model.briefing import Briefing
from hunnan_tui.model.text import Text

MAX_BYTES = 8 * 1024 * 1024
"""The largest file that is read."""
MAX_LINES = 200_000
"""The most lines of a file."""
MAX_ENTRIES = 500_000
"""The most of the signs = , [ . and \\ in a file: no fewer than its entries, and counted without parsing."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file gave: a briefing and no fault, or faults and no briefing."""

    briefing: Briefing | None
    faults: list[Fault] = field(default_factory=list)


def load(path: Path) -> Loaded:
    """The briefing in the file `path`, or its faults; never an error. At most MAX_BYTES are read."""
    if "\ufffd" in str(path) and not path.exists():  # as `locations.briefing_files` names what no catalog can keep
        return Loaded(None, [whole(str(path), "bad-name")])
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Loaded(None, [whole(str(path), "unreadable", reason=reason)])
    return load_bytes(data, str(path))


def load_bytes(data: bytes, name: str) -> Loaded:
    """The briefing that `data` writes, or its faults by line, which name the file `name`."""
    if fault := _too_much(data, name):
        return Loaded(None, [fault])
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return Loaded(None, [_encoding(data, error.start, name)])
    try:
        parsed = parse(text)
    except TooDeep as deep:
        line = text.count("\n", 0, deep.offset) + 1
        return Loaded(None, [whole(name, "too-deep", line, limit=str(MAX_DEPTH))])
    except ValueError:
        from hunnan_tui.library import diagnosis

        return Loaded(None, diagnosis.broken(text, name))
    check.dates_as_text(parsed)
    problems = list(islice(check.problems(parsed), MAX_FAULTS + 1))
    try:
        briefing = msgspec.convert(parsed, Briefing, dec_hook=_text, builtin_types=(date, datetime, time))
    except (msgspec.ValidationError, ValueError):  # the latter of integers too long to be written
        briefing = None
    if briefing is not None and not problems:
        return Loaded(briefing)
    from hunnan_tui.library import diagnosis

    return Loaded(None, diagnosis.misshapen(parsed, problems, text, name))


def _too_much(data: bytes, name: str) -> Fault | None:
    """The fault of a file that is too much to parse."""
    if len(data) > MAX_BYTES:
        return whole(name, "too-large", limit=str(MAX_BYTES // 1024**2))
    if data.count(b"\n") > MAX_LINES:
        return whole(name, "too-many-lines", MAX_LINES, limit=f"{MAX_LINES:,}")
    if sum(map(data.count, (b"=", b",", b"[", b".", b"\\"))) > MAX_ENTRIES:
        return whole(name, "too-many-entries", limit=f"{MAX_ENTRIES:,}")
    return None


def _encoding(data: bytes, start: int, name: str) -> Fault:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return whole(name, "utf16")
    line_start = data.rfind(b"\n", 0, start) + 1
    line, column = data.count(b"\n", 0, start) + 1, len(data[line_start:start].decode()) + 1
    return Fault(name, line, column, "", "not-utf8", {"byte": f"0x{data[start]:02X}"})


def _text(kind: type, value: object) -> Text:
    """msgspec's `dec_hook`: a text; ValueError where there is any problem with it."""
    if kind is not Text or any(check.text_problems(value)):
        raise ValueError(kind)
    return Text.of(value)  # type: ignore[arg-type]
