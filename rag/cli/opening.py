"""Open the assistant that a command's options ask for, telling on stderr what takes long and what is worth knowing."""

from __future__ import annotations

import argparse
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rag.cli.plain import say
from rag.cli.progress import Progress
from rag.errors import InputError
from rag.settings import Settings, load_settings
from rag.types import Filters, Notice, SyncReport

logging.getLogger("rag").addHandler(logging.NullHandler())  # what it warns of comes as a notice too

_SHOWN_FAILURES = 3
_DATE = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return the settings that a command's options, the environment and the file make together."""
    return load_settings(options_of(arguments), config=arguments.config)


def options_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the settings that were given as options."""
    return {key: getattr(arguments, key, None) for key in ("corpus", "store", "vectors", "engine", "model", "embedder")}


@contextmanager
def opened(
    arguments: argparse.Namespace,
    opener: Callable[..., Any] | None,
    *,
    name_failures: bool = True,
    answers: bool = False,
    retry_failed: bool = False,
) -> Iterator[Any]:
    """Open the assistant for the length of a `with`, in step with the folder unless --no-sync.

    Of a command that `answers`, a mistake in the engine's set-up shows before the folder is read.
    """
    settings = settings_of(arguments)
    _require_speaker(getattr(arguments, "model", None), settings)
    if answers and settings.engine != "extractive":
        weights = import_module("rag.models.cache").pulled()
        import_module("rag.answering.engines.opening").open_engine(settings, weights).close()
    opener = opener or import_module("rag.assistant").Assistant.open
    with Progress() as progress:
        wanted = {"retry_failed": True} if retry_failed else {}
        synced = not getattr(arguments, "no_sync", False)
        assistant = opener(settings=settings, sync=synced, progress=progress.step, **wanted)
    with assistant:
        if name_failures:
            tell_failures(assistant.report)
        yield assistant


def _require_speaker(model: str | None, settings: Settings) -> None:
    """Raise InputError when a model was named that nothing here can run: the engine auto would pass over it unsaid."""
    if model is None or settings.engine != "auto" or settings.api_key or settings.base_url:
        return
    if not Path(model).expanduser().is_file():
        raise InputError(
            f"--model {model[:60]!r} is no file here, and no key or address of a server is configured.",
            hint="Set OPENAI_API_KEY or OPENAI_BASE_URL, or name a GGUF file.",
        )
    if find_spec("xllamacpp") is None:
        raise InputError("a model file needs the engine local.", hint='Install it with: pip install "fonte[local]"')


def tell(notices: Sequence[Notice]) -> None:
    """Print notices on stderr, one a line, each once."""
    for message in dict.fromkeys(notice.message for notice in notices):
        say(f"note: {message}")


def tell_failures(report: SyncReport | None) -> None:
    """Print on stderr which files could not be taken in, the first few by name."""
    failed = report.failed if report is not None else ()
    for problem in failed[:_SHOWN_FAILURES]:
        say(f"note: {problem.file} was left out: {problem.reason}")
    if len(failed) > _SHOWN_FAILURES:
        say(f"note: and {len(failed) - _SHOWN_FAILURES} more; `fonte index` names them all")


def filters_of(arguments: argparse.Namespace) -> Filters:
    """Return the filters that were given; raises InputError for a date that is none, or a range that holds no day."""
    since, until = _day("--since", arguments.since), _day("--until", arguments.until)
    if since and until and since[: len(until)] > until[: len(since)]:
        raise InputError(f"--since {since} is after --until {until}.", hint="Swap them.")
    if "" in arguments.file:
        raise InputError("--file must be a path or a pattern, got ''.")
    return Filters(since, until, tuple(arguments.file), from_words=not arguments.literal)


def _day(option: str, text: str | None) -> str | None:
    if text is None:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        raise InputError(
            f"{option} must be a date, got {text[:40]!r}.", hint="Write 2026, 2026-01 or 2026-01-12."
        ) from None
    return text
