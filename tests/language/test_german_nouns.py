"""Which words with a capital are names in a German question?"""

import pytest

from rag.language.questions import understand


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Wer ist Insolvenzverwalter der Werft Thiessen?", ["Thiessen"]),
        ("Warum begann der Bau des Terminals später?", []),
        ("Was sagt Bürgermeister Uwe Müller?", ["Uwe Müller"]),  # "Müller" is a noun as well
        ("Wie viele Seehunde leben im Hafen von Berlin?", ["Berlin"]),
        ("Was plant die KSIA?", ["KSIA"]),
    ],
)
def test_a_noun_is_no_name_that_the_articles_must_know(question: str, names: list[str]) -> None:
    assert [name.text for name in understand(question, "de")[0].names] == names
