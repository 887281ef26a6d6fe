"""Five documents of other cities: scale, order, stages and KPIs come in as they are meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.plan import Order
from dxdesk.domain.reading import Noted, Reading
from dxdesk.domain.scale import Standing
from dxdesk.domain.text import squeeze
from dxdesk.errors import DxdeskError
from tests.plans import unaccounted
from tests.published.carried import BREAK, CARRIERS, city, from_text, from_workbook

NAMES = ["eight_codes", "one_is_best", "kpi_a_row", "two_stages", "half_years"]


def of_item(reading: Reading, no: str) -> dict[str, str]:
    """The answers of an item by the names of their fields."""
    start = f"{reading.plan.by_no[no].id}/"
    return {k.removeprefix(start): v for k, v in reading.answers.items() if k.startswith(start)}


def ratings(reading: Reading) -> str:
    given = (of_item(reading, item.no).get("rating", "") for item in reading.plan.items)
    return " ".join(code or "・" for code in given)


def shown(reading: Reading) -> tuple[object, ...]:
    """All that was read, without what depends on lost line ends."""
    plan = reading.plan
    items = [
        (item.id, item.no, item.title, item.departments, item.content, item.goal, item.kpis)
        for item in plan.items
    ]
    answers = {field: squeeze(text) for field, text in reading.answers.items()}
    groups = [[group.title for group in plan.groups_of(item)] for item in plan.items]
    about = (plan.title, plan.municipality, plan.year, plan.years, plan.scale, plan.order)
    return (about, plan.self_name, plan.stages, items, groups, answers)


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_carrier_gives_the_same(tmp_path: Path, name: str, carrier: str) -> None:
    text = city(name)
    reading = CARRIERS[carrier](tmp_path, text)
    assert shown(reading) == shown(from_text(tmp_path, text))
    lost, invented = unaccounted(reading, text.replace(BREAK, ""))
    assert (dict(lost), dict(invented)) == ({}, {})


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_there_with_its_item(tmp_path: Path, name: str, carrier: str) -> None:
    reading = CARRIERS[carrier](tmp_path, city(name))
    places = [row.place for row in reading.source]
    assert len(set(places)) == len(places)
    assert {note.place for note in reading.report} <= {*places, ""}
    went_to = [row.item for row in reading.source if row.item]
    assert list(dict.fromkeys(went_to)) == [item.id for item in reading.plan.items]
    for item in reading.plan.items:
        first = next(row for row in reading.source if row.item == item.id)
        assert {item.no, item.title} <= {squeeze(text) for text in first.cells}


ABOUT = [
    ("eight_codes", "潮見市スマート市政推進計画", "潮見市", range(2022, 2027), "進捗評価"),
    ("one_is_best", "緑川市行政デジタル化推進プラン", "緑川市", range(2023, 2026), "自己評価"),
    ("kpi_a_row", "北浜市情報化推進計画", "北浜市", (), "自己評価"),
    ("two_stages", "山吹市DXアクションプラン", "山吹市", (), "担当課評価"),
    ("half_years", "楠市デジタル行政計画", "楠市", (), "自己評価"),
]


@pytest.mark.parametrize(("name", "title", "place", "years", "own"), ABOUT, ids=NAMES)
def test_what_the_document_is(
    tmp_path: Path, name: str, title: str, place: str, years: range, own: str
) -> None:
    plan = from_text(tmp_path, city(name)).plan
    assert (plan.title, plan.municipality, plan.year) == (title, place, 2024)
    assert (plan.years, plan.self_name) == (tuple(years), own)


MET, BELOW, FAR = Standing.MET, Standing.BELOW, Standing.FAR_BELOW
ABOVE, NONE, ENDED, OPEN = (
    *(Standing.ABOVE, Standing.NOT_RATED),
    *(Standing.ENDED, Standing.NOT_SAID),
)
SCALES = [
    (
        "eight_codes",
        Order.NOT_SAID,
        [
            *(("◎", ABOVE, True), ("○", MET, True), ("△", BELOW, False), ("着手", OPEN, None)),
            *(("未着手", FAR, False), ("中止", ENDED, None), ("完了", MET, True)),
            ("評価困難", NONE, None),
        ],
    ),
    (
        "one_is_best",
        Order.BEST_FIRST,
        [("1", ABOVE, True), ("2", MET, True), ("3", MET, True), ("4", BELOW, False), ("5", FAR, False)],
    ),
    (
        "kpi_a_row",
        Order.BEST_FIRST,
        [("A", MET, True), ("B", BELOW, False), ("C", FAR, False), ("D", NONE, None)],
    ),
    (
        "two_stages",
        Order.BEST_FIRST,
        [("A", ABOVE, True), ("B", MET, True), ("C", BELOW, False), ("D", FAR, False)],
    ),
    (
        "half_years",
        Order.BEST_FIRST,
        [("A", MET, True), ("B", MET, True), ("C", BELOW, False), ("D", BELOW, False)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "order", "grades"), SCALES, ids=NAMES)
def test_the_scale_and_its_order(
    tmp_path: Path, name: str, order: Order, grades: list[tuple[str, Standing, bool | None]]
) -> None:
    reading = from_text(tmp_path, city(name))
    plan = reading.plan
    assert [(grade.code, grade.says, grade.achieved) for grade in plan.scale] == grades
    assert all(len(grade.meaning) > 1 for grade in plan.scale)
    assert plan.order is order
    unclear = any(note.noted is Noted.ORDER_NOT_SAID for note in reading.report)
    assert unclear is (order is Order.NOT_SAID)


RATINGS = [
    ("eight_codes", "◎ ○ △ 着手 完了 着手 未着手 中止 ○ 評価困難 ○"),
    ("one_is_best", "1 2 3 4 3 5 1 2 4 2"),
    ("kpi_a_row", "A B ・ A ・ B B A A D"),
    ("two_stages", "B A B C B A D B"),
    ("half_years", "A B C A B D A C A"),
]


@pytest.mark.parametrize(("name", "codes"), RATINGS, ids=NAMES)
def test_the_ratings(tmp_path: Path, name: str, codes: str) -> None:
    assert ratings(from_text(tmp_path, city(name))) == codes


def test_groups_stand_in_rows_of_their_own_or_in_a_column(tmp_path: Path) -> None:
    groups = {
        name: [
            (g.label, g.no, g.title, sum(i.group == g.id for i in plan.items)) for g in plan.groups
        ]
        for name in ("eight_codes", "one_is_best", "half_years")
        for plan in [from_text(tmp_path, city(name)).plan]
    }
    assert groups == {
        "eight_codes": [
            ("基本目標", "1", "市民の手続を軽くする", 4),
            ("基本目標", "2", "職員の仕事を変える", 4),
            ("基本目標", "3", "まちの情報を開く", 3),
        ],
        "one_is_best": [("", "", "暮らし", 4), ("", "", "産業", 3), ("", "", "庁内", 3)],
        "half_years": [("", "", "市民サービス", 4), ("", "", "庁内改革", 3), ("", "", "地域", 2)],
    }


def test_kpis_in_rows_have_their_units_baselines_and_the_targets_of_other_years(
    tmp_path: Path,
) -> None:
    reading = from_text(tmp_path, city("kpi_a_row"))
    kpis = [
        (
            *(item.no, kpi.name, kpi.target, *(f"{t.year} {t.text}" for t in kpi.targets)),
            *(kpi.baseline, of_item(reading, item.no).get(kpi.id, "")),
        )
        for item in reading.plan.items[:3]
        for kpi in item.kpis
    ]
    assert kpis == [
        ("1", "電子申請の利用率", "40.0％", "2026 60.0％", "2021年度:18.2％", "43.5"),
        ("1", "電子申請ができる手続の数", "120件", "2026 200件", "2021年度:52件", "126"),
        ("2", "窓口での電子決済の割合", "20％", "2026 30％", "2021年度:0％", "17"),
        ("3", "相談の件数", "300件", "2026 500件", "2021年度:0件", "210"),
        ("3", "相談に応じる窓口の数", "6か所", "2026 10か所", "2021年度:0か所", "6"),
    ]


def test_ratings_of_single_kpis_are_told_and_make_no_rating(tmp_path: Path) -> None:
    reading = from_text(tmp_path, city("kpi_a_row"))
    rated = [(n.item, n.about, n.text) for n in reading.report if n.noted is Noted.KPI_RATED]
    assert rated == [
        ("3", "相談の件数", "C"),
        ("3", "相談に応じる窓口の数", "A"),
        ("5", "連絡の電子化率", "A"),
        ("5", "保護者の満足度", "D"),
    ]
    # The document counts its KPIs; with those the printed table is right.
    assert not [note for note in reading.report if note.noted is Noted.COUNTS_DIFFER]


def test_columns_without_a_place_are_told_once_and_kept(tmp_path: Path) -> None:
    reading = from_text(tmp_path, city("kpi_a_row"))
    told = [note.about for note in reading.report if note.noted is Noted.COLUMN_ASIDE]
    assert told == ["実績値・令和5年度", "達成率"]
    kept = Counter(note.about for note in reading.report if note.noted is Noted.ASIDE)
    assert kept == dict.fromkeys(told, 13)


def test_stages_have_their_ratings_reasons_and_comments(tmp_path: Path) -> None:
    reading = from_text(tmp_path, city("two_stages"))
    office, outside = reading.plan.stages
    assert (office.id, office.name, office.rates, office.comments) == (
        "office",
        "事務局評価",
        True,
        False,
    )
    assert [(grade.code, grade.achieved) for grade in office.scale] == [
        ("妥当", None),
        ("要改善", False),
    ]
    assert (outside.id, outside.name, outside.rates, outside.comments) == (
        "outside",
        "外部評価",
        False,
        True,
    )
    assert of_item(reading, "2") == {
        "result-1": "6種類の手数料で始めた。",
        "result-2": "窓口の案内を作り直した。",
        "issues-1": "件数の少ない手数料の扱いを決める。",
        "rating": "A",
        "rating_note": "対象を前倒しで広げた。",
        "rating@office": "要改善",
        "rating_note@office": "利用は全体の3％にとどまる。",
        "comment@outside": "周知に力を入れてほしい。",
        "response@outside": "広報紙で特集した。",
    }
    assert set(of_item(reading, "3")) == {
        "result-1",
        "issues-1",
        "rating",
        "rating_note",
        "rating@office",
    }


def test_half_years_are_kpis_of_their_own_and_nothing_is_added_up(tmp_path: Path) -> None:
    reading = from_text(tmp_path, city("half_years"))
    item, said = reading.plan.by_no["101"], of_item(reading, "101")
    assert [(kpi.name, kpi.target, said.get(kpi.id)) for kpi in item.kpis] == [
        ("利用件数", "4,000件", None),
        ("利用件数（上半期）", "", "1,850件"),
        ("利用件数（下半期）", "", "2,410件"),
    ]
    assert said["result-1"] == "【上半期】\n本庁で始めた。\n【下半期】\n支所に広げた。"
    noted = Counter(note.noted for note in reading.report)
    assert noted[Noted.KPI_HALVES] == noted[Noted.KPI_WITHOUT_ACTUAL] == 9


PIECES = st.sampled_from(
    [
        *("\t", "\n", "\t\t", " ", "⏎", "A", "Ａ", "１", "◎", "－", "12件", "％", "<p>", "(1/2)", "- 3 -"),
        *("【健康】", "基本目標9「群」", "柱4：群", "1-1", "第5", "（市民課）", "上半期：3件", "評価区分", "A：順調"),
        *("①", "【KPI】", "名 → 3件", "評価", "目標値", "実績値", "理由", "合計\t3", "再掲", "（再掲）"),
    ]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A document with pieces cut out, doubled, moved and thrown in."""
    text = city(draw(st.sampled_from(NAMES)))
    for _ in range(draw(st.integers(1, 6))):
        at, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        end, kind = min(end, at + 80), draw(st.integers(0, 3))
        thrown = draw(PIECES) if kind == 2 else draw(st.text(max_size=5)) if kind == 3 else ""
        kept = text[end:] if kind == 0 else text[at:]
        text = text[:at] + (text[at:end] if kind == 1 else "") + thrown + kept
    clean = text.replace("\0", "").encode("utf-8", "ignore").decode()
    return clean.replace("\r", " ").lstrip("\ufeff")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(damaged())
