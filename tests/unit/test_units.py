"""Units and values: what is printed is what is kept, in every unit and in both languages."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hunnan_tui.library.items import decode_metric, encode
from hunnan_tui.model.briefing import Metric, Observation
from hunnan_tui.model.reconcile.numerals import numbers
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import MULTIPLIERS, UnknownUnit, format_value, known_units, number, parse_unit

UNITS = st.builds(
    lambda multiplier, base: multiplier + base, st.sampled_from([*MULTIPLIERS]), st.sampled_from(known_units())
)
VALUES = st.builds(
    lambda digits, places: Decimal(f"{digits}e-{places}"),
    st.integers(min_value=0, max_value=10**40),
    st.integers(min_value=0, max_value=12),
)


def times(value: Decimal, multiplier: Decimal) -> Decimal:
    """A product without rounding."""
    with localcontext(prec=300):
        return value * multiplier


@pytest.mark.parametrize(
    ("value", "unit", "english"),
    [
        ("830.6", "亿元", "CNY 83.06 billion"),
        ("1.1", "万亿元", "CNY 1.1 trillion"),
        ("1400", "万元", "CNY 14 million"),
        ("2.880", "亿元", "CNY 288.0 million"),
        ("50.00", "元", "CNY 50.00"),
        ("30083", "家", "30,083"),
        ("3.4", "万家", "34,000"),
        ("2.88", "%", "2.88%"),
        ("15", "万人", "150,000 people"),
        ("200", "万千瓦", "2,000,000 kW"),
        ("50", "万平方米", "500,000 m²"),
        ("61", "位", "No. 61"),
    ],
)
def test_english_reads_the_same_number_with_the_multiplier_worked_out(value: str, unit: str, english: str) -> None:
    assert format_value(Decimal(value), unit, "en") == english


def test_chinese_reads_as_printed() -> None:
    assert format_value(Decimal("830.60"), "亿元", "zh") == "830.60亿元"
    assert format_value(Decimal("61"), "位", "zh") == "第61位"


@settings(deadline=None)
@given(VALUES, UNITS)
def test_chinese_form_reads_back_to_the_same_digits_and_unit(value: Decimal, unit: str) -> None:
    shown = format_value(value, unit, "zh")
    if parse_unit(unit).dimension == "rank":
        assert shown == f"第{value:f}位"
        return
    digits = f"{value:f}"
    assert shown.startswith(digits)
    assert Decimal(digits).as_tuple().digits == value.as_tuple().digits
    assert parse_unit(shown.removeprefix(digits)) == parse_unit(unit)


@settings(deadline=None)
@given(VALUES, UNITS)
def test_english_form_reads_back_to_the_same_number(value: Decimal, unit: str) -> None:
    known = parse_unit(unit)
    # a rank has no multiplier to work out
    multiplier = Decimal(1) if known.dimension == "rank" else known.multiplier
    shown = format_value(value, unit, "en").removeprefix("CNY ").removeprefix("USD ").removeprefix("No. ")
    read = next(one for one in numbers(shown, "en") if one.text[0].isdigit())
    assert times(read.value, read.scale) == times(value, multiplier)


@settings(deadline=None)
@given(VALUES, UNITS)
def test_plain_numbers_are_exact_and_convert_back(value: Decimal, unit: str) -> None:
    known, base = parse_unit(unit), next(u for u in known_units() if unit.endswith(u))
    there = known.convert(value, parse_unit(base)) if known.comparable(parse_unit(base)) else None
    if there is not None and known.scale.normalize().as_tuple().digits == (1,):
        assert parse_unit(base).plain(there) == known.plain(value)
        assert parse_unit(base).convert(there, known) == value


@settings(deadline=None)
@given(VALUES, VALUES, UNITS)
def test_plain_numbers_keep_the_order(one: Decimal, other: Decimal, unit: str) -> None:
    known = parse_unit(unit)
    assert (known.plain(one) < known.plain(other)) == (one < other)


@settings(deadline=None)
@given(VALUES)
def test_thousands_are_separated_and_no_digit_is_lost(value: Decimal) -> None:
    assert Decimal(number(value).replace(",", "")).as_tuple() == value.as_tuple()


def test_a_value_of_a_hundred_digits_stays_whole() -> None:
    value = Decimal("1" + "23456789" * 12 + ".5")
    assert parse_unit("亿元").plain(value) == times(value, Decimal(10**8))
    shown = format_value(value, "万家", "en")
    assert Decimal(shown.replace(",", "")) == times(value, Decimal(10**4))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("亿圆", "亿元"),
        ("億元", "亿元"),
        ("个百分", "个百分点"),
        ("万平米", "万平方米"),
        ("yuan", "元"),
        ("亿yuan", "亿元"),
        ("tons", "吨"),
        ("km2", "平方公里"),
        ("KW", "kW"),
        ("個", "个"),
        ("千瓦小时", "千瓦时"),
        ("zzzz", ""),
        ("", ""),
    ],
)
def test_an_unknown_unit_names_the_one_that_is_meant(wrong: str, right: str) -> None:
    with pytest.raises(UnknownUnit) as caught:
        parse_unit(wrong)
    assert caught.value.nearest == right


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_unit_or_an_unknown_one_whose_nearest_is_known(text: str) -> None:
    try:
        parse_unit(text)
    except UnknownUnit as unknown:
        assert unknown.nearest == "" or parse_unit(unknown.nearest).text == unknown.nearest


def test_only_units_of_one_dimension_compare() -> None:
    assert parse_unit("亿元").comparable(parse_unit("万亿元"))
    assert not parse_unit("亿元").comparable(parse_unit("亿美元"))
    assert not parse_unit("家").comparable(parse_unit("元"))


@settings(deadline=None)
@given(VALUES, UNITS)
def test_a_value_comes_back_from_the_catalog_digit_by_digit(value: Decimal, unit: str) -> None:
    seen = Observation(period="2025", value=value, unit=unit, nature="actual", growth=value)
    [back] = decode_metric(
        encode(Metric(id="m", area="a", name=Text("数", "number"), observations=[seen]))
    ).observations
    assert back == seen
    assert back.value.as_tuple() == value.as_tuple()
