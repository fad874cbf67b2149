"""A refusal is known in many words and languages; a sentence about somebody who refused is none."""

from __future__ import annotations

import pytest

from rag.answering.drafts.refusing import refuses

REFUSALS = """
NO_ANSWER
**NO ANSWER**
Gli articoli non lo dicono.
Gli articoli forniti non specificano quanti dipendenti abbia ANIE.
L'articolo non menziona la durata del contratto.
Nel testo non viene indicato il nome del sindaco.
Nei passaggi forniti non si parla di Bolle.
Il testo non fornisce informazioni sull'età del ministro.
Non ci sono informazioni sul numero di dipendenti.
Non è specificato negli articoli quanto costi.
Non è possibile rispondere alla domanda con le frasi date.
Non posso rispondere sulla base di quanto fornito.
Mi dispiace, ma non ho informazioni su questo.
Nessuna informazione è disponibile su questo punto.
Le informazioni richieste non sono presenti nei documenti.
Dagli articoli non emerge chi abbia vinto.
Non lo so.
The articles do not mention the number of employees.
The provided text doesn't say who won.
The sources do not contain any information about this.
Based on the articles, there is no information about the World Cup.
There is no mention of Roberto Bolle in the given sentences.
The number of employees is not mentioned in the articles.
I cannot answer this question based on the provided articles.
I'm sorry, but I don't know.
I do not have enough information to answer.
Not specified.
It is not stated in the text.
None of the articles mention a signature.
Die Artikel nennen keine Zahl.
In den Artikeln wird nicht gesagt, wer gewonnen hat.
Ich kann die Frage nicht beantworten.
Les articles ne précisent pas le nombre de salariés.
Il n'y a aucune information à ce sujet.
Los artículos no mencionan el número de empleados.
No hay información sobre esto en el texto.
Os artigos não mencionam o número.
기사에는 그 정보가 없습니다.
記事には書かれていません。
""".strip().splitlines()

ANSWERS = """
Il ministro non ha specificato la cifra.
L'azienda non ha risposto alle domande dei giornalisti.
Secondo il sindaco non ci sono fondi per la scuola.
ANIE non ha fornito il numero dei firmatari.
Il governo non ha indicato una data per il voto.
Marco Vecchio ha firmato per ANIE.
Nessun deputato ha votato contro.
Gli articoli di lusso costano di più.
The minister did not say when the law will pass.
The company declined to provide figures.
Nobody signed for KSIA.
The agreement contains no deadline.
Kim said he does not know the date.
Der Minister hat keine Zahl genannt.
Le ministre n'a pas précisé la date.
El ministro no mencionó la cifra.
L'accordo non prevede sanzioni.
Il contratto non indica una scadenza.
Il testo dell'accordo è stato firmato a Tokyo.
Le fonti rinnovabili non bastano a coprire il fabbisogno.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", REFUSALS)
def test_a_refusal_is_known(sentence: str) -> None:
    assert refuses(sentence)


@pytest.mark.parametrize("sentence", ANSWERS)
def test_an_answer_is_no_refusal(sentence: str) -> None:
    assert not refuses(sentence)


def test_a_long_sentence_takes_no_time() -> None:
    assert not refuses("Gli articoli " + "non " * 50_000)
