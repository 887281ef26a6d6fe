from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.asking import Stage
from dxdesk.store.desk_migrations import DESK
from dxdesk.store.desk_store import DeskStore
from dxdesk.store.office_migrations import OFFICE
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.sqlite import backups_of
from tests.store.old_files import (
    ANSWERS,
    BROUGHT,
    FOLDER,
    REMARK,
    write_desk,
    write_office,
)
from tests.store.samples import AT, PLAN, YEAR, request

EVENTS = 10


@pytest.mark.parametrize("version", [*range(1, OFFICE.version + 1), "new"])
def test_an_office_file_of_every_version_opens(tmp_path: Path, version: int | str) -> None:
    path = tmp_path / "office.dxdesk"
    if version == "new":
        write_office(path)
    else:
        shutil.copy(FOLDER / f"office-{version}.dxdesk", path)
    with OfficeStore.open(path, by="係長", at=AT) as store:
        assert store.years() == (YEAR,)
        assert store.plan(YEAR) == PLAN
        facts = store.facts(YEAR)
        assert facts.collisions() == {}
        assert facts.answers() == {
            "i1/result-1": "新しい実績",
            "i1/issues-1": "二課の課題",
            "i1/k1": "800件",
            "i2/result-1": "研修を2回",
            "i2/rating": "B",
        }
        assert [r.round for r in store.requests(YEAR)] == [1, 1, 2]
        assert [(s.department, s.round, s.remark) for s in store.remarks(YEAR)] == [
            ("市民課", 2, REMARK)
        ]
        assert store.stages(YEAR, PLAN.departments) == {
            "市民課": Stage.RETURNED,
            "情報課": Stage.ACCEPTED,
            "人事課": Stage.NOT_CONCERNED,
        }
        assert [bool(merge.undone_at) for merge in store.merges()] == [True, False]
        assert len(store.submissions(YEAR, with_undone=True)) == 3
        answers = store.reasons(YEAR).counting()
        assert answers == (frozenset() if version == 1 else {ANSWERS[1], BROUGHT})
        assert len(store.journal()) == EVENTS + (0 if version == 1 else len(ANSWERS) + 1)
        if isinstance(version, int):
            assert len(backups_of(path)) == (version < OFFICE.version)
        assert store.setting("note") == "覚え書き"


@pytest.mark.parametrize("version", [*range(1, DESK.version + 1), "new"])
def test_a_desk_file_of_every_version_opens(tmp_path: Path, version: int | str) -> None:
    path = tmp_path / "desk.dxdesk"
    if version == "new":
        write_desk(path)
    else:
        shutil.copy(FOLDER / f"desk-{version}.dxdesk", path)
    with DeskStore.open(path) as desk:
        first = request("市民課")
        if version == 1:
            first = replace(first, departments=())
        assert desk.requests()[0] == first
        assert desk.request().remarks == (REMARK,)
        assert desk.answers()["i1/result-1"] == "新しい実績（内訳つき）"
        assert desk.answers()["i1/rating"] == "A"
        assert [change.after for change in desk.history("i1/result-1")] == [
            "昨年の実績",
            "新しい実績",
            "新しい実績（内訳つき）",
        ]
        assert [sent.identity for sent in desk.submissions()] == ["identity-1"]
        assert not desk.handed_in()
        assert desk.confirmations() == (() if version == 1 else (ANSWERS[1],))
        assert len(desk.confirmation_history()) == (0 if version == 1 else len(ANSWERS))
        if isinstance(version, int):
            assert len(backups_of(path)) == (version < DESK.version)
