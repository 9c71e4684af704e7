"""Units of Chinese official prose: what they measure, their plain-number scale, and how they read in English.

A unit is a base (元, 家, 千瓦, …) behind an optional multiplier (百 千 万 亿 万亿), so 万平方米 is ten
thousand square metres without an entry of its own.
"""

from __future__ import annotations

import difflib
import re
from decimal import Context, Decimal, localcontext
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from hunnan_tui.model.text import Language

MULTIPLIERS = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "万亿": Decimal(1_000_000_000_000),
}

# base unit: what it measures, its size in that dimension's own unit, its English form.
# Measure words (家 个 项 …) have no English form: the metric's name says what is counted.
_BASES: dict[str, tuple[str, str, str]] = {
    "元": ("money CNY", "1", "CNY"),
    "人民币": ("money CNY", "1", "CNY"),
    "美元": ("money USD", "1", "USD"),
    **dict.fromkeys("家个项台辆件份次种条座支户所款只套架艘场对组篇册批处门笔颗类期轮届级", ("count", "1", "")),
    **dict.fromkeys(("人", "名", "人次"), ("people", "1", "people")),
    "吨": ("mass", "1000", "t"),
    "公斤": ("mass", "1", "kg"),
    "千克": ("mass", "1", "kg"),
    "克": ("mass", "0.001", "g"),
    "瓦": ("power", "1", "W"),
    "千瓦": ("power", "1000", "kW"),
    "kW": ("power", "1000", "kW"),
    "兆瓦": ("power", "1000000", "MW"),
    "MW": ("power", "1000000", "MW"),
    "千瓦时": ("energy", "1000", "kWh"),
    "吉瓦": ("power", "1000000000", "GW"),
    "公里": ("length", "1000", "km"),
    "千米": ("length", "1000", "km"),
    "米": ("length", "1", "m"),
    "厘米": ("length", "0.01", "cm"),
    "毫米": ("length", "0.001", "mm"),
    "微米": ("length", "0.000001", "µm"),
    "纳米": ("length", "0.000000001", "nm"),
    "平方公里": ("area", "1000000", "km²"),
    "平方米": ("area", "1", "m²"),
    "公顷": ("area", "10000", "ha"),
    "亩": ("area", "666.6666666666666666666666667", "mu"),
    "立方米": ("volume", "1", "m³"),
    "升": ("volume", "0.001", "L"),
    "%": ("ratio", "0.01", "%"),
    "‰": ("ratio", "0.001", "‰"),
    "个百分点": ("ratio points", "0.01", "percentage points"),
    "倍": ("multiple", "1", "times"),
    "位": ("rank", "1", "place"),
    "年": ("years", "1", "years"),
    "个月": ("months", "1", "months"),
    "天": ("duration", "86400", "days"),
    "小时": ("duration", "3600", "hours"),
    "分钟": ("duration", "60", "minutes"),
    "秒": ("duration", "1", "s"),
    "摄氏度": ("temperature", "1", "°C"),
    "J/(kg·K)": ("specific entropy", "1", "J/(kg·K)"),
    "MPa": ("pressure", "1000000", "MPa"),
    "GPa": ("pressure", "1000000000", "GPa"),
}

_ALIASES = {
    "％": "%",
    "J/(kg K)": "J/(kg·K)",
    "J/(kg.K)": "J/(kg·K)",
    "kw": "kW",
    "m²": "平方米",
    "km²": "平方公里",
    "km": "公里",
    "平方千米": "平方公里",
}

_SHORT = {
    Decimal(10**12): "trillion",
    Decimal(10**9): "billion",
    Decimal(10**6): "million",
}


class UnknownUnit(ValueError):
    """A unit that the program does not know; `nearest` is the most similar one that it does, or empty."""

    def __init__(self, text: str, nearest: str) -> None:
        super().__init__(f"unknown unit {text!r}")
        self.nearest = nearest


