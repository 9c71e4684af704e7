"""What a search has found so far, and how the search line and the list tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from textual.content import Content

from hunnan_tui.i18n import _, ngettext
from hunnan_tui.model.text import visible_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hunnan_tui.library import search
    from hunnan_tui.library.complete import Offer

# values of a field that are told while it is typed
_OFFERED = 6


class Asked(Struct, frozen=True):
    """A search that was asked for: what, where, how many at most at first."""

    text: str
    scope: search.Scope
    limit: int


class Answer(Struct):
    """What a search has found: hits first, then the rest."""

    asked: Asked
    found: search.Results
    counted: search.Count | None = None
    nearest: search.Nearest | None = None
    """Help, where nothing was found."""
    offers: Sequence[Offer] = ()
    """The values of the field that is being typed."""

    @property
    def here(self) -> int | None:
        """How many items match; None as long as only the first ones are known."""
        if self.found.total is not None:
            return self.found.total
        return self.counted.here if self.counted is not None else None

    @property
    def helps(self) -> bool:
        """Whether nothing was found, but something that comes near."""
        return self.nearest is not None and bool(self.nearest.hits)

    @property
    def listed(self) -> search.Results:
        """What the list shows: the hits, or, where there are none, what comes nearest."""
        if self.nearest is not None and self.helps:
            return self.found._replace(hits=self.nearest.hits, total=len(self.nearest.hits))
        total = self.here
        return self.found._replace(total=len(self.found.hits) if total is None else total)

    def nothing(self) -> str:
        """What the list says where nothing was found."""
        if self.found.error is not None:
            return str(self.found.error)
        text = _("Nothing matches. Fewer or shorter words find more; Esc leads back.")
        if lacking := self._lacking:
            text = f"{lacking}\n{text}"
        if self.counted and self.counted.elsewhere:
            text += " " + _("F4 looks everywhere: {n} there.").format(n=self.counted.elsewhere)
        return text

    def line(self, *, narrow: bool, everywhere: bool) -> Content:
        """What the search line says: how many match here and elsewhere, or what cannot be parsed, or what helps.

        `narrow`: the view that is open is a part of the library; `everywhere`: all was searched nevertheless.
        """
        if self.found.error is not None:
            return Content.assemble((visible_line(str(self.found.error)), "$error"))
        if self.offers:
            told = [f"{offer.text} {offer.items}" if offer.items is not None else offer.text for offer in self.offers]
            return Content.assemble((visible_line("  ".join(told[:_OFFERED])), "$soft"))
        if self.helps:
            if (nearest := self.nearest) and nearest.parted:
                found = ngettext("{n} match", "{n} matches", nearest.total).format(n=nearest.total)
                return Content.assemble((f"→ {visible_line(nearest.parted)}: {found} ↓", "$aim"))
            lacking = self._lacking
            return Content.assemble((f"{lacking} ↓" if lacking else _("no match; what comes nearest:"), "$aim"))
        if (here := self.here) is None:
            return Content("")
        said = ngettext("{n} match", "{n} matches", here).format(n=here)
        if self.counted and not self.counted.exact:
            said = f"~{said}"
        line = Content.assemble((said, "bold"))
        if narrow and everywhere:
            return Content.assemble(line, (" · " + _("everywhere") + " (F4)", "$soft"))
        if narrow and self.counted and self.counted.elsewhere:
            other = _("{n} elsewhere (F4)").format(n=self.counted.elsewhere)
            return Content.assemble(line, (f" · {other}", "$soft"))
        return line

    @property
    def _lacking(self) -> str:
        """What of the query no item has, and what may be meant."""
        if self.nearest is None or not self.nearest.missing:
            return ""
        text = _("No item has: {words}").format(words=visible_line("  ".join(self.nearest.missing)))
        return f"{text} ({visible_line(self.nearest.instead)}?)" if self.nearest.instead else text
