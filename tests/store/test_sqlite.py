from __future__ import annotations

import io
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store import driver
from dxdesk.store.database import Database
from dxdesk.store.desk_migrations import DESK
from dxdesk.store.desk_store import DeskStore
from dxdesk.store.driver import DESK_MARK, OFFICE_MARK, FileMark, check_header
from dxdesk.store.lock import Holder, lock_path
from dxdesk.store.office_migrations import OFFICE
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.office_tables import OfficeTable
from dxdesk.store.sqlite import FileKind, backups_of, build, connect, sqlite_errors
from tests.causes import NO_PIPES
from tests.store.old_files import write_desk, write_office
from tests.store.samples import AT, BASE, YEAR, request
from tests.windows import windows_error

NOBODY = Holder()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "office.dxdesk"
    write_office(path)
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "office.dxdesk"))


def pragma(path: Path, name: str) -> object:
    with connect(path, "rw").connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("busy_timeout", 3000),
        ("application_id", OFFICE.application_id),
        ("user_version", OFFICE.version),
    ],
)
def test_settings_are_really_set(path: Path, name: str, value: object) -> None:
    assert pragma(path, name) == value


def test_the_desk_has_its_own_mark(tmp_path: Path) -> None:
    DeskStore.create(tmp_path / "d.dxdesk", request(), at=AT).close()
    assert pragma(tmp_path / "d.dxdesk", "application_id") == 0x44584445


@pytest.mark.parametrize("kind", [OFFICE, DESK], ids=["office", "desk"])
def test_the_migrations_make_the_tables_of_the_row_classes(tmp_path: Path, kind: FileKind) -> None:
    migrated, made = connect(tmp_path / "a", "rwc"), connect(tmp_path / "b", "rwc")
    with migrated.begin() as connection:
        build(connection, kind)
    kind.tables.create_all(made)

    def shape(connection: Connection) -> object:
        def ask(what: str, table: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {what}({table})")]

        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).scalars()
        return {
            name: (
                [
                    (c[1], str(c[2]).replace("VARCHAR", "TEXT"), *c[3:])
                    for c in ask("table_info", name)
                ],
                sorted((key[2], key[3], key[4]) for key in ask("foreign_key_list", name)),
                sorted(
                    (key[2], [column[2] for column in ask("index_info", str(key[1]))])
                    for key in ask("index_list", name)
                ),
            )
            for name in tables.all()
        }

    with migrated.connect() as one, made.connect() as other:
        assert shape(one) == shape(other)
        strict = one.exec_driver_sql("SELECT name FROM pragma_table_list WHERE strict = 1").all()
        assert {row[0] for row in strict} == set(kind.tables.tables)


