"""The preview: what it shows is what is printed, from wherever it is opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from dxdesk.domain.text import squeeze
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Office
from tests.plans import THREE_COLUMN
from tests.plans import write as write_text
from tests.tools import run_tool
from tests.ui.clerk_year import Choices, ClerkYear, choose
from tests.ui.office_year import open_world, show
from tests.ui.pdf_text import text_of
from tests.ui.test_printing import sheet
from tests.ui.test_whole_texts import cut_texts, letters
from ui.printing.jobs import Choice, PrintJob
from ui.printing.page_view import Zoom
from ui.printing.pages import Pages
from ui.printing.painter import paginate
from ui.printing.preview import Preview
from ui.printing.printer import placed, print_pages, printable
from ui.printing.printing import Printing

Format = QPageSize.PageSizeId


@dataclass
class Machine:
    """The printers that a test has, and what its print dialog answers."""

    printer: QPrinter | None = None
    there: bool = True
    asked: int = 0

    def any(self) -> bool:
        return self.there

    def choose(self, parent: QWidget, title: str, pages: Pages) -> QPrinter | None:
        self.asked += 1
        return self.printer


def file_printer(out: Path, size: Format = Format.A4) -> QPrinter:
    """A printer whose paper can be looked at."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(out))
    made.setPageSize(QPageSize(size))
    return made


def job(count: int, title: str = "確認票") -> PrintJob:
    sheets = [sheet(f"{n}枚目の文。", no=str(n)) for n in range(1, count + 1)]
    return PrintJob(title, paginate(sheets), Path("確認票.pdf"))


def write(out: Path, data: bytes) -> None:
    out.write_bytes(data)


def opened(
    bot: QtBot,
    *counts: int,
    machine: Machine | None = None,
    dialogs: Choices | None = None,
    write: Callable[[Path, bytes], None] = write,
) -> Preview:
    choices = [Choice(f"範囲{n}", lambda n=n: job(n)) for n in counts]
    made = Preview(choices, dialogs or Choices(), write, machine or Machine())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    bot.addWidget(made)
    made.resize(1000, 800)
    made.show()
    made.activateWindow()
    bot.waitUntil(made.isActiveWindow)
    return made


def pages_of(pdf: Path) -> int:
    lines = run_tool("pdfinfo", str(pdf)).decode("utf-8", "replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pages:"))


def words_of(told: SignalBlocker) -> str:
    """What a notice said."""
    assert told.args is not None
    (notice,) = told.args
    return notice.text


def test_the_number_of_pages_is_told_before_printing(qtbot: QtBot) -> None:
    preview = opened(qtbot, 5, 1)
    assert preview.count.text() == "5ページ（A4）"
    preview.range.setCurrentIndex(1)
    preview.range.activated.emit(1)
    assert preview.count.text() == "1ページ（A4）"
    assert preview.place.text() == "1 / 1 ページ"


def test_no_word_of_the_window_is_cut_off_in_large_letters(qtbot: QtBot) -> None:
    with letters(2.0):
        preview = opened(qtbot, 12, 1, machine=Machine(there=False))
        preview.print.click()
        qtbot.waitUntil(lambda: not cut_texts(preview))
        assert preview.range.width() >= preview.range.sizeHint().width()


def test_everything_has_a_name_and_is_reached_by_tab(qtbot: QtBot) -> None:
    preview = opened(qtbot, 2, 1)
    seen: list[QWidget] = []
    while (at := QApplication.focusWidget()) not in seen:
        assert at is not None
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    buttons = (preview.print, preview.save, preview.close_button, preview.abreast)
    assert {preview.view, preview.range, *buttons} <= set(seen)
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in seen)


def test_keys_go_from_page_to_page(qtbot: QtBot) -> None:
    preview = opened(qtbot, 5)
    walk = (
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageDown, 3),
        (Qt.Key.Key_PageUp, 2),
        (Qt.Key.Key_End, 5),
        (Qt.Key.Key_PageDown, 5),
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_PageUp, 1),
    )
    for zoom in Zoom:
        preview.zooms[zoom].click()
        for key, page in walk:
            QTest.keyClick(preview, key)
            assert preview.place.text() == f"{page} / 5 ページ", (zoom, key)
            assert preview.view.accessibleName() == f"{page} / 5 ページ"


def test_scrolling_comes_to_other_pages(qtbot: QtBot) -> None:
    preview = opened(qtbot, 3)
    bar = preview.view.verticalScrollBar()
    seen = {preview.view.page}
    for value in range(0, bar.maximum() + 1, 20):
        bar.setValue(value)
        seen.add(preview.view.page)
    assert seen == {0, 1, 2}


