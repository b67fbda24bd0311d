"""What a deck is: a file of prompts, read into values, with every error in it named by file, prompt and key.

In a sitting the question that comes next is the first in `go_on` whose condition the answer meets and that may be
asked; then that question's own `go_on` counts, up to three questions in all.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import assert_never

from tending.core import deck_languages
from tending.core import deck_words as words
from tending.core.deck_languages import BODY, NEUTRAL, line, translations
from tending.core.deck_links import BRACES, merge
from tending.core.deck_table import SHOWN, Table, nearest, shown
from tending.core.forms import parse_form
from tending.core.ledgers.promise import is_absolute
from tending.core.model import (
    Condition,
    Deck,
    Family,
    Follow,
    Form,
    FormKind,
    GoOn,
    Plan,
    Profile,
    Prompt,
    Rules,
    Value,
)

__all__ = ["by_id", "holds", "merge", "parse", "plan_of"]

FORM = 200
YEARS = 3650
PLAIN_TIMES = 4
QUIET_HOURS = 6
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
ID = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,31}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
PROFILES = tuple(profile.value for profile in Profile)
FAMILIES = tuple(family.value for family in Family if family is not Family.PLAIN)
NOT_PLAIN = ("every_days", "first_round", "follow", "needs", "profiles", "rides", "variants")
NO_FORM = Form(text="", parts=())


def parse(name: str, table: Mapping[str, object]) -> tuple[Deck | None, list[str]]:
    """Read one deck. `name` is its file's, and names it. No deck if there is anything wrong with it."""
    errors: list[str] = []
    top = Table(name, table, errors)
    if not NAME.fullmatch(_stem(name)):
        top.wrong("file name", "may hold small letters, digits and hyphens, 32 at most; rename the file")
    plain = top.one_of("kind", ("plain", "family"), needed=False) == "plain"
    family = Family.PLAIN if plain else Family(top.one_of("family", FAMILIES) or Family.GROUND)
    title = top.text("title", most=60, needed=False)
    enabled = top.flag("enabled", default=True)
    times, weekdays, gap_days = _rhythm(top) if plain else ((), tuple(range(7)), 1)
    named, prompts = deck_languages.titles(top), _prompts(top, _stem(name), family)
    deck_languages.check_whole(top, title, named, prompts)
    deck = Deck(
        name=_stem(name),
        family=family,
        title=title,
        titles=named,
        times=times,
        weekdays=weekdays,
        gap_days=gap_days,
        enabled=enabled,
        prompts=prompts,
    )
    top.end()
    return (None if errors else deck), errors


def ids_of(table: Mapping[str, object]) -> frozenset[str]:
    """The ids that a deck gives its prompts, whatever else is wrong with it."""
    prompts = table.get("prompt")
    tables = [one for one in prompts if isinstance(one, Mapping)] if isinstance(prompts, list) else []
    return frozenset(one["id"] for one in tables if isinstance(one.get("id"), str))


def holds(condition: Condition, values: Mapping[str, Value]) -> bool:
    """Whether an answer meets a condition. Options are looked for in every value, numbers in the first number."""
    match condition.test:
        case "any":
            return True
        case "empty":
            return all(_is_nothing(value) for value in values.values())
        case "not-empty":
            return not all(_is_nothing(value) for value in values.values())
        case "absolute":
            return any(is_absolute(value) for value in values.values() if isinstance(value, str))
        case "is":
            return condition.operand.casefold() in _said(values)
        case "not":
            return condition.operand.casefold() not in _said(values)
        case "below":
            return any(number < float(condition.operand) for number in _first_number(values))
        case "at-least":
            return any(number >= float(condition.operand) for number in _first_number(values))
        case _:
            return False


def by_id(decks: Iterable[Deck]) -> Mapping[str, Prompt]:
    """Every prompt by its id, those of decks that are switched off too: what is open can still be answered."""
    return {prompt.id: prompt for deck in decks for prompt in deck.prompts}


def plan_of(rules: Rules, decks: tuple[Deck, ...], seed: bytes) -> Plan:
    """What the planner works from."""
    prompts = by_id(decks)
    families: dict[Family, list[Prompt]] = defaultdict(list)
    for prompt in prompts.values():
        families[prompt.family].append(prompt)
    known = {family: tuple(those) for family, those in families.items()}
    return Plan(rules=rules, decks=decks, prompts=prompts, families=known, seed=seed)


def _stem(name: str) -> str:
    return name.removesuffix(".toml")


# -- conditions ------------------------------------------------------------------------------------------------------


def _is_nothing(value: Value) -> bool:
    match value:
        case str():
            return value.strip().rstrip(".").casefold() in words.NOTHING
        case list():
            return all(_is_nothing(item) for item in value)
        case _:
            return False


def _said(values: Mapping[str, Value]) -> set[str]:
    return {said.casefold() for value in values.values() for said in _as_words(value)}


