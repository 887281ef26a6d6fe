"""A share that goes away, and files that others hold, as Windows tells of them, at every door.

Whatever fails is one sentence, and nothing is lost or half done: what lies there is as it was.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dxdesk.department import Carrier, Desk, is_desk, is_request
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.intake import Verdict
from dxdesk.messages import sentence
from dxdesk.office import Covering, Lookout, Office, Packing
from tests.plans import THREE_COLUMN, write
from tests.windows import windows_error

YEAR = 2024
OLD_FILES = Path(__file__).parent / "old_files"
TROUBLES = {
    5: {Trouble.READ_ONLY, Trouble.FILE_UNREADABLE},
    32: {Trouble.IN_USE},
    33: {Trouble.IN_USE},
    53: {Trouble.UNREACHABLE},
    59: {Trouble.UNREACHABLE},
    64: {Trouble.UNREACHABLE},
    121: {Trouble.UNREACHABLE},
    206: {Trouble.NAME_TOO_LONG},
    1231: {Trouble.UNREACHABLE},
    1326: {Trouble.UNREACHABLE},
}
# By which functions of the system's a door may meet an error first.
FUNCTIONS = {
    "everything": ("stat", "lstat", "scandir", "open", "io.open", "replace", "mkdir", "access"),
    "asking": ("stat", "lstat", "access"),
    "listing": ("scandir",),
    "opening": ("open", "io.open"),
    "replacing": ("replace",),
    "making a folder": ("mkdir",),
}


@dataclass
class World:
    """A machine with a folder of its own, and a share; `fails` is the share's fault."""

    home: Path
    share: Path
    fails: Callable[[], Any]

    def state(self) -> dict[str, bytes]:
        """Every file but locks."""
        files = (path for path in self.home.parent.rglob("*") if path.is_file())
        return {
            path.relative_to(self.home.parent).as_posix(): path.read_bytes()
            for path in files
            if not path.name.endswith("-lock")
        }


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    home, share = folder / "home", folder / "share"
    home.mkdir()
    share.mkdir()
    office, _ = Office.create(write(share / "plan.txt", THREE_COLUMN), home / "o.dxdesk")
    with office:
        office.roll_over(YEAR)
        (request,) = office.make_requests(YEAR, home, departments=["健康課"])
        office.make_copy(home / "copy.dxdesk")
    request.rename(share / "r.dxreq")
    with Desk.start(share / "r.dxreq", home / "d.dxdesk") as desk:
        desk.answer(desk.request.open[0], "書いた文")
        desk.hand_in("担当", share / "s.dxsub")
        desk.reopen()
    for name in ("o.dxdesk", "d.dxdesk", "copy.dxdesk"):
        shutil.copy(home / name, share)
    for name in ("plan.txt", "r.dxreq", "s.dxsub"):
        shutil.copy(share / name, home)
    shutil.copy(OLD_FILES / "office-1.dxdesk", share / "old.dxdesk")
    (share / "様式").mkdir()
    (share / "様式" / "own.toml").write_text("title = 1", encoding="utf-8")
    for name in ("year.xlsx", "year.csv", "list.csv"):
        (share / name).write_bytes(b"the old one")
    return folder


# Denied, held, gone: which of the codes of a kind it is makes no difference to how far a door gets.
FAULTS = [
    *((code, "everything") for code in TROUBLES),
    *((code, some) for code in (5, 32, 59) for some in FUNCTIONS if some != "everything"),
]
AT_EACH_FAULT = pytest.mark.parametrize(("code", "functions"), FAULTS)


