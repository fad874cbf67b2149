from dataclasses import fields
from pathlib import Path

import pytest

from rag.asked import clean_question
from rag.errors import InputError, SettingsError
from rag.settings import Settings, default_store, load_settings, origins, shipped_corpus


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "fonte.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_an_option_beats_the_environment_beats_the_file_beats_the_default(tmp_path: Path) -> None:
    file = write(tmp_path, 'corpus = "from-file"\nstore = "from-file"\nembedder = "hash"\n')
    environment = {"FONTE_CORPUS": "from-environment", "FONTE_STORE": "from-environment", "PATH": "x"}
    found = load_settings({"corpus": "from-option", "store": None}, environment=environment, config=file)
    assert found == Settings(Path("from-option"), Path("from-environment"), "auto", "hash")
    assert origins({"corpus": "from-option"}, environment=environment, config=file) == {
        **dict.fromkeys((field.name for field in fields(Settings)), "default"),
        "corpus": "option",
        "store": "environment",
        "embedder": "file",
    }


def test_the_key_and_the_address_come_from_the_variables_that_everybody_uses_and_the_key_is_never_printed() -> None:
    environment = {"OPENAI_API_KEY": "sk-geheim ", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1", "FONTE_MODEL": "m"}
    found = load_settings(environment=environment)
    assert (found.api_key, found.base_url, found.model) == ("sk-geheim", "http://127.0.0.1:1/v1", "m")
    assert "geheim" not in repr(found)
    assert load_settings({"base_url": "https://b.example"}, environment=environment).base_url == "https://b.example"


@pytest.mark.parametrize(
    "address", ["localhost:8080", "ftp://a.example", "http://", "http://a b/", "http://[::1", "https://me:pw@a.example"]
)
def test_an_address_that_is_none_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environment={"OPENAI_BASE_URL": address})
    assert "base_url must" in str(caught.value) and "pw" not in str(caught.value)


def test_without_anything_the_shipped_articles_are_the_corpus() -> None:
    found = load_settings(environment={})
    assert found.corpus == shipped_corpus()
    assert len(list(found.corpus.glob("*.txt"))) == 5
    assert found.store_path == default_store(found.corpus)


def test_a_file_in_the_current_folder_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'corpus = "/elsewhere"\n')
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}).corpus == shipped_corpus()


def test_the_user_s_own_file_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "fonte").mkdir()
    write(tmp_path / "fonte", 'embedder = "hash"\n')
    monkeypatch.setattr("rag.settings.config_file", lambda: tmp_path / "fonte" / "fonte.toml")
    assert load_settings(environment={}).embedder == "hash"


def test_the_environment_can_name_the_file_and_an_empty_variable_is_none(tmp_path: Path) -> None:
    file = write(tmp_path, 'embedder = "hash"\n')
    found = load_settings(environment={"FONTE_CONFIG": str(file), "FONTE_EMBEDDER": "", "FONTE_STORE": ""})
    assert (found.embedder, found.store) == ("hash", None)


@pytest.mark.parametrize(
    ("options", "environment", "told"),
    [
        ({"engine": "magic"}, {}, "engine must be one of auto, extractive, local, openai, got 'magic'"),
        ({"corpus": " "}, {}, "corpus must be a folder, got ' '"),
        ({"prices": " "}, {}, "prices must be a file, got ' '"),
        ({"protocol": "x"}, {}, "protocol must be one of auto, markers, schema, plain, got 'x'"),
        ({}, {"FONTE_TIMEOUT": "soon"}, "timeout must be a number of seconds from 1 to 3600, got 'soon'"),
        ({}, {"FONTE_TIMEOUT": "nan"}, "timeout must be a number of seconds"),
        ({}, {"OPENAI_API_KEY": "sk-\u00e8"}, "api_key holds characters that no key has"),
        ({"store": "a\0b"}, {}, "store must be a folder"),
        ({"corpus": "~nobody-of-this-name/x"}, {}, "corpus cannot be '~nobody"),
        ({}, {"FONTE_EMBEDDER": "e9"}, "embedder must be one of"),
        ({}, {"FONTE_COLOUR": "red"}, "unknown setting FONTE_COLOUR in the environment. Known: corpus,"),
        ({}, {"FONTE_CONFIG": "/nowhere.toml"}, "no such settings file: '/nowhere.toml'"),
    ],
)
def test_an_impossible_setting_is_told(options: dict, environment: dict, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(options, environment=environment)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("corpus =", "cannot read the settings file"),
        (b"\xff\xfe", "cannot read the settings file"),
        ('colour = "red"', "unknown setting 'colour'"),
        ("corpus = 5", "must be a string, got 5"),
        ("[corpus]\nx = 1", "must be a string"),
    ],
)
def test_a_settings_file_that_cannot_be_used_is_told(tmp_path: Path, content: str | bytes, told: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(environment={}, config=write(tmp_path, content))
    assert told in str(error.value)


def test_stores_of_two_folders_of_one_name_differ(tmp_path: Path) -> None:
    first, second = default_store(tmp_path / "a" / "notizie"), default_store(tmp_path / "b" / "notizie")
    assert first != second
    assert first.name.startswith("notizie-")
    assert default_store(tmp_path / "a" / ".." / "a" / "notizie") == first


@pytest.mark.parametrize("name", ["città più bella", "..", "a" * 200, "新聞"])
def test_a_store_s_name_is_one_safe_path_part(tmp_path: Path, name: str) -> None:
    store = default_store(tmp_path / name)
    assert store.name.isascii()
    assert len(store.name) < 64
    assert store.parent.name == "stores"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Chi?\n", "Chi?"),
        ("Chi\0 è\tlui?", "Chi  è lui?"),
        ("Chi \udce8?", "Chi \ufffd?"),
        ("Perché «no»? 👍", "Perché «no»? 👍"),
    ],
)
def test_a_question_is_cleaned(raw: str, clean: str) -> None:
    assert clean_question(raw) == clean


@pytest.mark.parametrize("raw", ["", " \n", "\0\0", "…?", "👍", "x" * 4_001])
def test_a_question_that_asks_nothing_or_too_much_is_refused(raw: str) -> None:
    with pytest.raises(InputError):
        clean_question(raw)
    assert clean_question("x" * 4_000)


def test_a_number_of_seconds_may_be_written_as_a_number(tmp_path: Path) -> None:
    assert load_settings(environment={}, config=write(tmp_path, "timeout = 600\n")).timeout == 600
