"""What letters say, on paper and as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dxdesk.office.letters import Kind, Letter

TO_BE_WRITTEN = "　　　　年　　　月　　　日"
_HOW = (
    "① 照会ファイル（.dxreq）をdxdeskで開き、各欄に記入します。"
    "Excelの照会ファイル（.xlsx）は、Excelでもそのまま記入できます。\n"
    "② 確認が必要な箇所がなくなったら、提出ファイルを書き出します。\n"
    "③ 確認票を印刷して課内の決裁を受け、提出ファイルを{}へ送ります。"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """What a letter of a kind says; `again` is for what was sent back."""

    name: str
    title: str
    title_again: str
    body: str
    again: str
    column: str


_WORDS = {
    Kind.COVER: _Words(
        "送り状",
        "{plan}　{year}の実績について（照会）",
        "{plan}　{year}の実績について（再照会）",
        "このことについて、下記のとおり照会します。添付の照会ファイルに記入し、期限までに提出してください。",
        "提出していただいた回答のうち、下記の項目の見直しをお願いします。"
        "添付の照会ファイル（第{round}回）に記入し、期限までに提出してください。",
        "記入していただくこと",
    ),
    Kind.REMINDER: _Words(
        "督促状",
        "{plan}　{year}の実績の提出について（依頼）",
        "{plan}　{year}の実績の再提出について（依頼）",
        "先に照会した下記の項目の回答が、{day}現在、届いていません。{hurry}"
        "行き違いで提出がお済みの場合は、御容赦ください。",
        "見直しをお願いした下記の項目（第{round}回の照会）の回答が、{day}現在、届いていません。{hurry}"
        "行き違いで提出がお済みの場合は、御容赦ください。",
        "届いていないもの",
    ),
}


def name_of(kind: Kind) -> str:
    """What a letter of a kind is called."""
    return _WORDS[kind].name


def column_of(kind: Kind) -> str:
    """The heading above what is wanted of each item."""
    return _WORDS[kind].column


def title_of(letter: Letter) -> str:
    """The subject line."""
    words = _WORDS[letter.kind]
    title = words.title_again if letter.round > 1 else words.title
    return title.format(plan=letter.plan, year=letter.year)


def body_of(letter: Letter) -> str:
    """The sentences above the list, as one paragraph."""
    words = _WORDS[letter.kind]
    late = letter.left is not None and letter.left < 0
    hurry = "至急、提出してください。" if late else "期限までに提出してください。"
    body = words.again if letter.round > 1 else words.body
    return "　" + body.format(round=letter.round, day=letter.day, hurry=hurry)


def deadline_of(letter: Letter) -> str:
    """By when; in a reminder with the days to it. Empty where none was said."""
    if not letter.deadline or letter.kind is Kind.COVER:
        return letter.deadline
    return f"{letter.deadline}{_days(letter.left)}"


def count_of(letter: Letter) -> str:
    """How much is asked."""
    return f"{len(letter.items)}項目　（記入欄{letter.fields}）"


def how_of(letter: Letter) -> str:
    """How to answer, in steps."""
    return _HOW.format(letter.sender)


def plain_text(letter: Letter) -> str:
    """The whole letter as text, for a mail or a file beside the request."""
    return "\n".join(_lines(letter)) + "\n"


def as_text_file(letter: Letter) -> bytes:
    """The same as Windows' Notepad of any age opens it: UTF-8 with BOM, CRLF."""
    return plain_text(letter).replace("\n", "\r\n").encode("utf-8-sig", "replace")


def _lines(letter: Letter) -> Iterator[str]:
    yield letter.day
    yield f"{letter.department}　御中"
    yield letter.sender
    yield ""
    yield title_of(letter)
    yield ""
    yield body_of(letter)
    yield ""
    yield f"提出期限　{deadline_of(letter) or '（決まっていません）'}"
    yield f"項目の数　{count_of(letter)}"
    yield f"問合せ先　{letter.sender}"
    yield ""
    yield "回答の方法"
    yield how_of(letter)
    yield ""
    yield f"{column_of(letter.kind)}"
    for item in letter.items:
        yield f"・{item.no}　{item.title}"
        yield from (f"　　{line}" for line in item.what.split("\n"))


def _days(left: int | None) -> str:
    if left is None:
        return ""
    if left < 0:
        return f"　（{-left}日過ぎています）"
    return f"　（あと{left}日です）" if left else "　（本日です）"
