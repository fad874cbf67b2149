from rag.marking import join_claims, markers, order_of_first_use
from rag.types import Claim


def claim(text: str, *citations: int) -> Claim:
    return Claim(text, citations, "supported", {})


def test_each_claim_is_followed_by_a_space_and_its_markers() -> None:
    claims = [claim("Vecchio per ANIE.", 1), claim("Kim per KSIA.", 1, 2)]
    assert join_claims(claims) == "Vecchio per ANIE. [1] Kim per KSIA. [1][2]"
    assert join_claims([]) == ""


def test_markers_stand_without_a_space_between_them() -> None:
    assert markers((1, 2, 10)) == "[1][2][10]"


def test_citations_are_listed_once_in_the_order_of_first_use() -> None:
    assert order_of_first_use([claim("a", 2, 1), claim("b", 1, 3)]) == (2, 1, 3)
