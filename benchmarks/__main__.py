"""Run every comparison once and print medians and ratios; nothing is asserted."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import (
    checking,
    desk_window,
    exporting,
    growing,
    merging,
    office_window,
    painting,
    starting,
)
from benchmarks.timing import Rounds, machine

PARTS = {
    "merging": merging.report,
    "exporting": exporting.report,
    "painting": painting.report,
    "growing": growing.report,
    "checking": checking.report,
    "starting": starting.report,
    "window": desk_window.report,
    "office": office_window.report,
}


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="small sizes, one repetition")
    args = parser.parse_args()
    if unknown := set(args.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    run(Rounds(1, 50) if args.quick else Rounds(), args.parts or list(PARTS))


def run(rounds: Rounds, parts: list[str]) -> None:
    """Print the machine, then the lines of each part."""
    start = time.perf_counter()
    print(machine())
    print(f"medians of {rounds.repeats}, the sides of a comparison taking turns")
    for part in parts:
        print(f"\n{part}")
        with tempfile.TemporaryDirectory() as folder:
            for line in PARTS[part](Path(folder), rounds):
                print(f"  {line}", flush=True)
    print(f"\nall in {time.perf_counter() - start:.0f} s{_peak()}")


def _peak() -> str:
    """The most memory that was used; Windows' Python does not say."""
    if sys.platform == "win32":
        return ""
    import resource

    # In kilobytes on Linux.
    return f", at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB of memory"


if __name__ == "__main__":
    main()
