"""Where a note is written: a text area that shows control characters and sends none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import TextArea

from hunnan_tui.model.text import visible_line

if TYPE_CHECKING:
    from textual import events


class NoteArea(TextArea):
    """A text area whose text may come from another program's file; the text itself stays as it is."""

    def on_key(self, event: events.Key) -> None:
        """Take the space that Chinese paragraphs begin with: of all the spaces, Textual takes only the plain one."""
        if event.character == "\u3000":
            event.stop()
            event.prevent_default()
            self.replace("\u3000", *self.selection, maintain_selection_offset=False)

    def get_line(self, line_index: int) -> Text:
        """A line to be drawn: each character that a terminal could obey is a visible one instead."""
        plain = self.document.get_line(line_index)
        if visible_line(plain) == plain:
            return super().get_line(line_index)
        # not from `plain` itself: Rich leaves some controls out, and the cursor would stand beside its place
        return Text("".join(map(_drawn, plain)), end="", no_wrap=True)


def _drawn(char: str) -> str:
    """One character for one, so that the cursor stays where it belongs; tabs are the text area's own matter."""
    shown = visible_line(char)
    return char if char == "\t" else shown if len(shown) == 1 else "\ufffd"
