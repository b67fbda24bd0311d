"""What holds between decks: ids, references, and the ways through a sitting."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from tending.core import deck_graph
from tending.core import deck_words as words
from tending.core.deck_table import nearest, shown
from tending.core.model import Deck, Family, Prompt, Verb

BRACES = re.compile(r"\{(\w*)\}")
SITTING = 3


def merge(
    shipped: Sequence[Deck], own: Sequence[Deck], *, elsewhere: Collection[str] | None = ()
) -> tuple[tuple[Deck, ...], list[str]]:
    """The keeper's decks beside the shipped ones, and what is wrong between them.

    A plain deck of the keeper's takes the place of a shipped plain deck of the same name. Otherwise nothing of theirs
    can stand in for what is shipped. `elsewhere` are the ids in decks that have faults of their own; None: some files
    could not be read at all, so nothing is said of prompts that are not there.
    """
    theirs = {deck.name for deck in own if deck.family is Family.PLAIN}
    kept = [deck for deck in shipped if deck.family is not Family.PLAIN or deck.name not in theirs]
    decks = (*kept, *own)
    prompts = {prompt.id: prompt for deck in decks for prompt in deck.prompts}
    errors = [*_clashes(kept, own)]
    for deck in own:
        errors += _own_limits(deck, prompts)
    if elsewhere is not None:
        errors += _missing(decks, prompts, elsewhere)
    if elsewhere is not None and not elsewhere:
        errors += _unled(decks)
        errors += [_at(*fault) for fault in deck_graph.faults(decks)]
    errors += [fault for prompt in prompts.values() for fault in _ways(prompt, prompts)]
    return decks, errors


def _at(prompt: Prompt, key: str, what: str) -> str:
    return f"{prompt.deck}.toml: {prompt.id}: {key}: {what}"


def _clashes(shipped: Sequence[Deck], own: Sequence[Deck]) -> Iterator[str]:
    holders = {prompt.id: deck.name for deck in reversed(shipped) for prompt in deck.prompts}
    names = {deck.name for deck in shipped}
    for deck in own:
        if deck.name in names:
            yield f"{deck.name}.toml: a shipped deck has this name; give the file another"
        for prompt in deck.prompts:
            if prompt.id in holders:
                yield _at(prompt, "id", f"is taken by {holders[prompt.id]}.toml; choose another")
            holders.setdefault(prompt.id, deck.name)


def _own_limits(deck: Deck, prompts: Mapping[str, Prompt]) -> list[str]:
    """What only shipped decks may do: begin, open doors, ask what consent rests on, lead from family to family."""
    if deck.family is Family.CONSENT:
        return [f"{deck.name}.toml: family: consent is complete as shipped; choose another family"]
    return [fault for prompt in deck.prompts for fault in _own_faults(prompt, prompts)]


def _own_faults(prompt: Prompt, prompts: Mapping[str, Prompt]) -> Iterator[str]:
    if prompt.first_round:
        yield _at(prompt, "first_round", "the first round is complete as shipped; leave it out")
    if any(follow.then == "open" for follow in prompt.follow):
        yield _at(prompt, "follow", "only shipped decks open a door; leave it out")
    if any(follow.then == "word" and follow.target == Verb.THEY_WROTE for follow in prompt.follow):
        yield _at(prompt, "follow", "only shipped decks log what the other wrote; leave it out")
    for key, target in _references(prompt):
        if target in prompts and prompts[target].family is not prompt.family:
            yield _at(prompt, key, f"{target} is of another family; name one of {prompt.family}")


def _references(prompt: Prompt) -> Iterator[tuple[str, str]]:
    for going in prompt.go_on:
        yield "go_on", going.prompt
    for follow in prompt.follow:
        if words.THENS[follow.then].targets is None:
            yield "follow", follow.target
    if prompt.after:
        yield "after", prompt.after


def _missing(decks: Sequence[Deck], prompts: Mapping[str, Prompt], elsewhere: Collection[str]) -> list[str]:
    return [
        _at(prompt, key, f"there is no prompt {shown(target)}; {nearest(target, prompts)}")
        for deck in decks
        for prompt in deck.prompts
        for key, target in _references(prompt)
        if target not in prompts and target not in elsewhere
    ]


def _unled(decks: Sequence[Deck]) -> list[str]:
    """Prompts that wait to be led to, and nothing leads there."""
    every = [prompt for deck in decks for prompt in deck.prompts]
    led = {going.prompt for prompt in every for going in prompt.go_on}
    led |= {follow.target for prompt in every for follow in prompt.follow if follow.then == "ask"}
    return [
        _at(prompt, "needs", "follow-up, yet no go_on and no ask leads here; add one, or leave the need out")
        for prompt in every
        if "follow-up" in prompt.needs and prompt.id not in led
    ]


def _ways(prompt: Prompt, prompts: Mapping[str, Prompt]) -> list[str]:
    return sorted({_at(prompt, *fault) for fault in (*_sittings(prompt, (), prompts), *_waits(prompt, prompts))})


def _sittings(prompt: Prompt, before: tuple[str, ...], prompts: Mapping[str, Prompt]) -> Iterator[tuple[str, str]]:
    """Walk every way a sitting can go from here. It ends within four steps, whatever the decks say."""
    way = (*before, prompt.id)
    if len(way) > SITTING:
        yield "go_on", f"{' '.join(way)} is more than {SITTING} questions; end it earlier"
        return
    for target in (going.prompt for going in prompt.go_on if going.prompt in prompts):
        if target in way and not (target == prompt.id and _is_card(prompt)):
            yield "go_on", f"{' '.join((*way, target))} goes round; end it earlier"
        elif target != prompt.id:
            yield from _sittings(prompts[target], way, prompts)


def _is_card(prompt: Prompt) -> bool:
    """A prompt that is about another card, or another promise, each time may follow itself."""
    return "{cue}" in prompt.body or "{promise}" in prompt.body


def _waits(prompt: Prompt, prompts: Mapping[str, Prompt]) -> Iterator[tuple[str, str]]:
    """A prompt that waits for another which, in the end, waits for it."""
    way = [prompt.id]
    while (following := prompts[way[-1]].after) in prompts and following not in way:
        way.append(following)
    if following == prompt.id:
        yield "after", f"{' '.join((*way, prompt.id))} goes round; one of them has to come first"