@pytest.fixture
def world(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, functions: str
) -> World:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    share = str(tmp_path / "share")
    monkeypatch.setattr("dxdesk.disk._PATIENCE", 0.0)

    def failing(known: Callable[..., Any]) -> Callable[..., Any]:
        def fail(*args: Any, **how: Any) -> Any:
            named = [os.fspath(one) for one in args[:2] if isinstance(one, (str, os.PathLike))]
            if any(str(name).startswith(share) for name in named):
                raise windows_error(code, str(named[0]))
            return known(*args, **how)

        return fail

    @contextmanager
    def fails() -> Iterator[None]:
        with monkeypatch.context() as patch:
            for name in FUNCTIONS[functions]:
                module, _, bare = name.rpartition(".")
                place: Any = io if module else os
                patch.setattr(place, bare, failing(getattr(place, bare)))
            yield

    return World(tmp_path / "home", tmp_path / "share", fails)


def create(world: World) -> None:
    with world.fails():
        Office.create(world.home / "plan.txt", world.share / "new.dxdesk")[0].close()


def create_from(world: World) -> None:
    with world.fails():
        Office.create(world.share / "plan.txt", world.home / "new.dxdesk")[0].close()


def begin(world: World) -> None:
    with world.fails():
        Office.create_by_hand(world.share / "new.dxdesk", title="計画", year=YEAR).close()


def open_office(world: World) -> None:
    with world.fails():
        Office.open(world.share / "o.dxdesk").close()


def look_at_office(world: World) -> None:
    with world.fails():
        Office.open(world.share / "o.dxdesk", read_only=True).close()


def open_desk(world: World) -> None:
    with world.fails():
        Desk.open(world.share / "d.dxdesk").close()


def start(world: World) -> None:
    with world.fails():
        Desk.start(world.share / "r.dxreq", world.home / "new.dxdesk").close()


def start_beside(world: World) -> None:
    with world.fails():
        Desk.start(world.home / "r.dxreq", world.share / "new.dxdesk").close()


def type_(world: World) -> None:
    with Desk.open(world.share / "d.dxdesk") as desk:
        desk.get_ready()
        field = desk.request.open[1]
        with world.fails():
            desk.answer(field, "後の文")


def keep_aside(world: World) -> None:
    with Desk.open(world.share / "d.dxdesk") as desk:
        field = desk.request.open[1]
        with world.fails():
            desk.keep_aside({field: "後の文"})


def seal(world: World, carrier: Carrier) -> None:
    with Desk.open(world.home / "d.dxdesk") as desk:
        try:
            with world.fails():
                desk.hand_in("担当", world.share / f"new.{carrier.value}", carrier)
        except DxdeskError:
            assert not desk.handed_in
            raise


def ask(world: World, packing: Packing, folder: str = ".") -> None:
    with Office.open(world.home / "o.dxdesk") as office:
        before = office.state
        try:
            with world.fails():
                office.make_requests(
                    YEAR,
                    world.share / folder,
                    departments=["情報課"],
                    packing=packing,
                    covering=Covering(),
                )
        except DxdeskError:
            recorded = {one.department for one in office.status() if one.round}
            # Refused at the last step alone; they are made again then.
            assert office.state == before or recorded == {"健康課", "情報課"}
            raise


def merge(world: World) -> None:
    with Office.open(world.home / "o.dxdesk") as office:
        with world.fails():
            (line,) = office.merge([world.share / "s.dxsub"])
        if line.verdict is Verdict.REFUSED:
            assert line.error
            assert office.merges() == ()
            raise line.error


def back_up_and_merge(world: World) -> None:
    with Office.open(world.share / "o.dxdesk") as office:
        with world.fails():
            (line,) = office.merge([world.home / "s.dxsub"])
        assert line.verdict is Verdict.REFUSED or list(world.share.glob("o.dxdesk-bak-*"))
        if line.error:
            raise line.error


def back_up_and_bring_up_to_date(world: World) -> None:
    with world.fails():
        Office.open(world.share / "old.dxdesk").close()


def decide(world: World) -> None:
    with Office.open(world.share / "o.dxdesk") as office:
        item = office.plan().items[0]
        field = f"{item.id}/{item.slots[0].id}"
        with world.fails():
            office.write(field, "決めた文")


