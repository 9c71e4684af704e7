"""What faults say: by code, the message and the remedy in English, then both in Chinese.

Messages and remedies are sentences without the last full stop. `{name}` stands for a parameter of the fault.
"""

from __future__ import annotations

from hunnan_tui.library.syntax_texts import SYNTAX

WORDS: dict[str, tuple[str, str]] = {
    "@text": ("text", "文本"),
    "@number": ("a number", "数"),
    "@boolean": ("true or false", "true 或 false"),
    "@date": ("a date", "日期"),
    "@time": ("a date with a time", "带时刻的日期"),
    "@clock": ("a time", "时刻"),
    "@list": ("a list", "列表"),
    "@table": ("a table", "表"),
    "@top": ("the whole briefing", "整篇简报"),
    "@outcome": ("outcome", "成果"),
    "@project": ("project", "项目"),
    "@section": ("section", "栏目"),
    "@point": ("point", "要点"),
    "@flag": ("flag", "存疑"),
    "@source": ("source", "来源"),
    "@area": ("area", "地区"),
}
"""Our own words that faults quote; a parameter that is one of these keys is shown as the word."""

NEAR = ("Did you mean {near}? ", "是否想写 {near}？")
"""What a remedy begins with where something similar is known."""

TEXTS: dict[str, tuple[str, str, str, str]] = {
    # the file as a whole
    "unreadable": (
        "the file cannot be read: {reason}",
        "Check that it is there and that you may read it",
        "无法读取文件：{reason}",
        "请检查文件是否存在、是否有读取权限",
    ),
    "bad-name": (
        "the name of the file, or of a folder above it, is not UTF-8",
        "Rename it",
        "文件或其上级文件夹的名称不是 UTF-8",
        "请重命名",
    ),
    "too-large": (
        "the file is larger than {limit} MB",
        "Split it into several briefings",
        "文件超过 {limit} MB",
        "请拆成多篇简报",
    ),
    "too-many-entries": (
        "the file has too many entries: more than {limit} of the signs = , [ . and \\",
        "Split it into several briefings",
        "文件中的条目过多：= , [ . \\ 这些符号超过 {limit} 个",
        "请拆成多篇简报",
    ),
    "too-many-lines": (
        "the file has more than {limit} lines",
        "Split it into several briefings",
        "文件超过 {limit} 行",
        "请拆成多篇简报",
    ),
    "too-deep": (
        "tables and lists are nested more than {limit} deep",
        "Write it flatter: a briefing needs no more than eight levels",
        "表和列表的嵌套超过 {limit} 层",
        "请减少层次：简报不超过八层即可",
    ),
    "too-many-faults": (
        "there are more than {limit} faults; the others are not listed",
        "Correct these first, then check again",
        "问题超过 {limit} 处，其余未列出",
        "请先改正以上各处，再检查一遍",
    ),
    "not-utf8": (
        "the file is not UTF-8: the byte {byte} here is no character",
        "Save it as UTF-8; if your editor wrote it in GBK or GB 18030, open it as that first",
        "文件不是 UTF-8 编码：此处的字节 {byte} 不成字符",
        "请存为 UTF-8；若原为 GBK 或 GB 18030，请先按该编码打开",
    ),
    "utf16": (
        "the file is UTF-16 and not UTF-8",
        "Save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
        "文件是 UTF-16 编码，不是 UTF-8",
        "请存为 UTF-8（记事本：另存为，编码选 UTF-8）",
    ),
    **SYNTAX,
    # the shape
    "newer-schema": (
        "the file is written for version {found} of the format, and this program knows version {known}",
        "Install a newer hunnan-tui",
        "文件按格式第 {found} 版写成，而本程序只支持第 {known} 版",
        "请安装较新版本的 hunnan-tui",
    ),
    "wrong-schema": (
        "{found} is no version of the format",
        "Write schema = {known}",
        "{found} 不是格式的版本",
        "请写 schema = {known}",
    ),
    "unknown-key": (
        "{key} is no key of {table}",
        "The keys here are: {known}",
        "{table} 没有 {key} 这个键",
        "此处可用的键：{known}",
    ),
    "misplaced-key": (
        "{key} is no key of {table}: it belongs to {owner}",
        "Move it to {owner}: a key belongs to the last header above it",
        "{table} 没有 {key} 这个键：它属于 {owner}",
        "请移到 {owner}：键属于它上方最近的表头",
    ),
    "missing-field": (
        "{table} has no {key}",
        "Write {write}",
        "{table} 缺少 {key}",
        "请写 {write}",
    ),
    "not-text": (
        "{key} must be a text, and this is {found}",
        'Write {key} = "…" or {key} = {{ zh = "…", en = "…" }}',
        "{key} 应为文本，而这里是{found}",
        '请写 {key} = "…" 或 {key} = {{ zh = "…", en = "…" }}',
    ),
    "not-string": (
        "{key} must be a text between quotes, and this is {found}",
        "Write {write}",
        "{key} 应为引号内的文本，而这里是{found}",
        "请写 {write}",
    ),
    "not-a-number": (
        "{key} must be a number, and this is {found}",
        "Write {key} = {write}, digits alone, without quotes, unit and commas",
        "{key} 应为数，而这里是{found}",
        "请写 {key} = {write}：只写数字，不加引号、单位和千位逗号",
    ),
    "not-finite": (
        "{key} is {found}, which is no value",
        "Write the number that the source prints, or leave the observation out",
        "{key} 为 {found}，不是数值",
        "请写来源中的数，或删去这一条",
    ),
    "number-too-large": (
        "{key} has more than {limit} digits",
        "Write the value as printed, with a larger unit such as 亿元",
        "{key} 超过 {limit} 位数字",
        "请按原文写数值，并用较大的单位，例如 亿元",
    ),
    "not-whole": (
        "{key} must be a whole number from 1 to {limit}, and this is {found}",
        "Write it in digits, such as {key} = 1",
        "{key} 应为 1 到 {limit} 的整数，而这里是{found}",
        "请用数字写，例如 {key} = 1",
    ),
    "not-a-date": (
        "{key} must be a date, and this is {found}",
        "Write {key} = {write}, without quotes and without a time",
        "{key} 应为日期，而这里是{found}",
        "请写 {key} = {write}：不加引号，不写时刻",
    ),
    "not-a-list": (
        "{key} must be a list, and this is {found}",
        "Write {write}",
        "{key} 应为列表，而这里是{found}",
        "请写 {write}",
    ),
    "not-a-table": (
        "each entry of {key} must be a table, and this is {found}",
        "Write {write}",
        "{key} 的每一项应为表，而这里是{found}",
        "请写 {write}",
    ),
    "not-one-of": (
        "{key} cannot be {found}",
        "Write one of: {known}",
        "{key} 不能是 {found}",
        "请选一项：{known}",
    ),
    "bad-id": (
        "{found} is no {key}",
        'Ids are small Latin letters, digits and single hyphens: {key} = "{write}"',
        "{found} 不能作 {key}",
        '标识只用小写拉丁字母、数字和单个连字符：{key} = "{write}"',
    ),
    "too-long": (
        "{key} has more than {limit} characters",
        "Shorten it",
        "{key} 超过 {limit} 个字符",
        "请缩短",
    ),
    "empty-text": (
        "{key} is empty",
        "Write the text, or leave the key out",
        "{key} 为空",
        "请写出文本，或删去此键",
    ),
    "no-language": (
        "{key} has neither zh nor en",
        'Write {key} = {{ zh = "…", en = "…" }}, or one of the two',
        "{key} 既没有 zh 也没有 en",
        '请写 {key} = {{ zh = "…", en = "…" }}，或只写其一',
    ),
    "unknown-language": (
        "{found} is no language of a text",
        "Write zh for Chinese and en for English",
        "文本没有 {found} 这种语言",
        "中文写 zh，英文写 en",
    ),
    # what it says
    "duplicate-briefing": (
        'there is already a briefing with the id "{id}": {other}',
        "Give this one another id, or take one of the two files away",
        "已有标识为“{id}”的简报：{other}",
        "请为本文件另取标识，或移走其中一个文件",
    ),
    "duplicate-id": (
        "the {kind} {found} is there already, on line {first}",
        "Give each its own id",
        "{kind}标识 {found} 已在第 {first} 行用过",
        "请使每个标识各不相同",
    ),
    "duplicate-metric": (
        "the metric {found} is there already, on line {first}",
        "Put all observations of a metric and area under one [[metrics]], or use another id",
        "指标 {found} 已在第 {first} 行写过",
        "同一地区同一指标的观测值请放在一个 [[metrics]] 下，或换一个标识",
    ),
    "duplicate-number": (
        "the number {found} is taken by another {kind}, on line {first}",
        "Give each its own number, or leave number out",
        "序号 {found} 已被第 {first} 行的{kind}占用",
        "请使序号各不相同，或不写 number",
    ),
    "reserved-id": (
        "{found} cannot be the id of a briefing: keys of metrics begin with it",
        "Choose another id",
        "{found} 不能作简报的标识：它用于指标",
        "请换一个标识",
    ),
    "unknown-source": (
        "{found} is no source of this briefing",
        "Evidence names the id of one of its [[sources]]",
        "本简报没有来源 {found}",
        "依据应写某个 [[sources]] 的 id",
    ),
    "unknown-unit": (
        "{found} is no unit that the program knows",
        "Write the unit as printed, such as 亿元, 万平方米, 家 or %; docs/briefing-format.md lists all",
        "程序不认识单位 {found}",
        "请按原文写单位，例如 亿元、万平方米、家、%；全部单位见 docs/briefing-format.md",
    ),
    "not-a-period": (
        "{found} is no period",
        'Write "2026", "2026-H1", "2026-Q1", "2026-03", "2026-02-24" or a range such as "2021/2025"',
        "{found} 不是时期",
        '请写 "2026"、"2026-H1"、"2026-Q1"、"2026-03"、"2026-02-24"，或 "2021/2025" 这样的区间',
    ),
    "no-such-day": (
        "{found} is not in the calendar",
        "Months run from 01 to 12, and days to the end of their month",
        "历法中没有 {found}",
        "月份为 01 到 12，日不超过该月的天数",
    ),
    "not-a-range": (
        "{found} is no range of periods",
        'Write the earlier period first, both in the same form, such as "2021/2025"',
        "{found} 不是时期区间",
        '请把较早的写在前面，两端形式相同，例如 "2021/2025"',
    ),
    "target-before-baseline": (
        "the target for {found} does not come after its baseline {baseline}",
        "The baseline is the period that the target starts from: give an earlier one",
        "目标时期 {found} 不晚于其基期 {baseline}",
        "基期是目标的起点，请写更早的时期",
    ),
    "bad-url": (
        "{found} is no address of a web page",
        "Write it whole, beginning with https:// or http://, without spaces",
        "{found} 不是网页地址",
        "请写完整地址，以 https:// 或 http:// 开头，不含空格",
    ),
    "bad-metric-key": (
        "{found} is no key of a metric here",
        "Write area/metric-id, such as shenyang/tech-contract-turnover",
        "{found} 不是此处的指标写法",
        "请写“地区/指标标识”，例如 shenyang/tech-contract-turnover",
    ),
    "bad-item-key": (
        "{found} is no key of an item",
        "Write briefing-id/kind/item-id, kind being {known}, or metric/area/metric-id",
        "{found} 不是条目的键",
        "请写“简报标识/类别/条目标识”（类别为 {known}），或“metric/地区/指标标识”",
    ),
    "unknown-item": (
        "{found} is not in this briefing",
        "Name an item that is there, or correct the key",
        "本简报中没有 {found}",
        "请写已有的条目，或改正此键",
    ),
    "part-of-itself": (
        "the metric {found} is said to be a part of itself",
        "Name the metric that it is a part of, or leave part_of out",
        "指标 {found} 被写成自身的一部分",
        "请写它所属的指标，或不写 part_of",
    ),
}
