"""One open file: made whole or not at all, locked, checked, and brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Self

from sqlalchemy import Engine, delete, insert
from sqlalchemy.orm import Session

from dxdesk.disk import Held, require_writable
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store.driver import FileMark, Moment, check_header
from dxdesk.store.lock import Holder, LockFile, take_lock
from dxdesk.store.sqlite import (
    FileKind,
    backup,
    build,
    check_tables,
    check_whole,
    connect,
    copy,
    migrate,
    sqlite_errors,
    version_of,
    whole,
    writing,
)
from dxdesk.there import disk_errors, require_folder, require_free


class Database(Held):
    """A file of one kind. Sessions are short: one for each operation, closed with it."""

    def __init__(
        self,
        path: Path,
        mark: FileMark,
        engine: Engine,
        lock: LockFile | None,
        copied: TemporaryDirectory[str] | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self.path = path
        self._mark = mark
        self._engine = engine
        self._lock = lock
        self._copied = copied
        self._closed = False
        self._checking = Lock()
        self._whole = whole

    @classmethod
    def create(
        cls, path: Path, kind: FileKind, holder: Holder, fill: Callable[[Session], None]
    ) -> Self:
        """Make a file with its first rows; until it is whole nothing stands under its name.

        Raises:
            DxdeskError: FILE_EXISTS, FILE_MISSING (the folder), FILE_LOCKED, READ_ONLY,
                DISK_FULL.
        """
        with _locked(path, holder, take_over=False) as lock:
            require_free(path)
            _make(path, kind, fill)
            return cls(path, kind.mark, connect(path, "rw"), lock)

    @classmethod
    def open(
        cls,
        path: Path,
        kind: FileKind,
        holder: Holder,
        *,
        read_only: bool = False,
        take_over: bool = False,
        lock: LockFile | None = None,
        check_later: bool = False,
    ) -> Self:
        """Open a file after looking whether it is one, not newer than we, and whole.

        `check_later` leaves reading every page, which takes as long as the file is large, to
        `check`; before that the file can be read but is not changed.

        Reading alone takes no lock and changes nothing: of an older file a copy is brought up to
        date and read. `take_over` ignores a lock that
        another machine left behind. A `lock` that the caller has taken already is kept here from
        now on.

        Raises:
            DxdeskError: FILE_MISSING, FILE_UNREADABLE, WRONG_KIND, FILE_NEWER, FILE_DAMAGED,
                FILE_LOCKED, READ_ONLY; the file is then as it was.
        """
        check_header(path, kind.mark)
        if read_only:
            engine = connect(path, "ro")
            older, whole = _look(engine, path, kind, check_later=check_later)
            if older:
                return cls._newer_copy(path, engine, kind)
            check_tables(engine, path, kind)
            return cls(path, kind.mark, engine, None, whole=whole)
        require_writable(path)
        with _locked(path, holder, take_over=take_over, held=lock) as held:
            engine = connect(path, "rw")
            older, whole = _look(engine, path, kind, check_later=check_later)
            if older:
                with sqlite_errors(path):
                    backup(engine, path)
                    migrate(engine, kind.migrations)
            check_tables(engine, path, kind)
            return cls(path, kind.mark, engine, held, whole=whole)

    @classmethod
    def _newer_copy(cls, path: Path, engine: Engine, kind: FileKind) -> Self:
        folder = TemporaryDirectory(prefix="dxdesk-", ignore_cleanup_errors=True)
        try:
            part = Path(folder.name) / "copy"
            with disk_errors(path), sqlite_errors(path):
                copy(engine, part)
                migrate(connect(part, "rw"), kind.migrations)
            newer = connect(part, "ro")
            check_tables(newer, path, kind)
        except BaseException:
            folder.cleanup()
            raise
        return cls(path, kind.mark, newer, None, folder)

    @property
    def read_only(self) -> bool:
        """Whether the file was opened for reading alone."""
        return self._lock is None

    def moment(self) -> Moment:
        """Another one than before where anything was changed; nothing but the header is read.

        Raises:
            DxdeskError: as `check_header`.
        """
        if self._closed:
            raise RuntimeError("the file was closed")
        # Somebody may have emptied, replaced or moved the file meanwhile, as programs that
        # synchronise folders do.
        return check_header(self.path, self._mark)

    def check(self) -> None:
        """Read every page, unless that was done; may be called on any thread.

        Raises:
            DxdeskError: FILE_DAMAGED, now and whenever the file is to be changed.
        """
        with self._checking:
            if not self._whole:
                self._must_be_open()
                check_whole(self._engine, self.path)
                self._whole = True

    @contextmanager
    def read(self, otherwise: Trouble | None = None) -> Generator[Session]:
        """A session that sees one state of the file; `otherwise` as in `sqlite_errors`."""
        self._must_be_open()
        with sqlite_errors(self.path, otherwise), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session]:
        """A session whose changes are on the disk when the block ends, or none of them.

        Raises:
            DxdeskError: READ_ONLY_OPEN, DISK_FULL, FILE_LOCKED, WRITE_FAILED.
        """
        self._must_be_open()
        if self._lock is None:
            raise DxdeskError(Trouble.READ_ONLY_OPEN, file=self.path.name)
        self._lock.check(self.path)
        self.check()
        with (
            sqlite_errors(self.path),
            Session(writing(self._engine)) as session,
            session.begin(),
        ):
            yield session

    def backup(self) -> Path:
        """Copy the file beside itself; the newest five copies stay."""
        self._must_be_open()
        self.check()
        return backup(self._engine, self.path)

    def copy_to(self, path: Path, kind: FileKind, settings: Mapping[str, str]) -> None:
        """Copy the file to a name that is free, with settings of its own, whole or not at all.

        Raises:
            DxdeskError: FILE_EXISTS, FOLDER_MISSING, READ_ONLY, DISK_FULL.
        """
        self._must_be_open()
        self.check()
        require_folder(path)
        lock = take_lock(path, Holder())
        try:
            require_free(path)
            _copy_whole(self._engine, path, kind, settings)
        finally:
            lock.release()

    def close(self) -> None:
        """Give the file free. Closing twice is allowed."""
        if self._closed:
            return
        self._closed = True
        self._engine.dispose()
        if self._lock:
            self._lock.release()
        if self._copied:
            self._copied.cleanup()

    def _must_be_open(self) -> None:
        self.moment()


@contextmanager
def _locked(
    path: Path, holder: Holder, *, take_over: bool, held: LockFile | None = None
) -> Generator[LockFile]:
    """Take the lock unless it is held, and give it back only if the block fails."""
    lock = held or take_lock(path, holder, take_over=take_over)
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _look(engine: Engine, path: Path, kind: FileKind, *, check_later: bool) -> tuple[bool, bool]:
    """Whether a file is of an older version, and whether it is known to be whole.

    An older file is brought up to date at once, so it is not left for later.
    """
    with sqlite_errors(path, Trouble.FILE_DAMAGED):
        older = version_of(engine) < kind.version
    if older or not check_later:
        check_whole(engine, path)
    return older, older or not check_later


def _copy_whole(engine: Engine, path: Path, kind: FileKind, settings: Mapping[str, str]) -> None:
    table = kind.tables.tables["setting"]
    with whole(path) as part:
        copy(engine, part)
        with writing(connect(part, "rw")).begin() as connection:
            connection.execute(delete(table).where(table.c.key.in_(settings)))
            connection.execute(
                insert(table), [{"key": key, "value": text} for key, text in settings.items()]
            )


def _make(path: Path, kind: FileKind, fill: Callable[[Session], None]) -> None:
    with whole(path) as part:
        engine = connect(part, "rwc")
        with Session(writing(engine)) as session, session.begin():
            build(session.connection(), kind)
            fill(session)
