"""Copies of an office's file for the tests: made, worked on, merged back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dxdesk.domain.merging import Decision
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import CopyOf, Received, Rejoined
from tests.store.samples import AT, YEAR

Work = Callable[[OfficeStore], object]


def made(office: OfficeStore, by: str = "佐藤", number: int = 1) -> Path:
    """A copy beside the file."""
    path = office.path.with_name(f"写し{by}{number}.dxdesk")
    office.make_copy(path, CopyOf(f"{by}{number}", office.path.name, 0, by, AT))
    return path


def work(path: Path, *acts: Work, by: str = "佐藤") -> Path:
    """Work on a copy."""
    with OfficeStore.open(path, by=by, at=AT) as store:
        for act in acts:
            act(store)
    return path


def rejoin(office: OfficeStore, path: Path) -> Rejoined:
    """Merge a copy back; the samples' seals are not looked at."""
    with OfficeStore.open(path, read_only=True) as copy:
        return office.rejoin(copy, anybody, at=AT, by="係長")


def anybody(_received: Received, _secret: str) -> bool:
    """Believe every seal."""
    return True


def write(field: str, text: str, by: str = "佐藤") -> Work:
    """Write a text as the door does, knowing all that is known then."""

    def act(store: OfficeStore) -> None:
        facts = store.facts(YEAR)
        claims = facts.claims.get(field, ())
        seen = {facts.base.get(field, "")} | {t for c in claims for t in (c.base, c.text)}
        seen |= {one.text for one in facts.colleagues.get(field, ())}
        store.decide_all(YEAR, {field: Decision(text, frozenset(seen - {text}))}, at=AT, by=by)

    return act
