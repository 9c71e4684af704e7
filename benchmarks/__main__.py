"""What `make bench` runs: `python -m benchmarks [name …]`, every benchmark or the ones that are named."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import sys
from pathlib import Path

# not benchmarks themselves: what makes large libraries
HELPING = {"large", "library"}


def main(names: list[str]) -> int:
    """Run the benchmarks one after the other; 1 if one of them fails or says so."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    failed = 0
    for name in names or [name for name in known if name not in HELPING]:
        if name not in known:
            print(f"there is no benchmark {name}; there are: {' '.join(known)}", file=sys.stderr)
            return 2
        print(f"== {name}", flush=True)
        module = importlib.import_module(f"benchmarks.{name}")
        arguments, sys.argv = sys.argv, [name]
        try:
            result = module.main()
            if inspect.isawaitable(result):
                result = asyncio.run(_wait(result))
        finally:
            sys.argv = arguments
        failed |= int(result or 0)
    return failed


async def _wait(result: object) -> object:
    return await result  # type: ignore[misc]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
