"""Errors that a person is meant to read."""

from __future__ import annotations


class HunnanError(Exception):
    """Something a person can understand and act on.

    Every kind says what happened (`title`), in one sentence why (`message`), where (`where`: a file, a line, a
    query, or empty) and what to do about it (`remedy`, or empty).
    """

    title = "Error"
    stop = ". "
    """What stands between two sentences in the language in use; `i18n.use` sets it."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head}{self.stop}{self.remedy}" if self.remedy else head


class UsageError(HunnanError):
    """The command line asks for something that is not there (exit status 2)."""

    title = "Wrong usage"


class QueryError(HunnanError):
    """A query that cannot be parsed; `start` and `end` are the offending characters' offsets in it."""

    title = "Query"

    def __init__(self, message: str, *, start: int, end: int, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.start = start
        self.end = end


class NoteError(HunnanError):
    """A note that could not be read or saved; the text is kept by the caller."""

    title = "Note"


class CatalogError(HunnanError):
    """The catalog cannot be used, not even in memory."""

    title = "Catalog"
