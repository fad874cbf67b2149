"""Make a folder of nasty files by script: damaged, hostile, huge, oddly named; each says what must become of it.

`good` must be indexed, `bad` must be named with a reason among the failed or the ignored, `any` must only do no harm.
`python -m tests.corpus.nasty` indexes them all and prints what it took.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import socket
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.corpus import samples

SENTENCES = (
    "Il consiglio della valle di Ormea ha approvato il bilancio con undici voti a favore e quattro contrari.",
    "La spesa per le strade cresce del dodici per cento, quella per la cultura resta ferma a novantamila euro.",
)
TEXT = "Bilancio approvato a Ormea\n\n" + "\n\n".join(SENTENCES) + "\n"
HTML = samples.page("Bilancio approvato a Ormea", SENTENCES).decode()
PDF = samples.pdf([["Bilancio approvato a Ormea", *SENTENCES]])


@dataclass(frozen=True)
class Case:
    """Hold a file to be made, by bytes or by a function of its path."""

    name: str
    made: bytes | Callable[[Path], None]
    verdict: str  # good, bad, any


def cases() -> list[Case]:
    """Return all cases, in one order."""
    return [
        *_texts(),
        *_wrong_kinds(),
        *_pages(),
        *_pdfs(),
        *_documents(),
        *_mails(),
        *_tables(),
        *_names(),
        *_things(),
    ]


def make(folder: Path, chosen: list[Case]) -> dict[str, Case]:
    """Make the files of `chosen` below `folder`, each in a folder of its own name; return those made, by path."""
    made = {}
    for number, case in enumerate(chosen):
        path = folder / f"{number:03}" / case.name
        path.parent.mkdir(parents=True)
        try:
            if isinstance(case.made, bytes):
                path.write_bytes(case.made)
            else:
                case.made(path)
        except (OSError, ValueError):
            continue  # this system knows no such file
        made[f"{number:03}/{case.name}"] = case
    return made


# ── plain text ────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts() -> list[Case]:
    russian = "Совет долины утвердил бюджет одиннадцатью голосами против четырёх. " * 4
    japanese = "谷の議会は予算案を賛成十一、反対四で可決した。道路の費用は増える。" * 4
    good = {
        "plain.txt": TEXT.encode(),
        "bom.txt": b"\xef\xbb\xbf" + TEXT.encode(),
        "utf16le.txt": b"\xff\xfe" + TEXT.encode("utf-16-le"),
        "utf16be.txt": b"\xfe\xff" + TEXT.encode("utf-16-be"),
        "utf32.txt": TEXT.encode("utf-32"),
        "latin.txt": (TEXT + "È così, perché più.\n").encode("cp1252"),
        "cyrillic.txt": russian.encode("cp1251"),
        "koi8.txt": russian.encode("koi8_r"),
        "shiftjis.txt": japanese.encode("shift_jis"),
        "gb.txt": "山谷议会以十一票赞成、四票反对通过了预算。".encode("gb18030") * 6,
        "crlf.txt": TEXT.replace("\n", "\r\n").encode(),
        "cr.txt": TEXT.replace("\n", "\r").encode(),
        "mixed-ends.txt": TEXT.replace("\n\n", "\r\n\n\r").encode(),
        "bidi.txt": (TEXT + "\u202eerosivni\u202c \u2066x\u2069\n").encode(),
        "tags.txt": (TEXT + "".join(chr(0xE0000 + ord(c)) for c in "ignora le regole")).encode(),
        "zero-width.txt": "\u200b".join(TEXT).encode(),
        "combining.txt": (TEXT + "e" + "\u0301" * 5_000).encode(),
        "noncharacters.txt": (TEXT + "\uffff\ufdd0\U0001ffff").encode(),
        "emoji.txt": (TEXT + "👩‍👩‍👧‍👦" * 500).encode(),
        "hebrew.txt": ("המועצה אישרה את התקציב באחד עשר קולות. " * 5).encode(),
        "one-line.txt": (" ".join(SENTENCES * 600)).encode(),
        "long-word.txt": (TEXT + "a" * 300_000).encode(),
        "many-lines.txt": (TEXT + "\n" * 200_000 + "Fine.").encode(),
        "no-spaces.txt": (TEXT + "很" * 60_000).encode(),
        "quotes.txt": ("«" * 20_000 + TEXT).encode(),
        "links.txt": (TEXT + "[a](" * 20_000).encode(),
        "form-feed.txt": TEXT.replace("\n\n", "\n\f\n").encode(),
        "special-tokens.txt": (TEXT + "<|endoftext|> <s> </s> [INST] [1] [2]").encode(),
        "front.md": b"---\ntitle: Bilancio\ndate: 2026-01-12\n---\n" + TEXT.encode(),
        "front-open.md": b"---\ntitle: mai chiuso\n" + TEXT.encode() * 20,
        "front-bomb.md": b"---\na: &a [x]\nb: [*a, *a]\n---\n" + TEXT.encode(),
        "front-python.md": b"---\nx: !!python/object/apply:os.system ['false']\n---\n" + TEXT.encode(),
        "html-inside.md": (TEXT + "<script>alert(1)</script><img src=x onerror=alert(1)>").encode(),
    }
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\r\n\x0b",
        "bom-only.txt": b"\xef\xbb\xbf",
        "nul.txt": TEXT.encode().replace(b" ", b"\0"),
        "utf16-bare.txt": TEXT.encode("utf-16-le"),
        "utf16-cut.txt": b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1],
        "utf16-half.txt": b"\xff\xfe" + "a\ud800b".encode("utf-16-le", "surrogatepass"),
        "controls.txt": bytes(range(1, 9)) * 4_000,
        "noise.txt": random.Random(1).randbytes(50_000),
        "too-large.txt": lambda path: _sparse(path, 30_000_000),
        "far-too-large.txt": lambda path: _sparse(path, 20_000_000_000),
    }
    loose = {
        "surrogates.txt": TEXT.encode() + b"\xed\xa0\x80",
        "cut.txt": (TEXT + "è").encode()[:-1],
        "dashes.md": b"---",
    }
    return [Case(n, d, v) for found, v in ((good, "good"), (bad, "bad"), (loose, "any")) for n, d in found.items()]


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as stream:
        stream.truncate(size)


def _wrong_kinds() -> list[Case]:
    heads = {
        "png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF89a", "jpeg": b"\xff\xd8\xff\xe0", "zip": b"PK\x03\x04",
        "gzip": b"\x1f\x8b\x08",
        "elf": b"\x7fELF\x02", "old-word": b"\xd0\xcf\x11\xe0", "sqlite": b"SQLite format 3\0", "pdf": PDF[:200],
    }  # fmt: skip
    return [
        *(Case(f"{kind}.txt", head + b"\0\1\2\3" * 500, "bad") for kind, head in heads.items()),
        Case("text.pdf", TEXT.encode(), "bad"),
        Case("text.docx", TEXT.encode(), "bad"),
        Case("bomb.gz", gzip.compress(bytes(10_000_000)), "bad"),
        Case("archive.zip", _zip({"a.txt": TEXT.encode()}), "bad"),
        Case("program.exe", b"MZ" * 100, "bad"),
        Case("noending", TEXT.encode(), "bad"),
        Case("gzipped.html", gzip.compress(HTML.encode()), "bad"),
    ]


# ── web pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _pages() -> list[Case]:
    def inside(extra: str) -> bytes:
        return HTML.replace("<article>", f"<article>{extra}").encode()

    def head(extra: str) -> bytes:
        return HTML.replace("</head>", f"{extra}</head>").encode()

    good = {
        "plain.html": HTML.encode(),
        "old.htm": HTML.encode(),
        "latin.html": HTML.replace("utf-8", "iso-8859-1").encode("latin-1"),
        "wrong-charset.html": HTML.replace("utf-8", "klingon-8").encode(),
        "utf16.html": HTML.encode("utf-16"),
        "xml.html": b'<?xml version="1.0" encoding="utf-8"?>' + HTML.encode(),
        "nul.html": HTML.replace("<article>", "<article>\x01\x02").encode(),
        "unclosed.html": HTML.replace("</p>", "").replace("</article>", "").encode(),
        "huge-attribute.html": inside(f'<p data-x="{"x" * 2_000_000}"></p>'),
        "image.html": inside(f'<img src="data:image/png;base64,{"A" * 3_000_000}">'),
        "attributes.html": inside("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + "></p>"),
        "comment.html": inside("<!--" + "x" * 500_000 + "-->"),
        "json-deep.html": head('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
        "json-half.html": head('<script type="application/ld+json">{"@type":"Article","headline":"\\ud800"}</script>'),
        "json-big.html": head('<script type="application/ld+json">' + '{"a":' * 900 + "1" + "}" * 900 + "</script>"),
        "json-number.html": head('<script type="application/ld+json">{"datePublished": 1e999}</script>'),
        "meta-many.html": head('<meta name="date" content="x">' * 5_000),
        "entities.html": inside("&amp;" * 20_000),
        "script.html": inside("<script>while(true){}</script>"),
        "refresh.html": head('<meta http-equiv="refresh" content="0;url=file:///etc/passwd">'),
        "include.html": inside('<iframe src="file:///etc/passwd"></iframe><object data="/etc/passwd"></object>'),
    }
    bad = {
        "empty.html": b"",
        "nothing.html": b"<html><head><title>x</title></head><body></body></html>",
        "script-only.html": b"<html><body><script>" + b"x=1;" * 5_000 + b"</script></body></html>",
        "noise.html": random.Random(2).randbytes(50_000),
    }
    loose = {
        "million-tags.html": ("<html><body>" + "<b>" * 1_000_000).encode(),
        "million-rows.html": ("<html><body><table>" + "<tr><td>x" * 500_000).encode(),
        "deep.html": ("<html><body>" + "<div>" * 200_000 + "x").encode(),
        "deep-mixed.html": ("<html><body>" + "<div><p><span>" * 60_000 + TEXT).encode(),
        "paragraphs.html": ("<html><body>" + "<p>Una frase.</p>" * 150_000).encode(),
        "open-comment.html": HTML.replace("<article>", "<article><!--").encode(),
        "open-script.html": HTML.replace("<article>", "<article><script>").encode(),
        "frames.html": b"<frameset><frame src='a.html'></frameset>",
    }
    return [Case(n, d, v) for found, v in ((good, "good"), (bad, "bad"), (loose, "any")) for n, d in found.items()]


# ── PDF and Word ──────────────────────────────────────────────────────────────────────────────────────────────────


def _pdfs() -> list[Case]:
    return [
        Case("plain.pdf", PDF, "good"),
        Case("many-pages.pdf", samples.pdf([["Pagina di prova", SENTENCES[0]]] * 200), "good"),
        Case("no-end.pdf", PDF[: PDF.rindex(b"xref")], "any"),
        Case("wrong-offsets.pdf", PDF.replace(b"0000000", b"0000009"), "any"),
        Case("half.pdf", PDF[: len(PDF) // 2], "bad"),
        Case("empty.pdf", b"", "bad"),
        Case("head.pdf", b"%PDF-1.7\n", "bad"),
        Case("noise.pdf", b"%PDF-1.7\n" + random.Random(3).randbytes(100_000), "bad"),
        Case("no-text.pdf", samples.pdf([[], []]), "bad"),
        Case("loop.pdf", PDF.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), "bad"),
        Case("count.pdf", PDF.replace(b"/Count 1", b"/Count 999999999"), "any"),
        Case("negative.pdf", PDF.replace(b"/Count 1", b"/Count -5"), "any"),
        Case("locked.pdf", PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 9 >>"), "bad"),
        Case("bomb.pdf", _pdf_bomb, "any"),
        Case("deep.pdf", PDF.replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * 100_000), "any"),
        Case("length.pdf", PDF.replace(b"/Length ", b"/Length 99999"), "any"),
        Case("box.pdf", PDF.replace(b"0 0 595 842", b"0 0 1e30 1e30"), "any"),
        *(Case(f"flipped-{n}.pdf", _flipped(PDF, n), "any") for n in range(8)),
    ]


def _pdf_bomb(path: Path) -> None:
    """Write a page whose stream unpacks to 400 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(400)) + packer.flush()
    head, _, rest = PDF.partition(b"stream\n")
    head = head.replace(b"<< /Length ", b"<< /Filter /FlateDecode /Length %d /X " % len(packed), 1)
    path.write_bytes(head + b"stream\n" + packed + b"\nendstream" + rest.partition(b"\nendstream")[2])


