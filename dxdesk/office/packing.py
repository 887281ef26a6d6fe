"""What goes to departments as files: requests with their covering sheets, and how they are packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from dxdesk.domain.asking import Request
from dxdesk.domain.file_names import safe_name
from dxdesk.files.carriers import REQUEST_SUFFIX, Carrier, request_bytes
from dxdesk.office.letter_words import as_text_file, name_of
from dxdesk.office.letters import Kind, Letter
from dxdesk.office.steps import Steps
from dxdesk.there import is_there

LONGEST_NAME = 40
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)


class Packing(Enum):
    """How files for many departments lie together; the value is the word of the command line."""

    FLAT = "flat"
    FOLDERS = "folders"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Covering:
    """That a covering sheet goes with each request: as text, and as a PDF where `paint` is given."""

    paint: Callable[[Letter], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one department gets; `letter` is what its covering sheet says, if it has one."""

    request: Request
    carrier: Carrier
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file that is to be written, and what makes its bytes."""

    path: Path
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class _Piece:
    name: str
    make: Callable[[], bytes]


def pack(
    envelopes: Sequence[Envelope],
    folder: Path,
    packing: Packing,
    covering: Covering | None,
    steps: Steps | None = None,
) -> tuple[list[Path], list[Outgoing]]:
    """The files to write, and those of them that a person sends on: the requests, or the zip.

    Names that a file system would take for the same are numbered. A zip gets a name that is not
    there yet; of equal requests its bytes are equal. A step is taken with each request that is made.
    """
    steps = steps or Steps(None, len(envelopes))
    named = list(zip(_names(envelopes), envelopes, strict=True))
    if packing is Packing.ZIP:
        path = _free(folder, f"照会_{envelopes[0].request.plan.year}")
        return [path], [Outgoing(path, lambda: _zip(named, covering, steps))]
    requests: list[Path] = []
    files: list[Outgoing] = []
    for name, envelope in named:
        place = folder / name if packing is Packing.FOLDERS else folder
        pieces = list(_pieces(name, envelope, covering, steps))
        requests.append(place / pieces[0].name)
        files += [Outgoing(place / piece.name, piece.make) for piece in pieces]
    return requests, files


def marked_path(request: Request, folder: Path) -> Path:
    """A file that is not there yet, for the form that asks a department to put something right."""
    name = safe_name(request.department, LONGEST_NAME)
    return _free(folder, f"修正依頼_{request.plan.year}_{name}_第{request.round}回", ".xlsx")


def _names(envelopes: Iterable[Envelope]) -> Iterator[str]:
    """What each department is called in names of files."""
    known: set[str] = set()
    for envelope in envelopes:
        name = department = safe_name(envelope.request.department, LONGEST_NAME)
        count = 1
        while name.casefold() in known:
            count += 1
            name = f"{department}({count})"
        known.add(name.casefold())
        yield name


def _pieces(
    name: str, envelope: Envelope, covering: Covering | None, steps: Steps
) -> Iterator[_Piece]:
    """The request first, then its covering sheets."""
    request, carrier, letter = envelope.request, envelope.carrier, envelope.letter
    stem = f"{request.plan.year}_{name}_第{request.round}回"
    suffix = REQUEST_SUFFIX[carrier]

    def make() -> bytes:
        steps.take()
        return request_bytes(request, carrier)

    yield _Piece(f"照会_{stem}{suffix}", make)
    if covering is None or letter is None:
        return
    sheet = f"{name_of(Kind.COVER)}_{stem}"
    yield _Piece(f"{sheet}.txt", lambda: as_text_file(letter))
    if paint := covering.paint:
        yield _Piece(f"{sheet}.pdf", lambda: paint(letter))


def _zip(named: Iterable[tuple[str, Envelope]], covering: Covering | None, steps: Steps) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, envelope in named:
            for piece in _pieces(name, envelope, covering, steps):
                entry = zipfile.ZipInfo(str(PurePosixPath(name, piece.name)), _FIRST_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                # Left alone they say which system wrote the file, and for whom.
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                packed.writestr(entry, piece.make())
    return out.getvalue()


def _free(folder: Path, stem: str, suffix: str = ".zip") -> Path:
    path, count = folder / f"{stem}{suffix}", 1
    while is_there(path):
        count += 1
        path = folder / f"{stem}({count}){suffix}"
    return path
