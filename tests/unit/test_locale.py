"""Every message has its Chinese, and the files that the program reads are in step with the source."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from hunnan_tui import cli, i18n

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    before = i18n.language()
    yield
    i18n.use(before)


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts/translations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\nContent-Type: text/plain; charset=utf-8\\n"'


def po(*entries: str) -> bytes:
    return "\n\n".join((HEADER, *entries)).encode()


def test_every_message_has_a_translation_with_the_same_placeholders(translations: ModuleType) -> None:
    catalog = translations.update(translations.PO.read_bytes())
    assert len(catalog) > 200
    assert list(translations.check(catalog)) == []


def test_the_files_are_in_step_with_the_source(translations: ModuleType) -> None:
    catalog = translations.update(translations.PO.read_bytes())
    assert translations.po(catalog) == translations.PO.read_bytes()
    assert translations.mo(catalog) == translations.MO.read_bytes()


def test_a_second_update_changes_nothing(translations: ModuleType) -> None:
    written = translations.po(translations.update(translations.PO.read_bytes()))
    assert translations.po(translations.update(written)) == written


def test_a_missing_a_guessed_and_a_changed_placeholder_are_told(
    translations: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    originals = ["open", "{n} of {of} files", "the note was saved", ("{n} note", "{n} notes"), "value %(value)r"]
    monkeypatch.setattr(translations, "messages", lambda: originals)
    old = po(
        'msgid "{n} of {of} files"\nmsgstr "{n} 个文件"',
        'msgid "the note is saved"\nmsgstr "笔记已保存"',
        'msgid "{n} note"\nmsgid_plural "{n} notes"\nmsgstr[0] "一条笔记"',
        'msgid "value %(value)r"\nmsgstr "值 %(text)r"',
    )
    assert sorted(translations.check(translations.update(old))) == [
        "not translated: 'open'",
        "only a guess (look at it, then delete the line `#, fuzzy`): 'the note was saved'",
        "other placeholders than the original: 'value %(value)r'",
        "other placeholders than the original: '{n} note'",
        "other placeholders than the original: '{n} of {of} files'",
    ]


def test_a_message_that_is_gone_is_dropped(translations: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "messages", lambda: ["open"])
    made = translations.update(po('msgid "open"\nmsgstr "打开"', 'msgid "gone elsewhere"\nmsgstr "已移走"'))
    assert "已移走" not in translations.po(made).decode()
    assert "打开" in translations.po(made).decode()


def test_nothing_in_the_files_changes_with_time_or_machine(translations: ModuleType) -> None:
    text = translations.PO.read_text("utf-8")
    assert "Date" not in text
    assert "Generated-By" not in text
    assert not [line for line in text.splitlines() if line.startswith("#:")]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_one_and_many_are_both_chinese(count: int) -> None:
    i18n.use("zh")
    assert i18n.ngettext("{n} briefing", "{n} briefings", count) == "{n} 篇简报"


@pytest.mark.parametrize(("count", "said"), [(1, "{n} briefing"), (2, "{n} briefings")])
def test_english_is_the_source(count: int, said: str) -> None:
    i18n.use("en")
    assert i18n.ngettext("{n} briefing", "{n} briefings", count) == said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "zh", "--help"], ("用法：hunnan-tui", "选项", "显示本帮助并退出", "全文搜索")),
        (["--lang=zh", "list", "--help"], ("用法：hunnan-tui list", "参数", "输出格式")),
        (["--lang", "en", "--help"], ("usage: hunnan-tui", "options", "search everything")),
    ],
)
def test_help_speaks_the_language_asked_for(
    arguments: list[str], said: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8" if "zh" in "".join(arguments) else "zh_CN.UTF-8")
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments)
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert all(words in printed for words in said)


def test_wrong_usage_is_told_in_the_locales_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(SystemExit) as ended:
        cli.run(["notes", "add", "key"])
    assert ended.value.code == 2
    assert "缺少参数：text" in capsys.readouterr().err
