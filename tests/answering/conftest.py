"""A corpus of two articles in memory, and an engine that speaks to a scripted server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, TypeAlias

import pytest

from rag.answering.endpoint.client import ChatClient
from rag.answering.endpoint.connection import Endpoint
from rag.answering.engines.abilities import ability_of
from rag.answering.engines.chat import ChatEngine
from tests.scripted_server import Reply, ScriptedServer

Speaking: TypeAlias = Callable[..., tuple[ChatEngine, ScriptedServer]]
KEY = "sk-geheim-0123456789"


@pytest.fixture
def speaking() -> Iterator[Speaking]:
    """Return a maker of an engine and the server that replies to it as scripted, with short deadlines."""
    with ExitStack() as stack:
        stack.callback(ChatClient._refused.clear)

        def make(
            *script: Reply, model: str = "test", protocol: str = "auto", careful: bool = False, **waits: Any
        ) -> tuple[ChatEngine, ScriptedServer]:
            server = stack.enter_context(ScriptedServer(*script))
            endpoint = Endpoint(server.url, model, KEY, **{"connect": 1.0, "read": 5.0, "total": 10.0, **waits})
            client = ChatClient(endpoint, sleep=lambda _: None)
            stack.callback(client.close)
            return ChatEngine(
                "openai", client, ability_of(model, protocol), {"priced": (1.0, 2.0)}, careful=careful
            ), server

        yield make
