"""The engine is the one that is configured, and no more is loaded than it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rag.answering.engines.opening import engine_name
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
