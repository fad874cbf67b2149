"""Hold the habits of sites in two halves: one that rules may be fitted to, one that only measures them."""

from __future__ import annotations

from tests.corpus.sites import Site

FIRST = [
    Site("it-quotidiano", "it", True, """
- Home > Cronaca > {place}
T {title}
D di {who} - {date}

- Condividi su Facebook
- Condividi su WhatsApp
- Stampa

+ {p1}

+ {p2}

- LEGGI ANCHE: {t1}

+ {p3}

- © RIPRODUZIONE RISERVATA
- Ultime notizie
- {t2}
- {td2}
- {t3}
- {td3}
- I più letti
- 1. {t4}
- 2. {t5}
- Privacy Policy | Cookie Policy | Chi siamo
"""),
    Site("it-agenzia", "it", True, """
T {title}
+ ({place}, {date}) - {p1}
+ {p2}
+ {p3}
- Tag: economia, lavoro
- Potrebbe interessarti anche
- {t1} - {ts1}
- {t2} - {ts2}
"""),
    Site("it-blog", "it", True, """
- Vai al contenuto
- Menu
T {title}
D Pubblicato il {slash} da {who}

+ {p1}

+ {p2}

- Mi piace:
- Mi piace Caricamento...
- Correlati
- {t1}
- {td1}
- In "Notizie"
- Lascia un commento
- Nome *
- Email *
"""),
    Site("it-istituzione", "it", False, """
- Accedi all'area personale
- Seguici su
- Facebook
- Twitter
T {title}
+ {p1}
+ {p2}
+ {p3}
- Ultimo aggiornamento: {td1}
- Quanto sono chiare le informazioni su questa pagina?
- Contatta il comune
- Leggi le domande frequenti
"""),
    Site("en-paper", "en", True, """
- Skip to main content
- Subscribe
- Sign in
T {title}
D By {who}
D {us_date}
- Share this article
- Facebook
- X
- Email

+ {p1}

- Advertisement

+ {p2}

- Sign up for our morning newsletter

+ {p3}

- Related stories
- {t1}
- {t2}
- Most read
- {t3}
- {t4}
"""),
    Site("en-blog", "en", True, """
T {title}
D Posted on {us_date} by {who}
+ {p1}
+ {p2}
- Share this:
- Click to share on Facebook (Opens in new window)
- Click to share on X (Opens in new window)
- Leave a Reply
- Your email address will not be published.
- Recent Posts
- {t1}
- {t2}
"""),
    Site("en-magazine", "en", False, """
- News
- 5 min read
T {title}
+ {p1}
- Read more: {t1}
+ {p2}
+ {p3}
- You might also like
- {t2}
- {td2}
- {t3}
- {td3}
- Terms of use
- Contact us
"""),
    Site("de-zeitung", "de", True, """
- Startseite > Wirtschaft
T {title}
D Von {who}
D {de_date}, 14:32 Uhr
- Teilen
- Merken
- Drucken
+ {p1}
+ {p2}
- Anzeige
+ {p3}
- Mehr zum Thema
- {t1}
- {t2}
- Meistgelesen
- {t3}
- Impressum
- Datenschutz
"""),
    Site("de-verband", "de", True, """
D Pressemitteilung vom {dots}
T {title}
+ {p1}
+ {p2}
- Weitere Meldungen
- {tp1} {t1}
- {tp2} {t2}
- Zurück zur Übersicht
"""),
    Site("fr-journal", "fr", True, """
- Accueil / Économie
T {title}
D Par {who}
D Publié le {date} à 09h12, mis à jour le {td1}
- Partager
- Ajouter à mes favoris
+ {p1}
+ {p2}
- Publicité
+ {p3}
- À lire aussi
- {t1}
- {t2}
- Tous droits réservés
- Mentions légales
"""),
    Site("fr-mairie", "fr", False, """
- Aller au contenu principal
- Rechercher
T {title}
+ {p1}
+ {p2}
- Partager sur Facebook
- Partager sur LinkedIn
- Actualités récentes
- {td1} {t1}
- {td2} {t2}
"""),
    Site("it-settimanale", "it", False, """
- Abbonati
- Accedi
- ECONOMIA
T {title}
+ {p1}

- Pubblicità

+ {p2}

- Iscriviti alla newsletter
- Ricevi ogni mattina le notizie più importanti
- Inserisci la tua email

+ {p3}

- Argomenti
- {place}
- Lavoro
- Leggi i commenti (12)
- Articoli correlati
- {t1}
- {t2}
"""),
]  # fmt: skip

