"""Search over a catalog: what is found, in which order, what is marked and counted, and help where nothing is."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hunnan_tui.library import pinyin, search
from hunnan_tui.library.catalog import Connection
from hunnan_tui.library.fold import HAN, fold
from hunnan_tui.library.search import Record, Scope
from hunnan_tui.model.units import parse_unit

if TYPE_CHECKING:
    pass

SCHEMA = (Path(search.__file__).parent / "schema.sql").read_text("utf-8") + search.SCHEMA


class Shelf:
    """A small catalog: records are put in newest first, as the lists show them."""

    def __init__(self, *records: Record) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self.connection.executescript(SCHEMA)
        self.records = dict(zip(range(len(records), 0, -1), records, strict=True))
        for number, record in self.records.items():
            self._insert(number, record)

    def _insert(self, number: int, r: Record) -> None:
        values = {
            "id": number, "key": f"k{number}", "kind": r.kind, "briefing": r.briefing, "date": r.date,
            "title_zh": r.title_zh or None, "title_en": r.title_en or None, "name": r.name, "text_zh": r.text_zh,
            "text_en": r.text_en, "figures": r.figures, "area": r.area, "section": r.section or None,
            "section_kind": r.section_kind or None, "body": b"{}",
        }  # fmt: skip
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self.connection.execute(f"INSERT INTO items({names}) VALUES({marks})", list(values.values()))

    def observe(self, number: int, *observed: tuple[int, float, str, str, str]) -> None:
        for year, plain, unit, dimension, nature in observed:
            self.connection.execute(
                "INSERT INTO observations VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 'exact', NULL, 'b')",
                (number, str(year), f"{year}-12-31", year, printed(plain, unit), plain, unit, dimension, nature),
            )

    def index(self) -> Shelf:
        search.index(self.connection, self.records.items())
        return self

    def find(self, query: str, **options: object) -> list[str]:
        found = search.search(self.connection, query, language="zh", **options)  # type: ignore[arg-type]
        assert found.error is None
        return [self.records[hit.id].title_zh or self.records[hit.id].text_zh for hit in found.hits]


def printed(plain: float, unit: str) -> str:
    """A plain number as it is printed in a unit."""
    return str(Decimal(str(plain)) / parse_unit(unit).scale)


def shelf(*records: Record) -> Shelf:
    return Shelf(*records).index()


def outcome(title: str = "", text: str = "", name: str = "", **further: str) -> Record:
    return Record("outcome", "b", "2026-01-01", title_zh=title, text_zh=text, name=name, **further)


# the order


def test_title_comes_before_name_before_text() -> None:
    s = shelf(outcome("甲", text="在沈阳"), outcome("乙", name="沈阳大学"), outcome("丙在沈阳"))
    for query in ("沈阳", "sy", "shenyang"):
        assert s.find(query) == ["丙在沈阳", "乙", "甲"]


def test_literal_comes_before_initials_before_full_pinyin() -> None:
    s = shelf(outcome("上古"), outcome("市航按你给"), outcome("shang"))
    assert s.find("shang") == ["shang", "市航按你给", "上古"]


def test_full_pinyin_comes_before_a_last_syllable_in_part() -> None:
    assert shelf(outcome("新格局"), outcome("行动")).find("xing") == ["行动", "新格局"]


def test_earlier_comes_before_later_before_recent_before_old() -> None:
    titles = ["这是很长很长的一个标题沈阳", "在沈阳的新的", "沈阳新", "沈阳旧", "在沈阳的旧的"]
    order = ["沈阳新", "沈阳旧", "在沈阳的新的", "在沈阳的旧的", "这是很长很长的一个标题沈阳"]
    assert shelf(*map(outcome, titles)).find("沈阳") == order


def test_the_worst_found_word_of_a_query_decides() -> None:
    s = shelf(outcome("沈阳", text="创新"), outcome("沈阳创新"), outcome("甲", text="沈阳创新"))
    assert s.find("沈阳 创新") == ["沈阳创新", "沈阳", "甲"]


def test_the_order_is_the_same_where_many_items_match() -> None:
    random.seed(1)
    many = [outcome(f"{'某' * random.randint(0, 12)}沈阳{n}") for n in range(150)]
    many += [outcome(f"标题{n}", name="沈阳大学") for n in range(75)]
    many += [outcome(f"标题{n}", text="在沈阳") for n in range(75)]
    many += [outcome(f"{'某' * random.randint(0, 12)}生意{n}") for n in range(120)]
    random.shuffle(many)
    s = shelf(*many)

    def rank(query: str, number: int) -> tuple[int, int, int, int]:
        record = s.records[number]
        title, word = record.title_zh, {"沈阳": "沈阳", "sy": "沈阳", "shenyang": "沈阳"}[query]
        if query == "sy" and "生意" in title:
            word = "生意"
        if word in title:
            at = title.index(word)
            return 0, 0, 0 if at == 0 else 1 if at < 8 else 2, -number
        return (1 if word in record.name else 2), 0, 0, -number

    for query in ("沈阳", "sy", "shenyang"):
        matching = [n for n, r in s.records.items() if "沈阳" in r.title_zh + r.name + r.text_zh or query == "sy"]
        expected = sorted(matching, key=lambda n: rank(query, n))
        got = [hit.id for hit in search.search(s.connection, query, limit=60).hits]
        assert got == expected[:60]
        deep = [hit.id for hit in search.search(s.connection, query, limit=50, offset=220).hits]
        assert deep == expected[220:270]
        assert search.count(s.connection, query).here == len(matching)


# what is found


@pytest.mark.parametrize("typed", ["7", "77", "77,", "77,1", "77,17", "77,177"])
def test_a_number_is_found_while_its_thousands_are_typed(typed: str) -> None:
    s = shelf(outcome("甲", text="共 77,177 项"), outcome("乙", text="共 8,177 项"))
    assert s.find(typed) == ["甲"]


def test_words_match_in_any_order_and_anywhere() -> None:
    s = shelf(outcome("浑南科技城", text="技术成果2026年", name="光子计数CT"))
    for query in ("2026 技术", "技术 2026", "guangzi CT", "ct kjc", "hunnan jishu 2026"):
        assert s.find(query) == ["浑南科技城"]
    assert s.find("技术 2027") == []


def test_exclusion_and_phrases() -> None:
    s = shelf(outcome("沈阳创新"), outcome("大连创新"), outcome("x", text_en="energy of negative interfaces"))
    assert s.find("创新 -沈阳") == ["大连创新"]
    assert s.find("-沈阳创新") == ["大连创新", "x"]
    assert s.find("创新 -shenyang") == ["大连创新"]
    assert s.find('"negative interfaces"') == ["x"]
    assert s.find('"negative energy"') == []


@pytest.fixture
def metrics() -> Shelf:
    def metric(title: str, area: str, figures: str) -> Record:
        return Record("metric", "b", "2026-01-29", title_zh=title, area=area, name=f"id\n{area}", figures=figures)

    s = Shelf(
        metric("技术合同成交额", "shenyang", "830.6亿元 830.6 CNY 83.06 billion 2025\n920亿元 920 CNY 92 billion 2026"),
        metric("科技型企业", "shenyang", "30083家 30,083 2025\n3.4万家 3.4 34,000 2026"),
        metric("收益比例", "neu", "92% 92 92% 2025"),
        Record(
            "point",
            "b",
            "2026-01-29",
            text_zh="成交额力争达920亿元",
            section="b/goals",
            section_kind="keywords",
            sources=("sy-daily",),
        ),
        Record("note", "", "2025-03-01", title_zh="笔记", text_zh="去看", tags=("to read", "重要")),
    )
    money = ("亿元", "money CNY")
    s.observe(5, (2025, 8.306e10, *money, "actual"), (2026, 9.2e10, *money, "target"))
    s.observe(4, (2025, 30083, "家", "count", "actual"), (2026, 34000, "万家", "count", "target"))
    s.observe(3, (2025, 0.92, "%", "ratio", "actual"))
    s.connection.execute("INSERT INTO areas VALUES('shenyang', 1, '沈阳', 'Shenyang', '沈阳\nshenyang')")
    return s.index()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind:metric", ["技术合同成交额", "科技型企业", "收益比例"]),
        ("kind:metric 技术", ["技术合同成交额"]),
        ("-kind:metric", ["成交额力争达920亿元", "笔记"]),
        ("area:shenyang", ["技术合同成交额", "科技型企业"]),
        ("area:沈阳", ["技术合同成交额", "科技型企业"]),
        ("area:shen", ["技术合同成交额", "科技型企业"]),
        ("year:2026 kind:metric", ["技术合同成交额", "科技型企业"]),
        ("year:2025 kind:note", ["笔记"]),
        ("unit:亿元", ["技术合同成交额"]),
        ("nature:target", ["技术合同成交额", "科技型企业"]),
        ("source:sy-daily", ["成交额力争达920亿元"]),
        ("section:keywords", ["成交额力争达920亿元"]),
        ('tag:"to read"', ["笔记"]),
        ("tag:重要", ["笔记"]),
        ("value>=100亿", ["技术合同成交额"]),
        ("value>=100亿元", ["技术合同成交额"]),
        ("value>90%", ["收益比例"]),
        ("value>90 unit:%", ["收益比例"]),
        ("value<1000", ["收益比例"]),
        ("value=3.4万", ["科技型企业"]),
        ("-value>=100亿 kind:metric", ["技术合同成交额", "科技型企业", "收益比例"]),
        # one and the same observation
        ("year:2025 nature:target", []),
        ("year:2026 value<900亿元", []),
        ("nature:target value>=900亿元", ["技术合同成交额"]),
        ("830.6", ["技术合同成交额"]),
        ("83.06 billion", ["技术合同成交额"]),
        ("920亿", ["技术合同成交额", "成交额力争达920亿元"]),
        ("30,083", ["科技型企业"]),
        ("３４０００", ["科技型企业"]),
        ("30.6", []),
    ],
)
def test_fields_figures_and_numbers(metrics: Shelf, query: str, found: list[str]) -> None:
    if query.startswith("-value"):
        found = ["科技型企业", "收益比例"]
    assert metrics.find(query) == found
    assert search.count(metrics.connection, query).here == len(found)


def test_an_empty_query_is_everything_newest_first(metrics: Shelf) -> None:
    assert len(metrics.find("")) == 5
    assert metrics.find("", limit=2, offset=3) == ["成交额力争达920亿元", "笔记"]


def test_a_query_that_cannot_be_parsed_says_so_and_finds_what_the_rest_finds(metrics: Shelf) -> None:
    found = search.search(metrics.connection, "技术 kind:foo")
    assert [hit.key for hit in found.hits] == [hit.key for hit in search.search(metrics.connection, "技术").hits]
    assert found.error is not None
    assert (found.error.start, found.error.end) == (8, 11)


# scopes and numbers


def test_matches_here_and_elsewhere_are_counted(metrics: Shelf) -> None:
    here = Scope.of(kind="metric")
    assert metrics.find("成交额", scope=here) == ["技术合同成交额"]
    assert search.count(metrics.connection, "成交额", scope=here) == (1, 1, True)
    assert search.count(metrics.connection, "成交额", scope=Scope.of(kind=("metric", "point"))) == (2, 0, True)
    assert search.count(metrics.connection, "成交额 kind:foo", scope=here) == (1, 1, True)


def test_a_total_that_a_page_knows_is_not_counted_again(metrics: Shelf) -> None:
    here = Scope.of(kind="metric")
    found = search.search(metrics.connection, "成交额", scope=here)
    assert search.count(metrics.connection, "成交额", scope=here, found=found) == (1, 1, True)
    found = search.search(metrics.connection, "成交额")
    metrics.connection.set_progress_handler(lambda: 1, 1)  # ends every statement
    assert search.count(metrics.connection, "成交额", found=found) == (2, 0, True)
    metrics.connection.set_progress_handler(None, 0)


def test_many_that_the_terms_do_not_prove_are_counted_exactly_if_there_is_time() -> None:
    s = shelf(*[outcome("先进材料")] * 450, *[outcome("先进材 进材料")] * 50)
    assert search.count(s.connection, "先进材料") == (500, 0, False)
    assert search.count(s.connection, "先进材料", thorough=True) == (450, 0, True)


def test_a_word_with_more_endings_than_are_asked_for_finds_and_counts_nothing_else() -> None:
    letters = "abcdefghijklm"
    words = [f"innov{a}{b}" for a in letters for b in letters]
    s = shelf(*map(outcome, words), *[outcome("innocent")] * 200)
    found = search.search(s.connection, "innov", limit=400)
    assert [hit.title for hit in found.hits] == words
    assert search.count(s.connection, "innov") == (len(words), 0, True)


def test_facets_tell_values_and_their_numbers(metrics: Shelf) -> None:
    assert search.facets(metrics.connection, "kind") == [("metric", 3), ("note", 1), ("point", 1)]
    assert search.facets(metrics.connection, "year")[0] == ("2025", 4)
    assert search.facets(metrics.connection, "area", "sh") == [("shenyang", 2)]


def test_completion_offers_fields_and_values_that_occur(metrics: Shelf) -> None:
    def offered(text: str) -> list[str]:
        return [offer.text for offer in search.complete(metrics.connection, text)]

    assert offered("浑南 k") == ["kind:"]
    assert "value>=" in offered("")
    assert offered("kind:") == ["metric", "note", "point"]
    assert offered("kind:指") == ["metric"]
    assert offered("类型：m") == ["metric"]
    assert offered("area:沈") == ["shenyang"]
    assert offered("nothing:") == []
    assert offered("kind: me") == ["metric"]
    assert offered("技术 单") == ["单位:"]
    assert offered("数") == ["数值>="]
    (offer,) = search.complete(metrics.connection, "-kind:no 去看", cursor=8)
    assert offer == ("note", 6, 8, 1)


OFFERED = ["kind:", "area:", "year:", "unit:", "nature:", "briefing:", "section:", "tag:", "source:"]
BESIDE = [
    "",
    "kind:metric ",
    "技术 ",
    "-kind:metric ",
    "value>=100亿 ",
    "-value>=100亿 ",
    "year:2025 ",
    "技术 合同成交额 ",
]


@pytest.mark.parametrize("scope", [Scope(), Scope.of(kind="metric"), Scope.of(kind="point", section="keywords")])
@pytest.mark.parametrize("beside", BESIDE)
def test_completion_counts_what_the_whole_query_would_find_where_it_is_asked(
    metrics: Shelf, scope: Scope, beside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hunnan_tui.library import narrowing

    for limit in ("LOOKING", "COUNTING"):
        monkeypatch.setattr(narrowing, limit, 60)  # a busy machine leaves nothing uncounted here
    for field in OFFERED:
        offers = search.complete(metrics.connection, beside + field, scope=scope)
        for offer in offers:
            query = f"{beside}{field}{offer.text}"
            assert (query, offer.items) == (query, search.count(metrics.connection, query, scope=scope).here)
            assert offer.items
        told = {offer.text for offer in offers}
        for value, _items in search.facets(metrics.connection, field[:-1]):
            if value not in told:
                assert search.count(metrics.connection, f"{beside}{field}{value}", scope=scope).here == 0


def test_completion_among_many_counts_exactly_or_says_no_number() -> None:
    many = [outcome(f"先进材料{n}", area=f"a{n % 40}") for n in range(2500)]
    many += [Record("project", "b", "2025-01-01", title_zh="先进材 进材料", area="none")]
    s = shelf(*many)
    first, *others = search.complete(s.connection, "kind:outcome area:")
    assert (first.text, first.items) == ("a0", 63)
    assert len(others) == 11
    assert all(offer.items == 63 for offer in others)
    # the terms do not prove four characters
    assert search.complete(s.connection, "先进材料 year:")[0][::3] == ("2026", None)
    assert search.complete(s.connection, "先进材料 nature:") == []


def test_completion_in_time_that_has_run_out_says_no_wrong_number(monkeypatch: pytest.MonkeyPatch) -> None:
    from hunnan_tui.library import narrowing

    monkeypatch.setattr(narrowing, "COUNTING", 0)
    s = shelf(*[outcome("沈阳")] * 2500, Record("flag", "b", "2024-01-01"))
    assert [offer[0::3] for offer in search.complete(s.connection, "沈阳 year:")] == [("2026", None)]


def test_the_year_that_most_items_have_is_suggested_first() -> None:
    s = shelf(Record("outcome", "b", "2030-01-01"), outcome(), outcome(), Record("outcome", "b", "2031-01-01"))
    assert [facet.value for facet in search.facets(s.connection, "year")] == ["2026", "2031", "2030"]
    assert search.complete(s.connection, "year:")[0].text == "2026"


def test_an_excluded_comparison_leaves_out_just_what_the_comparison_finds(metrics: Shelf) -> None:
    everything = set(metrics.find(""))
    for compared in ("value>=100亿", "value>=900亿元", "value<1000", "value>90%", "value=3.4万"):
        for rest in ("", "kind:metric", "技术", "year:2025", "nature:target", "成交额 -合同"):
            found = set(metrics.find(rest)) - set(metrics.find(compared))
            assert set(metrics.find(f"{rest} -{compared}")) == found
            assert search.count(metrics.connection, f"{rest} -{compared}") == (len(found), 0, True)
        assert set(metrics.find(f"-{compared}")) | set(metrics.find(compared)) == everything


def test_a_number_is_left_out_with_what_multiplies_it(metrics: Shelf) -> None:
    assert "技术合同成交额" not in metrics.find("kind:metric -83.06 billion")
    assert metrics.find("kind:metric -83.06 million") == metrics.find("kind:metric")


def test_a_unit_is_found_with_what_multiplies_it(metrics: Shelf) -> None:
    assert metrics.find("unit:家") == ["科技型企业"]
    assert metrics.find("unit:家 year:2026") == ["科技型企业"]
    assert metrics.find("unit:万家 year:2025") == []
    assert metrics.find("unit:元") == metrics.find("unit:亿元") == ["技术合同成交额"]
    assert search.complete(metrics.connection, "unit:元")[0][::3] == ("元", 1)
    assert metrics.find("unit:美元") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("8 cm", ["八", "厘米宽", "in letters", "8-cm wide", "in words", "8-centimetre wide"]),
        ("8 centimetres", ["八", "厘米宽", "in letters", "8-cm wide", "in words", "8-centimetre wide"]),
        ("8-centimeter", ["八", "厘米宽", "in letters", "8-cm wide", "in words", "8-centimetre wide"]),
        ("8 厘米", ["八", "厘米宽", "in letters", "8-cm wide", "in words", "8-centimetre wide"]),
        ('"8 centimetres"', ["in words"]),
        ("5 metres", ["五米"]),
        ("70 percent", ["七成"]),
        ("70 per cent", ["七成"]),
        ("centimetres", ["八", "厘米宽", "in letters", "in words", "8-cm wide", "8-centimetre wide", "apart"]),
        ("1.5tn", ["trillion"]),
        ("1.5 tn", ["trillion"]),
        ("-8 cm", ["五米", "七成", "trillion", "apart", "成满"]),
    ],
)
def test_a_measure_is_found_as_it_is_written_otherwise(query: str, found: list[str]) -> None:
    texts = {
        "八": "宽8厘米", "厘米宽": "8 厘米", "in letters": "It is 8 cm wide", "in words": "8 centimetres wide",
        "8-cm wide": "an 8-cm sheet", "8-centimetre wide": "8-centimetre", "五米": "5 m high", "七成": "70%的收益",
        "trillion": "CNY 1.5 trillion, 5 million", "apart": "8 of them, 30 cm", "成满": "8人，成满",
    }  # fmt: skip
    s = shelf(*(outcome(title, text=text) for title, text in texts.items()))
    assert sorted(s.find(query)) == sorted(found)
    assert search.count(s.connection, query).here == len(found)


def test_a_sign_of_a_share_is_marked_with_its_number_across_a_blank() -> None:
    s = shelf(outcome("甲", text="占 2.88% 左右"))
    (together,), (apart,) = (search.search(s.connection, query).hits for query in ("2.88%", "2.88 %"))
    assert (apart.snippet, apart.spans) == (together.snippet, together.spans) == ("占 2.88% 左右", ((2, 7),))


def test_a_period_of_several_years_is_found_by_each(metrics: Shelf) -> None:
    s = Shelf(
        Record("metric", "b", "2026-01-01", title_zh="投入"), Record("metric", "b", "2026-01-01", title_zh="产出")
    )
    s.observe(2, (2025, 5.0, "家", "count", "actual"))
    s.connection.execute("UPDATE observations SET period = '2021/2025'")
    s.observe(1, (2025, 5.0, "家", "count", "actual"), (2020, 7.0, "家", "count", "target"))
    s.index()
    assert s.find("year:2021") == s.find("year:2024") == s.find("year:2021 nature:actual") == ["投入"]
    assert s.find("year:2025") == ["投入", "产出"]
    assert s.find("year:2020") == ["产出"]
    assert s.find("year:2020 nature:actual") == []


def test_without_a_unit_a_value_compares_as_it_is_read() -> None:
    titles = {"膜厚": ("0.25", "纳米"), "功率": ("5", "千瓦"), "成交额": ("830.6", "亿元"), "占比": ("71.50", "%")}
    s = Shelf(*[Record("metric", "b", "2026-01-01", title_zh=title) for title in titles])
    for number, (value, name) in zip(range(4, 0, -1), titles.values(), strict=True):
        unit = parse_unit(name)
        s.observe(number, (2025, float(unit.plain(Decimal(value))), name, unit.dimension, "actual"))
        s.connection.execute("UPDATE observations SET value = ? WHERE item = ?", (value, number))
    s.index()
    assert s.find("value=0.25") == s.find("value=0.25纳米") == s.find("value<1") == ["膜厚"]
    assert s.find("value=5") == s.find("value=5千瓦") == s.find("value=5000 W") == ["功率"]
    assert s.find("value=830.6") == s.find("value=830.6亿") == s.find("value>1000") == ["成交额"]
    assert s.find("value>70") == ["成交额", "占比"]
    assert s.find("value=71.5") == s.find("value=71.5%") == ["占比"]


def test_of_few_the_words_side_by_side_come_first_and_then_the_earlier_in_the_title() -> None:
    s = shelf(outcome(text="seed fund"), outcome(text="a fund that sows seeds"))
    assert [hit.title for hit in search.search(s.connection, "seed fund").hits] == [
        "seed fund",
        "a fund that sows seeds",
    ]
    assert s.find("wu ren") == []
    s = shelf(outcome("新增独角兽"), outcome("雏鹰瞪羚独角兽"))
    assert s.find("独角兽") == s.find("dujiaoshou") == ["新增独角兽", "雏鹰瞪羚独角兽"]
    s = shelf(outcome("某型无人机"), outcome("五人一机"))
    assert s.find("wu ren ji") == ["某型无人机", "五人一机"]


def test_what_is_called_just_as_the_words_say_comes_first() -> None:
    s = shelf(outcome("概念验证中心和平台"), outcome("概念验证中心"))
    for query in ("概念验证 中心", "中心 概念验证", "gnyz zx"):
        assert s.find(query) == ["概念验证中心", "概念验证中心和平台"]


def test_of_few_what_has_more_of_the_words_in_its_title_comes_first() -> None:
    s = shelf(outcome("功率", text="商业燃气轮机"), outcome("燃气轮机", text="首台商业机组"))
    assert s.find("商业 燃气轮机") == ["燃气轮机", "功率"]


def test_of_few_whole_words_and_numbers_come_before_longer_ones() -> None:
    s = shelf(outcome("models of AI"), outcome("an air of it"), outcome("aims"), outcome("甲", text="AI"))
    assert s.find("ai") == ["models of AI", "甲", "aims", "an air of it"]
    s = shelf(outcome("aims"), outcome("爱意"), outcome("甲", text="AI"))
    assert s.find("ai") == ["甲", "aims", "爱意"]
    assert shelf(outcome("air"), outcome("甲", text="aircraft")).find("air") == ["air", "甲"]
    s = shelf(outcome("carried"), outcome("two passenger cars"), outcome("共83.5"), outcome("全市共有83"))
    assert s.find("car") == ["two passenger cars", "carried"]
    assert s.find("83") == ["全市共有83", "共83.5"]
    s = shelf(outcome("an air show of cars"), outcome("they show AI cars"))
    assert s.find("ai car") == ["they show AI cars", "an air show of cars"]


def test_of_few_what_only_remarks_say_comes_last() -> None:
    remark = Record("metric", "b", "2026-01-02", title_zh="基金", text_zh="金智豪所述")
    assert shelf(remark, outcome("银行", text="行长金智豪")).find("金智豪") == ["银行", "基金"]


def test_syllables_typed_one_by_one_are_found_side_by_side_first() -> None:
    s = shelf(outcome("严格封闭展品"), outcome("甲", text="闫占峰说"))
    assert s.find("yan zhan feng") == ["甲", "严格封闭展品"]
    s = shelf(outcome("技术合同成交额"), outcome("技术合同数"))
    assert s.find("ji shu he tong shu") == ["技术合同数", "技术合同成交额"]


def test_an_english_plural_finds_the_singular_and_no_more_than_the_letters_before_it() -> None:
    s = shelf(outcome("Technology contract turnover"), outcome("Technology contracts"), outcome("News", text="new"))
    assert s.find("contracts") == s.find("contract")
    assert len(s.find("contracts")) == 2
    assert s.find("news") == ["News"]
    assert s.find('"contracts"') == ["Technology contracts"]


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        ("成交额 value>=800亿", {("2025", "actual", "830.6", "亿元")}),
        ("成交额 unit:亿元 nature:target", {("2026", "target", "920", "亿元")}),
        ("unit:公里", {("2026-02", "actual", value, "公里") for value in ("28", "10", "5.6")}),
        ("area:liaoning-materials-lab nature:estimate", set()),
        ("成交额 nature:target", set()),
        ("成交额 -value>1", set()),
    ],
)
def test_a_search_for_figures_tells_the_newest_that_fits(
    bundled: sqlite3.Connection, query: str, figures: set[tuple[str, ...]]
) -> None:
    hits = search.search(bundled, query).hits
    assert {(f.period, f.nature, f.value, f.unit) for hit in hits if (f := hit.figure)} == figures


@pytest.mark.parametrize("query", ["83060000000", "83,060,000,000", "830.6 亿元", "CNY 83.06bn"])
def test_a_figure_is_found_as_it_is_meant(metrics: Shelf, query: str) -> None:
    assert metrics.find(query) == ["技术合同成交额"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("830.60", "达830.6亿元"),
        ("830.60亿元", "达830.6亿元"),
        ("35.60%", "占35.6%。"),
        ("RMB 83.06 billion", "CNY 83.06 billion"),
        ("CNY 83.06 billion", "RMB 83.06 billion"),
        ("￥83.06 billion", "CNY 83.06 billion"),
        ("30 083", "共30,083家"),
        ("30\u00a0083家", "共30,083家"),
        ("1 234 567", "共1,234,567家"),
        ("1亿2000万", "约1.2亿元"),
        ("1亿2000万元", "约1.2亿元"),
        ("3万5千", "约35,000人"),
        ("123家", "共一百二十三家"),
        ("一百二十三家", "共123家"),
        ("第20届", "第二十届大会"),
        ("第二十届", "第20届大会"),
        ("10大", "十大成果"),
        ("十大成果", "10大成果"),
        ("三万零八十三", "共30,083家"),
        ("三万家", "约3万家"),
        ("一百二十亿元", "投资120亿元"),
    ],
)
def test_a_number_is_found_however_it_is_written(query: str, text: str) -> None:
    s = shelf(outcome(text=text), outcome(text="3,008人 123 第2 十 1亿 83.6 billion 35.7% 30008 830.7亿元"))
    assert s.find(query) == [text]
    assert search.count(s.connection, query) == (1, 0, True)
    assert query.startswith("￥") or s.find(f"成 {query}") == s.find(f"{query} 成")


def test_a_share_is_found_in_chinese_words(metrics: Shelf) -> None:
    assert metrics.find("百分之92") == ["收益比例"]
    assert metrics.find("百分之9") == []


# marks


def test_a_hit_shows_its_title_in_the_language_asked_for_and_the_passage_that_matched() -> None:
    s = shelf(outcome("庞压卡效应的发现", title_en="Colossal barocaloric effects", text="第一行\n在金属研究所\n第三行"))
    hit = search.search(s.connection, "yaka", language="en").hits[0]
    assert (hit.title, hit.title_spans) == ("Colossal barocaloric effects", ())
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["压卡"]
    hit = search.search(s.connection, "yaka 研究", language="zh").hits[0]
    assert [hit.title[a:b] for a, b in hit.title_spans] == ["压卡"]
    assert hit.snippet == "在金属研究所"
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["研究"]


def test_a_long_passage_is_cut_around_what_matched() -> None:
    s = shelf(outcome("题", text="前" * 300 + "浑南" + "后" * 300))
    hit = search.search(s.connection, "hunnan", language="zh").hits[0]
    assert hit.snippet.startswith("…") and hit.snippet.endswith("…")
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["浑南"]
    assert len(hit.snippet) < 130


def test_the_passage_shown_is_the_one_that_has_most_of_the_words(metrics: Shelf) -> None:
    (hit,) = search.search(metrics.connection, "kind:metric CNY 92bn", language="zh").hits
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["920亿", "CNY", "92 billion"]
    s = shelf(outcome("题", text="前沈阳" + "远" * 200 + "沈阳浑南"))
    hit = search.search(s.connection, "沈阳 浑南", language="zh").hits[0]
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["沈阳", "浑南"]


# help


@pytest.mark.parametrize(
    ("query", "key", "marked"),
    [
        ("技术合同、成交额", "shenyang-public-facts/point/contracts-2017", ["技术合同", "成交额"]),
        ("1710 平台", "metric/shenyang/innovation-platforms", ["1710", "1,710", "1,710"]),  # a figure before a name
    ],
)
def test_the_text_shown_of_an_item_is_the_one_that_has_most_of_the_words(
    bundled: Connection, query: str, key: str, marked: list[str]
) -> None:
    (hit,) = (hit for hit in search.search(bundled, query).hits if hit.key == key)
    assert [hit.snippet[a:b] for a, b in hit.spans] == marked


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("J/(kg·K)", ["J/(kg·K)"]),
        ("j/(KG·K", ["J/(kg·K"]),  # only what was typed
        ("沈政发〔2026〕1号", ["沈政发〔2026〕1号"]),  # also between two words
        ("《新华社》", ["新华社"]),  # only where it stands there
    ],
)
def test_signs_that_were_typed_are_marked_where_they_stand(bundled: Connection, query: str, marked: list[str]) -> None:
    hits = search.search(bundled, query, language="zh").hits
    texts = [
        [text[a:b] for a, b in spans]
        for hit in hits
        for text, spans in ((hit.title, hit.title_spans), (hit.snippet, hit.spans))
    ]
    assert marked in texts


def test_help_names_the_field_that_no_item_has_and_shows_what_may_be_meant(metrics: Shelf) -> None:
    found = search.nearest(metrics.connection, "技术 year:2035", language="zh")
    assert (found.missing, found.instead) == (("year:2035",), "year:2026")
    assert "技术合同成交额" in [hit.title for hit in found.hits]
    found = search.nearest(metrics.connection, "技术 area:zzz")
    assert found.missing == ("area:zzz",)
    assert found.instead.startswith("area:") and "shenyang" in found.instead
    assert found.hits
    assert search.nearest(metrics.connection, "技术 tag:zzz").missing == ("tag:zzz",)


def test_help_says_of_words_that_the_fields_keep_out_that_no_item_has_both(metrics: Shelf) -> None:
    found = search.nearest(metrics.connection, "kind:note 成交额", language="zh")
    assert found.missing == ("kind:note 成交额",)
    assert "技术合同成交额" in [hit.title for hit in found.hits]


def test_a_word_that_no_item_has_is_looked_for_in_parts(metrics: Shelf) -> None:
    found = search.nearest(metrics.connection, "约830.6亿元", language="zh")
    assert found.missing == ("约830.6亿元",)
    assert found.hits[0].title == "技术合同成交额"


def test_help_names_the_word_that_no_item_has_and_shows_what_has_the_others() -> None:
    s = shelf(outcome("沈阳创新"), outcome("大连"))
    found = search.nearest(s.connection, "沈阳 zzzqx", language="zh")
    assert found.missing == ("zzzqx",)
    assert [hit.title for hit in found.hits] == ["沈阳创新"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("科计城", "浑南科技城"),  # the same sound
        ("shenynag", "沈阳国家数据标注基地"),  # exchanged letters
        ("shengyang", "沈阳国家数据标注基地"),  # one letter too many
        ("shenyangguojiashuubiao", "沈阳国家数据标注基地"),  # a letter too few in a long run
        ("turbnie", "燃气轮机"),
        ("重燃气轮机厂", "燃气轮机"),
        ("浑南 沈阳", "浑南科技城"),  # each occurs, but not together
    ],
)
def test_help_finds_what_comes_nearest(query: str, title: str) -> None:
    s = shelf(outcome("浑南科技城"), outcome("沈阳国家数据标注基地"), outcome("燃气轮机", title_en="Gas turbine"))
    assert search.search(s.connection, query).hits == ()
    assert search.nearest(s.connection, query, language="zh").hits[0].title == title


def test_help_may_find_nothing() -> None:
    s = shelf(outcome("浑南"))
    for query in ("qqqq", "🙂", "kind:foo", "飞"):
        assert search.nearest(s.connection, query).hits == ()


def test_any_title_pasted_as_it_is_finds_its_item(bundled: sqlite3.Connection) -> None:
    for number, title in _titles(bundled):
        found = search.search(bundled, title, limit=1000)
        assert found.error is not None or number in {hit.id for hit in found.hits}, title


def test_signs_alone_are_nothing_to_search_for_and_disturb_nothing(metrics: Shelf) -> None:
    found = search.search(metrics.connection, "）")
    assert found.error is not None
    assert not found.hits
    assert metrics.find("技术 ） +") == ["技术合同成交额"]


@pytest.mark.parametrize(
    "query",
    ["浑n" * 300, "xian" * 300, "a" * 5000, "w " * 900, "浑南" * 2000, "(" * 500, '"' * 999, "1" * 3000, "-浑 " * 400],
)
def test_hostile_queries_end_in_an_answer(bundled: sqlite3.Connection, query: str) -> None:
    search.search(bundled, query)
    search.count(bundled, query)
    search.nearest(bundled, query)


# keeping up


def test_items_taken_out_leave_nothing_behind(metrics: Shelf) -> None:
    search.unindex(metrics.connection, [5, 3])
    metrics.connection.execute("DELETE FROM items WHERE id IN (5, 3)")
    assert metrics.find("kind:metric") == ["科技型企业"]
    assert search.count(metrics.connection, "成交额") == (1, 0, True)
    assert search.facets(metrics.connection, "unit") == [("万家", 1), ("家", 1)]
    search.unindex(metrics.connection, [4, 2, 1])
    rest = metrics.connection.execute('SELECT count(*) FROM terms WHERE terms MATCH \'"s" OR "kind:metric"\'')
    assert rest.fetchone() == (0,)
    assert search.facets(metrics.connection, "kind") == []


def test_counts_follow_what_comes_and_goes() -> None:
    s = shelf(*(outcome(f"浑南{n}") for n in range(300)))

    def counted() -> list[int]:
        return [search.count(s.connection, query).here for query in ("浑南", "hunnan", "hn", "", "浑南 hn")]

    assert counted() == [300] * 5
    gone = range(1, 300, 3)
    search.unindex(s.connection, gone)
    assert counted() == [200] * 5
    search.optimize(s.connection)
    assert counted() == [200] * 5
    search.index(s.connection, [(number, s.records[number]) for number in gone])
    assert counted() == [300] * 5


def test_indexing_in_portions_and_optimizing_changes_nothing() -> None:
    records = [outcome(f"标题{n}浑南") for n in range(2100)]
    s = Shelf(*records)
    search.index(s.connection, s.records.items())
    before = s.find("hunnan 标题1", limit=30)
    search.optimize(s.connection)
    assert s.find("hunnan 标题1", limit=30) == before
    assert search.count(s.connection, "hunnan").here == 2100


def test_a_search_under_way_can_be_interrupted(bundled: sqlite3.Connection) -> None:
    bundled.set_progress_handler(lambda: 1, 1)
    with pytest.raises(sqlite3.OperationalError):
        search.search(bundled, "沈阳")
    bundled.set_progress_handler(None, 0)
    assert search.search(bundled, "沈阳").hits


def test_an_outdated_search_ends_before_its_next_statement(bundled: Connection) -> None:
    asked: list[bool] = []

    def outdated() -> bool:
        asked.append(len(asked) >= 5)
        return asked[-1]

    bundled.outdated = outdated
    with pytest.raises(sqlite3.OperationalError):  # corrections of a long slip are hundreds of statements
        search.nearest(bundled, "kejichengguozhunhua")
    assert len(asked) == 6
    bundled.outdated = None
    assert search.nearest(bundled, "kejichengguozhunhua").hits


def test_importing_search_loads_neither_the_engine_nor_the_readings() -> None:
    program = (
        "import sys; from hunnan_tui.library import search\n"
        "heavy = {'hunnan_tui.library.' + name for name in ('find', 'plan', 'match', 'pinyin', 'terms', 'query')}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
        "search.warm_up()\n"
        "print(sorted(heavy - sys.modules.keys()))\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["[]", "[]"]


def test_search_works_from_any_thread(bundled: sqlite3.Connection) -> None:
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(len(search.search(bundled, "hunnan").hits)))
    thread.start()
    thread.join()
    assert found[0] > 5


# properties, on the bundled briefings

HAN_RUN = f"[{HAN}]{{1,12}}"


def _titles(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    rows = connection.execute("SELECT id, coalesce(title_zh, text_zh) FROM items ORDER BY id").fetchall()
    return [(number, title) for number, title in rows if title]


def _finds(connection: sqlite3.Connection, query: str, number: int) -> bool:
    return number in {hit.id for hit in search.search(connection, query, limit=1000).hits}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_run_of_characters_of_any_title_finds_its_item(bundled: sqlite3.Connection, data: st.DataObject) -> None:
    number, title = data.draw(st.sampled_from(_titles(bundled)))
    start = data.draw(st.integers(0, len(title) - 1))
    part = title[start : data.draw(st.integers(start + 1, min(len(title), start + 14)))]
    run = "".join(character for character in part if pinyin.readings(fold(character)) not in ([""], []))
    if run and run in part:
        assert _finds(bundled, run, number)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_pinyin_spelling_of_a_title_finds_its_item(bundled: sqlite3.Connection, data: st.DataObject) -> None:
    number, title = data.draw(st.sampled_from(_titles(bundled)))
    heard = fold(title)
    readings = pinyin.readings(heard)
    start = data.draw(st.integers(0, len(heard) - 1))
    spelled = []
    for reading in readings[start : start + data.draw(st.integers(1, 8))]:
        if not reading:
            break
        spelled.append(data.draw(st.sampled_from(reading.split("|"))))
    if not spelled:
        return
    style = data.draw(st.sampled_from(["full", "initials", "partial", "u"]))
    if style == "initials":
        query = "".join(syllable[0] for syllable in spelled)
    elif style == "partial":
        last = spelled[-1]
        query = "".join([*spelled[:-1], last[: data.draw(st.integers(1, len(last)))]])
    else:
        query = "".join(spelled)
        query = query.replace("v", "u") if style == "u" else query
    assert _finds(bundled, query, number)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_as_many_are_counted_as_are_found(bundled: sqlite3.Connection, data: st.DataObject) -> None:
    _, title = data.draw(st.sampled_from(_titles(bundled)))
    start = data.draw(st.integers(0, len(title) - 1))
    heard = fold(title[start : start + data.draw(st.integers(1, 4))])
    letters = "".join(reading.split("|")[0] or c for c, reading in zip(heard, pinyin.readings(heard), strict=True))
    query = data.draw(st.sampled_from([heard, letters, letters[:-1], f"{letters} {title[:1]}", f"-{heard}"]))
    found = search.search(bundled, query, limit=1000)
    counted = search.count(bundled, query)
    assert counted.here == len(found.hits) or not counted.exact or found.error is not None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=20))
def test_no_query_raises(bundled: sqlite3.Connection, query: str) -> None:
    search.search(bundled, query)
    search.count(bundled, query)
    search.nearest(bundled, query)
    search.complete(bundled, query)


def test_the_numbers_of_a_kind_go_with_its_items(metrics: Shelf) -> None:
    search.unindex(metrics.connection, [5])
    for kind, years in (("metric", [("2025", 2), ("2026", 1)]), ("point", [("2026", 1)]), ("note", [("2025", 1)])):
        assert [(o.text, o.items) for o in search.complete(metrics.connection, f"kind:{kind} year:")] == years
    search.unindex(metrics.connection, [3, 4])
    assert search.complete(metrics.connection, "year:", scope=Scope.of(kind="metric")) == []
    assert search.complete(metrics.connection, "kind:metric kind:note year:") == []


def test_a_number_with_characters_behind_it_is_asked_for_with_what_it_means() -> None:
    s = shelf(*[outcome(text=f"第{n}2个亿") for n in range(1, 90)], outcome(text="共2个亿"), outcome(text="1 亿元"))
    assert s.find("2个") == s.find("两个") == ["共2个亿"]
    assert s.find("1亿") == s.find("1亿元") == s.find("一亿元") == ["1 亿元"]
    s = shelf(outcome(text="2万亿元"), outcome(text="2-万台"), outcome(text="2千万"), outcome(text="2,000.0千瓦"))
    assert s.find("2万") == ["2万亿元", "2-万台"]
    assert s.find("2千") == ["2千万"]
    assert s.find("2000.0千瓦") == ["2,000.0千瓦"]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("5.6千米", "metric/hunnan/core-waterways"),
        ("5600米", "metric/hunnan/core-waterways"),
        ("5,600 metres", "metric/hunnan/core-waterways"),
        ("80毫米", "metric/neuviz-p10/detector-width"),
        ("80 mm", "metric/neuviz-p10/detector-width"),
        ("11万千瓦", "metric/agt-110/power-class"),
        ("0.11 GW", "metric/agt-110/power-class"),
        ("2000公斤", "metric/shenyang-tianqing/cargo-drone-class"),
        ("720公顷", "metric/hunnan/central-innovation-district-area"),
        ("7.2平方千米", "metric/hunnan/central-innovation-district-area"),
        ("两百万千瓦", "metric/shenyang-xiketai/fuel-cell-system-capacity"),
        ("百分之二点八八", "metric/shenyang/rd-intensity"),
        ("34000家", "metric/shenyang/tech-enterprises"),
        ("500000平方米", "metric/hunnan/core-building-area"),
        ("73000000000元", "metric/shenyang/new-materials-output"),
        ("11000亿", "metric/shenyang/key-clusters-output"),
        ("沈阳有多少家高新技术企业？", "metric/shenyang/high-tech-enterprises"),
        ("什么是负能界面", "hunnan-conference-2026/outcome/negative-energy-interfaces"),
    ],
)
def test_numbers_and_questions_are_read_as_a_reader_means_them(bundled: Connection, query: str, key: str) -> None:
    assert search.search(bundled, query).hits[0].key == key
