"""Pictures of what several people in the office see: reading, copies, and a copy that comes back.

Alone: `python -m scripts.office_copy_shots OUT`.
"""

from __future__ import annotations

import json
import sys

from dxdesk.domain.asking import Stage
from dxdesk.domain.fields import field_of
from dxdesk.office import Office
from dxdesk.resources import resource
from dxdesk.store.lock import lock_path
from scripts.office_shots import NOW, YEAR, Studio, clock, studio_for
from scripts.shooting import Save, take_alone

_COLLEAGUE = {"who": "佐藤", "where": "DX-PC07", "since": NOW.isoformat(), "pid": 1}


def copy_pictures(studio: Studio) -> None:
    """A file that a colleague has open, a copy of it, and its way back."""
    path, copy = studio.work / "共有の台帳.dxdesk", studio.work / "共有の台帳の写し.dxdesk"
    with Office.create(resource("sample", "plan-r6.txt"), path, clock=clock)[0] as office:
        office.set_directions(office.directions_in(resource("sample", "directions.tsv")))
        office.roll_over(YEAR)
        item = office.plan().by_no["12"]
    lock_path(path).write_text(json.dumps(_COLLEAGUE, ensure_ascii=False), encoding="utf-8")
    studio.window.close_page()
    studio.window.begin()
    studio.window.open_file(path)
    studio.wait()
    studio.save(studio.window, "office-40-locked")
    studio.window.notice.others[0].click()
    studio.shoot("41-reading")
    studio.shoot("42-reading-items", studio.page.items)
    with Office.open(path, by="佐藤", clock=clock, take_over=True) as office:
        office.write(field_of(item, "rating"), "A")
    studio.page.access.look()
    studio.shoot("43-changed", studio.page.conflicts)
    studio.chosen.path = copy
    studio.page.rollover.copies.make_copy()
    studio.window.open_file(copy)
    studio.shoot("44-copy")
    for field, text in (("rating", "B"), ("result-1", "講座を12回開き、延べ340人が受けた。")):
        studio.page._office.write(field_of(item, field), text)
    studio.page._office.mark("広報広聴課", Stage.NOT_CONCERNED, "電話")
    studio.page._office.mark("交通局", Stage.NOT_CONCERNED, "電話")
    studio.window.open_file(path)
    studio.page._office.write(field_of(item, "rating"), "C")
    studio.page._office.mark("交通局", Stage.ACCEPTED)
    studio.page.refresh()
    studio.page.rollover.tabs.setCurrentWidget(studio.page.rollover.copies)
    studio.shoot("45-copies", studio.page.rollover)
    studio.page.rollover.copies.take_in(copy)
    while studio.page.rollover.copies.is_busy:
        studio.wait()
    studio.shoot("46-rejoined", studio.page.rollover)
    studio.shoot("47-collides", studio.page.conflicts)


def copy_shots(save: Save) -> None:
    """Take these pictures alone."""
    with studio_for(save) as studio:
        copy_pictures(studio)


if __name__ == "__main__":
    sys.exit(take_alone(copy_shots, sys.argv[1:]))