SECOND = [
    Site("it-locale", "it", True, """
- Cerca nel sito
- Notizie da {place}
T {title}
D Redazione | {date} | 07:45
- Ascolta l'articolo
- Invia per email
+ {p1}
+ {p2}
- Continua a leggere dopo la pubblicità
+ {p3}
- Segui il nostro canale WhatsApp
- Vedi anche
- {t1}
- {t2}
- Altre notizie di Economia
- {t3} ({ts3})
- Scarica l'app
- Gestisci i consensi
"""),
    Site("it-rivista", "it", True, """
T {title}
D {place} | {slash}
+ {p1}
+ {p2}
+ {p3}
- Se questo articolo ti è piaciuto, sostieni il nostro lavoro
- Dona ora
- Gli ultimi articoli
- {t1}
- {td1}
- {t2}
- {td2}
"""),
    Site("it-comunicato", "it", True, """
- Comunicati stampa
T {title}
D {date}
+ {p1}
+ {p2}
- Scarica il comunicato (PDF, 240 KB)
- Comunicati precedenti
- {ts1} | {t1}
- {ts2} | {t2}
- Torna all'elenco
"""),
    Site("it-portale", "it", False, """
- Login
- Registrati
T {title}
- 3 minuti di lettura
- Salva
+ {p1}
+ {p2}
- Video consigliati
- {t1}
- Da leggere
- {t2}
- Pubblicato da {who} in Attualità
- Tutte le notizie
"""),
    Site("en-local", "en", True, """
- Jobs
- Weather
- Log in
T {title}
D Published: {date}, 8:15 am
D By {who}, Business reporter
- Comments (3)
- Copy link
+ {p1}
+ {p2}
- Article continues below
+ {p3}
- Follow us on Instagram
- More like this
- {t1}
- {t2}
- Download our app
- Cookie settings
"""),
    Site("en-agency", "en", True, """
T {title}
+ {place}, {us_date} — {p1}
+ {p2}
- Our standards: the trust principles.
- Read next
- {t1}
- {t2}
- All rights reserved.
"""),
    Site("en-council", "en", False, """
- Accept all cookies
- Home
- Services
- News
T {title}
+ {p1}
+ {p2}
- Was this page helpful?
- Yes
- No
- Latest news
- {td1}
- {t1}
- {td2}
- {t2}
"""),
    Site("de-portal", "de", False, """
- Zum Inhalt springen
- Anmelden
- Wirtschaft
T {title}
? Stand: {de_date}, 06:00 Uhr
- Artikel anhören
- Per WhatsApp teilen
+ {p1}
+ {p2}
- Lesen Sie auch
- {t1}
+ {p3}
- Newsletter abonnieren
- Das könnte Sie auch interessieren
- {t2}
- {t3}
- AGB
- Kontakt
"""),
    Site("de-blog", "de", True, """
T {title}
D Veröffentlicht am {de_date} von {who}
+ {p1}
+ {p2}
- Gefällt mir
- Vorheriger Beitrag: {t1}
- Nächster Beitrag: {t2}
- Schreibe einen Kommentar
- Deine E-Mail-Adresse wird nicht veröffentlicht.
"""),
    Site("fr-magazine", "fr", True, """
- S'abonner
- Se connecter
T {title}
D {who}, le {date}
- Temps de lecture : 4 min
- Écouter l'article
+ {p1}
+ {p2}
- La suite après la publicité
+ {p3}
- Sur le même sujet
- {t1}
- {t2}
- Les plus lus
- {t3}
- Nous contacter
"""),
    Site("fr-blog", "fr", True, """
T {title}
D Publié par {who} le {slash}
+ {p1}
+ {p2}
- J'aime ça
- Laisser un commentaire
- Votre adresse e-mail ne sera pas publiée.
- Articles récents
- {t1}
- {td1}
"""),
    Site("it-tv", "it", True, """
- TG
- Programmi
- Dirette
T {title}
D {date} ore 18:20
D a cura di {who}
- Guarda il video
+ {p1}
+ {p2}
- Notizie correlate
- {t1}
- {td1}
- {t2}
- {td2}
- Iscriviti al canale
"""),
]  # fmt: skip
