"""A document being written: what stands in it, and the evidence that its statements refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from hunnan_tui.i18n import _
from hunnan_tui.library import views
from hunnan_tui.library.ranking import shown
from hunnan_tui.model.text import Text, visible, visible_line
from hunnan_tui.reading import words
from hunnan_tui.reading.blocks import BLANK, Block, Fields, Line, Piece
from hunnan_tui.reading.values import figure_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.library.items import Item
    from hunnan_tui.model.briefing import Evidence, Source
    from hunnan_tui.model.text import Language


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
        """Add a label with its value, in one column with the fields before it; no value is shown as not stated."""
        fields = self.blocks[-1] if self.blocks else None
        if not isinstance(fields, Fields):
            fields = Fields([])
            self.blocks.append(fields)
        fields.rows.append((Piece(label, "label"), values or (Piece(_("not stated"), "missing"),)))

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
        sources = views.sources(self.catalog, by_source)
        for (briefing, source_id), places in by_source.items():
            found = sources.get((briefing, source_id))
            if found is None:
                self.line(Piece(visible_line(source_id), "missing"), indent=2)
            else:
                self._source_head(found, f"{briefing}/source/{source_id}")
            for number, one in places:
                place = [visible_line(one.locator.get(self.language))] if one.locator else []
                if one.anchor:
                    place.append(f"“{visible_line(one.anchor)}”")
                self.line(Piece(" · ".join(place), "anchor"), indent=7, bullet=f"[{number}] ")

    def _source_head(self, source: Source, key: str) -> None:
        self.line(
            Piece(visible_line(source.publisher.get(self.language)), "source", key),
            Piece(f" · {words.published(source)}", "other"),
            indent=2,
        )
        if source.title:
            self.line(Piece(visible_line(source.title.get(self.language)), "other"), indent=2)
        if source.url:
            self.line(Piece(visible_line(source.url), "url", source.url), indent=2)

    def latest(self, key: str) -> None:
        """Add a line with a metric's name and its newest figure, told most exactly."""
        found = views.item(self.catalog, key)
        if found is None:
            self.line(Piece(visible_line(key), "missing"), indent=2, bullet="• ")
            return
        name = Piece(visible_line(found.title.get(self.language)), "link", key)
        figures = found.data.figures
        if not figures:
            self.line(name, indent=2, bullet="• ")
            return
        newest = figures[-1].observation
        told = [figure for figure in figures if figure.observation.nature == newest.nature]
        seen = shown(told, newest.period).observation
        self.line(
            name,
            Piece(f"  {figure_text(seen, self.language)}", seen.nature),
            Piece(f"  {seen.period} {words.nature(seen.nature)}", "other"),
            indent=2,
            bullet="• ",
        )

    def link(self, key: str) -> None:
        """Add a line that leads to an item; its key where there is none."""
        found = views.item(self.catalog, key)
        if found is None:
            self.line(Piece(visible_line(key), "missing"), indent=2, bullet="• ")
        else:
            self.line(*item_link(found, self.language), indent=2, bullet="• ")

    def in_line(self, text: Text | None) -> list[Piece]:
        """A text on one line, the other language behind it; nothing for no text."""
        if text is None:
            return []
        pieces = [Piece(visible_line(text.get(self.language)))]
        if self.both and (other := text.other(self.language)):
            pieces.append(Piece(f"  {visible_line(other)}", "other"))
        return pieces

    def list_in_line(self, texts: list[Text]) -> list[Piece]:
        """Several texts on one line."""
        pieces: list[Piece] = []
        for text in texts:
            if pieces:
                pieces.append(Piece("; ", "other"))
            pieces += self.in_line(text)
        return pieces


def item_link(item: Item, language: Language) -> tuple[Piece, ...]:
    """An item as a line that leads to it."""
    title = visible_line(item.title.get(language))
    return (Piece(f"{words.kind(item.kind)}  ", "label"), Piece(title, "link", item.key))