def test_two_pages_side_by_side_and_the_whole_page(qtbot: QtBot) -> None:
    preview = opened(qtbot, 5)
    preview.abreast.click()
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.place.text() == "3 / 5 ページ"
    preview.zooms[Zoom.PAGE].click()
    assert preview.place.text() == "3 / 5 ページ"
    assert preview.view.horizontalScrollBar().maximum() == 0
    preview.abreast.click()
    assert preview.place.text() == "3 / 5 ページ"


@pytest.mark.parametrize("zoom", Zoom)
def test_pages_are_painted_white_with_black_on_them(qtbot: QtBot, zoom: Zoom) -> None:
    preview = opened(qtbot, 2)
    preview.zooms[zoom].click()
    picture = preview.view.viewport().grab().toImage()
    middle = range(picture.width() // 4, picture.width() * 3 // 4)
    seen = {picture.pixelColor(x, y).lightness() for x in middle for y in range(20, 200, 3)}
    assert 255 in seen
    assert min(seen) < 110


def test_the_pdf_has_the_pages_that_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    dialogs = Choices(tmp_path / "私の確認票")
    preview = opened(qtbot, 4, dialogs=dialogs)
    with qtbot.waitSignal(preview.noticed) as told:
        QTest.keyClick(preview, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pages_of(tmp_path / "私の確認票.pdf") == 4
    assert dialogs.suggested == "確認票.pdf"
    assert "4ページ" in words_of(told)
    assert preview.notice.text == words_of(told)


def test_a_folder_that_takes_no_file_is_told_in_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    def refuse(out: Path, data: bytes) -> None:
        raise DxdeskError(Trouble.DISK_FULL, file=out.name)

    preview = opened(qtbot, 1, dialogs=Choices(tmp_path / "a.pdf"), write=refuse)
    with qtbot.assertNotEmitted(preview.noticed):
        preview.save.click()
    assert "空き容量" in preview.notice.text


def test_where_there_is_no_printer_a_pdf_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    machine, dialogs = Machine(there=False), Choices(tmp_path / "a.pdf")
    preview = opened(qtbot, 1, machine=machine, dialogs=dialogs)
    QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert machine.asked == 0
    assert preview.notice.text.startswith("使えるプリンターが見つかりません。")
    offered = next(b for b in preview.notice.findChildren(QPushButton) if "PDF" in b.text())
    offered.click()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_printing_sends_every_page_once(qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "紙.pdf"
    preview = opened(qtbot, 3, machine=Machine(file_printer(out)))
    with qtbot.waitSignal(preview.noticed) as told:
        preview.print.click()
    assert pages_of(out) == 3
    assert "（3ページ）" in words_of(told)


def test_a_dialog_that_is_left_prints_nothing(qtbot: QtBot) -> None:
    preview = opened(qtbot, 1, machine=Machine(None))
    with qtbot.assertNotEmitted(preview.noticed):
        preview.print.click()


def test_some_pages_are_printed(qtbot: QtBot, tmp_path: Path) -> None:
    printer = file_printer(tmp_path / "紙.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert print_pages(job(4).pages, printer) == 3
    assert pages_of(tmp_path / "紙.pdf") == 3


def test_a_printer_that_takes_nothing_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    machine = Machine(file_printer(tmp_path / "無い" / "紙.pdf"))
    preview = opened(qtbot, 1, machine=machine)
    preview.print.click()
    assert preview.notice.text.startswith("プリンターが受け付けませんでした。")


@pytest.mark.parametrize("size", [Format.A5, Format.A3, Format.Letter])
def test_another_paper_holds_the_whole_page(qtbot: QtBot, tmp_path: Path, size: Format) -> None:
    out = tmp_path / "紙.pdf"
    pages = job(1).pages
    assert print_pages(pages, file_printer(out, size)) == 1
    words = squeeze(text_of(out.read_bytes(), tmp_path))
    for said in ("1枚目の文。", "確認票（令和6年度）", "担当係長課長DX推進担当", "1/1"):
        assert said in words


def layout(size: Format, margin: float, least: float = 0.0) -> QPageLayout:
    return QPageLayout(
        QPageSize(size),
        QPageLayout.Orientation.Portrait,
        QMarginsF(margin, margin, margin, margin),
        QPageLayout.Unit.Millimeter,
        QMarginsF(least, least, least, least),
    )


@pytest.mark.parametrize(
    ("size", "least", "as_it_is"),
    [
        (Format.A4, 4.2, True),
        (Format.A4, 12.7, False),
        (Format.A3, 4.2, False),
        (Format.A5, 4.2, False),
        (Format.Letter, 6.0, False),
        (Format.B5, 3.0, False),
    ],
)
def test_a_page_is_scaled_into_what_the_printer_reaches(
    size: Format, least: float, as_it_is: bool
) -> None:
    page, paper = layout(Format.A4, 10), layout(size, least, least)
    moved = placed(page, paper)
    assert moved.isIdentity() == as_it_is
    whole: QRectF = page.fullRect(QPageLayout.Unit.Point)
    area = printable(paper)
    if not as_it_is:
        there = moved.mapRect(whole)
        assert area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(there)
        assert there.center().x() == pytest.approx(area.center().x())
        assert there.center().y() == pytest.approx(area.center().y())
        assert there.width() / there.height() == pytest.approx(whole.width() / whole.height())


@given(
    st.tuples(st.floats(200, 2500), st.floats(200, 2500)),
    st.tuples(st.floats(200, 2500), st.floats(200, 2500)),
    st.floats(0, 60),
    st.floats(0, 60),
)
def test_nothing_is_cut_on_any_paper(
    page: tuple[float, float], paper: tuple[float, float], margin: float, least: float
) -> None:
    """What is inside a page's margins is printed where the printer reaches."""
    of_page, of_paper = paper_of(page, margin, 0.0), paper_of(paper, least, least)
    moved = placed(of_page, of_paper)
    there = moved.mapRect(of_page.paintRect(QPageLayout.Unit.Point))
    assert printable(of_paper).adjusted(-0.1, -0.1, 0.1, 0.1).contains(there)


def paper_of(size: tuple[float, float], margin: float, least: float) -> QPageLayout:
    """A paper of a size in points."""
    return QPageLayout(
        QPageSize(QSizeF(*size), QPageSize.Unit.Point, "紙", QPageSize.SizeMatchPolicy.ExactMatch),
        QPageLayout.Orientation.Portrait,
        QMarginsF(margin, margin, margin, margin),
        QPageLayout.Unit.Point,
        QMarginsF(least, least, least, least),
    )


def test_the_clerk_prints_from_the_header(year: ClerkYear) -> None:
    page = year.open("情報課")
    item = choose(page, "3")
    page.header.sheets.click()
    preview = page.printing.preview
    assert preview is not None
    assert preview.count.text() == "2ページ（A4）"
    assert preview.job.file.name == "確認票_2024_情報課.pdf"
    assert preview.range.itemText(1) == f"この項目だけ（{item.no}）"
    preview.range.activated.emit(1)
    assert preview.count.text() == "1ページ（A4）"
    assert preview.job.file.name == "確認票_2024_情報課_3.pdf"
    year.choices.path = year.folder / "私の確認票"
    preview.save.click()
    assert (year.folder / "私の確認票.pdf").read_bytes().startswith(b"%PDF")
    assert "1ページ" in year.notices[-1].text
    close(year.bot, page.printing)


def close(bot: QtBot, printing: Printing) -> None:
    """Esc closes the preview, and it is gone."""
    assert printing.preview is not None
    QTest.keyClick(printing.preview, Qt.Key.Key_Escape)
    bot.waitUntil(lambda: printing.preview is None)


def test_the_clerk_prints_after_handing_in(year: ClerkYear) -> None:
    with year.desk("健康課") as desk:
        desk.hand_in("山田", year.folder / "提出.dxsub")
    page = year.open("健康課")
    page.show_hand_in()
    assert page.hand_in.sheets.text().endswith("1ページ")
    page.hand_in.sheets.click()
    assert page.printing.preview is not None
    assert page.printing.preview.count.text() == "1ページ（A4）"
    assert page.printing.preview.range.isHidden()
    close(year.bot, page.printing)


def test_the_office_prints_every_departments_sheets(qtbot: QtBot, tmp_path: Path) -> None:
    world = open_world(qtbot, tmp_path)
    output = world.page.output
    world.page.board.board.choose(["交通局", "人事課"])
    output.sheets.click()
    preview = output.printing.preview
    assert preview is not None
    plan = world.office.plan()
    sheets = sum(len(plan.items_of(department)) for department in plan.departments)
    assert len(preview.job.pages) >= sheets
    assert preview.range.itemText(1) == "選んだ課だけ（2課）"
    preview.range.activated.emit(1)
    assert preview.job.title.startswith("確認票 令和7年度 2課 ")
    assert len(preview.job.pages) < sheets
    close(qtbot, output.printing)


def test_a_plan_without_departments_has_nothing_to_print(qtbot: QtBot, tmp_path: Path) -> None:
    """The sentence is told by the window, and no empty preview opens."""
    table = re.sub("（[^）]*課）", "", THREE_COLUMN)
    office, _ = Office.create(write_text(tmp_path / "表.txt", table), tmp_path / "台帳.dxdesk")
    world = show(qtbot, tmp_path, office)
    assert not office.plan().departments
    with qtbot.captureExceptions() as raised:
        world.page.output.sheets.click()
    (told,) = (error for _, error, _ in raised)
    assert isinstance(told, DxdeskError)
    assert told.trouble is Trouble.NOTHING_TO_PRINT
    assert world.page.output.printing.preview is None
