"""A message as a mail: plain text, the same words as sober HTML, and headers that tie the answer to its question."""

import hashlib
import html
import re
import textwrap
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tending.adapters.channels.mail import marks
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core.records import Message
from tending.core.words import say

WIDTH = 70
_PLAIN_KEY = re.compile(r"[A-Za-z0-9._-]{1,120}")
_STYLE = "font-family:sans-serif;font-size:16px;line-height:1.5;color:#222;max-width:36em"
_SMALL = "font-size:13px;color:#666"


def message_id(key: str, settings: EmailSettings) -> str:
    """The same for every attempt at a message, so that a second copy can be known as one."""
    plain = key if _PLAIN_KEY.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()
    return f"<{plain}@{settings.domain}>"


def write(message: Message, settings: EmailSettings, now: datetime) -> bytes:
    """The whole mail, ready for DATA but for the doubling of dots."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(_line(settings.sender), addr_spec=settings.address)
    mail["To"] = Address(addr_spec=_to(message, settings))
    mail["Subject"] = _line(message.line)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(message.key, settings)
    for name, value in _ties(message, settings):
        mail[name] = value
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail[marks.LOOP_HEADER] = "1"
    words = _words(message.text)
    mail.set_content(_plain(words, settings.language), cte="quoted-printable")
    mail.add_alternative(_html(words, settings.language), subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def _ties(message: Message, settings: EmailSettings) -> list[tuple[str, str]]:
    """Where the answer goes, and the thread.

    A client that answers a mail of one's own to its `To` leaves the token's address out; it still sends the references
    back, and the first of them carries the token too.
    """
    ties: list[tuple[str, str]] = []
    references: list[str] = []
    if message.token:
        ties.append(("Reply-To", _answers(message, settings)))
        references.append(f"<{marks.TAG}{message.token}@{settings.domain}>")
    if message.thread:
        ties.append(("In-Reply-To", message_id(message.thread, settings)))
        references.append(message_id(message.thread, settings))
    return [*ties, ("References", " ".join(references))] if references else ties


def _to(message: Message, settings: EmailSettings) -> str:
    return _answers(message, settings) if message.key.startswith(marks.CANARY) else settings.address


def _answers(message: Message, settings: EmailSettings) -> str:
    local, _, domain = settings.replies.rpartition("@")
    return f"{local}+{marks.TAG}{message.token}@{domain}"


def _line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _words(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(letter for letter in line if letter.isprintable()).rstrip() for line in lines).strip()


def _plain(words: str, language: str) -> str:
    wrapped = "\n".join(textwrap.fill(line, WIDTH, break_long_words=False) for line in words.split("\n"))
    return f"{marks.MARKERS[language]}\n\n{wrapped}\n\n--\n{_footer(language)}\n"


def _footer(language: str) -> str:
    return textwrap.fill(say("mail-footer", language), WIDTH + 2, break_on_hyphens=False)


def _html(words: str, language: str) -> str:
    asked = "\n".join(_paragraph(block) for block in re.split(r"\n{2,}", words))
    small = f'<div style="{_SMALL}">'
    return (
        f'<html><body><div style="{_STYLE}">\n{small}{marks.MARKERS[language]}</div>\n{asked}\n'
        f"{small}--<br>\n{html.escape(' '.join(_footer(language).split()))}</div>\n</div></body></html>\n"
    )


def _paragraph(block: str) -> str:
    return "<p>" + "<br>\n".join(html.escape(line) for line in block.split("\n")) + "</p>"
