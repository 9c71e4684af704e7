"""The one table of keys: bindings, footer, help, palette and README come from it.

Every action has a key that works with a Chinese input method switched on: an arrow, Enter, Esc or an F-key; what it
sends for a sign (？ for ?, 、 for /) and full-width letters and digits do what the plain ones do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from textual.binding import Binding

from hunnan_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Container

Pane = Literal["navigator", "list", "reader", "search"]
PANES: tuple[Pane, ...] = ("navigator", "list", "reader", "search")


class Key(Struct, frozen=True):
    """What a key does: the action, its name in footer and palette, a sentence for the help, and where it applies."""

    action: str
    keys: str
    label: str
    help: str
    panes: tuple[Pane, ...] = ("navigator", "list", "reader")
    footer: bool = False
    bind: bool = True
    """False where the widget itself holds the binding, and the table only tells of it."""

    @property
    def shown(self) -> str:
        """The keys as a person reads them: `/ F3`."""
        return self.shown_in("list")

    def shown_in(self, pane: Pane) -> str:
        """Those that do it in a pane: in the search box signs and letters are typed."""
        names = dict.fromkeys(_NAMES.get(key, key) for key in self.keys.split(","))
        return " ".join(name for name in names if name and (pane != "search" or len(name) > 1))


_NAMES = {
    "slash": "/", "question_mark": "?", "enter": "Enter", "space": "Space",
    "escape": "Esc", "backspace": "", "ctrl+p": "^P", "ctrl+q": "^Q", "colon": ":", "delete": "Del",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End",
    "tab": "Tab", "shift+tab": "⇧Tab", "left_square_bracket": "[", "right_square_bracket": "]",
    **{f"f{n}": f"F{n}" for n in range(1, 13)},
}  # fmt: skip

KEYS: tuple[Key, ...] = (
    Key("move", "up,down", N_("move"), N_("Move through the list, or scroll the text (also j and k)."), footer=True, bind=False),
    Key("page", "pageup,pagedown,home,end", N_("page"), N_("A page up or down; to the beginning, to the end (also g and G)."), bind=False),
    Key("open", "enter", N_("open"), N_("Open what is selected: a view, an item, the chosen link, a found item."), panes=PANES, footer=True, bind=False),
    Key("back", "escape,backspace", N_("back"), N_("Back to where you were: the item before, the list, the search's beginning."), panes=PANES),
    Key("next_pane", "tab", N_("pane"), N_("To the next pane."), footer=True),
    Key("previous_pane", "shift+tab", N_("pane back"), N_("To the pane before.")),
    Key("columns_move", "left,right", N_("columns"), N_("Move over the columns of a wide table."), panes=("list",), bind=False),
    Key("links", "left,right", N_("links"), N_("Choose a link in the text; Enter opens it."), panes=("reader",), footer=True, bind=False),
    Key("search", "slash,f3", N_("search"), N_("Search: Chinese, pinyin, English, numbers. Enter opens, Esc returns."), footer=True),
    Key("widen", "f4", N_("everywhere"), N_("Search in everything, or only in the view that you came from."), panes=PANES),
    Key("note", "n,f5", N_("note"), N_("Write a note on the selected item."), panes=("list", "reader"), footer=True),
    Key("edit_note", "e", N_("edit note"), N_("Edit the newest note on the selected item, or the selected note."), panes=("list", "reader")),
    Key("delete_note", "d,delete", N_("delete note"), N_("Delete the selected note, or the newest one on the item; u brings it back."), panes=("list", "reader")),
    Key("undelete_note", "u", N_("undo delete"), N_("Bring back the note that was deleted last; in the trash, the selected one.")),
    Key("mark_note", "space", N_("mark note"), N_("Mark the note in a list to be exported with others (x), or take the mark away; then to the next row."), panes=("list",)),
    Key("trash", "U", N_("trash"), N_("Show the deleted notes: read them, and bring one back with u.")),
    Key("versions", "v", N_("two versions"), N_("Where a note was changed in two places: show both versions and choose."), panes=("list", "reader")),
    Key("copy", "y,f6", N_("copy"), N_("Copy the item with its citations; in the metric table, the figures of the column chosen with ← →."), panes=("list", "reader"), footer=True),
    Key("copy_table", "Y", N_("copy table"), N_("Copy all figures of the metric, or of the metrics compared, as a table for a spreadsheet (TSV), citations below."), panes=("list", "reader")),
    Key("copy_markdown", "M", N_("copy as Markdown"), N_("Copy the same table as Markdown."), panes=("list", "reader")),
    Key("to_file", "w", N_("to a file"), N_("Write what y copies into a file; of figures, the table that Y or M copies where the name ends in .tsv or .md."), panes=("list", "reader")),
    Key("citation", "A", N_("citation style"), N_("Cite in GB/T 7714-2015 or in APA 7; it is remembered."), panes=("list", "reader")),
    Key("export", "x,f7", N_("export"), N_("Export notes as Markdown, JSON, CSV, HTML or TOML: all, those marked, what was found, this view, one tag, the one at hand."), footer=True),
    Key("open_link", "o,f8", N_("source page"), N_("Open a page that the item rests on in the browser, after showing where that leads."), panes=("list", "reader")),
    Key("sort", "s", N_("sort"), N_("Sort the table by the next column; S turns the order round. A click on a column's head does the same."), panes=("list",)),
    Key("reverse", "S", N_("turn order"), N_("Turn the order of the table round."), panes=("list",)),
    Key("columns", "c", N_("choose columns"), N_("Show and hide columns of the table."), panes=("list",)),
    Key("periods", "p", N_("years or periods"), N_("In the metric table: a column for each year, or for every period."), panes=("list",)),
    Key("mark", "m", N_("mark to compare"), N_("Mark the metric to be compared, up to four, or take the mark away."), panes=("list", "reader")),
    Key("compare", "C", N_("compare"), N_("Show the marked metrics on one chart; indexes where they measure different things."), panes=("list", "reader")),
    Key("compare_briefings", "B,f12", N_("compare briefings"), N_("Compare two briefings, or two editions of one: which figures are new, gone, changed.")),
    Key("explain", "E", N_("explained"), N_("Mark the flag as explained, with a note; it comes back when a figure changes. Again: open it."), panes=("list", "reader")),
    Key("next_item", "right_square_bracket", N_("next item"), N_("Read the next item of the list."), panes=("list", "reader")),
    Key("previous_item", "left_square_bracket", N_("item before"), N_("Read the item before it in the list."), panes=("list", "reader")),
    Key("zoom", "z,f9", N_("zoom"), N_("Give the pane the whole screen, or give it back.")),
    Key("both", "b", N_("both languages"), N_("Show the other language beside yours, or not.")),
    Key("language", "L,f2", N_("中文"), N_("Switch between English and Chinese.")),
    Key("theme", "t", N_("light or dark"), N_("Switch between the light and the dark theme.")),
    Key("help", "question_mark,f1", N_("help"), N_("The keys of the pane you are in, and the search language."), panes=PANES, footer=True),
    Key("command_palette", "ctrl+p,colon", N_("commands"), N_("Find every view and every action by its name."), footer=True),
    Key("quit", "q,ctrl+q,f10", N_("quit"), N_("Leave. Nothing is asked and nothing is lost.")),
)  # fmt: skip

VIEW_KEYS = "1234567890"
"""The digits that open the views, in the navigator's order."""


