"""The command line explains itself in Japanese, or in English: all of it, in either."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator

import pytest

from dxdesk.cli import build_parser, main
from dxdesk.cli.argparse_words import JAPANESE
from dxdesk.cli.help_words import ABOUT, COMMON, HELP, help_of
from dxdesk.cli.language import speaks_english
from tests.causes import NO_SOURCES

KANA_OR_KANJI = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
# What argparse says of declarations, never to a user.
OF_DECLARATIONS = {
    ".__call__() not defined",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    'argument "-" with mode %r',
    "can't open '%(filename)s': %(error)s",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "dest= is required for options like %s",
    "invalid conflict_resolution value: %r",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    "mutually exclusive arguments must be optional",
    "cannot have multiple subparser arguments",
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    "option '%(option)s' is deprecated",
    "argument '%(argument_name)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
}


@pytest.fixture(params=["ja_JP.UTF-8", "en_US.UTF-8"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", request.param)
    return request.param[:2]


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    parser = build_parser()
    yield "", parser
    (commands,) = (action for action in parser._actions if isinstance(action.choices, dict))
    assert isinstance(commands.choices, dict)
    yield from commands.choices.items()


def arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    return (action for action in parser._actions if not isinstance(action.choices, dict))


def name_of(action: argparse.Action) -> str:
    return action.option_strings[0] if action.option_strings else action.dest


def test_every_argument_is_explained_in_the_language(language: str) -> None:
    for command, parser in parsers():
        for text in (parser.description, *(action.help for action in arguments(parser))):
            assert text
            assert bool(KANA_OR_KANJI.search(text)) is (language == "ja"), (command, text)


def test_no_words_are_left_of_what_is_gone() -> None:
    declared = {command: {name_of(one) for one in arguments(sub)} for command, sub in parsers()}
    assert set(HELP) == set(declared) - {""}
    for command, words in HELP.items():
        assert set(words.arguments) <= declared[command], command
    used = {
        name
        for command, names in declared.items()
        for name in names
        if not command or name not in HELP[command].arguments
    }
    assert set(COMMON) == used


def test_both_languages_name_the_same_things() -> None:
    """Names of options and values are not translated."""
    texts = [ABOUT, *COMMON.values()]
    texts += [words.about for words in HELP.values()]
    texts += [one for words in HELP.values() for one in words.arguments.values()]
    for words in texts:
        assert KANA_OR_KANJI.search(words.japanese)
        assert not KANA_OR_KANJI.search(words.english)
        for name in re.findall(r"[a-z]+(?=: to|:  |, [a-z]+:)|\.[a-z]+|--[a-z]+", words.english):
            assert name in words.japanese, words


def test_an_argument_without_words_fails() -> None:
    with pytest.raises(KeyError):
        help_of("dump", "--no-such")


def own_texts_of_argparse() -> set[str]:
    found = set[str]()
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            counted = {"_": node.args[:1], "ngettext": node.args[:2]}.get(node.func.id, [])
            found |= {str(one.value) for one in counted if isinstance(one, ast.Constant)}
    return found


@NO_SOURCES.mark()
def test_argparse_says_nothing_that_has_no_japanese() -> None:
    assert len(own_texts_of_argparse()) > 30
    assert own_texts_of_argparse() - OF_DECLARATIONS <= set(JAPANESE)


def places(text: str) -> set[str]:
    return set(re.findall(r"%(?:\(\w+\))?", text))


def test_japanese_has_the_places_of_the_english() -> None:
    for english, japanese in JAPANESE.items():
        # The kind of a value is the name of a function to argparse.
        assert places(japanese) == places(english) - {"%(type)"}, english


WRONG = [
    (["exprot"], "exprot"),
    (["dump"], "FILE"),
    (["dump", "a", "b"], "b"),
    (["dump", "a", "--year"], "--year"),
    (["dump", "a", "--year", "24x"], "24x"),
    (["dump", "a", "--yeer=1"], "--yeer"),
    (["accept", "a"], "--department"),
    (["accept", "a", "--department", "x", "--all-without-findings"], "--department"),
    (["merge", "a"], "FILE"),
    (["status", "a", "--json=1"], "--json"),
    (["check", "a", "--severity", "bad"], "bad"),
    (["rules", "a", "--far-below", "x"], "x"),
    (["rules", "a", "--set", "x"], "x"),
    (["rules", "a", "--guidance", "x"], "x"),
    (["letters", "a", "--kind", "cover", "--out", "b", "--date", "x"], "x"),
]


@pytest.mark.parametrize(("words", "named"), WRONG)
def test_wrong_usage_is_told_in_the_language(
    language: str, words: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    usage, said = capsys.readouterr().err.split("\ndxdesk", 1)
    assert usage.startswith("使い方: dxdesk" if language == "ja" else "usage: dxdesk")
    assert named in said
    assert bool(KANA_OR_KANJI.search(said)) is (language == "ja")


def test_no_line_is_wider_than_its_window(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command, _ in parsers():
        assert main([*filter(None, [command]), "--help"]) == 0
        # The usage is argparse's own.
        for line in capsys.readouterr().out.partition("\n\n")[2].splitlines():
            if re.search(KANA_OR_KANJI, line):
                assert sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) <= 80, line


@pytest.mark.parametrize(
    ("locale", "english"),
    [
        ({}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LANG": "ja_JP.UTF-8"}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "en"}, True),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "ja_JP.UTF-8", "LC_MESSAGES": "en_GB", "LANG": "en_US"}, False),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, True),
        ({"LANG": "eng"}, False),
    ],
)
def test_the_language_is_japanese_unless_the_locale_names_english(
    monkeypatch: pytest.MonkeyPatch, locale: dict[str, str], english: bool
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert speaks_english() is english
