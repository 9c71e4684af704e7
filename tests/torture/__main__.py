"""`python -m tests.torture [--quick] [TRIAL…]`: a table of what was tried and lost; status 0: nothing was."""

from __future__ import annotations

import sys
import time

from .ground import Result
from .trials import TRIALS


def main(arguments: list[str]) -> int:
    """Runs the trials that are named, or all; 0 if none of them lost or damaged anything."""
    quick = "--quick" in arguments
    names = [name for name in arguments if name != "--quick"] or list(TRIALS)
    good = True
    print(f"{'trial':<58}{'tried':>8} {'':<10}{'acknowledged':>13}{'lost':>6}{'damaged':>9}{'seconds':>9}")
    for name in names:
        start = time.monotonic()
        results = TRIALS[name](quick)
        seconds = time.monotonic() - start
        for result in results:
            good &= result.good
            _tell(result, seconds)
    return 0 if good else 1


def _tell(result: Result, seconds: float) -> None:
    print(
        f"{result.name:<58}{result.tried:>8,} {result.unit:<10}{result.acknowledged:>13,}{result.lost:>6}"
        f"{result.damaged:>9}{seconds:>9.1f}",
        flush=True,
    )
    for remark in result.remarks[:20]:
        print(f"    {remark}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
