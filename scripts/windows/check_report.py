"""What a run of the tests on Windows says: how many ran, and why which did not.

python3 -m scripts.windows.check_report REPORT.xml

Only the standard library is used: it runs where nothing is installed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

# Of a hundred tests, those that may be left out at the most.
MOST_LEFT_OUT = 5


def main(report: Path) -> int:
    """Print the counts and write the names of what was left out beside the report."""
    cases = list(ElementTree.parse(report).iter("testcase"))
    left_out: dict[str, list[str]] = defaultdict(list)
    failed = 0
    for case in cases:
        name = f"{case.get('classname')}::{case.get('name')}"
        skipped = case.find("skipped")
        if skipped is not None:
            left_out[(skipped.get("message") or "").removeprefix("Skipped: ")].append(name)
        failed += any(case.find(bad) is not None for bad in ("failure", "error"))
    not_run = sum(map(len, left_out.values()))
    lines = [
        f"{cause}\n" + "".join(f"    {name}\n" for name in left_out[cause]) for cause in left_out
    ]
    report.with_suffix(".not-run.txt").write_text("".join(lines), encoding="utf-8")
    passed = len(cases) - failed - not_run
    print(f"{report.stem}: {passed} passed, {failed} failed, {not_run} not run of {len(cases)}")
    for cause, names in sorted(left_out.items(), key=lambda one: -len(one[1])):
        print(f"  {len(names):4d} not run: {cause}")
    if not passed or not_run * 100 > MOST_LEFT_OUT * len(cases):
        print(f"{report.stem}: more than {MOST_LEFT_OUT} % were not run")
        return 1
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