_FIRST = ("move", "open", "next_pane", "links", "search", "help")
WITH_ITEM = ("note", "copy")
"""Actions of the footer that need an item."""


_CHINESE = {
    "slash": ("fullwidth_solidus", "ideographic_comma"),
    "question_mark": ("fullwidth_question_mark",),
    "colon": ("fullwidth_colon",),
    "space": ("ideographic_space",),
    "left_square_bracket": ("fullwidth_left_square_bracket", "left_black_lenticular_bracket"),
    "right_square_bracket": ("fullwidth_right_square_bracket", "right_black_lenticular_bracket"),
}
"""What an input method in Chinese mode sends for a key."""


def typed(names: str) -> str:
    """Keys, and what an input method makes of them in Chinese or in full-width mode."""
    found = names.split(",")
    for name in names.split(","):
        found += _CHINESE.get(name, ())
        if len(name) == 1:
            found.append(chr(ord(name) + 0xFEE0))
    return ",".join(found)


def bindings() -> list[Binding]:
    """The bindings of the main screen."""
    made = [
        Binding(typed(key.keys), target(key.action), key.label, show=False, id=key.action) for key in KEYS if key.bind
    ]
    made += [Binding(typed(digit), f"view({number})", show=False) for number, digit in enumerate(VIEW_KEYS)]
    return made


def target(action: str) -> str:
    """The action as a binding of the main screen names it."""
    return f"app.{action}" if action in ("quit", "command_palette", "theme") else action


def footer(pane: Pane, *, idle: Container[str] = ()) -> list[tuple[str, str]]:
    """Key and label of what the footer shows in a pane, but for actions that would do nothing there now."""
    if pane == "search":
        names = (("↑↓", "move"), ("Enter", "open"), ("Esc", "back"), ("F4", "widen"), ("F1", "help"))
        labels = {key.action: key.label for key in KEYS}
        return [(key, _(labels[action])) for key, action in names if action not in idle]
    # what finds all the rest is there in the narrowest one
    found = [key for key in KEYS if key.footer and pane in key.panes and key.action not in idle]
    found.sort(key=lambda key: key.action not in _FIRST)
    arrows = {"move": "↑↓", "links": "←→"}
    return [(arrows.get(key.action) or key.shown.split(" ")[0], _(key.label)) for key in found]


def for_pane(pane: Pane) -> list[Key]:
    """All keys that do something in a pane."""
    return [key for key in KEYS if pane in key.panes]
