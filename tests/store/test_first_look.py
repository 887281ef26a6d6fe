"""The first look at a clerk's file says what the store says, or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.codec import decode, encode
from dxdesk.department import Desk
from dxdesk.domain.asking import Request
from dxdesk.errors import DxdeskError
from dxdesk.quick_codec import quick_decode
from dxdesk.store.aside import aside_path
from dxdesk.store.desk_store import DeskStore
from dxdesk.store.first_look import first_look
from tests.store.samples import AT, request

OLD = Path(__file__).parent.parent / "old_files"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "d.dxdesk"
    with DeskStore.create(made, request(), at=AT) as store:
        field = store.request().open[0]
        store.save(field, "書いた。\n二行目", at=AT)
        store.put_setting("left_at", field)
    return made


def test_it_says_what_the_store_says(path: Path) -> None:
    look = first_look(path)
    assert look
    with DeskStore.open(path) as store:
        assert look.request == store.request()
        assert look.answers == store.answers()
        assert look.settings["left_at"] == store.setting("left_at")


def spoil(statement: str) -> Callable[[Path], None]:
    def craft(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)

    return craft


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def leave_a_journal(path: Path) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(b"left by a crash")


@pytest.mark.parametrize(
    "harm",
    [
        spoil("PRAGMA user_version = 1"),
        spoil("DELETE FROM request"),
        spoil("DROP TABLE answer"),
        spoil("UPDATE request SET body = '{}'"),
        spoil('UPDATE request SET body = replace(body, \'"round":1\', \'"round":"1"\')'),
        spoil("UPDATE request SET body = replace(body, '\"round\":1', '\"round\":true')"),
        spoil("UPDATE request SET body = replace(body, '\"department\"', '\"\\ud800\"')"),
        cut,
        leave_a_journal,
    ],
)
def test_it_leaves_what_is_odd_to_the_store(path: Path, harm: Callable[[Path], None]) -> None:
    harm(path)
    assert first_look(path) is None


@pytest.mark.parametrize("file", sorted(OLD.glob("desk-*.dxdesk")), ids=lambda file: file.name)
def test_old_files_are_read_alike_or_left_to_the_store(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    copy.write_bytes(file.read_bytes())
    look = first_look(copy)
    with DeskStore.open(copy) as store:
        assert look is None or look.request == store.request()
    again = first_look(copy)
    assert again
    with DeskStore.open(copy) as store:
        assert again.answers == store.answers()


def test_it_reads_what_the_codec_writes() -> None:
    assert quick_decode(Request, encode(request()).decode()) == request()


@given(st.data())
def test_damaged_json_is_refused_or_read_as_the_codec_reads_it(data: st.DataObject) -> None:
    body = encode(request()).decode()
    at = data.draw(st.integers(0, len(body) - 1))
    put = data.draw(st.sampled_from(["", "0", '"', "[", "null", "true", "1.5", "あ", "}"]))
    damaged = body[:at] + put + body[at + 1 :]
    quick = quick_decode(Request, damaged)
    if quick is not None:
        try:
            assert quick == decode(Request, damaged)
        except DxdeskError:
            pytest.fail("the codec refuses what the quick one takes")


def test_a_file_that_the_store_refuses_is_let_go(path: Path) -> None:
    spoil("CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM answer; END")(path)
    assert first_look(path)
    for _ in range(2):
        desk = Desk.open(path)
        for _ in range(2):
            with pytest.raises(DxdeskError, match="FILE_DAMAGED"):
                desk.get_ready()
        desk.close()
        desk.close()
    assert not list(path.parent.glob("*-lock"))


def test_what_was_typed_before_loading_outlives_a_crash(path: Path) -> None:
    with Desk.open(path) as desk:
        first, second = desk.request.open[:2]
        before = desk.answers()
        desk.keep_aside({first: "読み込み中に書いた。\n二行目", "i9/none": "知らない欄"})
    with Desk.open(path) as desk:
        assert desk.answers()[first] == "読み込み中に書いた。\n二行目"
        assert desk.answers().get(second) == before.get(second)
        assert desk.history(first)[-1].after == "読み込み中に書いた。\n二行目"
    assert not aside_path(path).exists()


@pytest.mark.parametrize(
    "said", [b"", b"[]", b'{"a": 1}', b"\xff", b"[" * 100_000, b"x" * 4_000_001]
)
def test_a_file_aside_that_is_not_ours_is_no_matter(path: Path, said: bytes) -> None:
    with DeskStore.open(path, read_only=True) as store:
        before = store.answers()
    aside_path(path).write_bytes(said)
    with Desk.open(path) as desk:
        assert desk.answers() == before
    assert not aside_path(path).exists()
