"""Big digits, three lines high, drawn as Textual's own `Digits` widget draws them."""

from __future__ import annotations

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD


def big(number: str) -> list[str]:
    """The three lines of a number; what has no big form, a point or a comma, stands on the lowest."""
    rows = ["", "", ""]
    for char in number:
        place = DIGITS.find(char) if char != " " else -1
        for line in range(3):
            if place >= 0:
                rows[line] += DIGITS3X3_BOLD[place * 3 + line].ljust(3)
            else:
                rows[line] += char if line == 2 else " "
    return rows


def size(number: str) -> int:
    """How many cells the big form takes."""
    return len(big(number)[0])
