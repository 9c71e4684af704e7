"""Write `library/traditional.txt`: traditional characters and, line by line below them, their simplified forms.

Run by a maintainer with the development dependency opencc-python-reimplemented:

    python scripts/traditional.py

Only characters that simplified Chinese does not use itself are folded, and of the others those named below, where
nobody looks for the one and would not have the other: 著 of 著名 is also how traditional Chinese writes 着 of 沿着.
Variants of Hong Kong, Taiwan and Japan are folded too, as they occur in names.
"""

from __future__ import annotations

from pathlib import Path

import opencc

TARGET = Path(__file__).parents[1] / "src/hunnan_tui/library/traditional.txt"
# Sources of single-character pairs, first come first served. Japanese forms map to traditional ones, and on.
TABLES = ("TSCharacters.txt", "HKVariantsRev.txt", "TWVariantsRev.txt", "JPVariants.txt")
# Folded whatever the tables say: characters that the standard set of simplified ones has, too, or that stand for two
# words, of which the tables leave one alone; and variants that the tables lack.
_ALWAYS = """乾干 於于 夥伙 徵征 後后 著着 藉借 菸烟 捱挨 摺折 榘矩 甯宁 麴曲 麽么 覆复 彷仿 祇只 瞭了 讎仇 雠仇
逕径 迳径 舖铺 鬪斗 鬭斗 鬦斗 堿碱 勦剿 砲炮 碁棋 迺乃 銲焊 姪侄 嵒岩 彊强 搆构 痲麻 妳你 倣仿 傚效 憇憩 遶绕 繙翻 隄堤
隣邻 餽馈 濬浚 瑯琅 賸剩 貍狸 騐验"""
ALWAYS = {pair[0]: pair[1] for pair in _ALWAYS.split()}


def main() -> None:
    """Write the table."""
    table = made()
    TARGET.write_text(table, encoding="utf-8", newline="\n")
    print(f"{TARGET}: {len(table.splitlines()[0])} characters")


def made() -> str:
    """The table, made of OpenCC's: a line of characters, and a line of what each is folded to."""
    folder = Path(opencc.__file__).parent / "dictionary"
    pairs = dict(ALWAYS)
    for table in TABLES:
        for line in _lines(folder / table):
            first, *rest = line.split("\t")
            for variant, plain in _pairs(table, first, rest[0].split()):
                target = pairs.get(plain, plain)
                if variant not in pairs and variant != target and not _is_simplified(variant):
                    pairs[variant] = target
    kept = {
        a: pairs.get(b, b) for a, b in sorted(pairs.items()) if len(a) == len(b) == 1 and ord(a) > 0x33FF and a != b
    }
    return "".join(kept) + "\n" + "".join(kept.values()) + "\n"


def _is_simplified(character: str) -> bool:
    """Whether the Chinese standard set of simplified characters has it."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]


def _pairs(table: str, first: str, rest: list[str]) -> list[tuple[str, str]]:
    """(variant, plainer form): the Japanese table is written from the traditional character to its variants."""
    if table == "JPVariants.txt":
        return [(variant, first) for variant in rest]
    return [(first, rest[0])]


if __name__ == "__main__":
    main()
