"""What authenticates a submission: a request's secret, the seal made with it, and its short code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

_SECRET = re.compile(r"(?:[0-9a-f]{2}){1,128}")
_SEAL = re.compile(r"[0-9a-f]{64}")


def is_secret(text: str) -> bool:
    """Whether a text can be a request's secret."""
    return bool(_SECRET.fullmatch(text))


def is_seal(text: str) -> bool:
    """Whether a text can be a submission's seal."""
    return bool(_SEAL.fullmatch(text))


def short_code(seal: str) -> str:
    """Shorten a seal for people: eight letters and digits that are not mistaken for others."""
    text = base64.b32encode(bytes.fromhex(seal)).decode("ascii")[:8]
    return f"{text[:4]}-{text[4:]}"


def sign(secret: str, content: bytes) -> str:
    """HMAC-SHA256 in hexadecimal; the secret must be one (`is_secret`)."""
    return hmac.new(bytes.fromhex(secret), content, hashlib.sha256).hexdigest()


def is_signed(secret: str, content: bytes, seal: str) -> bool:
    """Whether `seal` was made of `content` by a holder of `secret`."""
    return hmac.compare_digest(sign(secret, content), seal)
