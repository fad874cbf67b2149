"""Open the model that a foreign system is tried with: the configured endpoint, or the small local model."""

from __future__ import annotations

from pathlib import Path

from rag.answering.endpoint.client import ChatClient
from rag.answering.endpoint.connection import Endpoint
from rag.answering.engines import llama
from rag.errors import InputError
from rag.models.cache import pulled
from rag.settings import load_settings


def configured() -> ChatClient:
    """Return a client of the endpoint of the settings. Raises InputError when no endpoint and model are configured."""
    settings = load_settings()
    if settings.base_url is None or settings.model is None:
        raise InputError("this system needs a model.", hint="Set OPENAI_BASE_URL and FONTE_MODEL.")
    return ChatClient(Endpoint(settings.base_url, settings.model, settings.api_key, total=settings.timeout))


def local() -> ChatClient:
    """Return a client of the pulled model, or of a GGUF file in FONTE_MODEL. Raises InputError when there is none."""
    named = load_settings().model
    path = pulled() if named is None else Path(named).expanduser()
    if path is None:
        raise InputError(
            "this system needs a model.", hint="Run `fonte model pull`, or set FONTE_MODEL to a GGUF file."
        )
    llama.check_file(path)
    return ChatClient(llama.serve(path, path.stem))
