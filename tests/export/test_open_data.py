"""Open data: both files say the same, follow the schema, and come back equal."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from dxdesk.cli import main
from dxdesk.domain.directions import Source
from dxdesk.domain.figures import Direction, Empty
from dxdesk.domain.judging import Verdict, Why
from dxdesk.domain.milestones import is_milestone
from dxdesk.domain.plan import Kpi, Phase, Plan, Target
from dxdesk.domain.text import squeeze, typed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.export.csv_text import harmless, write_csv
from dxdesk.export.open_data import STATES, Remark, State, build_open_data
from dxdesk.export.open_data_fields import (
    ITEM_FIELDS,
    KPI_FIELDS,
    PLAN_FIELDS,
    STAGE_FIELDS,
    WORDS,
)
from dxdesk.export.open_data_files import (
    ITEM_HEADER,
    KPI_HEADER,
    item_rows,
    kpi_rows,
    write_json,
    write_open_data,
)
from dxdesk.sheets.cell_text import visible
from tests.export.extremes import long_cells
from tests.export.libreoffice import convert_all
from tests.export.samples import item, three_columns, wide, written
from tests.plans import WIDE, write

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
SCHEMA = json.loads((DOCS / "open-data.schema.json").read_text("utf-8"))


def as_json(plan: Plan, answers: dict[str, str], **more: Any) -> Any:
    file = io.BytesIO()
    write_json(build_open_data(plan, answers, **more), file)
    return json.loads(file.getvalue(), parse_float=Decimal)


def as_csv(folder: Path, plan: Plan, answers: dict[str, str]) -> tuple[list[Any], list[Any]]:
    """The rows of items and of KPIs, by heading."""
    paths = write_open_data(build_open_data(plan, answers), folder / "data.csv")
    assert [path.name for path in paths] == ["data.csv", "data-kpi.csv"]
    items, kpis = (
        list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        for path in paths
    )
    return items, kpis


def with_kpi(target: str, actual: str, **changes: Any) -> tuple[Plan, dict[str, str]]:
    kpi = Kpi("k1", "受付件数", target, **{"direction": Direction.MORE, **changes})
    plan = replace(three_columns(), items=(item(1, kpis=(kpi,)),))
    return plan, {"i001/k1": actual, "i001/rating": "A"}


# target, actual: state, value, unit, verdict, reason, rate
KPIS = [
    ("100件", "", "unwritten", None, None, "unknown", "unreported", None),
    ("100件", "該当なし", "not-applicable", None, None, "unknown", "unreported", None),
    ("100件", "未実施", "not-done", None, None, "unknown", "unreported", None),
    ("100件", "把握できない", "unknown", None, None, "unknown", "unreported", None),
    ("100件", "終了", "ended", None, None, "unknown", "unreported", None),
    ("100件", "0件", "zero", "0", "件", "missed", None, "0.0"),
    ("100件", "１，２００件", "number", "1200", "件", "above", None, "1200.0"),
    ("42.0%", "42.00%", "number", "42.00", "%", "met", None, "100.0"),
    ("1.25万人", "1.23456万人", "number", "12345.6", "人", "missed", None, "98.8"),
    ("100件", "▲3件", "number", "-3", "件", "unknown", "change", None),
    ("4件", "3～5件", "text", None, "件", "unknown", "span", None),
    ("100件", "3～5件", "text", None, "件", "missed", None, None),
    ("100件", "92件、927人", "text", None, None, "missed", None, "92.0"),
    ("100件", "検討した。", "text", None, None, "unknown", "actual-in-words", None),
    ("100件", "5人", "number", "5", "人", "unknown", "other-unit", None),
    ("充実させる", "5人", "number", "5", "人", "unknown", "target-in-words", None),
]


@pytest.mark.parametrize("row", KPIS, ids=[f"{row[0]} {row[1]}" for row in KPIS])
def test_what_is_said_of_an_actual(row: tuple[Any, ...], tmp_path: Path) -> None:
    target, actual, state, value, unit, verdict, reason, rate = row
    plan, answers = with_kpi(target, actual)
    (read,) = as_json(plan, answers)["items"][0]["kpis"]
    keys = ("actual_state", "actual_unit", "verdict", "reason")
    assert tuple(read[key] for key in keys) == (state, unit, verdict, reason)
    # As texts, so that 42.00 is not 42.
    assert [None if read[k] is None else str(read[k]) for k in ("actual_value", "rate")] == [
        value,
        rate,
    ]
    (cells,) = as_csv(tmp_path, plan, answers)[1]
    assert (cells["実績値"], cells["達成率（％）"]) == (value or "", rate or "")
    assert cells["実績の区分"] == WORDS[State(state)]


@pytest.mark.parametrize("actual", ["15件予定", "120件（昨年度）", "達成率95%"])
def test_a_figure_that_is_not_the_years_own_is_no_value(actual: str) -> None:
    plan, answers = with_kpi("100件", actual)
    (read,) = as_json(plan, answers)["items"][0]["kpis"]
    keys = ("actual", "actual_state", "actual_value", "verdict", "rate")
    assert tuple(read[key] for key in keys) == (actual, "text", None, "unknown", None)


def test_what_has_to_be_known_beside_a_verdict(tmp_path: Path) -> None:
    plan, answers = with_kpi("2025年度末：100件", "80件")
    (kpi,) = as_json(plan, answers)["items"][0]["kpis"]
    assert (kpi["target_year"], kpi["verdict"], kpi["remarks"]) == (2025, "missed", ["not-due"])
    (cells,) = as_csv(tmp_path, plan, answers)[1]
    assert cells["判定の留意点"] == "目標年度前"


NOT_SAID = Direction.NOT_SAID
# target, what else the plan says, actual: better, source, verdict, reason, rate
DIRECTIONS = [
    ("8分", {}, "10分", None, None, "unknown", "direction-not-known", None),
    ("8分", {}, "8分", None, None, "unknown", "direction-not-known", None),
    ("0件", {}, "5件", None, None, "unknown", "direction-not-known", None),
    ("8分以内", {}, "10分", "less", "said", "missed", None, "80.0"),
    ("8分", {"aim": "↓"}, "10分", "less", "said", "missed", None, "80.0"),
    ("8分", {"baseline": "15分"}, "10分", "less", "shown", "missed", None, "80.0"),
    ("8分", {"direction": Direction.LESS}, "10分", "less", "set", "missed", None, "80.0"),
    ("8分以内", {"direction": Direction.MORE}, "10分", "more", "set", None, None, None),
    ("3～5件", {}, "4件", None, None, "met", None, None),
    ("2024年度運用開始", {}, "運用を開始した", None, None, "met", None, None),
    ("80件", {"direction": Direction.KEEP}, "80件", "keep", "set", "met", None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    "row", DIRECTIONS, ids=[f"{row[0]} {row[1]} {row[2]}" for row in DIRECTIONS]
)
def test_a_direction_is_told_with_how_it_is_known(row: tuple[Any, ...], tmp_path: Path) -> None:
    target, changes, actual, better, source, verdict, reason, rate = row
    plan, answers = with_kpi(target, actual, **{"direction": NOT_SAID, **changes})
    (read,) = as_json(plan, answers)["items"][0]["kpis"]
    assert (read["better"], read["better_source"]) == (better, source)
    if verdict:
        assert (read["verdict"], read["reason"]) == (verdict, reason)
        assert rate is None or str(read["rate"]) == rate
    (cells,) = as_csv(tmp_path, plan, answers)[1]
    words = {member.value: word for member, word in WORDS.items()}
    assert cells["望ましい方向"] == words.get(better, "")
    assert cells["望ましい方向の根拠"] == words.get(source, "")


NAMES = "件数 待ち時間 苦情の件数 ごみを減らす回数 削減率 経常収支比率 ↓の数 累計登録者数（増）"
FIGURES = """100件 80件 120件 0件 10分 8分 3～5件 4件 42.0% 95％ 8.4% ▲5% 20％減 第3位 10件以上 5件以下
10件未満 現状維持 維持 2024年度運用開始 運用を開始した 2025年度末：100件 増やす 10日→7日 未実施 約1,200人
半減 500万円 520 2万円 100 12/15課 月1回 +10人 前年度比105% 95％以上100％以下 10件以上20件未満 達成率95%
15回予定 120件（昨年度） 95件（12月末現在） 80点 4.2点（5点満点） 12名（延べ34名） 累計100件 30%以上削減 9件／20件"""
A_FIGURE = st.sampled_from(["", *FIGURES.split()])


@given(
    name=st.sampled_from(NAMES.split()),
    target=A_FIGURE,
    actual=A_FIGURE,
    baseline=A_FIGURE,
    aim=st.sampled_from(["", "↑", "↓", "維持", "増減"]),
    direction=st.sampled_from(Direction),
    targets=st.lists(st.builds(Target, st.integers(2022, 2026), A_FIGURE), max_size=3).map(tuple),
)
def test_nothing_is_said_whose_source_is_not_set_said_or_shown(
    name: str, target: str, actual: str, **changes: Any
) -> None:
    kpi = Kpi("k1", name, target, **changes)
    plan = replace(three_columns(), items=(item(1, kpis=(kpi,)),))
    data = as_json(plan, {"i001/k1": actual})
    Draft202012Validator(SCHEMA).validate(data)
    (read,) = data["items"][0]["kpis"]
    assert (read["better"] is None) is (read["better_source"] is None)
    if read["better_source"] is None:
        assert read["rate"] is None
        # A span, and a deed that was done or was not, need no direction.
        is_span = any(measure.upper is not None for measure in kpi.figure.measures)
        needs_none = is_span or is_milestone(kpi.figure)
        assert read["verdict"] == "unknown" or needs_none
    if read["verdict"] == "unknown":
        assert read["reason"]
        assert read["rate"] is None


@pytest.mark.parametrize("name", ["苦情の件数", "待ち時間", "利用者数", "経常収支比率", "火災件数"])
@pytest.mark.parametrize("actual", ["5件", "15件", "10件"])
def test_a_name_alone_says_nothing(name: str, actual: str) -> None:
    plan, answers = with_kpi("10件", actual, direction=NOT_SAID)
    kpis = (replace(plan.items[0].kpis[0], name=name),)
    plan = replace(plan, items=(replace(plan.items[0], kpis=kpis),))
    (read,) = as_json(plan, answers)["items"][0]["kpis"]
    said = ("better", "better_source", "rate", "verdict", "reason")
    assert [read[key] for key in said] == [None, None, None, "unknown", "direction-not-known"]


def test_a_figure_without_a_unit_is_in_the_targets(tmp_path: Path) -> None:
    plan, answers = with_kpi("500万円", "520")
    (read,) = as_json(plan, answers)["items"][0]["kpis"]
    assert (read["actual"], read["actual_value"], read["actual_unit"]) == ("520", 5_200_000, "円")
    assert (read["target_value"], read["verdict"]) == (5_000_000, "above")


def test_an_item(tmp_path: Path) -> None:
    plan = wide()
    answers = written(plan, i001__rating="B", i001__rating_note="遅れた。", i002__rating="")
    data = as_json(plan, answers, license_="CC BY 4.0")
    assert {key: value for key, value in data.items() if key != "items"} == {
        "format": 2,
        "municipality_code": None,
        "municipality": "架空市",
        "plan": "架空市情報化推進計画2022-2024",
        "year": 2023,
        "license": "CC BY 4.0",
    }
    first, second, *_ = data["items"]
    assert first["groups"] == ["手続のオンライン化", "1 申請を手元で"]
    assert (first["rating"], first["rating_meaning"]) == ("B", "計画を下回った。")
    assert (first["achieved"], first["rating_note"]) == (False, "遅れた。")
    assert first["schedule"][-1] == {"year": "2025以降", "label": "拡充"}
    assert (second["rating"], second["achieved"], second["goal"]) == (None, None, None)
    items, kpis = as_csv(tmp_path, plan, answers)
    assert items[0]["スケジュール"] == "2022：検討;2023：実施;2025以降：拡充"
    assert (items[0]["達成の有無"], items[2]["達成の有無"]) == ("false", "true")
    assert (items[1]["担当課"], items[1]["自己評価"]) == ("企画課;市民課", "")
    assert [(row["項目番号"], row["指標番号"]) for row in kpis] == [("1-1", "1"), ("3-1", "1")]


@pytest.mark.parametrize("plan", [three_columns(), wide()])
def test_both_files_say_the_same(plan: Plan, tmp_path: Path) -> None:
    answers = written(plan, i001__k1="▲1,234.50件", i002__rating="")
    data = as_json(plan, answers)
    items, kpis = as_csv(tmp_path, plan, answers)
    assert len(items) == len(data["items"])
    rows = iter(kpis)
    for cells, told in zip(items, data["items"], strict=True):
        _assert_says(cells, PLAN_FIELDS, data)
        _assert_says(cells, ITEM_FIELDS, told)
        for kpi in told["kpis"]:
            _assert_says(next(rows), KPI_FIELDS, kpi)
    assert next(rows, None) is None


def _assert_says(cells: dict[str, str], fields: Any, told: dict[str, Any]) -> None:
    words = {member.value: word for member, word in WORDS.items()}
    for field in fields:
        value, cell = told[field.key], cells[field.heading]
        if field.key == "schedule":
            value = [f"{phase['year']}：{phase['label']}" for phase in value]
        if isinstance(value, list):
            value = ";".join(words.get(each, each) for each in value)
        if isinstance(value, bool):
            value = str(value).lower()
        assert cell in (words.get(value), "" if value is None else str(value)), field.key


@pytest.mark.parametrize("plan", [three_columns(), wide(), replace(wide(), items=())])
@pytest.mark.parametrize("answered", [True, False])
def test_json_follows_the_schema(plan: Plan, answered: bool) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    data = as_json(plan, written(plan) if answered else {})
    Draft202012Validator(SCHEMA).validate(data)


def test_schema_fields_and_document_name_the_same() -> None:
    definitions = SCHEMA["$defs"]
    keys = {
        "item": [*(field.key for field in ITEM_FIELDS), "kpis"],
        "kpi": [field.key for field in KPI_FIELDS],
        "stage": [field.key for field in STAGE_FIELDS],
    }
    for name, expected in keys.items():
        # Only a plan that has later ratings says anything of them.
        named = [key for key in definitions[name]["properties"] if key != "stages"]
        assert named == definitions[name]["required"] == expected
    plan_keys = [field.key for field in PLAN_FIELDS]
    assert list(SCHEMA["properties"]) == ["format", *plan_keys, "license", "items"]
    properties = definitions["kpi"]["properties"]
    said = {
        "actual_state": State,
        "verdict": Verdict,
        "better": (Direction.MORE, Direction.LESS, Direction.KEEP),
        "better_source": (Source.SET, Source.SAID, Source.SHOWN),
        "reason": Why,
    }
    for key, members in said.items():
        allowed = [each for each in properties[key]["enum"] if each is not None]
        assert allowed == [each.value for each in members] or set(allowed) == {
            each.value for each in members
        }
    document = (DOCS / "open-data.md").read_text("utf-8")
    fields = [(f.heading, f.key) for f in (*PLAN_FIELDS, *ITEM_FIELDS, *KPI_FIELDS)]
    places = [document.index(f"| {heading} | `{key}` |") for heading, key in fields]
    assert places == sorted(places)
    for member in (*State, *Verdict, *Why, *Remark):
        assert WORDS[member] in document
        assert f"`{member.value}`" in document


def test_every_kind_of_empty_is_told() -> None:
    assert set(STATES) == set(Empty)
    assert len({WORDS[member] for member in (*State, *Verdict, *Why, *Remark)}) == len(
        [*State, *Verdict, *Why, *Remark]
    )


HOSTILE = st.text(
    st.characters() | st.sampled_from("'=+-@\t\r\n＝;,\"\ud800\x00￾髙𠮷ﾊﾞ"), max_size=40
)


@given(text=HOSTILE, figure=HOSTILE)
def test_any_text_comes_back(text: str, figure: str) -> None:
    plan, answers = with_kpi(figure, figure)
    changed = replace(
        plan.items[0], title=text, departments=(text, "市民課"), schedule=(Phase("2024", text),)
    )
    plan = replace(plan, items=(changed,), municipality=text)
    answers |= {"i001/result-1": text, "i001/rating_note": text}
    read = as_json(plan, answers, license_=text)
    Draft202012Validator(SCHEMA).validate(read)
    (first,) = read["items"]
    kept = typed(text) or None
    assert (read["municipality"], read["license"]) == (kept, kept)
    assert (first["title"], first["result"]) == (kept, kept)
    assert first["departments"] == [kept, "市民課"]
    assert first["schedule"] == [{"year": "2024", "label": typed(text)}]
    assert first["kpis"][0]["target"] == (typed(figure) or None)
    data = build_open_data(plan, answers)
    for header, rows, heading in (
        (ITEM_HEADER, item_rows(data), "取組実績"),
        (KPI_HEADER, kpi_rows(data), "取組項目"),
    ):
        (cells,) = rows
        cell = harmless(visible(cells[header.index(heading)]))
        assert as_written(cell) == visible(text)
        assert cell[:1] not in tuple("=+@\t\r\n＝＋－＠")


def as_written(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


@given(texts=st.lists(HOSTILE, min_size=1, max_size=5))
def test_csv_is_read_back_as_it_was_meant(texts: list[str]) -> None:
    file = io.BytesIO()
    write_csv(["題"] * len(texts), [texts, texts[::-1]], file)
    text = file.getvalue().decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text, newline=""))
    shown = [visible(each) for each in texts]
    # A row of one empty cell is written as a pair of quotes and read as such.
    assert [[as_written(cell) for cell in row] for row in rows] == [shown, shown[::-1]]


def test_equal_data_give_equal_bytes(tmp_path: Path) -> None:
    data = build_open_data(wide(), written(wide()))
    for name in ("data.csv", "data.json"):
        first = [path.read_bytes() for path in write_open_data(data, tmp_path / name)]
        assert [path.read_bytes() for path in write_open_data(data, tmp_path / name)] == first
    assert b"\r\n" not in (tmp_path / "data.json").read_bytes()
    assert (tmp_path / "data.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_command_writes_what_the_name_asks_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "office.dxdesk"
    assert main(["import", str(write(tmp_path / "plan.txt", WIDE)), str(office)]) == 0
    capsys.readouterr()
    command = ["data", str(office), "--year", "2023", "--out"]
    assert main([*command, str(tmp_path / "o.json"), "--license", "CC BY 4.0"]) == 0
    data = json.loads((tmp_path / "o.json").read_text("utf-8"))
    assert (data["license"], [item["no"] for item in data["items"]]) == (
        "CC BY 4.0",
        ["1-1", "1-2", "2-1"],
    )
    assert main([*command, str(tmp_path / "o.csv")]) == 0
    assert capsys.readouterr().out.split() == [
        str(tmp_path / name) for name in ("o.json", "o.csv", "o-kpi.csv")
    ]
    assert main([*command, str(tmp_path / "o.txt")]) == 1
    assert ".csv か .json" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["data.xlsx", "data", "data.CSV.txt"])
def test_another_kind_of_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(DxdeskError) as caught:
        write_open_data(build_open_data(wide(), {}), tmp_path / name)
    assert caught.value.trouble is Trouble.WRONG_SUFFIX
    assert list(tmp_path.iterdir()) == []


def test_where_the_kpis_cannot_be_written_the_items_stay(tmp_path: Path) -> None:
    (tmp_path / "data-kpi.csv").mkdir()
    (tmp_path / "data.csv").write_text("before", encoding="utf-8")
    with pytest.raises(DxdeskError) as caught:
        write_open_data(build_open_data(wide(), {}), tmp_path / "data.csv")
    assert caught.value.facts["file"] == "data-kpi.csv"
    assert (tmp_path / "data.csv").read_text("utf-8") == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"data.csv", "data-kpi.csv"}


@pytest.mark.long
def test_libreoffice_reads_the_csv_and_runs_none_of_it(tmp_path: Path) -> None:
    plan, answers = long_cells()
    plan = replace(plan, items=(replace(plan.items[0], title="=1+1"), *plan.items[1:]))
    answers["i001/rating_note"] = '=HYPERLINK("http://example.invalid")'
    paths = write_open_data(build_open_data(plan, answers), tmp_path / "data.csv")
    bare = tmp_path / "bare.csv"
    bare.write_text("題\n=1+1\n", encoding="utf-8")
    # Commas, quotes, UTF-8, Japanese; numbers told from texts, and formulas run.
    options = "--infilter=CSV:44,34,76,1,,1041,false,true,false,false,false,0,true"
    *books, bare_book = convert_all([*paths, bare], "xlsx", tmp_path / "books", options)
    assert "f" in _types(bare_book)
    for path, book in zip(paths, books, strict=True):
        assert "f" not in _types(book)
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        for row, cells in zip(rows, load_workbook(book).worksheets[0].values, strict=True):
            assert [_same(cell) for cell in row] == [_same(cell) for cell in cells]


def _types(book: Path) -> set[str]:
    return {cell.data_type for row in load_workbook(book).worksheets[0] for cell in row}


def _same(cell: Any) -> str:
    """A cell's text, white space aside; a number without the zeros at its end."""
    text = squeeze("" if cell is None else str(cell))
    number = re.fullmatch(r"(-?\d+)\.0+", text)
    return text.lower() if text in ("True", "False") else number[1] if number else text


def test_no_table_is_written_where_the_other_cannot_stand(tmp_path: Path) -> None:
    (tmp_path / "data.csv").mkdir()
    with pytest.raises(DxdeskError) as caught:
        write_open_data(build_open_data(three_columns(), {}), tmp_path / "data.csv")
    assert caught.value.trouble is Trouble.WRITE_FAILED
    assert [path.name for path in tmp_path.iterdir()] == ["data.csv"]
