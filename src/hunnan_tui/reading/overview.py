"""The page that the reader opens on: the figures that matter, targets, flags, briefings, notes; everything a link."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.chart import bar, trend
from hunnan_tui.model.target import targets
from hunnan_tui.model.text import cells, visible_line
from hunnan_tui.model.units import value_parts
from hunnan_tui.reading import noting, words
from hunnan_tui.reading.blocks import Card, Cards, Grid, Piece
from hunnan_tui.reading.document import Document
from hunnan_tui.reading.values import figure_text, growth, is_unchanged, printed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.model.chart import Role
    from hunnan_tui.model.series import Figure, Series
    from hunnan_tui.model.target import Target
    from hunnan_tui.model.text import Language
    from hunnan_tui.notes.note import Note
    from hunnan_tui.reading.blocks import Block

_FIGURES = 6
_TARGETS = 24
_FLAGS = 12
_NOTES = 5
_NEWS = 5
_BRIEFINGS = 3
_BAR = 12
_TREND, _NEAR = 5, 200
# bars below each other as lines with air between them, not as one block
_THIN = str.maketrans("█▉▊▋▌▍▎▏░", "━━━━━╸╸╸─")


CONTINUE = "view/continue"
"""Where the line leads that says where one was."""


def overview(
    catalog: Catalog,
    language: Language,
    notes: Sequence[Note],
    *,
    since: datetime | None = None,
    place: str = "",
    explained: tuple[int, ...] = (),
) -> list[Block]:
    """The overview of the library.

    `since` is when it was last open, `place` says where one was then, `explained` are the ids of flags to leave out.
    """
    doc = Document(catalog, language, both=False)
    doc.line(Piece(_("Overview"), "title"))
    if place:
        doc.line(Piece(_("continue: {place}").format(place=place), "link", CONTINUE))
    _news(doc, since)
    metrics = views.leading_metrics(catalog, _FIGURES)
    if not metrics:
        doc.blank()
        reading = catalog.empty or catalog.read("SELECT 1 FROM stale LIMIT 1")
        doc.line(Piece(_("Reading the briefings…") if reading else _("No figures yet."), "other"))
        return doc.blocks
    doc.blank()
    flagged = views.flagged(catalog, [item.key for item in metrics], explained)
    doc.blocks.append(Cards([_card(item, language, item.key in flagged) for item in metrics]))
    if found := _open_targets(catalog):
        doc.heading(_("Targets"))
        doc.blocks.append(_targets(found, language))
        doc.line(Piece(_("all targets"), "link", "view/targets"))
    flags = views.Listing("flag", without=explained).fetch(catalog, 0, _FLAGS)
    if flags:
        doc.heading(_("Does not agree"))
        for item in flags:
            doc.line(Piece(visible_line(item.title.get(language)), "link", item.key), indent=2, bullet="! ")
    doc.heading(_("Read"))
    for briefing in views.briefings(catalog, limit=_BRIEFINGS):
        doc.line(Piece(visible_line(briefing.title.get(language)), "other"), indent=12, bullet=f"{briefing.date}  ")
    counts = views.counts(catalog)
    for view, label, count in (
        ("outcomes", _("the innovation outcomes"), counts["outcome"]),
        ("projects", _("the signed projects"), counts["project"]),
        ("keywords", _("the keyword sections"), len(views.sections(catalog, "keywords"))),
        ("metrics", _("every figure"), counts["metric"]),
        ("sources", _("the sources"), counts["source"]),
    ):
        doc.line(Piece(f"{count} ", "figure"), Piece(label, "link", f"view/{view}"), indent=2, bullet="  ")
    if notes:
        doc.heading(_("Notes"))
        for note, text in zip(notes[:_NOTES], noting.told(catalog, notes[:_NOTES], language), strict=True):
            doc.line(
                Piece(f"{words.moment(note.updated)}  ", "other"),
                Piece(visible_line(text), "link", f"note/{note.id}"),
                indent=2,
            )
    return doc.blocks


def _news(doc: Document, since: datetime | None) -> None:
    """The briefings that were added or changed since the last visit, each leading to its first item."""
    if since is None:
        return
    new = views.briefings_since(doc.catalog, int(since.timestamp()) * 10**9, _NEWS + 1)
    if not new:
        return
    doc.heading(_("New since {moment}").format(moment=words.moment(since)))
    for briefing, key in new[:_NEWS]:
        title = Piece(visible_line(briefing.title.get(doc.language)), "link" if key else "", key)
        doc.line(title, indent=14, bullet=f"{briefing.date}  ")
    if len(new) > _NEWS:
        doc.line(Piece(_("… and more"), "other"), indent=2)


def _card(item: Item, language: Language, flagged: bool) -> Card:
    """A metric's newest actual value, with its change on the year and its period."""
    series = series_of(item.data)
    latest = series.latest or series.figures[-1]
    seen = latest.observation
    change = _("{change} y/y").format(change=growth(seen)) if growth(seen) else ""
    if not change and (computed := series.year_on_year(latest)) is not None:
        change = _("unchanged y/y")
        if not is_unchanged(computed):
            change = _("{change} y/y").format(change=f"{'' if computed.exact else '≈'}{computed.percent:+f}%")
    before, number, behind = value_parts(seen.value, seen.unit, language)
    detail = [Piece(seen.period, "period")]
    if seen.bound != "exact":
        detail.insert(0, Piece(words.bound(seen.bound, "").strip() + " ", "other"))
    if _digits(printed(seen)) != _digits(before + number):
        detail.append(Piece(f" {visible_line(printed(seen))}", "other"))
    if len(course := _course(series, latest)) > 1:
        detail.append(Piece(" "))
        detail += [Piece(text, role) for text, role in trend(course, _TREND)]
    if change:
        detail.append(Piece(f" {change}", "other"))
    label = Piece(visible_line(item.title.get(language)), "link", item.key)
    return Card(label, before, number, behind, tuple(detail), flagged)


