"""Hold invented pages of invented outlets: every line says whether it is article ("  ") or furniture ("- ").

Lines that the rules may treat either way begin with "? ". A blank line is a blank line.
"""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Page:
    """Hold a page with what must be kept, what must be marked, and what it says of itself."""

    name: str
    marks: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "it"
    file: str = "page.txt"

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Return (mark, line) pairs."""
        return [(line[:1], line[2:]) for line in self.marks.strip("\n").split("\n")]

    @property
    def text(self) -> str:
        """Return the page as a reader of the file sees it."""
        return "\n".join(line for _, line in self.lines)


IT = (
    "Il consorzio ha presentato il progetto davanti alle imprese della filiera, spiegando che la linea pilota "
    "entrerà in "
    "funzione entro la fine del prossimo anno con una capacità di duemila fette al mese."
)
IT2 = (
    "Secondo il direttore, l'investimento vale 120 milioni di euro e sarà coperto per metà da fondi pubblici. La parte "
    "restante verrà dai soci industriali, che hanno già firmato una lettera di intenti."
)
EN = (
    "The consortium presented its plan to the companies of the supply chain, saying that the pilot line would start by "
    "the end of next year with a capacity of two thousand wafers a month."
)
EN2 = (
    "According to the director, the investment is worth 120 million euros and half of it will come from public funds. "
    "The rest will be paid by the industrial partners, who have signed a letter of intent."
)
DE = (
    "Das Konsortium hat den Unternehmen der Lieferkette seinen Plan vorgestellt und erklärt, dass die "
    "Pilotlinie bis Ende "
    "des nächsten Jahres mit zweitausend Wafern im Monat in Betrieb gehen soll."
)
FR = (
    "Le consortium a présenté son projet aux entreprises de la filière et a expliqué que la ligne pilote serait "
    "mise en "
    "service avant la fin de l'année prochaine, avec deux mille plaquettes par mois."
)

PAGES = (
    Page(
        "an Italian daily with breadcrumb, share bar and related news",
        f"""
- Home > Economia > Industria

  La linea pilota di Catania parte nel 2027

  Il progetto vale 120 milioni, metà dai fondi pubblici
  di Anna Bianchi
  14 marzo 2025
- Facebook
- Twitter
- WhatsApp

  {IT}

- Leggi anche: Intel rinvia lo stabilimento di Magdeburgo

  {IT2}

- © Riproduzione riservata
- Articoli correlati
- Intel rinvia lo stabilimento di Magdeburgo
- 2 marzo 2025
- La Sicilia punta sul carburo di silicio
- 27 febbraio 2025
""",
        title="La linea pilota di Catania parte nel 2027",
        date="2025-03-14",
    ),
    Page(
        "a page whose related box stands in the middle, above a sub-heading",
        f"""
  Catania, il piano della linea pilota
  {IT}

- Leggi anche
- Intel rinvia lo stabilimento di Magdeburgo
- La Sicilia punta sul carburo di silicio

  Quanto costa

  {IT2}

  Il sindaco è contrario.
""",
        title="Catania, il piano della linea pilota",
    ),
    Page(
        "an English site with cookie notice, updated stamp and newsletter box",
        f"""
- Skip to content
- We use cookies to give you the best experience on our site.
- Accept all
- Business
  Catania pilot line to open in 2027
  By Jane Doe
  Published March 14, 2025
- Updated March 16, 2025
- Share on Facebook
- Share on X

  {EN}

- Advertisement

  {EN2}

  Source: Silicon Weekly

- Sign up for our newsletter
- Get the latest news in your inbox every morning.
- Related articles
- Intel delays its Magdeburg plant
- Sicily bets on silicon carbide
- © 2025 Silicon Media Ltd. All rights reserved.
""",
        title="Catania pilot line to open in 2027",
        date="2025-03-14",
        outlet="Silicon Weekly",
        language="en",
    ),
    Page(
        "an article with lists and a table of its own",
        f"""
  Tre cantieri per i chip

  {IT}

  Chi partecipa:
  - Infineon
  - STMicroelectronics
  - Università di Catania

  I numeri del progetto:
  • La linea produrrà duemila fette al mese.
  • I nuovi posti di lavoro saranno 350.
  • Il costo è di 120 milioni di euro.

  | Anno | Fette |
  | --- | --- |
  | 2027 | 2000 |

  {IT2}
