from __future__ import annotations

import contextlib
import hashlib
import io
import json
import random
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.codec import canonical, plain
from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import LONGEST_REASON, LONGEST_WORD, MOST_CONFIRMATIONS
from dxdesk.domain.plan import STAMPS
from dxdesk.domain.sealing import is_signed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import native
from dxdesk.files.archive import open_zip
from tests.files.samples import (
    AWKWARD,
    OPEN,
    REQUEST,
    SECRET,
    is_sealed,
    long_request,
    rezip,
    submission,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(AWKWARD)


def read(data: bytes) -> Request | Submission:
    return native.read_native(open_zip(data, file="a")).value


def trouble_of(data: bytes) -> Trouble:
    with pytest.raises(DxdeskError) as caught:
        read(data)
    return caught.value.trouble


def forged(data: bytes, **said: Any) -> bytes:
    """The same file with other words in its manifest."""

    def change(name: str, content: bytes) -> bytes:
        return json.dumps(json.loads(content) | said).encode() if name[0] == "m" else content

    return rezip(data, change)


def with_content(data: bytes, content: bytes) -> bytes:
    """Other content under a manifest that fits it."""
    sums = {"content.json": hashlib.sha256(content).hexdigest()}
    return rezip(forged(data, sha256=sums), lambda name, old: content if name[0] == "c" else old)


@given(st.lists(TEXT, min_size=len(OPEN), max_size=len(OPEN)), TEXT)
def test_what_is_written_is_read(texts: list[str], by: str) -> None:
    request = replace(REQUEST, base=dict(zip(OPEN, texts, strict=True)), deadline=by)
    assert read(native.request_bytes(request)) == request
    answer = native.seal(replace(submission(), answers=request.base, by=by), SECRET)
    parcel = native.read_native(open_zip(native.submission_bytes(answer), file="a"))
    assert parcel.value == answer
    assert parcel.identity == native.identity(answer)
    assert is_sealed(answer, SECRET)


def test_a_long_text_is_kept() -> None:
    request = long_request("長い文。" * 10_000)
    assert read(native.request_bytes(request)) == request


def test_equal_content_gives_equal_bytes() -> None:
    again = Request(**{name: getattr(REQUEST, name) for name in reversed(vars(REQUEST))})
    again = replace(again, base=dict(reversed(again.base.items())))
    assert native.request_bytes(again) == native.request_bytes(REQUEST)
    assert native.submission_bytes(submission()) == native.submission_bytes(submission())


def test_a_seal_is_the_holders_alone() -> None:
    answer = submission()
    assert not is_sealed(answer, "00" * 32)
    assert not is_sealed(replace(answer, by="別人"), SECRET)
    assert native.identity(answer) != native.identity(replace(answer, seal="0" * 64))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_file_packed_again_is_the_same(method: int) -> None:
    for value in (REQUEST, submission()):
        data = (
            native.request_bytes(value)
            if isinstance(value, Request)
            else native.submission_bytes(value)
        )
        packed = rezip(data, extra={"virus-checked.txt": b"ok"}, reverse=True, method=method)
        assert packed != data
        assert read(packed) == value


def test_an_altered_submission_is_told() -> None:
    data = native.submission_bytes(submission())

    def change(name: str, content: bytes) -> bytes:
        return content.replace("山田".encode(), "川田".encode()) if name[0] == "c" else content

    assert trouble_of(rezip(data, change)) is Trouble.ALTERED
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = change("c", packed.read("content.json"))
    parcel = native.read_native(open_zip(with_content(data, content), file="a"))
    assert isinstance(parcel.value, Submission)
    assert not is_sealed(parcel.value, SECRET)


MANIFESTS: list[tuple[dict[str, Any], Trouble]] = [
    ({"format": native.FORMAT + 1}, Trouble.FILE_NEWER),
    ({"format": native.FORMAT + 1, "sha256": None, "kind": "other"}, Trouble.FILE_NEWER),
    ({"format": 0}, Trouble.FILE_DAMAGED),
    ({"format": "1"}, Trouble.FILE_DAMAGED),
    ({"kind": "request"}, Trouble.FILE_DAMAGED),
    ({"kind": "letter"}, Trouble.FILE_DAMAGED),
    ({"id": "request-2"}, Trouble.ALTERED),
    ({"number": 2}, Trouble.ALTERED),
    ({"department": "情報課"}, Trouble.ALTERED),
    ({"sha256": {}}, Trouble.ALTERED),
    ({"sha256": ["content.json"]}, Trouble.ALTERED),
    ({"signature": None}, Trouble.ALTERED),
    ({"signature": {"method": "hmac-sha256", "value": "é" * 64}}, Trouble.ALTERED),
    ({"signature": {"method": "hmac-sha256", "value": 1}}, Trouble.ALTERED),
    ({"signature": {"method": "ed25519", "value": ""}}, Trouble.FILE_NEWER),
]


@pytest.mark.parametrize(("said", "trouble"), MANIFESTS)
def test_a_manifest_that_tells_another_story(said: dict[str, Any], trouble: Trouble) -> None:
    assert trouble_of(forged(native.submission_bytes(submission()), **said)) is trouble


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"[" * 100_000, b"\xff", b'{"format": 1' + b"1" * 9999 + b"}"]
)
def test_a_manifest_that_is_none(manifest: bytes) -> None:
    data = native.submission_bytes(submission())
    packed = rezip(data, lambda name, old: manifest if name[0] == "m" else old)
    assert trouble_of(packed) in (Trouble.FILE_DAMAGED, Trouble.FILE_NEWER)


