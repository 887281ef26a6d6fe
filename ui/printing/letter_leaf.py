"""A letter on paper: to whom, from whom, what is asked, by when and how to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt

from ui.printing.leaf import MM, Brush
from ui.printing.letters import Kind, Letter
from ui.printing.painter import LeafPages, lay_out
from ui.printing.rows import Cell, Row, head_row, label_row

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_SIZE = 10.5
_TITLE = 14.0
_TO_BE_WRITTEN = "　　　　年　　　月　　　日"
_CONTACT = "所属　　　　　　　　　　　　　　担当者\n \n電話　　　　　　　　　　　　　　メール"
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


class LetterLeaf:
    """Lays a letter's values out as rows between head and foot."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self._words = _WORDS[letter.kind]

    @property
    def department(self) -> str:
        return self.letter.department

    @property
    def name(self) -> str:
        return self._words.name

    def head_height(self, *, first: bool) -> float:
        return (52 if first else 12) * MM

    def foot(self, number: int, count: int) -> tuple[str, str]:
        return f"{self._words.name}　{self.letter.department}", f"{number} / {count} ページ"

    def paint_head(self, brush: Brush, *, first: bool) -> None:
        letter, wide = self.letter, brush.width
        if not first:
            said = f"{self._words.name}　{letter.department}（続き）"
            brush.line(said, QRectF(0, 0, wide, 8 * MM), 9, bold=True)
            return
        brush.line(letter.day, QRectF(0, 0, wide, 7 * MM), _SIZE, _RIGHT)
        brush.line(f"{letter.department}　御中", QRectF(0, 10 * MM, wide, 8 * MM), 12, bold=True)
        brush.line(letter.sender, QRectF(0, 20 * MM, wide, 7 * MM), _SIZE, _RIGHT)
        brush.line(self._title(), QRectF(0, 36 * MM, wide, 10 * MM), _TITLE, _CENTRE, bold=True)

    def rows(self) -> Iterator[Row]:
        letter = self.letter
        yield _prose(self._body())
        yield _prose("")
        yield label_row("提出期限", self._deadline(), bold=True)
        yield label_row("項目の数", f"{len(letter.items)}項目")
        yield label_row("回答の方法", _HOW.format(letter.sender))
        yield label_row("問合せ先", _CONTACT)
        yield _prose("")
        yield head_row((("番号", 9), ("取組項目", 40), (self._words.column, 51)))
        for item in letter.items:
            yield Row((Cell(item.no, 9), Cell(item.title, 40), Cell(item.what, 51)))

    def _title(self) -> str:
        words = self._words.title_again if self.letter.round > 1 else self._words.title
        return words.format(plan=self.letter.plan, year=self.letter.year)

    def _body(self) -> str:
        letter = self.letter
        words = self._words.again if letter.round > 1 else self._words.body
        late = letter.left is not None and letter.left < 0
        hurry = "至急、提出してください。" if late else "期限までに提出してください。"
        return "　" + words.format(round=letter.round, day=letter.day, hurry=hurry)

    def _deadline(self) -> str:
        letter = self.letter
        if not letter.deadline or letter.kind is Kind.COVER:
            return letter.deadline or _TO_BE_WRITTEN
        return f"{letter.deadline}{_days(letter.left)}"


def letter_pages(letters: Iterable[Letter]) -> LeafPages:
    """Work out every page of letters."""
    return lay_out([LetterLeaf(letter) for letter in letters])


def letters_title(letters: list[Letter]) -> str:
    """What a file of letters is called."""
    first = letters[0]
    who = first.department if len(letters) == 1 else f"{len(letters)}課"
    return f"{_WORDS[first.kind].name} {first.year} {who} {first.plan}"


def _prose(text: str) -> Row:
    return Row((Cell(text, 100, size=_SIZE),), borders=False)


def _days(left: int | None) -> str:
    if left is None:
        return ""
    if left < 0:
        return f"　（{-left}日過ぎています）"
    return f"　（あと{left}日です）" if left else "　（本日です）"
