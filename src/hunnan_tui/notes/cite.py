"""A note in the words of one language: its figures, and references to its sources with the place in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from hunnan_tui.model.briefing import Source
from hunnan_tui.model.citation import STYLES, Style, cite
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.text import Language, Text
from hunnan_tui.model.units import UnknownUnit, format_value
from hunnan_tui.notes.item import CitedEvidence, CitedFigure, CitedItem, changed_figures, evidence_of, same_today
from hunnan_tui.notes.note import Note, told

_LONG = 40
"""Digits before or behind the point from which on a value is shown as a power of ten."""
_BOUNDS = {
    "about": Text("约", "about"),
    "over": Text("超", "over"),
    "at-least": Text("不少于", "at least"),
    "nearly": Text("近", "nearly"),
    "up-to": Text("最高", "up to"),
}
_NATURES = {
    "actual": Text("实际", "actual"),
    "target": Text("目标", "target"),
    "estimate": Text("估计", "estimate"),
    "limit": Text("限额", "limit"),
}


class Citation(NamedTuple):
    """A source, cited once."""

    reference: str
    """Its number in brackets and the reference: GB/T 7714-2015 in Chinese, APA 7 in English."""
    places: list[str]
    """Where in the source, each as a locator and the words that carry the statement."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """The sources of a note, numbered from 1 as they come."""

    day: date
    """When they are cited."""
    language: Language
    places: dict[str, list[str]] = field(default_factory=dict)
    """The places in each, by its reference, in the order of the numbers."""

    def number(self, evidence: CitedEvidence) -> int:
        """The number of the source, which is cited from now on, with this place in it."""
        entry = reference(evidence, self.day, STYLES[self.language])
        places = self.places.setdefault(entry, [])
        if (place := _place(evidence, self.language)) and place not in places:
            places.append(place)
        return [*self.places].index(entry) + 1


@dataclass(frozen=True, slots=True)
class Described:
    """A note in words of one language, for a page or a row."""

    note: Note
    """The note itself."""
    title: str
    """What its item is called, or the item's key."""
    other_title: str
    """The same in the other language, or empty."""
    orphan: bool
    """Whether the item has gone."""
    text: str
    """The text with its links as the titles of their items, where these are known."""
    figures: list[str]
    """The figures of the item when the note was written, with the numbers of what says them.

    A changed one says what it is now.
    """
    citations: list[Citation]
    """The sources, in the order of their numbers."""


def describe(note: Note, items: Mapping[str, CitedItem] | None, language: Language) -> Described:
    """The note in words; `items` are the items of today by key, or None where they are not known."""
    now = items.get(note.key) if items is not None else None
    item = now if now is not None and not (note.item.evidence or note.item.figures) else note.item
    changed = dict(changed_figures(item, now)) if now is not None else {}
    cited = _Cited(note.created.date(), language)
    for evidence in item.evidence:
        cited.number(evidence)
    figures = []
    for figure in item.figures:
        said, by = figure, evidence_of(figure, item)
        if not by and now is not None and (twin := same_today(figure, now)) is not None:
            said, by = twin, evidence_of(twin, now)  # older notes do not say what says a figure
        line = figure_line(said, language)
        if figure in changed:
            line += _now(changed[figure], language)
        refs = "".join(f"[{number}]" for number in dict.fromkeys(map(cited.number, by)))
        figures.append(f"{line} {refs}" if refs else line)
    titles = {key: one.title for key, one in items.items()} if items is not None else {}
    return Described(
        note=note,
        title=item.title.get(language) or note.key,
        other_title=item.title.other(language),
        orphan=items is not None and now is None,
        text=told(note.text, titles, language),
        figures=figures,
        citations=[
            Citation(f"[{number}] {entry}", places) for number, (entry, places) in enumerate(cited.places.items(), 1)
        ],
    )


def _now(figure: CitedFigure | None, language: Language) -> str:
    """What has become of a figure that has changed since."""
    if language == "zh":
        return f"（现为 {figure_value(figure, language) if figure is not None else '已无此数据'}）"
    return f" (now: {figure_value(figure, language) if figure is not None else 'no longer there'})"


def figure_line(figure: CitedFigure, language: Language) -> str:
    """A figure in words: `技术合同成交额 · 沈阳，2026（目标）：约920亿元`, and what is printed where that differs."""
    name = figure.name.get(language) if figure.name is not None else figure.metric
    if figure.area is not None:
        name += f" · {figure.area.get(language)}"
    nature = _NATURES[figure.nature].get(language) if figure.nature in _NATURES else figure.nature
    value, printed = figure_value(figure, language), figure.printed or ""
    if not printed and abs(figure.value.adjusted()) < _LONG:
        printed = f"{figure.value:f}{figure.unit}"
    if language == "zh":
        line = f"{name}，{figure.period}（{nature}）：{value}"
        return line if printed in value else f"{line}（原文：{printed}）"
    line = f"{name}, {figure.period} ({nature}): {value}"
    return line if printed in value else f"{line} (printed: {printed})"


def reference(evidence: CitedEvidence, cited: date, style: Style) -> str:
    """The reference to a source, cited on the day `cited`."""
    published = evidence.published
    if published is not None:
        try:
            parse_period(published)
        except ValueError:
            published = None
    source = Source(
        id=evidence.source,
        publisher=evidence.publisher or Text(zh=evidence.source, en=evidence.source),
        author=evidence.author,
        title=evidence.title,
        published=published,
        url=evidence.url,
        via=evidence.via,
        language="en" if evidence.language == "en" else "zh" if evidence.language == "zh" else None,
        kind="newspaper" if evidence.kind == "newspaper" else "journal" if evidence.kind == "journal" else "page",
        volume=evidence.volume,
        pages=evidence.pages,
        romanised=evidence.romanised,
    )
    return cite(source, style, cited)


def _place(evidence: CitedEvidence, language: Language) -> str:
    """Where in the source the statement stands; empty if that is not said."""
    place = [evidence.locator.get(language)] if evidence.locator is not None else []
    if evidence.anchor:
        place.append(f"“{evidence.anchor}”")
    return ("，" if language == "zh" else ", ").join(place)


def figure_value(figure: CitedFigure, language: Language) -> str:
    """A figure's value in words; as it is written where its unit is none that we know, or it is beyond all measure.

    A note's file may say anything: the words are not made safe for a terminal.
    """
    written = f"{figure.value} {figure.unit}".strip()
    try:
        value = format_value(figure.value, figure.unit, language) if abs(figure.value.adjusted()) < _LONG else written
    except UnknownUnit:
        value = written
    bound = _BOUNDS.get(figure.bound)
    if bound is None:
        return value
    return f"{bound.get(language)}{'' if language == 'zh' else ' '}{value}"
