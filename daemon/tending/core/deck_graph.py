"""The graph that decks make together: every question can come, none comes round within a day, every gap is filled."""

from collections.abc import Iterator, Mapping, Sequence

from tending.core import deck_words as words
from tending.core.model import Deck, Prompt

LED = frozenset({"follow-up", "setup"})
LEADS = frozenset({"ask", "lift"})


def faults(decks: Sequence[Deck]) -> Iterator[tuple[Prompt, str, str]]:
    """What is wrong between whole decks: the prompt, its key, and what to do."""
    prompts = {prompt.id: prompt for deck in decks for prompt in deck.prompts}
    yield from _unreached(prompts)
    yield from _rounds(prompts)
    yield from _unfilled(prompts)


def reached(prompts: Mapping[str, Prompt]) -> frozenset[str]:
    """Those that can ever be asked: by turn, by a rule, or because one that can be asked leads there."""
    known: set[str] = set()
    led: set[str] = set()
    while fresh := [one for one in prompts.values() if one.id not in known and _may_come(one, known, led)]:
        known.update(one.id for one in fresh)
        led.update(*map(_leads, fresh))
    return frozenset(known)


def _may_come(prompt: Prompt, known: set[str], led: set[str]) -> bool:
    by_turn = not LED.intersection(prompt.needs) and (not prompt.after or prompt.after in known)
    return by_turn or prompt.id in words.CALLED or prompt.id in led


def _leads(prompt: Prompt) -> set[str]:
    asked = {follow.target for follow in prompt.follow if follow.then in LEADS}
    return asked | {going.prompt for going in prompt.go_on}


def _unreached(prompts: Mapping[str, Prompt]) -> Iterator[tuple[Prompt, str, str]]:
    """What waits to be led to by questions that never come; where nothing leads at all is told of elsewhere."""
    known = reached(prompts)
    led = set[str]().union(*map(_leads, prompts.values()))
    for name, prompt in prompts.items():
        waits = LED.intersection(prompt.needs)
        if name not in known and waits and (name in led or "follow-up" not in waits):
            yield prompt, "needs", "nothing that is ever asked leads here; let another question lead here"


def _rounds(prompts: Mapping[str, Prompt]) -> Iterator[tuple[Prompt, str, str]]:
    for name, prompt in prompts.items():
        for follow in prompt.follow:
            way = _way(follow.target, name, prompts) if follow.then in LEADS and not follow.days else ()
            if way:
                yield prompt, "follow", f"{' '.join((name, *way))} comes round within a day; add in = 1 to one of them"


def _way(start: str, end: str, prompts: Mapping[str, Prompt]) -> tuple[str, ...]:
    """A way from one question to another within a day, both named; nothing where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == end:
            return way
        for name in sorted(_soon(prompts, way[-1]) - seen):
            seen.add(name)
            ways.append((*way, name))
    return ()


def _soon(prompts: Mapping[str, Prompt], name: str) -> set[str]:
    prompt = prompts.get(name)
    if prompt is None:
        return set()
    asked = {follow.target for follow in prompt.follow if follow.then in LEADS and not follow.days}
    return asked | {going.prompt for going in prompt.go_on if going.prompt != name}


def _unfilled(prompts: Mapping[str, Prompt]) -> Iterator[tuple[Prompt, str, str]]:
    filled = words.FILLED.union(*(prompt.keeps for prompt in prompts.values()))
    for prompt in prompts.values():
        for name in sorted(prompt.neutral.keys() - filled):
            yield prompt, "body", f"nothing fills {{{name}}}; let an answer keep it: keeps = {{ {name} = ... }}"
