"""Lists of departments as print jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.printing.board_leaf import NAMES, ListKind, list_pages, list_sheet, list_title
from ui.printing.jobs import Choice, PrintJob, pdf_beside

if TYPE_CHECKING:
    from dxdesk.office import Office


def list_choices(office: Office, kind: ListKind, year: int) -> list[Choice]:
    """The one list of a kind."""
    file = pdf_beside(office.path, f"{NAMES[kind]}_{office.plan(year).year_name(year)}")

    def make() -> PrintJob:
        sheet = list_sheet(office, kind, None, year)
        return PrintJob(list_title(sheet), list_pages(sheet), file)

    return [Choice(QCoreApplication.translate("ListJobs", "すべての課"), make)]
