"""Pictures of every window and state: `python -m scripts.shots OUTDIR`, under a real screen.

Every file in it is made through the two doors on the sample plan, in a folder of its own.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QWidget

from dxdesk.department import Desk
from dxdesk.domain.asking import Remark
from dxdesk.domain.fields import RATING, field_of
from dxdesk.office import Office
from dxdesk.resources import resource
from scripts.office_copy_shots import copy_shots
from scripts.office_shots import office_shots
from scripts.shooting import looks, saver
from ui import theme
from ui.app import Files, PdfPainter
from ui.department.page import DepartmentPage
from ui.dialogs.files import QtFileDialogs
from ui.main_window import MainWindow
from ui.printing.page_view import Zoom
from ui.widgets.desk_page import Notice
from ui.widgets.text_edit import TextEdit

NOW = datetime(2026, 4, 10, 10, 42)
LEAD, OTHER = "デジタル推進課", "納税課"
DEADLINE = "令和8年4月30日"


def clock() -> datetime:
    return NOW


class Studio:
    """One window on one set of files; `shoot` saves what it shows."""

    def __init__(self, out: Path, work: Path, tag: str) -> None:
        self.out, self.work, self.tag = out, work, tag
        self.dialogs = QtFileDialogs()
        settings = QSettings(str(work / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(Files(self.dialogs), self.dialogs, settings)
        self.window.resize(1280, 860)
        self.window.begin()
        self.window.show()
        self.wait()

    def wait(self, ms: int = 250) -> None:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        self.wait()
        path = self.out / f"{name}{self.tag}.png"
        (widget or self.window).grab().save(str(path))
        print(path)

    def open(self, path: Path) -> None:
        self.window.open_file(path)
        self.wait()

    def clerk(self) -> DepartmentPage:
        page = self.window.page
        if not isinstance(page, DepartmentPage):
            raise TypeError(page)
        return page

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.wait(50)


def make_files(work: Path) -> dict[str, Path]:
    """The office's file with the next year begun, and a request for each of two departments."""
    files = {"office": work / "台帳.dxdesk"}
    office, _ = Office.create(resource("sample", "plan-r6.txt"), files["office"], clock=clock)
    with office:
        office.set_directions(office.directions_in(resource("sample", "directions.tsv")))
        office.roll_over(2025)
        made = office.make_requests(2025, work, departments=[LEAD, OTHER], deadline=DEADLINE)
    files |= {LEAD: made[0], OTHER: made[1]}
    return files


def answers_of(department: str, work: Path) -> Path:
    document = json.loads(resource("sample", "answers-r7.json").read_text(encoding="utf-8"))
    path = work / f"{department}.json"
    items = {"items": document["departments"][department]["items"]}
    path.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    return path


def clerk_pictures(studio: Studio, files: dict[str, Path]) -> None:
    studio.open(files[LEAD])
    page = studio.clerk()
    studio.shoot("clerk-0-overview")
    page.overview.begin.click()
    studio.shoot("clerk-1-new")
    studio.window.toggle_help()
    studio.shoot("clerk-1-help")
    studio.window.toggle_help()
    page.items.choose(page.items.rows.rows[1].id)
    studio.shoot("clerk-2-parts")
    studio.window.close_page()
    desk_file = next(studio.work.glob("回答_*.dxdesk"))
    with Desk.open(desk_file, clock=clock) as desk:
        desk.type_answers(answers_of(LEAD, studio.work))
        item = desk.request.plan.items[0]
        desk.answer(field_of(item, item.kpis[0].id), "百五十くらい")
        desk.answer(field_of(item, RATING), "")
    studio.open(desk_file)
    page = studio.clerk()
    studio.shoot("clerk-3-findings")
    item = page.model.items[4]
    page.items.choose(item.id)
    page.form.focus_first()
    studio.shoot("clerk-4-many-departments")
    bar = page.form.verticalScrollBar()
    bar.setValue(bar.maximum())
    studio.shoot("clerk-5-scrolled")
    clerk_findings(studio, page)
    clerk_writing(studio, page)
    clerk_hand_in(studio, page)
    studio.window.close_page()


def clerk_hand_in(studio: Studio, page: DepartmentPage) -> None:
    """What is left, a folder that is gone, and what was handed in."""
    page.show_hand_in()
    studio.shoot("clerk-6-hand-in")
    fill_what_is_left(page)
    page.show_form()
    page.show_hand_in()
    studio.shoot("clerk-61-ready")
    page.hand_in.name.setText("山田")
    page.hand_in.place.setText(str(studio.work / "無くなったフォルダー" / "提出.dxsub"))
    page.hand_in.submit.click()
    studio.shoot("clerk-62-elsewhere")
    page.hand_in.place.setText(str(studio.work / "提出_2025.dxsub"))
    page.hand_in.submit.click()
    studio.shoot("clerk-7-handed-in")
    clerk_preview(studio, page)
    page.show_form()
    studio.shoot("clerk-8-read-only")


