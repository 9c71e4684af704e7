"""Two briefings, or two editions of one, set against each other: what has changed, what is new, what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hunnan_tui.errors import HunnanError
from hunnan_tui.i18n import N_, _, ngettext
from hunnan_tui.library import views
from hunnan_tui.library.edition import changed_items, edition, is_path
from hunnan_tui.model.difference import differences
from hunnan_tui.model.text import Text, visible_line
from hunnan_tui.model.units import format_value
from hunnan_tui.model.wording import say_percent
from hunnan_tui.reading import words
from hunnan_tui.reading.blocks import Grid, Line, Piece
from hunnan_tui.reading.document import Document
from hunnan_tui.reading.values import figure_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.edition import ItemChange
    from hunnan_tui.model.briefing import Briefing, Observation
    from hunnan_tui.model.difference import Change, Difference
    from hunnan_tui.model.text import Language
    from hunnan_tui.reading.blocks import Block

PREFIX = "editions/"
"""What the reader calls a comparison of two briefings: this and their ids or paths, parted by a line end."""

_HEADINGS: dict[Change, str] = {
    "changed": N_("Figures that changed"),
    "new": N_("New figures"),
    "gone": N_("Figures that are gone"),
}
_SIGNS: dict[Change, str] = {"changed": "~ ", "new": "+ ", "gone": "− "}
_FIRST, _SECOND = "A", "B"
_BEGINNING = 24
"""So many characters of a text tell which one it is."""


def key_of(first: str, second: str) -> str:
    """The key of the comparison of two briefings, each named by its id or by the path of a file."""
    return f"{PREFIX}{first}\n{second}"


def editions(catalog: Catalog, key: str, language: Language) -> list[Block]:
    """The comparison that `key_of` named, figure by figure, then item by item; where it cannot be made, why."""
    names = key.removeprefix(PREFIX).split("\n")
    doc = Document(catalog, language, both=False)
    try:
        first, second = (edition(catalog, name) for name in names)
    except HunnanError as error:
        doc.line(Piece(_("These cannot be compared."), "title"))
        doc.line(Piece(visible_line(str(error)), "flag"))
        return doc.blocks
    one = first.id == second.id
    doc.line(Piece(_("Two editions of one briefing") if one else _("Two briefings compared"), "title"))
    for letter, briefing, name in ((_FIRST, first, names[0]), (_SECOND, second, names[1])):
        _head(doc, letter, briefing, name)
    found = differences(first.metrics, second.metrics)
    items = changed_items(first, second)
    doc.blank()
    _counts(doc, found, items)
    areas = _areas(first, second)
    for change, heading in _HEADINGS.items():
        some = [one for one in found if one.change == change]
        if some:
            doc.heading(f"{_(heading)} ({len(some)})")
            rows = _changed(doc, some, areas) if change == "changed" else _listed(doc, some, areas)
            doc.blocks.append(rows)
    _items(doc, items)
    return doc.blocks


def compared_table(catalog: Catalog, key: str, language: Language, form: Literal["tsv", "md"]) -> str | None:
    """All figures of the comparison that `key_of` named, as a table to paste; None where it cannot be made."""
    from hunnan_tui.reading import records
    from hunnan_tui.reading.copying import written

    try:
        first, second = (edition(catalog, name) for name in key.removeprefix(PREFIX).split("\n"))
    except HunnanError:
        return None
    told = list(records.compared_told(differences(first.metrics, second.metrics), language))
    cells = [[one.get(language) if isinstance(one, Text) else one for one in record.values()] for record in told]
    return written([list(told[0]), *cells], form) if told else None


def _head(doc: Document, letter: str, briefing: Briefing, name: str) -> None:
    """A letter, the briefing's date and title, and the file where it is not the library's."""
    pieces = [Piece(f"{briefing.date.isoformat()}  ", "period"), Piece(visible_line(briefing.title.get(doc.language)))]
    if is_path(name):
        pieces.append(Piece(f"  {visible_line(name)}", "other"))
    doc.line(*pieces, indent=3, bullet=f"{letter}  ")


def _counts(doc: Document, found: Sequence[Difference], items: Sequence[ItemChange]) -> None:
    """How many figures changed, are new, are gone, are the same; how many other items differ."""
    count = {change: sum(one.change == change for one in found) for change in (*_HEADINGS, "same")}
    told = [
        ngettext("{n} figure changed", "{n} figures changed", count["changed"]).format(n=count["changed"]),
        ngettext("{n} new", "{n} new", count["new"]).format(n=count["new"]),
        ngettext("{n} gone", "{n} gone", count["gone"]).format(n=count["gone"]),
        ngettext("{n} the same", "{n} the same", count["same"]).format(n=count["same"]),
    ]
    doc.line(Piece(" · ".join(told), "figure"))
    if items:
        said = ngettext("{n} other item differs", "{n} other items differ", len(items)).format(n=len(items))
        doc.line(Piece(said, "other"))
    if not items and not any(count[change] for change in _HEADINGS):
        doc.line(Piece(_("They say the same."), "said"))


def _areas(*briefings: Briefing) -> dict[str, Text]:
    """The names of the areas, where an indicator is told of more than one of them; otherwise empty."""
    metrics = {(metric.id, metric.area) for briefing in briefings for metric in briefing.metrics}
    if len(metrics) == len({id for id, _area in metrics}):
        return {}
    return {area.id: area.name for briefing in briefings for area in briefing.areas}


def _name(doc: Document, one: Difference, areas: dict[str, Text]) -> tuple[Piece, ...]:
    """The metric's name, which leads to it if the library has it, and its area."""
    key = f"metric/{one.metric.area}/{one.metric.id}"
    known = views.item(doc.catalog, key) is not None
    name = Piece(visible_line(one.metric.name.get(doc.language)), "link" if known else "", key if known else "")
    if not areas:
        return (name,)
    area = areas.get(one.metric.area, Text(en=one.metric.area))
    return name, Piece(f" · {visible_line(area.get(doc.language))}", "other")


