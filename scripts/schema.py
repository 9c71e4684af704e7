"""Write what editors and people read about the briefing file, from the model and the limits of the loader.

`src/hunnan_tui/briefing.schema.json` is the JSON Schema with which an editor completes and checks a file; the
tables of `docs/briefing-format.md` stand between markers. Run from anywhere:

    python scripts/schema.py           write both
    python scripts/schema.py --check   write nothing; exit status 1 if one of them is out of step
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec.inspect import (
    CustomType,
    DateType,
    DecimalType,
    Field,
    IntType,
    ListType,
    LiteralType,
    Metadata,
    NoneType,
    StrType,
    StructType,
    Type,
    UnionType,
    type_info,
)

from hunnan_tui.library import check, load, toml
from hunnan_tui.library.fault import MAX_FAULTS
from hunnan_tui.model import briefing, units
from hunnan_tui.model.text import Text

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "src/hunnan_tui/briefing.schema.json"
FORMAT = ROOT / "docs/briefing-format.md"

_PERIOD = r"[0-9]{4}(-(H[12]|Q[1-4]|[0-9]{2}(-[0-9]{2})?))?"
_ID = "[a-z0-9]+(-[a-z0-9]+)*"
_TEXT = {"type": "string", "minLength": 1, "maxLength": check.MAX_TEXT, "pattern": r"\S"}


def main() -> int:
    """Write both files, or with --check only say which is out of step."""
    stale = [
        path for path, text in ((SCHEMA, schema()), (FORMAT, document(FORMAT.read_text("utf-8")))) if _write(path, text)
    ]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is out of step: run python scripts/schema.py", file=sys.stderr)
    return 1 if stale else 0


def _write(path: Path, text: str) -> bool:
    """Whether `path` says something else than `text` and, as we only check, goes on to."""
    if path.exists() and path.read_text("utf-8") == text:
        return False
    if "--check" in sys.argv[1:]:
        return True
    path.write_text(text, "utf-8")
    return False


def structs() -> list[tuple[StructType, list[str]]]:
    """The tables of the format, outermost first, each with its paths, such as `metrics.observations`."""
    found: dict[type, tuple[StructType, list[str]]] = {}

    def visit(struct: StructType, path: str) -> None:
        found.setdefault(struct.cls, (struct, []))[1].append(path)
        for field in struct.fields:
            if isinstance(field.type, ListType) and isinstance(field.type.item_type, StructType):
                visit(field.type.item_type, f"{path}.{field.encode_name}".removeprefix("."))

    top = type_info(briefing.Briefing)
    assert isinstance(top, StructType)
    visit(top, "")
    return list(found.values())


def docstrings() -> dict[str, str]:
    """The docstring below each field and alias of the model: `Source.url`, `Nature`."""
    found = {}
    module = ast.parse(inspect.getsource(briefing))
    owners: list[ast.Module | ast.ClassDef] = [module]
    owners += [node for node in module.body if isinstance(node, ast.ClassDef)]
    for owner in owners:
        for node, after in zip(owner.body, owner.body[1:], strict=False):
            name = (
                node.target
                if isinstance(node, ast.AnnAssign)
                else node.targets[0]
                if isinstance(node, ast.Assign)
                else None
            )
            if isinstance(name, ast.Name) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                prefix = f"{owner.name}." if isinstance(owner, ast.ClassDef) else ""
                found[prefix + name.id] = str(after.value.value)
    return found


# The JSON Schema


def schema() -> str:
    """The JSON Schema of the briefing file, draft 7: the newest that all TOML editors know."""
    made = msgspec.json.schema(briefing.Briefing, schema_hook=_hook, ref_template="#/definitions/{name}")
    definitions = made["$defs"]
    said = docstrings()
    for struct, _ in structs():
        name = struct.cls.__name__
        for field in struct.fields:
            described = {"description": said[f"{name}.{field.encode_name}"]}
            definitions[name]["properties"][field.encode_name] = _property(field, definitions[name], described)
    definitions |= {"Text": _text(), "Period": _period(), "Unit": _unit()}
    for name, prop in _properties(definitions):
        if name in ("metrics", "related", "about") and prop["items"] == {"type": "string"}:
            prop["items"]["pattern"] = f"^{_ID}(/{_ID}){{{1 if name == 'metrics' else 2}}}$"
        elif name in ("anchor", "printed"):
            prop |= _TEXT
    definitions["Source"]["properties"]["url"] |= {
        "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://",
        "maxLength": check.MAX_URL,
    }
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **definitions.pop("Briefing"),
        "title": "A briefing of hunnan-tui",
        "definitions": definitions,
    }
    return json.dumps(head, ensure_ascii=False, indent=2) + "\n"


def _properties(definitions: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return (pair for made in definitions.values() for pair in made.get("properties", {}).items())


def _hook(kind: type) -> dict[str, Any]:
    if kind is Text:
        return {"$ref": "#/definitions/Text"}
    raise NotImplementedError(kind)


def _property(field: Field, struct: dict[str, Any], described: dict[str, str]) -> dict[str, Any]:
    """A field's schema: without null, which TOML does not have, and with what msgspec does not know."""
    made = struct["properties"][field.encode_name]
    if "anyOf" in made:
        made = made["anyOf"][0]
    kind, what = _inner(field.type)
    if what in ("period", "unit"):
        made = {"$ref": f"#/definitions/{what.title()}"}
    elif isinstance(kind, DecimalType):
        made = {"type": "number"}
    elif isinstance(kind, IntType):
        made = {"type": "integer", "minimum": 1, "maximum": check.MAX_NUMBER}
    if not field.required and isinstance(field.default, str):
        made = {**made, "default": field.default}
    # Draft 7 reads nothing beside a reference.
    return {**described, "allOf": [made]} if "$ref" in made else {**described, **made}


