"""What a sentence of a 総括 claims of its list: which grades, how many items, what share of them.

The grammar of such sentences stands in this module alone. A sentence is read from its start for as
long as every word is known, and not at all where it compares with another year or speaks of a part
of the plan. Of what is not surely understood nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dxdesk.domain.plan import Order, Plan
from dxdesk.domain.scale import Standing
from dxdesk.domain.text import fold, read_year


class Share(NamedTuple):
    """What a spoken share may stand for, in per cent of all; `step` is its last printed decimal."""

    least: Decimal
    most: Decimal
    step: Decimal = Decimal(0)

    def fits(self, count: int, total: int, codes: int) -> bool:
        """Whether `count` of `total` can be called so: rounded, cut off, or summed from rounded."""
        exact = Decimal(100 * count) / total if total else Decimal(0)
        slack = self.step * max(Decimal(1), Decimal(codes) / 2)
        return self.least - slack <= exact <= self.most + slack


@dataclass(frozen=True, slots=True)
class Claim:
    """Some grades, and what a sentence says of them; `text` are its own words, folded.

    `each` may be true of every code alone instead of all together: where the sentence says so
    (`each` True), or leaves it open (None).
    """

    text: str
    codes: tuple[str, ...]
    count: int | None = None
    share: Share | None = None
    each: bool | None = False


@dataclass(frozen=True, slots=True)
class Whole:
    """How many items a sentence says that the whole list has.

    `bare` is one without a word for all: 4項目中 may go on with what was spoken of before.
    """

    text: str
    count: int
    bare: bool = False


class Claims(NamedTuple):
    """What one sentence claims."""

    wholes: tuple[Whole, ...] = ()
    claims: tuple[Claim, ...] = ()


_ITEM_WORDS = ("取組項目", "取り組み項目", "個別施策", "取組", "取り組み", "項目", "施策", "事業")
_NO_ITEMS = "(?!者|所|費|年度|部|課)"
_THINGS = f"(?:{'|'.join(_ITEM_WORDS)}){_NO_ITEMS}"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+|[一二三四五六七八九十百〇]+)"
_ROUGHLY, _ABOUT = "約|およそ|おおよそ|おおむね|概ね|ほぼ", "程度|前後|ほど"
_BOUND = "強|弱|余り|余|近く|台|以上|以下|未満|超|を超え(?:る|ている|ており|て|た)?|を上回(?:る|り|っ)|を下回(?:る|り|っ)|に満たな(?:い|かっ)"
_SHARE = (
    rf"(?:残りの?|残る)?(?P<roughly>{_ROUGHLY})?(?:"
    r"(?P<percent>\d{1,3}(?:\.\d+)?)\s*(?:%|パーセント)|"
    r"(?P<tenths>\d(?:\.\d)?|10|[一二三四五六七八九十])割(?![\d一二三四五六七八九合])|"
    rf"(?P<below>{_NUMBER})分の(?P<above>{_NUMBER})|"
    r"(?P<most>過半数?)|(?P<half>半数|半分))"
    rf"(?P<bound>{_ABOUT}|{_BOUND})?"
)
_KNOWN = (
    r"(?:令和|平成|[RH])\s*(?:\d{1,2}|元|[一二三四五六七八九十]+)年度?|\d{4}年度?|"
    "今年度|本年度|当年度|当該年度|年度|本計画|当計画|計画|プラン|本市|当市|本町|本村|本県|全庁|庁内|各課|"
    f"担当課|担当部署|自己|評価|評定|総合|内部|点検|進捗|達成|状況|度|実績|結果|成果|内訳|区分|{_THINGS}|"
    "件数|割合|比率|構成比|数|全体|全て|すべて|全|合計|総計|計|合わせ|あわせ|併せ|それぞれ|いずれ|とも|各|ずつ|"
    "対する|対し|関する|よる|よれば|おける|おいて|つい|当た|あた|相当|占め|とどま|留ま|達し|上[っり]|のぼ|以下|次(?!年)|該当|得|判断|"
    "とおり|通り|ところ|行[っい]|実施|また|なお|さらに|そして|一方|うえ|もの|こと|推進|集計|今回|時点|総じて|"
    "別|末|という|といっ|であ|でし|です|だっ|だ|な[っりる]|あ[っりる]|し[たて]|する|さ[れ]|受け|付け|み|"
    r"[のはがをもとにでへやなるたてりっれいうき]|[、,\s:;()「」『』・…=/|→]"
)
# Words around a grade that only say once more what it means: 概ね順調(A以上), 計画どおり(A評価).
_MEANING = (
    "目標|計画|達成|上回|下回|大幅|順調|進捗|進行|状況|概ね|おおむね|やや|遅れ|良好|進ん|進め|達し|届|未|予定|"
    "期待|以上|どおり|通り|ほぼ|取組|項目"
)
_MEANT = f"(?:{_MEANING})(?:{_MEANING}|であ|[やをにのなではがとるたいっかりしてず、])*+"
_MARK = "評価|ランク|判定|区分|評定"
_JOIN = (
    r"\s*(?:・|/|\+|と|や|か|及び|および|並びに|ならびに|又は|または|若しくは|もしくは{comma})\s*"
)
_SPAN = r"\s*(?:[~\-]|から)\s*"

# What may stand between the words of a claim, and behind the last of them.
_RATED = (
    "(?:と(?:なった|した|自己評価した|評価した|評価された|された|判定した|判定された|判断した)|だった|であった|な|"
    "を(?:受けた|得た|付けた)|に(?:該当|相当)する|に(?:当た|あた)る)"
)
_FORWARD = re.compile(
    rf"{_RATED}?(?:の?(?:もの|{_THINGS}|評価|割合|比率|構成比|件数|数|合計|計))*+[\s」』)]*+"
    r"(?P<link>は|が|も|の|を|で|:|=|…|\(|、)?\s*"
    r"(?:、|\(|\s|(?:で|を)?(?:合わせ|あわせ|併せ)(?:て|ると|た)|合計で?|計|"
    r"(?P<each>それぞれ|いずれも|ともに|とも|各)|"
    rf"(?:全体|全(?:て|体)?の?(?:{_THINGS}))の?)*+"
)
_BETWEEN = re.compile(
    r"(?:[\s、,(/:=・]|に(?:当た|あた)る|に相当する|を占める|である|であり|となり|で|と|の|割合は?|にして|"
    rf"全体|全(?:て|体)?の?(?:{_THINGS}))*+"
)
_BACKWARD = re.compile(
    r"\)?(?:が|は|を|も|とも|については|に関しては|が全て|がすべて|すべてが|全てが|は全て|はすべて)、?\s*[「『]?"
)
_OF_ALL = re.compile("の?(?:うち|内|中)$")
_EVERY = re.compile(rf"(?:全て|すべて|全)の?{_THINGS}(?:が|は|を|とも|で|において)、?$")
_EVERY_ONE = re.compile("の?(?:(?:全て|すべて)の?)?(?:が|は|を|とも|で|において)、?[「『]?")
_BEHIND_AMOUNT = re.compile(
    r"$|[、,)」/:;]|で(?:あ|す|し|、|最|もっと|$)|だ|と(?!同|異|違|連|比|は)|"
    r"に(?:とどま|留ま|なっ|なり|のぼ|上|達|当たっ|抑え)|が(?:あ|該当|、|$)|は|あ[るりっ]|存在|見られ|みられ|を(?:占|数え)|のみ|だけ|に?(?:つい|関し)て|ずつ"
)
_BEHIND_GRADES = re.compile(
    r"$|[、,)」』]|であ|です|でし|で、|で$|だ|と(?:な|し|評価|いう|いっ|判定)|に(?:該当|とどま|留ま|なっ)|を(?:獲得|付け|受け)|という|の評価"
)
_NONE_OF_THEM = re.compile(
    rf"{_RATED}?(?:の?(?:もの|{_THINGS}))?(?:は|が|も)?(?P<none>なかった|無かった|なく|無く|なし|無し|皆無|ゼロ)"
)

# What a sentence must not speak of: another year, a change, a wish, a part of the list.
_OTHERWISE = re.compile(
    r"前年|昨年|前回|前期|従来|比べ|比較|増|減少|減り|減っ|減と|減の|ポイント|除|以外|目指|目標とする|予定|見込|場合|"
    r"仮に|(?:とどま|留ま)ら|ではな|でな[いか]|とは|段階|中間|当初|同期|次期"
)
_A_PART = re.compile(
    r"分野|方針|部門|部局|重点|指標|KPI|基本目標|柱|(?:[このそ]|上記)のうち|その中|上半期|下半期"
)
_YEARS = re.compile(
    r"(?:令和|平成|(?<![A-Za-z])[RH])\s*(?:\d{1,2}|元|[一二三四五六七八九十]+)(?=年|$|\D)|\d{4}(?=年)"
)
_LEAD = re.compile(r"[^「」]*?(?:結果|ところ|ため|おり|ことから)、")
_BULLET = re.compile(r"[\s・●■□◆◇※*\-]+")
_DIGITS = dict(zip("〇一二三四五六七八九", range(10), strict=True))
# S評価とA評価は1項目 may be said of each; S・A評価 and A評価以上 are one group.
_LISTED = re.compile(r"と|及び|および|並びに|ならびに|、|,")
_RELATION = re.compile("以上|以下|未満")
_LONGEST = 400
_HAIR, _ALL = Decimal("0.0000001"), Decimal(100)


_KINDS = ("whole", "grades", "count", "share", "known")


class _Token(NamedTuple):
    kind: str
    found: re.Match[str]

    @property
    def start(self) -> int:
        return self.found.start()

    @property
    def end(self) -> int:
        return self.found.end()


def number(text: str) -> int:
    """A whole number in digits or kanji numerals below 1,000."""
    if text[0].isdecimal():
        return int(text.replace(",", ""))
    if not set(text) & set("十百"):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total, now = 0, 0
    for sign in text:
        if sign in _DIGITS:
            now = _DIGITS[sign]
        else:
            total += (now or 1) * (10 if sign == "十" else 100)
            now = 0
    return total + now


def is_about_a_part(text: str, plan: Plan) -> bool:
    """Whether a text names a part of the plan: a group, a department, a field."""
    names = {fold(group.title) for group in plan.groups}
    names |= {fold(group.label + group.no) for group in plan.groups if group.label}
    names |= {fold(name) for name in plan.departments}
    return bool(_A_PART.search(text)) or any(name in text for name in names if len(name) > 1)


def read_claims(sentence: str, plan: Plan) -> Claims:
    """What a sentence, folded and without its full stop, says of the whole list of a plan.

    Raises nothing, whatever the sentence is.
    """
    for name in filter(None, (plan.document_title, plan.title)):
        sentence = sentence.replace(fold(name), "本計画")
    if len(sentence) > _LONGEST or _OTHERWISE.search(sentence) or is_about_a_part(sentence, plan):
        return Claims()
    if any(_year(found[0]) != plan.year for found in _YEARS.finditer(sentence)):
        return Claims()
    labels = frozenset(group.label for group in plan.groups)
    codes = tuple(dict.fromkeys(fold(code) for code in plan.codes))
    if len(codes) < len(plan.codes):
        # Ａ and A on one scale: which is meant is not said.
        return Claims()
    grammar = _grammar(codes, labels, ",|、")
    sentence = grammar.without_meanings(sentence)
    tokens = grammar.tokens(sentence)
    if next((t.kind for t in tokens if t.kind != "whole"), "") in ("count", "share"):
        # 2項目がA評価、B評価が1項目: here a comma does not join grades.
        tokens = _grammar(codes, labels, "").tokens(sentence)
    return _Reader(sentence, tokens, plan, grammar).read()


def _year(text: str) -> int | None:
    kanji = re.search("[一二三四五六七八九十]+", text)
    return read_year(text.replace(kanji[0], str(number(kanji[0]))) if kanji else text)


class _Grammar:
    """The words of one scale."""

    def __init__(self, codes: Sequence[str], labels: frozenset[str], comma: str) -> None:
        ordered = sorted(codes, key=len, reverse=True)
        each = (self._one(code) for code in ordered)
        one = f"(?:{'|'.join(each)})(?:以上|以下|未満)?" if ordered else "(?!)"
        join = _JOIN.format(comma=f"|{comma}" if comma else "")
        group = f"{one}(?:{_SPAN}{one}(?:まで)?|(?:{join}{one})*)"
        self.code = re.compile("|".join(map(re.escape, ordered)) if ordered else "(?!)")
        # Where groups are called 施策, so many 施策 are no number of items.
        words = "|".join(word for word in _ITEM_WORDS if word not in labels) or "(?!)"
        things = rf"\s*(?:つの|個の|の)?\s*(?:{words}){_NO_ITEMS}"
        count = rf"(?:残りの?|残る)?(?P<number>{_NUMBER})(?:{things}|件(?!数|名))(?!{_ABOUT}|{_BOUND}|目)"
        self._words = re.compile(
            rf"(?P<whole>全(?:て|体|部)?(?:で|の)?\s*(?P<all>{_NUMBER}){things}(?:(?:の?うち|の内|中)(?:の|、)?)?|"
            rf"(?P<of>{_NUMBER}){things}(?:の?うち|の内|中)(?:の|、)?)|"
            rf"(?P<grades>{group})|(?P<count>{count})|(?P<share>{_SHARE})|"
            rf"(?P<known>{_KNOWN})"
        )
        self._meant = re.compile(rf"[「『]?{_MEANT}[「『]?\((?P<grades>{group})\)[」』]?")
        self._means = re.compile(rf"(?P<grades>{one})\({_MEANT}\)(?=(?P<number>\d)?)")

    @staticmethod
    def _one(code: str) -> str:
        """One grade: A評価, 評価A, 「A」, and where it cannot be a number of something a bare A."""
        said = re.escape(code)
        if code.isascii():
            said = rf"(?<![A-Za-z0-9.]){said}(?![A-Za-z0-9.%])"
        marked = rf"[「『](?:評価)?{said}(?:{_MARK})?[」』](?:{_MARK})?|評価[「『]?{said}[」』]?|{said}(?:{_MARK})"
        return marked if code.isdecimal() else rf"{marked}|{said}"

    def without_meanings(self, sentence: str) -> str:
        """The sentence with grades alone where it says in words what they mean as well."""
        sentence = self._meant.sub(r"\g<grades>", sentence)
        # A(計画どおり)2項目: the code stays apart from the number.
        return self._means.sub(
            lambda found: found["grades"] + " " * bool(found["number"]), sentence
        )

    def tokens(self, sentence: str) -> list[_Token]:
        """Grades and amounts, up to the first word that is not known."""
        lead = _LEAD.match(sentence)
        at = lead.end() if lead and not self._says(lead[0]) else 0
        bullet = _BULLET.match(sentence, at)
        at = bullet.end() if bullet and not self.code.match(bullet[0]) else at
        found: list[_Token] = []
        while word := self._words.match(sentence, at):
            kind = next(name for name in _KINDS if word[name])
            if kind != "known":
                found.append(_Token(kind, word))
            at = word.end()
        return found

    def _says(self, text: str) -> bool:
        return any(not word["known"] for word in self._words.finditer(text))


_grammar = lru_cache(maxsize=16)(_Grammar)


def _is_one(amounts: Sequence[_Token]) -> bool:
    """Whether amounts can be one thing's: a count and a share, in either order."""
    kinds = [token.kind for token in amounts]
    return 0 < len(kinds) == len(set(kinds))


