"""Review sheets as print jobs: of a clerk's request or an item, of an office's year or some departments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dxdesk.domain.plan import Item
from dxdesk.errors import DxdeskError, Trouble
from ui.printing.jobs import Choice, PrintJob, pdf_beside
from ui.printing.painter import paginate
from ui.printing.sheets import Sheet, sheets_of_desk, sheets_of_office, title_of

if TYPE_CHECKING:
    from dxdesk.department import Desk
    from dxdesk.office import Office


def desk_choices(desk: Desk, item: Item | None = None) -> list[Choice]:
    """Every item of the clerk's request, or the item at hand."""
    request = desk.request
    name = f"確認票_{request.plan.year}_{request.department}"
    made = [_choice(_tr("すべての項目"), lambda: sheets_of_desk(desk), desk.path, name)]
    if item is not None:
        words = _tr("この項目だけ（{}）").format(item.no)
        stem = f"{name}_{item.no}"
        made.append(_choice(words, lambda: sheets_of_desk(desk, item), desk.path, stem))
    return made


def office_choices(office: Office, year: int, chosen: Sequence[str] = ()) -> list[Choice]:
    """Every department of a year, or those that are chosen."""
    name = f"確認票_{office.plan(year).year_name(year)}"
    made = [_choice(_tr("すべての課"), lambda: sheets_of_office(office, year), office.path, name)]
    if chosen:
        words = _tr("選んだ課だけ（{}課）").format(len(chosen))
        some = _choice(words, lambda: sheets_of_office(office, year, chosen), office.path, name)
        made.append(some)
    return made


def desk_pages(desk: Desk) -> int:
    """How many pages the review sheets of a request take."""
    return len(paginate(sheets_of_desk(desk)))


def _choice(words: str, sheets: Callable[[], list[Sheet]], beside: Path, stem: str) -> Choice:
    def make() -> PrintJob:
        made = sheets()
        if not made:
            raise DxdeskError(Trouble.NOTHING_TO_PRINT)
        return PrintJob(title_of(made), paginate(made), pdf_beside(beside, stem))

    return Choice(words, make)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SheetJobs", text)