def _as_words(value: Value) -> list[str]:
    match value:
        case bool():
            return ["yes" if value else "no"]
        case int() | float():
            return [f"{value:g}"]
        case str():
            return [value]
        case list():
            return value
        case _:
            assert_never(value)


def _first_number(values: Mapping[str, Value]) -> list[int | float]:
    return [value for value in values.values() if isinstance(value, int | float) and not isinstance(value, bool)][:1]


def _condition(table: Table, form: Form) -> Condition:
    text = table.text("when", most=60, needed=False) or "any"
    test, _, operand = (piece.strip() for piece in text.partition(":"))
    fault = _condition_fault(test, operand, form)
    if fault:
        table.wrong("when", fault)
    return Condition(test=test, operand=operand)


def _condition_fault(test: str, operand: str, form: Form) -> str:
    if test not in words.TESTS:
        return f"{shown(test)} is not a test; {nearest(test, words.TESTS)}"
    if test in words.BARE_TESTS:
        return _bare_fault(test, operand, form)
    if test in words.OPTION_TESTS:
        return _option_fault(operand, form)
    return _number_fault(operand, form)


def _bare_fault(test: str, operand: str, form: Form) -> str:
    if operand:
        return f"{test!r} stands alone; leave out what follows it"
    if test in {"empty", "not-empty"} and not any(part.kind in words.OPEN_FORMS for part in form.parts):
        return f"{test!r} needs a form that takes words; {shown(form.text)} does not"
    return ""


def _option_fault(operand: str, form: Form) -> str:
    options = [option for part in form.parts for option in _options(part.kind, part.options)]
    if not options:
        return f"the form {shown(form.text)} has no options to test"
    return "" if operand in options else f"{shown(operand)} is no option of the form; {nearest(operand, options)}"


def _options(kind: FormKind, named: Sequence[str]) -> list[str]:
    return [option for option in (*named, *words.KNOWN_OPTIONS.get(kind, ())) if not BRACES.search(option)]


def _number_fault(operand: str, form: Form) -> str:
    if not any(part.kind in words.NUMBER_FORMS for part in form.parts):
        return f"the form {shown(form.text)} has no number to test"
    return "" if re.fullmatch(r"\d{1,6}", operand) else f"{shown(operand)} is not a whole number; write one"


# -- prompts ---------------------------------------------------------------------------------------------------------


def _prompts(top: Table, deck: str, family: Family) -> tuple[Prompt, ...]:
    tables = [table.under("id", f"prompt {number}") for number, table in enumerate(top.tables("prompt"), start=1)]
    if not tables:
        top.wrong("prompt", "there is none; write at least one [[prompt]]")
    prompts = tuple(_prompt(table, deck, family) for table in tables)
    seen = Counter(prompt.id for prompt in prompts)
    for table, prompt in zip(tables, prompts, strict=True):
        if seen[prompt.id] > 1:
            table.wrong("id", "stands in this file more than once; every prompt needs its own")
    return prompts


def _prompt(table: Table, deck: str, family: Family) -> Prompt:
    plain = family is Family.PLAIN
    for key in NOT_PLAIN if plain else ():
        if table.has(key):
            table.wrong(key, "has no meaning in a plain deck; leave it out")
    form = _form(table)
    prompt = Prompt(
        id=_id(table),
        family=family,
        line=line(table),
        body=table.text("body", most=BODY),
        form=form,
        deck=deck,
        variants={Profile(name): text for name, text in table.texts("variants", PROFILES, most=BODY).items()},
        profiles=tuple(Profile(name) for name in table.words("profiles", PROFILES)),
        go_on=tuple(_go_on(each, form) for each in table.tables("go_on", short="prompt")),
        follow=tuple(_follow(each, form) for each in table.tables("follow")),
        needs=table.words("needs", words.FACTS),
        after=table.text("after", most=SHOWN, needed=False),
        after_days=table.whole("after_days", high=YEARS),
        repeat_days=table.whole("repeat_days", high=YEARS, default=0 if plain else 60),
        every_days=table.whole("every_days", high=YEARS),
        first_round=table.flag("first_round"),
        rating=table.flag("rating"),
        rides=table.flag("rides"),
        keeps=table.texts("keeps", words.PLACEHOLDERS, most=SHOWN),
        neutral=table.texts("neutral", words.PLACEHOLDERS, most=NEUTRAL),
    )
    for check in (_check_keys, _check_braces, _check_keeps):
        check(table, prompt)
    prompt = replace(prompt, texts=translations(table, prompt))
    table.end()
    return prompt


def _id(table: Table) -> str:
    value = table.text("id", most=32)
    if value and not ID.fullmatch(value):
        table.wrong("id", "may hold letters, digits and hyphens, a letter first; write such a one")
    if value in words.TAKEN_IDS:
        table.wrong("id", "is taken by the program; choose another")
    return value


