"""What the screen remembers between sessions: language, theme, both languages or one, the metric table's columns."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct, field

from hunnan_tui.i18n import _
from hunnan_tui.library import toml

if TYPE_CHECKING:
    from hunnan_tui.model.citation import Style
    from hunnan_tui.model.text import Language


class Settings(Struct):
    """The settings; a file that cannot be read counts as none, and is not written over."""

    path: Path
    language: Language | None = None
    theme: str = "dark"
    both: bool = True
    by_year: bool = True
    hidden: list[str] = field(default_factory=list)
    citation: Style | None = None
    """How sources are cited where they are copied; None: as the readers of the language expect."""
    readable: bool = True

    @classmethod
    def load(cls, path: Path) -> Settings:
        """The settings in the file `path`, or the defaults."""
        settings = cls(path)
        try:
            data = toml.parse(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return settings
        except (OSError, ValueError, toml.TooDeep):
            settings.readable = False
            return settings
        if data.get("language") in ("en", "zh"):
            settings.language = cast("Language", data["language"])
        if data.get("theme") in ("light", "dark"):
            settings.theme = data["theme"]
        settings.both = data.get("both") is not False
        settings.by_year = data.get("by_year") is not False
        if data.get("citation") in ("gbt7714", "apa7"):
            settings.citation = cast("Style", data["citation"])
        hidden = data.get("hidden")
        if isinstance(hidden, list):
            settings.hidden = [column for column in hidden if isinstance(column, str)]
        return settings

    def save(self) -> str:
        """Write the settings, whole or not at all; a sentence to show if that could not be done, else empty."""
        if not self.readable:
            return _("{path} is not readable as settings and is left as it is").format(path=self.path)
        import tomli_w

        data = {"theme": self.theme, "both": self.both, "by_year": self.by_year, "hidden": self.hidden}
        if self.citation:
            data["citation"] = self.citation
        if self.language:
            data["language"] = self.language
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.write_text(tomli_w.dumps(data), encoding="utf-8")
            temporary.replace(self.path)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            return _("settings are not kept: {reason}").format(reason=error.strerror or error)
        return ""
