"""What the program noticed: two statements that do not agree, or one that cannot be right.

A flag shows both sides with their evidence, reckons in front of the reader and takes no side. Its
fingerprint is made of the figures alone: a flag that a person has explained stays quiet until one of them
changes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from hunnan_tui.model.text import Text
from hunnan_tui.model.wording import say_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hunnan_tui.model.briefing import Evidence, Observation
    from hunnan_tui.model.reconcile.arithmetic import Step
    from hunnan_tui.model.series import Figure, Series

Rule = Literal[
    "different-values",
    "growth",
    "growth-year",
    "magnitude",
    "unit",
    "part-over-whole",
    "parts-over-whole",
    "target-below-baseline",
    "period-after-source",
    "another-name",
    "translation",
]
"""Which check found it."""

RULES: dict[Rule, Text] = {
    "different-values": Text("同一时期有不同的数值", "Different values for one period"),
    "growth": Text("增幅与上年数值不符", "Growth that does not fit the year before"),
    "growth-year": Text("增幅指向另一年，统计年度存疑", "Growth that leads to another year"),
    "magnitude": Text("数值相差约千倍，单位存疑", "A value a thousandfold off"),
    "unit": Text("同一指标用了不同性质的单位", "Units of one metric that measure different things"),
    "part-over-whole": Text("部分大于整体", "A part larger than its whole"),
    "parts-over-whole": Text("各部分之和大于整体", "Parts that exceed their total"),
    "target-below-baseline": Text("目标低于起点", "A target below its baseline"),
    "period-after-source": Text("数据时期晚于来源日期", "A period after its source's date"),
    "another-name": Text("一类之数近于各类总数，名称存疑", "One kind nearly as large as all kinds"),
    "translation": Text("中英文数字不一致", "Chinese and English numbers differ"),
}
"""What each rule finds, as a heading."""


RESTATED = re.compile(
    r"修订|修正|更正|重新核算|重新核定|重新统计|追溯调整|调整后|重述|最终核|初步核算|初步统计|快报|(?<!同)口径(?!一致|相同|不变|可比)|统计范围|范围调整|普查"
    r"|统计方法|新标准|不含|不包括|不计|剔除|扣除|另含|含税|预计数|估算"
    r"|\b(?:revis|restat|preliminar|provisional|corrected|adjusted|recalculat|census|methodolog|scope|definition"
    r"|exclud|excluding|not counting|without the|new standard|flash estimate)",
    re.IGNORECASE,
)
"""What says of a figure that it is preliminary, revised or of another scope."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the statements that a flag sets against each other."""

    key: str
    """The item that says it; empty where it is the briefing itself."""
    text: Text
    """What it says, in a few words."""
    briefing: str
    """The briefing in which the evidence's sources are found."""
    evidence: tuple[Evidence, ...]
    """Where it is said."""
    mark: str
    """What of it enters the fingerprint: the figure, without where it stands."""
    figure: Figure | None = None
    """The figure, where it is one of a series."""


@dataclass(frozen=True, slots=True)
class ProgramFlag:
    """Something that the program noticed."""

    rule: Rule
    """Which check found it."""
    about: tuple[str, ...]
    """Keys of the items concerned, the most concerned one first."""
    text: Text
    """What does not agree, and the reckoning, in a few sentences."""
    sides: tuple[Side, ...]
    """The statements, with their evidence."""
    steps: tuple[Step, ...]
    """The reckoning."""
    place: str
    """What tells it from other flags of the same rule about the same items: periods, natures."""
    heading: Text | None = None
    """What is found, where the rule's own heading does not say it."""

    @property
    def title(self) -> Text:
        """What is found, as a heading."""
        return self.heading or RULES[self.rule]

    @property
    def id(self) -> str:
        """Stays the same while the same rule holds for the same items and periods, whatever the values."""
        return f"{self.rule}-{_digest([self.rule, *self.about, self.place])[:12]}"

    @property
    def fingerprint(self) -> str:
        """Changes when a figure of it changes; 16 hexadecimal digits."""
        return _digest([self.rule, *sorted({side.mark for side in self.sides})])[:16]

    @property
    def evidence(self) -> list[tuple[str, Evidence]]:
        """The evidence of all sides, each once, with the briefing in which its source is found."""
        found: list[tuple[str, Evidence]] = []
        for side in self.sides:
            found += [(side.briefing, one) for one in side.evidence if (side.briefing, one) not in found]
        return found


def side(series: Series, figure: Figure) -> Side:
    """A figure of a series as one side of a flag."""
    seen = figure.observation
    mark = "|".join(
        [
            series.key,
            seen.period,
            seen.nature,
            seen.bound,
            f"{figure.plain.normalize():f}",
            figure.unit.dimension,
            f"{seen.growth.normalize():f}" if seen.growth is not None else "",
            seen.baseline or "",
        ]
    )
    return Side(series.key, say_figure(seen), figure.briefing, tuple(seen.evidence), mark, figure)


def flag(
    rule: Rule, sides: Sequence[Side], text: Sequence[Text], place: str, steps: Sequence[Step] = ()
) -> ProgramFlag:
    """A flag whose text is the sentences of `text`, about the items of its sides in their order."""
    about = tuple(dict.fromkeys(one.key for one in sides if one.key))
    told = Text("".join(part.zh or "" for part in text), " ".join(part.en or "" for part in text))
    return ProgramFlag(rule, about, told, tuple(sides), tuple(steps), place)


def distinct(flags: Iterable[ProgramFlag]) -> list[ProgramFlag]:
    """The same flags, each id once.

    Flags of one id that are about the same figures, as several briefings repeat them, become one with all their
    evidence; of others the second gets a place, and so an id, of its own.
    """
    found: dict[str, ProgramFlag] = {}
    for one in flags:
        number = 1
        made = one
        while (known := found.get(made.id)) is not None and known.fingerprint != one.fingerprint:
            number += 1
            made = replace(one, place=f"{one.place} {number}")
        if known is None:
            found[made.id] = made
        else:
            more = tuple(side for side in one.sides if side not in known.sides)
            found[made.id] = replace(known, sides=known.sides + more)
    return list(found.values())


def both(text: Text) -> str:
    """A text in both its languages, to look for words in."""
    return f"{text.zh or ''}\n{text.en or ''}"


def says(seen: Observation, words: re.Pattern[str]) -> bool:
    """Whether an observation's own note, or what is printed, has one of `words`."""
    return bool((seen.note and words.search(both(seen.note))) or (seen.printed and words.search(seen.printed)))


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
