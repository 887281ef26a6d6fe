from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.store.desk_store import DeskStore
from dxdesk.store.office_store import OfficeStore
from dxdesk.store.values import EventKind
from tests.causes import NO_MODES
from tests.store.samples import AT, BASE, PLAN, request

# A name that a URI would misread; Windows has no names with a question mark.
ODD_NAME = "市役所 #1%3F50%.dxdesk" if os.name == "nt" else "市役所 #1?50%.dxdesk"


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one year and a request to each of three departments."""
    path = tmp_path_factory.mktemp("office") / "office.dxdesk"
    with OfficeStore.create(path, by="係長", at=AT) as store:
        store.add_year(PLAN, BASE, at=AT, by="係長", event=EventKind.IMPORTED)
        requests = [request(name) for name in PLAN.departments]
        store.add_requests(requests, carrier="native", at=AT, by="係長")
    return path


@pytest.fixture
def office(office_file: Path, tmp_path: Path) -> Iterator[OfficeStore]:
    """The same office, opened, under a name that a URI would misread."""
    path = Path(shutil.copy(office_file, tmp_path / ODD_NAME))
    with OfficeStore.open(path, by="係長", at=AT) as store:
        yield store


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "desk.dxdesk"
    DeskStore.create(path, request(), at=AT, by="山田").close()
    return path


@pytest.fixture
def desk(desk_file: Path, tmp_path: Path) -> Iterator[DeskStore]:
    path = Path(shutil.copy(desk_file, tmp_path / "市民課.dxdesk"))
    with DeskStore.open(path, by="山田") as store:
        yield store


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of somebody whom file permissions bind; root they do not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not hasattr(os, "geteuid"):
            NO_MODES.skip()
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)
