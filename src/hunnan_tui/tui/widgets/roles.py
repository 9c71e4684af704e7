"""Roles of text, each styled by a class of its own in the style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.dom import DOMNode
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from textual.css.styles import RenderStyles


class Roles(ScrollView):
    """A widget that draws lines of text in roles.

    A role is a component class (`Reader > .reader--title`) that is styled when it is first drawn. Textual styles all
    of a widget's COMPONENT_CLASSES whenever the widget's own style may have changed, and then forgets these.
    """

    ROLE_CLASSES: ClassVar[frozenset[str]] = frozenset()
    """The classes of the roles."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """The cells of all lines. Textual lays the whole screen out anew when they change; here only the scroll bar goes by
    them, which has its room in any case (`scrollbar-gutter: stable`)."""

    def watch_virtual_size(self, size: Size) -> None:
        """Let the scroll bar show it, or come and go."""
        self._scroll_update(size)

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of component classes and roles, merged in their order; KeyError for another name."""
        for name in self.ROLE_CLASSES.intersection(names) - self._component_styles.keys():
            role = DOMNode(classes=name)
            role._attach(self)
            self.app.stylesheet.apply(role, animate=False)
            self._component_styles[name] = role.styles
        return super().get_component_styles(*names)