def clerk_preview(studio: Studio, page: DepartmentPage) -> None:
    """The review sheets before they are printed: large, side by side, and without a printer."""
    page.hand_in.sheets.click()
    preview = page.printing.preview
    assert preview is not None
    preview.resize(1000, 860)
    studio.shoot("preview-1-width", preview)
    preview.abreast.click()
    preview.zooms[Zoom.PAGE].click()
    preview.view.go_to(2)
    preview.print.click()
    studio.shoot("preview-2-side-by-side", preview)
    preview.close()


def clerk_findings(studio: Studio, page: DepartmentPage) -> None:
    """A rating that its KPI contradicts, a fix, a reason, and what the data left behind."""
    item = page.model.items[0]
    result, rating = field_of(item, "result-1"), field_of(item, RATING)
    actual = field_of(item, item.kpis[0].id)
    page.items.choose(item.id)
    for field, text in (
        (actual, "152"),
        (rating, "A"),
        (result, "①様式をﾃﾞｰﾀにした。\n③窓口に置いた。"),
    ):
        page.form.boxes[field].editor.put(text)
    page.form.focus_field(rating)
    (contradiction, *_) = page.form.boxes[rating].findings.values()
    contradiction.buttons.why.click()
    studio.shoot("clerk-51-why")
    contradiction.ask_reason()
    contradiction.row.reason.put(
        "公開した件数は四半期ごとの計画を全て満たしており、残りは年度末に公開した。"
    )
    studio.shoot("clerk-52-reason")
    contradiction.row.note.setChecked(False)
    contradiction.row.keep.click()
    studio.shoot("clerk-53-confirmed")
    page.form.boxes[actual].editor.put("140")
    page.form.focus_field(rating)
    studio.shoot("clerk-54-data-changed")
    page.form.focus_field(result)
    (first, *_) = page.form.boxes[result].findings.values()
    first.buttons.fix.click()
    studio.shoot("clerk-55-fix")
    page.lists.filter.setCurrentIndex(2)
    studio.shoot("clerk-56-filtered")
    page.lists.filter.setCurrentIndex(0)


def clerk_writing(studio: Studio, page: DepartmentPage) -> None:
    """A copy of last year, numbered lines, the history of a field, and a search."""
    item = page.model.items[2]
    page.items.choose(item.id)
    result = field_of(item, "result-1")
    page.go_to(result)
    box = page.form.boxes[result]
    assert isinstance(box.editor, TextEdit)
    before = box.editor.text()
    box.editor.put("")
    box.copy(box.earlier[0].text)
    studio.shoot("clerk-57-copy")
    box.editor.put("講座を開いた。\n窓口で案内した。\n学校へ出向いた。")
    box.editor.selectAll()
    box.editor.number_lines()
    box.editor.place_cursor(0)
    studio.shoot("clerk-58-list")
    box.history_asked.emit()
    studio.shoot("clerk-59-history")
    box.close_history()
    box.editor.put(before)
    page.lists.search.setText("オンライン")
    studio.shoot("clerk-60-search")
    page.lists.search.clear()


def fill_what_is_left(page: DepartmentPage) -> None:
    """What a clerk would still have to write, and a reason for the rest."""
    for field in page.model.waiting():
        if not page.model.text(field):
            page.model.type(field, "A" if field.endswith(RATING) else "把握できない")
    for finding in page.model.weighing:
        if finding.rule.confirmable:
            page.model.confirm(finding, "担当者に確かめた。集計の時期が違うためである。")
        else:
            page.model.type(finding.field, "把握できない")


def second_round(studio: Studio, files: dict[str, Path]) -> None:
    with Desk.open(next(studio.work.glob("回答_*.dxdesk")), clock=clock) as desk:
        item = desk.request.plan.items[0]
    with Office.open(files["office"], clock=clock) as office:
        office.merge(list(studio.work.glob("提出_*.dxsub")))
        field = field_of(item, item.kpis[0].id)
        remarks = [
            Remark(item.id, "昨年度との違いが分かるように書いてください。"),
            Remark(field, "数で書いてください。集計中であれば「把握できない」を選んでください。"),
        ]
        again = studio.work / files[LEAD].name.replace("第1回", "第2回")
        office.send_back(LEAD, remarks, again)
    studio.open(again)
    studio.shoot("clerk-9-round-2")
    studio.clerk().overview.begin.click()
    studio.shoot("clerk-9-returned")
    studio.clerk().noticed.emit(
        Notice("PDFに保存しました（16ページ）：確認票.pdf", theme.Tone.GOOD, "開く")
    )
    studio.shoot("clerk-10-notice")
    studio.window.close_page()


def take(out: Path, tag: str, steps: list[Callable[[Studio, dict[str, Path]], None]]) -> None:
    work = Path(tempfile.mkdtemp(prefix="dxdesk-shots-"))
    try:
        studio = Studio(out, work, tag)
        studio.shoot("start")
        files = make_files(work)
        for step in steps:
            step(studio, files)
        studio.shoot("start-recent")
        studio.close()
        if not tag:
            PdfPainter().sheets(files["office"], out / "sheets.pdf")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main(argv: list[str]) -> int:
    for out, tag in looks(argv):
        take(out, tag, [clerk_pictures, second_round])
        if "--clerk" not in argv:
            office_shots(saver(out, tag))
            copy_shots(saver(out, tag))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
