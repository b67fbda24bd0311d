"""How a check-in changes the standing, from the asking to its end."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tending.core import entries as e
from tending.core import ledgers
from tending.core.frozen import replace
from tending.core.model import Family
from tending.core.standing.changes import (
    change_open,
    close_sitting,
    find_sitting,
    prompts,
    set_bond,
    set_plain,
    set_shown,
    set_track,
    tracks,
)
from tending.core.standing.values import NEVER, BondStanding, PlainStanding, Sent, Sitting, Standing, WindowScore

SENT_KEPT = timedelta(days=9)
WRITING_KEPT = timedelta(days=21)
WRITING_WORDS = 60
WRITING = frozenset({"W2", "W3", "A1", "A2", "A3", "A4", "L8", "L9", "O1", "O3", "O4"})
SKIPS_RUNNING = 3
SLOWER = 1.5


def asked(standing: Standing, entry: e.Entry, fact: e.Asked) -> Standing:
    if not fact.deck and (before := standing.asking):
        standing = close_sitting(standing, before.id, entry.at, "superseded")
    sitting = Sitting(
        id=entry.seq,
        bond=entry.bond,
        family=fact.family,
        prompts=(fact.prompt,),
        words=fact.words,
        asked_at=entry.at,
        on=fact.on,
        expires_at=fact.expires_at,
        window=fact.window,
        deck=fact.deck,
        opened=fact.opened,
        probe=fact.probe,
        about=fact.about,
    )
    standing = replace(standing, open=(*standing.open, sitting), **_spent(standing, entry, fact))
    if fact.deck:
        plain = standing.plain.get(fact.deck, PlainStanding())
        return set_plain(standing, fact.deck, last_at=entry.at, asked=plain.asked + 1, ignored=plain.ignored + 1)
    bond = standing.bond(entry.bond)
    changes = {
        "tracks": tracks(bond, fact.family, last=fact.on, due=None),
        "prompts": prompts(bond, fact.prompt, on=fact.on, asked_at=entry.at),
        "ledgers": ledgers.asked(bond.ledgers, fact.prompt, fact.about, fact.on),
    }
    return set_bond(standing, entry.bond, changes)


def _spent(standing: Standing, entry: e.Entry, fact: e.Asked) -> Mapping[str, object]:
    """What a check-in takes of the budget; what the keeper opened, nothing, and a plain deck has its own."""
    if fact.deck:
        return {}
    if fact.opened:
        return {"last_sent_at": entry.at}
    score = standing.score(fact.window)
    return {
        "sent": _sent(standing, Sent(at=entry.at, halves=2, check_in=entry.seq)),
        "last_sent_at": entry.at,
        "asked": standing.asked + 1,
        "unanswered": standing.unanswered + 1,
        "windows": {**standing.windows, fact.window: replace(score, tries=score.tries + 1)},
    }


def _sent(standing: Standing, new: Sent) -> tuple[Sent, ...]:
    return (*(old for old in standing.sent if new.at - old.at < SENT_KEPT), new)


def went_on(standing: Standing, entry: e.Entry, fact: e.WentOn) -> Standing:
    sitting = find_sitting(standing, fact.check_in)
    if sitting is None:
        return standing
    so_far = (*sitting.prompts, fact.prompt)
    standing = change_open(
        standing, fact.check_in, prompts=so_far, words=fact.words, asked_back=False, about=fact.about
    )
    bond = standing.bond(entry.bond)
    changes = {
        "prompts": prompts(bond, fact.prompt, on=sitting.on, asked_at=entry.at),
        "ledgers": ledgers.asked(bond.ledgers, fact.prompt, fact.about, sitting.on),
    }
    return set_bond(standing, entry.bond, changes)


def answered(standing: Standing, entry: e.Entry, fact: e.Answered) -> Standing:
    if fact.addendum:
        return writing(standing, entry.at, fact.text, fact.prompt)
    standing = _gain(standing, fact.check_in)
    sitting = find_sitting(standing, fact.check_in)
    if sitting is not None and sitting.deck:
        standing = set_plain(standing, sitting.deck, ignored=0)
    elif entry.bond:
        standing = set_bond(standing, entry.bond, _answered_bond(standing.bond(entry.bond), entry, fact, sitting))
    if fact.closes:
        standing = close_sitting(standing, fact.check_in, entry.at, "answered")
    return writing(standing, entry.at, fact.text, fact.prompt)


def _answered_bond(
    bond: BondStanding, entry: e.Entry, fact: e.Answered, sitting: Sitting | None
) -> Mapping[str, object]:
    answers = {"answered_at": entry.at, "settled_at": entry.at, "skips": 0, "runs": fact.runs}
    if sitting is None:
        return {"prompts": prompts(bond, fact.prompt, **answers)}
    shown = prompts(bond, fact.prompt, **answers, on=sitting.on)
    retired = {name: replace(shown.get(name, NEVER), retired_until=day) for name, day in fact.retires.items()}
    rests = sitting.on + timedelta(days=fact.rest_days) if fact.rest_days else bond.track(sitting.family).rests_until
    return {
        "prompts": {**shown, **retired},
        "fills": {**bond.fills, **fact.fills},
        "facts": _rested(bond.facts, fact, sitting),
        "asks": {name: day for name, day in bond.asks.items() if name != fact.prompt} | dict(fact.asks),
        "tracks": tracks(bond, sitting.family, skips=0, laters=0, rests_until=rests),
    }


def _rested(facts: tuple[str, ...], fact: e.Answered, sitting: Sitting) -> tuple[str, ...]:
    """An answer may send its family to rest; the next sitting that begins without one wakes it."""
    resting = f"rested:{sitting.family}"
    kept = tuple(known for known in facts if known != resting)
    if fact.rest_days:
        return (*kept, resting)
    return kept if fact.prompt == sitting.prompts[0] else facts


def _gain(standing: Standing, check_in: int) -> Standing:
    """The first answer of a sitting gives its window a point, and turns a late one from lapsed to answered."""
    sitting = find_sitting(standing, check_in)
    if sitting is None or sitting.answered:
        return standing
    score = standing.windows.get(sitting.window)
    scores = {sitting.window: replace(score, answers=score.answers + 1)} if score and not sitting.opened else {}
    return replace(
        standing,
        open=tuple(replace(one, answered=True) if one.id == check_in else one for one in standing.open),
        recent=tuple(
            replace(old, answered=True, outcome="answered") if old.id == check_in else old for old in standing.recent
        ),
        windows={**standing.windows, **scores},
    )


def writing(standing: Standing, at: datetime, text: str, prompt: str = "") -> Standing:
    if (prompt and prompt not in WRITING) or len(text.split()) < WRITING_WORDS:
        return standing
    return replace(standing, writing=(*(old for old in standing.writing if at - old < WRITING_KEPT), at))


def skipped(standing: Standing, entry: e.Entry, fact: e.Skipped) -> Standing:
    sitting = find_sitting(standing, fact.check_in)
    alone = sitting is not None and not sitting.answered
    standing = _gain(standing, fact.check_in)
    standing = _skip_shown(standing, entry, fact.prompt)
    if sitting is not None and sitting.deck:
        standing = set_plain(standing, sitting.deck, ignored=0)
    elif sitting is not None and alone:
        standing = _skip_track(standing, entry.bond, sitting.family)
    return _close_as(standing, fact.check_in, entry.at, skipped=alone)


def _close_as(standing: Standing, check_in: int, at: datetime, *, skipped: bool) -> Standing:
    standing = close_sitting(standing, check_in, at, "skipped")
    if not skipped:
        return standing
    recent = tuple(replace(old, outcome="skipped") if old.id == check_in else old for old in standing.recent)
    return replace(standing, recent=recent)


def _skip_shown(standing: Standing, entry: e.Entry, prompt: str) -> Standing:
    if not entry.bond:
        return standing
    before = standing.bond(entry.bond).shown(prompt)
    settled = entry.at if before.skips else before.settled_at
    asks = {name: day for name, day in standing.bond(entry.bond).asks.items() if name != prompt}
    standing = set_bond(standing, entry.bond, {"asks": asks})
    return set_shown(standing, entry.bond, prompt, skips=before.skips + 1, settled_at=settled)


def _skip_track(standing: Standing, number: int, family: Family) -> Standing:
    before = standing.bond(number).track(family)
    if before.skips + 1 < SKIPS_RUNNING:
        return set_track(standing, number, family, skips=before.skips + 1, laters=0)
    return set_track(standing, number, family, skips=0, laters=0, factor=before.factor * SLOWER)


def put_off(standing: Standing, entry: e.Entry, fact: e.PutOff) -> Standing:
    sitting = find_sitting(standing, fact.check_in)
    if fact.due is None or sitting is None:
        return standing
    standing = set_shown(standing, entry.bond, fact.prompt, on=None)
    if entry.bond and not sitting.deck:
        before = standing.bond(entry.bond).track(sitting.family)
        standing = set_track(standing, entry.bond, sitting.family, due=fact.due, laters=before.laters + 1)
    if sitting.deck:
        standing = set_plain(standing, sitting.deck, ignored=0)
    return close_sitting(standing, fact.check_in, entry.at, "put-off")


def lapsed(standing: Standing, entry: e.Entry, fact: e.Lapsed) -> Standing:
    sitting = next((one for one in standing.open if one.id == fact.check_in), None)
    if sitting is None:
        return standing
    if fact.pauses:
        standing = replace(standing, paused_at=entry.at, paused_until=None)
    standing = close_sitting(standing, fact.check_in, fact.expired_at, "lapsed")
    if sitting.deck:
        return standing
    standing = set_shown(standing, sitting.bond, sitting.prompt, on=None)
    if sitting.answered:
        return standing
    return replace(standing, lapses_running=standing.lapses_running + 1, lapsed_at=fact.expired_at)


def undelivered(standing: Standing, entry: e.Entry, fact: e.Undelivered) -> Standing:
    sitting = next((one for one in standing.open if one.id == fact.check_in), None)
    if sitting is None:
        return standing
    standing = close_sitting(standing, fact.check_in, entry.at, "undelivered")
    if sitting.deck:
        plain = standing.plain[sitting.deck]
        return set_plain(standing, sitting.deck, ignored=max(0, plain.ignored - 1))
    standing = set_shown(standing, sitting.bond, sitting.prompt, on=None)
    standing = set_track(standing, sitting.bond, sitting.family, due=sitting.on)
    score = standing.windows.get(sitting.window, WindowScore(tries=1))
    return replace(
        standing,
        sent=tuple(sent for sent in standing.sent if sent.check_in != sitting.id),
        unanswered=max(0, standing.unanswered - 1),
        windows={**standing.windows, sitting.window: replace(score, tries=score.tries - 1)},
    )


def withdrawn(standing: Standing, entry: e.Entry, fact: e.Withdrawn) -> Standing:
    sitting = next((one for one in standing.open if one.id == fact.check_in), None)
    if sitting is None:
        return standing
    standing = set_shown(standing, sitting.bond, sitting.prompt, on=None)
    return close_sitting(standing, fact.check_in, entry.at, "withdrawn")


def reminded(standing: Standing, entry: e.Entry, fact: e.Reminded) -> Standing:
    standing = change_open(standing, fact.check_in, reminded=True)
    return replace(standing, sent=_sent(standing, Sent(at=entry.at, halves=1, check_in=fact.check_in)))
