"""The stack behind undo and redo: steps that a person would call one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.department.undo import Step, UndoStack


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def steps_of(changes: list[tuple[float, str, str]]) -> list[str]:
    """What each undo leads back to after typing; a change is (seconds later, field, text)."""
    clock = Clock()
    stack, texts = UndoStack(clock), dict[str, str]()
    for later, field, text in changes:
        clock.now += later
        stack.typed(field, texts.get(field, ""), text)
        texts[field] = text
    back: list[str] = []
    while step := stack.undo():
        back.append(f"{step.field}:{step.before}")
    return back


def test_typing_without_a_pause_is_one_step() -> None:
    assert steps_of([(0, "a", "窓"), (0.4, "a", "窓口"), (0.4, "a", "窓口を")]) == ["a:"]


def test_a_pause_another_place_or_field_begins_a_step() -> None:
    assert steps_of([(0, "a", "窓"), (2, "a", "窓口")]) == ["a:窓", "a:"]
    assert steps_of([(0, "a", "窓"), (0.4, "a", "大窓")]) == ["a:窓", "a:"]
    assert steps_of([(0, "a", "窓"), (0.4, "b", "口")]) == ["b:", "a:"]
    assert steps_of([(0, "a", "窓"), (0.4, "a", "該当なし")]) == ["a:窓", "a:"]
    assert steps_of([(0, "a", "窓"), (0.4, "a", "窓\n")]) == ["a:窓", "a:"]


def test_deleting_without_a_pause_is_one_step() -> None:
    texts = ["窓口です", "窓口で", "窓口", "窓"]
    assert steps_of([(0.4, "a", text) for text in texts]) == ["a:窓口です", "a:"]


def test_long_typing_has_steps_of_a_line() -> None:
    changes = [(0.4, "a", "あ" * n) for n in range(4, 121, 4)]
    assert steps_of(changes) == [f"a:{'あ' * 80}", f"a:{'あ' * 40}", "a:"]


def test_what_was_undone_is_gone_after_typing() -> None:
    stack = UndoStack()
    stack.typed("a", "", "窓")
    stack.undo()
    stack.typed("a", "", "口")
    assert stack.redo() is None


def test_the_cursor_goes_behind_what_changed() -> None:
    step = Step("a", "𠮷野の窓口", "𠮷野家の窓口")
    assert step.end_of(step.after) == 4
    assert step.end_of(step.before) == 3


Typed = st.lists(
    st.tuples(
        st.sampled_from([0.1, 0.5, 3.0]), st.sampled_from("ab"), st.text("窓口の\n①𠮷", max_size=12)
    ),
    max_size=30,
)


@given(Typed, st.integers(0, 40))
def test_undoing_all_leads_to_the_beginning_and_redoing_all_to_the_end(
    changes: list[tuple[float, str, str]], back: int
) -> None:
    clock = Clock()
    stack, texts = UndoStack(clock), {"a": "", "b": ""}
    for later, field, text in changes:
        clock.now += later
        if text != texts[field]:
            stack.typed(field, texts[field], text)
            texts[field] = text
    end, undone = dict(texts), 0
    while undone < back and (step := stack.undo()):
        assert texts[step.field] == step.after
        texts[step.field] = step.before
        undone += 1
    if back > len(changes):
        assert texts == {"a": "", "b": ""}
    while step := stack.redo():
        assert texts[step.field] == step.before
        texts[step.field] = step.after
    assert texts == end
