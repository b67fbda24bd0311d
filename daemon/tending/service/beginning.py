"""Beginning: the first entry, the settings in force, and the bonds a keeper tends."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from tending.core.entries import (
    Began,
    BondAdded,
    BondChanged,
    ChannelChanged,
    DecksChanged,
    Draft,
    SettingsChanged,
)
from tending.core.errors import DoorError, UnknownError, UsageError
from tending.core.model import DuePrompt, Family, Plan, Profile, Reason
from tending.core.standing import BondStanding, Sitting, Standing, past
from tending.ports import Journal, Work
from tending.service import addresses, asking
from tending.service.turn import Turn

BONDS_MOST = 3
FIRST_PROMPT = "W0"
KNOWN_BEFORE = (
    "somebody was closed or forgotten here before: say whether this is one of them, with --known-before or"
    " --not-known-before (in a file: known_before = true or false)"
)


def begin(turn: Turn, journal: Journal) -> None:
    """Record what is in force: that it began, the settings, the decks. Nothing is written where nothing changed.

    What a door has shut on meanwhile, by a restore or in time, is withdrawn.
    """
    with journal.reading() as work:
        shut = any(asking.is_shut(turn, work.standing(), one.id) for one in work.standing().open)
        if not (shut or _news(turn, work)):
            return
    with journal.writing() as work:
        asking.withdraw(turn, work)
        for payload in _news(turn, work):
            work.append(Draft(payload=payload, at=turn.now))
        work.set_meta("decks", decks_digest(turn.given))


def _news(turn: Turn, work: Work) -> list[Began | SettingsChanged | DecksChanged | ChannelChanged]:
    given, standing = turn.given, work.standing()
    news: list[Began | SettingsChanged | DecksChanged | ChannelChanged] = []
    if standing.began_at is None:
        news.append(Began())
    rules = rules_in_words(given)
    if dict(standing.settings) != rules:
        news.append(SettingsChanged(digest=_digest(rules), rules=rules))
    if work.meta("decks") != decks_digest(given):
        news.append(DecksChanged(digest=decks_digest(given)))
    return [*news, *addresses.news(turn, work)]


def rules_in_words(given: Plan) -> dict[str, str]:
    rules = given.rules
    return {
        "zone": rules.zone,
        "language": rules.language,
        "country": rules.country,
        "windows": ", ".join(f"{window.name} {''.join(map(str, window.weekdays))}" for window in rules.windows),
        "quiet": f"{rules.quiet.start:%H:%M}-{rules.quiet.end:%H:%M}",
        "budget": str(rules.budget),
        "min_gap_hours": str(rules.min_gap_hours),
        "expiry_hours": str(rules.expiry_hours),
        "reminder": str(rules.reminder).lower(),
        "quiet_days": str(rules.quiet_days),
        "wait_days": str(rules.wait_days),
        "apart_days": str(rules.apart_days),
        "attempts": str(rules.attempts),
        "still_here": str(rules.still_here).lower(),
        "digest": str(rules.digest).lower(),
        "plain": ", ".join(deck.name for deck in given.plain),
    }


def _digest(words: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


def decks_digest(given: Plan) -> str:
    return _digest({prompt.id: f"{prompt.line}|{prompt.body}|{prompt.form.text}" for prompt in given.prompts.values()})


def add_bond(turn: Turn, work: Work, bond: BondAdded) -> BondStanding:
    """A relationship to tend. Raises RefusedError for a fourth, UsageError for a label that is taken."""
    bonds = [one for one in work.standing().bonds if not one.closed]
    if len(bonds) >= BONDS_MOST:
        raise DoorError(f"three bonds at most: close one first (tending bond close {bonds[0].label})")
    if any(one.label == bond.label for one in bonds):
        raise UsageError(f"there is a bond called {bond.label} already; choose another label")
    number = len(work.standing().bonds) + 1
    work.append(Draft(payload=bond, at=turn.now, bond=number))
    return work.standing().bond(number)


def first_question(turn: Turn, journal: Journal) -> Sitting:
    """The first question of all, before any set-up: the bond it is about has no label yet.

    Until its profile is known it is given the one whose words name no kind of relationship.
    """
    with journal.writing() as work:
        if work.standing().asking is not None:
            return _asking(work.standing())
        if not work.standing().bonds:
            add_bond(turn, work, BondAdded(label="", profile=Profile.FORMER_PARTNER))
        due = DuePrompt(
            bond=work.standing().bonds[0].number,
            family=Family.WANT,
            prompt=FIRST_PROMPT,
            at=turn.now,
            on=turn.today,
            expires_at=turn.now,
            opened=True,
            why=(Reason(rule="opened"), Reason(rule="first-round")),
        )
        return asking.claim(turn, work, due, quietly=True)


def _asking(standing: Standing) -> Sitting:
    assert standing.asking is not None  # noqa: S101 - the one caller has looked
    return standing.asking


def unfinished(standing: Standing) -> BondStanding | None:
    """The bond whose set-up has not been finished."""
    return next((bond for bond in standing.bonds if not bond.label and not bond.closed), None)


def set_up(turn: Turn, work: Work, change: BondChanged) -> BondStanding:
    """What set-up asks, once the first question has been answered; a bond of its own when there is none waiting.

    Raises UsageError where somebody was closed or forgotten here, and it was not said whether this is one of them.
    """
    change = _known(work.standing(), change)
    waiting = unfinished(work.standing())
    if waiting is not None:
        work.append(Draft(payload=change, at=turn.now, bond=waiting.number))
        return work.standing().bond(waiting.number)
    return add_bond(turn, work, as_added(change))


def _known(standing: Standing, change: BondChanged) -> BondChanged:
    """Whoever has the label of a bond that was closed is the same person; else it has to be said."""
    if any(bond.closed and bond.label == change.label for bond in standing.bonds):
        return replace(change, known_before=True)
    if change.known_before is None and past(standing):
        raise UsageError(KNOWN_BEFORE)
    return change


def as_added(change: BondChanged) -> BondAdded:
    known = {name: value for name in _fields() if (value := getattr(change, name)) is not None}
    return BondAdded(**known)


def _fields() -> tuple[str, ...]:
    return (
        "label",
        "profile",
        "since",
        "in_touch",
        "practical",
        "said",
        "afraid_of_them",
        "they_afraid_of_me",
        "violent",
        "known_before",
    )


def bond_called(standing: Standing, label: str) -> BondStanding:
    """Raises UsageError when there is none."""
    found = next((bond for bond in standing.bonds if bond.label == label and not bond.closed), None)
    if found is None:
        names = [bond.label for bond in standing.bonds if not bond.closed]
        raise UnknownError(f"there is no bond called {label}", names, "none yet")
    return found
