"""Findings as a table for people: a CSV file or a workbook, a row for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from dxdesk.domain.checks import Finding
from dxdesk.domain.fields import split_field
from dxdesk.domain.plan import Plan
from dxdesk.export import people_table
from dxdesk.export.people_table import PeopleTable
from dxdesk.finding_words import FAMILY_WORDS, evidence_text, finding_sentence
from dxdesk.messages import SEVERITY_WORDS, field_label
from dxdesk.sheets.cell_text import visible

HEADER = (
    "番号",
    "取組項目",
    "担当課",
    "区分",
    "重要度",
    "欄",
    "指標",
    "指摘",
    "根拠",
    "確認の理由",
    "確認者",
    "確認日時",
    "コード",
)
_WIDTHS = (8, 24, 15, 11, 9, 15, 18, 44, 40, 30, 12, 17, 17)


def write_findings(plan: Plan, findings: Sequence[Finding], out: Path) -> None:
    """Write what the name of the file asks for; see `write_table`."""
    people_table.write_table(_table(plan, findings), out)


def write_csv(plan: Plan, findings: Sequence[Finding], file: BinaryIO) -> None:
    """Write a CSV file as Excel opens it by a double click."""
    people_table.write_csv(_table(plan, findings), file)


def write_book(plan: Plan, findings: Sequence[Finding], file: BinaryIO) -> None:
    """Write a workbook with a filter."""
    people_table.write_book(_table(plan, findings), file)


def _table(plan: Plan, findings: Sequence[Finding]) -> PeopleTable:
    title = f"{plan.title}　指摘一覧"
    page_head = f"{title}（{plan.year}年度）"
    return PeopleTable(title, "指摘一覧", page_head, HEADER, _WIDTHS, rows(plan, findings))


def rows(plan: Plan, findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """The cells of each finding, in the order of `HEADER`."""
    return [tuple(visible(text) for text in _row(plan, finding)) for finding in findings]


def _row(plan: Plan, finding: Finding) -> tuple[str, ...]:
    item_id, name = split_field(finding.field)
    item = plan.by_id.get(item_id)
    place = f"{field_label(name)} {finding.part}".strip() if name else ""
    return (
        finding.item,
        item.title if item else "",
        finding.department,
        FAMILY_WORDS[finding.family],
        SEVERITY_WORDS[finding.severity],
        place,
        finding.kpi,
        finding_sentence(finding),
        evidence_text(finding),
        *_answer(finding),
        finding.code,
    )


def _answer(finding: Finding) -> tuple[str, str, str]:
    """Reason, who and when; an answer that the data left behind is told, but is none."""
    if now := finding.confirmation:
        return now.reason, now.by, _when(now.at)
    if then := finding.earlier:
        return f"変更前の理由：{then.reason}（{then.by}　{_when(then.at)}）", "", ""
    return "", "", ""


def _when(at: str) -> str:
    return at[:16].replace("T", " ")
