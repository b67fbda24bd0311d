"""The budgets, each as a claim with its figure."""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import crowds, reading, sending
from bench.asking import askings_a_second, jobs_a_second
from bench.caring import WITHIN, card_as_a_command, card_within, settled
from bench.idle import Cost, cost_of_idling
from bench.programs import IMPORTS, OURS, Beside, beside, environ, installed
from bench.stores import settle_in, write_many
from integration.mailserver import ADDRESS, PASSWORD, MailServer, make_certificates, running
from proofs.table import Claim, Shown
from proofs.years import two_years_in_a_second
from tending.app import Clock

MANY = 100_000
IMPORTS_RATIO = 1.3
MANY_RATIO = 1.5
ROUNDS = 5
DUE = 1_000
ASKING_RATIO = 5.0
LATE_RATIO = 2.0
READY_MORE = 0.2
HANDED = 1_000
MAILS_RATIO = 5.0
PUSHES_RATIO = 10.0
LONG_LIFE = 1_000_000
LAST_WITHIN, SEARCH_WITHIN = 0.001, 0.005
NINE = 9
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
    """In turn, medians. APScheduler deletes a job before it runs and keeps no record; ours keeps everything."""
    rounds = [_round(folder / str(number)) for number in range(ROUNDS)]
    ours, theirs = (statistics.median(side) for side in zip(*rounds, strict=True))
    figure = f"{ours:.0f}/s beside {theirs:.0f}/s of APScheduler 3's store: {ours / theirs:.1f}x (at least 5x)"
    return Shown(figure=figure, holds=ours >= ASKING_RATIO * theirs)


def _round(folder: Path) -> tuple[float, float]:
    folder.mkdir()
    return crowds.askings_a_second(folder / "home", count=DUE), jobs_a_second(folder)


def asking_one(folder: Path) -> Shown:
    """No verdict: one keeper's next question is a commit of its own."""
    settle_in(folder / "home")
    return Shown(figure=f"{askings_a_second(folder / 'home'):.0f}/s, a commit each", holds=None)


def lateness(folder: Path) -> Shown:
    """APScheduler hands a job over before it writes that down; ours counts once the question is committed."""
    decided, ours = crowds.ours_late(folder / "ours", others=MANY)
    (folder / "theirs").mkdir()
    theirs = crowds.theirs_late(folder / "theirs", others=MANY)
    mine, other = (one[int(len(one) * 0.99)] for one in (ours, theirs))
    figure = (
        f"p50 {_median(ours)}, p99 {mine * 1000:.1f} ms beside p50 {_median(theirs)}, p99 {other * 1000:.1f} ms of "
        f"APScheduler 3: {mine / other:.1f}x (at most {LATE_RATIO:g}x); decided after p50 {_median(decided)}, "
        f"p99 {decided[int(len(decided) * 0.99)] * 1000:.1f} ms, the earliest {decided[0] * 1000:.1f} ms"
    )
    return Shown(figure=figure, holds=decided[0] >= 0 and mine <= LATE_RATIO * other and len(theirs) == len(ours))


def _median(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.1f}"


def ready(folder: Path) -> Shown:
    alone, beside_many = (
        statistics.median(crowds.seconds_to_ready(folder / f"{others}-{turn}", others=others) for turn in range(ROUNDS))
        for others in (0, MANY)
    )
    figure = f"{beside_many:.2f} s after imports with {MANY:,} keepers stored, {alone:.2f} s alone (under 1 s)"
    return Shown(figure=figure, holds=beside_many < 1 and beside_many - alone < READY_MORE)


def mails(_: Path) -> Shown:
    return _faster(*sending.mails_a_second(HANDED), MAILS_RATIO)


def pushes(folder: Path) -> Shown:
    """By one plugin of Apprise, beside the same plugin as it is shipped."""
    return _faster(*sending.pushes_a_second(folder, HANDED), PUSHES_RATIO)


def _faster(ours: float, theirs: float, least: float) -> Shown:
    figure = f"{ours:.0f}/s beside {theirs:.0f}/s of stock Apprise: {ours / theirs:.1f}x (at least {least:g}x)"
    return Shown(figure=figure, holds=ours >= least * theirs)


def a_long_life(folder: Path) -> Shown:
    found = reading.looks(folder / "home", count=LONG_LIFE)
    figure = ", ".join(f"{what} {seconds * 1000:.2f} ms" for what, seconds in found.items())
    last, *searches = found.values()
    return Shown(figure=f"{figure} (1 ms, 5 ms)", holds=last <= LAST_WITHIN and max(searches) <= SEARCH_WITHIN)


def idle_alone(folder: Path) -> Shown:
    settle_in(folder / "home", zone=morning_somewhere())
    return spared(cost_of_idling(environ(folder / "home")))


def idle_with_mail(folder: Path) -> Shown:
    """Nothing arrives and nothing is due; the connection to the mailbox is open."""
    with mail_server(folder) as server:
        settle_in(
            folder / "home",
            f'[channels.mail]\nkind = "email"\naddress = "{ADDRESS}"\npassword = "{PASSWORD}"\n'
            f'smtp_host = "127.0.0.1"\nsmtp_port = {server.smtp_port}\nsmtp_security = "none"\n'
            f'imap_host = "127.0.0.1"\nimap_port = {server.imap_port}\nimap_security = "none"\n',
            zone=morning_somewhere(),
        )
        return spared(cost_of_idling(environ(folder / "home")))


def morning_somewhere() -> str:
    """A zone where it is nine now: the evening's window, in which something may be due, is hours away."""
    ahead = (NINE - Clock()().hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"


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
    Claim(number="b5", what=f"the asking path, {DUE:,} keepers due at once", show=asking),
    Claim(number="b5-one", what="the asking path, one keeper", show=asking_one),
    Claim(number="b6", what="two years of each persona", show=two_years_in_a_second),
    Claim(number="b7", what="the daemon idle for 60 s, terminal only", show=idle_alone),
    Claim(number="b8", what="the daemon idle for 60 s, listening for mail", show=idle_with_mail),
    Claim(number="b9", what=f"lateness of what is due, {MANY:,} others stored", show=lateness),
    Claim(number="b10", what="from start to ready", show=ready),
    Claim(number="b11", what=f"{HANDED:,} mails to a sink", show=mails),
    Claim(number="b12", what=f"{HANDED:,} pushes over HTTPS to a sink", show=pushes),
    Claim(number="b13", what=f"a journal of {LONG_LIFE:,} entries", show=a_long_life),
    Claim(number="c1", what="the help card, from the reply to the card", show=card_in_the_program),
    Claim(number="c2", what="the help card, as a whole command", show=card_whole),
)
