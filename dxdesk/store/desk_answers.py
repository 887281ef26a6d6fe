"""What a clerk typed, and the history of it: keystrokes near each other are one change."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from dxdesk.codec import decode
from dxdesk.domain.asking import Request
from dxdesk.store.desk_tables import AnswerRow, ChangeRow, RequestRow
from dxdesk.store.values import Change, Source

_ONE_CHANGE = timedelta(seconds=60)


def typed_texts(session: Session) -> dict[str, str]:
    """The texts that differ from what the newest request shows, by field."""
    rows = session.execute(select(col(AnswerRow.field), col(AnswerRow.text)))
    return dict(rows.all())


def save(session: Session, field: str, text: str, base: str, at: str, by: str) -> None:
    """Keep a text; `base` is what the newest request shows in that field."""
    row = session.get(AnswerRow, field)
    before = row.text if row else base
    if text == before:
        return
    if text == base:
        session.delete(row)
    elif row:
        row.text = text
    else:
        session.add(AnswerRow(field=field, text=text))
    last = session.scalars(select(ChangeRow).order_by(col(ChangeRow.id).desc()).limit(1)).first()
    if last and last.field == field and not last.closed and _joins(last.at, at):
        last.at, last.by, last.after = at, by, text
        if last.before == text:
            session.delete(last)
    else:
        log(session, field, "typed", at, by, before, text)
    session.flush()


def _joins(last: str, now: str) -> bool:
    """Whether a save is near enough to the last one; times that do not compare are not."""
    try:
        gap = datetime.fromisoformat(now) - datetime.fromisoformat(last)
    except (ValueError, TypeError):
        return False
    return timedelta(0) <= gap <= _ONE_CHANGE


def log(
    session: Session, field: str, source: Source, at: str, by: str, before: str, after: str
) -> None:
    """Add a change to the history; what was not typed is closed at once."""
    session.add(
        ChangeRow(
            field=field,
            source=source,
            at=at,
            by=by,
            before=before,
            after=after,
            closed=int(source != "typed"),
        )
    )
    session.flush()


def close_changes(session: Session) -> None:
    """Let no later keystroke join a change made so far."""
    session.execute(update(ChangeRow).where(col(ChangeRow.closed) == 0).values(closed=1))


def history(session: Session, field: str, department: str, name: str) -> tuple[Change, ...]:
    """What a field said and when; `name` is the file's, for the message if a row is damaged."""
    first = session.scalars(select(RequestRow).order_by(col(RequestRow.seq)).limit(1)).one()
    base = decode(Request, first.body, name).base.get(field, "")
    rows = session.scalars(
        select(ChangeRow).where(col(ChangeRow.field) == field).order_by(col(ChangeRow.id))
    )
    found = [Change(first.at, first.by, "", "base", "", "", base)] if base else []
    for row in rows:
        sent = row.source == "base"
        source: Source = "base" if sent else "typed"
        who = "" if sent else department
        found.append(Change(row.at, row.by, who, source, "", row.before, row.after))
    return tuple(found)
