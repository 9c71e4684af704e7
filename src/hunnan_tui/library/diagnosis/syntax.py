"""What is wrong with a text that is not TOML, in words that help a person who does not know TOML."""

from __future__ import annotations

import re
from itertools import islice

from hunnan_tui.library.check import MAX_DIGITS
from hunnan_tui.library.diagnosis.locate import STRING
from hunnan_tui.library.diagnosis.statements import Mistake, Statement, line_end
from hunnan_tui.library.fault import MAX_FAULTS, shown

# Full-width and typographic characters that people type for TOML's own, each with what TOML takes.
_MEANT = str.maketrans(
    "“”„＂‘’＇＝：，、．。［］【】｛｝＃－\u3000\u00a0\u200b\ufeff０１２３４５６７８９",
    '""""\'\'\'==,,..[][]{}#-    0123456789',
)
_WIDE = re.compile(
    rf"#[^\n]*+|{STRING.pattern}"
    r"|(?P<open>[“”„＂‘’＇])"
    r"(?P<inside>(?<=[“”„＂])[^“”„＂\"\n]*+|(?<=[‘’＇])[^‘’＇'\n]*+)"
    r"(?P<close>[“”„＂‘’＇\"']?)"
    r"|(?P<wide>[＝：，、．。［］【】｛｝＃－\u3000\u00a0\u200b\ufeff０-９]+)"
)
_LISTED = 40
"""About how many characters of full-width punctuation a fault lists."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def typed(text: str) -> tuple[str, list[Mistake]]:
    """`text` with the characters that TOML takes for full-width and control ones, and where those stood.

    Texts and comments keep their full-width characters. No offset changes. The full-width characters of a line
    are one mistake. Of very many mistakes there are the first.
    """
    controls = islice(_CONTROL.finditer(text), MAX_FAULTS + 1)
    mistakes = [Mistake(match.start(), "control-character", {"found": shown(match[0])}) for match in controls]
    if mistakes:
        text = _CONTROL.sub(" ", text)
    parts: list[str] = []
    end, last = 0, -1
    for match in _WIDE.finditer(text):
        if match["open"] is None and match["wide"] is None:
            continue
        marks = [match["wide"]] if match["wide"] else [match["open"], *match["close"]]
        found, meant = (" ".join(map(_mark, side)) for side in (marks, [m.translate(_MEANT) for m in marks]))
        if match.start() < last:
            params = mistakes[-1].params
            if len(params["found"]) < _LISTED:
                params |= {"found": f"{params['found']} {found}", "write": f"{params['write']} {meant}"}
        elif len(mistakes) <= MAX_FAULTS:
            mistakes.append(Mistake(match.start(), "full-width", {"found": found, "write": meant}))
            last = line_end(text, match.start())
        parts += [text[end : match.start()], match[0].translate(_MEANT)]
        if match["open"]:
            parts[-1] = match["open"].translate(_MEANT) + match["inside"] + match["close"].translate(_MEANT)
        end = match.end()
    return "".join([*parts, text[end:]]), mistakes


def _mark(marks: str) -> str:
    """Punctuation as a fault shows it: blanks by their code points."""
    return marks if marks.isprintable() and marks.strip() else f"U+{ord(marks[0]):04X}"


def explain(text: str, offset: int, reason: str, statement: Statement) -> Mistake:
    """What is wrong at `offset`, where tomllib gave up with `reason`, in the statement that it stands in."""
    start, end, _ = statement
    if start >= end:
        return Mistake(offset, "bad-syntax", {"reason": shown(reason)})
    if text[start] == "[":
        twice = re.match("Cannot", reason)
        key = {"key": shown(text[start:end].strip())}
        return Mistake(start, "duplicate-key", key) if twice else Mistake(start, "bad-header", {})
    if re.match("Cannot|Duplicate inline", reason):
        name = re.search(r"key '(.*)'", reason)
        return Mistake(start, "duplicate-key", {"key": shown(name[1] if name else _key(text, statement))})
    if re.match("Unescaped|Invalid hex|Escaped", reason):
        return Mistake(offset, "bad-escape", {})
    if reason.startswith("Exceeds the limit"):  # of the digits that Python reads as an integer
        return Mistake(offset, "number-too-large", {"key": _key_before(text[start:offset]), "limit": str(MAX_DIGITS)})
    if reason.startswith("Invalid date"):
        return Mistake(offset, "bad-date", {"found": shown(_bare(text, offset))})
    return _value_mistake(text, offset, reason, statement)


def _value_mistake(text: str, offset: int, reason: str, statement: Statement) -> Mistake:
    """What is wrong where a key, a value, or what comes after one, is expected."""
    start, end, _ = statement
    if "=" not in text[start:end] or reason.startswith(("Expected '='", "Invalid statement")):
        if re.match(r"[A-Za-z0-9_\"'-]", text[start]):
            return Mistake(offset if reason.startswith("Expected '='") else start, "missing-equals", {})
        return Mistake(start, "bad-key", {"found": shown(re.split(r"[\s=]", text[start:end], maxsplit=1)[0])})
    before, after = text[start:offset].rstrip(), text[offset:end].lstrip(" \t")
    if not after or after[0] in ",\n#}]":
        if before.endswith("="):
            return Mistake(offset, "missing-value", {"key": shown(_key_before(before))})
        if re.match("Unclosed inline|Invalid initial", reason):
            return Mistake(offset, "inline-table", {})
        if reason.startswith("Expected newline") and re.match(r",[ \t]*(#.*)?\Z", after):
            return Mistake(offset, "stray-comma", {})
    if reason.startswith("Unclosed") and (before.endswith(("}", "]")) or _next_entry(text, offset, before, after)):
        return Mistake(offset, "missing-comma", {})
    if before.endswith(('"', "'")) and not reason.startswith("Invalid value"):
        return Mistake(offset, "quotes-in-string", {})
    key = _key_before(before)
    found = _right_side(text, offset) if reason.startswith("Expected newline") else _bare(text, offset)
    if key and (amount := re.fullmatch(r"([+-]?\d+(?:\.\d+)?)\s*([^\d\s.:/-]\D*)", found, re.ASCII)):
        params = {"found": found, "key": key, "write": amount[1], "unit": amount[2]}
        return Mistake(offset, "unit-in-value", {name: shown(value) for name, value in params.items()})
    if key and found:
        meant = _number(found) if key in ("value", "growth", "number") else _meant(found)
        return Mistake(offset, "bad-value", {"found": shown(found), "write": shown(f"{key} = {meant}")})
    return Mistake(offset, "bad-syntax", {"reason": shown(reason)})


def _next_entry(text: str, offset: int, before: str, after: str) -> bool:
    """Whether, behind a string, another entry of a list or an inline table begins."""
    entry = after[:1] in ('"', "'", "{") and text[offset - 1] in " \t\n"
    return before.endswith(('"', "'")) and (entry or bool(re.match(r"[A-Za-z_-]+[ \t]*=", after)))


def _bare(text: str, offset: int) -> str:
    """The run of characters around `offset` that stands where an entry's value should."""
    left = re.search(r"[^\s,=\[\]{}\"'#]*\Z", text[max(0, offset - 200) : offset])
    right = re.match(r"[^,\]}\n#\"]*", text[offset : offset + 200])
    return ((left[0] if left else "") + (right[0] if right else "")).strip()


