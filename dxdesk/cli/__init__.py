"""The command line: the doors without a screen (DESIGN §9).

Each module declares the commands of one subject and does them.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from functools import cache

from dxdesk.cli import (
    asking,
    chasing,
    checks,
    clerk,
    copies,
    directions,
    office,
    planning,
    reading,
    reviewing,
    rules,
    waiting,
    years,
)
from dxdesk.cli.argparse_words import speak
from dxdesk.cli.commands import Commands
from dxdesk.cli.language import speaks_english
from dxdesk.cli.painter import LetterOrder, Painter
from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence

__all__ = ["LetterOrder", "Painter", "build_parser", "main"]


def main(argv: Sequence[str] | None = None, painter: Painter | None = None) -> int:
    """Run one command. Returns 0 done, 1 the world is wrong, 2 wrong usage.

    Whoever starts the command line brings the painter, since the core cannot paint.
    """
    _show_what_can_be_shown()
    parser = build_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    if not hasattr(args, "run"):
        parser.print_usage(sys.stderr)
        return 2
    args.painter = painter
    try:
        status = args.run(args)
        print(end="", flush=True)
    except DxdeskError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    except OSError as error:
        if not _reader_has_gone(error):
            raise
        # Whoever read the output has seen enough (dxdesk status … | head).
        _be_quiet()
        return 0
    return status


def _show_what_can_be_shown() -> None:
    """Print signs that the console's character set lacks as codes; they end nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _reader_has_gone(error: OSError) -> bool:
    """Whether nobody reads the output any more.

    Windows tells so as of a wrong argument (bpo-35754), which could be another's. Where somebody
    still reads, a line's end more does no harm before a stack trace.
    """
    if isinstance(error, BrokenPipeError):
        return True
    if sys.platform != "win32" or error.errno != errno.EINVAL:
        return False
    try:
        print(flush=True)
    except OSError:
        return True
    return False


def _be_quiet() -> None:
    """Let Python's own last flush go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command. Whoever runs several commands gets the same one again."""
    speak()
    return _parser_in(speaks_english())


@cache
def _parser_in(_english: bool) -> argparse.ArgumentParser:
    commands = Commands()
    for subject in (
        reading,
        planning,
        checks,
        rules,
        directions,
        asking,
        reviewing,
        chasing,
        waiting,
        office,
        years,
        clerk,
        copies,
    ):
        subject.declare(commands)
    commands.explain()
    return commands.parser
