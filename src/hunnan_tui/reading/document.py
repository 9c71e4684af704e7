"""An item as a linear document: blocks of pieces, without width or colour.

The screen's reader lays them out and colours them by role; `hunnan-tui show` prints them as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from hunnan_tui.i18n import _
from hunnan_tui.library import items, views
from hunnan_tui.library.flags import series_of
from hunnan_tui.model.chart import Sheet, draw, plots_of
from hunnan_tui.model.target import targets
from hunnan_tui.model.text import Text, visible, visible_line
from hunnan_tui.model.units import format_value
from hunnan_tui.notes.item import changed_figures
from hunnan_tui.reading import noting, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.model.briefing import Evidence, Observation, Outcome, Point, Project, Source
    from hunnan_tui.model.chart import Plot
    from hunnan_tui.model.target import Target
    from hunnan_tui.model.text import Language
    from hunnan_tui.notes.note import Note

# a link in a note's text
_LINK = re.compile(r"\[\[([^\[\]\n]{1,300})\]\]")


class Piece(Struct, frozen=True):
    """A run of text with its role (title, other, label, figure, actual, target, …) and, for a link, where it leads.

    `target` is an item's key, or an http(s) address. The text is already safe to show.
    """

    text: str
    role: str = ""
    target: str = ""


class Line(Struct, frozen=True):
    """A logical line, to be wrapped with what follows indented by `indent` cells; `bullet` stands before it."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    bullet: str = ""


class Grid(Struct, frozen=True):
    """Rows of cells in columns, each column aligned by its letter in `align`: `<` left, `>` right."""

    rows: list[tuple[tuple[Piece, ...], ...]]
    align: str
    header: bool = True
    cut: int | None = None
    """The column that is shortened where there is little room."""


class Card(Struct, frozen=True):
    """A figure to be seen from afar: what it is, the number between what surrounds it, what to know."""

    label: Piece
    before: str
    number: str
    behind: str
    detail: tuple[Piece, ...]


class Cards(Struct, frozen=True):
    """Figures side by side, in big digits where there is room."""

    cards: list[Card]


class Chart(Struct, frozen=True):
    """A chart of values over time, drawn for the width there is."""

    plots: list[Plot]
    language: Language


Block = Line | Grid | Cards | Chart
BLANK = Line()


class Document(Struct):
    """A document being written: its blocks, and the evidence that its statements refer to by number."""

    catalog: Catalog
    language: Language
    both: bool = True
    blocks: list[Block] = field(default_factory=list)
    _evidence: dict[tuple[str, str, str, str], tuple[int, str, Evidence]] = field(default_factory=dict)

    def line(self, *pieces: Piece, indent: int = 0, bullet: str = "") -> None:
        """Add a line."""
        self.blocks.append(Line(pieces, indent, bullet))

    def blank(self) -> None:
        """Add an empty line, unless there is one."""
        if self.blocks and self.blocks[-1] != BLANK:
            self.blocks.append(BLANK)

    def heading(self, label: str) -> None:
        """Begin a part of the document."""
        self.blank()
        self.line(Piece(label, "heading"))

    def text(self, text: Text, *refs: Piece, role: str = "", indent: int = 0, bullet: str = "") -> None:
        """Add a text in the reader's language, with the other language below it."""
        main = visible(text.get(self.language)).split("\n")
        for number, part in enumerate(main):
            last = number == len(main) - 1
            self.line(
                Piece(part, role),
                *(refs if last else ()),
                indent=indent,
                bullet=bullet if not number else " " * len(bullet),
            )
        if self.both and (other := text.other(self.language)):
            for part in visible(other).split("\n"):
                self.line(Piece(part, "other"), indent=indent, bullet=" " * len(bullet))

    def field(self, label: str, *values: Piece) -> None:
        """Add a label with its value; no value is shown as not stated."""
        self.line(Piece(f"{label}  ", "label"), *(values or (Piece(_("not stated"), "missing"),)), indent=2)

    def refs(self, briefing: str, evidence: Iterable[Evidence]) -> tuple[Piece, ...]:
        """Numbers of a statement's evidence, as links to its sources, to stand behind it."""
        pieces = []
        for one in evidence:
            identity = (briefing, one.source, str(one.locator), one.anchor or "")
            number = self._evidence.setdefault(identity, (len(self._evidence) + 1, briefing, one))[0]
            pieces.append(Piece(f" [{number}]", "ref", f"{briefing}/source/{one.source}"))
        return tuple(pieces)

    def write_evidence(self) -> None:
        """Add all evidence that was referred to, by source: publisher, date, link, then each place in it."""
        if not self._evidence:
            return
        self.heading(_("Evidence"))
        by_source: dict[tuple[str, str], list[tuple[int, Evidence]]] = {}
        for number, briefing, one in self._evidence.values():
            by_source.setdefault((briefing, one.source), []).append((number, one))
        for (briefing, source_id), places in by_source.items():
            found = views.source(self.catalog, briefing, source_id)
            if found is None:
                self.line(Piece(visible_line(source_id), "missing"), indent=2)
            else:
                self._source_head(found)
            for number, one in places:
                place = [visible_line(one.locator.get(self.language))] if one.locator else []
                if one.anchor:
                    place.append(f"“{visible_line(one.anchor)}”")
                self.line(Piece(" · ".join(place), "anchor"), indent=7, bullet=f"[{number}] ")

    def _source_head(self, item: Item) -> None:
        source: Source = item.data
        self.line(
            Piece(visible_line(source.publisher.get(self.language)), "source", item.key),
            Piece(f" · {words.published(source)}", "other"),
            indent=2,
        )
        if source.title:
            self.line(Piece(visible_line(source.title.get(self.language)), "other"), indent=2)
        if source.url:
            self.line(Piece(visible_line(source.url), "url", source.url), indent=2)


