import pytest

from rag.language.acronyms import Acronym, find_acronyms


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("la Korea Semiconductor Industry Association (KSIA)", "KSIA", "Korea Semiconductor Industry Association"),
        ("il Ministero delle Imprese (MI)", "MI", "Ministero delle Imprese"),
        ("l'OMS (Organizzazione mondiale della sanità) dice", "OMS", "Organizzazione mondiale della sanità"),
    ],
)  # fmt: skip
def test_an_acronym_is_explained_on_either_side(text: str, short: str, long: str) -> None:
    assert find_acronyms(text) == [Acronym(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "la Sony (Tokyo) cresce",  # a place, no acronym
        "il porto di Bari (XYZ) cresce",  # letters that are not there
        "il presidente (62) parla",
        "(ANSA) Roma, il governo",
        "nessuna parentesi",
        "una molto lunga storia di cose e di altre cose che non finisce e non comincia mai (UC)",
    ],
)
def test_other_parentheses_explain_nothing(text: str) -> None:
    assert find_acronyms(text) == []
