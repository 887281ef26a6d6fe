"""One whole year on the sample plan, through the same doors as everybody."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dxdesk.department import Desk
from dxdesk.disk import write_atomically
from dxdesk.domain.asking import Remark
from dxdesk.domain.checks import Family
from dxdesk.domain.file_names import safe_name
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import Carrier
from dxdesk.finding_words import finding_sentence
from dxdesk.intake import Verdict
from dxdesk.messages import SEVERITY_WORDS
from dxdesk.office import Office
from dxdesk.resources import resource
from dxdesk.there import Kind, disk_errors, is_there, listed, seen

YEAR = 2025
_MARK = ".dxdesk-demo"
_DEADLINE = "令和8年4月24日"
# A department that stands by its rating, and what it says.
_EXPLAINS = (
    "こども家庭センター",
    "出生届の窓口での案内を始めた10月以降に限れば90%であり、計画した取組は全て行った。",
)


@dataclass
class Walk:
    """The files of a demo, and what the departments answer."""

    folder: Path
    answers: dict[str, dict[str, Any]]
    desks: dict[str, Path] = field(default_factory=dict[str, Path])

    @property
    def office(self) -> Path:
        """The office's file."""
        return self.folder / "office.dxdesk"


def run(folder: Path) -> int:
    """Walk the year and say each step; the files stay in `folder`.

    Raises:
        DxdeskError: the folder holds something that is not an earlier demo.
    """
    _make_room(folder)
    sample = json.loads(resource("sample", "answers-r7.json").read_text(encoding="utf-8"))
    walk = Walk(folder, sample["departments"])
    for step in (_import, _ask, _answer, _take_in, _settle, _send_back, _check, _accept, _export):
        step(walk)
    print(f"ファイルは {folder} にあります。画面で見るには: dxdesk {walk.office}")
    return 0


def _make_room(folder: Path) -> None:
    if is_there(folder):
        if seen(folder) is not Kind.FOLDER or (listed(folder) and not is_there(folder / _MARK)):
            raise DxdeskError(Trouble.FILE_EXISTS, file=folder.name)
        with disk_errors(folder):
            shutil.rmtree(folder)
    with disk_errors(folder):
        folder.mkdir(parents=True)
        (folder / _MARK).touch()
        for name in ("requests", "desks", "submissions", "documents"):
            (folder / name).mkdir()


def _import(walk: Walk) -> None:
    office, reading = Office.create(resource("sample", "plan-r6.txt"), walk.office, by="DX推進担当")
    with office:
        asked = office.direction_questions()
        proposed = office.accept_proposals()
        table = office.directions_in(resource("sample", "directions.tsv"))
        told = {one.field: table[one.field] for one in office.direction_questions()}
        office.set_directions(told)
        office.roll_over(YEAR)
    doubtful = sum(note.doubtful for note in reading.report)
    print(
        f"1 読込み: {reading.plan.title} {len(reading.plan.items)}項目、確かめるところ{doubtful}件"
    )
    print(
        f"  よい向きの分からない指標: {len(asked)}件、"
        f"提案のとおりにしたもの{len(proposed)}件、表で決めたもの{len(told)}件"
    )
    print(f"  年度更新: {reading.plan.year}年度 → {YEAR}年度")


def _ask(walk: Walk) -> None:
    """Every other department is asked by workbook."""
    with Office.open(walk.office, by="DX推進担当") as office:
        names = office.plan().departments
        files: list[Path] = []
        for carrier, chosen in ((Carrier.NATIVE, names[::2]), (Carrier.XLSX, names[1::2])):
            made = office.make_requests(
                YEAR, walk.folder / "requests", carrier, chosen, deadline=_DEADLINE
            )
            files += made
            walk.desks |= dict(zip(chosen, made, strict=True))
    print(f"2 照会: {len(files)}課へ（.dxreq と .xlsx） → {walk.folder / 'requests'}")


def _answer(walk: Walk) -> None:
    """Each clerk opens the request, types, looks at the findings and hands in."""
    findings = 0
    for index, (department, request) in enumerate(list(walk.desks.items())):
        given = walk.answers[department]
        file = walk.folder / "desks" / f"{safe_name(department)}.json"
        data = json.dumps({"items": given["items"]}, ensure_ascii=False, indent=1)
        write_atomically(file, lambda out, text=data: out.write(text.encode("utf-8")))
        desk_file = walk.folder / "desks" / f"{safe_name(department)}.dxdesk"
        carrier = Carrier.XLSX if index % 3 == 0 else Carrier.NATIVE
        with Desk.start(request, desk_file) as desk:
            desk.type_answers(file)
            found = desk.findings()
            findings += len(found)
            if department in ("人事課", "消防局警防課"):
                print(f"  {department}の指摘: {'／'.join(map(finding_sentence, found))}")
            if department == _EXPLAINS[0]:
                asked = next(f for f in found if f.family is Family.RATING)
                desk.confirm(asked, _EXPLAINS[1], given["by"])
                print(f"  {department}の確認: {finding_sentence(asked)} → {_EXPLAINS[1]}")
            desk.hand_in(given["by"], _submission(walk, department, carrier), carrier)
        walk.desks[department] = desk_file
    print(f"3 回答と提出: {len(walk.desks)}課、指摘{findings}件が付いたまま提出")


