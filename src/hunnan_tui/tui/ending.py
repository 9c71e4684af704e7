"""Ended from outside: what is being typed is kept first, and the terminal is given back as it was."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hunnan_tui.tui.app import HunnanApp


def mind_signals(app: HunnanApp) -> None:
    """From now on, keep what is being typed when the program is told to end (SIGTERM) or its terminal goes (SIGHUP)."""
    loop = asyncio.get_running_loop()

    def terminated() -> None:
        app.keep_typing()
        app.exit(return_code=128 + signal.SIGTERM)

    def hung_up() -> None:
        app.keep_typing()
        # there is no terminal left to be given back: end at once, as without us
        loop.remove_signal_handler(signal.SIGHUP)
        os.kill(os.getpid(), signal.SIGHUP)

    with suppress(NotImplementedError, AttributeError):  # Windows
        loop.add_signal_handler(signal.SIGTERM, terminated)
        loop.add_signal_handler(signal.SIGHUP, hung_up)
