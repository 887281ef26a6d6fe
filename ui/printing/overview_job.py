"""Overviews as print jobs: the table that is looked at, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from dxdesk.domain.overview import Overview
from dxdesk.domain.plan import Plan
from ui.printing.jobs import Choice, PrintJob, pdf_beside
from ui.printing.overview_leaf import OverviewLeaf, OverviewSheet
from ui.printing.painter import lay_out

# What is counted, how it is parted, and the way to count it.
Table = tuple[str, str, Callable[[], Overview]]


def overview_choices(plan: Plan, path: Path, tables: Sequence[Table], at: int) -> list[Choice]:
    """The table that is looked at comes first; tables of nothing are left out of all of them."""
    year = plan.year_name(plan.year)
    file = pdf_beside(path, f"概況_{year}")

    def choice(words: str, chosen: Sequence[Table]) -> Choice:
        def make() -> PrintJob:
            counted = [(topic, way, count()) for topic, way, count in chosen]
            some = [one for one in counted if one[2].whole.whole.count] or counted[:1]
            leaves = [OverviewLeaf(OverviewSheet(plan.title, year, *one)) for one in some]
            return PrintJob(f"概況 {year} {plan.title}", lay_out(leaves), file)

        return Choice(words, make)

    return [choice(_tr("いま見ている表"), tables[at : at + 1]), choice(_tr("すべての表"), tables)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("OverviewJobs", text)
