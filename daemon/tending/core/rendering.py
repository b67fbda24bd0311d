"""Rendering: a question into words that may be shown, and words into a message for a channel."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tending.core import hours, words
from tending.core.contact import RUNGS
from tending.core.model import FormKind, Level, Part, Profile, Prompt, Rules, Words
from tending.core.records import Message
from tending.core.words import say

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
OWN = frozenset({"points", "promises"})
HINTED = frozenset(
    {
        FormKind.YES_PARTLY_NO,
        FormKind.YES_NO,
        FormKind.KEPT_PARTLY_BROKEN,
        FormKind.SCALE,
        FormKind.PERCENT,
    }
)

NO_OPTIONS: Mapping[str, tuple[str, ...]] = {}


def words_of(
    prompt: Prompt, profile: Profile, fills: Mapping[str, str], options: Mapping[str, tuple[str, ...]] = NO_OPTIONS
) -> Words:
    """A question with its placeholders filled: by the keeper's own words, and by the neutral phrases of the deck.

    `options` are those that are known only when it is asked, by the placeholder that stands for them.
    """
    body = prompt.words(profile)
    return Words(
        line=prompt.line,
        options=options.get(source(prompt), ()),
        neutral=_filled(body, prompt.neutral),
        personal=_filled(body, {**prompt.neutral, **fills}),
    )


def _filled(body: str, fills: Mapping[str, str]) -> str:
    """Placeholders from a fixed list, as `{name}`; anything else in braces stays as it is, and nothing can run."""
    return PLACEHOLDER.sub(lambda found: " ".join(fills.get(found[1], found[0]).split()), body)


def rungs(rung: int) -> tuple[str, ...]:
    """The rungs up to theirs, never one above."""
    return RUNGS[: max(rung, 1) + 1]


def source(prompt: Prompt) -> str:
    """What its options are taken from when it is asked: `points`, `promises`, `rungs`, or nothing."""
    found = (PLACEHOLDER.fullmatch(option) for part in prompt.form.parts for option in part.options)
    return next((one[1] for one in found if one is not None), "")


def offering(prompt: Prompt | None, shown: Words, level: Level = Level.PERSONAL, language: str = "en") -> Prompt | None:
    """A question with the options it was asked with, where the deck leaves them open.

    Those that are the keeper's own words have numbered stand-ins below `personal`.
    """
    if prompt is None or not (name := source(prompt)):
        return prompt
    options = shown.options
    if name in OWN and level is not Level.PERSONAL:
        options = tuple(say(f"option-{name}", language, number=str(number + 1)) for number in range(len(options)))
    spoken = tuple(words.rung(one, language) for one in options) if name == "rungs" else ()
    open_ = ("{" + name + "}",)
    parts = tuple(
        replace(part, options=options, spoken=spoken) if part.options == open_ else part for part in prompt.form.parts
    )
    text = prompt.form.text.replace(open_[0], " / ".join(options))
    return replace(prompt, form=replace(prompt.form, text=text, parts=parts))


def is_own(prompt: Prompt) -> bool:
    """Whether its options are the keeper's own words, which leave at `personal` only."""
    return source(prompt) in OWN


def question(body: str, prompt: Prompt | None, language: str = "en") -> str:
    """A body with the choices it offers, numbered, one a line."""
    if prompt is None:
        return body
    lines = [line for part in prompt.form.parts for line in _offers(part, language)]
    return "\n".join([body, "", *lines]) if lines else body


def _offers(part: Part, language: str) -> list[str]:
    if part.kind in HINTED:
        return [f"  ({say(f'hint-{part.kind}', language)})"]
    return [f"  {number}  {option}" for number, option in enumerate(part.shown, start=1)]


def asking(
    shown: Words,
    prompt: Prompt | None,
    rules: Rules,
    level: Level,
    *,
    key: str,
    token: str,
    thread: str,
    now: datetime,
    expires_at: datetime,
    two_way: bool,
    last: bool = False,
    reminder: bool = False,
) -> Message:
    """The message that asks. Below `personal` it holds catalogue text only, at `discreet` nothing but the line."""
    language = rules.language
    if level is Level.DISCREET:
        return Message(key=key, line=shown.line, text=shown.line, token=token, thread=thread, level=level)
    part = words.day_part(hours.local(now, rules.zone).time())
    part = part if part in {"morning", "afternoon"} else "evening"
    until = words.when(expires_at, now, rules.zone, language)
    blocks = [
        say(f"greeting-{part}", language),
        *([say("remind", language)] if reminder else []),
        question(shown.at(level), prompt, language),
        *([say("last", language)] if last else []),
        say("invite" if two_way else "invite-one-way", language, until=until),
    ]
    line = say(f"subject-{part}", language)
    return Message(key=key, line=line, text="\n\n".join(blocks), token=token, thread=thread, level=level)


def answering(text: str, level: Level, *, line: str, key: str, token: str, thread: str, whole: bool = False) -> Message:
    """A message that answers: an echo, the next question of a sitting, a page that waits. Its line is a discreet one.

    `whole`: the help card, of which nothing is left out at any level.
    """
    shown = text if whole or level is not Level.DISCREET else line
    return Message(key=key, line=line, text=shown, token=token, thread=thread, answer=True, level=level)


def with_code(message: Message, language: str, *, name: str, code: str, alone: bool) -> Message:
    """A message with the digits that keep its channel open, behind what it says or alone."""
    asked = say("code-again-alone" if alone else "code-again", language, name=name, code=code)
    return replace(message, text=asked if alone else f"{message.text}\n\n{asked}")
