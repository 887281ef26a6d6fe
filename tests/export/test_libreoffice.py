"""What LibreOffice makes of the workbooks."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.text import squeeze
from tests.export.opened import BOTH, cells, export
from tests.export.samples import long_plan, three_columns, wide, written

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
PROSE = "\n".join(
    f"({n}) 庁内の{n}件の業務について、担当者への聞取りとfit & gap分析を行い、"
    "導入後の効果（時間・費用）をhttps://example.invalid/reports/2024/reportで公表した。"
    for n in range(1, 30)
)


def convert(source: Path, kind: str) -> Path:
    folder = source.parent
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder / kind), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / kind / f"{source.stem}.{kind}"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("layout", BOTH)
def test_every_character_is_on_paper(layout: str, tmp_path: Path) -> None:
    plan, answers = long_plan(PROSE, 3)
    data = export(plan, answers, layout)
    pdf = convert(_written(tmp_path, data), "pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    printed = Counter(squeeze(text))
    for char, count in Counter(squeeze("".join(cells(data)))).items():
        assert printed[char] >= count, char


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize("source", ["prose", "three-column", "wide"])
def test_no_row_is_lower_than_libreoffice_would_make_it(
    layout: str, source: str, tmp_path: Path
) -> None:
    plans = {"three-column": three_columns, "wide": wide}
    plan, answers = long_plan(PROSE, 3)
    if source in plans:
        plan = plans[source]()
        answers = written(plan)
    data = export(plan, answers, layout)
    # LibreOffice finds the best heights only for files of its own.
    flat = convert(_written(tmp_path, data), "fods")
    best_rows = '<style:table-row-properties style:use-optimal-row-height="true"/>'
    text = flat.read_text("utf-8")
    flat.write_text(re.sub("<style:table-row-properties[^>]*>", best_rows, text), "utf-8")
    best = load_workbook(convert(flat, "xlsx"))
    ours = load_workbook(_written(tmp_path, data))
    highest = 0.0
    for sheet in ours:
        for number, row in enumerate(sheet.iter_rows(), 1):
            if any(cell.value for cell in row):
                wanted = best[sheet.title].row_dimensions[number].height or 0
                assert (sheet.row_dimensions[number].height or 0) >= wanted
                highest = max(highest, wanted)
    assert highest > (200 if source == "prose" else 40)


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "ours.xlsx"
    path.write_bytes(data)
    return path
