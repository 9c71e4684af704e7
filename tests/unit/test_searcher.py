"""The thread that searches: the newest search only, and nothing after it is closed."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import CancelledError, wait
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.tui.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Shelf
    from hunnan_tui.library.catalog import Connection

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def searcher(shelf: Shelf) -> Iterator[Searcher]:
    searcher = Searcher(shelf.open())
    yield searcher
    searcher.close()


def one(connection: Connection) -> int:
    return int(connection.execute("SELECT 1").fetchone()[0])


def test_questions_of_one_search_are_answered_in_their_order(searcher: Searcher) -> None:
    answers: list[int] = []
    questions = [searcher.begin(one)]
    questions += [searcher.ask(lambda connection, n=n: (answers.append(n), one(connection))[1]) for n in range(3)]
    assert [question.result(10) for question in questions] == [1, 1, 1, 1]
    assert answers == [0, 1, 2]


def test_a_new_search_ends_the_statement_that_is_running(searcher: Searcher) -> None:
    running = threading.Event()
    searcher.begin(one).result(10)

    def endless(connection: Connection) -> None:
        running.set()
        connection.execute(ENDLESS).fetchone()

    older = searcher.begin(endless)
    assert running.wait(10)
    newer = searcher.begin(one)
    while wait([older], 1).not_done:  # the interruption came before the statement had begun
        newer = searcher.begin(one)
    assert isinstance(older.exception(), sqlite3.OperationalError)
    assert newer.result(10) == 1


def test_a_new_search_ends_an_older_one_before_its_next_statement(searcher: Searcher) -> None:
    running, go_on = threading.Event(), threading.Event()

    def thinking(connection: Connection) -> int:
        running.set()
        go_on.wait(10)
        return one(connection)

    older = searcher.begin(thinking)
    assert running.wait(10)
    newer = searcher.begin(one)
    go_on.set()
    assert newer.result(10) == 1
    assert isinstance(older.exception(10), sqlite3.OperationalError)


def test_closing_ends_what_is_under_way_and_lets_go_of_the_catalog(shelf: Shelf) -> None:
    searcher = Searcher(shelf.open())
    seen: list[Connection] = []
    running, go_on = threading.Event(), threading.Event()

    def thinking(connection: Connection) -> int:
        seen.append(connection)
        running.set()
        go_on.wait(10)
        return one(connection)

    question = searcher.begin(thinking)
    assert running.wait(10)
    searcher.close()
    go_on.set()
    assert isinstance(question.exception(10), (sqlite3.OperationalError, CancelledError))
    searcher._pool.shutdown(wait=True)
    seen[0].outdated = None
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        seen[0].execute("SELECT 1")
    with pytest.raises(RuntimeError):
        searcher.ask(one)
