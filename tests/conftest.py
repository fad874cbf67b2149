"""Keep every test away from the user's own settings, stores and network, and make generated cases repeatable."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rag.models.cache import pulled

PULLED = pulled()  # looked for before the tests get a cache of their own

settings.register_profile(
    "fonte", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("fonte")

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session", autouse=True)
def _at_home_nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the run a data and a configuration directory of its own, and no FONTE_ or OPENAI_ variable."""
    import os

    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("FONTE_", "OPENAI_")):
                patch.delenv(name)
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"):
            patch.setenv(name, str(home / name.lower()))
        yield


@pytest.fixture
def seeds() -> Path:
    """Return the folder of the shipped articles; read-only."""
    return SEEDS


@pytest.fixture(scope="session")
def local_model() -> Path:
    """Return the file of the small model; skips, saying so, where it or llama.cpp is not there."""
    import importlib.util

    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip('llama.cpp is not installed: pip install ".[local]"')
    if PULLED is None:
        pytest.skip("the small model is not there: run `fonte model pull`")
    return PULLED
