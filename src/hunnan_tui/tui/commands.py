"""The palette: every view and every action of the table of keys by its name, in both languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from hunnan_tui.i18n import _
from hunnan_tui.model.text import visible_line
from hunnan_tui.tui.keys import KEYS, VIEW_KEYS, target
from hunnan_tui.tui.navigation import TITLES
from hunnan_tui.tui.screens.browsing import Browsing

if TYPE_CHECKING:
    from collections.abc import Iterator


class Entry(NamedTuple):
    """A line of the palette: what it says, its English name, what it does, and the action that does it."""

    name: str
    label: str
    help: str
    action: str


class Actions(Provider):
    """The views, and the actions that the main screen takes."""

    def _entries(self) -> Iterator[Entry]:
        if isinstance(self.screen, Browsing):
            for number, view in enumerate(view for view in self.screen.views if not view.depth):
                digit = f"  {VIEW_KEYS[number]}" if number < len(VIEW_KEYS) else ""
                name = f"{visible_line(view.title)}{digit}"
                yield Entry(name, TITLES.get(view.id, ""), "", f"view({number})")
        for key in KEYS:
            if key.bind and key.action != "command_palette":
                yield Entry(f"{_(key.label)}  {key.shown}", key.label, _(key.help), target(key.action))

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for entry in self._entries():
            run = partial(self._run, entry.action)
            yield DiscoveryHit(Content(entry.name), run, text=entry.name, help=entry.help or None)

    async def search(self, query: str) -> Hits:
        """Those whose name, English name or description have what is typed."""
        from hunnan_tui.library.forms import forms
        from hunnan_tui.library.match import Haystack

        matcher = self.matcher(query)
        pinyin = forms(query.strip().lower())
        found = False
        for entry in self._entries():
            score = max(matcher.match(entry.name), matcher.match(entry.label), 0.5 * matcher.match(entry.help))
            if not score and Haystack(entry.name).match(pinyin) is not None:
                score = 1
            if score > 0:
                found = True
                run = partial(self._run, entry.action)
                yield Hit(score, matcher.highlight(entry.name), run, text=entry.name, help=entry.help or None)
        if not found:
            yield Hit(1, Content(_("No action is called that. ? lists all keys.")), _nothing)

    async def _run(self, action: str) -> None:
        await self.screen.run_action(action)


def _nothing() -> None:
    """What choosing the line does that says that there is none."""
