"""Search while a person types: every prefix of every query, beside LIKE, ripgrep, fzf and tantivy over the same texts.

`python -m benchmarks.search [ITEMS …]`, 100,000 if left out; a million takes a quarter of an hour, most of it to build
the libraries. Peers that are not installed are left out. Each time is the smaller one of processor and wall-clock time,
so that a busy machine says the same as a quiet one, and a peer of several threads has what they gain.

tantivy (a Python package) has no pinyin: it gets the very terms that our index gets, and is asked in two ways. In place
of FTS5, it answers our own search: the first 50 in their order, held against their texts, with marks. Newest first, it
is asked once, as FTS5 is for all texts, and its answer is believed: less than our search does. The others look for what
was typed as it was typed: they find less still, and mark nothing. They stop at the fiftieth text, newest first, soon
where nearly all have a word; LIKE is also asked for what a person expects, titles before texts.
"""

from __future__ import annotations

import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import library

from hunnan_tui.library import search, terms
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.find import Asked
from hunnan_tui.library.locations import Locations, bundled
from hunnan_tui.library.query import parse
from hunnan_tui.library.sync import sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TYPED = """负能界面|科技成果转化|沈阳|技术合同成交额|浑南|重型燃气轮机|人工智能大模型|无人机|高新技术企业|长株潭|fnjm|funeng|kjcgzh|zxrq|hnkjc|sy|yinhang|zhongxing|
kejichengguo|rengongzhineng|hunnan|changzhutan|xinzhishengchanli|shenyang|zengzhanglv|technology|innovation|photon|barocaloric|turbine|engineering|2026|830.6|77,177|9.927|
技术 2026|沈阳 转化|shenyang 2025 项|suzhou carbon|光子计数CT|guangzi CT|sunnyt2000|hunnan无人机|浑南wrj|沈阳 -转化|kind:metric 沈阳|year:2026 zhuanhua""".replace(
    "\n", ""
).split("|")
PLAIN = [query for query in TYPED if not re.search(r"[ :]", query)]
"""Queries that peers without a query language can be asked."""
CATALOG, TANTIVY = "catalog.sqlite3", "tantivy"
SAMPLE = 5  # each fifth keystroke is put to the peers that start a process for it


def keystrokes(queries: Iterable[str]) -> list[str]:
    """What stands in the box after each key."""
    return [query[:length] for query in queries for length in range(1, len(query) + 1)]


def clock() -> tuple[float, float]:
    """Seconds on the wall, and of the processor, with those of processes that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), time.process_time() + children.ru_utime + children.ru_stime


def since(began: tuple[float, float]) -> float:
    """Seconds since `clock` said `began`, by whichever of its two is less."""
    return min(now - then for now, then in zip(clock(), began, strict=True))


def timed(ask: Callable[[str], object], keys: list[str]) -> list[float]:
    """Milliseconds of each keystroke."""
    spent = []
    for key in keys:
        began = clock()
        ask(key)
        spent.append(since(began) * 1000)
    return spent


def summary(spent: list[float]) -> tuple[float, float, float]:
    """Median, 95th percentile and worst."""
    ordered = sorted(spent)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1]


def row(name: str, spent: list[float], ours: list[float] | None = None, wanted: str = "") -> None:
    """One line of the table, with what is wanted, or with how many times slower than ours a peer is."""
    median, most, worst = summary(spent)
    if ours:
        our_median, our_most, _ = summary(ours)
        wanted = f"x {median / our_median:,.1f} / {most / our_most:,.1f}"
    print(f"  {name:44} {median:9.2f} {most:9.2f} {worst:9.2f}   {wanted}")


def build(items: int, folder: Path) -> None:
    """Make the libraries of one size, ours and tantivy's, and say how long that takes."""
    began = clock()
    records = [search.record(row) for row, _ in library.Generator().rows(items)]
    generating = since(began)
    began = clock()
    library.build(folder / CATALOG, items).close()
    whole = since(began) - generating
    began = clock()
    made = [terms.terms(record)[0] for record in records]
    making = since(began)
    size = (folder / CATALOG).stat().st_size
    print(f"\n{items:,} items: {items / whole:,.0f} items/s with rows and index, {size / items:,.0f} bytes an item")
    with closing(sqlite3.connect(folder / CATALOG)) as connection:
        (pages,) = connection.execute("SELECT sum(length(block)) FROM terms_data").fetchone()
    print(
        f"  the index alone: {pages / items:,.0f} bytes an item; making its terms takes {making / whole:.0%} of the time"
    )
    if peer := tantivy_library(folder / TANTIVY, made):
        adding, bytes_ = peer
        complete = adding + making
        print(f"  tantivy: {items / complete:,.0f} items/s, {bytes_ / items:,.0f} bytes an item, without the rows;")
        print(
            f"  ours takes {whole / complete:.2f} times its time, the terms that we make for it included,"
            f" {whole / adding:.1f} times without (wanted: 1.5)",
            flush=True,
        )


