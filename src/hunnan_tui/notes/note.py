"""One note, and the TOML file that holds it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec
from msgspec import Struct

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.library import toml
from hunnan_tui.model.text import Language, Text
from hunnan_tui.notes.item import CitedItem, from_builtins, to_builtins

FORMAT = 1
MAX_TEXT = 1_000_000
"""The longest text, in characters."""
MAX_FILE = 8 * 1024 * 1024
"""The largest note file that is read, in bytes."""

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}", re.ASCII)
# as texts, where a start without notes has no use for them: compiling takes long
_TAG = r"(?<![A-Za-z0-9_&#＃/])[#＃]([^\W_][\w/-]*)[#＃]?"
_LINK = r"\[\[([^\[\]\n]{1,300})\]\]"
# What a terminal must not get raw when somebody prints the file: C1 controls, bidirectional marks, invisible
# characters. tomli_w escapes the C0 controls.
INVISIBLE = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
# Lines of a text that git could take for its own marks of a conflict, so that only git writes such lines.
_MARK = re.compile(r"^([<=>|])(?=\1{6}(?: |$))", re.MULTILINE)
_SURROGATE = "[\ud800-\udfff]"
_FIELDS = (
    "format",
    "id",
    "key",
    "title",
    "created",
    "updated",
    "tags",
    "conflict",
    "text",
    "evidence",
    "figures",
)


class Note(Struct, frozen=True, kw_only=True):
    """What a person wrote on an item."""

    id: str
    """Its id, which is also its file's name: the time of writing in UTC and eight hexadecimal digits."""
    item: CitedItem
    """The item as it was when the note was written."""
    created: datetime
    """When it was first written, in UTC."""
    updated: datetime
    """When it was last changed, in UTC."""
    text: str
    """The text, its lines parted by line feeds."""
    conflict: str = ""
    """The id of the note that this is another version of, until a person resolves it."""
    format: int = FORMAT
    """The version of the file's format; a newer one than FORMAT is shown and never written."""
    added: tuple[str, ...] = ()
    """Tags that the file gives and the text does not: somebody wrote them there by hand. They outlive every edit."""
    extra: dict[str, Any] = {}
    """What else the file says, written back as it is."""
    revision: str = ""
    """Which state of its file it was read from or saved as; empty for a note that is in no file yet."""

    @classmethod
    def new(cls, item: CitedItem, text: str) -> Note:
        """A note on `item`, in no file yet."""
        now = datetime.now(UTC)
        return cls(id=new_id(now), item=item, created=now, updated=now, text=clean(text))

    def edited(self, text: str, item: CitedItem | None = None) -> Note:
        """This note with another text, and on `item` as it is now if given; not saved yet."""
        now = max(datetime.now(UTC), self.created)
        return msgspec.structs.replace(self, text=clean(text), item=item or self.item, updated=now)

    @property
    def key(self) -> str:
        """The key of the item that it is about."""
        return self.item.key

    @property
    def tags(self) -> list[str]:
        """Those of the text in their order, each once: `#创新`, `#AI`, `#科技城#`; a number is none. Then `added`."""
        found = _tags(self.text)
        return [*found.values(), *(tag for tag in self.added if tag.casefold() not in found)]

    @property
    def links(self) -> list[str]:
        """The keys of the items that the text links to as `[[key]]`, in their order, each once."""
        return [*dict.fromkeys(key for found in re.findall(_LINK, self.text) if (key := found.strip()))]

    @property
    def readonly(self) -> bool:
        """Whether a newer version of the program wrote it: shown and not touched."""
        return self.format > FORMAT

    def same(self, other: Note) -> bool:
        """Whether both say the same on the same item, whenever it was written."""
        return (self.text, self.item, self.tags, self.extra) == (other.text, other.item, other.tags, other.extra)


def new_id(now: datetime) -> str:
    """An id that no other note has."""
    return f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"


