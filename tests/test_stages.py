"""Ratings behind the departments' own: written, counted, published, and told where they are lost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from dxdesk.cli import main
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Office
from tests.stages import YEAR, open_staged

SCHEMA = Path(__file__).parents[1] / "docs" / "open-data.schema.json"
WHY, SAID, DONE = "目標に届いていない。", "=利用者の声を聞くこと。", "アンケートを始めた。"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_staged(tmp_path) as opened:
        opened.rate("office", "1", "B", WHY)
        opened.rate("外部評価", "1", "b")
        opened.comment("outside", "1", SAID, DONE)
        yield opened


def test_what_the_stages_say_is_kept_with_its_history(office: Office) -> None:
    said = office.dump()["items"][0]["stages"]
    assert said == [
        {
            "stage": "office",
            "name": "事務局評価",
            "rating": "B",
            "note": WHY,
            "comment": "",
            "response": "",
        },
        {
            "stage": "outside",
            "name": "外部評価",
            "rating": "b",
            "note": "",
            "comment": SAID,
            "response": DONE,
        },
    ]
    assert "stages" not in office.dump(YEAR - 1)["items"][0]
    office.rate("office", "1", "")
    first = office.dump()["items"][0]["stages"][0]
    assert (first["rating"], first["note"]) == (None, WHY)
    field = f"{office.plan().by_no['1'].id}/rating@office"
    assert [change.after for change in office.history(field)] == ["B", ""]


@pytest.mark.parametrize(
    ("act", "trouble"),
    [
        (lambda o: o.rate("会議", "1", "B"), Trouble.UNKNOWN_STAGE),
        (lambda o: o.comment("office", "1", "意見"), Trouble.UNKNOWN_STAGE),
        (lambda o: o.rate("office", "99", "B"), Trouble.UNKNOWN_ITEM),
        (lambda o: o.rate("outside", "1", "B"), Trouble.UNKNOWN_RATING),
    ],
)
def test_what_no_stage_can_say_is_refused(office: Office, act: Any, trouble: Trouble) -> None:
    before = office.answers()
    with pytest.raises(DxdeskError) as caught:
        act(office)
    assert caught.value.trouble is trouble
    assert office.answers() == before


def test_departments_are_never_asked_for_them(office: Office, tmp_path: Path) -> None:
    office.make_requests(YEAR, tmp_path / "照会")
    for department in office.plan().departments:
        request = office.request_of(department)
        assert request
        assert not [name for name in (*request.open, *request.base) if "@" in name]


def test_two_ratings_prints_a_block_of_columns_for_each_stage(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "評価表.xlsx"
    lost = office.export(YEAR, "two-ratings", out)
    assert not [line for line in lost if "段階" in line or "対応状況" in line]
    sheet = load_workbook(out).worksheets[0]
    lines = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = next(n for n, line in enumerate(lines) if "番号" in line)
    over, under = lines[head], lines[head + 1]
    at = over.index("事務局評価")
    assert over[at:] == ["事務局評価", "", "外部評価", "", "", ""]
    assert under[at:] == ["評価", "理由", "評価", "理由", "意見", "対応状況"]
    first = next(line for line in lines if line[0] == "1")
    assert first[at:] == ["B", WHY, "b", "", SAID, DONE]


def test_a_layout_that_has_no_place_for_them_says_so(office: Office) -> None:
    lost = office.losses(YEAR, "three-column")
    assert [line for line in lost if "後の段階" in line or "対応状況" in line] == [
        "この様式には、担当課の評価より後の段階の評価と理由の欄がありません。",
        "この様式には、意見と対応状況の欄がありません。",
    ]
    assert not [line for line in office.losses(YEAR - 1, "three-column") if "段階" in line]


LAYOUT = """\
format = 1
title = "段階ごとの集計"
[[sheet]]
name = "表"
rows = "item"
[[sheet.line]]
for-each = "stage"
[sheet.line.summary]
column = [{ heading = "評価", shows = "code" }, { heading = "数", shows = "count", unit = "件" }]
total = "計"
[[sheet.column]]
heading = "番号"
width = 8
text = "{no}"
[[sheet.column]]
heading = "後の評価"
width = 30
text = "[{stage.name}：{stage.rating}]"
[[sheet.column]]
for-each = "stage"
heading = "{column.stage}"
width = 8
text = "{stage.rating}"
"""


def test_a_layout_counts_each_stage_where_it_asks(office: Office, tmp_path: Path) -> None:
    layout, out = tmp_path / "集計.toml", tmp_path / "集計.xlsx"
    layout.write_text(LAYOUT, encoding="utf-8")
    office.export(YEAR, str(layout), out)
    sheet = load_workbook(out).worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    names = [line[0] for line in lines]
    at = names.index("事務局評価")
    # The counts are formulas over the stage's own column of the list.
    count = lines[at + 1 + 1 + names[at + 2 :].index("B")][1]
    assert str(count).startswith("=")
    assert "外部評価" in names[at:]
    first = next(line for line in lines if line[0] == "1")
    assert first[1:4] == ["事務局評価：B\n外部評価：b", "B", "b"]


def test_open_data_have_them_as_a_table_of_their_own(office: Office, tmp_path: Path) -> None:
    paths = office.export_data(YEAR, tmp_path / "d.csv")
    assert [path.name for path in paths] == ["d.csv", "d-kpi.csv", "d-stage.csv"]
    text = paths[2].read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 2 * len(office.plan().items)
    assert [row["段階の名称"] for row in rows[:2]] == ["事務局評価", "外部評価"]
    assert (rows[1]["評価の内容"], rows[1]["対応状況"]) == ("見直しを要する", DONE)
    (path,) = office.export_data(YEAR, tmp_path / "d.json")
    data = json.loads(path.read_text("utf-8"))
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)
    assert data["items"][0]["stages"][0]["note"] == WHY
    assert len(office.export_data(YEAR - 1, tmp_path / "e.csv")) == 2
    (path,) = office.export_data(YEAR - 1, tmp_path / "e.json")
    assert "stages" not in json.loads(path.read_text("utf-8"))["items"][0]


def test_where_the_ratings_of_stages_cannot_be_written_no_table_is(
    office: Office, tmp_path: Path
) -> None:
    for name in ("d.csv", "d-kpi.csv"):
        (tmp_path / name).write_text("前の表", encoding="utf-8")
    (tmp_path / "d-stage.csv").mkdir()
    with pytest.raises(DxdeskError):
        office.export_data(YEAR, tmp_path / "d.csv")
    for name in ("d.csv", "d-kpi.csv"):
        assert (tmp_path / name).read_text("utf-8") == "前の表"


def test_the_command_line_rates_comments_and_accepts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_staged(tmp_path) as office:
        path = str(office.path)
    stage = ("--stage", "outside", "--item", "1")
    assert main(["rate", path, *stage, "--rating", "a", "--note", WHY]) == 0
    assert main(["comment", path, *stage, "--text", SAID, "--response", DONE]) == 0
    assert main(["rate", path, *stage, "--rating", "Z"]) == 1
    assert main(["accept", path, "--all-without-findings"]) == 0
    assert "0課を受理しました。残したのは0課です。" in capsys.readouterr().out
    assert main(["dump", path]) == 0
    said = json.loads(capsys.readouterr().out)["items"][0]["stages"][1]
    assert (said["rating"], said["note"], said["response"]) == ("a", WHY, DONE)


def test_a_repeated_item_shows_the_ratings_and_is_not_counted(
    office: Office, tmp_path: Path
) -> None:
    plan = office.plan()
    first, last = plan.items[0], plan.items[-1]
    office.change_plan(
        replace(plan, items=(*plan.items[:-1], replace(last, again=first.id, kpis=(), slots=())))
    )
    report = office.document(YEAR, "two-ratings")
    lines = [[cell.text for cell in line.cells] for line in report.sheets[0].lines]
    shown = {line[0]: line for line in lines if line and line[0] in (first.no, last.no)}
    # Two columns of the office, four of the committee.
    assert shown[first.no][-6:-4] == ["B", WHY]
    assert shown[last.no][-6:-4] == ["（B）", WHY]
