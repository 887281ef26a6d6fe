"""The self-test of an installed program: does all that it is made of work here?"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from dxdesk.department import Desk
from dxdesk.export.document import Document
from dxdesk.files.carriers import Carrier
from dxdesk.files.published import read_published
from dxdesk.office import Office
from dxdesk.resources import resource

WriteSheets = Callable[[Path, Path, int | None], int]
WriteTable = Callable[[Document, Path], int]


class SelfTestError(Exception):
    """A step gave something else than it must."""


def run(write_sheets: WriteSheets, write_table: WriteTable) -> int:
    """Walk a small year in a temporary folder, and paint review sheets and the table as PDF.

    Prints a line a step. Returns 0; what does not work raises.
    """
    with tempfile.TemporaryDirectory(prefix="dxdesk-") as name:
        _walk(Path(name), write_sheets, write_table)
    print("self-test: ok")
    return 0


def _walk(folder: Path, write_sheets: WriteSheets, write_table: WriteTable) -> None:
    office_file = folder / "office.dxdesk"
    office, _ = Office.create(resource("sample", "plan-r6.txt"), office_file)
    with office:
        _say("store", len(office.plan().items))
        office.roll_over(office.year + 1)
        year, department = office.year, office.plan().departments[0]
        for carrier in Carrier:
            (request,) = office.make_requests(year, folder / carrier.value, carrier, [department])
            desk_file, answer = folder / f"{carrier.value}.dxdesk", folder / f"{carrier.value}.sub"
            with Desk.start(request, desk_file) as desk:
                place = desk.request.open[0]
                desk.answer(place, f"{carrier.value} で書きました。")
                desk.hand_in("試験", answer, carrier)
            (line,) = office.merge([answer])
            _require(line.changed == (place,) or bool(line.collisions), "merge")
            office.write(place, f"{carrier.value} で書きました。")
            _say(f"carrier {carrier.value}", len(line.changed) + len(line.collisions))
        for layout in [choice.name for choice in office.layouts()]:
            book = folder / f"{layout}.xlsx"
            office.export(year, layout, book)
            _say(f"workbook {layout}", book.stat().st_size)
            if layout not in ("three-column", "wide"):
                continue
            again = read_published(book, plan_id="again")
            _require(len(again.plan.items) == len(office.plan().items), layout)
        document = office.document(year, "three-column")
    table = folder / "table.pdf"
    pages = write_table(document, table)
    _require(pages > 0 and table.read_bytes().startswith(b"%PDF"), "table")
    _say("table on paper", pages)
    pdf = folder / "sheets.pdf"
    pages = write_sheets(folder / "native.dxdesk", pdf, None)
    _require(pages > 0 and pdf.read_bytes().startswith(b"%PDF"), "sheets")
    _say("review sheets", pages)


def _say(step: str, figure: int) -> None:
    print(f"self-test: {step}: {figure}")
    sys.stdout.flush()


def _require(holds: bool, step: str) -> None:
    if not holds:
        raise SelfTestError(step)
