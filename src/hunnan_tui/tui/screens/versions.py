"""Two versions of a note beside each other: one key keeps the one, the other or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import ModalScreen

from hunnan_tui.errors import NoteError
from hunnan_tui.i18n import _
from hunnan_tui.model.text import visible, visible_line
from hunnan_tui.reading import noting, words
from hunnan_tui.reading.blocks import BLANK, Line, Piece
from hunnan_tui.tui.keys import typed
from hunnan_tui.tui.note_views import origin
from hunnan_tui.tui.widgets.bars import Bar, Footer
from hunnan_tui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hunnan_tui.notes.conflicts import Conflict
    from hunnan_tui.notes.note import Note
    from hunnan_tui.notes.store import Keep
    from hunnan_tui.reading.blocks import Block
    from hunnan_tui.tui.app import HunnanApp


class Versions(ModalScreen["tuple[Note, Keep] | None"]):
    """Gives the note that was kept (of both, the other version) and the choice; None where nothing was chosen."""

    BINDINGS: ClassVar = [
        Binding(typed("1"), "keep('mine')", show=False),
        Binding(typed("2"), "keep('other')", show=False),
        Binding(typed("3"), "keep('both')", show=False),
        Binding("escape", "leave", show=False),
    ]
    # stacked below 100 columns
    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (100, "-beside")]  # noqa: RUF012 - Textual declares it an instance's
    app: HunnanApp

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self._conflict = conflict

    def compose(self) -> ComposeResult:
        """What happened, the two versions, what went wrong, the keys."""
        with Vertical(id="comparing"):
            yield Bar(id="comparing-title")
            with Container(id="versions"):
                yield Reader(ascii=self.app.ascii, id="mine")
                yield Reader(ascii=self.app.ascii, id="other")
            yield Bar(id="comparing-problem")
            yield Footer(id="comparing-keys")

    def on_mount(self) -> None:
        """Show both versions; what stands in one alone is marked."""
        other = self._read(self._conflict.other)
        mine = self._read(self._conflict.mine) if self._conflict.mine is not None else None
        title = visible_line(other.item.title.get(self.app.language) or other.key)
        self.query_one("#comparing-title", Bar).content = Content.assemble(
            (f" {_('Two versions')}  ", "bold"), title, (f"  {origin(self._conflict)}", "$soft")
        )
        self.query_one("#mine", Reader).show(version(f"1  {_('the note as it stands')}", mine, other))
        self.query_one("#other", Reader).show(version(f"2  {_('the other version')}", other, mine))
        self.query_one("#comparing-keys", Footer).keys = (
            ("1", _("keep the first")),
            ("2", _("keep the second")),
            ("3", _("keep both")),
            ("Esc", _("later")),
            ("Tab", _("pane")),
            ("↑↓", _("move")),
        )
        self.query_one("#mine").focus()

    def _read(self, note: Note) -> Note:
        """A version as a person reads it."""
        return replace(note, text=noting.told(self.app.catalog, [note], self.app.language)[0])

    def action_keep(self, keep: Keep) -> None:
        """Keep one version or both; what is not kept goes into the trash."""
        try:
            kept = self.app.notes.resolve(self._conflict, keep)
        except NoteError as error:
            self.query_one("#comparing-problem", Bar).content = Content.assemble((visible_line(str(error)), "$error"))
            return
        self.dismiss((kept, keep))

    def action_leave(self) -> None:
        """Choose later; both versions stay."""
        self.dismiss(None)


def version(heading: str, note: Note | None, beside: Note | None) -> list[Block]:
    """One version of a note: when it was changed and its text, the lines that `beside` does not have marked."""
    blocks: list[Block] = [Line((Piece(heading, "title"),))]
    if note is None:
        return [*blocks, BLANK, Line((Piece(_("The note is no longer there."), "missing"),))]
    said = _("changed {when}").format(when=words.moment(note.updated))
    blocks.append(Line((Piece(said, "where"),)))
    if beside is not None and note.key != beside.key:
        blocks.append(Line((Piece(f"{_('On')}: {visible_line(note.key)}", "flag"),)))
    blocks.append(BLANK)
    there = set(visible(beside.text).split("\n")) if beside is not None else set()
    for part in visible(note.text).split("\n"):
        alone = beside is not None and part not in there
        blocks.append(Line((Piece(part, "match" if alone else ""),), 2, "│ " if alone else ""))
    return blocks
