"""Entries and rows for tests of the journal."""

import shutil
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tending.adapters.journal.keys import Key
from tending.adapters.journal.sql import SqlJournal
from tending.core import entries as e
from tending.core.contact import Attempt, Contact, Mark
from tending.core.entries import Draft
from tending.core.model import Family, Profile, Value, Words
from tending.core.records import Delivery, DeliveryState, Message, Query, Reply
from tending.ports import Journal, Work

A_KEY = Key(raw=b"k" * 32, salt=b"salt of the file")
START = datetime(2026, 3, 2, 18, tzinfo=UTC)
WORDS = Words(line="Check-in", neutral="How was today, in one line?", personal="How was today, and your change?")


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def a_bond(*, bond: int = 1, hours: float = 0) -> Draft:
    return Draft(bond=bond, at=at(hours), payload=e.BondAdded(label="Robin", profile=Profile.FRIEND))


def a_full_contact() -> Contact:
    """A contact with something in every field."""
    return Contact(
        began_at=START,
        parted=at(-99).date(),
        in_touch=True,
        legal_at=at(1),
        violent=True,
        unsafe_at=at(2),
        unsure_at=at(3),
        owed_at=at(4),
        hold_at=at(5),
        closed=Mark(at=at(6), wrote_at=at(7)),
        reopened_at=at(8),
        space=Mark(at=at(9)),
        named=at(99).date(),
        resting=Mark(at=at(10)),
        attempts=(Attempt(at=at(11)), Attempt(at=at(12), heard_at=at(13))),
        once_more_at=at(14),
        sent_at=at(15),
        wrote_at=at(16),
        told={"C1": at(17)},
        clear={"U1": at(18)},
        replies=(1, 2),
        rung=1,
        rose_at=at(19),
    )


def an_asking(*, hours: float = 1, family: Family = Family.WANT, prompt: str = "W0", bond: int = 1) -> Draft:
    return Draft(
        bond=bond,
        at=at(hours),
        payload=e.Asked(
            family=family,
            prompt=prompt,
            on=at(hours).date(),
            expires_at=at(hours + 36),
            words=WORDS,
            window="18:00-20:00",
        ),
    )


def an_answer(
    check_in: int, *, hours: float = 2, text: str = "It was good", prompt: str = "W0", closes: bool = True
) -> Draft:
    values: dict[str, Value] = {"scale": 4, "sure": True, "share": 0.5, "named": ["a", "b"], "text": text}
    return Draft(
        bond=1,
        at=at(hours),
        payload=e.Answered(check_in=check_in, prompt=prompt, values=values, text=text, closes=closes, channel="mail"),
    )


def a_note(text: str, *, hours: float = 1, bond: int = 0) -> Draft:
    return Draft(bond=bond, at=at(hours), payload=e.Noted(text=text))


def an_undo(seq: int, *, hours: float = 3) -> Draft:
    return Draft(at=at(hours), payload=e.Undone(seq=seq))


def a_reply(provider_id: str = "<1@example.org>", *, channel: str = "mail", trouble: str = "") -> Reply:
    return Reply(
        channel=channel, provider_id=provider_id, received_at=at(2), raw=b"\x00raw\xff", text="3 ok", trouble=trouble
    )


def a_delivery(
    key: str = "k1",
    *,
    check_in: int = 0,
    channel: str = "mail",
    state: DeliveryState = DeliveryState.DUE,
    hours: float = 1,
) -> Delivery:
    message = Message(key=key, line="Check-in", text="How was today, in one line?", token="abc", answer=True)
    return Delivery(
        check_in=check_in, channel=channel, key=key, message=message, next_attempt=at(hours), state=state, kind="asking"
    )


def a_filled_store(path: Path) -> Path:
    """A store with one bond, two check-ins of which one is answered, a reply, and a delivery of each."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(_filled())
    return path


@cache
def _filled() -> bytes:
    """Made once: a new store is migrated into being, which takes half a second."""
    with TemporaryDirectory() as folder:
        return _fill_store(Path(folder) / "journal.db").read_bytes()


def _fill_store(path: Path) -> Path:
    journal = SqlJournal(path)
    with journal.writing() as work:
        work.append(Draft(at=START, payload=e.Began()), a_bond(), an_asking(), an_answer(3, text="We walked far"))
        work.append(an_asking(hours=30, family=Family.GROUND, prompt="G1"))
        work.keep_reply(a_reply())
        work.queue(a_delivery("k3", check_in=3, state=DeliveryState.SENT))
        work.queue(a_delivery("k5", check_in=5))
        work.stop_address("hash-of-an-old-address", at(1))
    journal.close()
    return path


def a_copy(store: Path, path: Path) -> Path:
    """The same store elsewhere; nobody may have it open."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copy(store, path)
    return path


def fill(journal: Journal, *drafts: Draft) -> None:
    with journal.writing() as work:
        work.append(*drafts)


def seqs(work: Work, query: Query) -> list[int]:
    return [entry.seq for entry in work.entries(query)]


def is_open(journal: Journal, number: int) -> bool:
    with journal.reading() as work:
        check_in = work.check_in(number)
    assert check_in is not None
    return check_in.open