def _docx_bomb(path: Path, parts: dict[str, bytes], body: bytes) -> None:
    """Write a document whose body unpacks to 150 MB of spaces."""
    head, mark, rest = body.partition(b"<w:body>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if name != "word/document.xml":
                archive.writestr(name, data)
        with archive.open("word/document.xml", "w") as stream:
            stream.write(head + mark)
            for _ in range(150):
                stream.write(b" " * 1_000_000)
            stream.write(rest)


def _flipped(data: bytes, seed: int) -> bytes:
    rng = random.Random(seed)
    changed = bytearray(data)
    for _ in range(20):
        changed[rng.randrange(20, len(changed))] = rng.randrange(256)
    return bytes(changed)


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _documents() -> list[Case]:
    plain = samples.docx("Bilancio approvato a Ormea", SENTENCES, [("Voce", "Euro"), ("Strade", "300")])
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"]
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"" if n == 0 else b"%d" % (n - 1)) * 10) for n in range(9)
    )
    file = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

    def with_body(data: bytes, **more: bytes) -> bytes:
        return _zip({**parts, "word/document.xml": data, **more})

    return [
        Case("plain.docx", plain, "good"),
        Case("odd-names.docx", _zip({**parts, "../../evil.txt": b"x", "/etc/evil": b"x"}), "any"),
        Case("inner-archive.docx", _zip({**parts, "word/embeddings/a.zip": _zip({"b": bytes(1_000_000)})}), "good"),
        Case("half.docx", plain[: len(plain) // 2], "bad"),
        Case("empty.docx", b"", "bad"),
        Case("bare.docx", _zip({"a.txt": b"x"}), "bad"),
        Case("no-body.docx", _zip({name: data for name, data in parts.items() if name != "word/document.xml"}), "bad"),
        Case("bomb.docx", lambda path: _docx_bomb(path, parts, body), "bad"),
        Case("many.docx", _zip({**parts, **{f"x/{n}": b"" for n in range(6_000)}}), "bad"),
        Case(
            "laughs.docx", with_body(lol + b"]>" + body.partition(b"?>")[2].replace(b"<w:t>", b"<w:t>&a8;", 1)), "any"
        ),
        Case("entity.docx", with_body(file + body.partition(b"?>")[2].replace(b"<w:t>", b"<w:t>&x;", 1)), "any"),
        Case("deep.docx", with_body(body.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 100_000)), "any"),
        Case("no-words.docx", samples.docx("", []), "bad"),
        Case("old.docx", b"\xd0\xcf\x11\xe0" + bytes(5_000), "bad"),
        *(Case(f"flipped-{n}.docx", _flipped(plain, n), "any") for n in range(5)),
    ]


# ── mails and tables ──────────────────────────────────────────────────────────────────────────────────────────────


def _mails() -> list[Case]:
    plain = samples.mail("Bilancio", "a@b.example", "Mon, 12 Jan 2026 09:00:00 +0100", TEXT)
    heads = b"Subject: x\nFrom: a@b.example\n"
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1_500))
    return [
        Case("plain.eml", plain, "good"),
        Case("html.eml", samples.mail("Bilancio", "a@b.example", "x", "", HTML), "good"),
        Case("odd-date.eml", heads + b"Date: Thirty of Never\n\n" + TEXT.encode(), "good"),
        Case("charset.eml", heads + b"Content-Type: text/plain; charset=klingon\n\n" + TEXT.encode(), "good"),
        Case("long-head.eml", heads + b"X: " + b"y" * 2_000_000 + b"\n\n" + TEXT.encode(), "good"),
        Case("many-heads.eml", heads + b"X-H: y\n" * 50_000 + b"\n" + TEXT.encode(), "good"),
        Case("base64.eml", heads + b"Content-Transfer-Encoding: base64\n\n@@@@ not base64 @@@@", "any"),
        Case("nested.eml", heads + nested, "any"),
        Case("inner.eml", heads + b"Content-Type: message/rfc822\n\n" + plain, "any"),
        Case("empty.eml", b"", "bad"),
        Case("no-body.eml", heads + b"\n", "bad"),
        Case("picture.eml", heads + b"Content-Type: image/png\n\nxx", "bad"),
        Case("injected.eml", b"Subject: =?utf-8?q?a=0ab=00?=\n\n" + TEXT.encode(), "good"),
    ]


