"""Exported and imported again, the dump is equal."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.plan import Column, Grade, Group, Item, Kpi, Phase, Plan, Slot, YearStyle
from dxdesk.domain.summary import dump
from dxdesk.domain.text import squeeze
from dxdesk.export.report import build_report
from dxdesk.export.workbooks import losses, write_workbook
from dxdesk.files.published import read_published
from dxdesk.resources import resource
from tests.causes import NO_DOCUMENTS
from tests.export.opened import BOTH
from tests.plans import OITA, SAMPLE, THREE_COLUMN, TOKUSHIMA, WIDE, write

Answers = dict[str, str]


def exported_and_read(plan: Plan, answers: Answers, layout: str, folder: Path) -> object:
    book = io.BytesIO()
    write_workbook(build_report(plan, answers), layout, book)
    (folder / "book.xlsx").write_bytes(book.getvalue())
    again = read_published(folder / "book.xlsx", plan_id="again")
    return dump(again.plan, again.answers)


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize("source", [TOKUSHIMA, OITA, SAMPLE], ids=lambda path: path.stem)
def test_documents(source: Path, layout: str, tmp_path: Path) -> None:
    if not source.exists():
        NO_DOCUMENTS.skip()
    reading = read_published(source, plan_id="p")
    assert losses(build_report(reading.plan, reading.answers), layout) == []
    again = exported_and_read(reading.plan, dict(reading.answers), layout, tmp_path)
    assert again == dump(reading.plan, reading.answers)


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize("document", [THREE_COLUMN, WIDE], ids=["three-column", "wide"])
def test_small_documents(document: str, layout: str, tmp_path: Path) -> None:
    reading = read_published(write(tmp_path / "p.txt", document), plan_id="p")
    again = exported_and_read(reading.plan, dict(reading.answers), layout, tmp_path)
    assert again == dump(reading.plan, reading.answers)


WORDS = st.text("あいうえお漢字カナ語句ABab12・、。", min_size=1, max_size=24).map(
    lambda t: f"文{t}"
)
PROSE = st.lists(WORDS | st.just("①一つ目") | st.just("・項目"), max_size=4).map("\n".join)
LONG = st.integers(0, 3).map(lambda n: "とても長い文である。" * (n * 150))
DEPARTMENTS = (
    "総務課",
    "人事課",
    "議会事務局庶務課・議事調査課",
    "社会教育課（市史編さん室）",
    "交通局",
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, Answers]:
    """A plan of one or two levels with items of every make, and its answers."""
    inner = draw(st.booleans())
    groups = [
        Group("g1", 0, "取組方針", "1", draw(WORDS)),
        *([Group("g2", 1, "施策", "1", draw(WORDS), "g1")] if inner else []),
        Group("g3", 0, "取組方針", "2", draw(WORDS)),
    ]
    items: list[Item] = []
    answers: Answers = {}
    for number in range(1, draw(st.integers(1, 5)) + 1):
        departments = draw(
            st.lists(st.sampled_from(DEPARTMENTS), min_size=1, max_size=3, unique=True)
        )
        item = Item(
            f"i{number:03}",
            str(number),
            draw(WORDS),
            tuple(departments),
            draw(st.sampled_from([g.id for g in groups])) if number == 1 else items[-1].group,
            draw(PROSE),
            draw(PROSE | LONG),
            tuple(
                Kpi(
                    f"k{k}",
                    f"指標{k}{draw(WORDS)}",
                    draw(st.sampled_from(["10件", "42.0%", "毎年度2回以上"])),
                )
                for k in range(draw(st.integers(0, 3)))
            ),
            draw(st.just(()) | st.just((Phase("2023", "検討"), Phase("2024", "実施")))),
        )
        items.append(answered(draw, item, answers))
    return (
        Plan(
            "p",
            "みどり市情報化計画",
            "みどり市",
            2024,
            (2023, 2024, 2025),
            (Grade("A", "計画どおりに進んだ。", True), Grade("B", "計画より遅れた。", False)),
            tuple(groups),
            tuple(items),
            year_style=draw(st.sampled_from(YearStyle)),
            schedule_years=("2023", "2024", "2025"),
        ),
        answers,
    )


def answered(draw: st.DrawFn, item: Item, answers: Answers) -> Item:
    """Give an item slots and texts: by part, by department, or as a whole."""
    slots: list[Slot] = []
    for column in Column:
        parts = draw(st.sampled_from([("",), ("(1)", "(2)"), ("(1)", "(2)", "(3)")]))
        places = [(part, (name,)) for part in parts for name in item.departments[:2]]
        for count, (part, names) in enumerate(places, 1):
            text = draw(PROSE | LONG)
            slot = Slot(
                f"{column.value}-{count}",
                column,
                part,
                names,
                opens=names[0] == item.departments[0],
            )
            slots.append(slot)
            if text.strip():
                answers[f"{item.id}/{slot.id}"] = text.strip()
    for kpi in item.kpis:
        if draw(st.booleans()):
            answers[f"{item.id}/{kpi.id}"] = draw(
                st.sampled_from(["8件", "38.5%", "該当なし", "計3回"])
            )
    if draw(st.booleans()):
        answers[f"{item.id}/rating"] = draw(st.sampled_from("AB"))
    if draw(st.booleans()):
        answers[f"{item.id}/rating_note"] = draw(WORDS)
    return Item(**{**{f: getattr(item, f) for f in item.__slots__}, "slots": tuple(slots)})


@settings(max_examples=40, deadline=None)
@given(plans(), st.sampled_from(sorted(BOTH)))
def test_generated_plans(made: tuple[Plan, Answers], layout: str) -> None:
    comes_back(made, layout)


@pytest.mark.long
@pytest.mark.parametrize("layout", BOTH)
@settings(max_examples=200, deadline=None)
@given(made=plans())
def test_many_generated_plans(made: tuple[Plan, Answers], layout: str) -> None:
    comes_back(made, layout)


@pytest.mark.parametrize("layout", BOTH)
def test_an_offices_own_widths_and_paper_are_read_as_well(layout: str, tmp_path: Path) -> None:
    source = resource("layouts", f"{layout}.toml").read_text("utf-8")
    own = tmp_path / "own.toml"
    narrow = re.sub(r"^width = \d+", "width = 12", source, flags=re.MULTILINE)
    paper = re.sub(r'^orientation = "landscape"', 'orientation = "portrait"', narrow, flags=re.M)
    assert len({source, narrow, paper}) == 3
    own.write_text(paper, "utf-8")
    reading = read_published(write(tmp_path / "p.txt", THREE_COLUMN), plan_id="p")
    again = exported_and_read(reading.plan, dict(reading.answers), str(own), tmp_path)
    assert again == dump(reading.plan, reading.answers)


def comes_back(made: tuple[Plan, Answers], layout: str) -> None:
    """Equal, or it is told what is not."""
    plan, answers = made
    with tempfile.TemporaryDirectory() as name:
        again = exported_and_read(plan, answers, layout, Path(name))
    told = losses(build_report(plan, answers), layout)
    if not told:
        assert squeezed(again) == squeezed(dump(plan, answers)), layout


def squeezed(value: object) -> object:
    """A dump with white space taken out of its texts."""
    if isinstance(value, dict):
        return {key: squeezed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [squeezed(inner) for inner in value]
    return squeeze(value) if isinstance(value, str) else value
