"""The report that all outputs are made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.cells import rating_of
from dxdesk.domain.plan import Group, Phase
from dxdesk.export.report import build_report
from tests.export.samples import item, three_columns, wide, written


def test_the_summary_is_the_list() -> None:
    plan = three_columns()
    answers = written(plan, i002__rating="B", i003__rating="?")
    report = build_report(plan, answers)
    counted = {tally.code: tally.count for tally in report.tallies}
    given = [rating_of(each, answers) for each in plan.items]
    assert counted == {code: given.count(code) for code in plan.codes}
    assert (report.total, report.unrated) == (3, 1)
    assert [entry.rating for entry in report.entries] == given
    assert [tally.percent for tally in report.tallies] == [0, 33, 33]


def test_entries_are_composed_as_the_document_is() -> None:
    plan = three_columns()
    report = build_report(plan, written(plan, i002__rating_note="理由"))
    second = report.entries[1]
    assert second.result == (
        "(1) 窓口の見直しその2のresultを書いた。（住宅課）\n"
        "(2) 窓口の見直しその2のresultを書いた。（都市計画課）"
    )
    assert second.rating_note == "理由"
    assert [(kpi.name, kpi.target, kpi.actual) for kpi in report.entries[0].kpis] == [
        ("予約件数", "100件", "120件")
    ]


def test_unwritten_stays_empty() -> None:
    report = build_report(three_columns(), {})
    first = report.entries[0]
    assert (first.result, first.issues, first.rating, first.kpis[0].actual) == ("", "", "", "")


def test_sections_and_inner_groups() -> None:
    report = build_report(wide(), {})
    assert [section.group.title if section.group else "" for section in report.sections] == [
        "手続のオンライン化",
        "データの活用",
    ]
    assert [[group.title for group in entry.opened] for entry in report.entries] == [
        ["申請を手元で"],
        [],
        ["支払を手元で"],
        ["公開するデータ"],
    ]


@pytest.mark.parametrize(
    ("groups", "sections", "opened"),
    [
        (["g1", "g1"], ["g1"], [[], []]),
        ([None, "g1"], [None, "g1"], [[], []]),
        (["g1", None, "g1"], ["g1", None, "g1"], [[], [], []]),
        (["g2", "g3"], ["g1"], [["g2"], ["g3"]]),
        (["g2", "g1"], ["g1", "g1"], [["g2"], []]),
        (["g1", "g2", "g2"], ["g1"], [[], ["g2"], []]),
    ],
)
def test_headings_change_when_groups_do(
    groups: list[str | None], sections: list[str | None], opened: list[list[str]]
) -> None:
    plan = replace(
        three_columns(),
        groups=(
            Group("g1", 0, "", "", "外"),
            Group("g2", 1, "", "1", "内一", "g1"),
            Group("g3", 1, "", "2", "内二", "g1"),
        ),
        items=tuple(item(number, group) for number, group in enumerate(groups, 1)),
    )
    report = build_report(plan, {})
    assert [s.group.id if s.group else None for s in report.sections] == sections
    assert [[group.id for group in entry.opened] for entry in report.entries] == opened


def test_years_as_the_plan_prints_them() -> None:
    assert build_report(three_columns(), {}).year_text == "令和6年度"
    assert build_report(wide(), {}).year_text == "2023年度"


@pytest.mark.parametrize(
    ("schedule_years", "years", "phase", "columns"),
    [
        (("2022", "2025以降"), (2022,), "2022", ("2022", "2025以降")),
        ((), (2022, 2023), "2023", ("2022", "2023")),
        ((), (), "2024", ("2024",)),
        ((), (2022,), "2030", ("2022", "2030")),
    ],
)
def test_every_phase_has_a_column(
    schedule_years: tuple[str, ...], years: tuple[int, ...], phase: str, columns: tuple[str, ...]
) -> None:
    plan = replace(
        three_columns(),
        schedule_years=schedule_years,
        years=years,
        items=(item(1, schedule=(Phase(phase, "実施"),)),),
    )
    assert build_report(plan, {}).schedule_years == columns
