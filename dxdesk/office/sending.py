"""The way of requests out of the office: cut, written aside, recorded, put in place."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dxdesk.disk import disk_errors, replace_file
from dxdesk.domain.asking import Request, Ticket
from dxdesk.domain.file_names import safe_name
from dxdesk.files.carriers import REQUEST_SUFFIX, Carrier, write_request
from dxdesk.store.office_store import OfficeStore

_LONGEST_NAME = 40


def ticket(at: str) -> Ticket:
    """What makes the next request one of its own."""
    return Ticket(uuid.uuid4().hex, secrets.token_hex(32), at)


def request_paths(requests: Iterable[Request], folder: Path, carrier: Carrier) -> list[Path]:
    """A file for each request; names that a file system would take for the same are numbered."""
    paths: dict[str, Path] = {}
    for request in requests:
        name = department = safe_name(request.department, _LONGEST_NAME)
        count = 1
        while name.casefold() in paths:
            count += 1
            name = f"{department}({count})"
        file = f"照会_{request.plan.year}_{name}_第{request.round}回{REQUEST_SUFFIX[carrier]}"
        paths[name.casefold()] = folder / file
    return list(paths.values())


def marked_path(request: Request, folder: Path) -> Path:
    """A file that is not there yet, for the form that asks a department to put something right."""
    name = safe_name(request.department, _LONGEST_NAME)
    stem = f"修正依頼_{request.plan.year}_{name}_第{request.round}回"
    path, count = folder / f"{stem}.xlsx", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}({count}).xlsx"
    return path


def send(
    store: OfficeStore,
    requests: Sequence[Request],
    paths: Sequence[Path],
    carrier: Carrier,
    *,
    at: str,
    by: str,
) -> None:
    """Write files aside, record them, put them in place.

    A request that is out but not recorded could never be answered; one that is recorded but
    not out is simply made again.
    """
    if not requests:
        return
    folder = paths[0].parent
    with disk_errors(folder), TemporaryDirectory(dir=folder, prefix=".dxdesk-") as name:
        aside = [Path(name) / str(index) for index in range(len(paths))]
        for request, part in zip(requests, aside, strict=True):
            write_request(request, part, carrier)
        store.add_requests(requests, carrier=carrier.value, at=at, by=by)
        for part, path in zip(aside, paths, strict=True):
            replace_file(part, path)