def document(
    catalog: Catalog, item: Item, language: Language, *, notes: Iterable[Note] = (), both: bool = True
) -> list[Block]:
    """The document of an item: titles, what is said, evidence, what it is related to, its notes."""
    doc = Document(catalog, language, both)
    data = item.data
    if not isinstance(data, items.SectionPoint):
        doc.text(item.title, role="title")
    doc.line(Piece(where(catalog, item, language), "where"))
    doc.blank()
    match data:
        case items.SectionPoint():
            doc.text(data.point.text, *doc.refs(item.briefing, data.point.evidence), role="said")
        case items.MetricItem():
            _metric(doc, data)
        case items.FlagItem():
            if data.sides:
                doc.text(data.flag.text, role="said")
                doc.heading(_("Both sides"))
                for side in data.sides:
                    doc.text(side.text, *doc.refs(side.briefing, side.evidence), indent=2, bullet="• ")
            else:
                doc.text(data.flag.text, *doc.refs(item.briefing, data.flag.evidence), role="said")
            _about(doc, data.flag.about)
        case _ if item.kind == "source":
            _source(doc, data)
        case _:
            _entry(doc, item, data)
    doc.write_evidence()
    _related(doc, item)
    write_notes(doc, notes)
    return doc.blocks


def where(catalog: Catalog, item: Item, language: Language) -> str:
    """One line that says what the item is and in which briefing it stands."""
    parts = [words.kind(item.kind)]
    data = item.data
    if isinstance(data, items.SectionPoint):
        parts = [f"{visible_line(data.section_title.get(language))} {data.number}"]
    elif isinstance(data, items.MetricItem):
        parts.append(visible_line(data.area_name.get(language)))
    elif isinstance(data, items.FlagItem):
        parts.append(words.origin(data.origin))
    elif item.kind in ("outcome", "project"):
        parts = [f"{parts[0]} {data.number}"]
    if item.kind != "metric":
        parts.append(briefing_title(catalog, item.briefing).get(language))
        parts.append(item.date)
    return " · ".join(filter(None, map(visible_line, parts)))


def briefing_title(catalog: Catalog, briefing: str) -> Text:
    """A briefing's title; its id where the library no longer has it."""
    rows = catalog.read("SELECT title_zh, title_en FROM briefings WHERE id=?", [briefing])
    return Text(*rows[0]) if rows else Text(en=briefing)


