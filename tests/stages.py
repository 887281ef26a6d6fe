"""The sample plan with ratings behind the departments' own: the office's, and a committee's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dxdesk.domain.plan import Grade, RatingStage
from dxdesk.office import Office
from dxdesk.store.office_store import OfficeStore
from tests.plans import SAMPLE
from tests.templates import template

FILE = "台帳.dxdesk"
YEAR = 2025
NOW = datetime(2026, 4, 20, 10, 15)
OFFICE_STAGE = RatingStage("office", "事務局評価")
OUTSIDE = RatingStage(
    "outside",
    "外部評価",
    (Grade("a", "妥当である"), Grade("b", "見直しを要する")),
    comments=True,
)
STAGES = (OFFICE_STAGE, OUTSIDE)


def open_staged(folder: Path, stages: tuple[RatingStage, ...] = STAGES) -> Office:
    """An office's file of the sample, rolled over, whose plan has these stages."""
    _lay_rolled_over(folder)
    path = folder / FILE
    with OfficeStore.open(path, by="鈴木", at=NOW.isoformat()) as store:
        plan = replace(store.plan(YEAR), stages=stages)
        store.replace_plan(plan, at=NOW.isoformat(), by="鈴木")
    return Office.open(path, by="鈴木", clock=lambda: NOW)


@template
def _lay_rolled_over(folder: Path) -> None:
    made, _ = Office.create(SAMPLE, folder / FILE, by="鈴木", clock=lambda: NOW)
    with made:
        made.roll_over(YEAR)
