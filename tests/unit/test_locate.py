"""Where keys stand in a TOML text, for every way in which TOML can be written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hunnan_tui.library.diagnosis.locate import Places
from hunnan_tui.library.diagnosis.statements import statements
from hunnan_tui.library.diagnosis.syntax import typed
from hunnan_tui.library.toml import MAX_DEPTH, TooDeep

BUNDLED = sorted((Path(__file__).parents[2] / "briefings").glob("*.toml"))

BARE = ["a", "b-c", "1", "d_e", "2026-02-24", "true"]
QUOTED = {
    '"x y"': "x y",
    "'p.q'": "p.q",
    '"[[a]]"': "[[a]]",
    '"\\u0061\\t#"': "a\t#",
    "''": "",
    '"浑南"': "浑南",
}
SCALARS = [
    *(
        "1",
        "-2.5e3",
        "true",
        "1979-05-27",
        "1979-05-27 07:32:00.5",
        "07:32:00",
        "nan",
        '""',
        "''",
        '"“，＝”"',
    ),
    *(
        '"a # b = [c] {d}"',
        '"\\"quoted\\" \\\\"',
        "'C:\\path\\'",
        '"""one"""',
        '""""four"""""',
        "'''five''''",
    ),
    *(
        '"""\nkey = 1\n[[table]]\n""two"" \\""" # not a comment"""',
        "'''\nx = ]\n'' three'''",
        '"""\\\n   six"""',
    ),
]
GAPS = ["", " ", "\t ", "  "]
BREAKS = ["", " ", "\n", '\n  # a ] } = " comment\n\t', "\n\n"]


