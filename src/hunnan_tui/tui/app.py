"""The app: themes, language, settings, the catalog and the notes; what is seen is in the screens."""

from __future__ import annotations

import gc
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding
from textual.reactive import reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.worker import Worker, WorkerState

from hunnan_tui import i18n
from hunnan_tui.i18n import _
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.model.text import visible, visible_line
from hunnan_tui.notes.store import NoteStore
from hunnan_tui.tui import happened
from hunnan_tui.tui.commands import Actions
from hunnan_tui.tui.ending import mind_signals
from hunnan_tui.tui.pressing import Pressing
from hunnan_tui.tui.screens.main import MainScreen
from hunnan_tui.tui.settings import Settings
from hunnan_tui.tui.theme import DARK, LIGHT, MEANINGS_DARK

if TYPE_CHECKING:
    from textual.message import Message
    from textual.notifications import Notify
    from textual.screen import Screen
    from textual.timer import Timer

    from hunnan_tui.library.locations import Locations
    from hunnan_tui.model.text import Language

# seconds between two looks at the notes' folder
_WATCH = 2
# seconds until the first one where there are many: the first frame is on its way to the terminal meanwhile
_SOON = 0.1
# seconds without a key after which what is new, and everything, is looked through for garbage, twice as many at most:
# Python's own looks would come while one types and hold a frame up by up to 9 ms, so that they are made seldom
_TIDY = {0: 0.06, 2: 1.0}
_OFTEN, _SELDOM = gc.get_threshold(), (100_000, 10, 50)
# seconds that a thread goes on when another wants its turn; Python's own are 0.005
SWITCH = 0.0005


def open_reader(locations: Locations, language: Language | None, *, ascii_only: bool = False) -> int:
    """Open the reader and stay until the user leaves; the exit status."""
    # frames are written by a thread of Textual's: it waits for the interpreter as long as this, the screen with it
    sys.setswitchinterval(SWITCH)
    app = HunnanApp(locations, language, ascii_only=ascii_only)
    app.run()
    return app.return_code or 0


