"""The laws of merging copies: the order of two does not matter, twice is once, undo is exact."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.asking import Stage
from dxdesk.store.office_store import OfficeStore
from tests.store.copies import Work, made, rejoin, work, write
from tests.store.samples import AT, PLAN, YEAR, received, request

FIELDS = ("i1/k1", "i1/issues-1", "i2/rating")
TEXTS = st.sampled_from(["", "あ", "い", "B"])


def takes_in(department: str, field: str, text: str, number: int) -> Work:
    file = received(request(department), {field: text}, number)
    return lambda store: store.record_merge([file], at=AT, by="佐藤")


def withdraws(field: str) -> Work:
    return lambda store: store.withdraw_decisions(YEAR, (field,), at=AT, by="佐藤")


def marks(department: str, stage: Stage) -> Work:
    return lambda store: store.mark(YEAR, department, stage, at=AT, by="佐藤")


def undoes(store: OfficeStore) -> object:
    return store.undo_last_merge(at=AT, by="佐藤")


ACTS = st.lists(
    st.one_of(
        st.builds(write, st.sampled_from(FIELDS), TEXTS),
        st.builds(
            takes_in,
            st.sampled_from(["市民課", "情報課"]),
            st.sampled_from(FIELDS[:2]),
            TEXTS,
            st.integers(1, 2),
        ),
        st.builds(withdraws, st.sampled_from(FIELDS)),
        st.builds(marks, st.sampled_from(PLAN.departments), st.sampled_from([Stage.ACCEPTED])),
        st.just(undoes),
    ),
    max_size=4,
)


def fields_of(store: OfficeStore) -> object:
    """What every field says, and between whom it collides."""
    facts = store.facts(YEAR)
    rivals = {
        field: sorted((one.department, one.text) for one in outcome.rivals)
        for field, outcome in facts.collisions().items()
    }
    return facts.answers(), rivals, store.known_submissions()


def everything(store: OfficeStore) -> object:
    return fields_of(store), store.stages(YEAR, PLAN.departments), store.marks(YEAR)


def see_the_laws(file: Path, before: list[Work], here: list[Work], there: list[list[Work]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = Path(shutil.copy(file, Path(folder) / "一.dxdesk"))
        work(first, *before)
        with OfficeStore.open(first) as store:
            paths = [made(store, f"係員{number}") for number in range(len(there))]
        for path, acts in zip(paths, there, strict=True):
            work(path, *acts)
        work(first, *here)
        second = Path(shutil.copy(first, Path(folder) / "二.dxdesk"))
        found: list[object] = []
        for path, order in ((first, paths), (second, paths[::-1])):
            with OfficeStore.open(path) as store:
                for copy in order:
                    see_one(store, copy)
                found.append(fields_of(store))
        assert found[0] == found[1]


def see_one(store: OfficeStore, copy: Path) -> None:
    """Merge, take it back, merge again, and once more."""
    before = everything(store)
    if not rejoin(store, copy).merge:
        assert everything(store) == before
        return
    after = everything(store)
    store.undo_last_merge(at=AT, by="")
    assert everything(store) == before
    rejoin(store, copy)
    assert everything(store) == after
    state = store.state()
    assert rejoin(store, copy).merge == 0
    assert (store.state(), everything(store)) == (state, after)


@pytest.mark.long
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ACTS, here=ACTS, there=st.tuples(ACTS, ACTS))
def test_copies_come_in_in_any_order_once_and_go_out_exactly(
    office_file: Path,
    before: list[Work],
    here: list[Work],
    there: tuple[list[Work], list[Work]],
) -> None:
    see_the_laws(office_file, before, here, list(there))


@pytest.mark.long
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ACTS, here=ACTS, there=st.lists(ACTS, min_size=2, max_size=3))
def test_the_same_with_many_more(
    office_file: Path, before: list[Work], here: list[Work], there: list[list[Work]]
) -> None:
    see_the_laws(office_file, before, here, there)
