"""Reading files of a limited size, writing them whole or not at all, and holding them open."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.there import (
    Kind,
    disk_errors,
    is_there,
    link_end,
    require_file,
    require_folder,
    seen,
    status_of,
    there,
    trouble_of,
)

# Windows replaces no file that a scanner or a preview holds open for a moment: seconds between two
# tries, and in all.
_PAUSE = 0.02
_PATIENCE = 2.0
# What Windows says of a file without the right to it, and of one that somebody has open.
_DENIED = 5
# Files that are brought to the disk side by side, and that wait for it in memory.
_AT_ONCE = 8
_MOST_WAITING = 64
_DATABASE = b"SQLite format 3\x00"


class Held:
    """What is held until it is closed; a context manager closes it."""

    def close(self) -> None:
        """Let it go."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes.

    Raises:
        DxdeskError: FILE_MISSING, FILE_TOO_LARGE, FILE_UNREADABLE, IN_USE, or as `there`.
    """
    require_file(path, Trouble.FILE_UNREADABLE)
    with disk_errors(path, reading=True), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=path.name)
        data = file.read(size + 1)
    if len(data) > size:
        raise DxdeskError(Trouble.FILE_UNREADABLE, file=path.name)
    return data


def check_suffix(path: Path, *allowed: str) -> str:
    """See that a file is named as what it is to be; returns its suffix in small letters.

    Raises:
        DxdeskError: WRONG_SUFFIX.
    """
    suffix = path.suffix.lower()
    if suffix not in allowed:
        raise DxdeskError(Trouble.WRONG_SUFFIX, file=path.name, allowed=" か ".join(allowed))
    return suffix


Write = Callable[[BinaryIO], object]


def write_atomically(path: Path, write: Write) -> None:
    """Let `write` fill a new file beside `path`, then put it in place of `path`.

    Raises:
        DxdeskError: the folder is missing, read-only or full, `path` is a desk's file, is open in
            another program, or has a name that no file can have; `path` is then as it was.
    """
    write_together({path: write})


def write_together(files: Mapping[Path, Write]) -> None:
    """The same for several files that belong together: all of them, or none.

    They are put in place one after the other, once each is whole; should one not go there, those
    before it are put back. Only a machine that stops in between leaves new ones beside old ones.
    A link stays one: what it leads to is replaced.

    Raises:
        DxdeskError: as `write_atomically`; every file is then as it was.
    """
    files = {link_end(path): write for path, write in files.items()}
    for path in files:
        _require_place(path)
    with ExitStack() as parts:
        made = [(path, parts.enter_context(_part(path, write))) for path, write in files.items()]
        last, done = made[-1][0], list[tuple[Path, Path | None]]()
        try:
            for path, part in made:
                former = None if path == last else parts.enter_context(_former(path))
                replace_file(part, path)
                done.append((path, former))
        except BaseException:
            for path, former in reversed(done):
                # Where one cannot be put back, the others still can.
                with suppress(DxdeskError):
                    _put_back(path, former)
            raise


def _require_place(path: Path) -> None:
    refuse_database(path)
    require_folder(path)
    # A pipe or a device would be gone, and a file in its place.
    if there(path) not in (Kind.NOTHING, Kind.FILE):
        raise DxdeskError(Trouble.WRITE_FAILED, file=path.name)


def part_of(path: Path) -> Path:
    """A name beside a path that nothing has, for what is to be put in its place.

    What is made there has the rights that the folder gives. A temporary folder or file would be
    for its maker alone: on Windows since Python 3.12.4, and moving takes such rights along.
    """
    return path.with_name(f".dxdesk-{secrets.token_hex(6)}.part")


@contextmanager
def parts_of(paths: Iterable[Path]) -> Generator[list[Path]]:
    """Such a name for each path; what is still there under them in the end goes away."""
    parts = [part_of(path) for path in paths]
    try:
        yield parts
    finally:
        for part in parts:
            _take_away(part)


def _take_away(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)
        return
    # Windows deletes no file that has a read-only one's rights.
    with suppress(OSError):
        part.chmod(stat.S_IWUSR)
        part.unlink()


@contextmanager
def _beside(path: Path, mode: int = 0o666) -> Generator[tuple[BinaryIO, Path]]:
    """A new file beside a path, open for writing; what is left of it in the end goes away."""
    with parts_of([path]) as (part,):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(part, flags, mode), "wb") as file:
            yield file, part


@contextmanager
def _part(path: Path, write: Write) -> Generator[Path]:
    """A whole new file that is to be put in place of a path."""
    with disk_errors(path), _beside(path) as (file, part):
        write(file)
        _bring_to_disk(file)
        file.close()
        yield part


@contextmanager
def put_back_on_failure(path: Path) -> Generator[None]:
    """Put what stands at a path there again, or nothing, where the block fails.

    Raises:
        DxdeskError: what stands there cannot be copied aside; nothing was done then.
    """
    path = link_end(path)
    with _former(path) as former:
        try:
            yield
        except BaseException:
            with suppress(DxdeskError):
                _put_back(path, former)
            raise


@contextmanager
def _former(path: Path) -> Generator[Path | None]:
    """A copy of what stands at a path; None where nothing does."""
    status = status_of(path) if is_there(path) else None
    if status is None:
        yield None
        return
    mode = stat.S_IMODE(status.st_mode)
    with disk_errors(path), _beside(path, mode) as (file, part):
        with path.open("rb") as old:
            shutil.copyfileobj(old, file)
        file.close()
        part.chmod(mode)
        yield part


def _put_back(path: Path, former: Path | None) -> None:
    if former is not None:
        replace_file(former, path)
        return
    with disk_errors(path):
        path.unlink()


def write_all(files: Iterable[tuple[Path, Path, Callable[[], bytes]]]) -> None:
    """Write parts, each for a path, which an error names; all are on the disk when this returns.

    Their bytes are made here, one after the other; the disk is waited for beside that, since it
    takes as long for one file as for several at a time. What fails or was begun is left there.

    Raises:
        DxdeskError: the disk does not take a part, or what makes its bytes needed one that is full.
    """
    waiting = deque[Future[None]]()
    with ThreadPoolExecutor(_AT_ONCE, "dxdesk-disk") as pool:
        try:
            for part, path, make in files:
                with disk_errors(path):
                    data = make()
                waiting.append(pool.submit(_write_new, part, path, data))
                if len(waiting) > _MOST_WAITING:
                    waiting.popleft().result()
            while waiting:
                waiting.popleft().result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _write_new(part: Path, path: Path, data: bytes) -> None:
    with disk_errors(path), part.open("xb") as file:
        file.write(data)
        _bring_to_disk(file)


def _bring_to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def refuse_database(path: Path) -> None:
    """See that `path` is not the file of a desk, which holds somebody's work.

    Raises:
        DxdeskError: FILE_EXISTS.
    """
    if begins_with(path, _DATABASE):
        raise DxdeskError(Trouble.FILE_EXISTS, file=path.name)


def begins_with(path: Path, mark: bytes) -> bool:
    """Whether these are a file's first bytes; whatever is wrong with it, using it will tell."""
    # No pipe or device: to open one would wait for somebody.
    if seen(path) is Kind.FILE:
        with suppress(OSError), path.open("rb") as file:
            return file.read(len(mark)) == mark
    return False


