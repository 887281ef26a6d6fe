"""Tables of the two shapes as other cities print them: headings, numbers, marks, columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from dxdesk.domain.fields import RATING
from dxdesk.domain.reading import Noted, Reading
from dxdesk.files.published import read_clipboard, read_published
from tests.plans import unaccounted, write

HEAD = "海市DX計画（令和5年度）\n取組内容\t取組実績\t課題\n"
BODY = "改める\t改めた\tなし\n"
WIDE_HEAD = "No.\t事業名【担当課】\t概要\t年次計画\t\t2023(令和5)年度\t\t評価\n"
WIDE_YEARS = "\t\t\t2022\t2023\t実績\t課題\t\n"
ONE_ROW_HEAD = WIDE_HEAD.replace("度\t\t評", "度実績\t課題\t評")
NAMES_HEAD = WIDE_HEAD.replace("【担当課】", "\t担当課") + "\t" + WIDE_YEARS
WIDE_ROW = "窓口【市民課】\t改める\t実施\t\t改めた\tなし"


def read(tmp_path: Path, text: str) -> Reading:
    return read_published(write(tmp_path / "plan.txt", text), plan_id="p")


def shown(reading: Reading) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Number, title, departments and rating of every item."""
    return [
        (item.no, item.title, item.departments, reading.answers.get(f"{item.id}/{RATING}", ""))
        for item in reading.plan.items
    ]


def three(*heads: str, rating: str = "自己評価：A") -> str:
    return HEAD + "".join(f"{head}（市民課）\t\t{rating}\n{BODY}" for head in heads)


def window(no: str, rating: str = "A", *departments: str) -> tuple[str, str, tuple[str, ...], str]:
    return (no, "窓口", departments or ("市民課",), rating)


DOCUMENTS = [
    ("number and full stop", three("1．窓口"), [window("1")]),
    ("full-width number", three("１　窓口"), [window("１")]),
    ("number with No.", three("No.1 窓口"), [window("1")]),
    ("number in a circle", three("①窓口", "② 窓口"), [window("①"), window("②")]),
    ("number in parentheses", three("(1) 窓口"), [window("(1)")]),
    ("number of two levels", three("1-(1) 窓口", "Ⅰ-2 窓口"), [window("1-(1)"), window("Ⅰ-2")]),
    ("number with 第 or 号", three("第1 窓口", "2号 窓口"), [window("第1"), window("2号")]),
    (
        "one code in two widths",
        three("1 窓口") + three("2 窓口", rating="自己評価：Ａ").removeprefix(HEAD),
        [window("1"), window("2")],
    ),
    ("decimal number", three("1.2 窓口"), [window("1.2")]),
    ("mixed numbers", three("1 窓口", "③ 窓口", "4 窓口"), [window(n) for n in ("1", "③", "4")]),
    (
        "a title that begins with a number",
        three("1 10 年の窓口"),
        [("1", "10 年の窓口", ("市民課",), "A")],
    ),
    ("ratings by marks", three("1 窓口", rating="評価：◎"), [window("1", "◎")]),
    ("ratings by digits", three("1 窓口", rating="4"), [window("1", "4")]),
    (
        "ratings in a fourth column",
        f"{HEAD[:-1]}\t評価\n1 窓口（市民課）\t\t\tA\n{BODY}",
        [window("1")],
    ),
    ("results called 成果", three("1 窓口").replace("取組実績", "成果"), [window("1")]),
    ("western year", three("1 窓口").replace("令和5年度", "2023年度"), [window("1")]),
    ("separated by commas", three("1 窓口").replace("\t", ","), [window("1")]),
    ("wide", f"{WIDE_HEAD}{WIDE_YEARS}1\t{WIDE_ROW}\tA\n", [window("1")]),
    (
        "wide with one row of headings",
        f"{ONE_ROW_HEAD}1\t{WIDE_ROW}\tA\n2\t{WIDE_ROW}\tB\n",
        [window("1"), window("2", "B")],
    ),
    (
        "wide with a column of departments",
        f"{NAMES_HEAD}1\t{WIDE_ROW}\tA\n".replace("【市民課】", "\t市民課、健康課"),
        [window("1", "A", "市民課", "健康課")],
    ),
    (
        "wide with departments in parentheses",
        f"{WIDE_HEAD}{WIDE_YEARS}1\t{WIDE_ROW}\tA\n".replace("【市民課】", "（市民課）"),
        [window("1")],
    ),
    (
        "wide with ratings by digits",
        f"{WIDE_HEAD}{WIDE_YEARS}1\t{WIDE_ROW}\t4\n2\t{WIDE_ROW}\t5\n",
        [window("1", "4"), window("2", "5")],
    ),
    (
        "wide with other numbers",
        f"{WIDE_HEAD}{WIDE_YEARS}1-(1)\t{WIDE_ROW}\tA\n②\t{WIDE_ROW}\tＢ\n第3号\t{WIDE_ROW}\tB\n",
        [window("1-(1)"), window("②", "B"), window("第3号", "B")],
    ),
]


