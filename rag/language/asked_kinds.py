"""Name the kinds of answer that a question may ask for, and the units that an amount or a time may have."""

from __future__ import annotations

from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "person",
    "time",
    "place",
    "quantity",
    "reason",
    "name",
    "manner",
    "list",
    "definition",
    "yesno",
    "thing",
    "task",
    "talk",
]
Unit: TypeAlias = Literal["money", "percent", "measure", "age", "duration", "speed", "year", "day", "hour"]