_wait: Callable[[float], None] = time.sleep


def wait_by(wait: Callable[[float], None]) -> None:
    """Say how this process waits, in seconds: a thread that draws a window may not sleep."""
    global _wait  # noqa: PLW0603 - one process has one way to wait, and the core knows no window
    _wait = wait


def replace_file(part: Path, path: Path) -> None:
    """Put `part` in place of `path`, patiently where somebody holds one of them for a moment.

    Raises:
        DxdeskError: IN_USE where it is held for longer; READ_ONLY and the like at once.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            part.replace(path)
        except OSError as error:
            trouble = _why_not_replaced(error, path)
            if trouble is not Trouble.IN_USE or time.monotonic() >= until:
                raise DxdeskError(trouble, file=path.name) from error
            _wait(_PAUSE)
        else:
            return


def _why_not_replaced(error: OSError, path: Path) -> Trouble:
    """Why a file was not replaced; Windows says the same of one that is open and one not allowed."""
    if getattr(error, "winerror", None) == _DENIED:
        status = status_of(path)
        if status is not None and not status.st_mode & stat.S_IWUSR:
            return Trouble.READ_ONLY
        try:
            require_writable(path)
        except DxdeskError as refused:
            # Where nothing is to be replaced, it is the new file that somebody holds.
            missing = refused.trouble is Trouble.FILE_MISSING
            return Trouble.IN_USE if missing else refused.trouble
        return Trouble.IN_USE
    return trouble_of(error, path)


def require_writable(path: Path) -> None:
    """See that a file may be written, by opening it so; it stays as it is.

    To ask for its rights would not do: Windows tells of an attribute, and not of who may write.

    Raises:
        DxdeskError: READ_ONLY, IN_USE, or the file cannot be reached.
    """
    with disk_errors(path), path.open("r+b"):
        pass


def is_writable(path: Path) -> bool:
    """The same as an answer. Never raises."""
    with suppress(DxdeskError, ValueError):
        require_writable(path)
        return True
    return False
