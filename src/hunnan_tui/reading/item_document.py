"""An item as a document: titles, what is said, evidence, what it is related to, its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hunnan_tui.i18n import _
from hunnan_tui.library import items, views
from hunnan_tui.model.text import Text, visible_line
from hunnan_tui.reading import words
from hunnan_tui.reading.blocks import Fields, Line, Piece
from hunnan_tui.reading.document import Document, item_link
from hunnan_tui.reading.metric_document import write_metric
from hunnan_tui.reading.note_document import write_notes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import FlagItem, FlagSide, Item
    from hunnan_tui.model.briefing import Outcome, Point, Project, Source
    from hunnan_tui.model.text import Language
    from hunnan_tui.notes.note import Note
    from hunnan_tui.reading.blocks import Block


def item_document(
    catalog: Catalog,
    item: Item,
    language: Language,
    *,
    notes: Iterable[Note] = (),
    both: bool = True,
    explained: Collection[int] = (),
) -> list[Block]:
    """The document of an item: titles, what is said, evidence, what it is related to, its notes.

    `explained` are the ids of flags that do not count any more.
    """
    doc = Document(catalog, language, both)
    item = views.outlined(catalog, item)
    data = item.data
    if not isinstance(data, items.SectionPoint):
        doc.text(item.title, role="title")
    doc.line(Piece(where(catalog, item, language), "where"))
    doc.blank()
    match data:
        case items.SectionPoint():
            doc.text(data.point.text, *doc.refs(item.briefing, data.point.evidence), role="said")
        case items.MetricItem():
            _flags(doc, views.flags_about(catalog, item.key, explained))
            write_metric(doc, data)
        case items.FlagItem():
            _flag(doc, item, data)
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
        doc.field(_("Field"), *doc.in_line(data.field))  # type: ignore[union-attr]
        doc.field(_("Organisations"), *doc.list_in_line(data.organisations))  # type: ignore[union-attr]
    else:
        doc.field(_("Partners"), *doc.list_in_line(data.partners))  # type: ignore[union-attr]
        doc.field(_("Place"), *doc.in_line(data.place))  # type: ignore[union-attr]
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
            doc.latest(f"metric/{metric}")


def _flags(doc: Document, found: Iterable[Item]) -> None:
    """What does not agree about the item, each line leading to the flag."""
    for flag in found:
        doc.line(Piece("! ", "flag"), Piece(visible_line(flag.title.get(doc.language)), "link", flag.key))
    doc.blank()


def _point(doc: Document, briefing: str, point: Point) -> None:
    doc.text(point.text, *doc.refs(briefing, point.evidence), bullet="• ", indent=2)


def _flag(doc: Document, item: Item, data: FlagItem) -> None:
    if data.sides:
        doc.text(data.flag.text, role="said")
        doc.heading(_("Both sides"))
        several = len({side.key for side in data.sides}) > 1
        for side in data.sides:
            said = _named(doc.catalog, side) if several else side.text
            doc.text(said, *doc.refs(side.briefing, side.evidence), indent=2, bullet="• ")
    else:
        doc.text(data.flag.text, *doc.refs(item.briefing, data.flag.evidence), role="said")
    _about(doc, data.flag.about)


def _named(catalog: Catalog, side: FlagSide) -> Text:
    """What one of the sides says, behind what it says it of."""
    item = views.item(catalog, side.key)
    if item is None:
        return side.text
    title, said = item.title, side.text
    return Text(f"{title.get('zh')}：{said.get('zh')}", f"{title.get('en')}: {said.get('en')}")


def _source(doc: Document, data: Source) -> None:
    doc.field(_("Publisher"), *doc.in_line(data.publisher))
    doc.field(_("Author"), *doc.in_line(data.author))
    doc.field(_("Published"), Piece(words.published(data)))
    if data.language:
        doc.field(_("Language"), Piece(_("Chinese") if data.language == "zh" else _("English")))
    if data.via:
        doc.field(_("Read at"), *doc.in_line(data.via))
    doc.field(_("Link"), *([Piece(visible_line(data.url), "url", data.url)] if data.url else []))
    doc.field(_("Id"), Piece(visible_line(data.id)))


def _about(doc: Document, keys: list[str]) -> None:
    if not keys:
        return
    doc.heading(_("About"))
    for key in keys:
        if key.startswith("metric/"):
            doc.latest(key)
        else:
            doc.link(key)


def _pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """The pieces of the lines and of the fields."""
    for block in blocks:
        if isinstance(block, Line):
            yield from block.pieces
        elif isinstance(block, Fields):
            for _label, value in block.rows:
                yield from value


def _related(doc: Document, item: Item) -> None:
    """The items that this one speaks of or that speak of it, those excepted that were shown above."""
    shown = {piece.target for piece in _pieces(doc.blocks) if piece.target}
    found = [one for one in views.related(doc.catalog, item.key) if one.key not in shown and one.key != item.key]
    if item.kind == "source":
        found = views.citing(doc.catalog, item.briefing, item.data.id)
    if not found:
        return
    doc.heading(_("Cited by") if item.kind == "source" else _("Related"))
    for one in found:
        doc.line(*item_link(one, doc.language), indent=2, bullet="• ")
