"""The numbers in a text, Chinese or English: 3.4万, 1.1 trillion, 近2000, thirty-six, 三千, 11.2 per cent.

A number is *firm* if it is a figure written in digits: its counterpart must stand in the other language.
Loose are those that may be said without one: dates and years, names (T2000, AGT-110), ordinals, numbers in
words, the number one. They still serve as counterparts, so "36个" and "thirty-six" are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from hunnan_tui.model.reconcile import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hunnan_tui.model.briefing import Bound
    from hunnan_tui.model.text import Language


_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text."""

    value: Decimal
    """The number as printed, before its multiplier."""
    text: str
    """How it is written."""
    scale: Decimal = _ONE
    """The multiplier: 10,000 for 万, 1 where there is none."""
    firm: bool = False
    """Whether the other language must have it."""
    before: str = ""
    """What stands just before it."""
    after: str = ""
    """What stands just behind it."""
    language: Language = "zh"
    """The language of the text."""

    @property
    def plain(self) -> Decimal:
        """The number with its multiplier."""
        return self.value * self.scale

    @property
    def bound(self) -> Bound:
        """How the words around it qualify it."""
        for match in (_BEFORE[self.language].search(self.before), _AFTER[self.language].match(self.after)):
            if match is not None:
                return next(_BOUNDS.get(name, "up-to") for name, group in match.groupdict().items() if group)
        return "at-least" if self.text.endswith(_ODD) else "exact"

    @property
    def measure(self) -> tuple[str, Decimal] | None:
        """What the unit behind it measures, and how large that is: ("power", 1000) for 千瓦 and kW."""
        return _measure(self.after)


def numbers(text: str, language: Language) -> list[Number]:
    """The numbers of `text`, in no particular order."""
    return [*figures(text, language), *others(text, language)]


def figures(text: str, language: Language) -> list[Number]:
    """The numbers of `text` that are written in digits, dates excepted: among them all firm ones."""
    return _figures(_undated(cleaned(text), language), language) if _DIGIT.search(text) else []


def others(text: str, language: Language) -> list[Number]:
    """The numbers of `text` in dates and in words, all loose."""
    clean = cleaned(text)
    words = _undated(clean, language)
    said = number_words.chinese(words) if language == "zh" else number_words.english(words)
    return [*_dates(clean, language), *(Number(value, text) for value, text in said)]


@lru_cache(maxsize=8)  # the two texts at hand are looked at several times
def cleaned(text: str) -> str:
    """`text` with ASCII digits and signs, without addresses and without the ² and ³ of units."""
    clean = text.translate(_WIDTHS) if _WIDE.search(text) else text
    return _ADDRESS.sub(" ", clean) if "/" in clean or "www." in clean else clean


# Full-width forms as ASCII; not the comma, which in Chinese stands between numbers and never within one.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"} | {
    0xB2: None,
    0xB3: None,
    0x3000: 32,
}
_WIDE = re.compile("[\uff01-\uff0b\uff0d-\uff5e\u3000\u00b2\u00b3]")
_DIGIT = re.compile(r"[0-9０-９]")
_NEAR = 32
"""How many characters around a number are looked at: hostile texts are long."""
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\b10\.\d{4,}/\S+")