class _Reader:
    """One sentence on its way to claims."""

    def __init__(
        self, sentence: str, tokens: Sequence[_Token], plan: Plan, grammar: _Grammar
    ) -> None:
        self._text = sentence
        self._plan = plan
        self._grammar = grammar
        self._wholes = [token for token in tokens if token.kind == "whole"]
        self._tokens = [token for token in tokens if token.kind != "whole"]

    def read(self) -> Claims:
        wholes: list[Whole] = []
        for token in self._wholes:
            if token.found["of"] and not self._is_of_all(token):
                return Claims()
            bare = token.found["all"] is None
            text = token.found[0].rstrip("の、")
            text = text if bare else _OF_ALL.sub("", text)
            wholes.append(Whole(text, number(token.found["all"] or token.found["of"]), bare))
        claims = list(self._claims()) or list(self._all_of_them(wholes))
        return Claims(tuple(wholes), tuple(claims))

    def _is_of_all(self, whole: _Token) -> bool:
        """Whether 4項目中 means the list: at the start, or behind its grades and は."""
        before = [token for token in self._tokens if token.end <= whole.start]
        if not before:
            return "全" not in self._text[: whole.start]
        gap = self._text[before[-1].end : whole.start]
        link = _FORWARD.fullmatch(gap)
        return (
            before[-1].kind == "grades" and link is not None and link["link"] in ("は", "が", "、")
        )

    def _all_of_them(self, wholes: Sequence[Whole]) -> Iterator[Claim]:
        """全3項目がA評価以上, すべての項目がA評価以上."""
        kinds = [token.kind for token in self._tokens]
        if kinds != ["grades"] or not self._ends(self._tokens[0]):
            return
        grades = self._tokens[0]
        codes, before = self._codes(grades), self._text[: grades.start]
        if codes and len(wholes) == 1 and _EVERY_ONE.fullmatch(before, self._wholes[0].end):
            text = self._words(self._wholes[0].start, grades.end)
            yield Claim(text, codes, wholes[0].count)
        elif codes and not wholes and (every := _EVERY.search(before)):
            text = self._words(every.start(), grades.end)
            yield Claim(text, codes, share=Share(_ALL, _ALL))

    def _claims(self) -> Iterator[Claim]:
        at, said = 0, set[tuple[str, ...]]()
        while at < len(self._tokens):
            here = self._tokens[at]
            read = self._forward(at) if here.kind == "grades" else self._backward(at)
            if read is None:
                return
            claim, at = read
            if claim.codes not in said:
                yield claim
            said.add(claim.codes)

    def _forward(self, at: int) -> tuple[Claim, int] | None:
        """S評価とA評価を合わせて2項目(67%), and C評価はなかった."""
        grades = self._tokens[at]
        codes = self._codes(grades)
        if not codes:
            return None
        if none := _NONE_OF_THEM.match(self._text, grades.end):
            return Claim(self._text[grades.start : none.end()], codes, 0), at + 1
        amounts = self._run(at + 1)
        after = at + 1 + len(amounts)
        if self._links_back(after):
            amounts = self._first_half(amounts)
            after = at + 1 + len(amounts)
        elif self._kind(after) == "grades" and self._may_link_back(after):
            return None
        if not amounts or not _is_one(amounts):
            return None
        gap = _FORWARD.fullmatch(self._gap(grades, amounts[0]))
        last = amounts[-1]
        if gap is None or not _BEHIND_AMOUNT.match(self._text, last.end):
            return None
        if gap["link"] == "で" and len(codes) == 1:
            return None
        each: bool | None = bool(gap["each"]) or self._text.startswith("ずつ", last.end)
        listed = _LISTED.search(grades.found[0]) and not _RELATION.search(grades.found[0])
        if not each and listed and not re.search("合|計", gap[0]):
            each = None
        text = self._words(grades.start, last.end)
        return self._claim(text, codes, amounts, each), after

    def _backward(self, at: int) -> tuple[Claim, int] | None:
        """約7割に当たる2項目がA評価."""
        amounts = self._run(at)
        after = at + len(amounts)
        if not _is_one(amounts) or not self._links_back(after):
            return None
        grades = self._tokens[after]
        text = self._words(amounts[0].start, grades.end)
        return self._claim(text, self._codes(grades), amounts), after + 1

    def _links_back(self, at: int) -> bool:
        """Whether an amount stands before these grades and is said of them: 2項目がA評価."""
        if not 0 < at < len(self._tokens) or self._tokens[at].kind != "grades":
            return False
        grades, listed = self._tokens[at], "、" in self._tokens[at].found[0]
        if not (self._may_link_back(at) and self._ends(grades) and self._codes(grades)):
            return False
        # 2項目がA評価、B評価で is a list; with an amount behind it, B評価が1項目 is a claim of its own.
        if self._kind(at + 1) == "grades" and self._gap(grades, self._tokens[at + 1]) == "、":
            return self._has_amount(at + 1)
        return not (listed and self._has_amount(at))

    def _may_link_back(self, at: int) -> bool:
        gap = self._gap(self._tokens[at - 1], self._tokens[at])
        return _BACKWARD.fullmatch(gap) is not None

    def _has_amount(self, at: int) -> bool:
        if self._kind(at + 1) not in ("count", "share"):
            return False
        link = _FORWARD.fullmatch(self._gap(self._tokens[at], self._tokens[at + 1]))
        return link is not None and (link["link"] or "") in ("は", "が", "も", ":", "=")

    def _kind(self, at: int) -> str:
        return self._tokens[at].kind if at < len(self._tokens) else ""

    def _ends(self, grades: _Token) -> bool:
        return _BEHIND_GRADES.match(self._text, grades.end) is not None

    def _run(self, at: int) -> list[_Token]:
        """Amounts in a row."""
        found: list[_Token] = []
        for token in self._tokens[at:]:
            near = not found or _BETWEEN.fullmatch(self._gap(found[-1], token))
            if token.kind == "grades" or not near:
                break
            found.append(token)
        return found

    def _first_half(self, run: Sequence[_Token]) -> list[_Token]:
        """Of amounts between two grades those of the first; none where that is not sure."""
        halves = [
            at
            for at in range(1, len(run))
            if "、" in self._gap(run[at - 1], run[at]) and _is_one(run[:at]) and _is_one(run[at:])
        ]
        return list(run[: halves[0]]) if len(halves) == 1 else []

    def _claim(
        self,
        text: str,
        codes: tuple[str, ...],
        amounts: Sequence[_Token],
        each: bool | None = False,
    ) -> Claim:
        count = next((number(t.found["number"]) for t in amounts if t.kind == "count"), None)
        share = next((_share(t.found) for t in amounts if t.kind == "share"), None)
        return Claim(text, codes, count, share, each)

    def _words(self, start: int, end: int) -> str:
        """The words of a claim, with the bracket that ends behind them."""
        words = self._text[start:end]
        return words + ")" if words.count("(") > words.count(")") else words

    def _gap(self, one: _Token, other: _Token) -> str:
        """What stands between two tokens, without the number of all."""
        gap, at = "", one.end
        for whole in self._wholes:
            if one.end <= whole.start < other.start:
                gap += self._text[at : whole.start]
                at = whole.end
        return gap + self._text[at : other.start]

    def _codes(self, token: _Token) -> tuple[str, ...]:
        """The codes of the scale that are meant; empty where that is not sure."""
        text, plan = token.found["grades"], self._plan
        spelt = {fold(code): code for code in plan.codes}
        found = list(self._grammar.code.finditer(text))
        named = [spelt[one[0]] for one in found]
        if len(found) == 2 and re.search(_SPAN, text[found[0].end() : found[1].start()]):
            first, last = sorted(plan.codes.index(code) for code in named)
            return plan.codes[first : last + 1]
        meant: dict[str, None] = {}
        for at, code in enumerate(named):
            end = found[at + 1].start() if at + 1 < len(found) else len(text)
            word = _RELATION.search(text[found[at].end() : end])
            codes = _beside(plan, code, word[0]) if word else (code,)
            if not codes:
                return ()
            meant |= dict.fromkeys(codes)
        return tuple(code for code in plan.codes if code in meant)


