"""Citing a source: GB/T 7714-2015 in Chinese, APA 7 in English, from what the briefing says about it.

A source with an address is cited as a page on the web (`[EB/OL]`), which is what was read. What a source does
not state is said to be missing; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from hunnan_tui.model.briefing import Source
from hunnan_tui.model.period import parse_period
from hunnan_tui.model.text import Language, Text, has_chinese, visible_line
from hunnan_tui.model.wording import MONTHS

Style = Literal["gbt7714", "apa7"]
"""GB/T 7714-2015 (Chinese) or APA 7 (English)."""

STYLES: dict[Language, Style] = {"zh": "gbt7714", "en": "apa7"}
"""The style that readers of a language expect."""

# How a briefing that says no language marks that the source speaks English: 塑晶（英文论文）.
_OURS = re.compile(r"[（(]英文[^（）()]*[)）]$")

_PERSON = re.compile(r"([A-Z][a-z]+) ([A-Z][a-z]+)")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹"
)
"""The surnames of most Chinese people: a name that begins with another one is cited as it is given."""


def cite(source: Source, style: Style, accessed: date | None = None) -> str:
    """The reference list entry of `source` in `style`, one line of plain text.

    `accessed` is the day on which the page was read: GB/T 7714 always prints it, APA only where the page
    states no date of its own. A publication date of any precision is printed with just that precision;
    of a page without a date GB/T 7714 gives the day of reading alone.
    """
    return _gbt7714(source, accessed) if style == "gbt7714" else _apa7(source, accessed)


def _gbt7714(source: Source, accessed: date | None) -> str:
    """主要责任者. 题名[EB/OL]. 出版者, 出版年(更新日期)[引用日期]. 获取和访问路径."""
    online = bool(source.url)
    own = _original(source)
    published = source.published or ""
    read = f"[{accessed.isoformat()}]" if accessed and online else ""
    # of a page without a date the standard gives the day of reading alone
    when = f"({published})" if published else "" if read else "[出版日期不详]"
    if source.author is None:
        # A body that publishes under its own name is the responsible one; it is not named twice.
        responsible, issue = _line(source.publisher, own), when + read
    else:
        year = f", {published[:4]}" if published else ""
        whole = "" if published == published[:4] and published else when
        responsible, issue = _line(source.author, own), f"{_line(source.publisher, own)}{year}{whole}{read}"
    title = _line(source.title, own) if source.title else "[题名不详]"
    # Z, "other", where it is not known to be on the web.
    mark = "EB/OL" if online else "Z"
    parts = [f"{_stop(responsible)} {title}[{mark}].", f"{issue}."]
    if source.via is not None:
        parts.append(_stop(_line(source.via, own)))
    if source.url:
        parts.append(f"{visible_line(source.url)}.")
    return " ".join(parts)


def _apa7(source: Source, accessed: date | None) -> str:
    """Author. (Date). Title [Translated title]. Site. URL."""
    publisher = _line(source.publisher, "en")
    author = _apa_author(source.author) if source.author else publisher
    parts = [_stop(author), f"({_apa_date(source.published)}).", _stop(_apa_title(source))]
    if author != publisher:
        parts.append(_stop(publisher))
    if source.url:
        url = visible_line(source.url)
        undated = source.published is None and accessed is not None
        parts.append(f"Retrieved {_english_day(accessed)}, from {url}" if undated and accessed else url)
    if source.via is not None:
        parts.append(f"[{_line(source.via, 'en')}]")
    return " ".join(parts)


def _apa_author(author: Text) -> str:
    """A Chinese person as Tao, Y.: the surname first, as in Chinese; any other author as given."""
    chinese, english = _line(author, "zh"), _line(author, "en")
    person = _PERSON.fullmatch(english)
    if person and 2 <= len(chinese) <= 3 and chinese[0] in _SURNAMES:
        return f"{person[1]}, {person[2][0]}."
    return english


def _apa_date(published: str | None) -> str:
    """2026, February 24; 2026, February; 2026; n.d."""
    if published is None:
        return "n.d."
    period = parse_period(published)
    if period.span == "day":
        return f"{period.first.year}, {MONTHS[period.first.month - 1]} {period.first.day}"
    if period.span == "month":
        return f"{period.first.year}, {MONTHS[period.first.month - 1]}"
    return published


def _apa_title(source: Source) -> str:
    """The title; a Chinese one with its English translation in brackets, as APA asks."""
    title = source.title
    if title is None:
        return "[Title not stated]"
    if title.zh and title.en and _original(source) == "zh":
        return f"{visible_line(title.zh)} [{visible_line(title.en)}]"
    return _line(title, "en")


def _original(source: Source) -> Language:
    """The language that the source speaks: in either style, what it prints is cited as it prints it."""
    if source.language is not None:
        return source.language
    title = source.title
    if title is None:
        return "zh" if source.publisher.zh else "en"
    return "zh" if title.zh and has_chinese(title.zh) and not (title.en and _OURS.search(title.zh)) else "en"


def _english_day(day: date | None) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}" if day else ""


def _line(text: Text, language: Language) -> str:
    return visible_line(text.get(language)).strip()


def _stop(text: str) -> str:
    """`text` with one full stop at its end, none added to a mark that ends a sentence."""
    return text if text.endswith((".", "。", "?", "!", "？", "！")) else f"{text}."