class Writer:
    """Writes TOML of random form and knows on which line and column each path stands."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = ""
        self.headers = 0
        self.places: dict[tuple[str | int, ...], tuple[int, int]] = {}

    def __repr__(self) -> str:
        return repr(self.text)

    def one_of(self, choices: list[str]) -> str:
        return self.draw(st.sampled_from(choices))

    def note(self, path: tuple[str | int, ...]) -> None:
        line = self.text.count("\n") + 1
        self.places.setdefault(path, (line, len(self.text) - self.text.rfind("\n")))

    def keys(self, path: tuple[str | int, ...], taken: set[str], opener: str = "") -> tuple[str | int, ...]:
        """Writes a dotted key whose first part is new in its table; its path."""
        free = [key for key in [*BARE, *QUOTED] if QUOTED.get(key, key) not in taken]
        parts = [self.one_of(free), *self.draw(st.lists(st.sampled_from([*BARE, *QUOTED]), max_size=2))]
        taken.add(QUOTED.get(parts[0], parts[0]))
        self.text += opener + self.one_of(GAPS)
        for number, part in enumerate(parts):
            self.text += f"{self.one_of(GAPS)}.{self.one_of(GAPS)}" if number else ""
            path = (*path, QUOTED.get(part, part))
            self.note(path)
            self.text += part
        return path

    def value(self, path: tuple[str | int, ...], depth: int) -> None:
        kind = self.draw(st.integers(0, 5 if depth else 3))
        if kind == 4:
            self.text += "["
            entries = self.draw(st.integers(0, 3))
            for index in range(entries):
                self.text += self.one_of(BREAKS)
                self.note((*path, index))
                self.value((*path, index), depth - 1)
                self.text += self.one_of(BREAKS)
                self.text += "," if index < entries - 1 or self.draw(st.booleans()) else ""
            self.text += self.one_of(BREAKS) + "]"
        elif kind == 5:
            self.text += "{" + self.one_of(GAPS)
            taken: set[str] = set()
            for index in range(self.draw(st.integers(0, 3))):
                self.text += "," if index else ""
                self.pair(path, taken, depth - 1)
                self.text += self.one_of(GAPS)
            self.text += "}"
        else:
            self.text += self.one_of(SCALARS)

    def pair(self, path: tuple[str | int, ...], taken: set[str], depth: int) -> None:
        path = self.keys(path, taken)
        self.text += self.one_of(GAPS) + "=" + self.one_of(GAPS)
        self.value(path, depth)

    def pairs(self, path: tuple[str | int, ...], taken: set[str]) -> None:
        for _ in range(self.draw(st.integers(0, 3))):
            self.pair(path, taken, 2)
            self.text += self.one_of(GAPS) + self.one_of(["", "# comment = [\"'"]) + "\n" + self.one_of(BREAKS[2:])

    def document(self) -> None:
        taken: set[str] = set()
        self.text += self.one_of(["", "# first\n", "\n"])
        self.pairs((), taken)
        for _ in range(self.draw(st.integers(0, 3))):
            begin = len(self.text)
            path = self.keys((), taken, "[")
            header = self.text[begin:]
            if self.draw(st.booleans()):
                self.text += self.one_of(GAPS) + "]\n"
                self.headers += 1
                self.pairs(path, set())
            else:
                self.text = self.text[:begin]
                self.tables(path, header)

    def tables(self, path: tuple[str | int, ...], header: str) -> None:
        """A list of tables with a list of tables inside each; columns are not looked at."""
        for index in range(self.draw(st.integers(1, 3))):
            self.header((*path, index), f"[{header}]]")
            for sub in range(self.draw(st.integers(0, 2))):
                self.header((*path, index, "sub", sub), f"[{header} . sub ]]")

    def header(self, path: tuple[str | int, ...], header: str) -> None:
        line = self.text.count("\n") + 1
        for length in range(1, len(path) + 1):
            self.places.setdefault(path[:length], (line, 0))
        for length in range(1, len(path) + 1):
            if self.places[path[:length]][0] == line:
                self.places[path[:length]] = (line, 0)
        self.text += header + self.one_of(["\n", " # comment\n"])
        self.headers += 1
        self.pairs(path, set())


@st.composite
def documents(draw: st.DrawFn) -> Writer:
    writer = Writer(draw)
    writer.document()
    return writer


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in entries:
        yield (*path, key)
        yield from paths(below, (*path, key))


@settings(max_examples=500, deadline=None)
@given(documents())
def test_every_path_gets_the_line_and_column_where_its_key_stands(written: Writer) -> None:
    data, places = tomllib.loads(written.text), Places(written.text)
    for path in paths(data):
        line, column = written.places[path]
        assert places.find(path).line == line, path
        assert column in (0, places.find(path).column), path


@settings(max_examples=300, deadline=None)
@given(documents())
def test_good_toml_is_left_as_it_is_and_has_no_mistake(written: Writer) -> None:
    assert typed(written.text) == (written.text, [])
    # A list alone on its line inside a list looks like a header; briefings have no such lists.
    brackets = sum(line.lstrip().startswith("[") for line in written.text.split("\n"))
    assume(brackets == written.headers + written.text.count("\n[[table]]\n"))
    assert [statement.mistake for statement in statements(written.text) if statement.mistake] == []


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_every_key_of_the_bundled_briefings_stands_on_its_line(path: Path) -> None:
    text = path.read_text("utf-8")
    lines, places = text.split("\n"), Places(text)
    for way in paths(tomllib.loads(text)):
        if isinstance(way[-1], str):
            line, column = places.find(way)
            assert lines[line - 1][column - 1 :].startswith(way[-1]), way


def test_a_path_that_is_not_there_gets_the_place_of_what_is_around_it() -> None:
    places = Places("[[a]]\nb = 1\n[[a]]\nb = { c = 2 }\n")
    assert places.find(("a", 1, "b", "missing")) == (4, 1)
    assert places.find(("a", 1, "missing")) == (3, 3)
    assert places.find(("missing",)) == (1, 1)
    assert places.find(()) == (1, 1)


def test_columns_count_characters() -> None:
    assert Places('a = { 浑 = "南", b = 1 }').find(("a", "b")) == (1, 16)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="[]{}=,.\"'#\\\n\r\t a1“", max_size=80))
def test_no_text_is_too_broken_to_be_looked_at(text: str) -> None:
    places = Places(text)
    assert places.find(("a",)).line <= text.count("\n") + 1
    covered = 0
    for statement in statements(text):
        assert covered <= statement.start < statement.end <= len(text)
        covered = statement.end


@pytest.mark.parametrize("text", ["a = " + "[" * 100, "a = " + "{b=" * 100, ".".join("a" * 100) + "=1"])
def test_nesting_is_measured(text: str) -> None:
    with pytest.raises(TooDeep) as caught:
        Places("\n" + text)
    assert MAX_DEPTH <= caught.value.offset <= len(text)