def _period(seen: Observation) -> tuple[Piece, ...]:
    nature = "" if seen.nature == "actual" else f" {words.nature(seen.nature)}"
    return (Piece(seen.period, "period"), *([Piece(nature, seen.nature)] if nature else []))


def _changed(doc: Document, found: Sequence[Difference], areas: dict[str, Text]) -> Grid:
    """A row a figure: what the first says, what the second says, the difference, and that in per cent."""
    labels = (_("Metric"), _("Period"), _FIRST, _SECOND, _("Difference"), "")
    rows: list[tuple[tuple[Piece, ...], ...]] = [tuple((Piece(label, "label"),) for label in labels)]
    for one in found:
        assert one.first is not None
        assert one.second is not None
        seen = one.second
        rows.append(
            (
                _name(doc, one, areas),
                _period(seen),
                (Piece(figure_text(one.first, doc.language), "other"),),
                (Piece(figure_text(seen, doc.language), seen.nature),),
                (Piece(_difference(one, doc.language), "figure"),),
                (Piece(say_percent(one.percent) if one.percent else "", "other"),),
            )
        )
    return Grid(rows, "<<>>>>", cut=0)


def _difference(one: Difference, language: Language) -> str:
    """The exact difference with its sign; where there is none, only the qualification has changed."""
    if not one.difference or one.second is None:
        return _("other words")
    unit = "个百分点" if one.second.unit in ("%", "％") else one.second.unit
    if one.second.unit == "位":
        return f"{'−' if one.difference < 0 else '+'}{abs(one.difference):f}"
    told = format_value(abs(one.difference), unit, language).removeprefix("CNY ")  # the columns beside it have it
    return f"{'−' if one.difference < 0 else '+'}{told}"


def _listed(doc: Document, found: Sequence[Difference], areas: dict[str, Text]) -> Grid:
    """A row a figure: metric, period, value; the metric's name once for all its figures."""
    rows: list[tuple[tuple[Piece, ...], ...]] = []
    before = ""
    for one in found:
        seen = one.observation
        name = _name(doc, one, areas)
        key = f"{one.metric.area}/{one.metric.id}"
        rows.append(
            (
                (Piece(""),) if key == before else name,
                _period(seen),
                (Piece(figure_text(seen, doc.language), seen.nature),),
            )
        )
        before = key
    return Grid(rows, "<<>", header=False, cut=0)


def _items(doc: Document, items: Sequence[ItemChange]) -> None:
    """The other items: what changed with both its texts, what is new, what is gone."""
    if not items:
        return
    doc.heading(f"{_('Other items')} ({len(items)})")
    order: tuple[Change, ...] = ("changed", "new", "gone")
    for change in order:
        for one in (item for item in items if item.change == change):
            known = views.item(doc.catalog, one.row.key) is not None
            title = visible_line((one.row.title or one.row.text).get(doc.language))
            if change == "changed" and one.row.title is None and len(title) > _BEGINNING:
                title = f"{title[:_BEGINNING]}…"  # both texts follow
            doc.line(
                Piece(f"{words.kind(one.kind)}  ", "label"),
                Piece(title, "link" if known else "", one.row.key if known else ""),
                indent=2,
                bullet=_SIGNS[change],
            )
            if change == "changed":
                _both_texts(doc, one)


def _both_texts(doc: Document, one: ItemChange) -> None:
    """What an item said, and what it says, where that differs in the reader's language or else in the other."""
    assert one.first is not None
    assert one.second is not None
    for language in (doc.language, "en" if doc.language == "zh" else "zh"):
        before, after = (_words(row.title, row.text, language) for row in (one.first, one.second))
        if before != after:
            for letter, text, role in ((_FIRST, before, "other"), (_SECOND, after, "said")):
                doc.blocks.append(Line((Piece(visible_line(text), role),), 5, f"{letter}  "))
            return
    doc.blocks.append(Line((Piece(_("its sources or links differ"), "other"),), 5, ""))


def _words(title: Text | None, text: Text, language: Language) -> str:
    said = (text if title is None or str(text) else title).get(language)
    return f"{title.get(language)} {said}" if title is not None and said != title.get(language) else said
