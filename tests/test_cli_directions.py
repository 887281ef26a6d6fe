"""Which way is better, on the command line: asked, answered by a table, told by others."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dxdesk.cli import main
from dxdesk.domain.figures import Direction
from dxdesk.domain.open_questions import OpenQuestion, Question
from dxdesk.domain.plan import Item, Kpi
from dxdesk.messages import question_sentence
from dxdesk.office import Office

YEAR = 2024
TOLD = "よい向き（増減のどちらがよいか）の分からない指標"
NONE = "よい向きの分からない指標はありません。"
HEADING = "項目番号\t指標\tよい向き\t提案\t目標\t増の手掛かり\t減の手掛かり\t維持の手掛かり\t欄"
KPIS = {
    "i001": (Kpi("k1", "件数", "100件"), Kpi("k2", "率（％）", "80%")),
    "i002": (Kpi("k1", "件数", "50件"), Kpi("k2", "日数", "10日以内")),
    "i003": (Kpi("k1", "同じ名", "1件"), Kpi("k2", "同じ名", "2件")),
}
NUMBERS = {"i001": "1-1", "i002": "1-2", "i003": "2"}


class Console:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.office, self._capsys = folder, folder / "台帳.dxdesk", capsys
        self.told = ""
        with Office.create_by_hand(self.office, title="計画", year=YEAR) as office:
            items = tuple(
                Item(id_, NUMBERS[id_], f"取組{id_}", ("市民課",), kpis=kpis)
                for id_, kpis in KPIS.items()
            )
            office.change_plan(replace(office.plan(), items=items))

    def run(self, *words: object, status: int = 0) -> str:
        self._capsys.readouterr()
        assert main([str(word) for word in words]) == status, words
        shown = self._capsys.readouterr()
        self.told = shown.err
        return shown.err if status else shown.out

    def directions(self, *words: object, status: int = 0) -> str:
        return self.run("directions", self.office, *words, status=status)

    def json(self, *words: object) -> dict[str, Any]:
        return json.loads(self.directions("--json", *words))

    def write(self, data: bytes | str) -> Path:
        path = self.folder / "向き.txt"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def known(self) -> dict[str, str]:
        with Office.open(self.office, read_only=True) as office:
            return {
                f"{item.id}/{kpi.id}": kpi.direction.value
                for item in office.plan().items
                for kpi in item.kpis
                if kpi.direction is not Direction.NOT_SAID
            }


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(tmp_path, capsys)


def test_what_is_not_known_is_a_table(console: Console) -> None:
    lines = console.directions().splitlines()
    assert lines[0] == HEADING
    assert [line.split("\t")[:2] for line in lines[1:-1]] == [
        ["1-1", "件数"],
        ["1-1", "率（％）"],
        ["1-2", "件数"],
        ["2", "同じ名"],
        ["2", "同じ名"],
    ]
    assert lines[-1].startswith(f"{TOLD}: 5件")


def filled_text(console: Console, word: str) -> str:
    lines = [line.split("\t") for line in console.directions().splitlines()]
    rows = [[*row[:2], word, *row[3:]] if len(row) > 3 else row for row in lines[1:]]
    return "\n".join("\t".join(row) for row in (lines[0], *rows))


def filled_json(console: Console, word: str) -> str:
    document = console.json()
    for one in document["directions"]:
        one["direction"] = word
    return json.dumps(document, ensure_ascii=False)


def filled_list(console: Console, word: str) -> str:
    return json.dumps(json.loads(filled_json(console, word))["directions"])


def as_csv(console: Console, word: str) -> str:
    return filled_text(console, word).replace("\t", ",").replace("\n", "\r\n")


@pytest.mark.parametrize("fill", [filled_text, filled_json, filled_list, as_csv])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_the_table_that_is_printed_is_filled_in_and_handed_in(
    console: Console, fill: Callable[[Console, str], str], encoding: str
) -> None:
    said = console.directions("--set", console.write(fill(console, "増").encode(encoding)))
    assert said.splitlines() == ["よい向きを決めました: 5件", NONE]
    assert console.known() == dict.fromkeys(
        ("i001/k1", "i001/k2", "i002/k1", "i003/k1", "i003/k2"), "more"
    )
    assert console.directions().splitlines() == [NONE]
    assert console.json() == {"format": 1, "year": YEAR, "count": 0, "directions": []}


WORDS = {
    "more": "増 増加 ↑ more MORE ｍｏｒｅ 多いほどよい 多いほど良い 多い方がよい 増やす 向上",
    "less": "減 減少 ↓ less 少ないほどよい 少ないほうが良い 減らす 低いほどよい 短縮",
    "keep": "維持 → keep 現状維持 横ばい",
}


@pytest.mark.parametrize(
    ("known", "word"), [(known, word) for known, words in WORDS.items() for word in words.split()]
)
def test_words_that_people_write(console: Console, known: str, word: str) -> None:
    console.directions("--set", console.write(f"1-1\t件数\t {word} \n"))
    assert console.known() == {"i001/k1": known}


ROWS: dict[str, tuple[str, dict[str, str]]] = {
    "three columns without a heading": ("1-1,件数,増\n1-2,件数,減\n", {"i001/k1": "more", "i002/k1": "less"}),
    "columns in another order": ("向き,KPI,担当,番号\n減,件数,市民課,1-2\n", {"i002/k1": "less"}),
    "lines above the heading": ("計画の指標\n\n番号\t指標名\t方向\n1-2\t件数\t↓\n", {"i002/k1": "less"}),
    "other widths": ("１－１\t率(%)\t増\n", {"i001/k2": "more"}),
    "what is left blank is left": ("1-1\t件数\t\n1-2\t件数\t維持\n1-1\t率（％）\n", {"i002/k1": "keep"}),
    "who does not know says nothing": ("1-1\t件数\tわからない\n1-2\t件数\t増\n", {"i002/k1": "more"}),
    "a row of nothing": ("\n\n1-1\t件数\t増\n\n\n", {"i001/k1": "more"}),
    "what is known anyway": ("1-2\t日数\t維持\n", {"i002/k2": "keep"}),
    "said twice alike": ("1-1\t件数\t増\n1-1\t件数\t↑\n", {"i001/k1": "more"}),
    "the field tells two of one name apart": (
        "番号\t指標\t向き\t欄\n2\t同じ名\t増\ti003/k2\n",
        {"i003/k2": "more"},
    ),
    "a number that Excel made a date": (
        "番号\t指標\t向き\t欄\n1月1日\t件数\t増\ti001/k1\n",
        {"i001/k1": "more"},
    ),
    "JSON of three": ('{"directions": [{"item": "2", "kpi": "同じ名", "direction": "less", "field": "i003/k1"}]}', {"i003/k1": "less"}),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_rows(console: Console, name: str) -> None:
    text, known = ROWS[name]
    console.directions("--set", console.write(text))
    assert console.known() == known


GOOD = "1-1\t件数\t増\n"
REFUSED: dict[str, tuple[bytes | str, str]] = {
    "an unknown word": (f"{GOOD}1-2\t件数\t上々\n", "2行目のよい向きが分かりません"),
    "a dash": (f"{GOOD}1-2\t件数\t－\n", "2行目のよい向き"),
    "two words": (f"{GOOD}1-2\t件数\t増減\n", "2行目のよい向き"),
    "an unknown KPI": (f"{GOOD}1-2\t人数\t増\n", "2行目の指標は、この計画にありません"),
    "an unknown item": (f"{GOOD}9\t件数\t増\n", "2行目の指標は、この計画にありません"),
    "a KPI of another item": (f"{GOOD}1-2\t率（％）\t増\n", "2行目の指標は"),
    "two of one name": (f"{GOOD}2\t同じ名\t増\n", "二つ以上あります"),
    "a field of another name": ("番号\t指標\t向き\t欄\n1-1\t人数\t増\ti001/k1\n", "2行目の指標は"),
    "a field that is none": ("番号\t指標\t向き\t欄\n1-1\t件数\t増\trating\n", "2行目の指標は"),
    "said twice": (f"{GOOD}1-1\t件数\t減\n", "違う向きが前の行に"),
    "nothing": ("", "書かれた行がありません"),
    "nothing filled in": ("番号\t指標\t向き\n1-1\t件数\t\n", "書かれた行がありません"),
    "no number and no field": ("指標\t向き\n件数\t増\n", "書かれた行がありません"),
    "semicolons": ("1-1;件数;増\n", "書かれた行がありません"),
    "an open quotation mark": ('1-1\t"件数\t増\n', "書かれた行がありません"),
    "a JSON of something else": ('{"items": []}', "書かれた行がありません"),
    "a JSON with a misspelt key": (
        '{"directions": [{"item": "1-1", "kpi": "件数", "diretion": "more"}]}',
        "書かれた行がありません",
    ),
    "a JSON that is none": ('{"directions": [', "書かれた行がありません"),
    "a JSON too deep": ("[" * 100_000, "書かれた行がありません"),
    "a JSON of another year": (
        '{"year": 2023, "directions": [{"item": "1-1", "kpi": "件数", "direction": "more"}]}',
        "別の年度",
    ),
    "a JSON with a wrong word": (
        '{"directions": [{"item": "1-1", "kpi": "件数", "direction": "up and down"}]}',
        "1件目のよい向き",
    ),
    "no text": (b"\x81\xff\xfe\x00\x00", "文字を読めません"),
    "a workbook": (b"PK\x03\x04\x00\x00\x00\x00", "文字を読めません"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_wrong_in_one_row_changes_nothing(console: Console, name: str) -> None:
    data, said = REFUSED[name]
    before = console.office.read_bytes()
    told = console.directions("--set", console.write(data), status=1)
    assert said in told
    assert len(told.splitlines()) == 1
    assert console.known() == {}
    assert console.office.read_bytes() == before


def test_what_a_file_holds_is_not_shown_in_the_sentence(console: Console) -> None:
    told = console.directions(
        "--set", console.write("1-1\t\x1b[2J件数\t\x1b]0;x\x07増\n"), status=1
    )
    assert "\x1b" not in told


def test_a_name_with_signs_comes_back(console: Console) -> None:
    name = 'A "B", C=１－２ の件数'
    with Office.open(console.office) as office:
        item = replace(office.plan().items[0], kpis=(Kpi("k1", name, "5件"),))
        office.change_plan(replace(office.plan(), items=(item,)))
    console.directions("--set", console.write(filled_text(console, "減")))
    assert console.known() == {"i001/k1": "less"}


def test_proposals_are_taken(console: Console) -> None:
    proposed = [one for one in console.json()["directions"] if one["proposal"]]
    said = console.directions("--accept-proposals").splitlines()
    assert said[0] == f"よい向きを決めました: {len(proposed)}件"
    assert console.json("--accept-proposals")["set"] == 0
    assert sorted(console.known().values()) == sorted(one["proposal"] for one in proposed)


def test_either_a_table_or_the_proposals(console: Console) -> None:
    words = ("--set", console.write(GOOD), "--accept-proposals")
    assert "--accept-proposals" in console.directions(*words, status=2)


def test_of_an_earlier_year(console: Console) -> None:
    console.run("rollover", console.office, "--to", YEAR + 1)
    console.directions("--set", console.write(GOOD), "--year", YEAR)
    assert console.known() == {}
    assert console.json("--year", YEAR)["count"] == 4
    assert console.json()["count"] == 5
    assert "この台帳にありません" in console.directions("--year", 1999, status=1)


def test_a_clerks_file_is_told_from_an_offices(console: Console) -> None:
    desk = console.folder / "課.dxdesk"
    console.run("request", console.office, "--year", YEAR, "--out", console.folder / "req")
    console.run("open", next((console.folder / "req").iterdir()), "--to", desk)
    for words in ((), ("--json",), ("--accept-proposals",)):
        assert "種類のファイルではありません" in console.run("directions", desk, *words, status=1)
    # What the office alone can answer is told to the clerk without the command.
    console.run("check", desk)
    assert console.told.splitlines() == [asked(5)]


def asked(count: int, office: Path | None = None) -> str:
    said = question_sentence(OpenQuestion(Question.DIRECTIONS, str(count)))
    return f"{said}（dxdesk directions {office}）" if office else said


def test_import_and_check_say_so_in_a_line(console: Console, tmp_path: Path) -> None:
    console.run("check", console.office)
    assert console.told.splitlines() == [asked(5, console.office)]
    assert set(json.loads(console.run("check", console.office, "--json"))) == {"format", "findings"}
    assert console.told == ""
    console.directions("--set", console.write(filled_text(console, "増")))
    console.run("check", console.office)
    assert console.told == ""
    source = console.write(
        "番号\t取組項目\t担当課\t指標\t目標\t実績\t評価\n1\t窓口\t市民課\t件数\t10件\t9件\tA\n"
    )
    made = tmp_path / "読んだ.dxdesk"
    said = console.run("import", source, made, "--year", YEAR)
    assert asked(1, made) in said.splitlines()


def test_rules_take_and_show_that_it_is_to_be_kept(console: Console) -> None:
    said = console.run("rules", console.office, "--direction", "1-1:件数=keep")
    assert "項目1-1 件数: 維持" in said
    known = json.loads(console.run("rules", console.office, "--json"))
    assert known["directions"] == [{"item": "1-1", "kpi": "件数", "direction": "keep"}]
    # What `rules --json` says of them is such a table as well.
    console.directions("--set", console.write(json.dumps(known)))
