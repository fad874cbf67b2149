"""Choose the engine that the settings ask for, and load no more than it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from rag.answering.drafting import Engine, JudgingEngine
from rag.answering.engines.extractive import ExtractiveEngine
from rag.settings import Settings
from rag.types import Notice

DISCLOSED = "engine"  # the code of the notice that says who is asked


def engine_name(settings: Settings, weights: Path | None = None) -> str:
    """Return who would answer: the engine named, or for "auto" the first that is there; `weights` is a pulled model."""
    if settings.engine != "auto":
        return settings.engine
    if settings.api_key or settings.base_url:
        return "openai"
    named = settings.model is not None
    return "local" if (named or weights is not None) and find_spec("xllamacpp") is not None else "extractive"


def open_engine(
    settings: Settings, weights: Path | None = None, on_load: Callable[[str], None] | None = None
) -> Engine:
    """Return the engine; `on_load` is told the name of a local model when its weights are about to be read.

    Raises SettingsError or EngineError when it cannot be opened; never another one instead.
    """
    if engine_name(settings, weights) == "local":
        from rag.answering.engines.local import open_engine as open_local  # loads the SDK

        return open_local(settings, weights, on_load)
    if engine_name(settings, weights) == "openai":
        from rag.answering.engines.openai import open_engine as open_endpoint  # loads the SDK: 0.6 s

        return open_endpoint(settings)
    return ExtractiveEngine()


def open_judge(
    settings: Settings, engine: Engine, weights: Path | None = None, on_load: Callable[[str], None] | None = None
) -> JudgingEngine | None:
    """Return who gives a second opinion, None where nobody is to; `engine` itself where it is the one named.

    Raises SettingsError or EngineError when it cannot be opened.
    """
    if settings.second_opinion == "off":
        return None
    if settings.second_opinion == engine.name and isinstance(engine, JudgingEngine):
        return engine
    opened = open_engine(replace(settings, engine=settings.second_opinion), weights, on_load)
    assert isinstance(opened, JudgingEngine)  # both kinds of language model can
    return opened


def describe(settings: Settings, weights: Path | None = None, *, probing: bool = False) -> str:
    """Return in one line who would answer, and how; `probing` asks a model a small question.

    Raises SettingsError or EngineError when it cannot answer.
    """
    if engine_name(settings, weights) == "extractive":
        return "extractive: answers with the articles' own sentences; nothing leaves this machine"
    engine = open_engine(settings, weights)
    try:
        if engine_name(settings, weights) == "local":
            return f"local: {engine.model} on this machine; nothing leaves it. {_loaded(engine, probing)}"
        told = " ".join(notice.message for notice in disclosure(engine))
        return f"{told} {_probed(engine)}" if probing else f"{told} Not asked yet: --probe asks one small question."
    finally:
        engine.close()


def _loaded(engine: Engine, probing: bool) -> str:
    from rag.answering.engines.local import LocalEngine

    if not probing or not isinstance(engine, LocalEngine):
        return "Not loaded yet: --probe loads it."
    return f"It was loaded and spoke within {engine.probe():.1f} s."


def _probed(engine: Engine) -> str:
    from rag.answering.engines.chat import ChatEngine
    from rag.answering.engines.probing import probe

    if not isinstance(engine, ChatEngine):
        return ""
    found = probe(engine)
    asked = f"{found.calls} calls, {found.seconds:.1f} s"
    if found.protocol is None:
        return f"It answers ({asked}), but its answer to a very small question was wrong: expect abstentions."
    return f"It answers and cites by {found.protocol} ({asked})."


def disclosure(engine: object) -> tuple[Notice, ...]:
    """Return a notice of host and model when a model is asked, saying whether articles leave the machine."""
    endpoint = getattr(getattr(engine, "client", None), "endpoint", None)
    if endpoint is None:
        return ()
    name = getattr(engine, "name", "openai")
    if endpoint.is_here:
        told = f"Engine {name}: {endpoint.model} at {endpoint.host}, on this machine."
    else:
        told = f"Engine {name}: passages of the articles are sent to {endpoint.host} (model {endpoint.model})."
        told += "" if endpoint.base_url.startswith("https:") else " The connection is not encrypted."
    return (Notice(DISCLOSED, told),)
