"""Write `library/readings.tsv`: how Chinese characters are read, alone and in their words.

Run by a maintainer with the development dependency pypinyin, and jieba (the extra `readings`):

    python scripts/readings.py

The table has five parts, parted by an empty line. First the characters of each syllable, for those with one reading;
then the characters with several, as `character TAB readings`; then words, as `word TAB readings`, where a character's
reading is not what the first two parts, or shorter words, say of it. `|` stands between readings that are all right.
Tones are left out and ü is v. `readings-corrections.toml` beside this script corrects the dictionary.

Such a word may come about by accident, where one word ends and another begins: 目的 in 项目的. The last two parts say
of a character before which others it ends a common word, and before which it begins one, as `character TAB others`,
those first that need it most; a word of the third part has `TAB number TAB number` behind it: how many of those before
its first character, and how many of those behind its last, make it as likely to be such an accident. Frequencies of
words, from jieba, decide.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path

from pypinyin import phrases_dict, pinyin_dict
from pypinyin.contrib.tone_convert import to_normal

from hunnan_tui.library.fold import fold
from hunnan_tui.library.pinyin import LONGEST_WORD, SYLLABLES, Readings

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/hunnan_tui/library/readings.tsv"
CORRECTIONS = ROOT / "scripts/readings-corrections.toml"
COMMON = 0.05  # the share of a character's words in which a reading must occur to be one of its readings
FREQUENT = 150  # how often jieba has seen a word that may take another one apart
DOUBT = 5  # how many times less likely the other way to part the characters may be and still count
LONGEST_TAKEN_APART = 3  # characters of a word up to which it may come about by accident

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
    words |= _widened(words, corrected) | corrected
    sides = Sides(_needed(words, alone, {}))
    return _table(alone, _needed(words, alone, sides.rivals), sides)


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


def _widened(words: dict[str, Word], corrected: dict[str, Word]) -> dict[str, Word]:
    """The longer words that have a word of several readings in them and know one of these: 大出血, as 出血 reads."""
    found: dict[str, Word] = {}
    for part, several in corrected.items():
        if "|" not in "".join(several):
            continue
        for word in (word for word in words if part in word and word != part):
            readings, at = found.get(word, words[word]), word.index(part)
            known = zip(readings[at : at + len(part)], several, strict=True)
            if all(set(mine.split("|")) <= set(all_.split("|")) for mine, all_ in known):
                found[word] = (*readings[:at], *several, *readings[at + len(part) :])
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


def _needed(words: dict[str, Word], alone: dict[str, str], rivals: dict[str, tuple[str, str]]) -> dict[str, Word]:
    """The words that tell something which their characters and shorter words do not, shortest first."""
    kept: dict[str, Word] = {}
    table = Readings(alone, kept, rivals)
    for word in sorted(words, key=lambda word: (len(word), word)):
        if tuple(table.of(word)) != words[word]:
            table.add(word, words[word])
    return kept


def _frequencies() -> Counter[str]:
    """How often jieba has seen each word of up to three characters."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SystemExit("jieba is not installed")
    found: Counter[str] = Counter()
    for line in Path(spec.origin).with_name("dict.txt").read_text("utf-8").splitlines():
        text, frequency, _ = line.split(" ")
        word = fold(text)
        if len(word) <= 3:
            found[word] = max(found[word], int(frequency))
    return found


class Sides:
    """The characters with which common words take apart `words`, those first that do so most often.

    Two words part three characters in two ways: 项目|的 and 项|目的. Each is as likely as its parts are frequent.
    So the frequency of 项目 over that of 项 is held against that of 目的 over that of 的: of each side one number, by
    which the characters are put in order once for all words.
    """

    def __init__(self, words: dict[str, Word]) -> None:
        seen = _frequencies()
        before: dict[str, dict[str, float]] = defaultdict(dict)
        after: dict[str, dict[str, float]] = defaultdict(dict)
        for word, frequency in seen.items():
            if frequency >= FREQUENT and len(word) > 1:
                self._enter(before[word[-1]], word[-2], frequency / (seen[word[:-1]] + 1))
                if len(word) == 2:
                    self._enter(after[word[0]], word[1], frequency / (seen[word[1]] + 1))
        self.before: dict[str, str] = {}
        self.after: dict[str, str] = {}
        self.most: dict[str, tuple[int, int]] = {}
        self.rivals: dict[str, tuple[str, str]] = {}
        for word in words:
            if len(word) <= LONGEST_TAKEN_APART:
                share = (seen[word] + 1) / DOUBT
                first = self._reach(before[word[0]], share / (seen[word[1:]] + 1))
                last = self._reach(after[word[-1]], share / (seen[word[:-1]] + 1))
                if first or last:
                    self.most[word] = len(first), len(last)
                    self.rivals[word] = first, last
                    self.before[word[0]] = max(first, self.before.get(word[0], ""), key=len)
                    self.after[word[-1]] = max(last, self.after.get(word[-1], ""), key=len)

    @staticmethod
    def _enter(side: dict[str, float], character: str, weight: float) -> None:
        side[character] = max(side.get(character, 0), weight)

    @staticmethod
    def _reach(side: dict[str, float], least: float) -> str:
        heaviest_first = sorted(side.items(), key=lambda entry: -entry[1])
        return "".join(character for character, weight in heaviest_first if weight >= least)


def _table(alone: dict[str, str], kept: dict[str, Word], sides: Sides) -> str:
    single: dict[str, list[str]] = defaultdict(list)
    for character, readings in alone.items():
        if "|" not in readings:
            single[readings].append(character)
    lines = [f"{syllable}\t{''.join(sorted(characters))}" for syllable, characters in sorted(single.items())]
    lines.append("")
    lines += [f"{c}\t{readings}" for c, readings in sorted(alone.items()) if "|" in readings]
    lines.append("")
    for word, parts in sorted(kept.items()):
        lines.append("\t".join([word, " ".join(parts), *map(str, sides.most.get(word, ()))]))
    for side in (sides.before, sides.after):
        lines.append("")
        lines += [f"{character}\t{others}" for character, others in sorted(side.items()) if others]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
