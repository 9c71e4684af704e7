"""Choosing two briefings to be compared: from the library, or files anywhere, such as an older edition of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hunnan_tui.errors import HunnanError
from hunnan_tui.i18n import _
from hunnan_tui.library.edition import edition, find_briefings, is_path
from hunnan_tui.model.text import visible_line
from hunnan_tui.tui.rows import FixedRows
from hunnan_tui.tui.widgets.bars import Footer
from hunnan_tui.tui.widgets.table import Column, Row, Table

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from hunnan_tui.tui.app import HunnanApp

_MOST = 200
"""So many briefings or files are listed; typing finds the others."""


class Pairing(ModalScreen[tuple[str, str] | None]):
    """Gives two briefings, each as an id or a path, the earlier one first as it was chosen; None where none were."""

    BINDINGS: ClassVar = [
        Binding("escape", "back", show=False, priority=True),
        Binding("down", "move('cursor_down')", show=False, priority=True),
        Binding("up", "move('cursor_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
    ]
    app: HunnanApp

    def __init__(self) -> None:
        super().__init__()
        self._first = ""
        """The briefing that was chosen first; empty until then."""

    def compose(self) -> ComposeResult:
        """The question, what was chosen, the box, what there is to choose, the keys."""
        with Vertical(id="pairing"):
            yield Static(Content.styled(_("Compare two briefings, or two editions of one"), "bold"))
            yield Static(id="pair-first")
            yield Input(id="pair-query", compact=True, placeholder=_("type to find, or the path of a file: ~/old.toml"))
            yield Table(id="pair-found", ascii=self.app.ascii)
            yield Static(id="pair-problem")
            yield Footer()

    def on_mount(self) -> None:
        """Ask for the first one."""
        self._ask()
        self.query_one(Input).focus()

    def _ask(self) -> None:
        """Ask for the next one, and say which the first one is."""
        said = _("Which is the earlier one?")
        if self._first:
            title = edition(self.app.catalog, self._first).title.get(self.app.language)
            told = visible_line(self._first if is_path(self._first) else title)
            said = f"A  {told}\n{_('With which one is it compared?')}"
        self.query_one("#pair-first", Static).update(Content(said))
        keys = (("↑↓", _("move")), ("Enter", _("choose")), ("Esc", _("back") if self._first else _("leave")))
        self.query_one(Footer).keys = keys
        self._list()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#pair-problem", Static).update("")
        self._list()

    def _list(self) -> None:
        """The briefings that are meant by what is typed, or the files."""
        typed = self.query_one(Input).value.strip()
        table = self.query_one(Table)
        table.empty_text = Content(_("There is no such file.") if is_path(typed) else _("Nothing matches."))
        table.set_rows(_files(typed) if is_path(typed) else self._briefings(typed))

    def _briefings(self, typed: str) -> FixedRows:
        columns = [
            Column("date", _("Day"), width=10, sortable=False),
            Column("title", _("Briefing"), min_width=16, weight=2, sortable=False),
            Column("id", _("Id"), min_width=12, weight=1, sortable=False),
        ]
        language = self.app.language
        found = find_briefings(self.app.catalog, typed, _MOST)
        rows = [
            Row(one.id, (((one.date, "dim"),), visible_line(one.title.get(language)), ((visible_line(one.id), "dim"),)))
            for one in found
            if one.id != self._first
        ]
        return FixedRows(columns, rows)

    def action_move(self, action: str) -> None:
        """Move through the list while typing."""
        getattr(self.query_one(Table), f"action_{action}")()

    @on(Input.Submitted)
    @on(Table.Selected)
    def _chosen(self) -> None:
        key = self.query_one(Table).key
        if not key:
            return
        box = self.query_one(Input)
        if is_path(key) and Path(key).expanduser().is_dir():
            box.value = key.rstrip("/") + "/"
            box.action_end()
            return
        try:
            edition(self.app.catalog, key)
        except HunnanError as error:
            self.query_one("#pair-problem", Static).update(Content.styled(visible_line(str(error)), "$error"))
            return
        if self._first:
            self.dismiss((self._first, key))
            return
        self._first = key
        box.value = ""
        self._ask()

    def action_back(self) -> None:
        """Back to the first question, or leave."""
        if not self._first:
            self.dismiss(None)
            return
        self._first = ""
        self.query_one(Input).value = ""
        self._ask()


def _files(typed: str) -> FixedRows:
    """The briefing files and folders that begin with what is typed."""
    folder, begun = (typed, "") if typed.endswith("/") or typed == "~" else (str(Path(typed).parent), Path(typed).name)
    found: list[tuple[str, bool]] = []
    try:
        for place in sorted(Path(folder).expanduser().iterdir()):
            if place.name.startswith(begun) and (begun or not place.name.startswith(".")):
                folder_here = place.is_dir()
                if folder_here or place.suffix.lower() == ".toml":
                    found.append((f"{folder.rstrip('/')}/{place.name}", folder_here))
    except (OSError, ValueError, RuntimeError):  # no such folder, not ours to read, no such home
        found = []
    columns = [Column("path", _("File"), min_width=24, weight=1, sortable=False)]
    rows = [Row(path, (visible_line(path) + ("/" if is_folder else ""),)) for path, is_folder in found[:_MOST]]
    return FixedRows(columns, rows)
