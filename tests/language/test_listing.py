import pytest

from rag.language.listing import collection_asked, listing_asked, mentions, telling_words
from rag.language.words import find_words


@pytest.mark.parametrize(
    ("question", "language", "term"),
    [
        ("Quali articoli citano l'European Chips Act?", "it", "European Chips Act"),
        ("In quali articoli si parla della Corea del Sud?", "it", "Corea del Sud"),
        ("Quali citano la Corea?", "it", "Corea"),
        ("Which of them mention Sony?", "en", "Sony"),
        ("Quanti articoli parlano di Sony?", "it", "Sony"),
        ("Quali sono gli articoli che parlano dei semiconduttori?", "it", "semiconduttori"),
        ("Sony è citata in quanti articoli?", "it", "Sony"),
        ("In quanti pezzi compare TSMC?", "it", "TSMC"),
        ("How many articles mention Sony?", "en", "Sony"),
        ("List all the articles that mention the European Chips Act", "en", "European Chips Act"),
        ("In which articles is Anna Neri mentioned?", "en", "Anna Neri"),
        ("How many stories are there about the port of Bari?", "en", "port of Bari"),
        ("In wie vielen Artikeln wird Japan erwähnt?", "de", "Japan"),
        ("Quels articles parlent de l'Italie ?", "fr", "Italie"),
        ("Puoi elencare gli articoli che parlano di Sony?", "it", "Sony"),
        ("Ci sono articoli su Sony?", "it", "Sony"),
        ("Quanti articoli parlano di Sony e quali sono?", "it", "Sony"),
        ("Quali testi contengono la parola «fiera»?", "it", "fiera"),
        ("Sony in quanti articoli è citata?", "it", "Sony"),
        ("articoli su Sony", "it", "Sony"),
        ("Articles about Sony", "en", "Sony"),
        ("Artikel über Sony", "de", "Sony"),
        ("articles sur Sony", "fr", "Sony"),
        ("Quali testi usano la locuzione «fiera di paese»?", "it", "fiera di paese"),
        ("In quanti articoli c'è l'espressione “fiera di paese”?", "it", "fiera di paese"),
        ("In quali articoli ricorre il termine fiera?", "it", "fiera"),
        ("Which articles use the phrase “village fair”?", "en", "village fair"),
        ("Welche Artikel verwenden den Ausdruck „Dorffest“?", "de", "Dorffest"),
        ("Quels articles emploient le mot « foire » ?", "fr", "foire"),
        ("¿Qué artículos usan la palabra «feria»?", "es", "feria"),
        ("Can you find all the articles on Sony?", "en", "Sony"),
        ("Nenne alle Artikel, die Sony erwähnen", "de", "Sony"),
        ("In welchen Artikeln geht es um Sony?", "de", "Sony"),
        ("Dans combien d'articles Sony est-il mentionné ?", "fr", "Sony"),
        ("Dans quels articles parle-t-on de Sony ?", "fr", "Sony"),
        ("¿Qué artículos mencionan a Sony?", "es", "Sony"),
        ("Quels articles mentionnent Sony ?", "en", "Sony"),  # a short question is taken for another language
    ],
)
def test_a_question_for_articles_is_understood(question: str, language: str, term: str) -> None:
    listing = listing_asked(question, language)
    assert listing is not None and listing.term == term and listing.articles


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quanti articoli ci sono?", "it"),
        ("che articoli hai in archivio", "it"),
        ("Elenca tutti gli articoli", "it"),
        ("Di cosa parlano gli articoli?", "it"),
        ("Di quali argomenti parlano gli articoli?", "it"),
        ("Cosa c'è nella raccolta?", "it"),
        ("Which articles are there?", "en"),
        ("How many articles do you have in total?", "en"),
        ("List the articles", "en"),
        ("What are these articles about?", "en"),
        ("What's in this collection?", "en"),
        ("Wie viele Artikel gibt es?", "de"),
        ("Worum geht es in diesen Artikeln?", "de"),
        ("De quoi parlent ces articles ?", "fr"),
        ("Combien d'articles y a-t-il ?", "fr"),
        ("¿Cuántos artículos hay?", "es"),
        ("¿Qué artículos hay?", "it"),  # a short question is taken for another language
    ],
)
def test_a_question_for_the_collection_itself_is_understood(question: str, language: str) -> None:
    assert collection_asked(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quanti articoli ci sono su Sony?", "it"),
        ("Quanti articoli ha la legge?", "it"),
        ("Di cosa parla il sindaco?", "it"),
        ("Quali documenti ci sono nella cassaforte?", "it"),
        ("What is the article about the port about?", "en"),
        ("How many sources are there on Mars?", "en"),
    ],
)
def test_a_question_with_a_subject_is_none_for_the_collection(question: str, language: str) -> None:
    assert not collection_asked(question, language)


def test_a_list_of_things_is_not_a_list_of_articles() -> None:
    listing = listing_asked("Elenca tutti i memorandum citati negli articoli", "it")
    assert listing is not None and listing.term == "memorandum" and not listing.articles


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Chi ha scritto l'articolo che parla di Sony?", "it"),
        ("Quali articoli della legge prevedono sanzioni?", "it"),
        ("Quanti dipendenti ha Sony?", "it"),
        ("Quali articoli usano i falegnami?", "it"),
        ("Which articles use recycled paper?", "en"),
        ("Che cosa dice l'articolo su Sony?", "it"),
        ("What do the articles say about Sony?", "en"),
        ("Quali articoli citano?", "it"),
        ("Quali sanzioni sono citate negli articoli?", "it"),
        ("Trova il numero di articoli venduti da Sony", "it"),
        ("", "it"),
    ],
)
def test_other_questions_are_left_alone(question: str, language: str) -> None:
    assert listing_asked(question, language) is None


@pytest.mark.parametrize(
    ("term", "sentence", "there"),
    [
        ("European Chips Act", "Gli obiettivi dell’European Chips Act restano.", True),
        ("European Chips Act", "Il Chips Act europeo piace.", False),  # one word of it is missing
        ("Chips Act", "Il Chips Joint Act è altro, ma vicino.", True),  # one word may stand between
        ("Chips Act", "I chips sono cari e nessun altro parla di un act.", False),
        ("semiconduttore", "Il mercato dei semiconduttori cresce.", True),
        ("Anna Neri", "Neri, Anna: presente.", True),
        ("Anna Neri", "Anna Bianchi e Paolo Verdi, poi la signora Neri.", False),
        ("accordo", "La nuova intesa è firmata.", False),  # a synonym is not a mention
        ("Italia", "L'italiano è una lingua.", False),
    ],
)
def test_a_mention_holds_every_word_close_together(term: str, sentence: str, there: bool) -> None:
    assert mentions(telling_words(term, "it"), "it", find_words(sentence, "it"), "it") is there


def test_a_common_noun_is_found_in_another_language_and_a_name_is_not_translated() -> None:
    sentence = find_words("La nuova intesa è firmata.", "it")
    assert mentions(telling_words("agreement", "en"), "en", sentence, "it")
    assert not mentions(telling_words("Agreement", "en"), "en", sentence, "it")


def test_nothing_is_mentioned_by_nothing() -> None:
    assert not mentions((), "it", find_words("Il porto.", "it"), "it")
    assert not mentions(telling_words("porto", "it"), "it", [], "it")