def ask(folder: Path) -> None:
    """Search the libraries in `folder`, ours and its peers."""
    connection = sqlite3.connect(folder / CATALOG, isolation_level=None)
    # as the catalog opens its file
    connection.executescript("PRAGMA mmap_size=2147418112; PRAGMA cache_size=-2048;")
    peer = open_tantivy(folder / TANTIVY)

    keys, plain = keystrokes(TYPED), keystrokes(PLAIN)
    print(f"\n  {len(keys)} keystrokes, milliseconds{'':17} median      95 %     worst")
    search.search(connection, "浑南 hunnan 1", language="zh")
    wanted = "95 % wanted in 5 at 100,000 items, in 10 at 1,000,000"
    row("hunnan-tui: top 50, ordered and marked", timed(lambda key: page(connection, key), keys), wanted=wanted)
    counting = timed(lambda key: search.count(connection, key), keys)
    row("hunnan-tui: exact count, after it", counting, wanted="wanted in 60 at 1,000,000")
    text = "title_zh || char(10) || title_en || char(10) || name || char(10) || text_zh || char(10) || text_en"
    connection.execute(
        "CREATE TABLE plain AS SELECT id, coalesce(title_zh || char(10) || title_en, '') AS title,"
        f" coalesce({text}, name || text_zh || text_en, '') AS t FROM items"
    )
    connection.execute("CREATE UNIQUE INDEX plain_id ON plain(id)")
    lines = folder / "texts.txt"
    with lines.open("w", encoding="utf-8") as file:
        for (entry,) in connection.execute("SELECT t FROM plain ORDER BY id DESC"):
            file.write(entry.replace("\n", " ") + "\n")
    rg, fzf = shutil.which("rg"), shutil.which("fzf")
    few = plain[::SAMPLE]

    print(f"\n  the first 50, {len(plain)} keystrokes without query language, and how many times slower than ours")
    ours = timed(lambda key: page(connection, key), plain)
    row("hunnan-tui, best first, marked", ours)
    if peer:
        row("tantivy in place of FTS5: the same page", timed(lambda key: same(peer, connection, key), plain), ours)
        row("tantivy, newest first", timed(lambda key: newest(peer, connection, key), plain), ours)
    like = "SELECT id FROM plain WHERE t LIKE '%' || ? || '%' ORDER BY id DESC LIMIT 50"
    row("SQLite LIKE, newest first", timed(lambda key: connection.execute(like, (key,)).fetchall(), few), ours)
    best = "SELECT id FROM plain WHERE t LIKE ?1 ORDER BY title LIKE ?1 DESC, id DESC LIMIT 50"
    row("SQLite LIKE, titles first", timed(lambda key: connection.execute(best, (f"%{key}%",)).fetchall(), few), ours)
    if rg:
        command = [rg, "-i", "-F", "-m", "50", "-e"]
        row("ripgrep, newest first", timed(lambda key: process([*command, key, str(lines)]), few), ours)
    if fzf:
        filtering = [fzf, "--exact", "--filter"]
        row("fzf --filter --exact", timed(lambda key: process([*filtering, key], lines), few[::3]), ours)

    print("\n  the first 50 and the count of all")
    ours = timed(lambda key: both(connection, key), plain)
    row("hunnan-tui", ours)
    if peer:
        counted = timed(lambda key: same(peer, connection, key, count=True), plain)
        row("tantivy in place of FTS5: the same page", counted, ours)
        row("tantivy, newest first", timed(lambda key: newest(peer, connection, key, count=True), plain), ours)
    like = "SELECT count(*) FROM plain WHERE t LIKE '%' || ? || '%'"
    row("SQLite LIKE, the count alone", timed(lambda key: connection.execute(like, (key,)).fetchone(), few), ours)
    if rg:
        command = [rg, "-c", "-i", "-F", "-e"]
        row("ripgrep, the count alone", timed(lambda key: process([*command, key, str(lines)]), few), ours)
    connection.close()


def page(connection: sqlite3.Connection, key: str) -> None:
    """What the screen asks for with each key."""
    search.search(connection, key, language="zh")


def both(connection: sqlite3.Connection, key: str) -> None:
    """A page and, after it, the count."""
    found = search.search(connection, key, language="zh")
    search.count(connection, key, found=found)


def process(command: list[str], given: Path | None = None) -> None:
    """Run a peer to its end."""
    with (given or Path(command[0])).open("rb") as file:
        subprocess.run(command, stdin=file, stdout=subprocess.DEVNULL, check=False)


def open_tantivy(folder: Path) -> Any:
    """tantivy's index in `folder`; None where there is none."""
    if not folder.exists():
        return None
    import tantivy

    return tantivy.Index.open(str(folder))


