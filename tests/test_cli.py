"""The command line as an office's script uses it: output, and one sentence for each trouble."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dxdesk.cli import main
from dxdesk.department import Desk
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.export.layout_files import shipped
from dxdesk.files.carriers import read_draft
from dxdesk.messages import sentence
from dxdesk.office import Office
from tests.causes import NO_BYTE_NAMES
from tests.plans import THREE_COLUMN, WIDE, write
from tests.templates import template

Files = dict[str, Path]


@pytest.fixture
def files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Files:
    """A small office with a request answered and handed in."""
    lay_files(tmp_path)
    capsys.readouterr()
    names = ("plan.txt", "office.dxdesk", "desk.dxdesk", "answers.json", "s.dxsub", "req")
    paths = {name: tmp_path / name for name in names}
    return paths | {"request": next(paths["req"].glob("*健康課*")), "folder": tmp_path}


@template
def lay_files(folder: Path) -> None:
    plan = write(folder / "plan.txt", THREE_COLUMN)
    answers = {
        "items": [
            {
                "no": "2",
                "result": "予約を電子にした。",
                "issues": "該当なし",
                "rating": "A",
                "kpis": [{"name": "予約の割合", "actual": "51.0％"}],
            }
        ]
    }
    texts = write(folder / "answers.json", json.dumps(answers, ensure_ascii=False))
    office, desk = folder / "office.dxdesk", folder / "desk.dxdesk"
    run("import", plan, office, "--report", folder / "report.txt")
    run("rollover", office, "--to", "2024")
    run("request", office, "--year", "2024", "--out", folder / "req")
    run("open", next((folder / "req").glob("*健康課*")), "--to", desk)
    run("answer", desk, texts)
    run("submit", desk, "--by", "担当", "--out", folder / "s.dxsub")


def run(*words: object, status: int = 0) -> None:
    assert main([str(word) for word in words]) == status, words


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_merge_status_export_and_dump(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    office = files["office.dxdesk"]
    run("merge", office, files["s.dxsub"], "--json")
    (line,) = printed(capsys)["files"]
    assert (line["verdict"], line["department"], len(line["changed"])) == ("taken", "健康課", 4)
    run("merge", office, files["s.dxsub"])
    assert capsys.readouterr().out.startswith("unchanged ")
    run("status", office, "--json")
    stages = {d["department"]: d["stage"] for d in printed(capsys)["departments"]}
    assert stages == {"市民課": "配布済", "情報課": "配布済", "健康課": "提出"}
    run("dump", office)
    item = printed(capsys)["items"][1]
    assert (item["result"], item["issues"], item["rating"]) == (
        "予約を電子にした。",
        "該当なし",
        "A",
    )
    assert item["kpis"][0] | {"actual": 51.0, "actual_text": "51.0％"} == item["kpis"][0]
    run("dump", office, "--year", "2023")
    assert printed(capsys)["items"][1]["rating"] == "B"
    run("export", office, "--year", "2024", "--layout", "wide", "--out", files["folder"] / "o.xlsx")
    assert (files["folder"] / "o.xlsx").exists()
    capsys.readouterr()
    run("undo", office)
    run("dump", office)
    assert '"51.0％"' not in capsys.readouterr().out


def test_check_of_office_and_desk(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", files["desk.dxdesk"], "--json")
    assert {finding["severity"] for finding in printed(capsys)["findings"]} <= {"hint"}
    run("check", files["office.dxdesk"], "--json")
    findings = printed(capsys)["findings"]
    assert {f["code"] for f in findings} == {"text-missing", "actual-missing", "rating-missing"}
    assert set(findings[0]) == {
        *("code", "severity", "item", "part", "department", "field", "kpi", "evidence", "message"),
        *("family", "fix", "confirmed", "earlier"),
    }
    run("dump", files["desk.dxdesk"])
    assert [item["no"] for item in printed(capsys)["items"]] == ["2"]


def test_return_and_accept(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    office, folder = files["office.dxdesk"], files["folder"]
    run("merge", office, files["s.dxsub"])
    remarks = {"remarks": [{"no": "2", "field": "result", "text": "件数を書いてください。"}]}
    (folder / "remarks.json").write_text(json.dumps(remarks), encoding="utf-8")
    back = folder / "back.dxreq"
    options = ("--department", "健康課", "--remarks", folder / "remarks.json", "--out", back)
    run("return", office, *options)
    run("open", back, "--to", files["desk.dxdesk"])
    assert "第2回" in capsys.readouterr().out
    run("accept", office, "--department", "健康課", status=1)
    run(
        "submit",
        files["desk.dxdesk"],
        "--by",
        "担当",
        "--out",
        folder / "2.xlsx",
        "--carrier",
        "xlsx",
    )
    run("merge", office, folder / "2.xlsx")
    run("accept", office, "--department", "健康課")
    run("status", office)
    assert "受理\t健康課" in capsys.readouterr().out


def test_figures_keep_their_digits(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    digits = "1234567890123456789012.50"
    text = '{"items": [{"no": 2, "kpis": [{"name": "予約の割合", "actual": 1.10}], "result": %s}]}'
    with Desk.open(files["desk.dxdesk"]) as desk:
        desk.reopen()
    run("answer", files["desk.dxdesk"], write(files["folder"] / "a.json", text % digits))
    capsys.readouterr()
    run("dump", files["desk.dxdesk"])
    (item,) = printed(capsys)["items"]
    assert (item["kpis"][0]["actual_text"], item["result"]) == ("1.10", digits)


def started(*words: object, output: Any = subprocess.PIPE, **environment: str) -> Any:
    """A process of its own, with a console of its own."""
    command = "import sys; from dxdesk.cli import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", command, *map(str, words)],
        stdout=output,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | environment,
    )


def test_a_console_of_few_signs(files: Files) -> None:
    name = files["folder"] / "提出😀.dxsub"
    name.write_bytes(files["s.dxsub"].read_bytes())
    process = started("merge", files["office.dxdesk"], name, PYTHONIOENCODING="cp932")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert "提出\\U0001f600.dxsub".encode("cp932") in out
    process = started("merge", files["office.dxdesk"], name, "--json", PYTHONIOENCODING="cp932")
    assert json.loads(process.communicate()[0])["files"][0]["file"] == str(name)


def test_a_reader_that_has_seen_enough(files: Files) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = started("dump", files["office.dxdesk"], output=writing)
    os.close(writing)
    assert (process.communicate()[1], process.returncode) == (b"", 0)


@NO_BYTE_NAMES.mark()
def test_a_file_name_that_is_no_text(files: Files) -> None:
    name = os.fsdecode(os.fsencode(files["folder"]) + b"/\x92\xf1\x8fo.dxsub")
    Path(name).write_bytes(files["s.dxsub"].read_bytes())
    process = started("merge", files["office.dxdesk"], name)
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert out.startswith(b"taken ")


def test_remarks_find_the_departments_own_item_of_a_number(tmp_path: Path) -> None:
    text = THREE_COLUMN.replace("2 オンライン", "1 オンライン")
    office, _ = Office.create(write(tmp_path / "p.txt", text), tmp_path / "o.dxdesk")
    remarks = write(tmp_path / "r.json", '{"remarks": [{"no": "1", "text": "件数は。"}]}')
    with office:
        assert [r.place for r in office.remarks_in(remarks, "健康課")] == ["i002"]
        assert [r.place for r in office.remarks_in(remarks, "市民課")] == ["i001"]


def test_report_of_an_import(files: Files) -> None:
    report = (files["folder"] / "report.txt").read_text(encoding="utf-8")
    assert "みどり市情報化計画" in report
    assert "[front]" in report


TROUBLES = [
    (
        "a file that is not there",
        ["import", "{folder}/none.txt", "{folder}/n.dxdesk"],
        "見つかりません",
    ),
    ("no table", ["import", "{folder}/answers.json", "{folder}/n.dxdesk"], "一覧表"),
    ("an office that exists", ["import", "{plan.txt}", "{office.dxdesk}"], "既にあります"),
    ("a desk given as office", ["status", "{desk.dxdesk}"], "種類"),
    ("a text given as office", ["status", "{plan.txt}"], "種類"),
    (
        "a request given as submission",
        ["merge", "{office.dxdesk}", "{request}"],
        "提出ファイルではありません",
    ),
    ("a submission given as request", ["open", "{s.dxsub}", "--to", "{folder}/x"], "種類"),
    ("an unknown year", ["dump", "{office.dxdesk}", "--year", "1999"], "1999年度"),
    ("a year gone by", ["rollover", "{office.dxdesk}", "--to", "2020"], "繰り越せません"),
    (
        "an unknown layout",
        [
            "export",
            "{office.dxdesk}",
            "--year",
            "2024",
            "--layout",
            "x",
            "--out",
            "{folder}/e.xlsx",
        ],
        "様式",
    ),
    (
        "a workbook over a request",
        [
            *("export", "{office.dxdesk}", "--year", "2024", "--layout", "wide"),
            *("--out", "{req}/a.dxreq"),
        ],
        ".xlsx か .pdf",
    ),
    ("sheets over a submission", ["sheets", "{desk.dxdesk}", "--out", "{s.dxsub}"], ".pdf"),
    (
        "letters as a workbook",
        ["letters", "{office.dxdesk}", "--kind", "cover", "--out", "{folder}/a.xlsx"],
        ".pdf",
    ),
    (
        "an unknown department",
        [
            "request",
            "{office.dxdesk}",
            "--year",
            "2024",
            "--out",
            "{folder}/r",
            "--department",
            "無い課",
        ],
        "無い課",
    ),
    (
        "requests that stand there",
        ["request", "{office.dxdesk}", "--year", "2024", "--out", "{req}"],
        "既に",
    ),
    ("nothing to undo", ["undo", "{office.dxdesk}"], "取り消せる"),
    ("nothing handed in", ["accept", "{office.dxdesk}", "--department", "健康課"], "提出がまだ"),
    ("no name", ["submit", "{desk.dxdesk}", "--by", " ", "--out", "{folder}/t"], "名前"),
    (
        "a folder that is not there",
        ["submit", "{desk.dxdesk}", "--by", "甲", "--out", "{folder}/no/t"],
        "t",
    ),
    (
        "an export over the office's own file",
        [
            *("export", "{office.dxdesk}", "--year", "2024", "--layout", "wide"),
            *("--out", "{office.dxdesk}"),
        ],
        ".xlsx か .pdf",
    ),
    (
        "a submission over the clerk's own file",
        ["submit", "{desk.dxdesk}", "--by", "甲", "--out", "{desk.dxdesk}"],
        "既に",
    ),
    (
        "a report where no folder is",
        ["import", "{plan.txt}", "{folder}/n.dxdesk", "--report", "{folder}/no/r.txt"],
        "見つかりません",
    ),
    ("answers that are none", ["answer", "{desk.dxdesk}", "{plan.txt}"], "JSON"),
    ("a key twice", ["answer", "{desk.dxdesk}", "{key twice}"], "JSON"),
    ("a field twice", ["answer", "{desk.dxdesk}", "{field twice}"], "二つあります"),
    ("no number", ["answer", "{desk.dxdesk}", "{nan}"], "JSON"),
    ("nested without end", ["answer", "{desk.dxdesk}", "{deep}"], "JSON"),
    ("another department's request", ["open", "{other}", "--to", "{desk.dxdesk}"], "{other.name}"),
    (
        "review sheets without a painter",
        ["sheets", "{desk.dxdesk}", "--out", "{folder}/s.pdf"],
        "確認票",
    ),
]


ANSWERS = {
    "key twice": '{"items": [{"no": "2", "result": "一", "result": "二"}]}',
    "field twice": '{"items": [{"no": "2", "result": "一"}, {"no": "2", "result": "二"}]}',
    "nan": '{"items": [{"no": "2", "rating": NaN}]}',
    "deep": '{"items": ' + "[" * 100_000,
}


def written(folder: Path) -> Files:
    return {name: write(folder / f"{name}.json", text) for name, text in ANSWERS.items()}


@pytest.mark.parametrize(("words", "said"), [t[1:] for t in TROUBLES], ids=[t[0] for t in TROUBLES])
def test_troubles_are_one_sentence(
    files: Files, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    files |= written(files["folder"]) | {"other": next(files["req"].glob("*市民課*"))}
    before = snapshot(files["folder"])
    said = said.replace("{other.name}", files["other"].name)
    filled = words
    for name, path in files.items():
        filled = [word.replace("{" + name + "}", str(path)) for word in filled]
    run(*filled, status=1)
    shown = capsys.readouterr()
    text = shown.err or shown.out
    assert said in text
    assert text.count("\n") == 1
    assert "Traceback" not in text
    assert snapshot(files["folder"]) == before


def test_a_return_over_the_offices_own_file(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    office, remarks = files["office.dxdesk"], files["folder"] / "remarks.json"
    run("merge", office, files["s.dxsub"])
    remarks.write_text('{"remarks": [{"no": "2", "text": "件数は。"}]}', encoding="utf-8")
    before = office.read_bytes()
    words = ("--department", "健康課", "--remarks", remarks, "--out", office)
    run("return", office, *words, status=1)
    assert "既に" in capsys.readouterr().err
    assert office.read_bytes() == before


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(
    "words", [[], ["frobnicate"], ["import"], ["dump", "x", "--year", "２０２４"], ["export", "x"]]
)
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "使い方" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["merge", "--help"], ["--version"]])
def test_help_is_0(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert "dxdesk" in capsys.readouterr().out


def test_another_plans_submission(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.dxdesk"
    run("import", write(tmp_path / "wide.txt", WIDE), other)
    before = other.read_bytes()
    capsys.readouterr()
    run("merge", other, files["s.dxsub"], status=1)
    assert "別の計画" in capsys.readouterr().out
    assert other.read_bytes() == before


ALIKE = ["情報/課", "情報_課", "情報_課(2)", "Dx課", "DX課", "あ" * 70 + "一課", "あ" * 70 + "二課"]


def test_every_department_has_a_request_of_its_own(tmp_path: Path) -> None:
    rows = "".join(f"{n} 項目（{d}）\t\t自己評価：A\na\tb\tc\n" for n, d in enumerate(ALIKE, 1))
    head = "計画（令和5年度）\n取組内容\t取組実績\t課題\n"
    run("import", write(tmp_path / "p.txt", head + rows), tmp_path / "o.dxdesk")
    run("request", tmp_path / "o.dxdesk", "--year", "2023", "--out", tmp_path / "req")
    files = sorted((tmp_path / "req").iterdir())
    assert len({file.name.casefold() for file in files}) == len(ALIKE)
    assert {read_draft(file).request.department for file in files} == set(ALIKE)
    assert all("第1回" in file.name for file in files)


def test_the_demo_walks_the_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("demo", tmp_path / "demo")
    said = capsys.readouterr().out
    assert "同じ結果" in said
    assert "競合: 5欄、残り0欄" in said
    documents = {path.name for path in (tmp_path / "demo" / "documents").iterdir()}
    layouts = {f"2025_{name}.xlsx" for name in shipped()}
    data = {"2025_opendata.csv", "2025_opendata-kpi.csv"}
    assert documents == {*layouts, *data, "2025_検査結果.xlsx"}
    assert "こども家庭センターの確認" in said
    assert "うち確認済み1件" in said
    run("demo", tmp_path / "demo")
    run("demo", write(tmp_path / "file", "x").parent, status=1)


@pytest.mark.parametrize("who", ["", "山田"])
def test_a_lock_names_its_holder_where_there_is_one(who: str) -> None:
    said = sentence(DxdeskError(Trouble.FILE_LOCKED, file="o.dxdesk", who=who, where="", since=""))
    assert ("山田" in said, "（、から）" in said and not who) == (bool(who), False)
