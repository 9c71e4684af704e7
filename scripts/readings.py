"""Write `library/readings.tsv`: how Chinese characters are read, alone and in their words.

Run by a maintainer with the development dependency pypinyin:

    python scripts/readings.py

The table has three parts, parted by an empty line. First the characters of each syllable, for those with one reading;
then the characters with several, as `character TAB readings`; then words, as `word TAB readings`, where a character's
reading is not what the first two parts, or shorter words, say of it. `|` stands between readings that are all right.
Tones are left out and ü is v. `readings-corrections.toml` beside this script corrects the dictionary.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin import phrases_dict, pinyin_dict
from pypinyin.contrib.tone_convert import to_normal

from hunnan_tui.library.fold import fold
from hunnan_tui.library.pinyin import LONGEST_WORD, SYLLABLES, Readings

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/hunnan_tui/library/readings.tsv"
CORRECTIONS = ROOT / "scripts/readings-corrections.toml"
COMMON = 0.05  # the share of a character's words in which a reading must occur to be one of its readings

Word = tuple[str, ...]
"""The readings of each character of a word, several that are all right parted by |."""


def main() -> None:
    """Write the table."""
    table = made()
    TARGET.write_text(table, encoding="utf-8", newline="\n")
    print(f"{TARGET}: {len(table.encode())} bytes")


def made() -> str:
    """The table, made of the dictionary and the corrections."""
    corrections = tomllib.loads(CORRECTIONS.read_text("utf-8"))
    words = _words()
    alone = _alone(words) | corrections["characters"]
    corrected = {word: tuple(readings.split()) for word, readings in corrections["phrases"].items()}
    for word, readings in corrected.items():
        if len(word) != len(readings):
            raise SystemExit(f"{CORRECTIONS}: {word} has {len(word)} characters and {len(readings)} readings")
    return _table(alone, _needed(words | corrected, alone))


def _plain(reading: str) -> str:
    return to_normal(reading, v_to_u=False).replace("ü", "v")


def _words() -> dict[str, Word]:
    """The dictionary's words, folded, with their readings; later spellings of one folded word add readings."""
    found: dict[str, Word] = {}
    for text, parts in phrases_dict.phrases_dict.items():
        word = fold(text)
        if len(word) != len(text) or len(parts) != len(text) or not 2 <= len(word) <= LONGEST_WORD:
            continue
        readings = tuple("|".join(dict.fromkeys(map(_plain, part))) for part in parts)
        if SYLLABLES.issuperset("|".join(readings).split("|")):
            found.setdefault(word, readings)
    return found


def _alone(words: dict[str, Word]) -> dict[str, str]:
    """The readings of each character where no word tells: those that are common in the dictionary's words."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word, readings in words.items():
        for character, reading in zip(word, readings, strict=True):
            seen[character].update(reading.split("|"))
    alone = {}
    for code, listed in pinyin_dict.pinyin_dict.items():
        character = chr(code)
        if fold(character) != character or not (0x3400 <= code <= 0x9FFF or code == 0x3007):
            continue
        counts = seen[character]
        usual = [r for r, count in counts.most_common() if count / counts.total() >= COMMON]
        first = next((r for r in map(_plain, listed.split(",")) if r in SYLLABLES), None)
        spoken = usual if counts.total() > 3 else list(dict.fromkeys([*filter(None, [first]), *usual]))
        if spoken:
            alone[character] = "|".join(spoken)
    return alone


def _needed(words: dict[str, Word], alone: dict[str, str]) -> dict[str, Word]:
    """The words that tell something which their characters and shorter words do not, shortest first."""
    kept: dict[str, Word] = {}
    table = Readings(alone, kept)
    for word in sorted(words, key=lambda word: (len(word), word)):
        if tuple(table.of(word)) != words[word]:
            table.add(word, words[word])
    return kept


def _table(alone: dict[str, str], kept: dict[str, Word]) -> str:
    single: dict[str, list[str]] = defaultdict(list)
    for character, readings in alone.items():
        if "|" not in readings:
            single[readings].append(character)
    lines = [f"{syllable}\t{''.join(sorted(characters))}" for syllable, characters in sorted(single.items())]
    lines.append("")
    lines += [f"{c}\t{readings}" for c, readings in sorted(alone.items()) if "|" in readings]
    lines.append("")
    lines += [f"{word}\t{' '.join(readings)}" for word, readings in sorted(kept.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
