"""The way of requests out of the office: cut, written aside, recorded, put in place."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from dxdesk.disk import parts_of, replace_file, write_all
from dxdesk.domain.asking import Ticket
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office.packing import Envelope, Outgoing
from dxdesk.store.office_store import OfficeStore
from dxdesk.there import disk_errors, is_there, require_free


def ticket(at: str) -> Ticket:
    """What makes the next request one of its own."""
    return Ticket(uuid.uuid4().hex, secrets.token_hex(32), at)


def see_that_none_exists(files: Sequence[Outgoing]) -> None:
    """See that nothing would be written over.

    Raises:
        DxdeskError: FILE_EXISTS with the first that is there; or nobody may look there.
    """
    for file in files:
        require_free(file.path)


def send(
    store: OfficeStore,
    envelopes: Sequence[Envelope],
    files: Sequence[Outgoing],
    *,
    at: str,
    by: str,
    before: Callable[[], None] | None = None,
) -> None:
    """Write files aside, record their requests, put them in place.

    `before` is called right before the recording, for what has to be in the file first.

    A request that is out but not recorded could never be answered; one that is recorded but
    not out is simply made again. Where anything fails before the recording, or is stopped
    (`StoppedError`), no file and no folder is left behind.
    """
    if not envelopes:
        return
    with ExitStack() as stack:
        folders = {file.path.parent: None for file in files}
        keep = [stack.enter_context(_made(folder)) for folder in folders]
        parts = stack.enter_context(parts_of(file.path for file in files))
        write_all((part, file.path, file.make) for file, part in zip(files, parts, strict=True))
        if before:
            before()
        store.add_requests(
            [one.request for one in envelopes],
            carrier=[one.carrier.value for one in envelopes],
            at=at,
            by=by,
        )
        for made in keep:
            made.clear()
        refused: list[DxdeskError] = []
        for file, part in zip(files, parts, strict=True):
            # One that is held keeps none of the others back: all of them are recorded.
            try:
                replace_file(part, file.path)
            except DxdeskError as error:
                refused.append(error)
                if error.trouble is not Trouble.IN_USE:
                    break
        if refused:
            raise refused[0]


@contextmanager
def _made(folder: Path) -> Generator[list[Path]]:
    """Make a folder with those above it; what is left in the list is taken away again at the end."""
    missing = [one for one in (folder, *folder.parents) if not is_there(one)]
    made: list[Path] = []
    try:
        for one in reversed(missing):
            with disk_errors(one):
                one.mkdir(exist_ok=True)
            made.insert(0, one)
        yield made
    finally:
        for one in made:
            with suppress(OSError):
                one.rmdir()
