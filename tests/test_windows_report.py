"""A run of the tests on Windows passes only with what is declared as left out, and little of it."""

from pathlib import Path

import pytest

from scripts.windows import check_report
from tests.causes import CAUSES, NO_PIPES


def test_the_causes_are_read_as_they_are_declared() -> None:
    assert check_report.declared_causes() == set(CAUSES)


@pytest.mark.parametrize(
    ("ran", "left_out", "status", "said"),
    [
        (99, [NO_PIPES.reason], 0, "1 of 100 not run (1.0 %)"),
        (99, ["not today"], 1, "knows no such cause: not today"),
        (99, [NO_PIPES.reason, "collection skipped"], 1, "knows no such cause: collection skipped"),
        (19, [NO_PIPES.reason], 1, "5 % or more were not run"),
        (0, [], 1, "0 of 0"),
    ],
)
def test_what_is_left_out_is_declared_and_little(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    ran: int,
    left_out: list[str],
    status: int,
    said: str,
) -> None:
    cases = '<testcase classname="tests.a" name="ran" />' * ran + "".join(
        f'<testcase classname="tests.a" name="left"><skipped message="{cause}" /></testcase>'
        for cause in left_out
    )
    report = tmp_path / "3.11-core.xml"
    report.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>", encoding="utf-8")
    assert check_report.main([report]) == status
    assert said in capsys.readouterr().out
