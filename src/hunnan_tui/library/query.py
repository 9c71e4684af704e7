"""The query language: words, "phrases", -exclusions, field:value and value>=100亿, read into typed clauses.

A query that is still being typed is a good query as far as it can be: a quotation mark that is not closed yet closes
at the end, a value that is not whole yet stands for all that begin with it. What can be nothing at all is left out and
told as a `QueryError`, with its place and what would be right.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from hunnan_tui import i18n
from hunnan_tui.errors import QueryError
from hunnan_tui.library.chinese import parts
from hunnan_tui.library.dates import in_words
from hunnan_tui.library.fold import HAN, fold
from hunnan_tui.library.measures import with_measure
from hunnan_tui.library.numerals import in_digits
from hunnan_tui.library.query_texts import wrong

Field = Literal["kind", "area", "year", "unit", "nature", "source", "briefing", "tag", "section", "value"]
FIELDS: tuple[Field, ...] = (
    "kind",
    "area",
    "year",
    "unit",
    "nature",
    "source",
    "briefing",
    "tag",
    "section",
    "value",
)

FIELD_NAMES: dict[str, Field] = {
    **{name: name for name in FIELDS},
    "type": "kind",
    "类别": "kind",
    "类型": "kind",
    "种类": "kind",
    "地区": "area",
    "年份": "year",
    "年": "year",
    "单位": "unit",
    "性质": "nature",
    "来源": "source",
    "简报": "briefing",
    "标签": "tag",
    "栏目": "section",
    "数值": "value",
    "值": "value",
}
# What other programs call a field, and readers try.
_OTHERWISE: dict[Field | Literal["text"], str] = {
    "kind": "category class 分类",
    "area": "city region place location province district county 城市 区域 地点 省份 城区",
    "year": "date period time when day month since published 日期 时间 期间 时期 年度",
    "unit": "units currency measure",
    "nature": "status state 状态",
    "source": "publisher site outlet origin 出处 媒体",
    "briefing": "file document doc report 文件 文档 报告",
    "tag": "label labels 标记",
    "section": "chapter heading 章节",
    "value": "amount number figure val sum 金额 数额",
    "text": "title name text body content summary author 标题 题目 名称 正文 内容 全文 作者",
}
OTHER_NAMES = {name: field for field, names in _OTHERWISE.items() for name in names.split()}
# Values of the fields that have a fixed set, and what else may be typed for them.
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": {
        "outcome": ("outcomes", "成果", "创新成果"),
        "project": ("projects", "项目"),
        "point": ("points", "keyword", "keywords", "要点", "关键词"),
        "metric": ("metrics", "indicator", "indicators", "指标"),
        "flag": ("flags", "存疑", "疑点"),
        "source": ("sources", "来源"),
        "note": ("notes", "笔记"),
    },
    "nature": {
        "actual": ("实际", "实绩", "完成"),
        "target": ("targets", "目标"),
        "estimate": ("estimates", "估计", "预计"),
        "limit": ("limits", "限额", "上限"),
    },
}
Comparison = Literal[">", ">=", "<", "<=", "="]


@dataclass(frozen=True, slots=True)
class Word:
    """Something to be found in the texts; `phrase`: letter by letter, in this order, letters being letters only."""

    text: str
    phrase: bool = False
    exclude: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """A field that must have one of `values`, or one that begins so."""

    field: Field
    values: tuple[str, ...]
    exclude: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """A figure that must compare so: `amount` as a plain number of `dimension`, of any if that is None."""

    operator: Comparison
    amount: Decimal
    dimension: str | None = None
    exclude: bool = False
    start: int = 0
    end: int = 0


Clause = Word | Filter | Compare


@dataclass(frozen=True, slots=True)
class Query:
    """The clauses of a query, all of which must hold; none means everything."""

    clauses: tuple[Clause, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """The words to be found."""
        return tuple(c for c in self.clauses if isinstance(c, Word) and not c.exclude)

    @property
    def excluded(self) -> tuple[Word, ...]:
        """The words that must not be found."""
        return tuple(c for c in self.clauses if isinstance(c, Word) and c.exclude)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What fields must have, or, where excluded, must not."""
        return tuple(c for c in self.clauses if isinstance(c, Filter))

    @property
    def comparisons(self) -> tuple[Compare, ...]:
        """What figures must compare to."""
        return tuple(c for c in self.clauses if isinstance(c, Compare))


