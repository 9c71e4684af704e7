"""The short form of `make fuzz`: what reads and shows text from outside, with inputs that are always the same."""

from __future__ import annotations

import pytest
import tomli_w
from tests.fuzz.inputs import mutations, texts
from tests.fuzz.targets import TARGETS, Broken, briefing, harmless

from hunnan_tui.library.load import load_bytes


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_promise(name: str) -> None:
    target = TARGETS[name]
    tried = 0
    for data in mutations(target.seeds, target.quick, 2026):
        target.run(data)
        tried += 1
    assert tried == target.quick


@pytest.mark.parametrize("text", ["\x1b[2J", "a\x9bb", "\u202e", "\ud800", "\r", "\x00", "\U000e0041"])
def test_the_fuzzer_sees_what_a_terminal_would_obey(text: str) -> None:
    with pytest.raises(Broken):
        harmless(text, "this")


def test_the_same_number_gives_the_same_inputs() -> None:
    seeds = TARGETS["query"].seeds
    assert list(mutations(seeds, 200, 7)) == list(mutations(seeds, 200, 7)) != list(mutations(seeds, 200, 8))


def test_the_hostile_library_is_taken_in_and_not_refused() -> None:
    target = TARGETS["show"]
    inputs = list(mutations(target.seeds, 60, 2026))
    taken = [load_bytes(tomli_w.dumps(briefing(texts(data))).encode("utf-8", "replace"), "x") for data in inputs]
    assert sum(loaded.briefing is not None for loaded in taken) > 50
