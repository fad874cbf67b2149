"""Say what is configured and what works: `fonte doctor`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from functools import partial
from typing import Any

from rag.answering.engines.opening import describe
from rag.cli.opening import options_of, settings_of
from rag.cli.output import print_json
from rag.cli.plain import plain, say
from rag.doctor import Finding, Probes, StoreLook, examine, usable
from rag.errors import InputError
from rag.models.cache import pulled
from rag.naming import article_place
from rag.settings import Settings, origins
from rag.store.embedding.opening import open_embedder
from rag.store.room import room_in
from rag.store.store import Store
from rag.upkeep import repair

SIGNS = {"ok": "ok  ", "note": "note", "fix": "FIX "}


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Return 0 when all is usable, 2 when something must be fixed."""
    settings = settings_of(arguments)
    if arguments.repair:
        for line in repair(settings):
            say(line)
    found = origins(options_of(arguments), config=arguments.config)
    findings = examine(
        settings, found, Probes(_store, _embedder, partial(describe, weights=pulled(), probing=arguments.probe))
    )
    if arguments.json:
        print_json({"usable": usable(findings), "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            _print(finding)
    return 0 if usable(findings) else InputError.exit_code


def _print(finding: Finding) -> None:
    line = plain(f"{finding.about}: {finding.message}")
    print(f"{SIGNS[finding.status]}  {line}")  # noqa: T201
    if finding.advice:
        print(f"      → {plain(finding.advice)}")  # noqa: T201


def _store(settings: Settings) -> StoreLook | None:
    with closing(Store.open(settings.store_path, None)) as store:
        state = store.state()
        hashes = {article_place(source.file).path: source.sha256 for source in store.files()}
    room = room_in(settings.store_path)
    return None if state is None or room is None else StoreLook(state, hashes, room.taken, room.most)


def _embedder(settings: Settings) -> str:
    began = time.perf_counter()
    vectors = open_embedder(settings.embedder).embed_queries(["pronto"])
    return f"{len(vectors[0])} dimensions, ready in {time.perf_counter() - began:.1f} s"
