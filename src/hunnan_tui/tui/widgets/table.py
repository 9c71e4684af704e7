"""The table: every list of the app. Reads only the rows on the screen, whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message

from hunnan_tui.tui.keys import typed
from hunnan_tui.tui.widgets.table_layout import MARGIN, Cell, Column, Layout, Row, Rows
from hunnan_tui.tui.widgets.table_view import PAGE, ROLES, TableView

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from textual import events
    from textual.content import Content

__all__ = ["ROLES", "Cell", "Column", "Row", "Rows", "Table"]


class Table(TableView, can_focus=True):
    """Rows in columns under a fixed header, with a cursor row that keys and mouse move."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(typed("down,j"), "cursor_down", show=False),
        Binding(typed("up,k"), "cursor_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding(typed("home,g"), "first", show=False),
        Binding(typed("end,G"), "last", show=False),
        Binding(typed("right,l"), "column(1)", show=False),
        Binding(typed("left,h"), "column(-1)", show=False),
        Binding("enter", "select", show=False),
        Binding(typed("s"), "sort", show=False, id="sort"),
        Binding(typed("S"), "reverse", show=False, id="reverse"),
    ]

    class Told(Message):
        """Something that a table tells."""

        def __init__(self, table: Table) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> Table:
            """The table, for the selector of `on`."""
            return self.table

    class Highlighted(Told):
        """The cursor stands on `row`, having moved or because rows were set; None if there are none."""

        def __init__(self, table: Table, row: Row | None) -> None:
            super().__init__(table)
            self.row = row
            self.key = row.key if row else None

    class Selected(Told):
        """`row` was chosen, by Enter or by a double click."""

        def __init__(self, table: Table, row: Row) -> None:
            super().__init__(table)
            self.row = row
            self.key = row.key

    class SortRequested(Told):
        """Another order is asked for; the owner then sets rows and `sorted_by`. The table changes nothing.

        `column` is the column's key, or None for the rows' own order; `reverse` means descending.
        """

        def __init__(self, table: Table, column: str | None, reverse: bool) -> None:
            super().__init__(table)
            self.column = column
            self.reverse = reverse

    def __init__(
        self,
        rows: Rows | None = None,
        *,
        empty_text: Content | str = "",
        ascii: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(empty_text=empty_text, ascii=ascii, id=id)
        self._starting = False
        """Whether the rows that are set next are others than those shown."""
        if rows is not None:
            self.set_rows(rows)

    def set_rows(self, rows: Rows, keep_key: str | None = None, hidden: Set[str] | None = None) -> None:
        """Show other rows, with the cursor on the first one, or still on `keep_key`, on the same screen line.

        Where `keep_key` is gone, the cursor keeps its number: deleting a row leads to the next one. `hidden` are the
        columns that are not shown from now on, placed together with the rows.
        """
        if hidden is not None:
            self.set_reactive(Table.hidden, hidden)
        line = self.cursor - self.scroll_offset.y
        cursor = 0
        if keep_key is not None:
            found = rows.index_of(keep_key)
            cursor = self.cursor if found is None else found
        self._load(rows)
        self.set_reactive(Table.cursor, self.validate_cursor(cursor))
        if self.is_mounted:
            self.scroll_to_row(0 if keep_key is None or self._starting else self.cursor - line)
            self._tell()
        self._starting = False

    def scroll_to_row(self, row: int) -> None:
        """Let `row` be the first on the screen, as far as the cursor's row stays in view."""
        self._scroll_to_line(row)
        self._show_cursor()

    def extend(self, rows: Rows) -> None:
        """Show `rows`, which begin with those that are shown: only what comes after them is drawn anew."""
        before = self._count
        self._pages.pop(before // PAGE, None)
        self._rows, self._count = rows, rows.count()
        self.virtual_size = Size(1, self._count + 1)
        if before < self.scroll_offset.y + self._height:
            self.forget()
            self.refresh()

    def show_columns(self, keys: Sequence[str]) -> None:
        """Move the columns just so far that those with these keys are in view, from the first one on, and keep it so.

        Where there is no room for all, the last one of them is.
        """
        self._arrange(0)
        self._kept = tuple(keys)
        self._arrange()

    def start_over(self) -> None:
        """Let the rows that are set next begin with their first row and column, whatever was moved and chosen."""
        self._starting = True
        self._columns = Layout()
        self._kept = ()
        self.set_reactive(Table.column, None)

    def go_to(self, key: str) -> bool:
        """Put the cursor on the row `key`; False if there is none."""
        found = self.rows.index_of(key) if self.rows else None
        if found is not None:
            self.cursor = found
        return found is not None

    def _tell(self) -> None:
        self.post_message(self.Highlighted(self, self.row))

    def on_mount(self) -> None:
        """Tell of rows that were set before."""
        if self.rows is not None:
            self._tell()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that change, and no other."""
        if self.is_mounted:
            self._show_cursor()
            for index in (old, new):
                self.refresh(Region(0, index + 1 - self.scroll_offset.y, self.size.width, 1))
            self._tell()

    def action_cursor_down(self) -> None:
        """To the next row."""
        self.cursor += 1

    def action_cursor_up(self) -> None:
        """To the row before."""
        self.cursor -= 1

    def action_page_down(self) -> None:
        """A page down; the last row seen stays in view."""
        self._page(1)

    def action_page_up(self) -> None:
        """A page up; the first row seen stays in view."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        step = direction * max(1, self._height - 1)
        self._scroll_to_line(self.scroll_offset.y + step)
        self.cursor += step

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row."""
        self.cursor = self.count - 1

    def action_column(self, step: int) -> None:
        """Choose the next column, or the one before, and bring it into view; at the end leave the key alone.

        The first press chooses the nearest column out of view, or else the first one, if one can sort.
        """
        layout = self._columns
        if self.column is not None:
            place = layout.order.index(self.column) + step
        elif step > 0:
            place = layout.first + len(layout.slots) if layout.after else 0 if self._sortable else -1
        else:
            place = layout.frozen + layout.first - 1 if layout.before else -1
        if not 0 <= place < len(layout.order):
            raise SkipAction
        self.column = layout.order[place]

    def action_select(self) -> None:
        """Choose the cursor row."""
        if row := self.row:
            self.post_message(self.Selected(self, row))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (Textual gives them)
        """Where nothing can be sorted, leave those keys to what lies behind the table."""
        return action not in ("sort", "reverse") or bool(self._sortable)

    def action_sort(self) -> None:
        """Ask for an order: by the chosen column, or, without one, by the next column that can be sorted."""
        sortable = self._sortable
        if self.column in sortable:
            self._ask_for_order(self.column)
        elif self.sorted_by is None or self.sorted_by[0] not in sortable:
            self._ask_for_order(sortable[0] if sortable else None)
        else:
            self._ask_for_order([*sortable, None][sortable.index(self.sorted_by[0]) + 1])

    def action_reverse(self) -> None:
        """Ask for the same order the other way round."""
        if self.sorted_by:
            self.post_message(self.SortRequested(self, self.sorted_by[0], not self.sorted_by[1]))

    @property
    def _sortable(self) -> list[str]:
        """The keys of the shown columns that can be sorted."""
        columns = self.rows.columns if self.rows else ()
        return [column.key for column in columns if column.sortable and column.key not in self.hidden]

    def _ask_for_order(self, column: str | None) -> None:
        """Ask for ascending order; from there for descending order, and from there for the rows' own."""
        if column is None or self.sorted_by == (column, True):
            self.post_message(self.SortRequested(self, None, False))
        else:
            self.post_message(self.SortRequested(self, column, self.sorted_by == (column, False)))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row, a double click selects it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.stop()
        if offset.y == 0:
            self._click_header(offset.x - MARGIN)
        elif (index := self.scroll_offset.y + offset.y - 1) < self.count:
            self.cursor = index
            if event.chain == 2:
                self.action_select()

    def _click_header(self, x: int) -> None:
        """Sort by the column whose title was clicked, or move to the columns that a mark stands for."""
        layout = self._columns
        moving = layout.slots[layout.frozen :]
        if layout.after and x == self._width - MARGIN - 1:
            self._arrange(layout.first + 1)
        elif layout.before and x == moving[0].x - 2:
            self._arrange(layout.first - 1)
        else:
            for slot in layout.slots:
                if slot.x <= x <= slot.x + slot.width and slot.column.sortable:
                    self._ask_for_order(slot.column.key)

    def on_mouse_scroll_right(self) -> None:
        """Move to the columns on the right."""
        self._arrange(self._columns.first + 1)

    def on_mouse_scroll_left(self) -> None:
        """Move back."""
        self._arrange(self._columns.first - 1)
