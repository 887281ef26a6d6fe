"""What the commands have in common: how they are declared, and how they print."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk import __version__
from dxdesk.cli import help_words
from dxdesk.cli.argparse_words import Formatter

if TYPE_CHECKING:
    from dxdesk.department import Desk
    from dxdesk.office import Office

Command = Callable[[argparse.Namespace], int]


class Commands:
    """Declares the commands; `run` is the function that does one.

    They speak the language that the locale names when they are declared.
    """

    def __init__(self) -> None:
        self.parser = argparse.ArgumentParser(
            prog="dxdesk",
            description=str(help_words.ABOUT),
            formatter_class=Formatter,
        )
        self.parser.add_argument("--version", action="version", version=f"dxdesk {__version__}")
        self._commands = self.parser.add_subparsers(
            title=str(help_words.COMMANDS), metavar="COMMAND"
        )

    def add(self, name: str, run: Command, *paths: str) -> argparse.ArgumentParser:
        """Declare a command with its leading file arguments; its words are in `help_words`."""
        about = str(help_words.HELP[name].about)
        sub = self._commands.add_parser(
            name, help=about, description=about, formatter_class=Formatter
        )
        sub.set_defaults(run=run)
        for path in paths:
            sub.add_argument(path, type=Path, metavar=path.upper())
        return sub

    def explain(self) -> None:
        """Give every argument the words of its help, when all are declared."""
        _explain("", self.parser)
        for name, sub in self._commands.choices.items():
            _explain(name, sub)


def _explain(command: str, parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:  # pyright: ignore[reportPrivateUsage]
        if action.choices is None or not isinstance(action.choices, dict):
            name = action.option_strings[0] if action.option_strings else action.dest
            action.help = str(help_words.help_of(command, name)).replace("%", "%%")


def add_out(parser: argparse.ArgumentParser, metavar: str) -> None:
    """Where the output goes; it has to be said."""
    parser.add_argument("--out", type=Path, required=True, metavar=metavar)


def add_carrier(parser: argparse.ArgumentParser) -> None:
    """Which kind of file travels."""
    parser.add_argument("--carrier", choices=("native", "xlsx"), default="native")


def add_year(parser: argparse.ArgumentParser) -> None:
    """Which year, if not the newest."""
    parser.add_argument("--year", type=year, metavar="Y")


def year(text: str) -> int:
    """A fiscal year in four ASCII digits."""
    if not (text.isascii() and text.isdigit() and len(text) == len("2024")):
        raise argparse.ArgumentTypeError(str(help_words.NO_YEAR).format(text))
    return int(text)


def open_file(path: Path, *, by: str = "", read_only: bool = False) -> Desk | Office:
    """Open a clerk's file or an office's, whichever it is; the clerk's always for writing."""
    from dxdesk import department, office

    if department.is_desk(path):
        return department.Desk.open(path)
    return office.Office.open(path, by=by, read_only=read_only)


def print_json(value: object) -> None:
    """Print JSON that every console takes: escaped where it does not speak Unicode."""
    plain = "utf" in (getattr(sys.stdout, "encoding", None) or "").lower()
    print(json.dumps(value, ensure_ascii=not plain, indent=1))
