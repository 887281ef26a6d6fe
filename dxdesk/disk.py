"""Reading files of a limited size, writing them whole or not at all, and holding them open."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.there import disk_errors

# Windows refuses to replace a file that a scanner or a preview holds open for a moment.
_WINDOWS_BUSY = {5, 32, 33}
_RETRIES = 20
_PAUSE = 0.1
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
        DxdeskError: FILE_MISSING, FILE_TOO_LARGE, or FILE_UNREADABLE for whatever else.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DxdeskError(Trouble.FILE_UNREADABLE, file=path.name)
        if status.st_size > limit:
            raise DxdeskError(Trouble.FILE_TOO_LARGE, file=path.name)
        with path.open("rb") as file:
            data = file.read(status.st_size + 1)
    except FileNotFoundError as error:
        raise DxdeskError(Trouble.FILE_MISSING, file=path.name) from error
    except OSError as error:
        raise DxdeskError(Trouble.FILE_UNREADABLE, file=path.name) from error
    if len(data) > status.st_size:
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
        DxdeskError: the folder is missing, read-only or full, or `path` is a desk's file;
            `path` is then as it was.
    """
    write_together({path: write})


def write_together(files: Mapping[Path, Write]) -> None:
    """The same for several files that belong together: all of them, or none.

    They are put in place one after the other, once each is whole; should one not go there, those
    before it are put back. Only a machine that stops in between leaves new ones beside old ones.

    Raises:
        DxdeskError: as `write_atomically`; every file is then as it was.
    """
    for path in files:
        _require_place(path)
    with ExitStack() as parts:
        made = [(path, parts.enter_context(_part(path, write))) for path, write in files.items()]
        last, done = made[-1][0], list[tuple[Path, Path | None]]()
        try:
            for path, part in made:
                former = None if path == last else parts.enter_context(_former(path))
                with disk_errors(path):
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
    if not path.parent.is_dir():
        raise DxdeskError(Trouble.FOLDER_MISSING, file=path.name, folder=path.parent.name)
    if path.is_dir():
        raise DxdeskError(Trouble.WRITE_FAILED, file=path.name)


@contextmanager
def _beside(path: Path) -> Generator[tuple[BinaryIO, Path]]:
    """A new file beside a path, open for writing; what is left of it in the end goes away."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".dxdesk-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, part
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


@contextmanager
def _part(path: Path, write: Write) -> Generator[Path]:
    """A whole new file that is to be put in place of a path."""
    with disk_errors(path), _beside(path) as (file, part):
        write(file)
        _bring_to_disk(file)
        file.close()
        part.chmod(0o644)
        yield part


@contextmanager
def _former(path: Path) -> Generator[Path | None]:
    """A copy of what stands at a path; None where nothing does. Of a link it is a link."""
    if not os.path.lexists(path):
        yield None
        return
    with disk_errors(path), _beside(path) as (file, part):
        if path.is_symlink():
            file.close()
            part.unlink()
            part.symlink_to(path.readlink())
        else:
            with path.open("rb") as old:
                shutil.copyfileobj(old, file)
            file.close()
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        yield part


def _put_back(path: Path, former: Path | None) -> None:
    with disk_errors(path):
        if former is None:
            path.unlink()
        else:
            replace_file(former, path)


def write_all(files: Iterable[tuple[Path, Callable[[], bytes]]]) -> None:
    """Write new files; all are on the disk when this returns.

    Their bytes are made here, one after the other; the disk is waited for beside that, since it
    takes as long for one file as for several at a time. What fails or was begun is left there.
    """
    waiting = deque[Future[None]]()
    with ThreadPoolExecutor(_AT_ONCE, "dxdesk-disk") as pool:
        try:
            for path, make in files:
                waiting.append(pool.submit(_write_new, path, make()))
                if len(waiting) > _MOST_WAITING:
                    waiting.popleft().result()
            while waiting:
                waiting.popleft().result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _write_new(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        _bring_to_disk(file)
    path.chmod(0o644)


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
    try:
        # No pipe or device: to open one would wait for somebody.
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        return False


def replace_file(part: Path, path: Path) -> None:
    """Put `part` in place of `path`, patiently where Windows holds that open for a moment."""
    for attempt in range(_RETRIES):
        try:
            part.replace(path)
        except PermissionError as error:
            code = getattr(error, "winerror", None)
            if sys.platform != "win32" or code not in _WINDOWS_BUSY or attempt == _RETRIES - 1:
                raise
            time.sleep(_PAUSE)
        else:
            return
