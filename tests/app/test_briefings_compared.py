"""Two briefings, or two editions of one, chosen and compared in the reader, figure by figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import without_spaces
from hunnan_tui.library.edition import changed_items, edition, find_briefings
from hunnan_tui.library.locations import bundled
from hunnan_tui.reading.editions import editions, key_of
from hunnan_tui.reading.plain import plain
from hunnan_tui.tui import clipboard
from hunnan_tui.tui.widgets.table import Table

if TYPE_CHECKING:
    from conftest import Opener, Session, Shelf
    from hunnan_tui.library.catalog import Catalog
    from hunnan_tui.model.text import Language

JANUARY = "shenyang-innovation-2026-01"
TURNOVER = "metric/shenyang/tech-contract-turnover"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An older edition of a bundled briefing: one value was another one, one metric was not there yet."""
    text = (bundled() / f"{JANUARY}.toml").read_text("utf-8").replace("value = 830.6", "value = 829.9", 1)
    _head, *metrics = text.split("[[metrics]]\n")
    gone = next(one for one in metrics if '"strong-sci-tech-cities"' in one)
    path = tmp_path / "older.toml"
    path.write_text(text.replace(f"[[metrics]]\n{gone}", ""), "utf-8")
    return path


def found(session: Session) -> Table:
    return session.app.screen.query_one("#pair-found", Table)


async def choose(session: Session, *names: str) -> None:
    """Press the key, and choose what is typed."""
    await session.press("B")
    for name in names:
        await session.paste(name)
        await session.press("enter")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_an_older_edition_is_compared_figure_by_figure(
    reader: Opener, older: Path, size: tuple[int, int], language: Language
) -> None:
    async with reader(size, language) as session:
        await choose(session, str(older), JANUARY)
        document = session.document()
        assert session.focus == "reader"
    told = {
        "en": ("Two editions of one briefing", "1 figure changed · 1 new · 0 gone", "CNY 82.99 billion", "+70 million"),
        "zh": ("同一简报的两个版本", "1 个数字有变化 · 新增 1 个 · 不再有 0 个", "829.9亿元", "+0.7亿元"),
    }
    for text in told[language]:
        assert without_spaces(text) in document


async def test_a_figure_leads_to_its_metric_and_escape_back_to_where_one_was(reader: Opener, older: Path) -> None:
    async with reader() as session:
        await choose(session, str(older), JANUARY)
        assert TURNOVER in session.reader.targets()
        await session.press("right", "enter")
        assert session.main.reading in session.reader.targets() or session.main.reading.startswith("metric/")
        await session.press("escape")
        assert without_spaces("Two editions of one briefing") in session.document()
        await session.press("escape")
        assert session.main.reading == ""
        assert "Overview" in session.lines("#reader")[0]


async def test_the_library_s_briefings_are_listed_found_by_typing_and_not_offered_twice(reader: Opener) -> None:
    async with reader() as session:
        await session.press("B")
        assert found(session).count == 3
        await session.type("2026-02-24")
        assert found(session).count == 1
        await session.press("enter")
        assert found(session).count == 2
        assert "hunnan-conference-2026" not in session.text("#pair-found")
        assert "integrating" in session.text("#pair-first")
        await session.press("down", "enter")
        assert without_spaces("Two briefings compared") in session.document()


async def test_escape_goes_back_a_question_and_then_leaves(reader: Opener) -> None:
    async with reader() as session:
        await session.press("B", "enter")
        assert found(session).count == 2
        await session.press("escape")
        assert found(session).count == 3
        await session.press("escape")
        assert session.app.screen is session.main


async def test_a_path_is_completed_folder_by_folder_and_a_bad_file_says_what_is_wrong(
    reader: Opener, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "bad.toml").write_text("schema = 1\nid =\n", "utf-8")
    (tmp_path / "old" / "notes.txt").write_text("no briefing", "utf-8")
    async with reader() as session:
        await session.press("B")
        await session.paste(f"{tmp_path}/ol")
        await session.press("enter")
        assert found(session).count == 1
        await session.press("enter")
        assert "bad.toml:2" in session.text("#pair-problem")
        await session.type("x")
        assert session.text("#pair-problem") == ""
        assert "Thereisnosuchfile" in session.text("#pair-found")
        await session.press("enter")
        assert session.app.screen is not session.main