def test_whatever_the_damage_nothing_vanishes(tmp_path: Path, text: str) -> None:
    try:
        reading = from_text(tmp_path, text)
    except DxdeskError:
        return
    lost, invented = unaccounted(reading, text.replace(BREAK, ""))
    assert (dict(lost), dict(invented)) == ({}, {})
    assert {note.place for note in reading.report} <= {*(row.place for row in reading.source), ""}


HEAD = "\nNo.\t取組名\t担当課\t取組内容\t令和6年度の実績\t今後の課題・予定\t進捗評価\n"
DAMAGES = [
    ("the heading on each page", [("\n2-2\t", f"\n- 2 -{HEAD}2-2\t")], Noted.PAGE_MARK),
    (
        "a group's heading on each page",
        [("\n2-2\t", "\n基本目標2「職員の仕事を変える」(2/2)" + "\t" * 6 + "\n2-2\t")],
        Noted.REPEAT,
    ),
    (
        "a row torn by a page",
        [
            ("対象の様式を洗い出した。\t電子に向かない様式の扱いを決める。\t着手", "\t\t着手"),
            ("\n2-3", f"{HEAD}\t\t\t\t対象の様式を洗い出した。\t電子に向かない様式の扱いを決める。\t\n2-3"),
        ],
        Noted.JOINED,
    ),
    (
        "a neighbour's cell",
        [("\n2-2\t", "\n\t\t\t\t対象の様式を洗い出した。\t\t\n2-2\t")],
        Noted.DISPLACED,
    ),
    (
        "a cell printed twice",
        [("\n2-2\t", "\n\t\t\t\t本庁の全ての会議室に設けた。\t\t\n2-2\t")],
        Noted.REPEAT,
    ),
    ("a rating in the cell beside", [("加わる。\t中止", "加わる。 中止\t")], Noted.RATING_MOVED),
    ("spaces in a rating", [("\t未着手\n", "\t 未 着手 \n")], None),
    ("a meaning behind a rating", [("\t△\n", "\t△（計画より遅れている。）\n")], Noted.MARK),
    ("a rating of another width", [("\t○\n", "\t◯\n")], None),
    ("a line below the table", [("\n3-3", "\n※ 令和7年3月末の状況です。\n3-3")], Noted.FRONT),
    ("windows line ends", [("\n", "\r\n")], None),
    ("no last line end", [("定める。\t○\n", "定める。\t○")], None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "noted"), [damage[1:] for damage in DAMAGES], ids=[damage[0] for damage in DAMAGES]
)
def test_damage_is_put_right(
    tmp_path: Path, changes: list[tuple[str, str]], noted: Noted | None
) -> None:
    text = city("eight_codes")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    reading = from_text(tmp_path, text)
    assert shown(reading) == shown(from_text(tmp_path, city("eight_codes")))
    assert noted is None or noted in {note.noted for note in reading.report}
    assert unaccounted(reading, text.replace(BREAK, "")) == ({}, {})


