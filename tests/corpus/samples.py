"""Make small files of each format, from text: PDFs by hand, the rest with the libraries at hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from email.message import EmailMessage


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on these pages, in Helvetica."""
    objects: list[bytes] = [b"", b""]
    kids = []
    for lines in pages:
        shown = b"".join(b"(" + _escaped(line) + b") Tj T* " for line in lines)
        stream = b"BT /F1 11 Tf 60 780 Td 15 TL " + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        contents = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
            b" /Encoding /WinAnsiEncoding >> >> >> >>" % contents
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    made = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(made),
        )
    )


def _escaped(line: str) -> bytes:
    data = line.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def docx(title: str, paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a Word document."""
    from docx import Document

    document = Document()
    document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(subject: str, sender: str, date: str, text: str, html: str | None = None) -> bytes:
    """Return a mail, with an attachment."""
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"], message["To"] = subject, sender, date, "redazione@esempio.it"
    message.set_content(text)
    if html is not None:
        message.set_content(html, subtype="html")
    message.add_attachment(b"\x89PNG...", maintype="image", subtype="png", filename="foto.png")
    return message.as_bytes()


PAGE = """<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>{title} | La Voce di Prova</title>
<meta property="og:site_name" content="La Voce di Prova">
<link rel="canonical" href="https://www.lavoce.example/a/{slug}">
{head}</head><body class="single sidebar-right"><nav>
<ul><li><a href="/">Home</a></li><li><a href="/eco">Economia</a></li>
</ul></nav><main><article><h1>{title}</h1>{byline}{body}</article><aside class="related">
<h3>Leggi anche</h3>
<ul><li><a href="/x">Chiude lo storico mercato coperto</a>
<time datetime="2026-02-03">3 febbraio 2026</time></li>
<li><a href="/y">La biblioteca riapre dopo i lavori</a>
<time datetime="2026-02-04">4 febbraio 2026</time></li></ul></aside>
</main><footer>
<p>© 2026 La Voce di Prova - P.IVA 01234567890 - Ultimo aggiornamento 05/02/2026</p></footer></body></html>"""


def page(title: str, paragraphs: Sequence[str], *, head: str = "", byline: str = "") -> bytes:
    """Return a web page with a menu, related news with dates of their own, and a foot."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return PAGE.format(title=title, slug="prova", head=head, byline=byline, body=body).encode()