async def test_the_comparison_is_found_in_the_palette_and_copied_as_text(
    reader: Opener, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda _app, text: sent.append(text) or "Copied.")
    async with reader() as session:
        await session.press("ctrl+p")
        await session.type("compare brief")
        await session.press("enter")
        await session.paste(str(older))
        await session.press("enter", "enter", "y", "Y", "M")
    assert sent[0].startswith("Two briefings compared\nA  2026-01-29")
    assert sent[1].startswith("change\tmetric\tarea\tname\tperiod\tnature\ta\tb\tdifference\tpercent\n")
    assert sent[2].startswith("| change | metric |")
    assert len(sent[1].splitlines()) == len(sent[2].splitlines()) - 1


def test_a_file_that_has_gone_meanwhile_is_said_to_be_gone(catalog: Catalog, tmp_path: Path) -> None:
    text = plain(editions(catalog, key_of(str(tmp_path / "gone.toml"), JANUARY), "en"))
    assert text.startswith("These cannot be compared.\n")
    assert "gone.toml: there is no such file" in text


def test_the_same_twice_says_the_same(catalog: Catalog) -> None:
    text = plain(editions(catalog, key_of(JANUARY, JANUARY), "en"))
    assert "0 figures changed · 0 new · 0 gone" in text
    assert text.endswith("They say the same.\n")


def test_what_an_item_said_and_says_stand_below_each_other(shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.briefing("one", outcome="A second outcome")
    old = tmp_path / "old.toml"
    old.write_text(path.read_text("utf-8").replace("A second outcome", "A first outcome"), "utf-8")
    text = plain(editions(shelf.open(), key_of(str(old), "one"), "en"))
    assert "Other items (1)\n~ Outcome  A second outcome\nA  A first outcome\nB  A second outcome\n" in text


def test_an_inserted_point_is_new_and_does_not_change_those_behind_it(shelf: Shelf) -> None:
    points = '[[sections]]\ntitle = "More"\n' + "".join(f'[[sections.points]]\ntext = "Point {n}"\n' for n in "bcd")
    shelf.briefing("one", more=points)
    shelf.write("two.toml", (shelf.folder / "one.toml").read_text("utf-8").replace('id = "one"', 'id = "two"', 1)
                .replace('text = "Point b"', 'text = "Point a"\n[[sections.points]]\ntext = "Point b"'))  # fmt: skip
    catalog = shelf.open()
    changes = changed_items(edition(catalog, "one"), edition(catalog, "two"))
    assert [(one.change, one.row.text.get("en")) for one in changes] == [("new", "Point a")]


def test_words_find_a_briefing_by_title_in_either_language_by_id_or_date(catalog: Catalog) -> None:
    for words in ("shenyang-innovation", "全链条", "WHOLE chain", "2026-01-29"):
        assert [row.id for row in find_briefings(catalog, words, 9)] == [JANUARY]
    assert find_briefings(catalog, "nothing of the kind", 9) == []


async def test_hostile_titles_names_and_paths_are_shown_and_never_sent(
    reader: Opener, shelf: Shelf, tmp_path: Path
) -> None:
    hostile = "[@click=app.quit]x[/]\\u001b[31m\\u202e"
    for name, value in (("one", "260"), ("two", "261")):
        text = shelf.briefing(name, title=hostile, value=value).read_text("utf-8")
        shelf.write(f"{name}.toml", text.replace("R&D expenditure", hostile))
    (tmp_path / "[b]\x1b[31m.toml").write_text("nothing", "utf-8")
    async with reader(locations=shelf.locations) as session:
        await session.press("B")
        listed = session.lines("#pair-found")
        await session.paste(f"{tmp_path}/[b]")
        await session.press("enter")
        asked = session.lines()
        await session.press("escape", "B", "enter", "enter")
        shown = session.lines()
        assert session.app.is_running
    assert without_spaces("1 figure changed") in without_spaces("".join(shown))
    for lines in (listed, asked, shown):
        text = "\n".join(lines)
        assert not any(char in text for char in "\x1b\u202e")
    assert "[@click=app.quit]x[/]" in "\n".join(listed)
    assert "[b]␛[31m" in "\n".join(asked)
