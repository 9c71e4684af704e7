"""Keys one after the other: each is handed on once the one before it has been dealt with."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from textual.message_pump import MessagePump
    from textual.screen import Screen

# seconds between two looks at whether a key that nothing was heard of led elsewhere; until the next one goes on in any
# case; and until it goes on where what the key asked for does not come
_LOOK, _LONGEST, _PATIENCE = 0.005, 0.1, 1.0


class Pressed(Message):
    """Follows a key through the widgets that it goes through: whoever gets this has dealt with the key.

    Where other keys wait it goes twice: what a widget tells the others, as that a text was submitted, comes after the
    first.
    """

    def __init__(self, number: int, screen: Screen[Any], target: MessagePump, *, again: bool = False) -> None:
        super().__init__()
        self.number = number
        """Which of all keys it follows."""
        self.screen = screen
        """The screen that the key was meant for."""
        self.target = target
        """What the key went to first."""
        self.again = again
        """Whether it goes for the second time."""


class Pressing(App[None]):
    """An app that takes keys one after the other.

    Textual hands a key to what has the focus when the key comes. Of a burst, as a slow line brings them, all would go
    where the first one was to lead away from: of /note typed at once, the n would begin a note.
    """

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._pressed = 0
        """How many keys were handed on."""
        self._told = False
        """Whether all who got the last of them have dealt with it."""
        self._going: asyncio.TimerHandle | None = None
        """The next look after the last of them; None where it has been dealt with."""

    @property
    def is_pressing(self) -> bool:
        """Whether a key has not been dealt with yet."""
        return self._going is not None

    @property
    def is_answering(self) -> bool:
        """Whether what the last key asked for is still to come."""
        return False

    async def on_event(self, event: events.Event) -> None:
        """Hand a key, or what was pasted, on, or keep it until its turn."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._going is not None or self._waiting:
            self._waiting.append(event)
        else:
            await self._hand_on(event)

    async def _hand_on(self, key: events.Key | events.Paste) -> None:
        self._pressed += 1
        self._told = False
        screen = self.screen
        target = self.focused or screen
        loop = asyncio.get_running_loop()
        self._going = loop.call_later(_LOOK, self._look, self._pressed, screen, loop.time())
        await super().on_event(key)
        target.post_message(Pressed(self._pressed, screen, target))

    def _look(self, number: int, screen: Screen[Any], began: float) -> None:
        """See whether a key led elsewhere: what was to tell that it has been dealt with may be gone with its dialog."""
        if not self.is_running or not self.screen_stack:
            return  # it led out of the program
        loop = asyncio.get_running_loop()
        if loop.time() - began >= (_PATIENCE if self.is_answering else _LONGEST):
            self.call_later(self._go_on, number)  # whatever has become of its screen: no key may wait for good
            return
        self._going = loop.call_later(_LOOK, self._look, number, screen, began)
        if self.screen is not screen or (self._told and not self.is_answering):
            self._end(number, screen)

    @on(Pressed)
    def _dealt_with(self, message: Pressed) -> None:
        if self._waiting and not message.again:
            message.target.post_message(Pressed(message.number, message.screen, message.target, again=True))
            return
        self._told = message.number == self._pressed
        if not self.is_answering:
            self._end(message.number, message.screen)

    def _end(self, number: int, screen: Screen[Any]) -> None:
        """A key has been dealt with: go on with the next one, on a screen that has come up once that is drawn."""
        if number == self._pressed and self._going is not None:
            go_on = self.call_later if self.screen is screen else self.screen.call_after_refresh
            go_on(self._go_on, number)

    async def _go_on(self, number: int) -> None:
        if number != self._pressed or self._going is None:
            return  # told twice
        self._going.cancel()
        self._going = None
        if self._waiting:
            await self._hand_on(self._waiting.popleft())
