"""An office that is looked at again and again knows what one opened anew knows."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from benchmarks.sample import answer
from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.checks import Finding
from dxdesk.domain.fields import all_fields
from dxdesk.domain.settings import Settings
from dxdesk.errors import DxdeskError
from dxdesk.files.carriers import Carrier, write_submission
from dxdesk.office import Office
from dxdesk.office.since import TOUCHED
from dxdesk.store.values import EventKind
from tests.plans import SAMPLE

TEXTS = ["", "該当なし", "未実施", "85件", "100%", "A", "S", "①案内を配った。③直した。", "0"]


def said(findings: tuple[Finding, ...]) -> list[tuple[str, bool]]:
    return [(finding.mark, finding.open) for finding in findings]


@dataclass
class Desk:
    """An office with two years, what came in for the last one, and a dice."""

    office: Office
    folder: Path
    random: Random

    def write(self) -> None:
        """Decide on a field of the last year, or of the year before."""
        year = self.random.choice((*self.office.years, self.office.year))
        fields = sorted(all_fields(self.office.plan(year)))
        self.office.write(self.random.choice(fields), self.random.choice(TEXTS), year)

    def withdraw(self) -> None:
        field = self.random.choice(sorted(all_fields(self.office.plan())))
        self.office.write(field, self.random.choice(TEXTS))
        self.office.withdraw(field)

    def confirm(self) -> None:
        found = [f for f in self.office.findings() if f.rule.confirmable]
        if found:
            self.office.confirm(self.random.choice(found), "確かめた。")

    def department(self) -> str:
        return self.random.choice(self.office.plan().departments)

    def mark(self) -> None:
        self.office.mark(self.department(), Stage.NOT_CONCERNED)

    def unmark(self) -> None:
        self.office.unmark(self.department())

    def extend(self) -> None:
        self.office.extend(self.department(), "令和9年1月8日")

    def set_guidance(self) -> None:
        text = self.random.choice(TEXTS)
        self.office.change_settings(Settings(guidance={"whole": text}))

    def take_in(self) -> None:
        """Take in what one department says of all its fields, twice in the same round maybe."""
        name = self.department()
        request = self.office.request_of(name)
        if request is not None:
            out = self.folder / f"{self.random.random()}.dxsub"
            write_submission(answer(request, self.random), request, out, Carrier.NATIVE)
            self.office.merge([out])

    def undo(self) -> None:
        self.office.undo_merge()

    def send_back(self) -> None:
        name = self.department()
        item = self.office.plan().items_of(name)[0]
        out = self.folder / f"{self.random.random()}.dxreq"
        self.office.send_back(name, [Remark(item.id, "直してください。")], out)

    def close_and_reopen(self) -> None:
        year = self.office.years[0]
        self.office.close_year(year)
        self.office.reopen_year(year, "誤り")


ACTS: tuple[Callable[[Desk], None], ...] = (
    *(Desk.write,) * 5,
    *(Desk.take_in,) * 3,
    Desk.withdraw,
    Desk.confirm,
    Desk.mark,
    Desk.unmark,
    Desk.extend,
    Desk.set_guidance,
    Desk.undo,
    Desk.send_back,
    Desk.close_and_reopen,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    office, _ = Office.create(SAMPLE, tmp_path / "office.dxdesk")
    with office:
        year = office.year + 1
        office.roll_over(year)
        office.make_requests(year, tmp_path / "requests")
        yield Desk(office, tmp_path, Random(3))


def known(office: Office, year: int) -> dict[str, object]:
    """All that a look gives out."""
    last = office.last_year(year)
    return {
        "plan": office.plan(year),
        "answers": office.answers(year),
        "collisions": office.collisions(year),
        "last": last,
        "past": office.past(year),
        "confirmations": office.confirmations(year),
        "findings": said(office.findings(year)),
        "status": office.status(year),
        "glance": office.glance(year),
    }


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_a_look_follows_every_change(desk: Desk, seed: int) -> None:
    desk.random.seed(seed)
    office = desk.office
    for _ in range(25):
        # What nobody asked for in between is followed as well.
        for _ in range(desk.random.randint(1, 3)):
            with suppress(DxdeskError):
                desk.random.choice(ACTS)(desk)
        if desk.random.random() < 0.7:
            with Office.open(office.path, read_only=True) as fresh:
                for year in office.years[-desk.random.randint(1, 2) :]:
                    assert known(office, year) == known(fresh, year)


@pytest.mark.parametrize("lines", [0, 1, 2, 3])
def test_a_backup_that_was_put_back_is_read_anew(desk: Desk, lines: int) -> None:
    """Whatever was written to it then: fewer lines than were known, as many, or more."""
    office, year = desk.office, desk.office.year
    first, second = sorted(all_fields(office.plan()))[:2]
    backup = Path(shutil.copy(office.path, desk.folder / "backup"))
    office.write(first, "後で失われる")
    office.change_plan(replace(office.plan(), title="後で失われる"))
    known(office, year)
    state = office.state
    with Office.open(backup) as other:
        for number in range(lines):
            other.write(second, f"{number}回")
    backup.replace(office.path)
    assert office.state != state
    with Office.open(office.path, read_only=True) as fresh:
        assert known(office, year) == known(fresh, year)


def test_every_kind_of_event_says_what_it_touches() -> None:
    assert TOUCHED.keys() == set(EventKind)


def test_a_glance_is_the_status_without_findings(desk: Desk) -> None:
    with Office.open(desk.office.path, read_only=True) as fresh:
        before = fresh.glance()
        status = fresh.status()
        assert list(before.standings) == [
            replace(one, findings=None, written=None, collisions=None) for one in status
        ]
        assert fresh.glance().standings == tuple(status)
        assert before.plan == replace(fresh.plan(), items=())
        assert before.items == len(fresh.plan().own_items)


def test_two_threads_may_look_while_one_of_them_writes(desk: Desk) -> None:
    office, failed = desk.office, list[BaseException]()
    field = sorted(all_fields(office.plan()))[0]
    done = threading.Event()

    def look() -> None:
        try:
            while not done.is_set():
                office.findings()
                office.status()
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    other = threading.Thread(target=look)
    other.start()
    for number in range(20):
        office.write(field, f"{number}件")
        assert office.answers()[field] == f"{number}件"
    done.set()
    other.join()
    assert not failed
