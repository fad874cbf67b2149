"""Say in one line why an endpoint gave no answer, and what to do about it. The key is in none of the words."""

from __future__ import annotations

from rag.answering.endpoint.client import ChatClient
from rag.answering.endpoint.connection import Failure
from rag.errors import EngineError

_SHOWN = 12  # names of models


def engine_error(failure: Failure, client: ChatClient) -> EngineError:
    """Return the error for the user; an unknown model names those that are offered."""
    endpoint = client.endpoint
    host, model = endpoint.host, endpoint.model
    said = failure.message.rstrip(".")
    if failure.kind == "connect":
        return EngineError(f"cannot reach {host}: {said}.", hint="Is the server running? Check OPENAI_BASE_URL.")
    if failure.kind == "timeout":
        return EngineError(f"{host} took too long: {said}.", hint="Try again, or choose a faster model with --model.")
    if failure.kind == "status":
        return _by_status(failure, client, host, model, said)
    if failure.kind == "cut":
        return EngineError(f"{host} broke off its reply: {said}.", hint="Try again.")
    hint = "Check that OPENAI_BASE_URL leads to an OpenAI-compatible API (it often ends in /v1), or try another model."
    return EngineError(f"{host} gave no reply that can be used: {said}.", hint=hint)


def _by_status(failure: Failure, client: ChatClient, host: str, model: str, said: str) -> EngineError:
    status = failure.status
    if failure.code == "refusal":
        return EngineError(f"{model} at {host} refused to answer: {said}.", hint="Ask otherwise, or use another model.")
    if status in (401, 403):
        return EngineError(f"{host} refuses the key ({status}): {said}.", hint="Check OPENAI_API_KEY.")
    if status == 404:
        return _not_found(client, host, model, said)
    if status == 429:
        wait = "" if failure.retry_after is None else f" It asks to wait {failure.retry_after:.0f} s."
        return EngineError(f"{host} takes no more requests for now (429): {said}.{wait}", hint="Try again later.")
    if status is not None and status >= 500:
        return EngineError(f"{host} failed ({status}): {said}.", hint="Try again later.")
    number = "" if status is None else f" ({status})"
    return EngineError(f"{host} refused the request{number}: {said}.", hint="Try another model with --model.")


def _not_found(client: ChatClient, host: str, model: str, said: str) -> EngineError:
    """Tell an unknown model from an address that leads nowhere."""
    try:
        client.models()
    except Failure as other:
        if other.status in (404, 405):
            hint = "OPENAI_BASE_URL often ends in /v1."
            return EngineError(f"{client.endpoint.base_url} is not an OpenAI-compatible API (404): {said}.", hint=hint)
    return EngineError(f"{host} does not know the model {model!r} (404): {said}.", hint=offered(client))


def offered(client: ChatClient) -> str:
    """Return what the endpoint offers, as a hint."""
    try:
        names = client.models()
    except Failure:
        return "Name one that it serves with --model."
    if not names:
        return "It offers no model. Load one there first."
    more = "" if len(names) <= _SHOWN else f" and {len(names) - _SHOWN} more"
    return f"Choose with --model: {', '.join(names[:_SHOWN])}{more}."
