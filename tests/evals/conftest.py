"""Leave the whole evaluation out of the usual run: it takes half a minute, and `.ci/run` does it anyway."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "eval" not in config.getoption("markexpr"):
        for item in items:
            if item.get_closest_marker("eval") is not None:
                item.add_marker(pytest.mark.skip(reason="the whole evaluation: pytest -m eval"))