def _right_side(text: str, offset: int) -> str:
    """What stands behind the equals sign on the line of `offset`, without a comment."""
    line = text[max(0, offset - 200) : offset].rpartition("=")[2] + text[offset : offset + 200]
    return re.split(r"[\n#]", line, maxsplit=1)[0].strip()


def _key(text: str, statement: Statement) -> str:
    return text[statement.start : statement.end].partition("=")[0].strip()


def _key_before(before: str) -> str:
    """The key whose value `before` leads up to; empty where there is none."""
    match = re.search(r"([A-Za-z0-9_-]+)[ \t]*=[^=]*\Z", before[-300:])
    return match[1] if match else ""


def _meant(found: str) -> str:
    """The date or text that a bare run of characters was probably meant to be."""
    day = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", found, re.ASCII)
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else f'"{found}"'


def _number(found: str) -> str:
    """The number that a bare run of characters was probably meant to be, or an example of one."""
    numbers = re.findall(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.sub(r"(?<=\d)[ ,_](?=\d{3})", "", found), re.ASCII)
    if len(numbers) != 1:
        return "920"
    sign, digits = re.fullmatch(r"([+-]?)0*(.*?)\.?", numbers[0]).groups()  # type: ignore[union-attr]
    return f"{sign}{'' if digits[:1].isdigit() else '0'}{digits}"
