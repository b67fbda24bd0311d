"""The budgets that can be measured now, each as a claim with its figure."""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.asking import askings_a_second, jobs_a_second
from bench.caring import WITHIN, card_as_a_command, card_within, settled
from bench.idle import Cost, cost_of_idling
from bench.programs import IMPORTS, OURS, Beside, beside, environ, installed
from bench.stores import settle_in, write_many
from integration.mailserver import ADDRESS, PASSWORD, MailServer, make_certificates, running
from proofs.table import Claim, Shown
from proofs.years import two_years_in_a_second

MANY = 100_000
IMPORTS_RATIO = 1.3
MANY_RATIO = 1.5
ROUNDS = 5
IDLE_SWITCHES = 10
IDLE_MILLISECONDS = 10.0
IDLE_MEGABYTES = 69.0


def help_beside_jrnl(folder: Path) -> Shown:
    jrnl = str(installed("bench", "jrnl"))
    return within(beside([*OURS, "--help"], [jrnl, "--help"], home=folder), 1.0)


def status_beside_imports(folder: Path) -> Shown:
    settle_in(folder / "home")
    return within(beside([*OURS, "status"], IMPORTS, home=folder / "home"), IMPORTS_RATIO)


def reply_beside_imports(folder: Path) -> Shown:
    settle_in(folder / "home")
    return within(beside([*OURS, "reply", "a note"], IMPORTS, home=folder / "home"), IMPORTS_RATIO)


def reply_among_many(folder: Path) -> Shown:
    for name in ("many", "empty"):
        settle_in(folder / name)
    write_many(folder / "many", MANY)
    reply = [*OURS, "reply", "a note"]
    return within(beside(reply, reply, home=folder / "many", their_home=folder / "empty"), MANY_RATIO)


def within(found: Beside, most: float) -> Shown:
    return Shown(figure=f"{found} (at most {most:g}x)", holds=found.ratio <= most)


def asking(folder: Path) -> Shown:
    """In turn, medians. No verdict: the budget is for many keepers whose claims share a commit; here is one."""
    rounds = [_round(folder / str(number)) for number in range(ROUNDS)]
    ours, theirs = (statistics.median(side) for side in zip(*rounds, strict=True))
    return Shown(
        figure=f"{ours:.0f}/s, a commit each, beside {theirs:.0f}/s of APScheduler 3's store: {ours / theirs:.1f}x",
        holds=None,
    )


def _round(folder: Path) -> tuple[float, float]:
    settle_in(folder / "home")
    return askings_a_second(folder / "home"), jobs_a_second(folder)


def idle_alone(folder: Path) -> Shown:
    settle_in(folder / "home")
    return spared(cost_of_idling(environ(folder / "home")))


def idle_with_mail(folder: Path) -> Shown:
    """Nothing arrives and nothing is due; the connection to the mailbox is open."""
    with mail_server(folder) as server:
        settle_in(
            folder / "home",
            f'[channels.mail]\nkind = "email"\naddress = "{ADDRESS}"\npassword = "{PASSWORD}"\n'
            f'smtp_host = "127.0.0.1"\nsmtp_port = {server.smtp_port}\nsmtp_security = "none"\n'
            f'imap_host = "127.0.0.1"\nimap_port = {server.imap_port}\nimap_security = "none"\n',
        )
        return spared(cost_of_idling(environ(folder / "home")))


@contextmanager
def mail_server(certificates: Path) -> Iterator[MailServer]:
    make_certificates(certificates)
    folder = tempfile.TemporaryDirectory(prefix="mail-", ignore_cleanup_errors=True)
    with folder as home, running(Path(home), certificates=certificates) as server:
        yield server


def spared(cost: Cost) -> Shown:
    return Shown(
        figure=str(cost),
        holds=cost.switches <= IDLE_SWITCHES
        and cost.milliseconds <= IDLE_MILLISECONDS
        and cost.megabytes <= IDLE_MEGABYTES,
    )


def card_in_the_program(folder: Path) -> Shown:
    first, rest = card_within(settled(folder))
    figure = f"{first * 1000:.0f} ms the first time, {rest * 1000:.1f} ms after (at most {WITHIN * 1000:.0f} ms)"
    return Shown(figure=figure, holds=max(first, rest) <= WITHIN)


def card_whole(folder: Path) -> Shown:
    """No verdict: most of it is Python starting, as for any reply."""
    card, note = card_as_a_command(settled(folder))
    return Shown(figure=f"{card * 1000:.0f} ms beside {note * 1000:.0f} ms of a note that brings none", holds=None)


BUDGETS = (
    Claim(number="b1", what="tending --help beside jrnl --help", show=help_beside_jrnl),
    Claim(number="b2", what="tending status beside bare imports", show=status_beside_imports),
    Claim(number="b3", what="tending reply beside bare imports", show=reply_beside_imports),
    Claim(number="b4", what=f"tending reply among {MANY:,} entries beside an empty store", show=reply_among_many),
    Claim(number="b5", what="the asking path, one keeper", show=asking),
    Claim(number="b6", what="two years of each persona", show=two_years_in_a_second),
    Claim(number="b7", what="the daemon idle for 60 s, terminal only", show=idle_alone),
    Claim(number="b8", what="the daemon idle for 60 s, listening for mail", show=idle_with_mail),
    Claim(number="c1", what="the help card, from the reply to the card", show=card_in_the_program),
    Claim(number="c2", what="the help card, as a whole command", show=card_whole),
)
