"""Say what the page says, in Italian and English; articles and answers keep their own language."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Literal, TypeAlias, get_args

Language: TypeAlias = Literal["it", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_TEXTS: dict[str, tuple[str, str]] = {
    "tagline": ("Risposte che si possono controllare", "Answers you can check"),
    "chat": ("Domande", "Questions"),
    "corpus": ("Articoli", "Articles"),
    "evals": ("Valutazioni", "Evaluations"),
    "question": ("La tua domanda", "Your question"),
    "placeholder": ("Chiedi agli articoli…", "Ask the articles…"),
    "ask": ("Chiedi", "Ask"),
    "stop": ("Ferma", "Stop"),
    "new": ("Nuova conversazione", "New conversation"),
    "language": ("EN: passa all’inglese", "IT: switch to Italian"),
    "theme": ("Tema chiaro o scuro", "Light or dark theme"),
    "welcome": ("Che cosa vuoi sapere?", "What would you like to know?"),
    "welcome_about": (
        "Ogni frase della risposta porta un numero, e il numero apre il punto esatto dell’articolo. "
        "Quando gli articoli non lo dicono, Fonte lo dice.",
        "Every sentence of an answer has a number, and the number opens the exact place in the article. "
        "When the articles do not tell, Fonte says so.",
    ),
    "starters": ("Per cominciare", "To begin with"),
    "conversation": ("Conversazione", "Conversation"),
    "you_asked": ("Domanda", "Question"),
    "searching": ("Cerco negli articoli…", "Searching the articles…"),
    "writing": ("Scrivo la risposta…", "Writing the answer…"),
    "checking": ("Controllo ogni frase…", "Checking every sentence…"),
    "understood": ("Inteso come", "Understood as"),
    "as_written": ("Chiedi come scritto, senza il filo", "Ask as written, without the thread"),
    "filter": ("Filtro", "Filter"),
    "without_filter": ("Chiedi senza filtri", "Ask without filters"),
    "since": ("dal", "since"),
    "until": ("fino al", "until"),
    "file": ("file", "file"),
    "outlet": ("testata", "outlet"),
    "filters": ("Limita la ricerca", "Narrow the search"),
    "since_label": ("Dal (anno, mese o giorno)", "Since (year, month or day)"),
    "until_label": ("Fino al", "Until"),
    "file_label": ("Solo questi file (anche con *)", "Only these files (* allowed)"),
    "citation": ("Citazione $n: apri l’articolo", "Citation $n: open the article"),
    "undated": ("senza data", "undated"),
    "sources": ("Fonti", "Sources"),
    "supported": ("Confermata dal testo citato", "Supported by the cited text"),
    "partial": ("Confermata in parte", "Supported in part"),
    "unsupported": ("Non confermata", "Not supported"),
    "checked": ("Controllati: $what", "Checked: $what"),
    "check_numbers": ("numeri", "numbers"),
    "check_dates": ("date", "dates"),
    "check_names": ("nomi", "names"),
    "check_negation": ("negazioni", "negations"),
    "check_hedge": ("riserve", "hedges"),
    "check_attribution": ("attribuzioni", "attributions"),
    "check_roles": ("ruoli", "roles"),
    "check_meaning": ("senso", "meaning"),
    "failed_check": ("$what (manca qualcosa)", "$what (something is missing)"),
    "notes_one": ("1 nota", "1 note"),
    "notes_many": ("$count note", "$count notes"),
    "nearest": ("I passaggi più vicini", "The nearest passages"),
    "suggest": (
        "Prova con il nome di una persona, di un’azienda o di un luogo, o con parole degli articoli.",
        "Try the name of a person, a company or a place, or words that the articles use.",
    ),
    "not_told": ("Gli articoli non dicono", "The articles do not say"),
    "stopped": ("Fermata qui, su tua richiesta.", "Stopped here, as you asked."),
    "busy": (
        "Molte domande in questo momento. Riprova fra qualche secondo.",
        "Many questions right now. Please try again in a few seconds.",
    ),
    "one_at_a_time": (
        "La domanda di prima è ancora in corso: fermala o aspetta.",
        "The question before is still under way: stop it, or wait.",
    ),
    "failed": ("La domanda non ha avuto risposta", "The question was not answered"),
    "unexpected": (
        "Qualcosa è andato storto. I dettagli sono nel terminale di Fonte.",
        "Something went wrong. The details are in Fonte’s terminal.",
    ),
    "retry": ("Riprova", "Retry"),
    "edit": ("Modifica", "Edit"),
    "markdown": ("↓ Markdown", "↓ Markdown"),
    "json": ("↓ JSON", "↓ JSON"),
    "save_markdown": ("Markdown: salva la risposta con le note", "Markdown: save the answer with footnotes"),
    "save_json": ("JSON: salva la risposta per fonte verify", "JSON: save the answer for fonte verify"),
    "actions": ("Azioni", "Actions"),
    "tokens": ("$count token", "$count tokens"),
    "seconds": ("$count s", "$count s"),
    "panel": ("Articolo citato", "Cited article"),
    "close": ("Chiudi l’articolo", "Close the article"),
    "previous": ("Citazione precedente", "Previous citation"),
    "next": ("Citazione successiva", "Next citation"),
    "of": ("$n di $count", "$n of $count"),
    "line": ("riga $n", "line $n"),
    "page": ("pagina $n", "page $n"),
    "record": ("riga di tabella $n", "record $n"),
    "furniture_note": (
        "In grigio ciò che non fa parte dell’articolo: non si cerca e non si cita.",
        "In grey what is not part of the article: it is neither searched nor cited.",
    ),
    "changed": (
        "L’articolo è cambiato dopo la risposta: il passo citato non è più qui.",
        "The article has changed since the answer: the cited passage is no longer here.",
    ),
    "moved": (
        "L’articolo è cambiato dopo la risposta: il passo citato ora è qui.",
        "The article has changed since the answer: the cited passage is now here.",
    ),
    "gone": (
        "L’articolo non è più nella cartella. Resta la citazione:",
        "The article is no longer in the folder. What remains is the quote:",
    ),
    "cut_before": ("… l’articolo comincia prima", "… the article begins earlier"),
    "cut_after": ("l’articolo continua …", "the article goes on …"),
    "copy_address": ("Copia l’indirizzo", "Copy the address"),
    "copied": ("Copiato", "Copied"),
    "articles_one": ("1 articolo", "1 article"),
    "articles_many": ("$count articoli", "$count articles"),
    "shipped": (
        "Gli articoli che arrivano con Fonte. Non si modificano: alla prima aggiunta se ne fa una copia.",
        "The articles that come with Fonte. They stay as they are: the first change makes a copy.",
    ),
    "in_folder": ("Nella cartella $folder", "In the folder $folder"),
    "unread_one": ("1 file non letto", "1 file not read"),
    "unread_many": ("$count file non letti", "$count files not read"),
    "undated_one": ("1 articolo senza data", "1 undated article"),
    "undated_many": ("$count articoli senza data", "$count undated articles"),
    "timeline": (
        "Articoli per data, da $first a $last; al massimo $most insieme",
        "Articles by date, from $first to $last; at most $most together",
    ),
    "col_title": ("Titolo", "Title"),
    "col_date": ("Data", "Date"),
    "col_outlet": ("Testata", "Outlet"),
    "col_language": ("Lingua", "Language"),
    "col_status": ("Stato", "Status"),
    "indexed": ("nell’indice", "indexed"),
    "none_found": ("Nessun articolo con queste parole.", "No article with these words."),
    "page_before": ("Pagina precedente", "Previous page"),
    "page_after": ("Pagina successiva", "Next page"),
    "find": ("Cerca nell’elenco", "Search the list"),
    "find_hint": ("Titolo, testata, data o file", "Title, outlet, date or file"),
    "add": ("Aggiungi articoli (trascina qui i file)", "Add articles (drop files here)"),
    "add_hint": ("$types; fino a $most MB l’uno", "$types; up to $most MB each"),
    "reindex": ("Aggiorna l’indice", "Update the index"),
    "remove": ("Togli", "Remove"),
    "sure": ("Confermi?", "Sure?"),
    "remove_file": ("Togli $file", "Remove $file"),
    "step_waiting": ("Aspetto un altro programma", "Waiting for another program"),
    "step_reading": ("Leggo", "Reading"),
    "step_embedding": ("Calcolo il senso delle frasi", "Embedding the sentences"),
    "step_writing": ("Scrivo l’indice", "Writing the index"),
    "did_added": ("aggiunti: $count", "added: $count"),
    "did_changed": ("cambiati: $count", "changed: $count"),
    "did_renamed": ("rinominati: $count", "renamed: $count"),
    "did_removed": ("tolti: $count", "removed: $count"),
    "did_nothing": ("L’indice è in pari con la cartella.", "The index is in step with the folder."),
    "copied_to": (
        "Gli articoli di Fonte non si modificano: ora si lavora sulla copia in $folder",
        "The articles of Fonte stay as they are: from now on the copy in $folder is used",
    ),
    "put_aside": ("Messo da parte in $file", "Put aside in $file"),
    "refused": ("Non accettati", "Not taken in"),
    "starter_said": ("Che cosa ha detto $name?", "What did $name say?"),
    "starter_who": ("Chi è $name?", "Who is $name?"),
    "starter_title": ("Che cosa dice l’articolo «$title»?", "What does the article “$title” say?"),
    "no_runs": ("Nessuna valutazione, per ora", "No evaluation yet"),
    "no_runs_about": (
        "Qui compaiono i risultati delle prove sulle domande campione, appena ce n’è una.",
        "The results of runs over the gold questions appear here as soon as there is one.",
    ),
    "latest_run": ("L’ultima valutazione", "The latest evaluation"),
    "run_about": ("$name · $day · $count domande", "$name · $day · $count questions"),
    "history": ("Andamento delle ultime $count valutazioni, da 0 a 1", "The last $count evaluations, from 0 to 1"),
    "metric": ("Misura", "Metric"),
    "mean": ("Media", "Mean"),
    "interval": ("Intervallo al 95 %", "95 % interval"),
    "questions_column": ("Domande", "Questions"),
    "ready": ("Risposta pronta.", "The answer is ready."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Give a text by its name; `$name` variables are filled from the keywords."""

    language: Language

    def __call__(self, name: str, /, **values: object) -> str:
        """Return the text `name`; raises KeyError for one that does not exist or a variable that is not given."""
        text = _TEXTS[name][LANGUAGES.index(self.language)]
        return Template(text).substitute({key: str(value) for key, value in values.items()})


def words_for(language: object, accepted: str | None = None) -> Words:
    """Return the words for a language code from anywhere; English for one that is not known.

    `accepted` is what a browser sends as Accept-Language; it counts until the page has told a language.
    """
    told = language or (accepted or "").strip()[:2].lower()
    return Words("it" if told == "it" else "en")
