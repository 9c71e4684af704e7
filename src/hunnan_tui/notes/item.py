"""What a note remembers of its item: enough to read and cite it when the item is gone or has changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from hunnan_tui.model.text import Text


class CitedEvidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where an item is said: a source and the place in it."""

    source: str = ""
    """The source's id."""
    publisher: Text | None = None
    """Who published it."""
    author: Text | None = None
    """Who wrote it, where the source says so."""
    title: Text | None = None
    """The source's title."""
    published: str | None = None
    """The day, month or year of publication, as a period."""
    url: str | None = None
    """Where to read it."""
    via: Text | None = None
    """The page that repeats it, where the original was not at hand."""
    language: str | None = None
    """The language it is written in."""
    kind: str = "page"
    """What it is cited as: page, newspaper or journal."""
    volume: str | None = None
    """The volume of the journal."""
    pages: str | None = None
    """The pages in the journal or in the newspaper."""
    romanised: str | None = None
    """A Chinese title in pinyin."""
    locator: Text | None = None
    """Where in the source."""
    anchor: str | None = None
    """The words of the source that carry the statement."""


class CitedFigure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value of a metric."""

    metric: str
    """The metric's key."""
    name: Text | None = None
    """What is measured."""
    period: str
    """The time that the value belongs to."""
    value: Decimal
    """The value, exact as printed, in `unit`."""
    unit: str
    """The unit as printed."""
    nature: str = "actual"
    """actual, target, estimate or limit."""
    bound: str = "exact"
    """How the source qualifies the value."""
    area: Text | None = None
    """The name of the area that it is measured for."""
    printed: str | None = None
    """What the source prints, where that is not the value in its unit."""
    evidence: tuple[int, ...] = ()
    """Which of the item's evidence says it, by their places in its list, from 0."""


class CitedItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item as it is at one moment: what it is called, where it is said, and its figures."""

    key: str
    """The item's stable key."""
    title: Text = Text()
    """What it is called; may be empty."""
    evidence: list[CitedEvidence] = []
    """Where it is said, and then where its figures are."""
    figures: list[CitedFigure] = []
    """The figures that it tells."""


def changed_figures(then: CitedItem, now: CitedItem) -> list[tuple[CitedFigure, CitedFigure | None]]:
    """The figures of `then` that `now` gives otherwise: each with its new form, None where it is no more."""
    today = {_meaning(figure) for figure in now.figures}
    changed: list[tuple[CitedFigure, CitedFigure | None]] = []
    for figure in then.figures:
        if _meaning(figure) not in today:
            place = _place(figure)
            changed.append((figure, next((other for other in now.figures if _place(other) == place), None)))
    return changed


def evidence_of(figure: CitedFigure, item: CitedItem) -> list[CitedEvidence]:
    """What says a figure of `item`. A file may name places that there are not: they are left out."""
    return [item.evidence[place] for place in figure.evidence if 0 <= place < len(item.evidence)]


def same_today(figure: CitedFigure, now: CitedItem | None) -> CitedFigure | None:
    """The figure of `now` that says the same as `figure`; None if there is none."""
    return next((one for one in now.figures if _meaning(one) == _meaning(figure)), None) if now is not None else None


def to_builtins(item: CitedItem) -> dict[str, Any]:
    """`item` as plain tables: texts as tables of `zh` and `en`, whole values as integers, others Decimal."""
    plain: dict[str, Any] = msgspec.to_builtins(item, enc_hook=encode_text, builtin_types=(Decimal,))
    for figure in plain.get("figures", ()):
        value: Decimal = figure["value"]
        if value.as_tuple().exponent == 0:
            figure["value"] = int(value)
    return plain


def from_builtins(plain: object) -> CitedItem:
    """The item that `to_builtins` gave; msgspec.ValidationError if it is none."""
    item = msgspec.convert(plain, CitedItem, dec_hook=decode_text)
    if any(not figure.value.is_finite() for figure in item.figures):
        raise msgspec.ValidationError("A figure's value must be a number")
    return item


def _place(figure: CitedFigure) -> tuple[str, str, str]:
    return (figure.metric, figure.period, figure.nature)


def _meaning(figure: CitedFigure) -> tuple[object, ...]:
    return (*_place(figure), figure.value, figure.unit, figure.bound)


def encode_text(value: object) -> object:
    """msgspec's hook that writes a Text as a table of `zh` and `en`."""
    if isinstance(value, Text):
        return {name: text for name in ("zh", "en") if (text := getattr(value, name)) is not None}
    raise NotImplementedError(type(value))


def decode_text(kind: type, value: object) -> object:
    """msgspec's hook that reads a Text."""
    if kind is not Text:
        raise NotImplementedError(kind)
    if isinstance(value, str):
        return Text.of(value)
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        return Text.of(value)
    raise ValueError("a text is a string, or a table of zh and en")