def _entry(doc: Document, item: Item, data: Outcome | Project) -> None:
    if data.summary:
        doc.text(data.summary, *doc.refs(item.briefing, data.evidence), role="said")
        doc.blank()
    if item.kind == "outcome":
        doc.field(_("Field"), *_text(doc, data.field))  # type: ignore[union-attr]
        doc.field(_("Organisations"), *_texts(doc, data.organisations))  # type: ignore[union-attr]
    else:
        doc.field(_("Partners"), *_texts(doc, data.partners))  # type: ignore[union-attr]
        doc.field(_("Place"), *_text(doc, data.place))  # type: ignore[union-attr]
        signed = data.signed  # type: ignore[union-attr]
        doc.field(_("Signed"), *([Piece(signed.isoformat())] if signed else []))
    for language in data.translated:
        doc.field(
            _("Name"),
            Piece(
                _("the Chinese name is our translation")
                if language == "zh"
                else _("the English name is our translation"),
                "other",
            ),
        )
    if not data.summary and data.evidence:
        doc.line(Piece(_("Named in"), "label"), *doc.refs(item.briefing, data.evidence))
    if data.points:
        doc.heading(_("What the sources say"))
        for point in data.points:
            _point(doc, item.briefing, point)
    if data.metrics:
        doc.heading(_("Figures"))
        for metric in data.metrics:
            _latest(doc, f"metric/{metric}")


def _point(doc: Document, briefing: str, point: Point) -> None:
    doc.text(point.text, *doc.refs(briefing, point.evidence), bullet="• ", indent=2)


def _metric(doc: Document, data: items.MetricItem) -> None:
    if data.metric.definition:
        doc.text(data.metric.definition)
    if data.metric.kind:
        doc.field(_("Measured as"), Piece(words.metric_kind(data.metric.kind)))
    if data.metric.part_of:
        key = f"metric/{data.metric.area}/{data.metric.part_of}"
        found = views.item(doc.catalog, key)
        if found:
            doc.field(_("Part of"), Piece(visible_line(found.title.get(doc.language)), "link", key))
    series = series_of(data)
    for target in targets(series):
        _target(doc, target)
    doc.heading(_("Series"))
    rows: list[tuple[tuple[Piece, ...], ...]] = [
        tuple(
            (Piece(label, "label"),)
            for label in (_("Period"), _("Value"), _("As printed"), _("Growth"), _("Nature"), _("Evidence"))
        )
    ]
    for figure in reversed(data.figures):
        seen = figure.observation
        rows.append(
            (
                (Piece(seen.period, "period"),),
                (Piece(figure_text(seen, doc.language), seen.nature),),
                (
                    Piece(
                        "" if printed(seen) == figure_text(seen, doc.language) else visible_line(printed(seen)),
                        "other",
                    ),
                ),
                (Piece(growth(seen), "other"),),
                (Piece(words.nature(seen.nature), seen.nature),),
                tuple(Piece(p.text.strip(), p.role, p.target) for p in doc.refs(figure.briefing, seen.evidence)),
            )
        )
    doc.blocks.append(Grid(rows, "<>>><<"))
    plots = plots_of(series)
    if sum(len(plot.points) for plot in plots) > 1:
        doc.blank()
        doc.blocks.append(Chart(plots, doc.language))
    for figure in reversed(data.figures):
        seen = figure.observation
        if seen.note:
            doc.blank()
            doc.text(Text(_with(seen.period, seen.note.zh), _with(seen.period, seen.note.en)))


def _target(doc: Document, target: Target) -> None:
    """One line: the target, what is missing to it, the growth it needs beside that of the years before."""
    seen = target.figure.observation
    pieces = [Piece(f"{figure_text(seen, doc.language)}  {seen.period}", "target")]
    if target.state == "reached":
        pieces.append(Piece("  " + _("reached"), "actual"))
    elif target.gap is not None:
        gap = format_value(*finest_gap(target), doc.language)
        pieces.append(Piece("  " + _("{gap} missing").format(gap=gap), "figure"))
    else:
        pieces.append(Piece("  " + _("no data yet"), "missing"))
    if target.needed:
        pieces.append(Piece("  " + _("needs {growth}").format(growth=f"{target.needed.percent:+f}%"), "other"))
    if target.growth_before:
        before = f"{target.growth_before.per_year:+f}%"
        pieces.append(Piece("  " + _("{growth} a year before").format(growth=before), "other"))
    doc.field(_("Target"), *pieces)
    if target.set_by:
        doc.field(_("Set by"), *_text(doc, target.set_by))
    lacking = [words.lacking(one) for one in target.missing]
    if lacking:
        doc.field(_("Not stated"), Piece(", ".join(lacking), "missing"))


