"""What faults of TOML itself say: a part of `fault_texts`, in the same form."""

from __future__ import annotations

SYNTAX: dict[str, tuple[str, str, str, str]] = {
    "control-character": (
        "there is a control character ({found}) here",
        "Delete it; in a text between quotes write it as an escape such as \\n",
        "此处有控制字符（{found}）",
        "请删去；引号内的文本可写转义，例如 \\n",
    ),
    "full-width": (
        "{found} is full-width punctuation, which TOML does not know outside texts",
        "Write {write}",
        "{found} 是全角标点，TOML 在文本之外不识别",
        "请改为半角 {write}",
    ),
    "unclosed-string": (
        "the text that begins here is not closed",
        "Put {write} at its end; a text of several lines stands between three quotes on each side",
        "此处开始的文本没有结束",
        "请在末尾加 {write}；多行文本两端各用三个引号",
    ),
    "quotes-in-string": (
        "there is more after the closing quote",
        'Close every text; inside one write a straight quote as \\", or use Chinese quotes “ ”',
        "右引号之后还有内容",
        '每个文本都要有右引号；文本里的直引号请写作 \\"，或改用中文引号“ ”',
    ),
    "unclosed-bracket": (
        "the {bracket} that opens here is not closed",
        "Close it with {write}",
        "此处的 {bracket} 没有结束",
        "请用 {write} 结束",
    ),
    "inline-table": (
        "a table in {{ }} must stand on one line, with commas between its entries and none after the last",
        "Write it on one line, or as a table of its own below a [header]",
        "花括号 {{ }} 中的表须写在一行内，条目之间用逗号，末尾不加逗号",
        "请写成一行，或另起 [表头] 写成单独的表",
    ),
    "bad-value": (
        "{found} is no value as it stands",
        "Write {write}",
        "{found} 不能这样写作值",
        "请写 {write}",
    ),
    "unit-in-value": (
        "{found} has its unit in it",
        'Write {key} = {write} and, as a key of its own, unit = "{unit}"',
        "{found} 里带着单位",
        '请写 {key} = {write}，另写一键 unit = "{unit}"',
    ),
    "missing-value": (
        "{key} has no value",
        "Write one after the equals sign, or leave the line out",
        "{key} 没有值",
        "请在等号后写值，或删去此行",
    ),
    "bad-key": (
        "{found} is no key",
        "Keys are small Latin letters and underscores, such as title; Chinese stands in texts, behind the =",
        "{found} 不是键",
        "键只用小写拉丁字母和下划线，例如 title；中文写在等号后面的文本里",
    ),
    "missing-comma": (
        "a comma is missing before this",
        "Put a comma between the entries of a list or table",
        "此处之前缺少逗号",
        "列表或表的条目之间请加半角逗号",
    ),
    "stray-comma": (
        "there is a comma at the end of the line",
        "Leave it out: commas stand only between the entries of a list or of {{ }}",
        "行末多了逗号",
        "请删去：只有列表和 {{ }} 的条目之间才用逗号",
    ),
    "missing-equals": (
        "there is no = after the key",
        'Write key = value, such as id = "example"',
        "键之后缺少 =",
        '请写“键 = 值”，例如 id = "example"',
    ),
    "duplicate-key": (
        "{key} is given twice in the same table",
        "Leave one of the two out, or, in a list of tables, begin a new entry with its [[header]]",
        "同一个表里 {key} 写了两次",
        "请删去一处；若是另一条目，请先写它的 [[表头]]",
    ),
    "bad-escape": (
        "a backslash in a text begins an escape, and this is none",
        "Write \\\\ for a backslash, or put the text between single quotes: '…'",
        "文本中的反斜杠表示转义，而此处不是有效的转义",
        "反斜杠本身请写作 \\\\，或把文本放在单引号之间：'…'",
    ),
    "bad-date": (
        "{found} is no day of the calendar",
        "Write a date as year-month-day, such as 2026-02-24",
        "{found} 不是历法中的日期",
        "日期请写作“年-月-日”，例如 2026-02-24",
    ),
    "bad-header": (
        "this header is not written properly",
        "Write [table] or, for one of several, [[tables]], alone on its line",
        "此表头书写有误",
        "请单独一行写 [表]；多个条目之一写 [[表]]",
    ),
    "bad-syntax": (
        "this is not TOML: {reason}",
        'A line is key = value, [table], [[tables]] or a # comment; texts stand between " "',
        "此处不符合 TOML：{reason}",
        '每行应是“键 = 值”、[表]、[[表]] 或 # 注释；文本放在 " " 之间',
    ),
}
