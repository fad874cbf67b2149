"""Write down what a run depends on, so that two runs can be told apart or known to be the same."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import rag
from evals.adapters.fonte import code_digest
from evals.articles import Articles
from evals.goldsets import GoldSet
from evals.questions import load
from evals.running.folder import SCHEMA
from rag.wire import to_text

PACKAGES = ("chromadb", "ir-measures", "llama-index-core", "numpy", "onnxruntime", "openai", "scipy")
ROOT = Path(__file__).parents[2]


def describe(golds: Sequence[GoldSet], system: str, settings: Mapping[str, Any], mode: str) -> dict[str, Any]:
    """Return the manifest of a run of `golds` by `system`; `mode` is offline, replay or live."""
    return {
        "schema": SCHEMA,
        "system": system,
        "mode": mode,
        **settings,
        "commit": _commit(),
        "code": code_digest(),
        "versions": {"fonte": rag.__version__, "python": platform.python_version(), **_versions()},
        "gold": [_gold(gold) for gold in golds],
    }


def run_id(manifest: Mapping[str, Any]) -> str:
    """Return a short name for a run: the system and a hash of its manifest, the commit left out."""
    told = {key: value for key, value in manifest.items() if key != "commit"}
    digest = hashlib.sha256(to_text(told).encode()).hexdigest()[:12]
    return f"{'-'.join(str(manifest['system']).split())}-{digest}"


def gold_digest(gold: GoldSet) -> dict[str, Any]:
    """Return how many questions a gold set has now and the hash of their file."""
    digest = hashlib.sha256(gold.questions.read_bytes()).hexdigest()
    return {"questions": len(load([gold.questions])), "sha256": digest}


def _gold(gold: GoldSet) -> dict[str, Any]:
    return {
        "name": gold.name,
        **gold_digest(gold),
        "articles_sha256": Articles(gold.articles).digest(),
        "left_out": [],
    }


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _commit() -> str | None:
    """Return the commit of a checkout, with "+" when files differ from it; None outside of one."""
    if not (ROOT / ".git").exists():
        return None
    try:
        told = subprocess.run(
            ["git", "describe", "--always", "--abbrev=40", "--dirty=+", "--exclude=*"],
            cwd=ROOT, capture_output=True, text=True, check=True, timeout=10,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return told.stdout.strip() or None