def _form(table: Table) -> Form:
    text = table.text("form", most=FORM)
    try:
        form = parse_form(text) if text else NO_FORM
    except ValueError as error:
        table.wrong("form", str(error))
        return NO_FORM
    for name in (name for part in form.parts for option in part.options for name in BRACES.findall(option)):
        if name not in words.OPTION_SOURCES:
            table.wrong("form", f"{shown(name)} is not known; {nearest(name, words.OPTION_SOURCES)}")
    return form


def _go_on(table: Table, form: Form) -> GoOn:
    going = GoOn(prompt=table.text("prompt", most=SHOWN), when=_condition(table, form))
    table.end()
    return going


def _follow(table: Table, form: Form) -> Follow:
    then = table.one_of("then", words.THENS)
    rule = words.THENS.get(then, words.ANYTHING)
    follow = Follow(
        when=_condition(table, form),
        then=then,
        target=_target(table, rule),
        days=table.whole(rule.days_key, low=rule.days_least, high=YEARS) if rule.days_key else 0,
        times=table.whole("times", low=1, high=9, default=1),
    )
    if then:
        table.end()
    return follow


def _target(table: Table, rule: words.Then) -> str:
    if rule.targets is None:
        return table.text("target", most=SHOWN)
    return table.one_of("target", rule.targets) if rule.targets else ""


def _check_keys(table: Table, prompt: Prompt) -> None:
    """Keys that only make sense together."""
    kinds = {part.kind for part in prompt.form.parts}
    if prompt.after_days and not prompt.after:
        table.wrong("after_days", "says how long after what; add after")
    if prompt.rating and prompt.form.parts and kinds != {FormKind.SCALE}:
        table.wrong("rating", "is for one key; use the form scale-1-5 alone, or leave it out")
    if prompt.rides and (len(prompt.form.parts) > 1 or kinds & words.OPEN_FORMS):
        table.wrong("rides", "is for one key; use a form with one part and no words, or leave it out")


def _check_braces(table: Table, prompt: Prompt) -> None:
    texts = {"body": prompt.body} | {f"variants.{profile}": text for profile, text in prompt.variants.items()}
    used = {name for key, text in texts.items() for name in _placeholders(table, key, text)}
    for name in sorted(used - prompt.neutral.keys()):
        table.wrong("neutral", f"says nothing for {{{name}}}; add {name} = a few words that give nothing away")
    for name in sorted(prompt.neutral.keys() - used):
        table.wrong("neutral", f"{name} is not used in the body; leave it out")
    for name, text in prompt.neutral.items():
        if "{" in text or "}" in text:
            table.wrong(f"neutral.{name}", "has a brace; write plain words")


def _placeholders(table: Table, key: str, text: str) -> set[str]:
    """Those a text uses, and are known."""
    found = set(BRACES.findall(text))
    for name in sorted(found - words.PLACEHOLDERS):
        table.wrong(key, f"{shown(name)} is not a placeholder; {nearest(name, words.PLACEHOLDERS)}")
    if re.search(r"[{}]", BRACES.sub("", text)):
        table.wrong(key, "has a brace that stands alone; a placeholder is written {change}")
    return found & words.PLACEHOLDERS


def _check_keeps(table: Table, prompt: Prompt) -> None:
    parts = [part.name for part in prompt.form.parts]
    for name, part in prompt.keeps.items():
        if parts and part not in parts:
            table.wrong(f"keeps.{name}", f"the form has no part {shown(part)}; {nearest(part, parts)}")


# -- the rhythm of plain decks ---------------------------------------------------------------------------------------


def _rhythm(top: Table) -> tuple[tuple[time, ...], tuple[int, ...], int]:
    if not top.has("times") and not top.has("gap_days"):
        top.wrong("times", 'is missing; write times = ["07:30"], or gap_days = 3')
    times = _times(top)
    weekdays = tuple(sorted(words.WEEKDAYS[day] for day in top.words("weekdays", words.WEEKDAYS)))
    return times, weekdays or tuple(range(7)), top.whole("gap_days", low=1, high=365, default=1)


def _times(top: Table) -> tuple[time, ...]:
    written = top.words("times")
    for text in written:
        if not CLOCK.fullmatch(text):
            top.wrong("times", f'{shown(text)} is not a time of day; write it as "07:30"')
    times = sorted(time.fromisoformat(text) for text in written if CLOCK.fullmatch(text))
    if len(times) > PLAIN_TIMES:
        top.wrong("times", f"are {len(times)}; {PLAIN_TIMES} a day at most")
    if times and 24 * 60 - (_minutes(times[-1]) - _minutes(times[0])) < QUIET_HOURS * 60:
        top.wrong(
            "times", f"leave less than {QUIET_HOURS} quiet hours between the last and the first; move them closer"
        )
    return tuple(times)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
