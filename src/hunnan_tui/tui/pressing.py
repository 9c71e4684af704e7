"""Keys one after the other: each is handed on once the one before it has been dealt with."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from textual.screen import Screen

# seconds after which the next key goes on in any case: what was to tell of the one before may be gone with its dialog
_LONGEST = 0.1


class Pressed(Message):
    """Follows a key through the widgets that it goes through: whoever gets this has dealt with the key."""

    def __init__(self, number: int, screen: Screen[Any]) -> None:
        super().__init__()
        self.number = number
        """Which of all keys it follows."""
        self.screen = screen
        """The screen that the key was meant for."""


class Pressing(App[None]):
    """An app that takes keys one after the other.

    Textual hands a key to what has the focus when the key comes. Of a burst, as a slow line brings them, all would go
    where the first one was to lead away from: of /note typed at once, the n would begin a note.
    """

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self._waiting: deque[events.Key] = deque()
        self._pressed = 0
        """How many keys were handed on."""
        self._going: asyncio.TimerHandle | None = None
        """Ends the wait for the last of them; None where it has been dealt with."""

    async def on_event(self, event: events.Event) -> None:
        """Hand a key on, or keep it until its turn."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._going is not None or self._waiting:
            self._waiting.append(event)
        else:
            await self._hand_on(event)

    async def _hand_on(self, key: events.Key) -> None:
        self._pressed += 1
        self._going = asyncio.get_running_loop().call_later(_LONGEST, self.call_later, self._go_on)
        screen = self.screen
        target = self.focused or screen
        await super().on_event(key)
        target.post_message(Pressed(self._pressed, screen))

    @on(Pressed)
    def _dealt_with(self, message: Pressed) -> None:
        if message.number != self._pressed or self._going is None:
            return  # waited for too long
        if message.screen is self.screen:
            self.call_later(self._go_on)
        else:  # a dialog opens: what has the focus in it is known once it is drawn
            self.screen.call_after_refresh(self._go_on)

    async def _go_on(self) -> None:
        if self._going is not None:
            self._going.cancel()
            self._going = None
        if self._waiting:
            await self._hand_on(self._waiting.popleft())
