"""From answers, typed or out of a file, to the settings and the bond they stand for."""

from collections.abc import Mapping
from datetime import date

from tending.cli.questions import kept_windows
from tending.config.writing import Plain
from tending.core.entries import BondChanged
from tending.core.model import InTouch, Profile
from tending.core.standing import BondStanding

DRAFT = "set-up"
AFRAID = ("afraid_of_them", "they_afraid_of_me")
SAID = ("no", "wait", "stop", "order")


def is_afraid(answers: Mapping[str, str]) -> bool:
    return any(answers[key] != "no" for key in AFRAID)


def settings_of(answers: Mapping[str, str], zone: str) -> dict[str, Plain]:
    """What goes into the settings file. What Enter left as it is stays out of it."""
    windows, budget = kept_windows(answers["windows"])
    settings: dict[str, Plain] = {"keeper.zone": zone}
    if answers["country"]:
        settings["keeper.country"] = answers["country"]
    if answers["still_here"]:
        settings["keeper.still_here"] = answers["still_here"] == "yes"
    if windows:
        settings["pace.windows"] = windows
    if budget:
        settings["pace.budget"] = budget
    return settings


def change_of(answers: Mapping[str, str]) -> BondChanged:
    return BondChanged(
        label=answers["label"],
        profile=Profile(answers["profile"]),
        since=date.fromisoformat(answers["since"]) if answers["since"] else None,
        in_touch=InTouch(answers["in_touch"]),
        practical=answers["in_touch"] == InTouch.PRACTICAL or answers.get("practical") == "yes",
        said=answers["said"],
        afraid_of_them=answers["afraid_of_them"] != "no",
        they_afraid_of_me=answers["they_afraid_of_me"] != "no",
        violent=answers["they_afraid_of_me"] == "yes",
        known_before=answers["known_before"] == "yes" if answers.get("known_before") else None,
    )


def said_of(bond: BondStanding) -> str:
    """The strictest thing they said, in the words of set-up."""
    known = bond.contact
    if known.legal_at is not None:
        return "order"
    return "stop" if known.closed is not None else "wait" if known.space is not None else "no"


def is_marked_afraid(bond: BondStanding) -> bool:
    return bond.contact.unsafe_at is not None


def news(bond: BondStanding, wanted: BondChanged) -> tuple[BondChanged | None, list[str]]:
    """What differs from a bond that is set up already, and its names. A door that is shut is never opened by this."""
    before = said_of(bond)
    said = max(before, wanted.said or "no", key=SAID.index)
    changes: dict[str, object] = {
        name: getattr(wanted, name)
        for name in ("profile", "since", "in_touch", "practical")
        if getattr(wanted, name) not in {None, getattr(bond, name)}
    }
    if said != before:
        changes["said"] = said
    if (wanted.afraid_of_them or wanted.they_afraid_of_me) and not is_marked_afraid(bond):
        changes |= {name: getattr(wanted, name) for name in AFRAID}
    return (BondChanged(**changes) if changes else None), list(changes)  # type: ignore[arg-type]


def kept_shut(bond: BondStanding, wanted: BondChanged) -> list[str]:
    """Answers that would have opened a door, and did not."""
    looser = ["asked_for_space"] if SAID.index(wanted.said or "no") < SAID.index(said_of(bond)) else []
    safe = not (wanted.afraid_of_them or wanted.they_afraid_of_me)
    return [*looser, *(["afraid_of_them, they_afraid_of_me"] if is_marked_afraid(bond) and safe else [])]
