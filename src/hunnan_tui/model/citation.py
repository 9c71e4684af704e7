"""Citing a source: GB/T 7714-2015 in Chinese, APA 7 in English, from what the briefing says about it.

A page on the web is cited as one (`[EB/OL]`), an article as one of its newspaper (`[N]`, read on the web `[N/OL]`) or
journal (`[J]`). What a source does not state is said to be missing; nothing is guessed.
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

_AND_OTHERS = re.compile(r"([A-Z][\w'-]*(?: [A-Z][\w.'-]*)*) ([A-Z][\w'-]+) and others")
_MARKS = {"newspaper": "N", "journal": "J"}
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
    if style == "apa7":
        return _apa7(source, accessed)
    return _gbt7714(source, accessed) if source.kind == "page" else _gbt7714_article(source, accessed)


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
        responsible, issue = (
            _gbt7714_author(_line(source.author, own)),
            f"{_line(source.publisher, own)}{year}{whole}{read}",
        )
    title = _line(source.title, own) if source.title else "[题名不详]"
    # Z, "other", where it is not known to be on the web.
    mark = "EB/OL" if online else "Z"
    return " ".join([f"{_stop(responsible)} {title}[{mark}].", f"{issue}.", *_access(source, own)])


def _gbt7714_article(source: Source, accessed: date | None) -> str:
    """主要责任者. 题名[N]. 报纸名, 出版日期(版次)[引用日期]. 路径; 题名[J]. 刊名, 年, 卷: 页码[引用日期]. 路径.

    Of an article without an author the standard gives the title first.
    """
    own = _original(source)
    author = f"{_stop(_gbt7714_author(_line(source.author, own)))} " if source.author else ""
    title = _line(source.title, own) if source.title else "[题名不详]"
    published, pages = source.published or "", visible_line(source.pages or "")
    if source.kind == "journal":
        issue = ", ".join(filter(None, (published[:4], visible_line(source.volume or ""))))
        issue += f": {pages}" if pages else ""
    else:
        issue = published + (f"({pages})" if pages else "")
    read = f"[{accessed.isoformat()}]" if accessed and source.url else ""
    mark = _MARKS[source.kind] + ("/OL" if source.url else "")
    where = f"{_line(source.publisher, own)}, {issue or ('' if read else '[出版日期不详]')}".removesuffix(", ")
    return " ".join([f"{author}{title}[{mark}].", f"{where}{read}.", *_access(source, own)])


def _access(source: Source, own: Language) -> list[str]:
    """The page that repeats a source, and the address."""
    via = [_stop(_line(source.via, own))] if source.via is not None else []
    return [*via, f"{visible_line(source.url)}."] if source.url else via


def _gbt7714_author(author: str) -> str:
    """Bing Li and others as LI B, et al; any other author as given."""
    others = _AND_OTHERS.fullmatch(author)
    return f"{others[2].upper()} {_initials(others[1], '')}, et al" if others else author


def _initials(names: str, stop: str) -> str:
    return " ".join(f"{name[0]}{stop}" for name in names.split())


def _apa7(source: Source, accessed: date | None) -> str:
    """Author. (Date). Title [Translated title]. Site, volume, pages. URL."""
    publisher = _line(source.publisher, "en")
    dated, title = f"({_apa_date(source.published)}).", _stop(_apa_title(source))
    if source.author is not None:
        parts = [_stop(_apa_author(source.author)), dated, title]
    elif source.kind == "page":
        parts = [_stop(publisher), dated, title]
    else:  # an article without an author begins with its title
        parts = [title, dated]
    if source.author is not None or source.kind != "page":
        issue = (publisher, *(visible_line(part) for part in (source.volume, source.pages) if part))
        parts.append(_stop(", ".join(issue)))
    if source.url:
        url = visible_line(source.url)
        undated = source.published is None and accessed is not None
        parts.append(f"Retrieved {_english_day(accessed)}, from {url}" if undated and accessed else url)
    if source.via is not None:
        parts.append(f"[{_line(source.via, 'en')}]")
    return " ".join(parts)


def _apa_author(author: Text) -> str:
    """A Chinese person as Tao, Y.: the surname first, as in Chinese; Bing Li and others as Li, B., et al."""
    chinese, english = _line(author, "zh"), _line(author, "en")
    person = _PERSON.fullmatch(english)
    if person and 2 <= len(chinese) <= 3 and chinese[0] in _SURNAMES:
        return f"{person[1]}, {person[2][0]}."
    others = _AND_OTHERS.fullmatch(english)
    return f"{others[2]}, {_initials(others[1], '.')}, et al." if others else english


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
    """The title; a Chinese one in pinyin, where we know it, with its English translation in brackets, as APA asks."""
    title = source.title
    if title is None:
        return "[Title not stated]"
    if title.zh and title.en and _original(source) == "zh":
        return f"{visible_line(source.romanised or title.zh)} [{visible_line(title.en)}]"
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
