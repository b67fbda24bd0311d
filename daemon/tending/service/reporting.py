"""A report of a chosen range, in the keeper's own words: what happened, what was promised, what was answered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from tending.core import figure_words, hours
from tending.core.entries import Answered, Asked, Entry, WentOn
from tending.core.figures import Figure, Portion
from tending.core.ledgers import hold, reach
from tending.core.ledgers.shown import SHOWN, Shown, Told
from tending.core.model import Family
from tending.core.pages import Chapter, Document, Item
from tending.core.records import Query
from tending.core.redaction import SIGN
from tending.core.standing import BondStanding
from tending.core.values import dataclass
from tending.core.words import LANGUAGES, listed, say
from tending.ports import Journal, Work
from tending.service import progressing
from tending.service.turn import Turn

Measured: TypeAlias = tuple[tuple[Family, Figure], ...]

SAFETY = frozenset({"W6"})  # asks about being afraid, outside its family
BESIDE = frozenset({"date", "if-then", "also"})  # parts that are in the typed words already, or in the row of a ledger
BEGINNING = date(1970, 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """The local dates of a report, both in it, and the families that are not."""

    since: date
    until: date
    without: frozenset[Family] = frozenset()
    safety: bool = False

    def has(self, day: date, until: date | None = None) -> bool:
        """Whether a day is in it, or any from there to another one."""
        return day <= self.until and (until or day) >= self.since

    def shows(self, family: Family) -> bool:
        return family not in self.without and (self.safety or family is not Family.CONSENT)


def report(turn: Turn, journal: Journal, chosen: Range, *, bond: str = "", redacts: bool = False) -> Document:
    """The document, not redacted yet."""
    with journal.reading() as work:
        those = [(one, measured(turn, work, one, chosen)) for one in progressing.bonds(work.standing(), bond)]
        chapters = tuple(chapter for one, found in those for chapter in about(turn, work, one, chosen, found))
    likely = any(_has_share(found) for _, found in those)
    return Document(
        title=say("report-title", turn.language),
        lead=(*_lead(turn, chosen, redacts=redacts), *([say("progress-likely", turn.language)] if likely else [])),
        chapters=chapters,
        language=turn.language,
    )


def labels(journal: Journal) -> list[str]:
    """What the keeper calls those it is about: names too."""
    with journal.reading() as work:
        return [bond.label for bond in work.standing().bonds if bond.label]


def _lead(turn: Turn, chosen: Range, *, redacts: bool) -> Iterator[str]:
    language = turn.language
    since = chosen.since.isoformat() if chosen.since > BEGINNING else say("report-beginning", language)
    yield say("report-span", language, since=since, until=chosen.until.isoformat())
    out = [say(f"family-{family.value}", language) for family in Family if family in chosen.without]
    always = ("report-notes", "report-drawer") if chosen.safety else ("report-safety", "report-notes", "report-drawer")
    out += [say(key, language) for key in always]
    yield say("report-left-out", language, what=listed(out, language))
    if redacts:
        yield say("report-redacted", language, sign=SIGN)


def about(turn: Turn, work: Work, bond: BondStanding, chosen: Range, found: Measured) -> Iterator[Chapter]:
    """The chapters about one bond, under one of their own, with what was `measured` of it."""
    yield Chapter(heading=say("report-about", turn.language, label=bond.label), level=2)
    entries = progressing.read(work, bond.number)
    parts = [
        _figures(turn, found, chosen),
        _contacts(turn, entries, chosen),
        *(_ledger(turn, shown, entries, chosen) for shown in SHOWN if chosen.shows(shown.family)),
        *_words(turn, work, entries, chosen),
    ]
    some = [one for one in parts if one.rows or one.items]
    yield from some or [Chapter(items=(Item(text=say("report-nothing", turn.language)),))]


def measured(turn: Turn, work: Work, bond: BondStanding, chosen: Range) -> Measured:
    """The figures of a bond at the end of a range, each with its family."""
    shown = (one for one in progressing.sections(turn, work, bond, until=chosen.until) if chosen.shows(one.family))
    return tuple((one.family, figure) for one in shown for figure in one.figures)


def _has_share(found: Measured) -> bool:
    """Whether there is a share with its brackets, which strangers to the program would not understand."""
    return any(isinstance(figure, Portion) and figure.share is not None for _, figure in found)


def _figures(turn: Turn, found: Measured, chosen: Range) -> Chapter:
    rows = [_row(figure, family, turn.language) for family, figure in found]
    heading = say("report-figures", turn.language, until=chosen.until.isoformat())
    return Chapter(heading=heading, rows=tuple(rows))


def _row(figure: Figure, family: Family, language: str) -> tuple[str, str]:
    called = say(f"family-{family.value}", language)
    return f"{called}: {figure_words.name(figure, language)}", figure_words.told(figure, language)


def _contacts(turn: Turn, entries: Sequence[Entry], chosen: Range) -> Chapter:
    found = reach.contacts(entries) if chosen.shows(Family.REACH) else ()
    items = [
        Item(on=one.on, asks=say(f"report-contact-{one.what}", turn.language), text=one.text)
        for one in sorted(found, key=lambda one: one.on)
        if chosen.has(one.on)
    ]
    return Chapter(heading=say("report-contacts", turn.language), items=tuple(items))


def _ledger(turn: Turn, shown: Shown, entries: Sequence[Entry], chosen: Range) -> Chapter:
    rows = shown.rows(shown.of(entries))
    told = [one for one in map(shown.told, rows) if one is not None and chosen.has(one.on, one.until)]
    items = tuple(_told(turn, one) for one in told)
    return Chapter(heading=say(f"report-ledger-{shown.kind}", turn.language) if items else "", items=items)


def _told(turn: Turn, one: Told) -> Item:
    notes = tuple(say(f"told-{key}", turn.language, what=what) for key, what in one.notes)
    return Item(on=one.on, text=one.text, notes=notes)


# -- answers -------------------------------------------------------------------------------------------------------


def _words(turn: Turn, work: Work, entries: Sequence[Entry], chosen: Range) -> Iterator[Chapter]:
    """What was answered, with its question, a chapter a family; no answer that lies in the drawer."""
    held = hold.answers(entries)
    entries = [one for one in entries if not (isinstance(one.payload, Answered) and hold.is_page(one.payload, held))]
    asked = questions(work, entries)
    answered = progressing.answers_by_family(turn, work, entries)
    for family, those in sorted(answered.items(), key=lambda one: _order(one[0])):
        items = tuple(_answers(turn, those, asked, chosen)) if chosen.shows(family) else ()
        called = say(f"family-{family.value}", turn.language)
        yield Chapter(heading=say("report-words", turn.language, family=called), items=items)


def _order(family: Family) -> int:
    return list(Family).index(family)


def _answers(
    turn: Turn, entries: Sequence[Entry], asked: Mapping[tuple[int, str], str], chosen: Range
) -> Iterator[Item]:
    for entry in entries:
        fact, day = entry.payload, hours.local_date(entry.at, turn.given.rules.zone)
        if not isinstance(fact, Answered) or not chosen.has(day):
            continue
        if chosen.safety or fact.prompt not in SAFETY:
            yield Item(on=day, asks=asked.get((fact.check_in, fact.prompt), ""), text=meant(fact))


def questions(work: Work, entries: Sequence[Entry]) -> dict[tuple[int, str], str]:
    """The question that each answer answers, by check-in and prompt: as its deck has it, for words of one family may
    stand in a question of another.
    """
    bonds = {one.bond for one in entries if isinstance(one.payload, Answered)}
    found: dict[tuple[int, str], str] = {}
    for bond in bonds:
        for one in work.entries(Query(kinds=(Asked.kind, WentOn.kind), bond=bond)):
            match one.payload:
                case Asked(prompt=prompt, words=words):
                    found[one.seq, prompt] = _question(words.neutral)
                case WentOn(check_in=number, prompt=prompt, words=words):
                    found[number, prompt] = _question(words.neutral)
                case _:
                    pass
    return found


def _question(asked: str) -> str:
    """Without the offer beneath it to add what was left out of another one."""
    question, _, last = asked.rpartition("\n\n")
    offers = (say("the-rest", language, line="\n").split("\n") for language in LANGUAGES)
    return question if question and any(last.startswith(a) and last.endswith(z) for a, z in offers) else asked


def meant(fact: Answered) -> str:
    """What was typed, and before it the option that it chose: `1` alone would say nothing to others."""
    typed = fact.text.strip()
    chosen = [value for name, value in fact.values.items() if isinstance(value, str) and name not in BESIDE and value]
    unsaid = [value for value in chosen if value.casefold() not in typed.casefold()]
    if not unsaid:
        return typed
    said = f" ({typed})" if any(letter.isalpha() for letter in typed) else ""
    return f"{', '.join(unsaid)}{said}"
