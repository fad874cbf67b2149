"""Read a mail kept as a file: its text, with the subject as title and the day it was sent as date.

Takes bytes, gives a Reading of one article. Attachments are left out and named.
"""

from __future__ import annotations

import email.policy
import email.utils
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from rag.corpus.extracted import Extracted, Reading, Stated
from rag.errors import InputError
from rag.types import Span

MOST_PARTS = 500


def read(data: bytes) -> Reading:
    """Return the text of a mail; raise InputError when it holds none."""
    try:
        message = BytesParser(_class=EmailMessage, policy=email.policy.default).parsebytes(data)
        return _reading(message)
    except (
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
        RecursionError,
        OverflowError,
        IndexError,
    ) as error:  # its parser's bugs
        raise InputError(f"the mail cannot be read: {type(error).__name__}") from error


def _reading(message: EmailMessage) -> Reading:
    if not message.keys():
        raise InputError("the file has no headers: it is no mail")
    if sum(1 for _ in message.walk()) > MOST_PARTS:
        raise InputError(f"the mail has more than {MOST_PARTS} parts")
    body = message.get_body(("plain", "html"))
    content = _content(body) if body is not None else ""
    page = _page(content) if body is not None and body.get_content_subtype() == "html" else None
    text = page.text if page else content.replace("\r\n", "\n").strip("\n")
    if not text.strip():
        raise InputError("the mail holds no text")
    furniture = () if page else tuple(_foot(text))
    return Reading((Extracted(text, _stated(message), furniture=furniture),), tuple(_attached(message)))


def _page(content: str) -> Extracted:
    from rag.corpus.readers.html import read_page  # a door: most mails are plain text

    return read_page(content)


def _content(body: MIMEPart) -> str:
    try:
        return str(body.get_content())
    except LookupError:  # an unknown character set
        return bytes(body.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _stated(message: EmailMessage) -> Stated:
    name, address = email.utils.parseaddr(str(message.get("From", "")))
    sent = email.utils.parsedate(str(message.get("Date", "")))
    date = f"{sent[0]:04}-{sent[1]:02}-{sent[2]:02}" if sent and 1985 <= sent[0] <= 2099 else None
    subject = " ".join(str(message.get("Subject", "")).split())
    return Stated(
        title=subject or None,
        date=date,
        date_source="mail header" if date else None,
        outlet=address.rpartition("@")[2].lower() or None,
        author=" ".join(name.split()) or None,
    )


def _attached(message: EmailMessage) -> Iterator[str]:
    for part in message.iter_attachments():
        name = " ".join(str(part.get_filename() or part.get_content_type()).split())
        yield f"the attachment {name[:80]!r} is not read"


def _foot(text: str) -> Iterator[Span]:
    """Yield the signature below "-- " as furniture."""
    place = text.find("\n-- \n")
    if place >= 0:
        yield Span(place + 1, len(text.rstrip()))
