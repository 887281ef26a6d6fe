"""Pictures of the office's pages in the middle of a year: `python -m scripts.office_shots OUT`.

Every file is made through the two doors on the sample plan, in a folder of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QWidget

from dxdesk.department import Desk
from dxdesk.domain.asking import Stage
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import RatingStage
from dxdesk.domain.plan_editing import add_stage, remove_item, repeat_item, split_item
from dxdesk.office import Carrier, Office
from dxdesk.office.letters import Kind
from dxdesk.resources import resource
from scripts.shooting import Save, take_alone
from ui.app import Files, write_file
from ui.main_window import MainWindow
from ui.office.board_rows import Late, Sort
from ui.office.import_page import ImportPage
from ui.office.items_filter import Sorting, Wanted
from ui.office.page import OfficePage

NOW = datetime(2026, 4, 20, 10, 15)
YEAR = 2025
DEADLINE = "令和8年4月30日"
LEAD = "デジタル推進課"
RIVALS = ("交通局", "地域交通課")
LATE = {"契約監理課", "会計課", "人事課", "農業委員会事務局", "環境政策課"}


def clock() -> datetime:
    return NOW


@dataclass
class Chosen:
    """File dialogs that have been answered already."""

    path: Path | None = None
    paths: list[Path] = field(default_factory=list[Path])

    def open_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        return self.path

    def open_files(self, parent: QWidget, title: str, filters: str, start: str = "") -> list[Path]:
        return self.paths

    def save_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        return self.path

    def folder(self, parent: QWidget, title: str, start: str = "") -> Path | None:
        return self.path


class Studio:
    """One window on the office's file, and the answers of its file dialogs."""

    def __init__(self, work: Path, save: Save) -> None:
        self.work, self.save, self.chosen = work, save, Chosen()
        settings = QSettings(str(work / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(Files(self.chosen), self.chosen, settings)
        self.window.resize(1280, 860)
        self.window.show()

    @property
    def page(self) -> OfficePage:
        page = self.window.page
        if not isinstance(page, OfficePage):
            raise TypeError(page)
        return page

    def wait(self, ms: int = 400) -> None:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def shoot(self, name: str, tab: QWidget | None = None) -> None:
        if tab is not None:
            self.page.tabs.setCurrentWidget(tab)
        # Once for the page to read the file again, once for its layouts.
        self.wait()
        self.wait()
        self.save(self.window, f"office-{name}")

    def shoot_paper(self, name: str, preview: QWidget | None) -> None:
        assert preview is not None
        preview.resize(1000, 860)
        self.wait()
        self.save(preview, f"office-{name}")
        preview.close()
        self.wait(50)


def damaged_source(work: Path) -> Path:
    """The sample with the damages of a text that was taken out of a PDF."""
    lines = resource("sample", "plan-r6.txt").read_text(encoding="utf-8").splitlines()
    text = (
        "\n".join(lines).replace("自己評価：B", "", 1).replace("【公開データセット数：85】", "", 1)
    )
    path = work / "R6取組実績.txt"
    path.write_text(text, encoding="utf-8")
    return path


def hand_in(work: Path, request: Path, department: str, typed: dict[str, str]) -> Path:
    """What a department answers in the sample, and some texts of its own."""
    document = json.loads(resource("sample", "answers-r7.json").read_text(encoding="utf-8"))
    known = document["departments"].get(department, {"items": [], "by": ""})
    answers = work / "回答.json"
    answers.write_text(json.dumps({"items": known["items"]}, ensure_ascii=False), "utf-8")
    out = work / f"提出_{YEAR}_{department}.dxsub"
    with Desk.start(request, work / f"{department}.dxdesk", clock=clock) as desk:
        desk.type_answers(answers)
        for name, text in typed.items():
            desk.answer(name, text)
        desk.hand_in(known["by"] or "担当", out)
    return out


def campaign(studio: Studio) -> list[Path]:
    """Ask through the page, answer at the desks; the submissions that have come."""
    board = studio.page.board
    studio.chosen.path = studio.work / "照会"
    board.panels.ask.deadline.setText(DEADLINE)
    studio.shoot("03-ask")
    board.panels.ask.make.click()
    studio.shoot("04-asked")
    with_texts = {name: dict[str, str]() for name in (*RIVALS, LEAD)}
    assert studio.page.state is not None
    plan = studio.page.state.plan
    first = plan.by_no["1"].id
    with_texts[LEAD] = {
        f"{first}/rating": "A",
        f"{first}/k1": "85",
        f"{first}/result-1": "　公開するﾃﾞｰﾀを見直し、利用の多い順に並べた。相談は１２件あった。",
    }
    joint = f"{plan.by_no['19'].id}/result-1"
    with_texts[RIVALS[0]][joint] = (
        "バス停の情報をすべて登録し直し、運行の遅れを1分ごとに更新するようにした。"
        "アクセスは前年度から1割増えた。"
    )
    with_texts[RIVALS[1]][joint] = (
        "バス停の情報をすべて登録し直し、主要な停留所に二次元コードを貼った。"
        "アクセスは前年度から2割増えた。"
    )
    files: list[Path] = []
    for request in sorted(studio.chosen.path.iterdir()):
        department = request.stem.split("_")[2]
        if department not in LATE:
            files.append(hand_in(studio.work, request, department, with_texts.get(department, {})))
    return files


def first_pictures(studio: Studio) -> None:
    before = ImportPage(studio.chosen)
    before.resize(1280, 800)
    before.show()
    studio.wait()
    studio.save(before, "office-00-import")
    before.close()
    studio.chosen.path = studio.work / "台帳.dxdesk"
    office, reading = Office.create(damaged_source(studio.work), studio.work / "a.dxdesk")
    page = OfficePage(office, studio.chosen, write_file, reading)
    page.resize(1280, 800)
    page.start()
    page.show()
    studio.wait()
    studio.save(page, "office-01-reading")
    page.release()
    page.close()
    Office.create(resource("sample", "plan-r6.txt"), studio.chosen.path, clock=clock)[0].close()
    studio.window.open_file(studio.chosen.path)
    studio.shoot("02-year", studio.page.rollover)
    studio.page.rollover.begin.click()
    studio.wait()


def intake_pictures(studio: Studio, files: list[Path]) -> None:
    page = studio.page
    memo = studio.work / "送付状.xlsx"
    memo.write_bytes(b"PK not a workbook")
    studio.chosen.paths = [*files, memo, files[0]]
    page.board.panels.show_panel(page.board.panels.intake)
    page.board.panels.intake.choose.click()
    studio.shoot("05-taken-in")
    studio.shoot("06-conflict", page.conflicts)
    while page.conflicts.rows.rowCount():
        page.conflicts.view.buttons[-1].click()
        studio.wait()
    studio.shoot("07-no-conflict")


def return_pictures(studio: Studio) -> None:
    page = studio.page
    panel = page.board.panels.returning
    page.next_step.go.click()
    studio.shoot("08-review-nobody")
    page.board.board.choose([LEAD])
    panel.form.table.setCurrentIndex(panel.form.places.index(1, 0))
    panel.form.remark.put("前年度から増えた67件の内訳も書いてください。")
    studio.shoot("09-return")
    studio.chosen.path = studio.work / "差戻し.dxreq"
    panel.send_back.click()
    studio.wait()
    page.board.board.choose([s.department for s in page.board.board.rows.rows[1:6]])
    studio.shoot("10-accept")
    panel.accept.click()
    studio.shoot("11-accepted")


def item_pictures(studio: Studio) -> None:
    page = studio.page
    assert page.state is not None
    plan = page.state.plan
    studio.shoot("12-item", page.items)
    field = f"{plan.by_no['30'].id}/k1"
    page.items.show_place(field)
    studio.shoot("13-findings")
    field = f"{plan.by_no['19'].id}/result-1"
    page.items.show_place(field)
    page.items.desk.view.rows[field].history.click()
    page.items.desk.view.rows[field].correct.click()
    studio.shoot("14-correct")
    studio.window.resize(1000, 700)
    studio.shoot("15-narrow", page.board)
    studio.window.resize(1280, 860)


def review_pictures(studio: Studio) -> None:
    """An answer to a return, with what changed, what was corrected and what is remarked again."""
    page = studio.page
    assert page.state is not None
    first = page.state.plan.by_no["1"].id
    prose, issues = f"{first}/result-1", f"{first}/issues-1"
    with Desk.start(studio.work / "差戻し.dxreq", studio.work / "再.dxdesk", clock=clock) as desk:
        for name in desk.request.open:
            desk.answer(
                name, f"{desk.request.base.get(name, '')}内訳は三件が統計、九件が地図である。"
            )
        desk.hand_in("担当", studio.work / "再提出.dxsub")
    studio.chosen.paths = [studio.work / "再提出.dxsub"]
    page.board.panels.intake.choose.click()
    studio.wait()
    page.items.show_place(issues)
    page.items.desk.view.rows[issues].correct.click()
    editor = page.items.desk.view.rows[issues].editor
    assert editor is not None
    editor.set_text("更新の手間を減らすため、手順書を作る。")
    page.settle()
    page.items.show_place(prose)
    studio.shoot("32-changed", page.items)
    page.items.desk.view.rows[prose].to_remark.click()
    for row in page.items.desk.view.rows.values():
        if row.notes:
            row.notes[0].more.click()
            break
    studio.shoot("33-remark")
    page.items.show_place(issues)
    studio.shoot("34-corrected")
    page.items.bar.sort(Sorting.BY_DEPARTMENT)
    page.items.bar.choose(Wanted.WAITING)
    studio.shoot("35-by-department")
    page.items.bar.search.put("当たらない言葉")
    studio.shoot("36-no-items")
    page.items.bar.search.put("")
    page.items.bar.sort(Sorting.BY_ITEM)
    page.items.bar.choose(Wanted.ALL)


def finding_pictures(studio: Studio) -> None:
    page = studio.page
    findings = page.findings
    studio.shoot("17-findings", findings)
    choose_finding(studio, "rated-achieved-kpi-missed")
    studio.shoot("18-rating")
    assert findings.view.reason is not None
    findings.view.reason.put("公開の準備は年度内に終わり、4月に公開した。")
    findings.view.confirm.click()
    studio.shoot("19-confirmed")
    choose_finding(studio, "half-width-kana")
    studio.shoot("20-fix")
    findings.bar.search.put("バス")
    studio.shoot("21-searched")
    findings.bar.search.put("")
    studio.window.resize(1000, 700)
    studio.shoot("22-findings-narrow")
    studio.window.resize(1280, 860)
    assert page.state is not None
    page.items.show_place(f"{page.state.plan.by_no['1'].id}/rating")
    studio.shoot("23-item-confirmed", page.items)


def choose_finding(studio: Studio, code: str) -> None:
    table = studio.page.findings.table
    found = [n for n, line in enumerate(table.rows.rows) if line.finding.code == code]
    if found:
        table.choose(found[0])


def rule_pictures(studio: Studio) -> None:
    page = studio.page
    page.tabs.setCurrentWidget(page.findings)
    page.findings.show_rules()
    rules = page.findings.rules
    rules.rules.choose("rated-unlike")
    studio.shoot("24-rules")
    for number, name in enumerate(("limits", "standings", "directions"), start=1):
        rules.tabs.setCurrentIndex(number)
        studio.shoot(f"{24 + number}-{name}")
    rules.directions.table.setFocus()
    rules.directions.card.buttons[Direction.MORE].click()
    studio.shoot("49-direction-answered")
    rules.tabs.setCurrentIndex(4)
    studio.shoot("31-stamps")
    rules.tabs.setCurrentIndex(0)
    table = rules.rules.table
    table.edit(rules.rules.rows.index(table.currentIndex().row(), rules.rules.rows.at))
    studio.shoot("28-choosing")
    rules.closed.emit()


def letter_pictures(studio: Studio) -> None:
    """The reminders and a covering letter, as they will be printed."""
    bar = studio.page.board.letters
    for name, kind in (("29-reminder", Kind.REMINDER), ("30-cover", Kind.COVER)):
        bar.buttons[kind].click()
        studio.shoot_paper(name, bar.printing.preview)


def board_pictures(studio: Studio, files: list[Path]) -> None:
    """Asking again, chasing, what arrives in a folder, and the way back."""
    board, office = studio.page.board, studio.page.board.panels.watch_box.office
    _let_arrive(studio, files)
    office.merge(files[3:9])
    office.merge(files[9:12])
    late = sorted(LATE)
    for name in late[:2]:
        office.extend(name, "令和8年4月17日")
    office.mark(late[2], Stage.SUBMITTED, "電話で確認。紙で提出あり")
    office.mark(late[3], Stage.NOT_CONCERNED, "対象の事業なし")
    office.set_carriers([LEAD], Carrier.XLSX)
    studio.page.refresh()
    board.panels.show_panel(board.panels.intake)
    studio.wait(1500)
    studio.shoot("40-arrived", board)
    board.arrivals.take.click()
    studio.shoot("41-taken")
    board.panels.show_panel(board.panels.log)
    studio.shoot("42-log")
    _chasing_pictures(studio, late[2])
    while office.merges() and not office.merges()[0].undone_at:
        office.undo_merge()
    office.watch(None)
    for name in late[2:4]:
        office.unmark(name)
    office.set_carriers([LEAD], None)
    studio.page.refresh()


def _let_arrive(studio: Studio, files: list[Path]) -> None:
    box = studio.work / "受付"
    box.mkdir()
    for file in files[:3]:
        os.utime(shutil.copy(file, box), (1_700_000_000, 1_700_000_000))
    (box / "会計課.dxsub").write_bytes(b"PK\x03\x04")
    studio.page.board.panels.watch_box.office.watch(box)


def _chasing_pictures(studio: Studio, told: str) -> None:
    board = studio.page.board
    board.panels.show_panel(board.panels.contact)
    studio.shoot("43-nobody", board)
    board.board.sort_by(Sort.LEFT)
    board.board.choose([told])
    studio.shoot("44-told")
    board.stages.choose(Late.LATE)
    board.board.selectAll()
    studio.shoot("45-late")
    board.stages.choose(None)
    board.board.sort_by(Sort.PLAN)
    board.panels.show_panel(board.panels.ask)
    board.panels.ask.all.setChecked(True)
    studio.shoot("46-again")
    for name, button in (("47-list", board.letters.board), ("48-owing", board.letters.owing)):
        button.click()
        studio.shoot_paper(name, board.letters.printing.preview)


def plan_pictures(studio: Studio) -> None:
    """Every part of the plan, with a stage, a repeated item, a lost one and a reorganisation."""
    with Office.open(studio.work / "a.dxdesk", clock=clock) as office:
        office.roll_over(YEAR)
        changed = add_stage(office.plan(), RatingStage("", "事務局評価"))
        changed = split_item(changed, changed.items[2].id, "3-2", "情報格差の相談窓口")
        changed = repeat_item(changed, changed.items[1].id, changed.groups[-1].id)
        office.change_plan(remove_item(changed, changed.items[-2].id))
        office.reorganise(office.plan().departments[2:3], ("窓口サービス課", "市民相談課"))
    studio.window.open_file(studio.work / "a.dxdesk")
    plan = studio.page.plan
    studio.shoot("32-plan", plan)
    names = ("scale", "outline", "departments", "items", "guidance", "faults")
    for number, (name, section) in enumerate(zip(names, plan.sections[1:], strict=True), 33):
        plan.show_section(section)
        studio.shoot(f"{number}-plan-{name}")
    Office.create_by_hand(studio.work / "n.dxdesk", title="海市DX計画", year=YEAR).close()
    studio.window.open_file(studio.work / "n.dxdesk")
    studio.page.plan.show_section(studio.page.plan.outline)
    studio.shoot("39-plan-empty", studio.page.plan)


def output_pictures(studio: Studio) -> None:
    page = studio.page
    studio.chosen.path = studio.work / "公表資料.xlsx"
    page.tabs.setCurrentWidget(page.output)
    page.output.layouts.box.setCurrentIndex(1)
    page.output.export.click()
    studio.shoot("16-output")


def year_pictures(studio: Studio) -> None:
    """The years: closed and open, compared, and what was done with the file."""
    page, years = studio.page, studio.page.rollover
    studio.shoot("40-years", years)
    years.closing.close_year.click()
    studio.shoot("41-closed")
    years.closing.reason.setText("公表資料の誤字を直すため")
    years.closing.reopen.click()
    years.tabs.setCurrentIndex(1)
    studio.shoot("42-compared")
    years.tabs.setCurrentIndex(2)
    studio.shoot("43-journal")
    years.tabs.setCurrentIndex(0)
    page.tabs.setCurrentWidget(page.board)


def overview_pictures(studio: Studio) -> None:
    """What is counted, its paper, and the items behind a number."""
    page, overview = studio.page, studio.page.overview
    studio.shoot("44-overview", overview)
    overview.ways.setCurrentIndex(1)
    overview.ways.activated.emit(1)
    studio.shoot("45-departments")
    overview.topics.setCurrentIndex(1)
    overview.topics.activated.emit(1)
    studio.shoot("46-kpis")
    overview.print.click()
    studio.shoot_paper("47-overview-paper", overview.printing.preview)
    overview.table.activated.emit(overview.table.rows.index(0, 4))
    studio.shoot("48-items-behind")
    page.items.only.all.click()


@contextmanager
def studio_for(save: Save) -> Iterator[Studio]:
    """A window and a folder for the files that it shows, which are gone at the end."""
    work = Path(tempfile.mkdtemp(prefix="dxdesk-office-"))
    studio = Studio(work, save)
    try:
        yield studio
    finally:
        studio.window.close()
        studio.window.deleteLater()
        studio.wait(50)
        shutil.rmtree(work, ignore_errors=True)


def office_shots(save: Save) -> None:
    """Take every picture."""
    with studio_for(save) as studio:
        first_pictures(studio)
        files = campaign(studio)
        board_pictures(studio, files)
        intake_pictures(studio, files)
        return_pictures(studio)
        item_pictures(studio)
        review_pictures(studio)
        finding_pictures(studio)
        rule_pictures(studio)
        letter_pictures(studio)
        output_pictures(studio)
        overview_pictures(studio)
        year_pictures(studio)
        plan_pictures(studio)


if __name__ == "__main__":
    sys.exit(take_alone(office_shots, sys.argv[1:]))
