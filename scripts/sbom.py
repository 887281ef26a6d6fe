"""The bill of materials of a frozen folder: `python -m scripts.sbom FOLDER OUT.json`.

CycloneDX 1.6 in JSON: each component by its package URL with version, licence and the SHA-256 of each
of its files. The same folder gives the same bytes; it is dated only where SOURCE_DATE_EPOCH says how.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scripts.licences import FOLDER, read

# Written by hand: CycloneDX' own Python library brings defusedxml along, which openpyxl uses as soon
# as it is installed, so tests would read workbooks with something that is not handed out.
_SPEC = "1.6"
_SELF = "dxdesk"


def bill(target: Path, epoch: int | None = None) -> dict[str, Any]:
    """The bill of a frozen folder; `epoch` is its date in seconds since 1970."""
    rows = {row["name"]: row for row in read(target)}
    own = _component(rows[_SELF], target)
    own["type"] = "application"
    others = [_component(row, target) for name, row in sorted(rows.items()) if name != _SELF]
    notices = sorted(path for path in (target / FOLDER).rglob("*") if path.is_file())
    own["components"] += [_file(path, target) for path in notices]
    made: dict[str, Any] = {
        "$schema": f"http://cyclonedx.org/schema/bom-{_SPEC}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": _SPEC,
        "version": 1,
        "metadata": {"component": own},
        "components": others,
        "dependencies": [
            {"ref": own["bom-ref"], "dependsOn": [other["bom-ref"] for other in others]}
        ],
    }
    if epoch is not None:
        made["metadata"]["timestamp"] = f"{datetime.fromtimestamp(epoch, UTC):%Y-%m-%dT%H:%M:%SZ}"
    made["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, _text(made))}"
    return made


def write(target: Path, out: Path, environment: Mapping[str, str]) -> None:
    """Write the bill of a folder."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(_text(bill(target, int(epoch) if epoch else None)).encode() + b"\n")


def _text(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True)


def _component(row: dict[str, Any], target: Path) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [
        {"type": "library", **_named(crate), "bom-ref": f"{row['purl']}/{crate['purl']}"}
        for crate in row["crates"]
    ]
    parts += [_file(target / name, target) for name in row["files"]]
    own: dict[str, Any] = {"type": "library", "bom-ref": row["purl"], "components": parts}
    return own | _named(row)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    named = {key: row[key] for key in ("name", "version", "purl")}
    return named | ({"licenses": [{"expression": row["licence"]}]} if row["licence"] else {})


def _file(path: Path, target: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    name = path.relative_to(target).as_posix()
    return {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), os.environ)