def finest_gap(target: Target) -> tuple[Decimal, str]:
    """A target's gap in the unit of the latest value, which has the finer digits: 3917家, not 0.3917万家."""
    assert target.gap is not None
    latest, unit = target.latest, target.gap_unit
    if latest is None or unit != target.figure.observation.unit:
        return target.gap, unit
    return target.figure.unit.convert(target.gap, latest.unit), latest.observation.unit


def _with(period: str, note: str | None) -> str | None:
    return f"{period}  {note}" if note else None


def _latest(doc: Document, key: str) -> None:
    """A line with a metric's name and its newest figure of the briefing at hand."""
    found = views.item(doc.catalog, key)
    if found is None:
        doc.line(Piece(visible_line(key), "missing"), indent=2, bullet="• ")
        return
    name = Piece(visible_line(found.title.get(doc.language)), "link", key)
    figures = found.data.figures
    if not figures:
        doc.line(name, indent=2, bullet="• ")
        return
    seen = figures[-1].observation
    doc.line(
        name,
        Piece(f"  {figure_text(seen, doc.language)}", seen.nature),
        Piece(f"  {seen.period} {words.nature(seen.nature)}", "other"),
        indent=2,
        bullet="• ",
    )


def figure_text(seen: Observation, language: Language) -> str:
    """A value in the reader's language with its qualification: over CNY 83.06 billion, 超过830.6亿元."""
    return words.bound(seen.bound, format_value(seen.value, seen.unit, language))


def printed(seen: Observation) -> str:
    """What the source prints."""
    return seen.printed or f"{seen.value:f}{seen.unit}"


def growth(seen: Observation) -> str:
    """The printed growth on the year before, signed, in per cent; empty where none is printed."""
    return f"{seen.growth:+f}%" if seen.growth is not None else ""


def _source(doc: Document, data: Source) -> None:
    doc.field(_("Publisher"), *_text(doc, data.publisher))
    doc.field(_("Author"), *_text(doc, data.author))
    doc.field(_("Published"), Piece(words.published(data)))
    if data.via:
        doc.field(_("Read at"), *_text(doc, data.via))
    doc.field(_("Link"), *([Piece(visible_line(data.url), "url", data.url)] if data.url else []))
    doc.field(_("Id"), Piece(visible_line(data.id)))


def _about(doc: Document, keys: list[str]) -> None:
    if not keys:
        return
    doc.heading(_("About"))
    for key in keys:
        if key.startswith("metric/"):
            _latest(doc, key)
        else:
            _link(doc, key)


def _link(doc: Document, key: str) -> None:
    found = views.item(doc.catalog, key)
    if found is None:
        doc.line(Piece(visible_line(key), "missing"), indent=2, bullet="• ")
    else:
        doc.line(*item_link(found, doc.language), indent=2, bullet="• ")


def item_link(item: Item, language: Language) -> tuple[Piece, ...]:
    """An item as a line that leads to it."""
    title = visible_line(item.title.get(language))
    return (Piece(f"{words.kind(item.kind)}  ", "label"), Piece(title, "link", item.key))


def _related(doc: Document, item: Item) -> None:
    """The items that this one speaks of or that speak of it, those excepted that were shown above."""
    shown = {piece.target for block in doc.blocks if isinstance(block, Line) for piece in block.pieces if piece.target}
    found = [one for one in views.related(doc.catalog, item.key) if one.key not in shown and one.key != item.key]
    if item.kind == "source":
        found = views.citing(doc.catalog, item.briefing, item.data.id)
    if not found:
        return
    doc.heading(_("Cited by") if item.kind == "source" else _("Related"))
    for one in found:
        doc.line(*item_link(one, doc.language), indent=2, bullet="• ")