""",
        title="Tre cantieri per i chip",
    ),
    Page(
        "an article that ends with its own list",
        f"""
  Tre cantieri per i chip

  {IT}

  I partner sono:
  - Infineon
  - STMicroelectronics
  - Università di Catania
""",
        title="Tre cantieri per i chip",
    ),
    Page(
        "an agency item with a press dateline",
        f"""
  (ANSA) - CATANIA, 14 MAR 2025 - {IT}
  {IT2}
- (ANSA).
- Riproduzione riservata © Copyright ANSA
""".replace("- (ANSA).\n", "? (ANSA).\n"),
        title=None,
        date="2025-03-14",
        outlet="ANSA",
    ),
    Page(
        "a blog with tags, author bio, comments and navigation",
        f"""
  Perché la linea pilota di Catania conta

  Pubblicato il 14 marzo 2025 da Anna Bianchi

  {IT}

  «Non è un regalo a nessuno»
  {IT2}

  Anna Bianchi scrive di industria e di lavoro dal 2009.

- Tag: chip, Catania, fondi pubblici
- Condividi
- Articolo precedente: Intel rinvia Magdeburgo
- Articolo successivo: La Sicilia punta sul carburo
- 2 commenti
- LASCIA UN COMMENTO
- Il tuo indirizzo email non sarà pubblicato. I campi obbligatori sono contrassegnati *
- Commento *
- Nome *
- Email *
""",
        title="Perché la linea pilota di Catania conta",
        date="2025-03-14",
    ),
    Page(
        "a page of teasers with summaries",
        f"""
  Catania pilot line to open in 2027
  {EN}
  {EN2}

- You may also like
- Intel delays its Magdeburg plant
- The company cited weak demand for its chips.
- Sicily bets on silicon carbide
- A new plant is to open in the south of the island.
""",
        title="Catania pilot line to open in 2027",
        language="en",
    ),
    Page(
        "a German paper",
        f"""
- Startseite > Wirtschaft
  Pilotlinie in Catania startet 2027
  Von Petra Muster
  14. März 2025
- Teilen

  {DE}

- Anzeige

  {DE}

- Mehr zum Thema
- Intel verschiebt Werk in Magdeburg
- Sizilien setzt auf Siliziumkarbid
- Alle Rechte vorbehalten
""",
        title="Pilotlinie in Catania startet 2027",
        date="2025-03-14",
        language="de",
    ),
    Page(
        "a French paper",
        f"""
- Accueil > Économie
  La ligne pilote de Catane ouvrira en 2027
  Publié le 14 mars 2025 à 10h30
- Partager sur Facebook

  {FR}

- À lire aussi : Intel reporte son usine de Magdebourg

  {FR}

- Sur le même sujet
- Intel reporte son usine de Magdebourg
- La Sicile mise sur le carbure de silicium
- Laisser un commentaire
- Votre adresse e-mail ne sera pas publiée.
""",
        title="La ligne pilote de Catane ouvrira en 2027",
        date="2025-03-14",
        language="fr",
    ),
    Page(
        "a Markdown page with front matter",
        f"""
- ---
- title: "La linea pilota di Catania"
- date: 2025-03-14
- source: Silicio Oggi
- url: https://silicio.example/catania
- tags:
-   - chip
- ---

  # La linea pilota di Catania parte

  {IT}

  ## Quanto costa

  {IT2}
""",
        title="La linea pilota di Catania",
        date="2025-03-14",
        outlet="Silicio Oggi",
        url="https://silicio.example/catania",
        file="page.md",
    ),
    Page(
        "a Markdown page with link lists",
        f"""
