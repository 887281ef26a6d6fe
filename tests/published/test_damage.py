"""Damage as text out of PDFs has it: what is put right, and that nothing vanishes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from dxdesk.domain.reading import Noted, Reading
from dxdesk.domain.summary import dump
from dxdesk.domain.text import squeeze
from dxdesk.errors import DxdeskError
from dxdesk.files.published import read_clipboard, read_published
from dxdesk.files.published.markup import restore_lines
from tests.plans import THREE_COLUMN, WIDE, unaccounted, write

HEADER = "取組内容 目標\t取組実績\t改善・拡充策、 課題等\n"


def read(tmp_path: Path, text: str) -> Reading:
    return read_published(write(tmp_path / "plan.txt", text), plan_id="p")


def plain(reading: Reading) -> dict[str, Any]:
    """The dump with white space taken out."""

    def strip(value: Any) -> Any:
        if isinstance(value, str):
            return squeeze(value)
        if isinstance(value, list):
            return [strip(v) for v in value]
        return {k: strip(v) for k, v in value.items()} if isinstance(value, dict) else value

    return strip(dump(reading.plan, reading.answers))


def row(no: int, document: str = THREE_COLUMN) -> str:
    """The row of cells under item `no` of the small three-column plan."""
    lines = document.split("\n")
    return lines[next(i for i, line in enumerate(lines) if line.startswith(f"{no} ")) + 1]


def split_goal(document: str) -> str:
    """A page break before <目標>: the row goes on under a repeated heading."""
    content, result, issues = row(1).split("\t")
    first, goal = content.split(" <目標>")
    one, two = result.split(" (2)")
    new = f"{first}\t{one}\t{issues}\n\n{HEADER}<目標>{goal}\t(2){two}\t"
    return document.replace(row(1), new)


def copied_neighbour(document: str) -> str:
    """The second half of item 1 is printed with the cells of item 2 beside it."""
    content, result, issues = row(1).split("\t")
    first, goal = content.split(" <目標>")
    _, other_result, other_issues = row(2).split("\t")
    new = f"{first}\t{result}\t{issues}\n<目標>{goal}\t{other_result}\t{other_issues}"
    return document.replace(row(1), new)


def printed_twice(document: str) -> str:
    content, result, issues = row(2).split("\t")
    first, goal = content.split(" <目標>")
    new = f"{first}\t{result}\t{issues}\n<目標>{goal}\t{result}\t{issues}"
    return document.replace(row(2), new)


def rating_in_cell(document: str) -> str:
    content, result, issues = row(2).split("\t")
    document = document.replace(
        "2 オンライン予約（健康課）\t\t自己評価：B", "2 オンライン予約（健康課）\t\t"
    )
    return document.replace(row(2), f"{content}\t{result}\t<p>自己評価：B</p> <p>{issues}</p>")


def marked_up(document: str) -> str:
    content, result, issues = row(2).split("\t")
    first, *rest = result.split(" ・")
    items = "</li> <li>・".join(rest)
    listed = f'<p>{first}</p> <ul style="list-style-type: none;"> <li>・{items}'
    return document.replace(row(2), f"<p>{content}</p>\t{listed}\t<p>{issues}")


THREE_COLUMN_DAMAGE = [
    ("split over pages", split_goal, Noted.JOINED),
    ("a neighbour's cells", copied_neighbour, Noted.DISPLACED),
    ("printed twice", printed_twice, Noted.REPEAT),
    ("rating in another cell", rating_in_cell, Noted.RATING_MOVED),
    ("markup left open", marked_up, Noted.MARKUP),
    ("no last line end", str.rstrip, None),
    ("heading repeated", lambda d: d.replace("\n2 オ", f"\n\n{HEADER}2 オ"), Noted.HEADER),
    ("half-width parentheses", lambda d: d.replace("（健康課）\t", " (健康課)\t"), None),
    ("page number", lambda d: d.replace("を変える」\t", "を変える」(1/2)\t"), Noted.PAGE_MARK),
    ("windows line ends", lambda d: d.replace("\n", "\r\n"), None),
]


@pytest.mark.parametrize(
    ("damage", "noted"),
    [d[1:] for d in THREE_COLUMN_DAMAGE],
    ids=[d[0] for d in THREE_COLUMN_DAMAGE],
)
def test_three_column_damage_is_put_right(tmp_path: Path, damage: Any, noted: Noted | None) -> None:
    text = damage(THREE_COLUMN)
    assert text != THREE_COLUMN
    reading = read(tmp_path, text)
    assert plain(reading) == plain(read(tmp_path, THREE_COLUMN))
    if noted:
        assert noted in {note.noted for note in reading.report}
    assert unaccounted(reading, text) == ({}, {})


def test_spaced_numbers_are_read_in_sequence(tmp_path: Path) -> None:
    lead = "\n".join(
        f"{n} 項目{n}（市民課）\t\t自己評価：A\n内容{n}\t実績{n}\t課題{n}" for n in range(1, 11)
    )
    tail = "1 1 2次元図面（市民課）\t\t自己評価：A\na\tb\tc\n1 2 0歳の健診（市民課）\t\t自己評価：B\na\tb\tc"
    reading = read(tmp_path, f"計画（令和5年度）\n{HEADER}{lead}\n{tail}\n")
    assert [(i.no, i.title) for i in reading.plan.items][-2:] == [
        ("11", "2次元図面"),
        ("12", "0歳の健診"),
    ]


@pytest.mark.parametrize(
    ("flat", "lines"),
    [
        ("①一つ目 ②二つ目 以上により進んだ。", ["①一つ目", "②二つ目", "以上により進んだ。"]),
        ("・金属 海の館", ["・金属 海の館"]),
        ("(1) 甲。 また乙。 (2) 丙。", ["(1) 甲。 また乙。", "(2) 丙。"]),
        ("次の 三つ ①い ②ろ", ["次の 三つ", "①い", "②ろ"]),
    ],
)
def test_lists_get_their_lines_back(flat: str, lines: list[str]) -> None:
    assert restore_lines(flat).split("\n") == lines


def test_of_two_ratings_the_one_of_the_scale_counts(tmp_path: Path) -> None:
    text = THREE_COLUMN.replace("自己評価：A\n", "自己評価：評価：\tA\n", 1)
    reading = read(tmp_path, text)
    assert plain(reading) == plain(read(tmp_path, THREE_COLUMN))
    assert unaccounted(reading, text) == ({}, {})


def lose_schedule_column(document: str) -> str:
    """The second measure loses an empty schedule cell; all behind it moves to the left."""
    lines = document.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("\t\t1-2"))
    cells = lines[at].split("\t")
    del cells[7]
    lines[at] = "\t".join([*cells, ""])
    return "\n".join(lines)


def kpi_in_own_cell(document: str) -> str:
    """The KPI section stands where the issues belong, and pushes the rating off the row."""
    lines = document.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("1\t窓口"))
    cells = lines[at].split("\t")
    head, kpi = cells[8].split(" 【KPI達成状況】")
    lines[at] = "\t".join([*cells[:8], head, f"【KPI達成状況】{kpi}", cells[9]])
    return "\n".join(lines)


def test_a_lost_schedule_column_is_found_by_the_rating(tmp_path: Path) -> None:
    text = lose_schedule_column(WIDE)
    reading = read(tmp_path, text)
    assert plain(reading) == plain(read(tmp_path, WIDE))
    assert [note.item for note in reading.report if note.noted is Noted.SHIFTED] == ["1-2"]
    assert unaccounted(reading, text) == ({}, {})


def test_a_rating_that_is_gone_is_null(tmp_path: Path) -> None:
    text = kpi_in_own_cell(WIDE)
    clean, damaged = plain(read(tmp_path, WIDE)), plain(read(tmp_path, text))
    assert damaged["items"][0] == clean["items"][0] | {"rating": None}
    assert unaccounted(read(tmp_path, text), text) == ({}, {})


def test_the_wide_table_in_full(tmp_path: Path) -> None:
    reading = read(tmp_path, WIDE)
    shown = plain(reading)
    assert [item["groups"] for item in shown["items"]] == [
        ["暮らし", n] for n in ("窓口", "窓口", "会議")
    ]
    assert shown["items"][0]["departments"] == ["市民課", "情報課"]
    assert [(k["name"], k["target"], k["actual"]) for k in shown["items"][1]["kpis"]] == [
        ("予約の割合", 42.0, 38.5),
        ("案内の回数", 2, 3),
    ]
    assert shown["items"][1]["rating_note"] == "電話も数えた。"
    assert shown["items"][2]["schedule"] == [{"year": "2024以降", "label": "実施"}]
    assert [g["achieved"] for g in shown["plan"]["scale"]] == [True, False, None]
    assert unaccounted(reading, WIDE) == ({}, {})


PIECES = st.sampled_from(
    [
        *(
            "\t",
            "\n",
            "\t\t",
            " ",
            "<p>",
            "</p>",
            "（市民課）",
            "(1) ",
            "自己評価：A",
            "自己評価：",
            "A",
        ),
        *(
            "【待ち時間：9分】",
            "【KPI】",
            "【KPI達成状況】",
            "→",
            "<目標>",
            "【評価に関する補足】",
            "◆ 群(1/2)",
        ),
        *(
            "取組方針9「群」",
            "4 項目（課）",
            "9-9",
            HEADER,
            "：",
            "】",
            "【",
            "（",
            "）",
            "1 2 3",
            "・",
            "合計\t3",
        ),
    ]
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A small plan of either shape with pieces cut out, doubled and thrown in."""
    text = draw(st.sampled_from([THREE_COLUMN, WIDE]))
    for _ in range(draw(st.integers(1, 6))):
        at, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        end = min(end, at + 80)
        kind = draw(st.integers(0, 3))
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:at] + text[at:end] + text[at:]
        elif kind == 2:
            text = text[:at] + draw(PIECES) + text[at:]
        else:
            text = text[:at] + draw(st.text(max_size=5)) + text[at:]
    return text


