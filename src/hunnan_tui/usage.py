"""The parser of the command line."""

from __future__ import annotations

import argparse
from typing import NoReturn

from hunnan_tui.i18n import _


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line and where to read more; exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say `message`, and end the program."""
        self.exit(2, f"{self.prog}: {message}\n{_('See')}: {self.prog} --help\n")
