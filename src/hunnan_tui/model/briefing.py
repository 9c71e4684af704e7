"""The briefing file's model, schema 1: what `docs/briefing-format.md` describes, as types.

The types are the one truth about the format: the loader checks files against them, and the JSON Schema is made
from them. Every field's docstring line below is what an editor shows while a person writes a briefing.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from hunnan_tui.model.text import Text

SCHEMA = 1

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
"""Small letters, digits and single hyphens."""

PeriodText = Annotated[str, Meta(extra={"check": "period"})]
"""A period as `hunnan_tui.model.period` reads it."""

UnitText = Annotated[str, Meta(extra={"check": "unit"})]
"""A unit that `hunnan_tui.model.units` knows."""

Nature = Literal["actual", "target", "estimate", "limit"]
"""Whether a value was reached, is aimed at, is reckoned, or is the most or least allowed."""

Bound = Literal["exact", "about", "over", "at-least", "nearly", "up-to"]
"""How the source qualifies a value: 超 over, 不少于 at-least, 近 nearly, 约 about, 最高 up-to."""

MetricKind = Literal["stock", "flow", "cumulative", "rank", "share"]
"""At a moment; within a period; since a beginning; a place in a list (lower is better); a part of a whole."""


class Base(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all parts of a briefing have in common: immutable, and no key that the format does not know."""


class Evidence(Base, frozen=True, kw_only=True):
    """The link from a statement to a source."""

    source: Id
    """The id of a source of this briefing."""
    locator: Text | None = None
    """Where in the source: a heading, a paragraph, something a person can follow."""
    anchor: str | None = None
    """The few words of the source that carry the statement, letter for letter."""


class Source(Base, frozen=True, kw_only=True):
    """A published page or paper."""

    id: Id
    """What evidence calls this source."""
    publisher: Text
    """Who published it."""
    title: Text | None = None
    """Its title, where known."""
    published: PeriodText | None = None
    """The day, month or year of publication; left out where the source does not state it."""
    url: str | None = None
    """Where to read it: http or https."""
    author: Text | None = None
    """Who wrote it, where the source says so."""
    via: Text | None = None
    """The page that repeats it, where the original was not at hand."""
    language: Literal["en", "zh"] | None = None
    """The language it is written in: a citation gives its title in that; left out, Chinese if the title has any."""
    kind: Literal["page", "newspaper", "journal"] = "page"
    """What it is cited as: a page on the web, an article of the newspaper or of the journal that `publisher` names."""
    volume: str | None = None
    """The volume of the journal."""
    pages: str | None = None
    """The pages in the journal or in the newspaper."""
    romanised: str | None = None
    """A Chinese title in pinyin, as APA cites it."""


class Point(Base, frozen=True, kw_only=True):
    """One statement."""

    id: Id | None = None
    """Its id within the briefing; left out, it is the section's id and the point's number."""
    text: Text
    """What is said, in our own words."""
    evidence: list[Evidence] = []
    """Where it is said."""
    metrics: list[str] = []
    """The metrics whose figures it tells, as area/metric-id."""
    related: list[str] = []
    """Keys of items that it is about."""


class Section(Base, frozen=True, kw_only=True):
    """A heading of a briefing with its points."""

    id: Id | None = None
    """Its id within the briefing; left out, it is `section-` and its number."""
    kind: Literal["keywords", "narrative"] = "narrative"
    """`keywords`: one of a year's keyword sections; `narrative`: the briefing's own story."""
    title: Text
    """The heading."""
    points: list[Point] = []
    """The statements below it, in their order."""


class Outcome(Base, frozen=True, kw_only=True):
    """One of the innovation outcomes."""

    id: Id
    """Its id within the briefing."""
    number: int | None = None
    """Its place in the source's list."""
    title: Text
    """Its name."""
    translated: list[Literal["en", "zh"]] = []
    """The languages in which the name is our translation, because no source at hand gives one."""
    field: Text | None = None
    """The field of technology; left out where no source states it."""
    organisations: list[Text] = []
    """Who achieved it; empty where no source states it."""
    summary: Text | None = None
    """What it is, in a sentence or two."""
    points: list[Point] = []
    """What the sources say about it, statement by statement."""
    evidence: list[Evidence] = []
    """Where it is named."""
    metrics: list[str] = []
    """The metrics that measure it, as area/metric-id."""
    related: list[str] = []
    """Keys of items that it is about."""