_OPENING = '"“”＂「『«'
_CLOSING = '"“”＂」』»'
_DASHES = "-－−"
_NAME = re.compile(r"[a-zA-Zａ-ｚＡ-Ｚ]+|[\u4e00-\u9fff]{1,2}")
_OPERATORS: dict[str, Comparison] = {
    ">=": ">=", "=>": ">=", "≥": ">=", "<=": "<=", "=<": "<=", "≤": "<=", "==": "=", ">": ">", "<": "<", "=": "="
}  # fmt: skip
_NO_OPERATORS = "≠≈"
_OPERATOR = re.compile(rf"[!！~～][=＝]|[=＝][~～]|[~～](?=\s*[\d.¥￥$])|[><=＞＜＝]{{2}}|[><=＞＜＝≥≤{_NO_OPERATORS}]")
_YEARS = re.compile(r"(\d{1,4})(?:(?:-|\.\.|/)(\d{4}))?", re.ASCII)
_HELD = "\u00a0\u2009\u202f"  # spaces that hold a number together
_THOUSANDS = re.compile(rf"\d{{1,3}}(?:[ {_HELD}][0-9]{{3}})+(?:\.\d+)?(?![^\s{HAN}])")
_IS_HAN = re.compile(f"[{HAN}]")
# What joins words elsewhere. Capitals, so that nobody meets it by chance.
_WORDS_OF_OTHERS = ("AND", "OR", "NOT")


def field_named(name: str) -> Field | None:
    """The field that `name` names, in English or Chinese."""
    return FIELD_NAMES.get(fold(name))


def parse(text: str) -> Query:
    """The query that `text` writes; QueryError, with place and remedy, if a part of it can mean nothing."""
    query, error = read(text)
    if error is not None:
        raise error
    return query


def read(text: str) -> tuple[Query, QueryError | None]:
    """The query that `text` writes without those parts that can mean nothing, and what is wrong with the first."""
    clauses: list[Clause] = []
    error: QueryError | None = None
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        try:
            clause, at = _clause(text, at)
        except QueryError as wrong_:
            error = error or wrong_
            at = _bare(text, max(wrong_.end, at + 1))[1]
            continue
        if isinstance(clause, Word) and not clause.phrase:
            clauses += parts(clause)
        elif clause is not None:
            clauses.append(clause)
    if error is None and clauses and not any(map(_says_something, clauses)):
        return Query(), wrong("signs", clauses[0].start, clauses[-1].end, given=text.strip())
    return Query(tuple(clauses)), error


def _says_something(clause: Clause) -> bool:
    """Whether a clause is more than signs."""
    return not isinstance(clause, Word) or any(map(str.isalnum, fold(clause.text)))


def _clause(text: str, start: int) -> tuple[Clause | None, int]:
    at = start
    exclude = text[at] in _DASHES
    if exclude:
        at += 1
        if at == len(text) or text[at].isspace() or text[at] in _DASHES:
            return None, at + (at < len(text))
    if text[at] in _OPENING:
        content, end = _quoted(text, at)
        return (Word(content, True, exclude, start, end) if content.strip() else None), end
    if (named := _NAME.match(text, at)) is not None:
        after = named.end()
        field = field_named(named[0])
        if text[after : after + 1] in (":", "：") and text[after + 1 : after + 3] != "//":
            if field is None:
                _refuse_unknown(named[0], at, text)
            elif field == "value":
                raise wrong("value-colon", start, after + 1)
            else:
                values, end = _values(text, _to_value(text, after + 1))
                return _filter(field, values, exclude, start, end), end
        elif field in ("value", "year") and (operator := _OPERATOR.match(text, _past_spaces(text, after))):
            sign = _OPERATORS.get(fold(operator[0])) if operator[0] not in _NO_OPERATORS else None
            if sign is None:
                raise wrong("operator", operator.start(), operator.end(), given=operator[0])
            to = _to_value(text, operator.end())
            if field == "year":
                word, end = _bare(text, to)
                return Filter("year", _years_compared(sign, word, start, end), exclude, start, end), end
            return _compare(sign, text, to, exclude, start)
        elif _OPERATOR.match(text, after):
            if field is not None:
                raise wrong("field-colon", at, after, given=named[0])
            _refuse_unknown(named[0], at, text)
        elif named[0] in _WORDS_OF_OTHERS and text[after : after + 1].isspace() and text[after:].strip():
            raise wrong(named[0], at, after)
    word, end = _thousands(text, at) or in_words(text, at) or _bare(text, at)
    word, end = with_measure(text, word, end)
    return Word(word, False, exclude, start, end), end


def _thousands(text: str, at: int) -> tuple[str, int] | None:
    """A number with spaces between its thousands, as 30 083; 100 500 may be two numbers, and is none."""
    match = _THOUSANDS.match(text, at)
    if match is None:
        return None
    first, *others = match[0].split()
    sure = len(others) > 1 or others[0].startswith("0") or any(space in match[0] for space in _HELD)
    if not sure:
        return None
    behind = next((at for at in range(match.end(), len(text)) if not _IS_HAN.match(text, at)), len(text))
    return ",".join((first, *others)) + text[match.end() : behind], behind


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _to_value(text: str, at: int) -> int:
    """Where the value of a field begins: behind spaces, unless what follows them is a field itself."""
    to = _past_spaces(text, at)
    following = _bare(text, to)[0]
    return at if re.search("[:：><=＞＜＝≥≤≠≈]", following) or following[:1] in _DASHES else to