_POWERS = {
    name: _ONE.scaleb(power)
    for power, names in {
        2: "百 hundred", 3: "千 thousand", 4: "万", 6: "百万 million mn", 7: "千万", 8: "亿", 9: "billion bn",
        12: "万亿 trillion tn",
    }.items()
    for name in names.split()
}  # fmt: skip
_FIGURE = re.compile(
    r"(?P<value>\d(?:\d{0,2}(?:,\d{3})+|\d*)(?:\.\d+)?)(?P<odd>[余多](?=[万亿千百]))?"
    r"(?P<scale>万亿|千万|百万|亿|万|千(?![瓦米克帕卡伏])|百(?!分)"
    r"|[ -]?(?:hundred|thousand|million|billion|trillion|mn|bn|tn)\b)?",
    re.IGNORECASE,
)
_BETWEEN = r"\s*[-—–~至到/]\s*"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
# Each begins with a digit, so that looking for it is quick; what must not stand before that is said behind it.
_DATE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        rf"\d(?:\d{{3}}{_BETWEEN}\d{{2,4}}年|\d{{1,3}}年代|(?<!\d\d)0后|\d{{3}}-\d{{1,2}}(?:-\d{{1,2}})?(?!\d)"
        rf"|\d{{3}}年[度末底初]?(?:\d{{1,2}}(?:{_BETWEEN}\d{{1,2}})?月)?(?:\d{{1,2}}[日号])?"
        rf"|\d?(?:{_BETWEEN}\d{{1,2}})?月(?:\d{{1,2}}[日号])?"
        r"|(?<![\d.]\d)\d?[日时]|(?<![\d.:]\d)\d?:\d{2}(?![\d.]))"
    ),
    "en": re.compile(
        rf"\d(?<!\w\d)(?:\d{{3}}-\d{{1,2}}(?:-\d{{1,2}})?\b"
        rf"|\d?(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? \d{{4}}\b)?"
        rf"|(?<=[12])\d{{3}}{_BETWEEN}(?:[12]\d{{3}}|\d{{2}})\b"
        r"|(?<![.:]\d)\d?:\d{2}\b(?![.:]\d)|\d? ?[ap]\.?m\b)"
    ),
}
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?(?!,\d)|\d{{4}}\b)|\b{_MONTH}, \d{{4}}\b"
)
_BEFORE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?:(?P<over>超过|超|逾|突破|高于|大于)|(?P<nearly>近|接近|将近)|(?P<about>约|大约|大概|左右)"
        r"|(?P<least>不少于|至少|不低于|最低)|(?P<most>最高|不超过|至多|不高于|小于|低于))[到达]?\s*$"
    ),
    "en": re.compile(
        r"\b(?:(?P<over>over|more than|above|exceed(?:s|ing|ed)?|beyond|top(?:s|ped|ping)|past)"
        r"|(?P<nearly>nearly|almost|close to|approaching|just under)"
        r"|(?P<about>about|around|some|roughly|approximately|circa)"
        r"|(?P<least>at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of)"
        r"|(?P<most>up to|at most|no more than|not more than|under|below|less than|fewer than|a maximum of))"
        r"(?: the| a| CNY| RMB| USD| US\$| ¥| \$)*[ ¥$]*$",
        re.IGNORECASE,
    ),
}
_AFTER: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"\s*(?:(?P<least>[余多](?!样|元)|[^\s,。；，、]{0,4}?以上)|(?P<about>[^\s,。；，、]{0,4}?左右)"
        r"|(?P<most>[^\s,。；，、]{0,4}?以[内下]))"
    ),
    "en": re.compile(
        r"(?P<least>-odd\b|\+| ?or (?:more|above)\b| plus\b)|(?P<about> or so\b)"
        r"|(?P<most> or (?:less|fewer)\b)"
    ),
}
_BOUNDS: dict[str, Bound] = {"over": "over", "nearly": "nearly", "about": "about", "least": "at-least"}
_MONEY = r"(?:CNY|RMB|USD|US\$|¥|\$)?\s*"
_TO = re.compile(rf"\s*(?:[-—–~～至到]|to)\s*{_MONEY}", re.IGNORECASE)
_AND = re.compile(rf"\s*(?:and|和|与)\s*{_MONEY}", re.IGNORECASE)
_FROM = re.compile(rf"(?:\bbetween|介于|在)\s*{_MONEY}$", re.IGNORECASE)
_PART_OF = re.compile(r"(?P<tenths>成(?![果立本员功熟长]))|[个年倍天]?半(?![导岛径数])")
_JOINTS = frozenset("-_/")
_ODD = ("余万", "多万", "余亿", "多亿", "余千", "多千", "余百", "多百")
_BEHIND = re.compile(r"-[A-Z]|倍|[ -]fold\b| times\b")
_SIGNS = frozenset("%‰家个项元人名吨台")
"""What is shown with a number that has no counterpart."""
_COUNTED = re.compile(
    r"\s*[余多]?[家个项名人台辆件份次种条座支户所款只套架艘场组篇册批门笔颗类元吨瓦米公平岁位斤升度天%]"
)
_UNITS: dict[str, tuple[str, Decimal]] = {
    name: (measure, Decimal(size))
    for measure, sizes in {
        "power": "千瓦 1e3 兆瓦 1e6 吉瓦 1e9 kw 1e3 kilowatt 1e3 mw 1e6 megawatt 1e6 gw 1e9 gigawatt 1e9",
        "mass": "千克 1 公斤 1 吨 1e3 克 1e-3 毫克 1e-6 gram 1e-3 milligram 1e-6 mg 1e-6"
        " kg 1 kilogram 1 t 1e3 ton 1e3 tonne 1e3",
        "length": "公里 1e3 千米 1e3 米 1 厘米 1e-2 毫米 1e-3 微米 1e-6 纳米 1e-9 km 1e3 kilometre 1e3"
        " kilometer 1e3 m 1 metre 1 meter 1 cm 1e-2 centimetre 1e-2 mm 1e-3 millimetre 1e-3 nm 1e-9"
        " nanometre 1e-9 nanometer 1e-9 micrometre 1e-6 micrometer 1e-6 micron 1e-6 μm 1e-6 µm 1e-6",
        "energy": "千瓦时 1e3 兆瓦时 1e6 kwh 1e3 mwh 1e6 gwh 1e9 twh 1e12",
        "ratio": "% 10 ‰ 1",
        "time": "个月 1 年 12 month 1 year 12",
        "duration": "周 168 天 24 小时 1 week 168 day 24 hour 1",
        "area": "平方公里 1e6 公顷 1e4 平方米 1 亩 666.667 hectare 1e4 ha 1e4 mu 666.667",
    }.items()
    for name, size in zip(sizes.split()[::2], sizes.split()[1::2], strict=True)
}  # fmt: skip
_LATIN_UNIT = re.compile(r"[ -]?([a-zμµ]+?)s?\b", re.IGNORECASE)
_HAN_UNIT = re.compile(
    "|".join(sorted((name for name in _UNITS if not name.isascii() or name == "%"), key=len, reverse=True))
)


