"""The clerk's door: everything that a screen or a script may do with one department's form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dxdesk.disk import safe_name
from dxdesk.domain.answering import place_answers
from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.checks import Finding, Material, check, findings_for
from dxdesk.domain.summary import dump
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import native
from dxdesk.files.answers import read_answers
from dxdesk.files.carriers import Carrier, Draft, read_draft, write_submission
from dxdesk.machine import this_host, this_user
from dxdesk.store.desk_store import DeskStore
from dxdesk.store.migrations import DESK
from dxdesk.store.sqlite import check_header
from dxdesk.store.values import Change, HandedIn

Clock = Callable[[], datetime]

__all__ = ["Carrier", "Change", "Desk", "Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the department's items have nothing missing: 「6 / 9 項目」."""

    done: int
    total: int


class Desk:
    """A clerk's file, opened. Close it, or use it as a context manager."""

    def __init__(self, store: DeskStore, path: Path, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.path = path

    @classmethod
    def start(
        cls, request_file: Path, path: Path | None = None, *, clock: Clock = datetime.now
    ) -> Self:
        """Open a request: begin a new desk file at `path`, or go on with the one that is there.

        Without a path the desk file stands beside the request and is named by year and
        department, whatever the request file is called, so every round finds the same one. A
        newer round is taken into the work so far; typed text stays where the office did not
        change the field.
        """
        draft = read_draft(request_file)
        path = path or request_file.with_name(_desk_name(draft.request))
        if path.exists():
            desk = cls.open(path, clock=clock)
        else:
            store = DeskStore.create(
                path, draft.request, at=_stamp(clock), by=this_user(), host=this_host()
            )
            desk = cls(store, path, clock)
        try:
            desk._take(draft, request_file.name)
        except BaseException:
            desk.close()
            raise
        return desk

    def _take(self, draft: Draft, file: str) -> None:
        """Take in a newer round, and what was already written into the request's workbook.

        A text from the workbook fills a field that is still as it was sent out; it never
        replaces what was typed here.
        """
        at = _stamp(self._clock)
        self._store.adopt(draft.request, at=at, file=file)
        request, answers = self.request, self.answers()
        if self.handed_in or request.id != draft.request.id:
            return
        untouched = {
            field: text
            for field, text in draft.answers.items()
            if answers.get(field, "") == request.base.get(field, "")
        }
        self._store.save_all(untouched, at=at)

    @classmethod
    def open(cls, path: Path, *, clock: Clock = datetime.now) -> Self:
        """Open a desk file."""
        return cls(
            DeskStore.open(path, at=_stamp(clock), by=this_user(), host=this_host()), path, clock
        )

    def close(self) -> None:
        """Release the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def dump(self) -> dict[str, Any]:
        """The department's items as JSON values (DESIGN §9)."""
        return dump(self.request.plan, self.answers())

    @property
    def request(self) -> Request:
        """What is asked (the newest round)."""
        return self._store.request()

    def answers(self) -> dict[str, str]:
        """The text of every field known here: typed, or as it was sent out."""
        return self._store.answers()

    def answer(self, field: str, text: str) -> None:
        """Keep what was typed in one field; nothing that was typed is refused for its content."""
        self._store.save(field, text, at=_stamp(self._clock))

    def type_answers(self, file: Path) -> int:
        """Type the answers of a JSON file (DESIGN §9) as a clerk would: all of them, or none.

        Returns how many fields were typed.
        """
        texts = place_answers(self.request, read_answers(file))
        self._store.save_all(texts, at=_stamp(self._clock))
        return len(texts)

    def findings(self) -> tuple[Finding, ...]:
        """What is missing or doubtful, in the order of the form; open fields only."""
        request = self.request
        open_ = set(request.open)
        found = findings_for(check(Material(request.plan, self.answers())), request.department)
        return tuple(finding for finding in found if finding.field in open_)

    def progress(self) -> Progress:
        """Count the items without findings among those with open fields."""
        items = {field.partition("/")[0] for field in self.request.open}
        open_ = {finding.field.partition("/")[0] for finding in self.findings()}
        return Progress(len(items - open_), len(items))

    def history(self, field: str) -> tuple[Change, ...]:
        """Every text that a field had, in time order."""
        return self._store.history(field)

    @property
    def handed_in(self) -> bool:
        """Whether the form is closed because it was handed in."""
        return self._store.handed_in()

    def submissions(self) -> tuple[HandedIn, ...]:
        """The hand-ins so far."""
        return self._store.submissions()

    def hand_in(self, by: str, out: Path, carrier: Carrier = Carrier.NATIVE) -> Submission:
        """Seal the answers, write the submission file, and close the form.

        Raises:
            DxdeskError: no name was given, or the file could not be written; then the form
                is as it was.
        """
        if not by.strip():
            raise DxdeskError(Trouble.NAME_MISSING)
        request, answers, at = self.request, self.answers(), _stamp(self._clock)
        submission = native.seal(
            Submission(
                request.id,
                request.plan.id,
                request.plan.year,
                request.department,
                request.round,
                self._store.next_number(),
                by.strip(),
                at,
                {field: answers.get(field, "") for field in request.open},
                {field: request.base.get(field, "") for field in request.open},
            ),
            request.secret,
        )
        write_submission(submission, request, out, carrier)
        self._store.record_submission(submission, native.identity(submission), at=at)
        return submission

    def reopen(self) -> None:
        """Open the form again after a hand-in; the next one counts up the number."""
        self._store.reopen(at=_stamp(self._clock))


def _desk_name(request: Request) -> str:
    return safe_name(f"回答_{request.plan.year}_{request.department}") + ".dxdesk"


def is_desk(path: Path) -> bool:
    """Whether a file is a clerk's, by its header; anything that is wrong with it, opening tells."""
    try:
        check_header(path, DESK)
    except DxdeskError as error:
        return error.trouble not in (Trouble.WRONG_KIND, Trouble.FILE_MISSING)
    return True


def _stamp(clock: Clock) -> str:
    return clock().isoformat(timespec="seconds")
