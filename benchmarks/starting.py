"""How long a command takes from start to end, against starting Python alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import sample
from benchmarks.timing import Contender, Rounds, side_by_side, versus
from dxdesk.office import Office

ITEMS = 40
_COMMAND = "import sys; from ui.app import main; sys.exit(main())"
_ROOT = Path(__file__).parent.parent


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """Each command against the interpreter that does nothing."""
    office = folder / "office.dxdesk"
    table = sample.write_table(folder / "table.txt", ITEMS, answered=True)
    Office.create(table, office, clock=sample.clock)[0].close()
    commands = {
        "dxdesk --version": ("--version",),
        f"dxdesk dump, {ITEMS} items": ("dump", str(office)),
        f"dxdesk check, {ITEMS} items": ("check", str(office)),
    }
    times = side_by_side(
        {"nothing": _run("pass")}
        | {name: _run(_COMMAND, *words) for name, words in commands.items()},
        rounds.repeats,
    )
    for name in commands:
        yield versus(name, times[name], "python -c pass", times["nothing"])


def _run(program: str, *words: str) -> Contender:
    command = [sys.executable, "-c", program, *words]

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield lambda: subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)

    return contender
