"""Text in two languages, and text from a file made harmless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hunnan_tui.model.text import Text, visible, visible_line

UNSAFE = {
    "\x1b[31m": "␛[31m",
    "\x1b]52;c;aGk=\x07": "␛]52;c;aGk=␇",
    "\x00": "␀",
    "\x7f": "␡",
    "\x9b31m": "⟨009B⟩31m",
    "a\tb": "a b",
    "a\rb": "a␍b",
    "\u202egpj.exe": "⟨202E⟩gpj.exe",
    "\u2066x\u2069": "⟨2066⟩x⟨2069⟩",
    "\u2028": "⟨2028⟩",
    "\ufeffx": "⟨FEFF⟩x",
    "\ud800": "⟨D800⟩",
    "\U000e0041": "⟨E0041⟩",
}


@pytest.mark.parametrize(("given_text", "shown"), UNSAFE.items(), ids=[ascii(text) for text in UNSAFE])
def test_what_a_terminal_could_obey_is_shown_instead(given_text: str, shown: str) -> None:
    assert visible(given_text) == shown


@pytest.mark.parametrize(
    "text", ["[@click=app.quit]x[/]", "[10%]", "沈阳“负能界面”", "e\u0301", "👩\u200d🔬", "العربية"]
)
def test_everything_else_is_left_as_it_is(text: str) -> None:
    assert visible(text) == visible_line(text) == text


@given(st.text(st.characters(codec=None)))
def test_no_control_character_and_no_turn_of_direction_is_left(text: str) -> None:
    for shown in (visible(text), visible_line(text)):
        left = {char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")}
        assert left <= {"\n"}
        assert not set(shown) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "\n" not in visible_line(text)
    assert visible(text).count("\n") == text.count("\n")


def test_a_string_is_chinese_if_it_has_a_chinese_character() -> None:
    assert Text.of("技术 contract") == Text(zh="技术 contract")
    assert Text.of("contract") == Text(en="contract")
    assert Text.of({"zh": "技术", "en": "technology"}) == Text("技术", "technology")


def test_a_text_is_read_in_the_language_asked_for_or_the_one_that_is_there() -> None:
    both, chinese = Text("沈阳", "Shenyang"), Text(zh="沈阳")
    assert (both.get("en"), both.other("en")) == ("Shenyang", "沈阳")
    assert (both.get("zh"), both.other("zh")) == ("沈阳", "Shenyang")
    assert (chinese.get("en"), chinese.other("en")) == ("沈阳", "")


def test_the_other_language_is_not_told_twice() -> None:
    assert Text("NeuViz P10", "NeuViz P10").other("en") == ""
