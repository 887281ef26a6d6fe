"""Which items of a year are shown, and how many each choice would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from dxdesk.domain.plan import Item
from ui.office.findings_filter import search_key
from ui.office.state import YearState


class Wanted(Enum):
    """What is looked for in the list of items."""

    ALL = auto()
    WAITING = auto()
    FINDINGS = auto()
    CHANGED = auto()
    COLLIDING = auto()
    REMARKED = auto()
    CORRECTED = auto()


class Sorting(Enum):
    """Items under their groups, or under the departments that answer them."""

    BY_ITEM = auto()
    BY_DEPARTMENT = auto()


_TESTS: dict[Wanted, Callable[[YearState, Item], bool]] = {
    Wanted.ALL: lambda _state, _item: True,
    Wanted.WAITING: lambda state, item: item.id in state.waiting,
    Wanted.FINDINGS: lambda state, item: item.id in state.weighing_by_item,
    Wanted.CHANGED: lambda state, item: item.id in state.review.changed,
    Wanted.COLLIDING: lambda state, item: item.id in state.collisions_by_item,
    Wanted.REMARKED: lambda state, item: state.review.is_remarked(item),
    Wanted.CORRECTED: lambda state, item: item.id in state.review.corrections,
}


@dataclass(frozen=True, slots=True)
class ItemsFilter:
    """What is chosen, the words that must all occur, and the order of the list."""

    wanted: Wanted = Wanted.ALL
    words: str = ""
    sorting: Sorting = Sorting.BY_ITEM

    def choose(self, wanted: Wanted) -> ItemsFilter:
        """The same with something else that is looked for."""
        return replace(self, wanted=wanted)

    def search(self, words: str) -> ItemsFilter:
        """The same with other words."""
        return replace(self, words=words)

    def sort(self, sorting: Sorting) -> ItemsFilter:
        """The same in another order."""
        return replace(self, sorting=sorting)

    def apply(self, state: YearState) -> tuple[frozenset[str], Counter[Wanted]]:
        """The ids of the items that are shown, and how many each choice would show."""
        found = list(_with_words(state, self.words))
        counts = Counter({Wanted.ALL: len(found)})
        shown: dict[Wanted, list[str]] = {Wanted.ALL: [item.id for item in found]}
        for wanted, test in _TESTS.items():
            if wanted is not Wanted.ALL:
                shown[wanted] = [item.id for item in found if test(state, item)]
                counts[wanted] = len(shown[wanted])
        return frozenset(shown[self.wanted]), counts


def _with_words(state: YearState, words: str) -> Iterable[Item]:
    wanted = search_key(words).split()
    if not wanted:
        return state.plan.items
    return (item for item in state.plan.items if _has(item, wanted))


def _has(item: Item, wanted: Iterable[str]) -> bool:
    told = search_key(" ".join((item.no, item.title, *item.departments)))
    return all(word in told for word in wanted)
