"""Findings on the command line: shown, answered, put right, and set by the office."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dxdesk.cli import main
from dxdesk.domain.checks import RULES
from dxdesk.export.findings import HEADER
from dxdesk.files.carriers import read_draft
from tests.plans import THREE_COLUMN, write
from tests.templates import template

MISSED = "rated-achieved-kpi-missed"
REASON = "庁舎の移転で窓口を閉じた月があったため。"


def run(*words: object, status: int = 0) -> None:
    assert main([str(word) for word in words]) == status, words


def answers(folder: Path, **said: Any) -> Path:
    item = {"no": "2", "issues": "予約の割合を上げる。", "rating": "A", **said}
    item["kpis"] = [{"name": "予約の割合", "actual": item.pop("actual", "38.5%")}]
    text = json.dumps({"items": [{"result": "予約を電子にした。", **item}]}, ensure_ascii=False)
    return write(folder / "answers.json", text)


class Walk:
    """An office, a desk of 健康課 whose one item is rated better than its KPI, and a console."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.office, self.desk = folder / "office.dxdesk", folder / "desk.dxdesk"
        lay_walk(folder)
        capsys.readouterr()

    def said(self, *words: object, status: int = 0) -> str:
        self._capsys.readouterr()
        run(*words, status=status)
        shown = self._capsys.readouterr()
        return shown.err if status else shown.out

    def findings(self, file: Path, *words: object) -> dict[str, dict[str, Any]]:
        found = json.loads(self.said("check", file, "--json", *words))["findings"]
        return {finding["code"]: finding for finding in found}

    def waiting(self, department: str) -> int:
        status = json.loads(self.said("status", self.office, "--json"))
        return {d["department"]: d["findings"] for d in status["departments"]}[department]

    def hand_in(self, number: int) -> str:
        out = self.folder / f"{number}.dxsub"
        run("submit", self.desk, "--by", "担当", "--out", out)
        return self.said("merge", self.office, out)


@template
def lay_walk(folder: Path) -> None:
    office, desk = folder / "office.dxdesk", folder / "desk.dxdesk"
    run("import", write(folder / "plan.txt", THREE_COLUMN), office)
    run("rules", office, "--direction", "2:予約の割合=more")
    run("rollover", office, "--to", "2024")
    run("request", office, "--year", "2024", "--out", folder / "req")
    run("open", next((folder / "req").glob("*健康課*")), "--to", desk)
    run("answer", desk, answers(folder))


@pytest.fixture
def walk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Walk:
    return Walk(tmp_path, capsys)


def test_a_reason_travels_and_the_finding_comes_back_with_it(walk: Walk) -> None:
    (finding,) = walk.findings(walk.desk, "--code", MISSED).values()
    assert (finding["confirmed"], finding["earlier"], finding["family"]) == (None, None, "rating")
    place = ("--item", "2", "--code", MISSED)
    walk.said("confirm", walk.desk, *place, "--reason", REASON, "--by", "山田")
    kept = walk.findings(walk.desk)[MISSED]["confirmed"]
    assert (kept["reason"], kept["by"]) == (REASON, "山田")

    assert "指摘の確認 1欄" in walk.hand_in(1)
    found = walk.findings(walk.office, "--department", "健康課")
    assert found[MISSED]["confirmed"] == kept
    assert walk.findings(walk.office)[MISSED]["confirmed"] == kept
    assert REASON in walk.said("check", walk.office)
    assert "うち確認済み 1件" in walk.said("check", walk.office, "--code", MISSED)

    walk.said("reopen", walk.desk)
    run("answer", walk.desk, answers(walk.folder, actual="39.0%"))
    for file in (walk.desk, walk.office):
        if file == walk.office:
            walk.hand_in(2)
        back = walk.findings(file)[MISSED]
        assert (back["confirmed"], back["earlier"]) == (None, kept)


def test_a_hand_in_that_only_answers_a_finding_is_taken(walk: Walk) -> None:
    walk.hand_in(1)
    run("reopen", walk.desk)
    walk.said("confirm", walk.desk, "--item", "2", "--code", MISSED, "--reason", REASON)
    line = walk.hand_in(2)
    assert line.startswith("taken ")
    assert "変更 0欄" in line
    walk.said("undo", walk.office)
    assert walk.findings(walk.office)[MISSED]["confirmed"] is None
    assert walk.said("merge", walk.office, walk.folder / "2.dxsub").startswith("taken ")
    assert walk.findings(walk.office)[MISSED]["confirmed"]["reason"] == REASON
    run("reopen", walk.desk)
    walk.said("confirm", walk.desk, "--item", "2", "--code", MISSED, "--withdraw")
    assert walk.hand_in(3).startswith("taken ")
    assert walk.findings(walk.office)[MISSED]["confirmed"] is None