def _course(series: Series, latest: Figure) -> list[tuple[Decimal, Role]]:
    """The last values that compare with the latest one, and the next target: a few, of however many there are."""
    near = [figure for figure in islice(reversed(series.actuals), _NEAR) if series.comparable(figure, latest)]
    told: list[tuple[Decimal, Role]] = [(figure.plain, "actual") for figure in reversed(near[:_TREND])]
    later = (one for one in series.of_nature("target") if one.period.last > latest.period.last)
    if told and (aim := next((one for one in later if series.comparable(one, latest)), None)) is not None:
        told.append((aim.plain, "target"))
    return told[-_TREND:]


def _digits(text: str) -> str:
    """The digits and points of a value: 830.6亿 and 83.06 billion have others, 30083家 and 30,083 the same."""
    return "".join(char for char in text if char.isdigit() or char == ".")


def _open_targets(catalog: Catalog) -> list[tuple[Item, Target]]:
    """The targets with their metrics: what can be measured, then what is still to come, the nearest deadline first."""
    items = views.targeted_metrics(catalog, _TARGETS)
    found = [(item, target) for item in items for target in targets(series_of(item.data))]
    today = max((briefing.date for briefing in views.briefings(catalog, limit=1)), default="")
    # what is over and has no value is left to the view of all targets
    shown = [(item, aim) for item, aim in found if aim.latest is not None or aim.deadline.isoformat() >= today]
    shown.sort(key=lambda one: (one[1].needed is None, one[1].deadline.isoformat() < today, one[1].deadline))
    return shown[:_TARGETS]


def _targets(found: Sequence[tuple[Item, Target]], language: Language) -> Grid:
    """A row a target, the numbers below each other: a unit takes as many cells in every row."""
    areas: dict[str, set[str]] = {}
    for item, _aim in found:
        areas.setdefault(item.title.get(language), set()).add(item.key)
    aims = [target.figure.observation for _item, target in found]
    parts = [value_parts(aim.value, aim.unit, language) for aim in aims]
    unit = max(cells(behind) for _before, _number, behind in parts)
    rows: list[tuple[tuple[Piece, ...], ...]] = []
    for (item, target), aim, (before, number, behind) in zip(found, aims, parts, strict=True):
        title, needed = item.title.get(language), target.needed
        if len(areas[title]) > 1:  # the same indicator of two areas
            title = f"{item.data.area_name.get(language)} · {title}"
        rows.append(
            (
                (Piece(visible_line(title), "link", item.key),),
                _reached(target, language),
                _bar(target),
                (
                    Piece(words.bound(aim.bound, before + number), "target"),
                    Piece(behind + " " * (unit - cells(behind)), "other"),
                ),
                (Piece(_("needs {growth}").format(growth=f"{needed.percent:+f}%") if needed else "", "other"),),
                (Piece(aim.period, "period"),),
            )
        )
    return Grid(rows, "<><>><", header=False, cut=0, spare=(1, 4))


def _reached(target: Target, language: Language) -> tuple[Piece, ...]:
    """The latest value."""
    return (Piece(figure_text(target.latest.observation, language), "actual"),) if target.latest else ()


def _bar(target: Target) -> tuple[Piece, ...]:
    """A bar from the baseline over what is reached to the target, or that nothing is known."""
    if target.latest is None:
        return (Piece(_("no data yet"), "missing"),)
    start = target.baseline.plain if target.baseline else None
    line = bar(start, target.latest.plain, target.figure.plain, _BAR, lower_is_better=target.lower_is_better)
    return tuple(Piece(text.translate(_THIN), "axis" if role == "target" else role) for text, role in line)
