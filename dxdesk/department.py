"""The clerk's door: everything that a screen or a script may do with one department's form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dxdesk.disk import Held, put_back_on_failure
from dxdesk.domain.asking import Carrier, Request, Submission, own_confirmations
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.file_names import safe_name
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.label import request_label
from dxdesk.machine import this_host, this_user
from dxdesk.store.aside import forget_aside, put_aside, take_aside
from dxdesk.store.driver import DESK_MARK, HANDED_IN, check_header
from dxdesk.store.first_look import FirstLook, first_look
from dxdesk.store.lock import Holder, LockFile, take_lock
from dxdesk.store.values import Adopted, Change, HandedIn
from dxdesk.there import is_there

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding
    from dxdesk.domain.findings import Choice
    from dxdesk.domain.rulebook import Rulebook
    from dxdesk.domain.unplaced import Unplaced
    from dxdesk.files.carriers import Draft
    from dxdesk.form_checks import FormChecks
    from dxdesk.store.desk_store import DeskStore

Clock = Callable[[], datetime]

_LEFT_AT = "left_at"

__all__ = ["Adopted", "Carrier", "Change", "Desk", "load"]


def load(rulebook: Rulebook) -> None:
    """Import what changes and checks need, and make what the first check of a process makes.

    It takes a third of a second, changes nothing, and may run on any thread.
    """
    from dxdesk.domain.checks.writing import prepare

    for name in ("dxdesk.finding_words", "dxdesk.form_checks", "dxdesk.store.desk_store"):
        import_module(name)
    prepare(rulebook)


class Desk(Held):
    """A clerk's file, opened. Close it, or use it as a context manager.

    `is_new` says that `start` made the file just now, `brought` what a newer round did to the
    work when `start` took it in, and `unplaced` the texts of the request's workbook that no field
    could be given for sure.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        store: DeskStore | None = None,
        look: FirstLook | None = None,
        lock: LockFile | None = None,
    ) -> None:
        self._opened = store
        self._look = look
        self._lock = lock
        self._clock = clock
        self._known: FormChecks | None = None
        self.path = path
        self.is_new = False
        self.brought = Adopted()
        self.unplaced: tuple[Unplaced, ...] = ()

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
        if desk := cls._go_on(request_file, path, clock):
            return desk
        from dxdesk.files.carriers import read_draft
        from dxdesk.store.desk_store import DeskStore

        draft = read_draft(request_file)
        request = draft.request
        path = path or request_file.with_name(_desk_name(request.plan.year, request.department))
        if is_there(path):
            desk = cls.open(path, clock=clock)
        else:
            at = _stamp(clock)
            store = DeskStore.create(path, request, at=at, by=this_user(), host=this_host())
            desk = cls(path, clock, store)
            desk.is_new = True
        try:
            desk._take(draft, request_file.name)
        except BaseException:
            desk.close()
            raise
        return desk

    @classmethod
    def _go_on(cls, request_file: Path, path: Path | None, clock: Clock) -> Self | None:
        """Open the desk file of a request that it has taken in already; None where it has not."""
        label = request_label(request_file)
        if label is None:
            return None
        path = path or request_file.with_name(_desk_name(label.year, label.department))
        if not is_there(path):
            return None
        desk = cls.open(path, clock=clock)
        try:
            if desk.request.id == label.id:
                return desk
        except BaseException:
            desk.close()
            raise
        desk.close()
        return None

    def _take(self, draft: Draft, file: str) -> None:
        """Take in a newer round, and what was already written into the request's workbook.

        A text from the workbook fills a field that is still as it was sent out; it never
        replaces what was typed here.
        """
        at = _stamp(self._clock)
        self.brought = self._store.adopt(draft.request, at=at, file=file)
        self.unplaced = draft.unplaced
        self._look = None
        request, answers = self.request, self.answers()
        if self.handed_in or request.id != draft.request.id:
            return
        untouched = {
            field: text
            for field, text in draft.answers.items()
            if answers.get(field, "") == request.base.get(field, "")
        }
        self._store.save_all(untouched, at=at)
        self._known = None

    @classmethod
    def open(cls, path: Path, *, clock: Clock = datetime.now) -> Self:
        """Open a desk file.

        It can be read at once; what a change needs is loaded by the first one, or by
        `get_ready`.

        Raises:
            DxdeskError: FILE_MISSING, FILE_UNREADABLE, WRONG_KIND, FILE_NEWER, FILE_DAMAGED,
                FILE_LOCKED, READ_ONLY.
        """
        check_header(path, DESK_MARK)
        holder = _holder(clock)
        lock = take_lock(path, holder)
        desk = cls(path, clock, lock=lock)
        try:
            left = take_aside(path)
            desk._look = None if left else first_look(path)
            if desk._look is None:
                desk.get_ready()
            desk._type_what_was_left(left)
        except BaseException:
            desk.close()
            raise
        return desk

    def _type_what_was_left(self, texts: Mapping[str, str]) -> None:
        """Type what a crash left aside, as far as it is asked for now."""
        asked = frozenset(self.request.open) if texts and not self.handed_in else frozenset[str]()
        if asked:
            self._type({field: text for field, text in texts.items() if field in asked})
        forget_aside(self.path)

    def keep_aside(self, texts: Mapping[str, str]) -> None:
        """Have texts on the disk before the store is loaded; `forget_aside` once it has them.

        Raises:
            DxdeskError: the folder does not take the file.
        """
        put_aside(self.path, texts)

    def forget_aside(self) -> None:
        """Everything that was typed is in the file now."""
        forget_aside(self.path)

    def get_ready(self) -> None:
        """Load what a change needs, and look whether the file can be written.

        Raises:
            DxdeskError: as `open`.
        """
        self._store  # noqa: B018

    @property
    def _store(self) -> DeskStore:
        if self._opened is None:
            from dxdesk.store.desk_store import DeskStore

            at = _stamp(self._clock)
            # Whether it opens or not, the lock is the store's from here on.
            lock, self._lock = self._lock, None
            self._opened = DeskStore.open(
                self.path, at=at, by=this_user(), host=this_host(), lock=lock
            )
        return self._opened

    def close(self) -> None:
        """Release the file."""
        if self._opened:
            self._opened.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def dump(self) -> dict[str, Any]:
        """The department's items as JSON values (DESIGN §9)."""
        from dxdesk.domain.summary import dump

        return dump(self.request.plan, self.answers())

    @property
    def request(self) -> Request:
        """What is asked (the newest round)."""
        if self._opened is None and self._look:
            return self._look.request
        return self._store.request()

    def answers(self) -> dict[str, str]:
        """The text of every field known here: typed, or as it was sent out."""
        if self._opened is None and self._look:
            return dict(self._look.answers)
        return self._store.answers()

    def answer(self, field: str, text: str) -> None:
        """Keep what was typed in one field; nothing that was typed is refused for its content."""
        kept = self._store.save(field, text, at=_stamp(self._clock))
        if self._known:
            self._known.typed(field, kept)

    def type_answers(self, file: Path) -> int:
        """Type the answers of a JSON file (DESIGN §9) as a clerk would: all of them, or none.

        Returns how many fields were typed.
        """
        from dxdesk.domain.answering import place_answers
        from dxdesk.files.answers import read_answers

        texts = place_answers(self.request, read_answers(file))
        self._type(texts)
        return len(texts)

    def _type(self, texts: Mapping[str, str]) -> None:
        self._store.save_all(texts, at=_stamp(self._clock))
        self._known = None

    @property
    def _form(self) -> FormChecks:
        """The form, checked; only this desk changes its file, so what is known stays true."""
        from dxdesk.form_checks import FormChecks

        if self._known is None:
            self._known = FormChecks(self.request, self.answers(), self._store.confirmations())
        return self._known

    def findings(self, closed: bool = False) -> tuple[Finding, ...]:
        """What is missing or doubtful, in the order of the form, with the answers given so far.

        Those at open fields only, unless the `closed` ones are asked for too.
        """
        return self._form.findings(closed=closed)

    def confirmations(self) -> tuple[Confirmation, ...]:
        """The answers to findings that count here, whether their findings stand or not."""
        return self._form.confirmations

    def confirm(self, finding: Finding, reason: str, by: str = "") -> Confirmation:
        """Answer a finding with a reason; `by` is the person at this machine if not said.

        It changes no text. A change of the finding's data brings the finding back.

        Raises:
            DxdeskError: no reason or one that is too long, a rule that has to be obeyed, or a
                form that was handed in.
        """
        from dxdesk.domain.findings import confirmed

        confirmation = confirmed(finding, reason, by or this_user(), _stamp(self._clock))
        self._store.confirm(confirmation)
        self._form.answered(self._store.confirmations())
        return confirmation

    def withdraw_confirmation(self, finding: Finding) -> None:
        """Take the answer to a finding back; the finding waits again.

        Raises:
            DxdeskError: it has none, or the form was handed in.
        """
        at = _stamp(self._clock)
        if not self._store.withdraw_confirmation(finding.confirmed("", "", at), at=at):
            raise DxdeskError(Trouble.NOTHING_TO_UNDO)
        self._form.answered(self._store.confirmations())

    def fixes(self, choice: Choice | None = None) -> dict[str, str]:
        """The texts that the fixes of waiting findings give, by open field; nothing is typed."""
        from dxdesk.domain.findings import EVERY, fixed_texts

        open_, known = frozenset(self.request.open), self._form.confirmations
        return fixed_texts(self._form.checked, known, choice or EVERY, open_)

    def fix(self, choice: Choice | None = None) -> dict[str, str]:
        """Type what `fixes` gives, all or none, and return it."""
        texts = self.fixes(choice)
        self._type(texts)
        return texts

    def export_findings(self, findings: Iterable[Finding], out: Path) -> None:
        """Write findings as a table for people; see `write_findings`."""
        from dxdesk.export.findings import write_findings

        write_findings(self.request.plan, tuple(findings), out)

    def history(self, field: str) -> tuple[Change, ...]:
        """Every text that a field had, in time order."""
        return self._store.history(field)

    @property
    def left_at(self) -> str:
        """The field that was worked on when the file was closed last; empty where none was."""
        return self._setting(_LEFT_AT)

    def leave_at(self, field: str) -> None:
        """Remember where the work stands, for the next opening."""
        self._store.put_setting(_LEFT_AT, field)

    @property
    def handed_in(self) -> bool:
        """Whether the form is closed because it was handed in."""
        return bool(self._setting(HANDED_IN))

    def _setting(self, key: str) -> str:
        if self._opened is None and self._look:
            return self._look.settings.get(key, "")
        return self._store.setting(key)

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
        from dxdesk.files import native
        from dxdesk.files.carriers import write_submission

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
                confirmations=own_confirmations(request, self._store.confirmations()),
            ),
            request.secret,
        )
        # A file that the form does not know of would be another hand-in than the next one.
        with put_back_on_failure(out):
            write_submission(submission, request, out, carrier)
            self._store.record_submission(submission, native.identity(submission), at=at)
        return submission

    def reopen(self) -> None:
        """Open the form again after a hand-in; the next one counts up the number."""
        self._store.reopen(at=_stamp(self._clock))


def _desk_name(year: int, department: str) -> str:
    return safe_name(f"回答_{year}_{department}") + ".dxdesk"


def _holder(clock: Clock) -> Holder:
    return Holder(this_user(), this_host(), _stamp(clock))


def is_desk(path: Path) -> bool:
    """Whether a file is a clerk's, by its header; anything that is wrong with it, opening tells."""
    try:
        check_header(path, DESK_MARK)
    except DxdeskError as error:
        return error.trouble not in (Trouble.WRONG_KIND, Trouble.FILE_MISSING)
    return True


def is_request(path: Path) -> bool:
    """Whether a file says of itself that it is a native request; opening it tells the rest."""
    return request_label(path) is not None


def _stamp(clock: Clock) -> str:
    return clock().isoformat(timespec="seconds")