def _bare(text: str, at: int) -> tuple[str, int]:
    """The run up to the next space or quotation mark that opens."""
    end = at
    while end < len(text) and not text[end].isspace() and (text[end] not in _OPENING or end == at):
        end += 1
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int]:
    """What stands between quotation marks, the last of which may still be missing."""
    closing = _CLOSING[_OPENING.index(text[at])]
    for end in range(at + 1, len(text)):
        if text[end] in (closing, '"', "”"):
            return text[at + 1 : end], end + 1
    return text[at + 1 :], len(text)


def _values(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The values after a colon: quoted, or up to the next space and parted by commas."""
    if at < len(text) and text[at] in _OPENING:
        value, end = _quoted(text, at)
        return (value,), end
    word, end = _bare(text, at)
    return tuple(filter(None, re.split("[,，、|]", word))), end


def _filter(field: Field, values: tuple[str, ...], exclude: bool, start: int, end: int) -> Filter:
    known = VALUES.get(field)
    if known is not None:
        values = tuple(name for value in values for name in _known(field, known, value, end))
    elif field == "year":
        values = tuple(year for value in values for year in _years(value, end))
    return Filter(field, values, exclude, start, end)


def _known(field: str, known: dict[str, tuple[str, ...]], value: str, end: int) -> list[str]:
    """The values of a fixed set that `value` names or begins to name."""
    folded = fold(value)
    exact = [name for name, others in known.items() if folded == name or folded in others]
    found = exact or [n for n, others in known.items() if any(other.startswith(folded) for other in (n, *others))]
    if not found:
        raise wrong("known", end - len(value), end, field=field, given=value, known=", ".join(_told(known)))
    return found


def _told(known: dict[str, tuple[str, ...]]) -> list[str]:
    """What the values of a fixed set are called in the language in use."""
    if i18n.language() != "zh":
        return [*known]
    return [next(other for other in others if _IS_HAN.match(other)) for others in known.values()]


def _years(value: str, end: int) -> list[str]:
    """A year, its beginning, or each year of a range."""
    match = _YEARS.fullmatch(in_digits(fold(value)).removesuffix("年"))
    if match is None or (match[2] and (len(match[1]) < 4 or not 0 <= int(match[2]) - int(match[1]) <= 200)):
        raise wrong("year", end - len(value), end, given=value)
    if match[2] is None:
        return [match[1]]
    return [str(year) for year in range(int(match[1]), int(match[2]) + 1)]


def _years_compared(sign: Comparison, word: str, start: int, end: int) -> tuple[str, ...]:
    """The years that compare so, as far as years go."""
    folded = fold(word).removesuffix("年")
    if not re.fullmatch(r"[12]\d{3}", folded, re.ASCII):
        raise wrong("year-compared" if word else "year-missing", start, end, given=word)
    year = int(folded)
    first, last = {"=": (year, year), ">": (year + 1, 2100), ">=": (year, 2100)}.get(sign, (1900, year - (sign == "<")))
    return tuple(map(str, range(first, last + 1)))


def _compare(sign: Comparison, text: str, at: int, exclude: bool, start: int) -> tuple[Compare, int]:
    """A comparison with the amount that begins at `at`, perhaps in quotes; without a unit, figures of every unit."""
    from hunnan_tui.library import amounts  # few queries compare

    if text[at : at + 1] and text[at] in _OPENING:
        content, end = _quoted(text, at)
        first, last = at + 1, at + 1 + len(content)
    else:
        first, last = at, amounts.spaced(text, at) or _bare(text, at)[1]
        end = last
    if not text[first:last].strip():
        raise wrong("number-missing", start, max(end, start + 1))
    value, dimension = amounts.amount(text, first, last)
    return Compare(sign, value, dimension, exclude, start, end), end


def _refuse_unknown(name: str, at: int, text: str) -> None:
    """Raise QueryError if `name` before a sign can only be meant as a field; else it is a word like any other."""
    end = at + len(name)
    sign = text[end : end + 1]
    given = fold(name)
    if sign in (":", "："):
        near = difflib.get_close_matches(given, FIELDS, n=1, cutoff=0.7)
        field = near[0] if near else OTHER_NAMES.get(given)
        if field == "text":
            raise wrong("field-text", at, end, given=name)
        if field is not None:
            raise wrong("field", at, end, given=name, near="value>=" if field == "value" else f"{field}:")
        value = text[end + 1 : end + 2]
        if sign == ":" and name.isascii() and name.islower() and len(name) > 2 and value and not value.isspace():
            raise wrong("field-unknown", at, end, given=name, known=" ".join(FIELDS))
    elif OTHER_NAMES.get(given) in ("value", "year") and _OPERATOR.match(text, end):
        raise wrong("field", at, end, given=name, near=f"{OTHER_NAMES[given]}>=")
