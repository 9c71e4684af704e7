"""The panes of the main screen: which are there, which one has the focus, which one has the whole screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from hunnan_tui.tui import keys
from hunnan_tui.tui.compositor import Culling
from hunnan_tui.tui.widgets.bars import Footer

if TYPE_CHECKING:
    from textual.widget import Widget

PANES: tuple[keys.Pane, ...] = ("navigator", "list", "reader")


# the classes that belong to a part of the screen: changing one styles that part anew, and not all of it
_PARTS = {
    "-asking": ("#top",),
    "-wrong": ("#top",),
    "-searching": ("#work",),
    "-inviting": ("#work",),
    "-overview": ("#work",),
    "-figures": ("#work",),
}


def on_pane(pane: keys.Pane) -> dict[str, bool]:
    """The classes of the screen that say which pane is shown where there is room for one."""
    return {f"on_{name}": name == pane for name in PANES}


class Panes(Screen[None]):
    """Three panes; two and tabs where there is less room; one at a time where there is little."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Culling()

    reading: str
    """The key of the item in the reader; empty if there is none."""

    @property
    def only_reader(self) -> bool:
        """Whether what is open has no list: the reader stands alone beside the navigator."""
        raise NotImplementedError

    def turn(self, **classes: bool) -> None:
        """Give the screen and its parts classes and take others at once: each change styles every widget anew.

        A class is named without the dash before it, and with underlines for dashes within it.
        """
        names = {f"-{name.replace('_', '-')}": given for name, given in classes.items()}
        for part in dict.fromkeys(part for name in names for part in _PARTS.get(name, ("",))):
            node: Widget = self.query_one(part) if part else self
            before = node.classes
            for name, given in names.items():
                if part in _PARTS.get(name, ("",)):
                    node.set_class(given, name, update=False)
            # which pane is shown matters where there is room for one; a screen that becomes so narrow is styled anew
            if node.classes != before and (part or self.has_class("-narrow")):
                node.update_node_styles()

    def go_to_pane(self, pane: keys.Pane) -> None:
        """Put the focus on a pane; where there is room for one only, show that one."""
        if pane == "list" and self.only_reader:
            pane = "reader"
        if pane == "navigator" and self._middle:
            pane = "reader" if self.only_reader else "list"
        self.turn(**on_pane(pane))
        if self.has_class("-zoomed"):
            self._zoom(pane)
        self.set_focus(self.query_one(f"#{pane}"))  # at once: the next key may be there already
        self._update_footer()

    @property
    def pane(self) -> keys.Pane:
        """The pane that has the focus."""
        return next((name for name in (*PANES, "search") if self.focused and self.focused.id == name), "list")

    def on_descendant_focus(self) -> None:
        """Tell the keys of the pane."""
        pane = self.pane
        if pane in PANES:
            self.turn(**on_pane(pane))
        self._update_footer()

    def _update_footer(self) -> None:
        self.query_one(Footer).keys = tuple(keys.footer(self.pane, idle=self._idle_actions()))

    def _idle_actions(self) -> set[str]:
        """Actions that would do nothing where one is now."""
        idle = set(() if self.reading and not self.only_reader else keys.WITH_ITEM)
        if len(self._shown_panes()) == 1:
            idle.add("next_pane")
        return idle

    def _shown_panes(self) -> list[keys.Pane]:
        shown: list[keys.Pane] = ["list", "reader"]
        if self.only_reader:
            shown = ["reader"]
        return shown if self._middle else ["navigator", *shown]

    @property
    def _middle(self) -> bool:
        return self.has_class("-middle")

    def action_next_pane(self, step: int = 1) -> None:
        """To the next pane that there is."""
        panes = self._shown_panes()
        at = panes.index(self.pane) if self.pane in panes else -step
        self.go_to_pane(panes[(at + step) % len(panes)])

    def action_previous_pane(self) -> None:
        """To the pane before."""
        self.action_next_pane(-1)

    def action_zoom(self) -> None:
        """Give the focused pane the whole screen, or give it back."""
        self.toggle_class("-zoomed")
        self._zoom(self.pane)

    def _zoom(self, pane: keys.Pane) -> None:
        """Show nothing but `pane` where one has the whole screen: while one types, the list."""
        pane = "list" if pane == "search" else pane
        zoomed = self.has_class("-zoomed")
        for name in PANES:
            widget: Widget = self.query_one(f"#{name}")
            widget.set_class(zoomed and name != pane, "-away")
        self.query_one("#work").set_class(zoomed and pane == "navigator", "-away")