def test_the_office_answers_and_takes_back(walk: Walk) -> None:
    walk.hand_in(1)
    place = ("confirm", walk.office, "--item", "2", "--code", MISSED, "--field", "rating")
    waiting = walk.waiting("健康課")
    walk.said(*place, "--reason", REASON, "--by", "係長", "--year", "2024")
    assert walk.findings(walk.office)[MISSED]["confirmed"]["by"] == "係長"
    assert walk.waiting("健康課") == waiting - 1
    walk.said(*place, "--withdraw")
    assert walk.findings(walk.office)[MISSED]["confirmed"] is None
    assert "取り消せる" in walk.said(*place, "--withdraw", status=1)


def test_a_request_cut_again_brings_what_is_known(walk: Walk) -> None:
    walk.hand_in(1)
    place = ("--item", "2", "--code", MISSED)
    walk.said("confirm", walk.office, *place, "--reason", REASON)
    remarks = write(walk.folder / "r.json", '{"remarks": [{"no": "2", "text": "件数は。"}]}')
    back = walk.folder / "back.xlsx"
    walk.said(
        *("return", walk.office, "--department", "健康課", "--remarks", remarks),
        *("--out", back, "--carrier", "xlsx", "--year", "2024"),
    )
    for desk in (walk.desk, walk.folder / "new.dxdesk"):
        run("open", back, "--to", desk)
        assert walk.findings(desk)[MISSED]["confirmed"]["reason"] == REASON
    # A form that is filled in outside keeps what it was sent with.
    book: Any = openpyxl.load_workbook(back)
    next(row for row in book["書き方"] if row[0].value == "提出者")[1].value = "山田"
    book.save(walk.folder / "filled.xlsx")
    walk.said("merge", walk.office, walk.folder / "filled.xlsx")
    assert walk.findings(walk.office)[MISSED]["confirmed"]["reason"] == REASON
    walk.said("accept", walk.office, "--department", "健康課", "--year", "2024")


def test_lines_are_grouped_and_filtered(walk: Walk) -> None:
    walk.hand_in(1)
    lines = walk.said("check", walk.office, "--year", "2024").splitlines()
    assert lines[0] == "項目1 書かない窓口"
    assert lines[1].startswith("  [要入力] ")
    assert lines[-1].startswith("指摘: ")
    warnings = walk.findings(walk.office, "--severity", "warning")
    assert {finding["severity"] for finding in warnings.values()} == {"warning"}
    assert set(walk.findings(walk.office, "--family", "rating")) == {MISSED}
    assert walk.findings(walk.office, "--family", "writing", "--severity", "error") == {}


def test_findings_as_tables(walk: Walk) -> None:
    walk.hand_in(1)
    place = ("--item", "2", "--code", MISSED)
    walk.said("confirm", walk.office, *place, "--reason", "=1+1", "--by", "@係長")
    out = walk.folder / "指摘.csv"
    walk.said("check", walk.office, "--code", MISSED, "--out", out)
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    header, row = csv.reader(data.decode("utf-8-sig").splitlines(keepends=True))
    assert tuple(header) == HEADER
    said = dict(zip(header, row, strict=True))
    assert (said["番号"], said["取組項目"], said["担当課"]) == ("2", "オンライン予約", "健康課")
    assert (said["区分"], said["重要度"], said["欄"]) == ("評価と指標", "要確認", "自己評価")
    assert "目標：42.0%" in said["根拠"]
    assert (said["確認の理由"], said["確認者"], said["コード"]) == ("'=1+1", "'@係長", MISSED)

    book = walk.folder / "指摘.xlsx"
    walk.said("check", walk.desk, "--out", book)
    sheet = openpyxl.load_workbook(book)["指摘一覧"]
    assert [cell.value for cell in sheet[1]] == list(HEADER)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C2", "$1:$1")
    assert sheet.auto_filter.ref == f"A1:M{sheet.max_row}"
    before = set(walk.folder.iterdir())
    assert ".csv か .xlsx" in walk.said(
        "check", walk.desk, "--out", walk.folder / "a.pdf", status=1
    )
    assert set(walk.folder.iterdir()) == before


