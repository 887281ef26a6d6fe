"""A clerk's file: the request, what was typed and when, and what was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import decode, encode
from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.fields import all_fields, kept_text
from dxdesk.domain.sealing import is_seal, is_secret
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.store import desk_answers, desk_confirmations
from dxdesk.store.base import Store
from dxdesk.store.database import Database
from dxdesk.store.desk_migrations import DESK
from dxdesk.store.desk_rounds import rebase, require_same_work
from dxdesk.store.desk_tables import AnswerRow, RequestRow, SettingRow, SubmissionRow
from dxdesk.store.driver import HANDED_IN
from dxdesk.store.lock import Holder, LockFile
from dxdesk.store.values import Adopted, Answered, Change, HandedIn


class DeskStore(Store):
    """Takes and gives domain values; what a method saved is on the disk when it returns.

    Every method may raise DxdeskError for the disk (READ_ONLY, DISK_FULL, FILE_LOCKED,
    FILE_DAMAGED); what was begun is then undone.
    """

    def __init__(self, database: Database, by: str) -> None:
        super().__init__(database, DESK.tables.tables["setting"])
        self._by = by
        self._newest: tuple[int, Request] | None = None

    @classmethod
    def create(cls, path: Path, request: Request, *, at: str, by: str = "", host: str = "") -> Self:
        """Make a clerk's file from a request; see `Database.create` for what may go wrong."""

        def first(session: Session) -> None:
            session.add(RequestRow(id=request.id, at=at, by=by, body=encode(request).decode()))
            desk_confirmations.take_over(session, request, at)

        return cls(Database.create(path, DESK, Holder(by, host, at), first), by)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        by: str = "",
        at: str = "",
        host: str = "",
        read_only: bool = False,
        take_over: bool = False,
        lock: LockFile | None = None,
    ) -> Self:
        """Open a clerk's file; see `Database.open` for what may go wrong."""
        holder = Holder(by, host, at)
        database = Database.open(
            path, DESK, holder, read_only=read_only, take_over=take_over, lock=lock
        )
        return cls(database, by)

    # Requests

    def request(self) -> Request:
        """The newest round, which is the one to answer."""
        with self._database.read() as session:
            return self._request(session)

    def _request(self, session: Session) -> Request:
        seq = session.execute(select(func.max(RequestRow.seq))).scalar()
        if seq is None:
            raise DxdeskError(Trouble.FILE_DAMAGED, file=self.path.name)
        if self._newest is None or self._newest[0] != seq:
            body = session.get_one(RequestRow, seq).body
            request = decode(Request, body, self.path.name)
            if not is_secret(request.secret):
                raise DxdeskError(Trouble.FILE_DAMAGED, file=self.path.name)
            self._newest = (seq, request)
        return self._newest[1]

    def requests(self) -> tuple[Request, ...]:
        """Every round, oldest first."""
        with self._database.read() as session:
            bodies = session.scalars(
                select(col(RequestRow.body)).order_by(col(RequestRow.seq))
            ).all()
        return tuple(decode(Request, body, self.path.name) for body in bodies)

    def adopt(self, request: Request, *, at: str, file: str = "") -> Adopted:
        """Go on with a newer round, which came in `file`; see `rebase` for what becomes of texts.

        An older or equal round changes nothing. OTHER_PLAN, OTHER_YEAR or OTHER_DEPARTMENT
        when it is not this desk's.
        """
        with self._database.write() as session:
            old = self._request(session)
            require_same_work(old, request, file)
            if request.round <= old.round:
                return Adopted()
            before = desk_answers.typed_texts(session)
            after = rebase(old, request, before, self._last_handed_in(session))
            for field in after.taken:
                shown = before.get(field, old.base.get(field, ""))
                news = request.base.get(field, "")
                desk_answers.log(session, field, "base", at, self._by, shown, news)
            desk_answers.close_changes(session)
            session.add(
                RequestRow(id=request.id, at=at, by=self._by, body=encode(request).decode())
            )
            session.execute(delete(AnswerRow))
            if after.typed:
                rows = [{"field": field, "text": text} for field, text in after.typed.items()]
                session.execute(insert(AnswerRow), rows)
            desk_confirmations.take_over(session, request, at)
            self._put_handed_in(session, "")
        return Adopted(True, after.taken, after.kept)

    # Answers

    def answers(self) -> dict[str, str]:
        """The text of every field that has one, open or not."""
        with self._database.read() as session:
            texts = {**self._request(session).base, **desk_answers.typed_texts(session)}
        return {field: text for field, text in texts.items() if text}

    def save(self, field: str, text: str, *, at: str) -> str:
        """Keep what was typed; UNKNOWN_FIELD, or CLOSED_FIELD when it is not asked for now.

        Returns the text as it is kept.
        """
        return self.save_all({field: text}, at=at)[field]

    def save_all(self, texts: Mapping[str, str], *, at: str) -> dict[str, str]:
        """Keep what was typed in several fields, all or none; see `save`."""
        kept = {field: kept_text(field, text) for field, text in texts.items()}
        if kept:
            with self._database.write() as session:
                request = self._request(session)
                self._require_open(session, request, kept)
                for field, text in kept.items():
                    base = request.base.get(field, "")
                    desk_answers.save(session, field, text, base, at, self._by)
        return kept

    @staticmethod
    def _require_open(session: Session, request: Request, texts: Mapping[str, str]) -> None:
        if strange := sorted(texts.keys() - set(request.open)):
            known = strange[0] in all_fields(request.plan)
            raise DxdeskError(
                Trouble.CLOSED_FIELD if known else Trouble.UNKNOWN_FIELD, field=strange[0]
            )
        _require_not_handed_in(session, min(texts))

    def history(self, field: str) -> tuple[Change, ...]:
        """What a field said and when, oldest first; source "base" is the office's text.

        Saves within a minute of each other, with none of another field or hand-in between,
        are one change, dated by the last.
        """
        with self._database.read() as session:
            request = self._request(session)
            return desk_answers.history(session, field, request.department, self.path.name)

    # Answers to findings

    def confirmations(self) -> tuple[Confirmation, ...]:
        """The answers that count, in the order in which they were given or taken over."""
        return tuple(one.confirmation for one in self.confirmation_history() if not one.ended_at)

    def confirmation_history(self) -> tuple[Answered, ...]:
        """Every answer that was given, withdrawn or not."""
        with self._database.read() as session:
            return desk_confirmations.history(session)

    def confirm(self, confirmation: Confirmation) -> None:
        """Answer a finding; UNKNOWN_FIELD, or CLOSED_FIELD after the hand-in."""
        with self._database.write() as session:
            self._require_known(session, confirmation.field)
            desk_confirmations.add(session, confirmation, confirmation.at, self._by)

    def withdraw_confirmation(self, place: Confirmation, *, at: str) -> bool:
        """Take the answer to a finding back; return whether there was one.

        `place` is any answer to that state of it. CLOSED_FIELD after the hand-in.
        """
        with self._database.write() as session:
            self._require_known(session, place.field)
            return desk_confirmations.end(session, place, at, self._by)

    def _require_known(self, session: Session, field: str) -> None:
        if field not in all_fields(self._request(session).plan):
            raise DxdeskError(Trouble.UNKNOWN_FIELD, field=field)
        _require_not_handed_in(session, field)

    # Handing in

    def next_number(self) -> int:
        """The number of the next hand-in of the newest round, from 1."""
        with self._database.read() as session:
            request = self._request(session)
            last = session.execute(
                select(func.max(SubmissionRow.number)).where(
                    col(SubmissionRow.request) == request.id
                )
            ).scalar()
        return (last or 0) + 1

    def record_submission(self, submission: Submission, identity: str, *, at: str) -> None:
        """Remember what was handed in; from now on nothing can be typed until `reopen`."""
        with self._database.write() as session:
            session.add(
                SubmissionRow(
                    identity=identity,
                    request=submission.request,
                    number=submission.number,
                    at=at,
                    body=encode(submission).decode(),
                )
            )
            desk_answers.close_changes(session)
            self._put_handed_in(session, at)

    def submissions(self) -> tuple[HandedIn, ...]:
        """What was handed in, oldest first, all rounds."""
        with self._database.read() as session:
            rows = session.scalars(select(SubmissionRow).order_by(col(SubmissionRow.id))).all()
            known = tuple(
                HandedIn(row.identity, decode(Submission, row.body, self.path.name), row.at)
                for row in rows
            )
        if not all(is_seal(one.submission.seal) for one in known):
            raise DxdeskError(Trouble.FILE_DAMAGED, file=self.path.name)
        return known

    def _last_handed_in(self, session: Session) -> dict[str, str]:
        bodies = session.scalars(select(col(SubmissionRow.body)).order_by(col(SubmissionRow.id)))
        texts: dict[str, str] = {}
        for body in bodies:
            texts.update(decode(Submission, body, self.path.name).answers)
        return texts

    def handed_in(self) -> bool:
        """Whether the newest round was handed in and not reopened since."""
        return bool(self.setting(HANDED_IN))

    def reopen(self, *, at: str) -> None:
        """Allow typing again after a hand-in; `at` goes into the settings as `reopened_at`."""
        with self._database.write() as session:
            self._put_handed_in(session, "")
            session.merge(SettingRow(key="reopened_at", value=at))

    @staticmethod
    def _put_handed_in(session: Session, at: str) -> None:
        session.merge(SettingRow(key=HANDED_IN, value=at))


def _require_not_handed_in(session: Session, field: str) -> None:
    handed_in = session.get(SettingRow, HANDED_IN)
    if handed_in and handed_in.value:
        raise DxdeskError(Trouble.CLOSED_FIELD, field=field)