def _beside(plan: Plan, code: str, word: str) -> tuple[str, ...]:
    """The grades from one upward or downward; empty where the scale does not say which these are."""
    heights = {one: plan.height_of(one) for one in plan.codes}
    height = heights[code]
    unread = any(
        heights[grade.code] is None and grade.says is Standing.NOT_SAID for grade in plan.scale
    )
    if height is None or unread or plan.order is Order.NONE:
        return ()
    if list(heights.values()).count(height) > 1:
        return ()
    known = {one: at for one, at in heights.items() if at is not None}
    if word == "以上":
        return tuple(one for one, at in known.items() if at >= height)
    if word == "以下":
        return tuple(one for one, at in known.items() if at <= height)
    return tuple(one for one, at in known.items() if at < height)


def _share(found: re.Match[str]) -> Share:
    """What a spoken share may stand for: 7割 is 65 to 75, 7割強 70 to 80, 過半数 above 50."""
    wide = Decimal(10)
    if percent := found["percent"]:
        value = Decimal(percent)
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        if not found["roughly"] and not found["bound"]:
            return Share(value, value, step)
        wide = Decimal(10) if value % 10 == 0 else Decimal(5) if value % 5 == 0 else 2 * step
    elif tenths := found["tenths"]:
        value = 10 * (Decimal(tenths) if tenths[0].isdecimal() else Decimal(number(tenths)))
        wide = wide if value % 10 == 0 else Decimal(1)
    elif below := found["below"]:
        value = Decimal(100 * number(found["above"])) / max(number(below), 1)
    elif found["most"]:
        return Share(Decimal(50) + _HAIR, _ALL)
    else:
        value = Decimal(50)
        wide = 2 * wide if found["roughly"] else wide
    bound, half = found["bound"] or "", Decimal("0.5")
    if bound == "以上":
        return Share(value - _HAIR, _ALL)
    if bound in ("超", "余", "余り", "強", "台") or bound.startswith(("を超え", "を上回")):
        more = bound not in ("超",) and not bound.startswith("を")
        return Share(value - half, value + wide) if more else Share(value + _HAIR, _ALL)
    if bound in ("弱", "近く"):
        return Share(value - wide, value + half)
    if bound == "以下":
        return Share(Decimal(0), value + _HAIR)
    if bound == "未満" or bound.startswith(("を下回", "に満たな")):
        return Share(Decimal(0), value - _HAIR)
    return Share(value - wide / 2, value + wide / 2)
