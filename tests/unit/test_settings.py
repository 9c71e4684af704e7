"""What the screen remembers: kept whole, never over what a person wrote and we cannot read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hunnan_tui.tui.settings import Settings


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "settings.toml")
    assert (settings.language, settings.theme, settings.both, settings.hidden) == (None, "dark", True, [])


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    settings = Settings.load(path)
    settings.language, settings.theme, settings.both, settings.hidden = "zh", "light", False, ["2024", "2025"]
    assert settings.save() == ""
    assert Settings.load(path) == settings
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "text",
    [
        'language = "fr"\ntheme = 3\nboth = "no"\nhidden = "2024"\n',
        'language = ["en"]\ntheme = {}\nhidden = [1, {}]\n',
    ],
)
def test_a_value_that_is_none_counts_as_not_given(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    assert Settings.load(path) == Settings(path)


@pytest.mark.parametrize("data", [b"language = ", b"\xff\xfe\x00", b"theme = 'dark"])
def test_a_file_that_cannot_be_read_is_left_as_it_is_and_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(data)
    settings = Settings.load(path)
    assert settings.theme == "dark"
    assert str(path) in settings.save()
    assert path.read_bytes() == data


def test_settings_that_cannot_be_written_say_why_and_leave_nothing_behind(tmp_path: Path) -> None:
    in_the_way = tmp_path / "config"
    in_the_way.write_text("")
    said = Settings(in_the_way / "settings.toml").save()
    assert "not kept" in said
    path = tmp_path / "other" / "settings.toml"
    path.mkdir(parents=True)
    assert "not kept" in Settings(path).save()
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]


def test_the_file_is_toml(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    Settings(path, language="en", hidden=["2025 target"]).save()
    assert tomllib.loads(path.read_text(encoding="utf-8"))["hidden"] == ["2025 target"]