def _inner(kind: Type) -> tuple[Type, str]:
    """A field's type without its optional part, and the check that the loader makes on it."""
    if isinstance(kind, UnionType):
        kind = next(inner for inner in kind.types if not isinstance(inner, NoneType))
    if isinstance(kind, Metadata):
        return kind.type, (kind.extra or {}).get("check", "")
    return kind, ""


def _text() -> dict[str, Any]:
    languages = {"zh": {"description": "In Chinese.", **_TEXT}, "en": {"description": "In English.", **_TEXT}}
    both = {"type": "object", "properties": languages, "minProperties": 1, "additionalProperties": False}
    return {"description": 'A text: "…", or { zh = "…", en = "…" }.', "anyOf": [_TEXT, both]}


def _period() -> dict[str, Any]:
    return {
        "description": "2026, 2026-H1, 2026-Q1, 2026-03, 2026-02-24, or a range such as 2021/2025.",
        "type": "string",
        "pattern": f"^{_PERIOD}(/{_PERIOD})?$",
        "examples": ["2026", "2026-H1", "2026-Q1", "2026-03", "2026-02-24", "2021/2025"],
    }


def _unit() -> dict[str, Any]:
    """A unit: the common ones to choose from, and any multiplier before any base."""
    common = [*units.known_units(), "万元", "亿元", "万亿元", "万人", "万家", "万吨", "万千瓦", "万平方米"]
    multipliers, bases = ("|".join(map(re.escape, sorted(words, key=len, reverse=True))) for words in _unit_parts())
    return {
        "description": "The unit as printed.",
        "anyOf": [
            {"enum": common},
            {"type": "string", "pattern": f"^(({multipliers})?({bases})|{multipliers})$"},
        ],
    }


def _unit_parts() -> tuple[list[str], list[str]]:
    return [word for word in units.MULTIPLIERS if word], [*units.known_units(), *units._ALIASES]


# The tables of the document


