"""Files that are put in place of others: with the folder's rights, patiently, and told why not."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dxdesk.department import Carrier, Desk
from dxdesk.disk import replace_file, write_all, write_atomically, write_together
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Office, Packing
from dxdesk.store.desk_store import DeskStore
from dxdesk.store.lock import Holder, take_lock
from tests.causes import NO_LINKS, NO_MODES, NO_PIPES
from tests.plans import THREE_COLUMN, write
from tests.windows import windows_error

REPLACE, OPEN = os.replace, io.open


@pytest.fixture(params=[0o022, 0o002, 0o077], ids="{:03o}".format)
def rights(request: pytest.FixtureRequest) -> Iterator[int]:
    """The rights that a new file gets here."""
    before = os.umask(request.param)
    yield 0o666 & ~request.param
    os.umask(before)


def modes(folder: Path) -> set[int]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return {path.stat().st_mode & 0o777 for path in files}


@NO_MODES.mark()
def test_what_is_written_has_the_rights_of_any_new_file(tmp_path: Path, rights: int) -> None:
    def new(file: Any) -> None:
        file.write(b"new")

    write_atomically(tmp_path / "a", new)
    write_together({tmp_path / "b": new, tmp_path / "c": new})
    write_together({tmp_path / "b": new, tmp_path / "c": new})
    write_all([(tmp_path / "d", tmp_path / "d", lambda: b"new")])
    assert modes(tmp_path) == {rights}


@NO_MODES.mark()
@pytest.mark.parametrize("packing", Packing)
def test_what_others_are_to_read_is_nowhere_made_for_its_maker_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rights: int, packing: Packing
) -> None:
    made: list[tuple[str, int]] = []
    mkdir, open_ = os.mkdir, os.open

    def watched_mkdir(path: Any, mode: int = 0o777, **how: Any) -> None:
        made.append((str(path), mode))
        mkdir(path, mode, **how)

    def watched_open(path: Any, flags: int, mode: int = 0o777, **how: Any) -> int:
        if flags & os.O_CREAT:
            made.append((str(path), mode))
        return open_(path, flags, mode, **how)

    monkeypatch.setattr(os, "mkdir", watched_mkdir)
    monkeypatch.setattr(os, "open", watched_open)
    office, _ = Office.create(write(tmp_path / "p.txt", THREE_COLUMN), tmp_path / "o.dxdesk")
    share = tmp_path / "share"
    with office:
        office.roll_over(2024)
        office.make_requests(2024, share / "requests", packing=packing)
        (request,) = office.make_requests(2024, share / "r", departments=["健康課"])
        office.export(2024, "three-column", share / "year.xlsx")
        office.export_data(2024, share / "year.csv")
        with Desk.start(request, tmp_path / "desk.dxdesk") as desk:
            for carrier, name in ((Carrier.NATIVE, "s.dxsub"), (Carrier.XLSX, "s.xlsx")):
                desk.hand_in("担当", share / name, carrier)
                desk.reopen()
    assert modes(share) == {rights}
    # On Windows Python makes a folder of this mode, and what is in it, for its maker alone.
    there = [(path, mode) for path, mode in made if Path(path).is_relative_to(share)]
    assert there
    assert [one for one in there if one[1] & 0o077 == 0] == []
    assert not list(tmp_path.rglob("*.part"))


def refuse_to_replace(monkeypatch: pytest.MonkeyPatch, error: OSError, times: int = 10**9) -> None:
    left = [times]

    def replace(source: Any, target: Any, **how: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise error
        REPLACE(source, target, **how)

    monkeypatch.setattr(os, "replace", replace)


def refuse_to_open(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """For changing it: what an access list forbids, and no attribute tells of."""

    def open_(file: Any, mode: str = "r", *args: Any, **how: Any) -> Any:
        if mode == "r+b":
            raise error
        return OPEN(file, mode, *args, **how)

    monkeypatch.setattr(io, "open", open_)


def timed(act: Callable[[], object]) -> tuple[Trouble | None, float]:
    began = time.monotonic()
    try:
        act()
    except DxdeskError as error:
        named = error.trouble if error.facts == {"file": "out.xlsx"} else None
        return named, time.monotonic() - began
    return None, time.monotonic() - began


def aside(act: Callable[[], object]) -> Any:
    """The same on a thread that draws no window."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(timed(act)))
    thread.start()
    thread.join()
    return found[0]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out.xlsx").write_bytes(b"the old one")
    return tmp_path / "out.xlsx"


