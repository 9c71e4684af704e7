"""English and Chinese: the screen's words by the locale, switched live, and both languages of what is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hunnan_tui import i18n
from hunnan_tui.library import views
from hunnan_tui.tui.settings import Settings

if TYPE_CHECKING:
    from conftest import Opener, Session
    from hunnan_tui.library.locations import Locations

SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
BAROCALORIC = "hunnan-conference-2026/outcome/barocaloric-effects"
WORDS = {"Outcome", "Metric", "Field", "Overview", "Views", "search", "note", "copy", "export", "help", "Evidence"}

at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def chrome(session: Session) -> str:
    """The screen's own words: the bars, the navigator, the heads of the lists."""
    parts = ["#head", "#footer", *(["#tabs"] if "tabs" in session.panes() else [])]
    return " ".join(line for part in parts for line in session.lines(part)) + session.lines("#list")[0]


@at_every_size
async def test_one_key_switches_everything_and_back(reader: Opener, size: tuple[int, int]) -> None:
    async with reader(size) as session:
        await session.view("outcomes")
        await session.press("down")
        english = (chrome(session), session.document(), session.list.key)
        await session.press("L")
        assert session.app.language == "zh"
        assert not WORDS & set(re.findall(r"[A-Za-z]+", chrome(session)))
        assert session.document().startswith("庞压卡效应")
        assert session.list.key == english[2] == BAROCALORIC
        assert "出处" in session.document()
        assert all("Evidence" not in line for line in session.lines())
        await session.press("f2")
        assert (chrome(session), session.document(), session.list.key) == english


async def test_it_opens_in_the_language_of_the_locale(
    reader: Opener, monkeypatch: pytest.MonkeyPatch, library: Locations
) -> None:
    for value, language in (("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en")):
        monkeypatch.setenv("LC_ALL", value)
        i18n.use(i18n.from_locale())
        async with reader(language=None) as session:
            assert session.app.language == language
        library.settings.unlink(missing_ok=True)


async def test_the_language_that_was_chosen_is_remembered(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.press("L")
    assert Settings.load(library.settings).language == "zh"
    async with reader(language=None) as session:
        assert session.app.language == "zh"
        assert "浑南简报" in session.text("#head")


async def test_what_is_asked_for_on_the_command_line_comes_before_what_is_remembered(reader: Opener) -> None:
    async with reader() as session:
        await session.press("L")
    async with reader(language="en") as session:
        assert session.app.language == "en"


@pytest.mark.parametrize(
    "view", ["overview", "outcomes", "projects", "keywords", "metrics", "targets", "flags", "sources"]
)
async def test_no_english_of_ours_is_left_in_chinese(reader: Opener, view: str) -> None:
    async with reader((200, 50), "zh") as session:
        await session.view(view)
        lines = [*session.lines("#navigator"), *session.lines("#footer"), *session.lines("#list")[:1]]
        words = {word for line in lines for word in re.findall(r"[A-Za-z]{3,}", line)}
        assert words <= {"Enter", "Tab", "Esc"}


async def test_both_languages_of_a_text_are_shown_or_one_alone(reader: Opener, library: Locations) -> None:
    async with reader() as session:
        await session.view("outcomes")
        await session.press("down")
        item = views.item(session.app.catalog, BAROCALORIC)
        assert item is not None
        summary = "".join(item.data.summary.zh.split())
        assert summary in session.document()
        await session.press("b")
        assert summary not in session.document()
        assert "庞压卡" not in session.document()
        await session.press("b")
        assert summary in session.document()
        await session.press("b")
    async with reader() as session:
        await session.view("outcomes")
        await session.press("down")
        assert summary not in session.document()


async def test_a_search_goes_on_in_the_other_language(reader: Opener) -> None:
    async with reader() as session:
        await session.press("slash")
        await session.type("barocaloric")
        found = session.list.key
        await session.press("tab", "L")
        assert session.main.is_searching
        assert session.main.box.value == "barocaloric"
        assert session.list.key == found


async def test_notes_help_and_questions_speak_chinese(reader: Opener) -> None:
    async with reader((120, 36), "zh") as session:
        await session.view("outcomes")
        await session.press("n")
        assert "保存" in session.text("#editor-keys")
        await session.press("ctrl+s")
        assert re.search(r"[\u4e00-\u9fff]", session.text("#editor-problem"))
        await session.press("escape", "o")
        assert re.search(r"[\u4e00-\u9fff]{3}", session.text())
        await session.press("escape", "y")
        assert re.search(r"[\u4e00-\u9fff]", session.toasts()[-1])


async def test_figures_read_in_the_readers_language_with_what_is_printed_beside(reader: Opener) -> None:
    async with reader() as session:
        session.main.open_view("metrics", "metric/shenyang/tech-contract-turnover")
        await session.settle()
        assert "CNY92billion" in session.document()
        assert "920亿元" in session.document()
        await session.press("L", "b")
        assert "920亿元" in session.document()
        assert "billion" not in session.document().replace("32.47billionyuan", "")
