"""Documents that were once exported are still read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.summary import dump
from dxdesk.files.published import read_published
from tests.plans import THREE_COLUMN, write

OLD = Path(__file__).parent.parent / "old_files"


@pytest.mark.parametrize("path", sorted(OLD.glob("document-*.xlsx")), ids=lambda path: path.stem)
def test_an_old_document_gives_the_plan_it_was_made_of(path: Path, tmp_path: Path) -> None:
    made_of = read_published(write(tmp_path / "plan.txt", THREE_COLUMN), plan_id="p")
    read = read_published(path, plan_id="p")
    assert dump(read.plan, read.answers) == dump(made_of.plan, made_of.answers)


def test_there_are_old_documents() -> None:
    layouts = {path.stem for path in OLD.glob("document-1-*.xlsx")}
    assert layouts == {"document-1-three-column", "document-1-wide"}
