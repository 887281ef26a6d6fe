"""A folder that departments put files into: what there is to be taken in.

Nothing here touches the office's file, so that a folder can be looked at on a thread of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import ReadSubmission, read_delivery
from dxdesk.files.form_clues import Clue
from dxdesk.intake import is_named
from dxdesk.store.values import RequestKey
from dxdesk.there import Entry, Kind, entries, seen

# `.zip`: some mail systems call the native carrier what it is.
SUFFIXES = frozenset({".dxsub", ".xlsx", ".xlsm", ".zip"})
# What people save a form as though it cannot be read then; other files of these kinds are passed over.
_SAVED_AS = frozenset({".csv", ".xls", ".ods", ".xlsb", ".htm", ".html", ".txt"})
MOST_FILES = 5_000
_MOST_ENTRIES = 50_000
_DEEPEST = 3
# Seconds after which a file that was seen for the first time is no longer being copied.
_SETTLED = 3.0
# What lies in such a folder besides: requests, other workbooks.
_OTHERS = frozenset(
    {Trouble.WRONG_KIND, Trouble.NOT_XLSX, Trouble.HAS_PASSWORD, Trouble.NOT_A_SUBMISSION}
)
# What a file that is being copied or is open elsewhere says.
_BUSY = frozenset(
    {Trouble.FILE_UNREADABLE, Trouble.FILE_MISSING, Trouble.IN_USE, Trouble.UNREACHABLE}
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file does."""

    size: int
    modified: int


@dataclass(frozen=True)
class Expected:
    """What an office can take in: answers to these requests, that do not count already."""

    plan: str
    keys: Mapping[str, RequestKey] = field(default_factory=dict[str, RequestKey], repr=False)
    counted: frozenset[str] = frozenset()
    closed: frozenset[int] = frozenset()

    def trouble(self, said: Label) -> Trouble | None:
        """Why a submission cannot come in."""
        key = self.keys.get(said.request)
        if said.plan != self.plan:
            return Trouble.OTHER_PLAN
        if key is None:
            return Trouble.UNKNOWN_REQUEST
        if said.year != key.year:
            return Trouble.OTHER_YEAR
        if not said.is_whole or said.round != key.round:
            return Trouble.ALTERED
        if key.department != said.department:
            return Trouble.OTHER_DEPARTMENT
        return Trouble.YEAR_CLOSED if key.year in self.closed else None


