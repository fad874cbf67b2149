"""The guard lets in the server's own page and nobody else."""

import json
from typing import Any

import pytest

from ui.guard import POLICY, Guard
from ui.place import LOOPBACK

OWN = {"host": "127.0.0.1:7860"}


async def _inside(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"in"})


def knock(
    headers: dict[str, str], path: str = "/", method: str = "GET", body: bytes = b"", **options: Any
) -> tuple[int, dict[str, str]]:
    """Return status and headers of a request."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw, "query_string": b""}
    with pytest.raises(StopIteration):  # nothing in it waits; a browser test may have left a loop in this thread
        Guard(_inside, LOOPBACK, **options)(scope, receive, send).send(None)
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860", "LOCALHOST"])
def test_the_server_answers_to_its_own_names(host: str) -> None:
    status, headers = knock({"host": host, "origin": f"http://{host}", "sec-fetch-site": "same-origin"})
    assert status == 200
    assert headers["content-security-policy"] == POLICY
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example", "0.0.0.0"])
def test_another_host_is_refused(host: str) -> None:
    assert knock({"host": host})[0] == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://localhost.evil.example:7860"},
        {"origin": "file://"},
        {"origin": "http://[bad"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
    ],
)
def test_a_page_of_another_site_may_not_ask(headers: dict[str, str]) -> None:
    status, dressed = knock(OWN | headers)
    assert status == 403
    assert dressed["content-security-policy"] == POLICY


def test_a_link_from_another_site_may_open_the_page() -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert knock(OWN | link)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd", "/gradio_api/proxy=http://evil.example/",
        "/gradio_api/vibe-edit", "/monitoring/summary", "/gradio_api/runs", "/gradio_api/dev/reload", "/docs",
        "/assets/../../etc/passwd", "/static/..%2f..%2fetc/passwd", "/gradio_api/component_server",
        "/gradio_api/mcp/", "/seeds/000_40d0143d2f7938b3.txt", "//etc/passwd", "/gradio_api/stream/x",
    ],
)  # fmt: skip
def test_a_path_that_the_page_does_not_need_is_refused(path: str) -> None:
    assert knock(OWN, path)[0] == 404


def test_without_a_password_nothing_is_served_when_one_is_needed() -> None:
    async def passes(header: str) -> bool:
        return header == "Basic right"

    refused, headers = knock(OWN, "/assets/index.js", passes=passes)
    assert refused == 401
    assert headers["www-authenticate"].startswith("Basic ")
    assert knock(OWN | {"authorization": "Basic right"}, passes=passes)[0] == 200


def test_programs_come_in_by_their_own_door_when_it_is_open() -> None:
    assert knock(OWN, "/gradio_api/mcp/", mcp=True)[0] == 200
    assert knock({"host": "evil.example"}, "/gradio_api/mcp/", mcp=True)[0] == 421


FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/call/ask", "/gradio_api/run/ask"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (json.dumps({"data": ["Chi?", [], "it"]}), 200),
        (json.dumps({"data": ["è \u202e _typ e"]}), 200),
        (json.dumps({"data": [FILE]}), 400),
        (json.dumps({"data": [[{"a": [FILE]}]]}).replace("_type", "\\u005ftype"), 400),
        ('{"_type": ', 400),
        ("[" * 100_000 + "_type", 400),
        ("x" * 9_000_000, 413),
    ],
)
def test_a_request_that_names_a_file_of_the_server_is_refused(path: str, body: str, status: int) -> None:
    assert knock(OWN, path, method="POST", body=body.encode())[0] == status


def test_a_newcomer_is_turned_away_while_too_many_wait() -> None:
    assert knock(OWN, "/gradio_api/queue/join", most=0)[0] == 503
    assert knock(OWN, "/gradio_api/queue/data", most=0)[0] == 200
    assert knock(OWN, "/gradio_api/queue/join", most=1)[0] == 200
