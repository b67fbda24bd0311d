"""Rendering: a question into words that may be shown, and words into a message for a channel."""

import re
from collections.abc import Mapping
from datetime import datetime

from tending.core import hours, words
from tending.core.model import FormKind, Level, Part, Profile, Prompt, Rules, Words
from tending.core.records import Message
from tending.core.words import say

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
HINTED = frozenset(
    {
        FormKind.YES_PARTLY_NO,
        FormKind.YES_NO,
        FormKind.KEPT_PARTLY_BROKEN,
        FormKind.SCALE,
        FormKind.PERCENT,
    }
)


def words_of(prompt: Prompt, profile: Profile, fills: Mapping[str, str]) -> Words:
    """A question with its placeholders filled: by the keeper's own words, and by the neutral phrases of the deck."""
    body = prompt.words(profile)
    return Words(
        line=prompt.line,
        neutral=_filled(body, prompt.neutral),
        personal=_filled(body, {**prompt.neutral, **fills}),
    )


def _filled(body: str, fills: Mapping[str, str]) -> str:
    """Placeholders from a fixed list, as `{name}`; anything else in braces stays as it is, and nothing can run."""
    return PLACEHOLDER.sub(lambda found: " ".join(fills.get(found[1], found[0]).split()), body)


def question(body: str, prompt: Prompt | None, language: str = "en") -> str:
    """A body with the choices it offers, numbered, one a line."""
    if prompt is None:
        return body
    lines = [line for part in prompt.form.parts for line in _offers(part, language)]
    return "\n".join([body, "", *lines]) if lines else body


def _offers(part: Part, language: str) -> list[str]:
    if part.kind in HINTED:
        return [f"  ({say(f'hint-{part.kind}', language)})"]
    return [f"  {number}  {option}" for number, option in enumerate(part.options, start=1)]


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
    """The message that asks. Below `personal` it holds catalogue text only, at `discreet` the lock-screen line."""
    language = rules.language
    part = words.day_part(hours.local(now, rules.zone).time())
    part = part if part in {"morning", "afternoon"} else "evening"
    until = words.when(expires_at, now, rules.zone, language)
    blocks = [
        say(f"greeting-{part}", language),
        *([say("remind", language)] if reminder else []),
        _body(shown, prompt, level, language),
        *([say("last", language)] if last else []),
        say("invite" if two_way else "invite-one-way", language, until=until),
    ]
    return Message(
        key=key, line=_subject(shown, level, part, language), text="\n\n".join(blocks), token=token, thread=thread
    )


def _body(shown: Words, prompt: Prompt | None, level: Level, language: str) -> str:
    if level is Level.DISCREET:
        return shown.line
    return question(shown.at(level), prompt, language)


def _subject(shown: Words, level: Level, part: str, language: str) -> str:
    return shown.line if level is Level.DISCREET else say(f"subject-{part}", language)


def answering(text: str, language: str, *, key: str, token: str, thread: str) -> Message:
    """A message that answers a reply: an echo, the next question of a sitting, or the help card."""
    return Message(key=key, line=say("subject-echo", language), text=text, token=token, thread=thread, answer=True)