def written(stamp: str) -> datetime:
    """The time that an id, or the first 15 characters of one, tells; the beginning of 1970 if none."""
    try:
        return datetime.strptime(stamp[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def is_id(text: str) -> bool:
    """Whether `text` is a note's id, and so safe as a file's name."""
    return _ID.fullmatch(text) is not None


def clean(text: str) -> str:
    """`text` as it is kept: line ends as line feeds, lone surrogates as the replacement character."""
    return re.sub(_SURROGATE, "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def told(text: str, titles: Mapping[str, Text], language: Language) -> str:
    """A note's text as a person reads it: each link as the title of its item, or as typed where `titles` has none."""

    def title(link: re.Match[str]) -> str:
        found = titles.get(link[1].strip())
        return link[0] if found is None else f"“{' '.join(found.get(language).split())}”"

    return re.sub(_LINK, title, text)


def revision(data: bytes) -> str:
    """Which state of a file `data` is."""
    import hashlib

    return hashlib.blake2b(data, digest_size=16).hexdigest()


def to_dict(note: Note) -> dict[str, Any]:
    """The note as plain tables, in the order in which files give them; times in UTC."""
    plain: dict[str, Any] = {"format": note.format, "id": note.id, "key": note.key}
    plain |= {"created": note.created, "updated": note.updated, "tags": note.tags}
    if note.conflict:
        plain["conflict"] = note.conflict
    return plain | {"text": note.text} | to_builtins(note.item) | note.extra


def from_dict(plain: dict[str, Any], id: str) -> Note:
    """The note that `to_dict` gave, under `id`; ValueError if it is none. Tags of the text are derived."""
    form = plain.get("format", FORMAT)
    if not isinstance(form, int) or isinstance(form, bool) or form < 1:
        raise ValueError("`format` must be a whole number")
    text, conflict = plain.get("text"), plain.get("conflict", "")
    about = {name: plain[name] for name in ("key", "title", "evidence", "figures") if name in plain}
    if form > FORMAT:
        about = {name: value for name, value in about.items() if name in ("key", "title")}
        text = text if isinstance(text, str) else ""
        about["key"] = about["key"] if isinstance(about.get("key"), str) else ""
    if not isinstance(text, str):
        raise ValueError("`text` must be there, and a string")
    try:
        item = from_builtins(about)
    except msgspec.ValidationError as error:
        if form == FORMAT:
            raise ValueError(str(error)) from None
        item = CitedItem(key=about["key"])
    created = _moment(plain.get("created")) or written(id)
    return Note(
        id=id,
        item=item,
        created=created,
        updated=_moment(plain.get("updated")) or created,
        text=clean(text),
        added=_added(plain.get("tags"), clean(text)),
        conflict=conflict if isinstance(conflict, str) and is_id(conflict) else "",
        format=form,
        extra={name: value for name, value in plain.items() if name not in _FIELDS},
    )


def encode(note: Note) -> bytes:
    """The note's file; NoteError if it cannot be kept as one."""
    if note.readonly:
        raise NoteError(
            _("the note was written by a newer version of this program and is not changed by this one"),
            where=note.id,
            remedy=_("Update hunnan-tui to change it"),
        )
    data = dump(to_dict(note))
    if len(note.text) > MAX_TEXT or len(data) > MAX_FILE:
        raise NoteError(
            _("the text is longer than {count:,} characters").format(count=MAX_TEXT),
            where=note.id,
            remedy=_("Part it into several notes"),
        )
    return data


def dump(plain: dict[str, Any]) -> bytes:
    """`plain` as TOML that is harmless on a terminal and holds no line that git could take for its own."""
    import tomli_w

    written = tomli_w.dumps(plain, multiline_strings=True)
    written = _MARK.sub(lambda mark: f"\\u{ord(mark[1]):04x}", re.sub(INVISIBLE, _escape, written))
    return written.encode("utf-8", "replace")


def load(data: bytes, limit: int = MAX_FILE) -> dict[str, Any]:
    """What the TOML file `data` says; ValueError, with a sentence, if it is damaged or over `limit` bytes."""
    if len(data) > limit:
        raise ValueError(_("the file is larger than {size} MB").format(size=limit // 1024 // 1024))
    if not data.strip(b"\0 \t\r\n"):
        raise ValueError(_("the file is empty"))
    try:
        return toml.parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(_("the file is not UTF-8 text (byte {number})").format(number=error.start + 1)) from None
    except toml.TooDeep:
        raise ValueError(_("the file is nested too deeply")) from None


def decode(data: bytes, id: str) -> Note:
    """The note in the file `data` whose name says `id`; ValueError, with a sentence, if it is damaged."""
    return msgspec.structs.replace(from_dict(load(data), id), revision=revision(data))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _tags(text: str) -> dict[str, str]:
    """The tags of a text by their folded form, in their order, each as it is written first."""
    found = {tag.casefold(): tag for tag in reversed(re.findall(_TAG, text)) if not tag.isdecimal()}
    return dict(reversed(found.items()))


def _added(given: object, text: str) -> tuple[str, ...]:
    """The tags of a file that are not of its text: a list of words, with or without a #, or one word."""
    listed = [str(tag) for tag in (given if isinstance(given, list) else [given]) if isinstance(tag, str | int)]
    if not any(listed):
        return ()
    said = _tags(text)
    tags = {tag.casefold(): tag for one in listed if (tag := clean(one).strip().strip("#＃").strip())}
    return tuple(tag for folded, tag in tags.items() if folded not in said)


def _moment(value: object) -> datetime | None:
    """A time as a file gives it, in UTC; None where it gives none that can be reckoned with."""
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time())
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None
