"""What an error of the system is told as: what happened, where, and what to do."""

from __future__ import annotations

import errno
import os

import pytest

from hunnan_tui.errors import NoteError
from hunnan_tui.notes.faults import explain, explained


@pytest.mark.parametrize("number", sorted(errno.errorcode), ids=lambda number: errno.errorcode[number])
def test_every_error_says_what_happened_and_what_to_do(number):
    error = explain(OSError(number, os.strerror(number)), "saving the note", "/notes/one.toml")
    assert error.message.startswith("saving the note: ") and len(error.message) > len("saving the note: ")
    assert error.where == "/notes/one.toml" and error.remedy


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ENOSPC", "disk is full"),
        ("EDQUOT", "quota"),
        ("EROFS", "only be read"),
        ("EACCES", "no permission"),
        ("EMFILE", "too many files open"),
        ("ENOENT", "not there"),
        ("EIO", "disk reports a fault"),
        ("ELOOP", "symbolic link"),
        ("ESTALE", "network folder"),
    ],
)
def test_the_common_ones_say_it_in_plain_words(name, words):
    number = getattr(errno, name)
    assert words in explain(OSError(number, os.strerror(number)), "saving", "x").message


def test_an_error_without_a_number_is_told_as_well():
    assert explain(OSError("odd"), "saving", "x").remedy


def test_the_file_that_failed_is_named_where_the_system_names_it():
    with pytest.raises(NoteError) as told, explained("saving", "folder"):
        raise OSError(errno.ENOSPC, "full", "folder/file")
    assert told.value.where == "folder/file"
    with pytest.raises(NoteError) as told, explained("saving", "folder"):
        raise OSError(errno.ENOSPC, "full")
    assert told.value.where == "folder"
