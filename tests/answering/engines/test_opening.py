"""The engine is the one that is configured, and no more is loaded than it needs."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rag.answering.engines.opening import disclosure, engine_name, open_engine
from rag.settings import Settings

HEAVY = ("openai", "tiktoken", "httpx2", "pydantic", "llama_index.core", "xllamacpp")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "extractive"),
        ({"api_key": "k"}, "openai"),
        ({"base_url": "http://127.0.0.1:8080/v1"}, "openai"),
        ({"engine": "extractive", "api_key": "k"}, "extractive"),
        ({"engine": "openai"}, "openai"),
    ],
)
def test_auto_is_the_first_engine_that_is_configured(given: dict[str, str], name: str) -> None:
    assert engine_name(Settings(Path("x"), **given)) == name  # type: ignore[arg-type]


def test_the_extractive_engine_loads_no_sdk() -> None:
    script = (
        "import sys; from pathlib import Path; from rag.settings import Settings\n"
        "import rag.assistant\n"
        "from rag.answering.engines.opening import open_engine\n"
        "assert open_engine(Settings(Path('x'), engine='extractive')).name == 'extractive'\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("url", "says", "never"),
    [
        ("http://127.0.0.1:9/v1", "m at 127.0.0.1:9, on this machine", "sent"),
        ("http://localhost:9", "on this machine", "sent"),
        ("https://api.example.com/v1", "are sent to api.example.com (model m)", "encrypted"),
        ("http://192.168.1.7:8000/v1", "are sent to 192.168.1.7:8000 (model m). The connection is not", "this machine"),
        ("http://127.evil.example/v1", "are sent to 127.evil.example", "this machine"),
    ],
)
def test_one_line_says_where_the_articles_go(url: str, says: str, never: str) -> None:
    with closing(
        open_engine(Settings(Path("x"), engine="openai", base_url=url, model="m", api_key="sk-geheim"))
    ) as engine:
        (notice,) = disclosure(engine)
    assert says in notice.message and never not in notice.message and "geheim" not in notice.message
