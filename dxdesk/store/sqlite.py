"""All that is SQLite's own above its driver: engine, errors, integrity, migrations, backup.

The rest of the store speaks SQLAlchemy and could keep the same tables elsewhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    MetaData,
    NullPool,
    Table,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.engine.interfaces import CompiledCacheType, DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import LRUCache

from dxdesk.disk import parts_of, replace_file
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.driver import FileMark, open_connection, trouble_of
from dxdesk.there import (
    disk_errors,
    is_near_longest,
    is_same_name,
    listed,
    there,
)

_URL = make_url("sqlite://")
_COMPILED: CompiledCacheType = LRUCache(500)

Migration = Callable[[Connection], None]

# Both kinds of file have it, and never another one.
SETTING = 'CREATE TABLE setting ("key" TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT'
_BACKUP = "-bak-"
_KEPT_BACKUPS = 5
_WRITES = "dxdesk_writes"
# What SQLite says where a file's place is at fault, and what its place may say then.
_UNEXPLAINED = frozenset({Trouble.FILE_UNREADABLE, Trouble.WRITE_FAILED})
_OF_THE_PLACE = frozenset({Trouble.UNREACHABLE, Trouble.NAME_TOO_LONG, Trouble.BAD_NAME})


@dataclass(frozen=True)
class FileKind:
    """One of the two kinds of file: its mark, its migrations (the n-th makes version n), tables."""

    application_id: int
    migrations: tuple[Migration, ...]
    tables: MetaData

    @property
    def version(self) -> int:
        """The newest version that this program writes."""
        return len(self.migrations)

    @property
    def mark(self) -> FileMark:
        """What its header says."""
        return FileMark(self.application_id, self.version)


@contextmanager
def sqlite_errors(path: Path, otherwise: Trouble | None = None) -> Generator[None]:
    """Turn what SQLite reports of the world into sentences for the user.

    `otherwise` is for every other error of SQLite's; without it such an error is our bug and
    passes.
    """
    try:
        yield
    except UnicodeDecodeError:
        # SQLite quoted a damaged table definition, and the driver could not read the quotation.
        raise DxdeskError(Trouble.FILE_DAMAGED, file=path.name) from None
    except (sqlite3.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if "Could not decode to UTF-8" in str(cause):
            # The message quotes the text, which must not reach a log.
            raise DxdeskError(Trouble.FILE_DAMAGED, file=path.name) from None
        trouble = trouble_of(cause) or otherwise
        if trouble is None:
            raise
        if trouble in _UNEXPLAINED:
            trouble = _of_the_place(path) or trouble
        raise DxdeskError(trouble, file=path.name, who="", where="", since="") from error


def _of_the_place(path: Path) -> Trouble | None:
    """Whether it is the file's place that is out of reach, of which SQLite knows nothing."""
    try:
        there(path)
    except DxdeskError as error:
        return error.trouble if error.trouble in _OF_THE_PLACE else None
    return Trouble.NAME_TOO_LONG if is_near_longest(path) else None


def connect(path: Path, mode: str) -> Engine:
    """An engine on one file; `mode` is SQLite's: ro, rw, or rwc to make the file.

    No connection outlives its transaction, so the file can be used on any thread and moved
    when nobody works. `writing` gives the engine for transactions that write.
    """
    # create_engine would make a dialect and a cache for each file, and compiling the statements
    # anew takes longer than opening the file and running them.
    dialect = _dialect()
    pool = NullPool(lambda: cast("DBAPIConnection", open_connection(path, mode)), dialect=dialect)
    return _FileEngine(
        pool,
        dialect,
        _URL,
        query_cache_size=0,
        execution_options={"compiled_cache": _COMPILED},
        hide_parameters=True,
    )


class _FileEngine(Engine):
    """Heard of as a class, since listening to each engine costs a little for each transaction."""


@event.listens_for(_FileEngine, "begin")
def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@cache
def _dialect() -> Dialect:
    """SQLite's dialect once it knows the version; what is compiled for it serves every file."""
    engine = create_engine(_URL, poolclass=NullPool)
    engine.connect().close()
    return engine.dialect


def writing(engine: Engine) -> Engine:
    """The same engine, taking the write lock when a transaction begins rather than midway."""
    return engine.execution_options(**{_WRITES: True})


