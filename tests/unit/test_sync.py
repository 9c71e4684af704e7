"""Keeping the catalog in step with the files: only what changed is read, and whatever happened, it is as if read anew."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hunnan_tui.library import flags, search, views
from hunnan_tui.library import sync as syncing
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.locations import Locations, briefing_files
from hunnan_tui.library.sync import sync
from hunnan_tui.library.views import Listing

if TYPE_CHECKING:
    from conftest import Shelf
    from hunnan_tui.library.items import MetricItem
    from hunnan_tui.model.series import Series

RD = "metric/shenyang/rd-expenditure"


def titles(catalog: Catalog) -> list[str]:
    return [str(item.title) for item in Listing("outcome").all(catalog)]


def series(catalog: Catalog, key: str = RD) -> list[tuple[str, str, str]]:
    item = views.item(catalog, key)
    if item is None:
        return []
    return [(one.observation.period, str(one.observation.value), one.briefing) for one in item.data.figures]


def told(catalog: Catalog) -> dict[str, list[str]]:
    """The faults of each faulty file."""
    return {Path(path).name: [fault.code for fault in faults] for path, faults in views.faulty_files(catalog)}


# What is read


def test_a_second_start_reads_no_unchanged_file(shelf: Shelf, loads: list[str]) -> None:
    shelf.briefing("one")
    shelf.briefing("two")
    shelf.open()
    assert sorted(loads) == ["one.toml", "two.toml"]
    loads.clear()
    catalog = shelf.open()
    assert loads == []
    assert views.briefing_count(catalog) == 2


def test_one_changed_file_costs_the_reading_of_one_file(shelf: Shelf, loads: list[str]) -> None:
    for name in ("one", "two", "three"):
        shelf.briefing(name, outcome=f"Outcome {name}")
    shelf.open()
    loads.clear()
    shelf.briefing("two", outcome="Another outcome")
    catalog = shelf.open()
    assert loads == ["two.toml"]
    assert sorted(titles(catalog)) == ["Another outcome", "Outcome one", "Outcome three"]


def test_a_change_that_keeps_the_size_is_seen_by_its_time(shelf: Shelf) -> None:
    shelf.briefing("one", value="260")
    shelf.open()
    shelf.briefing("one", value="261")
    assert series(shelf.open()) == [("2025", "261", "one")]


def test_a_new_file_is_read_and_a_file_that_is_gone_is_forgotten(shelf: Shelf, loads: list[str]) -> None:
    gone = shelf.briefing("one")
    shelf.open()
    gone.unlink()
    shelf.briefing("two", outcome="Second")
    loads.clear()
    catalog = shelf.open()
    assert loads == ["two.toml"]
    assert titles(catalog) == ["Second"]
    assert series(catalog) == [("2025", "260", "two")]
    assert views.item(catalog, "one/outcome/first") is None
    assert [hit.key for hit in search.search(catalog.connection, "point").hits] == ["two/point/section-1-1"]


def test_a_file_that_moves_keeps_its_items(shelf: Shelf) -> None:
    path = shelf.briefing("one")
    shelf.open()
    path.rename(path.with_name("moved.toml"))
    catalog = shelf.open()
    assert titles(catalog) == ["A first outcome"]
    assert told(catalog) == {}


def test_what_was_done_is_told(shelf: Shelf) -> None:
    one = shelf.briefing("one")
    catalog = Catalog(shelf.locations)
    first, second = sync(catalog), sync(catalog)
    one.unlink()
    third = sync(catalog)
    assert (first.read, first.gone, first.changed) == ([str(one)], [], True)
    assert (second.read, second.gone, second.changed) == ([], [], False)
    assert (third.read, third.gone, third.changed) == ([], [str(one)], True)
    catalog.close()


def test_an_empty_library_is_a_library(shelf: Shelf) -> None:
    catalog = shelf.open()
    assert catalog.empty
    assert views.briefing_count(catalog) == 0
    assert Listing("metric").fetch(catalog, 0, 10) == []


# Which files there are


def test_folders_within_are_searched_and_only_toml_that_is_not_hidden_counts(shelf: Shelf) -> None:
    wanted = {shelf.briefing("one"), shelf.briefing("2026/01/two"), shelf.briefing("名字 with spaces")}
    for name in (".hidden.toml", ".git/three.toml", "notes.md", "four.toml~", "five.toml.bak"):
        shelf.write(name, "")
    (shelf.folder / "folder.toml").mkdir()
    assert set(briefing_files(shelf.locations)) == {str(path) for path in wanted}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_out_of_the_folder_is_not_followed(shelf: Shelf, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.toml").write_text("")
    (shelf.folder / "folder").symlink_to(outside)
    (shelf.folder / "file.toml").symlink_to(outside / "secret.toml")
    (shelf.folder / "loop").symlink_to(shelf.folder)
    assert briefing_files(shelf.locations) == {}


def test_a_folder_that_is_not_there_is_none_and_a_file_may_be_named_itself(shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.briefing("one")
    locations = Locations((tmp_path / "nowhere", path, shelf.folder), tmp_path / "config", tmp_path / "cache")
    assert [*briefing_files(locations)] == [str(path)]


# Faults


def test_a_faulty_file_is_told_and_the_others_are_there(shelf: Shelf, loads: list[str]) -> None:
    shelf.briefing("one")
    shelf.write("bad.toml", 'schema = 1\nid = "bad"\ntitle = 3\ndate = 2026-01-01\n')
    shelf.write("broken.toml", "schema = = 1\n")
    catalog = shelf.open()
    assert titles(catalog) == ["A first outcome"]
    assert set(told(catalog)) == {"bad.toml", "broken.toml"}
    loads.clear()
    assert set(told(shelf.open())) == {"bad.toml", "broken.toml"}
    assert loads == []


def test_a_fault_that_is_mended_is_told_no_more(shelf: Shelf) -> None:
    shelf.write("one.toml", "schema = = 1\n")
    assert set(told(shelf.open())) == {"one.toml"}
    shelf.briefing("one")
    catalog = shelf.open()
    assert told(catalog) == {}
    assert titles(catalog) == ["A first outcome"]


def test_a_good_file_that_breaks_takes_its_items_with_it(shelf: Shelf) -> None:
    shelf.briefing("one")
    shelf.briefing("two", metric="other")
    shelf.open()
    shelf.write("one.toml", "schema = = 1\n")
    catalog = shelf.open()
    assert [item.briefing for item in Listing("outcome").all(catalog)] == ["two"]
    assert series(catalog) == []


def test_a_file_that_vanishes_while_it_is_read_is_no_error(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    one = shelf.briefing("one")
    shelf.briefing("two", outcome="Second")
    found = briefing_files(shelf.locations)
    one.unlink()
    monkeypatch.setattr(syncing, "briefing_files", lambda locations: found)
    catalog = shelf.open()
    assert titles(catalog) == ["Second"]
    assert told(catalog) == {"one.toml": ["unreadable"]}


# Two files with one id


def test_of_two_files_with_one_id_the_first_is_read_and_the_other_told(shelf: Shelf) -> None:
    shelf.briefing("first", id="same", outcome="From the first")
    shelf.open()
    shelf.briefing("second", id="same", outcome="From the second")
    catalog = shelf.open()
    assert titles(catalog) == ["From the first"]
    assert told(catalog) == {"second.toml": ["duplicate-briefing"]}
    ((_, (fault,)),) = views.faulty_files(catalog)
    assert "first.toml" in fault.text()


def test_when_the_first_goes_the_other_comes(shelf: Shelf) -> None:
    first = shelf.briefing("first", id="same", outcome="From the first")
    shelf.briefing("second", id="same", outcome="From the second")
    shelf.open()
    first.unlink()
    catalog = shelf.open()
    assert titles(catalog) == ["From the second"]
    assert told(catalog) == {}


def test_when_the_first_takes_another_id_both_are_there(shelf: Shelf) -> None:
    shelf.briefing("first", id="same", outcome="From the first")
    shelf.briefing("second", id="same", outcome="From the second")
    shelf.open()
    shelf.briefing("first", id="another", outcome="From the first")
    catalog = shelf.open()
    assert sorted(titles(catalog)) == ["From the first", "From the second"]
    assert told(catalog) == {}


# Metrics over several files


def test_a_metric_is_made_of_all_briefings_that_observe_it(shelf: Shelf) -> None:
    shelf.briefing("one", date="2026-01-01", period="2024", value="233.9")
    shelf.briefing("two", date="2026-02-01", period="2025", value="260")
    shelf.briefing("three", date="2026-03-01", metric="other", period="2020", value="1")
    catalog = shelf.open()
    assert series(catalog) == [("2024", "233.9", "one"), ("2025", "260", "two")]
    assert Listing("metric").count(catalog) == 2


def test_a_metric_follows_when_one_of_its_briefings_changes_or_goes(shelf: Shelf) -> None:
    one = shelf.briefing("one", period="2024", value="233.9")
    two = shelf.briefing("two", period="2025", value="260")
    shelf.open()
    shelf.briefing("two", period="2025", value="261")
    assert series(shelf.open()) == [("2024", "233.9", "one"), ("2025", "261", "two")]
    one.unlink()
    assert series(shelf.open()) == [("2025", "261", "two")]
    two.unlink()
    catalog = shelf.open()
    assert series(catalog) == []
    assert catalog.read("SELECT count(*) FROM observations") == [(0,)]


def test_a_metric_keeps_its_id_so_that_what_is_open_stays_open(shelf: Shelf) -> None:
    shelf.briefing("one")
    before = views.item(shelf.open(), RD)
    shelf.briefing("two", period="2024")
    after = views.item(shelf.open(), RD)
    assert before is not None
    assert after is not None
    assert before.id == after.id


def test_a_metric_takes_its_name_from_the_newest_briefing_and_what_that_lacks_from_others(shelf: Shelf) -> None:
    old = '[[areas]]\nid = "shenyang"\nname = { zh = "沈阳", en = "Shenyang" }\n'
    text = shelf.briefing("one", date="2025-01-01").read_text().replace('name = "R&D', 'kind = "flow"\nname = "Old R&D')
    shelf.write("one.toml", text + old)
    shelf.briefing("two", date="2026-01-01", period="2024")
    item = views.item(shelf.open(), RD)
    assert item is not None
    assert str(item.title) == "R&D expenditure"
    assert item.data.metric.kind == "flow"
    assert item.data.area_name.en == "Shenyang"


# Order


def test_the_newest_briefing_comes_first_and_its_items_in_their_order(shelf: Shelf) -> None:
    second = '[[outcomes]]\nid = "second"\ntitle = "Its second"\n'
    shelf.briefing("old", date="2024-01-01", outcome="Old")
    shelf.briefing("new", date="2026-01-01", outcome="New", more=second)
    shelf.briefing("middle", date="2025-01-01", outcome="Middle")
    assert titles(shelf.open()) == ["New", "Its second", "Middle", "Old"]


def test_an_old_briefing_that_is_added_or_changed_later_stays_where_its_date_puts_it(shelf: Shelf) -> None:
    shelf.briefing("old", date="2024-01-01", outcome="Old")
    shelf.briefing("new", date="2026-01-01", outcome="New")
    shelf.open()
    shelf.briefing("middle", date="2025-01-01", outcome="Middle")
    assert titles(shelf.open()) == ["New", "Middle", "Old"]
    shelf.briefing("old", date="2024-01-01", outcome="Old, corrected")
    assert titles(shelf.open()) == ["New", "Middle", "Old, corrected"]


# Cut off


def test_what_was_stopped_goes_on_at_the_next_start(
    shelf: Shelf, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_PORTION", 2)
    for number in range(5):
        shelf.briefing(f"b{number}", period=f"{2020 + number}", date=f"2026-01-0{number + 1}")
    catalog = Catalog(shelf.locations)
    done = sync(catalog, stopped=lambda: len(loads) >= 2)
    assert len(done.read) == len(loads) == 2
    assert views.briefing_count(catalog) == 2
    catalog.close()
    loads.clear()
    catalog = shelf.open()
    assert sorted(loads) == ["b2.toml", "b3.toml", "b4.toml"]
    assert len(series(catalog)) == 5


def test_metrics_of_what_was_read_before_it_was_stopped_are_made_though_no_file_is_left_to_read(
    shelf: Shelf, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_PORTION", 1)
    shelf.briefing("one", period="2024", date="2026-01-01")
    two = shelf.briefing("two", period="2025", date="2026-02-01")
    catalog = Catalog(shelf.locations)
    sync(catalog, stopped=lambda: len(loads) >= 1)
    catalog.close()
    two.unlink()
    assert series(shelf.open()) == [("2024", "260", "one")]


def test_an_error_in_the_middle_leaves_a_portion_out_and_the_next_start_takes_it(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_PORTION", 1)
    for number in range(3):
        shelf.briefing(f"b{number}", period=f"{2020 + number}", date=f"2026-01-0{number + 1}")
    real = syncing.load.load

    def load(path: Path) -> Any:
        if path.name == "b1.toml":
            raise MemoryError
        return real(path)

    catalog = Catalog(shelf.locations)
    with monkeypatch.context() as patch:
        patch.setattr(syncing.load, "load", load)
        with pytest.raises(MemoryError):
            sync(catalog)
    assert views.briefing_count(catalog) == 1
    catalog.close()
    assert len(series(shelf.open())) == 3


def test_how_far_it_has_come_is_told_at_once_and_after_each_portion(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_PORTION", 2)
    for number in range(5):
        shelf.briefing(f"b{number}")
    catalog = Catalog(shelf.locations)
    heard: list[tuple[int, int, int]] = []
    sync(catalog, lambda progress: heard.append((progress.files, progress.of, views.briefing_count(catalog))))
    assert heard == [(0, 5, 0), (2, 5, 2), (4, 5, 4), (5, 5, 5)]
    catalog.close()


# Several at once


def contents(catalog: Catalog) -> dict[str, list[Any]]:
    """All that the catalog holds but the numbers by which it holds it."""
    asked = {
        "items": "SELECT key, kind, briefing, date, title_zh, title_en, name, text_zh, text_en, figures, area, body"
        " FROM items ORDER BY kind, id DESC",
        "files": "SELECT path, briefing, faults FROM files ORDER BY path",
        "sections": "SELECT key, points FROM sections ORDER BY key",
        "observations": "SELECT i.key, o.period, o.value, o.briefing FROM observations o JOIN items i ON i.id=o.item"
        " ORDER BY 1, 2, 3, 4",
        "links": "SELECT i.key, l.target FROM links l JOIN items i ON i.id=l.item ORDER BY 1, 2",
        "places": "SELECT o.view, o.name, p.major, p.minor, i.key FROM places p JOIN orders o ON o.id=p.ordering"
        " JOIN items i ON i.id=CASE o.view WHEN 'target' THEN -p.row >> 20 ELSE -p.row END ORDER BY 1, 2, 3, 4, 5",
        "placed": "SELECT count(*) FROM places",
        "orders": "SELECT o.view, o.name, o.size, count(p.row) FROM orders o LEFT JOIN places p ON p.ordering=o.id"
        " WHERE o.size != 0 GROUP BY 1, 2 ORDER BY 1, 2",
        "targets": "SELECT i.key, count(*) FROM targets t JOIN items i ON i.id=t.id >> 20 GROUP BY 1 ORDER BY 1",
        "standing": "SELECT i.key, s.periods, s.latest, s.targeted FROM standing s JOIN items i ON i.id=s.item ORDER BY 1",
        "kin": "SELECT * FROM kin ORDER BY 1, 2, 3, 4",
        "stale": "SELECT * FROM stale",
    }
    return {name: catalog.read(sql) for name, sql in asked.items()} | {
        query: [hit.key for hit in search.search(catalog.connection, query, limit=500).hits]
        for query in ("point", "outcome", "rd", "政府")
    }


def derived(found: dict[str, list[Any]]) -> list[str]:
    """The names of what is the same in whatever order files came."""
    return [name for name in found if name not in ("items", "point", "outcome", "rd", "政府")]


def test_two_instances_that_read_at_once_leave_everything_there_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "_PORTION", 1)
    for number in range(4):
        shelf.briefing(f"b{number}", date=f"2026-01-0{number + 1}", period=f"{2020 + number}")
    mine, other = Catalog(shelf.locations), Catalog(shelf.locations)
    turns: list[Callable[[], object]] = [lambda: sync(other)]

    def progress(_: object) -> None:
        while turns:
            turns.pop()()

    sync(mine, progress)
    assert len(series(mine)) == 4
    found = contents(mine)
    assert found == contents(other)
    mine.close()
    other.close()
    shelf.locations.catalog.unlink()
    assert contents(shelf.open()) == found


PROGRAM = """
import sys
from pathlib import Path
from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.locations import Locations
from hunnan_tui.library.sync import sync
folder, config, cache = map(Path, sys.argv[1:])
sys.stdin.readline()
catalog = Catalog(Locations((folder,), config, cache))
sync(catalog)
print(catalog.in_memory, views.briefing_count(catalog), len(views.item(catalog, "metric/shenyang/rd-expenditure").data.figures))
"""


def test_processes_that_start_at_once_all_have_the_whole_library(shelf: Shelf) -> None:
    for number in range(12):
        shelf.briefing(f"b{number}", period=f"{2000 + number}")
    folders = [str(path) for path in (shelf.folder, shelf.locations.config, shelf.locations.cache)]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *folders],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [(*process.communicate(), process.returncode) for process in started]
    assert ended == [("False 12 12\n", "", 0)] * 4
    assert len(series(shelf.open())) == 12


# What the program notices


def related_metric(id: str, name: str, value: int, part_of: str | None = None, more: str = "") -> str:
    whole = f'part_of = "{part_of}"' if part_of else ""
    return f"""[[metrics]]
