"""What is handed out for Windows is packed the same each time, and is only the program's."""

import hashlib
import os
import re
import time
import zipfile
from pathlib import Path

import pytest

from dxdesk.files.carriers import REQUEST_SUFFIX, Carrier
from dxdesk.resources import resource
from scripts.windows import pack

SETUP = Path(__file__).parent.parent / "scripts" / "windows" / "setup.nsi"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "dxdesk.exe": b"program",
        "_internal/base_library.zip": b"library",
        "_internal/resources/layouts/標準 $1.toml": "表".encode(),
        "_internal/resources/layouts/b.toml": b"",
    }
    for name, content in files.items():
        path = tmp_path / "dxdesk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "dxdesk"


def test_a_zip_is_the_same_whenever_it_is_made(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764460800")
    pack.write_zip(folder, tmp_path / "one.zip")
    hour_ago = time.time() - 3600
    for path in folder.rglob("*"):
        os.utime(path, (hour_ago, hour_ago))
    pack.write_zip(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"dxdesk"}
        assert "dxdesk/_internal/resources/layouts/標準 $1.toml" in archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(2025, 11, 30, 0, 0, 0)}


@pytest.mark.parametrize(
    "name",
    [
        "_internal/icuuc.dll",
        "_internal/PySide6/ICUUC.DLL",
        "_internal/PySide6/icudt73.dll",
        "_internal/PySide6/opengl32sw.dll",
        "Uninstall.exe",
    ],
)
def test_what_is_only_for_wine_or_not_needed_is_refused(
    folder: Path, tmp_path: Path, name: str
) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    for write in (pack.write_zip, pack.write_list, pack.write_nsis):
        with pytest.raises(SystemExit, match=re.escape(name)):
            write(folder, tmp_path / "out")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dxdesk").mkdir()
    with pytest.raises(SystemExit, match="empty"):
        pack.write_list(tmp_path / "dxdesk", tmp_path / "out")


def test_what_is_installed_is_what_is_removed(folder: Path, tmp_path: Path) -> None:
    pack.write_nsis(folder, tmp_path / "files.nsh")
    lay, remove = (tmp_path / "files.nsh").read_text("utf-8-sig").split("!macro REMOVE_FILES")
    laid: list[str] = []
    into = ""
    for line in lay.splitlines():
        word, _, quoted = line.strip().partition(" ")
        if word == "SetOutPath":
            into = quoted.strip('"')
        elif word == "File":
            name = quoted.strip('"').rsplit("/", 1)[1]
            laid.append(f"{into}\\{name}".replace("標準 $1", "標準 $$1"))
    removed = re.findall(r'Delete "(.*)"', remove)
    assert sorted(removed) == sorted(laid)
    assert len(removed) == len(pack.files_of(folder))
    # Never a folder with all that is in it: people may keep files there.
    assert "/r" not in remove
    folders = re.findall(r'RMDir "(.*)"', remove)
    assert folders == [
        r"$INSTDIR\_internal\resources\layouts",
        r"$INSTDIR\_internal\resources",
        r"$INSTDIR\_internal",
    ]


def test_a_list_says_what_differs(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack.write_list(folder, tmp_path / "one.txt")
    digest = hashlib.sha256(b"program").hexdigest()
    assert f"{digest}         7 dxdesk.exe\n" in (tmp_path / "one.txt").read_text("utf-8")
    with pytest.raises(SystemExit) as equal:
        pack.compare(tmp_path / "one.txt", tmp_path / "one.txt")
    assert equal.value.code == 0
    (folder / "dxdesk.exe").write_bytes(b"another")
    (folder / "_internal/base_library.zip").unlink()
    pack.write_list(folder, tmp_path / "two.txt")
    capsys.readouterr()
    with pytest.raises(SystemExit) as differing:
        pack.compare(tmp_path / "one.txt", tmp_path / "two.txt")
    assert differing.value.code == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told[:-1]] == [
        "_internal/base_library.zip",
        "dxdesk.exe",
    ]
    assert told[-1] == "2 files are equal"


def test_the_installer_knows_the_programs_own_kinds_of_files() -> None:
    kinds = re.findall(
        r'\$\{DO\} "(\.\w+)" "[\w.]+" "[^"]+" "(\w+\.ico)"', SETUP.read_text("utf-8")
    )
    assert {suffix for suffix, _ in kinds} == {REQUEST_SUFFIX[Carrier.NATIVE], ".dxsub", ".dxdesk"}
    assert all(resource("icons", icon).is_file() for _, icon in kinds)


def test_what_could_not_be_laid_whole_can_be_removed() -> None:
    setup = SETUP.read_text("utf-8")
    steps = [
        setup.index(step)
        for step in (
            "${AndIf} $1 L< ${INSTALLED_KILOBYTES}",
            "!insertmacro REMOVE_FORMER_VERSION $INSTDIR",
            'WriteUninstaller "$INSTDIR\\uninstall.exe"',
            'WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"',
            "!insertmacro LAY_FILES",
        )
    ]
    assert steps == sorted(steps)