class Unit(Struct, frozen=True):
    """A unit as printed (`text`), what it measures, its scale to a plain number of that, its English form."""

    text: str
    dimension: str
    scale: Decimal
    multiplier: Decimal
    english: str

    def plain(self, value: Decimal) -> Decimal:
        """`value` of this unit as a plain number of its dimension (元 for money, m² for areas); exact."""
        if self.scale == 1:
            return value
        with _exactly(value):
            return value * self.scale

    def convert(self, value: Decimal, to: Unit) -> Decimal:
        """`value` of this unit in the comparable unit `to`, exact: 1.1 万亿元 is 11000 亿元."""
        if self.scale == to.scale:
            return value
        with _exactly(value):
            return _trim(value * self.scale / to.scale)

    def comparable(self, other: Unit) -> bool:
        """Whether values of both measure the same thing and can be put in one order."""
        return self.dimension == other.dimension

    def same(self, other: Unit) -> bool:
        """Whether both have one size and one English form: 公里 and 千米; measure words have none."""
        return bool(self.english) and (self.english, self.scale) == (other.english, other.scale)


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """The unit that `text` writes; UnknownUnit if the program does not know it."""
    name = _ALIASES.get(text, text)
    for multiplier in sorted(MULTIPLIERS, key=len):
        base = _BASES.get(name[len(multiplier) :]) if name.startswith(multiplier) else None
        if base is not None:
            dimension, scale, english = base
            return Unit(text, dimension, MULTIPLIERS[multiplier] * Decimal(scale), MULTIPLIERS[multiplier], english)
    if name in MULTIPLIERS and name:
        return Unit(text, "count", MULTIPLIERS[name], MULTIPLIERS[name], "")
    raise UnknownUnit(text, nearest_unit(text))


def unit_named(text: str) -> Unit:
    """The unit that `text` writes or names in English, in any case: MW, km², tonnes, yuan; else UnknownUnit."""
    try:
        return parse_unit(text)
    except UnknownUnit:
        name = _SQUARE.sub("square", "".join(text.lower().translate(_PLAIN).split()))
        known = _named()
        found = known.get(name) or known.get(name.removesuffix("s"))
        if found is None:
            raise
        return parse_unit(found)


@lru_cache(maxsize=256)
def names_in_letters(text: str) -> frozenset[str]:
    """What the unit is called that `text` writes or names, small and without spaces: km, kilometre … of 公里.

    None where it has no name in English of its own (亿元, 家), or is no unit.
    """
    try:
        unit = unit_named(text)
    except UnknownUnit:
        return frozenset()
    return frozenset(name for name, other in _named().items() if unit.same(parse_unit(other)) and not _is_chinese(name))


@lru_cache(maxsize=256)
def written(text: str) -> tuple[str, ...]:
    """How the unit is written that `text` writes or names, in English first: MW, 兆瓦 of megawatts; none as above."""
    try:
        unit = unit_named(text)
    except UnknownUnit:
        return ()
    bases = [base for base in _BASES if unit.same(parse_unit(base))]
    return tuple(dict.fromkeys((unit.english, *bases))) if bases else ()


def _is_chinese(name: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in name)


@cache
def _named() -> dict[str, str]:
    """The units by their English forms, small and without spaces, where these mean one, and by other names."""
    forms: dict[str, set[tuple[str, str]]] = {}
    first: dict[str, str] = {}
    for base, (dimension, scale, english) in _BASES.items():
        for form in (english, base):
            name = "".join(form.lower().translate(_PLAIN).split())
            forms.setdefault(name, set()).add((dimension, scale))
            first.setdefault(name, base)
    return {name: first[name] for name, meant in forms.items() if name and len(meant) == 1} | _OTHERWISE


def single(text: str) -> str:
    """A unit without the multiplier before it: 亿元 as 元, 万家 as 家; itself where it has none, or is one."""
    name = _ALIASES.get(text, text)
    for multiplier in sorted(MULTIPLIERS, key=len):
        if name.startswith(multiplier) and name[len(multiplier) :] in _BASES:
            return name[len(multiplier) :] if multiplier else text
    return text


# Other ways to write what we know: traditional characters, 圆 for 元, everyday and English names.
_VARIANTS = str.maketrans(
    "圆圓億萬個項臺輛噸戶條種級類處門筆顆畝頃時間", "元元亿万个项台辆吨户条种级类处门笔颗亩顷时间"
)
_OTHERWISE = {
    "人民币元": "元", "yuan": "元", "rmb": "元", "cny": "元", "¥": "元", "usd": "美元", "dollar": "美元", "$": "美元",
    "percent": "%", "百分比": "%", "百分点": "个百分点", "people": "人", "person": "人",
    "ton": "吨", "tonne": "吨", "kilogram": "公斤", "gram": "克", "kilowatt": "千瓦", "megawatt": "兆瓦",
    "gigawatt": "吉瓦", "gw": "吉瓦", "kilowatthour": "千瓦时", "kwh": "千瓦时", "um": "微米",
    "megapascal": "MPa", "gigapascal": "GPa",
    "km2": "平方公里", "m2": "平方米", "平米": "平方米", "hectare": "公顷", "mu": "亩", "度": "千瓦时",
    "squarem": "平方米", "squarekm": "平方公里", "cubicm": "立方米",
    "nm": "纳米", "mm": "毫米", "cm": "厘米", "员": "人", "名次": "位", "litre": "升", "liter": "升",
    "year": "年", "month": "个月", "月": "个月", "day": "天", "hour": "小时", "间": "个", "项目": "项",
    **{
        f"{size}{metre}": unit
        for metre in ("metre", "meter")
        for size, unit in {
            "": "米", "kilo": "公里", "centi": "厘米", "milli": "毫米", "micro": "微米", "nano": "纳米",
            "square": "平方米", "squarekilo": "平方公里", "cubic": "立方米",
        }.items()
    },
}  # fmt: skip


