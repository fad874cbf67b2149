"""Open the engine that speaks through an endpoint: OpenAI itself, or any server that talks like it."""

from __future__ import annotations

from rag.answering.endpoint.client import ChatClient
from rag.answering.endpoint.connection import OPENAI_URL, READ, TOTAL, Endpoint, Failure
from rag.answering.endpoint.failures import engine_error, offered
from rag.answering.engines.abilities import Ability, ability_of
from rag.answering.engines.budget import MARGIN
from rag.answering.engines.chat import ChatEngine
from rag.answering.engines.prices import LIST, Prices, read_prices
from rag.answering.engines.probing import remembered
from rag.errors import SettingsError
from rag.settings import Settings

NAME = "openai"
DEFAULT_MODEL = "gpt-5.4-mini"  # at OpenAI itself; elsewhere a model must be named


def open_engine(settings: Settings) -> ChatEngine:
    """Return the engine for the endpoint of the settings; nothing is sent yet.

    Raises SettingsError without a key at OpenAI, or without a model elsewhere (naming those that are served there),
    and EngineError when that cannot be found out.
    """
    if settings.base_url is None and settings.api_key is None:
        raise SettingsError(
            "the engine openai needs a key or an address.", hint="Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server."
        )
    url = settings.base_url or OPENAI_URL
    at_openai = url.rstrip("/") == OPENAI_URL
    if at_openai and settings.api_key is None:
        raise SettingsError("OpenAI needs a key.", hint="Set OPENAI_API_KEY.")
    model = settings.model or (DEFAULT_MODEL if at_openai else "")
    # Who allows more time than usual has a slow model, which may think as long before its first word.
    read = READ if settings.timeout <= TOTAL else settings.timeout
    client = ChatClient(Endpoint(url, model, settings.api_key, read=read, total=settings.timeout))
    if not model:
        try:
            raise _unnamed(client)
        finally:
            client.close()
    own: Prices = {} if settings.prices is None else read_prices(settings.prices)
    prices = {**(LIST if at_openai else {}), **own}
    ability, careful = _ability(settings.protocol, client.endpoint)
    margin = 1.05 if at_openai else MARGIN
    return ChatEngine(NAME, client, ability, prices, margin=margin, careful=careful)


def _ability(protocol: str, endpoint: Endpoint) -> tuple[Ability, bool]:
    """Return how to ask the model, and whether it is so small that code decides what there is to say.

    What was chosen by hand counts most, then what a probe found, then the table.
    """
    if protocol != "auto":
        return ability_of(endpoint.model, protocol), False
    by_table, probed = ability_of(endpoint.model), remembered(endpoint)
    return ability_of(endpoint.model, probed or "auto"), not by_table.rewrites and probed != "markers"


def _unnamed(client: ChatClient) -> Exception:
    """Return the mistake of an address without a model; an address that does not answer is its own failure."""
    try:
        client.models()
    except Failure as failure:
        if failure.kind in ("connect", "timeout") or failure.status in (401, 403):
            return engine_error(failure, client)
    return SettingsError(f"no model was chosen for {client.endpoint.host}.", hint=offered(client))
