"""What an installed copy lays beside others' packages, and that it runs there."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.causes import NO_SOURCES

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        cwd=Path(command[0]).parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by what the set-up installed and nothing that the network has."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-build-isolation", "--no-deps", "--no-index", "--quiet")
    run(sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, ROOT)
    (made,) = folder.glob("*.whl")
    return made


@NO_SOURCES.mark()
@pytest.mark.long
def test_an_installed_copy_has_one_name_and_runs(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "インストール先"
    import venv

    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    pip = (sys.executable, "-m", "pip", f"--python={python}", "--quiet")
    run(*pip, "install", "--no-deps", "--no-index", wheel)

    (laid,) = place.rglob("site-packages")
    names = {path.name.partition("-")[0] for path in laid.iterdir()}
    assert names == {"dxdesk"}
    # What it depends on is taken from here; this checkout is not, as a path file gives it.
    packages = sysconfig.get_path("purelib")
    assert "ok" in run(scripts / "dxdesk", "--self-test", PYTHONPATH=packages)
    assert "ok" in run(python, "-m", "dxdesk", "--self-test", PYTHONPATH=packages)
    asked = "import dxdesk, importlib.util as u; print(dxdesk.__file__, u.find_spec('ui'))"
    assert run(python, "-c", asked, PYTHONPATH=packages).split() == [
        str(laid / "dxdesk" / "__init__.py"),
        "None",
    ]


def test_the_checkout_is_what_runs_where_it_is_developed() -> None:
    """No copy of it lies beside the path entry, as one of what is moved easily does."""
    assert not (Path(sysconfig.get_path("purelib")) / "dxdesk").exists()


def test_what_runs_needs_no_builder() -> None:
    needed = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for builder in ("setuptools", "hatchling", "wheel", "pip"):
        assert f"\n{builder}==" not in f"\n{needed}"
