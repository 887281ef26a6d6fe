"""An office that is looked at again and again finds what one opened anew finds."""

from __future__ import annotations

from pathlib import Path
from random import Random

from dxdesk.domain.checks import Finding
from dxdesk.domain.fields import all_fields
from dxdesk.office import Office
from tests.plans import SAMPLE

TEXTS = ["", "該当なし", "未実施", "85件", "100%", "A", "S", "①案内を配った。③直した。", "0"]


def said(findings: tuple[Finding, ...]) -> list[tuple[str, bool]]:
    return [(finding.mark, finding.open) for finding in findings]


def test_findings_follow_every_change(tmp_path: Path) -> None:
    office, _ = Office.create(SAMPLE, tmp_path / "office.dxdesk")
    random = Random(3)
    with office:
        office.roll_over(office.year + 1)
        fields = sorted(all_fields(office.plan()))
        for step in range(40):
            field = random.choice(fields)
            if step % 7 == 3:
                finding = random.choice(
                    [f for f in office.findings() if f.rule.confirmable] or [None]
                )
                if finding:
                    office.confirm(finding, "確かめた。")
            elif step % 11 == 5:
                office.write(field, random.choice(TEXTS))
                office.withdraw(field)
            else:
                office.write(field, random.choice(TEXTS))
            with Office.open(tmp_path / "office.dxdesk", read_only=True) as fresh:
                assert said(office.findings()) == said(fresh.findings())