def tantivy_library(folder: Path, made: list[str]) -> tuple[float, int] | None:
    """Make tantivy's index of the same terms; its seconds and bytes, None where tantivy is not installed."""
    try:
        import tantivy
    except ImportError:
        return None
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("t", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("id", stored=True, fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    began = clock()
    writer = index.writer(heap_size=128 << 20, num_threads=1)
    for number, joined in enumerate(made, 1):
        document = tantivy.Document()
        document.add_text("t", joined)
        document.add_unsigned("id", number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    spent = since(began)
    return spent, sum(file.stat().st_size for file in folder.iterdir())


class Peer(Asked):
    """A query put to tantivy in place of FTS5: our own search, with its candidates and its counts."""

    def __init__(self, index: Any, connection: sqlite3.Connection, key: str) -> None:
        super().__init__(connection, parse(key), search.EVERYTHING)
        self._index = index

    def candidates(self, expression: str, most: int, below: int | None = None, offset: int = 0) -> list[int]:
        """The newest items that tantivy gives for an expression."""
        if not expression:
            return super().candidates(expression, most, below, offset)
        return ask_tantivy(self._index, expression, most, below=below, offset=offset)[0]

    def how_many(self, expression: str) -> int:
        """How many there are."""
        return ask_tantivy(self._index, expression, 1, count=True)[1]


def same(index: Any, connection: sqlite3.Connection, key: str, *, count: bool = False) -> None:
    """What our search does, with tantivy."""
    asked = Peer(index, connection, key)
    page, total = asked.page(50, 0)
    words = [word.forms for word in asked.words]
    for candidate in page:
        candidate.show(words, "zh")
    if count and total is None:
        asked.count()


def newest(index: Any, connection: sqlite3.Connection, key: str, *, count: bool = False) -> None:
    """The newest 50 by the expression that our index is asked, with their rows, and the count if asked for."""
    asked = Asked(connection, parse(key), search.EVERYTHING)
    if asked.expression:
        asked.read(ask_tantivy(index, asked.expression, 50, count=count)[0])


def ask_tantivy(
    index: Any, expression: str, most: int, *, count: bool = False, below: int | None = None, offset: int = 0
) -> tuple[list[int], int]:
    """The newest items for an expression, only ids less than `below`, and how many there are if asked for."""
    import tantivy

    tokens = re.findall(r'"(?:[^"]|"")*"|\(|\)|AND|OR|NOT', expression)[::-1]

    def one() -> Any:
        token = tokens.pop()
        if token == "(":
            inner = several()
            tokens.pop()
            return inner
        return tantivy.Query.term_query(index.schema, "t", token[1:-1].replace('""', '"'), "basic")

    def several() -> Any:
        parts = [(tantivy.Occur.Must, one())]
        while tokens and tokens[-1] != ")":
            word = tokens.pop()
            occur = {"AND": tantivy.Occur.Must, "OR": tantivy.Occur.Should, "NOT": tantivy.Occur.MustNot}[word]
            if occur == tantivy.Occur.Should:
                parts = [(occur, query) for _, query in parts]
            parts.append((occur, one()))
        return tantivy.Query.boolean_query(parts)

    query = several()
    if below is not None:
        older = tantivy.Query.range_query(index.schema, "id", tantivy.FieldType.Unsigned, 0, below, True, False)
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, older)])
    found = index.searcher().search(query, most, count=count, order_by_field="id", offset=offset)
    return [item for item, _ in found.hits], found.count or 0


def quality() -> None:
    """The mean reciprocal rank of `tests/data/queries.toml` on the bundled briefings."""
    path = Path(__file__).parents[1] / "tests" / "data" / "queries.toml"
    groups = tomllib.loads(path.read_text("utf-8"))
    with tempfile.TemporaryDirectory(prefix="hunnan-search-") as folder:
        catalog = Catalog(Locations((bundled(),), Path(folder) / "config", Path(folder) / "cache"))
        sync(catalog)
        ranks: list[float] = []
        with closing(catalog.connect()) as connection:
            for query, key in (pair for group in groups.values() for pair in group.items()):
                hits = search.search(connection, query).hits or search.nearest(connection, query).hits
                keys = [hit.key for hit in hits]
                ranks.append(1 / (1 + keys.index(key)) if key in keys else 0)
        catalog.close()
    print(f"Mean reciprocal rank of {len(ranks)} queries on the bundled briefings: {sum(ranks) / len(ranks):.3f}")


def main(sizes: tuple[int, ...] = (100_000,)) -> None:
    """Quality, then the speed at each size."""
    quality()
    for items in sizes:
        with tempfile.TemporaryDirectory(prefix="hunnan-search-") as folder:
            # in a process of its own: what building leaves behind would slow down what is measured here
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                pool.submit(build, items, Path(folder)).result()
            ask(Path(folder))


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or (100_000,))