def export(world: World) -> None:
    with Office.open(world.home / "o.dxdesk") as office, world.fails():
        office.export(YEAR, "three-column", world.share / "year.xlsx")


def export_data(world: World) -> None:
    with Office.open(world.home / "o.dxdesk") as office, world.fails():
        office.export_data(YEAR, world.share / "year.csv")


def export_findings(world: World) -> None:
    with Office.open(world.home / "o.dxdesk") as office, world.fails():
        office.export_findings(office.findings(), world.share / "list.csv")


def copy(world: World) -> None:
    with Office.open(world.home / "o.dxdesk") as office, world.fails():
        office.make_copy(world.share / "new.dxdesk")


def rejoin(world: World) -> None:
    with Office.open(world.home / "o.dxdesk") as office, world.fails():
        office.rejoin(world.share / "copy.dxdesk")


def own_layout(world: World) -> None:
    with Office.open(world.home / "o.dxdesk") as office, world.fails():
        office.document(YEAR, str(world.share / "様式" / "own.toml"))


DOORS: dict[str, Callable[[World], None]] = {
    **{
        act.__name__: act
        for act in (
            *(create, create_from, begin, open_office, look_at_office, open_desk, start),
            *(start_beside, type_, keep_aside, merge, decide, export, export_data),
            *(export_findings, copy, rejoin, back_up_and_merge, back_up_and_bring_up_to_date),
        )
    },
    **{
        f"seal {one.value}": lambda world, one=one: seal(world, one)
        for one in (Carrier.NATIVE, Carrier.XLSX)
    },
    **{f"ask {one.value}": lambda world, one=one: ask(world, one) for one in Packing},
    "ask into a new folder": lambda world: ask(world, Packing.FLAT, "new/deep"),
}


def refused(door: Callable[[World], None], world: World) -> DxdeskError | None:
    try:
        door(world)
    except DxdeskError as error:
        return error
    return None


@AT_EACH_FAULT
@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_every_door_tells_what_is_wrong_and_leaves_all_as_it_was(
    world: World, door: Callable[[World], None], code: int, functions: str
) -> None:
    before = world.state()
    if not (error := refused(door, world)):
        # Not every door needs every function; of a share that is gone each tells.
        assert functions != "everything"
        return
    # What Windows says where somebody holds the new file itself.
    held = {Trouble.IN_USE} if functions == "replacing" else set[Trouble]()
    assert error.trouble in TROUBLES[code] | held, sentence(error)
    assert "―" not in sentence(error)
    after = world.state()
    # What was recorded and refused at the very last step; the file of the office says so.
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= {"home/o.dxdesk"}
    assert before.keys() <= after.keys()


@AT_EACH_FAULT
def test_what_only_looks_around_takes_the_share_for_empty(
    world: World, code: int, functions: str
) -> None:
    before = world.state()
    with Office.open(world.share / "o.dxdesk", read_only=True) as office:
        expected = office.expected()
        with world.fails():
            assert len([one for one in office.layouts() if not one.own]) == 6
            is_desk(world.share / "d.dxdesk")
            is_request(world.share / "r.dxreq")
            waiting = Lookout().look(world.share, expected)
    if functions in ("everything", "listing"):
        assert waiting.is_missing
    # A name that is too long will be so later, too; all else is waited for.
    assert not waiting.refused or code == 206
    assert world.state() == before


@AT_EACH_FAULT
def test_a_submission_that_is_held_waits_in_the_folder(
    world: World, code: int, functions: str
) -> None:
    """It is told as unsettled, and is taken in at a later look."""
    with Office.open(world.home / "o.dxdesk") as office:
        lookout, expected = Lookout(), office.expected()
        later = (world.share / "s.dxsub").stat().st_mtime + 60
        with world.fails():
            held = lookout.look(world.share, expected, later)
        if functions == "opening":
            assert world.share / "s.dxsub" in held.unsettled
        found = lookout.look(world.share, expected, later)
        assert [arrival.path.name for arrival in found.arrivals] == ["s.dxsub"]
