"""Text in Chinese, English or both, and how text from a file is made harmless before it is shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Language = Literal["en", "zh"]

# as texts, which `re` compiles when they are first used: that takes longer than anything else here
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"

# C0 and C1 controls, DEL, bidirectional marks and overrides, line and paragraph separators, byte order mark,
# lone surrogates, interlinear annotations and the tag characters. Line feed is left: callers lay out lines.
_UNSAFE = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """`text` with every control character replaced by a visible one; line feeds stay.

    C0 controls become the Unicode control pictures (ESC shows as ␛), tabs become a space, every other one becomes
    its code point in angle brackets (⟨202E⟩). The result is safe to send to a terminal.
    """
    return text if text.isprintable() else re.sub(_UNSAFE, _picture, text)


def visible_line(text: str) -> str:
    """`visible`, on one line: line feeds become spaces."""
    return visible(text.replace("\n", " ")) if "\n" in text else visible(text)


def cells(text: str) -> int:
    """How many terminal cells `text` takes; without Rich, which only the screen imports."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character in `text`."""
    return re.search(_HAN, text) is not None


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == 0x09:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨{code:04X}⟩"


class Text:
    """What a briefing says, in Chinese (`zh`), in English (`en`) or in both; at least one is there.

    A plain class, so that msgspec leaves it to our hooks: in a file it is a string or a table of both.
    """

    __slots__ = ("en", "zh")

    def __init__(self, zh: str | None = None, en: str | None = None) -> None:
        self.zh = zh
        self.en = en

    @classmethod
    def of(cls, value: str | dict[str, str]) -> Text:
        """A text as a file gives it: a table of `zh` and `en`, or one string, Chinese if it has any."""
        if isinstance(value, dict):
            return cls(value.get("zh"), value.get("en"))
        return cls(zh=value) if has_chinese(value) else cls(en=value)

    def get(self, language: Language) -> str:
        """The text in `language`, or in the other one where that is all there is."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first if first is not None else second or ""

    def other(self, language: Language) -> str:
        """The text in the language that is not `language`; empty if there is none, or if it is what `get` gave."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return second or "" if first is not None and first != second else ""

    def __str__(self) -> str:
        return self.zh or self.en or ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.zh, self.en) == (other.zh, other.en)

    def __hash__(self) -> int:
        return hash((self.zh, self.en))

    def __repr__(self) -> str:
        return f"Text(zh={self.zh!r}, en={self.en!r})"
