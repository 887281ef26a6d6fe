"""The newest line and the years are read again whenever the file is another one, and only then."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dxdesk.store.gist import GistReader
from dxdesk.store.office_store import OfficeStore
from tests.store.samples import AT

LINE = "INSERT INTO event (at, \"by\", kind, detail) VALUES ('', '', 'created', '{}')"


def write(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(LINE)


def with_the_same_time(path: Path) -> None:
    """As on a disk whose clock is coarse; the file keeps its size too."""
    before = path.stat()
    write(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def put_in_place(path: Path) -> None:
    """As a program that synchronises folders does it."""
    other = path.with_name("other")
    shutil.copy(path, other)
    write(other)
    other.replace(path)


@pytest.mark.parametrize("change", [write, with_the_same_time, put_in_place])
def test_changes_by_others_are_seen(office: OfficeStore, change: Callable[[Path], None]) -> None:
    number, years = office.state().number, office.years()
    change(office.path)
    assert (office.state().number, office.years()) == (number + 1, years)


def test_our_own_changes_are_seen(office: OfficeStore) -> None:
    number = office.state().number
    office.close_year(office.years()[0], at=AT, by="係長")
    assert office.state().number == number + 1


def test_nothing_is_read_where_nothing_changed(office: OfficeStore) -> None:
    reader = GistReader(office._database)
    gist = reader.read()
    assert reader.read() is gist
    write(office.path)
    assert reader.read() is not gist


def crash_at_the_last_moment(path: Path) -> None:
    """A change is in the file, and the journal that takes it back again lies beside it."""
    journal = path.with_name(f"{path.name}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=PERSIST")
        other.execute("PRAGMA synchronous=OFF")
        other.execute("BEGIN IMMEDIATE")
        other.execute(LINE)
        head = journal.read_bytes()[:28]
        other.execute("COMMIT")
        left = head + journal.read_bytes()[28:]
    journal.write_bytes(left)


def test_what_a_crash_left_is_not_remembered(office: OfficeStore) -> None:
    """The header counts a change that is taken back, so the next one has the same count."""
    state, moment = office.state(), office._database.moment()
    crash_at_the_last_moment(office.path)
    crashed = office._database.moment()
    assert crashed != moment
    assert office.state() == state
    write(office.path)
    os.utime(office.path, ns=(crashed.modified, crashed.modified))
    assert office._database.moment() == crashed
    assert office.state().number == state.number + 1
