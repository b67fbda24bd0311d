"""Folding: `apply(standing, entry) -> standing`, one entry at a time."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import assert_never

from tending.core import entries as e
from tending.core import hours, ledgers
from tending.core.contact import Contact
from tending.core.frozen import replace
from tending.core.model import Family, Profile
from tending.core.standing import channels, consent, sittings
from tending.core.standing.changes import (
    change_open,
    close_sitting,
    find_sitting,
    set_bond,
    set_plain,
    set_shown,
    set_track,
    tracks,
)
from tending.core.standing.values import BondStanding, Loosening, Page, Sent, Standing

HUSH_AFTER = 4
RECOVERY = timedelta(days=7)
WORSE_TWICE = 2
RETIRED = timedelta(days=60)
RESTED = timedelta(days=14)


def apply(standing: Standing, entry: e.Entry) -> Standing:
    """Fold one entry. Pure; an emptied entry (`forget`) changes nothing but the sequence number."""
    fact = entry.payload
    heard = fact is not None and (fact.word or (isinstance(fact, e.Asked) and fact.opened))
    standing = replace(standing, seq=entry.seq, **(_heard(standing, entry.at) if heard else {}))
    return standing if fact is None else _fold(standing, entry, fact)


def _fold(standing: Standing, entry: e.Entry, fact: e.Payload) -> Standing:
    match fact:
        case e.Began():
            return replace(standing, began_at=standing.began_at or entry.at)
        case e.SettingsChanged():
            return _settings(standing, fact)
        case e.BondAdded():
            return replace(standing, bonds=(*standing.bonds, _bond(standing, entry, fact)))
        case e.BondChanged():
            return set_bond(standing, entry.bond, _bond_changes(standing, entry, fact))
        case e.BondClosed():
            return _bond_closed(standing, entry)
        case e.Asked():
            return sittings.asked(standing, entry, fact)
        case e.WentOn():
            return sittings.went_on(standing, entry, fact)
        case e.Answered():
            return consent.answered(sittings.answered(standing, entry, fact), entry, fact)
        case e.Skipped():
            return sittings.skipped(standing, entry, fact)
        case e.PutOff():
            return sittings.put_off(standing, entry, fact)
        case e.Lapsed():
            return sittings.lapsed(standing, entry, fact)
        case e.Extended():
            return change_open(standing, fact.check_in, expires_at=fact.expires_at)
        case e.Undelivered():
            return sittings.undelivered(standing, entry, fact)
        case e.Withdrawn():
            return sittings.withdrawn(standing, entry, fact)
        case e.Reminded():
            return sittings.reminded(standing, entry, fact)
        case e.AskedBack():
            return change_open(standing, fact.check_in, asked_back=True)
        case e.Noted():
            return sittings.writing(standing, entry.at, fact.text)
        case e.Held():
            return _held(standing, entry, fact)
        case e.HeldShown() | e.HeldKept():
            return replace(standing, drawer=tuple(page for page in standing.drawer if page.seq != fact.page))
        case e.Rated():
            return _rated(standing, entry, fact)
        case e.Paused():
            return _paused(standing, entry, fact)
        case e.Resumed():
            return replace(standing, card=False) if fact.misread else _resumed(standing)
        case e.StillHere():
            return replace(standing, card_followed=True)
        case e.Paced():
            return _paced(standing, entry, fact)
        case e.Said():
            return consent.happened(standing, entry, fact)
        case e.Marked():
            return consent.marked(standing, entry, fact)
        case e.MarksKept():
            return consent.kept(standing, entry, fact)
        case e.MovedOn():
            return set_bond(standing, entry.bond, _moved(standing.bond(entry.bond), entry, fact))
        case e.PlainKept():
            return set_plain(standing, fact.deck, ignored=0, paused=fact.choice != "keep")
        case e.Forgotten():
            return _forgotten(standing, entry, fact)
        case e.Hidden():
            return replace(standing, hidden_until=fact.until)
        case e.ChannelChanged():
            return channels.changed(standing, entry, fact)
        case e.Wished() | e.Reached() | e.Owned() | e.Met() | e.Rehearsed() | e.Listened() | e.Promised() | e.Moved():
            return _in_ledger(standing, entry, fact)
        case e.DecksChanged() | e.Undone():
            return standing
    assert_never(fact)


def _in_ledger(standing: Standing, entry: e.Entry, fact: e.LedgerFact) -> Standing:
    bond = standing.bond(entry.bond)
    changes: dict[str, object] = {"ledgers": ledgers.apply(bond.ledgers, entry, fact)}
    if isinstance(fact, e.Met) and fact.what == "invitation":
        changes["tracks"] = tracks(bond, Family.MEET, rests_until=None)
    return set_bond(standing, entry.bond, changes)


def _heard(standing: Standing, at: datetime) -> Mapping[str, object]:
    recovering = at + RECOVERY if standing.unanswered >= HUSH_AFTER else standing.recovering_until
    return {
        "heard_at": at,
        "heard": standing.heard + 1,
        "settled_at": at,
        "unanswered": 0,
        "lapses_running": 0,
        "lapsed_at": None,
        "recovering_until": recovering,
    }


def _settings(standing: Standing, fact: e.SettingsChanged) -> Standing:
    same = standing.settings.get("budget") == fact.rules.get("budget")
    return replace(
        standing,
        settings=fact.rules,
        budget=standing.budget if same else None,
        loosenings=standing.loosenings if same else (),
    )


def _bond(standing: Standing, entry: e.Entry, fact: e.BondAdded) -> BondStanding:
    contact = consent.begun(standing, entry, fact)
    return BondStanding(
        number=entry.bond,
        label=fact.label,
        profile=fact.profile,
        added_at=entry.at,
        since=fact.since,
        in_touch=fact.in_touch,
        practical=fact.practical,
        contact=contact,
        moving_on=fact.profile is Profile.MOVING_ON,
    )


def _bond_changes(standing: Standing, entry: e.Entry, fact: e.BondChanged) -> dict[str, object]:
    """What set-up learned. A mark may become stricter by it, never looser."""
    names = ("label", "profile", "since", "in_touch", "practical")
    changes = {name: value for name in names if (value := getattr(fact, name)) is not None}
    if fact.profile is not None:
        changes["moving_on"] = fact.profile is Profile.MOVING_ON
    bond = standing.bond(entry.bond)
    return changes | consent.between(bond, consent.changed(standing, bond, entry, fact))


def _moved(bond: BondStanding, entry: e.Entry, fact: e.MovedOn) -> dict[str, object]:
    """Whoever turns back begins again, with the quiet days and the first round; every mark stands."""
    if not fact.back:
        return {"moving_on": True}
    began = max(bond.contact.began_at, entry.at)
    return {"moving_on": False, "contact": replace(bond.contact, began_at=began)}


def _bond_closed(standing: Standing, entry: e.Entry) -> Standing:
    standing = set_bond(standing, entry.bond, {"closed": True})
    for sitting in standing.open:
        if sitting.bond == entry.bond:
            standing = close_sitting(standing, sitting.id, entry.at, "closed")
    return standing


def _forgotten(standing: Standing, entry: e.Entry, fact: e.Forgotten) -> Standing:
    """The same from a bond that is there and from one whose entries are empty: a number without a name."""
    gone = BondStanding(
        number=entry.bond,
        label="",
        profile=Profile.FRIEND,
        added_at=entry.at,
        contact=Contact(began_at=entry.at),
        closed=True,
        forgotten=True,
    )
    others = [bond for bond in standing.bonds if bond.number != entry.bond]
    standing = replace(
        standing,
        bonds=tuple(sorted((*others, gone), key=lambda bond: bond.number)),
        open=tuple(one for one in standing.open if one.bond != entry.bond),
        recent=tuple(one for one in standing.recent if one.bond != entry.bond),
        loosenings=tuple(one for one in standing.loosenings if one.bond != entry.bond),
        sent=tuple(Sent(at=at, halves=halves, check_in=number) for at, halves, number in fact.sent),
        asked=fact.asked,
        heard=fact.heard,
        unanswered=fact.unanswered,
        last_sent_at=fact.last_sent_at,
        recovering_until=fact.recovering_until,
        budget=fact.budget,
        writing=fact.writing,
    )
    return replace(standing, **_heard(standing, entry.at))


def _held(standing: Standing, entry: e.Entry, fact: e.Held) -> Standing:
    """An empty page opens the drawer: the next words typed are the page."""
    if not fact.text:
        return replace(standing, drawer_open=True)
    page = Page(seq=entry.seq, show_at=fact.show_at)
    return replace(standing, drawer=(*standing.drawer, page), drawer_open=False)


def _rated(standing: Standing, entry: e.Entry, fact: e.Rated) -> Standing:
    sitting = find_sitting(standing, fact.check_in)
    if not entry.bond or sitting is None or sitting.deck:
        return standing
    bond = standing.bond(entry.bond)
    shown, track = bond.shown(fact.prompt), bond.track(sitting.family)
    if fact.effect != "worse":
        standing = set_shown(standing, entry.bond, fact.prompt, worse=0)
        return set_track(standing, entry.bond, sitting.family, worse=0)
    standing = _worse_shown(standing, entry, fact.prompt, shown.worse + 1)
    return _worse_track(standing, entry, sitting.family, track.worse + 1)


def _worse_shown(standing: Standing, entry: e.Entry, prompt: str, worse: int) -> Standing:
    if worse < WORSE_TWICE:
        return set_shown(standing, entry.bond, prompt, worse=worse)
    return set_shown(standing, entry.bond, prompt, worse=0, retired_until=_local(standing, entry.at) + RETIRED)


def _worse_track(standing: Standing, entry: e.Entry, family: Family, worse: int) -> Standing:
    if worse < WORSE_TWICE:
        return set_track(standing, entry.bond, family, worse=worse)
    return set_track(standing, entry.bond, family, worse=0, rests_until=_local(standing, entry.at) + RESTED)


def _local(standing: Standing, at: datetime) -> date:
    """The local date of an instant, in the zone of the settings last recorded."""
    return hours.local_date(at, standing.settings.get("zone", "UTC"))


def _paused(standing: Standing, entry: e.Entry, fact: e.Paused) -> Standing:
    if fact.card:
        followed = standing.card and standing.card_followed
        at = standing.card_at if fact.brief else entry.at
        return replace(standing, card=True, card_at=at, card_followed=followed)
    return replace(standing, paused_at=entry.at, paused_until=fact.until)


def _resumed(standing: Standing) -> Standing:
    return replace(standing, paused_at=None, paused_until=None, card=False)


def _paced(standing: Standing, entry: e.Entry, fact: e.Paced) -> Standing:
    standing = _loosened(standing, entry.at)
    if fact.more:
        waiting = Loosening(at=fact.at, bond=entry.bond, family=fact.family, budget=fact.budget, factor=fact.factor)
        return replace(standing, loosenings=(*standing.loosenings, waiting))
    standing = replace(standing, loosenings=(), budget=fact.budget)
    if fact.family is None:
        return standing
    return set_track(standing, entry.bond, fact.family, factor=fact.factor)


def _loosened(standing: Standing, at: datetime) -> Standing:
    """What loosenings have come due by `at`, made part of the standing."""
    for loosening in standing.loosenings:
        if loosening.at <= at:
            standing = replace(standing, budget=loosening.budget)
            if loosening.family is not None:
                standing = set_track(standing, loosening.bond, loosening.family, factor=loosening.factor)
    return replace(standing, loosenings=tuple(later for later in standing.loosenings if later.at > at))


def loosened(standing: Standing, now: datetime) -> Standing:
    """The standing with every loosening that has come due: what the planner sees."""
    return _loosened(standing, now) if any(one.at <= now for one in standing.loosenings) else standing
