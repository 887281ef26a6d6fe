"""A whole campaign of the office through the doors, with every department of the sample plan.

After every step: each text that was ever handed in or written is in its field's history, no text
stands anywhere that nobody wrote there, the summary is what the list says, and the years that were
published are as they were.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dxdesk.department import Desk
from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.fields import RATING, fields_for, split_field, stage_field
from dxdesk.domain.lineage import reorganised
from dxdesk.domain.plan import Grade, Plan, RatingStage, Succession
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Carrier, Office, Taken, Verdict
from dxdesk.resources import resource
from tests.clock import Clock
from tests.plans import SAMPLE

YEAR = 2025
DEADLINE = "令和8年4月30日"
EXEMPT, BY_PHONE = "広報広聴課", "住民課"
LATE = ("納税課", "健康長寿課")


class Campaign:
    """The office, the departments' desks, and what everybody said."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.folder = folder
        self.said: dict[int, list[tuple[str, str]]] = {}
        self.published: dict[int, dict[str, Any]] = {}
        self._checked: dict[int, int] = {}
        self._files = 0

    @property
    def plan(self) -> Plan:
        return self.office.plan()

    def check(self, *, whole: bool = False) -> None:
        """The laws that hold after every step; histories of what is new, or of all."""
        for year in self.office.years:
            self._check_year(year, whole)
        for year, dump in self.published.items():
            assert self.office.dump(year) == dump

    def _check_year(self, year: int, whole: bool) -> None:
        said = self.said.setdefault(year, [])
        texts: dict[str, set[str]] = {}
        for field, text in said:
            texts.setdefault(field, set()).add(text)
        new = said if whole else said[self._checked.get(year, 0) :]
        for field in {field for field, _ in new}:
            history = self.office.history(field, year)
            assert texts[field] <= {change.after for change in history}
        self._checked[year] = len(said)
        for field, text in self.office.answers(year).items():
            if year >= YEAR:
                assert text in texts.get(field, set())
        dump = self.office.dump(year)
        ratings = Counter(item["rating"] for item in dump["items"])
        assert dump["summary"]["counts"] == {
            grade["code"]: ratings[grade["code"]] for grade in dump["plan"]["scale"]
        }
        assert dump["summary"]["total"] == len(dump["items"])

    def stages(self) -> dict[str, Stage]:
        return {standing.department: standing.stage for standing in self.office.status()}

    def ask(self, departments: Iterable[str], carrier: Carrier) -> dict[str, Path]:
        names = list(departments)
        paths = self.office.make_requests(
            self.office.year, self._new_folder(), carrier, names, deadline=DEADLINE
        )
        self.check()
        return dict(zip(names, paths, strict=True))

    def answer(
        self, request: Path, texts: dict[str, str] | Path, by: str, carrier: Carrier
    ) -> Path:
        """A department opens what it was sent, answers, and hands in."""
        with Desk.start(request, self.folder / f"{by}.dxdesk", clock=Clock()) as desk:
            if desk.handed_in:
                desk.reopen()
            if isinstance(texts, Path):
                desk.type_answers(texts)
            else:
                for field, text in texts.items():
                    desk.answer(field, text)
            out = self._new_folder() / f"{by}.file"
            desk.hand_in("担当者", out, carrier)
            asked, now = desk.request, desk.answers()
            self.said.setdefault(asked.plan.year, []).extend(
                (field, now.get(field, ""))
                for field in asked.open
                if now.get(field, "") != asked.base.get(field, "")
            )
        return out

    def take_in(self, files: Iterable[Path]) -> list[Taken]:
        lines = self.office.merge(list(files))
        self.check()
        return lines

    def write(self, field: str, text: str, year: int | None = None) -> None:
        self.office.write(field, text, year)
        self.said.setdefault(year or self.office.year, []).append((field, text))
        self.check()

    def _new_folder(self) -> Path:
        self._files += 1
        made = self.folder / f"{self._files:03}"
        made.mkdir()
        return made


def sample_answers(department: str, folder: Path) -> Path:
    sample = json.loads(resource("sample", "answers-r7.json").read_text(encoding="utf-8"))
    file = folder / "answers.json"
    items = sample["departments"][department]["items"]
    file.write_text(json.dumps({"items": items}, ensure_ascii=False), encoding="utf-8")
    return file


def test_a_campaign_and_the_year_after(tmp_path: Path) -> None:
    office, _ = Office.create(SAMPLE, tmp_path / "office.dxdesk", by="推進担当", clock=Clock())
    with office:
        campaign = Campaign(office, tmp_path)
        campaign.published[YEAR - 1] = office.dump(YEAR - 1)
        office.roll_over(YEAR)
        set_up_stages(campaign)
        requests = ask_everybody(campaign)
        files = everybody_answers(campaign, requests)
        take_in_with_an_undo(campaign, files)
        settle(campaign)
        two_rounds(campaign)
        the_late_ones(campaign, requests)
        rate_and_accept(campaign)
        close(campaign)
        the_year_after(campaign)