def _nothing_vanishes(tmp_path: Path, text: str) -> None:
    text = (
        text.replace("\0", "")
        .encode("utf-8", "ignore")
        .decode()
        .replace("\r", " ")
        .lstrip("\ufeff")
    )
    try:
        reading = read(tmp_path, text)
    except DxdeskError:
        return
    lost, invented = unaccounted(reading, text)
    assert (dict(lost), dict(invented)) == ({}, {})


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(damaged())
def test_whatever_the_damage_nothing_vanishes(tmp_path: Path, text: str) -> None:
    _nothing_vanishes(tmp_path, text)


@pytest.mark.long
@settings(
    max_examples=8000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(damaged())
def test_nothing_vanishes_from_thousands(tmp_path: Path, text: str) -> None:
    _nothing_vanishes(tmp_path, text)


def rows_of(document: str) -> list[list[str]]:
    """Cells with the line breaks that the flat text has lost."""
    marks = (" (2) ", " 【", " <目標>", " ・", " 案内の回数")
    rows = [line.split("\t") for line in document.split("\n")]
    for mark in marks:
        rows = [[cell.replace(mark, "\n" + mark[1:]) for cell in cells] for cells in rows]
    return rows


def as_html(rows: list[list[str]]) -> str:
    """Rows as a spreadsheet puts them on the clipboard."""

    def cell(text: str) -> str:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<td>{escaped}</td>".replace("\n", "<br>")

    body = "".join(f"<tr>{''.join(map(cell, cells))}</tr>" for cells in rows)
    return f"<html><style>td {{}}</style><body><table>{body}</table></body></html>"


def as_text(rows: list[list[str]]) -> str:
    """Rows as tab-separated text, cells of several lines in quotation marks."""
    quoted = [[f'"{cell}"' if "\n" in cell else cell for cell in cells] for cells in rows]
    return "\n".join("\t".join(cells) for cells in quoted)


@pytest.mark.parametrize("document", [THREE_COLUMN, WIDE], ids=["three-column", "wide"])
@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_clipboard_gives_the_same_plan(tmp_path: Path, document: str, kind: str) -> None:
    rows = rows_of(document)
    clipboard = {"text": (as_text(rows), ""), "html": ("", as_html(rows))}[kind]
    reading = read_clipboard(*clipboard, plan_id="p")
    assert plain(reading) == plain(read(tmp_path, document))


@pytest.mark.parametrize("document", [THREE_COLUMN, WIDE], ids=["three-column", "wide"])
def test_a_workbook_made_by_a_person_gives_the_same_plan(tmp_path: Path, document: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in rows_of(document):
        sheet.append([int(cell) if cell in ("1", "2") else cell or None for cell in cells])
    book.save(tmp_path / "plan.xlsx")
    reading = read_published(tmp_path / "plan.xlsx", plan_id="p")
    assert plain(reading) == plain(read(tmp_path, document))


def test_a_list_of_departments_may_end_with_its_separator(tmp_path: Path) -> None:
    text = THREE_COLUMN.replace("（市民課、情報課）\t", "（市民課、、）\t", 1)
    reading = read(tmp_path, text)
    assert reading.plan.items[0].departments == ("市民課",)
    assert unaccounted(reading, text) == (Counter(), Counter())


@pytest.mark.parametrize("second", ["B", "報課）"])
@pytest.mark.parametrize("swapped", [False, True])
def test_of_two_ratings_in_a_row_none_vanishes(tmp_path: Path, second: str, swapped: bool) -> None:
    ratings = [f"自己評価：{code}" for code in ("A", second)]
    shown = "\t".join(reversed(ratings) if swapped else ratings)
    text = THREE_COLUMN.replace("\t自己評価：A", f"\t{shown}", 1)
    reading = read(tmp_path, text)
    lost, invented = unaccounted(reading, text)
    assert (dict(lost), dict(invented)) == ({}, {})
    rating = reading.answers[f"{reading.plan.items[0].id}/rating"]
    assert rating == ("A" if second not in "ABC" or not swapped else "B")


def test_a_heading_torn_in_two_loses_no_cell_between_its_columns(tmp_path: Path) -> None:
    text = WIDE.replace("施策\tNo.", "施策\tN\to.", 1).replace("実績【KPI達", "実績\t【KPI達", 1)
    reading = read(tmp_path, text)
    lost, invented = unaccounted(reading, text)
    assert (dict(lost), dict(invented)) == ({}, {})
    assert Noted.UNPLACED not in {note.noted for note in reading.report}
