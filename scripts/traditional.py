"""Write `library/traditional.txt`: traditional characters and, line by line below them, their simplified forms.

Run by a maintainer with the development dependency opencc-python-reimplemented:

    python scripts/traditional.py

Only characters that simplified Chinese does not use itself are folded: 著 of 著名 stays, though it is also how
traditional Chinese writes 着. Variants of Hong Kong, Taiwan and Japan are folded too, as they occur in names.
"""

from __future__ import annotations

from pathlib import Path

import opencc

TARGET = Path(__file__).parents[1] / "src/hunnan_tui/library/traditional.txt"
# Sources of single-character pairs, first come first served. Japanese forms map to traditional ones, and on.
TABLES = ("TSCharacters.txt", "HKVariantsRev.txt", "TWVariantsRev.txt", "JPVariants.txt")
ALWAYS = {"乾": "干", "於": "于", "夥": "伙", "徵": "征"}


def main() -> None:
    """Write the table."""
    table = made()
    TARGET.write_text(table, encoding="utf-8", newline="\n")
    print(f"{TARGET}: {len(table.splitlines()[0])} characters")


def made() -> str:
    """The table, made of OpenCC's: a line of characters, and a line of what each is folded to."""
    folder = Path(opencc.__file__).parent / "dictionary"
    pairs: dict[str, str] = {}
    for table in TABLES:
        for line in _lines(folder / table):
            first, *rest = line.split("\t")
            for variant, plain in _pairs(table, first, rest[0].split()):
                target = pairs.get(plain, plain)
                if variant not in pairs and variant != target and (variant in ALWAYS or not _is_simplified(variant)):
                    pairs[variant] = ALWAYS.get(variant, target)
    kept = {a: b for a, b in sorted(pairs.items()) if len(a) == len(b) == 1 and ord(a) > 0x33FF and a != b}
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