- [Home](/) [Notizie](/notizie) [Contatti](/contatti)

  # Catania, il piano della **linea pilota**

  {IT} Lo dice il [piano](https://piano.example/1).

  {IT2}

- [Torna alle notizie](/notizie)

- Link utili
- [1] https://piano.example/1
- [2] <https://piano.example/2>
""",
        title="Catania, il piano della linea pilota",
        file="page.md",
    ),
    Page(
        "a printed page with page numbers and a last change",
        f"""
- Lunedì 17 Marzo 2025

  Catania, il piano della linea pilota

  {IT}

- Pagina 1 di 2

  {IT2}

- Pagina 2 di 2
- Ultima modifica: Lunedì 17 Marzo 2025
""",
        title="Catania, il piano della linea pilota",
    ),
    Page(
        "teasers that no head announces, and advertising slots",
        f"""
  Catania, il piano della linea pilota
  {IT}
  {IT2}
- • Banca Fantasia 300x250 - Il mutuo che cresce
- • Assicurati oggi 300x600
- Intel rinvia lo stabilimento di Magdeburgo
- 02/03/2025
- di Redazione
- La Sicilia punta sul carburo di silicio
- 27/02/2025
- di Luca Verdi
""",
        title="Catania, il piano della linea pilota",
    ),
    Page(
        "short paragraphs, quotes, captions and sub-headings",
        f"""
  Il sindaco dice no

  Il sindaco durante la conferenza (foto: archivio)

  Ha detto no.

  «Non se ne parla.»

  La replica
  "Aspettiamo i fatti", risponde il direttore.

  {IT}

  E adesso?

  Si vedrà.
""",
        title="Il sindaco dice no",
    ),
    Page(
        "an article about cookies, newsletters and copyright",
        f"""
  Garante, nuove regole sui cookie

  I cookie sono al centro della decisione: questo sito di commercio dovrà chiedere il consenso.

  Copyright e intelligenza artificiale sono temi vicini, spiega il Garante.

  La newsletter interna dell'azienda ha ventimila iscritti, secondo il documento.

  Condividi la responsabilità, questo è il motto scelto dal Garante per la campagna.

  {IT}
""",
        title="Garante, nuove regole sui cookie",
    ),
    Page(
        "a press release with contacts and address of origin",
        f"""
- Comunicati stampa
  Catania, firmato l'accordo per la linea pilota
  Catania, 14 marzo 2025

  {IT}

  {IT2}

- Source URL: https://www.consorzio.example/comunicati/12
- Privacy | Cookie policy | Contatti
- P.IVA 01234567890
""",
        title="Catania, firmato l'accordo per la linea pilota",
        date="2025-03-14",
        outlet="consorzio.example",
        url="https://www.consorzio.example/comunicati/12",
    ),
    Page(
        "an undated page full of other dates",
        f"""
  Festival dei chip a Catania

  L'evento si terrà il 12 giugno 2025 nella sede del consorzio, come l'edizione del 3 maggio 2024.

  {IT}

  Nel programma:
  - 12 giugno 2025: apertura dei lavori
  - 13 giugno 2025: visita alla linea
- Ultimo aggiornamento: 1 aprile 2025
""",
        title="Festival dei chip a Catania",
    ),
    Page(
        "a page with a share bar in one line, hashtags, and a list of doubled slots",
        f"""
  Catania, il piano della linea pilota

- Facebook | Twitter | LinkedIn | WhatsApp

  {IT}

  Privacy

  {IT2}

- #chip #Catania
- Privacy
- • Il mutuo che cresce
- • Il mutuo che cresce
- Condividi
""",
        title="Catania, il piano della linea pilota",
    ),
    Page(
        "a loose list that leads into a share bar",
        f"""
  Catania, il piano della linea pilota

  {IT}
- • Ora tocca a loro
- • Energia per la tua casa
- • Assicurati in un minuto
- Condividi su Facebook
""",
        title="Catania, il piano della linea pilota",
    ),
    Page(
        "a chronology, whose dates are of events",
        f"""
  La cronologia dell'accordo

  {IT}

  12 gennaio 2024
  La firma a Roma

  3 marzo 2024
  Il via libera di Bruxelles

  {IT2}
""",
        title="La cronologia dell'accordo",
    ),
    Page(
        "a site whose name stands above its menu",
        f"""
- Il Corriere dei Chip
- Menu
- Abbonati
- Accedi

  Catania, il piano della linea pilota
  11 marzo 2024
- 2' di lettura

  {IT}
- Loading...
""",
        title="Catania, il piano della linea pilota",
        date="2024-03-11",
    ),
)
