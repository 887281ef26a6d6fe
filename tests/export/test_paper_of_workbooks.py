"""Every layout of real, sample and extreme plans on LibreOffice's paper: whole, and in its place.

All workbooks are converted in one run, since a start of LibreOffice takes longer than a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from dxdesk.domain.plan import Plan
from dxdesk.domain.text import squeeze
from dxdesk.export.layout_files import shipped
from dxdesk.files.published import read_published
from dxdesk.sheets.cell_text import visible
from tests.export.extremes import EXTREMES, Year
from tests.export.libreoffice import (
    Spanning,
    Word,
    bold_feet,
    convert_all,
    pages,
    text_of,
    unmerge,
    with_best_heights,
)
from tests.export.opened import BOTH, export, rows
from tests.export.samples import long_plan, three_columns, wide, written
from tests.plans import OITA, SAMPLE, TOKUSHIMA, needs_documents

pytestmark = pytest.mark.long

PROSE = "\n".join(
    f"({n}) 庁内の{n}件の業務について、担当者への聞取りとfit & gap分析を行い、"
    "導入後の効果（時間・費用）をhttps://example.invalid/reports/2024/reportで公表した。"
    for n in range(1, 30)
)
PUBLISHED = {"tokushima": TOKUSHIMA, "oita": OITA}


def read(path: Path) -> Year:
    reading = read_published(path, plan_id="p")
    return reading.plan, dict(reading.answers)


PLANS: dict[str, Callable[[], Year]] = {
    **{name: partial(read, path) for name, path in PUBLISHED.items()},
    "sample": partial(read, SAMPLE),
    "three columns": lambda: (three_columns(), written(three_columns())),
    "wide table": lambda: (wide(), written(wide())),
    "prose": lambda: long_plan(PROSE, 3),
    **EXTREMES,
}
TOO_HIGH = "a title of eleven lines and the first piece of its cells are higher than a page"
BOLD_RATING = "the rating is bold there, heads nothing, and its note goes on behind it"
KNOWN = {
    ("foot", "many departments", "three-column"): TOO_HIGH,
    ("foot", "long cells", "item-sheets"): BOLD_RATING,
}


def each(what: str) -> pytest.MarkDecorator:
    """Every plan in every layout; of `what` is looked at, some fail as is known."""
    return pytest.mark.parametrize(
        ("name", "layout"),
        [
            pytest.param(name, layout, marks=_marks(what, name, layout), id=f"{name}, {layout}")
            for name in PLANS
            for layout in shipped()
        ],
    )


def _marks(what: str, name: str, layout: str) -> list[pytest.MarkDecorator]:
    marks = [needs_documents] if name in PUBLISHED else []
    if why := KNOWN.get((what, name, layout)):
        marks.append(pytest.mark.xfail(reason=why))
    return marks


@dataclass(frozen=True, repr=False)
class Judged:
    """A workbook, and what LibreOffice made of it and of its cells over several columns."""

    plan: Plan
    answers: dict[str, str]
    ours: Path
    pdf: Path
    best: Path
    spanning: list[Spanning]
    best_spanning: Path


AllJudged = dict[tuple[str, str], Judged]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> AllJudged:
    folder = tmp_path_factory.mktemp("paper")
    years = {
        (name, layout): make()
        for name, make in PLANS.items()
        if name not in PUBLISHED or PUBLISHED[name].exists()
        for layout in shipped()
    }
    ours = {key: folder / f"{'-'.join(key)}.xlsx" for key in years}
    probes = {key: folder / f"{'-'.join(key)}-spanning.xlsx" for key in years}
    for key, path in ours.items():
        path.write_bytes(export(*years[key], key[1]))
    spanning = {key: unmerge(ours[key], probes[key]) for key in years}
    pdfs = dict(zip(years, convert_all([*ours.values()], "pdf", folder / "pdf"), strict=True))
    best = with_best_heights([*ours.values(), *probes.values()], folder)
    return {
        key: Judged(
            *years[key], ours[key], pdfs[key], best[at], spanning[key], best[at + len(years)]
        )
        for at, key in enumerate(years)
    }


def texts_of(plan: Plan, answers: dict[str, str]) -> Iterator[str]:
    """Every text of a year that is to be on paper."""
    for item in plan.items:
        yield from (item.no, item.title, item.content, item.goal, *item.departments)
        for kpi in item.kpis:
            yield from (kpi.name, kpi.target)
        yield from (phase.label for phase in item.schedule)
        yield from (group.title for group in plan.groups_of(item))
    yield from (text for text in answers.values() if text)


# No font that is installed for the tests has them, and LibreOffice draws one box for several.
_WITHOUT_GLYPH = re.compile("[\u200d\u2400-\u241f\U0001f000-\U0001faff]")
# Boxes of fonts reach over and under what they draw.
_ROUNDED, _ASCENT = 1.0, 4.0


def printed_texts(path: Path) -> Iterator[str]:
    """The texts of the cells inside the print areas; numbers are printed by their formats."""
    for number, sheet in enumerate(load_workbook(path, data_only=True)):
        area = sheet.print_area.rpartition(":")[2].strip("$").partition("$")[0]
        width = column_index_from_string(area) if area else sheet.max_column
        kinds = [[isinstance(cell.value, str) for cell in row] for row in sheet.iter_rows()]
        for texts, known in zip(rows(path.read_bytes(), number, width), kinds, strict=False):
            yield from (text for text, is_text in zip(texts, known, strict=False) if is_text)


@each("characters")
def test_every_character_is_on_paper(name: str, layout: str, judged: AllJudged) -> None:
    it = judged[name, layout]
    texts = list(printed_texts(it.ours))
    in_cells = Counter(squeeze("".join(texts)))
    if layout in BOTH:
        lost = set(squeeze(visible("".join(texts_of(it.plan, it.answers))))) - set(in_cells)
        assert not lost, f"not in the workbook: {sorted(lost)}"
    printed = Counter(text_of(word for page in pages(it.pdf) for word in page.words))
    missing = {
        char: count
        for char, count in (in_cells - printed).items()
        if not _WITHOUT_GLYPH.match(char)
    }
    assert not missing, [(char, next(t for t in texts if char in t)[:60]) for char in missing]


@each("heights")
def test_no_row_is_lower_than_its_text(name: str, layout: str, judged: AllJudged) -> None:
    it = judged[name, layout]
    low: list[tuple[str, int, float, float, str]] = []
    highest, best = 0.0, load_workbook(it.best)
    for sheet in load_workbook(it.ours):
        for number, row in enumerate(sheet.iter_rows(), 1):
            ours, theirs = (
                b.row_dimensions[number].height or 0 for b in (sheet, best[sheet.title])
            )
            highest = max(highest, theirs)
            if any(cell.value for cell in row) and ours < theirs:
                text = next(str(cell.value)[:40] for cell in row if cell.value)
                low.append((sheet.title, number, ours, theirs, text))
    assert highest > 18, "LibreOffice has found no heights"
    assert not low, low[:10]


@each("spanning")
def test_no_text_over_several_columns_is_cut_off(name: str, layout: str, judged: AllJudged) -> None:
    it = judged[name, layout]
    wanted = [
        sheet.row_dimensions[number].height or 0
        for sheet in load_workbook(it.best_spanning)
        for number in range(1, sheet.max_row + 1)
        if sheet.cell(number, 1).value
    ]
    low = [
        (cell, height)
        for cell, height in zip(it.spanning, wanted, strict=True)
        if cell.height < height
    ]
    assert it.spanning or not any(sheet.merged_cells.ranges for sheet in load_workbook(it.ours))
    assert not low, low[:10]


@each("margins")
def test_nothing_is_printed_beyond_the_margins(name: str, layout: str, judged: AllJudged) -> None:
    it = judged[name, layout]
    margins = [sheet.page_margins for sheet in load_workbook(it.ours)]
    sides = 72 * min(min(each.left, each.right) for each in margins)
    top, bottom = (72 * min(getattr(m, end) for m in margins) for end in ("top", "bottom"))
    head, foot = (72 * min(getattr(m, end) for m in margins) for end in ("header", "footer"))
    beyond: list[tuple[int, Word]] = []
    for number, page in enumerate(pages(it.pdf), 1):
        for word in page.words:
            inside = sides - _ROUNDED <= word.left < word.right <= page.width - sides + _ROUNDED
            above, below = word.bottom < top, word.top > page.height - bottom
            high = head if above else top
            low = page.height - (foot if below else bottom)
            if not (inside and high - _ASCENT <= word.top < word.bottom <= low + _ASCENT):
                beyond.append((number, word))
    assert not beyond, beyond[:10]


@each("foot")
def test_no_heading_stands_alone_at_the_foot_of_a_page(
    name: str, layout: str, judged: AllJudged
) -> None:
    it = judged[name, layout]
    alone = bold_feet(it.pdf, 72 * 0.6)
    assert not alone, alone[:10]