def write_notes(doc: Document, notes: Iterable[Note]) -> None:
    """Add the notes that were written on the item, newest first."""
    written = list(notes)
    if not written:
        return
    doc.heading(f"{_('Notes')} ({len(written)})")
    for note in written:
        doc.line(Piece(words.moment(note.updated), "other", f"note/{note.id}"), indent=2, bullet="✎ ")
        for part in visible(note.text).split("\n"):
            doc.line(Piece(part, "note"), indent=2, bullet="  ")


def note_document(catalog: Catalog, note: Note, language: Language) -> list[Block]:
    """A note with its item, and whether that has gone or its figures have changed since."""
    doc = Document(catalog, language)
    found = views.item(catalog, note.key)
    doc.text(note.item.title if str(note.item.title) else Text(en=note.key), role="title")
    doc.line(Piece(f"{_('Note')} · {words.moment(note.updated)}", "where"))
    doc.blank()
    for part in visible(note.text).split("\n"):
        doc.line(*_linked(catalog, part, language))
    if note.tags:
        doc.blank()
        doc.field(_("Tags"), Piece(visible_line("  ".join(f"#{tag}" for tag in note.tags)), "note"))
    doc.heading(_("About"))
    if found is None:
        doc.line(Piece(_("its item is no longer in the library"), "flag"), indent=2, bullet="! ")
        doc.line(Piece(visible_line(note.key), "missing"), indent=2)
    else:
        doc.line(*item_link(found, language), indent=2, bullet="• ")
    for then, now in changed_figures(note.item, noting.cited(catalog, found)) if found else ():
        today = words.bound(now.bound, format_value(now.value, now.unit, language)) if now else _("no longer there")
        doc.line(
            Piece(f"{then.period}  {format_value(then.value, then.unit, language)} → {today}", "flag"),
            Piece("  " + _("changed since the note was written"), "other"),
            indent=2,
            bullet="! ",
        )
    for key in note.links:
        _link(doc, key)
    return doc.blocks


def _linked(catalog: Catalog, line: str, language: Language) -> list[Piece]:
    """A line of a note; `[[key]]` as the title of its item, which leads to it, or as written if there is none."""
    pieces = []
    for number, part in enumerate(_LINK.split(line)):
        if number % 2 and (item := views.item(catalog, part.strip())) is not None:
            pieces.append(Piece(visible_line(item.title.get(language)), "link", item.key))
        elif number % 2 or part:
            pieces.append(Piece(f"[[{part}]]" if number % 2 else part, "note"))
    return pieces or [Piece("", "note")]


def _text(doc: Document, text: Text | None) -> list[Piece]:
    if text is None:
        return []
    pieces = [Piece(visible_line(text.get(doc.language)))]
    if doc.both and (other := text.other(doc.language)):
        pieces.append(Piece(f"  {visible_line(other)}", "other"))
    return pieces


def _texts(doc: Document, texts: list[Text]) -> list[Piece]:
    pieces: list[Piece] = []
    for text in texts:
        if pieces:
            pieces.append(Piece("; ", "other"))
        pieces += _text(doc, text)
    return pieces


_SHEET = (72, 14)


def plain(blocks: Iterable[Block]) -> str:
    """The document as plain text, one logical line a line, addresses in full: what `show` prints and copying takes."""
    from hunnan_tui.reading.formats import cells

    out = []
    for block in blocks:
        if isinstance(block, Line):
            out.append((block.bullet + "".join(piece.text for piece in block.pieces)).rstrip())
        elif isinstance(block, Cards):
            for card in block.cards:
                detail = "".join(piece.text for piece in card.detail)
                out.append(f"{card.label.text}  {card.before}{card.number}{card.behind}  {detail}".rstrip())
        elif isinstance(block, Chart):
            sheet = Sheet(*_SHEET, language=block.language, cells=cells)
            out += ["".join(text for text, _role in line).rstrip() for line in draw(block.plots, sheet)]
        else:
            out += ["  ".join("".join(p.text for p in cell).strip() for cell in row).rstrip() for row in block.rows]
    return "\n".join(out).strip("\n") + "\n"
