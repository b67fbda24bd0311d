"""Care: the help card, the safety card, and what a text that calls for the card comes to."""

from tending.core.care_pause import given_lately
from tending.core.entries import Draft, Paused
from tending.core.helplines import MORE, HelpLine, HelpLines, LineKind
from tending.core.records import DeliveryState, Heard
from tending.core.words import month, say
from tending.ports import Work
from tending.service import seals
from tending.service.turn import Turn

ANY_HOUR = "any hour"
ASKS = frozenset({"asking", "reminder", "page"})


def crisis_card(turn: Turn) -> str:
    """The help card: at most three lines of the keeper's country, the emergency number, and the way back."""
    known, language = turn.given.help_lines, turn.language
    lines = _block(known, language, LineKind.CRISIS)
    return say("card", language, lines=lines, emergency=_emergency(known, language))


def safety_card(turn: Turn) -> str:
    """Where there is fear or violence, on either side: at most three lines. No advice, and no detail is asked for."""
    kinds = (LineKind.VIOLENCE, LineKind.OWN_VIOLENCE, LineKind.MEN)
    known, language = turn.given.help_lines, turn.language
    return say("safety-card", language, lines=_block(known, language, *kinds), emergency=_emergency(known, language))


def _block(known: HelpLines, language: str, *kinds: LineKind) -> str:
    return "".join(f"{help_line(line, language)}\n" for line in known.of(*kinds))


def help_line(line: HelpLine, language: str) -> str:
    """`Samaritans: 116 123, any hour; noted November 2026 (unverified)`."""
    key = "help-line-verified" if line.verified else "help-line-unverified"
    known = say("any-hour", language) if line.hours == ANY_HOUR else line.hours
    hours = f", {known}" if known else ""
    return say(key, language, name=line.name, number=line.number, hours=hours, when=month(line.on, language))


def _emergency(lines: HelpLines, language: str) -> str:
    if not lines.emergency:
        return say("emergency-unknown", language, more=MORE)
    return say("emergency", language, number=lines.emergency, more=MORE)


def card(turn: Turn, work: Work) -> Heard:
    """The help card, at once, and silence until `resume`."""
    _fall_silent(turn, work, Paused(until=None, card=True))
    text = crisis_card(turn)
    return Heard(understood="help", echo=text, card=text, changed=True)


def heed(turn: Turn, work: Work) -> Heard:
    """What a text comes to that calls for the card: the card, or, had it been given lately, a line that it is there."""
    if not given_lately(work.standing(), turn.now):
        return card(turn, work)
    _fall_silent(turn, work, Paused(until=None, card=True, brief=True))
    return Heard(understood="help", echo=say("card-still", turn.language), changed=True)


def _fall_silent(turn: Turn, work: Work, fact: Paused) -> None:
    """Nothing more until `resume`: questions on their way out go no more."""
    work.append(Draft(payload=fact, at=turn.now))
    for delivery in work.deliveries(DeliveryState.DUE):
        if delivery.kind in ASKS:
            work.mark(seals.unsealed(delivery, DeliveryState.CANCELLED))
