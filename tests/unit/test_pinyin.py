"""How letters part into syllables, and how characters are read in their words."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui.library import pinyin
from hunnan_tui.library.fold import fold
from hunnan_tui.library.forms import forms
from hunnan_tui.library.match import Haystack

CORRECTIONS = tomllib.loads((Path(__file__).parents[2] / "scripts" / "readings-corrections.toml").read_text("utf-8"))


def read(word: str) -> str:
    return " ".join(pinyin.readings(word))


def ways(letters: str, *, partial: bool = False) -> list[list[str]]:
    """The ways of parting letters of one stretch, each place by its first syllable."""
    stretches = pinyin.spellings(letters, partial=partial)
    return [[fits[0] for fits in way] for way in stretches[0]] if stretches else []


def test_there_are_410_syllables() -> None:
    assert len(pinyin.SYLLABLES) == 410
    assert {"zhuang", "lv", "nve", "er", "a"} <= pinyin.SYLLABLES
    assert not {"lü", "v", "ng", "hm"} & pinyin.SYLLABLES


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("重型", "zhong xing"),
        ("重庆", "chong qing"),
        ("银行", "yin hang"),
        ("太行", "tai hang"),
        ("长株潭", "chang zhu tan"),
        ("增长率", "zeng zhang lv"),
        ("卡脖子", "qia bo zi"),
        ("庞压卡", "pang ya ka"),
        ("行动", "xing dong"),
        ("率先", "shuai xian"),
        ("效率", "xiao lv"),
        ("朝阳", "chao|zhao yang"),
        ("绿色", "lv se"),
        ("长效机制", "chang xiao ji zhi"),
        ("哈长沈大", "ha chang shen da"),
        ("沈阳", "shen yang"),
        ("浑南", "hun nan"),
    ],
)
def test_a_character_reads_as_its_word_reads_it(word: str, readings: str) -> None:
    assert read(word) == readings


def test_words_are_recognised_within_a_sentence() -> None:
    text = "中国工商银行辽宁省分行副行长兼沈阳分行行长在重庆率先行动"
    assert read(text) == (
        "zhong guo gong shang yin hang liao ning sheng fen hang fu hang zhang jian shen yang fen hang hang zhang"
        " zai chong qing shuai xian xing dong"
    )


def test_where_words_of_equal_length_differ_both_count() -> None:
    # 中行 (Bank of China) and 行动
    assert pinyin.readings("发展中行动")[3] == "hang|xing"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("项目的谋划", "xiang mu de mou hua"),
        ("项目的实施", "xiang mu de shi shi"),
        ("题目的", "ti mu de"),
        ("科目的", "ke mu de"),
        ("栏目的", "lan mu de"),
        ("瞩目的", "zhu mu de"),
        ("优质的产品", "you zhi de chan pin"),
        ("类似的", "lei si de"),
        ("内容的确定", "nei rong de que ding"),
        ("高校对接企业", "gao xiao dui jie qi ye"),
        ("负责人参加", "fu ze ren can jia"),
        ("个人参与", "ge ren can yu"),
        ("上海参展", "shang hai can zhan"),
        ("增长率领先", "zeng zhang lv ling xian"),
        ("利用率领先", "li yong lv ling xian"),
        ("说明了原因", "shuo ming le yuan yin"),
        ("为了解决", "wei le jie jue"),
        ("方便了群众", "fang bian le qun zhong"),
        ("优化了结构", "you hua le jie gou"),
        ("发生了事故", "fa sheng le shi gu"),
        ("反映了当前", "fan ying le dang qian"),
        ("董事会计划", "dong shi hui ji hua"),
        ("善于思考", "shan yu si kao"),
        ("关于思想", "guan yu si xiang"),
        ("列车长度", "lie che chang du"),
        ("更好地处理", "geng hao de chu li"),
        ("医药和药品", "yi yao he yao pin"),
        ("订单于周一", "ding dan yu zhou yi"),
        ("银行政策", "yin hang zheng ce"),
        ("运行情况", "yun xing qing kuang"),
        ("社会长期", "she hui chang qi"),
    ],
)
def test_a_word_that_two_others_make_by_accident_takes_no_reading_away(text: str, readings: str) -> None:
    assert amiss(text, readings) == []


def amiss(text: str, expected: str) -> list[str]:
    """The characters that are not, or not only, read as expected."""
    pairs = zip(text, expected.split(), pinyin.readings(text), strict=True)
    return [character for character, reading, found in pairs if reading not in found.split("|")]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("目的", "mu di"),
        ("主要目的是", "zhu yao mu di shi"),
        ("银行业务", "yin hang ye wu"),
        ("工商银行", "gong shang yin hang"),
        ("重庆市", "chong qing shi"),
        ("重庆率先行动", "chong qing shuai xian xing dong"),
        ("会计师", "kuai ji shi"),
        ("财务会计核算", "cai wu kuai ji he suan"),
        ("国家重大项目", "guo jia zhong da xiang mu"),
        ("行政区划", "xing zheng qu hua"),
        ("新增长", "xin zeng zhang"),
        ("深入了解情况", "shen ru liao jie qing kuang"),
        ("长株潭地区", "chang zhu tan di qu"),
    ],
)
def test_a_word_that_no_other_takes_apart_is_read_in_its_way_alone(text: str, readings: str) -> None:
    assert read(text) == readings


# common words, to be put side by side
_FIRST = """项目 科目 题目 栏目 节目 社会 董事会 委员会 协会 高校 学校 个人 人员 工人 上海 沿海 增长率 效率 利用率 说明 表明 证明
文明 方便 随便 发生 完成 优化 反映 加强 提高 优质 品质 物质 类似 善于 关于 对于 属于 列车 汽车 更好 推进 实现 形成 企业 银行 运行 执行 发行
推行 重庆 比重 严重 会计 统计 设计 为了 除了 医药 订单 内容 城市 沈阳 市长 部长 增长 成长 目的 中心 安全 国家 地区 产地 基地 生产 产量 产业
政策 数据 指数 系数 参数 全部 技术 合同 工作 生活 投资 资金 首都 成都 音乐 西藏 收藏 空调 协调 强调 传播 自传 宣传 供应 反应 效应 适应 供给
正当 相当 经济 创新 服务 出差 误差"""
_SECOND = """参加 参与 参展 的 了 和 对接 对外 计划 计算 设计 领先 领导 解决 解释 解放 结构 结果 事故 事项 当前 当地 产品 产业 药品
确定 确保 处理 处置 思考 思想 长度 长期 长效 企业 实施 市场 行政 行动 行业 情况 重点 重大 重庆 政策 发展 建设 管理 会议 会计 率先 调整 调查
传统 参数 数量 数据 分析 分布 地区 地方 都市 都有 着力 着眼 还款 还有 得到 为了 应用 应当 供应 给予 中心 好处 系统 便利 便民 大量 大夫 量产
种类 种植 转化 转型 角色 角度 更加 更新 担任 任务 干部 相关 相当 空间 空调 提供 降低 降雨 强调 强化 少年 少数"""
FIRST, SECOND = _FIRST.split(), _SECOND.split()


def test_common_words_side_by_side_are_each_read_in_their_own_way() -> None:
    own = {word: [several.partition("|")[0] for several in pinyin.readings(word)] for word in (*FIRST, *SECOND)}
    wrong = [a + b for a in FIRST for b in SECOND if amiss(a + b, " ".join(own[a] + own[b]))]
    assert wrong == []


@given(st.sampled_from(FIRST), st.sampled_from(SECOND))
def test_common_words_side_by_side_are_found_by_their_pinyin_and_initials(first: str, second: str) -> None:
    hay = Haystack(first + second)
    own = [[several.partition("|")[0] for several in pinyin.readings(word)] for word in (first, second)]
    for syllables in (*own, own[0] + own[1]):
        for typed in ("'".join(syllables), "".join(syllable[0] for syllable in syllables)):
            assert hay.match(forms(typed)) is not None, typed


def test_a_character_that_no_word_decides_has_all_its_common_readings() -> None:
    assert set(pinyin.readings("长")[0].split("|")) == {"chang", "zhang"}
    assert pinyin.readings("率") == ["lv"]


def test_a_character_that_reads_only_in_words_has_their_readings() -> None:
    assert pinyin.table().ever("𫛞") == "jue"
    assert pinyin.initials(pinyin.table().ever("𫛞")) == "j"


def test_other_characters_have_no_reading() -> None:
    assert pinyin.readings("a1，𠮷") == ["", "", "", ""]


@pytest.mark.parametrize("word", CORRECTIONS["phrases"])
def test_corrected_words_read_as_corrected(word: str) -> None:
    assert read(word) == CORRECTIONS["phrases"][word]


@pytest.mark.parametrize("character", CORRECTIONS["characters"])
def test_corrected_characters_read_as_corrected(character: str) -> None:
    assert pinyin.readings(character) == [CORRECTIONS["characters"][character]]


@pytest.mark.parametrize("entry", [*CORRECTIONS["phrases"].items(), *CORRECTIONS["characters"].items()])
def test_corrections_are_folded_and_their_readings_are_syllables(entry: tuple[str, str]) -> None:
    word, readings = entry
    assert fold(word) == word
    assert len(readings.split()) == len(word)
    assert pinyin.SYLLABLES.issuperset(readings.replace("|", " ").split())


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("hunnan", [["hun", "nan"]]),
        ("xian", [["xian"], ["xi", "an"]]),
        ("xi'an", [["xi", "an"]]),
        ("fangan", [["fang", "an"], ["fan", "gan"]]),
        ("gudong", [["gu", "dong"]]),
        ("hunn", []),
        ("sunnyt", []),
        ("ong", []),
        ("", []),
    ],
)
def test_letters_part_into_whole_syllables(letters: str, expected: list[list[str]]) -> None:
    assert ways(letters) == expected


def test_the_last_syllable_may_be_partial_and_only_the_last() -> None:
    ((way,),) = pinyin.spellings("hunn", partial=True)
    assert way[0] == ("hun",)
    assert {"nan", "nv", "niang"} <= set(way[1])
    assert pinyin.spellings("gundon", partial=True) != ()
    assert pinyin.spellings("gdong", partial=True) == ()


def test_u_umlaut_is_typed_as_v_and_as_u() -> None:
    assert pinyin.spellings("lu") == (((("lu", "lv"),),),)
    assert pinyin.spellings("lv") == (((("lv",),),),)
    assert pinyin.spellings("lue") == (((("lve",),), (("lu", "lv"), ("e",))),)
    assert pinyin.spellings("jv") == (((("ju",),),),)


def test_long_runs_are_cut_where_every_way_parts_them() -> None:
    stretches = pinyin.spellings("xian" * 8)
    assert len(stretches) == 4
    assert all(len(stretch) == 4 for stretch in stretches)
    assert pinyin.spellings("a" * 1000) == ()


@pytest.mark.parametrize("name", ["readings", "traditional"])
def test_the_shipped_table_is_what_its_script_makes(name: str) -> None:
    if name == "readings":
        pytest.importorskip("jieba", reason="the extra `readings` is not installed")
    script = Path(__file__).parents[2] / "scripts" / f"{name}.py"
    specification = importlib.util.spec_from_file_location(name, script)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    assert module.made() == module.TARGET.read_text("utf-8")


@given(st.lists(st.sampled_from(sorted(pinyin.SYLLABLES)), min_size=1, max_size=12))
def test_the_letters_of_any_syllables_part_into_them(syllables: list[str]) -> None:
    stretches = pinyin.spellings("'".join(syllables))
    found = [[choice[place] for choice in stretch] for stretch in stretches for place in range(len(stretch[0]))]
    assert len(found) == len(syllables)
    assert all(any(s in fits for fits in choices) for s, choices in zip(syllables, found, strict=True))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", max_size=60))
def test_any_letters_part_quickly_into_syllables_or_not_at_all(letters: str) -> None:
    for partial in (False, True):
        for stretch in pinyin.spellings(letters, partial=partial):
            assert 1 <= len(stretch) <= pinyin.MOST_SPELLINGS
            assert all(syllable in pinyin.SYLLABLES for way in stretch for fits in way for syllable in fits)
