from rag.language.listing import Listing
from rag.retrieval.listing import list_mentions
from rag.types import Filters, SearchResult
from tests.memory import MemoryReader

ARTICLES = {
    "a.txt": "L'accordo con Tokyo\n\nL'Associazione dei porti italiani (APIT) firma a Tokyo. Altro non si sa.",
    "b.txt": "Una nota dell'Apit\n\nIl presidente parla di navi. Per l'APIT il traffico cresce ancora molto.",
    "c.txt": "Il porto di Bari\n\nIl porto cresce. L'associazione dei porti italiani tace su tutta la linea.",
    "d.txt": "Il Giappone compra\n\nIn Japan the market grows. Il resto del mondo aspetta e guarda.",
}


def listed(term: str, *, articles: bool = True, filters: Filters = Filters()) -> SearchResult:
    return list_mentions(MemoryReader(ARTICLES, None), Listing(term, "it", articles), filters=filters)


def files(result: SearchResult) -> list[str]:
    assert result.listed is not None
    return [result.sentences[place].file for place in result.listed.places]


def test_every_article_is_found_once_through_acronym_and_long_form() -> None:
    assert files(listed("APIT")) == ["a.txt", "b.txt", "c.txt"]
    assert files(listed("associazione dei porti italiani")) == ["a.txt", "b.txt", "c.txt"]


def test_a_country_is_found_by_its_name_in_other_languages() -> None:
    result = listed("Giappone")
    assert files(result) == ["d.txt"]
    assert result.sentences[result.listed.places[0]].text == "In Japan the market grows."  # rather than the headline


def test_a_country_is_found_by_its_short_names() -> None:
    articles = {
        "a.txt": "Il dazio\n\nGli Stati Uniti tassano il rame da lunedì.",
        "b.txt": "Il fondo\n\nGli investitori USA comprano ancora.",
        "c.txt": "Usato e nuovo\n\nLe auto usate piacciono agli stati europei uniti.",
    }
    for term in ("USA", "Stati Uniti"):
        assert files(list_mentions(MemoryReader(articles, None), Listing(term, "it", True))) == ["a.txt", "b.txt"]


def test_the_place_is_that_of_a_sentence_with_the_mention() -> None:
    result = listed("APIT")
    assert all("apit" in result.sentences[place].text.casefold() or "porti italiani" in result.sentences[place].text
               for place in result.listed.places)  # fmt: skip
    assert [passage.file for passage in result.passages] == files(result)


def test_filters_bound_the_scan_and_what_it_counts() -> None:
    result = listed("APIT", filters=Filters(files=("b.txt", "d.txt")))
    assert files(result) == ["b.txt"] and result.listed.among == 2


def test_nothing_found_is_an_empty_list() -> None:
    result = listed("Groenlandia")
    assert files(result) == [] == list(result.passages) and result.listed.among == 4