def add_column(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE setting ADD COLUMN more TEXT")


def fail(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
    connection.exec_driver_sql("ALTER TABLE setting RENAME TO settings")
    raise ZeroDivisionError


@pytest.mark.parametrize(("kind", "mark"), [(DESK, DESK_MARK), (OFFICE, OFFICE_MARK)])
def test_what_is_known_of_a_file_before_its_tables_is_true(kind: FileKind, mark: FileMark) -> None:
    assert kind.mark == mark


def test_a_newer_program_backs_up_and_brings_a_file_up_to_date(path: Path) -> None:
    kind = replace(OFFICE, migrations=(*OFFICE.migrations, add_column))
    before = path.read_bytes()
    with Database.open(path, kind, NOBODY, read_only=True) as database:
        assert database.read_only
        with database.read() as session:
            session.connection().exec_driver_sql("SELECT more FROM setting")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    Database.open(path, kind, NOBODY).close()
    assert pragma(path, "user_version") == OFFICE.version + 1
    (copy,) = backups_of(path)
    assert pragma(copy, "user_version") == OFFICE.version
    Database.open(path, kind, NOBODY).close()
    assert backups_of(path) == [copy]


def test_a_step_that_fails_leaves_the_step_before_whole(path: Path) -> None:
    kind = replace(OFFICE, migrations=(*OFFICE.migrations, add_column, fail))
    with pytest.raises(ZeroDivisionError):
        Database.open(path, kind, NOBODY)
    assert pragma(path, "user_version") == OFFICE.version + 1
    with closing(sqlite3.connect(path)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "setting" in names
    assert not {"half", "settings"} & names
    assert not lock_path(path).exists()


def test_a_file_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    kind = replace(OFFICE, migrations=(*OFFICE.migrations, fail))
    with pytest.raises(ZeroDivisionError):
        Database.create(tmp_path / "x.dxdesk", kind, NOBODY, lambda _: None)
    assert list(tmp_path.iterdir()) == []


def put(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def cut(share: float) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return do


def as_desk(path: Path) -> None:
    path.unlink()
    write_desk(path)


def without_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE remark RENAME TO remarc")
        connection.commit()


def with_orphan(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM edition")
        connection.commit()


def run(statement: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)

    return spoil


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def plain_sqlite(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (Path.unlink, Trouble.FILE_MISSING),
        (as_folder, Trouble.WRONG_KIND),
        (as_desk, Trouble.WRONG_KIND),
        (plain_sqlite, Trouble.WRONG_KIND),
        (lambda p: p.write_text("表ではない" * 100, "utf-8"), Trouble.WRONG_KIND),
        (lambda p: p.write_bytes(b"PK\3\4" + bytes(500)), Trouble.WRONG_KIND),
        (lambda p: p.write_bytes(b""), Trouble.FILE_DAMAGED),
        (lambda p: p.write_bytes(p.read_bytes()[:50]), Trouble.FILE_DAMAGED),
        (lambda p: put(p, 60, (99).to_bytes(4, "big")), Trouble.FILE_NEWER),
        (lambda p: put(p, 60, bytes(4)), Trouble.FILE_DAMAGED),
        (cut(0.3), Trouble.FILE_DAMAGED),
        (cut(0.95), Trouble.FILE_DAMAGED),
        (lambda p: put(p, 100, bytes(400)), Trouble.FILE_DAMAGED),
        (lambda p: put(p, 3 * 4096, bytes(4096)), Trouble.FILE_DAMAGED),
        (without_table, Trouble.FILE_DAMAGED),
        (with_orphan, Trouble.FILE_DAMAGED),
        (
            run("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM base; END"),
            Trouble.FILE_DAMAGED,
        ),
        (run("CREATE VIEW v AS SELECT * FROM base"), Trouble.FILE_DAMAGED),
    ],
)
def test_a_file_that_is_not_right_is_told_and_left_alone(
    path: Path, spoil: Callable[[Path], object], trouble: Trouble, read_only: bool
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    beside = sorted(path.parent.iterdir())
    with pytest.raises(DxdeskError) as caught:
        OfficeStore.open(path, read_only=read_only)
    assert caught.value.trouble is trouble
    assert caught.value.facts["file"] == path.name
    assert (path.read_bytes() if path.is_file() else None) == before
    assert sorted(path.parent.iterdir()) == beside


def without_a_row(path: Path) -> Iterator[None]:
    """The file with one row fewer in one table after the other, which SQLite reads as if whole."""
    data = path.read_bytes()
    leaf_of_a_table = 13
    for page in range(4096, len(data), 4096):
        rows = int.from_bytes(data[page + 3 : page + 5], "big")
        if data[page] == leaf_of_a_table and rows > 1:
            path.write_bytes(data)
            put(path, page + 3, (rows - 1).to_bytes(2, "big"))
            yield


def test_rows_that_vanish_silently_are_noticed(path: Path) -> None:
    spoiled = 0
    for _ in without_a_row(path):
        spoiled += 1
        with pytest.raises(DxdeskError) as caught:
            OfficeStore.open(path)
        assert caught.value.trouble is Trouble.FILE_DAMAGED
    assert spoiled > 5


@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_checked_later_is_read_but_not_changed(path: Path, *, read_only: bool) -> None:
    next(without_a_row(path))
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    with OfficeStore.open(path, read_only=read_only, check_later=True) as store:
        assert store.years() == (YEAR,)
        calls = {
            store.check: Trouble.FILE_DAMAGED,
            lambda: store.put_setting("a", "b"): Trouble.READ_ONLY_OPEN
            if read_only
            else Trouble.FILE_DAMAGED,
        }
        for call, trouble in (*calls.items(), *calls.items()):
            with pytest.raises(DxdeskError) as caught:
                call()
            assert caught.value.trouble is trouble
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside


def test_a_whole_file_that_is_checked_later_takes_changes(path: Path) -> None:
    with OfficeStore.open(path, check_later=True) as store:
        store.put_setting("a", "b")
        store.check()
        assert store.setting("a") == "b"


def test_an_older_file_is_checked_before_it_is_brought_up_to_date(path: Path) -> None:
    next(without_a_row(path))
    put(path, 60, (1).to_bytes(4, "big"))
    with pytest.raises(DxdeskError) as caught:
        OfficeStore.open(path, check_later=True)
    assert caught.value.trouble is Trouble.FILE_DAMAGED


def read_everything(path: Path) -> None:
    with OfficeStore.open(path, read_only=True) as store:
        for year in store.years():
            store.plan(year)
            for field in store.facts(year).answers():
                store.history(year, field)
            store.requests(year)
            store.submissions(year)
            store.stages(year, ["市民課"])
        store.journal()
        store.merges()


def flip_bits(path: Path, places: Iterable[int]) -> None:
    data = path.read_bytes()
    for place in places:
        at, bit = place % len(data), 1 << place % 8
        path.write_bytes(data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :])
        try:
            read_everything(path)
        except DxdeskError as error:
            allowed = (Trouble.FILE_DAMAGED, Trouble.WRONG_KIND, Trouble.FILE_NEWER)
            assert error.trouble in allowed, place  # noqa: PT017


def test_a_damaged_bit_is_never_a_crash(path: Path) -> None:
    flip_bits(path, (n * 7919 for n in range(20)))


@pytest.mark.long
def test_many_damaged_bits_are_never_a_crash(path: Path) -> None:
    flip_bits(path, range(60, 200))
    flip_bits(path, (n * 104729 for n in range(3000)))


def test_a_damaged_letter_is_told_without_quoting_it(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace("二課の課題".encode(), b"\xff" + "二課の課題".encode()[1:]))
    with OfficeStore.open(path) as store, pytest.raises(DxdeskError) as caught:
        store.facts(YEAR)
    assert caught.value.trouble is Trouble.FILE_DAMAGED
    assert caught.value.__suppress_context__
    assert "課題" not in str(caught.value)


def test_another_program_that_writes_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = [*driver._PRAGMAS, "PRAGMA busy_timeout=20"]
    hasty.insert(0, hasty.pop())
    hasty.remove("PRAGMA busy_timeout=3000")
    monkeypatch.setattr(driver, "_PRAGMAS", tuple(hasty))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        with OfficeStore.open(path) as store:
            other.execute("BEGIN IMMEDIATE")
            assert store.years() == (YEAR,)
            with pytest.raises(DxdeskError) as caught:
                store.put_setting("a", "b")
            assert caught.value.trouble is Trouble.FILE_LOCKED
            other.execute("COMMIT")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DxdeskError) as caught:
            OfficeStore.open(path)
        assert caught.value.trouble is Trouble.FILE_LOCKED


def test_a_change_begins_with_the_write_lock(path: Path) -> None:
    with (
        closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other,
        Database.open(path, OFFICE, NOBODY) as database,
    ):
        with database.read() as session:
            session.execute(select(1))
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        with database.write() as session:
            session.execute(select(1))
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")


def test_a_full_disk_is_told_and_nothing_is_half_done(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with OfficeStore.open(path) as store:
        pages = pragma(path, "page_count")
        monkeypatch.setattr(
            driver, "_PRAGMAS", (*driver._PRAGMAS, f"PRAGMA max_page_count={pages}")
        )
        before = store.journal()
        large = {f"i1/x{n}": "長い文章" * 500 for n in range(50)}
        with pytest.raises(DxdeskError) as caught:
            store.add_year(
                replace(store.plan(YEAR), year=YEAR + 1),
                large,
                at=AT,
                by="係長",
                event=store.journal()[1].kind,
            )
        assert caught.value.trouble is Trouble.DISK_FULL
        assert store.years() == (YEAR,)
        assert store.journal() == before


def test_reading_alone_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with OfficeStore.open(path, read_only=True) as store:
        assert store.read_only
        assert not lock_path(path).exists()
        for write in (
            lambda: store.put_setting("a", "b"),
            lambda: store.undo_last_merge(at=AT, by=""),
            lambda: store.replace_plan(store.plan(YEAR), at=AT, by=""),
        ):
            with pytest.raises(DxdeskError) as caught:
                write()
            assert caught.value.trouble is Trouble.READ_ONLY_OPEN
    assert path.read_bytes() == before


def test_a_read_only_folder_is_told(unprivileged: Path) -> None:
    path = unprivileged / "d.dxdesk"
    DeskStore.create(path, request(), at=AT).close()
    unprivileged.chmod(0o555)
    for act in (
        lambda: DeskStore.open(path),
        lambda: DeskStore.create(unprivileged / "e.dxdesk", request(), at=AT),
    ):
        with pytest.raises(DxdeskError) as caught:
            act()
        assert caught.value.trouble is Trouble.READ_ONLY
    with DeskStore.open(path, read_only=True) as desk:
        assert desk.answers()["i1/k1"] == BASE["i1/k1"]


@pytest.mark.parametrize(
    ("mode", "read_only", "trouble"),
    [
        (0o444, False, Trouble.READ_ONLY),
        (0o000, False, Trouble.FILE_UNREADABLE),
        (0o000, True, Trouble.FILE_UNREADABLE),
    ],
)
def test_a_file_without_permission_is_told(
    unprivileged: Path, mode: int, read_only: bool, trouble: Trouble
) -> None:
    path = unprivileged / "d.dxdesk"
    DeskStore.create(path, request(), at=AT).close()
    path.chmod(mode)
    with pytest.raises(DxdeskError) as caught:
        DeskStore.open(path, read_only=read_only)
    assert caught.value.trouble is trouble


def test_a_folder_that_may_not_be_looked_into_is_told(unprivileged: Path) -> None:
    path = unprivileged / "d.dxdesk"
    DeskStore.create(path, request(), at=AT).close()
    unprivileged.chmod(0o600)
    with pytest.raises(DxdeskError) as caught:
        DeskStore.open(path)
    assert caught.value.trouble is Trouble.FILE_UNREADABLE


@NO_PIPES.mark()
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(DxdeskError) as caught:
        check_header(path, OFFICE_MARK)
    assert caught.value.trouble is Trouble.WRONG_KIND


@pytest.mark.parametrize(
    ("name", "trouble"),
    [("office.dxdesk", Trouble.FILE_EXISTS), ("absent/x.dxdesk", Trouble.FILE_MISSING)],
)
def test_nothing_is_made_over_a_file_or_without_a_folder(
    path: Path, name: str, trouble: Trouble
) -> None:
    before = path.read_bytes()
    with pytest.raises(DxdeskError) as caught:
        OfficeStore.create(path.parent / name, by="", at=AT)
    assert caught.value.trouble is trouble
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_backups_are_found_however_the_name_is_spelled(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name has one meaning in either case on Windows, and its backups are numbered on."""
    monkeypatch.setattr(os.path, "normcase", str.casefold)
    shouted = path.with_name(path.name.upper())
    (path.parent / f"x{path.name}-bak-9").write_text("another file's")
    with Database.open(path, OFFICE, NOBODY) as database:
        made = [database.backup() for _ in range(3)]
    assert backups_of(shouted) == made
    if not shouted.exists():
        # As a disk that makes no difference would have it.
        shouted.symlink_to(path)
    with Database.open(shouted, OFFICE, NOBODY) as database:
        more = [database.backup() for _ in range(4)]
    assert [one.name for one in more] == [f"OFFICE.DXDESK-bak-{n}" for n in (4, 5, 6, 7)]
    assert backups_of(path) == backups_of(shouted) == [made[-1], *more]


def test_who_may_write_is_found_out_at_the_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An access list forbids what no attribute tells of, so asking for rights would say yes."""
    open_ = io.open

    def refused(file: Any, mode: str = "r", *args: Any, **how: Any) -> Any:
        if "+" in mode:
            raise windows_error(5)
        return open_(file, mode, *args, **how)

    monkeypatch.setattr(io, "open", refused)
    assert os.access(path, os.W_OK)
    with pytest.raises(DxdeskError) as caught:
        Database.open(path, OFFICE, NOBODY)
    assert caught.value.trouble is Trouble.READ_ONLY
    with Database.open(path, OFFICE, NOBODY, read_only=True) as database:
        assert database.read_only


def test_the_last_five_backups_stay(path: Path) -> None:
    for name in ("old", "old-7"):
        (path.parent / f"{path.name}-bak-{name}").write_text("not ours")
    with Database.open(path, OFFICE, NOBODY) as database:
        made = [database.backup() for _ in range(12)]
        assert backups_of(path) == made[-5:]
    assert [p.name for p in made[:2]] == ["office.dxdesk-bak-1", "office.dxdesk-bak-2"]
    with OfficeStore.open(made[-1], read_only=True) as copy:
        assert copy.years() == (YEAR,)
    assert not [p for p in path.parent.iterdir() if p.name.endswith(".part")]


def test_rows_hold_what_their_columns_say(path: Path) -> None:
    table = OfficeTable.metadata.tables["base"]
    row = {"year": "秘密の文章", "field": "f", "text": "t"}
    with Database.open(path, OFFICE, NOBODY) as database, database.read() as session:
        connection = session.connection()
        with pytest.raises(IntegrityError, match="cannot store TEXT value in INTEGER") as caught:
            connection.execute(table.insert(), row)
    assert "秘密" not in str(caught.value)


def test_a_closed_file_is_not_used(path: Path) -> None:
    database = Database.open(path, OFFICE, NOBODY)
    database.close()
    database.close()
    with pytest.raises(RuntimeError), database.read() as session:
        session.execute(select(1))


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (53, Trouble.UNREACHABLE),
        (1231, Trouble.UNREACHABLE),
        (206, Trouble.NAME_TOO_LONG),
        # What a file's place says of rights is no better than what SQLite says.
        (5, Trouble.FILE_UNREADABLE),
    ],
)
def test_what_sqlite_cannot_explain_its_place_does(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, trouble: Trouble
) -> None:
    def gone(*_: object, **__: object) -> os.stat_result:
        raise windows_error(code)

    engine = connect(path.parent / "absent" / "o.dxdesk", "ro")
    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", gone)
        with pytest.raises(DxdeskError) as caught, sqlite_errors(path), engine.connect():
            pass
    assert caught.value.trouble is trouble


@pytest.mark.parametrize(
    ("more", "trouble"), [(20, Trouble.FILE_UNREADABLE), (200, Trouble.NAME_TOO_LONG)]
)
def test_windows_may_find_the_path_of_a_journal_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, trouble: Trouble
) -> None:
    monkeypatch.setattr("dxdesk.there.ON_WINDOWS", True)
    path = tmp_path / "長" / ("a" * more)
    with pytest.raises(DxdeskError) as caught, sqlite_errors(path), connect(path, "rwc").connect():
        pass
    assert caught.value.trouble is trouble