def test_fixes_are_shown_then_made(walk: Walk) -> None:
    run("answer", walk.desk, answers(walk.folder, result="　ﾏｲﾅﾝﾊﾞｰの案内。\n次の行"))
    shown = walk.said("fix", walk.desk, "--dry-run")
    assert "  -　ﾏｲﾅﾝﾊﾞｰの案内。" in shown
    assert "次の行" not in shown
    assert walk.findings(walk.desk, "--family", "writing")
    assert "0欄" in walk.said("fix", walk.desk, "--code", "text-missing")
    made = walk.said("fix", walk.desk, "--item", "2")
    assert made.replace("直しました", "直せます") == shown
    assert not [f for f in walk.findings(walk.desk, "--family", "writing").values() if f["fix"]]
    assert "項目「9」" in walk.said("fix", walk.desk, "--item", "9", status=1)


@pytest.mark.parametrize(
    "typed", ["Ａ", "ａ", "「A」", "A評価", "A：計画どおりに進んだ", "Ａ　計画どおり"]
)
def test_a_rating_in_other_words_is_kept_as_typed_and_put_right(walk: Walk, typed: str) -> None:
    run("answer", walk.desk, answers(walk.folder, rating=typed))
    finding = walk.findings(walk.desk)["rating-unknown"]
    assert finding["fix"] == "A"
    shown = walk.said("fix", walk.desk, "--code", "rating-unknown")
    assert f"  -{typed}" in shown
    assert "  +A" in shown
    assert "rating-unknown" not in walk.findings(walk.desk)


def test_of_two_codes_none_is_put_in(walk: Walk) -> None:
    run("answer", walk.desk, answers(walk.folder, rating="A・B"))
    assert walk.findings(walk.desk)["rating-unknown"]["fix"] is None
    assert "0欄" in walk.said("fix", walk.desk, "--code", "rating-unknown")


def test_the_office_makes_fixes_as_decisions(walk: Walk) -> None:
    run("answer", walk.desk, answers(walk.folder, result="ﾏｲﾅﾝﾊﾞｰの案内。"))
    walk.hand_in(1)
    before = walk.office.read_bytes()
    assert "  +マイナンバーの案内。" in walk.said("fix", walk.office, "--dry-run")
    assert walk.office.read_bytes() == before
    walk.said("fix", walk.office, "--item", "2", "--year", "2024")
    items = json.loads(walk.said("dump", walk.office))["items"]
    assert items[1]["result"] == "マイナンバーの案内。"


def test_what_a_plan_sets_about_its_checks(walk: Walk) -> None:
    walk.hand_in(1)
    said = walk.said(
        *("rules", walk.office, "--json", "--set", f"{MISSED}=off", "--set", "text-missing=hint"),
        *("--reason-for", "B,C", "--far-below", "40", "--percent-decimals", "1"),
        *("--percent-to-100", "yes", "--signs", "jis-x-0213", "--signs-allowed", "〜"),
        *("--direction", "1:待ち時間=less", "--standing", "C=not-rated"),
    )
    book = json.loads(said)
    levels = {rule["code"]: rule["severity"] for rule in book["rules"]}
    assert (levels[MISSED], levels["text-missing"]) == ("off", "hint")
    assert set(levels) == set(RULES)
    assert (book["reason_for"], book["far_below"], book["signs"]) == (["B", "C"], 40, "jis-x-0213")
    assert (book["percent_decimals"], book["percent_to_100"]) == (1, True)
    assert book["directions"][:1] == [{"item": "1", "kpi": "待ち時間", "direction": "less"}]
    standings = {one["code"]: (one["standing"], one["set"]) for one in book["standings"]}
    assert standings == {"A": ("met", False), "B": ("below", False), "C": ("not-rated", True)}
    assert MISSED not in walk.findings(walk.office)
    assert walk.findings(walk.office)["text-missing"]["severity"] == "hint"
    before = walk.office.read_bytes()
    assert json.loads(walk.said("rules", walk.office, "--json")) == book
    assert walk.office.read_bytes() == before

    run("rollover", walk.office, "--to", "2025")
    assert json.loads(walk.said("rules", walk.office, "--json")) == book | {"year": 2025}
    back = ("--set", f"{MISSED}=default", "--set", "text-missing=error", "--reason-for", "")
    walk.said(
        "rules",
        walk.office,
        *back,
        "--direction",
        "1:待ち時間=unsaid",
        "--direction",
        "2:予約の割合=unsaid",
    )
    book = json.loads(walk.said("rules", walk.office, "--json"))
    assert all(rule["severity"] == rule["default"] for rule in book["rules"])
    assert (book["reason_for"], book["directions"]) == ([], [])
    assert "待ち時間" not in walk.said("rules", walk.office)