# How Windows says that Excel has a file open: by either, 5 if the file may be written.
@pytest.mark.parametrize(
    ("code", "to_open"), [(32, None), (33, None), (1224, None), (5, 32), (5, None)]
)
@pytest.mark.parametrize("on_main", [True, False])
def test_a_file_that_is_open_elsewhere_is_waited_for_and_told_as_such(
    out: Path, monkeypatch: pytest.MonkeyPatch, code: int, to_open: int | None, on_main: bool
) -> None:
    refuse_to_replace(monkeypatch, windows_error(code))
    if to_open:
        refuse_to_open(monkeypatch, windows_error(to_open))
    monkeypatch.setattr("dxdesk.disk._PATIENCE", 0.6)

    def act() -> None:
        write_atomically(out, lambda file: file.write(b"new"))

    trouble, seconds = timed(act) if on_main else aside(act)
    assert trouble is Trouble.IN_USE
    assert seconds >= 0.6
    assert out.read_bytes() == b"the old one"
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("on_main", [True, False])
@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_that_is_held_for_a_moment_is_replaced(
    out: Path, monkeypatch: pytest.MonkeyPatch, code: int, on_main: bool
) -> None:
    refuse_to_replace(monkeypatch, windows_error(code), times=3)

    def act() -> None:
        write_atomically(out, lambda file: file.write(b"new"))

    assert (timed(act) if on_main else aside(act))[0] is None
    assert out.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("error", "to_open", "trouble"),
    [
        (windows_error(5), windows_error(5), Trouble.READ_ONLY),
        (windows_error(19), None, Trouble.READ_ONLY),
        (windows_error(112), None, Trouble.DISK_FULL),
        (windows_error(59), None, Trouble.UNREACHABLE),
        (windows_error(53), None, Trouble.UNREACHABLE),
        (PermissionError(13, "denied"), None, Trouble.READ_ONLY),
    ],
)
def test_nobody_waits_for_what_waiting_does_not_change(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    to_open: OSError | None,
    trouble: Trouble,
) -> None:
    refuse_to_replace(monkeypatch, error)
    if to_open:
        refuse_to_open(monkeypatch, to_open)

    def no_sleep(_: float) -> None:
        raise AssertionError

    monkeypatch.setattr(time, "sleep", no_sleep)
    assert timed(lambda: write_atomically(out, lambda file: file.write(b"new")))[0] is trouble
    assert out.read_bytes() == b"the old one"
    assert list(out.parent.iterdir()) == [out]


def test_nobody_waits_for_a_file_that_is_to_be_read_only(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An administrator may open it for writing, and yet Windows replaces it for nobody."""
    out.chmod(0o444)
    refuse_to_replace(monkeypatch, windows_error(5))

    def no_sleep(_: float) -> None:
        raise AssertionError

    monkeypatch.setattr(time, "sleep", no_sleep)
    files = {out: lambda file: file.write(b"new"), out.with_name("b"): lambda file: file.write(b"")}
    assert timed(lambda: write_together(files))[0] is Trouble.READ_ONLY
    assert list(out.parent.iterdir()) == [out]
    out.chmod(0o644)


def test_a_scanner_that_holds_the_new_file_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / "part"
    part.touch()
    refuse_to_replace(monkeypatch, windows_error(5))
    trouble, _ = timed(lambda: replace_file(part, tmp_path / "out.xlsx"))
    assert trouble is Trouble.IN_USE


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("NUL.xlsx", Trouble.BAD_NAME),
        ("ab:c.xlsx", Trouble.BAD_NAME),
        ("a.xlsx ", Trouble.BAD_NAME),
    ],
)
def test_a_name_that_windows_takes_for_something_else_is_refused_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, trouble: Trouble
) -> None:
    monkeypatch.setattr("dxdesk.there.ON_WINDOWS", True)
    with pytest.raises(DxdeskError) as caught:
        write_atomically(tmp_path / name, lambda file: file.write(b"new"))
    assert caught.value.trouble is trouble
    assert list(tmp_path.iterdir()) == []


@NO_PIPES.mark()
def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(DxdeskError) as caught:
        write_atomically(tmp_path / "pipe.csv", lambda file: file.write(b"new"))
    assert caught.value.trouble is Trouble.WRITE_FAILED
    assert (tmp_path / "pipe.csv").is_fifo()


@NO_LINKS.mark()
def test_what_a_link_leads_to_is_replaced(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "old.csv").write_bytes(b"old")
    (tmp_path / "old.csv").symlink_to(share / "old.csv")
    (tmp_path / "new.csv").symlink_to(share / "new.csv")
    for name in ("old.csv", "new.csv"):
        write_atomically(tmp_path / name, lambda file: file.write(b"new"))
        assert (tmp_path / name).is_symlink()
        assert (share / name).read_bytes() == b"new"


@pytest.mark.parametrize("before", [None, b"the one before"])
def test_what_stood_there_is_put_back_where_the_hand_in_is_not_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None
) -> None:
    office, _ = Office.create(write(tmp_path / "p.txt", THREE_COLUMN), tmp_path / "o.dxdesk")
    with office:
        office.roll_over(2024)
        (request,) = office.make_requests(2024, tmp_path / "r", departments=["健康課"])
    out = tmp_path / "out.dxsub"
    if before is not None:
        out.write_bytes(before)
    with Desk.start(request, tmp_path / "desk.dxdesk") as desk:

        def full(*_: object, **__: object) -> None:
            raise DxdeskError(Trouble.DISK_FULL, file="desk.dxdesk")

        with monkeypatch.context() as patch:
            patch.setattr(DeskStore, "record_submission", full)
            with pytest.raises(DxdeskError):
                desk.hand_in("担当", out)
        assert (out.read_bytes() if out.exists() else None) == before
        assert desk.hand_in("担当", out).number == 1
    assert not list(tmp_path.glob(".dxdesk-*"))


@pytest.mark.parametrize("name", ["NUL.dxdesk", "ab:c.dxdesk", "a|b.dxdesk", "末尾. "])
def test_no_ledger_is_begun_under_such_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("dxdesk.there.ON_WINDOWS", True)
    with pytest.raises(DxdeskError) as caught:
        Office.create(write(tmp_path / "p.txt", THREE_COLUMN), tmp_path / name)
    assert caught.value.trouble is Trouble.BAD_NAME
    with pytest.raises(DxdeskError) as caught:
        take_lock(tmp_path / name, Holder())
    assert caught.value.trouble is Trouble.BAD_NAME
    assert [one.name for one in tmp_path.iterdir()] == ["p.txt"]