def test_codes_of_another_width_are_the_same(tmp_path: Path) -> None:
    text = city("one_is_best").replace("\t2\n", "\t２\n")
    assert "\t２\n" in text
    reading = from_text(tmp_path, text)
    assert shown(reading) == shown(from_text(tmp_path, city("one_is_best")))
    assert unaccounted(reading, text) == ({}, {})


TWO_CELLS = "\t上半期：1,850件⏎下半期：2,410件\t\t本庁"
HALVES = [
    ("targets by half under one heading", "年間目標\t実績", "上半期目標値\t上半期実績"),
    ("two columns with one heading", "\t下半期\t上半期", "\t上半期\t上半期"),
    ("both halves in one cell", "\t1,850件\t2,410件\t本庁", TWO_CELLS),
]


@pytest.mark.parametrize("carried", [from_text, from_workbook])
@pytest.mark.parametrize(("old", "new"), [h[1:] for h in HALVES], ids=[h[0] for h in HALVES])
def test_other_manners_of_halves_lose_nothing(
    tmp_path: Path, old: str, new: str, carried: Callable[[Path, str], Reading]
) -> None:
    text = city("half_years")
    assert old in text
    text = text.replace(old, new)
    reading = carried(tmp_path, text)
    figures = squeeze("".join(of_item(reading, "101").values()))
    targets = [kpi.target for kpi in reading.plan.by_no["101"].kpis]
    if BREAK in new:
        assert {"1,850件", "2,410件"} <= set(of_item(reading, "101").values())
    assert "1,850件" in figures
    assert "2,410件" in figures
    assert "4,000件" in targets
    assert unaccounted(reading, text.replace(BREAK, "")) == ({}, {})


@pytest.mark.parametrize("name", ["", "①", "・"])
def test_a_kpi_without_a_name_is_called_one(tmp_path: Path, name: str) -> None:
    text = city("kpi_a_row").replace("\t登録者数\t", f"\t{name}\t")
    reading = from_text(tmp_path, text)
    assert [kpi.name for kpi in reading.plan.by_no["4"].kpis] == ["指標"]
    assert unaccounted(reading, text) == ({}, {})
