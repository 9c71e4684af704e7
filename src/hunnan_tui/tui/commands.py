"""The palette: every action of the table of keys by its name, in both languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from hunnan_tui.i18n import _
from hunnan_tui.tui.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.tui.keys import Key


class Actions(Provider):
    """The actions that the main screen takes."""

    def _actions(self) -> Iterator[tuple[Key, str]]:
        for key in KEYS:
            if key.bind and key.action != "command_palette":
                yield key, f"{_(key.label)}  {key.shown}"

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for key, name in self._actions():
            yield DiscoveryHit(Content(name), partial(self._run, key), text=name, help=Content(_(key.help)).plain)

    async def search(self, query: str) -> Hits:
        """Those whose name, English name or description have what is typed."""
        matcher = self.matcher(query)
        for key, name in self._actions():
            score = max(matcher.match(name), matcher.match(key.label), 0.5 * matcher.match(_(key.help)))
            if score > 0:
                yield Hit(score, matcher.highlight(name), partial(self._run, key), text=name, help=_(key.help))

    async def _run(self, key: Key) -> None:
        from hunnan_tui.tui.keys import target

        await self.screen.run_action(target(key.action))