class PlainBar(ScrollBarRender):
    """A scroll bar whose ends are whole cells: --ascii draws no blocks."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


class HunnanApp(Pressing):
    """The reader of briefings."""

    TITLE = "hunnan-tui"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar = {Actions}
    ENABLE_COMMAND_PALETTE = True
    SUSPENDED_SCREEN_CLASS = "-below"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it an instance's
        (0, "-narrow"),
        (80, "-middle"),
        (120, "-wide"),
        (176, "-vast"),
    ]
    BINDINGS: ClassVar = [Binding("ctrl+q,f10", "quit", show=False, priority=True)]

    language: reactive[Language] = reactive("en", init=False)

    def __init__(self, locations: Locations, language: Language | None = None, *, ascii_only: bool = False) -> None:
        super().__init__(css_path=["app.tcss", "ascii.tcss"] if ascii_only else None)
        # nothing glides: over SSH it would only be late
        self.animation_level = "none"
        self.locations = locations
        self.settings = Settings.load(locations.settings)
        self.ascii = ascii_only
        ScrollBar.renderer = PlainBar if ascii_only else ScrollBarRender  # of the class: Textual knows no other way
        self.catalog = Catalog(locations)
        self.notes = NoteStore(locations.notes, locations.cache / "notes")
        self.notes_known = not self.notes.many
        """Whether the notes may be asked for without a wait: many are read once the first frame is painted."""
        self.first_look: Timer | None = None
        self._tidying: dict[int, Timer] = {}
        """By the generation of garbage that each looks for."""
        self.set_reactive(HunnanApp.language, language or self.settings.language or i18n.language())
        i18n.use(self.language)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = LIGHT.name if self.settings.theme == "light" else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of meanings, where a theme gives none."""
        return MEANINGS_DARK

    def refresh_css(self, animate: bool = True) -> None:
        """Apply the theme; while there is no screen yet only note it, everything is parsed once there is one."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The one main screen."""
        return MainScreen()

    @property
    def is_answering(self) -> bool:
        """Whether Enter waits for what is being searched for."""
        return isinstance(self.screen, MainScreen) and self.screen.opens_soon

    async def on_event(self, event: events.Event) -> None:
        """Make what is pasted harmless before any box takes it: a page can hide terminal escapes in its text."""
        if isinstance(event, events.Paste):
            # line ends become line feeds first: many terminals send them as Enter does, alone
            event.text = visible(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        elif isinstance(event, events.Key):
            for timer in self._tidying.values():
                timer.reset()
        await super().on_event(event)

    def on_notify(self, event: Notify) -> None:
        """Tell something in place of what was told before: several would hide what one works on."""
        self.hush(event.notification.message)

    def hush(self, said_again: str = "") -> None:
        """Take away what was told, but for problems; and a problem that is told again."""
        for told in list(self._notifications):
            if told.severity == "information" or told.message == said_again:
                self._unnotify(told)

    def fail(self, reason: str) -> None:
        """Tell why something came to nothing."""
        self.notify(visible_line(reason), severity="error", markup=False)

    def on_mount(self) -> None:
        """Read the files once the first frame is painted."""
        if not self.is_headless:
            mind_signals(self)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        gc.enable()
        self._tidying = {old: self.set_interval(rest, partial(self._tidy, old)) for old, rest in _TIDY.items()}
        self.stylesheet.read(Path(__file__).with_name("dialogs.tcss"))
        self._tell(happened.Settled())
        self.run_worker(self._sync, thread=True, exit_on_error=False, group="sync", name="sync")
        if not self.notes_known:
            self.first_look = self.set_timer(_SOON, self._watch)
        self.set_interval(_WATCH, self._watch)

    def _tidy(self, generation: int) -> None:
        gc.collect(generation)
        self._tidying[generation].pause()

    def _watch(self) -> None:
        self.run_worker(self._watch_notes, thread=True, exit_on_error=False, exclusive=True, group="watch")

    def _sync(self) -> None:
        """Bring the catalog in step with the files; runs in a thread."""
        # reading, indexing and searching take a third of the program's modules: they wait for the first frame
        from hunnan_tui.library.search import warm_up
        from hunnan_tui.library.sync import sync

        warm_up()
        synced = sync(
            self.catalog,
            progress=lambda progress: self._tell(happened.Read(progress)),
            stopped=lambda: not self.is_running,
        )
        self._index_notes()
        gc.freeze()  # what reading and searching loaded stays too
        self._tell(happened.Synced(synced))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell it when reading the files failed; otherwise the screen would say for good that they are being read."""
        if event.worker.group == "sync" and event.state is WorkerState.ERROR and self.screen_stack:
            error = event.worker.error
            self._tell(happened.Failed(str(error) or type(error).__name__))

    def _watch_notes(self) -> None:
        """Look for what other windows, an editor or a sync tool did to the notes; runs in a thread."""
        if self.notes.scan() or not self.notes_known:
            self.notes_known = True
            self._index_notes()
            self._tell(happened.NotesChanged())

    def notes_changed(self) -> None:
        """Let search know of a note that was written or deleted here."""
        self.run_worker(self._index_notes, thread=True, exit_on_error=False, group="notes")

    def _index_notes(self) -> None:
        from hunnan_tui.notes.indexing import index_notes

        index_notes(self.catalog, self.notes)

    def _tell(self, message: Message) -> None:
        self.screen_stack[0].post_message(message)

    def watch_language(self, language: Language) -> None:
        """Speak another language at once, and remember it."""
        i18n.use(language)
        self.settings.language = language
        self.remember()
        main = self.screen_stack[0]
        if isinstance(main, MainScreen):
            main.speak()

    async def action_quit(self) -> None:
        """Leave at once; what is being typed is offered at the next start."""
        self.keep_typing()
        self.exit()

    def keep_typing(self) -> None:
        """Keep what is being typed as a draft."""
        from hunnan_tui.tui.screens.note_editor import NoteEditor

        for screen in self.screen_stack:
            if isinstance(screen, NoteEditor):
                screen.keep()

    def action_command_palette(self) -> None:
        """Find a view or an action of the main screen by its name."""
        from textual.command import CommandPalette

        if isinstance(self.screen, MainScreen):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=_("What do you want to do?")))

    def action_theme(self) -> None:
        """Switch between light and dark, and remember it."""
        dark = self.theme == DARK.name
        self.theme = LIGHT.name if dark else DARK.name
        self.settings.theme = "light" if dark else "dark"
        self.remember()

    def remember(self) -> None:
        """Keep the settings; tell it where that cannot be done."""
        if problem := self.settings.save():
            self.notify(problem, severity="warning", markup=False)

    async def on_unmount(self) -> None:
        """Let go of the catalog."""
        gc.set_threshold(*_OFTEN)
        self.catalog.close()
