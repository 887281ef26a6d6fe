"""Findings as tables: read as text, whole, and in the order of the columns."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from dxdesk.domain.checks import RULES, Evidence, Finding, Fix
from dxdesk.domain.confirmation import Confirmation
from dxdesk.export.findings import HEADER, rows, write_book, write_csv
from dxdesk.sheets.heights import TALLEST
from tests.export.opened import opened
from tests.export.opened import rows as read_rows
from tests.store.samples import PLAN

RULE = RULES["rated-achieved-kpi-missed"]
EVIDENCE: Evidence = {
    "kpi": "申請件数",
    "target": "1,000件",
    "actual": "800件",
    "rate": "80%",
    "kpis": [{"kpi": "申請件数", "target": "1,000件"}, {"kpi": "-待ち", "rate": 80.0, "due": None}],
}


def finding(**said: object) -> Finding:
    plain = Finding(
        RULE, RULE.severity, "1", "i1/rating", "", "市民課", "申請件数", EVIDENCE, Fix("A")
    )
    return replace(plain, **said)


ANSWER = Confirmation("c", "f", "m", "移転のため。\n二行目", "係長", "2025-05-01T09:30:00")
OF_LIST = finding(item="", field="", department="", kpi="", evidence={})


def csv_rows(*findings: Finding) -> list[dict[str, str]]:
    file = io.BytesIO()
    write_csv(PLAN, findings, file)
    text = file.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_stands_in_a_row() -> None:
    (row,) = rows(PLAN, [finding(confirmation=ANSWER)])
    said = dict(zip(HEADER, row, strict=True))
    assert said["根拠"].split("\n") == [
        "目標：1,000件",
        "実績：800件",
        "達成率：80%",
        "申請件数：目標 1,000件",
        "-待ち：達成率 80%、目標の年度 ―",
    ]
    assert (said["番号"], said["取組項目"], said["欄"]) == ("1", "窓口のオンライン化", "自己評価")
    assert (said["確認の理由"], said["確認者"]) == ("移転のため。\n二行目", "係長")
    assert said["確認日時"] == "2025-05-01 09:30"
    (row,) = rows(PLAN, [finding(earlier=ANSWER)])
    said = dict(zip(HEADER, row, strict=True))
    assert said["確認の理由"].startswith("変更前の理由：移転のため。")
    assert said["確認者"] == ""
    assert rows(PLAN, [OF_LIST])[0][:3] == ("", "", "")


CELLS = [
    ("=1+1", "'=1+1"),
    ("+81", "'+81"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("＝1+1", "'＝1+1"),
    ("-cmd", "'-cmd"),
    ("-1+1|cmd", "'-1+1|cmd"),
    ("-1,204.5", "-1,204.5"),
    ("-3%", "-3%"),
    ("普通の理由", "普通の理由"),
    ('"引用"、\n二行目', '"引用"、\n二行目'),
    ("\x07鐘", "␇鐘"),
]


@pytest.mark.parametrize(("reason", "cell"), CELLS)
def test_no_cell_of_a_csv_is_a_formula(reason: str, cell: str) -> None:
    (row,) = csv_rows(finding(confirmation=replace(ANSWER, reason=reason)))
    assert row["確認の理由"] == cell


def test_both_files_say_the_same_and_nothing_is_cut_off() -> None:
    long = finding(confirmation=replace(ANSWER, reason="長い理由。\n" * 600))
    found = [finding(), long, OF_LIST, finding(confirmation=replace(ANSWER, reason="=1"))]
    file = io.BytesIO()
    write_book(PLAN, found, file)
    book = opened(file.getvalue())
    sheet = book["指摘一覧"]
    for row in range(2, sheet.max_row + 1):
        assert 0 < (sheet.row_dimensions[row].height or 0) <= TALLEST
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    _, *read = read_rows(file.getvalue())
    reason = HEADER.index("確認の理由")
    joined = "".join(row[reason] for row in read)
    assert joined == "".join(row[reason] for row in rows(PLAN, found))
    file = io.BytesIO()
    write_csv(PLAN, [], file)
    assert file.getvalue().decode("utf-8-sig") == ",".join(HEADER) + "\r\n"
