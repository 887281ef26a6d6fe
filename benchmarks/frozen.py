"""How large frozen folders are and how soon they show a window: `python -m benchmarks.frozen FOLDER…`.

Needs an X server without a window manager that shows nothing else (`xvfb-run`). The folders take
turns; a run ends when the program's first window is mapped, which the server tells.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROUNDS = 9
_TOLD = "MapNotify"


def main(folders: list[Path]) -> None:
    """Print a line a folder."""
    times: dict[Path, list[float]] = {folder: [] for folder in folders}
    # A server starts anew when its last client goes, so one stays.
    with tempfile.TemporaryDirectory() as home, _server_events():
        # The first round warms the disk's cache.
        for _ in range(ROUNDS + 1):
            for folder in folders:
                times[folder].append(first_window(folder / "dxdesk", Path(home)))
    for folder in folders:
        files = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
        size = sum(file.stat().st_size for file in files)
        first = statistics.median(times[folder][1:])
        print(
            f"{folder}: {len(files)} files, {size / 1e6:.1f} MB, "
            f"first window {first * 1e3:.0f} ms (median of {ROUNDS}, "
            f"{min(times[folder][1:]) * 1e3:.0f} to {max(times[folder][1:]) * 1e3:.0f})"
        )


def first_window(program: Path, home: Path) -> float:
    """Seconds from the start of a program until its first window is mapped."""
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "DXDESK_LOG_DIR": str(home / "log")}
    with _server_events() as events:
        start = time.perf_counter()
        with subprocess.Popen([program], env=os.environ | own) as process:
            try:
                for line in events:
                    if _TOLD in line:
                        return time.perf_counter() - start
            finally:
                process.terminate()
    raise RuntimeError("the X server went away")


@contextmanager
def _server_events() -> Iterator[Iterator[str]]:
    command = ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as xev:
        assert xev.stdout
        time.sleep(0.3)
        try:
            yield iter(xev.stdout)
        finally:
            xev.terminate()


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
