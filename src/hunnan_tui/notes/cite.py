"""A note in the words of one language: its figures, and references to its sources with the place in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hunnan_tui.model.briefing import Source
from hunnan_tui.model.citation import STYLES, Style, cite
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.text import Language, Text
from hunnan_tui.model.units import UnknownUnit, format_value
from hunnan_tui.notes.item import CitedEvidence, CitedFigure, CitedItem, changed_figures
from hunnan_tui.notes.note import Note

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
    figures: list[str]
    """The figures of the item when the note was written; a changed one says what it is now."""
    citations: list[str]
    """The references, GB/T 7714-2015 in Chinese and APA 7 in English, each with the place in the source."""


def describe(note: Note, items: Mapping[str, CitedItem] | None, language: Language) -> Described:
    """The note in words; `items` are the items of today by key, or None where they are not known."""
    now = items.get(note.key) if items is not None else None
    item = now if now is not None and not (note.item.evidence or note.item.figures) else note.item
    changed = dict(changed_figures(item, now)) if now is not None else {}
    figures = []
    for figure in item.figures:
        line = figure_line(figure, language)
        if figure in changed:
            new = changed[figure]
            word = (
                figure_value(new, language)
                if new is not None
                else "已无此数据"
                if language == "zh"
                else "no longer there"
            )
            line += f"（现为 {word}）" if language == "zh" else f" (now: {word})"
        figures.append(line)
    return Described(
        note=note,
        title=item.title.get(language) or note.key,
        other_title=item.title.other(language),
        orphan=items is not None and now is None,
        figures=figures,
        citations=[_with_place(evidence, note.created.date(), language) for evidence in item.evidence],
    )


def figure_line(figure: CitedFigure, language: Language) -> str:
    """A figure in words: `技术合同成交额，2026（目标）：约920亿元`."""
    name = figure.name.get(language) if figure.name is not None else figure.metric
    nature = _NATURES[figure.nature].get(language) if figure.nature in _NATURES else figure.nature
    if language == "zh":
        return f"{name}，{figure.period}（{nature}）：{figure_value(figure, language)}"
    return f"{name}, {figure.period} ({nature}): {figure_value(figure, language)}"


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


def _with_place(evidence: CitedEvidence, cited: date, language: Language) -> str:
    """The reference, and where in the source the statement stands."""
    place = [evidence.locator.get(language)] if evidence.locator is not None else []
    if evidence.anchor:
        place.append(f"“{evidence.anchor}”")
    joined = ("，" if language == "zh" else ", ").join(place)
    return reference(evidence, cited, STYLES[language]) + (f" — {joined}" if joined else "")


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
