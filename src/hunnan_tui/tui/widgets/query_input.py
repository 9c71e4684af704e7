"""The input of the search box, as light as typing needs it."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class QueryInput(Input):
    """An input of a width of its own."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """The cells of the text. Textual lays the whole screen out anew whenever they change; here nothing goes by them."""

    def suggest(self, text: str) -> None:
        """Show in grey what `text` adds to what is typed, until a key is pressed; → takes it.

        Textual's own suggesters are asked while the letter waits to be drawn, by a task for each key.
        """
        self._suggestion = text