def set_up_stages(campaign: Campaign) -> None:
    """The office rates behind the departments, by a scale of its own; a committee comments."""
    stages = (
        RatingStage("office", "事務局評価", (Grade("○", "妥当"), Grade("△", "見直しが必要"))),
        RatingStage("outside", "外部委員", rates=False, comments=True),
    )
    campaign.office.change_plan(replace(campaign.plan, stages=stages))
    campaign.check()


def ask_everybody(campaign: Campaign) -> dict[str, Path]:
    names = campaign.plan.departments
    requests = campaign.ask(names[::2], Carrier.NATIVE) | campaign.ask(names[1::2], Carrier.XLSX)
    assert set(campaign.stages().values()) == {Stage.SENT}
    campaign.office.mark(EXEMPT, Stage.NOT_CONCERNED, "今年度は対象の取組がない")
    campaign.office.mark(BY_PHONE, Stage.SUBMITTED, "電話で回答。記入は事務局")
    campaign.office.extend(LATE[0], "令和8年5月15日")
    standing = {one.department: one for one in campaign.office.status()}
    assert standing[EXEMPT].stage is Stage.NOT_CONCERNED
    assert standing[BY_PHONE].mark is not None
    assert standing[LATE[0]].deadline == "令和8年5月15日"
    assert standing[LATE[1]].deadline == DEADLINE
    campaign.check()
    return requests


