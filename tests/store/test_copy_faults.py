"""Copies on full disks, and a program that dies while it merges one: all of it or nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.office_migrations import OFFICE
from dxdesk.store.office_store import OfficeStore
from tests.store.copies import Work, made, rejoin, work, write
from tests.store.processes import ROOT
from tests.store.samples import AT, PLAN, YEAR, received, request
from tests.test_bad_disk import disk_of, fill, names


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for the file and a few copies of it."""
    with disk_of("1200k", tmp_path) as disk:
        yield disk


def acts() -> list[Work]:
    """Work of every kind that takes some room."""
    files = [received(request(name), {"i1/issues-1": name * 2000}) for name in PLAN.departments[:2]]
    return [
        write("i1/k1", "新"),
        lambda store: store.record_merge(files, at=AT, by="佐藤"),
        write("i1/issues-1", "長い文" * 3000),
    ]


def everything(store: OfficeStore) -> object:
    return store.facts(YEAR), store.journal(), store.merges()


def test_a_full_disk_takes_a_copy_whole_or_not_at_all(office: OfficeStore, small: Path) -> None:
    fill(small, leave=50_000)
    with pytest.raises(DxdeskError) as refused:
        office._database.copy_to(small / "写し.dxdesk", OFFICE, {})
    assert refused.value.trouble is Trouble.DISK_FULL
    assert names(small) == set()


def test_on_a_full_disk_a_copy_comes_in_whole_or_not_at_all(
    office: OfficeStore, small: Path
) -> None:
    copy = work(made(office), *acts())
    path = small / "台帳.dxdesk"
    path.write_bytes(office.path.read_bytes())
    with OfficeStore.open(path) as store:
        before = everything(store)
        room = path.stat().st_size
        for leave in (0, room // 2, room + 4096, room + 20_000):
            (small / "filler").unlink(missing_ok=True)
            fill(small, leave=leave)
            with pytest.raises(DxdeskError) as refused:
                rejoin(store, copy)
            assert refused.value.trouble in (Trouble.DISK_FULL, Trouble.WRITE_FAILED)
            assert everything(store) == before
        (small / "filler").unlink()
        rejoin(store, copy)
        assert store.facts(YEAR).answers()["i1/k1"] == "新"


CHILD = (
    "import sys; from pathlib import Path\n"
    "from dxdesk.store.office_store import OfficeStore\n"
    "from tests.store.copies import rejoin\n"
    "with OfficeStore.open(Path(sys.argv[1]), host='PC-7') as store:\n"
    "    print('open', flush=True); rejoin(store, Path(sys.argv[2]))\n"
)


@pytest.mark.long
def test_a_program_that_dies_while_it_merges_leaves_all_or_nothing(office: OfficeStore) -> None:
    copy = work(made(office), *acts())
    untouched = office.path.read_bytes()
    before = everything(office)
    office.close()
    seen: set[bool] = set()
    for step in range(40):
        office.path.write_bytes(untouched)
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, str(office.path), str(copy)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout
            assert process.stdout.readline() == "open\n"
            time.sleep(step * 0.01)
            process.kill()
        with OfficeStore.open(office.path, host="PC-7") as store:
            after = everything(store)
            seen.add(after == before)
            rejoin(store, copy)
            assert store.facts(YEAR).answers()["i1/k1"] == "新"
            assert len(store.merges()) == 1
    assert seen == {True, False}
