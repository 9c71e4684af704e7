"""The screen's and the commands' language: gettext, English in the source, Chinese in `locale/zh`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from hunnan_tui.errors import HunnanError
from hunnan_tui.model.text import Language

if TYPE_CHECKING:
    import gettext

_DOMAIN = "hunnan_tui"
_catalogs: dict[str, gettext.NullTranslations] = {}
"""The translations of the languages that were in use; English has none."""
_current: Language = "en"


def language() -> Language:
    """The language in use."""
    return _current


def use(chosen: Language) -> None:
    """Speak `chosen` from now on."""
    global _current
    if chosen != "en" and chosen not in _catalogs:
        import gettext

        _catalogs[chosen] = gettext.translation(_DOMAIN, Path(__file__).parent / "locale", [chosen], fallback=True)
    _current = chosen
    HunnanError.stop = "。" if chosen == "zh" else ". "


def from_locale(environment: dict[str, str] | None = None) -> Language:
    """Chinese where the locale says so (the first set of LC_ALL, LC_MESSAGES, LANG), else English."""
    values = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := values.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _(message: str) -> str:
    """`message` in the language in use."""
    return message if _current == "en" else _catalogs[_current].gettext(message)


def N_(message: str) -> str:
    """Marks `message` for translation where it is written; `_` translates it where it is shown."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many`, by `count`, in the language in use."""
    if _current == "en":
        return one if count == 1 else many
    return _catalogs[_current].ngettext(one, many, count)
