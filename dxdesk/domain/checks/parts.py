"""Numbered parts and departments: who wrote which part of a column, and who did not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dxdesk.domain.cells import names_in
from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.plan import Column, Slot
from dxdesk.domain.rulebook import Severity
from dxdesk.domain.text import fold

_PARTS = "(1) 様式を減らす。 (2) 画面を作る。"
_TWO = ("企画課", "情報課")

PART_MISSING = Rule(
    "part-missing",
    Family.COMPLETENESS,
    Severity.WARNING,
    "取組内容の{missing}に対応する記述が{column}にありません。",
    "取組内容が(1)(2)などに分かれ、欄も番号で書かれているのに、欠けた番号があります。"
    "番号を使わずにまとめて書いた欄では示しません。改善・課題の欄では参考にとどめます。",
    Example(content=_PARTS, result="(1) 様式を十種類減らした。"),
    Example(content=_PARTS, result="(1) 様式を十種類減らした。\n(2) 画面を一つ作った。"),
)
PART_EXTRA = Rule(
    "part-extra",
    Family.COMPLETENESS,
    Severity.WARNING,
    "{column}に、取組内容にない番号{extra}があります。番号を取組内容に合わせてください。",
    "取組内容が(1)(2)などに分かれているのに、欄にそれにない番号があります。改善・課題の欄では参考に"
    "とどめます。",
    Example(
        content=_PARTS,
        result="(1) 様式を減らした。\n(2) 画面を作った。\n(3) 案内を改めた。",
    ),
    Example(content=_PARTS, result="(1) 様式を減らした。\n(2) 画面を作った。"),
)
DEPARTMENT_SILENT = Rule(
    "department-silent",
    Family.COMPLETENESS,
    Severity.WARNING,
    "担当課の{department}が書いた部分が{column}にありません。",
    "担当課が幾つもあり、書いた課が示されている欄に、記述のない担当課があります。課の名前がどこにも"
    "示されていない欄では、まとめて書かれたものと見ます。改善・課題の欄では参考にとどめます。",
    Example(departments=_TWO, result="様式を減らした。（企画課）"),
    Example(departments=_TWO, result="様式を減らした。（企画課）\n画面を作った。（情報課）"),
)
DEPARTMENT_FOREIGN = Rule(
    "department-foreign",
    Family.COMPLETENESS,
    Severity.WARNING,
    "{column}に、この項目の担当課でない{foreign}の記述があります。",
    "計画にある課の名前が書き手として示されていますが、その課はこの項目の担当課ではありません。",
    Example(result="様式を減らした。\n（情報課）", other=Example(departments=("情報課",))),
    Example(result="様式を減らした。\n（企画課）", other=Example(departments=("情報課",))),
)

RULES = (PART_MISSING, PART_EXTRA, DEPARTMENT_SILENT, DEPARTMENT_FOREIGN)

_SECOND = re.compile(r"[2２][)）]")
_LABELS = re.compile(r"(?:^|(?<=[\s。]))((?:[(（]\d{1,2}[)）])+)", re.MULTILINE)
_AT_LINE = re.compile(r"^[ \t　]*((?:[(（]\d{1,2}[)）])+)", re.MULTILINE)
_NUMBER = re.compile(r"\d{1,2}")
_WRITER = re.compile(
    r"^[ \t　]*【([^【】\n]{1,60})】|[(（]([^()（）\n]{1,80})[)）][ \t　]*$", re.MULTILINE
)
# A text without them names no writer; most have none.
_CLOSING = ("】", "）", ")")
_COLUMNS = {Column.RESULT: "取組実績", Column.ISSUES: "改善・課題の欄"}


def check(view: ItemView) -> Iterator[Finding]:
    """Look at both columns of one item."""
    content = view.item.content
    asked = _numbers(_LABELS, content) if _SECOND.search(content) else set[int]()
    several = len(view.item.departments) > 1
    signed = any(mark in text for _, text in view.slots for mark in _CLOSING)
    strange = any(
        name not in view.item.departments for s, _ in view.slots for name in s.departments
    )
    if len(asked) < 2 and not (several or signed or strange):
        return
    for column in Column:
        written = [(slot, text) for slot, text in view.slots if slot.column is column and text]
        if not written:
            continue
        if len(asked) > 1:
            yield from _check_parts(view, column, written, asked)
        if several:
            yield from _check_silent(view, column, written)
        yield from _check_foreign(view, column, written)


_Written = Sequence[tuple[Slot, str]]


def _numbers(labels: re.Pattern[str], text: str) -> set[int]:
    return {int(n) for label in labels.findall(text) for n in _NUMBER.findall(fold(label))}


def _check_parts(
    view: ItemView, column: Column, written: _Written, asked: set[int]
) -> Iterator[Finding]:
    there: set[int] = set()
    for slot, text in written:
        there |= {int(n) for n in _NUMBER.findall(fold(slot.part))} | _numbers(_AT_LINE, text)
    if not there:
        return
    weak = column is Column.ISSUES
    # An empty place for the part is told as unwritten.
    own = {int(n) for slot in view.item.slots_in(column) for n in _NUMBER.findall(fold(slot.part))}
    whole = any(not slot.part and not _numbers(_AT_LINE, text) for slot, text in written)
    if missing := sorted(asked - there - own):
        # Who wrote for the item as a whole may have meant the missing part.
        evidence = {"missing": _listed(missing), "column": _COLUMNS[column]}
        yield view.slot_finding(PART_MISSING, written[0][0], evidence, weak=weak or whole)
    if extra := sorted(there - asked):
        evidence = {"extra": _listed(extra), "column": _COLUMNS[column]}
        yield view.slot_finding(PART_EXTRA, written[0][0], evidence, weak=weak)


def _listed(numbers: Sequence[int]) -> str:
    return "".join(f"({number})" for number in numbers)


def _check_silent(view: ItemView, column: Column, written: _Written) -> Iterator[Finding]:
    item = view.item
    wrote = {name for slot, _ in written for name in slot.departments}
    wrote |= {name for _, text in written for name in _writers(view, text)}
    if not wrote:
        return
    if any(not slot.departments and not _writers(view, text) for slot, text in written):
        wrote.add(item.lead)
    own = {name for slot in item.slots_in(column) for name in slot.departments}
    for department in item.departments:
        if department not in wrote and department not in own:
            evidence = {"department": department, "column": _COLUMNS[column]}
            yield view.slot_finding(
                DEPARTMENT_SILENT, written[0][0], evidence, weak=column is Column.ISSUES
            )


def _check_foreign(view: ItemView, column: Column, written: _Written) -> Iterator[Finding]:
    responsible = set(view.item.departments)
    if not responsible:
        return
    for slot, text in written:
        strange = [name for name in slot.departments if name not in responsible]
        strange += [name for name in _writers(view, text) if name not in responsible]
        if strange:
            names = "、".join(dict.fromkeys(strange))
            evidence = {"foreign": names, "column": _COLUMNS[column]}
            yield view.slot_finding(DEPARTMENT_FOREIGN, slot, evidence)


def _writers(view: ItemView, text: str) -> tuple[str, ...]:
    """Departments that a text names as its writers, in marks at the edges of its lines."""
    if not any(map(text.count, _CLOSING)):
        return ()
    known = view.material.known_departments
    return tuple(
        name for head, tail in _WRITER.findall(text) for name in names_in(head or tail, known)
    )