def everybody_answers(campaign: Campaign, requests: dict[str, Path]) -> list[Path]:
    """Half of the forms go in Excel, half natively, whichever way they came."""
    apart = {EXEMPT, BY_PHONE, *LATE}
    return [
        campaign.answer(
            request,
            sample_answers(name, campaign.folder),
            name,
            list(Carrier)[number // 2 % 2],
        )
        for number, (name, request) in enumerate(requests.items())
        if name not in apart
    ]


def take_in_with_an_undo(campaign: Campaign, files: list[Path]) -> None:
    office, third = campaign.office, len(files) // 3
    said, campaign.said[YEAR] = campaign.said[YEAR], []
    for batch in (files[:third], files[third : 2 * third], files[2 * third :]):
        before = office.answers(), office.collisions(), campaign.stages()
        # What is said in files that are not taken in yet is in no history.
        office.merge(batch)
        office.undo_merge()
        assert (office.answers(), office.collisions(), campaign.stages()) == before
        lines = office.merge(batch)
        assert {line.verdict for line in lines} <= {Verdict.TAKEN, Verdict.CONFLICTS}
        again = office.merge(batch)
        assert {line.verdict for line in again} == {Verdict.UNCHANGED}
    campaign.said[YEAR] = said
    campaign.check()
    by_phone = campaign.plan.items_of(BY_PHONE)[0]
    for field in fields_for(by_phone, BY_PHONE)[:1]:
        campaign.write(field, "電話で聞いた実績")
    # An undo in the middle leaves what the office wrote since, and the files come in again.
    office.undo_merge()
    assert "電話で聞いた実績" in office.answers().values()
    campaign.take_in(files)


def settle(campaign: Campaign) -> None:
    """Every collision: one text, the other, or a third one of the office's."""
    office = campaign.office
    collisions = office.collisions()
    assert collisions
    for number, (field, outcome) in enumerate(collisions.items()):
        texts = [rival.text for rival in outcome.rivals]
        campaign.write(field, [*texts[:2], "二課の文を合わせた"][number % 3])
    assert office.collisions() == {}


def two_rounds(campaign: Campaign) -> None:
    """Two departments are asked again, one of them twice; the office corrects in between."""
    office = campaign.office
    twice, once = ("人事課", "デジタル推進課")
    for department in (twice, once):
        send_back_and_answer(campaign, department, 2)
    item = office.plan().items_of(twice)[0]
    corrected = fields_for(item, twice)[0]
    before = office.answers()[corrected]
    campaign.write(corrected, "事務局が直した文")
    request = send_back_and_answer(campaign, twice, 3)
    with Desk.open(campaign.folder / f"{twice}.dxdesk") as desk:
        assert desk.request.round == 3
        corrections = {one.field: one.text for one in desk.request.corrections}
    assert request.endswith("第3回")
    assert corrections[corrected] == before
    assert office.answers()[corrected] == "事務局が直した文"
    assert campaign.stages()[twice] is Stage.RESUBMITTED


def send_back_and_answer(campaign: Campaign, department: str, round_: int) -> str:
    office = campaign.office
    item = office.plan().items_of(department)[-1]
    field = fields_for(item, department)[-1]
    remark = Remark(field, f"{round_}回目の所見")
    office.keep_draft(department, remark)
    back = campaign.folder / f"{department}第{round_}回.dxreq"
    request = office.send_back(department, office.drafts()[department], back)
    assert (request.round, request.open) == (round_, (field,))
    assert department not in office.drafts()
    assert campaign.stages()[department] is Stage.RETURNED
    text = "A" if split_field(field)[1] == RATING else f"{round_}回目の答え"
    file = campaign.answer(back, {field: text}, department, list(Carrier)[round_ % 2])
    (line,) = campaign.take_in([file])
    assert (line.verdict, line.changed) == (Verdict.TAKEN, (field,))
    assert campaign.stages()[department] is Stage.RESUBMITTED
    return back.stem


def the_late_ones(campaign: Campaign, requests: dict[str, Path]) -> None:
    assert {campaign.stages()[name] for name in LATE} == {Stage.SENT}
    for name in LATE:
        texts = sample_answers(name, campaign.folder)
        campaign.take_in([campaign.answer(requests[name], texts, name, Carrier.NATIVE)])
    for field, outcome in campaign.office.collisions().items():
        campaign.write(field, outcome.rivals[-1].text)
    assert campaign.office.collisions() == {}


def rate_and_accept(campaign: Campaign) -> None:
    office = campaign.office
    for number, item in enumerate(office.plan().items):
        office.write(stage_field(item, "rating", "office"), "○△"[number % 2])
        office.write(stage_field(item, "comment", "outside"), f"{item.no}への意見")
        for name, text in (
            ("rating@office", "○△"[number % 2]),
            ("comment@outside", f"{item.no}への意見"),
        ):
            campaign.said[YEAR].append((f"{item.id}/{name}", text))
    for department, stage in campaign.stages().items():
        if stage in (Stage.SUBMITTED, Stage.RESUBMITTED) and department != BY_PHONE:
            office.accept(department)
    campaign.check()
    kinds = Counter(campaign.stages().values())
    assert set(kinds) == {Stage.ACCEPTED, Stage.NOT_CONCERNED, Stage.SUBMITTED}
    assert (kinds[Stage.NOT_CONCERNED], kinds[Stage.SUBMITTED]) == (1, 1)


def close(campaign: Campaign) -> None:
    office = campaign.office
    campaign.published[YEAR] = office.dump(YEAR)
    for layout in ("three-column", "wide", "two-ratings"):
        office.export(YEAR, layout, campaign.folder / f"{layout}.xlsx")
    office.close_year(YEAR)
    field = next(iter(office.answers()))
    with pytest.raises(DxdeskError) as refused:
        office.write(field, "後から")
    assert refused.value.trouble is Trouble.YEAR_CLOSED
    campaign.check()


def the_year_after(campaign: Campaign) -> None:
    """A department is renamed, another split, an item goes into another one; last year is told."""
    office, next_ = campaign.office, YEAR + 1
    before = office.plan()
    office.roll_over(next_)
    plan = reorganised(office.plan(), Succession(("人事課",), ("職員課",)))
    plan = reorganised(plan, Succession(("住宅課",), ("住宅政策課", "建築課")))
    gone, stays = plan.items[-1], plan.items[-2]
    kept = replace(stays, came_from=(gone.id,))
    plan = replace(plan, items=(*plan.items[:-2], kept))
    office.change_plan(plan)
    assert "職員課" in office.plan().departments
    assert "人事課" in office.plan(YEAR).departments
    campaign.check()
    last = office.last_year()
    assert last is not None
    assert f"【{gone.no} {gone.title}】" in "\n".join(last.answers.values())
    requests = campaign.ask(["職員課", "建築課"], Carrier.NATIVE)
    with Desk.start(requests["職員課"], campaign.folder / "職員課.dxdesk") as desk:
        first = fields_for(desk.request.plan.items[0], "職員課")[0]
        assert desk.request.last[first] == office.answers(YEAR)[first]
    texts = {first: "新しい課の実績"}
    (line,) = campaign.take_in([campaign.answer(requests["職員課"], texts, "職員課", Carrier.XLSX)])
    assert line.verdict is Verdict.TAKEN
    assert office.answers()[first] == "新しい課の実績"
    late = office.merge([campaign.folder / "001" / "missing"])
    assert late[0].verdict is Verdict.REFUSED
    assert before == office.plan(YEAR)
    assert office.years == (YEAR - 1, YEAR, next_)
