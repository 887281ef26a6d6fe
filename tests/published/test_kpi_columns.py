"""Columns of indicators: what is wished of a figure, where it began, and what it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.plan import Kpi
from dxdesk.domain.reading import Noted, Reading
from dxdesk.domain.text import squeeze
from dxdesk.files.published.aims import is_aim, is_legend, is_remark, split_mark
from dxdesk.files.published.grid import Row
from tests.plans import unaccounted
from tests.published.carried import BREAK, CARRIERS, from_text, from_workbook

Carrier = Callable[[Path, str], Reading]
FRONT = "みなと市デジタル計画 令和6年度の進捗\n評価区分\nA：目標を達成した\nB：目標を下回った\n"
LEGEND = "※ ↑：増加を目指す指標　↓：減少を目指す指標　→：現状維持を目指す指標"


def table(columns: str, *cells: str, behind: str = "") -> str:
    """A plan whose items have an indicator each; `columns` stand between its name and 評価."""
    lines = [f"No.\t取組名\t担当課\t取組内容\t指標\t{columns}\t評価\t課題"]
    lines += [
        f"{n}\t予約の窓口{n}\t市民課\t改める\t指標{'甲乙丙丁戊己'[n - 1]}\t{text}\tA\tなし"
        for n, text in enumerate(cells, 1)
    ]
    return FRONT + "\n".join(lines).replace(" | ", "\t") + f"\n{behind}"


def kpis_of(reading: Reading) -> list[Kpi]:
    return [kpi for item in reading.plan.items for kpi in item.kpis]


def issues(reading: Reading) -> set[str]:
    return {text for field, text in reading.answers.items() if "issues" in field}


def told(reading: Reading) -> list[str]:
    """What stands in the doubtful notes and what those set aside."""
    return [
        note.text or note.about
        for note in reading.report
        if note.noted in (Noted.ASIDE, Noted.COLUMN_ASIDE, Noted.OUTSIDE)
    ]


AIMS = ["↑", "減少を目指す", "維持", "－", "↗", "少ないほどよい"]
READ = ["↑", "減少を目指す", "維持", "", "↗", "少ないほどよい"]
HEADINGS = [
    *("望ましい方向", "目指す方向", "目指すべき方向性", "方向性", "方向", "目標の方向", "指標の方向性"),
    *("増減", "改善方向", "目指す姿の方向", "望ましい向き", "↑↓", "増・減", "目標値の増減", "指標の種別"),
]  # fmt: skip


@pytest.mark.parametrize("heading", [*HEADINGS, ""])
@pytest.mark.parametrize("columns", ["{} | 目標値 | 実績値", "目標値 | {} | 実績値"])
def test_a_column_says_the_direction(tmp_path: Path, heading: str, columns: str) -> None:
    order = "{} | 10件 | 12件" if columns.startswith("{}") else "10件 | {} | 12件"
    text = table(columns.format(heading), *(order.format(aim) for aim in AIMS))
    reading = from_text(tmp_path, text)
    assert [kpi.aim for kpi in kpis_of(reading)] == READ
    assert {kpi.target for kpi in kpis_of(reading)} == {"10件"}
    assert (issues(reading), told(reading)) == ({"なし"}, [])
    assert unaccounted(reading, text) == ({}, {})


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier_says_it(tmp_path: Path, carrier: str) -> None:
    columns = "単位 | 基準値（R3） | 方向 | 目標値 | 実績値"
    text = table(columns, "千枚 | 9,000 | ↓ | 8,000以下 | 7,600", behind=LEGEND)
    reading = CARRIERS[carrier](tmp_path, text)
    assert kpis_of(reading) == [
        Kpi("k1", "指標甲", "8,000千枚以下", baseline="2021年度:9,000千枚", aim="↓")
    ]
    assert reading.answers["i001/k1"] == "7,600"
    assert unaccounted(reading, text) == ({}, {})


def test_two_rows_of_headings(tmp_path: Path) -> None:
    text = FRONT + (
        "No.\t取組名\t担当課\t取組内容\t指標\t\t\t\t\t評価\t課題\n"
        "\t\t\t\t名称\t望ましい方向\t当初値\t目標値\t実績値\t\t\n"
        "1\t窓口\t市民課\t改める\t待ち時間\t短縮\t20分\t10分\t12分\tB\tなし\n"
        "\t\t\t\t予約\t増加\t5件\t9件\t8件\t\t\n"
    )
    reading = from_workbook(tmp_path, text)
    assert kpis_of(reading) == [
        Kpi("k1", "待ち時間", "10分", baseline="20分", aim="短縮"),
        Kpi("k2", "予約", "9件", baseline="5件", aim="増加"),
    ]
    assert unaccounted(reading, text) == ({}, {})


# Behind the actual an arrow may be how that has moved; 方向性 behind the rating is the measure's.
NOT_SURE = [
    ("目標値 | 実績値 | 方向性", "10件 | 12件 | ↑", {"なし"}, ["方向性", "↑"]),
    ("目標値 | 実績値 | 増減", "10件 | 12件 | ↓", {"なし"}, ["増減", "↓"]),
    ("目標値 | 実績値 | 増減", "10件 | 12件 | +2", {"なし"}, ["増減", "+2"]),
    ("目標値 | 実績値 | 前年度値との増減", "10件 | 12件 | ↑", {"なし"}, ["前年度値との増減", "↑"]),
    ("目標値 | 実績値 | 今後の方向性", "10件 | 12件 | 拡大", {"【今後の方向性】拡大【課題】なし"}, []),
    ("方向性 | 目標値 | 実績値", "窓口を増やす | 10件 | 12件", {"【方向性】窓口を増やす【課題】なし"}, []),
    ("改善方向性 | 目標値 | 実績値", "人を減らす。 | 10件 | 12件", {"【改善方向性】人を減らす。【課題】なし"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "cells", "kept", "aside"), NOT_SURE)
def test_what_may_be_another_thing_is_told_or_stays(
    tmp_path: Path, columns: str, cells: str, kept: set[str], aside: list[str]
) -> None:
    text = table(columns, cells)
    reading = from_text(tmp_path, text)
    assert [kpi.aim for kpi in kpis_of(reading)] == [""]
    assert ({squeeze(text) for text in issues(reading)}, told(reading)) == (kept, aside)
    assert unaccounted(reading, text) == ({}, {})


OWN_LINES = [
    ("10件 ↑", "10件", "↑"),
    ("↓10分", "10分", "↓"),
    ("10分↓", "10分", "↓"),
    (f"10件{BREAK}（減少を目指す）", "10件", "（減少を目指す）"),
    ("10件（減少を目指す）", "10件（減少を目指す）", ""),
    ("10日→7日", "10日→7日", ""),
    ("↑", "↑", ""),
    ("現状維持", "現状維持", ""),
]


@pytest.mark.parametrize(("cell", "target", "aim"), OWN_LINES)
@pytest.mark.parametrize("carried", [from_text, from_workbook])
def test_a_mark_beside_the_target(
    tmp_path: Path, cell: str, target: str, aim: str, carried: Carrier
) -> None:
    text = table("目標値 | 実績値", f"{cell} | 12件")
    (kpi,) = kpis_of(reading := carried(tmp_path, text))
    assert (kpi.target, kpi.aim, issues(reading)) == (target, aim, {"なし"})
    assert unaccounted(reading, text.replace(BREAK, "")) == ({}, {})


@pytest.mark.parametrize("at", ["指標", "目標値", "備考"])
def test_a_remark_in_a_row_of_its_own_or_beside(tmp_path: Path, at: str) -> None:
    rows = table("目標値 | 実績値 | 備考", "10件 | 12件 |  減少が望ましい").replace("\t ", "\t")
    if at != "備考":
        rows = rows.replace("減少が望ましい", "")
        row = {
            "指標": "\t" * 4 + "減少が望ましい" + "\t" * 5,
            "目標値": "\t" * 5 + "減少が望ましい" + "\t" * 4,
        }
        rows += row[at]
    for carried in (from_text, from_workbook):
        (kpi,) = kpis_of(reading := carried(tmp_path, rows))
        said = kpi.aim or kpi.name.removeprefix("指標甲")
        assert (said, kpi.target, told(reading)) == ("減少が望ましい", "10件", [])
        assert unaccounted(reading, rows) == ({}, {})


BASELINES = [
    *(("基準値", "5件"), ("現状値", "5件"), ("策定時の値", "5件"), ("当初値", "5件"), ("現状", "5件")),
    *(("現状(R3)", "2021年度:5件"), ("基準年度(R2)", "2020年度:5件"), ("R3基準値", "2021年度:5件")),
    *(("令和3年度（基準）", "2021年度:5件"), ("H30現状値", "2018年度:5件"), ("基準年度実績値", "5件")),
    *(("計画策定時の現状値（令和3年度末）", "2021年度:5件"), ("2021年度現状値", "2021年度:5件")),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "baseline"), BASELINES)
def test_where_a_figure_began(tmp_path: Path, heading: str, baseline: str) -> None:
    text = table(f"{heading} | 目標値 | 実績値 | 達成率", "5件 | 10件 | 12件 | 120%")
    (kpi,) = kpis_of(reading := from_text(tmp_path, text))
    assert (kpi.baseline, kpi.target, reading.answers["i001/k1"]) == (baseline, "10件", "12件")
    assert told(reading) == ["達成率", "120%"]
    assert unaccounted(reading, text) == ({}, {})


OTHER_BASES = [
    # 現状値 of the year itself is what is reported.
    ("基準値（R3） | 現状値（R6） | 目標値（R9）", "5件 | 8件 | 10件", "2021年度:5件", "8件", []),
    ("基準値 | 現状値（R5） | 目標値 | 実績値", "5件 | 8件 | 10件 | 9件", "5件", "9件", ["現状値（R5）", "8件"]),
    ("現状 | 目標値 | 実績値", "混んでいる。 | 10件 | 9件", "", "9件", ["現状", "混んでいる。"]),
    ("基準年度 | 基準値 | 目標値 | 実績値", "R2 | 5件 | 10件 | 9件", "5件", "9件", ["基準年度", "R2"]),
    ("評価基準 | 目標値 | 実績値", "8割 | 10件 | 9件", "", "9件", ["評価基準", "8割"]),
    ("基準値(R3) | 目標値 | 実績値", "－ | 10件 | 9件", "", "9件", []),
    ("基準値(R3) | 目標値 | 実績値", "R2：5件 | 10件 | 9件", "R2：5件", "9件", []),
    ("基準値 | 目標値 | 実績値", "2020 | 2500 | 2600", "2020", "2600", []),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "cells", "baseline", "actual", "aside"), OTHER_BASES)
def test_what_is_no_baseline(
    tmp_path: Path, columns: str, cells: str, baseline: str, actual: str, aside: Sequence[str]
) -> None:
    text = table(columns, cells)
    (kpi,) = kpis_of(reading := from_text(tmp_path, text))
    assert (kpi.baseline, reading.answers["i001/k1"]) == (baseline, actual)
    assert told(reading) == aside
    assert unaccounted(reading, text) == ({}, {})


UNITS = [
    ("万人 | 100 | 120 | 121.3", "100万人", "120万人", "121.3"),
    ("千枚 | 約9,000 | 8,000以下 | 7,600", "約9,000千枚", "8,000千枚以下", "7,600"),
    ("百万円 | － | 1,200 | 1,250", "", "1,200百万円", "1,250"),
    ("件 | 5件 | 年間100 | 90件", "5件", "年間100件", "90件"),
    ("（人） | 3 | 3～5 | 4", "3人", "3～5人", "4"),
    ("％ | 未把握 | 52.5 | －", "未把握", "52.5％", "－"),
]


@pytest.mark.parametrize(("cells", "baseline", "target", "actual"), UNITS)
def test_a_unit_stands_with_the_number(
    tmp_path: Path, cells: str, baseline: str, target: str, actual: str
) -> None:
    text = table("単位 | 基準値 | 目標値 | 実績値", cells)
    (kpi,) = kpis_of(reading := from_text(tmp_path, text))
    assert (kpi.baseline, kpi.target, reading.answers["i001/k1"]) == (baseline, target, actual)
    assert unaccounted(reading, text) == ({}, {})


NUMBERED = [
    "活動指標1\t単位\t実績値\t活動指標2\t単位\t実績値\t成果指標1\t単位\t実績値",
    "活動指標①\t単位\t実績\t活動指標②\t単位\t実績\t成果指標\t単位\t実績",
    "指標名（1）\t単位\t実績値\t指標名（2）\t単位\t実績値\t指標名（3）\t単位\t実績値",
]


@pytest.mark.parametrize("heading", NUMBERED)
@pytest.mark.parametrize("carried", [from_text, from_workbook])
def test_indicators_side_by_side_each_have_their_own_unit(
    tmp_path: Path, heading: str, carried: Carrier
) -> None:
    text = FRONT + (
        f"No.\t事業名\t担当課\t事業概要\t{heading}\t評価\n"
        "1\t予約\t市民課\t設ける\t枠の数\t枠\t120\t案内の回数\t回\t12\t待ち時間\t分\t15\tA\n"
        "2\t台帳\t公園課\t移す\t移した件数\t件\t450\t\t\t\t整備率\t％\t52.5\tB\n"
    )
    reading = carried(tmp_path, text)
    said = [
        [(kpi.name, reading.answers[f"{item.id}/{kpi.id}"]) for kpi in item.kpis]
        for item in reading.plan.items
    ]
    assert said == [
        [("枠の数", "120枠"), ("案内の回数", "12回"), ("待ち時間", "15分")],
        [("移した件数", "450件"), ("整備率", "52.5％")],
    ]
    assert unaccounted(reading, text) == ({}, {})


def test_indicators_side_by_side_have_their_targets_baselines_and_directions(
    tmp_path: Path,
) -> None:
    heading = "指標\t方向\t基準値\t目標値\t実績値"
    text = FRONT + (
        f"No.\t事業名\t担当課\t事業概要\t{heading}\t{heading}\t評価\n"
        "1\t予約\t市民課\t設ける\t枠の数\t↑\t8枠\t10枠\t12枠\t待ち時間\t↓\t20分\t10分\t15分\tA\n"
    )
    reading = from_text(tmp_path, text)
    assert kpis_of(reading) == [
        Kpi("k1", "枠の数", "10枠", baseline="8枠", aim="↑"),
        Kpi("k2", "待ち時間", "10分", baseline="20分", aim="↓"),
    ]
    assert [reading.answers[f"i001/{name}"] for name in ("k1", "k2")] == ["12枠", "15分"]
    assert unaccounted(reading, text) == ({}, {})


def test_a_second_name_without_figures_is_told_of(tmp_path: Path) -> None:
    text = table("KPI | 目標値 | 実績値", "件数 | 10件 | 12件")
    reading = from_text(tmp_path, text)
    assert ([kpi.name for kpi in kpis_of(reading)], told(reading)) == (["指標甲"], ["KPI", "件数"])
    assert unaccounted(reading, text) == ({}, {})


LEGENDS = [
    LEGEND,
    "↑：増加を目指す指標\n↓：減少を目指す指標",
    "凡例\n↑\t増加を目指す指標\n↓\t減少を目指す指標",
    "（注）「↑」は増加を目指す指標、「↓」は減少を目指す指標",
]


@pytest.mark.parametrize("legend", LEGENDS)
@pytest.mark.parametrize("above", [True, False])
def test_a_legend_of_the_marks_is_no_item_and_no_scale(
    tmp_path: Path, legend: str, above: bool
) -> None:
    text = table("方向 | 目標値 | 実績値", "↑ | 10件 | 12件", "↓ | 10件 | 12件")
    text = text.replace("評価区分", f"{legend}\n評価区分") if above else f"{text}{legend}\n"
    reading = from_text(tmp_path, text)
    assert [kpi.aim for kpi in kpis_of(reading)] == ["↑", "↓"]
    assert (reading.plan.codes, reading.plan.groups, len(reading.plan.items)) == (("A", "B"), (), 2)
    assert (issues(reading), reading.plan.items[1].content) == ({"なし"}, "改める")
    assert unaccounted(reading, text) == ({}, {})


def test_a_row_without_an_indicator_gets_none(tmp_path: Path) -> None:
    text = table("方向 | 目標値 | 実績値", "↑ | 10件 | 12件", "↓ | － | －", "↑ |  | ")
    text = text.replace("指標乙", "なし").replace("指標丙", "")
    reading = from_text(tmp_path, text)
    assert [[kpi.aim for kpi in item.kpis] for item in reading.plan.items] == [["↑"], [], []]
    assert told(reading) == ["↑"]
    assert unaccounted(reading, text) == ({}, {})


def test_halves_have_the_direction_of_their_year(tmp_path: Path) -> None:
    text = table("方向 | 目標値 | 上半期実績値 | 下半期実績値", "↓ | 8件 | 4件 | 3件")
    reading = from_text(tmp_path, text)
    said = [(kpi.name, kpi.target, kpi.aim) for kpi in kpis_of(reading)]
    assert said == [
        ("指標甲", "8件", "↓"),
        ("指標甲（上半期）", "", "↓"),
        ("指標甲（下半期）", "", "↓"),
    ]
    assert unaccounted(reading, text) == ({}, {})


THREE = """\
みどり市情報化計画
取組実績（令和5年度）

