"""Review sheets: what the office said and what was written a year ago stand beside the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from dxdesk.domain.asking import Remark
from dxdesk.domain.fields import field_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Item
from dxdesk.domain.settings import Settings
from dxdesk.domain.text import squeeze
from tests.ui.clerk_year import YEAR, ClerkYear
from tests.ui.pdf_text import text_of
from tests.ui.test_printing import sheet
from ui.bar_chart import chart
from ui.printing.chart_row import ChartRow
from ui.printing.painter import LeafPages, paginate
from ui.printing.pdf import render_sheets
from ui.printing.sheets import Earlier, Figures, Written, sheets_of_desk, sheets_of_office

_WHITE = 0xFFFFFFFF


def printed(folder: Path, **values: object) -> str:
    data, pages = render_sheets([sheet(**values)])  # type: ignore[arg-type]
    assert pages == 1
    return squeeze(text_of(data, folder))


def test_last_year_the_remarks_and_the_boxes_are_on_paper(qtbot: QtBot, tmp_path: Path) -> None:
    said = printed(
        tmp_path,
        results=(Written("", "様式を減らした。", last="窓口を増やした。"),),
        issues=(Written("", "端末が足りない。", last="端末が足りない。"),),
        remarks=("人数を書いてください。", "指標「予約の割合」：時点を書いてください。"),
        stamps=("主査", "DX推進担当課長補佐級職"),
        short_years=("R5", "R6"),
        figures=(Figures("予約の割合", "42.0%", "38.5%", "40.5%", (Earlier("R4", "31.2%"),)),),
    )
    for words in (
        "前年度（令和5年度）窓口を増やした。",
        "（今年度と同じ文です）",
        "差戻しの所見・人数を書いてください。・指標「予約の割合」：時点を書いてください。",
        "主査DX推進担当課長補佐級職",
        "R4実績R5実績R6実績",
        "予約の割合42.0%31.2%38.5%40.5%R4R5R6",
    ):
        assert squeeze(words) in said, words
    assert "係長" not in said


def test_no_boxes_and_nothing_of_last_year(qtbot: QtBot, tmp_path: Path) -> None:
    said = printed(tmp_path, stamps=(), last_year="", figures=())
    assert "前年度" not in said
    assert "係長" not in said
    assert "推移" not in said


@pytest.mark.parametrize(("count", "side"), [(0, 0.0), (1, 19.0), (4, 19.0), (8, 13.275)])
def test_boxes_leave_room_for_the_name_of_the_plan(qtbot: QtBot, count: int, side: float) -> None:
    """A long name is set smaller; it never runs into the boxes, which stay wide enough to stamp."""
    picture = painted(paginate([sheet(plan="計画" * 40, stamps=("課長",) * count)]))
    boxes = 195 - count * side
    assert is_white(picture, QRectF(boxes - 3.5, 15, 3, 7))
    assert not is_white(picture, QRectF(18, 15, boxes - 22, 7))
    assert is_white(picture, QRectF(boxes - 0.5, 15, 1, 7)) == (count == 0)


def is_white(picture: QImage, box: QRectF) -> bool:
    """Whether nothing is painted in a box of the paper, in millimetres."""
    dot = picture.width() / 210
    part = picture.copy(QRectF(*(n * dot for n in box.getRect())).toRect())  # type: ignore[misc]
    return all(
        part.pixel(x, y) == _WHITE for x in range(part.width()) for y in range(part.height())
    )


def painted(pages: LeafPages) -> QImage:
    """The first page, two dots to a point."""
    picture = QImage(1190, 1684, QImage.Format.Format_RGB32)
    picture.fill(_WHITE)
    painter = QPainter(picture)
    painter.scale(2, 2)
    pages.paint(0, painter)
    painter.end()
    return picture


@pytest.mark.parametrize(
    ("past", "last", "actual", "target", "shown"),
    [
        (("31件",), "38件", "40件", "42件", [31, 38, 40]),
        ((), "38件", "", "42件", [38, None]),
        ((), "", "40件", "該当なし", None),
        ((), "", "", "42件", None),
        ((), "把握できない", "約40件", "", None),
    ],
)
def test_a_chart_is_there_where_numbers_compare(
    qtbot: QtBot,
    past: tuple[str, ...],
    last: str,
    actual: str,
    target: str,
    shown: list[float | None] | None,
) -> None:
    earlier = tuple(Earlier("R4", text) for text in past)
    line = Figures("回数", target, last, actual, earlier)
    (page,) = paginate([sheet(figures=(line,), short_years=("R5", "R6"))]).pages
    (row,) = (row.row for _, row in page.rows if isinstance(row.row, ChartRow))
    assert (row.chart and [one.value for one in row.chart.bars]) == shown


@pytest.mark.parametrize(("count", "charts", "pages"), [(8, 8, 1), (9, 0, 1), (30, 0, 2)])
def test_a_long_table_goes_without_charts(
    qtbot: QtBot, count: int, charts: int, pages: int
) -> None:
    figures = tuple(Figures(f"指標{n}", "42件", "38件", "40件") for n in range(count))
    made = paginate([sheet(figures=figures, short_years=("R5", "R6"))])
    rows = [row.row for page in made.pages for _, row in page.rows]
    assert sum(isinstance(row, ChartRow) and row.chart is not None for row in rows) == charts
    assert len(made) == pages


def test_bars_compare_without_colours() -> None:
    """Their lengths are to scale from zero, below zero as well."""
    shown = chart([("R4", "-5"), ("R5", "10")], "15")
    height = shown.heights(QRectF(0, 0, 100, 200))
    assert [height(value) for value in (15.0, 10.0, 0.0, -5.0)] == [0, 50, 150, 200]


@pytest.mark.parametrize(
    ("target", "actual", "height"),
    [
        ("120万人", "121.3", 1_213_000),
        ("120万人", "1,213千人", 1_213_000),
        ("2百万円", "1,950千円", 1_950_000),
        ("2時間", "90分", 1.5),
        ("80%", "8割", 80),
        ("100件", "12人", None),
        ("80%", "0.8", None),
        ("100", "12件", 12),
        ("運用開始", "12件", 12),
        ("100件", "多数", None),
    ],
)
def test_bars_have_the_targets_unit(target: str, actual: str, height: float | None) -> None:
    shown = chart([("R5", ""), ("R6", actual)], target)
    assert [bar.value for bar in shown.bars] == [None, height]
    assert [bar.now for bar in shown.bars] == [False, True]


def answered(year: ClerkYear) -> Item:
    """A returned round: remarks on an item and on its KPI, and an answer to them."""
    with year.desk("健康課") as desk:
        item = next(item for item in desk.request.plan.items if item.kpis)
        desk.answer(field_of(item, "result-1"), "案内を配った。")
        desk.hand_in("山田", year.folder / "1.dxsub")
    with year.office() as office:
        office.merge([year.folder / "1.dxsub"])
    remarks = [
        Remark(item.id, "去年との違いを書いてください。"),
        Remark(field_of(item, item.kpis[0].id), "時点を書いてください。"),
    ]
    year.send_back("健康課", remarks)
    return item


def test_remarks_and_last_year_come_from_both_doors(year: ClerkYear) -> None:
    item = answered(year)
    remarks = ("去年との違いを書いてください。", "指標「予約の割合」：時点を書いてください。")
    with year.desk("健康課") as desk:
        (of_desk,) = sheets_of_desk(desk, item)
    with year.office() as office:
        every = sheets_of_office(office, YEAR)
    (of_office,) = (one for one in every if one.department == "健康課")
    for made in (of_desk, of_office):
        assert made.remarks == remarks
        assert made.results[0].last.startswith("・画面を直した。")
        assert made.short_years == ("R5", "R6")
    assert not any(one.remarks for one in every if one.department != "健康課")


def test_years_before_the_last_come_from_both_doors(year: ClerkYear) -> None:
    answered(year)
    with year.office() as office:
        office.roll_over(YEAR + 1)
        office.change_settings(Settings(stamps=("主査",)))
        (request,) = office.make_requests(YEAR + 1, year.folder / "翌年", departments=["健康課"])
        of_office = next(s for s in sheets_of_office(office) if s.department == "健康課")
    year.requests["健康課"] = request
    year.desk_file("健康課").unlink()
    with year.desk("健康課") as desk:
        (of_desk,) = sheets_of_desk(desk)
    for made in (of_desk, of_office):
        assert made.stamps == ("主査",)
        assert made.short_years == ("R6", "R7")
        assert made.figures[0].past == (Earlier("R5", "38.5%"),)


def test_what_a_department_thinks_of_a_direction_is_on_paper(year: ClerkYear) -> None:
    """It is handed in, so it stands on what is stamped for the hand-in."""
    with year.office() as office:
        office.set_direction("i002/k1", Direction.NOT_SAID, YEAR)
        (request,) = office.make_requests(
            YEAR, year.folder / "もう一度", departments=["健康課"], ask_directions=True
        )
    year.requests["健康課"] = request
    with year.desk("健康課") as desk:
        before = [line.name for made in sheets_of_desk(desk) for line in made.figures]
        desk.answer("i002/k1@direction", "多いほどよい")
        after = [line.name for made in sheets_of_desk(desk) for line in made.figures]
        desk.hand_in("山田", year.folder / "1.dxsub")
    with year.office() as office:
        office.merge([year.folder / "1.dxsub"])
        of_office = [line.name for made in sheets_of_office(office, YEAR) for line in made.figures]
    assert before == ["予約の割合"]
    assert after == ["予約の割合\n（課の考え：多いほどよい）"]
    assert after[0] in of_office
