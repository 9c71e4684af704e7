"""The terms that an item is found by."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui.library.search import Record
from hunnan_tui.library.terms import meant, place, terms


def made(**fields: str) -> set[str]:
    joined, _ = terms(Record(fields.pop("kind", "outcome"), "b", "2026-01-01", **fields))
    return set(joined.split())


def test_chinese_makes_characters_neighbours_syllables_and_initials() -> None:
    assert made(text_zh="浑南科") == {
        "浑", "南", "科", "浑南", "南科", "浑南科",
        "hun'", "nan'", "ke'", "hun'nan", "nan'ke",
        "hu-", "na-", "ke-",
        "h", "n", "k", "hn", "nk", "hnk",
    }  # fmt: skip


def test_every_reading_of_an_open_character_makes_terms() -> None:
    found = made(text_zh="朝阳")
    assert {"chao'", "zhao'", "chao'yang", "zhao'yang", "cy", "zy"} <= found


def test_signs_and_lines_part_neighbours_and_quotation_marks_do_not() -> None:
    assert "能界" in made(text_zh="“负能”界面")
    for text in ("负能，界面", "负能\n界面", "负能 界面"):
        assert not {"能界", "nj", "neng'jie"} & made(text_zh=text)


def test_latin_words_make_their_beginnings_and_their_whole() -> None:
    assert made(text_en="Sunny-T2000") == {
        "w:s", "w:su", "w:sun", "w:sunn", "w:sunny", "w:t", "w:t2", "w:t20", "w:t200", "w:t2000", "w:sunnyt2000",
        "#2", "#20", "#200", "#2000", "=2000",
    }  # fmt: skip


def test_numbers_make_their_beginnings_and_what_they_mean() -> None:
    assert made(text_en="30,083") == {"#3", "#30", "#300", "#3008", "#30083", "=30083"}
    assert {"#830.6", "=83060000000"} <= made(text_zh="830.6亿元")
    assert "=83060000000" in made(text_en="CNY 83.06 billion")
    assert "#830." not in made(text_zh="830.6亿元")


def test_chinese_beside_latin_letters_makes_what_goes_across() -> None:
    found = made(text_zh="计数CT")
    assert {"数c", "sc", "jsc", "sct"} <= found
    assert {"t机", "ctj"} <= made(text_zh="CT机")
    assert "tj" not in made(text_zh="CT机")


def test_titles_say_how_early_and_names_that_they_are_names() -> None:
    found = made(title_zh="沈阳市的一个很长的标题浑南", name="大学", text_zh="正文")
    assert {"^沈阳", "~沈阳", "^sy", "^shen'yang", "<的", "~浑南", "~hn", "@大学", "@dx"} <= found
    assert not {"^浑南", "<浑南", "<沈阳", "^大学", "^正文", "@正文", "^syx"} & found
    assert "正文" in found


def test_the_parts_of_a_word_stand_where_they_stand() -> None:
    found = made(title_en="Benxi: high-end")
    assert {"^w:benxi", "~w:benxi", "<w:high", "<w:highend", "~w:end"} <= found
    assert "<w:end" not in found


def test_what_a_source_is_called_is_a_name() -> None:
    found = made(kind="source", title_zh="沈阳")
    assert "@沈阳" in found
    assert "^沈阳" not in found


def test_places_in_a_title() -> None:
    assert [place(at) for at in (0, 1, 7, 8, 100)] == [0, 1, 1, 2, 2]


def test_what_a_number_means() -> None:
    assert meant("830.6", "亿") == "83060000000"
    assert meant("83.06", "billion") == "83060000000"
    assert meant("3,000", "") == "3000"
    assert meant("2.880", "") == "2.88"


@given(st.text(max_size=200), st.text(max_size=50))
def test_the_same_record_always_makes_the_same_terms(text: str, title: str) -> None:
    record = Record("outcome", "b", "2026-01-01", title_zh=title, text_zh=text, name=title)
    assert set(terms(record)[0].split()) == set(terms(record)[0].split())
    assert all(ord(character) > 32 for character in terms(record)[0] if character != " ")


def test_words_are_told_for_the_vocabulary() -> None:
    _, words = terms(Record("outcome", "b", "2026-01-01", title_en="Gas turbine AGT-110", text_zh="2D打印"))
    assert words == {"gas", "turbine", "agt", "agt110", "d"}