@dataclass(frozen=True, slots=True)
class Label:
    """What a submission says of itself; `is_whole` that it bears the seal of its request."""

    identity: str
    request: str
    plan: str
    year: int
    department: str
    round: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file with submissions that are not in yet.

    No departments are known of a form that has lost its data; taking it in tells whose it is.
    """

    path: Path
    stamp: Stamp
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file with a submission that cannot come in."""

    path: Path
    stamp: Stamp
    error: DxdeskError


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies in a folder, by name. `unsettled` are still being written or open elsewhere.

    `left_out` says that there are more files than are looked at.
    """

    folder: Path
    arrivals: tuple[Arrival, ...] = ()
    refused: tuple[Refused, ...] = ()
    unsettled: tuple[Path, ...] = ()
    is_missing: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """What was in a file when it had this stamp."""

    stamp: Stamp
    labels: tuple[Label, ...] = ()
    error: DxdeskError | None = None
    is_hinted: bool = False
    unknown: bool = False

    def is_outdated(self, expected: Expected) -> bool:
        """Whether a request has come to be known since that could not be found then."""
        return self.unknown and all(said.request in expected.keys for said in self.labels)


class Lookout:
    """Looks at a folder again and again; what has not changed is not read twice."""

    def __init__(self) -> None:
        self._seen: dict[Path, Stamp] = {}
        self._read: dict[Path, _Read] = {}

    def look(self, folder: Path, expected: Expected, now: float | None = None) -> Waiting:
        """What waits in a folder and in the folders inside it.

        A file is read once it is as it was at the look before, or has not been written to for
        some seconds. `now` is the clock that files are stamped by (the machine's).
        """
        found = _listed(folder)
        if found is None:
            return Waiting(folder, is_missing=True)
        stamps, left_out = found
        before, self._seen = self._seen, stamps
        self._read = {path: read for path, read in self._read.items() if path in stamps}
        moment = time.time() if now is None else now
        arrivals: list[Arrival] = []
        refused: list[Refused] = []
        unsettled: list[Path] = []
        for path, stamp in stamps.items():
            rested = before.get(path) == stamp or stamp.modified / 1e9 < moment - _SETTLED
            read = self._known(path, stamp, expected) if rested and not _is_open(path) else None
            if read is None:
                unsettled.append(path)
                continue
            judged = _judged(path, read, expected)
            if isinstance(judged, Arrival):
                arrivals.append(judged)
            elif judged:
                refused.append(judged)
        return Waiting(folder, tuple(arrivals), tuple(refused), tuple(unsettled), left_out=left_out)

    def _known(self, path: Path, stamp: Stamp, expected: Expected) -> _Read | None:
        """What is in a file; None where it cannot be read now."""
        known = self._read.get(path)
        if known and known.stamp == stamp and not known.is_outdated(expected):
            return known
        read = _read(path, stamp, expected)
        if read.error and read.error.trouble in _BUSY:
            return None
        self._read[path] = read
        return read


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Files as they are, and of folders the files that may be submissions, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if seen(path) is Kind.FOLDER:
            stamps = (_listed(path) or ({}, False))[0]
            found.update(dict.fromkeys(filter(_is_wanted, stamps)))
        else:
            found[path] = None
    return list(found)


def _is_wanted(path: Path) -> bool:
    """Whether a file of a folder is to be told of: a list or a page beside the forms is not."""
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        read_delivery(path)
    except DxdeskError as error:
        return error.trouble is Trouble.FORM_NOT_XLSX
    return True


def _listed(folder: Path) -> tuple[dict[Path, Stamp], bool] | None:
    """The files that may be submissions, by name; None where the folder cannot be read."""
    found: dict[Path, Stamp] = {}
    left = _MOST_ENTRIES
    try:
        for entry in _entries(folder, _DEEPEST):
            left -= 1
            if left < 0 or len(found) >= MOST_FILES:
                return dict(sorted(found.items())), True
            if entry.kind is Kind.FILE and _may_be_one(entry.path.name):
                found[entry.path] = Stamp(entry.size, entry.modified)
    except DxdeskError:
        return None
    return dict(sorted(found.items())), False


def _entries(folder: Path, deep: int) -> Iterator[Entry]:
    for entry in entries(folder):
        if entry.kind is not Kind.FOLDER:
            yield entry
        elif deep > 1 and not entry.is_link and not entry.path.name.startswith("."):
            # A folder that only one department may open hides nothing else.
            with suppress(DxdeskError):
                yield from _entries(entry.path, deep - 1)


def _may_be_one(name: str) -> bool:
    """Neither what Office keeps beside an open workbook nor what is hidden."""
    suffix = Path(name).suffix.lower()
    return suffix in SUFFIXES | _SAVED_AS and not name.startswith(("~$", "."))


def _is_open(path: Path) -> bool:
    """Whether a workbook is open in Excel, which then keeps a file beside it."""
    beside = path.with_name(f"~${path.name}")
    return path.suffix.lower() == ".xlsx" and seen(beside) is not Kind.NOTHING


def _read(path: Path, stamp: Stamp, expected: Expected) -> _Read:
    hints: list[Clue] = []
    known = expected.keys.values()

    def find(clue: Clue) -> None:
        department = clue.labels.get("担当課", "")
        if any(is_named(key, clue) or key.department == department for key in known):
            hints.append(clue)

    try:
        delivery = read_delivery(path, find)
    except DxdeskError as error:
        return _Read(stamp, error=error, is_hinted=bool(hints))
    labels = tuple(_label(read, expected) for read in delivery.submissions if not read.is_empty)
    unknown = any(said.request not in expected.keys for said in labels)
    return _Read(stamp, labels, is_hinted=bool(hints), unknown=unknown)


def _label(read: ReadSubmission, expected: Expected) -> Label:
    said = read.submission
    key = expected.keys.get(said.request)
    return Label(
        read.identity,
        said.request,
        said.plan,
        said.year,
        said.department,
        said.round,
        key is not None and read.verify(key.secret),
    )


def _judged(path: Path, read: _Read, expected: Expected) -> Arrival | Refused | None:
    """None for what is in already, and for what is no submission at all."""
    is_told = read.error and read.error.trouble not in _OTHERS and not read.is_hinted
    if path.suffix.lower() in _SAVED_AS:
        is_told = read.error and read.error.trouble is Trouble.FORM_NOT_XLSX
    if read.error and is_told:
        return Refused(path, read.stamp, read.error)
    news = [said for said in read.labels if said.identity not in expected.counted]
    troubles = [expected.trouble(said) for said in news]
    welcome = [said.department for said, why in zip(news, troubles, strict=True) if why is None]
    if welcome or (read.is_hinted and not read.labels):
        return Arrival(path, read.stamp, _once(welcome))
    why = next((one for one in troubles if one), None)
    if why is None:
        return None
    year = news[0].year
    return Refused(path, read.stamp, DxdeskError(why, file=path.name, year=year))


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
