"""What tests share: a machine of their own, a library in folders of its own, and the reader driven by its keys."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING, Any

import pytest

from hunnan_tui import i18n
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.locations import Locations, bundled
from hunnan_tui.library.sync import sync

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.events import Event
    from textual.pilot import Pilot
    from textual.widget import Widget

    from hunnan_tui.library.catalog import Connection
    from hunnan_tui.model.text import Language
    from hunnan_tui.tui.app import HunnanApp
    from hunnan_tui.tui.screens.main import MainScreen
    from hunnan_tui.tui.widgets.reader import Reader
    from hunnan_tui.tui.widgets.table import Table

    Opener = Callable[..., AbstractAsyncContextManager["Session"]]

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
_OF_THE_MACHINE = (
    "LC_ALL LC_MESSAGES LANG NO_COLOR VISUAL EDITOR TMUX SSH_CONNECTION SSH_TTY DISPLAY WAYLAND_DISPLAY"
    " TEXTUAL TEXTUAL_THEME TEXTUAL_ANIMATIONS"
)


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Folders, locale and clock of no machine in particular."""
    for name in _OF_THE_MACHINE.split():
        monkeypatch.delenv(name, raising=False)
    for name, folder in (("HOME", ""), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")):
        monkeypatch.setenv(name, str(tmp_path / "home" / folder))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(scope="session")
def catalog_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The catalog of the bundled briefings: a test that begins with it reads no briefing."""
    folder = tmp_path_factory.mktemp("catalog")
    locations = Locations((bundled(),), folder / "config", folder / "cache")
    catalog = Catalog(locations)
    sync(catalog)
    catalog.close()
    return locations.catalog.read_bytes()


@pytest.fixture
def library(tmp_path: Path, catalog_file: bytes) -> Locations:
    """The bundled briefings, read already, and the folder for one's own, still empty."""
    config, cache = tmp_path / "config", tmp_path / "cache"
    locations = Locations((bundled(), config / "briefings"), config, cache)
    locations.own.mkdir(parents=True)
    cache.mkdir()
    locations.catalog.write_bytes(catalog_file)
    return locations


@pytest.fixture
def catalog(library: Locations) -> Iterator[Catalog]:
    """The catalog of the bundled briefings, in step with them."""
    opened = Catalog(library)
    sync(opened)
    yield opened
    opened.close()


@pytest.fixture(name="bundled")
def bundled_connection(library: Locations) -> Iterator[Connection]:
    """A connection to the catalog of the bundled briefings."""
    catalog = Catalog(library)
    with closing(catalog.connect()) as connection:
        yield connection
    catalog.close()


class Shelf:
    """A library of small briefings of one's own in one folder; its catalog is opened anew at each `open`."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "shelf"
        self.folder.mkdir()
        self.locations = Locations((self.folder,), root / "config", root / "cache")
        self._opened: list[Catalog] = []
        self._clock = 1_700_000_000_000_000_000

    def write(self, name: str, text: str) -> Path:
        """A file, a second newer than the one written before, however fast that was."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self._clock += 1_000_000_000
        os.utime(path, ns=(self._clock, self._clock))
        return path

    def briefing(self, name: str, **given: str) -> Path:
        """A good briefing: an outcome, a point, a metric with one value, a source; `given` are `small_briefing`'s."""
        return self.write(f"{name}.toml", small_briefing(**{"id": name, **given}))

    def open(self) -> Catalog:
        """The catalog in step with the files, as a start of the program has it."""
        catalog = Catalog(self.locations)
        self._opened.append(catalog)
        sync(catalog)
        return catalog

    def close(self) -> None:
        """Close every catalog, as the end of the program does."""
        while self._opened:
            self._opened.pop().close()


def small_briefing(
    id: str = "example",
    date: str = "2026-01-01",
    title: str = "Example",
    outcome: str = "A first outcome",
    metric: str = "rd-expenditure",
    period: str = "2025",
    value: str = "260",
    more: str = "",
) -> str:
    """The text of a briefing with one of everything; `more` is added at its end."""
    return f"""schema = 1
id = "{id}"
title = "{title}"
date = {date}
[[sources]]
id = "gov"
publisher = {{ zh = "市政府", en = "City government" }}
url = "https://example.com/{id}"
[[outcomes]]
id = "first"
title = "{outcome}"
evidence = [{{ source = "gov", locator = "Paragraph 1", anchor = "first" }}]
[[sections]]
kind = "keywords"
title = "Keywords of {id}"
[[sections.points]]
text = "A point of {id}"
metrics = ["shenyang/{metric}"]
evidence = [{{ source = "gov" }}]
[[metrics]]
id = "{metric}"
area = "shenyang"
name = "R&D expenditure"
[[metrics.observations]]
period = "{period}"
value = {value}
unit = "亿元"
nature = "actual"
evidence = [{{ source = "gov", locator = "Paragraph 2", anchor = "260" }}]
{more}"""


@pytest.fixture
def small() -> str:
    """The text of a small good briefing with the id `example`."""
    return small_briefing()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """A folder for small briefings, still empty."""
    made = Shelf(tmp_path)
    yield made
    made.close()


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    from hunnan_tui.library import load as loading

    names: list[str] = []
    real = loading.load

    def load(path: Path) -> Any:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(loading, "load", load)
    return names


class Session:
    """An open reader: what a person presses, and what then stands on the screen."""

    def __init__(self, app: HunnanApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until everything that they began has ended."""
        await self.begin(*keys)
        await self.settle()

    async def begin(self, *keys: str) -> None:
        """Press keys; what threads and timers do for them may still be under way."""
        for key in keys:
            self.app._driver.send_message(_key_event(self.app, key))  # type: ignore[union-attr]
            await self._rounds(3)

    async def burst(self, *keys: str | Event) -> None:
        """Press keys at once, as a slow line brings them: none waits until what the one before began has ended."""
        for key in keys:
            event = _key_event(self.app, key) if isinstance(key, str) else key
            self.app._driver.send_message(event)  # type: ignore[union-attr]
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal hands it over."""
        from textual.events import Paste

        self.app._driver.send_message(Paste(text))  # type: ignore[union-attr]
        await self.settle()

    async def view(self, name: str) -> None:
        """Open a view, and go into its list."""
        self.main.open_view(name)
        self.main.go_to_pane("list")
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Wait for all that is under way: messages, the reader's short wait, threads and what they bring, drawing."""
        await self._rounds(3)
        while (waiting := self._under_way()) or self._restless():
            if waiting:
                await asyncio.wait(waiting)
            await self._rounds(3)
        await self.app.animator.wait_until_complete()
        await self._rounds(1)

    def _restless(self) -> bool:
        """Whether a widget has still to be told, laid out or drawn."""
        if not self.app.is_running or not self.app.screen_stack:
            return False
        screen = self.app.screen
        if self.app.is_pressing or screen._layout_required or screen._dirty_widgets or screen._callbacks:
            return True
        if not self.app._message_queue.empty() or self.app._next_callbacks:
            return True
        return any(
            widget._layout_required
            or widget._repaint_required
            or widget._scroll_required
            or not widget._message_queue.empty()
            or widget._next_callbacks
            for widget in screen.walk_children(with_self=True)
        )

    def _under_way(self) -> list[asyncio.Task[Any]]:
        """The reader's timer, the workers and what follows a search, that have not ended."""
        timer = self.main._read_soon
        tasks = [worker._task for worker in self.app.workers]
        searchers = [vars(screen).get("_searcher") for screen in self.app.screen_stack]
        tasks += [searcher.following for searcher in searchers if searcher is not None]
        tasks += [timer._task] if timer is not None else []
        return [task for task in tasks if task is not None and not task.done()]

    async def _rounds(self, count: int) -> None:
        """Let every widget do what it was told, and what it was told by that, `count` times.

        The pilot's own `pause` watches the clock and the processor instead, which takes longer and is less sure.
        """
        for _ in range(count):
            await self.pilot._wait_for_screen()
            if self.app.is_running and self.app.screen_stack:
                self.app.screen._on_timer_update()

    @property
    def main(self) -> MainScreen:
        """The main screen, whatever lies over it."""
        return self.app.screen_stack[0]  # type: ignore[return-value]

    @property
    def list(self) -> Table:
        """The list."""
        return self.main.table

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.main.reader

    @property
    def focus(self) -> str | None:
        """The id of what has the focus."""
        return self.app.focused.id if self.app.focused else None

    def lines(self, of: Widget | str | None = None) -> list[str]:
        """The lines of a widget, or of the whole screen, spaces at their ends left out."""
        if of is None:
            strips = self.app.screen._compositor.render_strips()
        else:
            widget = self.app.screen.query_one(of) if isinstance(of, str) else of
            strips = widget.render_lines(widget.size.region)
        return [strip.text.rstrip() for strip in strips]

    def text(self, of: Widget | str | None = None) -> str:
        """The same as one text, its lines joined without the spaces between them: wrapping does not matter."""
        return "".join("".join(self.lines(of)).split())

    def document(self) -> str:
        """All that the reader has to show, also what is not on the screen, without spaces."""
        from hunnan_tui.tui.layout import lay_out

        lines = lay_out(self.reader._blocks, 100).lines
        return "".join("".join(run.text for line in lines for run in line).split())

    def panes(self) -> list[str]:
        """The ids of the panes that can be seen, from left to right, the tabs before them."""
        names = ("tabs", "navigator", "list", "reader")
        return [name for name in names if self.main.query_one(f"#{name}").region.area and self._shown(name)]

    def _shown(self, name: str) -> bool:
        return self.main.query_one(f"#{name}").display

    def toasts(self) -> list[str]:
        """What has been said in passing, the last one last."""
        return [notification.message for notification in self.app._notifications]


@pytest.fixture
def reader(library: Locations) -> Opener:
    """Opens the reader: `async with reader((80, 24), "zh") as session`."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 36), language: Language | None = "en", **options: Any
    ) -> AsyncIterator[Session]:
        from hunnan_tui.tui.app import HunnanApp

        app = HunnanApp(options.pop("locations", library), language, **options)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            session = Session(app, pilot)
            await session.settle()
            yield session

    return opened


def _key_event(app: HunnanApp, key: str) -> Any:
    """The event that a terminal's key makes."""
    import unicodedata

    from textual import events
    from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

    character: str | None
    if len(key) == 1:
        key, character = (key if key.isalnum() else _character_to_key(key)), key
    else:
        try:
            character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
        except KeyError:
            character = None
    event = events.Key(key, character)
    event.set_sender(app)
    return event


def without_spaces(text: str) -> str:
    """A text as `Session.text` gives it."""
    return "".join(text.split())
