"""The query language."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui import i18n
from hunnan_tui.errors import QueryError
from hunnan_tui.library.query import Clause, Compare, Filter, Word, parse, read
from hunnan_tui.library.query_texts import TEXTS


def clause(text: str) -> Clause:
    (only,) = parse(text).clauses
    return only


def told(text: str) -> QueryError:
    with pytest.raises(QueryError) as raised:
        parse(text)
    return raised.value


def test_words_are_parted_by_space_and_know_their_places() -> None:
    assert parse("技术  2026　浑南").clauses == (
        Word("技术", start=0, end=2),
        Word("2026", start=4, end=8),
        Word("浑南", start=9, end=11),
    )


@pytest.mark.parametrize(
    "text", ['"energy interfaces"', "“energy interfaces”", "「energy interfaces」", '"energy interfaces']
)
def test_quotation_marks_of_any_kind_make_a_phrase_even_while_the_last_is_missing(text: str) -> None:
    found = clause(text)
    assert isinstance(found, Word)
    assert (found.text, found.phrase) == ("energy interfaces", True)


def test_a_phrase_ends_a_word() -> None:
    assert [(w.text, w.phrase) for w in parse("纳米“负能界面”强化").words] == [
        ("纳米", False),
        ("负能界面", True),
        ("强化", False),
    ]


@pytest.mark.parametrize("text", ["-浑南", "－浑南", '-"浑南"'])
def test_a_hyphen_excludes(text: str) -> None:
    (word,) = parse(text).excluded
    assert word.text == "浑南"
    assert parse(text).words == ()


def test_a_hyphen_within_a_word_or_alone_excludes_nothing() -> None:
    assert [word.text for word in parse("SUNNY-T2000 - 2026-02-24").words] == ["SUNNY-T2000", "2026-02-24"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8 cm", ["8 cm"]),
        ("８ ＣＭ", ["８ ＣＭ"]),
        ("1 nm thick", ["1 nm", "thick"]),
        ("2.88 %", ["2.88%"]),
        ("2.88 ％ 研发", ["2.88％", "研发"]),
        ("110 megawatts", ["110 megawatts"]),
        ("92 per cent", ["92 per cent"]),
        ("7.2 square kilometres", ["7.2 square kilometres"]),
        ("1.1 tn", ["1.1 tn"]),
        ("2025 kilometres", ["2025 kilometres"]),
        ("110 兆瓦", ["110 兆瓦"]),
        ("3 万吨", ["3 万吨"]),
        # what may be the beginning of another word, or is one: they may stand anywhere
        ("2 m", ["2", "m"]),
        ("2 t", ["2", "t"]),
        ("2 ha", ["2", "ha"]),
        ("10 mu", ["10", "mu"]),
        ("2025 km", ["2025", "km"]),
        ("2026 tn", ["2026", "tn"]),
        ("3 years", ["3", "years"]),
        ("500 people", ["500", "people"]),
        ("61 place", ["61", "place"]),
        ("5 米", ["5", "米"]),
        ("3 小时", ["3", "小时"]),
        ("14 yuan", ["14", "yuan"]),
        ("30083 enterprises", ["30083", "enterprises"]),
        ("8 cmd", ["8", "cmd"]),
        ("8 centres", ["8", "centres"]),
        ("T2000 kg", ["T2000", "kg"]),
        ("square kilometres", ["square", "kilometres"]),
    ],
)
def test_a_number_and_a_measure_are_one_word(text: str, words: list[str]) -> None:
    query = parse(text)
    assert [word.text for word in query.words] == words
    assert query.words[0].start == 0
    assert query.words[-1].end == len(text)


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("kind:metric", "kind", ("metric",)),
        ("kind:metrics", "kind", ("metric",)),
        ("kind:指标", "kind", ("metric",)),
        ("类型：指标", "kind", ("metric",)),
        ("kind:metric,flag", "kind", ("metric", "flag")),
        ("kind:p", "kind", ("project", "point")),
        ("nature:tar", "nature", ("target",)),
        ("nature:目标", "nature", ("target",)),
        ("year:2026", "year", ("2026",)),
        ("年份:2026年", "year", ("2026",)),
        ("year:202", "year", ("202",)),
        ("year:2024-2026", "year", ("2024", "2025", "2026")),
        ("area:沈阳", "area", ("沈阳",)),
        ("unit:亿元", "unit", ("亿元",)),
        ('tag:"two words"', "tag", ("two words",)),
        ("source:people-ln-2026-02-24", "source", ("people-ln-2026-02-24",)),
        ("kind:", "kind", ()),
        ("kind: metric", "kind", ("metric",)),
        ("type:metric", "kind", ("metric",)),
        ('tag: "two words"', "tag", ("two words",)),
    ],
)
def test_fields_narrow(text: str, field: str, values: tuple[str, ...]) -> None:
    found = clause(text)
    assert isinstance(found, Filter)
    assert (found.field, found.values) == (field, values)


def test_years_compare() -> None:
    found = clause("year>=2098")
    assert isinstance(found, Filter)
    assert found.values == ("2098", "2099", "2100")


@pytest.mark.parametrize(
    ("text", "operator", "amount", "dimension"),
    [
        ("value>=100亿", ">=", Decimal("1E10"), None),
        ("value>=一百亿", ">=", Decimal("1E10"), None),
        ("value>=三万家", ">=", Decimal(30000), "count"),
        ("value>=100亿元", ">=", Decimal("1E10"), "money CNY"),
        ("value＞=１００亿元", ">=", Decimal("1E10"), "money CNY"),
        ("value≤30%", "<=", Decimal("0.3"), "ratio"),
        ("value<30,083家", "<", Decimal(30083), "count"),
        ("value>3.4万", ">", Decimal(34000), None),
        ("value=83.06billion", "=", Decimal("83060000000"), None),
        ("数值>-5", ">", Decimal(-5), None),
        ("value >= 100亿", ">=", Decimal("1E10"), None),
        ("value>=100 亿", ">=", Decimal("1E10"), None),
        ("value>=100 亿元", ">=", Decimal("1E10"), "money CNY"),
        ("value > 10 billion", ">", Decimal("1E10"), None),
        ("value>=34k", ">=", Decimal(34000), None),
        ("value>=1.1 tn", ">=", Decimal(1_100_000_000_000), None),
        ("value>=5 kilometres", ">=", Decimal(5000), "length"),
        ("value>=5 km", ">=", Decimal(5000), "length"),
        ("value>=3 square kilometers", ">=", Decimal(3_000_000), "area"),
        ("value>=90 percent", ">=", Decimal("0.9"), "ratio"),
        ("value>=90 per cent", ">=", Decimal("0.9"), "ratio"),
        ("value>=1bn", ">=", Decimal(10**9), None),
        ("value>=100千亿元", ">=", Decimal(10**13), "money CNY"),
        ("value>=1亿2000万元", ">=", Decimal(120_000_000), "money CNY"),
        ("value>=CNY 10 billion", ">=", Decimal(10**10), "money CNY"),
        ('value>="CNY 10 billion"', ">=", Decimal(10**10), "money CNY"),
        ("value>=“CNY 10 billion”", ">=", Decimal(10**10), "money CNY"),
        ("value>=10 billion yuan", ">=", Decimal(10**10), "money CNY"),
        ("value>=RMB10bn", ">=", Decimal(10**10), "money CNY"),
        ("value>=￥100亿", ">=", Decimal(10**10), "money CNY"),
        ("value>=￥100亿元", ">=", Decimal(10**10), "money CNY"),
        ("value>=$1bn", ">=", Decimal(10**9), "money USD"),
        ("value>=$5m", ">=", Decimal(5_000_000), "money USD"),
        ("value>=.5", ">=", Decimal("0.5"), None),
        ("value>=½", ">=", Decimal("0.5"), None),
        ("value>=1½亿", ">=", Decimal(150_000_000), None),
        ("value>=5 MW", ">=", Decimal(5_000_000), "power"),
        ("value>=110兆瓦", ">=", Decimal(110_000_000), "power"),
        ("value>=5毫米", ">=", Decimal("0.005"), "length"),
        ("value>=5mm", ">=", Decimal("0.005"), "length"),
        ("value>=5千米", ">=", Decimal(5000), "length"),
        ("value>=5千瓦时", ">=", Decimal(5000), "energy"),
        ("value>=3 tonnes", ">=", Decimal(3000), "mass"),
    ],
)
def test_figures_compare(text: str, operator: str, amount: Decimal, dimension: str | None) -> None:
    found = clause(text)
    assert isinstance(found, Compare)
    assert (found.operator, found.amount, found.dimension) == (operator, amount, dimension)


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("浑南 kind:foo", (8, 11), "outcome"),
        ("nature:x", (7, 8), "target"),
        ("year:abc", (5, 8), "year:2026"),
        ("year>=20", (0, 8), "year>="),
        ("value>=", (0, 7), "value>=10bn"),
        ("value>=much", (7, 11), "value>=10bn"),
        ("value>=5 kid:metric", (9, 12), "kind"),
        ("value:5", (0, 6), "value>="),
        ("value>=100亿元元", (11, 13), "元"),
        ("value><5", (5, 7), ">="),
        ("value!=5", (5, 7), "> >= < <= or ="),
        ("value≠5", (5, 6), "> >= < <= or ="),
        ("value~5", (5, 6), "> >= < <= or ="),
        ("沈阳 year != 2025", (8, 10), "> >= < <= or ="),
        ("value>=1.2.3", (7, 12), "value>=10bn"),
        ("value>=⅓", (7, 8), "value>=10bn"),
        ("value>=½圆", (8, 9), "元"),
        ("value>=１００bar", (10, 13), "leave the unit out"),
        ("value>=100亿-200亿", (7, 16), "value<=20bn"),
        ("value>=100～200", (7, 14), "value<=20bn"),
        ("value>=1m", (8, 9), "which"),
        ("value>=1兆 沈阳", (8, 9), "which"),
        ("value>=￥100亿美元", (7, 14), "one of them"),
        ("title:浑南", (0, 5), "alone"),
        ("标题：浑南", (0, 2), "alone"),
        ("date:2026", (0, 4), "year:"),
        ("沈阳 日期：2026", (3, 5), "year:"),
        ("city: shenyang", (0, 4), "area:"),
        ("-City:shenyang", (1, 5), "area:"),
        ("period:2025", (0, 6), "year:"),
        ("status:actual", (0, 6), "nature:"),
        ("amount>=100亿", (0, 6), "value>="),
        ("金额≥100亿", (0, 2), "value>="),
        ("industry:energy", (0, 8), "kind area year"),
        ("unit=亿元", (0, 4), "unit:"),
        ("（*）", (0, 3), "word"),
        ("沈阳 AND 转化", (3, 6), "leave it out"),
        ("turbine OR ct", (8, 10), "twice"),
        ("NOT unicorn", (0, 3), "-word"),
    ],
)
def test_what_can_mean_nothing_says_where_and_what_would_be_right(
    text: str, place: tuple[int, int], remedy: str
) -> None:
    error = told(text)
    assert (error.start, error.end) == place
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("浑南 kind:foo 技术", "浑南 技术"),
        ("浑南 value>=abc", "浑南"),
        ("value>=5亿圆 浑南", "浑南"),
        ("knd:metric 浑南 year:abc", "浑南"),
        ("（）", ""),
    ],
)
def test_what_can_be_parsed_of_a_query_is_read(text: str, rest: str) -> None:
    query, error = read(text)
    assert error is not None
    assert error.start == told(text).start
    assert [word.text for word in query.words] == rest.split()


def test_the_value_of_a_field_may_follow_a_space_but_another_field_is_none() -> None:
    assert parse("kind: year:2025 沈阳").clauses[1:] == parse("      year:2025 沈阳").clauses
    assert [word.text for word in parse("value 技术 ORGAN and OR").words] == ["value", "技术", "ORGAN", "and", "OR"]


def test_a_number_and_what_multiplies_it_are_one_word() -> None:
    assert [word.text for word in parse("920 亿元 浑南").words] == ["920 亿元", "浑南"]
    assert [word.text for word in parse("83.06 billion 技术 830.6 亿").words] == ["83.06 billion", "技术", "830.6 亿"]


def test_signs_beside_chinese_part_words_and_others_do_not() -> None:
    text = "环境障/高温，11.2%增长 30,083家 R&D 10+1重点（"
    words = parse(text).words
    assert [word.text for word in words] == ["环境障", "高温", "11.2", "增长", "30,083家", "R&D", "10+1重点（"]
    assert all(text[word.start : word.end] == word.text for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://x.y/z:8080",
        "10:30",
        "3:2",
        "DNA:RNA",
        "Hunnan:a",
        "AI：智能",
        "ct：扫描",
        "foo:",
        "A>B",
    ],
)
def test_what_only_looks_like_a_field_is_a_word(text: str) -> None:
    assert "".join(word.text for word in parse(text).words) == re.sub("：", "", text)


def test_a_title_with_a_colon_is_text_and_anything_is_in_quotes() -> None:
    assert [word.text for word in parse("浑南：科技城 创新：沈阳").words] == ["浑南", "科技城", "创新", "沈阳"]
    assert [word.text for word in parse('"date: 2026" “标题：词”').words] == ["date: 2026", "标题：词"]


def test_a_number_that_is_left_out_has_what_multiplies_it() -> None:
    (word,) = parse("-83.06 billion").excluded
    assert word.text == "83.06 billion"


def test_an_amount_ends_where_words_begin() -> None:
    query = parse("value>=10 billion turbines")
    assert query.comparisons[0].amount == 10**10
    assert [word.text for word in query.words] == ["turbines"]
    assert [word.text for word in parse("value>=5 MW 沈阳 value<=CNY 3 billion 浑南").words] == ["沈阳", "浑南"]


@given(st.text())
def test_a_query_never_raises_but_to_say_what_is_wrong(text: str) -> None:
    try:
        clauses = parse(text).clauses
    except QueryError as error:
        assert error.message
        assert 0 <= error.start <= error.end <= len(text)
    else:
        assert all(0 <= c.start < c.end <= len(text) for c in clauses)


PIECES = [
    "kind:",
    "value",
    ">=",
    "100亿",
    "½",
    "CNY",
    "￥",
    "m",
    "兆",
    "-",
    "30 083",
    "-",
    '"',
    "浑南",
    " ",
    "year",
    ":",
    "20",
    "，",
    "%",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_a_query_of_its_own_pieces_never_raises_anything_else(pieces: list[str]) -> None:
    try:
        parse("".join(pieces))
    except QueryError as error:
        assert error.message


def test_what_is_wrong_is_said_in_the_language_in_use() -> None:
    i18n.use("zh")
    assert told("kind:foo").message == "kind 没有名为 foo 的取值"
    assert told("value>=").remedy == "请写 value>=100亿"


def test_every_message_says_the_same_in_both_languages() -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(re.findall(r"{(\w+)}", text))

    for message, remedy, message_zh, remedy_zh in TEXTS.values():
        assert placeholders(message) == placeholders(message_zh)
        assert placeholders(remedy) == placeholders(remedy_zh)


@pytest.mark.parametrize("text", ["类别:指标", "类别：指标", "ｋｉｎｄ：ｍｅｔｒｉｃ", "Ｋｉｎｄ:metric", "种类：指标"])
def test_a_field_is_named_as_the_screen_names_it_and_in_full_width_too(text: str) -> None:
    (clause,) = parse(text).filters
    assert (clause.field, clause.values) == ("kind", ("metric",))


def test_figures_are_compared_in_full_width_too() -> None:
    assert parse("ｖａｌｕｅ＞＝１００亿").comparisons[0].amount == parse("value>=100亿").comparisons[0].amount


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("沈阳有多少家高新技术企业？", ["沈阳", "高新技术企业"]),
        ("十大创新成果有哪些", ["十大创新成果"]),
        ("什么是负能界面", ["负能界面"]),
        ("东软CT获批了吗", ["东软CT获批"]),
        ("沈阳排第几", ["沈阳"]),
        ("面积有多大？", ["面积"]),
        ("沈阳有多少人才", ["沈阳", "人才"]),
        ("有多少项目", ["项目"]),
        ("更多大学生", ["更多大学生"]),
        ("更多高层次人才", ["更多高层次人才"]),
        ("任何时候", ["任何时候"]),
        ("多少", ["多少"]),
        ("人工智能＋", ["人工智能＋"]),
    ],
)
def test_what_asks_in_chinese_parts_words_and_is_none_itself(text: str, words: list[str]) -> None:
    found = parse(text).words
    assert [word.text for word in found] == words
    assert all(text[word.start : word.end] == word.text for word in found)


def test_a_year_may_be_in_chinese_numerals() -> None:
    assert parse("year:二〇二五").filters == (Filter("year", ("2025",), False, 0, 9),)
    assert parse("year:二零二五年 技术").filters[0].values == ("2025",)


def test_the_values_that_a_field_has_are_told_in_the_language_in_use() -> None:
    before = i18n.language()
    try:
        for language, told in (("en", "outcome, project"), ("zh", "成果, 项目")):
            i18n.use(language)
            with pytest.raises(QueryError) as caught:
                parse("kind:zzz")
            assert told in str(caught.value)
    finally:
        i18n.use(before)
