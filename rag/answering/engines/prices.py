"""Tell what tokens cost: a small table of list prices, which the user's own file overrides; unknown is None."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import isfinite
from pathlib import Path

from rag.errors import SettingsError

Prices = Mapping[str, tuple[float, float]]

# Dollars per million tokens, in and out: list prices of OpenAI, standard tier, read in June 2026. A dated snapshot
# ("gpt-5.4-mini-2026-03-17") costs what its model costs. They change: the setting `prices` names a file of your own.
LIST: Prices = {
    "gpt-5.5": (5.00, 30.00),
    "gpt-5.4": (2.50, 15.00),
    "gpt-5.4-mini": (0.75, 4.50),
    "gpt-5.4-nano": (0.20, 1.25),
    "gpt-5.1": (1.25, 10.00),
    "gpt-5": (1.25, 10.00),
    "gpt-5-mini": (0.25, 2.00),
    "gpt-5-nano": (0.05, 0.40),
    "gpt-4.1": (2.00, 8.00),
    "gpt-4.1-mini": (0.40, 1.60),
    "gpt-4.1-nano": (0.10, 0.40),
    "gpt-4o": (2.50, 10.00),
    "gpt-4o-mini": (0.15, 0.60),
}
_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")


def read_prices(path: Path) -> Prices:
    """Read {model: [dollars per million tokens in, out]}. Raises SettingsError for anything else."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        found = {str(model): (float(row[0]), float(row[1])) for model, row in table.items() if len(row) == 2}
    except (OSError, ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise SettingsError(f"cannot read the prices {str(path)!r}: {error}.", hint=_SHAPE) from error
    if len(found) != len(table) or not all(isfinite(n) and n >= 0 for row in found.values() for n in row):
        raise SettingsError(f"the prices {str(path)!r} hold a row that is not two amounts.", hint=_SHAPE)
    return found


_SHAPE = 'It must be JSON: {"model": [0.40, 1.60]}, dollars per million tokens in and out.'


def cost(prices: Prices, model: str, prompt_tokens: int, completion_tokens: int) -> float | None:
    """Return dollars, to the millionth, or None when the price of `model` is not known."""
    row = prices.get(model) or prices.get(_DATED.sub("", model))
    if row is None:
        return None
    return round((prompt_tokens * row[0] + completion_tokens * row[1]) / 1e6, 6)
