"""Layout files: what they may say, and where one is wrong."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from dxdesk.domain.asking import LastYear, PastFigure
from dxdesk.domain.fields import field_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Grade, Kpi, RatingStage
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.export import layout
from dxdesk.export.layout_files import LayoutError, find_layout, load_layout, read_layout, shipped
from dxdesk.export.places import OF_COLUMN, OF_ROW, Manner, Scope
from dxdesk.export.report import build_report
from dxdesk.export.template import TemplateError, read_template
from dxdesk.messages import sentence
from dxdesk.resources import resource
from scripts import layout_docs
from tests.causes import NO_PIPES
from tests.export.opened import export, rows
from tests.export.samples import three_columns, wide, written

SMALL = """\
format = 1
title = "短い一覧"

[paper]
size = "A4"
header = "{plan}"

[[sheet]]
name = "一覧"
rows = "item"
line = [
  { text = "{plan}（{year}）", bold = true },
  { space = 6 },
]

[[sheet.column]]
heading = "番号"
width = 8
text = "{no}"

[[sheet.column]]
heading = "名称"
width = 40
text = ["{title}", { text = "[担当：{departments}]", gap = 1 }]
"""


def test_an_offices_own_layout(tmp_path: Path) -> None:
    path = tmp_path / "短い.toml"
    path.write_bytes(SMALL.replace("\n", "\r\n").encode("cp932"))
    plan = three_columns()
    read = rows(export(plan, written(plan), str(path)))
    assert read[0][0] == "架空市デジタル化推進計画（令和6年度）"
    assert read[2:5] == [
        ["番号", "名称"],
        ["1", "窓口の見直しその1\n\n担当：デジタル推進課"],
        ["2", "窓口の見直しその2\n\n担当：住宅課、都市計画課"],
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("format = 1", "format = 2", 1, "「format」は 1 のどれかです"),
        ('title = "短い一覧"', "", 0, "「title」がありません"),
        ('size = "A4"', 'size = "A5"', 5, "「size」は A4、A3 のどれかです"),
        ('size = "A4"', 'colour = "red"', 5, "「colour」という項目はありません"),
        ('header = "{plan}"', 'header = "{plans}"', 6, "{plans} はここでは使えません"),
        ('header = "{plan}"', 'header = "{title}"', 6, "{title} はここでは使えません"),
        ("bold = true }", "bold = 5 }", 12, "「bold」"),
        ("{ space = 6 }", "{ space = 900 }", 13, "「space」は 400.0 以下です"),
        ("{ space = 6 }", '{ space = 6, text = "あ" }', 13, "どれか1つを書いてください"),
        ("width = 8", "width = 1", 18, "「width」は 2.0 以上です"),
        ("width = 40", "width = 400", 23, "「width」は 200.0 以下です"),
        ("[担当：", "担当：]", 24, "「担当：]{departments}]」の ] に対になる記号がありません"),
        ('text = "{no}"', 'text = "{no"', 19, "「{no」の { に対になる記号がありません"),
        ("gap = 1", "gap = 9", 24, "「gap」は 3 以下です"),
        ('rows = "item"', 'rows = "items"', 10, "「rows」は item、kpi のどれかです"),
        ('rows = "item"', "", 8, "rows のあるシートに書きます"),
        ('"{plan}（{year}）"', '"{title}"', 8, "{title} は項目別のシートと一覧の列にだけ書けます"),
        ('name = "一覧"', 'name = "{no}"', 8, "{no} は項目別のシートと一覧の列にだけ書けます"),
        ("{ space = 6 }", '{ space = 6, when = "{kpis}" }', 8, "{kpis} は項目別"),
        ("{ space = 6 }", '{ cells = [{ text = "{kpi.name}" }] }', 8, "{kpi.name} は項目別"),
        ("{ space = 6 }", '{ cells = [{ text = "あ", span = 3 }] }', 8, "span が多く"),
        ("{ space = 6 }", '{ summary = { column = [{ shows = "code", span = 3 }] } }', 8, "span"),
        ('rows = "item"', 'rows = "item"\nabove = [{ text = "あ", span = 3 }]', 8, "span が多く"),
        ("width = 8", 'width = 8\nonce = "item"', 8, 'rows = "kpi" の一覧に'),
        ("width = 8", 'width = 8\nonce = "group"', 8, "{no} は once"),
        ("[paper]", '[font]\nfamily = "\\u0001"\n[paper]', 5, "「family」に使えない文字"),
        ("[paper]", '[font]\nfamily = ""\n[paper]', 5, "「family」に使えない文字があるか、空"),
        ("[paper]", "[paper", 4, "TOMLの書き方が正しくありません"),
        ('name = "一覧"', 'name = "一覧', 9, "TOMLの書き方が正しくありません"),
    ],
)
def test_a_fault_names_its_line(old: str, new: str, line: int, said: str) -> None:
    assert old in SMALL
    with pytest.raises(LayoutError) as caught:
        read_layout(SMALL.replace(old, new, 1))
    fault = caught.value.faults[0]
    assert (fault.line, said in fault.sentence) == (line, True), fault


def test_a_list_has_a_column_whatever_the_years_are() -> None:
    alone = SMALL[: SMALL.rindex("[[sheet.column]]")]
    with pytest.raises(LayoutError, match="for-each のない列が1つは要ります"):
        read_layout(f'{alone}for-each = "past"\n')


def test_several_faults_come_in_the_order_of_their_lines() -> None:
    source = SMALL.replace("width = 8", "width = 1").replace('"A4"', '"B4"')
    with pytest.raises(LayoutError) as caught:
        read_layout(source)
    assert [fault.line for fault in caught.value.faults] == [5, 18]


def test_a_wrong_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(SMALL.replace("width = 8", "width = 1"), "utf-8")
    with pytest.raises(DxdeskError) as caught:
        load_layout(path)
    assert caught.value.trouble is Trouble.BAD_LAYOUT
    assert "・18行目：「width」は 2.0 以上です" in sentence(caught.value)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b'a = "\x81"', Trouble.NOT_TEXT),
        (b"#" * 300_000, Trouble.FILE_TOO_LARGE),
        (b"a = " + b"[" * 3_000, Trouble.BAD_LAYOUT),
        (b"", Trouble.BAD_LAYOUT),
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, content: bytes, trouble: Trouble) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(DxdeskError) as caught:
        load_layout(path)
    assert caught.value.trouble is trouble


@NO_PIPES.mark()
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe.toml", tmp_path / "folder.toml"
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (pipe, folder):
        with pytest.raises(DxdeskError) as caught:
            load_layout(path)
        assert caught.value.trouble is Trouble.FILE_UNREADABLE


def test_a_name_that_no_file_can_have_is_no_layout() -> None:
    with pytest.raises(DxdeskError) as caught:
        find_layout("長" * 300)
    assert caught.value.trouble is Trouble.NO_SUCH_LAYOUT


def test_a_file_of_nothing_but_faults_is_told_soon() -> None:
    source = SMALL + "".join(f"a{number} = 1\n" for number in range(15_000)) + " " * 90_000
    with pytest.raises(LayoutError) as caught:
        read_layout(source)
    assert len(caught.value.faults) < 1_000


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_damage_is_read_or_told(data: st.DataObject) -> None:
    source = resource("layouts", "three-column.toml").read_text("utf-8")
    at = data.draw(st.integers(0, len(source)))
    cut = data.draw(st.integers(0, 30))
    put = data.draw(st.text(st.sampled_from('[]{}="\n,あ.1- #'), max_size=6))
    assert all(faults_of(source[:at] + put + source[at + cut :]))


def faults_of(source: str) -> list[str]:
    """What is said of a file; nothing where it can be read."""
    try:
        read_layout(source)
    except LayoutError as error:
        return [fault.sentence for fault in error.faults] or [""]
    return []


@pytest.mark.parametrize("name", shipped())
def test_shipped_layouts_are_found_by_name(name: str) -> None:
    assert find_layout(name).title


def test_a_layout_is_found_in_the_offices_folder(tmp_path: Path) -> None:
    (tmp_path / "短い.toml").write_text(SMALL, "utf-8")
    assert find_layout("短い", tmp_path).title == "短い一覧"


@pytest.mark.parametrize("name", ["長い", "", "..", "あ" * 300, "a\0b"])
def test_any_other_name_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(DxdeskError) as caught:
        find_layout(name, tmp_path)
    assert caught.value.trouble is Trouble.NO_SUCH_LAYOUT


KNOWN = {"a": lambda scope: "あ", "b": lambda scope: ""}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", ""),
        ("ただの文", "ただの文"),
        ("{a}と{b}", "あと"),
        ("[（{b}）]", ""),
        ("[（{a}）]{a}", "（あ）あ"),
        ("[{a}{b}]後", "後"),
        ("[[{a}]] {{a}}", "[あ] {a}"),
    ],
)
def test_templates(template: str, text: str) -> None:
    assert read_template(template, KNOWN).fill(None) == text


@pytest.mark.parametrize("template", ["{c}", "{", "}", "[", "]", "[[{a}]", "[a[b]]", "{a\n}"])
def test_wrong_templates(template: str) -> None:
    with pytest.raises(TemplateError):
        read_template(template, KNOWN)


@given(st.text(max_size=40))
def test_a_place_is_filled_with_the_text_as_it_is(text: str) -> None:
    filled = read_template("「{a}」", {"a": lambda scope: text}).fill(None)
    assert filled == f"「{text}」"


# Of these nothing is to be said in a year whose title names everything and whose items are rated.
UNSAID = {"municipality.unsaid", "period.unsaid", "unrated", "rounded"}


OUTSIDE = RatingStage("outside", "外部評価", (Grade("b", "見直しを要する"),), comments=True)
OF_OUTSIDE = {
    "rating@outside": "b",
    "rating_note@outside": "効果が見えない。",
    "comment@outside": "利用者の声を聞くこと。",
    "response@outside": "次の年度に改める。",
}


def test_every_place_stands_for_its_text() -> None:
    plan = replace(wide(), stages=(OUTSIDE,))
    first = plan.items[0]
    (kpi,) = first.kpis
    kpis = (replace(kpi, baseline="2021年度:20%", aim="増加を目指す"),)
    plan = replace(plan, items=(replace(first, kpis=kpis), *plan.items[1:]))
    asked = next(item for item in plan.items if item.kpis and item.schedule)
    texts = {"k1": "60%", "rating_note": "見込みを超えた。"} | OF_OUTSIDE
    answers = written(plan) | {field_of(asked, name): text for name, text in texts.items()}
    past = PastFigure(field_of(asked, "k1"), plan.year - 1, "40%", "38%")
    report = build_report(plan, answers, LastYear(plan.year - 1, written(plan), past=(past,)))
    entry = next(entry for entry in report.entries if entry.no == asked.no)
    group, kpi, phase = entry.groups[-1], entry.kpis[0], entry.schedule[0]
    stage = report.stages[0]
    scope = Scope(report, Manner(), entry, group, kpi, phase, plan.year - 1, stage)
    told = {name: place.of(scope) for name, place in (OF_ROW | OF_COLUMN).items()}
    assert {name for name, text in told.items() if not text} == UNSAID
    wanted = {
        "kpi.baseline": "2021年度:20%",
        "kpi.aim": "増加を目指す",
        "kpi.direction": "多いほどよい",
        "kpi.actual": "60%",
        "kpi.verdict": "達成",
        "kpi.rate": "120.0%",
        "kpi.before": "38%",
        "kpi.past": "38%",
        "rating.note": "見込みを超えた。",
        "column.year": phase.year,
        "column.stage": "外部評価",
        "stage.meaning": "見直しを要する",
        "stage.response": "次の年度に改める。",
    }
    assert {name: told[name] for name in wanted} == wanted
    nobody_said = replace(kpi, kpi=Kpi("k1", kpi.name, "5%"))
    assert OF_ROW["kpi.direction"].of(scope.of_kpi(nobody_said)) == ""


@pytest.mark.parametrize(
    ("direction", "actual", "verdict", "rate"),
    [
        (Direction.MORE, "60%", "達成", "120.0%"),
        (Direction.LESS, "60%", "未達成", "83.3%"),
        (Direction.NOT_SAID, "60%", "―", "―"),
        (Direction.NOT_SAID, "", "", ""),
    ],
)
def test_what_is_not_known_is_printed_as_such(
    direction: Direction, actual: str, verdict: str, rate: str
) -> None:
    report = build_report(three_columns(), {"i001/k1": actual}, None)
    kpi = replace(report.entries[0].kpis[0], actual=actual)
    kpi = replace(kpi, kpi=replace(kpi.kpi, target="50%", direction=direction))
    scope = Scope(report, Manner(), report.entries[0], kpi=kpi)
    assert (OF_ROW["kpi.verdict"].of(scope), OF_ROW["kpi.rate"].of(scope)) == (verdict, rate)
    assert bool(OF_ROW["kpi.direction"].of(scope)) is (direction is not Direction.NOT_SAID)


# Every key that a layout file may have.
FILE_KEYS = {
    (field.alias or name).replace("_", "-")
    for model in vars(layout).values()
    if isinstance(model, type) and issubclass(model, BaseModel)
    for name, field in model.model_fields.items()
}


def test_the_page_for_those_who_write_layouts_is_current() -> None:
    page = layout_docs.PATH.read_text("utf-8")
    assert page == layout_docs.text(), "run python -m scripts.layout_docs"
    assert read_layout(layout_docs.EXAMPLE).title == "番号と評価の一覧"
    named = ("`{}`", "[{}]", "`{} = ")
    assert not [key for key in FILE_KEYS if not any(how.format(key) in page for how in named)]