取組内容 目標\t取組実績\t改善・拡充策、課題等
1 窓口（市民課）\t\t自己評価：A
{}\t様式を減らした。 【待ち時間：12分】\t混む日がある。
"""
INLINE = [
    ("改める。 【待ち時間（減少を目指す）：10分】", "待ち時間（減少を目指す）", "10分"),
    ("改める。 【待ち時間：10分（減少を目指す）】", "待ち時間", "10分（減少を目指す）"),
    ("改める。 【待ち時間↓：10分】", "待ち時間↓", "10分"),
    ("改める。 【待ち時間：10分】（減少を目指す）", "待ち時間", "10分 （減少を目指す）"),
    ("改める。 【待ち時間：10分】 ↓", "待ち時間", "10分 ↓"),
    ("改める。 【待ち時間：10分】 減少を目指す", "待ち時間", "10分（減少を目指す）"),
    ("改める。 【KPI】 待ち時間 → 10分 ↓", "待ち時間", "10分 ↓"),
    ("改める。 【KPI】 待ち時間 ↓ → 10分", "待ち時間 ↓", "10分"),
    ("改める。 【KPI】 待ち時間（→） → 10分", "待ち時間（→）", "10分"),
]


@pytest.mark.parametrize(("cell", "name", "target"), INLINE)
def test_indicators_in_lines_are_not_torn(
    tmp_path: Path, cell: str, name: str, target: str
) -> None:
    text = THREE.format(cell)
    reading = from_text(tmp_path, text)
    (kpi,), (item,) = kpis_of(reading), reading.plan.items
    assert (kpi.name, kpi.target) == (name, target)
    assert (item.content, reading.answers["i001/k1"]) == ("改める。", "12分")
    assert issues(reading) == {"混む日がある。"}
    assert unaccounted(reading, text) == ({}, {})
    assert read_figure(target).value == 10


def test_a_mark_in_a_line_below_belongs_to_the_line_above(tmp_path: Path) -> None:
    cell = f"改める。{BREAK}【待ち時間：10分】{BREAK}（減少を目指す）{BREAK}【案内：5件】{BREAK}↑"
    text = THREE.format(cell)
    reading = from_workbook(tmp_path, text)
    assert [(kpi.name, kpi.target) for kpi in kpis_of(reading)] == [
        ("待ち時間", "10分 （減少を目指す）"),
        ("案内", "5件 ↑"),
    ]
    assert reading.plan.items[0].content == "改める。"
    assert unaccounted(reading, text.replace(BREAK, "")) == ({}, {})


def test_a_mark_between_two_indicators_belongs_to_the_first(tmp_path: Path) -> None:
    text = THREE.format("改める。 【KPI】 待ち時間 → 10分 ↓ 案内 → 5件 （増加） 苦情 → 3件")
    assert [(kpi.name, kpi.target) for kpi in kpis_of(from_text(tmp_path, text))] == [
        ("待ち時間", "10分 ↓"),
        ("案内", "5件 （増加）"),
        ("苦情", "3件"),
    ]


WORDS = [
    *(("↑", True), ("減少を目指す", True), ("増加", True), ("現状維持", True), ("▼", True)),
    *(("数値が低いほどよい", True), ("（減少）", True), ("↗ 増加を目指す指標", True), ("プラス", True)),
    *(("窓口を増やす", False), ("増加に努める。", False), ("前年より2件増", False), ("+2", False)),
    *(("－", False), ("", False), ("拡充", False), ("指標", False), ("A", False), ("目標", False)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WORDS)
def test_what_speaks_of_the_direction_alone(text: str, said: bool) -> None:
    assert is_aim(text) is said


def test_remarks_marks_and_legends() -> None:
    assert [is_remark(text) for text in ("減少が望ましい", "短縮", "↑", "増加した")] == [
        *(True, False, False, False)
    ]
    assert split_mark("現状 維持") == ("現状 維持", "")
    assert split_mark("10件 増加") == ("10件 増加", "")
    assert is_legend(Row("1行目", ("↑：増加　↓：減少",)))
    assert not is_legend(Row("1行目", ("↑", "10件", "12件")))
    assert not is_legend(Row("1行目", ("A：目標を達成した",)))
