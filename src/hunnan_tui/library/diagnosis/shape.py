"""The shape of a briefing's data, checked against the model's types: keys, types, missing fields.

msgspec stops at the first fault, so this walks the same types and tells them all. It runs only on files that
have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import inspect

from hunnan_tui.library.check import MAX_NUMBER, text_problems
from hunnan_tui.library.fault import Path, Problem, key_name, kind_of, near, shown, written
from hunnan_tui.library.toml import Data
from hunnan_tui.model.briefing import SCHEMA, Briefing
from hunnan_tui.model.text import Text

_EXAMPLES = {"id": "my-briefing", "source": "my-source", "area": "shenyang", "period": "2026", "unit": "亿元"}


def problems(data: Data) -> Iterator[Problem]:
    """Every way in which `data` is not a briefing's data."""
    schema = data.get("schema")
    if type(schema) is int and schema > SCHEMA:
        yield Problem(("schema",), "newer-schema", {"found": shown(schema), "known": str(SCHEMA)})
        return
    briefing = inspect.type_info(Briefing)
    assert isinstance(briefing, inspect.StructType)
    yield from _struct(briefing, data, (), ())


class _Table(NamedTuple):
    """A table around the value that is looked at."""

    path: Path
    struct: inspect.StructType
    data: Data


def _struct(struct: inspect.StructType, data: Any, path: Path, around: tuple[_Table, ...]) -> Iterator[Problem]:
    if not isinstance(data, dict):
        write = f"[[{_header(path)}]]" if len(around) == 1 else _example(struct, "")
        yield Problem(path, "not-a-table", {"key": key_name(path), "found": kind_of(data), "write": write})
        return
    fields = {field.encode_name: field for field in struct.fields}
    inside = (*around, _Table(path, struct, data))
    for key, value in data.items():
        if key in fields:
            yield from _value(fields[key].type, value, (*path, key), inside)
        else:
            yield _unknown(key, inside)
    for key, field in fields.items():
        if field.required and key not in data:
            params = {"key": key, "table": _name(path), "write": f"{key} = {_example(field.type, key)}"}
            yield Problem(path, "missing-field", params)


def _unknown(key: str, inside: tuple[_Table, ...]) -> Problem:
    """The fault of a key that the innermost table does not have: misplaced, misspelt or foreign."""
    *around, (path, struct, _) = inside
    params = {"key": shown(key), "table": _name(path)}
    for owner in reversed(around):
        if key in _names(owner.struct) and key not in owner.data:
            return Problem((*path, key), "misplaced-key", {**params, "owner": _name(owner.path)})
    names = _names(struct)
    for field in struct.fields:
        below = _entries(field.type)
        if below and any(entry.encode_name == key and _entries(entry.type) for entry in below.fields):
            hint = {"near": f"[[{field.encode_name}.{key}]]"}
            break
    else:
        hint = near(key, names)
    return Problem((*path, key), "unknown-key", {**params, "known": ", ".join(names), **hint})


def _names(struct: inspect.StructType) -> list[str]:
    return [field.encode_name for field in struct.fields]


def _entries(kind: inspect.Type) -> inspect.StructType | None:
    """The tables that a list of tables is made of, if `kind` is one."""
    if isinstance(kind, inspect.ListType) and isinstance(kind.item_type, inspect.StructType):
        return kind.item_type
    return None


