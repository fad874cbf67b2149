from dataclasses import replace

from rag import ask
from rag.answering.counting import check_count


def test_a_count_is_true_of_as_many_articles_with_one_sentence_each() -> None:
    citation = ask("Quali articoli citano ANIE?", embedder="hash").citations[0]
    other = replace(citation, file="other.txt")
    assert check_count(2, [citation, other]).verdict == "supported"
    assert check_count(3, [citation, other]).verdict == "unsupported"
    assert check_count(2, [citation, citation]).verdict == "unsupported"
    assert check_count(1, [citation, other]).checks["numbers"] == "failed"
