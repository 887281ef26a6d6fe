"""Writes the sample of each format: `python -m tests.store.old_files`.

Run once when a format is new; a file that was shipped is never written again.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.merging import Decision
from dxdesk.store.desk_migrations import DESK
from dxdesk.store.desk_store import DeskStore
from dxdesk.store.office_migrations import OFFICE
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import EventKind
from tests.store.samples import AT, BASE, PLAN, YEAR, received, request, submission

FOLDER = Path(__file__).parents[1] / "old_files"
ANSWERS = (
    Confirmation("unit-missing", "i1/k1", "ab" * 16, "単位は要らない。", "係長", AT),
    Confirmation("rated-unlike", "i1/rating", "cd" * 16, "二行の\n理由。", "係長", AT),
)
BROUGHT = Confirmation("text-alike", "i1/result-1", "ef" * 16, "同じ仕事を続けた。", "山田", AT)
REMARK = Remark("i1/result-1", "件数の内訳を書いてください。")


def write_office(path: Path) -> None:
    """An office in the middle of its year: merges, one undone, a decision, a return, marks."""
    first, other = request("市民課"), request("情報課")
    with OfficeStore.create(path, by="係長", at=AT) as store:
        store.add_year(PLAN, BASE, at=AT, by="係長", event=EventKind.IMPORTED)
        store.add_requests((first, other), carrier="native", at=AT, by="係長")
        store.record_merge([received(other, {"i1/result-2": "誤り"})], at=AT, by="係長")
        store.undo_last_merge(at=AT, by="係長")
        answers = {"i1/result-1": "新しい実績", "i1/issues-1": "市民課の課題"}
        both = [
            received(first, answers, confirmations=(BROUGHT,)),
            received(other, {"i1/issues-1": "情報課の課題"}),
        ]
        store.record_merge(both, at=AT, by="係長")
        seen = frozenset({"市民課の課題", "情報課の課題"})
        store.decide_all(YEAR, {"i1/issues-1": Decision("二課の課題", seen)}, at=AT, by="係長")
        again = request("市民課", 2, answers=store.facts(YEAR).answers(), remarks=(REMARK,))
        store.add_requests((again,), carrier="xlsx", at=AT, by="係長")
        store.mark(YEAR, "情報課", Stage.ACCEPTED, at=AT, by="係長")
        store.mark(YEAR, "人事課", Stage.NOT_CONCERNED, at=AT, by="係長")
        store.put_setting("note", "覚え書き")
        for answer in ANSWERS:
            store.confirm(YEAR, answer, at=AT, by="係長")
        store.withdraw_confirmation(YEAR, ANSWERS[0], at=AT, by="係長")


def write_desk(path: Path) -> None:
    """A desk that handed in its first round and works on the second."""
    first = request("市民課")
    with DeskStore.create(path, first, at=AT, by="山田") as desk:
        desk.save("i1/result-1", "新しい実績", at=AT)
        desk.save("i1/rating", "A", at=AT)
        sent = submission(first, {"i1/result-1": "新しい実績", "i1/rating": "A"})
        desk.record_submission(sent, "identity-1", at=AT)
        answers = {**BASE, "i1/result-1": "新しい実績", "i1/rating": "A"}
        desk.adopt(request("市民課", 2, answers=answers, remarks=(REMARK,)), at=AT)
        desk.save("i1/result-1", "新しい実績（内訳つき）", at=AT)
        for answer in ANSWERS:
            desk.confirm(answer)
        desk.withdraw_confirmation(ANSWERS[0], at=AT)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        for write, file in (
            (write_office, f"office-{OFFICE.version}.dxdesk"),
            (write_desk, f"desk-{DESK.version}.dxdesk"),
        ):
            write(Path(name) / file)
            shutil.copy(Path(name) / file, FOLDER / file)


if __name__ == "__main__":
    main()
