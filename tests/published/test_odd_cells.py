"""Cells of published tables that say something else than was typed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dxdesk.domain.reading import Noted, Reading
from dxdesk.domain.text import squeeze
from dxdesk.files.cell_marks import Odd
from dxdesk.files.number_formats import general
from dxdesk.files.published import read_published
from dxdesk.files.published.grid import grid_of_clipboard
from tests.files.books import sheet_xml, sheets_of, workbook
from tests.files.shown import SHOWN
from tests.published.tables import HEAD, TITLE, Book, Cell, item, number, read_table, told


def actuals(reading: Reading) -> list[str]:
    return [reading.answers.get(f"{one.id}/k1", "") for one in reading.plan.items]


def ratings(reading: Reading) -> list[str | None]:
    return [reading.answers.get(f"{one.id}/rating") for one in reading.plan.items]


def issues(reading: Reading) -> list[str]:
    return [reading.answers.get(f"{one.id}/issues-1", "") for one in reading.plan.items]


def test_every_format_is_read_as_shown_or_told(tmp_path: Path) -> None:
    rows = [
        item(str(at), target="", actual=number(stored, code))
        for at, (code, stored, _, _) in enumerate(SHOWN, 1)
    ]
    reading = read_table(tmp_path, *rows)
    assert [squeeze(text) for text in actuals(reading)] == [squeeze(row[2]) for row in SHOWN]
    differ = told(reading, Noted.SHOWN_DIFFERS, Noted.ROUNDED)
    dates = [place for place, _, _ in told(reading, Noted.MADE_DATE)]
    for at, (_, stored, text, odd) in enumerate(SHOWN, 3):
        place, both = f"表!{at}", [about for where, about, _ in differ if where == f"表!{at}"]
        if odd in (Odd.DIFFERENT, Odd.ROUNDED):
            shown = f"「{text}」" if text else "空"
            assert both == [f"G{at}の表示は{shown}、入っている値は{general(repr(stored))}"]
        else:
            assert both == []
        assert (place in dates) == (odd is Odd.DAY)
    ((_, column, _),) = told(reading, Noted.COLUMN_ROUNDED)
    assert column == f"G列の{sum(row[3] is Odd.ROUNDED for row in SHOWN)}セル"


def test_numbers_that_became_dates_are_doubtful(tmp_path: Path) -> None:
    day = 'm"月"d"日"'
    reading = read_table(
        tmp_path,
        item(number(45658, day), actual=number(45750, "m/d")),
        item(number(45659, "yyyy/m/d")),
        item(number(45689, "[$-411]ge.m.d"), target=number(45689, day)),
        item("1-4"),
        item("2024-1"),
        item("007", actual=number(7, "000")),
    )
    numbers = [one.no for one in reading.plan.items]
    assert numbers == ["1月1日", "2025/1/2", "R7.2.1", "1-4", "2024-1", "007"]
    assert [about for _, about, _ in told(reading, Noted.MADE_DATE)] == [
        "番号「1月1日」",
        "指標「件数」の「4/3」",
        "番号「2025/1/2」",
        "番号「R7.2.1」",
        "指標「件数」の「2月1日」",
    ]
    assert actuals(reading)[5] == "007"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_dates_made_of_numbers_in_text_are_doubtful_too(tmp_path: Path, encoding: str) -> None:
    rows = [
        ["1月2日", "窓口", "市民課", "する", "件数", "10件", "4月3日", "ない", "A"],
        ["2-1", "公園", "公園課", "する", "完了", "3月末まで", "4月3日", "ない", "B"],
        ["2025-01-03", "広報", "広報課", "する", "件数", "10件", "Apr-25", "ない", "B"],
    ]
    path = tmp_path / "表.csv"
    lines = ["令和６年度 事業評価一覧", ",".join(HEAD), *map(",".join, rows)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    reading = read_published(path, plan_id="p")
    assert [about for _, about, _ in told(reading, Noted.MADE_DATE)] == [
        "番号「1月2日」",
        "指標「件数」の「4月3日」",
        "番号「2025-01-03」",
        "指標「件数」の「Apr-25」",
    ]


def test_zeros_and_errors_are_no_texts_and_no_grades(tmp_path: Path) -> None:
    link = "'[様式.xlsx]記入'!B9"
    reading = read_table(
        tmp_path,
        item("1", issues=number(0, formula=link), rating=number(0, formula=link)),
        item("2", issues=number(0), rating=Cell("<f>1/0</f><v>#N/A</v>", "e")),
        item("3", issues="0", rating="#REF!", names=number(0)),
        item("4", actual=number(0, formula=link)),
        item("5", actual=Cell("<f>1/0</f><v>#DIV/0!</v>", "e")),
        item("6", actual=number(0, formula="SUM(B1:B3)")),
        [number(0), number(0), number(0), number(0), Cell("<v>#N/A</v>", "e")],
        ["8", *[number(0)] * 8],
    )
    assert issues(reading) == ["", "", "", "ない", "ない", "ない"]
    assert ratings(reading) == [None, None, None, "A", "A", "A"]
    assert actuals(reading) == ["12", "12", "12", "0", "", "0"]
    zeros = Counter(place for place, _, _ in told(reading, Noted.ZERO))
    assert zeros.pop("表!10")
    assert zeros == {"表!9": 1, "表!3": 2, "表!4": 1, "表!5": 2}
    errors = [(place, text) for place, _, text in told(reading, Noted.ERROR_VALUE)]
    assert errors == [("表!4", "#N/A"), ("表!5", "#REF!"), ("表!7", "#DIV/0!")]
    assert told(reading, Noted.LINKED_ZERO) == [("表!6", "指標「件数」（G6）", "")]
    assert not told(reading, Noted.UNPLACED)


def test_a_zero_that_the_scale_knows_is_a_grade(tmp_path: Path) -> None:
    legend = [["評価区分"], ["0：未着手"], ["1：着手"], ["2：達成"]]
    path = tmp_path / "表.xlsx"
    rows = [["令和６年度"], *legend, HEAD, item("1", rating="0"), item("2", rating=number(2))]
    path.write_bytes(Book().save(rows))
    assert ratings(read_published(path, plan_id="p")) == ["0", "2"]


def test_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    reading = read_table(
        tmp_path,
        item("1", actual=Cell("<f>SUM(Z1:Z9)</f>"), issues=Cell("<f>A1</f><v></v>", "str")),
        item("2", names=Cell("<f>VLOOKUP(A5,Z:Z,1,0)</f><v/>")),
        *[["", Cell("<f>A1</f>"), Cell("<f>A2</f>")]] * 50,
    )
    assert [about for _, about, _ in told(reading, Noted.NO_VALUE)] == ["G3", "C4", "B5など100セル"]


def test_struck_out_text_is_no_text(tmp_path: Path) -> None:
    def rich(*runs: tuple[str, str]) -> str:
        return "".join(
            f"<r><rPr>{font}</rPr><t>{text}</t></r>" if font else f"<r><t>{text}</t></r>"
            for text, font in runs
        )

    dead, live = "<strike/>", '<strike val="0"/>'
    cells = [
        (
            Cell(f"<is>{rich(('人が', ''), ('足りない', dead))}</is>", "inlineStr"),
            "人が",
            "足りない",
        ),
        (
            Cell(f"<is>{rich(('残', live), ('消', ''))}</is>", "inlineStr", struck=True),
            "残",
            "消",
        ),
        (Cell("<is><t>全部</t></is>", "inlineStr", struck=True), "", "全部"),
        (Cell(f"<is>{rich(('文', '<b/>'), ('字', ''))}</is>", "inlineStr"), "文字", ""),
    ]
    reading = read_table(tmp_path, *(item(str(at), issues=c) for at, (c, _, _) in enumerate(cells)))
    assert issues(reading) == [left for _, left, _ in cells]
    texts = [text for _, _, text in told(reading, Noted.STRUCK)]
    assert texts == [struck for _, _, struck in cells if struck]
    whole = [Cell(cell.inner, cell.kind, struck=True) for cell in map(as_cell, item("9"))]
    gone = read_table(tmp_path, item("1"), whole)
    assert [one.no for one in gone.plan.items] == ["1"]
    assert "事業その9" in [text for _, _, text in told(gone, Noted.STRUCK)]


def as_cell(cell: str | Cell) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(f"<is><t>{cell}</t></is>", "inlineStr")


def test_line_breaks_in_figures_stay(tmp_path: Path) -> None:
    reading = read_table(
        tmp_path, item("1", target="R6：10件\nR7：20件", actual="12件\n（うち市民 5件）")
    )
    assert actuals(reading) == ["12件\n（うち市民 5件）"]
    assert reading.plan.items[0].kpis[0].target == "R6：10件\nR7：20件"


def test_numbers_made_dates_begin_a_measure_of_a_wide_table(tmp_path: Path) -> None:
    head = [
        "番号",
        "個別施策",
        "担当課",
        "取組概要",
        "スケジュール（年度）",
        "実績",
        "課題",
        "評価",
    ]
    days = [number(45658, 'm"月"d"日"'), number(45659, "m/d"), number(45689, "yyyy/m/d")]
    rows = [
        [day, f"窓口その{at}", "市民課", "改める", "実施", "改めた", "なし", "A"]
        for at, day in enumerate(days)
    ]
    path = tmp_path / "表.xlsx"
    path.write_bytes(Book().save([["令和6年度 計画の進捗"], head, *rows]))
    reading = read_published(path, plan_id="p", year=2024)
    assert [one.no for one in reading.plan.items] == ["1月1日", "1/2", "2025/2/1"]
    assert len(told(reading, Noted.MADE_DATE)) == 3


STRUCK = [
    ("<td>残<s>消</s></td>", "残", ["消"]),
    ("<td>残<del>消<b>え</b>た</del></td>", "残", ["消えた"]),
    ("<td><span style='color:red;text-decoration: line-through'>消</span>残</td>", "残", ["消"]),
    ("<td class=xl66>消</td>", "", ["消"]),
    ("<td class=xl67>残</td>", "残", []),
    ("<td class=xl66>消<td>残</td>", "", ["消"]),
    ("<td><font class='font7 x'>消</font>残</td>", "残", ["消"]),
    ("<td><s>消<s>え</s>た</s>残</td>", "残", ["消えた"]),
    ("<td>残<s>消</td>", "残", ["消"]),
]


@pytest.mark.parametrize(("cell", "left", "gone"), STRUCK)
def test_what_a_page_strikes_out_is_a_note(cell: str, left: str, gone: list[str]) -> None:
    style = "<style><!-- .xl66\n\t{mso-style:x;text-decoration:line-through;} .xl67 {color:red;}"
    style += " .font7 {text-decoration:line-through;} --></style>"
    html = f"<html><head>{style}</head><table><tr><td>先<tr>{cell}<td>後</td></tr></table></html>"
    grid = grid_of_clipboard("", html, "クリップボード")
    assert grid.rows[1].cells[0] == left
    assert grid.rows[1].cells[-1] == "後"
    assert [(note.place, note.text) for note in grid.notes] == [("2行目", text) for text in gone]


def test_a_row_that_a_page_strikes_out() -> None:
    html = "<table><tr style='text-decoration:line-through'><td>a<td>b</tr><tr><td>c</table>"
    grid = grid_of_clipboard("", html, "クリップボード")
    assert [row.cells for row in grid.rows] == [("", ""), ("c",)]
    assert [(note.place, note.text) for note in grid.notes] == [("1行目", "a"), ("1行目", "b")]


def test_a_zero_is_no_unit_and_no_name_of_a_figure(tmp_path: Path) -> None:
    head = ("No", "事業名", "担当課", "指標", "単位", "目標値", "実績値", "課題", "評価")
    ten, none = number(10), number(0, formula="Z1")
    rows = [
        ["1", "窓口", "市民課", "件数", "件", ten, ten, "ない", "A"],
        ["2", "公園", "公園課", "件数", none, ten, none, "ない", "A"],
        ["3", "広報", "広報課", none, none, none, none, "ない", "A"],
    ]
    path = tmp_path / "表.xlsx"
    path.write_bytes(Book().save([[TITLE], head, *rows]))
    reading = read_published(path, plan_id="p")
    assert [[kpi.target for kpi in one.kpis] for one in reading.plan.items] == [
        ["10件"],
        ["10"],
        [],
    ]
    assert actuals(reading) == ["10", "0", ""]
    assert [place for place, _, _ in told(reading, Noted.ZERO)] == ["表!4", *["表!5"] * 4]
    assert not told(reading, Noted.UNPLACED)


def test_zeros_that_are_not_shown_are_empty(tmp_path: Path) -> None:
    hidden = number(0, "#,##0;-#,##0;;@", formula="Z1")
    reading = read_table(tmp_path, *(item(str(n), actual=hidden, issues=hidden) for n in (1, 2)))
    assert (actuals(reading), issues(reading)) == (["", ""], ["", ""])
    abouts = [about for _, about, _ in told(reading, Noted.ZEROS_HIDDEN)]
    assert abouts == ["G列の2セル（G3など）", "H列の2セル（H3など）"]
    assert not told(reading, Noted.ZERO, Noted.LINKED_ZERO, Noted.SHOWN_DIFFERS)


def test_a_sheet_may_show_no_zeros_at_all() -> None:
    views = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    rows = "<row><c><v>0</v></c><c><v>0.0</v></c><c><v>10</v></c></row>"
    xml = sheet_xml(rows).replace("<sheetData>", f"{views}<sheetData>")
    (sheet,) = sheets_of(workbook(xml))
    assert sheet.rows == [["", "", "10"]]
    assert [(mark.odd, mark.stored) for mark in sheet.marks] == [(Odd.DIFFERENT, "0")] * 2
