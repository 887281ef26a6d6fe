"""What a document says of its own list, beside the list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.checks import Example, Family, Finding, Material, check_list
from dxdesk.domain.plan import Stated
from dxdesk.files.published import read_published
from tests.checks.samples import findings, material
from tests.plans import OITA, THREE_COLUMN, TOKUSHIMA, needs_documents, write

THREE = Example(rating="S", other=Example(rating="A", other=Example(rating="A")))


def said(closing: str) -> list[object]:
    """The differences that a 総括 has to a list of one S and two A."""
    one = material(THREE)
    plan = replace(one.plan, stated=Stated(closing=closing))
    found = check_list(replace(one, plan=plan))
    return [f.evidence["claim"] for f in found if f.code == "closing-differs"]


@pytest.mark.parametrize(
    ("closing", "differences"),
    [
        ("全3の取組項目のうち、S評価は1項目である。", []),
        ("全4項目のうち、S評価は1項目である。", ["全4項目"]),
        ("S評価又はA評価は合わせて3項目である。", []),
        ("「Ａ評価」の１項目については、続ける。", ["A 1件"]),
        ("約7割に当たる2項目がA評価であった。", []),
        ("約9割に当たる2項目がA評価であった。", ["約9割"]),
        ("A評価は全体の67%である。", []),
        ("A評価は全体の50%である。", ["50%"]),
        ("「S」が1項目（33%）、「A」が2項目（67%）であった。", []),
        ("「S」が2項目、「A」が2項目であった。", ["「S」が2項目"]),
        # Which items are meant is not said.
        ("9の取組項目を重点として進めた。", []),
        ("「S」～「D」の5段階で、3項目を評価した。", []),
        ("A評価の2項目とS評価の5項目がある。", []),
    ],
)
def test_the_closing_against_the_list(closing: str, differences: list[str]) -> None:
    assert said(closing) == differences


def test_a_total_is_compared_as_well() -> None:
    one = material(THREE)
    stated = Stated({"S": 1, "A": 2}, {"S": "33%", "A": "67%"}, 4)
    found = check_list(replace(one, plan=replace(one.plan, stated=stated)))
    assert [(f.code, f.evidence["code"]) for f in found if f.family is Family.SUMMARY] == [
        ("stated-count-differs", "合計")
    ]


def test_shares_forced_to_100_are_accepted() -> None:
    example = replace(THREE, stated={"S": 1, "A": 2}, stated_percents={"S": "33.4%", "A": "66.7%"})
    codes = [f.evidence.get("code") for f in findings(example) if f.family is Family.SUMMARY]
    assert codes == ["S"]


def of_document(path: Path) -> list[Finding]:
    reading = read_published(path, plan_id="p")
    found = check_list(Material(reading.plan, reading.answers))
    return [finding for finding in found if finding.family is Family.SUMMARY]


def test_a_small_document_agrees_with_itself(tmp_path: Path) -> None:
    assert of_document(write(tmp_path / "plan.txt", THREE_COLUMN)) == []
    wrong = THREE_COLUMN.replace("\t2\t67%", "\t1\t33%").replace("\t3\t100%", "\t2\t100%")
    found = of_document(write(tmp_path / "wrong.txt", wrong))
    assert [(f.code, f.evidence["code"]) for f in found] == [
        ("stated-count-differs", "A"),
        ("stated-count-differs", "合計"),
        ("stated-percent-differs", "A"),
    ]


@needs_documents
def test_the_published_documents() -> None:
    """One says 6 B on its cover and shows 5, with one rating missing."""
    assert of_document(TOKUSHIMA) == []
    (finding,) = of_document(OITA)
    assert finding.code == "stated-count-differs"
    assert dict(finding.evidence) == {"code": "B", "stated": 6, "counted": 5, "unrated": 1}
