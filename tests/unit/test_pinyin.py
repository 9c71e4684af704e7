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


def test_a_character_that_no_word_decides_has_all_its_common_readings() -> None:
    assert set(pinyin.readings("长")[0].split("|")) == {"chang", "zhang"}
    assert pinyin.readings("率") == ["lv"]


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
