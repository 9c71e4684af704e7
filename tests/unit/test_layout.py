"""Laying documents out: lines that fit, columns that align, links that can all be reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hunnan_tui.reading.blocks import BLANK, Block, Card, Cards, Grid, Line, Piece
from hunnan_tui.reading.plain import plain
from hunnan_tui.tui.layout import Layout, lay_out

texts = st.text("ab沈阳，。“” 0123", max_size=40)
pieces = st.builds(Piece, texts, st.just(""), st.sampled_from(["", "", "metric/shenyang/rd", "https://example.com"]))
cells = st.lists(pieces, max_size=2).map(tuple)
a_line = st.builds(
    Line, st.lists(pieces, max_size=4).map(tuple), st.integers(0, 7), st.sampled_from(["", "• ", "[12] "])
)
a_grid = st.lists(st.tuples(cells, cells, cells), max_size=5).map(lambda rows: Grid(rows, "<><", cut=0))
a_card = st.builds(Card, pieces, st.just("CNY "), st.just("83.06"), st.just(" billion"), cells)
a_block: st.SearchStrategy[Block] = st.one_of(a_line, a_grid, st.lists(a_card, max_size=5).map(Cards))


def lines(layout: Layout) -> list[str]:
    return ["".join(run.text for run in line).rstrip() for line in layout.lines]


def grid(*rows: tuple[str, ...], align: str = "<>", **options: object) -> Grid:
    return Grid([tuple((Piece(text),) for text in row) for row in rows], align, **options)  # type: ignore[arg-type]


@given(st.lists(a_block, max_size=6), st.integers(30, 120))
def test_no_line_is_wider_than_the_pane(blocks: list[Block], width: int) -> None:
    assert all(cell_len(line) <= width for line in lines(lay_out(blocks, width)))


@given(st.lists(a_block, max_size=6), st.integers(30, 120))
def test_every_link_has_its_place_and_places_only_go_on(blocks: list[Block], width: int) -> None:
    layout = lay_out(blocks, width)
    assert len(layout.places) == len(layout.targets)
    assert layout.places == sorted(layout.places)
    for number, place in enumerate(layout.places):
        begun = next(at for at, line in enumerate(layout.lines) if any(run.link == number for run in line))
        assert begun == place


def test_labels_of_cards_side_by_side_begin_on_one_line_and_their_digits_stand_on_one() -> None:
    labels = [Piece(text, "", f"metric/{text[0]}") for text in ("short", "long enough for two lines", "s")]
    cards = [
        Card(label, "", number, "", ()) for label, number in zip(labels, ("1", "123,456,789,012", "2"), strict=True)
    ]
    layout = lay_out([Cards(cards)], 70)
    assert layout.targets == ["metric/s", "metric/l", "metric/s"]
    assert layout.places == [0, 0, 0]
    assert lines(layout)[0].split() == ["short", "long", "enough", "for", "two", "s"]


def test_a_link_without_a_letter_hides_none_that_follows() -> None:
    blocks = [Line((Piece("", "link", "note/1"),)), Line((Piece("two", "link", "note/2"),))]
    layout = lay_out(blocks, 40)
    assert layout.targets == ["note/2"]
    assert lines(layout)[layout.places[0]] == "two"


def test_a_bullet_stands_before_the_first_line_and_the_others_stand_below_its_text() -> None:
    line = Line((Piece("Colossal barocaloric effects"),), indent=4, bullet="• ")
    assert lines(lay_out([line], 16)) == ["  • Colossal", "    barocaloric", "    effects"]


def test_a_link_that_is_wrapped_is_one_link_on_both_lines() -> None:
    layout = lay_out([Line((Piece("see "), Piece("the long title here", "link", "k")))], 12)
    assert [[run.link for run in line if run.role == "link"] for line in layout.lines] == [[0], [0]]
    assert (layout.targets, layout.places) == (["k"], [0])


def test_numbers_stand_under_each_other_in_chinese_and_english() -> None:
    shown = lines(lay_out([grid(("指标", "2025"), ("技术合同成交额", "830.6"), ("R&D", "3,000"))], 40))
    assert [cell_len(line) for line in shown] == [21, 21, 21]
    assert shown[2] == "R&D" + " " * 13 + "3,000"


def test_a_column_without_content_is_left_out_whatever_its_heading() -> None:
    shown = lines(lay_out([grid(("a", "b", "c"), ("1", "", "3"), align="<<<")], 40))
    assert shown == ["a  c", "1  3"]


def test_where_there_is_little_room_the_column_for_it_is_cut() -> None:
    shown = lines(lay_out([grid(("Technology contract turnover", "830.6"), align="<>", header=False, cut=0)], 24))
    assert shown == ["Technology contr…  830.6"]


def test_where_nothing_may_be_cut_every_row_is_a_line_of_its_own() -> None:
    block = grid(("Period", "Value"), ("2025", "CNY 83.06 billion"), ("2024", "CNY 66.36 billion"))
    shown = lines(lay_out([block], 18))
    assert shown == ["  2025", "  CNY 83.06", "  billion", "  2024", "  CNY 66.36", "  billion"]


def test_a_row_that_is_wrapped_does_not_keep_the_spaces_of_its_columns() -> None:
    cells = ((Piece("People"),), (Piece("over 2,000"), Piece("       ")), (Piece("2026"),))
    assert lines(lay_out([Grid([cells], "<><", header=False)], 20)) == ["  People  over 2,000", "  2026"]


def test_a_cell_that_is_cut_goes_on_into_empty_ones_beside_it() -> None:
    block = grid(
        ("Technology contracts", "83.06", "2026"), ("Technology brokers", "", "2026"), align="<><", header=False, cut=0
    )
    assert lines(lay_out([block], 28)) == ["Technology con…  83.06  2026", "Technology brokers      2026"]


def test_a_flagged_card_is_marked_with_digits_and_without() -> None:
    card = Card(Piece("R&D"), "", "26", "", (), flagged=True)
    for width in (40, 4):
        marks = [run for line in lay_out([Cards([card])], width).lines for run in line if run.role == "flag"]
        assert "".join(run.text for run in marks) == " !"
    assert "26 !" in plain([Cards([card])])


def test_cards_stand_side_by_side_where_there_is_room() -> None:
    cards = Cards(
        [Card(Piece(name, "link", name), "", "1,924", "", (Piece("2026"),)) for name in ("one", "two", "three")]
    )
    wide, narrow = lay_out([cards], 90), lay_out([cards], 30)
    assert lines(wide)[0].split() == ["one", "two", "three"]
    assert [line for line in lines(narrow) if line in ("one", "two", "three")] == ["one", "two", "three"]
    assert narrow.targets == wide.targets == ["one", "two", "three"]
    assert wide.places == [0, 0, 0]


def test_a_card_whose_digits_have_no_room_shows_the_number_plain() -> None:
    card = Card(Piece("Turnover"), "CNY ", "83,060,000,000", " yuan", (Piece("2025"),))
    assert any("CNY 83,060,000,000 yuan" in line for line in lines(lay_out([Cards([card])], 26)))


@pytest.mark.parametrize("width", [2, 5, 11])
def test_a_pane_of_hardly_any_width_still_shows_something(width: int) -> None:
    layout = lay_out([BLANK, Line((Piece("技术合同"),), indent=7, bullet="[12] "), grid(("a", "1"))], width)
    assert "技" in "".join(lines(layout))


def test_figures_that_are_not_big_have_no_empty_lines_above_them() -> None:
    card = Card(Piece("R&D expenditure"), "CNY ", "26", " billion", (Piece("2025"),))
    drawn = lines(lay_out([Cards([card, card])], 60, ascii=True))
    assert [line.split("  ")[0] for line in drawn] == ["R&D expenditure", "CNY 26 billion", "2025"]
    assert len(lines(lay_out([Cards([card])], 60))) == 5


def test_columns_stand_below_each_other_in_plain_text_too() -> None:
    written = plain([grid(("Period", "Value", "Note"), ("2025", "830.6亿元", ""), ("2026-H1", "5%", ""), align="<><")])
    assert written.split("\n") == ["Period       Value", "2025     830.6亿元", "2026-H1         5%", ""]


def test_cards_stand_in_even_rows_and_not_in_one_with_a_rest() -> None:
    card = Card(Piece("Label"), "", "7", "", ())
    shown = lines(lay_out([Cards([card] * 6)], 100))
    assert [line.count("Label") for line in shown if "Label" in line] == [3, 3]
