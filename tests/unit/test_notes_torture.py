"""The quick form of each promise about notes; `python -m tests.torture` is the long one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="it forks and kills")
@pytest.mark.parametrize("trial", ["kills", "errors", "random", "edits", "outside", "crashes", "disks"])
def test_nothing_is_lost(trial):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.torture", "--quick", trial]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.count("\n") >= 2  # the heading, and what was tried
