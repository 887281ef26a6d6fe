"""A process of its own that holds or fills a desk, or holds a ledger, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from dxdesk.store.desk_store import DeskStore
from tests.store.samples import AT


def main(what: str, path: Path) -> None:
    if what == "ledger":
        from dxdesk.office import Office

        with Office.open(path, by="佐藤"):
            print("open", flush=True)
            sys.stdin.readline()
        return
    with DeskStore.open(path, by="佐藤", at=AT, host="PC-7") as desk:
        print("open", flush=True)
        if what == "hold":
            sys.stdin.read()
            return
        open_ = desk.request().open
        count = 0
        while True:
            count += 1
            desk.save_all(dict.fromkeys(open_[:3], f"{count} {'あ' * 500}"), at=AT)
            print(count, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
