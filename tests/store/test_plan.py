"""A plan puts every file in exactly one place."""

from hypothesis import given
from hypothesis import strategies as st

from rag.store.plan import compare, tell_apart
from rag.types import FileProblem

FILES = st.sampled_from(["a.txt", "b.txt", "c/d.txt", "c/e.txt", "f.md"])
HASHES = st.sampled_from(["1", "2", "3"])


@given(
    st.dictionaries(FILES, st.one_of(HASHES, st.none())),
    st.dictionaries(FILES, HASHES),
    st.dictionaries(FILES, st.tuples(HASHES, st.just("bad"))),
)
def test_every_file_stands_in_one_place(
    hashes: dict[str, str | None], known: dict[str, str], problems: dict[str, tuple[str, str]]
) -> None:
    plan = compare(hashes, known, problems)
    placed = [*plan.unchanged, *plan.take, *(problem.file for problem in plan.failed)]
    assert sorted(placed) == sorted(hashes)
    taken = {file: sha for file, sha in plan.take.items() if sha is not None}
    told = tell_apart(taken, plan.gone, known)
    assert sorted([*told.added, *told.changed, *(new for _, new in told.renamed)]) == sorted(taken)
    assert sorted([*told.removed, *(old for old, _ in told.renamed)]) == sorted(plan.gone)


def test_a_file_is_unchanged_changed_new_or_gone_by_its_hash() -> None:
    plan = compare({"a": "1", "b": "2", "c": "3", "d": None}, {"a": "1", "b": "1", "e": "5"}, {})
    assert (plan.unchanged, dict(plan.take), plan.gone) == (("a",), {"b": "2", "c": "3", "d": None}, ("e",))


def test_a_file_that_failed_is_tried_again_only_when_it_changes() -> None:
    assert compare({"a": "1"}, {}, {"a": ("1", "bad")}).failed == (FileProblem("a", "bad"),)
    assert dict(compare({"a": "2"}, {}, {"a": ("1", "bad")}).take) == {"a": "2"}


def test_what_lies_in_a_closed_folder_is_not_gone() -> None:
    assert compare({}, {"c/d": "1", "cc": "2"}, {}, closed=["c"]).gone == ("cc",)


def test_copies_are_renamed_one_to_one() -> None:
    told = tell_apart({"x": "1", "y": "1"}, ["a"], {"a": "1"})
    assert (told.renamed, told.added, told.removed) == ((("a", "x"),), ("y",), ())