def test_guidance_goes_to_the_departments(walk: Walk) -> None:
    said = walk.said(
        *("rules", walk.office, "--json"),
        *("--guidance", "result=回数を書く。", "--guidance", "whole=急ぎます。"),
    )
    assert json.loads(said)["guidance"] == {"result": "回数を書く。", "whole": "急ぎます。"}
    run("rules", walk.office, "--guidance", "whole=")
    folder = walk.folder / "again"
    run("request", walk.office, "--year", "2024", "--out", folder, "--department", "健康課")
    (made,) = folder.iterdir()
    assert read_draft(made).request.plan.guidance == {"result": "回数を書く。"}


def test_stamp_boxes_go_to_the_departments(walk: Walk) -> None:
    assert "押印欄: 担当、係長、課長、DX推進担当" in walk.said("rules", walk.office)
    said = walk.said("rules", walk.office, "--stamps", "主査, 課長", "--json")
    assert json.loads(said)["stamps"] == ["主査", "課長"]
    folder = walk.folder / "again"
    run("request", walk.office, "--year", "2024", "--out", folder, "--department", "健康課")
    (made,) = folder.iterdir()
    assert read_draft(made).request.plan.stamps == ("主査", "課長")
    for wrong in ("主査,,課長", "あ" * 13, ",".join("一二三四五六七八九")):
        assert "stamps" in walk.said("rules", walk.office, "--stamps", wrong, status=1)
    assert json.loads(walk.said("rules", walk.office, "--json"))["stamps"] == ["主査", "課長"]
    assert json.loads(walk.said("rules", walk.office, "--stamps", "", "--json"))["stamps"] == []


def test_rules_explain_themselves(walk: Walk) -> None:
    listed = walk.said("explain")
    assert [line.split("\t")[0] for line in listed.splitlines()] == list(RULES)
    said = walk.said("explain", MISSED)
    assert RULES[MISSED].meaning in said
    assert "指摘になる例: " in said


TROUBLES: list[tuple[tuple[str, ...], str]] = [
    (("confirm", "{desk}", "--item", "2", "--code", MISSED, "--reason", " \n"), "理由を書いて"),
    (("confirm", "{desk}", "--item", "2", "--code", MISSED, "--reason", "長" * 4001), "4000字"),
    (("confirm", "{desk}", "--item", "2", "--code", "no-such", "--reason", "a"), "no-such"),
    (("confirm", "{desk}", "--item", "9", "--code", MISSED, "--reason", "a"), "項目9"),
    (("confirm", "{desk}", "--item", "2", "--code", MISSED, "--withdraw"), "取り消せる"),
    (
        ("confirm", "{office}", "--item", "1", "--code", "text-missing", "--reason", "a"),
        "4件",
    ),
    (
        (
            *("confirm", "{office}", "--item", "1", "--code", "text-missing"),
            *("--field", "result-1", "--reason", "a"),
        ),
        "済ませることができません",
    ),
    (("check", "{desk}", "--year", "2020"), "2020年度"),
    (("check", "{desk}", "--department", "市民課"), "市民課"),
    (("check", "{office}", "--department", "無い課"), "無い課"),
    (("check", "{office}", "--code", "no-such"), "no-such"),
    (("rules", "{office}", "--set", "no-such=off"), "no-such"),
    (("rules", "{office}", "--reason-for", "A,X"), "「X」"),
    (("rules", "{office}", "--far-below", "101"), "0から100まで"),
    (("rules", "{office}", "--percent-decimals", "9"), "0から3まで"),
    (("rules", "{office}", "--standing", "X=met", "--far-below", "60"), "「X」"),
    (("rules", "{office}", "--direction", "9:待ち時間=less"), "「9」"),
    (("rules", "{office}", "--direction", "1:無い指標=less"), "無い指標"),
    (("rules", "{desk}"), "種類"),
    (("reopen", "{office}"), "種類"),
    (("explain", "no-such"), "no-such"),
]


@pytest.mark.parametrize(("words", "said"), TROUBLES)
def test_troubles_are_one_sentence_and_change_nothing(
    walk: Walk, words: tuple[str, ...], said: str
) -> None:
    files = {"office": str(walk.office), "desk": str(walk.desk)}
    before = walk.office.read_bytes(), walk.desk.read_bytes()
    text = walk.said(*(word.format_map(files) for word in words), status=1)
    assert said in text
    assert text.count("\n") == 1
    assert (walk.office.read_bytes(), walk.desk.read_bytes()) == before


