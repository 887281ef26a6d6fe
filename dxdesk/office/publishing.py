"""Publishing: a year in a layout, as a workbook, as open data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.disk import write_atomically
from dxdesk.office.file import OfficeFile
from dxdesk.office.layouts import (
    LayoutChoice,
    document_of,
    layout_choices,
    layout_of,
    report_of,
)

if TYPE_CHECKING:
    from dxdesk.export.document import Document


class Publishing(OfficeFile):
    """What the office publishes."""

    def layouts(self) -> list[LayoutChoice]:
        """The layouts to choose from: those shipped, then those in the folder beside this file."""
        return layout_choices(self.path)

    def document(self, year: int, layout: str) -> Document:
        """A year in a layout, by its name or file, to be shown or printed.

        Raises:
            DxdeskError: no such layout, or one that is wrong, with its lines.
        """
        return document_of(self._look(year), layout_of(layout, self.path))

    def losses(self, year: int, layout: str) -> list[str]:
        """What a layout cannot hold of a year, a sentence each."""
        from dxdesk.export.workbooks import losses

        found = layout_of(layout, self.path)
        return losses(report_of(self._look(year), found), found)

    def export(self, year: int, layout: str, out: Path) -> list[str]:
        """Write a year's document as a workbook; returns what the layout cannot hold."""
        from dxdesk.export.workbooks import losses, write_workbook

        found = layout_of(layout, self.path)
        report = report_of(self._look(year), found)
        write_atomically(out, lambda file: write_workbook(report, found, file))
        return losses(report, found)

    def export_data(self, year: int, out: Path, *, license_: str = "") -> list[Path]:
        """Write a year as open data, .csv or .json; returns the files, see `write_open_data`."""
        from dxdesk.export.open_data import build_open_data
        from dxdesk.export.open_data_files import write_open_data

        data = build_open_data(self.plan(year), self.answers(year), license_=license_)
        return write_open_data(data, out)