_SQUARE = re.compile(r"^sq(?:uare)?\.?(?=[a-z])")
_PLAIN = str.maketrans("µ²³￥", "μ23¥")


def nearest_unit(text: str) -> str:
    """The known unit that an unknown one most probably means; empty if there is no such."""
    whole = text.strip().translate(_VARIANTS)
    prefix = max((multiplier for multiplier in MULTIPLIERS if whole.startswith(multiplier)), key=len)
    for start in ("", prefix):
        base = whole[len(start) :].strip()
        letters = "".join(base.lower().split())
        for name in (base, _OTHERWISE.get(letters), _OTHERWISE.get(letters.removesuffix("s"))):
            if name in _BASES and start + name != text:
                return start + name
    known = {name.lower(): name for name in _BASES}
    for start, cutoff in (("", 0.6), (prefix, 0.5)):
        near = difflib.get_close_matches(whole[len(start) :].strip().lower(), known, n=1, cutoff=cutoff)
        if near:
            return start + known[near[0]]
    return ""


def known_units() -> list[str]:
    """Every unit without a multiplier, and the multipliers that may stand before it, for documentation."""
    return [*_BASES]


def number(value: Decimal) -> str:
    """`value` with thousands separated and every digit that it has: 30083 as 30,083, 2.880 as 2.880."""
    return f"{value:,f}"


def format_value(value: Decimal, unit_text: str, language: Language) -> str:
    """A value with its unit: as printed in Chinese (830.6亿元), converted in English (CNY 83.06 billion).

    No digit is lost and none is invented: the English form is the same number with the multiplier worked out.
    """
    return "".join(value_parts(value, unit_text, language))


def value_parts(value: Decimal, unit_text: str, language: Language) -> tuple[str, str, str]:
    """What `format_value` writes, as what stands before the number, the number, and what stands behind it."""
    unit = parse_unit(unit_text)
    if language == "zh":
        return ("第", f"{value:f}", "位") if unit.dimension == "rank" else ("", f"{value:f}", unit_text)
    if unit.dimension == "rank":
        return ("No. ", number(value), "")
    scaled = _exact(value, unit.multiplier)
    if unit.dimension.startswith("money"):
        shown, _, name = _short(scaled, zeros=_fraction(value)).partition(" ")
        return (f"{unit.english} ", shown, f" {name}" if name else "")
    if unit.english in ("", "%", "‰"):
        return ("", number(scaled), unit.english)
    if scaled == 1 and unit.english in ("years", "months", "days", "hours", "minutes", "times"):
        return ("", number(scaled), f" {unit.english[:-1]}")
    return ("", number(scaled), f" {unit.english}")


def _exact(value: Decimal, multiplier: Decimal) -> Decimal:
    """`value` times a power of ten; zeros printed behind the point are kept: 2.880亿 has four digits."""
    if multiplier == 1:
        return value
    with _exactly(value):
        return value.scaleb(multiplier.adjusted()) if _fraction(value) else _trim(value * multiplier)


def _fraction(value: Decimal) -> bool:
    """Whether digits were printed behind the point."""
    return int(value.as_tuple().exponent) < 0


def _trim(value: Decimal) -> Decimal:
    """The same number without zeros behind its decimal point; in `_exactly`."""
    if value == value.to_integral_value():
        return value if int(value.as_tuple().exponent) >= 0 else value.quantize(Decimal(1))
    return value.normalize()


def _exactly(value: Decimal) -> AbstractContextManager[Context]:
    """A context in which `value` is scaled without rounding, however many digits it has."""
    # the longest scale, that of a mu, has 28 digits
    return localcontext(prec=len(value.as_tuple().digits) + 40)


def _short(value: Decimal, *, zeros: bool) -> str:
    """Money in English: millions and more by name; last zeros are kept if printed (`zeros`)."""
    with _exactly(value):
        for size, name in _SHORT.items():
            if abs(value) >= size:
                shifted = value.scaleb(-size.adjusted())
                return f"{number(shifted if zeros else _trim(shifted))} {name}"
    return number(value)