id = "{id}"
area = "shenyang"
name = {{ zh = "{name}", en = "{id}" }}
{whole}
{more}
[[metrics.observations]]
period = "2025"
value = {value}
unit = "家"
nature = "actual"
"""


def flagged(catalog: Catalog) -> list[tuple[str, ...]]:
    """What the program's flags are about."""
    return sorted(
        tuple(key.rpartition("/")[2] for key in item.data.flag.about) for item in views.Listing("flag").all(catalog)
    )


def test_only_what_can_be_set_against_a_changed_metric_is_looked_at_anew(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["whole", "part", "sibling", "stranger", "total", "new-eaglet", "elsewhere"]
    texts = {
        "whole": related_metric("whole", "总量", 100),
        "part": related_metric("part", "部分", 40, "whole"),
        "sibling": related_metric("sibling", "另一部分", 50, "whole"),
        "stranger": related_metric("stranger", "别的", 1),
        "total": related_metric("total", "雏鹰、瞪羚企业", 100, more='kind = "stock"'),
        "new-eaglet": related_metric("new-eaglet", "新增雏鹰企业", 10, more='kind = "flow"'),
        "elsewhere": related_metric("elsewhere", "新增瞪羚企业", 10).replace("shenyang", "dalian"),
    }
    for name in names:
        shelf.briefing(name, metric=f"own-{name}", more=texts[name])
    assert flagged(shelf.open()) == []
    seen: list[set[str]] = []
    real = flags.series_of

    def series_of(item: MetricItem, *rest: Any) -> Series:
        seen[-1].add(item.metric.id)
        return real(item, *rest)

    monkeypatch.setattr(flags, "series_of", series_of)
    expected = {
        "part": {"own-part", "part", "whole", "sibling"},
        "whole": {"own-whole", "whole", "part", "sibling"},
        "stranger": {"own-stranger", "stranger"},
        "new-eaglet": {"own-new-eaglet", "new-eaglet", "total"},
        "total": {"own-total", "total", "new-eaglet"},
        "elsewhere": {"own-elsewhere", "elsewhere"},
    }
    for name, looked_at in expected.items():
        shelf.briefing(name, metric=f"own-{name}", more=texts[name])
        seen.append(set())
        shelf.open()
        assert seen[-1] == looked_at


def test_flags_between_metrics_follow_whichever_of_them_changes(shelf: Shelf) -> None:
    def write(whole: int, part: int, sibling: int, of: str = "whole") -> list[tuple[str, ...]]:
        shelf.briefing("a", metric="own-a", more=related_metric("whole", "总量", whole))
        shelf.briefing("b", metric="own-b", more=related_metric("part", "部分", part, of))
        shelf.briefing("c", metric="own-c", more=related_metric("sibling", "另一部分", sibling, "whole"))
        return flagged(shelf.open())

    assert write(100, 40, 50) == []
    assert write(100, 140, 50) == [("part", "whole")]
    assert write(80, 40, 50) == [("whole", "part", "sibling")]
    assert write(80, 40, 50, of="other") == []
    assert write(80, 40, 50) == [("whole", "part", "sibling")]
    (shelf.folder / "a.toml").unlink()
    assert flagged(shelf.open()) == []
    assert write(30, 40, 50) == [("part", "whole"), ("sibling", "whole")]
    (shelf.folder / "b.toml").unlink()
    assert flagged(shelf.open()) == [("sibling", "whole")]


family_steps = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "write", "gone", "open"]),
        st.sampled_from(["a", "b", "c"]),
        st.lists(
            st.tuples(
                st.sampled_from(["whole", "part", "sibling", "total", "added"]),
                st.sampled_from([10, 60, 90, 100]),
                st.sampled_from([None, "whole", "part"]),
            ),
            max_size=4,
            unique_by=lambda metric: metric[0],
        ),
    ),
    max_size=8,
)
NAMES = {"whole": "总量", "part": "部分", "sibling": "另一部分", "total": "雏鹰、瞪羚企业", "added": "新增雏鹰企业"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(steps=family_steps, portion=st.sampled_from([1, 2, 500]))
def test_however_related_metrics_came_and_went_the_flags_are_those_of_a_catalog_made_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, list[Any]]], portion: int
) -> None:
    from conftest import Shelf

    shelf = Shelf(tmp_path_factory.mktemp("family"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(syncing, "_METRICS", portion)
        for what, name, given_metrics in steps:
            if what == "write":
                told = [related_metric(id, NAMES[id], value, of) for id, value, of in given_metrics]
                shelf.briefing(name, metric=f"own-{name}", more="".join(told))
            elif what == "gone":
                (shelf.folder / f"{name}.toml").unlink(missing_ok=True)
            else:
                shelf.open()
                shelf.close()
        found = contents(shelf.open())
        shelf.close()
    for path in shelf.locations.cache.iterdir():
        path.unlink()
    anew = contents(shelf.open())
    shelf.close()
    for name in derived(found):
        assert found[name] == anew[name]
    assert sorted(found["items"]) == sorted(anew["items"])


steps = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "write", "gone", "broken", "open"]),
        st.sampled_from(["a", "b", "c", "d"]),
        st.sampled_from(["a", "b", "x"]),
        st.sampled_from(["2024-05-01", "2025-05-01", "2026-05-01"]),
        st.sampled_from(["rd", "other"]),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(steps=steps)
