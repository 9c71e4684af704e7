"""The clipboard: the system's own program where there is one, the terminal (OSC 52) over SSH; tmux is told too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from hunnan_tui.i18n import _

if TYPE_CHECKING:
    from textual.app import App

_PROGRAMS = (
    ("pbcopy", ()),
    ("clip.exe", ()),
    ("wl-copy", ()),
    ("xclip", ("-selection", "clipboard")),
    ("xsel", ("--clipboard", "--input")),
)


def copy(app: App[None], text: str) -> str:
    """Put `text` on the clipboard; a sentence that says how it was sent."""
    if not _remote():
        for name, arguments in _PROGRAMS:
            if _here(name) and (program := shutil.which(name)) and _run([program, *arguments], text):
                return _("Copied.")
    if os.environ.get("TMUX") and (tmux := shutil.which("tmux")) and _run([tmux, "load-buffer", "-w", "-"], text):
        return _("Sent to tmux and its terminal.")
    app.copy_to_clipboard(text)
    return _("Sent to the terminal; if nothing can be pasted, it takes no copies: w writes them into a file.")


def _remote() -> bool:
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


def _here(name: str) -> bool:
    """Whether a program can work here: those of X and Wayland need a display."""
    if name == "wl-copy":
        return bool(os.environ.get("WAYLAND_DISPLAY"))
    if name in ("xclip", "xsel"):
        return bool(os.environ.get("DISPLAY"))
    return True


def _run(command: list[str], text: str) -> bool:
    encoding = "utf-16-le" if command[0].endswith("clip.exe") else "utf-8"
    try:
        done = subprocess.run(
            command,
            input=text.encode(encoding),
            timeout=3,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=sys.platform != "win32",
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
