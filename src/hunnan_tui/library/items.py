"""Items: what the catalog keeps of a briefing, one row for everything that a reader can select."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from hunnan_tui.model.briefing import (
    Base,
    Briefing,
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
from hunnan_tui.model.units import format_value, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WHOLE = "SELECT id, coalesce(whole, body) FROM items LEFT JOIN series ON item=id"
"""Asks for metrics with all their observations."""

Kind = Literal["outcome", "project", "point", "metric", "flag", "source", "note"]
KINDS: tuple[Kind, ...] = ("outcome", "project", "point", "metric", "flag", "source", "note")


_NATURES = {"target": "目标 target", "estimate": "预计 estimate", "limit": "上限 limit"}
"""How a figure that is not an actual one is asked for; that one is goes without saying."""


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


class Item(msgspec.Struct, frozen=True):
    """One item as read from the catalog; `data` is the typed content, by `kind`."""

    id: int
    key: str
    kind: Kind
    briefing: str
    date: str
    data: Any

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


def rows(briefing: Briefing) -> Iterable[Row]:
    """The items of one briefing in reading order, metrics excepted: those are made of all briefings' contributions."""
    date = briefing.date.isoformat()
    for index, outcome in enumerate(briefing.outcomes, 1):
        data = outcome if outcome.number is not None else msgspec.structs.replace(outcome, number=index)
        yield _entry("outcome", briefing, date, data, data.organisations)
    for index, project in enumerate(briefing.projects, 1):
        data_ = project if project.number is not None else msgspec.structs.replace(project, number=index)
        yield _entry("project", briefing, date, data_, data_.partners)
    for ordinal, section in enumerate(briefing.sections, 1):
        section_id = section.id or f"section-{ordinal}"
        for index, point in enumerate(section.points, 1):
            yield Row(
                key=f"{briefing.id}/point/{point.id or f'{section_id}-{index}'}",
                kind="point",
                briefing=briefing.id,
                date=date,
                name=_both(section.title),
                text=point.text,
                section=f"{briefing.id}/{section_id}",
                section_kind=section.kind,
                body=encode(
                    SectionPoint(
                        point=point,
                        section=f"{briefing.id}/{section_id}",
                        section_kind=section.kind,
                        section_title=section.title,
                        number=index,
                    )
                ),
                sources=_sources(point.evidence),
                links=[*(f"metric/{metric}" for metric in point.metrics), *point.related],
            )
    for index, flag in enumerate(briefing.flags, 1):
        yield Row(
            key=f"{briefing.id}/flag/{flag.id or f'flag-{index}'}",
            kind="flag",
            briefing=briefing.id,
            date=date,
            title=flag.title,
            text=flag.text,
            body=encode(FlagItem(flag=flag)),
            sources=_sources(flag.evidence),
            links=flag.about,
        )
    for source in briefing.sources:
        yield Row(
            key=f"{briefing.id}/source/{source.id}",
            kind="source",
            briefing=briefing.id,
            date=date,
            title=source.title or source.publisher,
            name="\n".join(filter(None, [source.id, _both(source.publisher), _both(source.author)])),
            text=Text(en="\n".join(filter(None, [source.url, source.published, _both(source.via)]))),
            body=encode(source),
            sources=[source.id],
        )


def metric_row(item: MetricItem) -> Row:
    """The row of a metric, made of the contributions of all briefings that observe it."""
    metric = item.metric
    newest = max(item.figures, key=lambda figure: figure.date, default=None)
    lines = []
    for figure in item.figures:
        seen = figure.observation
        lines.append(
            " ".join(
                filter(
                    None,
                    [
                        f"{seen.value:f}{seen.unit}",
                        number(seen.value),
                        format_value(seen.value, seen.unit, "en"),
                        seen.printed,
                        f"{seen.growth:f}%" if seen.growth is not None else None,
                        seen.period,
                        _NATURES.get(seen.nature),
                    ],
                )
            )
        )
    notes = [text for figure in item.figures for text in (figure.observation.note, figure.observation.set_by) if text]
    if metric.definition:
        notes.insert(0, metric.definition)
    evidence = [e for figure in item.figures for e in figure.observation.evidence]
    return Row(
        key=f"metric/{metric.area}/{metric.id}",
        kind="metric",
        briefing=newest.briefing if newest else "",
        date=newest.date if newest else "",
        title=metric.name,
        name="\n".join([metric.id, metric.area, _both(item.area_name)]),
        text=_join(notes),
        figures="\n".join(lines),
        area=metric.area,
        body=encode(item),
        sources=_sources(evidence),
        links=[f"metric/{metric.area}/{metric.part_of}"] if metric.part_of else [],
    )


def _entry(
    kind: Literal["outcome", "project"],
    briefing: Briefing,
    date: str,
    data: Outcome | Project,
    names: list[Text],
) -> Row:
    texts = [text for text in (data.summary, getattr(data, "field", None), getattr(data, "place", None)) if text]
    texts += [point.text for point in data.points]
    evidence = data.evidence + [e for point in data.points for e in point.evidence]
    metrics = data.metrics + [metric for point in data.points for metric in point.metrics]
    related = data.related + [key for point in data.points for key in point.related]
    return Row(
        key=f"{briefing.id}/{kind}/{data.id}",
        kind=kind,
        briefing=briefing.id,
        date=date,
        title=data.title,
        name="\n".join([data.id, *map(_both, names)]),
        text=_join(texts),
        body=encode(data),
        sources=_sources(evidence),
        links=list(dict.fromkeys([*(f"metric/{metric}" for metric in metrics), *related])),
    )


def _both(text: Text | None) -> str:
    return "\n".join(part for part in (text.zh, text.en) if part) if text else ""


def _join(texts: list[Text]) -> Text:
    return Text("\n".join(t.zh for t in texts if t.zh) or None, "\n".join(t.en for t in texts if t.en) or None)


def _sources(evidence: list[Evidence]) -> list[str]:
    return list(dict.fromkeys(e.source for e in evidence))
