"""What the program notices by itself, and what it keeps quiet about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.flags import LEAST, Case, load_cases, score
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from hunnan_tui.library import load
from hunnan_tui.library.locations import bundled
from hunnan_tui.model.briefing import Evidence, Metric, MetricKind, Observation
from hunnan_tui.model.interval import allowed, growth_interval
from hunnan_tui.model.reconcile import RULES, ProgramFlag, flags_of, reconcile, translations
from hunnan_tui.model.reconcile.numerals import numbers
from hunnan_tui.model.series import Figure, Series
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import format_value, known_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.model.briefing import Briefing

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_made_case_is_flagged_just_where_it_has_a_fault(case: Case) -> None:
    assert case.found() == case.expect


def test_the_cases_are_enough_and_about_half_of_them_have_a_fault() -> None:
    faulty = [case for case in CASES if case.expect]
    assert len(CASES) >= 60
    assert 2 * len(faulty) in range(len(CASES) * 7 // 10, len(CASES) * 13 // 10)
    assert {rule for case in faulty for rule in case.expect} == set(RULES)


def test_precision_and_recall_reach_what_the_benchmark_asks() -> None:
    assert min(score(CASES)) >= LEAST


# --- the bundled briefings


@pytest.fixture(scope="module")
def briefings() -> list[Briefing]:
    found = [load.load(path).briefing for path in sorted(bundled().glob("*.toml"))]
    assert all(found)
    return [briefing for briefing in found if briefing is not None]


@pytest.fixture(scope="module")
def bundled_flags(briefings: list[Briefing]) -> list[ProgramFlag]:
    figures: dict[tuple[str, str], list[Figure]] = {}
    metrics: dict[tuple[str, str], Metric] = {}
    for briefing in sorted(briefings, key=lambda briefing: briefing.date):
        published = {source.id: source.published for source in briefing.sources if source.published}
        for metric in briefing.metrics:
            place = (metric.area, metric.id)
            metrics[place] = metric
            figures.setdefault(place, []).extend(
                Figure(seen, briefing.id, briefing.date.isoformat(), published) for seen in metric.observations
            )
    return reconcile(Series.of(metrics[place], figures[place]) for place in metrics)


def test_on_the_bundled_briefings_the_known_faults_are_found_and_no_others(bundled_flags: list[ProgramFlag]) -> None:
    assert {(flag.rule, flag.about) for flag in bundled_flags} == {
        ("growth-year", ("metric/shenyang/rd-expenditure",)),
        (
            "another-name",
            ("metric/shenyang/unicorn-enterprises-new", "metric/shenyang/eaglet-gazelle-unicorn-enterprises"),
        ),
        ("different-values", ("metric/shenyang/innovation-platforms",)),
    }


def test_the_260_leads_back_to_the_value_of_2023(bundled_flags: list[ProgramFlag]) -> None:
    [flag] = [flag for flag in bundled_flags if flag.rule == "growth-year"]
    [step] = flag.steps
    assert (step.inputs, step.result) == ((Decimal(260), Decimal("11.2")), Decimal("233.8"))
    assert [side.figure.observation.value for side in flag.sides if side.figure] == [Decimal(260), Decimal("233.9")]
    assert "260亿元 ÷ (1 + 11.2%) ≈ 233.8亿元" in (flag.text.zh or "")
    assert "CNY 26 billion ÷ (1 + 11.2%) ≈ CNY 23.38 billion" in (flag.text.en or "")
    assert {evidence.source for _briefing, evidence in flag.evidence} == {"shenyang-2026-01-29", "kjj-2025-06-05"}


def test_a_value_carried_forward_is_called_so_under_the_key_of_different_values(
    bundled_flags: list[ProgramFlag],
) -> None:
    [flag] = [flag for flag in bundled_flags if flag.rule == "different-values"]
    assert flag.title == Text("疑似沿用往年数值", "An earlier value carried forward")
    assert flag.id == replace(flag, heading=None).id == "different-values-8acaeac413c5"
    assert flag.fingerprint == replace(flag, heading=None).fingerprint
    assert (
        only(stock(figure("2025", "1710"), figure("2025", "1924", "b"))).title.en == "Different values for one period"
    )


def test_the_2853_are_held_against_the_3000_of_another_name(bundled_flags: list[ProgramFlag]) -> None:
    [flag] = [flag for flag in bundled_flags if flag.rule == "another-name"]
    assert [side.figure.observation.value for side in flag.sides if side.figure] == [2853, 3000]


def texts_in(content: object) -> Iterator[Text]:
    """Every text of a briefing, however deep."""
    if isinstance(content, Text):
        yield content
    elif isinstance(content, list):
        for one in content:
            yield from texts_in(one)
    elif isinstance(content, Struct):
        for name in content.__struct_fields__:
            yield from texts_in(getattr(content, name))


def test_the_bundled_texts_have_the_same_numbers_in_both_languages(briefings: list[Briefing]) -> None:
    texts = [text for briefing in briefings for text in texts_in(briefing)]
    assert len(texts) > 500
    assert [flag.text.en for flag in translations("key", texts)] == []


# --- identity: what stays quiet, and until when


def figure(period: str, value: str, source: str = "a", **more: Any) -> Figure:
    seen = Observation(
        **{
            "period": period,
            "value": Decimal(value),
            "unit": "个",
            "nature": "actual",
            "evidence": [Evidence(source=source)],
            **more,
        }
    )
    return Figure(seen, f"briefing-{source}", "2026-01-29")


def stock(*figures: Figure, kind: MetricKind | None = "stock", name: str = "平台") -> Series:
    return Series.of(Metric(id="platforms", area="city", name=Text(name), kind=kind), figures)


def only(series: Series) -> ProgramFlag:
    [flag] = flags_of(series)
    return flag


def test_a_flag_stays_the_same_until_a_figure_changes() -> None:
    flag = only(stock(figure("2025", "1710"), figure("2025", "1924", "b")))
    again = only(stock(figure("2025", "1924", "b"), figure("2025", "1710")))
    elsewhere = only(stock(figure("2025", "1710", "c"), figure("2025", "1924.0", "d"), name="各级各类平台"))
    changed = only(stock(figure("2025", "1710"), figure("2025", "1925", "b")))
    third = only(stock(figure("2025", "1710"), figure("2025", "1924", "b"), figure("2025", "1800", "c")))
    assert (again.id, again.fingerprint) == (flag.id, flag.fingerprint)
    assert (elsewhere.id, elsewhere.fingerprint) == (flag.id, flag.fingerprint)
    assert changed.id == flag.id == third.id
    assert len({flag.fingerprint, changed.fingerprint, third.fingerprint}) == 3


def test_flags_of_other_periods_and_metrics_are_others() -> None:
    one = only(stock(figure("2025", "1710"), figure("2025", "1924", "b")))
    other = only(stock(figure("2024", "1710"), figure("2024", "1924", "b")))
    assert one.id != other.id


def test_what_two_briefings_repeat_is_flagged_once_with_the_evidence_of_both() -> None:
    before = figure("2023", "233.9", "old")
    grown = [figure("2025", "260", source, growth=Decimal("11.2")) for source in ("a", "b")]
    flag = only(stock(before, *grown, kind="flow"))
    assert {evidence.source for _, evidence in flag.evidence} == {"old", "a", "b"}


def test_two_faults_in_one_place_have_ids_of_their_own() -> None:
    grown = [figure("2025", value, value, growth=Decimal(50)) for value in ("260", "261")]
    flags = [flag for flag in flags_of(stock(figure("2024", "250", "old"), *grown)) if flag.rule == "growth"]
    assert len({flag.id for flag in flags}) == 2


def test_the_reckoning_is_exact_and_written_in_both_languages() -> None:
    flag = only(stock(figure("2025", "1.10", unit="万亿元"), figure("2025", "10800.5", "b", unit="亿元")))
    [step] = flag.steps
    assert step.result == Decimal("0.01995")
    assert step.text == Text(
        "1.10万亿元 − 10800.5亿元 = 0.01995万亿元 (+1.8%)",
        "CNY 1.10 trillion − CNY 1.08005 trillion = CNY 19.95 billion (+1.8%)",
    )


def test_a_misread_multiplier_is_told_once_not_as_growth_and_target_too() -> None:
    series = stock(
        figure("2024", "750", unit="亿元"),
        figure("2025", "830", "b", unit="万元", growth=Decimal("10.7")),
        kind="flow",
    )
    assert [flag.rule for flag in flags_of(series)] == ["magnitude"]


# --- intervals


@pytest.mark.parametrize(
    ("value", "bound", "inside", "outside"),
    [
        ("260", "exact", ["259.6", "260.4"], ["259.4", "260.6"]),
        ("3", "over", ["3.0083", "3.9"], ["2.99", "4.5"]),
        ("2000", "nearly", ["1924", "2000"], ["1700", "2001"]),
        ("1.1", "about", ["1.06", "1.14"], ["0.9", "1.3"]),
        ("500", "at-least", ["500", "560"], ["499", "1001"]),
        ("92", "up-to", ["0", "92"], ["93"]),
    ],
)
def test_a_printed_value_allows_what_its_rounding_and_its_word_allow(
    value: str, bound: Any, inside: list[str], outside: list[str]
) -> None:
    span = allowed(Decimal(value), bound)
    assert all(span.low <= Decimal(one) <= span.high for one in inside)
    assert not any(span.low <= Decimal(one) <= span.high for one in outside)


def test_printed_growth_may_be_rounded_or_cut_off() -> None:
    span = growth_interval(Decimal("11.2"))
    assert (span.low, span.high) == (Decimal("1.1115"), Decimal("1.113"))


# --- numbers in texts


@pytest.mark.parametrize(
    ("text", "language", "plain"),
    [
        ("３０,０８３家", "zh", "30083"),
        ("3.4万家", "zh", "34000"),
        ("近1.1万亿元", "zh", "1100000000000"),
        ("370余万元", "zh", "3700000"),
        ("3亿5000万元", "zh", "350000000"),
        ("200万千瓦", "zh", "2000000"),
        ("32.47 billion yuan", "en", "32470000000"),
        ("30,083 enterprises", "en", "30083"),
        ("42.1 per cent", "en", "42.1"),
        ("2-tonne class", "en", "2"),
    ],
)
def test_a_figure_in_a_text_is_read(text: str, language: Any, plain: str) -> None:
    assert [one.plain for one in numbers(text, language) if one.firm] == [Decimal(plain)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026年2月24日，1月至6月，2021—2025年，90年代", "zh"),
        ("SUNNY-T2000、AGT-110、NeuViz P10、5G、3D打印", "zh"),
        ("三千家，十大成果，“十五五”", "zh"),
        ("on 24 February 2026, in 2025, Jan. 29, 2021-2025", "en"),
        ("the 23rd fair, Q3, AGT-110, 5G, the 1990s", "en"),
        ("thirty-six teams, both cities, one", "en"),
        ("https://example.org/2025/1234 and 10.1038/s41586-019-1042-5", "en"),
    ],
)
def test_dates_names_and_words_need_no_counterpart(text: str, language: Any) -> None:
    assert [one.text for one in numbers(text, language) if one.firm] == []


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [("三千六百项", "zh", 3600), ("一万二千", "zh", 12000), ("两家", "zh", 2), ("百强", "zh", 100),
     ("thirty-six", "en", 36), ("two hundred and fifty", "en", 250), ("three thousand", "en", 3000)],
)  # fmt: skip
def test_numbers_in_words_serve_as_counterparts(text: str, language: Any, value: int) -> None:
    assert Decimal(value) in {one.plain for one in numbers(text, language)}


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text())
def test_any_texts_can_be_compared(zh: str, en: str) -> None:
    for flag in translations("key", [Text(zh, en)]):
        assert flag.text.zh
        assert flag.text.en


@settings(deadline=None)
@given(st.integers(min_value=2, max_value=10**9))
def test_a_number_printed_in_both_languages_agrees_and_its_thousandfold_does_not(value: int) -> None:
    assert not list(translations("key", [Text(f"共{value}家", f"{value:,} enterprises")]))
    assert list(translations("key", [Text(f"共{value}家", f"{value * 1000:,} enterprises")]))


# --- anything at all

PERIODS = [
    "2023",
    "2024",
    "2025",
    "2024-H1",
    "2025-Q4",
    "2025-12",
    "2025-12-31",
    "2021/2025",
    "2025-01/2025-06",
    "0001",
]
OBSERVATIONS = st.builds(
    Observation,
    period=st.sampled_from(PERIODS),
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=9)
    | st.integers(0, 5).map(Decimal),
    unit=st.sampled_from([*known_units(), "亿元", "万亿元", "万亩"]),
    nature=st.sampled_from(["actual", "target", "estimate", "limit"]),
    bound=st.sampled_from(["exact", "about", "over", "at-least", "nearly", "up-to"]),
    growth=st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=-120, max_value=10**6, places=1),
    baseline=st.none() | st.sampled_from(PERIODS),
    evidence=st.just([Evidence(source="a")]),
)
KINDS = st.sampled_from(["stock", "flow", "cumulative", "rank", "share", None])


@settings(max_examples=300, deadline=None)
@given(st.lists(OBSERVATIONS, max_size=6), st.lists(OBSERVATIONS, max_size=4), KINDS, KINDS)
def test_any_figures_can_be_reconciled_and_every_flag_is_whole(
    ones: list[Observation], others: list[Observation], kind: Any, other_kind: Any
) -> None:
    published = {"a": "2025-03"}
    whole = Metric(id="ladder", area="city", name=Text("雏鹰瞪羚企业", "Eaglets and gazelles"), kind=kind)
    part = Metric(id="new", area="city", name=Text("新增瞪羚企业", "New gazelles"), kind=other_kind, part_of="ladder")
    flags = reconcile(
        [
            Series.of(whole, [Figure(seen, "one", "2026-01-01", published) for seen in ones]),
            Series.of(part, [Figure(seen, "two", "2026-02-01", published) for seen in others]),
        ]
    )
    assert len({flag.id for flag in flags}) == len(flags)
    for flag in flags:
        assert flag.rule in RULES
        assert flag.sides
        assert flag.about
        assert flag.text.zh
        assert flag.text.en
        assert replace(flag, steps=()).fingerprint == flag.fingerprint


def test_a_text_that_is_a_table_of_numbers_is_not_compared() -> None:
    table = " ".join(str(number) for number in range(3000, 53000))
    assert not list(translations("key", [Text(table, "3,000")]))


@settings(deadline=None)
@given(
    st.decimals(min_value=Decimal("0.1"), max_value=99999, places=1), st.sampled_from(["元", "万元", "亿元", "万亿元"])
)
def test_money_as_the_program_itself_puts_it_into_english_agrees(value: Decimal, unit: str) -> None:
    zh, en = (
        f"{before} {format_value(value, unit, language)}" for before, language in (("共", "zh"), ("in all", "en"))
    )
    assert not list(translations("key", [Text(zh, en)]))
    other = format_value(value * 10, unit, "en")
    assert list(translations("key", [Text(zh, f"in all {other}")]))


@settings(deadline=None)
@given(
    st.integers(1, 80), st.integers(1, 19), st.sampled_from(["至", "—", "-", "到"]), st.sampled_from([" to ", "–", "-"])
)
def test_a_range_of_which_the_upper_end_has_the_multiplier_agrees(low: int, more: int, zh: str, en: str) -> None:
    high = low + more
    told = Text(f"{low}{zh}{high}亿元", f"CNY {Decimal(low) / 10}{en}{Decimal(high) / 10} billion")
    assert not list(translations("key", [told]))
    wrong = Text(told.zh, f"CNY {Decimal(low) / 10}{en}{Decimal(high + 9) / 10} billion")
    assert list(translations("key", [wrong]))


@pytest.mark.parametrize(
    ("zh", "en"),
    [("七成五", "75%"), ("三分之二", "66.7%"), ("百分之七十", "70%"), ("万分之五", "0.05%"), ("一半", "50 per cent"),
     ("3个半月", "3.5 months"), ("50万人", "half a million people"), ("250万", "two and a half million"),
     ("五六百", "500 to 600"), ("10年", "a decade"), ("8成", "80%"), ("增长10倍、翻一番", "tenfold, doubled")],
)  # fmt: skip
def test_a_part_or_a_number_in_words_answers_the_figure(zh: str, en: str) -> None:
    assert not list(translations("key", [Text(zh, en)]))


@pytest.mark.parametrize(
    ("zh", "en", "only_zh", "only_en"),
    [
        ("2030年建成", "to be built by 2035", "2030", "2035"),
        ("3月启动，5月建成", "begun in March, built in June", "5月", "June"),
        ("24日开幕", "opened on 23 February", "24日", "23"),
        ("下午3时开始", "from 4 p.m.", "3时", "4 p.m"),
        ("“十五五”时期", "in the 14th Five-Year Plan", "十五", "14th"),
        ("十大成果", "nine outcomes", "十大", "nine"),
        ("三分之一", "one quarter of it", "三分之一", "one quarter"),
        ("翻两番", "to double", "翻两番", "double"),
    ],
)
def test_dates_and_words_that_contradict_each_other_are_told(zh: str, en: str, only_zh: str, only_en: str) -> None:
    (flag,) = translations("b/point/1", [Text(zh, en)])
    assert flag.rule == "translation"
    assert only_zh in str(flag.text.zh)
    assert only_en in str(flag.text.en)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("十大成果", "the outcomes"),  # left out
        ("到2030年", "within nine years"),  # of another kind
        ("第一梯队，首批", "the leading group, the first batch"),
        ("两年", "24 months"),
        ("15时", "3 p.m."),
        ("0.5‰", "0.05%"),
    ],
)
def test_dates_and_words_that_are_left_out_or_said_otherwise_are_not_told(zh: str, en: str) -> None:
    assert not list(translations("b/point/1", [Text(zh, en)]))


def test_what_is_reckoned_of_ranks_and_shares_has_its_own_unit() -> None:
    rank = _series("rank", [("2024", "61", "位", "actual"), ("2024", "63", "位", "actual")])
    share = _series("share", [("2024", "112", "%", "actual")])
    (places,), (points,) = flags_of(rank), flags_of(share)
    assert places.steps[0].text == Text("63 − 61 = 2位", "63 − 61 = 2 places")
    assert points.steps[0].text == Text("112% − 100% = 12个百分点", "112% − 100% = 12 percentage points")


def test_the_largest_of_the_months_is_held_against_their_year() -> None:
    months = [(f"2025-{month:02}", str(value), "亿元", "actual") for month, value in ((10, 90), (11, 95), (12, 40))]
    (flag,) = flags_of(_series("flow", [*months, ("2025", "80", "亿元", "actual")]))
    assert (flag.rule, [str(side.text.zh) for side in flag.sides]) == (
        "part-over-whole",
        ["2025年11月95亿元", "2025年80亿元"],
    )


def _series(kind: MetricKind, seen: list[tuple[str, str, str, Any]]) -> Series:
    proof = [Evidence(source="a")]
    figures = [
        Figure(Observation(period=period, value=Decimal(value), unit=unit, nature=nature, evidence=proof), f"b{number}")
        for number, (period, value, unit, nature) in enumerate(seen)
    ]
    return Series.of(Metric(id="m", area="city", name=Text("指标", "A metric"), kind=kind), figures)