class Project(Base, frozen=True, kw_only=True):
    """One signed project."""

    id: Id
    """Its id within the briefing."""
    number: int | None = None
    """Its place in the source's list."""
    title: Text
    """Its name."""
    translated: list[Literal["en", "zh"]] = []
    """The languages in which the name is our translation, because no source at hand gives one."""
    partners: list[Text] = []
    """Who signed it; empty where no source states it."""
    place: Text | None = None
    """Where it settles."""
    signed: datetime.date | None = None
    """The day of signing."""
    summary: Text | None = None
    """What it is, in a sentence or two."""
    points: list[Point] = []
    """What the sources say about it, statement by statement."""
    evidence: list[Evidence] = []
    """Where it is named."""
    metrics: list[str] = []
    """The metrics that measure it, as area/metric-id."""
    related: list[str] = []
    """Keys of items that it is about."""


class Observation(Base, frozen=True, kw_only=True):
    """One value of a metric."""

    period: PeriodText
    """The time that the value belongs to."""
    value: Decimal
    """The value, exact as printed, in `unit`."""
    unit: UnitText
    """The unit as printed: 亿元, 家, 个, %, …"""
    nature: Nature
    """actual, target, estimate or limit."""
    bound: Bound = "exact"
    """How the source qualifies the value."""
    printed: str | None = None
    """The source's own words for the value, where they are not simply value and unit."""
    growth: Decimal | None = None
    """The printed growth on the year before, in per cent."""
    baseline: PeriodText | None = None
    """For a target: the period that it starts from."""
    set_by: Text | None = None
    """For a target: who set it."""
    note: Text | None = None
    """What a reader must know to use the value."""
    evidence: list[Evidence] = []
    """Each place that says it."""


class Metric(Base, frozen=True, kw_only=True):
    """A thing measured, for an area."""

    id: Id
    """The indicator: the same id in another area is comparable."""
    area: Id
    """The area: the same id and area in another briefing is the same metric."""
    name: Text
    """What is measured."""
    kind: MetricKind | None = None
    """stock, flow, cumulative, rank or share; left out where that is not clear."""
    definition: Text | None = None
    """What exactly is counted, where a source says so."""
    part_of: Id | None = None
    """The metric of the same area that this one is a part of."""
    observations: list[Observation] = []
    """Its values in this briefing."""


class Area(Base, frozen=True, kw_only=True):
    """A territory or body that metrics are about."""

    id: Id
    """What metrics call it."""
    name: Text
    """Its name."""


class Flag(Base, frozen=True, kw_only=True):
    """Two statements that do not agree, or one that cannot be right, noticed by a person."""

    id: Id | None = None
    """Its id within the briefing; left out, it is `flag-` and its number."""
    title: Text | None = None
    """What does not agree, in a few words; left out, the text says it."""
    about: list[str] = []
    """Keys of the items concerned."""
    text: Text
    """Both sides, and the arithmetic where there is any."""
    evidence: list[Evidence] = []
    """Where each side is said."""


class Briefing(Base, frozen=True, kw_only=True):
    """One document about one occasion or subject: one TOML file."""

    schema: Literal[1]
    """The version of this format: 1."""
    id: Id
    """Its id, unique in the library."""
    title: Text
    """Its title."""
    date: datetime.date
    """The day it is about or was published."""
    summary: Text | None = None
    """What it is about, in a sentence or two."""
    sources: list[Source] = []
    """The pages and papers that evidence names."""
    areas: list[Area] = []
    """Names of the areas that the metrics use."""
    outcomes: list[Outcome] = []
    """The innovation outcomes."""
    projects: list[Project] = []
    """The signed projects."""
    sections: list[Section] = []
    """The keyword sections and the narrative."""
    metrics: list[Metric] = []
    """Every figure, as observations of metrics."""
    flags: list[Flag] = []
    """What a person noticed; the program finds others by itself."""
