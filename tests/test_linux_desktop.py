"""What a Linux desktop is given: menu entry, kinds of files, icons; put in place and taken away."""

from __future__ import annotations

import configparser
import os
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from dxdesk.resources import resource
from dxdesk.store.driver import DESK_MARK, OFFICE_MARK
from tests.causes import NO_LINUX_DESKTOP

ROOT = Path(__file__).parent.parent
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
PATTERNS = {
    "application/x-dxdesk-request": "*.dxreq",
    "application/x-dxdesk-submission": "*.dxsub",
    "application/x-dxdesk-desk": "*.dxdesk",
}
pytestmark = NO_LINUX_DESKTOP.mark()


def entry(path: Path) -> configparser.SectionProxy:
    read = configparser.RawConfigParser()
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(path, encoding="utf-8")
    return read["Desktop Entry"]


def kinds() -> list[ET.Element]:
    root = ET.parse(resource("linux", "dxdesk-mime.xml")).getroot()
    return list(root.iter(f"{MIME}mime-type"))


def test_every_kind_of_file_is_known_and_opened() -> None:
    found: dict[str, str] = {}
    for kind in kinds():
        glob = kind.find(f"{MIME}glob")
        assert glob is not None
        found[kind.attrib["type"]] = glob.attrib["pattern"]
    assert found == PATTERNS
    opened = entry(resource("linux", "dxdesk.desktop"))["MimeType"].rstrip(";").split(";")
    assert opened == list(PATTERNS)


def test_a_desks_file_is_known_by_what_the_store_writes() -> None:
    (magic,) = [match for kind in kinds() for match in kind.iter(f"{MIME}match")][:1]
    ids = {int(match.attrib["value"], 16) for match in magic}
    assert ids == {OFFICE_MARK.application_id, DESK_MARK.application_id}
    assert {match.attrib["offset"] for match in magic} == {"68"}


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    frozen = folder / "frozen"
    if not frozen.exists():
        (frozen / "_internal").mkdir(parents=True)
        (frozen / "dxdesk").write_text("#!/bin/sh\n", encoding="utf-8")
        (frozen / "dxdesk").chmod(0o755)
    return subprocess.run(
        [ROOT / "scripts" / "install.sh", *words],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(folder), "FROZEN": str(frozen), **environment},
    )


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@pytest.mark.parametrize("name", [".local", '計画 $x "a" & 100%', "ended//"])
def test_it_is_put_in_place_and_taken_away(tmp_path: Path, name: str) -> None:
    prefix = tmp_path / name
    done = run(tmp_path, PREFIX=f"{tmp_path}/{name}")
    assert done.returncode == 0, done.stderr
    launcher = prefix / "bin" / "dxdesk"
    assert launcher.resolve() == prefix / "lib" / "dxdesk" / "dxdesk"
    here = below(prefix)
    for kind in PATTERNS:
        icon = f"{kind.replace('/', '-')}"
        assert f"share/icons/hicolor/scalable/mimetypes/{icon}.svg" in here
        assert f"share/icons/hicolor/48x48/mimetypes/{icon}.png" in here
    assert "share/icons/hicolor/scalable/apps/dxdesk.svg" in here
    written = prefix / "share" / "applications" / "dxdesk.desktop"
    said = entry(written)["Exec"]
    command = said.removesuffix(" %f")
    assert command.startswith('"')
    plain = command.strip('"').replace("%%", "%")
    for sign in '\\"`$':
        plain = plain.replace(f"\\{sign}", sign)
    assert plain == str(launcher)
    # What is there twice is the same as once.
    assert run(tmp_path, PREFIX=str(prefix)).returncode == 0
    assert below(prefix) == here
    theirs = prefix / "share" / "applications" / "other.desktop"
    theirs.write_text("", encoding="utf-8")
    assert run(tmp_path, "--remove", PREFIX=f"{tmp_path}/{name}").returncode == 0
    left = {one for one in below(prefix) if not one.startswith("share/mime/")}
    assert left - {"share/applications/mimeinfo.cache"} == {"share/applications/other.desktop"}


def test_a_package_is_laid_out_below_its_root(tmp_path: Path) -> None:
    done = run(tmp_path, PREFIX="/usr", DESTDIR=str(tmp_path / "root"))
    assert done.returncode == 0, done.stderr
    root = tmp_path / "root" / "usr"
    assert entry(root / "share" / "applications" / "dxdesk.desktop")["Exec"] == (
        '"/usr/bin/dxdesk" %f'
    )
    assert not (root / "share" / "mime" / "mime.cache").exists()
    assert run(tmp_path, "--remove", PREFIX="/usr", DESTDIR=str(tmp_path / "root")).returncode == 0
    assert not below(tmp_path / "root")


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        ((), {"FROZEN": "/nowhere"}, "make freeze"),
        ((), {"PREFIX": "relative"}, "absolute"),
        ((), {"PREFIX": "{folder}/theirs"}, "lib/dxdesk is not dxdesk's"),
        (("--remove",), {"PREFIX": "{folder}/theirs"}, "lib/dxdesk is not dxdesk's"),
        ((), {"PREFIX": "{folder}/pip"}, "bin/dxdesk is not dxdesk's"),
        ((), {"PREFIX": "{folder}/linked"}, "bin/dxdesk is not dxdesk's"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, words: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    for name in ("theirs/lib/dxdesk/text", "pip/bin/dxdesk", "linked/lib/other"):
        kept = tmp_path / name
        kept.parent.mkdir(parents=True)
        kept.write_text("theirs", encoding="utf-8")
    (tmp_path / "linked" / "bin").mkdir()
    (tmp_path / "linked" / "bin" / "dxdesk").symlink_to("../lib/other")
    run(tmp_path, PREFIX="relative")
    before = below(tmp_path)
    filled = {name: value.format(folder=tmp_path) for name, value in environment.items()}
    done = run(tmp_path, *words, **filled)
    assert done.returncode == 1
    assert said in done.stderr
    assert below(tmp_path) == before
    assert (tmp_path / "linked" / "bin" / "dxdesk").readlink() == Path("../lib/other")


def test_what_took_the_launchers_place_stays(tmp_path: Path) -> None:
    prefix = tmp_path / "prefix"
    assert run(tmp_path, PREFIX=str(prefix)).returncode == 0
    launcher = prefix / "bin" / "dxdesk"
    launcher.unlink()
    launcher.write_text("theirs", encoding="utf-8")
    assert run(tmp_path, "--remove", PREFIX=str(prefix)).returncode == 0
    assert launcher.read_text("utf-8") == "theirs"
    assert not (prefix / "lib").exists()
