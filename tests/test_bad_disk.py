"""Full and read-only disks, real ones: a sentence, and nothing half done."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dxdesk.cli import main
from dxdesk.department import Carrier, Desk
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Office
from tests.causes import NO_MOUNTS
from tests.plans import SAMPLE, THREE_COLUMN, write

Disk = Callable[[str], Path]


def mounted(folder: Path, options: str) -> bool:
    """Mount a small disk in memory; False where this user may not."""
    if sys.platform != "linux":
        return False
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@contextmanager
def disk_of(size: str, folder: Path) -> Iterator[Path]:
    """A small disk in memory, mounted in a folder until the block ends."""
    disk = folder / "disk"
    disk.mkdir()
    if not mounted(disk, f"size={size}"):
        NO_MOUNTS.skip()
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with disk_of("600k", tmp_path) as disk:
        yield disk


def read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def fill(disk: Path, *, leave: int = 0) -> None:
    """Take all the room but `leave` bytes."""
    with (disk / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            file.truncate(max(file.tell() - leave, 0))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened, _ = Office.create(write(tmp_path / "p.txt", THREE_COLUMN), tmp_path / "o.dxdesk")
    with opened:
        opened.roll_over(2024)
        yield opened


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"filler"}


@pytest.mark.parametrize("carrier", Carrier)
def test_requests_on_a_full_disk(office: Office, small_disk: Path, carrier: Carrier) -> None:
    fill(small_disk, leave=8192)
    with pytest.raises(DxdeskError) as raised:
        office.make_requests(2024, small_disk, carrier)
    assert raised.value.trouble is Trouble.DISK_FULL
    assert names(small_disk) == set()
    assert {standing.round for standing in office.status()} == {0}


def test_handing_in_on_a_full_and_on_a_read_only_disk(
    office: Office, small_disk: Path, tmp_path: Path
) -> None:
    (request,) = office.make_requests(2024, tmp_path / "r", departments=["健康課"])
    with Desk.start(request, tmp_path / "desk.dxdesk") as desk:
        field = desk.request.open[0]
        desk.answer(field, "書いた文" * 200)
        fill(small_disk)
        for trouble in (Trouble.DISK_FULL, Trouble.READ_ONLY):
            with pytest.raises(DxdeskError) as raised:
                desk.hand_in("担当", small_disk / "s.dxsub")
            assert raised.value.trouble is trouble
            assert not desk.handed_in
            read_only(small_disk)
        assert desk.answers()[field] == "書いた文" * 200
        assert desk.hand_in("担当", tmp_path / "s.dxsub").number == 1


def test_typing_on_a_full_disk_loses_nothing_that_was_saved(
    office: Office, small_disk: Path, tmp_path: Path
) -> None:
    (request,) = office.make_requests(2024, tmp_path / "r", departments=["健康課"])
    path = small_disk / "desk.dxdesk"
    with Desk.start(request, path) as desk:
        first, second = desk.request.open[:2]
        desk.answer(first, "残る文")
        fill(small_disk)
        with pytest.raises(DxdeskError) as raised:
            desk.answer(second, "入らない文" * 20000)
        assert raised.value.trouble is Trouble.DISK_FULL
        assert desk.answers() == {first: "残る文"}
    (small_disk / "filler").unlink()
    with Desk.open(path) as desk:
        assert desk.answers() == {first: "残る文"}


@pytest.mark.parametrize("layout", ["three-column", "wide"])
def test_export_on_a_full_disk_keeps_the_old_file(
    small_disk: Path, tmp_path: Path, layout: str
) -> None:
    out = small_disk / "out.xlsx"
    out.write_bytes(b"the old one")
    fill(small_disk, leave=4096)
    office, _ = Office.create(SAMPLE, tmp_path / "o.dxdesk")
    with office, pytest.raises(DxdeskError) as raised:
        office.export(office.year, layout, out)
    assert raised.value.trouble is Trouble.DISK_FULL
    assert out.read_bytes() == b"the old one"
    assert names(small_disk) == {"out.xlsx"}


@pytest.mark.parametrize("state", ["full", "read-only"])
def test_import_onto_a_bad_disk(
    small_disk: Path, capsys: pytest.CaptureFixture[str], state: str
) -> None:
    if state == "full":
        fill(small_disk, leave=8192)
    else:
        read_only(small_disk)
    assert main(["import", str(SAMPLE), str(small_disk / "o.dxdesk")]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert ("空き容量" if state == "full" else "権限") in said
    assert names(small_disk) == set()


def test_merging_onto_a_full_disk_changes_nothing(
    office: Office, small_disk: Path, tmp_path: Path
) -> None:
    (request,) = office.make_requests(2024, tmp_path / "r", departments=["健康課"])
    with Desk.start(request, tmp_path / "desk.dxdesk") as desk:
        desk.answer(desk.request.open[0], "長い文" * 30000)
        desk.hand_in("担当", tmp_path / "s.dxsub")
    office.close()
    path = small_disk / "o.dxdesk"
    path.write_bytes(office.path.read_bytes())
    with Office.open(path) as there:
        before = there.dump()
        fill(small_disk)
        with pytest.raises(DxdeskError) as raised:
            there.merge([tmp_path / "s.dxsub"])
        assert raised.value.trouble is Trouble.DISK_FULL
        assert there.dump() == before
        assert there.merges() == ()
    assert names(small_disk) == {"o.dxdesk"}
