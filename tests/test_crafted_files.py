"""Files that somebody made by hand: refused in a sentence, or what is strange in them left out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.cli import main
from dxdesk.department import Desk
from dxdesk.domain.confirmation import Confirmation
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import native
from dxdesk.files.carriers import read_delivery, read_draft, write_submission
from dxdesk.office import Office, Verdict
from tests.plans import THREE_COLUMN, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office, a desk of 健康課 and what it handed in."""
    office, _ = Office.create(write(tmp_path / "p.txt", THREE_COLUMN), tmp_path / "o.dxdesk")
    with office:
        (request,) = office.make_requests(2023, tmp_path / "r", departments=["健康課"])
    request.rename(tmp_path / "request")
    with Desk.start(tmp_path / "request", tmp_path / "d.dxdesk") as desk:
        desk.hand_in("担当", tmp_path / "s.dxsub")
        desk.reopen()
    return tmp_path


def craft(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize("secret", ["no hex", "", "abc", "é" * 64])
def test_a_secret_that_is_none(
    folder: Path, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    craft(folder / "o.dxdesk", f"UPDATE request SET secret = '{secret}'")
    assert main(["merge", str(folder / "o.dxdesk"), str(folder / "s.dxsub")]) == 1
    assert "「o.dxdesk」は壊れています" in capsys.readouterr().err


def test_a_desks_secret_that_is_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = read_draft(folder / "request").request.secret
    craft(folder / "d.dxdesk", f"UPDATE request SET body = replace(body, '{known}', 'no hex')")
    words = ["submit", str(folder / "d.dxdesk"), "--by", "担当", "--out", str(folder / "2")]
    assert main(words) == 1
    assert "「d.dxdesk」は壊れています" in capsys.readouterr().err


def test_a_seal_that_is_none(folder: Path) -> None:
    with Office.open(folder / "o.dxdesk") as office:
        office.merge([folder / "s.dxsub"])
    craft(folder / "o.dxdesk", "UPDATE submission SET seal = 'no hex'")
    with Office.open(folder / "o.dxdesk") as office, pytest.raises(DxdeskError) as caught:
        office.status()
    assert caught.value.trouble is Trouble.FILE_DAMAGED


def test_answers_at_fields_of_others_are_left_behind(folder: Path) -> None:
    request = read_draft(folder / "request").request
    place = Confirmation("a-rule-of-tomorrow", "i002/rating", "m", "理由", "山田", "2025")
    strange = (replace(place, field=name) for name in ("i001/rating", "i002/k9", "", "i9/k1"))
    said = replace(
        read_delivery(folder / "s.dxsub").submissions[0].submission,
        number=2,
        confirmations=(place, *strange),
    )
    out = folder / "crafted.dxsub"
    write_submission(native.seal(said, request.secret), request, out)
    with Office.open(folder / "o.dxdesk") as office:
        (line,) = office.merge([out])
        assert (line.verdict, line.answered) == (Verdict.TAKEN, ("i002/rating",))
        assert office.confirmations() == (place,)
        office.findings()


def test_a_seal_is_of_the_bytes_that_came(folder: Path) -> None:
    """A reason with a carriage return is kept without it, and its file is still whole."""
    request = read_draft(folder / "request").request
    place = Confirmation("rated-unlike", "i002/rating", "m", " 一\r\n二", "山\n田", "2025")
    said = replace(
        read_delivery(folder / "s.dxsub").submissions[0].submission, confirmations=(place,)
    )
    out = folder / "crafted.dxsub"
    write_submission(native.seal(said, request.secret), request, out)
    with Office.open(folder / "o.dxdesk") as office:
        (line,) = office.merge([out])
        assert line.verdict is Verdict.TAKEN
        assert office.confirmations() == (replace(place, reason="一\n二", by="山 田"),)
        (line,) = office.merge([out])
        assert line.verdict is Verdict.UNCHANGED
