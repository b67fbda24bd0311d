"""What is said back: in one line what was understood and what follows."""

from datetime import datetime

from tending.core import planning, rendering, words
from tending.core.model import Answer, Level, Prompt
from tending.core.records import Heard, Message, Way
from tending.core.standing import Standing
from tending.core.words import say
from tending.ports import Work
from tending.service.turn import Turn

ENDS = frozenset('.!?"\u201d')


def when(turn: Turn, moment: datetime) -> str:
    return words.when(moment, turn.now, turn.given.rules.zone, turn.language)


def next_at(turn: Turn, work: Work) -> datetime | None:
    """When the next ordinary check-in comes if nothing happens before."""
    following = planning.next_ask(turn.given, work.standing(), turn.now)
    return following.at if following is not None else None


def what_follows(turn: Turn, work: Work) -> tuple[str, datetime | None]:
    if turn.now >= planning.BEYOND:
        return say("clock-ahead", turn.language), None
    standing = work.standing()
    if standing.asking is not None:
        return say("one-open", turn.language), None
    at = next_at(turn, work)
    if at is not None:
        return say("next-at", turn.language, when=when(turn, at)), at
    if standing.paused_at is not None or standing.card:
        return say("paused-open", turn.language), None
    return say("next-nothing" if is_set_up(standing) else "next-set-up", turn.language), None


def is_set_up(standing: Standing) -> bool:
    """Whether there ever was somebody to ask about: until then no word makes anything come."""
    return any(bond.label for bond in standing.bonds)


def closing(
    turn: Turn, work: Work, understood: str, said: str, *, check_in: int | None = None, changed: bool = False
) -> Heard:
    """An echo with what follows behind it."""
    follows, at = what_follows(turn, work)
    echo = said if follows == said else joined(said, follows)
    return Heard(understood=understood, echo=echo, check_in=check_in, next_at=at, changed=changed)


def joined(*sayings: str) -> str:
    """Sentences in a row; behind one that ends in a word to be typed, a new line begins."""
    said = [one for one in sayings if one]
    return "".join(f"{one}{' ' if one[-1] in ENDS else chr(10)}" for one in said[:-1]) + "".join(said[-1:])


def noted(turn: Turn, prompt: Prompt, answer: Answer) -> str:
    """What was understood; never the options that are the keeper's own words."""
    known = turn.given.prompts.get(prompt.id, prompt)
    what = "" if rendering.is_own(known) else words.understood(prompt.form, answer.values, turn.language)
    if not what:
        return say("noted-words", turn.language)
    return say("noted-partial" if answer.partial else "noted", turn.language, what=what)


def keep(work: Work, channel: str, text: str) -> None:
    """An echo that waits for the next question of its channel, behind those that wait already."""
    waiting = work.meta(f"echo.{channel}")
    work.set_meta(f"echo.{channel}", f"{waiting}\n{text}" if waiting else text)


def message(turn: Turn, way: Way, heard: Heard, *, reply: int) -> Message:
    """An echo as a message; the next question of a sitting goes with it. The help card goes whole at any level."""
    blocks = [heard.echo if heard.card is None else heard.card]
    if heard.follows is not None:
        prompt = rendering.offering(
            turn.given.prompts.get(heard.follows_prompt), heard.follows, way.level, turn.language
        )
        blocks.append(rendering.question(heard.follows.at(way.level), prompt, turn.language))
        blocks.append(say("invite-on", turn.language))
    tied = heard.check_in if heard.check_in is not None else 0
    return rendering.answering(
        "\n\n".join(blocks),
        way.level,
        line=_line(turn, way, heard),
        whole=heard.card is not None,
        key=turn.key(f"e{reply}", way.name),
        token=turn.token(tied, way),
        thread=turn.key(f"c{tied}", 1, way.name) if tied else "",
    )


def _line(turn: Turn, way: Way, heard: Heard) -> str:
    """What a lock screen shows: at `discreet` it is all there is, so it is the line of the question that follows."""
    if heard.follows is not None and way.level is Level.DISCREET:
        return heard.follows.line
    return say("subject-unclear" if heard.understood == "unclear" else "subject-echo", turn.language)