def document(text: str) -> str:
    """`docs/briefing-format.md` with its generated parts made anew; everything else stays as it is."""
    for name, lines in (
        ("fields", _fields()),
        ("words", _words()),
        ("units", _units()),
        ("limits", _limits()),
    ):
        begin, end = f"<!-- {name}: from scripts/schema.py -->", f"<!-- end of {name} -->"
        before, marker, rest = text.partition(begin)
        _, marker_end, after = rest.partition(end)
        if not (marker and marker_end):
            raise SystemExit(f"{FORMAT.relative_to(ROOT)} lacks {begin} or {end}")
        text = before + begin + "\n\n" + "\n".join(lines) + "\n\n" + end + after
    return text


def _fields() -> Iterator[str]:
    said = docstrings()
    for number, (struct, paths) in enumerate(structs()):
        if struct.cls is briefing.Evidence:
            header = "`evidence = [ { … } ]`"
        else:
            header = ", ".join(f"`[[{path}]]`" for path in paths if path) or "The top of the file"
        yield from ([""] if number else [])
        yield f"### {header}"
        yield ""
        yield str(struct.cls.__doc__)
        yield ""
        yield "| key | what to write | what it says |"
        yield "|---|---|---|"
        for field in struct.fields:
            must = " (needed)" if field.required else ""
            meaning = said[f"{struct.cls.__name__}.{field.encode_name}"]
            yield f"| `{field.encode_name}`{must} | {_what(field.type)} | {meaning} |"


def _what(kind: Type) -> str:
    """What a person writes for a value of `kind`."""
    inner, what = _inner(kind)
    match inner:
        case _ if what:
            return f"a {what}"
        case CustomType():
            return "a text"
        case LiteralType(values=values) if len(values) == 1:
            return f"`{values[0]}`"
        case LiteralType(values=values):
            return ", ".join(f"`{value}`" for value in values)
        case DecimalType():
            return "a number"
        case IntType():
            return "a whole number"
        case DateType():
            return "a date"
        case StrType(pattern=str()):
            return "an id"
        case StrType():
            return "a string"
        case ListType(item_type=StructType()):
            return "tables"
        case ListType(item_type=item):
            one = _what(item)
            return f"a list of {one.removeprefix('a ')}s" if one.startswith("a ") else f"a list of {one}"
    raise NotImplementedError(kind)


def _words() -> Iterator[str]:
    said = docstrings()
    for name, key in (("Nature", "nature"), ("Bound", "bound"), ("MetricKind", "kind of a metric")):
        values = ", ".join(f"`{value}`" for value in get_args(getattr(briefing, name)))
        yield f"- **{key}**: {values}. {said[name]}"


def _units() -> Iterator[str]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for name in units.known_units():
        kinds[units.parse_unit(name).dimension].append(name)
    yield "| what it measures | units |"
    yield "|---|---|"
    for dimension, names in kinds.items():
        yield f"| {dimension} | {' '.join(names)} |"
    yield ""
    multipliers = " ".join(word for word in units.MULTIPLIERS if word)
    yield f"Before each of them may stand {multipliers}, as in 万家, 亿元 or 万平方米."


def _limits() -> Iterator[str]:
    yield f"- a file: {load.MAX_BYTES // 1024**2} MB and {load.MAX_LINES:,} lines"
    yield f"- entries: {load.MAX_ENTRIES:,}, counted as the signs `= , [ . \\`"
    yield f"- nesting: {toml.MAX_DEPTH} keys and list positions from the top"
    yield f"- a text: {check.MAX_TEXT:,} characters; an address: {check.MAX_URL:,}"
    an_id = type_info(briefing.Id)
    assert isinstance(an_id, StrType)
    yield f"- an id: {an_id.max_length} characters; a unit or a period: {check.MAX_WORD}"
    yield f"- a value: {check.MAX_DIGITS} digits; the number of an outcome or project: {check.MAX_NUMBER:,}"
    yield f"- faults told of one file: {MAX_FAULTS}"


if __name__ == "__main__":
    sys.exit(main())
