"""Both layouts, read back row by row."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from dxdesk.domain.plan import Group, Phase
from dxdesk.domain.text import squeeze
from dxdesk.export.layout_files import find_layout, read_layout
from dxdesk.export.listing import heading
from dxdesk.export.places import Manner, Scope
from dxdesk.export.report import build_report
from dxdesk.export.workbooks import write_workbook
from dxdesk.sheets.heights import POINTS_PER_WIDTH
from tests.export.opened import export, opened, rows
from tests.export.samples import item, three_columns, wide, written


def test_the_cover_of_three_columns() -> None:
    plan = three_columns()
    cover = rows(export(plan, written(plan), "three-column"), 0)
    lines = [row[0] for row in cover if row[0]]
    assert lines[:4] == [
        "架空市デジタル化推進計画",
        "取組実績（令和6年度）",
        "架空市",
        "「架空市デジタル化推進計画」の取組実績（令和6年度）について",
    ]
    assert "令和4年度から令和7年度までの4年間" in lines[4]
    assert "その3年目に当たる令和6年度の" in lines[4]
    assert [line for line in lines if line[:2] in ("1 ", "2 ")] == ["1 自己評価結果", "2 総括"]
    head = next(index for index, row in enumerate(cover) if row[0] == "自己評価")
    assert cover[head : head + 5] == [
        ["自己評価", "", "取組項目数", "割合", "", "台帳の数", "照合"],
        ["S", "計画を上回って進んだ。", "0", "0", "", "0", "一致"],
        ["A", "計画どおりに進んだ。", "3", "1", "", "3", "一致"],
        ["B", "計画を下回った。", "0", "0", "", "0", "一致"],
        ["合計", "", "3", "1", "", "", ""],
    ]


def test_the_summary_counts_the_list_and_says_whether_it_agrees() -> None:
    plan = three_columns()
    made: Any = opened(export(plan, written(plan), "three-column"))["概要"]
    head = next(cell.row for cell in made["A"] if cell.value == "自己評価")
    assert [made.cell(head + 2, column).value for column in (3, 4, 6, 7)] == [
        f"""=SUMPRODUCT(--EXACT('一覧'!$C$3:$C$10,"自己評価："&$A{head + 2}))""",
        f"=ROUND(C{head + 2}/3,2)",
        3,
        f'=IF(C{head + 2}=F{head + 2},"一致","不一致")',
    ]
    assert made.print_area == f"'概要'!$A$1:$D${made.max_row}"
    assert made.cell(head + 2, 4).number_format == "0%"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("一[二]:三*四?五/六\\七'八{九}", "一 二 三 四 五 六 七 八 九"),
        ("History", "History (2)"),
        ("\x07\ud800", "シート"),
        ("長" * 40, "長" * 31),
        # Excel counts a character beyond U+FFFF twice, and repairs a name that is longer.
        ("𠮷" * 40, "𠮷" * 15),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(title: str, name: str) -> None:
    source = COUNTING.replace('"集計"\nwidths', '"{title}"\neach = "item"\nwidths', 1)
    plan = replace(three_columns(), items=(item(1, title=title),))
    file = BytesIO()
    write_workbook(build_report(plan, {}), read_layout(source), file)
    assert opened(file.getvalue()).sheetnames == [name, "一覧"]


COUNTING = """\
format = 1
title = "集計"

[[sheet]]
name = "集計"
widths = [10, 10]
line = [{ summary = { column = [{ shows = "code" }, { shows = "count", unit = "件\\u0001" }] } }]

[[sheet]]
name = "一覧"
rows = "item"

