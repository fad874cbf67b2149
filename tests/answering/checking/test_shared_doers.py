"""Who does a verb after "and", of whom "most" is told, and which verb a participle is of."""

from __future__ import annotations

import pytest

from rag.answering.checking import check
from rag.language.lemmas import keys

PLAN = "Chairwoman Ida Marsh ruled out layoffs, but union leader Pablo Sosa rejected the plan and threatened a strike."
STAFF = "The decision will affect about 380 workers, most of whom will be moved to other sites."
HOUSES = "Il borgo è noto per le sue case, molte delle quali sono state restaurate."
COST = "La spesa sarà coperta per due terzi dalla Regione Umbria e per il resto dalla società Acque Blu."
HALF = "L'impianto copre oltre la metà dei consumi della valle."


@pytest.mark.parametrize(
    ("claim", "source", "stands"),
    [
        ("Pablo Sosa threatened a strike.", PLAN, True),
        ("Ida Marsh threatened a strike.", PLAN, False),
        ("Most of the workers will be moved to other sites.", STAFF, True),
        ("All of the workers will be moved to other sites.", STAFF, False),
        ("Molte case del borgo sono state restaurate.", HOUSES, True),
        ("Tutte le case del borgo sono state restaurate.", HOUSES, False),
        ("La Regione Umbria coprirà due terzi della spesa.", COST, True),
        ("Acque Blu coprirà due terzi della spesa.", COST, False),
        ("Oltre la metà dei consumi della valle è coperta dall'impianto.", HALF, True),
        ("Meno della metà dei consumi della valle è coperta dall'impianto.", HALF, False),
    ],
)
def test_who_does_it_is_read_beyond_one_clause(claim: str, source: str, stands: bool) -> None:
    assert (check(claim, [source]).verdict == "supported") == stands


@pytest.mark.parametrize(
    ("form", "verb", "same"),
    [
        ("coperta", "coprirà", True),
        ("difese", "difendono", True),
        ("ridotta", "ridurre", True),
        ("casa", "accasare", False),
    ],
)
def test_a_participle_is_a_form_of_its_verb(form: str, verb: str, same: bool) -> None:
    assert keys(form, "it").isdisjoint(keys(verb, "it")) is not same
