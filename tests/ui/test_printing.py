"""Review sheets: every typed character is on paper, and pages break between lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.checks import Severity
from dxdesk.domain.fields import RATING, field_of
from dxdesk.domain.text import squeeze
from dxdesk.finding_words import finding_sentence
from tests.ui.clerk_year import YEAR, ClerkYear
from tests.ui.pdf_text import text_of
from ui.app import PdfPainter, main
from ui.printing.painter import paginate
from ui.printing.paper import a4, body
from ui.printing.pdf import render_sheets
from ui.printing.rows import UNITS
from ui.printing.sheets import Figures, Sheet, Written, sheets_of_desk, sheets_of_office


def sheet(result: str = "", **more: object) -> Sheet:
    values: dict[str, object] = {
        "plan": "みどり市情報化計画",
        "year": "令和6年度",
        "last_year": "令和5年度",
        "department": "健康課",
        "groups": "取組方針1「窓口を変える」",
        "no": "2",
        "title": "オンライン予約",
        "departments": "健康課",
        "content": "健診の予約を電子にする。",
        "goal": "電話を減らす。",
        "schedule": "",
        "results": (Written("", result),),
        "figures": (Figures("予約の割合", "42.0%", "38.5%", "40.5%"),),
        "issues": (Written("", "高齢の方には電話が要る。"),),
        "rating": Written("自己評価", "B　計画より遅れた。", "A"),
        "note": "",
        "findings": (),
    }
    return Sheet(**(values | more))  # type: ignore[arg-type]


def test_a_long_text_goes_over_pages_with_no_character_lost(qtbot: QtBot, tmp_path: Path) -> None:
    lines = [f"{n}行目、様式を減らし窓口の待ち時間を短くした。" for n in range(300)]
    data, pages = render_sheets([sheet("\n".join(lines))])
    assert pages > 2
    printed = text_of(data, tmp_path)
    for line in lines:
        assert line in printed
    assert printed.count("取組実績（続き）") == pages - 1


def test_what_is_on_a_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    data, pages = render_sheets(
        [sheet("様式を減らした。", code="ABCD-EFGH", handed_in="提出 第1回")]
    )
    assert pages == 1
    printed = text_of(data, tmp_path)
    for words in (
        "確認票（令和6年度）",
        "担当係長課長DX推進担当",
        "照合コードABCD-EFGH",
        "オンライン予約",
        "42.0%38.5%40.5%",
        "B計画より遅れた。（令和5年度：A）",
        "項目21/1ページ",
        "1/1",
    ):
        assert squeeze(words) in printed, words


def test_rows_stay_inside_their_page_and_do_not_overlap(qtbot: QtBot) -> None:
    many = tuple(Figures(f"指標{n}", "10件", "9件", "8件" * n) for n in range(60))
    pages = paginate([sheet("長い文。" * 3000, figures=many), sheet()]).pages
    height = body(a4()).height() * UNITS
    assert [page.first for page in pages].count(True) == 2
    for page in pages:
        assert page.rows
        bottom = 0.0
        for top, row in page.rows:
            assert top >= bottom - 0.01
            bottom = top + row.height
        assert bottom < height
    heads = [page for page in pages if any(row.row.heads for _, row in page.rows)]
    assert len(heads) > 1


def test_a_desks_sheets_show_the_answers_and_the_code(year: ClerkYear) -> None:
    with year.desk("情報課") as desk:
        lead = desk.request.plan.by_no["3"]
        desk.answer(field_of(lead, "result-1"), "端末を配った。")
        desk.answer(field_of(lead, RATING), "A")
        before = sheets_of_desk(desk)
        submission = desk.hand_in("山田", year.folder / "提出.dxsub")
        after = sheets_of_desk(desk)
    assert [made.no for made in before] == ["1", "3"]
    assert before[0].rating is None
    assert before[1].results[0].text == "端末を配った。"
    assert before[1].rating is not None
    assert before[1].rating.text.startswith("A　")
    assert before[1].code == ""
    assert {made.code for made in after} == {submission.code}
    with year.office() as office:
        office.merge([year.folder / "提出.dxsub"])
        codes = {made.department: made.code for made in sheets_of_office(office, YEAR)}
    assert codes["情報課"] == submission.code
    assert codes["健康課"] == ""


def test_what_is_open_comes_before_what_was_confirmed_and_hints_are_left_out(
    year: ClerkYear,
) -> None:
    reason = "機器の入替えで、予約を二月止めた。\n四月に再開した。"
    with year.desk("健康課") as desk:
        item = next(item for item in desk.request.plan.items if item.kpis)
        desk.answer(field_of(item, "rating"), "A")
        desk.answer(field_of(item, item.kpis[0].id), "30.0%")
        desk.answer(field_of(item, "issues-1"), "　様子を見る。")
        missed = next(f for f in desk.findings() if f.code == "rated-achieved-kpi-missed")
        desk.confirm(missed, reason, "山田")
        told = findings_on(sheets_of_desk(desk), item.no)
        hints = [f for f in desk.findings() if f.severity is Severity.HINT and f.open]
        desk.hand_in("山田", year.folder / "提出.dxsub")
    assert told[-1].endswith(f"（確認済み：{reason}　山田　2025-04-20）")
    assert told[0].startswith("取組実績：まだ書かれていません")
    assert hints
    assert not {finding_sentence(hint) for hint in hints} & {one.partition("：")[2] for one in told}
    with year.office() as office:
        office.merge([year.folder / "提出.dxsub"])
        assert findings_on(sheets_of_office(office, YEAR), item.no) == told
        office.write(field_of(item, item.kpis[0].id), "31.0%")
        again = findings_on(sheets_of_office(office, YEAR), item.no)
    assert any(f"（変更前の理由：{reason}　山田　" in one for one in again)
    assert not any("確認済み" in one for one in again)


def findings_on(sheets: Sequence[Sheet], no: str) -> tuple[str, ...]:
    return next(made.findings for made in sheets if made.no == no and made.department == "健康課")


def test_a_long_reason_is_printed_whole(qtbot: QtBot, tmp_path: Path) -> None:
    lines = [f"{n}番目の理由として、機器の入替えに日数を要した。" for n in range(120)]
    reason = "\n".join(lines)
    said = f"自己評価：達成していません。（確認済み：{reason}　山田　2025-04-10）"
    data, pages = render_sheets(
        [sheet("様式を減らした。", findings=("取組実績：空欄です。", said))]
    )
    assert pages > 1
    printed = text_of(data, tmp_path)
    for line in lines:
        assert squeeze(line) in printed
    assert printed.index("・取組実績：空欄です。") < printed.index("・自己評価：達成していません。")


@pytest.mark.parametrize("kind", ["desk", "office"])
def test_sheets_from_the_command_line(
    year: ClerkYear, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    year.desk("情報課").close()
    file = year.desk_file("情報課") if kind == "desk" else year.office_file
    out = year.folder / "確認票.pdf"
    assert main(["sheets", str(file), "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out.startswith(str(out))
    assert PdfPainter().sheets(file, out) >= 2


def test_sheets_that_cannot_be_made_say_why(
    year: ClerkYear, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(year.folder / "確認票.pdf")
    cases = (
        (["sheets", str(year.requests["情報課"]), "--out", out], 1),
        (["sheets", str(year.office_file), "--year", "1999", "--out", out], 1),
        (["sheets", str(year.office_file), "--out", str(year.folder / "無い" / "a.pdf")], 1),
        (["sheets", str(year.office_file)], 2),
    )
    for words, status in cases:
        assert main(words) == status, words
        said = capsys.readouterr().err
        assert said
        assert "Traceback" not in said
    assert not Path(out).exists()