[[sheet.column]]
width = 20
text = "{rating}"
"""


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("'{rating}'", "$A2"),
        ("'評価\"{{{rating}}}'", '"評価""{"&$A2&"}"'),
        ('"\\u0001{rating}"', '"␁"&$A2'),
        # Where the cell says more than the formula can, the count is written as it is.
        ("[{ above = '評価', text = '{rating}' }]", ""),
        ("'" + "あ" * 256 + "{rating}'", ""),
        ("'{rating}件'\nnumber = true", ""),
    ],
)
def test_a_formula_compares_what_the_cells_of_the_list_say(text: str, counted: str) -> None:
    plan = three_columns()
    layout = read_layout(COUNTING.replace('"{rating}"', text))
    file = BytesIO()
    write_workbook(build_report(plan, written(plan)), layout, file)
    made: Any = opened(file.getvalue())
    last = made["一覧"].max_row
    formula = f"=SUMPRODUCT(--EXACT('一覧'!$A$2:$A${last},{counted}))"
    assert made["集計"]["B2"].value == (formula if counted else 0)


@pytest.mark.parametrize(
    ("ratings", "note"),
    [
        (("A", "A", ""), "※合計には、自己評価の記載がない1項目を含む。"),
        (("S", "A", "B"), "※割合は四捨五入しているため、内訳の和は100%にならない。"),
    ],
)
def test_a_sum_that_does_not_meet_is_explained(ratings: tuple[str, ...], note: str) -> None:
    plan = three_columns()
    answers = {f"i{n:03}/rating": code for n, code in enumerate(ratings, 1)}
    assert note in [row[0] for row in rows(export(plan, answers, "three-column"), 0)]


def test_the_list_of_three_columns() -> None:
    plan = three_columns()
    answers = written(plan, i001__rating_note="遅れなく進んだ。", i003__rating="")
    read = rows(export(plan, answers, "three-column"))
    assert [squeeze(cell) for cell in read[1]] == [
        "取組内容目標",
        "取組実績",
        "改善・拡充策、課題等",
    ]
    assert [row for row in read if row[2].startswith("自己評価：") or not any(row[1:])] == [
        ["「架空市デジタル化推進計画」の取組実績一覧（令和6年度）", "", ""],
        ["取組方針1「暮らしを便利にする」", "", ""],
        ["1 窓口の見直しその1（デジタル推進課）", "", "自己評価：A"],
        ["2 窓口の見直しその2（住宅課、都市計画課）", "", "自己評価：A"],
        ["取組方針2「仕事の進め方を変える」", "", ""],
        ["3 窓口の見直しその3（デジタル推進課）", "", "自己評価："],
    ]
    assert read[4] == [
        "<取組内容>\n窓口で書く書類を減らす。\n\n<目標>\n待ち時間を短くする。\n【予約件数：100件】",
        "窓口の見直しその1のresultを書いた。\n【予約件数：120件】",
        "窓口の見直しその1のissuesを書いた。\n【評価に関する補足】\n遅れなく進んだ。",
    ]
    assert read[-1][0] == "<取組内容>\n窓口で書く書類を減らす。"


def test_three_columns_hold_a_schedule_and_inner_groups() -> None:
    plan = wide()
    read = rows(export(plan, written(plan), "three-column"))
    assert [row[0] for row in read[2:5]] == [
        "◆ 手続のオンライン化",
        "施策1「申請を手元で」",
        "1-1 窓口の見直しその1（デジタル推進課）",
    ]
    assert read[5][0].endswith(
        "【申請率：2024年度末:50%】\n\n<スケジュール>\n2022：検討\n2023：実施\n2025以降：拡充"
    )
    # What another layout printed before an actual is not this layout's.
    assert read[-1][1].endswith("\n【公開数：120件】")


@pytest.mark.parametrize(
    ("group", "text"),
    [
        (Group("g", 0, "取組方針", "1", "題"), "取組方針1「題」"),
        (Group("g", 0, "", "", "題"), "◆ 題"),
        (Group("g", 1, "", "7", "題", "h"), "施策7「題」"),
        (Group("g", 1, "", "", "題", "h"), "◇ 題"),
        (Group("g", 1, "施策", "7", "題", "h"), "施策7「題」"),
    ],
)
def test_headings_of_groups(group: Group, text: str) -> None:
    groups = find_layout("three-column").sheet[-1].groups
    scope = Scope(build_report(three_columns(), {}), Manner())
    assert heading(group, groups, scope) == text


def test_the_wide_table() -> None:
    plan = wide()
    answers = written(plan, i002__rating="B", i003__rating="")
    read = rows(export(plan, answers, "wide"), width=12)
    assert read[0][0] == "架空市情報化推進計画2022-2024 施策評価結果一覧"
    table = [[cell for cell in row if cell] for row in read[1:7] if any(row)]
    assert table == [
        ["評価", "内容", "施策数"],
        ["S", "計画を上回って進んだ。", "0"],
        ["A", "計画どおりに進んだ。", "2"],
        ["B", "計画を下回った。", "1"],
        ["※このほか、評価の記載がない施策が1件ある。"],
    ]
    at = next(index for index, row in enumerate(read) if row[0] == "◆ 手続のオンライン化")
    assert [squeeze(cell) for cell in read[at + 1]] == [
        *("No.", "施策", "No.", "個別施策【担当課】", "施策の概要【KPI】"),
        *("スケジュール(年度)", "", "", "", "2023(令和5)年度", "", "評価"),
    ]
    assert [squeeze(cell) for cell in read[at + 2]] == [
        *("", "", "", "", "", "2022", "2023", "2024", "2025以降"),
        *("実績【KPI達成状況】", "課題【外的要因が評価に与えた影響】", ""),
    ]
    assert read[at + 3] == [
        *("1", "申請を手元で", "1-1", "窓口の見直しその1【デジタル推進課】"),
        "窓口で書く書類を減らす。\n【目標】\n待ち時間を短くする。\n【KPI】\n申請率 → 2024年度末:50%",
        *("検討", "実施", "", "拡充"),
        "窓口の見直しその1のresultを書いた。\n【KPI達成状況】\n申請率 → 120件",
        *("窓口の見直しその1のissuesを書いた。", "A"),
    ]
    assert read[at + 4][:4] == ["", "", "1-2", "窓口の見直しその2【企画課・市民課】"]
    assert read[at + 5][:3] == ["2", "支払を手元で", "2-1"]
    assert read[-1][9].endswith("\n【KPI達成状況】\n公開した数:120件")


def test_wide_for_a_plan_of_one_level_without_a_schedule() -> None:
    plan = three_columns()
    read = rows(export(plan, written(plan), "wide"))
    assert read[0][0] == "架空市デジタル化推進計画 個別施策評価結果一覧"
    assert "計画期間：令和4年度から令和7年度まで" in [row[0] for row in read]
    headings = [row[0] for row in read if row[0].startswith("◆")]
    assert headings == ["◆ 取組方針1「暮らしを便利にする」", "◆ 取組方針2「仕事の進め方を変える」"]
    items = [row for row in read if row[2] in ("1", "2", "3")]
    assert [row[:2] for row in items] == [["", ""]] * 3
    assert all(row[5:9] == ["", "", "", ""] for row in items)


@pytest.mark.parametrize(
    ("departments", "printed"),
    [
        ((), "題"),
        (("企画課", "市民課"), "題【企画課・市民課】"),
        (("庶務課・議事調査課", "市民課"), "題【庶務課・議事調査課、市民課】"),
        (("交通局", "DX推進チーム"), "題【交通局、DX推進チーム】"),
    ],
)
def test_departments_in_the_wide_table(departments: tuple[str, ...], printed: str) -> None:
    plan = replace(wide(), items=(item(1, "g2", title="題", departments=departments),))
    read = rows(export(plan, {}, "wide"))
    assert printed in [row[3] for row in read]


@pytest.mark.parametrize("layout", ["three-column", "wide"])
def test_a_plan_without_items_or_scale(layout: str) -> None:
    plan = replace(three_columns(), items=(), groups=(), scale=(), years=())
    assert rows(export(plan, {}, layout), 0)


def test_labels_of_one_year_share_a_cell() -> None:
    phases = (Phase("2022", "開発"), Phase("2022", "試行"))
    plan = replace(wide(), items=(item(1, "g2", no="1-1", schedule=phases),))
    assert "開発\n試行" in rows(export(plan, {}, "wide"))[-1]


@pytest.mark.parametrize(
    ("layout", "sheet", "paper", "titles", "freeze"),
    [
        ("three-column", "概要", "9", None, None),
        ("three-column", "一覧", "9", "$2:$2", "A3"),
        ("wide", "評価結果一覧", "8", "$11:$12", "E1"),
    ],
)
def test_the_page(layout: str, sheet: str, paper: str, titles: str | None, freeze: str) -> None:
    plan = replace(wide(), title="R&D計画", document_title="R&D計画の一覧")
    made: Any = opened(export(plan, written(plan), layout))[sheet]
    setup = made.page_setup
    assert (setup.orientation, str(setup.paperSize)) == ("landscape", paper)
    # Not fitted to the page: Excel would not break pages by hand.
    assert not made.sheet_properties.pageSetUpPr.fitToPage
    inches = {"9": 11.69, "8": 16.54}[paper] - made.page_margins.left - made.page_margins.right
    assert sum(page_widths(made)) * POINTS_PER_WIDTH / 72 * setup.scale / 100 <= inches * 0.971
    assert (made.print_title_rows, made.freeze_panes) == (titles, freeze)
    assert made.oddFooter.center.text == "&P / &N"
    assert made.oddHeader.right.text.startswith("R&&D計画")
    assert 0 < made.page_margins.left < 1


def page_widths(sheet: Any) -> list[float]:
    """The widths of the columns that are printed."""
    count = len(next(sheet.iter_rows(min_row=sheet.max_row)))
    beside = 3 if sheet.print_area else 0
    letters = (get_column_letter(number + 1) for number in range(count - beside))
    return [sheet.column_dimensions[letter].width for letter in letters]


def test_looks_and_merged_cells() -> None:
    plan = three_columns()
    made = opened(export(plan, written(plan), "three-column"))["一覧"]
    assert {str(area) for area in made.merged_cells.ranges} >= {"A1:C1", "A3:C3", "A4:B4"}
    cell = made["A5"]
    assert cell.font.name == "BIZ UDゴシック"
    assert (cell.alignment.wrap_text, cell.alignment.vertical) == (True, "top")
    assert {getattr(cell.border, side).style for side in ("left", "right", "top", "bottom")} == {
        "thin"
    }
    assert made["A2"].fill.fgColor.rgb == "00DCE3EC"
    broad = opened(export(wide(), {}, "wide")).worksheets[0]
    merged = {str(area) for area in broad.merged_cells.ranges}
    assert {"A10:A11", "F10:I10", "J10:K10", "L10:L11"} <= merged


def test_an_item_is_not_torn_from_its_heading() -> None:
    plan = replace(three_columns(), items=tuple(item(n) for n in range(1, 60)))
    made = opened(export(plan, written(plan), "three-column"))["一覧"]
    after = [brk.id + 1 for brk in made.row_breaks.brk]
    assert after
    assert all(made.cell(row, 3).value == "自己評価：A" for row in after)
