from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store import lock
from dxdesk.store.desk_store import DeskStore
from dxdesk.store.lock import Holder, lock_path, take_lock
from tests.causes import NO_LOCKLESS_DISKS, NO_OPEN_FILE_GOES
from tests.store.processes import child
from tests.store.samples import AT, request

US = Holder("山田", "PC-1", AT)


def leave(path: Path, where: str, pid: int = 4_000_000) -> None:
    text = {"who": "佐藤", "where": where, "since": "昨日", "pid": pid}
    lock_path(path).write_text(json.dumps(text), encoding="utf-8")


def test_a_file_that_another_process_holds_is_told(tmp_path: Path) -> None:
    path = tmp_path / "d.dxdesk"
    DeskStore.create(path, request(), at=AT).close()
    with child("hold", path) as process:
        for host in ("PC-7", "PC-1"):
            with pytest.raises(DxdeskError) as caught:
                DeskStore.open(path, host=host, take_over=True)
            assert caught.value.trouble is Trouble.FILE_LOCKED
            assert caught.value.facts == {
                "file": "d.dxdesk",
                "who": "佐藤",
                "where": "PC-7",
                "since": AT,
                "left": False,
            }
        with DeskStore.open(path, read_only=True) as desk:
            assert desk.request() == request()
        process.kill()
        process.wait()
        assert lock_path(path).exists()
        DeskStore.open(path, host="PC-7").close()
    assert not lock_path(path).exists()


def test_one_process_holds_a_file_once(tmp_path: Path) -> None:
    path = tmp_path / "d.dxdesk"
    with DeskStore.create(path, request(), at=AT, by="山田"):
        with pytest.raises(DxdeskError) as caught:
            DeskStore.open(path)
        assert caught.value.facts["who"] == "山田"
    DeskStore.open(path).close()


@pytest.mark.parametrize(
    ("text", "take_over", "free"),
    [
        ("", False, True),
        ("{", False, True),
        ("[1]", False, True),
        ('{"who": "佐藤", "where": "PC-1", "pid": 4000000}', False, True),
        ('{"who": "佐藤", "where": "PC-1", "pid": 1}', False, True),
        ('{"who": "佐藤", "where": "PC-2", "pid": 1}', False, False),
        ('{"who": "佐藤", "where": "PC-2", "pid": 1}', True, True),
    ],
)
def test_what_a_crash_left_shuts_out_nobody_on_the_same_machine(
    tmp_path: Path, text: str, take_over: bool, free: bool
) -> None:
    path = tmp_path / "d.dxdesk"
    lock_path(path).write_text(text, encoding="utf-8")
    if free:
        held = take_lock(path, US, take_over=take_over)
        assert json.loads(lock_path(path).read_text(encoding="utf-8"))["who"] == "山田"
        held.release()
        assert not lock_path(path).exists()
        return
    with pytest.raises(DxdeskError) as caught:
        take_lock(path, US, take_over=take_over)
    assert caught.value.trouble is Trouble.FILE_LOCKED
    assert lock_path(path).read_text(encoding="utf-8") == text


@NO_LOCKLESS_DISKS.mark()
@pytest.mark.parametrize(("pid", "free"), [(4_000_000, True), (1, False), (0, True)])
def test_without_working_locks_the_process_number_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pid: int, free: bool
) -> None:
    def no_locks(_handle: int) -> None:
        return None

    monkeypatch.setattr(lock, "_try_lock", no_locks)
    path = tmp_path / "d.dxdesk"
    leave(path, "PC-1", pid)
    if free:
        take_lock(path, US).release()
    else:
        with pytest.raises(DxdeskError):
            take_lock(path, US)


@NO_OPEN_FILE_GOES.mark()
def test_a_lock_that_was_deleted_and_taken_by_another_is_left(tmp_path: Path) -> None:
    path = tmp_path / "d.dxdesk"
    first = take_lock(path, US)
    lock_path(path).unlink()
    second = take_lock(path, US)
    first.release()
    assert lock_path(path).exists()
    second.release()
    assert not lock_path(path).exists()


def test_a_lock_of_one_s_own_is_known_whatever_paths_say_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked by its path, Windows may give a file another number than by a handle."""
    path, told = tmp_path / "d.dxdesk", os.stat

    def stat(file: Any, **how: Any) -> os.stat_result:
        known = told(file, **how)
        return known if isinstance(file, int) else os.stat_result((known[0], 7, 7, *known[3:10]))

    monkeypatch.setattr(os, "stat", stat)
    held = take_lock(path, US)
    held.check(path)
    held.release()
    assert not lock_path(path).exists()


@pytest.mark.parametrize(
    ("where", "take_over", "left"),
    [("PC-1", False, None), ("PC-7", False, True), ("PC-7", True, None)],
)
def test_a_lock_that_only_another_user_may_write_is_judged_like_any(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    take_over: bool,
    left: bool | None,
) -> None:
    """A colleague made it; the folder may be written by both."""
    path, real = tmp_path / "d.dxdesk", os.open
    leave(path, where)

    def open_(file: Any, flags: int, *mode: int) -> int:
        if flags & os.O_RDWR and lock_path(path).exists():
            raise PermissionError(13, "Permission denied")
        return real(file, flags, *mode)

    monkeypatch.setattr(os, "open", open_)
    if left is None:
        take_lock(path, US, take_over=take_over).release()
        return
    with pytest.raises(DxdeskError) as caught:
        take_lock(path, US)
    assert caught.value.trouble is Trouble.FILE_LOCKED
    assert (caught.value.facts["who"], caught.value.facts["left"]) == ("佐藤", left)


@NO_LOCKLESS_DISKS.mark()
def test_a_lock_that_only_another_user_may_write_is_told_while_it_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / "d.dxdesk", os.open
    held = take_lock(path, Holder("佐藤", "PC-1", AT))

    def open_(file: Any, flags: int, *mode: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied")
        return real(file, flags, *mode)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", open_)
        with pytest.raises(DxdeskError) as caught:
            take_lock(path, US)
    assert caught.value.trouble is Trouble.FILE_LOCKED
    assert caught.value.facts["who"] == "佐藤"
    held.release()
