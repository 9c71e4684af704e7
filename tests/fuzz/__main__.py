"""`python -m tests.fuzz [--seconds N] [TARGET…]`: how many inputs each target took; status 0: none broke a promise.

With atheris (`pip install atheris`) inputs are led by the code that they reach; without it they are mixed at random.
An input that breaks a promise is written to `fuzz-failures/` in the working folder, and its error is told.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
import time
import traceback
from itertools import count
from pathlib import Path

FAILURES = Path("fuzz-failures")


def main(arguments: list[str]) -> int:
    """Fuzzes the targets that are named, or all; 0 if nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    parser.add_argument("--corpus", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.corpus:
        _led(options.targets[0], options.seconds, options.corpus)
    from .targets import TARGETS

    guided = importlib.util.find_spec("atheris") is not None
    print("coverage-guided by atheris" if guided else "without atheris: mixed at random")
    good = True
    for name in options.targets or TARGETS:
        tried, failed = _atheris(name, options.seconds) if guided else _random(name, options.seconds)
        print(f"{name:<8} {tried:>12,} inputs   {failed or 'nothing broken'}", flush=True)
        good &= not failed
    return 0 if good else 1


def _random(name: str, seconds: int) -> tuple[int, str]:
    """Inputs tried, and what one of them broke."""
    from .inputs import mutations
    from .targets import TARGETS

    target, end, tried = TARGETS[name], time.monotonic() + seconds, 0
    for number in count():
        for data in mutations(target.seeds, len(target.seeds) + 100, number):
            try:
                target.run(data)
            except Exception:
                FAILURES.mkdir(exist_ok=True)
                path = FAILURES / f"{name}-{number}-{tried}"
                path.write_bytes(data)
                return tried + 1, f"{path}\n{traceback.format_exc()}"
            tried += 1
            if time.monotonic() > end:
                return tried, ""
    return tried, ""


def _atheris(name: str, seconds: int) -> tuple[int, str]:
    """Inputs tried, and what one of them broke; in a process of its own, which the fuzzer ends."""
    from .targets import TARGETS

    FAILURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(TARGETS[name].seeds):
            (Path(corpus) / f"seed-{number}").write_bytes(seed)
        command = [sys.executable, "-m", "tests.fuzz", name, "--corpus", corpus, "--seconds", str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    told = done.stdout + done.stderr
    ran = re.search(r"stat::number_of_executed_units:\s*(\d+)", told)
    if not any(FAILURES.iterdir()):
        FAILURES.rmdir()
    why = told[max(told.find("Uncaught Python exception"), 0) :]
    return int(ran[1]) if ran else 0, "" if done.returncode == 0 and ran else why[:6000]


def _led(name: str, seconds: int, corpus: str) -> None:
    """Fuzz one target with atheris; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["hunnan_tui"]):
        from .targets import TARGETS
    limits = ["-max_len=20000", "-timeout=30", "-rss_limit_mb=3000", "-print_final_stats=1"]
    prefix = f"-artifact_prefix={FAILURES}/{name}-"
    atheris.Setup([sys.argv[0], *limits, prefix, f"-max_total_time={seconds}", corpus], TARGETS[name].run)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
