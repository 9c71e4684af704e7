"""What is said where a query can mean nothing: message and remedy, in English and in Chinese."""

from __future__ import annotations

from hunnan_tui import i18n
from hunnan_tui.errors import QueryError

TEXTS: dict[str, tuple[str, str, str, str]] = {
    "value-colon": (
        "a figure is compared, not matched",
        "write value>=10bn",
        "数值是用来比较的，不能匹配",
        "请写 value>=100亿",
    ),
    "operator": (
        "there is no comparison {given}",
        "write > >= < <= or =",
        "{given} 不是比较符号",
        "请写 > >= < <= 或 =",
    ),
    "known": (
        "no {field} is called {given}",
        "{field}: {known}",
        "{field} 没有名为 {given} 的取值",
        "{field}：{known}",
    ),
    "year": (
        "{given} is no year",
        "write year:2026 or year:2024-2026",
        "{given} 不是年份",
        "请写 year:2026 或 year:2024-2026",
    ),
    "year-compared": ("{given} is no year", "write year>=2025", "{given} 不是年份", "请写 year>=2025"),
    "year-missing": ("the year is missing", "write year>=2025", "缺少年份", "请写 year>=2025"),
    "number": ("{given} is no number", "write value>=10bn", "{given} 不是数", "请写 value>=100亿"),
    "number-missing": ("the number is missing", "write value>=10bn", "缺少数值", "请写 value>=100亿"),
    "range": (
        "{given} is no single number",
        "write value>=10bn value<=20bn",
        "{given} 不是单个数",
        "请写 value>=100亿 value<=200亿",
    ),
    "two-units": (
        "{given} has two currencies",
        "write one of them",
        "{given} 有两种货币",
        "请只写一种",
    ),
    "either": (
        "{given} may be {one} or {other}",
        "write which of the two",
        "{given} 可能是 {one} 或 {other}",
        "请写明是哪一个",
    ),
    "unit": ("no unit is called {given}", "leave the unit out", "没有名为 {given} 的单位", "可以不写单位"),
    "unit-near": ("no unit is called {given}", "did you mean {near}?", "没有名为 {given} 的单位", "是否想写 {near}？"),
    "signs": (
        "{given} is nothing to search for",
        "write a word or a number",
        "{given} 无法搜索",
        "请写词或数",
    ),
    "AND": (
        "AND is a word like others here",
        "leave it out: all words must match",
        "AND 只当作普通的词",
        "不必写：各词都须匹配",
    ),
    "OR": (
        "there is no OR",
        "write kind:metric,flag, or search twice",
        "没有 OR",
        "请写 kind:metric,flag，或分两次搜索",
    ),
    "NOT": ("there is no NOT", "write -word", "没有 NOT", "请写 -词"),
    "field": (
        "there is no field {given}",
        "did you mean {near}? In quotes it is text",
        "没有字段 {given}",
        "是否想写 {near}？加引号则作为文本",
    ),
    "field-text": (
        "there is no field {given}",
        "write the words alone: titles and texts are always searched; in quotes it is text",
        "没有字段 {given}",
        "直接写词即可：标题和正文总会搜索；加引号则作为文本",
    ),
    "field-unknown": (
        "there is no field {given}",
        "fields: {known}; in quotes it is text",
        "没有字段 {given}",
        "字段：{known}；加引号则作为文本",
    ),
    "field-colon": (
        "{given} is matched, not compared",
        "write {given}:…",
        "{given} 不能比较，只能匹配",
        "请写 {given}:…",
    ),
}


def wrong(code: str, start: int, end: int, **said: str) -> QueryError:
    """The error of this code for the characters from `start` to `end`, in the language in use."""
    message, remedy = TEXTS[code][2:] if i18n.language() == "zh" else TEXTS[code][:2]
    return QueryError(message.format(**said), start=start, end=end, remedy=remedy.format(**said))
