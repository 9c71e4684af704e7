"""What a word finds in a text, and what of the text is marked."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui.library.abbreviations import MOST_WAYS, abbreviated
from hunnan_tui.library.forms import Kind, forms
from hunnan_tui.library.match import Haystack


def found(word: str, text: str, *, literal: bool = False) -> list[tuple[str, str]]:
    """How `word` is found in `text`, the likeliest way first, and the first run of characters that is marked."""
    hay = Haystack(text)
    marked = []
    for form in forms(word, literal=literal):
        for span in hay.find(form):
            start, end = hay.original(span)
            marked.append((form.kind.name.lower(), text[start:end]))
            break
    return marked


@pytest.mark.parametrize(
    ("word", "text", "kind", "marked"),
    [
        # Chinese: any run of characters, quotation marks not parting them, traditional as simplified
        ("能界", "纳米“负能界面”强化", "literal", "能界"),
        ("负能界面强化", "纳米“负能界面”强化", "literal", "负能界面”强化"),
        ("光子計數", "NeuViz P10 光子计数CT", "literal", "光子计数"),
        ("光子计数", "光子計數CT", "literal", "光子計數"),
        ("浑", "浑南", "literal", "浑"),
        ("沿着", "沿著江边", "literal", "沿著"),
        ("冯诺依曼", "冯·诺依曼结构", "literal", "冯·诺依曼"),
        ("冯·诺依曼", "冯诺依曼结构", "literal", "冯诺依曼"),
        ("fnym", "冯·诺依曼结构", "initials", "冯·诺依曼"),
        ("fengnuoyiman", "冯·诺依曼结构", "full", "冯·诺依曼"),
        ("yanzhe", "沿著江边", "full", "沿著"),
        ("zhuming", "著名企业", "full", "著名"),
        # initials
        ("fnjm", "纳米“负能界面”强化", "initials", "负能界面"),
        ("zxrq", "重型燃气轮机", "initials", "重型燃气"),
        ("cqxd", "重庆行动", "initials", "重庆行动"),
        ("hnkjc", "2026浑南科技城", "initials", "浑南科技城"),
        ("gzjsct", "光子计数 CT", "initials", "光子计数 CT"),
        ("qqyy", "QQ音乐", "initials", "QQ音乐"),
        # pinyin in full, the last syllable perhaps in part
        ("funeng", "负能界面", "full", "负能"),
        ("yaka", "庞压卡效应", "full", "压卡"),
        ("hecha", "请核查数据", "full", "核查"),
        ("xian", "西安", "full", "西安"),
        ("xi'an", "西安", "full", "西安"),
        ("hunn", "浑南", "partial", "浑南"),
        ("xinge", "新格局", "full", "新格"),
        ("xing", "新格局", "partial", "新格"),
        # ü as v, as u, and as itself
        ("lvse", "绿色", "full", "绿色"),
        ("luse", "绿色", "full", "绿色"),
        ("lüsè", "绿色", "full", "绿色"),
        ("zengzhanglü", "增长率", "full", "增长率"),
        ("zengzhanglv", "增长率", "full", "增长率"),
        ("zengzhanglu", "增长率", "full", "增长率"),
        # a character as its word reads it
        ("zhongxing", "重型", "full", "重型"),
        ("chongqing", "重庆", "full", "重庆"),
        ("yinhang", "工商银行", "full", "银行"),
        ("taihang", "太行实验室", "full", "太行"),
        ("changzhutan", "长株潭", "full", "长株潭"),
        ("qiabozi", "“卡脖子”难题", "full", "卡脖子"),
        ("xingdong", "专项行动", "full", "行动"),
        ("shuaixian", "率先", "full", "率先"),
        ("xiaolv", "效率", "full", "效率"),
        ("chaoyang", "朝阳", "full", "朝阳"),
        ("zhaoyang", "朝阳", "full", "朝阳"),
        # some syllables by their initials
        ("funengjm", "负能界面", "partial", "负能界面"),
        ("fnjmian", "负能界面", "partial", "负能界面"),
        ("fnji", "负能界面", "partial", "负能界"),
        ("fnjiemi", "负能界面", "partial", "负能界面"),
        ("jshetong", "技术合同", "partial", "技术合同"),
        ("jishuht", "技术合同", "partial", "技术合同"),
        ("hunnankjc", "浑南科技城", "partial", "浑南科技城"),
        ("liaoningclsys", "辽宁材料实验室", "partial", "辽宁材料实验室"),
        ("zhguo", "中国", "partial", "中国"),
        ("zhshang", "招商", "partial", "招商"),
        ("zhzh", "中职", "partial", "中职"),
        ("浑南kjcheng", "浑南科技城", "partial", "浑南科技城"),
        ("hunnankjc2026", "浑南科技城2026", "partial", "浑南科技城2026"),
        # mixed with characters, letters and digits
        ("hunnan科技城", "浑南科技城", "full", "浑南科技城"),
        ("浑南kjc", "浑南科技城", "initials", "浑南科技城"),
        ("中guo", "中国", "full", "中国"),
        ("zh国", "中国", "partial", "中国"),
        ("qqyinyue", "QQ音乐", "full", "QQ音乐"),
        ("jishuct", "光子计数CT", "full", "计数CT"),
        ("agt110zhongxing", "“AGT-110”重型", "full", "AGT-110”重型"),
        # Latin words by their beginning, case, accents, width and hyphens folded
        ("tech", "Technology", "literal", "Tech"),
        ("cafe", "a Café", "literal", "Café"),
        ("sunnyt2000", "SUNNY-T2000", "literal", "SUNNY-T2000"),
        ("sunny-t2000", "ＳＵＮＮＹ－Ｔ２０００", "literal", "ＳＵＮＮＹ－Ｔ２０００"),
        ("T2000", "SUNNY-T2000", "literal", "T2000"),
        ("r&d", "R&D spending", "literal", "R&D"),
        ("rd", "R&D spending", "literal", "R&D"),
        ("people's", "People’s Daily", "literal", "People’s"),
        # English in the other number
        ("universities", "a University", "literal", "University"),
        ("university", "two universities", "literal", "universities"),
        ("companies", "a company", "literal", "company"),
        ("businesses", "one business", "literal", "business"),
        ("matches", "a match", "literal", "match"),
        ("cases", "a case", "literal", "case"),
        # numbers as printed or as meant
        ("2853", "２８５３家", "literal", "２８５３"),
        ("２８５３", "2,853", "literal", "2,853"),
        ("30,083", "总数达30083家", "literal", "30083"),
        ("30083", "30,083 firms", "literal", "30,083"),
        ("830.6", "成交额830.6亿元", "literal", "830.6"),
        ("830.", "成交额830.6亿元", "literal", "830"),
        ("830.6亿", "成交额830.6亿元", "literal", "830.6亿"),
        ("830.6亿", "CNY 83.06 billion", "literal", "83.06 billion"),
        ("83.06 billion", "830.6亿元", "literal", "830.6亿"),
        ("3.4万家", "34,000 firms", "literal", "34,000"),
        ("11.2%", "增长11.2%", "literal", "11.2%"),
        ("11.20%", "增长11.2%", "literal", "11.2%"),
        ("11.2", "增长11.2%", "literal", "11.2"),
        ("百分之11.2", "增长11.2%", "literal", "11.2%"),
        ("830.60", "830.6亿元", "literal", "830.6"),
        ("3500万", "some 35 million", "literal", "35 million"),
        ("35000000", "some 35 million", "literal", "35 million"),
        ("83.06bn", "达830.6亿元", "literal", "830.6亿"),
        ("1亿2000万", "约1.2亿元", "literal", "1.2亿"),
        ("1亿2000万元", "CNY 120 million", "literal", "120 million"),
        ("RMB", "CNY 83.06 billion", "literal", "CNY"),
        ("2026-02-24", "于2026年2月24日", "literal", "2026年2月24日"),
        ("2026/2/24", "on 24 February 2026", "literal", "24 February 2026"),
        ("2026.2.24", "February 24, 2026", "literal", "February 24, 2026"),
        ("2026年2月24日", "2026-02-24", "literal", "2026-02-24"),
        ("2026年2月", "in February 2026", "literal", "February 2026"),
        ("2026-02", "2026年2月24日", "literal", "2026年2月"),
        # in the other kind of digits
        ("123家", "共一百二十三家", "literal", "一百二十三家"),
        ("一百二十三家", "共123家", "literal", "123家"),
        ("第20届", "第二十届", "literal", "第二十届"),
        ("第二十届", "第20届", "literal", "第20届"),
        ("10大", "十大成果", "literal", "十大"),
        ("十大", "10大成果", "literal", "10大"),
        ("三万零八十三", "30,083家", "literal", "30,083"),
        ("三万家", "约3万家", "literal", "3万"),
        ("两千家", "2,000家", "literal", "2,000家"),
        ("二〇二六年", "2026年", "literal", "2026年"),
    ],
)
def test_a_word_finds_and_marks(word: str, text: str, kind: str, marked: str) -> None:
    assert (kind, marked) in found(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("gudong", "滚动"),  # from the beginning of a syllable only
        ("ong", "滚动"),
        ("undong", "滚动"),
        ("yinxing", "工商银行"),  # rare readings do not match
        ("yinheng", "银行"),
        ("taixing", "太行"),
        ("zhangzhutan", "长株潭"),
        ("kabozi", "卡脖子"),
        ("hangdong", "行动"),
        ("lvxian", "率先"),
        ("xiaoshuai", "效率"),
        ("zhongqing", "重庆"),
        ("chongxing", "重型"),
        ("fnjm", "负能，界面"),  # not across a sign, nor a line
        ("负能界面", "负能\n界面"),
        ("30.6", "830.6亿"),  # a number from its beginning
        ("853", "2,853"),
        ("83", "2,853"),
        ("70%", "700家"),
        ("35.60%", "35.61%"),
        ("35.6%", "35.6亿"),
        ("830.60", "830.61"),
        ("1亿2000万", "1亿"),
        ("三一重工", "31重工"),
        ("百万", "10000"),
        ("一百二", "102"),
        ("一廊三核", "1廊3核"),
        ("10+1重点", "10+一重点"),
        ("10+1", "10 10"),
        ("2026-02", "2026 02"),
        ("2026-13-24", "2026年13月24日"),  # no day
        ("2026-02-24", "2026年2月25日"),
        ("2026-02-2", "2026年2月24日"),
        ("R&D", "认定"),  # no pinyin
        ("AT&T", "爱听"),
        ("plan", "普兰"),  # an initial needs two others beside it
        ("fnjie", "负面界"),
        ("ikjcheng", "浑南科技城"),
        ("hunnankjc", "浑南，科技城"),
        ("ech", "Technology"),  # a word from its beginning
        ("tj", "CT机"),  # initials too
        ("ic", "bionic"),
        ("xi'an", "先"),
        ("2025亿", "2025年亿元"),
        ("sunny t2000", "SUNNY"),
    ],
)
def test_a_word_does_not_find_by_accident(word: str, text: str) -> None:
    assert found(word, text) == []


def test_quoted_letters_are_letters_only() -> None:
    assert found("hunnan", "浑南") != []
    assert found("hunnan", "浑南", literal=True) == []
    assert found("energy interfaces", "negative energy interfaces", literal=True) == [("literal", "energy interfaces")]


def test_literal_comes_before_initials_before_full_before_partial() -> None:
    assert [form.kind for form in forms("shang")] == [Kind.LITERAL, Kind.INITIALS, Kind.FULL, Kind.PARTIAL]


def test_what_has_nothing_to_search_for_has_no_forms() -> None:
    for word in ("", "+", "——", "，。", "🙂"):
        assert forms(word) == ()


@pytest.mark.parametrize("letters", ["nanagana" * 2 + "nanau", "a" * 5000, "zh" * 30, "fn" * 20 + "jie" * 100])
def test_letters_with_thousands_of_partings_are_soon_told(letters: str) -> None:
    assert len(abbreviated(letters)) <= MOST_WAYS


@pytest.mark.parametrize("typed", product(*zip(("fu", "neng", "jie", "mian"), "fnjm", strict=True)), ids="".join)
def test_any_syllables_of_a_word_may_be_initials(typed: tuple[str, ...]) -> None:
    assert [marked for _, marked in found("".join(typed), "新负能界面强化")] == ["负能界面"]


chinese = st.text(alphabet="浑南科技城沈阳重庆银行长株潭增率卡脖子行动先朝绿色音乐“”", min_size=1, max_size=12)


@given(chinese, st.data())
def test_any_run_of_a_text_is_found_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    if part.strip("“”"):
        assert ("literal", part.strip("“”")) in [
            (kind, marked.strip("“”")) for kind, marked in found(part.strip("“”"), text)
        ]


@given(st.text(max_size=30), st.text(max_size=60))
def test_marks_lie_within_any_text(word: str, text: str) -> None:
    hay = Haystack(text)
    for form in forms(word):
        for span in hay.find(form):
            start, end = hay.original(span)
            assert 0 <= start < end <= len(text)


@given(st.text(alphabet="0123.,亿 万a", max_size=90))
def test_a_number_looked_for_by_its_place_is_that_of_the_whole_text(text: str) -> None:
    numbers = Haystack(text).numbers
    hay = Haystack(text)
    assert [hay.number(at) for at in range(len(text))] == [numbers.get(at) for at in range(len(text))]
