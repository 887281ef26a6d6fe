"""Commands for findings: show them, answer them with a reason, put right what can be."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxdesk.cli.commands import Commands, add_year, open_file, print_json
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.finding_words import finding_sentence
from dxdesk.messages import SEVERITY_WORDS, field_label
from dxdesk.sheets.cell_text import visible

if TYPE_CHECKING:
    from dxdesk.department import Desk
    from dxdesk.domain.checks import Finding
    from dxdesk.domain.confirmation import Confirmation
    from dxdesk.domain.plan import Plan
    from dxdesk.office import Office

_FAMILIES = ("figures", "rating", "completeness", "last-year", "writing", "summary")
_SEVERITIES = ("error", "warning", "hint")


def declare(commands: Commands) -> None:
    """Declare check, confirm and fix."""
    sub = commands.add("check", _check, "file")
    sub.add_argument("--json", action="store_true")
    add_year(sub)
    sub.add_argument("--family", action="append", choices=_FAMILIES)
    sub.add_argument("--severity", action="append", choices=_SEVERITIES)
    sub.add_argument("--department", metavar="NAME")
    sub.add_argument("--code", action="append", metavar="CODE")
    sub.add_argument("--out", type=Path, metavar="FILE")
    sub = commands.add("confirm", _confirm, "file")
    sub.add_argument("--item", required=True, metavar="NO")
    sub.add_argument("--code", required=True, metavar="CODE")
    sub.add_argument("--field", metavar="F")
    sub.add_argument("--kpi", metavar="NAME")
    said = sub.add_mutually_exclusive_group(required=True)
    said.add_argument("--reason", metavar="TEXT")
    said.add_argument("--withdraw", action="store_true")
    sub.add_argument("--by", default="", metavar="NAME")
    add_year(sub)
    sub = commands.add("fix", _fix, "file")
    sub.add_argument("--item", default="", metavar="NO")
    sub.add_argument("--code", action="append", metavar="CODE")
    sub.add_argument("--dry-run", action="store_true")
    add_year(sub)


def _check(args: argparse.Namespace) -> int:
    from dxdesk.cli.open_questions import open_lines
    from dxdesk.department import Desk

    _known_rules(args.code or ())
    with open_file(args.file, read_only=True) as opened:
        plan, found = _found(opened, args)
        of_office = not isinstance(opened, Desk)
        chosen = [finding for finding in found if _is_chosen(finding, args)]
        if args.out:
            _export(opened, chosen, args)
    if args.json:
        print_json({"format": 1, "findings": [_as_json(finding) for finding in chosen]})
        return 0
    for line in [str(args.out)] if args.out else _lines(plan, chosen):
        print(line)
    print(_counts(chosen))
    for line in open_lines(plan, args.file if of_office else None):
        print(line, file=sys.stderr)
    return 0


def _export(opened: Desk | Office, chosen: Sequence[Finding], args: argparse.Namespace) -> None:
    from dxdesk.department import Desk

    if isinstance(opened, Desk):
        opened.export_findings(chosen, args.out)
    else:
        opened.export_findings(chosen, args.out, args.year)


def _found(opened: Desk | Office, args: argparse.Namespace) -> tuple[Plan, Sequence[Finding]]:
    from dxdesk.department import Desk

    if isinstance(opened, Desk):
        _is_of_desk(opened, args.year, args.department)
        return opened.request.plan, opened.findings()
    if args.department:
        return opened.plan(args.year), opened.findings_of(args.department, args.year)
    return opened.plan(args.year), opened.findings(args.year)


def _is_of_desk(desk: Desk, year: int | None, department: str | None = None) -> None:
    if year not in (None, desk.request.plan.year):
        raise DxdeskError(Trouble.UNKNOWN_YEAR, year=year)
    if department not in (None, desk.request.department):
        raise DxdeskError(Trouble.UNKNOWN_DEPARTMENT, department=department)


def _is_chosen(finding: Finding, args: argparse.Namespace) -> bool:
    return (
        (not args.family or finding.family.value in args.family)
        and (not args.severity or finding.severity.value in args.severity)
        and (not args.code or finding.code in args.code)
    )


def _known_rules(codes: Iterable[str]) -> None:
    from dxdesk.domain.checks import RULES

    for code in codes:
        if code not in RULES:
            raise DxdeskError(Trouble.UNKNOWN_RULE, code=code)


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "family": finding.family.value,
        "severity": finding.severity.value,
        "item": finding.item or None,
        "part": finding.part or None,
        "department": finding.department or None,
        "field": finding.field or None,
        "kpi": finding.kpi or None,
        "evidence": finding.evidence,
        "message": finding_sentence(finding),
        "fix": finding.fix.text if finding.fix else None,
        "confirmed": _answer_json(finding.confirmation),
        "earlier": _answer_json(finding.earlier),
    }


def _answer_json(answer: Confirmation | None) -> dict[str, str] | None:
    return {"reason": answer.reason, "by": answer.by, "at": answer.at} if answer else None


def _lines(plan: Plan, findings: Iterable[Finding]) -> Iterator[str]:
    """A heading for each item, and a line for each of its findings."""
    for (no, item_id), group in groupby(findings, lambda f: (f.item, f.field.partition("/")[0])):
        item = plan.by_id.get(item_id)
        yield f"項目{no} {item.title}" if item else "一覧の全体"
        for finding in group:
            yield f"  [{SEVERITY_WORDS[finding.severity]}] {_line(finding)}"


def _line(finding: Finding) -> str:
    place = _place(finding.field, finding.part)
    text = f"{place}: {finding_sentence(finding)}（{finding.code}）"
    if now := finding.confirmation:
        text += f" 確認済み: {now.reason}（{now.by} {now.at}）"
    elif then := finding.earlier:
        text += f" 変更前の確認: {then.reason}（{then.by} {then.at}）"
    return _one_line(text)


def _place(field: str, part: str = "") -> str:
    name = field.partition("/")[2]
    return f"{field_label(name)} {part}".strip() if name else "一覧"


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _counts(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    each = "、".join(f"{word} {counts[severity]}" for severity, word in SEVERITY_WORDS.items())
    answered = sum(not finding.open for finding in findings)
    return f"指摘: {len(findings)}件（{each}）、うち確認済み {answered}件"


def _confirm(args: argparse.Namespace) -> int:
    from dxdesk.department import Desk

    _known_rules([args.code])
    with open_file(args.file, by=args.by) as opened:
        if isinstance(opened, Desk):
            _is_of_desk(opened, args.year)
            finding = _one(opened.findings(closed=True), args)
            if args.withdraw:
                opened.withdraw_confirmation(finding)
            else:
                opened.confirm(finding, args.reason, args.by)
        else:
            finding = _one(opened.findings(args.year), args)
            if args.withdraw:
                opened.withdraw_confirmation(finding, args.year)
            else:
                opened.confirm(finding, args.reason, args.year)
    done = "確認を取り消しました。" if args.withdraw else "確認済みにしました。"
    print(f"項目{finding.item} {_place(finding.field, finding.part)}（{finding.code}）: {done}")
    return 0


def _one(findings: Iterable[Finding], args: argparse.Namespace) -> Finding:
    found = [
        finding
        for finding in findings
        if (finding.item, finding.code) == (args.item, args.code)
        and args.field in (None, finding.field, finding.field.partition("/")[2])
        and args.kpi in (None, finding.kpi)
    ]
    if not found:
        raise DxdeskError(Trouble.NO_SUCH_FINDING, item=args.item, code=args.code)
    if len(found) > 1:
        fields = "、".join(finding.field for finding in found)
        raise DxdeskError(
            Trouble.SEVERAL_FINDINGS,
            item=args.item,
            code=args.code,
            count=len(found),
            fields=fields,
        )
    return found[0]


def _fix(args: argparse.Namespace) -> int:
    from dxdesk.department import Desk
    from dxdesk.domain.findings import Choice

    _known_rules(args.code or ())
    choice = Choice(args.item, tuple(args.code or ()))
    with open_file(args.file, read_only=args.dry_run) as opened:
        if isinstance(opened, Desk):
            _is_of_desk(opened, args.year)
            plan, before = opened.request.plan, opened.answers()
            _known_item(plan, args.item)
            texts = opened.fixes(choice) if args.dry_run else opened.fix(choice)
        else:
            plan, before = opened.plan(args.year), opened.answers(args.year)
            _known_item(plan, args.item)
            make = opened.fixes if args.dry_run else opened.fix
            texts = make(choice, args.year)
    for line in _changes(plan, before, texts):
        print(line)
    print(f"{len(texts)}欄を" + ("直せます。" if args.dry_run else "直しました。"))
    return 0


def _known_item(plan: Plan, no: str) -> None:
    if no and no not in plan.by_no:
        raise DxdeskError(Trouble.UNKNOWN_ITEM, item=no)


def _changes(plan: Plan, before: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[str]:
    """For each field the lines that change: as they were, then as they are."""
    for field, text in texts.items():
        item = plan.by_id[field.partition("/")[0]]
        yield f"項目{item.no} {_place(field)}"
        old, new = before.get(field, "").split("\n"), text.split("\n")
        for line in list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]:
            if not line.startswith("@@"):
                yield f"  {visible(line)}"
