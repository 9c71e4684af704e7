"""The input of the search box, as light as typing needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events

LONGEST = 1000
"""Characters that a query has at most: what is pasted by mistake is not to be searched for at every further key."""


class QueryInput(Input):
    """An input of a width of its own, which takes the first line of what is pasted, as far as there is room for it."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """The cells of the text. Textual lays the whole screen out anew whenever they change; here nothing goes by them."""

    proposed: tuple[str, str] = ("", "")
    """A query, and what finds something where it finds nothing: → at its end takes that."""

    def suggest(self, text: str) -> None:
        """Show in grey what `text` adds to what is typed, until a key is pressed; → takes it.

        Textual's own suggesters are asked while the letter waits to be drawn, by a task for each key.
        """
        self._suggestion = text

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in place of the characters from `start` to `end`, as much of it as there is room for."""
        kept = len(self.value) - abs(min(end, len(self.value)) - start)
        super().replace(text[: max(LONGEST - kept, 0)], start, end)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        first = next(filter(str.strip, event.text.split("\n")), "")
        self.replace(first, *self.selection)

    def on_key(self, event: events.Key) -> None:
        """Take what is proposed, and an input method's space of full width: Textual takes only the plain one."""
        if event.key == "right" and self.cursor_at_end and self.value and self.value == self.proposed[0]:
            event.prevent_default().stop()
            self.value = self.proposed[1]
            self.action_end()
        elif event.character == "\u3000":
            event.character = " "
