"""The sample plan, made fresh through the doors for people who try the program."""

from __future__ import annotations

from pathlib import Path

from dxdesk.errors import DxdeskError
from dxdesk.office import Office
from dxdesk.resources import resource
from dxdesk.there import Kind, disk_errors, seen_in, there

DEPARTMENT = "デジタル推進課"
_YEAR = 2025


def sample_office(folder: Path, *, by: str = "") -> Office:
    """The office file of the sample: as it was left, or a new one with the next year begun."""
    path = folder / "見本_台帳.dxdesk"
    if there(path) is not Kind.NOTHING:
        return Office.open(path, by=by)
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    office, _ = Office.create(resource("sample", "plan-r6.txt"), path, by=by)
    try:
        office.set_directions(office.directions_in(resource("sample", "directions.tsv")))
        office.roll_over(_YEAR)
    except DxdeskError:
        office.close()
        raise
    return office


def sample_request(folder: Path) -> Path:
    """A request of the sample plan for one department."""
    begins = f"照会_{_YEAR}_{DEPARTMENT}_"
    if known := [one for one in seen_in(folder, ".dxreq") if one.name.startswith(begins)]:
        return known[-1]
    with sample_office(folder) as office:
        (made,) = office.make_requests(_YEAR, folder, departments=[DEPARTMENT])
    return made