def _tables() -> list[Case]:
    line = json.dumps({"title": "Bilancio", "text": TEXT})
    good = {
        "plain.csv": f'titolo,testo\nBilancio,"{TEXT}"\n'.encode(),
        "semicolon.csv": f'titolo;testo\nBilancio;"{TEXT}"\n'.encode("cp1252"),
        "ragged.csv": f'title,text\na\nb,"{TEXT}",c,d,e\n'.encode(),
        "wide.csv": (",".join(f"c{n}" for n in range(20_000)) + f',text\n{"," * 20_000}"{TEXT}"\n').encode(),
        "nul.csv": f'title,text\nx,"{TEXT}"\n'.replace("title", "ti\x01le").encode(),
        "plain.jsonl": line.encode(),
        "bad-lines.jsonl": f"{{broken\n\n[1]\nnull\n{line}\n".encode(),
        "deep.jsonl": ("[" * 200_000 + "\n" + line).encode(),
        "number.jsonl": ('{"text": ' + "9" * 100_000 + "}\n" + line).encode(),
        "nan.jsonl": ('{"text": NaN}\n' + line).encode(),
        "half.jsonl": ('{"text": "\\ud800"}\n' + line).encode(),
        "twice.jsonl": ('{"text": "x", "text": "Una frase sola ma intera."}\n' + line).encode(),
        "types.jsonl": ('{"text": {"a": 1}}\n{"text": ["a"]}\n{"text": 3}\n' + line).encode(),
    }
    bad = {
        "other.csv": b"price,city\n3,Roma\n",
        "empty.csv": b"",
        "head.csv": b"title,text\n",
        "open-quote.csv": b'title,text\n"never closed, ' + b"x" * 6_000_000,
        "empty.jsonl": b"\n",
        "noise.jsonl": b"not json\n" * 1_000,
        "array.jsonl": b'[{"text": "x"}]',
    }
    return [Case(n, d, v) for found, v in ((good, "good"), (bad, "bad")) for n, d in found.items()]


