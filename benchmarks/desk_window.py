"""The clerk's window: from start to a form that can be used, memory, keys, and other items."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import sample
from benchmarks.timing import (
    Contender,
    Rounds,
    larger,
    percentile,
    side_by_side,
    spread,
    versus,
)
from dxdesk.department import Desk
from dxdesk.files.carriers import read_draft

ITEMS = 400
KEYS = 1_000
# Seconds until what comes in late has come in, and the memory is looked at.
LATE = 2.0
_ROOT = Path(__file__).parent.parent
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
_BARE = "bare PySide6 window, one label"


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """Lines for the three questions."""
    # Other platforms would show windows, and time the system's way to the screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # It says at every window that it does not support size hints.
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"
    yield from _starts(folder / "starts", rounds)
    yield ""
    yield from _inside(folder / "inside", rounds)


def _request(folder: Path, items: int) -> Path:
    """The request to a department that has them all, with the answers of the year before."""
    folder.mkdir()
    sample.make_year(folder, items, answered=True, each=items)
    (request,) = (folder / "requests").iterdir()
    return request


def _desk(request: Path) -> Path:
    """The request's desk file, all of it answered."""
    answers = sample.answer(read_draft(request).request, Random(1)).answers
    with Desk.start(request, clock=sample.clock) as desk:
        for field, text in answers.items():
            desk.answer(field, text)
        return desk.path


def _starts(folder: Path, rounds: Rounds) -> Iterator[str]:
    request = _request(folder, sample.ITEMS_EACH)
    fresh = Path(shutil.copy(request, folder / "fresh.dxreq"))
    desk = _desk(request)
    environment = _installed(folder)
    memory = {"desk": list[int](), "bare": list[int]()}
    for first in (_start(environment, 0, []), _fresh(environment, fresh, folder / "fresh")):
        with first() as compile_all:
            compile_all()
    late = LATE if rounds.repeats > 1 else 0.1
    times = side_by_side(
        {
            "bare": _start(environment, late, memory["bare"]),
            "desk": _start(environment, late, memory["desk"], desk),
            "again": _start(environment, 0, [], request),
            "fresh": _fresh(environment, fresh, folder / "fresh"),
        },
        rounds.repeats,
    )
    aim = "aim: at most 2.5"
    each = sample.ITEMS_EACH
    yield versus(
        f"to a usable form, desk file, {each} items", times["desk"], _BARE, times["bare"], aim
    )
    yield versus("the request whose desk file exists", times["again"], _BARE, times["bare"], aim)
    yield versus("a fresh request, desk file made", times["fresh"], _BARE, times["bare"], aim)
    name = f"resident memory {late:g} s later, desk file"
    yield larger(name, median(memory["desk"]), _BARE, median(memory["bare"]), "aim: at most 2")


def _installed(folder: Path) -> dict[str, str]:
    """An environment as after an installation: modules are compiled, there are no settings."""
    environment = {name: value for name, value in os.environ.items() if name != _UNCOMPILED}
    settings, compiled = str(folder / "settings"), str(folder / "compiled")
    return environment | {"XDG_CONFIG_HOME": settings, "PYTHONPYCACHEPREFIX": compiled}


def _start(environment: dict[str, str], late: float, memory: list[int], *files: Path) -> Contender:
    """Timed is from the start of the process to its word that it was painted."""
    command = [sys.executable, "-m", "benchmarks.first_paint", str(late), *map(str, files)]

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        started: list[subprocess.Popen[str]] = []

        def work() -> None:
            process = subprocess.Popen(
                command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True
            )
            started.append(process)
            assert process.stdout
            process.stdout.readline()

        yield work
        for process in started:
            assert process.stdout
            told = process.stdout.read()
            if process.wait():
                raise subprocess.CalledProcessError(process.returncode, command)
            memory.append(int(told))

    return contender


def _fresh(environment: dict[str, str], request: Path, folder: Path) -> Contender:
    """The start with a request that nobody opened yet, each in a folder of its own."""

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        folder.mkdir()
        copy = Path(shutil.copy(request, folder / request.name))
        with _start(environment, 0, [], copy)() as work:
            yield work
        if len(list(folder.iterdir())) < 2:
            msg = "no desk file was made"
            raise RuntimeError(msg)
        shutil.rmtree(folder)

    return contender


def _inside(folder: Path, rounds: Rounds) -> Iterator[str]:
    # The other parts do without Qt.
    from benchmarks import desk_keys

    items, keys = rounds.size(ITEMS), max(KEYS // rounds.shrink, 20)
    desk = _desk(_request(folder, items))
    with desk_keys.opened(desk, folder / "settings.ini") as page:
        switched = desk_keys.switch(page)
        page.items.step(-items)
        text = desk_keys.prose_editor(page).text()
        bare = desk_keys.type_bare(text, keys)
        page.activateWindow()
        taken = desk_keys.type_on_page(page, keys)
    name = f"a key in prose, {items:,} items, {keys:,} keys"
    yield spread(name, taken.all, "aim: 99th under 8 ms")
    yield spread(f"  {len(taken.quiet):,} of them that no save follows", taken.quiet)
    yield spread(f"  {len(taken.saved):,} of them, the save and the checks included", taken.saved)
    yield spread("  the same keys in a bare QTextEdit", bare)
    for name, hundredths in (("a key, median", 50), ("a key, 99th percentile", 99)):
        ours, theirs = percentile(taken.all, hundredths), percentile(bare, hundredths)
        yield versus(name, ours, "bare QTextEdit, same look", theirs)
    name = f"another item, {len(switched):,} times"
    yield spread(name, switched, "aim: median under 30 ms")
