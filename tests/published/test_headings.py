"""Columns told by their headings, as cities call them."""

from __future__ import annotations

import pytest

from dxdesk.files.published.grid import Row
from dxdesk.files.published.headings import Columns, find_columns

BODY = "1-1\t窓口の予約を進める\t市民課\tあ\tい\tう。"


def columns_of(heading: str) -> Columns | None:
    lines = [*heading.split("\n"), BODY]
    return find_columns([Row(f"{n}行目", tuple(line.split("\t"))) for n, line in enumerate(lines)])


HEADINGS = [
    (
        "番号\t事業名\t担当課\t事業内容\t令和6年度取組実績\t評価\t令和7年度の取組予定",
        "no title names content result rating issues",
    ),
    (
        "No\t施策\t具体的な取組\t所管課\t取組内容\tR6の取組状況\t達成状況\t今後の取組",
        "no group title names content result rating issues",
    ),
    (
        "№\t基本施策\t取組項目\t主担当課\tKPI\t目標値(R6)\t実績値(R6)\t達成度\t評価\t評価理由\t今後の方向性",
        "no group title names kpi target actual aside rating reason issues",
    ),
    (
        "施策名\t主な取組\t所属\t指標名\t現状値\t目標\t実績\t自己評価\t課題",
        "group title names kpi baseline target actual rating issues",
    ),
    ("通番\t取組\t担当\t計画\t実施内容\t進捗度\t備考", "no title names content result rating ?"),
    (
        "項目番号\t取組事項\t主管部署\t概要\t成果\t一次評価\t二次評価\t外部評価委員会の意見\t意見への対応",
        "no title names content result rating rating@office comment@outside response@outside",
    ),
    (
        "No.\t取組名称\t担当部署\t取組の概要\t令和6年度\t\t\t\n\t\t\t\t目標\t実績\t評価\t課題・今後の方針",
        "no title names content goal result rating issues",
    ),
    (
        "ID\t事業\t部\t課\t目的\t令和6年度の実施結果\t評価（内部）\t評価（外部）\t改善策",
        "no title ? names goal result rating rating@outside issues",
    ),
    (
        "施策番号\t施策\t取組番号\t取組\t担当課\t工程表\t\t取組実績\t進捗\t今後の予定\n\t\t\t\t\tR5\tR6\t\t\t",
        "group-no group no title names phase phase result rating issues",
    ),
    (
        "番号\t取組項目\t担当課\t指標\t令和5年度\t\t令和6年度\t\t評価\n\t\t\t\t目標\t実績\t目標\t実績\t",
        "no title names kpi target actual target actual rating",
    ),
    (
        "No.\t取組\t担当課\t取組実績\t進捗状況\t自己評価\t評価の理由\t市の総合評価",
        "no title names result result rating reason rating@stage2",
    ),
    (
        "番号\t取組\t担当課\t令和6年度実績\t令和5年度評価\t令和6年度評価\t課題",
        "no title names result aside rating issues",
    ),
    (
        "番号\t事業名\t課名\t指標\t目標値\t実績値\t\t\t評価\n\t\t\t\t\t年間\t上半期\t下半期\t",
        "no title names kpi target actual actual(上半期) actual(下半期) rating",
    ),
    ("評価\t内容\t施策数\t割合", None),
    ("取組内容\t取組実績\t課題\t評価", None),
    ("番号\t氏名\t所属\t役職\t備考", None),
    ("1\t取組\t市民課\t改めた\tA", None),
]


@pytest.mark.parametrize(
    ("heading", "roles"), HEADINGS, ids=[heading[0].split("\n")[0][:30] for heading in HEADINGS]
)
def test_columns_are_told_by_their_headings(heading: str, roles: str | None) -> None:
    columns = columns_of(heading)
    if roles is None or columns is None:
        assert columns is roles
        return
    width = max(line.count("\t") for line in heading.split("\n")) + 1
    known = {h.at: h for h in columns.headings}
    shown = [
        f"{h.role.value}{h.stage and f'@{h.stage}'}{h.half and f'({h.half})'}"
        for h in (known.get(at) for at in range(width))
        if h
    ]
    for at in sorted(columns.unknown):
        shown.insert(at, "?")
    assert " ".join(shown) == roles


def test_figures_have_the_years_of_their_headings() -> None:
    columns = columns_of(
        "番号\t取組\t課名\t指標\t目標値\t\t実績値\t\t評価\n\t\t\t\tR6\t2026年度\t令和5年度\tR6\t"
    )
    assert columns is not None
    assert [h.year for h in columns.headings] == [None] * 4 + [2024, 2026, 2023, 2024, None]
    aside = [h.at for h in columns.of_year(2024).headings if h.role.value == "aside"]
    assert aside == [6]
