"""The plan on the command line: begun, printed, changed from JSON, reorganised."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dxdesk.cli import main
from dxdesk.office import Office
from dxdesk.resources import resource


def run(*words: object, status: int = 0) -> None:
    assert main([str(word) for word in words]) == status, words


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "台帳.dxdesk"
    Office.create(resource("sample", "plan-r6.txt"), path)[0].close()
    return path


def as_json(office: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    run("plan", office, "--json")
    return json.loads(capsys.readouterr().out)


def put(folder: Path, document: object) -> Path:
    path = folder / "計画.json"
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    path.write_text(text, "utf-8")
    return path


def test_what_is_printed_can_be_set_again(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = as_json(office, capsys)
    assert (told["format"], told["faults"], told["unaware"]) == (1, [], [])
    run("plan", office, "--set", put(tmp_path, told))
    assert as_json(office, capsys) == told
    told["plan"]["items"][0]["title"] = "窓口"
    told["plan"]["items"][1]["no"] = ""
    run("plan", office, "--set", put(tmp_path, told))
    changed = as_json(office, capsys)
    assert changed["plan"]["items"][0]["title"] == "窓口"
    assert len(changed["faults"]) == 1


def test_parts_that_are_left_out_stay(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = as_json(office, capsys)["plan"]
    run("plan", office, "--set", put(tmp_path, {"format": 1, "plan": {"office": "DX推進課"}}))
    assert as_json(office, capsys)["plan"] == {**before, "office": "DX推進課"}
    capsys.readouterr()
    run("plan", office)
    assert "取組方針1" in capsys.readouterr().out


BAD: list[tuple[str, Any]] = [
    ("no JSON", "{"),
    ("a list", [1]),
    ("another format", {"format": 9, "plan": {}}),
    ("no plan", {"format": 1}),
    ("a misspelt key", {"format": 1, "plan": {"titel": "計画"}}),
    (
        "a misspelt key inside",
        {"format": 1, "plan": {"scale": [{"code": "A", "meaning": "", "x": 1}]}},
    ),
    ("a wrong kind", {"format": 1, "plan": {"items": "なし"}}),
    ("another year", {"format": 1, "plan": {"year": 1999}}),
    ("another plan", {"format": 1, "plan": {"id": "other"}}),
    ("answers without a place", {"format": 1, "plan": {"items": []}}),
    ("a lone surrogate", '{"format": 1, "plan": {"title": "\\ud800"}}'),
    ("a key twice", '{"format": 1, "plan": {"title": "計画", "title": "別"}}'),
    ("deep", '{"format": 1, "plan": ' + "[" * 100_000 + "}"),
]


@pytest.mark.parametrize("document", [b[1] for b in BAD], ids=[b[0] for b in BAD])
def test_what_is_no_plan_changes_nothing(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], document: Any
) -> None:
    before = as_json(office, capsys)
    run("plan", office, "--set", put(tmp_path, document), status=1)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert as_json(office, capsys) == before


def test_a_plan_is_begun_by_hand_and_filled_from_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "新.dxdesk"
    run("begin", office, "--title", "海市DX計画", "--year", "2025", "--municipality", "海市")
    told = as_json(office, capsys)
    assert (told["plan"]["title"], told["plan"]["items"]) == ("海市DX計画", [])
    assert len(told["faults"]) == 2
    scale = [{"code": "A", "meaning": "達成"}]
    items = [{"id": "i001", "no": "1", "title": "予約", "departments": ["市民課"]}]
    document = {"format": 1, "plan": {"scale": scale, "items": items}}
    run("plan", office, "--set", put(tmp_path, document))
    assert as_json(office, capsys)["faults"] == []
    run("request", office, "--year", "2025", "--out", tmp_path / "照会")
    assert "市民課" in next((tmp_path / "照会").iterdir()).name
    run("begin", office, "--title", "別", "--year", "2025", status=1)
    run("begin", tmp_path / "長.dxdesk", "--title", "あ" * 400, "--year", "2025", status=1)
    assert not (tmp_path / "長.dxdesk").exists()


def test_departments_are_reorganised(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, *_ = (d for d in _departments(office, capsys))
    run("reorganise", office, "--from", first, "--to", "新しい課", "別の課")
    assert "新しい課、別の課" in capsys.readouterr().out
    assert _departments(office, capsys)[:3] == ["新しい課", "別の課", second]
    run("reorganise", office, "--from", "ない課", "--to", "課", status=1)


def _departments(office: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    items = as_json(office, capsys)["plan"]["items"]
    return list(dict.fromkeys(name for item in items for name in item["departments"]))
