"""Years through the door: closed, opened again, compared, and what the journal tells."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dxdesk.cli import main
from dxdesk.domain.comparing import Trend
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import EventKind, Office
from tests.plans import SAMPLE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = lambda: datetime(2026, 4, 20, 10)  # noqa: E731
    opened, _ = Office.create(SAMPLE, tmp_path / "office.dxdesk", by="鈴木", clock=clock)
    with opened:
        opened.roll_over(2025)
        yield opened


def test_a_number_that_is_no_year_is_not_begun(office: Office) -> None:
    with pytest.raises(DxdeskError, match=Trouble.PLAN_FAULT.name):
        office.roll_over(9999)
    assert office.years == (2024, 2025)


def test_what_is_open_is_told(office: Office) -> None:
    published = office.open_points(2024)
    assert (published.departments, published.unrated) == ((), 0)
    begun = office.open_points(2025)
    assert begun.departments == office.plan(2025).departments
    assert begun.unrated == 37
    assert not begun.none


@pytest.mark.parametrize("reason", ["", " ", "　\n"])
def test_a_year_is_opened_again_for_a_reason_alone(office: Office, reason: str) -> None:
    office.close_year(2024)
    with pytest.raises(DxdeskError) as error:
        office.reopen_year(2024, reason)
    assert error.value.trouble is Trouble.REOPEN_REASON_MISSING
    assert office.is_closed(2024)


def test_the_journal_tells_of_closing_and_opening(office: Office) -> None:
    office.close_year(2024)
    office.reopen_year(2024, "公表後の訂正")
    assert [event.kind for event in office.journal()][-2:] == [EventKind.CLOSED, EventKind.REOPENED]
    assert office.closings()[0].reason == "公表後の訂正"


def test_two_years_are_compared_and_written_out(office: Office, tmp_path: Path) -> None:
    plan = office.plan(2025)
    first = plan.items[0]
    office.write(f"{first.id}/rating", "A", 2025)
    office.write(f"{first.id}/k1", "152", 2025)
    found = office.compare(2025, 2024)
    line = found.lines[0]
    assert (line.rating_before, line.rating_now, line.trend) == ("B", "A", Trend.UP)
    assert (line.kpis[0].before, line.kpis[0].now) == ("85", "152")
    for suffix in (".csv", ".xlsx"):
        office.export_comparison(found, found.lines, tmp_path / f"比較{suffix}")
    text = (tmp_path / "比較.csv").read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    kpis = sum(max(len(item.kpis), 1) for item in plan.items)
    assert len(rows) == 1 + kpis
    # A spreadsheet would take the cell for a formula without the apostrophe.
    assert rows[1][-1] == "'+67"
    assert (tmp_path / "比較.xlsx").stat().st_size > 5000


@pytest.mark.parametrize(
    ("years", "trouble"),
    [((2025, 2025), Trouble.SAME_YEAR), ((2025, 2019), Trouble.UNKNOWN_YEAR)],
)
def test_years_that_cannot_be_compared(
    office: Office, years: tuple[int, int], trouble: Trouble
) -> None:
    with pytest.raises(DxdeskError) as error:
        office.compare(*years)
    assert error.value.trouble is trouble


def test_the_commands(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(office.path)
    office.close()
    assert main(["close", path, "--year", "2024"]) == 0
    assert "締め切りました" in capsys.readouterr().out
    assert main(["reopen-year", path, "--year", "2024", "--reason", " "]) == 1
    assert main(["reopen-year", path, "--year", "2024", "--reason", "訂正"]) == 0
    assert main(["reopen-year", path, "--year", "2024", "--reason", "訂正"]) == 1
    capsys.readouterr()
    assert main(["compare", path, "--year", "2025", "--with", "2024", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["year"], said["with"], len(said["items"])) == (2025, 2024, 37)
    assert said["items"][0]["rating_before"] == "B"
    assert main(["compare", path, "--year", "2025", "--with", "2024"]) == 0
    assert capsys.readouterr().out.startswith("1\tオープンデータの推進\tB→―\t")
    out = str(office.path.with_name("比較.csv"))
    assert main(["compare", path, "--year", "2025", "--with", "2024", "--out", out]) == 0
    assert Path(out).read_bytes().count(b"\r\n") > 37
