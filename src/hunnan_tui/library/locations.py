"""Where the program's files are: bundled and further briefings, config, notes, cache."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from msgspec import Struct

from hunnan_tui.errors import UsageError
from hunnan_tui.i18n import _


class Locations(Struct, frozen=True):
    """The folders and files that one run of the program uses; none of them is opened here."""

    briefings: tuple[Path, ...]
    """Folders of briefing files, or single files: the bundled ones, the user's own, those of `--briefings`."""
    config: Path
    """Settings, notes and the user's own briefings."""
    cache: Path
    """The catalog."""

    @property
    def notes(self) -> Path:
        """The folder of the notes."""
        return self.config / "notes"

    @property
    def own(self) -> Path:
        """The user's own folder of briefings."""
        return self.config / "briefings"

    @property
    def drafts(self) -> Path:
        """What was typed into notes and not saved yet."""
        return self.config / "drafts"

    @property
    def settings(self) -> Path:
        """The screen's language, theme and keys."""
        return self.config / "settings.toml"

    @property
    def visit(self) -> Path:
        """When the reader was last open, and where one was."""
        return self.config / "visit.json"

    @property
    def explained(self) -> Path:
        """The flags that the user has explained."""
        return self.config / "explained.toml"

    @property
    def catalog(self) -> Path:
        """The catalog of just these briefings: other folders have another catalog beside it."""
        places = "\0".join(str(place) for place in self.briefings)
        return self.cache / f"catalog-{zlib.crc32(places.encode(errors='surrogateescape')):08x}.sqlite3"


def locate(further: list[str] | None = None, config: str | None = None) -> Locations:
    """The locations of this run.

    `further` are the paths given with `--briefings`, `config` the folder given with `--config`. A path that is not
    there is a UsageError.
    """
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("hunnan-tui", appauthor=False)
    home = Path(config).expanduser().absolute() if config else dirs.user_config_path
    if config and home.exists() and not home.is_dir():
        raise UsageError(_("is not a folder"), where=config, remedy=_("Give a folder with --config"))
    places = [bundled(), home / "briefings"]
    for given in further or []:
        place = Path(given).expanduser().absolute()
        if not place.exists():
            raise UsageError(
                _("there is no such file or folder"), where=given, remedy=_("Give an existing one with --briefings")
            )
        places.append(place)
    return Locations(tuple(dict.fromkeys(places)), home, dirs.user_cache_path)


def bundled() -> Path:
    """The folder of the bundled briefings: in the installed package, or beside `src` in a checkout."""
    installed = Path(__file__).parent.parent / "briefings"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "briefings"


def briefing_files(locations: Locations) -> dict[str, os.stat_result]:
    """Every briefing file (`*.toml`) by its path, with its size and time; links in folders are not followed.

    In a path that is not UTF-8, what cannot be read is \ufffd: it leads to no file, but it can be told.
    """
    found: dict[str, os.stat_result] = {}
    for place in locations.briefings:
        if place.is_file():
            found.setdefault(_told(str(place)), place.stat())
        else:
            _walk(str(place), found)
    return found


def _walk(folder: str, found: dict[str, os.stat_result]) -> None:
    folders = [folder]
    while folders:
        try:
            entries = sorted(os.scandir(folders.pop()), key=lambda entry: entry.name)
        except OSError:  # not there, or not ours to read: a library without it
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.name.endswith(".toml") and entry.is_file(follow_symlinks=False):
                found.setdefault(_told(entry.path), entry.stat(follow_symlinks=False))


def _told(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not path.isprintable() else path
