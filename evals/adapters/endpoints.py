"""Open the model that a foreign system is tried with: the configured endpoint, or the small local model."""

from __future__ import annotations

from pathlib import Path

from evals.responses import MARKER
from rag.answering.drafts.refusing import refuses
from rag.answering.endpoint.client import ChatClient
from rag.answering.endpoint.connection import Endpoint
from rag.answering.engines import llama
from rag.errors import InputError
from rag.language.sentences import split_sentences
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


def refuses_whole(text: str) -> bool:
    """Tell whether every sentence of an answer says that there is no answer."""
    plain = MARKER.sub("", text)
    sentences = [span.of(plain) for span in split_sentences(plain)]
    return bool(sentences) and all(refuses(sentence) for sentence in sentences if any(c.isalnum() for c in sentence))