def _dates(text: str, language: Language) -> Iterator[Number]:
    for pattern in _patterns(text, language):
        for date in pattern.findall(text):
            for part in re.findall(r"\d+", date):
                yield Number(Decimal(part), part)


def _undated(text: str, language: Language) -> str:
    """`text` without its dates and times of day."""
    for pattern in _patterns(text, language):
        text = pattern.sub(" ", text)
    return text


def _patterns(text: str, language: Language) -> list[re.Pattern[str]]:
    """What finds the dates of `text`; names of months are looked for only where there is one."""
    named = language == "en" and any(month in text for month in _MONTHS)
    return [_DATE[language], _MONTH_FIRST] if named else [_DATE[language]]


def _figures(text: str, language: Language) -> list[Number]:
    """The numbers written in digits."""
    found: list[Number] = []
    end = -1
    for match in _FIGURE.finditer(text):
        digits, scale = match["value"], match["scale"]
        before = text[max(match.start() - _NEAR, 0) : match.start()]
        after = text[match.end() : match.end() + _NEAR]
        value = Decimal(digits.replace(",", "") if "," in digits else digits)
        number = Number(
            value,
            match[0].strip() + (after[:1] if after[:1] in _SIGNS else ""),
            _POWERS[scale.strip(" -").lower()] if scale else _ONE,
            not _named(before, after) and bool(scale or (value != 1 and not _year(digits, after, language))),
            before,
            after,
            language,
        )
        if found and end == match.start() and found[-1].scale > number.scale:
            # 3亿5000万 is one number in two pieces
            large = found.pop()
            whole = large.plain + number.plain
            number = Number(whole, large.text + number.text, _ONE, True, large.before, after, language)
        elif found and _ranges(found[-1], number, text[end : match.start()]):
            # 30至50亿: the multiplier belongs to both; the number as it stands may still answer another
            lower = found.pop()
            found += [replace(lower, firm=False), replace(lower, scale=number.scale, firm=True)]
        elif part := _PART_OF.match(after):
            # 3个半月, 7成
            whole = number.value * 10 if part["tenths"] else number.value + Decimal("0.5")
            found.append(replace(number, firm=False))
            number = replace(number, value=whole)
        found.append(number)
        end = match.end()
    return found


def _ranges(lower: Number, upper: Number, between: str) -> bool:
    """Whether two numbers are the ends of a range of which only the upper one has its multiplier."""
    if lower.scale != 1 or upper.scale == 1 or lower.value >= upper.value:
        return False
    if not lower.firm and lower.value != 1:
        return False
    return bool(_TO.fullmatch(between) or (_AND.fullmatch(between) and _FROM.search(lower.before)))


def _named(before: str, after: str) -> bool:
    """Whether a number belongs to a name (T2000, AGT-110, 5G), is a multiple (3倍) or an amount in dollars."""
    last = before[-2:-1] if before[-1:] in _JOINTS else before[-1:]
    if last.isascii() and last.isalpha():
        return not before.endswith(("CNY", "RMB"))
    if before.endswith(("$", "USD ")):
        return True
    first = after[:1]
    if first.isascii() and first.isalpha():
        return _measure(after) is None
    return _BEHIND.match(after) is not None


def _year(digits: str, after: str, language: Language) -> bool:
    """Whether four bare digits are a year: in English always, in Chinese unless they count something."""
    return len(digits) == 4 and digits[:2] in ("19", "20") and (language == "en" or not _COUNTED.match(after))


def _measure(after: str) -> tuple[str, Decimal] | None:
    """What the unit behind a number measures, and its size."""
    match = _HAN_UNIT.match(after)
    if match:
        return _UNITS[match[0]]
    match = _LATIN_UNIT.match(after)
    return _UNITS.get(match[1].lower()) if match else None
