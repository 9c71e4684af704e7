"""How many of the made faults the program flags, and how many of its flags are faults: precision and recall.

The cases are in `tests/data/flag-cases.toml`. Each rule that a case expects counts as one fault, each rule that the
program applies to a case as one flag.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from hunnan_tui.model.briefing import Evidence, Metric, Observation
from hunnan_tui.model.reconcile import reconcile, translations
from hunnan_tui.model.series import Figure, Series
from hunnan_tui.model.text import Text

CASES = Path(__file__).parents[1] / "tests" / "data" / "flag-cases.toml"
LEAST = Decimal("0.95")
"""What precision and recall must reach."""


@dataclass(frozen=True, slots=True)
class Case:
    """One made case: the rules that must find something, and what they are given."""

    name: str
    expect: frozenset[str]
    series: tuple[Series, ...]
    texts: tuple[Text, ...]

    def found(self) -> set[str]:
        """The rules that find something."""
        flags = [*reconcile(self.series), *translations("case/point/1", self.texts)]
        return {flag.rule for flag in flags}


def load_cases(path: Path = CASES) -> list[Case]:
    """The cases of a file, in their order."""
    with path.open("rb") as file:
        raw = tomllib.load(file, parse_float=Decimal)
    return [
        Case(
            case["name"],
            frozenset(case.get("expect", [])),
            tuple(_series(metric, case.get("published", {})) for metric in case.get("metric", [])),
            tuple(Text.of(text) for text in case.get("texts", [])),
        )
        for case in raw["case"]
    ]


def _series(raw: dict[str, Any], published: dict[str, str]) -> Series:
    seen = raw.pop("of")
    metric = _convert({"area": "city", "name": raw["id"], **raw}, Metric)
    figures = []
    for one in seen:
        source = one.pop("source", "a")
        observation = _convert({"nature": "actual", "unit": "家", **one}, Observation)
        proof = msgspec.structs.replace(observation, evidence=[Evidence(source=source)])
        figures.append(Figure(proof, f"briefing-{source}", "2026-03-01", published))
    return Series.of(metric, figures)


def _convert(raw: dict[str, Any], kind: type) -> Any:
    return msgspec.convert(raw, kind, dec_hook=lambda _, value: Text.of(value), strict=False)


def score(cases: list[Case]) -> tuple[Decimal, Decimal]:
    """Precision and recall over all cases."""
    flagged = sum(len(case.found()) for case in cases)
    expected = sum(len(case.expect) for case in cases)
    right = sum(len(case.found() & case.expect) for case in cases)
    return Decimal(right) / max(flagged, 1), Decimal(right) / max(expected, 1)


def main() -> int:
    """Print the cases by rule, what was missed or flagged without reason, precision and recall."""
    cases = load_cases()
    faulty = [case for case in cases if case.expect]
    for case in cases:
        for word, rules in (("missed", case.expect - case.found()), ("false", case.found() - case.expect)):
            for rule in sorted(rules):
                print(f"  {word}: {rule}: {case.name}")
    counted = Counter(rule for case in faulty for rule in case.expect)
    print("  faults: " + ", ".join(f"{rule} {count}" for rule, count in sorted(counted.items())))
    precision, recall = score(cases)
    print(f"flags: {len(cases)} cases, {len(faulty)} with a fault: precision {precision:.3f}, recall {recall:.3f}")
    return 0 if min(precision, recall) >= LEAST else 1


if __name__ == "__main__":
    raise SystemExit(main())
