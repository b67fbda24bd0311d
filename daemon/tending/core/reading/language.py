"""The shape of a language's reply words."""

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from tending.core.model import Verb
from tending.core.values import dataclass

Phrases: TypeAlias = tuple[str, ...]


def list_of(text: str) -> Phrases:
    """Phrases with commas between them, over as many lines as it takes."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


def counted_in(text: str) -> Mapping[str, int]:
    """Phrases that stand for a number: `one=1, two=2`."""
    return {name.strip(): int(value) for name, _, value in (pair.partition("=") for pair in list_of(text))}


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyWords:
    """One language.

    Phrases are written as people write them; case and apostrophes do not matter. `{they}` and `{them}` stand for any
    word of those lists. `marks` maps yes, partly, no, open (not yet), kept, broken and unsure to phrases that may begin
    a reply; those of `alone` count only when they are the whole clause. `polite` may lead a word, `courtesy` may follow
    it. `days` are days from today, `delays` how many to wait, `stretches` how many to pause. `units` maps minute, hour,
    day, week, fortnight, month, year and other to their names. `months` and `weekdays` (Monday first) give the name to
    show first, then what else is typed. `unlike` are English words that mean something else here, or nothing; `before`
    leads to a time that is over (`vor 2 Wochen`), `ago` follows it. `half_past` leads to the hour that was, `half_to`
    to the one to come. `like` are options that yes, partly, no and unsure stand for; `opposite` leads to the other of
    two. `offered` by kind of form is what is read back, with ` / ` between; `named` the verbs that are, and `after_day`
    what stands behind the number of a day.
    """

    they: Phrases = ()
    them: Phrases = ()
    unlike: Phrases = ()
    verbs: Mapping[Verb, Phrases] = field(default_factory=dict)
    polite: Phrases = ()
    courtesy: Phrases = ()
    fillers: Phrases = ()
    hedges: Phrases = ()
    marks: Mapping[str, Phrases] = field(default_factory=dict)
    alone: Mapping[str, Phrases] = field(default_factory=dict)
    negations: Phrases = ()
    either: Phrases = ()
    both: Phrases = ()
    objects: Phrases = ()
    to: Phrases = ()
    until: Phrases = ()
    out_of: Phrases = ()
    option: Phrases = ()
    everything: Phrases = ()
    nothing: Phrases = ()
    endless: Phrases = ()
    articles: Phrases = ()
    joining: Phrases = ()
    pressing: Phrases = ()
    ish: Phrases = ()
    corrections: Phrases = ()
    sure: Phrases = ()
    percent: Phrases = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    counted: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, Phrases] = field(default_factory=dict)
    durations: Mapping[str, int] = field(default_factory=dict)
    months: tuple[Phrases, ...] = ()
    weekdays: tuple[Phrases, ...] = ()
    days: Mapping[str, int] = field(default_factory=dict)
    delays: Mapping[str, int] = field(default_factory=dict)
    stretches: Mapping[str, int] = field(default_factory=dict)
    morning: Phrases = ()
    evening: Phrases = ()
    noon: Phrases = ()
    at: Phrases = ()
    half_past: Phrases = ()
    half_to: Phrases = ()
    am: Phrases = ()
    pm: Phrases = ()
    clock: Phrases = ()
    coming: Phrases = ()
    this: Phrases = ()
    last: Phrases = ()
    opposite: Phrases = ()
    before: Phrases = ()
    ago: Phrases = ()
    ahead: Phrases = ()
    within: Phrases = ()
    counting_from: Phrases = ()
    leading_to: Phrases = ()
    sure_of: Phrases = ()
    one: Phrases = ()
    pair: Phrases = ()
    half: Phrases = ()
    dating: Phrases = ()
    day_ends: Phrases = ()
    labels: Mapping[str, Phrases] = field(default_factory=dict)
    like: Mapping[str, Phrases] = field(default_factory=dict)
    offered: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[Verb, str] = field(default_factory=dict)
    after_day: str = ""
