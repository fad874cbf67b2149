"""What is shown of a whole collection: the latest articles by what they are about, and how many there are."""

from __future__ import annotations

from dataclasses import replace

from rag.retrieval.overview import MOST, list_latest
from rag.types import Filters, SearchResult
from tests.memory import MemoryReader

ARTICLES = {
    "a.txt": "Il porto riapre\n\nIl porto di Bari riapre lunedì dopo sei mesi di lavori sulle banchine.",
    "b.txt": "Il sindaco di Bari si è dimesso ieri sera dopo una lunga seduta. Altro non si sa.",
    "c.txt": "Piove\n\nSul lago piove da tre giorni e le strade sono chiuse.",
}
DATES = {"a.txt": "2026-01-12", "b.txt": None, "c.txt": "2026-03"}


def shown(filters: Filters = Filters(), articles: dict[str, str] = ARTICLES) -> SearchResult:
    reader = MemoryReader(articles, None)
    for file, date in DATES.items():
        if file in articles:
            reader.by_file[file] = replace(reader.by_file[file], date=date)
    return list_latest(reader, filters=filters)


def told(result: SearchResult) -> list[str]:
    assert result.listed is not None
    return [result.sentences[place].text for place in result.listed.places]


def test_the_latest_come_first_by_their_titles_and_the_undated_last() -> None:
    result = shown()
    assert told(result) == [
        "Piove",
        "Il porto riapre",
        "Il sindaco di Bari si è dimesso ieri sera dopo una lunga seduta.",
    ]
    assert [passage.file for passage in result.passages] == ["c.txt", "a.txt", "b.txt"]
    assert result.listed is not None and (result.listed.term, result.listed.among) == ("", 3)


def test_an_undated_article_is_not_counted_among_those_of_a_time() -> None:
    result = shown(Filters(since="2026-02", until="2026-12"))
    assert told(result) == ["Piove"] and result.listed is not None and result.listed.among == 1


def test_of_many_articles_all_are_counted_and_a_few_shown() -> None:
    result = shown(articles={f"{number:03}.txt": f"Notizia numero {number} di oggi." for number in range(MOST + 5)})
    assert len(told(result)) == MOST and result.listed is not None and result.listed.among == MOST + 5