def _value(kind: inspect.Type, value: Any, path: Path, inside: tuple[_Table, ...]) -> Iterator[Problem]:
    params = {"key": key_name(path), "found": kind_of(value)}
    match kind:
        case inspect.Metadata(type=inner):
            yield from _value(inner, value, path, inside)
        case inspect.UnionType(types=(inner, inspect.NoneType())):
            yield from _value(inner, value, path, inside)
        case inspect.StructType():
            yield from _struct(kind, value, path, inside)
        case inspect.ListType(item_type=inner) if isinstance(value, list):
            for index, entry in enumerate(value):
                yield from _value(inner, entry, (*path, index), inside)
        case inspect.ListType():
            example = _example(kind, key_name(path))
            write = f"[[{_header(path)}]]" if example.startswith("[[") else f"{key_name(path)} = {example}"
            yield Problem(path, "not-a-list", {**params, "write": write})
        case inspect.CustomType() if kind.cls is Text:
            yield from text_problems(value, path)
        case inspect.LiteralType():
            yield from _literal(kind, value, path)
        case inspect.StrType():
            yield from _string(kind, value, path)
        case inspect.IntType():
            if type(value) is not int:
                yield Problem(path, "not-whole", {**params, "limit": str(MAX_NUMBER)})
        case inspect.DecimalType():
            if type(value) is not int and not isinstance(value, Decimal | str):  # `check` tells of strings
                yield Problem(path, "not-a-number", {**params, "write": "920"})
        case inspect.DateType():
            if type(value) is not date:
                yield Problem(path, "not-a-date", {**params, "write": _day(value)})
        case _:
            raise NotImplementedError(kind)


def _literal(kind: inspect.LiteralType, value: Any, path: Path) -> Iterator[Problem]:
    if type(value) in (str, int) and value in kind.values:
        return
    key, known = key_name(path), [str(entry) for entry in kind.values]
    found = kind_of(value) if isinstance(value, list | dict) else shown(value) or '""'
    if path == ("schema",):
        yield Problem(path, "wrong-schema", {"found": found, "known": str(SCHEMA)})
    elif isinstance(value, str):
        params = {"key": key, "found": found, "known": ", ".join(known), **near(value, known)}
        yield Problem(path, "not-one-of", params)
    else:
        params = {"key": key, "found": kind_of(value), "write": f'{key} = "{known[0]}"'}
        yield Problem(path, "not-string", params)


def _string(kind: inspect.StrType, value: Any, path: Path) -> Iterator[Problem]:
    key, found = key_name(path), kind_of(value)
    if not isinstance(value, str):
        value = value.date() if isinstance(value, datetime) else value
        meant = shown(value) if type(value) in (int, Decimal, date) else _EXAMPLES.get(key, "…")
        write = f'"{meant}"' if isinstance(path[-1], int) else f'{key} = "{meant}"'
        yield Problem(path, "not-string", {"key": key, "found": found, "write": write})
    elif kind.max_length is not None and len(value) > kind.max_length:
        yield Problem(path, "too-long", {"key": key, "limit": str(kind.max_length)})
    elif kind.pattern is not None and not re.search(kind.pattern, value):
        meant = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") or _EXAMPLES.get(key, "my-id")
        yield Problem(path, "bad-id", {"key": key, "found": shown(value) or '""', "write": shown(meant)})


def _name(path: Path) -> str:
    return written(path) or "@top"


def _header(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _example(kind: inspect.Type, key: str) -> str:
    """A value of `kind` as a person would write it."""
    match kind:
        case inspect.Metadata():
            return _example(kind.type, key)
        case inspect.UnionType():
            return _example(kind.types[0], key)
        case inspect.CustomType():
            return '{ zh = "…", en = "…" }'
        case inspect.LiteralType():
            return " / ".join(f'"{entry}"' if isinstance(entry, str) else str(entry) for entry in kind.values)
        case inspect.DecimalType():
            return "920"
        case inspect.IntType():
            return "1"
        case inspect.DateType():
            return "2026-02-24"
        case inspect.StructType():
            required = [field for field in kind.fields if field.required]
            return f"{{ {', '.join(f'{f.encode_name} = {_example(f.type, f.encode_name)}' for f in required)} }}"
        case inspect.ListType(item_type=item):
            if isinstance(item, inspect.StructType) and key != "evidence":
                return f"[[{key}]]"
            return f"[ {_example(item, key)} ]"
        case _:
            return f'"{_EXAMPLES.get(key, "…")}"'


def _day(value: Any) -> str:
    """The date that was probably meant, as it must be written."""
    text = value.date().isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, str) else ""
    match = re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", text, re.ASCII)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else "2026-02-24"
