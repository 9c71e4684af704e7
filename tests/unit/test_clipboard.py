"""Copying: by the system's own program where it can work, else through the terminal, and saying which."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from hunnan_tui.tui import clipboard

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are shell scripts")


class Terminal:
    """An app as far as copying needs one."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def copy_to_clipboard(self, text: str) -> None:
        self.sent.append(text)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A path with programs that write what they get into a file of their name, or fail."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name: str, *, fails: bool = False) -> Path:
        got = tmp_path / f"{name}.got"
        program = folder / name
        program.write_text(f"#!/bin/sh\n/bin/cat > '{got}'\nexit {int(fails)}\n")
        program.chmod(0o755)
        return got

    return add


def copy(terminal: Terminal, text: str) -> str:
    return clipboard.copy(terminal, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("program", "display"), [("wl-copy", "WAYLAND_DISPLAY"), ("xclip", "DISPLAY"), ("xsel", "DISPLAY")]
)
def test_a_program_of_the_desktop_is_used_where_there_is_one(
    programs: Any, monkeypatch: pytest.MonkeyPatch, program: str, display: str
) -> None:
    monkeypatch.setenv(display, ":0")
    got, terminal = programs(program), Terminal()
    assert copy(terminal, "830.6亿元") == "Copied."
    assert got.read_text(encoding="utf-8") == "830.6亿元"
    assert terminal.sent == []


def test_a_desktops_program_is_not_asked_where_there_is_no_desktop(programs: Any) -> None:
    got, terminal = programs("xclip"), Terminal()
    assert "terminal" in copy(terminal, "830.6亿元")
    assert terminal.sent == ["830.6亿元"]
    assert not got.exists()


def test_over_ssh_the_terminal_on_the_other_side_is_meant(programs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    got, terminal = programs("xclip"), Terminal()
    assert "terminal" in copy(terminal, "figure")
    assert terminal.sent == ["figure"]
    assert not got.exists()


def test_a_program_that_fails_leaves_it_to_the_next(programs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    programs("xclip", fails=True)
    got, terminal = programs("xsel"), Terminal()
    assert copy(terminal, "figure") == "Copied."
    assert got.read_text() == "figure"


def test_in_tmux_its_own_buffer_is_filled_too(programs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/run/tmux,1,0")
    got, terminal = programs("tmux"), Terminal()
    assert "tmux" in copy(terminal, "figure")
    assert got.read_text() == "figure"
    assert terminal.sent == []


def test_where_nothing_else_is_the_way_out_is_told(programs: Any) -> None:
    terminal = Terminal()
    assert "w writes them into a file" in copy(terminal, "figure")
    assert terminal.sent == ["figure"]