def test_however_files_came_and_went_the_items_are_those_of_a_catalog_made_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, ...]]
) -> None:
    from conftest import Shelf

    shelf = Shelf(tmp_path_factory.mktemp("steps"))
    for what, name, id, date, metric in steps:
        if what == "write":
            shelf.briefing(name, id=name + id, date=date, metric=metric, outcome=f"{name} {id} {date}")
        elif what == "gone":
            (shelf.folder / f"{name}.toml").unlink(missing_ok=True)
        elif what == "broken":
            shelf.write(f"{name}.toml", "schema = = 1\n")
        else:
            shelf.open()
            shelf.close()
    found = contents(shelf.open())
    shelf.close()
    for path in shelf.locations.cache.iterdir():
        path.unlink()
    anew = contents(shelf.open())
    shelf.close()
    for name in derived(found):
        assert found[name] == anew[name]
    assert sorted(found["items"]) == sorted(anew["items"])
    assert {query: sorted(found[query]) for query in ("point", "政府")} == {
        query: sorted(anew[query]) for query in ("point", "政府")
    }


TEXTS = """schema = 1
id = "{id}"
title = {{ zh = "{top}家企业", en = "24 enterprises" }}
date = 2026-01-01
[[sources]]
id = "s"
publisher = "市统计局"
[[sections]]
title = {{ zh = "十大工程", en = "{heading} projects" }}
[[metrics]]
id = "enterprises"
area = "city"
name = "Enterprises"
[[metrics.observations]]
period = "2025"
value = 30
unit = "家"
nature = "actual"
note = {{ zh = "含{noted}家分公司", en = "With 6 branches" }}
evidence = [ {{ source = "s" }} ]
"""


def translated(catalog: Catalog) -> list[tuple[str, tuple[str, ...], str]]:
    """The flags of texts whose languages differ: of which briefing, about what, in words."""
    found = [item for item in Listing("flag").all(catalog) if "translation" in item.key]
    return sorted((one.briefing, tuple(one.data.flag.about), one.data.flag.text.zh or "") for one in found)


def test_the_two_languages_of_titles_headings_and_notes_are_compared(shelf: Shelf) -> None:
    metric = ("metric/city/enterprises",)
    shelf.write("good.toml", TEXTS.format(id="good", top=24, heading="Ten", noted=6))
    first = shelf.write("one.toml", TEXTS.format(id="one", top=42, heading="Nine", noted=8))
    shelf.write("two.toml", TEXTS.format(id="two", top=24, heading="Ten", noted=9))
    found = translated(shelf.open())
    assert [(briefing, about) for briefing, about, _ in found] == [
        *[("one", ())] * 2,
        ("one", metric),
        ("two", metric),
    ]
    assert ["十大" in told or "42家" in told or "8家" in told or "9家" in told for *_, told in found] == [True] * 4
    first.unlink()
    assert [briefing for briefing, *_ in translated(shelf.open())] == ["two"]
