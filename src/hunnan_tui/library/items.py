"""Items: what the catalog keeps of a briefing, one row for everything that a reader can select."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from hunnan_tui.model.briefing import (
    Base,
    Evidence,
    Flag,
    Metric,
    Observation,
    Outcome,
    Point,
    Project,
    Source,
)
from hunnan_tui.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE = "SELECT id, coalesce(whole, body) FROM items LEFT JOIN series ON item=id"
"""Asks for metrics with all their observations."""

Kind = Literal["outcome", "project", "point", "metric", "flag", "source", "note"]
KINDS: tuple[Kind, ...] = ("outcome", "project", "point", "metric", "flag", "source", "note")


class SectionPoint(Base, frozen=True, kw_only=True):
    """A point with the section that it stands in."""

    point: Point
    """The statement."""
    section: str
    """The section's key: briefing-id/section-id."""
    section_kind: Literal["keywords", "narrative"]
    """The section's kind."""
    section_title: Text
    """The section's heading."""
    number: int
    """The point's place in its section, from 1."""


class Figure(Base, frozen=True, kw_only=True):
    """An observation of a metric and the briefing that makes it."""

    observation: Observation
    """The value, its period, nature and evidence."""
    briefing: str
    """The id of the briefing, in which the evidence's sources are found."""
    date: str
    """That briefing's date, ISO."""


class MetricItem(Base, frozen=True, kw_only=True):
    """A metric with its observations over all briefings."""

    metric: Metric
    """Name, area, kind as the newest briefing gives them; without observations."""
    area_name: Text
    """The area's name."""
    figures: list[Figure]
    """The observations, by period, then nature, then briefing date; of a long series in short, the ones to look at."""
    of: int = 0
    """How many observations there are, where `figures` are only some of them; 0 where they are all."""
    course: tuple[tuple[Decimal, Literal["actual", "target", "estimate"]], ...] = ()
    """The course of a long series in a few values with their natures, where `figures` are too few to show it."""

    @property
    def count(self) -> int:
        """How many observations there are."""
        return self.of or len(self.figures)


class FlagSide(Base, frozen=True, kw_only=True):
    """One of the statements that a program's flag sets against each other."""

    key: str
    """The item that says it."""
    text: Text
    """What it says, in a few words."""
    briefing: str
    """The briefing in which the evidence's sources are found."""
    evidence: list[Evidence] = msgspec.field(default_factory=list)
    """Where it is said."""


class FlagItem(Base, frozen=True, kw_only=True):
    """A flag and where it comes from."""

    flag: Flag
    """What does not agree."""
    origin: Literal["author", "program"] = "author"
    """Noticed by a briefing's author, or found by the program."""
    sides: list[FlagSide] = msgspec.field(default_factory=list)
    """For a program's flag: the statements, each with its own evidence."""
    fingerprint: str = ""
    """For a program's flag: changes when a figure of it changes."""


class NoteItem(Base, frozen=True, kw_only=True):
    """A note as search knows it; the note itself is in its file."""

    text: Text
    """What was written."""
    stamp: str
    """Changes with the note."""


Data = NoteItem | Outcome | Project | SectionPoint | MetricItem | FlagItem | Source

_TYPES: dict[str, type] = {
    "outcome": Outcome,
    "project": Project,
    "point": SectionPoint,
    "metric": MetricItem,
    "flag": FlagItem,
    "source": Source,
    "note": NoteItem,
}


class Item(msgspec.Struct, frozen=True, dict=True):
    """One item as read from the catalog."""

    id: int
    key: str
    kind: Kind
    briefing: str
    date: str
    body: bytes
    """The content as `encode` wrote it."""

    @cached_property
    def data(self) -> Any:
        """The typed content, by `kind`: taken apart when it is looked at, as few of a page's rows are on the screen."""
        return decode(self.kind, self.body)

    @property
    def title(self) -> Text:
        """What a list shows for the item."""
        return title_of(self.data)


class Row(msgspec.Struct):
    """One item to be stored: the columns of the catalog's `items`, and what hangs on it."""

    key: str
    kind: Kind
    briefing: str
    date: str
    title: Text | None = None
    name: str = ""
    text: Text = msgspec.field(default_factory=Text)
    figures: str = ""
    area: str = ""
    section: str | None = None
    section_kind: str | None = None
    body: bytes = b""
    sources: list[str] = msgspec.field(default_factory=list)
    cited: list[str] = msgspec.field(default_factory=list)
    """The keys of `sources` where the evidence is of several briefings; else they are the item's own briefing's."""
    links: list[str] = msgspec.field(default_factory=list)


def title_of(data: Data) -> Text:
    """What a list shows for an item's content: its title, its name, or, where it has none, its text."""
    match data:
        case SectionPoint():
            return data.point.text
        case MetricItem():
            return data.metric.name
        case NoteItem():
            return data.text
        case FlagItem():
            return data.flag.title or data.flag.text
        case Source():
            return data.title or data.publisher
        case _:
            return data.title


def evidence_of(data: Data) -> list[Evidence]:
    """All evidence of an item's content, its points' included, in the order in which it is read."""
    match data:
        case SectionPoint():
            return data.point.evidence
        case MetricItem():
            return [evidence for figure in data.figures for evidence in figure.observation.evidence]
        case FlagItem():
            return data.flag.evidence
        case Source() | NoteItem():
            return []
        case _:
            return data.evidence + [evidence for point in data.points for evidence in point.evidence]


def texts_of(data: Data) -> Iterator[tuple[Text, list[Evidence]]]:
    """The texts of an item's content that say something, each with its own evidence; metrics and sources excepted."""
    match data:
        case SectionPoint():
            yield data.point.text, data.point.evidence
        case FlagItem():
            yield data.flag.text, data.flag.evidence
        case Outcome() | Project():
            yield data.title, data.evidence
            if data.summary:
                yield data.summary, data.evidence
            for point in data.points:
                yield point.text, point.evidence


def encode(data: msgspec.Struct) -> bytes:
    """Content as the catalog keeps it: JSON, decimals as exact strings."""
    return _encoder().encode(data)


def decode(kind: str, body: bytes) -> Data:
    """What `encode` wrote for an item of `kind`."""
    return _decoder(_TYPES[kind]).decode(body)  # type: ignore[no-any-return]


def decode_metric(body: bytes) -> Metric:
    """What `encode` wrote for one briefing's metric."""
    return _decoder(Metric).decode(body)  # type: ignore[no-any-return]


def decode_item(body: bytes) -> MetricItem:
    """What `encode` wrote for a metric of the library."""
    return _decoder(MetricItem).decode(body)  # type: ignore[no-any-return]


def decode_note(body: bytes) -> NoteItem:
    """What `encode` wrote for a note."""
    return _decoder(NoteItem).decode(body)  # type: ignore[no-any-return]


def decode_source(body: bytes) -> Source:
    """What `encode` wrote for a source."""
    return _decoder(Source).decode(body)  # type: ignore[no-any-return]


def encode_text(value: Any) -> Any:
    """msgspec's `enc_hook`: a text as an object of both languages, null where there is none."""
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    raise NotImplementedError(type(value))


def decode_text(kind: type, value: Any) -> Any:
    """msgspec's `dec_hook`: a string or an object of both languages as a text."""
    if kind is Text:
        return Text.of(value)
    raise NotImplementedError(kind)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=encode_text)


@cache
def _decoder(kind: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, dec_hook=decode_text)
