"""What a run of the tests on Windows says: how many ran, and why which did not.

python3 -m scripts.windows.check_report REPORT.xml…

Only the standard library is used: it runs where nothing is installed.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

# Of a hundred tests, those that may be left out at the most.
MOST_LEFT_OUT = 5
_CAUSES = Path(__file__).parent.parent.parent / "tests" / "causes.py"


def main(reports: list[Path]) -> int:
    """Print the counts of one Python's parts, and write names beside each.

    1 where too few ran, or one did not for a cause that is not declared.
    """
    told = [_told(report) for report in reports]
    ran = sum(ran for ran, _ in told)
    not_run = sum(len(names) for _, left_out in told for names in left_out.values())
    share = 100 * not_run / (ran + not_run) if ran else 100
    print(f"{not_run} of {ran + not_run} not run ({share:.1f} %)")
    if share >= MOST_LEFT_OUT:
        print(f"{MOST_LEFT_OUT} % or more were not run")
        return 1
    undeclared = {cause for _, left_out in told for cause in left_out} - declared_causes()
    for cause in sorted(undeclared):
        print(f"tests/causes.py knows no such cause: {cause}")
    return 1 if undeclared else 0


def declared_causes() -> set[str]:
    """The reasons of tests/causes.py, read because it can be imported only where pytest is."""
    return {
        ast.literal_eval(call.args[0])
        for call in ast.walk(ast.parse(_CAUSES.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Cause"
    }


def _told(report: Path) -> tuple[int, dict[str, list[str]]]:
    """How many of a part's tests ran, and by cause the names of those that did not."""
    cases = list(ElementTree.parse(report).iter("testcase"))
    left_out: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        skipped = case.find("skipped")
        if skipped is not None:
            cause = (skipped.get("message") or "").removeprefix("Skipped: ")
            left_out[cause].append(f"{case.get('classname')}::{case.get('name')}")
    lines = [
        f"{cause}\n" + "".join(f"    {name}\n" for name in left_out[cause]) for cause in left_out
    ]
    report.with_suffix(".not-run.txt").write_text("".join(lines), encoding="utf-8")
    not_run = sum(map(len, left_out.values()))
    print(f"{report.stem}: {len(cases) - not_run} ran, {not_run} did not")
    for cause, names in sorted(left_out.items(), key=lambda one: -len(one[1])):
        print(f"  {len(names):4d} not run: {cause}")
    return len(cases) - not_run, left_out


if __name__ == "__main__":
    sys.exit(main([Path(word) for word in sys.argv[1:]]))
