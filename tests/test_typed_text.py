"""Any typed text survives form, file, submission, merge, workbook and import."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dxdesk.department import Carrier, Desk
from dxdesk.domain.reading import texts_of
from dxdesk.domain.summary import dump
from dxdesk.domain.text import squeeze, typed
from dxdesk.files.published import read_published
from dxdesk.office import Office
from tests.plans import THREE_COLUMN, write

# Control characters cannot stand in a workbook and are shown by a picture there; tested apart.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n=（）()【】：①・、。%％１あ漢"),
    min_size=1,
    max_size=120,
).filter(squeeze)


@pytest.mark.long
@settings(max_examples=20, deadline=None)
@given(TEXT, TEXT, st.sampled_from(Carrier), st.sampled_from(["three-column", "wide"]))
@example("=1+1", "#N/A", Carrier.XLSX, "wide")
@example("自己評価：B", "(1) 枝番のような文（健康課）", Carrier.XLSX, "three-column")
@example("【予約の割合：99%】", "【KPI達成状況】", Carrier.NATIVE, "wide")
@example("_x000D_ & <b>", "𠮷野家 髙﨑 🏢", Carrier.XLSX, "wide")
@example("長い文。" * 2000, "行\n" * 500, Carrier.NATIVE, "three-column")
def test_from_the_form_to_the_published_workbook(
    result: str, issues: str, carrier: Carrier, layout: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write(folder / "plan.txt", THREE_COLUMN)
        office, _ = Office.create(source, folder / "office.dxdesk")
        with office:
            office.roll_over(2024)
            (request,) = office.make_requests(2024, folder, carrier, ["健康課"])
            with Desk.start(request, folder / "desk.dxdesk") as desk:
                fields = [f for f in desk.request.open if "result" in f or "issues" in f]
                for field, text in zip(fields, (result, issues), strict=True):
                    desk.answer(field, text)
                assert [desk.answers()[field] for field in fields] == [typed(result), typed(issues)]
                desk.hand_in("担当", folder / "answer", carrier)
            office.merge([folder / "answer"])
            assert [office.answers()[field] for field in fields] == [typed(result), typed(issues)]
            shown = office.dump()
            office.export(2024, layout, folder / "out.xlsx")
        again = read_published(folder / "out.xlsx", plan_id="again")
    if set("【】") & set(result + issues) or "評価" in result + issues:
        # What looks like a mark of the table may be read as one; it is still accounted for.
        kept = "".join([*texts_of(again), *(note.text for note in again.report)])
        assert not Counter(squeeze(result + issues)) - Counter(squeeze(kept))
    else:
        item = dump(again.plan, again.answers)["items"][1]
        for key in ("result", "issues"):
            assert squeeze(item[key]) == squeeze(shown["items"][1][key])


@pytest.mark.parametrize("carrier", Carrier)
def test_what_no_workbook_can_hold_still_reaches_the_office(
    tmp_path: Path, carrier: Carrier
) -> None:
    text = "制御\x01\x1f文字\x0bと\ufffe"
    office, _ = Office.create(write(tmp_path / "p.txt", THREE_COLUMN), tmp_path / "o.dxdesk")
    with office:
        office.roll_over(2024)
        (request,) = office.make_requests(2024, tmp_path, carrier, ["健康課"])
        with Desk.start(request, tmp_path / "d.dxdesk") as desk:
            field = desk.request.open[0]
            desk.answer(field, text)
            desk.hand_in("担当", tmp_path / "answer", carrier)
        (line,) = office.merge([tmp_path / "answer"])
        assert line.error is None
        assert office.answers()[field] == text
        office.export(2024, "three-column", tmp_path / "out.xlsx")
    again = read_published(tmp_path / "out.xlsx", plan_id="again")
    assert dump(again.plan, again.answers)["items"][1]["result"] == "制御␁␟文字␋と\ufffd"
