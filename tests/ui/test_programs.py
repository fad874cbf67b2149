"""Programs ask the same page: as a Gradio client, as an MCP tool, and only by the doors that are open."""

from __future__ import annotations

import importlib.util
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import validate

from tests.ui.conftest import ROOT, served

pytestmark = pytest.mark.slow
SCHEMA = json.loads((ROOT / "rag" / "answer.schema.json").read_text(encoding="utf-8"))
QUESTION = "Chi ha firmato il memorandum per ANIE e chi per KSIA?"


def call(site: str, name: str, data: list[Any], headers: dict[str, str] | None = None) -> Any:
    """Call an endpoint as the documentation of Gradio says; return the last event and its data."""
    with send(f"{site}gradio_api/call/{name}", {"data": data}, headers) as started:
        event = json.load(started)["event_id"]
    with send(f"{site}gradio_api/call/{name}/{event}", None, headers) as stream:
        lines = stream.read().decode("utf-8").strip().splitlines()
    return lines[-2].removeprefix("event: "), json.loads(lines[-1].removeprefix("data: "))


def send(url: str, document: Any, headers: dict[str, str] | None = None) -> Any:
    body = None if document is None else json.dumps(document).encode()
    return urllib.request.urlopen(
        urllib.request.Request(url, body, {"Content-Type": "application/json"} | (headers or {})), timeout=60
    )


def test_ask_returns_the_answer_of_the_contract(site: str) -> None:
    told, (answer,) = call(site, "ask", [QUESTION, [["Chi?", "Nessuno."]], "", "", ""])
    assert told == "complete"
    validate(answer, SCHEMA)
    assert "Marco Vecchio" in answer["text"] and answer["citations"][0]["file"].startswith("000_")


def test_search_returns_passages(site: str) -> None:
    told, (found,) = call(site, "search", ["semiconduttori in Lombardia", 3, "", "", "00*.txt"])
    assert told == "complete" and len(found["passages"]) == 3 and found["files"]


@pytest.mark.parametrize(
    ("name", "data"), [("ask", ["", None, "", "", ""]), ("ask", ["Chi?", None, "ieri", "", ""]), ("search", ["?", 3])]
)
def test_a_mistake_is_told(site: str, name: str, data: list[Any]) -> None:
    assert call(site, name, data)[0] == "error"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("", {"Host": "evil.example"}, 421), ("", {"Origin": "http://evil.example"}, 403),
        ("gradio_api/file=/etc/passwd", {}, 404), ("gradio_api/file=seeds/000_40d0143d2f7938b3.txt", {}, 404),
        ("static/%2e%2e/%2e%2e/app.py", {}, 404), ("gradio_api/mcp/", {}, 404), ("monitoring", {}, 404),
    ],
)  # fmt: skip
def test_the_real_server_refuses_what_the_guard_refuses(
    site: str, path: str, headers: dict[str, str], status: int
) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        send(site + path, None, headers)
    assert refused.value.code == status
    refused.value.close()


def test_only_ask_and_search_are_public(site: str) -> None:
    with send(f"{site}gradio_api/info", None) as page:
        assert set(json.load(page)["named_endpoints"]) == {"/ask", "/search"}


@pytest.fixture(scope="module")
def with_mcp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if importlib.util.find_spec("mcp") is None:
        pytest.skip("needs the package mcp (pip install 'fonte[mcp]')")
    words = [sys.executable, "-m", "rag", "ui", "--port", "0", "--embedder", "hash", "--mcp"]
    with served(words, tmp_path_factory.mktemp("mcp")) as address:
        yield address


def test_both_are_mcp_tools_when_they_are_wanted(with_mcp: str) -> None:
    def rpc(method: str, params: dict[str, Any]) -> Any:
        document = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        accept = {"Accept": "application/json, text/event-stream"}
        with send(f"{with_mcp}gradio_api/mcp/", document, accept) as reply:
            text = reply.read().decode("utf-8")
        return json.loads(next(line[6:] for line in text.splitlines() if line.startswith("data: ")))["result"]

    tools = rpc("tools/list", {})["tools"]
    names = {tool["name"].rpartition("_")[2] or tool["name"]: tool for tool in tools}
    assert set(names) == {"ask", "search"}
    assert "Answer a question from the articles" in names["ask"]["description"]
    result = rpc("tools/call", {"name": names["ask"]["name"], "arguments": {"question": QUESTION}})
    assert "Marco Vecchio" in result["content"][0]["text"]
