"""Tries what is handed out for Windows as its users do, in the Windows of wine.sh.

python3 -m scripts.windows.check_build DIST

DIST holds SHA256SUMS, the zip and setup.exe. Each step prints a line with its time; the first
that does not see what it has to see ends the check, says what was seen, and leaves a picture of
the screen. Only the standard library is used, since this runs in a root of Debian's own Python.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

# A small laptop's, which the window has to fit.
SCREEN = "1366x768x24"
DISPLAY = ":93"
CODE_PAGE = "932"
# What is typed; a conversion by an input method is not among the things that wine proves.
TYPED = "typed under Windows 2026"
# Seconds after which a window that has not come is not waited for any more.
PATIENCE = 120
# Seconds after the last key until it is on the disk, as the window promises, and some more.
SAVED_AFTER = 4
SUFFIXES = {".dxreq": "dxdesk.request", ".dxsub": "dxdesk.submission", ".dxdesk": "dxdesk.desk"}
DEPARTMENT = "デジタル推進課"
YEAR = "2024"
# Folders that people have, and that a URI, a shell or a short buffer would misread.
FOLDERS = (
    "市役所 企画部",
    "照会 #1 (控え)",
    "100%　完了",
    "%TEMP%",
    "A & B ^ C",
    "it's 'quoted'; $HOME `x`",
    "①～－∥¢£¬",
    "長い名前" * 15,
    "d" * 40 + "\\" + "e" * 40 + "\\" + "f" * 40,
)
# Names that Windows keeps for devices, or does not take at all. What wine takes is no fault;
# nothing may end in a stack trace or write elsewhere.
RESERVED = (
    *("CON.dxdesk", "NUL", "nul.dxdesk", "aux.dxdesk", "COM1.dxdesk", "lpt1.dxdesk"),
    *("控え?.dxdesk", "控え*.dxdesk", 'a"b.dxdesk', "a|b.dxdesk", "a:b.dxdesk", "末尾. "),
)


class NotSeenError(Exception):
    """A step did not see what it has to see; the text says what it saw."""


def need(condition: object, saw: str) -> None:
    """Raise NotSeenError with what was seen unless a condition holds."""
    if not condition:
        raise NotSeenError(saw)


@dataclass
class Said:
    """What a Windows program printed, and how it ended."""

    status: int
    out: str
    err: str

    def __str__(self) -> str:
        return f"exit status {self.status}, said {(self.out + self.err).strip()[-2000:]!r}"


@dataclass
class Check:
    """The Windows that is worked on, and where its things lie, as this system sees them."""

    dist: Path
    pictures: Path
    windows: Path = field(default_factory=lambda: Path(os.environ["WINEPREFIX"]) / "drive_c")

    def __post_init__(self) -> None:
        self.zip = self._only("*.zip")
        self.setup = self._only("*setup.exe")
        self.home = self.windows / "users" / (os.environ.get("USER") or "root")
        self.documents = self.home / "案件 #7"
        self.portable = self.windows / "portable"
        self.installed = self.home / "AppData" / "Local" / "Programs" / "dxdesk"

    def _only(self, pattern: str) -> Path:
        found = sorted(self.dist.glob(pattern))
        if len(found) != 1:
            sys.exit(f"windows-check: {len(found)} of {pattern} in {self.dist}: make windows")
        return found[0]

    def path(self, here: Path) -> str:
        """A path as Windows says it."""
        if here.is_relative_to(self.windows):
            return "C:\\" + str(here.relative_to(self.windows)).replace("/", "\\")
        return "Z:" + str(here).replace("/", "\\")

    def run(self, program: Path | str, *words: object, timeout: int = 180) -> Said:
        """Run a Windows program to its end."""
        return _run(self._command(program, words), timeout)

    def begin(self, program: Path | str, *words: object) -> subprocess.Popen[bytes]:
        """Start a Windows program and let it run."""
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(self._command(program, words), stdout=nowhere, stderr=nowhere)

    def _command(self, program: Path | str, words: tuple[object, ...]) -> list[str]:
        named = self.path(program) if isinstance(program, Path) else program
        told = [self.path(word) if isinstance(word, Path) else str(word) for word in words]
        return ["wine", named, *told]

    def cli(self, *words: object) -> Said:
        """Run the installed command line."""
        return self.run(self.installed / "dxdesk-cli.exe", *words)

    def done(self, *words: object) -> str:
        """The same for what has to succeed; what it printed."""
        said = self.cli(*words)
        need(said.status == 0, f"{words}: {said}")
        return said.out

    def registry(self, key: str, value: str = "") -> str | None:
        """A value of the registry, the key's own where none is named; None where there is none."""
        said = self.run("reg", "query", key, *(("/v", value) if value else ("/ve",)))
        found = re.search(r"REG_\w+\s+(.*)", said.out)
        return found[1].strip() if said.status == 0 and found else None

    def picture(self, name: str) -> None:
        """Keep what stands on the screen."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["import", "-window", "root", str(self.pictures / f"{name}.png")], check=True
        )

    def window(self, title: str) -> str:
        """Wait for a window by its title and give it the keyboard; its number."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = _xdotool("search", "--onlyvisible", "--name", title).split()
            if found and _is_painted():
                # Its file is read, and what comes after the first picture is there.
                time.sleep(3)
                _xdotool("windowfocus", found[0])
                return found[0]
            time.sleep(0.5)
        raise NotSeenError(f"no window {title!r} in {PATIENCE} s, but {_titles()}")

    def close(self) -> None:
        """Close the window as people do, and see that the program ends."""
        until = time.monotonic() + PATIENCE
        while running("dxdesk.exe"):
            need(time.monotonic() < until, f"not closed in {PATIENCE} s: {_titles()}")
            # Without a window manager the keyboard goes astray now and then.
            for window in _xdotool("search", "--onlyvisible", "--name", "dxdesk$").split():
                _xdotool("windowfocus", window)
            _xdotool("key", "alt+F4")
            time.sleep(3)

    def ended(self) -> None:
        """Wait until no window of the program is left."""
        until = time.monotonic() + 30
        while pids := running("dxdesk.exe"):
            need(time.monotonic() < until, f"still running after 30 s: {pids}, {_titles()}")
            time.sleep(0.2)


