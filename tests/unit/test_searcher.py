"""The thread that searches: the newest search only, and nothing after it is closed."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import threading
from concurrent.futures import CancelledError, wait
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest

from hunnan_tui.tui.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from conftest import Shelf
    from hunnan_tui.library.catalog import Connection

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def searcher(shelf: Shelf) -> Iterator[Searcher]:
    searcher = Searcher(shelf.open(), print)
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
    searcher = Searcher(shelf.open(), print)
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


def broken(_connection: Connection) -> int:
    raise sqlite3.DatabaseError("the catalog is damaged")


async def test_what_follows_a_search_is_ended_by_the_next_one(shelf: Shelf) -> None:
    searcher = Searcher(shelf.open(), print)
    seen: list[str] = []

    async def steps(name: str) -> None:
        seen.append(f"{name} begun")
        await asyncio.sleep(0 if name == "newer" else 60)
        seen.append(f"{name} through")

    searcher.begin(one)
    searcher.follow(partial(steps, "older"))
    older = searcher.following
    await asyncio.sleep(0)
    searcher.begin(one)
    searcher.follow(partial(steps, "newer"))
    assert searcher.following is not None
    await searcher.following
    assert seen == ["older begun", "newer begun", "newer through"]
    assert older is not None
    assert older.cancelled()
    searcher.close()


async def test_why_a_search_came_to_nothing_is_told_unless_it_was_ended(shelf: Shelf) -> None:
    told: list[str] = []
    searcher = Searcher(shelf.open(), told.append)

    async def steps(question: Future[int]) -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0)
        await asyncio.wrap_future(question)

    searcher.follow(partial(steps, searcher.begin(broken)))
    ended = searcher.following
    await asyncio.sleep(0)
    searcher.begin(one).result(10)
    assert ended is not None
    await asyncio.wait([ended])
    assert told == []
    searcher.follow(partial(steps, searcher.begin(broken)))
    assert searcher.following is not None
    await searcher.following
    assert told == ["the catalog is damaged"]
    searcher.close()


async def test_what_would_follow_a_search_that_is_ended_at_once_is_never_begun(shelf: Shelf) -> None:
    searcher = Searcher(shelf.open(), print)
    begun: list[bool] = []

    async def steps() -> None:
        begun.append(True)

    searcher.begin(one)
    searcher.follow(steps)
    searcher.end()
    await asyncio.sleep(0)
    gc.collect()  # a coroutine that was made and not awaited is told when it goes
    assert begun == []
    searcher.close()
