"""What comes nearest to a query that finds nothing: slips, other forms of words, and what has most of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hunnan_tui.library import search
from hunnan_tui.library.letters import by_ear, one_off
from hunnan_tui.library.parting import partings
from hunnan_tui.library.stems import stem

if TYPE_CHECKING:
    from hunnan_tui.library.catalog import Connection

OUTCOME = "hunnan-conference-2026/outcome/"
POINT = "shenyang-innovation-2026-01/point/"


def nearest(connection: Connection, query: str) -> str:
    """The key of what comes nearest to a query that finds nothing."""
    assert search.search(connection, query).hits == ()
    return search.nearest(connection, query).hits[0].key


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("zero gravity simulation", f"{OUTCOME}weightlessness-simulation"),
        ("gasturbine", f"{OUTCOME}agt-110"),  # several words as one
    ],
)
def test_an_english_word_is_found_in_its_other_forms(bundled: Connection, query: str, key: str) -> None:
    assert nearest(bundled, query) == key


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("gaz turbine", f"{OUTCOME}agt-110"),  # a short word
        ("cental district", "metric/hunnan/central-innovation-district-area"),  # and no form of centre
        ("fotons CT", f"{OUTCOME}neuviz-p10"),  # written by ear
        ("SUNY-T2000", "metric/shenyang-tianqing/cargo-drone-class"),  # in a name
        ("ATG-110", f"{OUTCOME}agt-110"),
        ("沈阳2025年技术合同成交额", "metric/shenyang/tech-contract-turnover"),  # several words as one
        ("光子记数CT", f"{OUTCOME}neuviz-p10"),  # the same sound beside letters
        ("卡薄子", f"{POINT}sourcing-major-tasks"),  # the same sound as another reading
        ("高新即术企业", "metric/shenyang/high-tech-enterprises"),
        ("研发强渡", "metric/shenyang/rd-intensity"),  # and not beside the characters that stand before it
    ],
)
def test_a_word_is_found_by_its_sound(bundled: Connection, query: str, key: str) -> None:
    assert nearest(bundled, query) == key


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("zongxing ranqi lunji", f"{OUTCOME}agt-110"),  # z for zh
        ("sujubiaozu", "hunnan-conference-2026/project/data-annotation-base"),  # several at once
        ("renggongzhineng damoxing", "metric/shenyang/ai-large-models"),  # ng for n
        ("gaoxing jishu qiye", "metric/shenyang/high-tech-enterprises"),  # a slip that is a word itself
        ("jishen智能", "hunnan-conference-2026/project/embodied-intelligence-centre"),  # beside characters
        ("jsjjrr", "metric/shenyang/tech-brokers"),  # initials
        ("fu4neng2jie4mian4qi", f"{OUTCOME}negative-energy-interfaces"),  # tones as numbers
        ("zhinengmaidongzhoangpeijishu", f"{OUTCOME}rocket-engine-assembly"),  # too long to be corrected as a whole
        ("yanfaqiangdu", "metric/shenyang/rd-intensity"),  # with other characters between its syllables
    ],
)
def test_pinyin_is_found_in_spite_of_slips(bundled: Connection, query: str, key: str) -> None:
    assert nearest(bundled, query) == key


@pytest.mark.parametrize("query", ["undong", "enjm"])
def test_letters_that_no_character_begins_with_are_no_initials(bundled: Connection, query: str) -> None:
    assert search.search(bundled, query).hits == ()
    assert search.nearest(bundled, query).hits == ()


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("830亿", "metric/shenyang/tech-contract-turnover"),
        ("3 leaps", "hunnan-conference-2026/point/three-leaps"),
    ],
)
def test_a_number_is_found_as_it_is_written_otherwise(bundled: Connection, query: str, key: str) -> None:
    assert nearest(bundled, query) == key


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("foreign experts visa work permit", f"{POINT}talent-foreign-experts"),
        ("城市 科技强市", "metric/china/strong-sci-tech-cities"),  # the rarer word counts for more
        ("塔吊林立", "hunnan-conference-2026/point/building-site"),  # characters of a text, not only of a title
        ("沈建大", "hunnan-conference-2026/project/jianzhu-university-park"),  # only characters by themselves
        ("科技贷款", "metric/shenyang/credit-product-financing"),  # a character by itself
        ("打造“辽宁科技创新总窗口”", "hunnan-conference-2026/point/window-aim"),  # the longer word too
    ],
)
def test_what_has_most_of_the_words_comes_nearest(bundled: Connection, query: str, key: str) -> None:
    assert nearest(bundled, query) == key


def test_only_what_an_item_has_is_marked(bundled: Connection) -> None:
    hit = search.nearest(bundled, "塔吊林立", language="zh").hits[0]
    marked = [hit.title[start:end] for start, end in hit.title_spans]
    marked += [hit.snippet[start:end] for start, end in hit.spans]
    assert marked == ["塔吊", "林"]


def test_fields_hold_for_what_has_most_of_the_words(bundled: Connection) -> None:
    hits = search.nearest(bundled, "kind:metric photon graduates zzzq").hits
    assert {hit.kind for hit in hits} == {"metric"}
    assert hits[0].key == "metric/shenyang/graduates-attracted"


def test_of_many_words_only_the_first_are_corrected(bundled: Connection) -> None:
    words = [f"zqx{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}vv" for n in range(100)]
    asked: list[str] = []
    bundled.set_trace_callback(asked.append)
    search.nearest(bundled, " ".join(words))
    many = len(asked)
    asked.clear()
    search.nearest(bundled, " ".join(words[:6]))
    bundled.set_trace_callback(None)
    # a further word is only asked for: it is not corrected letter by letter
    assert (many - len(asked)) / 94 < len(asked) / 6 / 5


@pytest.mark.parametrize(
    "words",
    [
        "simulate simulates simulating simulation",
        "incubate incubated incubators incubation",
        "discovery discoveries discovered",
        "cutting cut",
        "monitor monitoring monitored",
        "metal metals metallic",
        "label labels labelling labeling labelled",
        "organisation organizations organised",
        "centre centers center",
        "fibre fiber fibres",
        "aluminium aluminum",
        "programme programs program",
        "colour colors",
        "stay staying stayed",
    ],
)
def test_the_forms_of_an_english_word_share_a_stem(words: str) -> None:
    assert len(set(map(stem, words.split()))) == 1


def test_different_words_have_different_stems() -> None:
    words = [
        "turbine",
        "technology",
        "turnover",
        "target",
        "talent",
        "tunnel",
        "transfer",
        "train",
        "cut",
        "coat",
        "cell",
        "rank",
        "road",
        "robot",
    ]
    assert len(set(map(stem, words))) == len(words)


def test_one_slip_is_a_letter_more_less_or_other_or_two_exchanged() -> None:
    assert {"hunan", "hunnnan", "hunnam", "hunann"} <= one_off("hunnan", 4)
    assert "hunnan" not in one_off("hunnan", 4)
    assert one_off("hun", 4) == one_off("浑南科技", 4) == set()
    assert "photon" in by_ear("foton")


@pytest.mark.parametrize(
    ("query", "missing", "instead"),
    [
        ("year:2025 nature:target", "year:2025 nature:target", ""),
        ("沈阳 year:2025 nature:target -kind:note", "沈阳 year:2025 nature:target", ""),
        ("kind:metric value>=1000万亿", "kind:metric value>=1000万亿", ""),
        ("year:2020", "year:2020", "year:2019"),
        ("year:1999", "year:1999", "year:2017"),
    ],
)
def test_fields_that_no_item_has_together_are_told_and_a_year_is_answered_with_the_nearest(
    bundled: Connection, query: str, missing: str, instead: str
) -> None:
    assert search.search(bundled, query).hits == ()
    help_ = search.nearest(bundled, query)
    assert (help_.missing, help_.instead) == ((missing,), instead)
    assert help_.hits


def test_what_is_excluded_does_not_come_near(bundled: Connection) -> None:
    query = "-kind:metric 沈阳 year:2017"
    assert search.search(bundled, query).hits == ()
    hits = search.nearest(bundled, query).hits
    assert hits
    assert all(hit.kind != "metric" for hit in hits)
    assert search.nearest(bundled, "-kind:metric -沈阳 year:1800 zzzqqq").hits == ()


@pytest.mark.parametrize(
    ("query", "parted"),
    [
        ("沈阳技术合同成交额", "沈阳 技术合同成交额"),
        ("2026年技术合同成交额", "2026 技术合同成交额"),  # figures have the year without its character
        ("毕业生15万", "毕业生 15万"),
        ("AI大模型", "AI 大模型"),  # as typed
        ("东软CT kind:outcome", "东软 CT kind:outcome"),
        ("kind:metric 沈阳独角兽企业", "kind:metric 沈阳 独角兽企业"),
        ("国家级平台", "国家级 平台"),
        ("技术合同的成交额", "技术合同 成交额"),  # without what only joins words
        ("技术经济人", ""),  # a slip, no words without a blank between them
        ("沈阳 技术合同成交额 zzzq", ""),
        ("year:1990 沈阳技术合同成交额", ""),  # nor does a field hold
    ],
)
def test_words_without_a_blank_between_them_are_answered_with_the_query_that_finds_them(
    bundled: Connection, query: str, parted: str
) -> None:
    assert search.search(bundled, query).hits == ()
    help_ = search.nearest(bundled, query, limit=50)
    assert help_.hits
    assert help_.parted == parted
    if parted:
        found = search.search(bundled, parted)
        assert help_.hits == found.hits
        assert help_.total == found.total == len(found.hits)


def test_a_word_is_parted_into_the_longest_words_that_occur_from_either_side() -> None:
    occurring = ["沈阳技术合同", "合同成交额", "技术"]

    def occurs(part: str) -> bool:
        return any(part in word for word in occurring)

    assert list(partings("沈阳技术合同成交额", occurs)) == [["沈阳技术合同", "成交额"], ["沈阳技术", "合同成交额"]]
    assert list(partings("沈阳技术合同", occurs)) == []  # it is one
    assert list(partings("沈阳技术合同汇", occurs)) == []  # something is left
    assert list(partings("沈阳技术" * 20, occurs)) == []  # nobody types so long a word


def test_an_item_comes_before_a_flag_on_it(bundled: Connection) -> None:
    assert [hit.kind for hit in search.nearest(bundled, "独角售").hits][:3] == ["metric"] * 3


@pytest.mark.parametrize("query", ["photon -ct", "沈阳 -沈阳", "turbine -gas -impeller"])
def test_where_all_is_excluded_no_word_of_it_is_called_missing(bundled: Connection, query: str) -> None:
    assert search.search(bundled, query).hits == ()
    help_ = search.nearest(bundled, query)
    assert (help_.missing, help_.hits) == ((query,), ())


def test_what_is_missing_is_told_where_something_else_is_excluded(bundled: Connection) -> None:
    help_ = search.nearest(bundled, "photon qqqq -counting")
    assert help_.missing == ("qqqq",)


@pytest.mark.parametrize(
    ("query", "parted"),
    [
        ("浑南与沈阳科创公开资料", "briefing:浑南与沈阳科创公开资料"),
        ("科創公開資料", "briefing:科創公開資料"),
        ("Conference on Integrating", 'briefing:"Conference on Integrating"'),
    ],
)
def test_the_title_of_a_briefing_leads_to_what_is_in_it(bundled: Connection, query: str, parted: str) -> None:
    assert search.search(bundled, query).hits == ()
    help_ = search.nearest(bundled, query)
    assert (help_.parted, help_.missing) == (parted, ())
    assert help_.total == search.count(bundled, parted).here > len(help_.hits) > 0
