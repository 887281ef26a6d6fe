"""Files that belong together: all of them are new, or every one is as it was."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pytest

from dxdesk.disk import write_together
from dxdesk.errors import DxdeskError, Trouble
from tests.causes import NO_LINKS

NAMES = ("a.csv", "b.csv", "c.csv")


def new(file: BinaryIO) -> None:
    file.write("新しい".encode())


def fill(folder: Path, there: tuple[str, ...]) -> dict[str, str]:
    for name in there:
        (folder / name).write_text(f"前の{name}", encoding="utf-8")
        (folder / name).chmod(0o600)
    return texts(folder)


def texts(folder: Path) -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in folder.iterdir() if one.is_file()}


@pytest.mark.parametrize("there", [(), NAMES[:1], NAMES[1:], NAMES])
def test_all_of_them_are_written(tmp_path: Path, there: tuple[str, ...]) -> None:
    fill(tmp_path, there)
    write_together({tmp_path / name: new for name in NAMES})
    assert texts(tmp_path) == dict.fromkeys(NAMES, "新しい")


@pytest.mark.parametrize("there", [(), NAMES[:1], NAMES[:2]])
@pytest.mark.parametrize("blocked", NAMES)
def test_none_is_written_where_one_cannot_take_its_place(
    tmp_path: Path, there: tuple[str, ...], blocked: str
) -> None:
    there = tuple(name for name in there if name != blocked)
    before = fill(tmp_path, there)
    modes = {name: (tmp_path / name).stat().st_mode for name in there}

    def block(file: BinaryIO) -> None:
        """Somebody makes a folder of that name meanwhile."""
        new(file)
        (tmp_path / blocked).mkdir()

    with pytest.raises(DxdeskError) as caught:
        write_together({tmp_path / n: block if n == NAMES[-1] else new for n in NAMES})
    assert caught.value.facts["file"] == blocked
    assert texts(tmp_path) == before
    assert {one.name for one in tmp_path.iterdir()} == {*there, blocked}
    assert {name: (tmp_path / name).stat().st_mode for name in there} == modes


def test_links_are_put_back_as_links(tmp_path: Path) -> None:
    """One that leads nowhere as well; what they lead to was never touched."""
    fill(tmp_path, NAMES[2:])
    try:
        (tmp_path / NAMES[0]).symlink_to(NAMES[2])
        (tmp_path / NAMES[1]).symlink_to("nowhere")
    except OSError:
        NO_LINKS.skip()
    if not (tmp_path / NAMES[0]).is_symlink():
        # Wine says that it made one, and made none.
        NO_LINKS.skip()

    def block(file: BinaryIO) -> None:
        new(file)
        (tmp_path / "last").mkdir()

    files = {tmp_path / name: new for name in NAMES[:2]}
    with pytest.raises(DxdeskError):
        write_together(files | {tmp_path / "last": block})
    assert [str((tmp_path / name).readlink()) for name in NAMES[:2]] == [NAMES[2], "nowhere"]
    assert texts(tmp_path) == dict.fromkeys((NAMES[0], NAMES[2]), f"前の{NAMES[2]}")


def test_none_is_written_where_one_is_somebody_s_work(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"SQLite format 3\x00")
    with pytest.raises(DxdeskError) as caught:
        write_together({tmp_path / name: new for name in NAMES})
    assert caught.value.trouble is Trouble.FILE_EXISTS
    assert [one.name for one in tmp_path.iterdir()] == ["b.csv"]


def test_a_bug_in_one_leaves_all_as_they_were(tmp_path: Path) -> None:
    before = fill(tmp_path, NAMES)

    def fail(file: BinaryIO) -> None:
        new(file)
        raise KeyError

    with pytest.raises(KeyError):
        write_together({tmp_path / "a.csv": new, tmp_path / "b.csv": fail})
    assert texts(tmp_path) == before
