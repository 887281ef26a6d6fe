"""The native carrier: a zip of the content as canonical JSON, and a manifest.

    manifest.json  {"format": 3, "kind": "request" | "submission", "id": …, "plan": …,
                    "year": …, "department": …, "round": …, "number": …,
                    "sha256": {"content.json": …},
                    "signature": null | {"method": "hmac-sha256", "value": …}}
    content.json   the request, or the submission with an empty seal

The seal is made of the bytes of `content.json` and stands in the manifest, so that checking
it writes nothing anew. Format 2 added the answers to findings, which a program of format 1
would lose without a word, format 3 the office's corrections and what a plan says of its stages,
years and repeated items; both earlier ones are still read. Hashes are of the content, never of the file: packing it again, in
another order or with other dates, changes nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from dxdesk.codec import canonical, decode, encode, plain
from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.confirming import MOST_CONFIRMATIONS, cleaned, is_short
from dxdesk.domain.plan import are_stamps
from dxdesk.domain.sealing import is_seal, is_secret, sign
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.archive import MB, Archive

FORMAT = 3
METHOD = "hmac-sha256"
MOST_CONTENT = 32 * MB

_MANIFEST = "manifest.json"
_CONTENT = "content.json"
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_HIGHEST = 999_999

Content = Request | Submission
T = TypeVar("T", Request, Submission)


@dataclass(frozen=True, slots=True)
class Parcel(Generic[T]):
    """A request or submission with the bytes that its hashes and its seal are made of."""

    value: T
    signed: bytes

    @property
    def identity(self) -> str:
        """The SHA-256 that names this content, seal included."""
        seal = self.value.seal if isinstance(self.value, Submission) else ""
        return hashlib.sha256(self.signed + seal.encode("ascii")).hexdigest()


def signed_bytes(submission: Submission) -> bytes:
    """What the seal of a submission is made of.

    One without answers to findings says what it said in format 1, so that a form filled in
    before a new version of the program and read again after it is the same submission.
    """
    said = plain(replace(submission, seal=""))
    if not submission.confirmations:
        del said["confirmations"]
    return canonical(said)


def seal(submission: Submission, secret: str) -> Submission:
    """Return the submission sealed with the secret of its request."""
    return replace(submission, seal=sign(secret, signed_bytes(submission)))


def identity(submission: Submission) -> str:
    """The SHA-256 that names a submission, in whatever file it came."""
    return Parcel(submission, signed_bytes(submission)).identity


def request_bytes(request: Request) -> bytes:
    """A request as a file; the same request gives the same bytes."""
    return _pack(*content_and_manifest(request))


def submission_bytes(submission: Submission) -> bytes:
    """A sealed submission as a file; the same submission gives the same bytes."""
    return _pack(*content_and_manifest(submission))


def content_and_manifest(value: Content) -> tuple[bytes, dict[str, Any]]:
    """The two parts of every carrier."""
    if isinstance(value, Submission):
        content = signed_bytes(value)
        signature = {"method": METHOD, "value": value.seal}
    else:
        content, signature = encode(value), None
    manifest: dict[str, Any] = {
        "format": FORMAT,
        **_label(value),
        "sha256": {_CONTENT: hashlib.sha256(content).hexdigest()},
        "signature": signature,
    }
    return content, manifest


def _label(value: Content) -> dict[str, Any]:
    """What the manifest repeats of the content, for people and tools that only look."""
    if isinstance(value, Submission):
        kind, identifier, plan, year = "submission", value.request, value.plan, value.year
    else:
        kind, identifier, plan, year = "request", value.id, value.plan.id, value.plan.year
    return {
        "kind": kind,
        "id": identifier,
        "plan": plan,
        "year": year,
        "department": value.department,
        "round": value.round,
        "number": value.number if isinstance(value, Submission) else 0,
    }


def _pack(content: bytes, manifest: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in ((_MANIFEST, canonical(manifest)), (_CONTENT, content)):
            info = zipfile.ZipInfo(name, _FIRST_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            # Left alone it says which system wrote the file.
            info.create_system = 3
            info.external_attr = 0o644 << 16
            packed.writestr(info, data, compresslevel=6)
    return out.getvalue()


def is_native(archive: Archive) -> bool:
    """Whether a zip is a native carrier, whatever its name."""
    return archive.names >= {_MANIFEST, _CONTENT}


def read_native(archive: Archive) -> Parcel[Request] | Parcel[Submission]:
    """Read a request or a submission.

    Raises:
        DxdeskError: FILE_NEWER; FILE_DAMAGED; ALTERED for a submission whose content is not
            what its manifest says.
    """
    return unpack(archive.read(_CONTENT, MOST_CONTENT), archive.read(_MANIFEST, MB), archive.file)


def unpack(content: bytes, manifest: bytes, file: str) -> Parcel[Request] | Parcel[Submission]:
    """Check the content of a carrier against its manifest and read it (see `read_native`)."""
    said = _read_manifest(manifest, file)
    sums = said.get("sha256")
    expected = cast(dict[str, Any], sums).get(_CONTENT) if isinstance(sums, dict) else None
    is_submission = said.get("kind") == "submission"
    if hashlib.sha256(content).hexdigest() != expected:
        raise DxdeskError(Trouble.ALTERED if is_submission else Trouble.FILE_DAMAGED, file=file)
    if is_submission:
        submission = replace(decode(Submission, content, file), seal=_seal_in(said, file))
        return _checked(Parcel(submission, content), said, file)
    if said.get("kind") == "request":
        return _checked(Parcel(decode(Request, content, file), content), said, file)
    raise DxdeskError(Trouble.FILE_DAMAGED, file=file)


def _read_manifest(data: bytes, file: str) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file) from error
    version = cast(dict[str, Any], said).get("format") if isinstance(said, dict) else None
    if not isinstance(version, int) or version < 1:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
    if version > FORMAT:
        raise DxdeskError(Trouble.FILE_NEWER, file=file)
    return cast(dict[str, Any], said)


def _seal_in(said: dict[str, Any], file: str) -> str:
    signature = said.get("signature")
    if not isinstance(signature, dict):
        raise DxdeskError(Trouble.ALTERED, file=file)
    signature = cast(dict[str, Any], signature)
    if signature.get("method") != METHOD:
        raise DxdeskError(Trouble.FILE_NEWER, file=file)
    value = signature.get("value")
    if not isinstance(value, str) or not is_seal(value):
        raise DxdeskError(Trouble.ALTERED, file=file)
    return value


def _checked(parcel: Parcel[T], said: dict[str, Any], file: str) -> Parcel[T]:
    """Refuse a manifest that tells another story, and values that would fail further on."""
    value = parcel.value
    label = _label(value)
    if any(said.get(key) != label[key] for key in label):
        raise DxdeskError(Trouble.ALTERED, file=file)
    if isinstance(value, Request) and not is_secret(value.secret):
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
    if isinstance(value, Request) and not are_stamps(value.plan.stamps):
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
    numbers = (label["year"], label["round"], label["number"])
    if not all(0 <= number <= _HIGHEST for number in numbers):
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
    known = value.confirmations
    if len(known) > MOST_CONFIRMATIONS or not all(map(is_short, known)):
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
    return replace(parcel, value=replace(value, confirmations=tuple(map(cleaned, known))))
