"""A program that is killed while someone types: the file opens, and has all but the last second."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dxdesk.department import Desk
from tests.ui.clerk_year import ClerkYear
from tests.ui.typist import first_strokes

ROOT = Path(__file__).resolve().parents[2]
DEPARTMENTS = {
    "情報課": ("i001/result-2", "i001/k1", "i003/issues-1"),
    "健康課": ("i002/rating_note", "i002/k1", "i002/result-1"),
}
RUNS = 25
SEED = 20250420
# Seconds before the kill in which typed text may not be on the disk yet.
AT_RISK = 1.0


def type_and_kill(path: Path, field: str, run: int, after: float) -> tuple[int, list[float], float]:
    """Let a program type and kill it some seconds after its first key.

    Returns how many strokes were typed at least, when each was, and when the program was killed.
    """
    command = [sys.executable, "-m", "tests.ui.typist", str(path), field, str(run)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as typing:
        assert typing.stdout
        first = typing.stdout.readline()
        time.sleep(after)
        ended, killed = typing.poll(), time.monotonic()
        typing.kill()
        rest, said = typing.communicate()
    assert first, f"run {run} typed nothing: {said}"
    assert ended is None, f"run {run} ended by itself: {said}"
    whole = [line.split() for line in (first + rest).splitlines(keepends=True) if "\n" in line]
    return len(whole), [float(when) for _, when in whole], killed


def kill_again_and_again(path: Path, fields: tuple[str, ...], seed: int) -> list[str]:
    """Type and be killed many times in one file; what went wrong in which run."""
    chance, wrong = random.Random(seed), list[str]()
    kept = dict.fromkeys(fields, "")
    for run in range(1, RUNS + 1):
        field = fields[run % len(fields)]
        count, times, killed = type_and_kill(path, field, run, chance.uniform(0.3, 3))
        sure = sum(when <= killed - AT_RISK for when in times)
        with Desk.open(path) as desk:
            answers = desk.answers()
        before, now = kept[field], answers.get(field, "")
        if not now.startswith(before + first_strokes(run, sure)):
            lost = len(first_strokes(run, sure)) - (len(now) - len(before))
            wrong.append(f"seed {seed}, run {run}, {field}: {lost} characters lost")
        # The last stroke may have been typed and not told.
        if not (before + first_strokes(run, count + 1)).startswith(now):
            wrong.append(f"seed {seed}, run {run}, {field}: what was never typed is there: {now!r}")
        if any(answers.get(name, "") != text for name, text in kept.items() if name != field):
            wrong.append(f"seed {seed}, run {run}: another field than {field} changed")
        if left := list(path.parent.glob("*-lock")):
            wrong.append(f"seed {seed}, run {run}: {left} left behind by opening and closing")
        kept[field] = now
    return wrong


@pytest.mark.long
@pytest.mark.alone
def test_a_killed_program_loses_a_second_at_most(year: ClerkYear) -> None:
    paths = []
    for department in DEPARTMENTS:
        folder = year.folder / f"机_{department}"
        folder.mkdir()
        with Desk.start(year.requests[department], folder / "回答.dxdesk") as desk:
            paths.append(desk.path)
    seeds = range(SEED, SEED + len(paths))
    with ThreadPoolExecutor(len(paths)) as two_at_a_time:
        wrong = two_at_a_time.map(kill_again_and_again, paths, DEPARTMENTS.values(), seeds)
        assert [each for of_one_file in wrong for each in of_one_file] == []