@pytest.mark.parametrize(
    ("text", "items"), [d[1:] for d in DOCUMENTS], ids=[d[0] for d in DOCUMENTS]
)
def test_items_of_other_cities(
    tmp_path: Path, text: str, items: list[tuple[str, str, tuple[str, ...], str]]
) -> None:
    reading = read(tmp_path, text)
    assert shown(reading) == items
    assert (reading.plan.year, reading.plan.municipality) in ((2023, "海市"), (2023, ""))
    lost, invented = unaccounted(reading, text.replace(",", ""))
    assert (dict(lost), dict(invented)) == ({}, {})


HEADINGS = [
    ("取組方針1「暮らし」", ["暮らし"]),
    ("施策の柱2：暮らし", ["暮らし"]),
    ("基本方針Ⅰ　暮らし", ["暮らし"]),
    ("◆ 暮らし", ["暮らし"]),
    ("電子申請を30手続まで増やす", []),
    ("待ち時間：10分に短縮", []),
    ("令和6年度から始める予定", []),
    ("(2) 申請をまとめる", []),
    ("【暮らし】", ["暮らし"]),
    ("【市民課】", []),
]


@pytest.mark.parametrize(("line", "groups"), HEADINGS, ids=[h[0] for h in HEADINGS])
def test_a_line_that_goes_on_is_no_heading(tmp_path: Path, line: str, groups: list[str]) -> None:
    text = three("1 窓口") + f"{line}\t\t\n" + three("2 予約").removeprefix(HEAD)
    plan = read(tmp_path, text).plan
    assert [group.title for group in plan.groups] == groups
    assert (line in plan.items[0].content) is not bool(groups)


def test_an_unread_heading_of_an_item_is_doubtful(tmp_path: Path) -> None:
    reading = read(tmp_path, three("1 窓口", "予約"))
    assert [note.item for note in reading.report if note.noted is Noted.ITEM_DOUBTFUL] == ["1"]


def test_a_year_that_is_not_said_is_doubtful(tmp_path: Path) -> None:
    text = three("1 窓口").replace("（令和5年度）", "（令和4年度～令和8年度）")
    reading = read(tmp_path, text)
    assert reading.plan.year == 2026
    assert Noted.YEAR_GUESSED in {note.noted for note in reading.report if note.doubtful}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_spreadsheets_text_with_lines_in_quotation_marks(tmp_path: Path, encoding: str) -> None:
    rows = (
        f'{HEAD}1 窓口（市民課）\t\t自己評価：A\n"改める\n次の行"\t"改めた\n「""引用""」"\tなし\n'
    )
    (tmp_path / "plan.txt").write_text(rows, encoding=encoding)
    reading = read_published(tmp_path / "plan.txt", plan_id="p")
    item = reading.plan.items[0]
    assert item.content == "改める\n次の行"
    assert [reading.answers[f"i001/{slot.id}"] for slot in item.slots] == [
        '改めた\n「"引用"」',
        "なし",
    ]


def test_a_quotation_mark_that_never_closes_is_a_sign_like_any_other(tmp_path: Path) -> None:
    text = three("1 窓口", "2 予約").replace("改める", '"改める')
    assert [item.content for item in read(tmp_path, text).plan.items] == ['"改める', '"改める']


@pytest.mark.parametrize(
    "text",
    [three("1 窓口", "2 予約"), f"{WIDE_HEAD}{WIDE_YEARS}1\t{WIDE_ROW}\tA\n2\t{WIDE_ROW}\tB\n"],
    ids=["three-column", "wide"],
)
def test_another_sheet_does_not_go_on_with_the_last_item(tmp_path: Path, text: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in text.split("\n"):
        sheet.append(line.split("\t"))
    book.save(tmp_path / "one.xlsx")
    alone = read_published(tmp_path / "one.xlsx", plan_id="p")
    book.create_sheet("参考").append(["", "", "評価の考え方", "", "", "順調"])
    book.save(tmp_path / "two.xlsx")
    reading = read_published(tmp_path / "two.xlsx", plan_id="p")
    assert (reading.plan, reading.answers) == (alone.plan, alone.answers)
    notes = [note.text for note in reading.report if note.place == "参考!1"]
    assert notes == ["評価の考え方 順調"]


SPANS = ["0", "-1", "1", "999999", "9" * 5000, "x"]


@pytest.mark.parametrize("span", SPANS, ids=[span[:6] for span in SPANS])
def test_spans_that_are_none(span: str) -> None:
    rows = [line.split("\t") for line in three("1 窓口").strip().split("\n")]
    cells = ["".join(f"<td>{text}</td>" for text in row) for row in rows]
    last = cells[-1].replace("<td>なし", f'<td rowspan="{span}">なし')
    body = "".join(f"<tr>{row}</tr>" for row in [*cells[:-1], last])
    reading = read_clipboard("", f"<table>{body}</table>", plan_id="p")
    assert shown(reading) == [window("1")]
