"""The published table as a print job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.printing.jobs import Choice, PrintJob, pdf_beside
from ui.printing.table import paginate_document

if TYPE_CHECKING:
    from dxdesk.office import Office


def table_choice(office: Office, year: int, layout: str, stem: str) -> Choice:
    """A year in a layout; its PDF is suggested to go beside the office's file."""

    def make() -> PrintJob:
        document = office.document(year, layout)
        file = pdf_beside(office.path, stem)
        return PrintJob(document.title, paginate_document(document), file)

    return Choice(QCoreApplication.translate("TableJob", "公表資料"), make)
