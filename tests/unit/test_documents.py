"""Items as documents: what a person reads of each, on the screen and with `show`, and what is copied of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from hunnan_tui import i18n
from hunnan_tui.library import views
from hunnan_tui.library.catalog import Catalog
from hunnan_tui.library.items import Item, encode, texts_of
from hunnan_tui.library.sync import sync
from hunnan_tui.model.citation import STYLES, cite
from hunnan_tui.model.text import Language, Text
from hunnan_tui.notes.item import CitedItem
from hunnan_tui.notes.note import Note
from hunnan_tui.reading import noting
from hunnan_tui.reading.blocks import Block, Cards, Chart, Grid, Line, Piece
from hunnan_tui.reading.copying import copied
from hunnan_tui.reading.item_document import item_document
from hunnan_tui.reading.note_document import note_document
from hunnan_tui.reading.overview import overview
from hunnan_tui.reading.plain import plain

if TYPE_CHECKING:
    from conftest import Shelf

CONFERENCE = "hunnan-conference-2026"
NEUVIZ = f"{CONFERENCE}/outcome/neuviz-p10"
TURNOVER = "metric/shenyang/tech-contract-turnover"
DAY = date(2026, 3, 1)
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def item(catalog: Catalog, key: str) -> Item:
    found = views.item(catalog, key)
    assert found is not None
    return found


def shown(catalog: Catalog, key: str, language: Language = "en", **options: Any) -> str:
    i18n.use(language)
    return plain(item_document(catalog, item(catalog, key), language, **options))


def pieces(blocks: list[Block]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Line):
            yield from block.pieces
        elif isinstance(block, Grid):
            yield from (piece for row in block.rows for cell in row for piece in cell)
        elif isinstance(block, Cards):
            for card in block.cards:
                yield from (card.label, Piece(card.before), Piece(card.number), Piece(card.behind), *card.detail)


def every_document(catalog: Catalog, language: Language) -> Iterator[list[Block]]:
    i18n.use(language)
    for (key,) in catalog.read("SELECT key FROM items WHERE kind != 'note'"):
        yield item_document(catalog, item(catalog, key), language)
    yield overview(catalog, language, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_is_made_of_single_lines_that_a_terminal_may_have(catalog: Catalog, language: Language) -> None:
    for blocks in every_document(catalog, language):
        for piece in pieces(blocks):
            assert {unicodedata.category(char) for char in piece.text}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(catalog: Catalog, language: Language) -> None:
    known = {key for (key,) in catalog.read("SELECT key FROM items")}
    for blocks in every_document(catalog, language):
        for piece in pieces(blocks):
            assert not piece.target or piece.target in known or piece.target.startswith(("http", "view/"))


def test_an_outcome_is_read_with_both_titles_what_is_said_and_where(catalog: Catalog) -> None:
    text = shown(catalog, f"{CONFERENCE}/outcome/barocaloric-effects")
    title, other, where, _blank, *_rest = text.splitlines()
    found = item(catalog, f"{CONFERENCE}/outcome/barocaloric-effects")
    assert (title, other) == (found.title.en, found.title.zh)
    assert where.startswith("Outcome 2 · ")
    assert where.endswith(" · 2026-02-24")
    assert "Institute of Metal Research" in text
    assert "[1] Paragraph 1, item 2 of the achievements listed · “colossal barocaloric effects”" in text
    assert "https://www.globenewswire.com/" in text


def test_what_no_source_states_is_said_to_be_not_stated(catalog: Catalog) -> None:
    assert "Field  not stated" in shown(catalog, f"{CONFERENCE}/outcome/weightlessness-simulation")
    assert "Organisations  not stated" in shown(catalog, f"{CONFERENCE}/outcome/weightlessness-simulation")
    assert "Partners  not stated" in shown(catalog, f"{CONFERENCE}/project/jianzhu-university-park")


def test_a_name_that_is_our_translation_is_said_to_be(catalog: Catalog) -> None:
    assert "the Chinese name is our translation" in shown(catalog, f"{CONFERENCE}/outcome/weightlessness-simulation")
    assert "the English name is our translation" in shown(catalog, f"{CONFERENCE}/project/jianzhu-university-park")


def test_in_chinese_the_chinese_title_stands_above(catalog: Catalog) -> None:
    found = item(catalog, NEUVIZ)
    assert shown(catalog, NEUVIZ, "zh").splitlines()[:2] == [found.title.zh, found.title.en]


def test_one_language_alone_can_be_read(catalog: Catalog) -> None:
    key = f"{CONFERENCE}/outcome/barocaloric-effects"
    found = item(catalog, key)
    assert found.title.zh not in shown(catalog, key, both=False)
    assert found.data.summary.zh not in shown(catalog, key, both=False)


def test_a_metric_shows_its_series_newest_first_with_what_the_sources_print(catalog: Catalog) -> None:
    rows = [re.split(" {2,}", line) for line in shown(catalog, TURNOVER).splitlines()]
    start = next(number for number, row in enumerate(rows) if row[0] == "Period")
    series = rows[start + 1 : start + 6]
    assert [row[0] for row in series] == ["2026 target", "2025", "2024-H1", "2022-01/2022-09", "2017"]
    assert series[0][:4] == ["2026 target", "CNY 92 billion", "920亿元", "= +10.8%"]
    assert series[2][3] == "+42.1%"
    assert series[1][1] == "CNY 83.06 billion"


def test_a_figure_leads_to_each_place_that_says_it(catalog: Catalog) -> None:
    grid = next(block for block in item_document(catalog, item(catalog, TURNOVER), "en") if isinstance(block, Grid))
    refs = grid.rows[1][-1]
    assert [piece.text for piece in refs] == ["[1]", "[2]", "[3]"]
    assert {piece.target for piece in refs} == {"shenyang-innovation-2026-01/source/shenyang-2026-01-29"}


def test_a_series_of_several_figures_has_a_chart_and_a_single_one_has_none(catalog: Catalog) -> None:
    def charts(found: Item) -> list[Block]:
        return [block for block in item_document(catalog, found, "en") if isinstance(block, Chart)]

    single = next(one for one in views.Listing("metric").all(catalog) if len(one.data.figures) == 1)
    assert len(charts(item(catalog, TURNOVER))) == 1
    assert charts(single) == []
    assert "83.06" in shown(catalog, TURNOVER).partition("CNY billion\n")[2]


def test_a_point_says_in_which_section_it_stands_and_what_it_is_about(catalog: Catalog) -> None:
    key = "shenyang-innovation-2026-01/point/transfer-brokers"
    text = shown(catalog, key)
    assert "Integration and transfer 5 · " in text
    related = text.partition("\nRelated\n")[2]
    assert "Metric  Technology contract turnover" in related


def test_a_flag_shows_both_sides_and_what_it_is_about(catalog: Catalog) -> None:
    by_author = shown(catalog, "shenyang-innovation-2026-01/flag/unicorns-2853")
    assert "noticed by the author" in by_author
    assert "2,853" in by_author
    assert "\nAbout\n" in by_author
    found = next(one for one in views.Listing("flag").all(catalog) if one.data.origin == "program")
    text = shown(catalog, found.key)
    assert "found by the program" in text
    assert "\nBoth sides\n• " in text
    assert "\nEvidence\n" in text


def test_a_source_is_read_with_its_publisher_date_link_and_who_cites_it(catalog: Catalog) -> None:
    text = shown(catalog, f"{CONFERENCE}/source/nature-2019")
    for label in ("Publisher  Nature", "Published  2019", "Link  http", "Id  nature-2019", "Cited by"):
        assert label in text
    assert "• Outcome  " in text


def test_a_source_without_a_date_says_so(catalog: Catalog) -> None:
    found = item(catalog, f"{CONFERENCE}/source/nature-2019")
    undated = replace(found, body=encode(replace(found.data, published=None)))
    assert "Published  date not stated" in plain(item_document(catalog, undated, "en"))


def noted(catalog: Catalog, key: str, text: str) -> Note:
    return Note.new(noting.cited(catalog, item(catalog, key)), text)


def test_an_items_notes_stand_below_it(catalog: Catalog) -> None:
    notes = [noted(catalog, NEUVIZ, "first line\nsecond line"), noted(catalog, NEUVIZ, "[/] another")]
    text = shown(catalog, NEUVIZ, notes=notes)
    assert "\nNotes (2)\n" in text
    assert "first line\n" in text
    assert "second line\n" in text
    assert "[/] another" in text


def test_a_note_is_read_with_its_tags_and_leads_to_its_item(catalog: Catalog) -> None:
    blocks = note_document(catalog, noted(catalog, NEUVIZ, "look at #CT and [[metric/shenyang/tech-brokers]]"), "en")
    assert "Tags  #CT" in plain(blocks)
    assert {piece.target for piece in pieces(blocks) if piece.target} == {NEUVIZ, "metric/shenyang/tech-brokers"}


def test_a_note_whose_item_has_gone_says_so_and_what_it_was_on(catalog: Catalog) -> None:
    note = Note.new(CitedItem(key="old/outcome/gone", title=Text("旧成果", "Old outcome")), "still true")
    text = plain(note_document(catalog, note, "en"))
    assert text.startswith("Old outcome\n旧成果\n")
    assert "its item is no longer in the library" in text
    assert "old/outcome/gone" in text


def test_a_note_whose_figure_has_changed_since_says_what_it_is_now(catalog: Catalog) -> None:
    note = noted(catalog, TURNOVER, "on its way")
    assert "changed since" not in plain(note_document(catalog, note, "en"))
    was = [replace(one, value=one.value + 1) if one.period == "2025" else one for one in note.item.figures]
    older = replace(note, item=replace(note.item, figures=was))
    text = plain(note_document(catalog, older, "en"))
    assert "2025  CNY 83.16 billion → CNY 83.06 billion" in text
    assert text.count("changed since the note was written") == 1


@pytest.mark.parametrize(
    ("language", "style"), [("en", "People's Daily Online, Liaoning. (2026, February 24)."), ("zh", "[EB/OL]")]
)
def test_what_is_copied_has_its_citation_in_the_readers_style(catalog: Catalog, language: Language, style: str) -> None:
    i18n.use(language)
    found = item(catalog, f"{CONFERENCE}/project/jianzhu-university-park")
    text = copied(catalog, found, language, accessed=DAY)
    assert text.startswith(found.title.get(language) + "\n")
    assert style in text.rpartition("\n\n")[2]
    assert text.endswith("\n")


def test_a_metric_is_copied_with_every_figure_as_read_and_as_printed_each_source_once(catalog: Catalog) -> None:
    body, _, citations = copied(catalog, item(catalog, TURNOVER), "en", accessed=DAY).rpartition("\n\n")
    assert body.splitlines()[0] == "Technology contract turnover · Shenyang"
    assert "2026  CNY 92 billion  (target; printed: 920亿元) [1]" in body
    assert "2017  CNY 21.754 billion  (actual; printed: 217.54亿元) [4]" in body
    lines = citations.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["[1]", "[2]", "[3]", "[4]"]
    assert len({line.partition(" ")[2] for line in lines}) == 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["outcome", "project", "point", "flag"])
def test_each_statement_that_is_copied_has_the_numbers_of_its_sources(
    catalog: Catalog, kind: str, language: Language
) -> None:
    for (key,) in catalog.read("SELECT key FROM items WHERE kind=?", [kind]):
        found = item(catalog, key)
        body, _, citations = copied(catalog, found, language, accessed=DAY).rstrip("\n").rpartition("\n\n")
        lines = citations.splitlines()
        assert [line.partition(" ")[0] for line in lines] == [f"[{number}]" for number in range(1, len(lines) + 1)]
        assert {int(number) for number in re.findall(r"\[(\d+)\]", body)} == set(range(1, len(lines) + 1))
        for said, evidence in texts_of(found.data):
            sources = views.sources(catalog, [(found.briefing, one.source) for one in evidence]).values()
            behind = next((line for line in body.splitlines() if said.get(language) in line), "")
            cited = [lines[int(number) - 1].partition(" ")[2] for number in re.findall(r"\[(\d+)\]", behind)]
            if cited:  # the title has its numbers where nothing else is said
                assert set(cited) == {cite(source, STYLES[language], DAY) for source in sources}


@pytest.mark.parametrize("kind", ["outcome", "project", "point", "metric", "flag", "source"])
def test_every_kind_of_item_can_be_copied(catalog: Catalog, kind: str) -> None:
    for (key,) in catalog.read("SELECT key FROM items WHERE kind=?", [kind]):
        found = item(catalog, key)
        body, _, citations = copied(catalog, found, "zh", accessed=DAY).rpartition("\n\n")
        assert body.strip()
        assert citations.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_shows_figures_targets_flags_and_what_there_is_to_read(
    catalog: Catalog, language: Language
) -> None:
    i18n.use(language)
    blocks = overview(catalog, language, [noted(catalog, NEUVIZ, "my thought")])
    targets = {piece.target for piece in pieces(blocks) if piece.target}
    assert TURNOVER in targets
    assert {
        "view/outcomes",
        "view/projects",
        "view/keywords",
        "view/metrics",
        "view/targets",
        "view/sources",
    } <= targets
    assert {one.key for one in views.Listing("flag").all(catalog)} & targets
    assert any(target.startswith("note/") for target in targets)
    assert "my thought" in plain(blocks)
    assert ("83.06" if language == "en" else "830.6") in plain(blocks)
    assert ("92 billion" if language == "en" else "920亿元") in plain(blocks)


def test_an_overview_whose_figures_are_still_being_reckoned_does_not_say_that_there_are_none(shelf: Shelf) -> None:
    shelf.briefing("one")
    catalog = Catalog(shelf.locations)
    stopped = iter([False, True])
    sync(catalog, stopped=lambda: next(stopped))
    assert "Reading the briefings…" in plain(overview(catalog, "en", []))
    sync(catalog)
    assert "R&D expenditure" in plain(overview(catalog, "en", []))
    catalog.close()


def test_a_card_tells_what_is_printed_where_that_differs_the_course_and_the_change(catalog: Catalog) -> None:
    (cards,) = (block for block in overview(catalog, "en", []) if isinstance(block, Cards))
    told = {card.label.text: "".join(piece.text for piece in card.detail) for card in cards.cards}
    assert told["R&D expenditure"].startswith("2025 260亿 ▁█ +11.2% y/y")
    assert re.fullmatch(r"2025 [▁-█]+ ≈\+20\.3% y/y", told["Technology enterprises"])
    assert "830.6亿" in told["Technology contract turnover"]


@pytest.mark.parametrize(("language", "said"), [("en", "unchanged y/y"), ("zh", "同比持平")])
def test_a_growth_of_nothing_is_called_unchanged(catalog: Catalog, language: Language, said: str) -> None:
    i18n.use(language)
    text = plain(overview(catalog, language, []))
    assert said in text
    assert "+0.0%" not in text


@pytest.mark.parametrize(
    ("language", "metric", "said"),
    [
        ("en", "innovation-platforms", "近2000个"),
        ("en", "graduates-attracted", "15万人以上"),
        ("en", "key-clusters-output", "nearly 1.1万亿元"),
        ("zh", "tech-enterprises", "突破3万家"),
    ],
)
def test_what_is_printed_is_told_with_its_qualification(
    catalog: Catalog, language: Language, metric: str, said: str
) -> None:
    i18n.use(language)
    assert said in shown(catalog, f"metric/shenyang/{metric}", language)


def test_what_is_not_more_than_a_value_is_said_so_in_chinese(catalog: Catalog) -> None:
    i18n.use("zh")
    assert "不超过1纳米" in shown(catalog, "metric/negative-energy-interface/interface-thickness", "zh")


def test_a_flag_shows_the_exact_value_that_it_is_about_before_a_rounded_one(catalog: Catalog) -> None:
    flag = next(one for one in views.Listing("flag").all(catalog) if one.title.get("en").startswith("An earlier value"))
    assert flag.key.startswith("program/flag/different-values-")
    assert "Innovation platforms, all levels  1,924  2026-01" in shown(catalog, flag.key)


def test_targets_that_can_be_measured_stand_before_others_and_those_of_the_past_last(catalog: Catalog) -> None:
    blocks = overview(catalog, "en", [])
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    periods = [row[-1][0].text for row in grid.rows]
    assert grid.rows[0][0][0].text == "Technology contract turnover"
    assert periods == sorted(periods, key=lambda period: (period < "2026", period[-4:]))


def test_of_a_long_series_the_newest_values_are_read_and_a_command_for_the_others_is_told(shelf: Shelf) -> None:
    values = "".join(
        f'[[metrics.observations]]\nperiod = "{1500 + n}"\nvalue = {n}\nunit = "亿元"\nnature = "actual"\n'
        for n in range(450)
    )
    shelf.briefing("long", more=values)
    catalog = shelf.open()
    blocks = item_document(catalog, item(catalog, "metric/shenyang/rd-expenditure"), "en")
    [grid] = [block for block in blocks if isinstance(block, Grid)]
    assert [row[0][0].text for row in grid.rows[1:]] == ["2025", *(str(year) for year in range(1949, 1550, -1))][:100]
    assert "351 earlier values: hunnan-tui list series metric/shenyang/rd-expenditure" in plain(blocks)
    [chart] = [block for block in blocks if isinstance(block, Chart)]
    assert blocks.index(chart) < blocks.index(grid)
    told = plain(blocks)
    assert "Values  451  1500 – 2025" in told
    assert "Lowest  CNY 0  1500" in told
    assert "Highest  CNY 44.9 billion  1949" in told


def test_the_overview_tells_the_newest_value_of_a_series_however_long_it_is(shelf: Shelf) -> None:
    aims = "".join(
        f'[[metrics.observations]]\nperiod = "{2100 + n}"\nvalue = {n}\nunit = "亿元"\nnature = "target"\n'
        for n in range(900)
    )
    before = '[[metrics.observations]]\nperiod = "2024"\nvalue = 200\nunit = "亿元"\nnature = "actual"\n'
    shelf.briefing("long", value="260", more=before + aims)
    [cards] = [block for block in overview(shelf.open(), "en", ()) if isinstance(block, Cards)]
    [card] = cards.cards
    assert card.number == "26"
    assert "+30" in "".join(piece.text for piece in card.detail)
