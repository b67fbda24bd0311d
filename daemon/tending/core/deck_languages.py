"""Decks in other languages: a table of texts beside each question, whole or not at all."""

import re
from collections.abc import Iterable, Mapping

from tending.core.deck_links import BRACES
from tending.core.deck_table import Table
from tending.core.frozen import replace
from tending.core.model import Deck, Form, FormKind, Part, Profile, Prompt, Translation

LINE, BODY, NEUTRAL = 40, 200, 40
OPTION, TITLE = 60, 60
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
PROFILES = frozenset(profile.value for profile in Profile)


def translations(table: Table, prompt: Prompt) -> Mapping[str, Translation]:
    """The texts of a question by language. What is there in the deck's own must be there in each of them."""
    languages = _named(table)
    return {name: _translation(languages.table(name), prompt) for name in languages.names()}


def titles(top: Table) -> Mapping[str, str]:
    """The titles of a deck by language."""
    languages = _named(top)
    found = {}
    for name in languages.names():
        inner = languages.table(name)
        found[name] = inner.text("title", most=TITLE)
        inner.end()
    return found


def _named(table: Table) -> Table:
    languages = table.table("text")
    for name in languages.names():
        if not LANGUAGE.fullmatch(name):
            languages.wrong(name, "is not a language; write a code such as de or pt-BR")
    return languages


def _translation(inner: Table, prompt: Prompt) -> Translation:
    found = Translation(
        line=line(inner),
        body=inner.text("body", most=BODY),
        options=_options(inner, prompt.form),
        parts=_same_keys(inner, "parts", {part.name for part in prompt.form.parts if _is_labelled(part)}, LINE),
        neutral=_same_keys(inner, "neutral", prompt.neutral, NEUTRAL),
        variants={
            Profile(name): text
            for name, text in _same_keys(
                inner, "variants", [profile.value for profile in prompt.variants], BODY, PROFILES
            ).items()
        },
    )
    _check_braces(inner, found, prompt)
    inner.end()
    return found


def line(table: Table) -> str:
    """The words for a locked screen: never anything of the keeper's own."""
    value = table.text("line", most=LINE)
    if "{" in value or "}" in value:
        table.wrong("line", "has a brace; a line may stand on a locked screen and holds no placeholder")
    return value


def _options(inner: Table, form: Form) -> tuple[str, ...]:
    wanted = len(_own_options(form))
    given = inner.words("options")
    if form.parts and len(given) != wanted:
        inner.wrong("options", f"are {len(given)}, and the form has {wanted}; write one for each, in the same order")
    for option in given:
        if not 0 < len(option.strip()) <= OPTION or " / " in option or BRACES.search(option):
            inner.wrong("options", f"{option[:OPTION]!r} is no option; write one to {OPTION} plain characters")
    if len({option.casefold() for option in given}) < len(given):
        inner.wrong("options", "name something twice; every option needs words of its own")
    return given


def _own_options(form: Form) -> tuple[str, ...]:
    """The options that a form names itself, all parts one after another."""
    return tuple(option for part in form.parts for option in part.options if not BRACES.search(option))


def _is_labelled(part: Part) -> bool:
    return part.kind is FormKind.LIST and not part.name.startswith(FormKind.LIST.value)


def _same_keys(
    inner: Table, key: str, wanted: Iterable[str], most: int, known: Iterable[str] = ()
) -> Mapping[str, str]:
    names = frozenset(wanted)
    texts = inner.texts(key, names | frozenset(known), most=most)
    for name in sorted(names - texts.keys()):
        inner.wrong(f"{key}.{name}", "is missing; add it, as the deck has it in its own language")
    for name in sorted(texts.keys() - names):
        inner.wrong(f"{key}.{name}", "is not in the deck's own language; leave it out")
    return texts


def _check_braces(inner: Table, found: Translation, prompt: Prompt) -> None:
    pairs = [("body", found.body, prompt.body)]
    pairs += [(f"variants.{name}", text, prompt.variants.get(name, text)) for name, text in found.variants.items()]
    for key, text, own in pairs:
        if set(BRACES.findall(text)) != set(BRACES.findall(own)):
            inner.wrong(key, "has other placeholders than the prompt; use the same")


def check_whole(top: Table, title: str, named: Mapping[str, str], prompts: Iterable[Prompt]) -> None:
    """A translation is whole: a language of one question, or of the title, is one of them all."""
    asked = list(prompts)
    for language in sorted(set(named).union(*(prompt.texts for prompt in asked))):
        if title and language not in named:
            top.wrong(f"text.{language}", "is missing; add its title, as a question has this language")
        for prompt in asked:
            if language not in prompt.texts:
                top.wrong(f"text.{language}", f"{prompt.id} has none; a deck is translated whole or not at all")


def in_language(deck: Deck, language: str) -> Deck:
    """A deck as it is spoken in a language; as it is where it has none of that."""
    prompts = tuple(spoken(prompt, language) for prompt in deck.prompts)
    return replace(deck, title=deck.titles.get(language, deck.title), prompts=prompts)


def spoken(prompt: Prompt, language: str) -> Prompt:
    text = prompt.texts.get(language)
    if text is None:
        return prompt
    return replace(
        prompt,
        line=text.line,
        body=text.body,
        neutral=text.neutral,
        variants=text.variants,
        form=_form(prompt.form, text),
    )


def _form(form: Form, text: Translation) -> Form:
    """The same form, what it offers called by other names; answers keep the names of the deck."""
    left = list(text.options)
    parts = []
    for part in form.parts:
        own = not any(BRACES.search(option) for option in part.options)
        named, left = (left[: len(part.options)], left[len(part.options) :]) if own else ([], left)
        parts.append(replace(part, spoken=tuple(named), label=text.parts.get(part.name, "")))
    return replace(form, parts=tuple(parts))