def insert_rows(connection: Connection, table: Table, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows that have every column of the table in order; for tens of thousands of them."""
    quote_name = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote_name(column.name) for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    if values := [tuple(row) for row in rows]:
        statement = f"INSERT INTO {quote_name(table.name)} ({names}) VALUES ({marks})"
        connection.exec_driver_sql(statement, values)


def check_whole(engine: Engine, path: Path) -> None:
    """Read every page: without this a damaged file may silently return fewer rows.

    Raises:
        DxdeskError: FILE_DAMAGED.
    """
    with sqlite_errors(path, Trouble.FILE_DAMAGED), engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if found != ["ok"] or orphans:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=path.name)


def check_tables(engine: Engine, path: Path, kind: FileKind) -> None:
    """See that every table and column is there under its name, and nothing that acts by itself.

    A trigger or a view is never ours: it would change or hide rows behind our back. A table that
    is not STRICT takes numbers for texts.

    Raises:
        DxdeskError: FILE_DAMAGED.
    """
    with sqlite_errors(path, Trouble.FILE_DAMAGED), engine.connect() as connection:
        quote = connection.dialect.identifier_preparer.quote
        for table in kind.tables.tables.values():
            # Compiling a query for each takes longer than all of them.
            # Without its table a quoted name that is none would pass as a text.
            name = quote(table.name)
            columns = ", ".join(f"{name}.{quote(column.name)}" for column in table.columns)
            connection.exec_driver_sql(f"SELECT {columns} FROM {name} LIMIT 0")
        strict = connection.exec_driver_sql("SELECT name FROM pragma_table_list WHERE strict = 1")
        loose = set(kind.tables.tables) - {str(row[0]) for row in strict}
        strange = connection.exec_driver_sql(
            "SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
        ).first()
    if strange or loose:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=path.name)


def version_of(engine: Engine) -> int:
    """The version of an open file."""
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def run(connection: Connection, statements: Iterable[str]) -> None:
    """Run the statements of a migration."""
    for statement in statements:
        connection.exec_driver_sql(statement)


def migrate(engine: Engine, migrations: Sequence[Migration]) -> None:
    """Bring a file to the newest version, each step in one transaction with its number."""
    for number in range(version_of(engine) + 1, len(migrations) + 1):
        with writing(engine).begin() as connection:
            migrations[number - 1](connection)
            connection.exec_driver_sql(f"PRAGMA user_version={number}")


def build(connection: Connection, kind: FileKind) -> None:
    """Make an empty file one of its kind, inside a transaction."""
    for migration in kind.migrations:
        migration(connection)
    connection.exec_driver_sql(f"PRAGMA user_version={kind.version}")
    connection.exec_driver_sql(f"PRAGMA application_id={kind.application_id}")


def backup(engine: Engine, path: Path) -> Path:
    """Copy the file beside itself as `<name>-bak-<n>`; the newest five stay.

    Raises:
        DxdeskError: the folder is full, read-only or out of reach; no half copy is left.
    """
    former = backups_of(path)
    number = _backup_number(former[-1]) + 1 if former else 1
    kept = path.with_name(f"{path.name}{_BACKUP}{number}")
    with whole(kept) as part:
        copy(engine, part)
    for old in former[: max(len(former) + 1 - _KEPT_BACKUPS, 0)]:
        with suppress(OSError):
            old.unlink()
    return kept


@contextmanager
def whole(path: Path) -> Generator[Path]:
    """Where to make a file that gets the name `path` once it is whole; half of one goes away.

    Raises:
        DxdeskError: the disk does not take it; then nothing stands under the name.
    """
    with disk_errors(path), sqlite_errors(path), parts_of([path]) as (part,):
        try:
            yield part
            replace_file(part, path)
        finally:
            with suppress(OSError):
                part.with_name(f"{part.name}-journal").unlink()


def copy(engine: Engine, target: Path) -> None:
    """Copy an open file, whole, whoever writes to it meanwhile."""
    with closing(sqlite3.connect(target, isolation_level=None)) as made, engine.connect() as source:
        driver = source.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(made)


def backups_of(path: Path) -> list[Path]:
    """The backups beside a file, oldest first, however its name was spelled when they were made.

    Raises:
        DxdeskError: the folder cannot be read.
    """
    found = [
        p for p in listed(path.parent) if is_same_name(p.name.rpartition(_BACKUP)[0], path.name)
    ]
    return sorted((p for p in found if _backup_number(p)), key=_backup_number)


def _backup_number(path: Path) -> int:
    number = path.name.rpartition(_BACKUP)[2]
    return int(number) if number.isascii() and number.isdigit() else 0