def test_content_that_does_not_fit() -> None:
    answer = native.submission_bytes(submission())
    request = native.request_bytes(REQUEST)
    bad = native.request_bytes(replace(REQUEST, secret="no hex"))
    wild = native.submission_bytes(native.seal(replace(submission(), number=10**30), SECRET))
    cases = [
        with_content(answer, b"{}"),
        with_content(answer, b"[" * 1_000_000),
        with_content(answer, b'{"by": "\xff"}'),
        with_content(answer, b'{"by": "\\ud800"}'),
        with_content(request, b"null"),
        bad,
        wild,
        rezip(request, lambda name, old: None if name[0] == "c" else old),
    ]
    for data in cases:
        assert trouble_of(data) is Trouble.FILE_DAMAGED


@pytest.mark.parametrize("which", ["request", "submission"])
def test_damage_is_never_silent(which: str) -> None:
    value = REQUEST if which == "request" else submission()
    data = (
        native.request_bytes(REQUEST)
        if which == "request"
        else native.submission_bytes(submission())
    )
    for seed in range(300):
        chance = random.Random(seed)
        damaged = bytearray(data)
        for _ in range(chance.choice([1, 1, 1, 3])):
            damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(DxdeskError):
            assert read(bytes(damaged)) == value
    for length in range(0, len(data), 7):
        with pytest.raises(DxdeskError):
            read(data[:length])


def confirmation(**said: str) -> Confirmation:
    return replace(Confirmation("rated-unlike", OPEN[0], "ab", "理由", "山田", "2025"), **said)


SAID: list[tuple[dict[str, str], dict[str, str] | None]] = [
    ({"reason": "長" * LONGEST_REASON}, {}),
    ({"reason": "長" * (LONGEST_REASON + 1)}, None),
    ({"by": "長" * (LONGEST_WORD + 1)}, None),
    ({"field": "i/" * LONGEST_WORD}, None),
    ({"code": "a-rule-of-tomorrow"}, {}),
    ({"reason": " 一\r\n二\r三 ", "by": "山\n田"}, {"reason": "一\n二\n三", "by": "山 田"}),
]


@pytest.mark.parametrize(("said", "kept"), SAID)
def test_answers_to_findings_from_outside(
    said: dict[str, str], kept: dict[str, str] | None
) -> None:
    one = confirmation(**said)
    answer = native.seal(replace(submission(), confirmations=(one,)), SECRET)
    for data in (
        native.submission_bytes(answer),
        native.request_bytes(replace(REQUEST, confirmations=(one,))),
    ):
        if kept is None:
            assert trouble_of(data) is Trouble.FILE_DAMAGED
        else:
            parcel = native.read_native(open_zip(data, file="a"))
            assert parcel.value.confirmations == (replace(one, **kept),)
            if isinstance(parcel.value, Submission):
                # The seal is of the bytes that came, not of what was made of them.
                assert is_signed(SECRET, parcel.signed, parcel.value.seal)


def test_too_many_answers_to_findings() -> None:
    many = tuple(confirmation(mark=str(n)) for n in range(MOST_CONFIRMATIONS + 1))
    data = native.request_bytes(replace(REQUEST, confirmations=many))
    assert trouble_of(data) is Trouble.FILE_DAMAGED


def test_a_submission_without_answers_to_findings_is_sealed_as_in_format_1() -> None:
    assert b"confirmations" not in native.signed_bytes(submission())
    with_one = native.seal(replace(submission(), confirmations=(confirmation(),)), SECRET)
    assert b"confirmations" in native.signed_bytes(with_one)
    assert native.identity(with_one) != native.identity(submission())


def test_stamp_boxes_from_outside() -> None:
    """A request from before has none of its own; one that could not be printed is damaged."""
    plan = plain(REQUEST)["plan"]
    without = {name: value for name, value in plan.items() if name != "stamps"}
    old = with_content(native.request_bytes(REQUEST), canonical(plain(REQUEST) | {"plan": without}))
    read_again = read(old)
    assert isinstance(read_again, Request)
    assert read_again.plan.stamps == STAMPS
    for names in (("",), ("あ" * 13,), ("課\n長",), ("課長",) * 9):
        crafted = replace(REQUEST, plan=replace(REQUEST.plan, stamps=names))
        assert trouble_of(native.request_bytes(crafted)) is Trouble.FILE_DAMAGED