@pytest.mark.parametrize(
    "words",
    [
        ("confirm", "x", "--item", "2", "--code", "c"),
        ("confirm", "x", "--item", "2", "--code", "c", "--reason", "a", "--withdraw"),
        ("rules", "x", "--set", "c=loud"),
        ("rules", "x", "--set", "=off"),
        ("check", "x", "--family", "other"),
    ],
)
def test_wrong_usage_is_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "使い方" in capsys.readouterr().err


UNEXPLAINED = """令和6年度 事業評価一覧
番号,事業名,担当課,事業概要,取組実績,課題,指標,目標値,実績値,評価
1,窓口予約事業,市民課,予約枠を設ける,予約を始めた,広げる,予約枠の数,100枠以上,60枠,{0}
2,台帳事業,公園課,台帳を移す,半分を移した,続ける,移した件数,100件以上,120件,{1}
"""


class Scale:
    """An office whose table has no legend, and a console."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], *codes: str) -> None:
        self.office, self._capsys = folder / "o.dxdesk", capsys
        run("import", write(folder / "表.csv", UNEXPLAINED.format(*codes)), self.office)
        self.read = capsys.readouterr().out

    def said(self, *words: object, status: int = 0) -> tuple[str, str]:
        run(*words, status=status)
        shown = self._capsys.readouterr()
        return shown.out, shown.err

    def findings(self) -> list[str]:
        found = json.loads(self.said("check", self.office, "--json")[0])["findings"]
        return [finding["code"] for finding in found if finding["family"] == "rating"]

    def rules(self, *words: object) -> dict[str, Any]:
        return json.loads(self.said("rules", self.office, "--json", *words)[0])

    def meanings(self) -> dict[str, tuple[str, str]]:
        return {g["code"]: (g["meaning"], g["standing"]) for g in self.rules()["standings"]}


def test_a_scale_without_meaning_is_told_and_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scale = Scale(tmp_path, capsys, "A", "B")
    assert "評価「A」「B」が目標に対して" in scale.read
    assert "--accept-scale-proposal" in scale.read
    out, err = scale.said("check", scale.office)
    assert "評価「A」「B」が目標に対して" in err
    assert "評価「A」「B」が" not in out
    assert scale.findings() == []


def test_a_proposal_is_taken_when_it_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scale = Scale(tmp_path, capsys, "A", "B")
    assert "評価の文言の案1" in scale.said("rules", scale.office)[0]
    assert scale.rules()["scale_proposals"][0]["ladder"] == ["A", "B", "C"]
    scale.said("rules", scale.office, "--accept-scale-proposal")
    assert scale.meanings() == {
        "A": ("目標どおり", "met"),
        "B": ("目標を下回った", "below"),
    }
    assert (scale.rules()["order"], scale.rules()["scale_proposals"]) == ("best-first", [])
    assert scale.said("check", scale.office)[1] == ""
    assert {MISSED, "rated-below-kpi-reached"} <= set(scale.findings())


def test_a_wording_of_ones_own_is_taken_beside_a_proposal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scale = Scale(tmp_path, capsys, "A", "B")
    scale.rules("--accept-scale-proposal", "--meaning", "B=計画より遅れた")
    assert scale.meanings()["B"] == ("計画より遅れた", "below")
    scale.rules("--meaning", "B=", "--standing", "B=not-rated", "--order", "none")
    assert scale.meanings()["B"] == ("", "not-rated")
    assert scale.rules()["order"] == "none"


def test_of_numbers_the_proposal_has_to_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scale = Scale(tmp_path, capsys, "3", "1")
    accept = ("rules", scale.office, "--accept-scale-proposal")
    assert "案の番号" in scale.said(*accept, status=1)[1]
    assert "案の番号" in scale.said(*accept, 9, status=1)[1]
    assert {text for text, _ in scale.meanings().values()} == {""}
    proposed = [one["ladder"] for one in scale.rules()["scale_proposals"]]
    scale.said(*accept, proposed.index(["5", "4", "3", "2", "1"]) + 1)
    assert scale.meanings()["3"] == ("目標どおり", "met")
    assert scale.rules()["order"] == "best-last"


def test_codes_that_nobody_knows_have_no_proposal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scale = Scale(tmp_path, capsys, "甲", "乙")
    assert scale.rules()["scale_proposals"] == []
    shown = scale.said("rules", scale.office, "--accept-scale-proposal", status=1)[1]
    assert "--meaning" in shown
    scale.said("rules", scale.office, "--order", "none")
    assert scale.said("check", scale.office)[1] == ""
