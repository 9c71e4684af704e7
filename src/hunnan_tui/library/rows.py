"""Rows: what the catalog keeps of each item of a briefing, and of each metric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from hunnan_tui.library.items import FlagItem, Row, SectionPoint, encode
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import format_value, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.library.items import MetricItem
    from hunnan_tui.model.briefing import Briefing, Evidence, Outcome, Project


_NATURES = {"target": "目标 target", "estimate": "预计 estimate", "limit": "上限 limit"}
"""How a figure that is not an actual one is asked for; that one is goes without saying."""


def rows_of(briefing: Briefing) -> Iterable[Row]:
    """The items of one briefing in reading order, metrics excepted: those are made of all briefings' contributions."""
    date = briefing.date.isoformat()
    for index, outcome in enumerate(briefing.outcomes, 1):
        data = outcome if outcome.number is not None else replace(outcome, number=index)
        yield _entry("outcome", briefing, date, data, data.organisations)
    for index, project in enumerate(briefing.projects, 1):
        data_ = project if project.number is not None else replace(project, number=index)
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
                        format_value(seen.value, seen.unit, "zh"),
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
    evidence = [(figure.briefing, e) for figure in item.figures for e in figure.observation.evidence]
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
        sources=_sources([e for _briefing, e in evidence]),
        cited=cited(evidence),
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


def cited(evidence: Iterable[tuple[str, Evidence]]) -> list[str]:
    """The keys of the sources that evidence of several briefings names, each once."""
    return list(dict.fromkeys(f"{briefing}/source/{one.source}" for briefing, one in evidence))


def _sources(evidence: list[Evidence]) -> list[str]:
    return list(dict.fromkeys(e.source for e in evidence))