def _run(command: list[str], timeout: int = 60) -> Said:
    # Into files: what wine leaves running in the background would hold a pipe open.
    with TemporaryFile() as out, TemporaryFile() as err:
        done = subprocess.run(command, stdout=out, stderr=err, timeout=timeout, check=False)
        out.seek(0)
        err.seek(0)
        return Said(done.returncode, _text(out.read()), _text(err.read()))


def _text(data: bytes) -> str:
    return data.decode("cp932", "replace").replace("\r\n", "\n")


def _xdotool(*words: str) -> str:
    done = subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False)
    return done.stdout


def _is_painted() -> bool:
    """Whether there is more on the screen than a few colours of an empty window."""
    screen = subprocess.run(["import", "-window", "root", "png:-"], capture_output=True, check=True)
    counted = subprocess.run(
        ["identify", "-format", "%k", "png:-"], input=screen.stdout, capture_output=True, check=True
    )
    return int(counted.stdout) > 50


def _titles() -> list[str]:
    found = _xdotool("search", "--onlyvisible", "--name", ".").split()
    return [_xdotool("getwindowname", one).strip() for one in found]


def running(program: str) -> list[int]:
    """The processes of a Windows program."""
    pids: list[int] = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            first = (entry / "cmdline").read_bytes().split(b"\0")[0]
        except OSError:
            continue
        if first.decode("utf-8", "replace").replace("\\", "/").lower().endswith(f"/{program}"):
            pids.append(int(entry.name))
    return pids


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def the_very_build(check: Check) -> str:
    """What is tried below is what SHA256SUMS names."""
    named: dict[str, str] = {}
    for line in (check.dist / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        named[name.lstrip("*")] = digest
    for file in (check.zip, check.setup):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        need(named.get(file.name) == digest, f"{file.name} is {digest}, named {named}")
    with zipfile.ZipFile(check.zip) as packed:
        packed.extractall(check.portable)
    (check.portable,) = check.portable.iterdir()
    return ", ".join(f"{file.name} {named[file.name][:12]}…" for file in (check.zip, check.setup))


def self_test(check: Check) -> str:
    """The portable folder's own test, at the code page of Japan."""
    # The registry keeps what Windows was set up with; programs are told another by the locale.
    asked = ["windows-python3.11", "-c", "import ctypes; print(ctypes.windll.kernel32.GetACP())"]
    page = _run(asked).out.strip()
    need(page == CODE_PAGE, f"code page {page}")
    said = check.run(check.portable / "dxdesk-cli.exe", "--self-test")
    need(said.status == 0, str(said))
    return f"code page {page}, {said.out.strip().splitlines()[-1]}"


def another_programs_folder(check: Check) -> str:
    """Setup neither runs nor replaces the uninstaller of another program."""
    theirs = check.windows / "Tools" / "uninstall.exe"
    theirs.parent.mkdir()
    theirs.write_bytes(b"another program's")
    said = check.run(check.setup, "/S", f"/D={check.path(theirs.parent)}", timeout=300)
    need(said.status == 2, str(said))
    there = sums(theirs.parent)
    need(list(there) == [theirs.name], f"laid: {sorted(there)[:10]}")
    need(theirs.read_bytes() == b"another program's", "their uninstaller is another")
    return "left as it is"


def silent_install(check: Check) -> str:
    """Setup says nothing, lays exactly the zip's files and takes the three suffixes."""
    said = check.run(check.setup, "/S", timeout=300)
    need(said.status == 0, str(said))
    laid, packed = sums(check.installed), sums(check.portable)
    more = {name for name in laid if name not in packed}
    wrong = {name for name, digest in packed.items() if laid.get(name) != digest}
    need(not wrong, f"not as in the zip: {sorted(wrong)[:10]}")
    need(len(more) <= 1, f"more than an uninstaller: {sorted(more)}")
    for suffix, kind in SUFFIXES.items():
        taken = check.registry(rf"HKCU\Software\Classes\{suffix}")
        opens = check.registry(rf"HKCU\Software\Classes\{kind}\shell\open\command")
        need(taken == kind and opens and "dxdesk.exe" in opens, f"{suffix}: {taken}, {opens}")
        # Windows shows the classes of a user and of the machine as one, wine the machine's alone.
        for key in (suffix, kind):
            said = check.run(
                *("reg", "copy", rf"HKCU\Software\Classes\{key}", rf"HKLM\Software\Classes\{key}"),
                *("/s", "/f"),
            )
            need(said.status == 0, str(said))
    menu = list(check.home.rglob("Start Menu/**/dxdesk.lnk"))
    need(menu, "nothing in the start menu")
    return f"{len(laid)} files"


def prepared(check: Check) -> str:
    """An office asks its departments, by the installed command line."""
    check.documents.mkdir()
    sample = check.installed / "_internal" / "resources" / "sample" / "plan-r6.txt"
    office = check.documents / "台帳 令和6年度.dxdesk"
    check.done("import", sample, office)
    check.done("request", office, "--year", YEAR, "--out", check.documents / "照会")
    made = list((check.documents / "照会").glob("*.dxreq"))
    need(len(made) > 10, f"{len(made)} requests")
    return f"{len(made)} requests"


def request_of(check: Check) -> Path:
    (found,) = (check.documents / "照会").glob(f"*_{DEPARTMENT}_*.dxreq")
    return found


def opened_by_a_double_click(check: Check) -> str:
    """A request is opened through its association; somebody answers, and the program is killed."""
    check.begin("start", request_of(check))
    check.window(DEPARTMENT)
    (pid,) = running("dxdesk.exe")
    check.picture("2 照会")
    # From the request to its form, to the first thing that is left to do, and into its field.
    for key in ("Return", "F8"):
        _xdotool("key", key)
        time.sleep(2)
    check.picture("3 欄")
    _xdotool("key", "ctrl+End")
    _xdotool("type", "--delay", "60", TYPED)
    time.sleep(SAVED_AFTER)
    check.picture("4 入力")
    os.kill(pid, signal.SIGKILL)
    check.ended()
    return f"typed {TYPED!r}, killed"


def goes_on(check: Check) -> str:
    """The next start opens the file that was worked on, with what was typed."""
    check.begin(check.installed / "dxdesk.exe")
    check.window(DEPARTMENT)
    check.picture("5 続き")
    check.close()
    (desk,) = (check.documents / "照会").glob("*.dxdesk")
    said = check.done("dump", desk)
    need(TYPED in said, f"{desk.name} has no {TYPED!r}: {said[:500]}")
    return f"{desk.name} holds it"


def a_start_after_a_close(check: Check) -> str:
    """After a close nothing is told of a crash; the start page stands there."""
    left = [str(one) for one in check.home.rglob("session-*")]
    need(not left, f"left behind by a close: {left}")
    check.begin(check.installed / "dxdesk.exe")
    check.window("^dxdesk$")
    check.picture("1 開始")
    check.close()
    return "the start page"


def another_process_holds_it(check: Check) -> str:
    """The office's file is open in a window: another process is told by whom."""
    office = check.documents / "台帳 令和6年度.dxdesk"
    check.begin("start", office)
    check.window("― dxdesk$")
    check.picture("6 一覧")
    words = ("mark", office, "--department", DEPARTMENT, "--stage", "not-concerned")
    said = check.cli(*words)
    need(said.status == 1, str(said))
    need("開いて" in said.err and check.home.name in said.err, str(said))
    need(DEPARTMENT in check.done("status", office), "it can be read meanwhile")
    check.close()
    check.done(*words)
    return said.err.strip()


def paths_that_people_have(check: Check) -> str:
    """A file in each of these folders is made, asked from, opened by double click and read."""
    sample = check.installed / "_internal" / "resources" / "sample" / "plan-r6.txt"
    for number, name in enumerate(FOLDERS):
        folder = check.windows / "案件" / Path(name.replace("\\", "/"))
        folder.mkdir(parents=True)
        office = folder / f"{folder.name[:40]}.dxdesk"
        check.done("import", sample, office)
        check.done("request", office, "--year", YEAR, "--out", folder, "--department", DEPARTMENT)
        (request,) = folder.glob("*.dxreq")
        check.done("open", request, "--to", folder / "回答 1.dxdesk")
        need('"items"' in check.done("dump", folder / "回答 1.dxdesk"), f"nothing in {folder}")
        need(not list(folder.glob("*.part")), f"left in {folder}")
        # Every way from the shell into the window is one; two of them are tried.
        if number in (1, 4):
            check.begin("start", request)
            check.window(DEPARTMENT)
            check.close()
    return f"{len(FOLDERS)} folders, the longest path {max(map(len, map(str, FOLDERS))) + 60} long"


def reserved_names(check: Check) -> str:
    """What Windows takes for a device is refused by a sentence, or made as it was named."""
    folder = check.windows / "予約"
    folder.mkdir()
    sample = check.installed / "_internal" / "resources" / "sample" / "plan-r6.txt"
    told: dict[str, str] = {}
    for name in RESERVED:
        said = check.cli("import", sample, f"{check.path(folder)}\\{name}")
        need(said.status in (0, 1), f"{name}: {said}")
        need("Traceback" not in said.err, f"{name}: {said}")
        if said.status:
            need(re.search(r"[ぁ-ん]", said.err), f"{name}: {said}")
        else:
            need(
                any(one.stat().st_size > 10_000 for one in folder.glob("*")),
                f"{name}: said that it was made; there is {list(folder.iterdir())}",
            )
        told[name] = said.err.strip() or "made"
        for one in folder.iterdir():
            one.unlink()
    print("\n".join(f"    {name}: {text}" for name, text in told.items()))
    return f"{sum(text == 'made' for text in told.values())} of {len(RESERVED)} made by wine"


def uninstalled(check: Check) -> str:
    """What setup laid goes, what people made stays."""
    kept = check.installed / "メモ.txt"
    kept.write_text("人のもの", encoding="utf-8")
    before = sums(check.documents)
    said = check.run(check.installed / "uninstall.exe", "/S")
    until = time.monotonic() + 60
    # The uninstaller goes on from a copy of itself.
    while (check.installed / "dxdesk.exe").exists() or running("uninstall.exe"):
        need(time.monotonic() < until, f"still there after 60 s: {said}")
        time.sleep(0.5)
    time.sleep(2)
    left = [path.relative_to(check.installed) for path in check.installed.rglob("*")]
    need(left == [Path(kept.name)], f"left: {left[:10]}")
    need(sums(check.documents) == before, "somebody's file is another or gone")
    for suffix, kind in SUFFIXES.items():
        taken = check.registry(rf"HKCU\Software\Classes\{suffix}")
        opens = check.registry(rf"HKCU\Software\Classes\{kind}\shell\open\command")
        need(not taken and not opens, f"{suffix} is still {taken}, opened by {opens}")
    need(not list(check.home.rglob("Start Menu/**/dxdesk.lnk")), "still in the start menu")
    return f"{len(before)} files of people are as they were"


STEPS: tuple[tuple[str, Callable[[Check], str]], ...] = (
    ("the very build", the_very_build),
    ("self-test", self_test),
    ("another program's folder", another_programs_folder),
    ("silent install", silent_install),
    ("an office asks", prepared),
    ("double click, typing, kill", opened_by_a_double_click),
    ("the next start goes on", goes_on),
    ("a start after a close", a_start_after_a_close),
    ("another process's lock", another_process_holds_it),
    ("paths that people have", paths_that_people_have),
    ("reserved names", reserved_names),
    ("uninstalled", uninstalled),
)


def main(dist: Path) -> int:
    """Do every step; 1 at the first that did not see what it has to see."""
    os.environ["DISPLAY"] = DISPLAY
    screen = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", SCREEN, "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(2)
    # Without one that manages windows none is maximised, and the keyboard goes astray.
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # One Windows for all steps: one that ends between them may take the next program along.
    subprocess.run(["wineserver", "--persistent"], check=True)
    check = Check(dist, Path("pictures").resolve())
    shutil.rmtree(check.pictures, ignore_errors=True)
    try:
        for name, step in STEPS:
            started = time.monotonic()
            try:
                saw = step(check)
            except (NotSeenError, subprocess.TimeoutExpired, ValueError, OSError) as error:
                check.picture("失敗")
                print(
                    f"windows-check: {name}: FAILED after {time.monotonic() - started:.0f} s: {error}"
                )
                return 1
            print(f"windows-check: {name}: {saw} ({time.monotonic() - started:.0f} s)")
    finally:
        manager.terminate()
        screen.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
