"""How a table is drawn: line by line, reading only the rows on the screen."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.visual import Visual

from hunnan_tui.tui.widgets.roles import Roles
from hunnan_tui.tui.widgets.table_layout import (
    ASCII,
    MARGIN,
    UNICODE,
    Layout,
    Row,
    Rows,
    header_pieces,
    lay_out,
    reveal,
    row_pieces,
)
from hunnan_tui.tui.wrap import wrap

if TYPE_CHECKING:
    from hunnan_tui.tui.widgets.table_layout import Glyphs, Pieces

ROLES = ("actual", "target", "estimate", "limit", "flag", "match", "note", "unit", "dim", "aside", "strong")
"""What a piece of a cell can be beside plain text; a role may also be several of them with spaces between."""

PAGE = 50  # rows read at a time: as many as a search brings at first
_PAGES = 40  # and kept
_REVERSE = Style(reverse=True)


class TableView(Roles):
    """Rows in columns under a fixed header, one of them the cursor row."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--cursor"}
    ROLE_CLASSES: ClassVar[frozenset[str]] = frozenset(
        {
            "table--header",
            "table--sorted",  # the title of the column that sorts
            "table--column",  # the title of the chosen column, and its cell in the cursor row
            "table--mark",
            "table--empty",
            *(f"table--{role}" for role in ROLES),
        }
    )
    DEFAULT_CSS = """
    TableView {
        width: 1fr; height: 1fr; overflow-x: hidden; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        & > .table--header { color: $text-muted; }
        & > .table--sorted { color: $foreground; text-style: bold; }
        & > .table--column { text-style: underline; }
        & > .table--cursor { background: $block-cursor-blurred-background; }
        & > .table--mark, & > .table--empty { color: $text-muted; }
        & > .table--actual, & > .table--strong { text-style: bold; }
        & > .table--target { color: $text-warning; }
        & > .table--estimate { color: $text-secondary; }
        & > .table--limit { color: $text-accent; }
        & > .table--flag { color: $text-error; }
        & > .table--match { color: $text-accent; text-style: bold underline; }
        & > .table--note { color: $text-success; }
        & > .table--unit, & > .table--dim, & > .table--aside { color: $text-muted; }
        &:focus {
            & > .table--header { color: $text-primary; }
            & > .table--cursor {
                color: $block-cursor-foreground; background: $block-cursor-background;
                text-style: $block-cursor-text-style;
            }
        }
    }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
    """As in every widget of roles; what is to be drawn anew is said with the rows."""
    cursor: reactive[int] = reactive(0, repaint=False)
    """The number of the cursor row, from 0; 0 also where there is none."""
    column: reactive[str | None] = reactive(None, repaint=False)
    """The key of the column chosen with ← and →; None until one is."""
    hidden: reactive[Set[str]] = reactive(frozenset())
    """The keys of the columns that are not shown."""
    sorted_by: reactive[tuple[str, bool] | None] = reactive(None)
    """The column that sorts, and whether in descending order, for the arrow; None for the rows' own order."""
    empty_text: reactive[Content | str] = reactive("")
    """What to do when there are no rows. A string is taken as it is, never as markup."""
    ascii: reactive[bool] = reactive(False)
    """Whether to draw with ASCII characters only."""

    def __init__(self, *, empty_text: Content | str = "", ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Rows | None = None
        self._count = 0
        self._pages: dict[int, Sequence[Row]] = {}
        self._columns = Layout()
        self._arranged: object = None
        """For what the columns were placed last, and how."""
        self._kept: tuple[str, ...] = ()
        """The columns that stay in view in any width, as many as it has room for, until the columns are moved."""
        self._advice: list[Strip] | None = None
        """The lines of what to do where there are no rows; None before they are drawn."""
        self._width = 0
        self.set_reactive(TableView.empty_text, empty_text)
        self.set_reactive(TableView.ascii, ascii)

    @property
    def rows(self) -> Rows | None:
        """What is shown; None before rows were set."""
        return self._rows

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def row(self) -> Row | None:
        """The cursor row; None if there is none."""
        return self._row(self.cursor)

    @property
    def key(self) -> str | None:
        """The key of the cursor row; None if there is none."""
        return row.key if (row := self.row) else None

    def _row(self, index: int) -> Row | None:
        """A row, through the pages read last."""
        if self._rows is None or not 0 <= index < self._count:
            return None
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._rows.fetch(number * PAGE, PAGE)
            if len(self._pages) >= _PAGES:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = page
        return page[place] if place < len(page) else None

    def _load(self, rows: Rows) -> None:
        """Take other rows, and forget what was read and drawn of those before."""
        self._rows, self._count = rows, rows.count()
        self._pages.clear()
        self.forget()
        self.virtual_size = Size(1, self._count + 1)
        self._arrange()
        self.refresh(Region(0, 0, self._width, self.size.height))  # not the scroll bar: it comes after

    def watch_virtual_size(self, size: Size) -> None:
        """Let the scroll bar show it; where it is there in any case, in the frame after the one with the rows."""
        if self.styles.overflow_y == "scroll":
            self.scroll_y = self.validate_scroll_y(self.scroll_y)
            self.call_after_refresh(self._scroll_update, size)
        else:
            super().watch_virtual_size(size)

    def forget(self) -> None:
        """Draw everything anew."""
        super().forget()
        self._advice = None

    @property
    def _height(self) -> int:
        """How many rows the screen shows."""
        return max(1, self.scrollable_content_region.height - 1)

    def _arrange(self, first: int | None = None) -> None:
        """Place the columns anew, `first` of them out of view on the left, or as many as now."""
        columns = self._rows.columns if self._rows else ()
        self._width = self.scrollable_content_region.width
        width = self._width - MARGIN - 1
        if first is None and self._arranged == (columns, width, self.hidden, self.column, self._kept, self._columns):
            return  # as it is: a search sets rows with each key
        layout = lay_out(columns, width, self._columns.first if first is None else first, self.hidden)
        if self.column not in layout.order:
            self.set_reactive(TableView.column, None)
        if first is not None or self.column:
            self._kept = ()
        if first is None and self.column:
            layout = reveal(columns, width, layout, self.column, self.hidden)
        elif kept := [key for key in self._kept if key in layout.order]:
            layout = lay_out(columns, width, 0, self.hidden)
            for key in kept:
                layout = reveal(columns, width, layout, key, self.hidden)
        if layout != self._columns:
            self._columns = layout
            self.forget()
            self.refresh()
        self._arranged = (columns, width, self.hidden, self.column, self._kept, layout)

    def _scroll_to_line(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)

    def _show_cursor(self) -> None:
        """Scroll just so far that the cursor row is on the screen."""
        top = self.scroll_offset.y
        wanted = max(min(top, self.cursor), self.cursor - self._height + 1)
        if wanted != top:
            self._scroll_to_line(wanted)

    def on_resize(self) -> None:
        """Place columns and cursor in the new size, from the first row on where the cursor is among those that fit."""
        self.forget()
        self._arrange()
        last = 0 if self.cursor < self._height else self._count - self._height
        self._scroll_to_line(max(0, min(self.scroll_offset.y, last)))
        self._show_cursor()

    def watch_column(self) -> None:
        """Bring the chosen column into view."""
        self._arrange()
        self.refresh()

    def watch_hidden(self) -> None:
        """Place the columns anew."""
        self._arrange()

    def watch_ascii(self) -> None:
        """Draw everything anew."""
        self.forget()

    def watch_empty_text(self) -> None:
        """Say it anew."""
        self.forget()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines on the screen. The width changes without a word."""
        if self.scrollable_content_region.width != self._width:
            self.forget()
            self._arrange()
        return super().render_lines(crop)

    def segments(self, y: int) -> list[Segment]:
        """One line: the header, a row, or what is said where there are no rows."""
        if self._width <= MARGIN:
            return self._blank
        if y == 0:
            chosen = self.column if self.has_focus else None
            pieces = header_pieces(self._columns, self._width, self._glyphs, self.sorted_by, chosen)
            return self._styled(pieces, 0, "header")
        if not self._count:
            return self._empty(y)
        index, state, _column = self.look(y)
        return self._line(self._row(index), state)

    def look(self, y: int) -> tuple[int, int, str | None]:
        """What a line of the screen looks like: the row, whether the cursor is on it, the column chosen there.

        0 for no cursor, 1 for one without the focus, 2 for one with it.
        """
        index = self.scroll_offset.y + y - 1
        state = 0 if index != self.cursor else 2 if self.has_focus else 1
        return index, state, self.column if state else None

    @property
    def _blank(self) -> list[Segment]:
        return [Segment(" " * self._width, self._style(0, ""))]

    def _line(self, row: Row | None, state: int) -> list[Segment]:
        """A row's line; for `state` see `look`."""
        if row is None:
            return self._blank
        chosen = self.column if state else None
        pieces = row_pieces(self._columns, self._width, row.cells, self._glyphs, chosen)
        if state:
            pieces[0] = (self._glyphs.mark + " ", "mark")
        return self._styled(pieces, state, row.role)

    @property
    def _glyphs(self) -> Glyphs:
        return ASCII if self.ascii else UNICODE

    def _empty(self, y: int) -> list[Segment]:
        """A line of what to do where there are no rows: under the header, after a line of air."""
        width, style = self._width, self._style(0, "empty")
        if self._advice is None:
            text = self.empty_text if self._rows else ""
            content = text if isinstance(text, Content) else Content(text)
            visual_style = self.get_visual_style("table--empty")
            room = max(1, width - MARGIN - 1)
            lines = [
                part[start:end] for part in content.split(allow_blank=True) for start, end in wrap(part.plain, room)
            ]
            told = Content("\n").join(lines)
            strips = Visual.to_strips(self, told, room, None, visual_style, apply_selection=False)
            for line_filter in self.get_line_filters():
                strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
            self._advice = strips
        if not 0 <= y - 2 < len(self._advice):
            return [Segment(" " * width, style)]
        return list(Strip([Segment(" " * MARGIN, style), *self._advice[y - 2]]).adjust_cell_length(width, style))

    def _styled(self, pieces: Pieces, state: int, row_role: str) -> list[Segment]:
        """Pieces in their styles; neighbours of one role become one segment."""
        segments = []
        for role, run in groupby((piece for piece in pieces if piece[0]), key=itemgetter(1)):
            told = "".join(text for text, _role in run)
            segments.append(Segment(told, self._style(state, f"{row_role} {role}")))
        return segments

    def _style(self, state: int, roles: str) -> Style:
        """The style of roles in a row. Under the cursor with the focus its colours come before meanings."""
        style = self._palette.get((state, roles))
        if style is None:
            classes = [f"table--{role}" for role in roles.split()]
            if state:
                classes.insert(len(classes) if state == 2 else 0, "table--cursor")
            style = self.get_visual_style(*classes).rich_style
            if state == 2 and self.app.no_color:
                style += _REVERSE
            style = self._palette[state, roles] = self.drawable(style)
        return style
