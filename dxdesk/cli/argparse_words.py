"""What argparse says by itself, in the language of the command line.

It looks its texts up by two functions of its module, which read catalogues from files of a format
of their own; those functions are set to read the table here. Only its usage errors and headings
are meant: what stands in declarations is in `help_words`.
"""

from __future__ import annotations

import argparse
import re
from unicodedata import east_asian_width

from dxdesk.cli.language import speaks_english

# By argparse's own English. What it says of faults in declarations, which no user can make, is not
# here; tests/test_cli_help.py has the list of those.
JAPANESE = {
    "usage: ": "使い方: ",
    "%(heading)s:": "%(heading)s:",
    "positional arguments": "指定するもの",
    "options": "オプション",
    "subcommands": "コマンド",
    "show this help message and exit": "この説明を表示する",
    "show program's version number and exit": "版を表示する",
    " (default: %(default)s)": "（指定がなければ %(default)s）",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "「%(parser_name)s」というコマンドはありません（%(choices)s）"
    ),
    "unrecognized arguments: %s": "余分な指定です: %s",
    "not allowed with argument %s": "%sとは同時に指定できません",
    "ignored explicit argument %r": "値は付けられません: %s",
    "the following arguments are required: %s": "指定が足りません: %s",
    "one of the arguments %s is required": "%s のどれか一つを指定してください",
    "expected one argument": "値を一つ指定してください",
    "expected at most one argument": "値は一つまでです",
    "expected at least one argument": "値を一つ以上指定してください",
    "expected %s argument": "値を%s個指定してください",
    "expected %s arguments": "値を%s個指定してください",
    "ambiguous option: %(option)s could match %(matches)s": (
        "「%(option)s」はどのオプションか決まりません（%(matches)s）"
    ),
    "unexpected option string: %s": "ここでは使えないオプションです: %s",
    "invalid %(type)s value: %(value)r": "読み取れない値です: %(value)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "「%(value)s」は選べません（%(choices)s のどれか）"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "「%(value)s」は選べません。「%(closest)s」ですか（%(choices)s のどれか）"
    ),
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: %(message)s\n",
}

# Signs that begin no line.
_NOT_FIRST = "、。）」"


def speak() -> None:
    """Have argparse speak the language of the command line from now on."""
    argparse._ = _said  # pyright: ignore[reportAttributeAccessIssue]
    argparse.ngettext = _said_of_several  # pyright: ignore[reportAttributeAccessIssue]


class Formatter(argparse.HelpFormatter):
    """Breaks lines where they are full on a screen, where Japanese signs take two columns."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(f"{indent}{line}" for line in _lines(text, width))


def _lines(text: str, width: int) -> list[str]:
    # A word of Latin letters stays whole, a Japanese sign is one for itself.
    pieces = re.findall(r"[!-~]+ ?|.", " ".join(text.split()))
    lines, line = list[str](), ""
    for piece in pieces:
        # One column is left for a sign that begins no line.
        if line and _columns(f"{line}{piece}".rstrip()) > width - 1 and piece not in _NOT_FIRST:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line else lines


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _said(english: str) -> str:
    return english if speaks_english() else JAPANESE.get(english, english)


def _said_of_several(one: str, several: str, count: int) -> str:
    return _said(one if count == 1 else several)