def _submission(walk: Walk, department: str, carrier: Carrier, round_: int = 1) -> Path:
    suffix = ".xlsx" if carrier is Carrier.XLSX else ".dxsub"
    return walk.folder / "submissions" / f"{safe_name(department)}_第{round_}回{suffix}"


def _take_in(walk: Walk) -> None:
    """All files at once; then undone and done again, which gives the same."""
    files = listed(walk.folder / "submissions")
    with Office.open(walk.office, by="DX推進担当") as office:
        lines = office.merge(files)
        merged = office.answers()
        office.undo_merge()
        office.merge(list(reversed(files)))
        same = "同じ結果" if office.answers() == merged else "違う結果"
    count = {verdict: sum(line.verdict is verdict for line in lines) for verdict in Verdict}
    print(
        f"4 取込み: {len(files)}件（競合のあるもの{count[Verdict.CONFLICTS]}件、"
        f"受け取れないもの{count[Verdict.REFUSED]}件）。取り消して逆の順に取り込み: {same}"
    )


def _settle(walk: Walk) -> None:
    """Where departments wrote the same place, the office takes the lead's text."""
    with Office.open(walk.office, by="DX推進担当") as office:
        collisions = office.collisions()
        plan = office.plan()
        for place, outcome in collisions.items():
            item = plan.by_id[place.partition("/")[0]]
            rivals = sorted(outcome.rivals, key=lambda r: item.departments.index(r.department))
            who = "・".join(rival.department for rival in rivals)
            print(f"  競合: 項目{item.no} {item.title}（{who}） → {rivals[0].department}の文を採用")
            office.write(place, rivals[0].text)
        print(f"5 競合: {len(collisions)}欄、残り{len(office.collisions())}欄")


def _send_back(walk: Walk) -> None:
    """A figure came in another unit; the next round opens that field alone."""
    department = "人事課"
    request = walk.folder / "requests" / f"差戻し_{department}_第2回.dxreq"
    with Office.open(walk.office, by="DX推進担当") as office:
        finding = next(f for f in office.findings() if f.evidence.get("unit") == "課")
        office.send_back(
            department,
            [Remark(finding.field, "単位を確かめてください。")],
            request,
            deadline="令和8年5月8日",
        )
        with Desk.start(request, walk.desks[department]) as desk:
            desk.answer(finding.field, "7課")
            out = _submission(walk, department, Carrier.NATIVE, 2)
            desk.hand_in(walk.answers[department]["by"], out)
        (line,) = office.merge([out])
        print(f"6 差戻し: {department} 1欄 → 第2回の提出を取込み（変更{len(line.changed)}欄）")


def _check(walk: Walk) -> None:
    """What is doubtful before publishing, and what a department has explained."""
    out = walk.folder / "documents" / f"{YEAR}_検査結果.xlsx"
    with Office.open(walk.office, by="DX推進担当") as office:
        found = office.findings()
        office.export_findings(found, out)
    counts = "、".join(
        f"{w} {sum(f.severity is s for f in found)}" for s, w in SEVERITY_WORDS.items()
    )
    explained = [f for f in found if f.confirmation]
    print(f"7 検査: {len(found)}件（{counts}）、うち確認済み{len(explained)}件 → {out}")
    for finding in explained:
        assert finding.confirmation is not None
        print(f"  項目{finding.item}: {finding.confirmation.reason}（{finding.confirmation.by}）")


def _accept(walk: Walk) -> None:
    with Office.open(walk.office, by="DX推進担当") as office:
        for department in office.plan().departments:
            office.accept(department)
        stages = {standing.stage.value for standing in office.status()}
        print(f"8 受理: {len(office.plan().departments)}課（{'、'.join(stages)}）")


def _export(walk: Walk) -> None:
    with Office.open(walk.office, by="DX推進担当") as office:
        for layout in office.layouts():
            out = walk.folder / "documents" / f"{YEAR}_{layout.name}.xlsx"
            lost = office.export(YEAR, layout.name, out)
            held = "全て収録" if not lost else f"欄のないもの{len(lost)}件"
            print(f"9 出力: {out}　{layout.title}（{held}）")
        for out in office.export_data(YEAR, walk.folder / "documents" / f"{YEAR}_opendata.csv"):
            print(f"  オープンデータ: {out}")
        summary = office.dump()["summary"]
        counts = "、".join(
            f"{c} {n}項目({summary['percent'][c]}%)" for c, n in summary["counts"].items()
        )
        print(f"  自己評価: {counts}、計{summary['total']}項目")