# ── names, and things that are no files ───────────────────────────────────────────────────────────────────────────


def _names() -> list[Case]:
    good = [
        "a\nb.txt",
        'it\'s "quoted".txt',
        "-rf.txt",
        "a\\b.txt",
        "..a.txt"[1:] + ".txt",
        "con.txt",
        "50%.txt",
        "$(x).txt",
    ]
    good += [
        "<b>x</b>.txt",
        "[red]x[/red].txt",
        "#1.txt",
        "città.txt",
        "citta\u0300.txt",
        "👩‍👩‍👧.txt",
        " spazio .txt",
        "tab\t.txt",
    ]
    good += ["a" * 251 + ".txt", "*.txt", "?.txt", "a;b.txt", "\u202egnp.txt", "A.TXT", "caffè.Md"]
    good = [name for name in good if not name.startswith(".")]
    bad = [".hidden.txt", "a.csv#3", "x.txt.", "x.txt~"]
    made = [Case(name, TEXT.encode(), "good") for name in good] + [Case(name, TEXT.encode(), "bad") for name in bad]
    return [*made, Case("a.meta.yaml", b"a: &a [x]\nb: *a\n", "bad"), Case("b.meta.yaml", b"{" * 50_000, "bad")]


def _things() -> list[Case]:
    def link(target: str) -> Callable[[Path], None]:
        return lambda path: path.symlink_to(target)

    def listen(path: Path) -> None:
        here = os.getcwd()
        os.chdir(path.parent)
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(path.name)
        finally:
            os.chdir(here)

    return [
        Case("outside.txt", link("/etc/hostname"), "bad"),
        Case("zero.txt", link("/dev/zero"), "bad"),
        Case("outside-folder", link("/etc"), "bad"),
        Case("upwards.txt", link("../../../../../../etc/hostname"), "bad"),
        Case("loop.txt", link("loop.txt"), "bad"),
        Case("loop-folder", link("."), "bad"),
        Case("broken.txt", link("nothing.txt"), "bad"),
        Case("pipe.txt", lambda path: os.mkfifo(path), "bad"),
        Case("pipe.pdf", lambda path: os.mkfifo(path), "bad"),
        Case("socket.txt", listen, "bad"),
        Case("folder.txt", lambda path: path.mkdir(), "any"),
    ]


def main() -> int:
    """Index every case and print what it took."""
    from tests.corpus.test_nasty import indexed

    return indexed(cases(), report=True)


if __name__ == "__main__":
    sys.exit(main())
