"""Citations: GB/T 7714-2015 and APA 7, with what a source states and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.model.briefing import Source
from hunnan_tui.model.citation import cite
from hunnan_tui.model.text import Text, has_chinese

READ = date(2026, 3, 1)


def source(**more: Any) -> Source:
    return Source(**{"id": "s", "publisher": Text("沈阳日报", "Shenyang Daily"), **more})


FULL = source(
    title=Text("沈阳全链条激活创新效能", "Shenyang Activates Innovation"),
    published="2026-01-29",
    url="https://example.org/a",
    author=Text("陶阳", "Tao Yang"),
)


def test_a_page_with_everything() -> None:
    assert cite(FULL, "gbt7714", READ) == (
        "陶阳. 沈阳全链条激活创新效能[EB/OL]. 沈阳日报, 2026(2026-01-29)[2026-03-01]. https://example.org/a."
    )
    assert cite(FULL, "apa7", READ) == (
        "Tao, Y. (2026, January 29). 沈阳全链条激活创新效能 [Shenyang Activates Innovation]. Shenyang Daily."
        " https://example.org/a"
    )


def test_a_body_that_publishes_its_own_page_is_its_author_and_named_once() -> None:
    bureau = Text("沈阳市科学技术局", "Shenyang Bureau")
    title = Text("总结", "Summary")
    page = source(publisher=bureau, title=title, published="2025-06-05", url="https://example.org/b")
    assert (
        cite(page, "gbt7714", READ) == "沈阳市科学技术局. 总结[EB/OL]. (2025-06-05)[2026-03-01]. https://example.org/b."
    )
    assert cite(page, "apa7", READ) == "Shenyang Bureau. (2025, June 5). 总结 [Summary]. https://example.org/b"


@pytest.mark.parametrize(
    ("published", "chinese", "english"),
    [
        ("2019", "(2019)", "(2019)."),
        ("2026-02", "(2026-02)", "(2026, February)."),
        ("2026-02-24", "(2026-02-24)", "(2026, February 24)."),
        (None, "[EB/OL]. ", "(n.d.)."),
    ],
)
def test_a_date_is_printed_as_precisely_as_it_is_stated(published: str | None, chinese: str, english: str) -> None:
    page = source(title=Text("题", "Title"), published=published, url="https://example.org/c")
    assert f"{chinese}[2026-03-01]" in cite(page, "gbt7714", READ)
    assert english in cite(page, "apa7", READ)


def test_apa_says_when_a_page_without_a_date_was_read() -> None:
    page = source(url="https://example.org/c")
    assert cite(page, "apa7", READ).endswith("Retrieved March 1, 2026, from https://example.org/c")
    assert "Retrieved" not in cite(FULL, "apa7", READ)


def test_what_is_not_stated_is_said_to_be_missing() -> None:
    page = source(url="https://example.org/c")
    # as the standard cites a page without a date: by the day of reading alone
    assert cite(page, "gbt7714", READ) == "沈阳日报. [题名不详][EB/OL]. [2026-03-01]. https://example.org/c."
    assert cite(page, "gbt7714") == "沈阳日报. [题名不详][EB/OL]. [出版日期不详]. https://example.org/c."
    assert cite(page, "apa7") == "Shenyang Daily. (n.d.). [Title not stated]. https://example.org/c"


def test_a_paper_without_an_address_is_not_cited_as_a_page() -> None:
    paper = source(title=Text("题", "Title"), published="2026-01-29")
    assert cite(paper, "gbt7714", READ) == "沈阳日报. 题[Z]. (2026-01-29)."
    assert cite(paper, "apa7", READ) == "Shenyang Daily. (2026, January 29). 题 [Title]."


def test_the_page_that_repeats_a_source_is_named() -> None:
    page = source(
        title=Text("题", "Title"),
        published="2026",
        url="https://example.org/d",
        via=Text("网易转载", "repeated on 163"),
    )
    assert "网易转载. https://example.org/d" in cite(page, "gbt7714", READ)
    assert cite(page, "apa7", READ).endswith("https://example.org/d [repeated on 163]")


def test_an_english_source_is_cited_by_its_english_title_in_both_styles() -> None:
    page = source(
        title=Text("塑晶中的庞压卡效应（英文论文）", "Colossal effects"), published="2019", url="https://example.org/e"
    )
    assert ". Colossal effects[EB/OL]." in cite(page, "gbt7714", READ)
    assert "Colossal effects. https" in cite(page, "apa7", READ)
    assert "塑晶" not in cite(page, "apa7", READ)


def test_the_language_that_a_source_states_decides_what_is_cited_in_it() -> None:
    page = source(
        title=Text("沈阳科技势头旺", "Shenyang reports tech boom"),
        publisher=Text("人民网英文版", "People's Daily Online"),
        published="2024-10-24",
        url="https://example.org/f",
    )
    english, chinese = (replace(page, language=language) for language in ("en", "zh"))
    assert cite(english, "gbt7714", READ) == (
        "People's Daily Online. Shenyang reports tech boom[EB/OL]. (2024-10-24)[2026-03-01]. https://example.org/f."
    )
    assert cite(english, "apa7", READ) == (
        "People's Daily Online. (2024, October 24). Shenyang reports tech boom. https://example.org/f"
    )
    assert cite(chinese, "gbt7714", READ).startswith("人民网英文版. 沈阳科技势头旺[EB/OL].")
    assert "沈阳科技势头旺 [Shenyang reports tech boom]." in cite(chinese, "apa7", READ)


@pytest.mark.parametrize(
    ("zh", "en", "cited"),
    [
        ("陶阳", "Tao Yang", "Tao, Y."),
        ("闫占峰", "Yan Zhanfeng", "Yan, Z."),
        ("本报记者", "Staff reporter", "Staff reporter."),
        ("编辑部", "Editorial Board", "Editorial Board."),
        ("金属研究所", "Institute of Metal Research", "Institute of Metal Research."),
        (None, "Bing Li", "Bing Li."),
        ("张三、李四", "Zhang San and Li Si", "Zhang San and Li Si."),
    ],
)
def test_apa_names_a_chinese_person_by_surname_and_initial_and_others_as_given(
    zh: str | None, en: str, cited: str
) -> None:
    page = source(title=Text("题", "Title"), author=Text(zh, en), published="2026", url="https://example.org/g")
    assert cite(page, "apa7").startswith(f"{cited} (2026).")


def test_every_bundled_source_states_its_language_and_is_cited_in_it(catalog: Catalog) -> None:
    sources = [item.data for item in views.Listing("source").all(catalog)]
    assert len(sources) > 20
    for one in sources:
        chinese = cite(one, "gbt7714", READ)
        said = chinese.partition("[EB/OL]")[0].replace("[题名不详]", "")
        assert one.language == ("zh" if has_chinese(said) else "en")
        assert "\n" not in chinese
        assert ".." not in chinese.replace("...", "")


def test_a_source_in_one_language_is_cited_in_both_styles() -> None:
    page = Source(id="s", publisher=Text(en="Nature"), title=Text(en="Is it cold?"), published="2019")
    assert cite(page, "gbt7714") == "Nature. Is it cold?[Z]. (2019)."
    assert cite(page, "apa7") == "Nature. (2019). Is it cold?"


@settings(deadline=None)
@given(st.text(min_size=1), st.text(min_size=1), st.sampled_from(["gbt7714", "apa7"]))
def test_a_citation_is_one_line_without_control_characters(name: str, title: str, style: Any) -> None:
    cited = cite(source(publisher=Text(zh=name), title=Text(en=title), url="https://example.org/\x1b[2J"), style, READ)
    assert "\n" not in cited
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2066" for char in cited)


@pytest.mark.parametrize(
    ("more", "chinese", "english"),
    [
        (
            {"author": FULL.author, "pages": "3"},
            "陶阳. 沈阳全链条激活创新效能[N/OL]. 沈阳日报, 2026-01-29(3)[2026-03-01]. https://example.org/a.",
            "Tao, Y. (2026, January 29). 沈阳全链条激活创新效能 [Shenyang Activates Innovation]."
            " Shenyang Daily, 3. https://example.org/a",
        ),
        (
            {"author": None, "url": None},
            "沈阳全链条激活创新效能[N]. 沈阳日报, 2026-01-29.",
            "沈阳全链条激活创新效能 [Shenyang Activates Innovation]. (2026, January 29). Shenyang Daily.",
        ),
        (
            {"author": None, "url": None, "published": None},
            "沈阳全链条激活创新效能[N]. 沈阳日报, [出版日期不详].",
            "沈阳全链条激活创新效能 [Shenyang Activates Innovation]. (n.d.). Shenyang Daily.",
        ),
    ],
    ids=["on the web", "without an author", "without a date"],
)
def test_an_article_of_a_newspaper(more: dict[str, Any], chinese: str, english: str) -> None:
    article = replace(FULL, kind="newspaper", **more)
    assert cite(article, "gbt7714", READ) == chinese
    assert cite(article, "apa7", READ) == english


def test_an_article_of_a_journal_and_an_author_with_others() -> None:
    paper = source(
        kind="journal",
        author=Text("Bing Li等", "Bing Li and others"),
        title=Text("塑晶中的庞压卡效应（英文论文）", "Colossal effects"),
        publisher=Text("《自然》", "Nature"),
        published="2019",
        volume="567",
        pages="506",
        url="https://example.org/n",
    )
    assert cite(paper, "gbt7714", READ) == (
        "LI B, et al. Colossal effects[J/OL]. Nature, 2019, 567: 506[2026-03-01]. https://example.org/n."
    )
    assert cite(paper, "apa7", READ) == (
        "Li, B., et al. (2019). Colossal effects. Nature, 567, 506. https://example.org/n"
    )
    assert cite(replace(paper, url=None, volume=None, pages=None), "gbt7714") == (
        "LI B, et al. Colossal effects[J]. Nature, 2019."
    )


def test_apa_gives_a_chinese_title_in_pinyin_where_it_is_known() -> None:
    page = replace(FULL, romanised="Shenyang quan liantiao jihuo chuangxin xiaoneng")
    assert "Shenyang quan liantiao jihuo chuangxin xiaoneng [Shenyang Activates Innovation]." in cite(page, "apa7")
    assert "沈阳全链条激活创新效能" in cite(page, "gbt7714")


def test_every_chinese_title_of_the_bundled_briefings_has_its_pinyin(catalog: Catalog) -> None:
    for item in views.Listing("source").all(catalog):
        title = item.data.title
        if title is not None and item.data.language == "zh":
            assert item.data.romanised and not has_chinese(item.data.romanised), item.key
