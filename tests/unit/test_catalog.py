"""The catalog's file: whatever becomes of it, a start finds a good one or makes one, and nobody hears of it."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hunnan_tui.cli import run
from hunnan_tui.library import search, views
from hunnan_tui.library import sync as syncing
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.locations import Locations
from hunnan_tui.library.sync import sync
from hunnan_tui.library.views import Listing

if TYPE_CHECKING:
    from conftest import Shelf

RUBBISH = random.Random(7).randbytes(200_000)
TURNOVER = "metric/shenyang/tech-contract-turnover"


def seen(catalog: Catalog) -> list[object]:
    """What a person could see of a catalog."""
    keys = [item.key for kind in ("outcome", "point", "metric") for item in Listing(kind).all(catalog)]  # type: ignore[arg-type]
    found = [hit.key for hit in search.search(catalog.connection, "point").hits]
    return [keys, found, views.briefing_count(catalog), views.counts(catalog)]


def damage(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def half(path: Path) -> int:
    return path.stat().st_size // 2


def another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs(title)")
        connection.execute("INSERT INTO songs VALUES('Taihang')")
    connection.close()


def another_version(path: Path) -> None:
    """The version is in the header, and the rest is as good as it was."""
    seal = Path(f"{path}.seal")
    with path.open("rb") as file:
        version = int.from_bytes(file.read(64)[60:])
    damage(path, 60, (version - 1).to_bytes(4))
    seal.unlink()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "empty": lambda path: os.truncate(path, 0),
    "one byte": lambda path: os.truncate(path, 1),
    "half a header": lambda path: os.truncate(path, 50),
    "a header": lambda path: os.truncate(path, 100),
    "one page": lambda path: os.truncate(path, 4096),
    "half": lambda path: os.truncate(path, half(path)),
    "one byte less": lambda path: os.truncate(path, path.stat().st_size - 1),
    "longer": lambda path: os.truncate(path, path.stat().st_size + 5000),
    "rubbish": lambda path: path.write_bytes(RUBBISH),
    "text": lambda path: path.write_text("[[outcomes]]\n" * 100),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "rubbish at the beginning": lambda path: damage(path, 0, RUBBISH[:200]),
    "rubbish after the header": lambda path: damage(path, 100, RUBBISH[:4000]),
    "rubbish in the middle": lambda path: damage(path, half(path), RUBBISH[:4096]),
    "a few bytes in the middle": lambda path: damage(path, half(path), RUBBISH[:7]),
    "zeros in the middle": lambda path: damage(path, half(path) // 4096 * 4096, bytes(4096)),
    "rubbish at the end": lambda path: damage(path, path.stat().st_size - 300, RUBBISH[:300]),
    "another program's": another_program,
    "another version's": another_version,
}


@pytest.mark.parametrize("harm", DAMAGES.values(), ids=DAMAGES)
def test_whatever_becomes_of_the_file_costs_one_rebuild(
    shelf: Shelf, loads: list[str], harm: Callable[[Path], object]
) -> None:
    for number in range(3):
        shelf.briefing(f"b{number}", period=f"{2020 + number}")
    wanted = seen(shelf.open())
    shelf.close()
    harm(shelf.locations.catalog)
    loads.clear()
    assert seen(shelf.open()) == wanted
    assert sorted(loads) == ["b0.toml", "b1.toml", "b2.toml"]
    shelf.close()
    loads.clear()
    assert seen(shelf.open()) == wanted
    assert loads == []


@pytest.mark.parametrize("harm", DAMAGES.values(), ids=DAMAGES)
def test_nobody_hears_of_it(
    library: Locations,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    harm: Callable[[Path], object],
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(library.cache))
    monkeypatch.setattr("hunnan_tui.library.locations.locate", lambda *_: library)
    commands = [["list", "metrics", "--format", "json"], ["search", "photon"], ["show", TURNOVER]]
    wanted = [(run(command), capfd.readouterr()) for command in commands]
    harm(library.catalog)
    for command, (status, said) in zip(commands, wanted, strict=True):
        assert run(command) == status == 0
        assert capfd.readouterr() == said
        assert said.err == ""


def test_every_few_bytes_anywhere_are_noticed(shelf: Shelf, loads: list[str]) -> None:
    shelf.briefing("one", outcome="Exactly this")
    wanted = seen(shelf.open())
    shelf.close()
    path = shelf.locations.catalog
    places = random.Random(3)
    for _ in range(40):
        loads.clear()
        damage(path, places.randrange(path.stat().st_size), b"\x31")
        assert seen(shelf.open()) == wanted
        shelf.close()
        assert loads == ["one.toml"]


def test_damage_while_the_catalog_is_open_is_mended_by_the_next_start(shelf: Shelf) -> None:
    shelf.briefing("one")
    wanted = seen(shelf.open())
    damage(shelf.locations.catalog, half(shelf.locations.catalog), RUBBISH[:4096])
    shelf.close()
    assert seen(shelf.open()) == wanted


KILLED = """
import os, sys
from pathlib import Path
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.locations import Locations
from hunnan_tui.library.sync import sync
folder, config, cache = map(Path, sys.argv[1:4])
catalog = Catalog(Locations((folder,), config, cache))
sync(catalog, stopped=lambda: sys.argv[4] == "reading" and os._exit(0))
os._exit(0)
"""


def killed(shelf: Shelf, when: str) -> None:
    """A process that ends without closing anything, while it is reading files or after it."""
    folders = [shelf.folder, shelf.locations.config, shelf.locations.cache]
    subprocess.run([sys.executable, "-c", KILLED, *map(str, folders), when], check=True)


def test_what_a_killed_writer_left_is_no_damage_and_is_read_no_more_than_needed(shelf: Shelf, loads: list[str]) -> None:
    shelf.briefing("one")
    shelf.open()
    shelf.close()
    shelf.briefing("two", period="2024")
    killed(shelf, "reading")
    catalog = shelf.open()
    assert loads == ["one.toml", "two.toml"]
    assert views.briefing_count(catalog) == 2


def test_a_thread_that_still_reads_when_the_program_ends_throws_nothing_away(shelf: Shelf, loads: list[str]) -> None:
    shelf.briefing("one")
    catalog = shelf.open()
    catalog.close()
    with pytest.raises(sqlite3.ProgrammingError):
        views.briefing_count(catalog)
    shelf.close()
    loads.clear()
    assert views.briefing_count(shelf.open()) == 1
    assert loads == []


def test_a_cut_off_copy_of_the_log_into_the_file_is_no_damage(
    shelf: Shelf, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.briefing("one", outcome="long enough for further pages " * 1000)
    with monkeypatch.context() as patch:
        patch.setattr(Catalog, "seal", lambda self: None)
        path = shelf.open().path
        assert path is not None
        wal = path.with_name(f"{path.name}-wal")
        before, log = path.read_bytes(), wal.read_bytes()
        shelf.close()
    size = int.from_bytes(log[8:12])
    frames = [log[place : place + 24 + size] for place in range(32, len(log), 24 + size)]
    header = [frame[24:] for frame in frames if int.from_bytes(frame[:4]) == 1][-1]
    assert int.from_bytes(header[28:32]) * size > len(before)
    path.write_bytes(header + before[size:])
    wal.write_bytes(log)
    loads.clear()
    assert views.briefing_count(shelf.open()) == 1
    assert loads == []


def test_what_a_killed_reader_left_is_read_no_more(shelf: Shelf, loads: list[str]) -> None:
    shelf.briefing("one")
    killed(shelf, "later")
    for _ in range(3):
        assert views.briefing_count(shelf.open()) == 1
        shelf.close()
    assert loads == []


def test_the_catalog_lies_in_the_cache_folder_readable_by_the_user_alone(shelf: Shelf) -> None:
    shelf.briefing("one")
    catalog = shelf.open()
    assert not catalog.in_memory
    assert catalog.path == shelf.locations.catalog
    assert shelf.locations.cache.stat().st_mode & 0o077 == 0
    shelf.close()
    names = {path.name for path in shelf.locations.cache.iterdir()}
    assert names == {shelf.locations.catalog.name, f"{shelf.locations.catalog.name}.seal"}


def test_other_folders_of_briefings_have_a_catalog_of_their_own(shelf: Shelf, tmp_path: Path, loads: list[str]) -> None:
    shelf.briefing("one")
    shelf.open()
    others = Locations((shelf.folder, tmp_path), shelf.locations.config, shelf.locations.cache)
    assert others.catalog != shelf.locations.catalog
    assert others.catalog.parent == shelf.locations.catalog.parent
    shelf.open()
    assert loads == ["one.toml"]


# Where it cannot be written


def unwritable(how: str, locations: Locations) -> None:
    if how == "a file in place of the folder":
        locations.cache.write_text("")
    elif how == "a folder in place of the file":
        locations.catalog.mkdir(parents=True)
    else:
        (locations.cache.parent / "there").write_text("")
        locations.cache.symlink_to(locations.cache.parent / "there")


@pytest.mark.parametrize("how", ["a file in place of the folder", "a folder in place of the file", "a link to a file"])
def test_a_cache_folder_that_cannot_be_written_means_a_catalog_in_memory(shelf: Shelf, how: str) -> None:
    shelf.briefing("one")
    unwritable(how, shelf.locations)
    catalog = shelf.open()
    assert catalog.in_memory
    assert views.briefing_count(catalog) == 1
    further = catalog.connect()
    assert search.search(further, "point").hits
    further.close()


def test_a_disk_that_fills_up_while_files_are_read_means_a_catalog_in_memory(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.briefing("one")
    real = syncing.insert_flags

    def full(connection: sqlite3.Connection, *rest: Any) -> None:
        if connection.execute("PRAGMA database_list").fetchone()[2]:
            raise sqlite3.OperationalError("database or disk is full")
        real(connection, *rest)

    monkeypatch.setattr(syncing, "insert_flags", full)
    catalog = shelf.open()
    assert catalog.in_memory
    assert views.briefing_count(catalog) == 1
    shelf.close()
    monkeypatch.setattr(syncing, "insert_flags", real)
    assert not shelf.open().in_memory


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_cache_folder_means_a_catalog_in_memory(shelf: Shelf) -> None:
    shelf.briefing("one")
    shelf.locations.cache.mkdir(mode=0o500)
    assert shelf.open().in_memory


def test_two_catalogs_in_memory_are_two(shelf: Shelf, tmp_path: Path) -> None:
    shelf.briefing("one")
    shelf.locations.cache.write_text("")
    other = Locations((tmp_path / "nowhere",), tmp_path, tmp_path / "cache" / "below")
    assert views.briefing_count(shelf.open()) == 1
    catalog = Catalog(other)
    sync(catalog)
    assert views.briefing_count(catalog) == 0
    catalog.close()
