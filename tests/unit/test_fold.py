"""What search treats as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui.library import pinyin
from hunnan_tui.library.fold import Folded, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２８５３家", "2853家"),
        ("瀋陽 CAFÉ", "沈阳 cafe"),
        ("㎡", "m2"),
        ("臺灣開發", "台湾开发"),
        ("発展 図書", "发展 图书"),
        ("“AGT-110”重型", "agt-110重型"),
        ("ＮｅｕＶｉｚ　Ｐ１０", "neuviz p10"),
        ("cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("Łódź, Øresund, Đà Nẵng", "lodz, oresund, da nang"),
        ("œuvre, Æon, Þór, Ðakovo, ısı", "oeuvre, aeon, thor, dakovo, isi"),
    ],
)
def test_width_case_accents_and_script_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("今後", "今后"), ("後臺", "后台"), ("沿著", "沿着"), ("瞭解", "了解"), ("神祇", "神只"), ("商舖", "商铺"),
        ("憑藉", "凭借"), ("鬪爭", "斗争"), ("鹽堿地", "盐碱地"), ("菸草", "烟草"), ("圍勦", "围剿"), ("火砲", "火炮"),
        ("圍碁", "围棋"), ("讎敵", "仇敌"), ("逕流", "径流"), ("銲接", "焊接"), ("姪子", "侄子"), ("彊化", "强化"),
        ("搆造", "构造"), ("摺疊", "折叠"), ("痲痺", "麻痹"), ("捱打", "挨打"), ("樹椏", "树桠"), ("答覆", "答复"),
        ("疏濬", "疏浚"), ("隄壩", "堤坝"), ("隣里", "邻里"),
    ],
)  # fmt: skip
def test_traditional_characters_and_variants_are_folded(traditional: str, simplified: str) -> None:
    assert fold(traditional) == simplified


@pytest.mark.parametrize("text", ["著名", "乾坤", "瞭望", "于", "沈"])
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("著名", "zhu ming"),
        ("著作", "zhu zuo"),
        ("显著", "xian zhu"),
        ("沿著", "yan zhe"),
        ("沿着", "yan zhe"),
        ("瞭解", "liao jie"),
        ("瞭望", "liao wang"),
        ("慰藉", "wei jie"),
        ("狼藉", "lang ji"),
        ("神祇", "shen qi"),
        ("彷徨", "pang huang"),
        ("彷彿", "fang fu"),
        ("覆蓋", "fu gai"),
    ],
)
def test_what_is_folded_keeps_its_reading(text: str, readings: str) -> None:
    assert " ".join(pinyin.readings(fold(text))) == readings


def test_dots_between_the_parts_of_a_chinese_name_are_none() -> None:
    assert fold("冯·诺依曼・约翰") == "冯诺依曼约翰"
    assert fold("R·D、AI·机器人、3·15、机器人·AI") == "r·d、ai·机器人、3·15、机器人·ai"


def test_a_dot_left_out_shifts_no_place() -> None:
    text = "㎡冯·诺依曼·“约翰”的"
    folded = Folded(text)
    assert folded.text == "m2冯诺依曼约翰的"
    for part, original in (("冯", "冯"), ("冯诺", "冯·诺"), ("诺依曼", "诺依曼"), ("曼约翰", "曼·“约翰"), ("的", "的")):
        start = folded.text.index(part)
        first, last = folded.span(start, start + len(part))
        assert text[first:last] == original


def test_places_in_the_folded_text_are_places_in_the_text() -> None:
    text = "约㎡“负能”界面cafe\u0301！"
    folded = Folded(text)
    for part, original in (("m", "㎡"), ("2", "㎡"), ("负能界", "负能”界"), ("cafe", "cafe\u0301"), ("面", "面")):
        start = folded.text.index(part)
        first, last = folded.span(start, start + len(part))
        assert text[first:last] == original


@given(st.text() | st.text(alphabet="一國著㊀⼀·•・･“”'aé㎡ŀ3 "))
def test_folding_twice_changes_nothing_and_every_place_lies_in_the_text(text: str) -> None:
    folded = Folded(text)
    assert fold(folded.text) == folded.text
    for at in range(len(folded.text)):
        first, last = folded.span(at, at + 1)
        assert 0 <= first < last <= len(text)
        assert folded.text[at] in fold(text[first:last])
