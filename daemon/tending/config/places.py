"""Where a channel leads, however its address is written: by that an address stays stopped.

Two spellings that may lead to one person are taken for the same place. That closes too much rather than too little.
"""

import unicodedata
from collections.abc import Callable, Mapping
from typing import assert_never
from urllib.parse import parse_qsl, unquote, urlsplit

from tending.config.settings import AppriseChannel, Channel, EmailChannel, TerminalChannel

TERMINAL = "terminal"
TARGETS = frozenset(
    {"to", "target", "targets", "channel", "channels", "topic", "topics", "room", "user", "device", "phone", "chat_id"}
)
_DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def exactly(channel: Channel) -> str:
    """An address as it stands in the settings: any other spelling has to confirm again."""
    match channel:
        case EmailChannel():
            return channel.address.strip().lower()
        case AppriseChannel():
            return channel.url.get_secret_value()
        case TerminalChannel():
            return TERMINAL
    assert_never(channel)


def place_of(channel: Channel) -> str:
    match channel:
        case EmailChannel():
            return _mailbox(channel.address)
        case AppriseChannel():
            return _service(channel.url.get_secret_value())
        case TerminalChannel():
            return TERMINAL
    assert_never(channel)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _mailbox(address: str) -> str:
    """Without case, a `+` part, the dot at the end of a domain, and the dots that Google's mail looks past."""
    local, _, domain = _plain(address).casefold().rpartition("@")
    domain = domain.rstrip(".")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def _service(url: str) -> str:
    """Without password, trailing slashes, the order of its query, and of that all but where it leads."""
    schema, _, rest = _plain(url).partition("://")
    schema = schema.casefold().removesuffix("s")
    try:
        parts = urlsplit(f"x://{rest.replace('/#', '/%23')}")
        user, host, port = parts.username or "", (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return f"{schema}://{rest}"
    path = "/".join(piece for piece in unquote(parts.path).split("/") if piece)
    query = sorted((key.casefold(), value) for key, value in parse_qsl(parts.query) if key.casefold() in TARGETS)
    return f"{schema}://{unquote(user)}@{host}:{port or ''}/{path}?{query}"


def settings_in_words(channel: Channel, hashed: Callable[[str], str]) -> Mapping[str, str]:
    """What the change log says of a channel beside its level: no secret, and nobody's address but as a mark."""
    match channel:
        case EmailChannel():
            return {
                "sends by": f"{channel.smtp_host}:{channel.smtp_port}",
                "hears by": f"{channel.imap_host}:{channel.imap_port}" if channel.imap_host else "",
                "answers go to": _mark(hashed, channel.reply_to),
                "may answer": _mark(hashed, *sorted(channel.allow_from)),
                "signed by": channel.authserv_id,
            }
        case AppriseChannel() | TerminalChannel():
            return {}
    assert_never(channel)


def _mark(hashed: Callable[[str], str], *addresses: str) -> str:
    """Tells one set of addresses from another, and nothing else: #4f1c83ab."""
    return f"#{hashed(' '.join(addresses).casefold())[:8]}" if any(addresses) else ""


def masked(channel: Channel) -> str:
    """An address as it may be shown on this terminal: enough to know one's own by."""
    match channel:
        case EmailChannel():
            local, _, domain = channel.address.rpartition("@")
            return f"{local[:1]}…@{domain}"
        case AppriseChannel():
            schema, _, rest = channel.url.get_secret_value().partition("://")
            return f"{schema[:16]}://{rest[:1]}…"
        case TerminalChannel():
            return "this window"
    assert_never(channel)
