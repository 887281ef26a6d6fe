"""A process that dies while it saves: what it had said was saved is there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dxdesk.store.desk_store import DeskStore
from tests.store.processes import child
from tests.store.samples import AT, request


def kill_while_saving(path: Path, after: int) -> None:
    with child("save", path) as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(after)]
        process.kill()
        lines += [line for line in process.stdout if line.endswith("\n")]
        last = int(lines[-1])
    with DeskStore.open(path, host="PC-7") as desk:
        fields = desk.request().open[:3]
        answers = desk.answers()
        counts = {int(answers[field].partition(" ")[0]) for field in fields}
        assert len(counts) == 1
        assert counts.pop() in (last, last + 1)
        assert desk.history(fields[0])[-1].after == answers[fields[0]]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_acknowledged_save_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "d.dxdesk"
    DeskStore.create(path, request(), at=AT).close()
    kill_while_saving(path, 25)


@pytest.mark.long
def test_every_acknowledged_save_survives_many_kills(tmp_path: Path) -> None:
    path = tmp_path / "d.dxdesk"
    DeskStore.create(path, request(), at=AT).close()
    for after in range(1, 40):
        kill_while_saving(path, after)
