"""Where it shall find the keeper: a channel is written to the settings, and confirmed by six digits, or is not kept."""

import os
import re
from pathlib import Path
from string import Template

from tending.cli import meeting_texts as texts
from tending.cli.console import ASK, Console
from tending.cli.questions import prompt
from tending.cli.session import Session
from tending.config import write_settings
from tending.config.writing import Plain
from tending.core.errors import SettingsError, TendingError
from tending.core.values import dataclass
from tending.service import confirming

MAIL, PUSH = "mail", "push"
TRIES = 5
E_MAIL = ("2", "e-mail", "email", "mail")
OTHER = ("3", "apprise", "another service")
_GOOGLE = ("smtp.gmail.com", "imap.gmail.com")
_MICROSOFT = ("smtp-mail.outlook.com", "outlook.office365.com")
_GMX = ("mail.gmx.net", "imap.gmx.net")
_APPLE = ("smtp.mail.me.com", "imap.mail.me.com")
SERVERS = {
    "gmail.com": _GOOGLE,
    "googlemail.com": _GOOGLE,
    "outlook.com": _MICROSOFT,
    "hotmail.com": _MICROSOFT,
    "live.com": _MICROSOFT,
    "gmx.de": _GMX,
    "gmx.net": _GMX,
    "web.de": ("smtp.web.de", "imap.web.de"),
    "icloud.com": _APPLE,
    "me.com": _APPLE,
    "yahoo.com": ("smtp.mail.yahoo.com", "imap.mail.yahoo.com"),
    "fastmail.com": ("smtp.fastmail.com", "imap.fastmail.com"),
    "posteo.de": ("posteo.de", "posteo.de"),
    "mailbox.org": ("smtp.mailbox.org", "imap.mailbox.org"),
}
STARTTLS = frozenset({*_MICROSOFT, *_GMX, *_APPLE, "smtp.web.de"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A channel as it shall be: its settings, and the secret that goes into a file of its own."""

    name: str
    settings: dict[str, Plain]
    secret_key: str
    secret: str


def find(session: Session, console: Console) -> bool:
    """Ask where, set it up, and have the digits typed back. Returns whether a channel was confirmed."""
    console.say(texts.FIND)
    console.say(texts.FIND_CHOICES)
    choice = _choice(console)
    if choice.lower() in E_MAIL:
        return _set_up(session, console, _mail(console))
    if choice.lower() in OTHER or "://" in choice:
        return _set_up(session, console, _push(console, choice))
    console.say(f"  {texts.THIS_WINDOW}")
    return False


def _choice(console: Console) -> str:
    """One of the three, asked once more where it is none; then this window it is."""
    known = {"", "1", *E_MAIL, *OTHER}
    choice = console.read(ASK).strip()
    if choice.lower() in known or "://" in choice:
        return choice
    console.say(f"  {texts.WHICH}")
    return console.read(ASK).strip()


def _mail(console: Console) -> Wanted | None:
    address = console.read(prompt(texts.MAIL_ADDRESS)).strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+|[^@\s]+@localhost", address):
        return None
    domain = address.rpartition("@")[2].lower()
    smtp, imap = SERVERS.get(domain, (f"mail.{domain}", ""))
    if domain not in SERVERS:
        smtp = _server(console, texts.MAIL_HOST, smtp)
        imap = _server(console, texts.MAIL_IMAP, _beside(smtp))
    password = console.secret(prompt(Template(texts.MAIL_KEY).substitute(host=smtp.partition(":")[0]) + "\n"))
    settings: dict[str, Plain] = {"kind": "email", "address": address, **_host("smtp", smtp), **_host("imap", imap)}
    return Wanted(name=MAIL, settings=settings, secret_key="password_file", secret=password.strip())  # noqa: S106 - the name of a key


def _beside(smtp: str) -> str:
    """Where replies usually are, given where mail goes out."""
    host = smtp.partition(":")[0]
    return host.replace("smtp", "imap", 1)


def _server(console: Console, question: str, usual: str) -> str:
    return console.read(prompt(f"{question}\n  Enter for {usual}")).strip() or usual


def _host(which: str, typed: str) -> dict[str, Plain]:
    """`mail.example.org`, or with a port of its own behind a colon."""
    host, _, port = typed.partition(":")
    found: dict[str, Plain] = {f"{which}_host": host}
    if port.isdecimal():
        found[f"{which}_port"] = int(port)
    if which == "smtp" and (host in STARTTLS or port in {"587", "25"}):
        found["smtp_security"] = "starttls"
    if host in {"localhost", "127.0.0.1"}:
        found[f"{which}_security"] = "none"
    return found


def _push(console: Console, choice: str) -> Wanted | None:
    url = choice if "://" in choice else console.secret(prompt(texts.PUSH_URL)).strip()
    if "://" not in url:
        return None
    return Wanted(name=PUSH, settings={"kind": "apprise"}, secret_key="url_file", secret=url)  # noqa: S106 - the name of a key


def _set_up(session: Session, console: Console, wanted: Wanted | None) -> bool:
    """Nothing of a channel that could not be confirmed stays behind, but what the store knows of it."""
    if wanted is None:
        console.say(f"  {texts.LATER_CHANNEL}")
        return False
    try:
        _write(session, wanted)
        _send_code(session, wanted.name)
    except (TendingError, OSError) as error:
        console.say(f"  {_line(error)}")
        console.say(f"  {texts.LATER_CHANNEL}")
        _take_back(session, wanted)
        return False
    return _confirm(session, console, wanted.name)


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


def _write(session: Session, wanted: Wanted) -> None:
    file = session.app.paths.config_file
    secret = file.parent / f"{wanted.name}.{wanted.secret_key.removesuffix('_file')}"
    table = dict(wanted.settings)
    if not wanted.secret and wanted.name == MAIL:
        table["username"] = ""  # a server of one's own, which knows its own people
    if wanted.secret:
        _write_secret(secret, wanted.secret)
        table[wanted.secret_key] = secret.name
    write_settings(file, {f"channels.{wanted.name}.{key}": value for key, value in table.items()})
    session.reopen()


def _write_secret(path: Path, secret: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret)


def _take_back(session: Session, wanted: Wanted) -> None:
    file = session.app.paths.config_file
    try:
        write_settings(file, {f"channels.{wanted.name}": None})
    except SettingsError:
        return
    (file.parent / f"{wanted.name}.{wanted.secret_key.removesuffix('_file')}").unlink(missing_ok=True)
    session.reopen()


def _send_code(session: Session, name: str) -> None:
    app, turn = session.app, session.begun()
    way = next(one for one in app.ways if one.name == name)
    code = confirming.begin(turn, app.journal, way, app.entropy)
    channel = app.channel(name)
    try:
        confirming.send(turn, app.journal, way, channel, code)
    finally:
        channel.close()


def _confirm(session: Session, console: Console, name: str) -> bool:
    app = session.app
    way = next(one for one in app.ways if one.name == name)
    for _ in range(TRIES):
        code = console.read(prompt(texts.CODE)).strip()
        if not code:
            break
        try:
            confirming.confirm(app.turn(), app.journal, way, code)
        except TendingError as error:
            console.say(f"  {_line(error)}")
            console.say(f"  {texts.AGAIN_CHANNEL}")
            continue
        console.say(f"  {texts.CONFIRMED_MAIL if way.two_way else texts.CONFIRMED}")
        return True
    console.say(f"  Its digits hold for half an hour: tending channel confirm {name} CODE")
    return False
