"""Facts in the wrong relation: what is told of one, given to one, won by one, may not be told of another."""

from __future__ import annotations

import pytest

from rag.answering.checking import check


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "La mostra resta aperta fino a maggio e chiude il lunedì.",
            "La mostra è visitabile fino a maggio; il lunedì è chiusa.",
        ),
        ("Lo studio ha coinvolto 300 persone.", "Lo studio ha coinvolto 300 pazienti."),
        ("The fine is 500 kroner.", "La multa è di 500 corone."),
        ("Lo studente è stato denunciato dalla professoressa.", "La professoressa ha denunciato lo studente."),
        ("I ricavi di Beta sono saliti.", "I ricavi di Alfa sono scesi mentre quelli di Beta sono saliti."),
        ("The party backed the bill.", "The party voted for the bill."),
        ("The party opposed the bill.", "The party voted against the bill."),
        ("Il contratto è stato firmato da Bianchi.", "Bianchi ha firmato il contratto con Rossi."),
        ("Verdi ha incontrato Neri a Milano.", "Verdi ha incontrato Gialli a Roma e Neri a Milano."),
        ("Il centro non ha un ascensore.", "Il centro è privo di ascensore."),
        ("Smith non ha confermato se si dimetterà.", "Smith has not confirmed whether he will resign."),
        (
            "Il 40% degli intervistati è contrario.",
            "Il 60% degli intervistati è favorevole, il 40% contrario.",
        ),
        ("La perizia fu pagata dalla famiglia.", "La perizia, pagata dalla famiglia, scagionò l'imputato."),
        ("Il rischio va dallo 0,1 allo 0,3%.", "Il rischio è compreso tra lo 0,1 e lo 0,3 per cento."),
        ("La società vale quasi 60 milioni.", "La società vale 59,6 milioni di euro."),
        ("La società vale circa 60 milioni di euro.", "La società vale 59,6 milioni di euro."),
        ("More than 59 million euros.", "La società vale 59,6 milioni di euro."),
        ("The firm is worth almost 60 million euros.", "La società vale 59,6 milioni di euro."),
        ("La spesa supera i 59 milioni.", "La spesa è di 59,6 milioni."),
        (
            "Il premio è andato ad Anna Neri.",
            "La giuria guidata da Bruno Sala ha assegnato il premio ad Anna Neri.",
        ),
        (
            "Anna Neri ha vinto il premio.",
            "La giuria guidata da Bruno Sala ha assegnato il premio ad Anna Neri.",
        ),
        ("Mary Finn won the award.", "The jury chaired by Paul Hale gave the award to Mary Finn."),
        ("L'Inter è stata sconfitta 2-0 dalla Juve.", "La Juve ha battuto l'Inter 2-0."),
        ("La Juve ha vinto 2-0 contro l'Inter.", "La Juve ha battuto l'Inter 2-0."),
        (
            "The minister resigned on Monday and will be replaced by his deputy.",
            "The minister resigned on Monday. His deputy will take over.",
        ),
        (
            "Il ministro si è dimesso e al suo posto andrà il vice.",
            "Il ministro si è dimesso. Lo sostituirà il vice.",
        ),
        ("Beta's sales fell.", "Alfa's sales rose while Beta's sales fell."),
    ],
)
def test_the_same_relation_in_other_words_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Il museo ha restaurato la statua e ha licenziato due custodi.", "Il museo ha restaurato la statua."),
        ("Il museo ha restaurato la statua, ma non pagherà gli operai.", "Il museo ha restaurato la statua."),
        ("The council approved the plan and cut its own budget.", "The council approved the plan."),
        (
            "The company opened a plant in Ohio without asking the union.",
            "The company opened a plant in Ohio.",
        ),
        ("La mostra resta aperta fino a maggio e costa poco.", "La mostra resta aperta fino a maggio."),
        ("Lo studio ha coinvolto 300 pazienti.", "Lo studio ha coinvolto 300 infermieri."),
        ("La strada è lunga dodici miglia.", "La strada è lunga dodici chilometri."),
        ("The road is twelve kilometres long.", "The road is twelve miles long."),
        ("The fine is 500 euros.", "The fine is 500 kroner."),
        ("La multa è di 500 euro.", "La multa è di 500 zloty."),
        ("Il giudice è stato arrestato dal poliziotto.", "Il poliziotto è stato arrestato dal giudice."),
        ("The dog bit the postman.", "The postman bit the dog."),
        ("La professoressa ha denunciato lo studente.", "Lo studente ha denunciato la professoressa."),
        ("La professoressa è stata denunciata dallo studente.", "La professoressa ha denunciato lo studente."),
        ("The mayor has appointed the governor.", "The governor has appointed the mayor."),
        ("Anna Neri has appointed Governor Luis Paz.", "Governor Luis Paz has appointed Anna Neri."),
        ("Luis Paz has been appointed by Anna Neri.", "Governor Luis Paz has appointed Anna Neri."),
        ("Profits of Alfa rose and those of Beta fell.", "Profits of Alfa fell while those of Beta rose."),
        (
            "I ricavi di Alfa sono saliti e quelli di Beta sono scesi.",
            "I ricavi di Alfa sono scesi mentre quelli di Beta sono saliti.",
        ),
        ("I ricavi di Beta sono scesi.", "I ricavi di Alfa sono scesi mentre quelli di Beta sono saliti."),
        ("Mario Rossi guadagna 50.000 euro.", "Mario Rossi guadagna 30.000 euro, Luca Bianchi 50.000."),
        ("Rossi ha ricevuto 30.000 euro.", "Bianchi ha ricevuto 30.000 euro; Rossi 20.000 euro."),
        ("Il Consiglio ha votato contro il piano.", "Il Consiglio ha votato a favore del piano."),
        ("The party voted for the bill.", "The party voted against the bill."),
        ("The party opposed the bill.", "The party voted for the bill."),
        ("Il contratto è stato firmato da Rossi.", "Bianchi ha firmato il contratto con Rossi."),
        ("Verdi ha incontrato Neri a Roma.", "Verdi ha incontrato Gialli a Roma e Neri a Milano."),
        ("The strip is four miles long.", "La striscia è lunga quattro chilometri."),
        ("La strada ha una corsia protetta.", "La strada è senza corsia protetta."),
        ("Il centro è dotato di ascensore.", "Il centro è privo di ascensore."),
        ("Rossi ha detto che si candiderà.", "Rossi non ha detto se si candiderà."),
        ("Smith confirmed he will resign.", "Smith has not confirmed whether he will resign."),
        ("L'inflazione è salita al 4%.", "L'inflazione è scesa al 4%."),
        ("Inflation rose to 4%.", "L'inflazione è scesa al 4%."),
        ("I morti sono almeno 20.", "I morti sono al massimo 20."),
        ("I morti sono meno di 20.", "I morti sono oltre 20."),
        ("Meno di 300 persone hanno partecipato.", "Più di 300 persone hanno partecipato."),
        ("More than 900 votes separated them.", "Fewer than 900 votes separated them."),
        (
            "Il 40% degli intervistati è favorevole.",
            "Il 60% degli intervistati è favorevole, il 40% contrario.",
        ),
        ("La perizia fu pagata dall'imputato.", "La perizia, pagata dalla famiglia, scagionò l'imputato."),
        (
            "Secondo Rossi il piano è sbagliato.",
            '"Il piano è sbagliato", ha detto Bianchi. Rossi non ha commentato.',
        ),
        ("La spesa è di circa 0,3 miliardi.", "La spesa è compresa tra 0,1 e 0,3 miliardi."),
        ("Il rischio è dello 0,3%.", "Il rischio va dallo 0,1 allo 0,3%."),
        ("La società vale quasi 70 milioni di euro.", "La società vale 59,6 milioni di euro."),
        (
            "Il premio è andato a Bruno Sala.",
            "La giuria guidata da Bruno Sala ha assegnato il premio ad Anna Neri.",
        ),
        ("The award went to Paul Hale.", "The jury chaired by Paul Hale gave the award to Mary Finn."),
        ("L'Inter ha vinto 2-0.", "La Juve ha battuto l'Inter 2-0."),
        ("Inter-Juve è finita 2-0.", "La Juve ha battuto l'Inter 2-0."),
        ("Roma lost to Lazio.", "Lazio ha perso il derby contro la Roma."),
        ("La Roma ha pareggiato con la Lazio.", "La Roma ha battuto la Lazio 1-0."),
        ("La partita è finita in pareggio.", "La Roma ha battuto la Lazio 1-0."),
        (
            "Il ponte resterà chiuso fino a maggio e da un mese è senza luce.",
            "Il ponte resterà chiuso fino a maggio.",
        ),
        ("Anna Berg won the race without a single mistake.", "Anna Berg won the race."),
        (
            "L'inchiesta è nata da una denuncia e da una lettera anonima.",
            "L'inchiesta è nata da una denuncia.",
        ),
        ("The minister resigned and left the country.", "The minister resigned on Monday."),
        ("The vote passed with Rossi against.", "Rossi voted in favour of the bill."),
        ("Beta's sales rose.", "Alfa's sales rose while Beta's sales fell."),
        (
            "L'assessore Ugo Bo ha detto che il parco costerà 3 milioni.",
            "La sindaca Ada Re ha detto che il parco costerà 3 milioni. L'assessore Ugo Bo non ha parlato.",
        ),
        (
            "Il fondatore della Zeta è Aldo Mori.",
            "La fusione è stata firmata da Carla Bindi, fondatrice della Zeta, e da Aldo Mori, direttore della Omega.",
        ),
    ],
)
def test_another_relation_is_not_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict != "supported"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Marco Vecchio e JeongHoi Kim hanno firmato il Memorandum per ANIE e KSIA.", "supported"),
        ("Marco Vecchio e JeongHoi Kim hanno firmato il Memorandum per ANIE.", "unsupported"),
        (
            "The Memorandum of Understanding was signed by Marco Vecchio and JeongHoi Kim, both from ANIE.",
            "unsupported",
        ),
        ("The Memorandum was signed by Marco Vecchio of ANIE and JeongHoi Kim of KSIA.", "supported"),
    ],
)
def test_people_told_of_as_one_must_all_belong_to_the_body(claim: str, verdict: str) -> None:
    source = (
        "La firma del Memorandum, apposta dal Direttore Tecnico di ANIE Marco Vecchio e dal Vice Chairman di KSIA "
        "JeongHoi Kim, apre la strada a missioni congiunte."
    )
    assert check(claim, [source]).verdict == verdict


def test_a_claim_longer_than_any_sentence_is_none() -> None:
    source = "Il porto di Bari ha accolto 300 navi. " * 200
    assert check(f"Ieri il porto di Bari ha accolto 300 navi. {source}", [source]).verdict == "unsupported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Shares in Nordavia fell 6%.", "Shares in Nordavia fell 6% while those of Baltwings rose 2.5%."),
        ("Nordavia will buy 24 aircraft.", "Nordavia, the Danish airline, will buy 24 aircraft from Embraer."),
        ("Anna Neri signed the plan.", "Il presidente dell'Autorità, Anna Neri, ha firmato il piano con Carlo Riva."),
        ("Baltwings ha detto che non alzerà l'offerta.", "Baltwings said it would not raise its offer."),
    ],
)
def test_insets_short_claims_and_reported_futures_are_read(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"
