"""What there is at a path: a kind, or one sentence, whatever the system answers."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk.errors import OF_THE_PLACE, DxdeskError, Trouble
from dxdesk.messages import sentence
from dxdesk.there import (
    Kind,
    entries,
    listed,
    require_free,
    seen,
    seen_in,
    status_of,
    there,
    trouble_of,
)
from tests.causes import HALVES_ARE_NAMES, NO_LINKS
from tests.windows import windows_error

FAR = Trouble.UNREACHABLE
CLOSED = Trouble.FILE_UNREADABLE
OF_WINDOWS = {
    **dict.fromkeys((21, 53, 59, 64, 67, 121, 1231, 1326), FAR),
    **dict.fromkeys((32, 33), Trouble.IN_USE),
    5: CLOSED,
    206: Trouble.NAME_TOO_LONG,
    123: Trouble.BAD_NAME,
    # None that anybody knows.
    9999: CLOSED,
}
OF_POSIX = {
    **dict.fromkeys(
        (errno.EHOSTDOWN, errno.ENETUNREACH, errno.ETIMEDOUT, errno.EIO, errno.ESTALE), FAR
    ),
    errno.EACCES: CLOSED,
    errno.EBUSY: Trouble.IN_USE,
    errno.ENAMETOOLONG: Trouble.NAME_TOO_LONG,
}
REFUSALS = [
    *((windows_error(code), trouble) for code, trouble in OF_WINDOWS.items()),
    *((OSError(code, os.strerror(code)), trouble) for code, trouble in OF_POSIX.items()),
]
REFUSED = pytest.mark.parametrize(
    ("error", "trouble"), REFUSALS, ids=[f"{error!r:.40}" for error, _ in REFUSALS]
)


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[OSError], None]:
    """Have the system refuse to tell of anything."""

    def refuse(error: OSError) -> None:
        def fail(*_: object, **__: object) -> object:
            raise error

        for name in ("stat", "lstat", "scandir", "listdir", "access"):
            monkeypatch.setattr(os, name, fail)

    return refuse


def test_each_kind_of_thing_is_told(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes(b"123")
    found = {
        file: Kind.FILE,
        tmp_path: Kind.FOLDER,
        Path(os.devnull): Kind.OTHER,
        # Beyond a file there is nothing.
        file / "x": Kind.NOTHING,
        tmp_path / "absent" / "x": Kind.NOTHING,
    }
    assert {path: there(path) for path in found} == found
    assert {path: seen(path) for path in found} == found
    assert [(one.kind, one.is_link, one.size) for one in entries(tmp_path)] == [
        (Kind.FILE, False, 3)
    ]
    (tmp_path / "Own.TOML").touch()
    assert seen_in(tmp_path, ".toml") == [tmp_path / "Own.TOML"]
    assert listed(tmp_path) == sorted([file, tmp_path / "Own.TOML"])


def test_a_link_is_what_it_leads_to(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    links = {tmp_path / "good": folder, tmp_path / "bad": tmp_path / "nowhere"}
    links[tmp_path / "loop"] = tmp_path / "loop"
    try:
        for link, end in links.items():
            link.symlink_to(end, target_is_directory=True)
        list(os.scandir(tmp_path / "good"))
    except OSError:
        NO_LINKS.skip()
    kinds = dict(zip(links, (Kind.FOLDER, Kind.NOTHING, Kind.NOTHING), strict=True))
    assert {link: there(link) for link in links} == kinds
    assert {link: seen(link) for link in links} == kinds
    assert {one.path: one.kind for one in entries(tmp_path)} == {**kinds, folder: Kind.FOLDER}
    assert [one.path for one in entries(tmp_path) if one.is_link and one.kind is Kind.FOLDER] == [
        tmp_path / "good"
    ]


@REFUSED
def test_what_cannot_be_told_is_a_sentence_and_never_a_crash(
    tmp_path: Path, refuse: Callable[[OSError], None], error: OSError, trouble: Trouble
) -> None:
    refuse(error)
    for ask in (there, listed):
        with pytest.raises(DxdeskError) as caught:
            ask(tmp_path)
        assert caught.value.trouble is trouble
        assert tmp_path.name in sentence(caught.value)
    assert seen(tmp_path) is Kind.NOTHING
    assert status_of(tmp_path) is None
    assert seen_in(tmp_path) == []


@REFUSED
def test_a_new_name_is_refused_as_for_writing(
    tmp_path: Path, refuse: Callable[[OSError], None], error: OSError, trouble: Trouble
) -> None:
    refuse(error)
    with pytest.raises(DxdeskError) as caught:
        require_free(tmp_path / "new")
    assert caught.value.trouble is (Trouble.READ_ONLY if trouble is CLOSED else trouble)


@pytest.mark.parametrize(
    "name",
    [
        "a\0b",
        pytest.param("\ud800", marks=HALVES_ARE_NAMES.mark()),
        "長" * 300,
    ],
)
def test_names_that_no_system_has(tmp_path: Path, name: str) -> None:
    for ask in (there, require_free, listed):
        with pytest.raises(DxdeskError) as caught:
            ask(tmp_path / name)
        assert caught.value.trouble in (Trouble.BAD_NAME, Trouble.NAME_TOO_LONG)
        sentence(caught.value).encode()
    assert seen(tmp_path / name) is Kind.NOTHING
    assert seen_in(tmp_path / name) == []


@pytest.mark.parametrize("code", [2, 3])
@pytest.mark.parametrize(("length", "kind"), [(100, Kind.NOTHING), (260, None)])
def test_windows_says_of_a_long_path_that_it_is_missing(
    refuse: Callable[[OSError], None], code: int, length: int, kind: Kind | None
) -> None:
    path = Path("/" + "a/" * (length // 2))
    refuse(windows_error(code, str(path)))
    if kind:
        assert there(path) is kind
        return
    with pytest.raises(DxdeskError) as caught:
        there(path)
    assert caught.value.trouble is Trouble.NAME_TOO_LONG


@pytest.mark.parametrize("code", [1, 5, 19, 21, 32, 39, 53, 59, 112, 123, 206, 1224, 1326, 9999])
def test_whatever_refuses_a_file_another_place_may_be_offered(tmp_path: Path, code: int) -> None:
    assert trouble_of(windows_error(code), tmp_path) in OF_THE_PLACE


def test_a_share_that_is_gone_comes_as_if_the_file_were_missing() -> None:
    """What Python makes of Windows' errors: this is why they are told apart by their own codes."""
    assert isinstance(windows_error(53), FileNotFoundError)
    assert isinstance(windows_error(206), FileNotFoundError)
    assert isinstance(windows_error(21), PermissionError)
    assert windows_error(1326).errno == errno.EINVAL
