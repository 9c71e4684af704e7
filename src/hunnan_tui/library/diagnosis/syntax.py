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

    Texts and comments keep their full-width characters. No offset changes. The full-width characters of a line are
    one mistake. Of very many mistakes there are the first.
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
        return Mistake(
            offset, "number-too-large", {"key": _key_before(text[start:offset]), "limit": str(MAX_DIGITS)}
        )
    if reason.startswith("Invalid date"):
        return Mistake(offset, "bad-date", {"found": shown(_bare(text, offset))})
    return _value_mistake(text, offset, reason, statement)


def _value_mistake(text: str, offset: int, reason: str, statement: Statement) -> Mistake:
    start, end, _ = statement
    if "=" not in text[start:end] or reason.startswith(("Expected '='", "Invalid statement")):
        if not re.match(r"[A-Za-z0-9_-]", text[start]):
            return Mistake(
                start, "bad-key", {"found": shown(re.split(r"[\s=]", text[start:end], maxsplit=1)[0])}
            )
        return Mistake(start, "missing-equals", {})
    before, after = text[start:offset].rstrip(), text[offset:end].lstrip(" \t")
    if not after or after[0] in ",\n#}]":
        if before.endswith("="):
            return Mistake(offset, "missing-value", {"key": shown(_key_before(before))})
        if re.match("Unclosed inline|Invalid initial", reason):
            return Mistake(offset, "inline-table", {})
    if before.endswith(('"', "'")) and not reason.startswith("Invalid value"):
        list_entry = (
            reason.startswith("Unclosed") and after[:1] in ('"', "'", "{") and text[offset - 1] in " \t\n"
        )
        next_key = reason.startswith("Unclosed inline") and re.match(r"[A-Za-z_-]+[ \t]*=", after)
        return Mistake(offset, "missing-comma" if list_entry or next_key else "quotes-in-string", {})
    if before.endswith(("}", "]")) and reason.startswith("Unclosed"):
        return Mistake(offset, "missing-comma", {})
    key, found = _key_before(before), _bare(text, offset, list_ends="Expected newline" not in reason)
    if key and (amount := re.fullmatch(r"([+-]?\d+(?:\.\d+)?)\s*([^\d\s.:/-]\D*)", found, re.ASCII)):
        params = {"found": found, "key": key, "write": amount[1], "unit": amount[2]}
        return Mistake(offset, "unit-in-value", {name: shown(value) for name, value in params.items()})
    if key and found:
        return Mistake(
            offset, "bad-value", {"found": shown(found), "write": shown(f"{key} = {_meant(found)}")}
        )
    return Mistake(offset, "bad-syntax", {"reason": shown(reason)})


def _bare(text: str, offset: int, *, list_ends: bool = True) -> str:
    """The run of characters around `offset` that stands where a value should."""
    stop = r"[^\s,=\[\]{}\"'#]" if list_ends else r"[^\s=\[\]{}\"'#]"
    left = re.search(stop + r"*\Z", text[max(0, offset - 200) : offset])
    right = re.match(r"[^,\]}\n#\"]*" if list_ends else r"[^\n#\"]*", text[offset : offset + 200])
    return ((left.group() if left else "") + (right.group() if right else "")).strip()


def _key(text: str, statement: Statement) -> str:
    return text[statement.start : statement.end].partition("=")[0].strip()


def _key_before(before: str) -> str:
    """The key whose value `before` leads up to; empty in a list."""
    match = re.search(r"([A-Za-z0-9_-]+)[ \t]*=[^=]*\Z", before[-300:])
    return match[1] if match else ""


def _meant(found: str) -> str:
    """The value that a bare run of characters was probably meant to be."""
    day = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", found, re.ASCII)
    if day:
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    if re.fullmatch(r"[+-]?0*\d{1,3}(,\d{3})+(\.\d+)?|[+-]?0+\d+", found, re.ASCII):
        return found.replace(",", "").lstrip("0")
    return f'"{found}"'
