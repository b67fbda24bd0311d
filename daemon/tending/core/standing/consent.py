"""How what happened between the two, and what was answered about it, changes the marks of a bond."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import assert_never

from tending.core import contact as doors
from tending.core import entries as e
from tending.core import hours, ledgers
from tending.core.contact import Contact
from tending.core.contact_union import union
from tending.core.frozen import replace
from tending.core.model import InTouch, Value
from tending.core.standing.changes import set_bond
from tending.core.standing.values import BondStanding, Standing

SLOW_AFTER_SPACE = timedelta(days=28)
CASUAL = 1
NO = "no"
SHUTTING = frozenset({"space", "no", "order"})
EXITS = frozenset({e.MarkKind.ONCE_MORE, e.MarkKind.REOPENED})


def begun(standing: Standing, entry: e.Entry, fact: e.BondAdded) -> Contact:
    """The contact of a new bond, by what set-up was told; one known before brings its strictest marks along."""
    contact = Contact(
        began_at=entry.at, parted=fact.since, in_touch=fact.in_touch is InTouch.YES, profiles=(fact.profile,)
    )
    return _known_before(standing, _told(contact, entry, fact), fact)


def changed(standing: Standing, bond: BondStanding, entry: e.Entry, fact: e.BondChanged) -> Contact:
    """What set-up learned later. A mark may become stricter by it, never looser."""
    contact = bond.contact
    entry = replace(entry, at=_shut_at(bond, entry.at))
    now = Contact(
        began_at=contact.began_at,
        parted=contact.parted if fact.since is None else fact.since,
        in_touch=contact.in_touch if fact.in_touch is None else fact.in_touch is InTouch.YES,
        profiles=contact.profiles if fact.profile is None else (fact.profile,),
    )
    contact = _strictest(contact, now) if bond.label else _as_set_up(contact, now)
    return _known_before(standing, _told(contact, entry, fact), fact)


def _as_set_up(contact: Contact, now: Contact) -> Contact:
    """The first question of all came before it was known whom it is about."""
    return replace(contact, parted=now.parted, in_touch=now.in_touch, profiles=now.profiles)


def _strictest(contact: Contact, now: Contact) -> Contact:
    """What was set up once is corrected to the stricter side only: whoever is in touch again logs what was written."""
    parted = max(contact.parted, now.parted) if contact.parted is not None and now.parted is not None else None
    profiles = tuple(dict.fromkeys((*contact.profiles, *now.profiles)))
    return replace(contact, parted=parted, in_touch=contact.in_touch and now.in_touch, profiles=profiles)


def _told(contact: Contact, entry: e.Entry, fact: e.BondAdded | e.BondChanged) -> Contact:
    if fact.said is not None:
        contact = doors.answered(contact, "C1", entry.at, clear=fact.said == NO)
        contact = said(contact, fact.said, entry)
    for question, feared in (("U1", fact.afraid_of_them), ("U2", fact.they_afraid_of_me)):
        if feared is not None:
            contact = doors.answered(contact, question, entry.at, clear=not feared)
        if feared:
            contact = doors.afraid(contact, entry.at, violent=bool(fact.violent))
    return contact


def said(contact: Contact, what: str, entry: e.Entry) -> Contact:
    """What C1 can be answered: no, wait, stop or order."""
    match what:
        case "wait":
            return doors.asked_space(contact, entry.at, None)
        case "stop":
            return doors.said_no(contact, entry.at)
        case "order":
            return doors.ordered(contact, entry.at)
        case _:
            return contact


def _known_before(standing: Standing, contact: Contact, fact: e.BondAdded | e.BondChanged) -> Contact:
    """The strictest of a contact and of everybody closed or forgotten: nobody can tell which of them it was."""
    if fact.known_before:
        for before in past(standing):
            contact = union(contact, before)
    return contact


def past(standing: Standing) -> tuple[Contact, ...]:
    """What is kept of those whom the keeper has closed or forgotten."""
    return (*standing.forgotten, *(bond.contact for bond in standing.bonds if bond.closed))


def between(bond: BondStanding, contact: Contact) -> dict[str, object]:
    """What a contact changes about a bond: where they ask for peace, or it is not safe, a meeting is off."""
    changes: dict[str, object] = {"contact": contact}
    if bond.ledgers.meet.open is not None and not set(_calls_off(bond.contact)).issuperset(_calls_off(contact)):
        changes["ledgers"] = ledgers.without_meeting(bond.ledgers)
    return changes


def _calls_off(contact: Contact) -> Iterator[tuple[str, datetime]]:
    marks = {"space": contact.space, "closed": contact.closed}
    yield from ((name, mark.at) for name, mark in marks.items() if mark is not None)
    instants = {"legal": contact.legal_at, "unsafe": contact.unsafe_at}
    yield from ((name, at) for name, at in instants.items() if at is not None)


def happened(standing: Standing, entry: e.Entry, fact: e.Said) -> Standing:
    """Something that went between the two."""
    if not entry.bond:
        return standing
    bond = standing.bond(entry.bond)
    zone = hours.zone_of(standing.settings.get("zone", "UTC"))
    told_at = _shut_at(bond, entry.at) if fact.what in SHUTTING else entry.at
    at = told_at if told_at != entry.at else doors.moment(fact.on, entry.at, zone)
    changes = between(bond, _after(bond.contact, at, fact))
    if fact.what in {"they-wrote", "yes"} and "they-wrote" not in bond.facts:
        changes["facts"] = (*bond.facts, "they-wrote")
    if fact.what == "space":
        changes["slow_until"] = entry.at + SLOW_AFTER_SPACE
    return set_bond(standing, entry.bond, changes)


def _after(contact: Contact, at: datetime, fact: e.Said) -> Contact:
    match fact.what:
        case "they-wrote" | "yes":
            rung = CASUAL if fact.rung is None else fact.rung
            return doors.they_wrote(contact, at, rung, resting=fact.resting)
        case "i-wrote":
            return doors.i_wrote(contact, at, counts=fact.counts)
        case "space":
            return doors.asked_space(contact, at, fact.until)
        case "no":
            return doors.said_no(contact, at)
        case "order":
            return doors.ordered(contact, at)
        case _:
            return contact


def marked(standing: Standing, entry: e.Entry, fact: e.Marked) -> Standing:
    """A mark that an answer, or the words in it, set."""
    if not entry.bond:
        return standing
    bond = standing.bond(entry.bond)
    at = entry.at if fact.mark in EXITS else _shut_at(bond, entry.at)
    return set_bond(standing, entry.bond, between(bond, _marked(bond.contact, at, fact.mark)))


def _shut_at(bond: BondStanding, at: datetime) -> datetime:
    """The instant of what shuts a door. A clock that stands before the bond began is wrong, and a mark that ends by
    itself would be over at once: then it is the last instant that is known of.
    """
    known = bond.contact
    if at >= known.began_at:
        return at
    asked = (shown.asked_at for shown in bond.prompts.values())
    instants = (known.began_at, known.sent_at, known.wrote_at, *known.told.values(), *asked)
    return max(one for one in instants if one is not None)


def _marked(contact: Contact, at: datetime, mark: e.MarkKind) -> Contact:
    match mark:
        case e.MarkKind.UNSAFE:
            return doors.afraid(contact, at, violent=False)
        case e.MarkKind.VIOLENT:
            return doors.afraid(contact, at, violent=True)
        case e.MarkKind.UNSURE:
            return replace(contact, unsure_at=at)
        case e.MarkKind.OWED:
            return replace(contact, owed_at=at)
        case e.MarkKind.HOLD:
            return doors.held(contact, at)
        case e.MarkKind.RESTING:
            return doors.rested(contact, at)
        case e.MarkKind.ONCE_MORE:
            return replace(contact, once_more_at=at)
        case e.MarkKind.REOPENED:
            return doors.reopened(contact, at)
    assert_never(mark)


def kept(standing: Standing, entry: e.Entry, fact: e.MarksKept) -> Standing:
    """Marks of another history, made this one's too; of a bond that is not here, kept without its name."""
    if not entry.bond:
        return replace(standing, forgotten=(*standing.forgotten, fact.contact))
    bond = standing.bond(entry.bond)
    return set_bond(standing, entry.bond, between(bond, union(bond.contact, fact.contact)))


def answered(standing: Standing, entry: e.Entry, fact: e.Answered) -> Standing:
    """An answer to one of the questions that the doors rest on."""
    if not entry.bond or fact.prompt not in doors.SCREEN:
        return standing
    contact = standing.bond(entry.bond).contact
    after = doors.answered(contact, fact.prompt, entry.at, clear=is_clear(fact.values))
    return set_bond(standing, entry.bond, {"contact": after})


def shuts(fact: e.Answered) -> bool:
    """Whether it answers one of those questions, and not by a plain no."""
    return fact.prompt in doors.SCREEN and not is_clear(fact.values)


def is_clear(values: Mapping[str, Value]) -> bool:
    """Only a plain no is clear."""
    return bool(values) and all(value == NO for value in values.values())
